"""A new report among those of the ledger: which it is to be compared with, what ties them, and which stories that makes."""

from collections import Counter, OrderedDict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Protocol

import msgspec
from sqlalchemy import Connection, Select, delete, insert, or_, select

from hudna.ledger.mentions import join_mentions
from hudna.ledger.schema import reports
from hudna.ledger.story_tables import happenings, links, outlines, places, runs
from hudna.vocabulary import Span
from hudna.vocabulary.record import Record
from hudna.vocabulary.stories import Link, Outline, Place, Stretch, Telling, Tie

COMMON = 50
"""Reports that hold a run from which on it is no longer noted: a phrase that everybody uses."""
LEAST_SHARED = 0.1
"""The share of a report's kept runs that another has to hold to be looked at."""
COMPARED = 12
"""Reports at most that are looked at for one reason, the likeliest first."""
DAYS_RELAYED = 7
REMEMBERED = 2_000
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

    def arranged(self, days: Mapping[str, str], links: Iterable[Link]) -> dict[str, Place]: ...


class Weaver:
    """Weaves reports into stories, inside the transaction that adds them; remembers those that it has met last."""

    def __init__(self, judge: Judge) -> None:
        self.judge = judge
        self.met: OrderedDict[int, Telling] = OrderedDict()
        self.new: dict[int, Telling] = {}

    def begin(self) -> None:
        """A transaction begins: what an earlier one that failed has added is forgotten."""
        self.new = {}

    def done(self) -> None:
        """The transaction has been written."""
        self.met.update(self.new)
        self.new = {}

    def weave(self, connection: Connection, key: int, record: Record) -> None:
        """Compare a report that has just been added under `key` and put it into its story."""
        left = forget(connection, record.id)
        outline = self.judge.outline(record)
        telling = self.judge.telling(outline)
        kept = self.judge.kept_runs(telling.words.folded)
        alike, common = _sharing(connection, kept)
        found = []
        for candidate in dict.fromkeys((*alike, *self._near(connection, outline))):
            link = self.judge.compared(self._telling(connection, candidate), telling)
            if link:
                found.append(link)
        self._keep(connection, key, outline, kept - common)
        self.new[key] = telling
        if found:
            connection.execute(insert(links), [_link_row(link) for link in found])
        together = rearrange(connection, self.judge, record.id)
        for report in sorted(left - together):
            together |= rearrange(connection, self.judge, report)

    def _keep(self, connection: Connection, key: int, outline: Outline, kept: Iterable[int]) -> None:
        row = {
            "report": key,
            "id": outline.id,
            "day": outline.day,
            "outlet": outline.outlet,
            "agency": outline.agency,
            "asides": _json(outline.asides),
            "cites": _json(outline.cites),
            "happenings": _json(sorted(outline.happenings)),
            "voices": _json(outline.voices),
        }
        connection.execute(insert(outlines), row)
        if kept:
            connection.execute(insert(runs), [{"run": run, "report": key} for run in sorted(kept)])
        if outline.happenings and outline.day:
            rows = [{"happening": h, "day": outline.day, "report": key} for h in sorted(outline.happenings)]
            connection.execute(insert(happenings), rows)

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

    def _telling(self, connection: Connection, key: int) -> Telling:
        if key in self.new:
            return self.new[key]
        if key in self.met:
            self.met.move_to_end(key)
            return self.met[key]
        wanted = select(outlines, reports.c.title, reports.c.text).join(reports).where(outlines.c.report == key)
        row = connection.execute(wanted).one()
        outline = Outline(
            id=row.id,
            day=row.day,
            outlet=row.outlet,
            agency=row.agency,
            title=row.title,
            text=row.text,
            asides=tuple(msgspec.json.decode(row.asides, type=list[Span])),
            cites=tuple(msgspec.json.decode(row.cites, type=list[str])),
            happenings=frozenset(msgspec.json.decode(row.happenings, type=list[str])),
            voices=tuple(msgspec.json.decode(row.voices, type=list[str])),
        )
        telling = self.met[key] = self.judge.telling(outline)
        while len(self.met) > REMEMBERED:
            self.met.popitem(last=False)
        return telling


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
    wanted = select(outlines.c.report, reports.c.title).join(reports).where(outlines.c.outlet.in_(names))
    return _titles(connection, wanted.where(outlines.c.day.between(*_days(outline.day, DAYS_RELAYED, 0))))


