"""How often the current reports name whom and where: counts kept while reports come and go, so that no list has to count them.

All of it follows from the rows that were read and can be made anew; nothing in it is evidence.
"""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    Column,
    Connection,
    Float,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    bindparam,
    delete,
    select,
    text,
)

from hudna.ledger.derived import AGAIN
from hudna.ledger.portions import portions
from hudna.ledger.schema import metadata, names, reports

if TYPE_CHECKING:
    from hudna.ledger.findings import Picture


wordings = Table(
    "wordings",
    metadata,
    Column("kind", String, nullable=False),
    Column("identity", String, nullable=False),
    Column("folded", String, nullable=False),
    Column("printed", String, nullable=False),
    Column("label", String, nullable=False),
    Column("candidates", String, nullable=False),
    Column("mentions", Integer, nullable=False),
    PrimaryKeyConstraint("kind", "identity", "folded", "printed", "label", "candidates"),
    Index("wordings_by_words", "kind", "folded"),
    sqlite_with_rowid=False,
)
"""Every wording of every name, and how often the current reports have it; the other columns are those of `names`."""

holders = Table(
    "holders",
    metadata,
    Column("kind", String, nullable=False),
    Column("identity", String, nullable=False),
    Column("folded", String, nullable=False),
    Column("reports", Integer, nullable=False),
    PrimaryKeyConstraint("kind", "identity", "folded"),
    sqlite_with_rowid=False,
)
"""In how many current reports an identity is named, or open words stand: `folded` is "" where there is an identity."""

gazetted = Table(
    "gazetted",
    metadata,
    Column("id", String, nullable=False),
    Column("name", String, nullable=False),
    Column("country", String, nullable=False),
    Column("admin", String, nullable=False),
    Column("lat", Float, nullable=False),
    Column("lon", Float, nullable=False),
    Column("kind", String, nullable=False),
    Column("pcode", String, nullable=False),
    Column("reports", Integer, nullable=False),
    PrimaryKeyConstraint("id", "name", "country", "admin", "lat", "lon", "kind", "pcode"),
    sqlite_with_rowid=False,
)
"""Every place that the current reports are resolved to, and how many are."""

COUNTED = {wordings: "mentions", holders: "reports", gazetted: "reports"}
_HERE = "JOIN reports r ON r.key = n.report AND r.current WHERE n.report IN :reports"
_COUNTS = {
    wordings: (
        'SELECT n.kind, n.identity, n.folded, substr(r.text, n.start + 1, n."end" - n.start), n.label, n.candidates,'
        f" :by * count(*) FROM names n {_HERE} GROUP BY 1, 2, 3, 4, 5, 6"
    ),
    holders: (
        "SELECT n.kind, n.identity, CASE WHEN n.identity = '' THEN n.folded ELSE '' END,"
        f" :by * count(DISTINCT n.report) FROM names n {_HERE} GROUP BY 1, 2, 3"
    ),
    gazetted: (
        "SELECT n.id, n.name, n.country, n.admin, n.lat, n.lon, n.kind, n.pcode, :by * count(*)"
        f" FROM sites n {_HERE} GROUP BY 1, 2, 3, 4, 5, 6, 7, 8"
    ),
}
"""What the rows of some reports add to each table."""


def _adding(table: Table) -> str:
    key = ", ".join(column.name for column in table.primary_key.columns)
    count = COUNTED[table]
    more = f"DO UPDATE SET {count} = {table.name}.{count} + excluded.{count}"
    return f"INSERT INTO {table.name} ({key}, {count}) {_COUNTS[table]} ON CONFLICT ({key}) {more}"


def _statement(sql: str) -> Any:
    return text(sql).bindparams(
        bindparam("reports", expanding=True), bindparam("by", type_=Integer, literal_execute=True)
    )


_ADDING = {table: _statement(_adding(table)) for table in COUNTED}
_COUNTING = {table: _statement(counting) for table, counting in _COUNTS.items()}


def count_in(connection: Connection, keys: Iterable[int]) -> None:
    """Counts what was read in reports whose rows have just been added; only current ones count."""
    for some in portions(keys):
        for statement in _ADDING.values():
            connection.execute(statement, {"reports": some, "by": 1})


def count_out(connection: Connection, keys: Collection[int]) -> None:
    """Takes back what `count_in` has counted of reports: before their rows go, or while they are still current."""
    for some in portions(keys):
        for table, statement in _ADDING.items():
            connection.execute(statement, {"reports": some, "by": -1})
            connection.execute(delete(table).where(table.c[COUNTED[table]] <= 0))


def forget_counts(connection: Connection) -> None:
    """Takes all counts away."""
    for table in COUNTED:
        connection.execute(delete(table))


def check_counts(shot: "Picture") -> list[str]:
    """Remarks, which are no damage: which counts are not those of the rows."""
    remarks = []
    for table, statement in _COUNTING.items():
        made: dict[tuple[object, ...], int] = {}
        for some in portions(row[0] for row in shot.rows(reports.name, ("key",))):
            for *key, count in shot.connection.execute(statement, {"reports": some, "by": 1}):
                made[tuple(key)] = made.get(tuple(key), 0) + count
        kept = {tuple(row[:-1]): row[-1] for row in shot.rows(table.name, [column.name for column in table.columns])}
        if kept != made:
            wrong = len(kept.items() ^ made.items())
            remarks.append(f"{wrong} counts of table {table.name} are not those of the reports; {AGAIN}")
    return remarks


def named_words(connection: Connection, kind: str, words: str) -> list[str]:
    """The folded wordings of names that hold these folded words."""
    here = wordings.c.kind == kind, wordings.c.folded.icontains(words, autoescape=True)
    return list(connection.execute(select(wordings.c.folded).where(*here).distinct()).scalars())


def identities_named(connection: Connection, kind: str) -> list[str]:
    """Every identity that the current reports name."""
    here = holders.c.kind == kind, holders.c.identity != ""
    return list(connection.execute(select(holders.c.identity).where(*here)).scalars())


_NAMES_OF = select(names.c.report, names.c.identity, names.c.folded).distinct()


def moved_by(connection: Connection, kind: str, by_person: dict[str, str]) -> dict[tuple[str, str], int]:
    """How many reports more or fewer each identity, or open wording, stands in by what people have settled.

    A key is an identity and "", or "" and folded words, as in `holders`.
    """
    concerned: set[int] = set()
    holding = select(names.c.report).join(reports).where(reports.c.current, names.c.kind == kind)
    for some in portions(sorted(by_person)):
        concerned.update(connection.execute(holding.where(names.c.folded.in_(some))).scalars())
    machine: set[tuple[int, str, str]] = set()
    people: set[tuple[int, str, str]] = set()
    for some in portions(sorted(concerned)):
        for report, identity, folded in connection.execute(
            _NAMES_OF.where(names.c.kind == kind, names.c.report.in_(some))
        ):
            meant = by_person.get(folded) or identity
            machine.add((report, identity, "" if identity else folded))
            people.add((report, meant, "" if meant else folded))
    moved: dict[tuple[str, str], int] = {}
    for found, by in ((people, 1), (machine, -1)):
        for _, identity, folded in found:
            moved[identity, folded] = moved.get((identity, folded), 0) + by
    return moved
