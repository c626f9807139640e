"""The ledger on disk: opening it, keeping reports in it, and adding what was read in them."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from hudna.errors import LedgerError, LedgerTooNew, NoLedgerYet, NotALedger
from hudna.ledger import intent as intents
from hudna.ledger.address import Address
from hudna.ledger.blobs import Blobs
from hudna.ledger.database import database_at
from hudna.ledger.following import follow, unfollow
from hudna.ledger.fulltext import take_in
from hudna.ledger.log import Mirror, What
from hudna.ledger.migrations import bring_up_to_date, found
from hudna.ledger.portions import portions
from hudna.ledger.rows import FIELDS, Row, Rows, insert_rows, reading_content, report_content, report_in, rows_of
from hudna.ledger.schema import SCHEMA, duplicates, log, reports
from hudna.ledger.weaving import Weaver
from hudna.ledger.writing import Batch, writing
from hudna.vocabulary import Report
from hudna.vocabulary.record import Record
from hudna.vocabulary.stories import Outline

WAIT_SECONDS = 5
_CURRENT = select(
    reports.c.id, reports.c.key, reports.c.digest, reports.c.reading, reports.c.version, reports.c.leaf
).where(reports.c.id.in_(bindparam("wanted", expanding=True)), reports.c.current)
_UNREAD = (
    select(reports.c.id, reports.c.key, reports.c.digest, reports.c.leaf, reports.c.current)
    .where(reports.c.id.in_(bindparam("wanted", expanding=True)), reports.c.reading.is_(None))
    .order_by(reports.c.key)
)
_READ = update(reports).where(reports.c.key == bindparam("report")).values(reading=bindparam("entry"))
_PASS = update(reports).where(reports.c.key == bindparam("report")).values(current=False)
_KEEP = insert(reports).returning(reports.c.key, sort_by_parameter_order=True)


class Outcome(StrEnum):
    """What adding a report came to; one that waits is kept, and has still to be read."""

    NEW = "new"
    KNOWN = "known"
    CHANGED = "changed"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Kept:
    """A report and the bytes that it came as, b"" where nobody has them."""

    report: Report
    came: bytes = b""


def digest_of(report: Report | Record) -> str:
    """The SHA-256 of all that was published of a report."""
    parts = (report.id, report.outlet, report.published, report.url, report.title, report.text)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


class Ledger:
    """One ledger and what lies beside it.  Raises `LedgerError`s that say what to do; never leaves half a batch behind."""

    def __init__(self, address: Address, *, create: bool = False) -> None:
        self.address = address
        self.database = database_at(address, WAIT_SECONDS)
        self.beside = self.database.beside
        self.engine = self.database.engine
        with self.speaking():
            there = self.database.exists()
        if not there:
            self._refuse_or_make(create)
        else:
            self._check(create)

    def speaking(self) -> Any:
        """Errors of the database and the disk as errors that a person can act on."""
        return self.database.speaking()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that reads the ledger as it is now, however it is written to meanwhile."""
        with self.speaking(), self.database.reader.connect() as connection:
            yield connection

    @contextmanager
    def writing(self, deed: str = intents.ADD) -> Iterator[Batch]:
        """A batch that is kept wholly or not at all, one writer at a time."""
        with self.speaking(), writing(self.database, deed=deed) as batch:
            yield batch

    def outcome(self, report: Report) -> Outcome:
        """What adding this report would come to."""
        with self.reading() as connection:
            return _outcome(_current(connection, [report.id]).get(report.id), digest_of(report))

    def keep(self, kept: Iterable[Kept], at: str) -> list[Outcome]:
        """Keeps reports as they came, before anybody reads them, all of them or none; what became of each.

        One that is there already, word for word, is left alone; one whose words have changed becomes a new version, and the
        entries of the old one stay behind it.  `at` is the time to note in the log.
        """
        some = list(kept)
        with self.writing() as batch:
            outcomes = _keep(batch, some, at)
            take_in(batch.connection, batch.kept)
        return outcomes

    def add(
        self, records: Iterable[Record], at: str, reader: str, weaver: Weaver | None = None
    ) -> list[tuple[str, Outcome]]:
        """The id of every record's report and what became of it, all of them written in one transaction or none.

        Each report is kept, as by `keep`, and read, as by `read`.
        """
        some = list(records)
        with self.writing() as batch:
            outcomes = _keep(batch, [Kept(_report(record)) for record in some], at)
            take_in(batch.connection, batch.kept)
            _read(batch, some, at, reader, weaver)
        return [(record.id, outcome) for record, outcome in zip(some, outcomes, strict=True)]

    def read(self, records: Iterable[Record], at: str, reader: str, weaver: Weaver | None = None) -> None:
        """Adds what was read in reports that are kept and wait to be read, all of it or nothing; others are left alone.

        `at` is the time and `reader` the version to note in the log.  `weaver` puts each report into its story; without one
        the ledger knows no stories of them.
        """
        some = list(records)
        with self.writing() as batch:
            _read(batch, some, at, reader, weaver)

    def waiting(self) -> list[Kept]:
        """The reports that are kept and have not been read, as they came."""
        unread = reports.c.reading.is_(None), reports.c.redacted.is_(None)
        with self.reading() as connection:
            rows = connection.execute(select(reports).where(*unread).order_by(reports.c.key)).all()
            entries = [
                connection.execute(select(log.c.entry).where(log.c.number == row.leaf)).scalar_one() for row in rows
            ]
            blobs = Blobs(self.beside.evidence)
            return [
                Kept(
                    Report(*(getattr(row, name) for name in FIELDS)),
                    report_in(blobs.read(json.loads(entry)["blob"]))[1],
                )
                for row, entry in zip(rows, entries, strict=True)
            ]

    def _refuse_or_make(self, create: bool) -> None:
        if Mirror(self.beside.log).size():
            raise LedgerError(
                f"{self.address}: gone, and {self.beside.log} is there; make it again with: hudna rebuild"
            )
        if not create:
            raise NoLedgerYet(
                f"{self.address}: no ledger there; make one with: hudna --ledger {self.address} add FILES"
            )
        self._found()

    def _check(self, create: bool) -> None:
        with self.reading() as connection:
            ours, version, empty = self.database.identity(connection)
        if ours:
            self.database.check_beside()
            if version > SCHEMA:
                raise LedgerTooNew(
                    f"{self.address}: written by a later Hudna (schema {version}); bring this one up to date"
                )
            if version < SCHEMA:
                with self.speaking():
                    bring_up_to_date(self.database, version)
        elif not empty or not create:
            raise NotALedger(f"{self.address}: a database, but no ledger of Hudna; name another file with --ledger")
        else:
            self._found()

    def _found(self) -> None:
        with self.speaking():
            found(self.database)


