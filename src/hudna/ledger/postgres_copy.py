"""A ledger of PostgreSQL as one of SQLite, and back: what a backup holds is the same whichever the ledger stands in."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, insert, select

from hudna.errors import LedgerError
from hudna.ledger.fulltext_postgres import take_in
from hudna.ledger.schema import SCHEMA, metadata
from hudna.ledger.sqlite import SQLite

AT_ONCE = 2_000
"""Rows that are copied in one statement."""
SERIALS = (("reports", "key"), ("decisions", "number"))
"""Columns that are numbered by the server from here on."""


def written_to(file: Path, connection: Connection) -> None:
    """Writes the state that the connection is reading to a file, which is a ledger of SQLite then."""
    file.unlink(missing_ok=True)
    made = SQLite(file, 0)
    with made.engine.begin() as into:
        made.make(into)
        _pour(connection, into)
        into.exec_driver_sql("INSERT INTO word_index(word_index) VALUES('rebuild')")
    made.prepare()


def filled_from(file: Path, connection: Connection, make: Callable[[Connection], None]) -> None:
    """Makes tables and fills them from a ledger of SQLite; raises `LedgerError` where that has another schema."""
    kept = SQLite(file, 0)
    with kept.reader.connect() as source:
        ours, version, _ = kept.identity(source)
        if not ours or version != SCHEMA:
            said = f"{file}: a ledger of schema {version}, and only one of schema {SCHEMA} can be put into PostgreSQL"
            raise LedgerError(f"{said}; restore it into a file, which brings it up to date, and back that up")
        make(connection)
        _pour(source, connection)
    keys = connection.exec_driver_sql("SELECT report FROM words ORDER BY report").scalars().all()
    for start in range(0, len(keys), AT_ONCE):
        take_in(connection, keys[start : start + AT_ONCE])
    for table, column in SERIALS:
        last = f'(SELECT coalesce(max("{column}"), 0) + 1 FROM {table})'
        connection.exec_driver_sql(f"SELECT setval(pg_get_serial_sequence('{table}', '{column}'), {last}, false)")


def _pour(source: Connection, into: Connection) -> None:
    """Copies the rows of all tables, in an order in which none refers to a later one."""
    for table in metadata.sorted_tables:
        rows = source.execution_options(yield_per=AT_ONCE).execute(select(table).order_by(*table.primary_key.columns))
        for some in rows.mappings().partitions():
            into.execute(insert(table), [dict(row) for row in some])
