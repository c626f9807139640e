"""Commitments as the board shows them: one undertaking with all its sayings, and what has been seen since, for and against.

Nothing here says that a commitment was kept or was not.  The ledger itself sets two statuses, and they are about what it
holds: `overdue` where a window has passed and nothing was seen, `superseded` where the same debtor undertook otherwise later.
Every other status is a person's, and the ledger's stands beside it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from hudna.ledger.bearings import SEEN, begun_in
from hudna.ledger.cases import Case, Gathering, Place, case_of, cases_in
from hudna.ledger.entries import Entry, entries_at, entries_spoken_of
from hudna.ledger.laying import STATUS, Correction
from hudna.ledger.rows import ANNOUNCED
from hudna.ledger.sightings import ACTOR, PLACE, Seen, Watch
from hudna.ledger.sites import Site, may_be_one, sites_in
from hudna.ledger.standing import standing_at
from hudna.ledger.store import Ledger
from hudna.rules.codebook import codebook

OVERDUE = "overdue"
SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class Sighting:
    """An entry that touches an undertaking and was told no earlier.

    `how` tells what ties them: the words `same actor` and `same place` as far as both are settled.
    """

    entry: Entry
    how: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Undertaking:
    """One commitment with all its sayings, the first of them first; it goes by the id of that.

    `decided` is the status that a person has given it last, None where nobody has: `machine_status` is the ledger's own.
    """

    sayings: tuple[Entry, ...]
    status: str
    sides: frozenset[str]
    in_favour: tuple[Sighting, ...]
    against: tuple[Sighting, ...]
    superseded_by: str = ""
    machine_status: str = ANNOUNCED
    decided: Correction | None = None

    @property
    def first(self) -> Entry:
        """The first saying."""
        return self.sayings[0]

    @property
    def id(self) -> str:
        """The id of the first saying."""
        return self.first.id

    @property
    def reports(self) -> int:
        """How many reports say it."""
        return len({saying.origin.id for saying in self.sayings})


@dataclass(frozen=True, slots=True)
class Page:
    """A part of the board: undertakings after one of them, "" for the first on, `most` of them, `sightings` of each kind; 0 is all."""

    after: str = ""
    most: int = 0
    sightings: int = 0


ALL = Page()


def undertakings_in(ledger: Ledger, as_of: str, page: Page = ALL) -> list[Undertaking]:
    """The undertakings of the ledger by the date of their first saying; `as_of` is the day on which windows are looked at."""
    gathered = gathered_in(ledger)
    groups = gathered.gathering.groups
    start = next((n + 1 for n, group in enumerate(groups) if group[0].id == page.after), 0) if page.after else 0
    some = groups[start : start + page.most] if page.most else groups[start:]
    return undertakings_of(ledger, gathered, some, as_of, page.sightings)


def undertakings_of(
    ledger: Ledger, gathered: "Gathered", groups: Sequence[Sequence[Case]], as_of: str, sightings: int = 0
) -> list[Undertaking]:
    """These undertakings, with so many sightings of each kind, all where it is 0."""
    with ledger.reading() as connection:
        return _Board(connection, gathered).undertakings(groups, as_of, sightings)


def sayings_beside(ledger: Ledger, entry: str) -> list[Entry]:
    """The sayings of the commitment that an entry is a saying of, itself included; none where it is none."""
    group = gathered_in(ledger).group_of(entry)
    with ledger.reading() as connection:
        found = entries_at(connection, [case.place for case in group])
    return [found[case.place] for case in group]


@dataclass(frozen=True, slots=True)
class Gathered:
    """The commitments of a ledger gathered into undertakings, as long as nothing is added to it.

    `known` is the places of the ledger, `spoken_of` the entries that people have said something of and that belong in lists,
    `named` all that they have said something of, each behind its report.
    """

    known: Mapping[str, Site]
    spoken_of: Mapping[Place, Entry]
    named: frozenset[tuple[str, str]]
    gathering: Gathering

    def group_of(self, entry: str) -> Sequence[Case]:
        """The sayings of the commitment that an entry is a saying of; none where it is none."""
        return next((group for group in self.gathering.groups if entry in {case.id for case in group}), ())


def gathered_in(ledger: Ledger) -> Gathered:
    """The commitments of the ledger as they are now."""
    known = sites_in(ledger)
    with ledger.reading() as connection:
        standing = standing_at(connection)
        spoken_of = entries_spoken_of(connection, standing)
        cases = cases_in(connection, known, standing)
    cases += [case_of(entry, place, known) for place, entry in spoken_of.items() if entry.commitment]
    gathering = Gathering(standing.bonds)
    for case in sorted(cases, key=lambda case: case.order):
        gathering.take(case)
    named = frozenset((entry.origin.id, entry.id) for entry in spoken_of.values())
    return Gathered(known, spoken_of, named | standing.spoken_of, gathering)


class _Board:
    """What is seen of the commitments of a ledger."""

    def __init__(self, connection: Connection, gathered: Gathered) -> None:
        self.connection = connection
        self.known = gathered.known
        self.spoken_of = gathered.spoken_of
        self.gathering = gathered.gathering
        self.watch = Watch(connection, gathered.known, gathered.named)

    def undertakings(self, groups: Sequence[Sequence[Case]], as_of: str, most: int) -> list[Undertaking]:
        """These undertakings, with so many sightings of each kind, all where it is 0."""
        seen = {group[0].place: self.watch.seen_since(group[0], most) for group in groups}
        places = {one.place for found in seen.values() for one in found}
        places.update(case.place for group in groups for case in group)
        at = entries_at(self.connection, places)
        return [self._undertaking(group, seen[group[0].place], at, as_of, most) for group in groups]

    def _undertaking(
        self, group: Sequence[Case], seen: Sequence[Seen], at: Mapping[Place, Entry], as_of: str, most: int
    ) -> Undertaking:
        said = group[0]
        told: dict[bool, list[Sighting]] = {True: [], False: []}
        for one in seen:
            told[one.speaks_for].append(Sighting(at[one.place], one.how))
        for speaks_for, sighting in self._as_people_say(said):
            told[speaks_for].append(sighting)
        for sightings in told.values():
            sightings.sort(key=lambda sighting: (sighting.entry.origin.published, sighting.entry.id))
        superseded_by = self.gathering.superseding(group)
        sayings = tuple(at[case.place] for case in group)
        status = _status(sayings[0], told, superseded_by, as_of)
        decided = _decided(sayings)
        return Undertaking(
            sayings=sayings,
            status=decided.person if decided else status,
            sides=frozenset(side for case in group for side in case.sides),
            in_favour=tuple(told[True][: most or None]),
            against=tuple(told[False][: most or None]),
            superseded_by=superseded_by,
            machine_status=status,
            decided=decided,
        )

    def _as_people_say(self, said: Case) -> Iterator[tuple[bool, Sighting]]:
        """The entries that people have spoken of and that touch a commitment as these would have them."""
        action = codebook().actions[said.action]
        sides = (action.speaks_for, action.speaks_against)
        in_favour, against = reversed(sides) if said.negated else sides
        for place, entry in self.spoken_of.items():
            if entry.commitment or entry.modality not in SEEN:
                continue
            for actions, speaks in ((in_favour, True), (against, False)):
                how = _touching(said, case_of(entry, place, self.known), entry) if entry.action in actions else None
                if how is not None:
                    yield speaks != entry.negated, Sighting(entry, how)


def _decided(sayings: Sequence[Entry]) -> Correction | None:
    """The status that a person has given last to any of these sayings."""
    said = [one for saying in sayings if saying.review for one in saying.review.corrections if one.field == STATUS]
    return max(said, key=lambda one: one.review, default=None)


def _touching(said: Case, case: Case, entry: Entry) -> tuple[str, ...] | None:
    """What ties a later entry to a commitment, None where it does not touch it: another actor, another place, or earlier."""
    if not _later(said, entry):
        return None
    actor = bool(said.sides & case.sides) if said.sides and case.sides else None
    place = may_be_one(said.sites, case.sites)
    nobody = not entry.named("actor") and entry.register != "violence"
    if actor is False or place is False or not (actor or (place and nobody)):
        return None
    return tuple(name for name, agrees in ((ACTOR, actor), (PLACE, place)) if agrees)


def _later(said: Case, seen: Entry) -> bool:
    """Whether an entry tells of a time after the commitment was told; one without a date counts from when it was told."""
    if not said.published or not seen.origin.published or seen.origin.id == said.report:
        return False
    happened = begun_in(seen.when) or seen.origin.published[:10]
    return happened >= said.published[: len(happened)] and seen.origin.published >= said.published


def _status(said: Entry, told: dict[bool, list[Sighting]], superseded_by: str, as_of: str) -> str:
    if superseded_by:
        return SUPERSEDED
    passed = window_passed(said.when, as_of) and not said.negated
    return OVERDUE if passed and not told[True] and not told[False] else ANNOUNCED


def window_passed(when: str, as_of: str) -> bool:
    """Whether the last day, month or year of a date lies before a day; never of one that has no end."""
    window = last_of(when)
    return window[:1].isdigit() and f"{window}~" < as_of[: len(window)] + "~"


def last_of(when: str) -> str:
    """The last day, month or year of a date, or what stands for its being open."""
    return when.rpartition("/")[2].strip("~?%")
