"""The tables of the ledger: one SQLite file."""

from sqlalchemy import (
    DDL,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
    event,
)

APPLICATION_ID = 0x4875646E
"""What `PRAGMA application_id` says of a ledger of ours: "Hudn"."""
SCHEMA = 3
"""2 added `names` and `decisions`, 3 the tables of stories."""

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
    UniqueConstraint("id", "version"),
)

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
    PrimaryKeyConstraint("report", "number"),
)

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
    PrimaryKeyConstraint("report", "number"),
)

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
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("country", String, nullable=False),
    Column("admin", String, nullable=False),
    Column("pcode", String, nullable=False),
    Column("lat", Float, nullable=False),
    Column("lon", Float, nullable=False),
    Column("kind", String, nullable=False),
)
"""The places that entries are resolved to, as the gazetteer had them when the first of these was read."""

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
)
"""What a person says that words name.  The last one of the same words counts; none is ever changed or taken away."""

log = Table(
    "log",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at", String, nullable=False),
    Column("what", String, nullable=False),
    Column("report", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("digest", String, nullable=False),
    Column("reader", String, nullable=False),
)

for table in (log, decisions):
    for deed in ("UPDATE", "DELETE"):
        name = f"{table.name}_keeps_{deed.lower()}"
        refusal = f"CREATE TRIGGER {name} BEFORE {deed} ON {table.name} BEGIN SELECT RAISE(ABORT, '{table.name}'); END"
        event.listen(table, "after_create", DDL(refusal))  # type: ignore[no-untyped-call]
