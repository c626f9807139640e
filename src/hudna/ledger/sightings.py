"""What has been seen since a commitment was told: entries that touch it, looked up where what bears on commitments is indexed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, func, literal, or_, select, union_all

from hudna.ledger.bearings import bearings
from hudna.ledger.cases import Case, Place
from hudna.ledger.portions import portions
from hudna.ledger.schema import entries, reports
from hudna.ledger.sites import Site, may_be_one
from hudna.rules.codebook import codebook

AHEAD = 10
"""Rows that are looked at for every sighting wanted, at first; ten times as many where these are not enough."""
ACTOR, PLACE = "same actor", "same place"


class Seen(NamedTuple):
    """An entry that touches a commitment, whether it speaks for it, and what ties them."""

    place: Place
    speaks_for: bool
    how: tuple[str, ...]


class Watch:
    """Looks for what touches commitments; `known` is the places of the ledger, `spoken_of` entries to be left out."""

    def __init__(
        self, connection: Connection, known: Mapping[str, Site], spoken_of: frozenset[tuple[str, str]]
    ) -> None:
        self.connection = connection
        self.known = known
        self.spoken_of = spoken_of
        self._near: dict[tuple[str, ...], tuple[str, ...]] = {}

    def seen_since(self, said: Case, most: int = 0) -> list[Seen]:
        """The entries that touch a commitment, by date of publication and id; `most` of each kind, all where it is 0."""
        action = codebook().actions[said.action]
        sides = (action.speaks_for, action.speaks_against)
        in_favour, against = reversed(sides) if said.negated else sides
        found: list[Seen] = []
        for actions, speaks in ((in_favour, True), (against, False)):
            for negated in (False, True) if most else (None,):
                found += self._seen(said, actions, speaks, negated, most)
        return found

    def _seen(self, said: Case, actions: Sequence[str], speaks: bool, negated: bool | None, most: int) -> list[Seen]:
        near = self._near_of(said.sites)
        ways = _touching(said, near)
        if not ways or not actions or not said.published:
            return []
        cuts = [bearings.c.action.in_(actions), *_since(said)]
        if negated is not None:
            cuts.append(bearings.c.negated == negated)
        told = union_all(*(_BEARING.where(way, *cuts) for way in ways)).subquery()
        wanted = select(told).order_by(told.c.published)
        size = most * AHEAD
        while True:
            rows = self.connection.execute(wanted.limit(size) if size else wanted).all()
            cut = bool(size) and len(rows) == size
            if cut:  # the last day may not be whole
                rows = [row for row in rows if row.published < rows[-1].published]
            tied = self._tied(rows, near)
            if not cut or len(tied) >= most:
                break
            size *= AHEAD
        return [
            Seen(place, speaks != denied, tuple(tie for tie in (ACTOR, PLACE) if tie in ties))
            for place, (denied, ties) in list(tied.items())[: most or None]
        ]

    def _tied(self, rows: Sequence[Any], near: Sequence[str]) -> dict[Place, tuple[bool, set[str]]]:
        """The entries of current reports that nobody has spoken of, in their order, and what ties them."""
        numbers: defaultdict[int, set[int]] = defaultdict(set)
        for row in rows:
            numbers[row.report].add(row.entry)
        names: dict[Place, str] = {}
        for some in portions(numbers):
            for key, number, name, report in self.connection.execute(_NAMED.where(entries.c.report.in_(some))):
                if number in numbers[key] and (report, name) not in self.spoken_of:
                    names[key, number] = name
        found = [row for row in rows if (row.report, row.entry) in names]
        tied: dict[Place, tuple[bool, set[str]]] = {}
        for row in sorted(found, key=lambda row: (row.published, names[row.report, row.entry], row.report)):
            ties = tied.setdefault((row.report, row.entry), (row.negated, set()))[1]
            ties.update([ACTOR] if row.side else [], [PLACE] if row.site in near else [])
        return tied

    def _near_of(self, sites: Sequence[Site]) -> tuple[str, ...]:
        """The places of the ledger that may be one of these."""
        own = tuple(sorted({site.id for site in sites if not site.is_country}))
        if own not in self._near:
            here = [self.known[name] for name in own]
            low, high = min((s.lat for s in here), default=0.0) - 1, max((s.lat for s in here), default=0.0) + 1
            there = (site for site in self.known.values() if low <= site.lat <= high)
            self._near[own] = tuple(site.id for site in there if may_be_one([site], here)) if here else ()
        return self._near[own]


_BEARING = select(
    bearings.c.report, bearings.c.entry, bearings.c.side, bearings.c.site, bearings.c.negated, bearings.c.published
)
_NAMED = (
    select(entries.c.report, entries.c.number, entries.c.id, reports.c.id)
    .join(reports, reports.c.key == entries.c.report)
    .where(reports.c.current)
)


def _touching(said: Case, near: Sequence[str]) -> list[ColumnElement[bool]]:
    """The same side, at the same place as far as both name one; or nobody in particular, at the same place.

    Each is a stretch of the index by itself.
    """
    ways: list[ColumnElement[bool]] = []
    if said.sides:
        same_side = bearings.c.side.in_(sorted(said.sides))
        ways.append(and_(same_side, bearings.c.site.in_(["", *near])) if near else same_side)
    if near:
        ways.append(and_(bearings.c.side == "", bearings.c.site.in_(near)))
    return ways


def _since(said: Case) -> tuple[ColumnElement[Any], ...]:
    """Told in another report no earlier than the commitment, of a time that begins no earlier."""
    told = func.substr(literal(said.published), 1, func.length(bearings.c.begun))
    later = bearings.c.published >= said.published, bearings.c.report != said.place[0]
    return (*later, or_(bearings.c.begun == "", bearings.c.begun >= told))
