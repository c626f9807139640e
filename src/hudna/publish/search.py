"""What a search found, as a page for a person: the printed words in their context, and what was found marked in it."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType

from hudna.ledger.entries import Entry
from hudna.ledger.search import Found, Hit
from hudna.publish.bidi import Paragraph, Run
from hudna.publish.board import many, what_is_said
from hudna.publish.terminal import DETAIL, LABEL, Terminal, named, outlet_run
from hudna.vocabulary import Span

FOUND = "bold reverse"
OPEN, CLOSE = "[", "]"
"""Beside what was found, for a terminal without styles."""


class SearchPage(Terminal):
    """Prints hits on standard output."""

    def hits(self, found: Found) -> None:
        """One block a report, and how many there are."""
        for hit in found.hits:
            self.console.print(Group(*_hit(hit, styled=self.console.color_system is not None)))
            self.console.print()
        shown = f", the first {len(found.hits)} shown" if len(found.hits) < found.total else ""
        self.console.print(f"{many(found.total, 'report')}{shown}")


def _hit(hit: Hit, *, styled: bool) -> Iterator[RenderableType]:
    origin = hit.origin
    yield Paragraph(*_marked(origin.title, Span(0, len(origin.title)), hit.in_title, LABEL, styled=styled))
    kin = "" if hit.own else "· words of the family"
    counted = f"· {origin.published or 'no date'} · {origin.id} · {many(hit.matches, 'time')} {kin}"
    yield Paragraph(outlet_run(origin.outlet), Run(counted, DETAIL))
    for passage in hit.passages:
        runs = _marked(passage.printed, passage.span, passage.found, "", styled=styled)
        yield Paragraph(Run("·", DETAIL), *runs)
    for entry in hit.entries:
        yield _entry(entry)


def _marked(printed: str, over: Span, found: Sequence[Span], style: str, *, styled: bool) -> Iterator[Run]:
    """The printed words, with what was found in them in a style of its own."""
    at = 0
    for start, end in ((span.start - over.start, span.end - over.start) for span in found):
        yield Run(printed[at:start], style, printed=True, glued=_glued(printed, at))
        words = printed[start:end] if styled else f"{OPEN}{printed[start:end]}{CLOSE}"
        yield Run(words, FOUND, printed=True, glued=_glued(printed, start))
        at = end
    yield Run(printed[at:], style, printed=True, glued=_glued(printed, at))


def _glued(printed: str, at: int) -> bool:
    return 0 < at < len(printed) and not printed[at - 1].isspace() and not printed[at].isspace()


def _entry(entry: Entry) -> Paragraph:
    runs = [*what_is_said(entry).runs, *named("by", entry.named("actor")), *named("at", entry.named("place"))]
    return Paragraph(Run(f"  {entry.id}", DETAIL), *runs, Run(f"· {entry.when}" if entry.when else "", DETAIL))
