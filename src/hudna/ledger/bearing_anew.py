"""The index of what bears on commitments, made anew from the rows that were read, or held against them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from hudna.ledger.bearings import Rows, bearing_rows, bearings, days_of
from hudna.ledger.rows import insert_many
from hudna.ledger.schema import entries, evidence, reports, sites

if TYPE_CHECKING:
    from hudna.ledger.findings import Picture

AT_ONCE = 500
"""Reports in one statement."""
AGAIN = "hudna rebuild makes it anew"


def bear_missing(connection: Connection) -> None:
    """Fills the index of a ledger that has none."""
    if connection.execute(select(bearings.c.report).limit(1)).first():
        return
    keys = connection.execute(select(reports.c.key).order_by(reports.c.key)).scalars().all()
    for start in range(0, len(keys), AT_ONCE):
        portion = keys[start : start + AT_ONCE]
        some, days = _read(connection, portion), days_of(connection, portion)
        insert_many(connection, bearings, [row for one in some for row in bearing_rows(one, days)])


def _read(connection: Connection, keys: Sequence[int]) -> Iterator[Rows]:
    """What bearings are made of, report by report, for reports whose rows are there already."""
    found: defaultdict[int, Rows] = defaultdict(lambda: defaultdict(list))
    for table in (entries, evidence, sites):
        for row in connection.execute(select(table).where(table.c.report.in_(keys))):
            found[row.report][table.name].append(dict(row._mapping))
    yield from found.values()


def check_bearings(shot: "Picture") -> list[str]:
    """Remarks, which are no damage: for how many reports the index is not what their rows make."""
    columns = [column.name for column in bearings.columns]
    kept: defaultdict[int, set[tuple[object, ...]]] = defaultdict(set)
    for row in shot.rows(bearings.name, columns):
        kept[row[columns.index("report")]].add(row)
    keys = sorted(row[0] for row in shot.rows(reports.name, ("key",)))
    wrong = 0
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        made: defaultdict[int, set[tuple[object, ...]]] = defaultdict(set)
        days = days_of(shot.connection, some)
        for rows in _read(shot.connection, some):
            for one in bearing_rows(rows, days):
                made[one["report"]].add(tuple(one[name] for name in columns))
        wrong += sum(kept.pop(key, set()) != made[key] for key in some)
    wrong += len(kept)
    return [f"the index of what bears on commitments is not that of {wrong} reports; {AGAIN}"] if wrong else []
