"""Coverage: who publishes when, who has gone silent, who is heard, and who accuses whom."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import quantiles
from typing import Any

from sqlalchemy import and_, func, select

from hudna.ledger.entries import Entry, Place, entries_at
from hudna.ledger.schema import attributions, entries, evidence, hops, reports
from hudna.ledger.store import Ledger
from hudna.ledger.story_tables import mentions
from hudna.rules.codebook import codebook
from hudna.theatres.sides import party_of
from hudna.vocabulary import Act

DAY = 10
"""Letters of a day."""
BLAMING = (Act.ACCUSE.value, Act.CONDEMN.value)
PATIENCE = 3
"""How many of its usual gaps an outlet may be silent, and how many days at least, before it is said to be."""


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet of the ledger: its reports, the first and the last day of them, and how many were published on each day."""

    name: str
    reports: int
    first: str
    last: str
    days: dict[str, int]

    def silent_for(self, as_of: str) -> int:
        """The days since its last report where these are more than its habit explains, 0 otherwise."""
        if not self.last or self.last >= as_of:
            return 0
        since = (date.fromisoformat(as_of) - date.fromisoformat(self.last)).days
        return since if since > PATIENCE * max(1, self.usual_gap) else 0

    @property
    def usual_gap(self) -> int:
        """The days between two days with reports that nine in ten gaps do not exceed; 1 where there are too few to tell."""
        known = [date.fromisoformat(day) for day in sorted(self.days)]
        gaps = [(later - earlier).days for earlier, later in pairwise(known)]
        return round(quantiles(gaps, n=10)[-1]) if len(gaps) > 1 else 1


@dataclass(frozen=True, slots=True)
class Heard:
    """A side: in how many reports somebody of it speaks, and in how many somebody of it acts."""

    side: str
    speaks: int
    acts: int


Accusations = dict[tuple[str, str], tuple[Place, ...]]
"""Who says so and whose act it is said to be, by side -> the entries that tell of it, one for each happening."""


def outlets_in(ledger: Ledger) -> list[Outlet]:
    """The outlets of the ledger, those with most reports first; reports without a day count for the outlet alone."""
    day = func.substr(reports.c.published, 1, DAY).label("day")
    wanted = select(reports.c.outlet, day, func.count()).where(reports.c.current, reports.c.redacted.is_(None))
    days: defaultdict[str, dict[str, int]] = defaultdict(dict)
    with ledger.reading() as connection:
        for outlet, on, count in connection.execute(wanted.group_by(reports.c.outlet, "day")):
            days[outlet][on] = count
    found = [_outlet(name, some) for name, some in days.items()]
    return sorted(found, key=lambda one: (-one.reports, one.name))


def _outlet(name: str, some: dict[str, int]) -> Outlet:
    known = {day: count for day, count in some.items() if len(day) == DAY}
    return Outlet(name, sum(some.values()), min(known, default=""), max(known, default=""), known)


def heard_in(ledger: Ledger) -> list[Heard]:
    """The sides of the ledger, by how many reports they speak in."""
    said = and_(attributions.c.report == hops.c.report, attributions.c.number == hops.c.attribution)
    speaking = select(hops.c.identity, hops.c.report).join(attributions, said).where(attributions.c.withdrawn == "")
    told = and_(entries.c.report == evidence.c.report, entries.c.number == evidence.c.entry)
    acting = select(evidence.c.meaning, evidence.c.report).join(entries, told)
    acting = acting.where(evidence.c.role == "actor", evidence.c.meaning != "", entries.c.withdrawn == "")
    with ledger.reading() as connection:
        speaks = _by_side(connection.execute(speaking.where(hops.c.identity != "").distinct()))
        acts = _by_side(connection.execute(acting.distinct()))
    found = [Heard(side, len(speaks.get(side, ())), len(acts.get(side, ()))) for side in speaks.keys() | acts.keys()]
    return sorted(found, key=lambda one: (-one.speaks, -one.acts, one.side))


def _by_side(rows: Iterable[Any]) -> dict[str, set[int]]:
    found: defaultdict[str, set[int]] = defaultdict(set)
    for meaning, report in rows:
        for side in _sides(meaning):
            found[side].add(report)
    return found


def _sides(meaning: str) -> set[str]:
    return {side for one in meaning.split("+") if (side := party_of(one))}


def accusations_in(ledger: Ledger, *, blamed_only: bool = False) -> Accusations:
    """Who says of whom that he did what is kept as an allegation; nobody's own word about himself, and no denial, is one.

    With `blamed_only` those alone whose words accuse or condemn.
    """
    alleged = [action.action for action in codebook().actions.values() if action.alleged]
    told = and_(evidence.c.report == entries.c.report, evidence.c.entry == entries.c.number, evidence.c.role == "actor")
    said = and_(hops.c.report == entries.c.report, hops.c.attribution == entries.c.attribution)
    happening = and_(mentions.c.report == entries.c.report, mentions.c.entry == entries.c.number)
    columns = (
        entries.c.report,
        entries.c.number,
        evidence.c.meaning,
        hops.c.identity,
        hops.c.position,
        mentions.c.joined,
    )
    wanted = (
        select(*columns)
        .select_from(entries)
        .join(reports, reports.c.key == entries.c.report)
        .join(evidence, told)
        .join(hops, said)
        .outerjoin(mentions, happening)
        .where(reports.c.current, entries.c.withdrawn == "", entries.c.action.in_(alleged))
        .where(~entries.c.negated, entries.c.modality.in_(("happened", "ongoing")), evidence.c.meaning != "")
        .order_by(reports.c.published.desc(), reports.c.id, entries.c.number, hops.c.position)
    )
    if blamed_only:
        attributed = and_(attributions.c.report == entries.c.report, attributions.c.number == entries.c.attribution)
        wanted = wanted.join(attributions, attributed).where(attributions.c.act.in_(BLAMING))
    innermost: dict[tuple[int, int, str], tuple[str, str]] = {}
    with ledger.reading() as connection:
        for key, number, meaning, identity, _, joined in connection.execute(wanted):
            innermost[key, number, meaning] = identity, joined or f"{key}/{number}"
    found: defaultdict[tuple[str, str], dict[str, Place]] = defaultdict(dict)
    for (key, number, meaning), (identity, joined) in innermost.items():
        for speaker in _sides(identity):
            for accused in _sides(meaning) - {speaker}:
                found[speaker, accused].setdefault(joined, (key, number))
    return {pair: tuple(places.values()) for pair, places in found.items()}


def ranked(accusations: Accusations, most: int) -> tuple[list[str], list[str]]:
    """The sides that accuse and those that are accused, the most frequent first."""
    by, of = Counter[str](), Counter[str]()
    for (speaker, accused), places in accusations.items():
        by[speaker] += len(places)
        of[accused] += len(places)
    return [side for side, _ in by.most_common(most)], [side for side, _ in of.most_common(most)]


def accounts_at(ledger: Ledger, places: Iterable[Place]) -> list[Entry]:
    """The entries at these places, in their order."""
    wanted = list(places)
    with ledger.reading() as connection:
        found = entries_at(connection, wanted)
    return [found[place] for place in wanted if place in found]
