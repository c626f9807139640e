"""Displacement and forces as pages: by place, by date, with the figures that are given and by whom."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from hudna.ledger.displacement import Count, Figure, Point, Series
from hudna.ledger.forces import Strength, level_of
from hudna.ledger.steps import Step
from hudna.publish.bidi import Paragraph, Run
from hudna.publish.board import ledger_table, what_is_said, word_of
from hudna.publish.steps import DATES, dates_of, place_cell, told_by
from hudna.publish.terminal import DETAIL, LABEL
from hudna.rules.codebook import codebook
from hudna.theatres.sides import label_of


def displacement_table(found: Sequence[Series]) -> Table:
    """One row a happening, those of one series together."""
    table = ledger_table("place", "what", "how many", DATES, "on whose word")
    for series in found:
        for number, point in enumerate(series.points):
            first = Group(place_cell(series.place), Text(codebook().actions[series.action].english, DETAIL))
            table.add_row(
                first if number == 0 else Text(),
                what_is_said(point.step.first),
                Group(*_figures(point)),
                dates_of(point.step),
                Group(*told_by(point.step)),
            )
    return table


def _figures(point: Point) -> Iterator[RenderableType]:
    """What all origins give together, and below it what each gives, where they are several."""
    for figure in point.together:
        yield Text(said_as(figure))
    giving = [count for count in point.counts if count.figures]
    if len(giving) > 1:
        for count in giving:
            yield _count(count)


def _count(count: Count) -> Paragraph:
    said = ", ".join(map(said_as, count.figures))
    return Paragraph(Run(f"{said}:", DETAIL), *word_of(count.entries[0]).runs)


def said_as(figure: Figure) -> str:
    """A figure in words: `15000 or more people`, `20 to 30 families`."""
    low, best, high = figure.low, figure.best, figure.high
    if low is not None and high is not None and low != high:
        between = f", best {best}" if best is not None else ""
        return f"{low} to {high}{between} {figure.unit}"
    if best is not None:
        return f"{best} {figure.unit}" if low == high == best else f"about {best} {figure.unit}"
    if low is not None:
        return f"{low} or more {figure.unit}"
    return f"at most {high} {figure.unit}"


def force_table(found: Sequence[Strength]) -> Table:
    """One row a step, those of one side at one place together."""
    table = ledger_table("whose, where", "direction, what", DATES, "on whose word")
    for one in found:
        side = Text(label_of(one.side), LABEL) if one.side else Text("side open", DETAIL)
        for number, step in enumerate(one.steps):
            table.add_row(
                Group(side, place_cell(one.place)) if number == 0 else Text(),
                Group(_direction(step), *_what(step)),
                dates_of(step),
                Group(*told_by(step)),
            )
    return table


def _direction(step: Step) -> Text:
    level = level_of(step)
    if step.seen or not level:
        return Text(level or "none", LABEL if level else DETAIL)
    return Text(f"{'not ' if step.first.negated else ''}{level}, {step.first.modality}", DETAIL)


def _what(step: Step) -> Iterator[RenderableType]:
    yield what_is_said(step.first)
    counted = [words for words in step.first.words if words.role == "count"]
    if counted:
        yield Paragraph(*(Run(words.printed, DETAIL, printed=True) for words in counted))
