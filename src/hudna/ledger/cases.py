"""Commitments as they are held against one another, out of a few columns each, and which of them are one undertaking."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, and_, select

from hudna.ledger.bearings import sides_of
from hudna.ledger.bonds import Bonds
from hudna.ledger.entries import ORDER, Entry
from hudna.ledger.schema import entries, evidence, hops, reports
from hudna.ledger.sites import Site, may_be_one, sites_meant
from hudna.ledger.standing import Standing
from hudna.ledger.story_tables import mentions
from hudna.rules.codebook import codebook

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
    columns = [entries.c[name] for name in ("report", "number", "id", "action", "negated", "when", "attribution")]
    columns.append(entries.c.trigger_start)
    wanted = select(*columns, reports.c.id.label("report_id"), reports.c.published, mentions.c.joined)
    told = and_(mentions.c.report == entries.c.report, mentions.c.entry == entries.c.number)
    wanted = wanted.select_from(entries).join(reports, entries.c.report == reports.c.key).outerjoin(mentions, told)
    here = reports.c.current, entries.c.commitment, entries.c.withdrawn == ""
    rows = connection.execute(wanted.where(*here).order_by(*ORDER)).all()
    parts = _parts(connection)
    speakers = _speakers(connection)
    found = []
    for row in rows:
        if standing.of(row.report_id, row.id):
            continue
        place = row.report, row.number
        owing = parts[(*place, "actor")]
        if codebook().actions[row.action].owed_by_speaker:
            owing = speakers.get((row.report, row.attribution), [])
        where = tuple(site for meaning in parts[(*place, "place")] for site in sites_meant(meaning, known))
        about = row.published, row.action, row.negated, row.when, row.joined or ""
        found.append(Case(place, row.trigger_start, row.id, row.report_id, *about, sides_of(owing), where))
    return found


def _parts(connection: Connection) -> defaultdict[tuple[int, int, str], list[str]]:
    """What actors and places of commitments stand for."""
    told = and_(entries.c.report == evidence.c.report, entries.c.number == evidence.c.entry, entries.c.commitment)
    wanted = select(evidence.c.report, evidence.c.entry, evidence.c.role, evidence.c.meaning).join(entries, told)
    wanted = wanted.where(evidence.c.role.in_(("actor", "place")), evidence.c.meaning != "")
    found: defaultdict[tuple[int, int, str], list[str]] = defaultdict(list)
    for report, entry, role, meaning in connection.execute(wanted.order_by(evidence.c.position)):
        found[report, entry, role].append(meaning)
    return found


def _speakers(connection: Connection) -> dict[Place, list[str]]:
    """Who speaks in the attributions of commitments: the innermost hop, where it is settled who that is."""
    told = and_(entries.c.report == hops.c.report, entries.c.attribution == hops.c.attribution, entries.c.commitment)
    wanted = select(hops.c.report, hops.c.attribution, hops.c.identity).join(entries, told)
    rows = connection.execute(wanted.order_by(hops.c.report, hops.c.attribution, hops.c.position))
    return {(report, number): [name] if name else [] for report, number, name in rows}


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
