"""The registers as lines: what each step is a step of, where it lies, and what the map and the timeline make of them."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from hudna.ledger.contacts import contacts_in
from hudna.ledger.displacement import series_in
from hudna.ledger.entries import Entry, entries_in
from hudna.ledger.forces import forces_in
from hudna.ledger.passing import Passing
from hudna.ledger.positions import positions_in
from hudna.ledger.provisions import documents_in
from hudna.ledger.sites import Site, sites_in
from hudna.ledger.steps import Step, begun, by_date, happenings
from hudna.ledger.store import Ledger
from hudna.ledger.whereabouts import OPEN, Whereabouts, whereabouts_of
from hudna.rules.codebook import codebook

ALL = "all"
"""Every register at once, happening by happening."""
SERIES = 5
"""Actions that have a colour of their own in the timeline; the others are one."""
OTHERS = "others"
LONGEST = 150
"""Days that are shown one by one."""
PART_KM = 150.0
"""How far the part of a country (its north) reaches from the point that stands for it, roughly."""
WIDE = frozenset(("region", "part", "sea"))
"""Kinds of places that are wider than any circle where they lie in no one country."""


@dataclass(frozen=True, slots=True)
class Line:
    """One step of a register.

    `names` is what it is a step of (a post, an agreement), `sides` whose it is as the theatres name them, `state` what that has
    come to by its last step, an action or a level, and `marks` what else the register tells (levels and channels).
    """

    where: Whereabouts
    step: Step
    names: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    state: str = ""
    marks: tuple[str, ...] = ()


def registers() -> tuple[str, ...]:
    """The registers of the codebook, in its order."""
    return tuple(codebook().registers)


def lines_in(ledger: Ledger, register: str, as_of: str) -> list[Line]:
    """The lines of a register, or of all of them, as they are told up to a day."""
    known = sites_in(ledger)
    if register in _FOLLOWED:
        return list(_FOLLOWED[register](ledger, known, as_of))
    told = entries_in(ledger, "" if register == ALL else register)
    return [Line(_where(step.entries, known), step) for step in by_date(map(Step, happenings(told)))]


def _where(entries: Sequence[Entry], known: dict[str, Site]) -> Whereabouts:
    """Where a happening lies: by the first entry that names a place which is settled."""
    places = [whereabouts_of(entry, known) for entry in entries]
    return next((one for one in places if one.sites), places[0])


def _posts(ledger: Ledger, known: dict[str, Site], as_of: str) -> Iterator[Line]:
    posts, lost = positions_in(ledger)
    for post in posts:
        where = Whereabouts(post.id, (post.name,), (post.site,) if post.site else ())
        for step in post.steps:
            yield Line(where, step, (post.name,), (post.holder,) if post.holder else (), post.state)
    for step in lost:
        yield Line(OPEN, step)


def _contacts(ledger: Ledger, known: dict[str, Site], as_of: str) -> Iterator[Line]:
    for one in contacts_in(ledger, as_of):
        where = _where(one.step.entries, known)
        yield Line(where, one.step, one.others, one.parties, "", (*one.levels, *one.channels))


def _forces(ledger: Ledger, known: dict[str, Site], as_of: str) -> Iterator[Line]:
    for one in forces_in(ledger):
        for step in one.steps:
            yield Line(one.place, step, one.place.names, (one.side,) if one.side else (), one.level)


def _flights(ledger: Ledger, known: dict[str, Site], as_of: str) -> Iterator[Line]:
    for one in series_in(ledger):
        for point in one.points:
            figures = [f"{'–'.join(map(str, sorted({*some.given})))} {some.unit}" for some in point.together]
            yield Line(one.place, point.step, one.place.names, (), "", tuple(figures))


def _agreements(ledger: Ledger, known: dict[str, Site], as_of: str) -> Iterator[Line]:
    for document in documents_in(ledger):
        for under in document.under:
            for said in under.said:
                names = (f"{document.label} {under.number}".strip(),)
                yield Line(
                    _where(said.step.entries, known), said.step, names, (), "", (said.stance,) * bool(said.stance)
                )


_FOLLOWED: dict[str, Callable[[Ledger, dict[str, Site], str], Iterator[Line]]] = {
    "position": _posts,
    "contact": _contacts,
    "force": _forces,
    "displacement": _flights,
    "agreement": _agreements,
}


def cut(lines: Sequence[Line], passing: Passing | None) -> list[Line]:
    """The lines of which an entry passes."""
    return [line for line in lines if passing is None or any(map(passing.has, line.step.entries))]


def day_of(step: Step) -> str:
    """The day of a step: its own where words give one, else that on which it was told; "" where neither is known."""
    own = begun(step.when)
    return own if len(own) == 10 else step.told[:10]


@dataclass(frozen=True, slots=True)
class Timeline:
    """How many lines there are of each kind (a register, or an action of one), day by day, or month by month where it is long.

    `outside` is how many lie more than a year from what was published, or have no day: a date of long ago is no part of it.
    """

    kinds: list[str]
    counts: list[tuple[str, list[int]]]
    monthly: bool
    outside: int


def timeline(lines: Sequence[Line], register: str) -> Timeline:
    """The timeline of lines."""
    days = [day_of(line.step) for line in lines]
    told = sorted(line.step.told[:10] for line in lines if line.step.told)
    first, last = (_year_from(told[0], -1), _year_from(told[-1], 1)) if told else ("", "")
    inside = [(line, day) for line, day in zip(lines, days, strict=True) if first <= day <= last and day]
    found = Counter(_kind(line, register) for line, _ in inside)
    kinds = [kind for kind, _ in found.most_common()]
    if register != ALL and len(kinds) > SERIES + 1:
        kinds = [*kinds[:SERIES], OTHERS]
    shown = [day for _, day in inside]
    monthly = bool(shown) and _days_between(min(shown), max(shown)) > LONGEST
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for line, day in inside:
        kind = _kind(line, register)
        counts[day[:7] if monthly else day][kind if kind in kinds else OTHERS] += 1
    rows = [(day, [some[kind] for kind in kinds]) for day, some in sorted(counts.items())]
    return Timeline(kinds, rows, monthly, len(lines) - len(inside))


def _year_from(day: str, years: int) -> str:
    return f"{int(day[:4]) + years:04}{day[4:10]}"


def _days_between(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def _kind(line: Line, register: str) -> str:
    return line.step.first.register if register == ALL else line.step.action


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map, what it is called there, and how many lines lie there.

    `km` is how far from the point that may be which is told of it: 0 for a place that is named exactly.
    """

    site: Site
    name: str
    count: int

    @property
    def km(self) -> float:
        """Kilometres around the point."""
        if self.site.kind == "part":
            return PART_KM
        return self.site.reach if self.site.is_area or self.site.where_prec > 1 else 0


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a map shows of lines; how many tell of a whole country or more; how many of no settled place."""

    spots: list[Spot]
    wide: int
    open: int


def drawn(lines: Sequence[Line]) -> Drawn:
    """Every place once, those with the most lines first."""
    found: Counter[Site] = Counter()
    names: dict[Site, str] = {}
    wide = nowhere = 0
    for line in lines:
        called = line.where.names if len(line.where.names) == len(line.where.sites) else ()
        sites = [site for site in line.where.sites if not _is_wide(site)]
        names.update((site, name) for site, name in zip(line.where.sites, called, strict=False))
        found.update(sites)
        wide += bool(line.where.sites) and not sites
        nowhere += not line.where.sites
    return Drawn([Spot(site, names.get(site, site.name), count) for site, count in found.most_common()], wide, nowhere)


def _is_wide(site: Site) -> bool:
    return site.is_country or (site.kind in WIDE and not site.country)
