"""Commitments as the board shows them: one undertaking with all its sayings, and what has been seen since, for and against.

Nothing here says that a commitment was kept or was not.  The ledger itself sets two statuses, and they are about what it
holds: `overdue` where a window has passed and nothing was seen, `superseded` where the same debtor undertook otherwise later.
Every other status is a person's, and the ledger's stands beside it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hudna.ledger.bonds import Bonds
from hudna.ledger.entries import Entry, entries_in
from hudna.ledger.laying import STATUS, Correction
from hudna.ledger.rows import ANNOUNCED
from hudna.ledger.sites import Site, may_be_one, sites_in
from hudna.ledger.standing import bonds_in
from hudna.ledger.store import Ledger
from hudna.rules.codebook import codebook
from hudna.theatres.sides import side_of

OVERDUE = "overdue"
SUPERSEDED = "superseded"
SEEN = frozenset(("happened", "ongoing"))


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
class _Case:
    """An entry with what it is compared by."""

    entry: Entry
    sides: frozenset[str]
    places: tuple[Site, ...]


def undertakings_in(ledger: Ledger, as_of: str) -> list[Undertaking]:
    """Every undertaking of the ledger by the date of its first saying; `as_of` is the day on which windows are looked at."""
    known = sites_in(ledger)
    cases = [_case(entry, known) for entry in entries_in(ledger)]
    bonds = bonds_in(ledger)
    seen: dict[str, list[_Case]] = defaultdict(list)
    for case in cases:
        if not case.entry.commitment and case.entry.modality in SEEN:
            seen[case.entry.action].append(case)
    groups = _gathered([case for case in cases if case.entry.commitment], bonds)
    later = {id(group): _superseding(group, groups) for group in groups}
    return [_undertaking(group, seen, later[id(group)], as_of) for group in groups]


def sayings_beside(ledger: Ledger, entry: str) -> list[Entry]:
    """The sayings of the commitment that an entry is a saying of, itself included; none where it is none."""
    known = sites_in(ledger)
    cases = [_case(one, known) for one in entries_in(ledger, commitments_only=True)]
    groups = _gathered(cases, bonds_in(ledger))
    return next(([case.entry for case in group] for group in groups if entry in {c.entry.id for c in group}), [])


def _case(entry: Entry, known: dict[str, Site]) -> _Case:
    owing = entry.debtor_identities if entry.commitment else entry.meanings("actor")
    places = tuple(known[name] for meaning in entry.meanings("place") for name in meaning.split() if name in known)
    sides = frozenset(side for meaning in owing for name in meaning.split("+") if (side := side_of(name)))
    return _Case(entry, sides, places)


def _gathered(cases: Sequence[_Case], bonds: Bonds) -> list[list[_Case]]:
    """Commitments that are one undertaking: a person says so, they are told in one happening, or alike in debtor, conduct and place."""
    groups: list[list[_Case]] = []
    for case in cases:
        home = next((group for group in groups if any(bonds.one(case.entry.id, o.entry.id) for o in group)), None)
        home = home or next((group for group in groups if _belongs(case, group, bonds)), None)
        if home is None:
            groups.append([case])
        else:
            home.append(case)
    return groups


def _belongs(case: _Case, group: Sequence[_Case], bonds: Bonds) -> bool:
    if any(bonds.apart(case.entry.id, other.entry.id) for other in group):
        return False
    return any(_same(case, other) for other in group)


def _same(one: _Case, other: _Case) -> bool:
    ours, theirs = one.entry, other.entry
    if (ours.action, ours.negated) != (theirs.action, theirs.negated):
        return False
    if ours.support and theirs.support and ours.support.joined == theirs.support.joined:
        return True
    return bool(one.sides & other.sides) and may_be_one(one.places, other.places) is True


def _superseding(group: Sequence[_Case], groups: Iterable[Sequence[_Case]]) -> str:
    """The id of the first later commitment of the same debtor to the contrary at the same place, or ""."""
    said = group[-1]
    for other in groups:
        first = other[0]
        contrary = first.entry.action == said.entry.action and first.entry.negated != said.entry.negated
        later = first.entry.origin.published > said.entry.origin.published
        if contrary and later and first.sides & said.sides and may_be_one(first.places, said.places) is not False:
            return first.entry.id
    return ""


def _undertaking(
    group: Sequence[_Case], seen: Mapping[str, Sequence[_Case]], superseded_by: str, as_of: str
) -> Undertaking:
    said = group[0]
    action = codebook().actions[said.entry.action]
    sides = (action.speaks_for, action.speaks_against)
    in_favour, against = reversed(sides) if said.entry.negated else sides
    told: dict[bool, list[Sighting]] = {True: [], False: []}
    for actions, speaks in ((in_favour, True), (against, False)):
        for case in (case for name in actions for case in seen.get(name, ())):
            how = _touching(said, case)
            if how is not None:
                told[speaks != case.entry.negated].append(Sighting(case.entry, how))
    for sightings in told.values():
        sightings.sort(key=lambda sighting: (sighting.entry.origin.published, sighting.entry.id))
    status = _status(said.entry, told, superseded_by, as_of)
    decided = _decided(group)
    return Undertaking(
        sayings=tuple(case.entry for case in group),
        status=decided.person if decided else status,
        sides=frozenset(side for case in group for side in case.sides),
        in_favour=tuple(told[True]),
        against=tuple(told[False]),
        superseded_by=superseded_by,
        machine_status=status,
        decided=decided,
    )


def _decided(group: Sequence[_Case]) -> Correction | None:
    """The status that a person has given last to any of these sayings."""
    said = [one for case in group if case.entry.review for one in case.entry.review.corrections if one.field == STATUS]
    return max(said, key=lambda one: one.review, default=None)


def _touching(said: _Case, case: _Case) -> tuple[str, ...] | None:
    """What ties a later entry to a commitment, None where it does not touch it: another actor, another place, or earlier."""
    if not _later(said.entry, case.entry):
        return None
    actor = bool(said.sides & case.sides) if said.sides and case.sides else None
    place = may_be_one(said.places, case.places)
    nobody = (
        not case.entry.named("actor") and case.entry.register != "violence"
    )  # whose shells they were is for no map to say
    if actor is False or place is False or not (actor or (place and nobody)):
        return None
    return tuple(name for name, agrees in (("same actor", actor), ("same place", place)) if agrees)


def _later(said: Entry, seen: Entry) -> bool:
    """Whether an entry tells of a time after the commitment was told; one without a date counts from when it was told."""
    if not said.origin.published or not seen.origin.published or seen.origin.id == said.origin.id:
        return False
    begun = seen.when.partition("/")[0].strip("~?%")
    happened = begun if begun[:1].isdigit() else seen.origin.published[:10]
    return happened >= said.origin.published[: len(happened)] and seen.origin.published >= said.origin.published


def _status(said: Entry, told: dict[bool, list[Sighting]], superseded_by: str, as_of: str) -> str:
    if superseded_by:
        return SUPERSEDED
    window = said.when.rpartition("/")[2].strip("~?%")
    passed = window[:1].isdigit() and f"{window}~" < as_of[: len(window)] + "~" and not said.negated
    return OVERDUE if passed and not told[True] and not told[False] else ANNOUNCED
