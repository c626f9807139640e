"""The folded text on which rules match, and the way back to the printed one from which everything is quoted."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Container, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from hudna.text.masks import INVISIBLE, MARKS, PRESENTATION, TATWEEL, bare_masks, stretched_masks
from hudna.vocabulary import Span

_JOINED: Final = {
    **dict.fromkeys("أإآٱٲٳٵ", "ا"),
    **dict.fromkeys("ىیېئٸ", "ي"),
    **dict.fromkeys("ةہھۀەۂۃ", "ه"),
    **dict.fromkeys("ؤٶ", "و"),
    **dict.fromkeys("کڪ", "ك"),
    **{chr(0x0660 + n): str(n) for n in range(10)},
    **{chr(0x06F0 + n): str(n) for n in range(10)},
}
_DELETED: Final = re.compile(f"[{MARKS}{TATWEEL}{INVISIBLE}]+")
_TRAILING: Final = re.compile(f"[{MARKS}{TATWEEL}]*")
_PRESENTATION: Final = re.compile(f"[{PRESENTATION}]")
_ODD: Final = re.compile(f"[{MARKS}{TATWEEL}{INVISIBLE}{PRESENTATION}]+")
_TABLE: Final[dict[int, str]] = {ord(old): new for old, new in _JOINED.items()}
_OFTEN: Final = "أإىةئؤآ"
_COMMON: Final = tuple((old, _JOINED[old]) for old in _OFTEN)
LONG: Final = 400
"""Letters from which on a text is a body, which one room after another asks to have folded."""
_RARE: Final = re.compile(f"[{''.join(old for old in _JOINED if old not in _OFTEN)}]")


@dataclass(frozen=True, slots=True)
class Folded:
    """A printed text and its folded copy.

    `_folded` and `_printed` are the offsets, in either text, at which a new stretch of letter for letter begins; both are
    empty where the whole text is one such stretch.
    """

    printed: str
    text: str
    _folded: tuple[int, ...] = ()
    _printed: tuple[int, ...] = ()

    def printed_span(self, start: int, end: int) -> Span:
        """The printed words of the folded letters `[start, end)`.

        Vowel signs, tatweel and mask letters inside them, and those after the last, belong to it; none before the first.
        """
        if not self._folded:
            return Span(start, end)
        if start >= end:
            at = self._at(start)
            return Span(at, at)
        last = self._at(end - 1) + 1
        if self.printed[last : last + 1] != " ":  # what follows most words, and belongs to none
            last = _TRAILING.match(self.printed, last).end()  # type: ignore[union-attr]
        return Span(self._at(start), last)

    def folded_span(self, span: Span) -> tuple[int, int]:
        """The folded letters that a printed span stands on."""
        if not self._folded:
            return span.start, span.end
        return self._from(span.start), self._from(span.end)

    def _at(self, offset: int) -> int:
        if offset >= len(self.text):
            return len(self.printed)
        i = bisect_right(self._folded, offset) - 1
        return self._printed[i] + offset - self._folded[i]

    def _from(self, offset: int) -> int:
        i = bisect_left(self._printed, offset)
        ceiling = self._folded[i] if i < len(self._folded) else len(self.text)
        if i == 0 or (i < len(self._printed) and self._printed[i] == offset):
            return ceiling
        return min(self._folded[i - 1] + offset - self._printed[i - 1], ceiling)


def fold(printed: str, known: Container[str] = frozenset()) -> Folded:
    """The folded copy of a printed text, broken words put together; `known` holds folded words that may come of it."""
    folded, odd = _plainly_body(printed) if len(printed) > LONG else _plainly(printed)
    masks = bare_masks(folded.text, known) if known else []
    if not masks:
        return folded
    return _without(printed, _merged(odd + [folded.printed_span(*mask) for mask in masks]))


def _plainly(printed: str) -> tuple[Folded, list[tuple[int, int]]]:
    """The folded copy that no known word is needed for, and the ranges taken out of it."""
    odd = [match.span() for match in _ODD.finditer(printed)]
    if odd and TATWEEL in printed:
        odd = _merged(odd + stretched_masks(printed))
    return (_without(printed, odd) if odd else Folded(printed, _joined(printed))), odd


_plainly_body = lru_cache(maxsize=2)(_plainly)


def _joined(text: str) -> str:
    """The text with letters that are written for one another as one; a table for the few texts that hold rare ones."""
    if _RARE.search(text):
        return text.translate(_TABLE)
    for old, new in _COMMON:
        text = text.replace(old, new)
    return text


def _merged(ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _without(printed: str, ranges: Sequence[tuple[int, int]]) -> Folded:
    """The folded text when `ranges`, in order, are taken out and presentation forms in them spelled with plain letters."""
    parts: list[str] = []
    folded: list[int] = []
    places: list[int] = []
    length = done = 0

    def begin(at: int) -> None:
        if folded and folded[-1] == length:
            places[-1] = at
        else:
            folded.append(length)
            places.append(at)

    begin(0)
    for start, end in ranges:
        if start > done:
            parts.append(printed[done:start])
            length += start - done
        for match in _PRESENTATION.finditer(printed, start, end):
            for letter in _DELETED.sub("", unicodedata.normalize("NFKC", match[0])).strip():
                begin(match.start())
                parts.append(letter)
                length += 1
        begin(end)
        done = end
    parts.append(printed[done:])
    return Folded(printed, _joined("".join(parts)), tuple(folded), tuple(places))
