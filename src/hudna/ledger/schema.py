"""The tables of the ledger."""

from sqlalchemy import (
    DDL,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
    event,
)

SCHEMA = 8
"""2 added `names` and `decisions`; 3 the tree over the log; 4 reviews, and readings that are no longer made; 5 the index of words;
6 the index of what bears on commitments; 7 the counts of names and places, and the commitments in short; 8 the steps of posts, and the days
of what bears on commitments.

`migrations.py` tells how older ledgers get there."""

metadata = MetaData()

reports = Table(
    "reports",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("current", Boolean, nullable=False, default=True),
    Column("digest", String, nullable=False),
    Column("outlet", String, nullable=False),
    Column("published", String, nullable=False),
    Column("url", String, nullable=False),
    Column("title", String, nullable=False),
    Column("text", String, nullable=False),
    Column("leaf", Integer),
    Column("reading", Integer),
    Column("redacted", Integer),
    UniqueConstraint("id", "version"),
)
"""Every wording of a report.  `leaf`, `reading` and `redacted` are the entries of the log that brought it, read it last and took
its words away; while `reading` is NULL it waits to be read."""
_unread = reports.c.reading.is_(None) & reports.c.redacted.is_(None)
WAITING = Index("reports_waiting", reports.c.key, sqlite_where=_unread, postgresql_where=_unread)
"""Finds the reports that wait among a million that do not."""

