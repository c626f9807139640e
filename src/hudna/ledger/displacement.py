"""The register of displacement: who fled from where and returned, as series by place, each figure by who it comes from."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from hudna.ledger.entries import Entry, entries_in
from hudna.ledger.schema import entries as entry_rows
from hudna.ledger.schema import reports
from hudna.ledger.sites import sites_in
from hudna.ledger.steps import Step, by_date, happenings
from hudna.ledger.store import Ledger
from hudna.ledger.story_tables import mentions
from hudna.ledger.whereabouts import Whereabouts, whereabouts_of

REGISTER = "displacement"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as words give it: None where they say nothing of the lowest, the best or the highest."""

    low: int | None
    best: int | None
    high: int | None
    unit: str

    @property
    def given(self) -> tuple[int, ...]:
        """What is said, from the lowest on."""
        return tuple(number for number in (self.low, self.best, self.high) if number is not None)


@dataclass(frozen=True, slots=True)
class Count:
    """The figures of one independent origin and the entries that give them."""

    origin: str
    figures: tuple[Figure, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """One happening of a series, with its figures by origin."""

    step: Step
    counts: tuple[Count, ...]

    @property
    def together(self) -> tuple[Figure, ...]:
        """The figures of all origins together, unit by unit: the lowest and the highest, the best where all that give one agree."""
        units: dict[str, list[Figure]] = defaultdict(list)
        for count in self.counts:
            for figure in count.figures:
                units[figure.unit].append(figure)
        return tuple(_together(unit, some) for unit, some in units.items())


@dataclass(frozen=True, slots=True)
class Series:
    """What is told of one place in one direction (an action of the codebook), by date."""

    action: str
    place: Whereabouts
    points: tuple[Point, ...]


def series_in(ledger: Ledger) -> list[Series]:
    """Every series, by place and direction; what is told of no place comes last."""
    known, origins = sites_in(ledger), origins_in(ledger, REGISTER)
    found: dict[tuple[str, str], list[Step]] = defaultdict(list)
    places: dict[str, Whereabouts] = {}
    for group in happenings(entries_in(ledger, REGISTER)):
        where = next(
            (one for entry in group if (one := whereabouts_of(entry, known)).key), whereabouts_of(group[0], known)
        )
        places.setdefault(where.key, where)
        found[where.key, group[0].action].append(Step(group))
    series = [
        Series(action, places[key], tuple(point_of(step, origins) for step in by_date(steps)))
        for (key, action), steps in found.items()
    ]
    return sorted(series, key=lambda one: (not one.place.key, not one.place.sites, one.place.names, one.action))


def origins_in(ledger: Ledger, register: str) -> dict[tuple[str, str], str]:
    """The origin of each entry of a register, by the ids of report and entry."""
    here = (mentions.c.report == entry_rows.c.report) & (mentions.c.entry == entry_rows.c.number)
    wanted = select(reports.c.id, entry_rows.c.id.label("entry"), mentions.c.origin).select_from(entry_rows)
    wanted = wanted.join(reports, reports.c.key == entry_rows.c.report).join(mentions, here)
    with ledger.reading() as connection:
        rows = connection.execute(wanted.where(reports.c.current, entry_rows.c.register == register))
        return {(row.id, row.entry): row.origin for row in rows}


def point_of(step: Step, origins: dict[tuple[str, str], str]) -> Point:
    """A happening with its figures by origin; `origins` as of `origins_in`."""
    told: dict[str, list[Entry]] = defaultdict(list)
    for entry in step.entries:
        told[origins.get((entry.origin.id, entry.id), entry.origin.id)].append(entry)
    counts = [Count(origin, _figures(some), tuple(some)) for origin, some in told.items()]
    return Point(step, tuple(counts))


def _figures(entries: Sequence[Entry]) -> tuple[Figure, ...]:
    """The figures of entries of one origin, each once."""
    return tuple(dict.fromkeys(figure_of(meaning) for entry in entries for meaning in entry.meanings("count")))


def figure_of(meaning: str) -> Figure:
    """The figure that a count of the ledger stands for: `2/2/2 people`, `10// people`."""
    numbers, _, unit = meaning.partition(" ")
    low, best, high = (int(number) if number else None for number in numbers.split("/"))
    return Figure(low, best, high, unit)


def _together(unit: str, some: Sequence[Figure]) -> Figure:
    if len(set(some)) == 1:
        return some[0]
    said = [number for figure in some for number in figure.given]
    best = {figure.best for figure in some if figure.best is not None}
    open_above = any(figure.high is None and figure.low is not None for figure in some)
    return Figure(
        min(said, default=None),
        best.pop() if len(best) == 1 else None,
        None if open_above else max(said, default=None),
        unit,
    )
