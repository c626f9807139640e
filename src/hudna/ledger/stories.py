"""Stories as the ledger's readers see them: reports under the one that they have their telling from, and what they tell."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, func, select

from hudna.errors import LedgerError
from hudna.ledger import filters as cuts
from hudna.ledger.entries import Entry, entries_of
from hudna.ledger.filters import Filters
from hudna.ledger.reports import NEWEST, before
from hudna.ledger.schema import reports
from hudna.ledger.store import Ledger
from hudna.ledger.story_tables import places


class NoSuchStory(LedgerError):
    """No story of the ledger, and no report, has that id."""


@dataclass(frozen=True, slots=True)
class Member:
    """A report of a story.

    `origin` is the id of the report that it has its telling from, its own where it has sources of its own; `tie` says how
    (`copy`, `part`, `relay`, or "" for none) and `sure` whether it is certain which of them came first.
    """

    id: str
    outlet: str
    published: str
    title: str
    url: str
    origin: str
    tie: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Story:
    """Reports of one happening, by date; the id is that of its first report."""

    id: str
    members: tuple[Member, ...]

    @property
    def origins(self) -> tuple[Member, ...]:
        """The reports with sources of their own."""
        return tuple(member for member in self.members if member.origin == member.id)

    @property
    def outlets(self) -> int:
        """How many outlets carry it."""
        return len({member.outlet for member in self.members})

    def told_from(self, origin: str) -> tuple[Member, ...]:
        """The reports that copy or relay an origin."""
        return tuple(member for member in self.members if member.origin == origin != member.id)


@dataclass(frozen=True, slots=True)
class Happening:
    """One happening of a story and every entry that tells of it, by date of publication."""

    id: str
    entries: tuple[Entry, ...]


def stories_in(ledger: Ledger, *, least: int = 1) -> list[Story]:
    """The stories of the ledger with at least so many reports, by the date of their first."""
    with ledger.reading() as connection:
        several = select(places.c.story).group_by(places.c.story).having(func.count() >= least)
        return _stories(connection, several if least > 1 else None)


def story_of(ledger: Ledger, wanted: str) -> tuple[Story, list[Happening]]:
    """A story by its id or that of a report in it, and what it tells; raises `NoSuchStory` where there is none."""
    with ledger.reading() as connection:
        name = connection.execute(select(places.c.story).where(places.c.report == wanted)).scalar()
        if name is None:
            raise NoSuchStory(f"no story {wanted} in {ledger.address}; hudna stories shows the ids")
        story = _stories(connection, [name])[0]
    told: dict[str, list[Entry]] = {}
    for entry in entries_of(ledger, [member.id for member in story.members]):
        if entry.support:
            told.setdefault(entry.support.joined, []).append(entry)
    return story, [Happening(name, tuple(entries)) for name, entries in told.items()]


def stories_page(ledger: Ledger, filters: Filters, after: str, most: int, *, least: int = 1) -> tuple[list[Story], str]:
    """The stories whose first report passes, newest first, behind the one of that id; and the id that the next page begins behind.

    `least` is how many reports a story has at least.  The second is "" on the last page.
    """
    with ledger.reading() as connection:
        wanted = _firsts(least).where(*cuts.holding_one(connection, filters))
        if after:
            wanted = wanted.where(before(after))
        names = connection.execute(wanted.order_by(*NEWEST).limit(most + 1)).scalars().all()
        found = {story.id: story for story in _stories(connection, names[:most])}
    return [found[name] for name in names[:most]], names[most - 1] if len(names) > most else ""


def stories_begun(ledger: Ledger, day: str, most: int) -> tuple[list[Story], int]:
    """The stories whose first report was published on a day, those with most reports first, and how many there are."""
    with ledger.reading() as connection:
        wanted = _firsts(1).where(reports.c.published.between(day, day + AFTER))
        count = connection.execute(select(func.count()).select_from(wanted.subquery())).scalar_one()
        names = connection.execute(wanted.order_by(_SIZE.desc(), reports.c.id).limit(most)).scalars().all()
        found = {story.id: story for story in _stories(connection, names)}
    return [found[name] for name in names], count


AFTER = "~"
"""What sorts behind every hour of a day."""
_other = places.alias()
_SIZE = select(func.count()).where(_other.c.story == reports.c.id).correlate(reports).scalar_subquery()
"""How many reports the story has that a report is the first of."""


def _firsts(least: int) -> Any:
    """The ids of the reports that are the first of their story."""
    wanted = select(reports.c.id).join(places, places.c.report == reports.c.id)
    wanted = wanted.where(reports.c.current, places.c.story == reports.c.id)
    return wanted.where(least <= _SIZE) if least > 1 else wanted


def _stories(connection: Connection, names: Sequence[str] | Select[Any] | None = None) -> list[Story]:
    """All stories, or those of these ids."""
    columns = reports.c.id, reports.c.outlet, reports.c.published, reports.c.title, reports.c.url
    wanted = select(*columns, places.c.story, places.c.origin, places.c.tie, places.c.sure)
    wanted = wanted.join(places, places.c.report == reports.c.id).where(reports.c.current)
    if names is not None:
        wanted = wanted.where(places.c.story.in_(names))
    members: dict[str, list[Member]] = {}
    for row in connection.execute(wanted.order_by(reports.c.published, reports.c.id)):
        member = Member(row.id, row.outlet, row.published, row.title, row.url, row.origin, row.tie, row.sure)
        members.setdefault(row.story, []).append(member)
    return [Story(story, tuple(found)) for story, found in members.items()]