attributions = Table(
    "attributions",
    metadata,
    Column("report", ForeignKey("reports.key"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("id", String, nullable=False, index=True),
    Column("cue_start", Integer, nullable=False),
    Column("cue_end", Integer, nullable=False),
    Column("content_start", Integer, nullable=False),
    Column("content_end", Integer, nullable=False),
    Column("act", String, nullable=False),
    Column("mode", String, nullable=False),
    Column("carried", Boolean, nullable=False),
    Column("rule", String, nullable=False),
    Column("reader", String, nullable=False, server_default=""),
    Column("withdrawn", String, nullable=False, server_default=""),
    PrimaryKeyConstraint("report", "number"),
)
"""`reader` is the version that read it so first, `withdrawn` the one that no longer does, "" while it is read."""

hops = Table(
    "hops",
    metadata,
    Column("report", ForeignKey("reports.key"), nullable=False),
    Column("attribution", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("identity", String, nullable=False, server_default=""),
    PrimaryKeyConstraint("report", "attribution", "position"),
)

entries = Table(
    "entries",
    metadata,
    Column("report", ForeignKey("reports.key"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("id", String, nullable=False, index=True),
    Column("register", String, nullable=False, index=True),
    Column("action", String, nullable=False),
    Column("trigger_start", Integer, nullable=False),
    Column("trigger_end", Integer, nullable=False),
    Column("when", String, nullable=False),
    Column("modality", String, nullable=False),
    Column("negated", Boolean, nullable=False),
    Column("commitment", Boolean, nullable=False),
    Column("status", String, nullable=False),
    Column("attribution", Integer),
    Column("rule", String, nullable=False),
    Column("reader", String, nullable=False, server_default=""),
    Column("withdrawn", String, nullable=False, server_default=""),
    PrimaryKeyConstraint("report", "number"),
)
"""`reader` and `withdrawn` as of attributions."""

FILTERED = (Index("reports_by_outlet", reports.c.outlet), Index("entries_by_when", entries.c.when))
"""What filters ask for all values of."""
ORDERED = (
    Index("reports_in_order", reports.c.published, reports.c.id),
    Index("reports_by_leaf", reports.c.leaf),
    Index(
        "entries_promised", entries.c.report, sqlite_where=entries.c.commitment, postgresql_where=entries.c.commitment
    ),
)
"""What lists run through; a review names its report by the leaf that brought it, and every list asks for the reviews."""

evidence = Table(
    "evidence",
    metadata,
    Column("report", ForeignKey("reports.key"), nullable=False),
    Column("entry", Integer, nullable=False),
    Column("role", String, nullable=False),
    Column("position", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("meaning", String, nullable=False),
    Column("rule", String, nullable=False),
    PrimaryKeyConstraint("report", "entry", "role", "position"),
)

names = Table(
    "names",
    metadata,
    Column("report", ForeignKey("reports.key"), nullable=False),
    Column("kind", String, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("folded", String, nullable=False, index=True),
    Column("identity", String, nullable=False, index=True),
    Column("label", String, nullable=False),
    Column("candidates", String, nullable=False),
    PrimaryKeyConstraint("report", "kind", "start", "end", "identity"),
)
"""What the phrases of a report name: `identity` is "" while it is open, `candidates` the ids that it may be."""

sites = Table(
    "sites",
    metadata,
    Column("report", ForeignKey("reports.key"), nullable=False),
    Column("id", String, nullable=False),
    Column("name", String, nullable=False),
    Column("country", String, nullable=False),
    Column("admin", String, nullable=False),
    Column("pcode", String, nullable=False),
    Column("lat", Float, nullable=False),
    Column("lon", Float, nullable=False),
    Column("kind", String, nullable=False),
    PrimaryKeyConstraint("report", "id"),
)
"""The places that the entries of a report are resolved to, as the gazetteer had them when it was read."""

outlines = Table(
    "outlines",
    metadata,
    Column("report", ForeignKey("reports.key"), primary_key=True),
    Column("day", String, nullable=False),
    Column("outlet", String, nullable=False),
    Column("agency", Boolean, nullable=False),
    Column("asides", String, nullable=False),
    Column("cites", String, nullable=False),
    Column("happenings", String, nullable=False),
    Column("voices", String, nullable=False),
    Index("outlines_by_outlet", "outlet", "day"),
    Index("outlines_by_day", "day"),
)
"""What has to be kept of a report, besides its words, so that it can be compared with others."""

decisions = Table(
    "decisions",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at", String, nullable=False),
    Column("by", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("folded", String, nullable=False, index=True),
    Column("printed", String, nullable=False),
    Column("identity", String, nullable=False),
    Column("why", String, nullable=False),
    Column("leaf", Integer),
)
"""What a person says that words name.  The last one of the same words counts; none is ever changed or taken away."""

reviews = Table(
    "reviews",
    metadata,
    Column("leaf", Integer, primary_key=True, autoincrement=False),
    Column("at", String, nullable=False),
    Column("by", String, nullable=False),
    Column("act", String, nullable=False),
    Column("of", Integer, nullable=False, index=True),
    Column("entry", String, nullable=False, index=True),
    Column("field", String, nullable=False),
    Column("value", String, nullable=False),
    Column("machine", String, nullable=False),
    Column("why", String, nullable=False),
)
"""What a person says of an entry, or of a report where `entry` is "".

`leaf` is its entry of the log, `of` that which brought the report; `value` is JSON, `machine` what the rules said then.  One is
only ever undone by a later one; it goes when its report is redacted."""

log = Table(
    "log",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("entry", LargeBinary, nullable=False),
)
"""The log: entry 0 founds it."""

tree = Table(
    "tree",
    metadata,
    Column("one", Integer, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("bytes", BigInteger, nullable=False),
    Column("peaks", LargeBinary, nullable=False),
    Column("origin", String, nullable=False),
    Column("key", String, nullable=False),
)
"""One row: entries and bytes of the log, the subtrees to add to, what it is called, and the key that now signs for it."""

duplicates = Table(
    "duplicates",
    metadata,
    Column("report", ForeignKey("reports.key"), primary_key=True),
    Column("times", Integer, nullable=False),
    Column("last", String, nullable=False),
)
"""How often a report came in again, word for word, and when last: a note, which the log does not have."""

READ = (attributions, hops, entries, evidence, names, sites, outlines)
"""The tables that hold what was read in a report."""


GUARDS: dict[str, str] = {}
"""The triggers that refuse to change what is only ever added to, and how SQLite makes them."""


def _keep(table: Table, deed: str, condition: str = "") -> None:
    name = f"{table.name}_keeps_{deed.lower()}"
    refusal = f"BEGIN SELECT RAISE(ABORT, '{table.name} is only ever added to'); END"
    GUARDS[name] = f"CREATE TRIGGER {name} BEFORE {deed} ON {table.name} {condition} {refusal}"
    event.listen(table, "after_create", DDL(GUARDS[name]).execute_if(dialect="sqlite"))  # type: ignore[no-untyped-call]


for kept in (log, decisions):
    for refused in ("UPDATE", "DELETE"):
        _keep(kept, refused)
for refused in ("UPDATE", "DELETE"):
    _keep(
        reviews,
        refused,
        "WHEN NOT EXISTS (SELECT 1 FROM reports WHERE leaf = OLD.of AND redacted IS NOT NULL)",
    )
_keep(log, "INSERT", "WHEN NEW.number <> (SELECT coalesce(max(number) + 1, 0) FROM log)")  # INSERT OR REPLACE
