"""Which reports of the ledger those of a batch are to be compared with, found for all of them in a few statements."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from functools import lru_cache

from sqlalchemy import Connection, bindparam, select

from hudna.ledger.portions import portions
from hudna.ledger.schema import outlines, reports
from hudna.ledger.story_tables import happenings, runs
from hudna.vocabulary.stories import Outline

COMMON = 50
"""Reports that hold a run from which on it is no longer noted: a phrase that everybody uses."""
LEAST_SHARED = 0.1
"""The share of a report's kept runs that another has to hold to be looked at."""
COMPARED = 20
"""Reports at most that are looked at for one reason, the likeliest first."""
DAYS_RELAYED = 1
LEAST_HEADLINE = 0.5
"""The likeness of headlines below which nothing is looked at for its happenings alone."""

_HOLDING = select(runs.c.run, runs.c.report).where(runs.c.run.in_(bindparam("wanted", expanding=True)))
_TELLING = select(happenings.c.happening, happenings.c.day, happenings.c.report).where(
    happenings.c.happening.in_(bindparam("wanted", expanding=True)),
    happenings.c.day.between(bindparam("first"), bindparam("last")),
)
_OF_OUTLETS = select(outlines.c.outlet, outlines.c.report).where(
    outlines.c.outlet.in_(bindparam("wanted", expanding=True)),
    outlines.c.day.between(bindparam("first"), bindparam("last")),
)
_WHO_CITE = select(outlines.c.report, outlines.c.cites).where(
    outlines.c.day.between(bindparam("first"), bindparam("last")), outlines.c.cites != "[]"
)
_TITLES = select(reports.c.key, reports.c.title).where(
    reports.c.key.in_(bindparam("wanted", expanding=True)), reports.c.current
)


class Holders:
    """The reports that hold the runs which a batch asks for; those of the batch come to it one after the other."""

    def __init__(self, connection: Connection, wanted: Iterable[int]) -> None:
        self.of: defaultdict[int, list[int]] = defaultdict(list)
        for some in portions(wanted):
            for run, report in connection.execute(_HOLDING, {"wanted": some}):
                self.of[run].append(report)

    def add(self, report: int, kept: Iterable[int]) -> None:
        """Notes that a report holds these runs."""
        for run in kept:
            self.of[run].append(report)

    def sharing(self, kept: frozenset[int]) -> tuple[list[int], frozenset[int]]:
        """The reports that hold most of these runs, and the runs that too many hold to be noted once more."""
        shared: Counter[int] = Counter()
        common: list[int] = []
        for run in kept:
            if holders := self.of.get(run):
                shared.update(holders)
                if len(holders) >= COMMON:
                    common.append(run)
        least = max(2, LEAST_SHARED * len(kept)) if len(kept) > 2 else 1
        likely = [(-count, report) for report, count in shared.items() if count >= least]
        return [report for _, report in sorted(likely)[:COMPARED]], frozenset(common)


class Neighbours:
    """Reports of neighbouring days that tell of an action at the same place under a like headline, or that cite or are cited."""

    def __init__(
        self, connection: Connection, likeness: Callable[[str, str], float], batch: Mapping[int, Outline]
    ) -> None:
        self._likeness = likeness
        self._telling: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        self._cited: defaultdict[int, set[int]] = defaultdict(set)
        days: defaultdict[str, dict[int, Outline]] = defaultdict(dict)
        for key, outline in batch.items():
            if outline.day:
                days[outline.day][key] = outline
        self._find_telling(connection, days)
        for day, told in days.items():
            self._find_cited(connection, day, told)
            self._find_citing(connection, day, told)
        wanted = {key for found in (*self._telling.values(), *self._cited.values()) for key in found}
        self._titles: dict[int, str] = {}
        for some in portions(wanted):
            self._titles |= {row.key: row.title for row in connection.execute(_TITLES, {"wanted": some})}

    def add(self, report: int, outline: Outline) -> None:
        """Notes of what a report tells."""
        self._titles[report] = outline.title
        if outline.day:
            for one in outline.happenings:
                self._telling[one, outline.day].append(report)

    def of(self, key: int, outline: Outline) -> list[int]:
        """The likeliest of each kind."""
        if not outline.day:
            return []
        near = _days_around(outline.day)
        alike = {report for one in outline.happenings for day in near for report in self._telling.get((one, day), ())}
        return self._ranked(outline, alike, LEAST_HEADLINE) + self._ranked(outline, self._cited.get(key, ()), 0)

    def _ranked(self, outline: Outline, found: Iterable[int], least: float) -> list[int]:
        """The likeliest by their headlines; each headline is compared once, however many reports print it."""
        printed: defaultdict[str, list[int]] = defaultdict(list)
        for key in found:
            if (title := self._titles.get(key)) is not None:
                printed[title].append(key)
        liked = [(self._likeness(outline.title, title), keys) for title, keys in printed.items()]
        ranked = sorted((-likeness, key) for likeness, keys in liked if likeness >= least for key in keys)
        return [key for _, key in ranked[:COMPARED]]

    def _find_telling(self, connection: Connection, days: Mapping[str, Mapping[int, Outline]]) -> None:
        seen: set[tuple[str, str, int]] = set()
        for day, told in days.items():
            first, *_, last = _days_around(day)
            for some in portions({one for outline in told.values() for one in outline.happenings}):
                rows = connection.execute(_TELLING, {"wanted": some, "first": first, "last": last})
                seen.update((row[0], row[1], row[2]) for row in rows)
        for one, on, report in seen:
            self._telling[one, on].append(report)

    def _find_cited(self, connection: Connection, day: str, told: Mapping[int, Outline]) -> None:
        """Reports of the last days by outlets whose name stands in a phrase that one of the day cites."""
        names = {key: _names_in(outline) for key, outline in told.items() if outline.cites}
        by_outlet: defaultdict[str, list[int]] = defaultdict(list)
        for some in portions({name for cited in names.values() for name in cited}):
            near = {"first": _shifted(day, -DAYS_RELAYED), "last": day}
            for outlet, report in connection.execute(_OF_OUTLETS, {"wanted": some, **near}):
                by_outlet[outlet].append(report)
        for key, cited in names.items():
            for outlet in cited & by_outlet.keys():
                self._cited[key].update(by_outlet[outlet])

    def _find_citing(self, connection: Connection, day: str, told: Mapping[int, Outline]) -> None:
        """Reports of the days after that cite the outlet of one of the day, which came late."""
        by_outlet: defaultdict[str, list[int]] = defaultdict(list)
        for key, outline in told.items():
            if outline.outlet:
                by_outlet[outline.outlet.lower()].append(key)
        near = {"first": day, "last": _shifted(day, DAYS_RELAYED)}
        for report, cites in connection.execute(_WHO_CITE, near).all() if by_outlet else ():
            cited = cites.lower()
            for outlet, keys in by_outlet.items():
                if outlet in cited:
                    for key in keys:
                        self._cited[key].add(report)


@lru_cache(maxsize=1000)
def _shifted(day: str, by: int) -> str:
    return (date.fromisoformat(day) + timedelta(by)).isoformat()


def _days_around(day: str) -> tuple[str, str, str]:
    return _shifted(day, -1), day, _shifted(day, 1)


def _names_in(outline: Outline) -> set[str]:
    return {name for phrase in outline.cites for name in _runs_of(phrase.split())}


def _runs_of(words: list[str]) -> set[str]:
    return {" ".join(words[a:b]) for a in range(len(words)) for b in range(a + 1, min(len(words), a + 5) + 1)}
