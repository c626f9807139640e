"""A new report among those of the ledger: which it is to be compared with, what ties them, and which stories that makes."""

from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Connection, Select, bindparam, delete, or_, select

from hudna.ledger.bound import split_reports, told_elsewhere
from hudna.ledger.candidates import Holders, Neighbours
from hudna.ledger.mentions import join_mentions
from hudna.ledger.outlines import encoded, outlines_at
from hudna.ledger.portions import insert_many, portions
from hudna.ledger.schema import outlines, reports
from hudna.ledger.story_tables import happenings, joined, links, mentions, places, runs
from hudna.vocabulary.record import Record
from hudna.vocabulary.stories import ONE_STORY, Link, Outline, Place, Telling, Tie

REMEMBERED = 2_000
AT_ONCE = 200
"""Reports that are compared together."""
_ONE_STORY = [tie.value for tie in ONE_STORY]
_STANDING = select(places.c.report).where(places.c.report.in_(bindparam("wanted", expanding=True)))
_CURRENT = select(reports.c.key, reports.c.id).where(
    reports.c.key.in_(bindparam("wanted", expanding=True)), reports.c.current
)


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

    def weave(self, connection: Connection, keys: Iterable[int], at_hand: Mapping[int, Outline] | None = None) -> None:
        """Compare reports, whose rows and outlines have just been added, with all others, and put them into their stories.

        `at_hand` is outlines that need not be looked up: of those that are the current wording.
        """
        touched: set[str] = set()
        tied: set[tuple[str, str]] = set()
        ordered = list(keys)
        for start in range(0, len(ordered), AT_ONCE):
            batch = outlines_at(connection, ordered[start : start + AT_ONCE], at_hand or {})
            touched |= _forget_all(connection, [outline.id for outline in batch.values()])
            touched.update(outline.id for outline in batch.values())
            self._compare(connection, batch, tied)
        if touched:
            rearrange(connection, self.judge, touched)

    def _compare(self, connection: Connection, batch: Mapping[int, Outline], tied: set[tuple[str, str]]) -> None:
        """Notes what ties each of a batch to those before it, and what later ones will find it by."""
        tellings = {key: self.judge.telling(outline) for key, outline in batch.items()}
        kept = {key: self.judge.kept_runs(telling.words) for key, telling in tellings.items()}
        holders = Holders(connection, frozenset().union(*kept.values()))
        neighbours = Neighbours(connection, self.judge.likeness, batch)
        noted = _Noted()
        sure: set[int] = set()
        for key, outline in batch.items():
            alike, common = holders.sharing(kept[key])
            candidates = dict.fromkeys((*alike, *neighbours.of(key, outline)))
            others = self._tellings(connection, [one for one in candidates if one != key], sure)
            found = [self.judge.compared(other, tellings[key]) for other in others]
            new = [link for link in found if link and (link.one, link.other) not in tied]
            tied |= {(link.one, link.other) for link in new}
            noted.add(key, outline, kept[key] - common, new)
            holders.add(key, kept[key] - common)
            neighbours.add(key, outline)
            self._remember(key, tellings[key])
            sure.add(key)
        noted.write(connection)

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

    def _tellings(self, connection: Connection, wanted: Sequence[int], sure: set[int]) -> list[Telling]:
        """Reports as they are compared, without those of which a later wording waits to be read.

        What is remembered under a key may be of a transaction that failed, unless the key is one of the `sure` ones.
        """
        unsure = [key for key in wanted if key in self.met and key not in sure]
        for some in portions(unsure):
            there = {row.key: row.id for row in connection.execute(_CURRENT, {"wanted": some})}
            for key in some:
                if there.get(key) != self.met[key].outline.id:
                    del self.met[key]
        unmet = [key for key in wanted if key not in self.met]
        for key, outline in outlines_at(connection, unmet, {}).items():
            self._remember(key, self.judge.telling(outline))
        sure.update(wanted)
        found = [key for key in wanted if key in self.met]
        for key in found:
            self.met.move_to_end(key)
        return [self.met[key] for key in found]

    def _remember(self, key: int, telling: Telling) -> None:
        self.met[key] = telling
        while len(self.met) > REMEMBERED:
            self.met.popitem(last=False)


