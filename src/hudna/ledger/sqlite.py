"""SQLite: everything about the ledger that another database does otherwise, and what its errors mean.

Versions 3.7.0 to 3.51.2 can lose a write when two connections write and checkpoint at once.  So one writer at a time holds the
lock of `beside.alone` for as long as its connection is open, and readers open the file read-only: they never checkpoint.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import NullPool

from hudna.errors import DiskFull, LedgerBusy, LedgerError, NotALedger
from hudna.ledger.beside import Beside, alone, sync_folder
from hudna.ledger.database import Database, Health, Identity
from hudna.ledger.failpoints import reached
from hudna.ledger.log import LedgerDamaged
from hudna.ledger.schema import GUARDS, SCHEMA, metadata
from hudna.ledger.speaking import happened, no_memory
from hudna.rules.precision import behind, confidence
from hudna.vocabulary import Report

APPLICATION_ID = 0x4875646E
"""What `PRAGMA application_id` says of a ledger of ours: "Hudn"."""
MENDED = (3, 51, 3)
"""The first version without the race of the write-ahead log."""
CACHE_KB = 65_536
PAGES_AHEAD = 16_000
"""Pages that the write-ahead log may hold before they go into the file: 64 MB."""
COMPANIONS = ("-wal", "-shm")


class SQLite:
    """A ledger that is one file."""

    KEEPERS: ClassVar[str] = "backups still hold it"

    def __init__(self, address: Path, wait: float) -> None:
        self.address = address
        self.beside = Beside(address)
        self.wait = wait
        self.engine = self._writer()
        self.reader = self._reader()

    def exists(self) -> bool:
        """Whether the file is there."""
        return self.address.exists()

    def alone(self, *, create: bool = True) -> AbstractContextManager[None]:
        """Holds the mirror of the log locked."""
        return alone(self.beside, self.wait, create=create)

    def check_beside(self) -> None:
        """What lies beside a file goes by its name."""

    def prepare(self) -> None:
        """Readers and the writer do not wait for one another from now on."""
        _raw(self.engine, lambda bare: bare.execute("PRAGMA journal_mode = WAL").fetchone())

    def _writer(self) -> Engine:
        """An engine whose transactions are IMMEDIATE, so that a second writer waits instead of failing, and durable."""
        engine = _engine(self.address, "rwc", self.wait, "BEGIN IMMEDIATE")

        @event.listens_for(engine, "connect")
        def connected(connection: sqlite3.Connection, _: object) -> None:
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA secure_delete = ON")
            # A batch touches pages all over the indexes: they stay in memory, and go to the file once and not on the way.
            connection.execute(f"PRAGMA cache_size = -{CACHE_KB}")
            connection.execute(f"PRAGMA wal_autocheckpoint = {PAGES_AHEAD}")

        return engine

    def _reader(self) -> Engine:
        """An engine that can only read: it takes no lock that a writer would wait for, and leaves the file alone."""
        path = self.address
        closed = not os.access(path.parent, os.W_OK) and not path.with_name(path.name + "-wal").exists()
        return _engine(path, "ro", self.wait, "BEGIN", "&immutable=1" if closed else "")

    def refuses(self, report: Report) -> str:
        """It holds them all."""
        return ""

    def forget_deleted(self) -> None:
        """Rewrites the file and empties its write-ahead log: nothing that was deleted stays in either."""

        def vacuum(bare: sqlite3.Connection) -> bool:
            bare.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            bare.execute("VACUUM")
            busy, _, _ = bare.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            return bool(busy)

        if _raw(self.engine, vacuum):
            said = "somebody is reading the ledger, so what was deleted cannot be wiped from the file"
            raise LedgerBusy(f"{said}; end that, and the next command that writes does it")

    def identity(self, connection: Connection) -> Identity:
        """What the header of the file says."""
        ours = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
        version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
        return Identity(ours == APPLICATION_ID, int(version), not ours and not tables)

    def make(self, connection: Connection) -> None:
        """Makes all tables with their guards, and marks them."""
        metadata.create_all(connection)
        self.mark(connection, SCHEMA)

    def mark(self, connection: Connection, schema: int) -> None:
        """Writes into the header that this is a ledger, and of which schema."""
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {schema}")

    def guard(self, connection: Connection) -> None:
        """Puts back the triggers that are not there."""
        there = {name for name, _ in _triggers(connection)}
        for name, trigger in GUARDS.items():
            if name not in there:
                connection.execute(text(trigger))

    def unguard(self, connection: Connection) -> None:
        """Takes the triggers away."""
        for name, _ in _triggers(connection):
            connection.execute(text(f"DROP TRIGGER {name}"))

    def guards(self, connection: Connection) -> frozenset[str]:
        """The triggers that are there as they were made."""
        return frozenset(name for name, made in _triggers(connection) if GUARDS.get(name, "").strip() == made)

    def lenient(self, connection: Connection) -> None:
        """From now on texts that are no UTF-8 are read all the same."""
        _bare(connection).text_factory = lambda data: data.decode("utf-8", "surrogateescape")

    def trying(self, connection: Connection) -> AbstractContextManager[object]:
        """A statement that fails leaves a transaction of SQLite as it was."""
        return nullcontext()

    def faults(self, connection: Connection) -> list[str]:
        """What SQLite itself finds wrong with the file; it does not see a bit flipped in a text."""
        rows = connection.exec_driver_sql("PRAGMA integrity_check(50)").scalars()
        return [str(row) for row in rows if row != "ok"]

    def remains(self) -> list[str]:
        """Files that were set aside when the ledger was made anew."""
        folder = self.address.absolute().parent
        return [str(path) for path in sorted(folder.glob(f"{self.address.name}.damaged*"))]

    def copy(self, connection: Connection, to: Path) -> None:
        """The file in the state that the connection is reading."""
        to.unlink(missing_ok=True)
        copied = sqlite3.connect(to)
        try:
            _bare(connection).backup(copied)
        finally:
            copied.close()
        for companion in _companions(to):
            companion.unlink(missing_ok=True)

    def take_place(self, file: Path) -> None:
        """Gives the file the name of this one."""
        file.rename(self.address)
        sync_folder(self.address.absolute().parent)

    def anew(self) -> Database:
        """An empty file beside this one."""
        path = self.address.with_name(self.address.name + ".rebuilt")
        for left in (path, *_companions(path)):
            left.unlink(missing_ok=True)
        made = SQLite(path, self.wait)
        made.prepare()
        return made

    def give_way(self, new: Database) -> str:
        """Puts the new file in the place of this one, which is set aside with its write-ahead log as `*.damaged`."""
        assert isinstance(new, SQLite)
        path, aside = self.address, None
        for left in _companions(new.address):
            left.unlink(missing_ok=True)
        if path.exists():
            taken = [path.with_name(f"{path.name}.damaged{number or ''}") for number in range(1000)]
            aside = next(free for free in taken if not free.exists())
            path.rename(aside)
        for companion in _companions(path):
            if companion.exists():
                where = aside or new.address
                companion.rename(where.with_name(where.name + companion.name.removeprefix(path.name)))
        for companion in _companions(new.address):
            companion.unlink(missing_ok=True)
        reached("rebuild.moved")
        self.take_place(new.address)
        return str(aside) if aside else ""

    def health(self) -> Health:
        """The version in use, and whether it has the race of the write-ahead log."""
        said = [f"SQLite {sqlite3.sqlite_version}"]
        if (3, 7, 0) <= sqlite3.sqlite_version_info < MENDED:
            said += [
                "  3.7.0 to 3.51.2 may lose a write when two connections write and checkpoint at once: Hudna has one writer",
                "  at a time and its readers never checkpoint, so let no other program write to the ledger",
            ]
        return Health(said, [])

    @contextmanager
    def speaking(self) -> Iterator[None]:
        """Errors of the database and the disk as errors that a person can act on."""
        try:
            yield
        except OperationalError as error:
            raise _said(self.address, str(error.orig)) from error
        except DatabaseError as error:
            said = str(error.orig)
            if "malformed" in said:
                raise _said(self.address, said) from error
            raise NotALedger(f"{self.address}: no ledger ({said}); name another file with --ledger") from error
        except MemoryError as error:
            raise no_memory(self.address) from error
        except OSError as error:
            raise happened(self.address, error) from error


def _engine(path: Path, mode: str, wait: float, begin: str, more: str = "") -> Engine:
    address = f"{path.absolute().as_uri()}?mode={mode}{more}"

    def connect() -> sqlite3.Connection:
        made = sqlite3.connect(address, uri=True, timeout=wait, isolation_level=None, check_same_thread=False)
        made.create_function("confidence", 3, cache(_confidence), deterministic=True)
        return made

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _confidence(rule: str, said: str | None, promised: int) -> float | None:
    return confidence(behind(rule, said, promised=bool(promised)))


def _raw(engine: Engine, use: Callable[[sqlite3.Connection], Any]) -> Any:
    """What `use` makes of the bare connection, outside of any transaction."""
    connection = engine.raw_connection()
    try:
        bare = connection.driver_connection
        assert isinstance(bare, sqlite3.Connection)
        return use(bare)
    finally:
        connection.close()


def _bare(connection: Connection) -> sqlite3.Connection:
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


def _triggers(connection: Connection) -> list[tuple[str, str]]:
    found = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    return [(name, made) for name, made in found]


def _companions(path: Path) -> tuple[Path, ...]:
    return tuple(path.with_name(path.name + companion) for companion in COMPANIONS)


def _said(path: Path, said: str) -> LedgerError:
    if "locked" in said or "busy" in said:
        return LedgerBusy(f"{path}: another program is writing to it; try again when it is done")
    if "full" in said:
        return DiskFull(f"{path}: the disk is full; nothing is half written, make room and do the same again")
    if "readonly" in said or "read-only" in said:
        return LedgerError(f"{path}: may not be written; check the permissions of the file and of its folder")
    if "malformed" in said:
        return LedgerDamaged(f"{path}: damaged ({said}); look with: hudna verify, and then: hudna rebuild")
    if "disk I/O" in said:
        return LedgerError(f"{path}: the disk fails ({said}); check it, then look with: hudna verify")
    return LedgerError(f"{path}: {said}; check the folder, its permissions and the disk")
