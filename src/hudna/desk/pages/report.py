"""A report as printed, with every mark of what was read in it; and the list of reports."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from starlette.responses import Response

from hudna.desk.marks import Mark, Piece, paragraphs, pieces
from hudna.desk.view import View
from hudna.ledger.entries import Entry, Hop, Saying
from hudna.ledger.printed import Printed, printed_report
from hudna.ledger.reports import reports_page
from hudna.rules.known import known_words
from hudna.text.fold import fold
from hudna.text.masked import masked_words

MOST = 60
"""Reports on a page."""
COLOURS = 8
"""Colours of sources; one more source than these has the first again."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A source that speaks in a report: its colour, its hop, and what it says, by the numbers of the sayings."""

    colour: int
    hop: Hop
    sayings: tuple[int, ...]


def several(view: View) -> Response:
    """The reports, newest first."""
    found, after = reports_page(view.ledger, view.filters, view.asked("after"), MOST)
    return view.shown("reports.html", found=found, after=after)


def page(view: View) -> Response:
    """One report, or one earlier wording of it."""
    report = printed_report(view.ledger, view.asked("id"), view.number("wording"))
    voices = voices_of(report.sayings)
    colours = {number: voice.colour for voice in voices for number in voice.sayings}
    marks = list(_marks(report, colours))
    body = [pieces(report.text, paragraph, marks) for paragraph in paragraphs(report.text)]
    entries = {entry.id: number for number, entry in enumerate(report.entries)}
    told = [[entry for entry in report.entries if _stands_in(entry, saying)] for saying in report.sayings]
    return view.shown(
        "report.html",
        report=report,
        voices=voices,
        colours=colours,
        body=body,
        numbers=entries,
        told=told,
        own=[entry for entry in report.entries if entry.saying is None],
        classes=classes_of,
        tokens=tokens_of,
    )


def _stands_in(entry: Entry, saying: Saying) -> bool:
    return entry.saying is not None and entry.saying.id == saying.id


def voices_of(sayings: Sequence[Saying]) -> list[Voice]:
    """The sources of a report in the order in which they first speak; the same identity, or the same words, is one."""
    found: dict[str, tuple[Hop, list[int]]] = {}
    for number, saying in enumerate(sayings):
        if saying.chain:
            hop = saying.chain[-1]
            found.setdefault(hop.identity or fold(hop.printed).text, (hop, []))[1].append(number)
    return [Voice(n % COLOURS + 1, hop, tuple(said)) for n, (hop, said) in enumerate(found.values())]


def _marks(report: Printed, colours: dict[int, int]) -> Iterable[Mark]:
    """Everything that is marked in a text; `more` of a content is its colour, of a masked word what was read."""
    for number, saying in enumerate(report.sayings):
        yield Mark(saying.content, "content", f"s{number}", str(colours.get(number, 0)))
        yield Mark(saying.cue, "cue", f"s{number}")
        for hop in saying.chain:
            yield Mark(hop.span, "source", f"s{number}", str(colours.get(number, 0)))
    for number, entry in enumerate(report.entries):
        yield Mark(entry.trigger, "trigger", f"e{number}", entry.id)
        for words in entry.words:
            yield Mark(words.span, words.role, f"e{number}")
    for span in report.asides:
        yield Mark(span, "aside")
    for span, read in masked_words(report.text, known_words()):
        yield Mark(span, "masked", "", read)


def classes_of(piece: Piece) -> str:
    """The classes of a piece: the colour of the innermost source, that of the one outside it, and what else it is."""
    contents, sources = piece.of_kind("content"), piece.of_kind("source")
    found = [f"v{contents[-1].more}"] if contents else []
    found += [f"h{sources[-1].more}"] if sources else []
    if len(contents) > 1 and contents[-2].more != contents[-1].more:
        found.append(f"o{contents[-2].more}")
    found += [f"m-{kind}" for kind in ("cue", "source", "aside", "masked") if piece.of_kind(kind)]
    return " ".join(found)


def tokens_of(piece: Piece) -> str:
    """Whose marks a piece is, for the script that lights up what belongs together: `s3:cue e5:actor`."""
    return " ".join(dict.fromkeys(f"{mark.of}:{mark.kind}" for mark in piece.marks if mark.of))
