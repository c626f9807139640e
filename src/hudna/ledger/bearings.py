"""What may speak for or against commitments: who did what where, as an index of the entries that tell of it.

All of it follows from the rows that were read and can be made anew; nothing in it is evidence.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Boolean, Column, Connection, ForeignKey, Index, Integer, String, Table, delete, select

from hudna.ledger.schema import entries, evidence, metadata, reports, sites
from hudna.ledger.sites import ids_meant
from hudna.rules.codebook import codebook
from hudna.theatres.sides import side_of

SEEN = frozenset(("happened", "ongoing"))
COUNTRY = "country"
Row = dict[str, Any]
Rows = dict[str, list[Row]]

bearings = Table(
    "bearings",
    metadata,
    Column("action", String, primary_key=True),
    Column("side", String, primary_key=True),
    Column("site", String, primary_key=True),
    Column("published", String, primary_key=True),
    Column("report", ForeignKey("reports.key"), primary_key=True),
    Column("entry", Integer, primary_key=True),
    Column("negated", Boolean, nullable=False),
    Column("begun", String, nullable=False),
    Index("bearings_by_report", "report"),
    sqlite_with_rowid=False,
)
"""An entry that tells of what has come about, once for every side that acts in it and every place of it.

`side` is "" where it names nobody, `site` "" where it names no place short of a country; `begun` is the day, month or year on
which it begins, "" where none is told.  `published` is the day of the report, so that what came after a commitment is one stretch.
"""


@cache
def watched() -> frozenset[str]:
    """The actions that speak for or against a commitment to another."""
    return frozenset(name for one in codebook().actions.values() for name in one.speaks_for + one.speaks_against)


def bearing_rows(rows: Rows, published: Mapping[int, str]) -> Iterator[Row]:
    """The rows of one report, out of those that were read in it; `published` is the days of reports by their keys."""
    told = [row for row in rows.get(entries.name, ()) if _bears(row)]
    if not told:
        return
    parts: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
    for part in rows.get(evidence.name, ()):
        parts[part["entry"], part["role"]].append(part["meaning"])
    local = {site["id"] for site in rows.get(sites.name, ()) if site["kind"] != COUNTRY}
    for row in told:
        actors, named = parts[row["number"], "actor"], parts[row["number"], "place"]
        sides = sides_of(actors)
        if not actors and row["register"] != "violence":  # whose shells they were is for no map to say
            sides = frozenset(("",))
        found = {name for meaning in named for name in ids_meant(meaning, local)}
        here = {"report": row["report"], "entry": row["number"], "action": row["action"], "negated": row["negated"]}
        here["published"] = published[row["report"]]
        begun = begun_in(row["when"])
        for side in sorted(sides):
            for site in sorted(found) or ("",):
                yield {**here, "side": side, "site": site, "begun": begun}


def _bears(row: Row) -> bool:
    seen = row["modality"] in SEEN and not row["commitment"] and not row.get("withdrawn")
    return seen and row["action"] in watched()


def sides_of(meanings: Iterable[str]) -> frozenset[str]:
    """The sides of those whom words stand for, as far as they are known."""
    names = (name for meaning in meanings for name in meaning.split("+"))
    return frozenset(side for name in names if (side := side_of(name)))


def begun_in(when: str) -> str:
    """The day, month or year on which a date of EDTF begins, "" where it begins with none."""
    begun = when.partition("/")[0].strip("~?%")
    return begun if begun[:1].isdigit() else ""


def days_of(connection: Connection, keys: Iterable[int]) -> dict[int, str]:
    """When these reports were published."""
    there = select(reports.c.key, reports.c.published).where(reports.c.key.in_(sorted(set(keys))))
    return {row.key: row.published for row in connection.execute(there)}


def forget_bearings(connection: Connection, keys: Sequence[int]) -> None:
    """Takes out what was read in these reports."""
    connection.execute(delete(bearings).where(bearings.c.report.in_(keys)))
