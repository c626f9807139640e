"""A new report among those of the ledger: which it is to be compared with, what ties them, and which stories that makes."""

from collections import Counter, OrderedDict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Connection, Select, delete, insert, or_, select

from hudna.ledger.bound import split_reports, told_elsewhere
from hudna.ledger.mentions import join_mentions
from hudna.ledger.outlines import encoded, outline_at
from hudna.ledger.schema import outlines, reports
from hudna.ledger.story_tables import happenings, joined, links, mentions, places, runs
from hudna.vocabulary.record import Record
from hudna.vocabulary.stories import Link, Outline, Place, Telling, Tie

COMMON = 50
"""Reports that hold a run from which on it is no longer noted: a phrase that everybody uses."""
LEAST_SHARED = 0.1
"""The share of a report's kept runs that another has to hold to be looked at."""
COMPARED = 12
"""Reports at most that are looked at for one reason, the likeliest first."""
DAYS_RELAYED = 7
REMEMBERED = 2_000
PORTION = 500
"""Names in one statement."""
LEAST_HEADLINE = 0.5
"""The likeness of headlines below which nothing is looked at for its happenings alone."""


class Judge(Protocol):
    """Who says what a report is told by, and what ties two of them."""

    def outline(self, record: Record) -> Outline: ...

    def telling(self, outline: Outline) -> Telling: ...

    def kept_runs(self, words: tuple[str, ...]) -> frozenset[int]: ...

    def likeness(self, one: str, other: str) -> float:
        """How alike two headlines are."""
        ...

    def compared(self, first: Telling, second: Telling) -> Link | None: ...

    def arranged(
        self, days: Mapping[str, str], links: Iterable[Link], apart: Collection[frozenset[str]]
    ) -> dict[str, Place]: ...


class Weaver:
    """Weaves reports into stories, inside the transaction that adds them; remembers those that it has met last."""

    def __init__(self, judge: Judge) -> None:
        self.judge = judge
        self.met: OrderedDict[int, Telling] = OrderedDict()

    def weave(self, connection: Connection, keys: Iterable[int]) -> None:
        """Compare reports, whose rows and outlines have just been added, with all others, and put them into their stories."""
        touched: set[str] = set()
        tied: set[tuple[str, str]] = set()
        outlined = [(key, outline) for key in keys if (outline := outline_at(connection, key))]
        for _, outline in outlined:
            touched |= forget(connection, outline.id) | {outline.id}
        for key, outline in outlined:
            telling = self.judge.telling(outline)
            kept = self.judge.kept_runs(telling.words.folded)
            alike, common = _sharing(connection, kept)
            candidates = dict.fromkeys((*alike, *self._near(connection, outline)))
            others = [self._telling(connection, one) for one in candidates if one != key]
            found = [self.judge.compared(other, telling) for other in others if other]
            new = [link for link in found if link and (link.one, link.other) not in tied]
            tied |= {(link.one, link.other) for link in new}
            _keep(connection, key, outline, kept - common, new)
            self._remember(key, telling)
        if touched:
            rearrange(connection, self.judge, touched)

    def take_out(self, connection: Connection, report: str, keys: Iterable[int]) -> None:
        """Take a report that is redacted out of its story; the others of it are arranged anew."""
        for key in keys:
            self.met.pop(key, None)
        left = forget(connection, report, keys)
        if left:
            rearrange(connection, self.judge, left)

    def weave_anew(self, connection: Connection) -> None:
        """Weave all reports of a ledger whose stories have been lost."""
        wanted = select(outlines.c.report).join(reports).where(reports.c.current).order_by(outlines.c.report)
        self.weave(connection, connection.execute(wanted).scalars().all())

    def _telling(self, connection: Connection, key: int) -> Telling | None:
        """A report as it is compared, None where a later wording waits to be read.

        What is remembered under its key may be of a transaction that failed.
        """
        if key in self.met and self._is(connection, key, self.met[key].outline.id):
            self.met.move_to_end(key)
            return self.met[key]
        outline = outline_at(connection, key)
        if outline is None:
            return None
        telling = self.judge.telling(outline)
        self._remember(key, telling)
        return telling

    def _is(self, connection: Connection, key: int, report: str) -> bool:
        return connection.execute(select(reports.c.id).where(reports.c.key == key)).scalar() == report

    def _remember(self, key: int, telling: Telling) -> None:
        self.met[key] = telling
        while len(self.met) > REMEMBERED:
            self.met.popitem(last=False)

    def _near(self, connection: Connection, outline: Outline) -> list[int]:
        """Reports of neighbouring days that tell of an action at the same place under a like headline, or that cite or are cited."""
        if not outline.day:
            return []
        cited = {**_of_cited_outlets(connection, outline), **_citing(connection, outline)}
        alike = self._ranked(outline, _of_happenings(connection, outline), LEAST_HEADLINE)
        return alike + self._ranked(outline, cited, 0)

    def _ranked(self, outline: Outline, titles: dict[int, str], least: float) -> list[int]:
        ranked = sorted((-self.judge.likeness(outline.title, title), key) for key, title in titles.items())
        return [key for distance, key in ranked[:COMPARED] if -distance >= least]


