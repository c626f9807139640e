"""When a reading and the gold say the same: the measures of the annotation guidelines."""

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import TypeVar

from hudna.vocabulary import Span

MARKS = re.compile(r"[\u064b-\u065f\u0670\u0640]")
VARIANTS = str.maketrans("أإآٱىة", "ااااي" + "ه")
ARTICLE = re.compile(r"^(?:و|ف|ب|ك)?(?:ال|لل)(?=\w\w)")
WORD = re.compile(r"\w+")
LONGEST_NAME = 12
LONGEST_CUE = 4

Gold = TypeVar("Gold")
Read = TypeVar("Read")


@cache
def content_words(phrase: str) -> frozenset[str]:
    """The words of a naming phrase without vowel signs, article, quotation marks or leading clitic."""
    plain = MARKS.sub("", phrase).translate(VARIANTS).replace(".", "")
    return frozenset(ARTICLE.sub("", word) for word in WORD.findall(plain))


def same_name(gold: str, read: str) -> bool:
    """Whether two phrases share at least half of the shorter one's words, and the read one is a phrase."""
    ours, theirs = content_words(read), content_words(gold)
    if not ours or not theirs or len(ours) > max(LONGEST_NAME, 2 * len(theirs)):
        return False
    return len(ours & theirs) * 2 >= min(len(ours), len(theirs))


def same_names(text: str, gold: Sequence[Span], read: Sequence[Span]) -> bool:
    """Whether every gold name is met by a read one, and the other way round."""
    ours, theirs = [span.cut(text) for span in read], [span.cut(text) for span in gold]
    return all(any(same_name(g, r) for r in ours) for g in theirs) and all(
        any(same_name(g, r) for g in theirs) for r in ours
    )


def same_chain(text: str, gold: Sequence[Span], read: Sequence[Span]) -> bool:
    """Whether two chains have as many hops, and each names the same."""
    return len(gold) == len(read) and all(same_name(g.cut(text), r.cut(text)) for g, r in zip(gold, read, strict=True))


def overlap(a: Span, b: Span) -> int:
    """How many code points two spans share."""
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def dice(a: Span, b: Span) -> float:
    """Twice what two spans share, over what they have together."""
    return 2 * overlap(a, b) / max(1, (a.end - a.start) + (b.end - b.start))


def touches(text: str, gold: Span, read: Span) -> bool:
    """Whether the read cue or trigger stands on the gold one and is no net cast over the sentence."""
    if not overlap(gold, read):
        return False
    return len(read.cut(text).split()) <= max(LONGEST_CUE, 2 * len(gold.cut(text).split()))


def pairs(
    gold: Sequence[Gold], read: Sequence[Read], nearness: Callable[[Gold, Read], float]
) -> list[tuple[Gold, Read]]:
    """One-to-one pairs, the nearest first; what has no nearness is not paired."""
    scored = sorted(((nearness(g, r), i, j) for i, g in enumerate(gold) for j, r in enumerate(read)), reverse=True)
    taken_gold: set[int] = set()
    taken_read: set[int] = set()
    found = []
    for value, i, j in scored:
        if value > 0 and i not in taken_gold and j not in taken_read:
            taken_gold.add(i)
            taken_read.add(j)
            found.append((gold[i], read[j]))
    return found
