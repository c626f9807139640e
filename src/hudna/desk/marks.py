"""Stretches of a printed text that are marked, cut so that marks may nest and overlap as they like."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from markupsafe import Markup

from hudna.desk.printing import shown
from hudna.vocabulary import Span


class Mark(NamedTuple):
    """A span of a text, what it is marked as, and whose mark it is: the number of a saying, the id of an entry."""

    span: Span
    kind: str
    of: str = ""
    more: str = ""


class Piece(NamedTuple):
    """Words that stand under the same marks, the longest mark first."""

    start: int
    printed: Markup
    marks: tuple[Mark, ...]

    def of_kind(self, *kinds: str) -> list[Mark]:
        """The marks of these kinds."""
        return [mark for mark in self.marks if mark.kind in kinds]


def pieces(text: str, within: Span, marks: Iterable[Mark]) -> list[Piece]:
    """The words of a stretch of a text in pieces; put together they are the stretch, as it is shown."""
    return list(_pieces(text, within, [mark for mark in marks if _meets(mark.span, within)]))


def _meets(span: Span, within: Span) -> bool:
    return span.start < span.end and span.start < within.end and within.start < span.end


def _pieces(text: str, within: Span, marks: list[Mark]) -> Iterator[Piece]:
    opening: dict[int, list[Mark]] = {}
    edges = {within.start, within.end}
    for mark in marks:
        start = max(mark.span.start, within.start)
        opening.setdefault(start, []).append(mark)
        edges |= {start, min(mark.span.end, within.end)}
    here: list[Mark] = []
    for start, end in pairwise(sorted(edges)):
        here = [mark for mark in here if mark.span.end > start] + opening.get(start, [])
        here.sort(key=_longest_first)
        yield Piece(start, shown(text[start:end]), tuple(here))


def _longest_first(mark: Mark) -> tuple[int, int]:
    return mark.span.start - mark.span.end, mark.span.start


def paragraphs(text: str) -> list[Span]:
    """The paragraphs of a text that are not empty."""
    found, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append(Span(start, start + len(line)))
        start += len(line) + 1
    return found
