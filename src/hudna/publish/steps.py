"""A step of a register in the cells of a row: when, and on whose word."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from hudna.ledger.steps import Step, happenings
from hudna.ledger.whereabouts import Whereabouts
from hudna.publish.bidi import Paragraph, Run
from hudna.publish.board import supported, word_of
from hudna.publish.terminal import DETAIL, LABEL, named

DATES = "when (told)"
"""The heading over `dates_of`; no line of either is wider than a date in brackets."""
GROUNDS = {"sentence": "post named in its sentence", "before": "the one post named before"}


def when_of(step: Step) -> str:
    """The date of a step, or that there is none."""
    return step.when or "no date"


def dates_of(step: Step) -> Group:
    """The date of a step, or that there is none, and below it when it was told first."""
    begun, slash, ended = when_of(step).partition("/")
    when = f"{begun}/\n{ended}" if len(ended) > len("..") else begun + slash + ended
    return Group(Text(when), Text(f"({step.told or 'no date'})", DETAIL))


def told_by(step: Step) -> Iterator[RenderableType]:
    """On whose word it is known, how many tell it, on what it rests that it is listed here, and with whom it was coordinated."""
    yield word_of(step.first)
    if len(step.entries) > 1:
        yield Text(supported(step.first.support), DETAIL)
    if step.ground in GROUNDS:
        yield Text(GROUNDS[step.ground], DETAIL)
    for entry, *_ in happenings(step.coordinated):
        yield Paragraph(Run("coordinated with", DETAIL), *named("", entry.named("actor") + entry.named("recipient")))


def place_cell(place: Whereabouts) -> RenderableType:
    """The name of a place, or the words that nobody has settled."""
    if not place.key:
        return Text("place open", DETAIL)
    open_words = [] if place.sites else [Run("not on the map", DETAIL)]
    runs = named("", place.names)
    return Paragraph(*(Run(run.text, LABEL, run.printed) for run in runs), *open_words)
