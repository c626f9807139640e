"""The tables of stories.  All of them follow from reports and outlines and can be made anew; nothing in them is evidence."""

from sqlalchemy import BigInteger, Boolean, Column, Float, ForeignKey, Index, Integer, String, Table

from hudna.ledger.schema import metadata

runs = Table(
    "runs",
    metadata,
    Column("run", BigInteger, primary_key=True),
    Column("report", ForeignKey("reports.key"), primary_key=True),
    Index("runs_by_report", "report"),
    sqlite_with_rowid=False,
)

happenings = Table(
    "happenings",
    metadata,
    Column("happening", String, primary_key=True),
    Column("day", String, primary_key=True),
    Column("report", ForeignKey("reports.key"), primary_key=True),
    Index("happenings_by_report", "report"),
    sqlite_with_rowid=False,
)

links = Table(
    "links",
    metadata,
    Column("one", String, primary_key=True),
    Column("other", String, primary_key=True),
    Column("tie", String, nullable=False),
    Column("of_one", Float, nullable=False),
    Column("of_other", Float, nullable=False),
    Column("likeness", Float, nullable=False),
    Column("cited", Integer, nullable=False),
    Column("sure", Boolean, nullable=False),
    Column("stretches", String, nullable=False),
    Index("links_by_other", "other"),
    sqlite_with_rowid=False,
)
"""What ties two reports, by their ids."""

places = Table(
    "story_places",
    metadata,
    Column("report", String, primary_key=True),
    Column("story", String, nullable=False, index=True),
    Column("origin", String, nullable=False),
    Column("tie", String, nullable=False),
    Column("sure", Boolean, nullable=False),
    sqlite_with_rowid=False,
)
"""The story of every report, and the report that it has its telling from."""

mentions = Table(
    "mentions",
    metadata,
    Column("report", ForeignKey("reports.key"), primary_key=True),
    Column("entry", Integer, primary_key=True),
    Column("joined", String, nullable=False, index=True),
    Column("origin", Integer, nullable=False),
)
"""Which joined happening each entry tells of; `origin` numbers the independent origins of that happening from 0."""

joined = Table(
    "joined",
    metadata,
    Column("id", String, primary_key=True),
    Column("story", String, nullable=False, index=True),
    Column("action", String, nullable=False, index=True),
    Column("reports", Integer, nullable=False),
    Column("outlets", Integer, nullable=False),
    Column("origins", Integer, nullable=False),
    Column("denied", Integer, nullable=False),
)
TOLD_BY_SEVERAL = Index("joined_by_origins", joined.c.origins)
"""One happening with all that tell of it; `denied` counts the origins that deny it."""
