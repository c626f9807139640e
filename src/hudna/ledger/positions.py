"""The register of positions: each post with its life, step by step, and on whose word each step is known."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from hudna.ledger.entries import Entry, Place, entries_at
from hudna.ledger.post_names import SAME_POST_KM, listed
from hudna.ledger.post_told import Told, spots_in, told_in
from hudna.ledger.schema import entries as entry_rows
from hudna.ledger.schema import reports
from hudna.ledger.sites import Site, km_between, sites_in
from hudna.ledger.steps import AnyStep, Step, Turn, begun, by_date
from hudna.ledger.store import Ledger

BESIEGED, LEFT = "position.besiege", "position.evacuate"


@dataclass(frozen=True, slots=True)
class Post:
    """A post and what is told of it, by date; `site` is None where no gazetteer has the place that the words name.

    `known` is the post of a theatre or "", `holder` the actor that holds it by the theatre or "".
    """

    id: str
    name: str
    site: Site | None
    steps: tuple[Step, ...]
    known: str = ""
    holder: str = ""

    @property
    def state(self) -> str:
        """The action of the last step that has come about, "" where all lie ahead: see `state_of`."""
        return state_of(self.steps)


@dataclass(frozen=True, slots=True)
class InShort:
    """A post as the register has it, without the entries behind its steps; the fields are those of `Post`."""

    id: str
    name: str
    site: Site | None
    steps: tuple[Turn, ...]
    known: str = ""
    holder: str = ""

    @property
    def state(self) -> str:
        """As of `Post`."""
        return state_of(self.steps)


def state_of(steps: Sequence[AnyStep]) -> str:
    """The action of the last step that has come about, by its date or the day it was told on; "" where all lie ahead.

    A siege counts while the post stands: one that was left is cut off again only by a siege of a later date.
    """
    seen = [step for step in steps if step.seen]
    siege = _last([step for step in seen if step.action == BESIEGED])
    last = _last([step for step in seen if step.action != BESIEGED])
    if siege is None or last is None:
        only = siege or last
        return only.action if only else ""
    lasting = last.action != LEFT or bool(siege.when)
    return siege.action if lasting and _day(siege) > _day(last) else last.action


def _day(step: AnyStep) -> str:
    return begun(step.when) or step.told


def _last(steps: Sequence[AnyStep]) -> AnyStep | None:
    """The last step by date; of one day that by which a post was left."""
    return max(steps, key=lambda step: (_day(step), step.action == LEFT), default=None)


def positions_in(ledger: Ledger) -> tuple[list[Post], list[Step]]:
    """Every post that words name, by name, and the steps of which they leave open which post: they are not guessed at."""
    known = sites_in(ledger)
    with ledger.reading() as connection:
        told = told_in(connection)
        at = entries_at(connection, _places(told))
    homes = _homes((one for one in told if one.spot), known)
    found = [one.whole(_steps(one.told, at)) for one in homes]
    lost = _steps([one for one in told if not one.spot], at)
    return sorted(found, key=lambda post: (post.name, post.id)), list(lost)


def posts_in(ledger: Ledger) -> list[InShort]:
    """Every post that words name, by name, in short."""
    known = sites_in(ledger)
    with ledger.reading() as connection:
        told = told_in(connection)
    found = [one.in_short() for one in _homes((one for one in told if one.spot), known)]
    return sorted(found, key=lambda post: (post.name, post.id))


def post_of(ledger: Ledger, post: str) -> Post | None:
    """One post with its steps, None where the ledger tells of none of that id."""
    known = sites_in(ledger)
    with ledger.reading() as connection:
        home = next((one for one in _homes(spots_in(connection), known) if one.id == post), None)
        if home is None:
            return None
        told = told_in(connection, {one.spot for one in home.told})
        return home.whole(_steps(told, entries_at(connection, _places(told))))


def texts_of(ledger: Ledger, *registers: str) -> dict[str, str]:
    """The texts of the reports that hold entries of these registers, by their ids."""
    holding = select(entry_rows.c.report).where(entry_rows.c.register.in_(registers))
    wanted = select(reports.c.id, reports.c.text).where(reports.c.current, reports.c.key.in_(holding))
    with ledger.reading() as connection:
        return {row.id: row.text for row in connection.execute(wanted)}


class _Home:
    """One post so far: what is told of it, in order."""

    def __init__(self, first: Told, site: Site | None) -> None:
        self.first = first
        self.site = site
        self.told: list[Told] = []

    @property
    def id(self) -> str:
        """The first place that a gazetteer has for it, else the words."""
        return self.site.id if self.site else self.first.spot

    @property
    def name(self) -> str:
        """What it is called: by the theatre, by the gazetteer as most reports have it, or by the words."""
        by_gazetteer = self.site and self.first.site and not self.first.known
        return self.site.name if self.site and by_gazetteer else self.first.name

    @property
    def holder(self) -> str:
        """The actor that holds it by the theatre, or ""."""
        post = listed(self.first.known)
        return post.holder if post else ""

    def add(self, one: Told, site: Site | None) -> None:
        """One entry that tells of it."""
        self.told.append(one)
        self.site = self.site or site

    def whole(self, steps: tuple[Step, ...]) -> Post:
        """The post with these steps."""
        return Post(self.id, self.name, self.site, steps, self.first.known, self.holder)

    def in_short(self) -> InShort:
        """The post without the entries behind its steps."""
        turns = by_date(_turn(group) for group in _happenings(self.told))
        return InShort(self.id, self.name, self.site, turns, self.first.known, self.holder)


def _homes(told: Iterable[Told], known: Mapping[str, Site]) -> list[_Home]:
    """The posts of what is told: of one spot, or near one another where no theatre tells them apart."""
    homes: list[_Home] = []
    of: dict[str, _Home] = {}
    for one in told:
        site = known.get(one.site) if one.site else None
        home = of.get(one.spot) or (None if one.known or site is None else _near(site, homes))
        if home is None:
            home = _Home(one, site)
            homes.append(home)
        of[one.spot] = home
        home.add(one, site)
    return homes


def _near(site: Site, homes: Iterable[_Home]) -> _Home | None:
    for one in homes:
        if one.site and not one.first.known and km_between(site, one.site) <= SAME_POST_KM:
            return one
    return None


def _happenings(told: Iterable[Told]) -> list[list[Told]]:
    """What tells of one happening together, each entry once, in the order in which they were told."""
    groups: dict[str, dict[Place, Told]] = {}
    for one in told:
        groups.setdefault(one.happening, {})[one.place] = one
    return [list(group.values()) for group in groups.values()]


def _turn(group: Sequence[Told]) -> Turn:
    first = group[0]
    return Turn(first.action, next((one.when for one in group if one.when), ""), first.told, first.seen)


def _places(told: Iterable[Told]) -> set[Place]:
    return {place for one in told for place in (one.place, *one.coordinated)}


def _steps(told: Iterable[Told], at: Mapping[Place, Entry]) -> tuple[Step, ...]:
    return by_date(_step(group, at) for group in _happenings(told))


def _step(group: Sequence[Told], at: Mapping[Place, Entry]) -> Step:
    beside = {place: at[place] for one in group for place in one.coordinated}
    best = min((one.ground for one in group), key=("named", "sentence", "before", "").index)
    return Step(tuple(at[one.place] for one in group), tuple(beside.values()), best)
