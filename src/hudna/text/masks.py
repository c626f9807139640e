"""Words that an outlet broke up to slip past a filter (`نـ.ـزوح`), and the characters to take out to read them.

A tatweel beside the separator is evidence enough: nobody stretches a letter towards a full stop.  Without one, the parts
are put together only where a word we know comes out of it and the parts are not words themselves.
"""

import re
from collections.abc import Container, Iterator
from typing import Final

LETTERS: Final = "\u0621-\u063a\u0641-\u064a\u0671-\u06d3"
MARKS: Final = "\u064b-\u065f\u0670\u0610-\u061a\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\ufe70-\ufe7f"
TATWEEL: Final = "\u0640"
PRESENTATION: Final = "\ufb50-\ufd3d\ufd40-\ufdff\ufe80-\ufefc"
INVISIBLE: Final = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"

_POINTS: Final = ".\u2022\u00b7\u2026"
_DOTS: Final = f"{_POINTS}*|_"
_PICTURES: Final = "\u2600-\u27bf\U0001f300-\U0001faff\ufe0f"
_FOREIGN: Final = r"[^\w\s\"'()\[\]{}<>«»“”‘’‚„‹›:؛!?؟%]|[A-Za-z_ \u00a0]"

_STRETCHED: Final = re.compile(
    f"(?<=[{LETTERS}{MARKS}{PRESENTATION}])(?:"
    f"[{INVISIBLE}]*{TATWEEL}+[{INVISIBLE}]*(?:{_FOREIGN}){{1,4}}{TATWEEL}+"
    f"|{TATWEEL}+[{_POINTS}]+"
    f"|[{_POINTS}]+{TATWEEL}+"
    f")(?=[{LETTERS}{PRESENTATION}])"
)
_IN_FRONT: Final = re.compile(f"[{INVISIBLE}{_POINTS}]")
_PARTED: Final = re.compile(f"{TATWEEL}(?:(?<=[{_POINTS}]{TATWEEL})|[^{LETTERS}{TATWEEL}])")
"""A tatweel with something else than a letter beside it: without one nothing is stretched towards a separator."""
_MARK: Final = f"{_DOTS}{_PICTURES}/\\-"
_SEPARATOR: Final = re.compile(
    f"[{_MARK}،,A-Za-z](?:(?<=[{_MARK}])[{_MARK}]{{0,3}}|(?<=[،,]) ?|(?<=[A-Za-z])[A-Za-z]?)(?=[{LETTERS}])"
)
"""One to four marks, a comma with its space or without, one or two Latin letters; it opens with a class because the search is fast then."""
_SPACED: Final = re.compile(
    f"(?<![{LETTERS}])[{LETTERS}]{{1,2}}(?: [{LETTERS}]){{2,5}}[{LETTERS}]{{0,2}}(?![{LETTERS}])"
)
"""A word spelled out, letter by letter (`ح م ا س`)."""
_SPELLED_END: Final = re.compile(f" [{LETTERS}] [{LETTERS}]{{1,3}}(?![{LETTERS}])")
"""What every such word ends with, and few texts hold."""
_WORD: Final = re.compile(f"[{LETTERS}]+")
_MOST_PARTS: Final = 5
_MOST_LETTERS: Final = 8
_NAME_LENGTH: Final = 3
"""A lone letter, a full stop and more letters than these are an initial and a name (`ع.ناصر`)."""


def stretched_masks(printed: str) -> list[tuple[int, int]]:
    """Ranges of the printed text inside a word that have a tatweel in them (`الخـ.ـناق`, `الشـ ـام`, `النــ.ار`)."""
    if not _PARTED.search(printed):
        return []
    return [match.span() for match in _stretched(printed) if not _hijri(printed, match.start())]


def _stretched(printed: str) -> Iterator[re.Match[str]]:
    """What `_STRETCHED` finds, looked for only at tatweels and what may stand in front of them: it opens nowhere else."""
    done, tatweel = 0, printed.find(TATWEEL)
    while tatweel >= 0:
        at = tatweel
        while at > done and _IN_FRONT.match(printed, at - 1):
            at -= 1
        match = _STRETCHED.match(printed, at)
        while match is None and at < tatweel:
            at += 1
            match = _STRETCHED.match(printed, at)
        if match is not None:
            yield match
            done = match.end()
        tatweel = printed.find(TATWEEL, max(done, tatweel + 1))


