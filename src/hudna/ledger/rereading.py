"""`hudna reread`: reports that were read before, read again under the rules of today.

What was read is kept in the evidence as it was; of a report that reads the same only the version is noted.  A batch is there
wholly or not at all, and doing it again under the same rules changes nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, delete, select, update

from hudna.ledger.bearings import forget_bearings
from hudna.ledger.blobs import Blobs
from hudna.ledger.carrying import carried
from hudna.ledger.failpoints import reached
from hudna.ledger.following import follow, unfollow
from hudna.ledger.log import What
from hudna.ledger.mentions import join_mentions
from hudna.ledger.readers import leaf_at
from hudna.ledger.redact import NoSuchReport
from hudna.ledger.rows import FIELDS, Row, Rows, insert_rows, reading_content, report_in, rows_of
from hudna.ledger.schema import READ, entries, outlines, reports
from hudna.ledger.store import Kept, Ledger, digest_of
from hudna.ledger.story_tables import places
from hudna.ledger.weaving import Weaver
from hudna.ledger.writing import Batch
from hudna.vocabulary import Report
from hudna.vocabulary.record import Record


class Again(StrEnum):
    """What reading a report again came to."""

    SAME = "same"
    CHANGED = "changed"
    PASSED = "passed"
    """It waits to be read, or its words have changed meanwhile: nothing was done."""


@dataclass(frozen=True, slots=True)
class Reread:
    """What became of one report, and how many of its entries came in, are no longer read, and read otherwise."""

    report: str
    outcome: Again
    added: int = 0
    withdrawn: int = 0
    changed: int = 0


def read_before(ledger: Ledger, ids: Sequence[str] = ()) -> Iterator[Kept]:
    """The reports of the ledger, or those of these ids, that have been read, as they came, one after the other.

    Raises `NoSuchReport` for an id that is none.
    """
    with ledger.reading() as connection:
        wanted = select(reports.c.key, reports.c.id).where(reports.c.current, reports.c.reading.is_not(None))
        found = connection.execute(wanted.order_by(reports.c.key)).all()
    missing = set(ids) - {row.id for row in found}
    if missing:
        raise NoSuchReport(
            f"no report {min(missing)} that has been read in {ledger.address}; hudna stories shows the ids"
        )
    blobs = Blobs(ledger.beside.evidence)
    for key in [row.key for row in found if not ids or row.id in ids]:
        with ledger.reading() as connection:
            row = connection.execute(select(reports).where(reports.c.key == key)).one()
            leaf = leaf_at(connection, row.leaf)
        yield Kept(Report(*(getattr(row, name) for name in FIELDS)), report_in(blobs.read(leaf["blob"]))[1])


def reread(ledger: Ledger, records: Iterable[Record], at: str, reader: str, weaver: Weaver) -> list[Reread]:
    """Puts what `reader` now reads in reports in the place of what was read before, all of it or nothing."""
    with ledger.writing() as batch:
        rereading = _Rereading(batch, at, reader, weaver)
        done = [rereading.read(record) for record in records]
        rereading.finish()
    return done


class _Rereading:
    """One batch: the rows of each report in turn, and the stories at its end."""

    def __init__(self, batch: Batch, at: str, reader: str, weaver: Weaver) -> None:
        self.batch = batch
        self.at = at
        self.reader = reader
        self.weaver = weaver
        self.to_weave: list[int] = []
        self.to_join: list[str] = []

    def read(self, record: Record) -> Reread:
        """What becomes of one report."""
        connection = self.batch.connection
        here = reports.c.id == record.id, reports.c.digest == digest_of(record), reports.c.current
        row = connection.execute(select(reports.c.key, reports.c.leaf, reports.c.reading).where(*here)).one_or_none()
        if row is None or row.reading is None:
            return Reread(record.id, Again.PASSED)
        last = leaf_at(connection, row.reading)
        old = _rows(connection, row.key)
        new = carried(
            _copied(old), rows_of(row.key, record, self.weaver.judge.outline(record), self.reader), self.reader
        )
        if _alike(old, new):
            if last["reader"] != self.reader:
                self._note(row, last["blob"])
            return Reread(record.id, Again.SAME)
        self._note(row, self.batch.keep(reading_content(new, self.reader)))
        unfollow(connection, [row.key])
        for table in READ:
            connection.execute(delete(table).where(table.c.report == row.key))
        forget_bearings(connection, [row.key])
        insert_rows(connection, [new])
        follow(connection, [row.key])
        if old[outlines.name] != new[outlines.name]:
            self.to_weave.append(row.key)
        else:
            self.to_join.append(record.id)
        return Reread(record.id, Again.CHANGED, *_moved(old, new))

    def _note(self, row: Any, blob: str) -> None:
        leaf = self.batch.note(What.READING, self.at, of=row.leaf, reader=self.reader, blob=blob)
        self.batch.connection.execute(update(reports).where(reports.c.key == row.key).values(reading=leaf))

    def finish(self) -> None:
        """Puts the reports that read otherwise into their stories again."""
        reached("reread.rows")
        connection = self.batch.connection
        self.weaver.weave(connection, self.to_weave)
        if self.to_join:
            wanted = select(places.c.story).where(places.c.report.in_(self.to_join))
            join_mentions(connection, connection.execute(wanted).scalars())


def _rows(connection: Connection, key: int) -> Rows:
    """The rows of a report, each table in the order of its key."""
    found: Rows = {}
    for table in READ:
        wanted = select(table).where(table.c.report == key).order_by(*table.primary_key.columns)
        found[table.name] = [dict(row._mapping) for row in connection.execute(wanted)]
    return found


def _copied(rows: Rows) -> Rows:
    return {name: [dict(row) for row in some] for name, some in rows.items()}


def _alike(old: Rows, new: Rows) -> bool:
    return all(_in_order(table.name, old) == _in_order(table.name, new) for table in READ)


def _in_order(table: str, rows: Rows) -> list[list[tuple[str, Any]]]:
    return sorted((sorted(row.items()) for row in rows.get(table, [])), key=repr)


def _moved(old: Rows, new: Rows) -> tuple[int, int, int]:
    """How many entries came in, or came back, how many are no longer read, and how many read otherwise."""
    before, after = (_read_by(rows[entries.name]) for rows in (old, new))
    otherwise = sum(before[name] != after[name] for name in before.keys() & after.keys())
    return len(after.keys() - before.keys()), len(before.keys() - after.keys()), otherwise


def _read_by(rows: Iterable[Row]) -> dict[str, str]:
    """The version that read each entry so first."""
    return {row["id"]: row["reader"] for row in rows if not row["withdrawn"]}
