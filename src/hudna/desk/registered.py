"""The registers as lines: what each step is a step of, where it lies, and what the map and the timeline make of them."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

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
                yield Line(_where(said.step.entries, known), said.step, names, (), "", (said.stance,) * bool(said.stance))


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


def counts_by_day(lines: Sequence[Line], register: str) -> tuple[list[str], list[tuple[str, list[int]]]]:
    """What is counted apart (registers, or the actions of one), and of each day and each of these how many, as day → counts."""
    kinds = Counter(_kind(line, register) for line in lines if day_of(line.step))
    apart = [kind for kind, _ in kinds.most_common()]
    if register != ALL and len(apart) > SERIES + 1:
        apart = [*apart[:SERIES], OTHERS]
    days: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for line in lines:
        kind = _kind(line, register)
        if day := day_of(line.step):
            days[day][kind if kind in apart else OTHERS] += 1
    return apart, [(day, [found[kind] for kind in apart]) for day, found in sorted(days.items())]


def _kind(line: Line, register: str) -> str:
    return line.step.first.register if register == ALL else line.step.action


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a map shows of lines: sites with how many lines lie there; how many tell of a whole country; how many of no settled place."""

    sites: list[dict[str, Any]]
    countries: int
    open: int


def drawn(lines: Sequence[Line]) -> Drawn:
    """Every site once.  `km` is how far from its point a thing that is told there may be: 0 for a place that is named exactly."""
    found: Counter[Site] = Counter()
    countries = nowhere = 0
    for line in lines:
        sites = [site for site in line.where.sites if not site.is_country]
        found.update(sites)
        countries += bool(line.where.sites) and not sites
        nowhere += not line.where.sites
    return Drawn([_spot(site, count) for site, count in found.most_common()], countries, nowhere)


def _spot(site: Site, count: int) -> dict[str, Any]:
    km = site.reach if site.is_area or site.where_prec > 1 else 0
    return {"id": site.id, "name": site.name, "lat": site.lat, "lon": site.lon, "km": km, "n": count}