class _Noted:
    """What is written down of a batch: by what others will find its reports, and what ties them to those that are there."""

    def __init__(self) -> None:
        self.runs: list[dict[str, Any]] = []
        self.happenings: list[dict[str, Any]] = []
        self.links: list[dict[str, Any]] = []

    def add(self, key: int, outline: Outline, kept: Iterable[int], found: Iterable[Link]) -> None:
        """Notes one report."""
        self.runs += [{"run": run, "report": key} for run in kept]
        if outline.day:
            self.happenings += [{"happening": one, "day": outline.day, "report": key} for one in outline.happenings]
        self.links += [_link_row(link) for link in found]

    def write(self, connection: Connection) -> None:
        """Adds the rows, in the order of the indexes that take them."""
        insert_many(connection, runs, sorted(self.runs, key=lambda row: (row["run"], row["report"])))
        insert_many(connection, happenings, self.happenings)
        insert_many(connection, links, self.links)


def _forget_all(connection: Connection, names: Iterable[str]) -> set[str]:
    """Take those of these reports that have a place in a story out of it; the ids of the reports that they were tied to."""
    there = [name for some in portions(names) for name in connection.execute(_STANDING, {"wanted": some}).scalars()]
    return {tied for name in there for tied in forget(connection, name)}


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
    rows: dict[str, dict[str, Any]] = {
        one: {"report": one, "story": place.story, "origin": place.origin, "tie": place.by or "", "sure": place.sure}
        for one, place in sorted(found.items())
    }
    there: dict[str, dict[str, Any]] = {
        row.report: dict(row._mapping)
        for some in portions(together)
        for row in connection.execute(select(places).where(places.c.report.in_(some)))
    }
    changed = {one for one in together if one in touched or there.get(one) != rows.get(one)}
    for some in portions(changed & there.keys()):
        connection.execute(delete(places).where(places.c.report.in_(some)))
    insert_many(connection, places, [row for one, row in rows.items() if one in changed])
    # A story whose reports stand as they stood tells what it told: most of those that hang together with a new report.
    join_mentions(connection, {side[one]["story"] for side in (rows, there) for one in changed & side.keys()})


def _pairs(
    connection: Connection, wanted: Select[Any], column: ColumnElement[str], names: set[str], *conditions: Any
) -> Iterator[tuple[str, str]]:
    for some in portions(names):
        for row in connection.execute(wanted.where(column.in_(some), *conditions)):
            yield row[0], row[1]


def _hanging_together(connection: Connection, touched: set[str]) -> tuple[list[Link], set[str]]:
    """Every report that a way of links leads to, and the links between them; items and shared passages lead nowhere else."""
    together = set(touched)
    new = set(touched)
    found: dict[tuple[str, str], Link] = {}
    while new:
        rows: list[Any] = []
        for some in portions(new):
            here = or_(links.c.one.in_(some), links.c.other.in_(some))
            rows += connection.execute(select(links).where(here, links.c.tie.in_(_ONE_STORY)))
        found.update({(row.one, row.other): _link(row) for row in rows})
        new = {name for row in rows for name in (row.one, row.other)} - together
        together |= new
    for some in portions(together):
        beside = select(links).where(links.c.one.in_(some), links.c.tie.not_in(_ONE_STORY))
        rows = [row for row in connection.execute(beside) if row.other in together]
        found.update({(row.one, row.other): _link(row) for row in rows})
    return list(found.values()), together


def _link(row: Any) -> Link:
    return Link(row.one, row.other, Tie(row.tie), row.of_one, row.of_other, row.likeness, row.cited, row.sure)


def _link_row(link: Link) -> dict[str, Any]:
    row = {name: getattr(link, name) for name in ("one", "other", "of_one", "of_other", "likeness", "cited", "sure")}
    return {**row, "tie": link.tie.value, "stretches": encoded(link.stretches)}