def _hijri(printed: str, at: int) -> bool:
    """Whether the letter before `at` is the mark of a Hijri year, a ha that stands alone (`1436هـ.وقال`)."""
    return printed[at - 1] == "ه" and (at < 2 or not _is_letter(printed, at - 2))


def bare_masks(folded: str, known: Container[str]) -> list[tuple[int, int]]:
    """Ranges of a folded text inside a word that only the word itself gives away (`الاره, ابيين`, `قص*ف`)."""
    found: list[tuple[int, int]] = []
    done = 0
    for match in _SEPARATOR.finditer(folded):
        at = match.start()
        if at <= done or not _is_letter(folded, at - 1):
            continue
        if folded[match.end() - 1] == " " and _WORD.match(folded, match.end())[0] in known:  # type: ignore[index]
            continue  # a comma before a word of its own, which is what commas mostly are
        start = _word_start(folded, at)
        if start < done:
            continue
        words, cuts = _run(folded, start)
        taken = _joined(words, [folded[low:high] for low, high in cuts], known)
        if taken:
            found += cuts[:taken]
            done = cuts[taken - 1][1] + len(words[taken])
    taken_up = {at for cut in found for at in range(cut[0] - _MOST_LETTERS, cut[1] + _MOST_LETTERS)}
    return found + [cut for cut in _spelled_out(folded, known) if cut[0] not in taken_up]


def _is_spelled(parts: list[str]) -> bool:
    """Whether each part is a letter: the first may have a conjunction or preposition on it, the last an ending."""
    first, *middle, _ = parts
    return all(len(part) == 1 for part in middle) and (len(first) == 1 or first[0] in "وفبل")


def _spelled_out(folded: str, known: Container[str]) -> list[tuple[int, int]]:
    """The spaces inside words spelled out: those of which a word we know comes, and no part is one."""
    found: list[tuple[int, int]] = []
    if not _SPELLED_END.search(folded):
        return found
    for match in _SPACED.finditer(folded):
        parts = match[0].split(" ")
        if _is_spelled(parts) and "".join(parts) in known and parts[-1] not in known:
            found += [(match.start() + i, match.start() + i + 1) for i, c in enumerate(match[0]) if c == " "]
    return found


def _word_start(folded: str, at: int) -> int:
    while at > 0 and _is_letter(folded, at - 1):
        at -= 1
    return at


def _is_letter(text: str, at: int) -> bool:
    """Whether one of `LETTERS` stands there; asked letter by letter, for which an expression is dear."""
    code = ord(text[at])
    return 0x0621 <= code <= 0x063A or 0x0641 <= code <= 0x064A or 0x0671 <= code <= 0x06D3


def _run(folded: str, start: int) -> tuple[list[str], list[tuple[int, int]]]:
    """The parts of the broken word that may begin at `start`, and the separators between them."""
    words: list[str] = []
    cuts: list[tuple[int, int]] = []
    while word := _WORD.match(folded, start):
        words.append(word[0])
        cut = _SEPARATOR.match(folded, word.end())
        if cut is None or len(words) == _MOST_PARTS:
            break
        cuts.append(cut.span())
        start = cut.end()
    return words, cuts


def _joined(words: list[str], separators: list[str], known: Container[str]) -> int:
    """How many separators to take out, the longest word first; 0 for none.

    A comma with its space is the most ordinary thing between two words: there not even one part may be a word.
    """
    for count in range(len(words), 1, -1):
        parts = words[:count]
        joined = "".join(parts)
        if len(joined) < 3 or joined not in known:
            continue
        if count == 2 and separators[0] == "." and len(parts[0]) == 1 and len(parts[1]) > _NAME_LENGTH:
            continue
        ordinary = any(separator[-1] == " " for separator in separators[: count - 1])
        if not (any if ordinary else all)(part in known for part in parts):
            return count - 1
    return 0