def _report(record: Record) -> Report:
    return Report(*(getattr(record, name) for name in FIELDS))


def _outcome(current: Any, digest: str) -> Outcome:
    """What a report would come to beside the row that is its current wording, None where there is none."""
    if current is None:
        return Outcome.NEW
    if current.digest != digest:
        return Outcome.CHANGED
    return Outcome.WAITING if current.reading is None else Outcome.KNOWN


class _Keeping:
    """Keeps reports in a batch: their rows are looked up and added many at a time."""

    def __init__(self, batch: Batch, at: str, names: Iterable[str]) -> None:
        self.batch = batch
        self.at = at
        self.current = _current(batch.connection, names)
        self.rows: dict[str, Row] = {}

    def keep(self, kept: Kept) -> Outcome:
        """What became of one report; its row is there when `write` has been called."""
        report = kept.report
        if report.id in self.rows:  # twice in one batch
            written = list(self.rows)
            self.write()
            self.current |= _current(self.batch.connection, written)
        current, digest = self.current.get(report.id), digest_of(report)
        outcome = _outcome(current, digest)
        if current is not None and outcome is Outcome.WAITING and current.key in self.batch.kept:
            outcome = Outcome.KNOWN
        if current is not None and outcome is Outcome.KNOWN:
            _note_duplicate(self.batch.connection, current.key, self.at)
        if outcome in (Outcome.NEW, Outcome.CHANGED):
            self._keep(kept, digest, current)
        return outcome

    def _keep(self, kept: Kept, digest: str, current: Any) -> None:
        batch, report = self.batch, kept.report
        row = {"version": 1, "current": True, "digest": digest, **{name: getattr(report, name) for name in FIELDS}}
        what, more = What.NEW, {}
        if current is not None:
            row["version"], what, more = current.version + 1, What.CHANGED, {"after": current.leaf}
            unfollow(batch.connection, [current.key])
            batch.connection.execute(_PASS, {"report": current.key})
        address = batch.keep(report_content(report, kept.came))
        row["leaf"] = batch.note(what, self.at, blob=address, version=row["version"], **more)
        self.rows[report.id] = row

    def write(self) -> None:
        """Adds the rows of the reports that have been kept."""
        if self.rows:
            keys = self.batch.connection.execute(_KEEP, list(self.rows.values())).scalars()
            self.batch.kept.update(keys)
        self.rows = {}


def _current(connection: Connection, names: Iterable[str]) -> dict[str, Any]:
    """The rows of the current wordings of reports, by their ids."""
    found = (connection.execute(_CURRENT, {"wanted": some}) for some in portions(set(names)))
    return {row.id: row for rows in found for row in rows}


def _note_duplicate(connection: Connection, key: int, at: str) -> None:
    again = update(duplicates).where(duplicates.c.report == key)
    if not connection.execute(again.values(times=duplicates.c.times + 1, last=at)).rowcount:
        connection.execute(insert(duplicates).values(report=key, times=1, last=at))


def _keep(batch: Batch, some: Sequence[Kept], at: str) -> list[Outcome]:
    keeping = _Keeping(batch, at, [kept.report.id for kept in some])
    outcomes = [keeping.keep(kept) for kept in some]
    keeping.write()
    return outcomes


def _read(batch: Batch, records: list[Record], at: str, reader: str, weaver: Weaver | None) -> None:
    """Notes the readings of reports that wait for one, adds their rows and puts them into their stories."""
    rows: list[Rows] = []
    read = []
    done: dict[int, None] = {}
    outlines: dict[int, Outline] = {}
    waiting = _unread(batch.connection, [record.id for record in records])
    for record in records:
        row = waiting.get((record.id, digest_of(record)))
        if row is None or row.key in done:
            continue
        done[row.key] = None
        outline = weaver.judge.outline(record) if weaver else None
        if outline and row.current:
            outlines[row.key] = outline
        rows.append(rows_of(row.key, record, outline, reader))
        content = batch.keep(reading_content(rows[-1], reader))
        read.append(
            {"report": row.key, "entry": batch.note(What.READING, at, of=row.leaf, reader=reader, blob=content)}
        )
    if read:
        batch.connection.execute(_READ, read)
    insert_rows(batch.connection, rows)
    follow(batch.connection, done)
    if weaver:
        weaver.weave(batch.connection, done, outlines)


def _unread(connection: Connection, names: Iterable[str]) -> dict[tuple[str, str], Any]:
    """The rows of wordings that wait to be read, the last of each, by id and digest."""
    found = (connection.execute(_UNREAD, {"wanted": some}) for some in portions(set(names)))
    return {(row.id, row.digest): row for rows in found for row in rows}
