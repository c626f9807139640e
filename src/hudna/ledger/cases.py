"""Commitments as they are held against one another, out of a few columns each, and which of them are one undertaking."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, and_, select

from hudna.ledger.bearings import sides_of
from hudna.ledger.bonds import Bonds
from hudna.ledger.entries import Entry
from hudna.ledger.promises import BETWEEN, promised
from hudna.ledger.sites import Site, may_be_one, sites_meant
from hudna.ledger.standing import Standing
from hudna.ledger.story_tables import mentions

Place = tuple[int, int]
"""A report's key and the number of an entry in it."""


@dataclass(frozen=True, slots=True)
class Case:
    """A commitment with what it is compared by: where it begins in its report, and the happening that it is told in or ""."""

    place: Place
    start: int
    id: str
    report: str
    published: str
    action: str
    negated: bool
    when: str
    joined: str
    sides: frozenset[str]
    sites: tuple[Site, ...]

    @property
    def order(self) -> tuple[str, str, int, int]:
        """Sorts by date of publication and place in the report."""
        return self.published, self.report, self.start, self.place[1]


def cases_in(connection: Connection, known: Mapping[str, Site], standing: Standing) -> list[Case]:
    """The commitments of the ledger that nobody has said anything of, by date of publication and place in their report."""
    told = and_(mentions.c.report == promised.c.report, mentions.c.entry == promised.c.entry)
    wanted = select(promised, mentions.c.joined).outerjoin(mentions, told)
    order = promised.c.published, promised.c.report_id, promised.c.start, promised.c.entry
    sides: dict[str, frozenset[str]] = {}
    sites: dict[str, tuple[Site, ...]] = {}
    found = []
    for row in connection.execute(wanted.order_by(*order)):
        published, report, start, entry, key, name, action, negated, when, owing, placed, joined = row
        if standing.of(report, name):
            continue
        if owing not in sides:
            sides[owing] = sides_of(owing.split(BETWEEN))
        if placed not in sites:
            sites[placed] = tuple(site for meaning in placed.split(BETWEEN) for site in sites_meant(meaning, known))
        about = published, action, negated, when, joined or ""
        found.append(Case((key, entry), start, name, report, *about, sides[owing], sites[placed]))
    return found


def case_of(entry: Entry, place: Place, known: Mapping[str, Site]) -> Case:
    """An entry that people have spoken of, as they would have it."""
    owing = entry.debtor_identities if entry.commitment else entry.meanings("actor")
    where = tuple(site for meaning in entry.meanings("place") for site in sites_meant(meaning, known))
    joined = entry.support.joined if entry.support else ""
    about = entry.origin.published, entry.action, entry.negated, entry.when, joined
    return Case(place, entry.trigger.start, entry.id, entry.origin.id, *about, sides_of(owing), where)


class Gathering:
    """Commitments gathered into undertakings, one after the other: `groups` is the sayings of each, the first first.

    One is of the first undertaking that a person ties it to, or else of the first that has a saying which is told in the same
    happening, or is alike in debtor, conduct and place.
    """

    def __init__(self, bonds: Bonds) -> None:
        self.bonds = bonds
        self.groups: list[list[Case]] = []
        self._joined: defaultdict[tuple[str, bool, str], set[int]] = defaultdict(set)
        self._there: defaultdict[tuple[str, bool, str], dict[str, tuple[Site, set[int]]]] = defaultdict(dict)
        self._owed: defaultdict[tuple[str, bool, str], list[int]] = defaultdict(list)
        self._near: dict[tuple[str, str], bool] = {}

    def take(self, case: Case) -> None:
        """Adds a commitment, which was told no earlier than those before it."""
        home = next((n for n, group in enumerate(self.groups) if self._tied(case, group)), None) if self.bonds else None
        if home is None:
            home = next((n for n in sorted(self._alike(case)) if not self._parted(case, self.groups[n])), None)
        if home is None:
            home = len(self.groups)
            self.groups.append([])
            for side in case.sides:
                self._owed[case.action, case.negated, side].append(home)
        self.groups[home].append(case)
        if case.joined:
            self._joined[case.action, case.negated, case.joined].add(home)
        for side in case.sides:
            there = self._there[case.action, case.negated, side]
            for site in _local(case.sites):
                there.setdefault(site.id, (site, set()))[1].add(home)

    def superseding(self, group: Sequence[Case]) -> str:
        """The id of the first later commitment of the same debtor to the contrary at the same place, or ""."""
        said = group[-1]
        owed = {n for side in said.sides for n in self._owed.get((said.action, not said.negated, side), ())}
        for number in sorted(owed):
            first = self.groups[number][0]
            if first.published > said.published and may_be_one(first.sites, said.sites) is not False:
                return first.id
        return ""

    def _tied(self, case: Case, group: Iterable[Case]) -> bool:
        return any(self.bonds.one(case.id, other.id) for other in group)

    def _parted(self, case: Case, group: Iterable[Case]) -> bool:
        return bool(self.bonds) and any(self.bonds.apart(case.id, other.id) for other in group)

    def _alike(self, case: Case) -> set[int]:
        """The undertakings that have a saying which may be one with this."""
        found = set(self._joined.get((case.action, case.negated, case.joined), ())) if case.joined else set()
        for side in case.sides:
            for site, groups in self._there.get((case.action, case.negated, side), {}).values():
                if any(self._is_near(own, site) for own in _local(case.sites)):
                    found |= groups
        return found

    def _is_near(self, one: Site, other: Site) -> bool:
        both = one.id, other.id
        if both not in self._near:
            self._near[both] = self._near[other.id, one.id] = may_be_one([one], [other]) is True
        return self._near[both]


def _local(sites: Iterable[Site]) -> Iterable[Site]:
    return (site for site in sites if not site.is_country)
