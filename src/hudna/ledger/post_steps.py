"""Steps of posts in a few columns each: which post each is told of, so that a register of posts does not read every report for it.

All of it follows from the rows that were read and can be made anew; nothing in it is evidence.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    select,
)

from hudna.ledger.coordination import coordinated
from hudna.ledger.entries import Entry, Place, entries_read
from hudna.ledger.post_places import PostFinder
from hudna.ledger.schema import entries, metadata, reports, sites
from hudna.ledger.sites import Site
from hudna.ledger.steps import SEEN

REGISTER = "position"
BESIDE = (REGISTER, "force", "contact")
"""The registers whose entries tell of posts, or name them beside."""

post_steps = Table(
    "post_steps",
    metadata,
    Column("published", String, nullable=False),
    Column("report_id", String, nullable=False),
    Column("start", Integer, nullable=False),
    Column("entry", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    Column("report", ForeignKey("reports.key"), nullable=False),
    Column("id", String, nullable=False),
    Column("action", String, nullable=False),
    Column("when", String, nullable=False),
    Column("seen", Boolean, nullable=False),
    Column("spot", String, nullable=False),
    Column("name", String, nullable=False),
    Column("site", String, nullable=False),
    Column("known", String, nullable=False),
    Column("ground", String, nullable=False),
    Column("coordinated", String, nullable=False),
    PrimaryKeyConstraint("published", "report_id", "start", "entry", "position"),
    Index("post_steps_by_report", "report"),
    Index("post_steps_by_spot", "spot"),
    sqlite_with_rowid=False,
)
"""The steps that the rules read in current reports, once for every post that each is told of, in the order of lists.

`spot` is one for all words that mean a post, "" where they leave open which; `site` and `known` are its place and the post of a
theatre, "" where there is none.  `coordinated` is the numbers of the entries that say with whom it was coordinated.
"""


def step_rows(connection: Connection, keys: Collection[int]) -> Iterator[dict[str, Any]]:
    """The rows of these reports, out of those that were read in them."""
    holding = select(entries.c.report).where(entries.c.report.in_(keys), entries.c.register == REGISTER).distinct()
    telling = connection.execute(holding).scalars().all()
    if telling:
        yield from rows_of_steps(connection, entries_read(connection, telling, BESIDE))


def rows_of_steps(connection: Connection, told: Mapping[Place, Entry]) -> Iterator[dict[str, Any]]:
    """The rows of the steps among entries of whole reports."""
    found: defaultdict[int, dict[int, Entry]] = defaultdict(dict)
    for (key, number), entry in sorted(
        told.items(), key=lambda one: (BESIDE.index(one[1].register), one[1].trigger.start)
    ):
        found[key][number] = entry
    there = select(reports.c.key, reports.c.text).where(reports.c.key.in_(found))
    texts = {row.key: row.text for row in connection.execute(there)}
    known = _sites(connection, found)
    for key, some in found.items():
        yield from _rows_of(key, some, texts[key], known[key])


def _sites(connection: Connection, keys: Collection[int]) -> Mapping[int, dict[str, Site]]:
    """The places that each of these reports is resolved to, as the gazetteer had them then."""
    found: defaultdict[int, dict[str, Site]] = defaultdict(dict)
    columns = [sites.c[name] for name in ("id", "name", "country", "admin", "lat", "lon", "kind", "pcode")]
    for key, *row in connection.execute(select(sites.c.report, *columns).where(sites.c.report.in_(keys))):
        found[key][row[0]] = Site(*row)
    return found


def _rows_of(key: int, some: Mapping[int, Entry], text: str, known: dict[str, Site]) -> Iterator[dict[str, Any]]:
    finder = PostFinder(text, some.values(), known)
    numbers = {id(entry): number for number, entry in some.items()}
    beside = coordinated(list(some.values()), {entry.origin.id: text for entry in some.values()})
    for number, entry in some.items():
        if entry.register != REGISTER:
            continue
        spots, ground = finder.posts_of(entry)
        row = {
            "published": entry.origin.published,
            "report_id": entry.origin.id,
            "start": entry.trigger.start,
            "entry": number,
            "report": key,
            "id": entry.id,
            "action": entry.action,
            "when": entry.when,
            "seen": entry.modality in SEEN and not entry.negated,
            "ground": ground,
            "coordinated": " ".join(str(numbers[id(other)]) for other in beside.get(id(entry), ())),
        }
        for position, spot in enumerate(spots):
            named = {"spot": spot.key, "name": spot.name, "known": spot.known}
            yield {**row, "position": position, **named, "site": spot.site.id if spot.site else ""}
        if not spots:
            yield {**row, "position": 0, "spot": "", "name": "", "known": "", "site": ""}