def _keep(connection: Connection, key: int, outline: Outline, kept: Iterable[int], found: list[Link]) -> None:
    """Writes down what others will find a report by, and what ties it to those that are there."""
    if rows := [{"run": run, "report": key} for run in sorted(kept)]:
        connection.execute(insert(runs), rows)
    if outline.day and outline.happenings:
        told = [{"happening": one, "day": outline.day, "report": key} for one in sorted(outline.happenings)]
        connection.execute(insert(happenings), told)
    if found:
        connection.execute(insert(links), [_link_row(link) for link in found])


def _sharing(connection: Connection, kept: frozenset[int]) -> tuple[list[int], frozenset[int]]:
    """The reports that hold most of these runs, and the runs that too many hold to be noted once more."""
    shared: Counter[int] = Counter()
    held: Counter[int] = Counter()
    for run, report in connection.execute(select(runs.c.run, runs.c.report).where(runs.c.run.in_(kept))):
        shared[report] += 1
        held[run] += 1
    least = max(2, LEAST_SHARED * len(kept)) if len(kept) > 2 else 1
    ranked = sorted(shared.items(), key=lambda item: (-item[1], item[0]))
    likely = [report for report, count in ranked if count >= least]
    return likely[:COMPARED], frozenset(run for run, count in held.items() if count >= COMMON)


def _days(day: str, before: int, after: int) -> tuple[str, str]:
    middle = date.fromisoformat(day)
    return (middle - timedelta(before)).isoformat(), (middle + timedelta(after)).isoformat()


def _of_happenings(connection: Connection, outline: Outline) -> dict[int, str]:
    wanted = select(happenings.c.report, reports.c.title).join(reports, happenings.c.report == reports.c.key)
    near = happenings.c.day.between(*_days(outline.day, 1, 1))
    return _titles(connection, wanted.where(happenings.c.happening.in_(outline.happenings), near).distinct())


def _titles(connection: Connection, wanted: Select[Any]) -> dict[int, str]:
    return {row[0]: row[1] for row in connection.execute(wanted)}


def _of_cited_outlets(connection: Connection, outline: Outline) -> dict[int, str]:
    """Reports of the last days by outlets whose name stands in a phrase that this report cites."""
    names = {name for phrase in outline.cites for name in _runs_of(phrase.split())}
    if not names:
        return {}
    wanted = (
        select(outlines.c.report, reports.c.title).join(reports).where(outlines.c.outlet.in_(names), reports.c.current)
    )
    return _titles(connection, wanted.where(outlines.c.day.between(*_days(outline.day, DAYS_RELAYED, 0))))


def _runs_of(words: list[str]) -> set[str]:
    return {" ".join(words[a:b]) for a in range(len(words)) for b in range(a + 1, min(len(words), a + 5) + 1)}


