"""The outlet that a thing was told to: an outer hop of the chain, unless it publishes the report."""

from typing import Final

from hudna.extract.stated import Phrase
from hudna.extract.tokens import CLOSING, OPENING, QUOTES, STRAIGHT, Tokens
from hudna.rules.cues import cue_lexicon
from hudna.rules.reporting import SourceHead, outlets, reporting_words, source_heads
from hudna.rules.shapes import is_nisba

CUES: Final = cue_lexicon()
HEADS: Final = source_heads()
KNOWN: Final = reporting_words()
OUTLETS: Final = outlets()
MARKS: Final = CLOSING | STRAIGHT | OPENING
LONGEST_QUOTED_NAME: Final = 12
LONGEST_OUTLET: Final = 7
_OUTLET_WORDS: Final = frozenset({"صحيفه", "جريده", "وكاله", "قناه", "موقع", "الصحيفه"})
_ITSELF: Final = frozenset({"ذاتها", "نفسها", "ذاته", "نفسه"})
_BEFORE_QUOTED: Final = frozenset({"ل", "الي", "مع", "عبر"})
_BEFORE_NAMED: Final = frozenset({"الي", "مع", "عبر", "علي"})


def addressed_outlet(tokens: Tokens, i: int, end: int) -> Phrase | None:
    """The outlet named at token i as the one told: `لـ«س»`, `لوكالة س`, `مع قناة س`, `لرويترز`, `نشرته صحيفة س`; None where there is none."""
    words = tokens.words
    if i + 1 >= end:
        return None
    word, after = words[i], words[i + 1]
    if word in KNOWN.press:
        return None  # لوسائل الإعلام: to everybody
    if word == "ل" and after == "ل":
        return addressed_outlet(tokens, i + 1, end)
    if word in _BEFORE_QUOTED and after in QUOTES:
        stop = quotation_end(tokens, i + 1, end)
        if words[i + 2 : i + 3] and words[i + 2] in KNOWN.platforms:
            return None
        return Phrase(i + 2, max(i + 3, stop - 1)) if stop > i + 2 else None
    if word in KNOWN.carried_by and words[i - 1] not in KNOWN.relative_pronouns:
        k = i + 1 + (after in KNOWN.days)
        if after in QUOTES:
            return Phrase(i + 1, quotation_end(tokens, i + 1, end))
        return _named(tokens, k, end, 0, HEADS.get(words[k])) if k < end else None
    if word in _BEFORE_NAMED:
        return _named(tokens, i + 1, end, 0, HEADS.get(after))
    if word[0] != "ل" or len(word) < 3:
        return None
    for size in (3, 2, 1):
        name = " ".join([word[1:], *words[i + 1 : i + size]])
        if i + size <= end and (name in OUTLETS or name == tokens.publisher):
            return Phrase(i, i + size, 1)
    if word.startswith("لل"):
        return _named(tokens, i, end, 0, HEADS.get(word[2:]))
    return _named(tokens, i, end, 1, HEADS.get(word[1:]))


def outlet_at(tokens: Tokens, i: int, end: int) -> Phrase | None:
    """The outlet that a verb of informing has as its object, after its subject (أفاد ضابط وكالة س أن)."""
    head = HEADS.get(tokens.words[i])
    return None if tokens.words[i].startswith("ال") else _named(tokens, i, end, 0, head)


def names_outlet(tokens: Tokens, i: int, end: int) -> bool:
    """Whether the name of an outlet begins at token i."""
    words = tokens.words
    head = HEADS.get(words[i])
    return (head is not None and head.kind == "outlet") or any(" ".join(words[i : i + n]) in OUTLETS for n in (1, 2, 3))


def outlet_end(tokens: Tokens, start: int, end: int) -> int:
    """The token after the name of the outlet that begins at `start`."""
    words = tokens.words
    for n in (3, 2, 1):
        if start + n <= end and " ".join(words[start : start + n]) in OUTLETS:
            return start + n
    named = _named(tokens, start, end, 0, SourceHead("outlet", "f", "s", proper=False))
    return named.end if named is not None else start + 1


def _named(tokens: Tokens, start: int, end: int, lead: int, head: SourceHead | None) -> Phrase | None:
    """The outlet whose head noun stands at `start`, to the end of its name."""
    words = tokens.words
    if head is None or head.kind != "outlet" or _is_ground(words, start, end):
        return None
    j = start + 1
    while j < min(end, start + LONGEST_OUTLET) and not _ends_outlet(words[j]):
        if words[j] in _ITSELF:
            return Phrase(start, j + 1, lead)
        if words[j] in QUOTES:
            j = quotation_end(tokens, j, end)
            if not (j < end and is_nisba(words[j])):
                break
        elif words[j] == "(":
            j = next((k + 1 for k in range(j, min(end, j + LONGEST_QUOTED_NAME)) if words[k] == ")"), end)
            break
        else:
            j += 1
    return Phrase(start, j, lead)


def _is_ground(words: list[str], start: int, end: int) -> bool:
    """Whether `مواقع` means positions, or a platform on which anybody may publish (مواقع التواصل), and no outlet."""
    site = words[start]
    after = words[start + 1] if start + 1 < end else ""
    if site.endswith(("مواقع", "صفحات", "حسابات", "منصات")):
        return after not in KNOWN.of_media
    if not site.endswith(("موقع", "صفحه", "منصه")):
        return False
    if after in QUOTES and start + 2 < end:
        after = words[start + 2]
    return after in KNOWN.grounds or after in KNOWN.platforms or after[:1] == "ل"


def _ends_outlet(word: str) -> bool:
    if word in "،:.)" or word in ("في", "الصادره", "الصادر") or word in KNOWN.adjunct_openers:
        return True
    if any(sense.aspect == "participle" for sense in CUES[word]):
        return True
    head = HEADS.get(word)
    return head is not None and head.kind not in ("outlet", "organisation", "document")


def is_publisher(tokens: Tokens, phrase: Phrase) -> bool:
    """Whether the phrase names the outlet that publishes the report."""
    names = [w for w in tokens.words[phrase.start : phrase.end] if w[0].isalpha()]
    if names and phrase.lead:
        names[0] = names[0][phrase.lead :]
    if names and names[0] in _OUTLET_WORDS:
        names = names[1:]
    name = " ".join(names)
    return bool(name) and (OUTLETS.get(name) == tokens.publisher != "" or name == tokens.publisher)


def quotation_end(tokens: Tokens, i: int, end: int) -> int:
    """The token after the mark that closes the short quotation opened at i, or after i where none does."""
    words = tokens.words
    return next((j + 1 for j in range(i + 1, min(end, i + LONGEST_QUOTED_NAME)) if words[j] in MARKS), i + 1)
