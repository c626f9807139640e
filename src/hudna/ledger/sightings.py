"""What has been seen since a commitment was told: entries that touch it, looked up where what bears on commitments is indexed."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, func, literal, or_, select

from hudna.ledger.bearings import bearings
from hudna.ledger.cases import Case, Place
from hudna.ledger.schema import entries, reports
from hudna.ledger.sites import Site, may_be_one
from hudna.rules.codebook import codebook

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
        touching = _touching(said, near)
        if touching is None or not actions or not said.published:
            return []
        order = reports.c.published, entries.c.id, bearings.c.report
        wanted = _SEEN.where(bearings.c.action.in_(actions), touching, *_since(said)).order_by(*order)
        if negated is not None:
            wanted = wanted.where(bearings.c.negated == negated)
        tied: dict[Place, tuple[bool, set[str]]] = {}
        for row in self.connection.execute(wanted):
            if (row.report_id, row.id) in self.spoken_of:
                continue
            place = row.report, row.entry
            if most and len(tied) == most and place not in tied:
                break
            ties = tied.setdefault(place, (row.negated, set()))[1]
            ties.update([ACTOR] if row.side else [], [PLACE] if row.site in near else [])
        return [
            Seen(place, speaks != denied, tuple(tie for tie in (ACTOR, PLACE) if tie in ties))
            for place, (denied, ties) in tied.items()
        ]

    def _near_of(self, sites: Sequence[Site]) -> tuple[str, ...]:
        """The places of the ledger that may be one of these."""
        own = tuple(sorted({site.id for site in sites if not site.is_country}))
        if own not in self._near:
            here = [self.known[name] for name in own]
            low, high = min((s.lat for s in here), default=0.0) - 1, max((s.lat for s in here), default=0.0) + 1
            there = (site for site in self.known.values() if low <= site.lat <= high)
            self._near[own] = tuple(site.id for site in there if may_be_one([site], here)) if here else ()
        return self._near[own]


_SEEN = (
    select(
        bearings.c.report, bearings.c.entry, bearings.c.side, bearings.c.site, bearings.c.negated, entries.c.id,
        reports.c.id.label("report_id"),
    )
    .join(reports, reports.c.key == bearings.c.report)
    .join(entries, and_(entries.c.report == bearings.c.report, entries.c.number == bearings.c.entry))
    .where(reports.c.current)
)  # fmt: skip


def _touching(said: Case, near: Sequence[str]) -> ColumnElement[bool] | None:
    """The same side, at the same place as far as both name one; or nobody in particular, at the same place."""
    ways: list[ColumnElement[bool]] = []
    if said.sides:
        same_side = bearings.c.side.in_(sorted(said.sides))
        ways.append(and_(same_side, bearings.c.site.in_(["", *near])) if near else same_side)
    if near:
        ways.append(and_(bearings.c.side == "", bearings.c.site.in_(near)))
    return or_(*ways) if ways else None


def _since(said: Case) -> tuple[ColumnElement[Any], ...]:
    """Told in another report no earlier than the commitment, of a time that begins no earlier."""
    told = func.substr(literal(said.published), 1, func.length(bearings.c.begun))
    later = reports.c.published >= said.published, reports.c.id != said.report
    return (*later, or_(bearings.c.begun == "", bearings.c.begun >= told))
