"""SQLite: everything about the ledger that another database would do otherwise, and what its errors mean.

Versions 3.7.0 to 3.51.2 can lose a write when two connections write and checkpoint at once.  So one writer at a time holds the
lock of `beside.alone` for as long as its connection is open, and readers open the file read-only: they never checkpoint.
"""

import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import NullPool

from hudna.errors import DiskFull, LedgerBusy, LedgerError, NotALedger
from hudna.ledger.log import LedgerDamaged
from hudna.rules.precision import behind, confidence

APPLICATION_ID = 0x4875646E
"""What `PRAGMA application_id` says of a ledger of ours: "Hudn"."""
MENDED = (3, 51, 3)
"""The first version without the race of the write-ahead log."""
CACHE_KB = 65_536
PAGES_AHEAD = 16_000
"""Pages that the write-ahead log may hold before they go into the file: 64 MB."""
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
CLOSED = (errno.EROFS, errno.EACCES, errno.EPERM)
FEW_FILES = (errno.EMFILE, errno.ENFILE)


def writer(path: Path, wait: float) -> Engine:
    """An engine whose transactions are IMMEDIATE, so that a second writer waits instead of failing, and durable."""
    engine = _engine(path, "rwc", wait, "BEGIN IMMEDIATE")

    @event.listens_for(engine, "connect")
    def connected(connection: sqlite3.Connection, _: object) -> None:
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")
        # A batch touches pages all over the indexes: they stay in memory, and go to the file once and not on the way.
        connection.execute(f"PRAGMA cache_size = -{CACHE_KB}")
        connection.execute(f"PRAGMA wal_autocheckpoint = {PAGES_AHEAD}")

    return engine


def reader(path: Path, wait: float) -> Engine:
    """An engine that can only read: it takes no lock that a writer would wait for, and leaves the file alone."""
    alone = not os.access(path.parent, os.W_OK) and not path.with_name(path.name + "-wal").exists()
    return _engine(path, "ro", wait, "BEGIN", "&immutable=1" if alone else "")


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


def raw(engine: Engine, use: Callable[[sqlite3.Connection], Any]) -> Any:
    """What `use` makes of the bare connection, outside of any transaction."""
    connection = engine.raw_connection()
    try:
        bare = connection.driver_connection
        assert isinstance(bare, sqlite3.Connection)
        return use(bare)
    finally:
        connection.close()


def use_write_ahead_log(engine: Engine) -> None:
    """Readers and the writer do not wait for one another from now on."""
    raw(engine, lambda bare: bare.execute("PRAGMA journal_mode = WAL").fetchone())


def forget_deleted(engine: Engine) -> None:
    """Rewrites the file and empties its write-ahead log: nothing that was deleted stays in either."""

    def vacuum(bare: sqlite3.Connection) -> bool:
        bare.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        bare.execute("VACUUM")
        busy, _, _ = bare.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return bool(busy)

    if raw(engine, vacuum):
        said = "somebody is reading the ledger, so what was deleted cannot be wiped from the file"
        raise LedgerBusy(f"{said}; end that, and the next command that writes does it")


def identity(connection: Connection) -> tuple[int, int, int]:
    """Application id, version of the schema and number of tables of a file."""
    ours = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
    return int(ours), int(version), int(tables)


def mark(connection: Connection, schema: int) -> None:
    """Writes down that this is a ledger, and of which schema; part of the transaction."""
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {schema}")


def faults(connection: Connection) -> list[str]:
    """What SQLite itself finds wrong with the file; it does not see a bit flipped in a text."""
    rows = connection.exec_driver_sql("PRAGMA integrity_check(50)").scalars()
    return [str(row) for row in rows if row != "ok"]


@contextmanager
def speaking(path: Path) -> Iterator[None]:
    """Errors of the database and the disk as errors that a person can act on."""
    try:
        yield
    except OperationalError as error:
        raise _said(path, str(error.orig)) from error
    except DatabaseError as error:
        said = str(error.orig)
        if "malformed" in said:
            raise _said(path, said) from error
        raise NotALedger(f"{path}: no ledger ({said}); name another file with --ledger") from error
    except MemoryError as error:
        raise LedgerError(f"{path}: not enough memory; nothing is half written, close other programs") from error
    except OSError as error:
        raise _happened(path, error) from error


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


def _happened(path: Path, error: OSError) -> LedgerError:
    at = f" ({error.filename})" if error.filename else ""
    if error.errno in FULL:
        return DiskFull(f"{path}: the disk is full{at}; nothing is half written, make room and do the same again")
    if error.errno in CLOSED:
        return LedgerError(f"{path}: may not be written{at}; check the permissions of the file and of its folder")
    if error.errno in FEW_FILES:
        return LedgerError(f"{path}: too many open files{at}; nothing is half written, raise the limit (ulimit -n)")
    if error.errno == errno.EIO:
        return LedgerError(f"{path}: the disk fails{at} ({error.strerror}); check it, then look with: hudna verify")
    return LedgerError(f"{path}: {error.strerror or error}{at}; check the folder, its permissions and the disk")


def version() -> tuple[str, bool]:
    """The version of SQLite that is in use, and whether it has the race of the write-ahead log."""
    return sqlite3.sqlite_version, (3, 7, 0) <= sqlite3.sqlite_version_info < MENDED
