"""What is told of posts, a few columns a step: as the rules read it, and in reports that people have spoken of as these would have it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, and_, func, select

from hudna.ledger.entries import Place, entries_standing
from hudna.ledger.post_steps import BESIDE, post_steps, rows_of_steps
from hudna.ledger.schema import reports
from hudna.ledger.standing import Standing, standing_at
from hudna.ledger.story_tables import mentions


@dataclass(frozen=True, slots=True)
class Told:
    """One entry that tells a step of one post.

    `happening` is one for all entries that tell of the same.  `spot` is one for all words that mean a post, "" where they leave
    open which; `site` is its place and `known` the post of a theatre, both "" where there is none.  `coordinated` is where the
    entries stand that say with whom it was coordinated, `order` where it stands in lists.
    """

    order: tuple[Any, ...]
    place: Place
    happening: str
    action: str
    when: str
    seen: bool
    spot: str
    name: str
    site: str
    known: str
    ground: str
    coordinated: tuple[Place, ...]

    @property
    def told(self) -> str:
        """The day of publication, or ""."""
        return str(self.order[0])


_ORDER = attrgetter("order")
_STEPS = select(post_steps, mentions.c.joined).outerjoin(
    mentions, and_(mentions.c.report == post_steps.c.report, mentions.c.entry == post_steps.c.entry)
)


def told_in(connection: Connection, spots: Collection[str] = ()) -> list[Told]:
    """What is told of posts, in the order of lists; of these spots alone where some are given."""
    standing = standing_at(connection)
    spoken_of = _spoken_of(connection, standing)
    rows = connection.execute(_STEPS.where(post_steps.c.spot.in_(sorted(spots))) if spots else _STEPS)
    found = [_told(dict(row._mapping)) for row in rows if row.report not in spoken_of]
    found += [one for one in _as_people_say(connection, spoken_of, standing) if not spots or one.spot in spots]
    return sorted(found, key=_ORDER)


def spots_in(connection: Connection) -> list[Told]:
    """What is told first of every spot and place of it, in the order of lists."""
    standing = standing_at(connection)
    spoken_of = _spoken_of(connection, standing)
    of, order = (post_steps.c.spot, post_steps.c.site), tuple(post_steps.primary_key.columns)
    rank = func.row_number().over(partition_by=of, order_by=order).label("rank")
    here = post_steps.c.spot != "", post_steps.c.report.not_in(sorted(spoken_of))
    ranked = select(*post_steps.columns, rank).where(*here).subquery()
    rows = connection.execute(select(ranked).where(ranked.c.rank == 1))
    found = [_told({**row._mapping, "joined": None}) for row in rows]
    found += [one for one in _as_people_say(connection, spoken_of, standing) if one.spot]
    first: dict[tuple[str, str], Told] = {}
    for one in sorted(found, key=_ORDER):
        first.setdefault((one.spot, one.site), one)
    return list(first.values())


def _spoken_of(connection: Connection, standing: Standing) -> frozenset[int]:
    """The keys of the reports of whose entries people have said something."""
    names = sorted({report for report, entry in standing.spoken_of if entry})
    there = select(reports.c.key).where(reports.c.current, reports.c.id.in_(names))
    return frozenset(connection.execute(there).scalars()) if names else frozenset()


def _as_people_say(connection: Connection, keys: frozenset[int], standing: Standing) -> Iterator[Told]:
    """What these reports tell, made now."""
    if not keys:
        return
    told = entries_standing(connection, sorted(keys), standing)
    told = {place: entry for place, entry in told.items() if entry.register in BESIDE}
    for row in rows_of_steps(connection, told):
        support = told[row["report"], row["entry"]].support
        yield _told({**row, "joined": support.joined if support else None})


def _told(row: Mapping[str, Any]) -> Told:
    return Told(
        order=(row["published"], row["report_id"], row["start"], row["entry"], row["position"]),
        place=(row["report"], row["entry"]),
        happening=row["joined"] or row["id"],
        action=row["action"],
        when=row["when"],
        seen=row["seen"],
        spot=row["spot"],
        name=row["name"],
        site=row["site"],
        known=row["known"],
        ground=row["ground"],
        coordinated=tuple((row["report"], int(number)) for number in row["coordinated"].split()),
    )
