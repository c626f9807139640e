"""Founding a ledger, and bringing an older one up to date: each in one transaction, which is there wholly or not at all."""

from sqlalchemy import Connection, Table, event, inspect, select, text, update

from hudna.ledger.bearing_anew import bear_missing
from hudna.ledger.bearings import bearings
from hudna.ledger.database import Database
from hudna.ledger.failpoints import reached
from hudna.ledger.following import follow_anew
from hudna.ledger.fulltext import take_in_missing
from hudna.ledger.log import What
from hudna.ledger.names import decision_content
from hudna.ledger.rows import FIELDS, Row, reading_content, report_content
from hudna.ledger.schema import (
    FILTERED,
    ORDERED,
    READ,
    SCHEMA,
    WAITING,
    attributions,
    decisions,
    entries,
    metadata,
    reports,
)
from hudna.ledger.story_tables import TOLD_BY_SEVERAL
from hudna.ledger.writing import Batch, writing
from hudna.vocabulary import Report

READERS_NAMED = 4
"""The schema from which on a reading says which version made it."""
READERS = ("reader VARCHAR DEFAULT '' NOT NULL", "withdrawn VARCHAR DEFAULT '' NOT NULL")
NEW_COLUMNS = {
    "reports": ("leaf INTEGER", "reading INTEGER", "redacted INTEGER"),
    "decisions": ("leaf INTEGER",),
    "hops": ("identity VARCHAR DEFAULT '' NOT NULL",),
    "entries": READERS,
    "attributions": READERS,
}
"""What schemas 3 and 4 added to tables that were there."""


def found(database: Database) -> None:
    """Makes a ledger: its folder and its tables; the first entry of its log comes with the first batch."""
    _prepare(database)
    with writing(database, before=database.make):
        pass


def bring_up_to_date(database: Database, version: int) -> None:
    """Brings a ledger of an older schema, which is `version`, to this one; raises what the database and the disk raise."""
    _prepare(database)
    event.listen(database.engine, "before_cursor_execute", _count)
    try:
        with writing(database, before=lambda connection: _alter(database, connection)) as batch:
            if inspect(batch.connection).has_table("log_2"):
                _log_anew(batch)
            if version < READERS_NAMED:
                _name_readers(batch.connection)
            take_in_missing(batch.connection)
            bear_missing(batch.connection)
            follow_anew(batch.connection)
            database.guard(batch.connection)
    finally:
        event.remove(database.engine, "before_cursor_execute", _count)


def _count(*_: object) -> None:
    reached("migration.statement")


def _prepare(database: Database) -> None:
    database.beside.make()
    database.prepare()


def _alter(database: Database, connection: Connection) -> None:
    """Tables, columns and triggers of this schema; the log of schema 1 and 2 goes aside as `log_2`."""
    there = {name: _columns(connection, name) for name in inspect(connection).get_table_names()}
    database.unguard(connection)
    if "entry" not in there["log"]:
        connection.execute(text("ALTER TABLE log RENAME TO log_2"))
    if "published" not in there.get(bearings.name, {"published"}):
        bearings.drop(connection)  # schema 7 had it without the days
    metadata.create_all(connection)
    for name, columns in NEW_COLUMNS.items():
        for column in columns:
            if name in there and column.partition(" ")[0] not in there[name]:
                connection.execute(text(f"ALTER TABLE {name} ADD COLUMN {column}"))
    for index in (WAITING, *FILTERED, *ORDERED, TOLD_BY_SEVERAL):
        index.create(connection, checkfirst=True)
    database.mark(connection, SCHEMA)


def _columns(connection: Connection, table: str) -> set[str]:
    return {column["name"] for column in inspect(connection).get_columns(table)}


def _log_anew(batch: Batch) -> None:
    """Writes the deeds of the old log, and the decisions beside it, as entries of the new one, contents and all."""
    connection = batch.connection
    leaves: dict[str, int] = {}
    for line in connection.execute(text("SELECT * FROM log_2 ORDER BY number")).all():
        here = reports.c.id == line.report, reports.c.version == line.version
        row = connection.execute(select(reports).where(*here)).one()
        report = Report(**{name: row._mapping[name] for name in FIELDS})
        more = {"after": leaves[row.id]} if row.id in leaves else {}
        blob = batch.keep(report_content(report, b""))
        leaves[row.id] = batch.note(What(line.what), line.at, blob=blob, version=row.version, **more)
        for table in (entries, attributions):
            connection.execute(update(table).where(table.c.report == row.key).values(reader=line.reader))
        rows = {table.name: _rows(connection, table, row.key) for table in READ}
        read = {"of": leaves[row.id], "reader": line.reader, "blob": batch.keep(reading_content(rows, line.reader))}
        reading = batch.note(What.READING, line.at, **read)
        connection.execute(update(reports).where(*here).values(leaf=leaves[row.id], reading=reading))
    for row in connection.execute(select(decisions).order_by(decisions.c.number)).all():
        leaf = batch.note(What.DECISION, row.at, blob=batch.keep(decision_content(dict(row._mapping))))
        connection.execute(update(decisions).where(decisions.c.number == row.number).values(leaf=leaf))
    connection.execute(text("DROP TABLE log_2"))


def _name_readers(connection: Connection) -> None:
    """Puts beside each reading of before schema 4 the version that the log says has read it."""
    said = (
        "SELECT json_extract(CAST(log.entry AS TEXT), '$.reader') FROM reports JOIN log ON log.number = reports.reading"
    )
    for table in (entries, attributions):
        read = f"({said} WHERE reports.key = {table.name}.report)"
        connection.execute(text(f"UPDATE {table.name} SET reader = coalesce({read}, '') WHERE reader = ''"))


def _rows(connection: Connection, table: Table, key: int) -> list[Row]:
    wanted = select(table).where(table.c.report == key).order_by(*table.primary_key.columns)
    return [dict(row._mapping) for row in connection.execute(wanted)]