def _citing(connection: Connection, outline: Outline) -> dict[int, str]:
    """Reports of the days after that cite the outlet of this one, which came late."""
    if not outline.outlet:
        return {}
    wanted = select(outlines.c.report, reports.c.title).join(reports)
    near = outlines.c.day.between(*_days(outline.day, 0, DAYS_RELAYED)), reports.c.current
    return _titles(connection, wanted.where(*near, outlines.c.cites.contains(outline.outlet)))


def forget(connection: Connection, report: str, redacted: Iterable[int] = ()) -> set[str]:
    """Take a report out of what stories are made from; the ids of the reports that it was tied to.

    `redacted` are the keys of a report whose row does not bear its id any more.
    """
    if not connection.execute(select(places.c.report).where(places.c.report == report)).first():
        return set()
    here = or_(links.c.one == report, links.c.other == report)
    left = {name for row in connection.execute(select(links.c.one, links.c.other).where(here)) for name in row}
    keys = list(redacted) or list(connection.execute(select(reports.c.key).where(reports.c.id == report)).scalars())
    left |= told_elsewhere(connection, keys)
    for table in (runs, happenings, mentions):
        connection.execute(delete(table).where(table.c.report.in_(keys)))
    connection.execute(delete(links).where(here))
    told = select(places.c.story).where(places.c.report == report)
    left |= set(connection.execute(select(places.c.report).where(places.c.story.in_(told))).scalars())
    connection.execute(delete(joined).where(joined.c.story.in_(told)))
    connection.execute(delete(places).where(places.c.report == report))
    return left - {report}


def rearrange(connection: Connection, judge: Judge, touched: set[str]) -> None:
    """Reckon anew the stories of these reports and of all that hang together with them."""
    known, together = _hanging_together(connection, touched)
    days = dict(
        _pairs(connection, select(reports.c.id, reports.c.published), reports.c.id, together, reports.c.current)
    )
    found = judge.arranged({report: day[:10] for report, day in days.items()}, known, split_reports(connection))
    before = {
        story for _, story in _pairs(connection, select(places.c.report, places.c.story), places.c.report, together)
    }
    for some in _portions(together):
        connection.execute(delete(places).where(places.c.report.in_(some)))
    rows = [
        {"report": one, "story": place.story, "origin": place.origin, "tie": place.by or "", "sure": place.sure}
        for one, place in sorted(found.items())
    ]
    if rows:
        connection.execute(insert(places), rows)
    join_mentions(connection, {place.story for place in found.values()} | before)


def _portions(names: Iterable[str]) -> Iterator[list[str]]:
    """The names in order, as many at a time as a statement takes."""
    ordered = sorted(names)
    return (ordered[start : start + PORTION] for start in range(0, len(ordered), PORTION))


def _pairs(
    connection: Connection, wanted: Select[Any], column: ColumnElement[str], names: set[str], *conditions: Any
) -> Iterator[tuple[str, str]]:
    for some in _portions(names):
        for row in connection.execute(wanted.where(column.in_(some), *conditions)):
            yield row[0], row[1]


def _hanging_together(connection: Connection, touched: set[str]) -> tuple[list[Link], set[str]]:
    """Every report that a way of links leads to, and the links between them; shared passages lead nowhere."""
    together = set(touched)
    new = set(touched)
    found: dict[tuple[str, str], Link] = {}
    while new:
        rows: list[Any] = []
        for some in _portions(new):
            here = or_(links.c.one.in_(some), links.c.other.in_(some))
            rows += connection.execute(select(links).where(here, links.c.tie != Tie.PASSAGE.value))
        found.update({(row.one, row.other): _link(row) for row in rows})
        new = {name for row in rows for name in (row.one, row.other)} - together
        together |= new
    return list(found.values()), together


def _link(row: Any) -> Link:
    return Link(row.one, row.other, Tie(row.tie), row.of_one, row.of_other, row.likeness, row.cited, row.sure)


def _link_row(link: Link) -> dict[str, Any]:
    row = {name: getattr(link, name) for name in ("one", "other", "of_one", "of_other", "likeness", "cited", "sure")}
    return {**row, "tie": link.tie.value, "stretches": encoded(link.stretches)}