def _runs_of(words: list[str]) -> set[str]:
    return {" ".join(words[a:b]) for a in range(len(words)) for b in range(a + 1, min(len(words), a + 5) + 1)}


def _citing(connection: Connection, outline: Outline) -> dict[int, str]:
    """Reports of the days after that cite the outlet of this one, which came late."""
    if not outline.outlet:
        return {}
    wanted = select(outlines.c.report, reports.c.title).join(reports)
    near = outlines.c.day.between(*_days(outline.day, 0, DAYS_RELAYED))
    return _titles(connection, wanted.where(near, outlines.c.cites.contains(outline.outlet)))


def forget(connection: Connection, report: str) -> set[str]:
    """Take an earlier wording of a report out of what stories are made from; the ids of the reports that it was tied to."""
    keys = select(reports.c.key).where(reports.c.id == report)
    if not connection.execute(select(outlines.c.report).where(outlines.c.id == report)).first():
        return set()
    tied = connection.execute(
        select(links.c.one, links.c.other).where(or_(links.c.one == report, links.c.other == report))
    )
    left = {name for row in tied for name in row} - {report}
    for table in (runs, happenings, outlines):
        connection.execute(delete(table).where(table.c.report.in_(keys)))
    connection.execute(delete(links).where(or_(links.c.one == report, links.c.other == report)))
    connection.execute(delete(places).where(places.c.report == report))
    return left


def rearrange(connection: Connection, judge: Judge, report: str) -> set[str]:
    """Reckon anew the stories of all reports that hang together with this one, and say which those are."""
    known, together = _hanging_together(connection, report)
    wanted = select(outlines.c.id, outlines.c.day).where(outlines.c.id.in_(together))
    days = {row.id: row.day for row in connection.execute(wanted)}
    found = judge.arranged(days, known)
    before = set(connection.execute(select(places.c.story).where(places.c.report.in_(together))).scalars())
    connection.execute(delete(places).where(places.c.report.in_(together)))
    rows = [
        {"report": one, "story": place.story, "origin": place.origin, "tie": place.by or "", "sure": place.sure}
        for one, place in sorted(found.items())
    ]
    connection.execute(insert(places), rows)
    join_mentions(connection, {place.story for place in found.values()} | before)
    return together


def _hanging_together(connection: Connection, report: str) -> tuple[list[Link], set[str]]:
    """Every report that a way of links leads to, and the links between them; shared passages lead nowhere."""
    together = {report}
    new = {report}
    found: dict[tuple[str, str], Link] = {}
    while new:
        here = or_(links.c.one.in_(new), links.c.other.in_(new))
        rows = connection.execute(select(links).where(here, links.c.tie != Tie.PASSAGE.value)).all()
        found.update({(row.one, row.other): _link(row) for row in rows})
        new = {name for row in rows for name in (row.one, row.other)} - together
        together |= new
    return list(found.values()), together


def _link(row: Any) -> Link:
    stretches = tuple(msgspec.json.decode(row.stretches, type=list[Stretch]))
    return Link(
        row.one, row.other, Tie(row.tie), row.of_one, row.of_other, row.likeness, row.cited, row.sure, stretches
    )


def _link_row(link: Link) -> dict[str, Any]:
    row = {name: getattr(link, name) for name in ("one", "other", "of_one", "of_other", "likeness", "cited", "sure")}
    return {**row, "tie": link.tie.value, "stretches": _json(link.stretches)}


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
