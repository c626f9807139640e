"""Many values at once: keys and names as one statement takes them, rows as one statement adds them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Table, insert

PORTION = 500
"""Values in one statement."""


def portions(values: Iterable[Any]) -> Iterator[list[Any]]:
    """The values in order, `PORTION` at a time."""
    ordered = sorted(values)
    return (ordered[start : start + PORTION] for start in range(0, len(ordered), PORTION))


def insert_many(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Adds rows that all have the same columns; none is nothing to do."""
    if not rows:
        return
    # Compiled here: SQLAlchemy takes ten times as long over a row as SQLite does.
    compiled = insert(table).compile(dialect=connection.dialect, column_keys=list(rows[0]))
    order = compiled.positiontup or ()
    connection.exec_driver_sql(str(compiled), list(map(itemgetter(*order), rows)))  # no table has a single column
