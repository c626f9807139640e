"""What lies beside a ledger file, how it gets there durably, and the lock that makes one writer at a time."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hudna.errors import LedgerBusy, LedgerError
from hudna.ledger.address import Address, base_of, make_folder, name_of

SUFFIXES = (".evidence", ".log", ".checkpoint", ".key", ".captures", ".watch", ".accounts")
TRIES_A_SECOND = 50


@dataclass(frozen=True, slots=True)
class Beside:
    """The paths that belong to a ledger: `hudna.evidence`, `hudna.log` and so on beside `hudna.db`."""

    address: Address

    def __post_init__(self) -> None:
        """A ledger named like one of its own companions would be overwritten by it."""
        if self._base.suffix in SUFFIXES:
            raise LedgerError(f"{self.address}: a ledger cannot be called *{self._base.suffix}; call it *.db")

    @property
    def _base(self) -> Path:
        return base_of(self.address)

    @property
    def name(self) -> str:
        """What the ledger is called in short."""
        return name_of(self.address)

    @property
    def evidence(self) -> Path:
        """The folder of blobs."""
        return self._base.with_suffix(".evidence")

    @property
    def log(self) -> Path:
        """The mirror of the log: one leaf a line.  A writer holds it locked."""
        return self._base.with_suffix(".log")

    @property
    def checkpoint(self) -> Path:
        """The last signed checkpoint."""
        return self._base.with_suffix(".checkpoint")

    @property
    def key(self) -> Path:
        """The private key that signs checkpoints."""
        return self._base.with_suffix(".key")

    @property
    def accounts(self) -> Path:
        """Who may use the desk of a team, and its secrets: no part of what the ledger keeps, and in no copy of it."""
        return self._base.with_suffix(".accounts")

    @property
    def intent(self) -> Path:
        """What a writer is about to do; there while it writes, or where one was interrupted."""
        return self.evidence / "intent"

    def make(self) -> None:
        """Makes the folder of blobs where there is none, and its name durable."""
        make_folder(self.address)
        if not self.evidence.is_dir():
            self.evidence.mkdir()
            sync_folder(self.evidence.parent)


@contextmanager
def alone(beside: Beside, seconds: float, *, create: bool = True) -> Iterator[None]:
    """Holds the writers' lock of a ledger; raises `LedgerBusy` where another holds it for longer than `seconds`."""
    busy = f"{beside.address}: another program is writing to it; try again when it is done"
    with holding(beside.log, seconds, busy, create=create):
        yield


@contextmanager
def holding(path: Path, seconds: float, busy: str, *, create: bool = True) -> Iterator[None]:
    """Holds a file locked; raises `LedgerBusy` with what `busy` says where another holds it for longer than `seconds`."""
    tries = max(1, int(seconds * TRIES_A_SECOND))
    while (lock := _locked(path, create)) is None:
        tries -= 1
        if tries <= 0:
            raise LedgerBusy(busy)
        time.sleep(1 / TRIES_A_SECOND)
    try:
        yield
    finally:
        os.close(lock)


def _locked(path: Path, create: bool) -> int | None:
    """The open file that holds the lock, or None: held by another, or replaced while we were waiting for it."""
    file = os.open(path, (os.O_RDWR | os.O_CREAT if create else os.O_RDONLY) | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.path.samestat(os.fstat(file), path.stat()):
            return file
    except (BlockingIOError, FileNotFoundError):
        pass
    os.close(file)
    return None


def write_all(file: int, data: bytes) -> None:
    """Writes all of `data`, in however many pieces the system takes it."""
    view = memoryview(data)
    while view:
        view = view[os.write(file, view) :]


def write_new(path: Path, data: bytes, mode: int) -> None:
    """A file with these bytes and this mode, durable but for its name; whatever lay there is replaced."""
    path.unlink(missing_ok=True)
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
    try:
        os.fchmod(file, mode)
        write_all(file, data)
        os.fsync(file)
    finally:
        os.close(file)


def replace_durably(path: Path, data: bytes, mode: int = 0o644) -> None:
    """`path` holds either what it held or `data`, whenever the machine stops."""
    part = path.with_name(path.name + ".part")
    write_new(part, data, mode)
    part.rename(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Makes the names in a folder durable."""
    file = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(file)
    finally:
        os.close(file)
