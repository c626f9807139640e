"""The index of what bears on commitments, made anew from the rows that were read, or held against them."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import Connection, select

from hudna.ledger.bearings import Rows, bearing_rows, bearings, days_of
from hudna.ledger.derived import Derived
from hudna.ledger.portions import portions
from hudna.ledger.schema import entries, evidence, reports, sites


def bear_missing(connection: Connection) -> None:
    """Fills the index of a ledger that has none."""
    if not connection.execute(select(bearings.c.report).limit(1)).first():
        for some in portions(connection.execute(select(reports.c.key)).scalars()):
            BEARINGS.take_in(connection, some)


def _rows(connection: Connection, keys: Collection[int]) -> Iterator[dict[str, Any]]:
    """The rows of the index for reports whose rows are there already."""
    days = days_of(connection, keys)
    return (row for one in _read(connection, keys) for row in bearing_rows(one, days))


def _read(connection: Connection, keys: Collection[int]) -> Iterator[Rows]:
    """What bearings are made of, report by report, for reports whose rows are there already."""
    found: defaultdict[int, Rows] = defaultdict(lambda: defaultdict(list))
    for table in (entries, evidence, sites):
        for row in connection.execute(select(table).where(table.c.report.in_(keys))):
            found[row.report][table.name].append(dict(row._mapping))
    yield from found.values()


BEARINGS = Derived(bearings, _rows)
"""What bears on commitments; `writing` takes it in from the rows that it has at hand."""
