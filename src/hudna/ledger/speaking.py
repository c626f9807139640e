"""What goes wrong on the machine, whichever the database, in words that a person can act on."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hudna.errors import DiskFull, LedgerError
from hudna.ledger.address import Address

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
CLOSED = (errno.EROFS, errno.EACCES, errno.EPERM)
FEW_FILES = (errno.EMFILE, errno.ENFILE)


def no_memory(address: Address) -> LedgerError:
    """What a `MemoryError` means."""
    return LedgerError(f"{address}: not enough memory; nothing is half written, close other programs")


def happened(address: Address, error: OSError) -> LedgerError:
    """What an error of the operating system means."""
    at = f" ({error.filename})" if error.filename else ""
    if error.errno in FULL:
        return DiskFull(f"{address}: the disk is full{at}; nothing is half written, make room and do the same again")
    if error.errno in CLOSED:
        return LedgerError(f"{address}: may not be written{at}; check the permissions of the file and of its folder")
    if error.errno in FEW_FILES:
        return LedgerError(f"{address}: too many open files{at}; nothing is half written, raise the limit (ulimit -n)")
    if error.errno == errno.EIO:
        return LedgerError(f"{address}: the disk fails{at} ({error.strerror}); check it, then look with: hudna verify")
    return LedgerError(f"{address}: {error.strerror or error}{at}; check the folder, its permissions and the disk")


@contextmanager
def speaking_of(file: Path) -> Iterator[None]:
    """Errors of the disk, about a file that is being written."""
    try:
        yield
    except MemoryError as error:
        raise no_memory(file) from error
    except OSError as error:
        raise happened(file, error) from error
