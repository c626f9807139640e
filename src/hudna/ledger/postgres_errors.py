"""What PostgreSQL and the way to it say, in words that a person can act on; and whether there is a driver at all."""

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from sqlalchemy.exc import DBAPIError

from hudna.errors import DiskFull, LedgerBusy, LedgerError, NotALedger
from hudna.ledger.address import Server
from hudna.ledger.log import LedgerDamaged
from hudna.ledger.speaking import happened, no_memory

BUSY = ("55P03", "40001", "40P01", "55006")
"""Waited too long for a lock, or in one another's way."""
STOPPING = ("57P01", "57P02", "57P03")
DAMAGED = ("XX001", "XX002")
CLOSED = ("42501", "25006")


@cache
def driver() -> Any:
    """psycopg; raises `LedgerError` where it is not installed."""
    try:
        return importlib.import_module("psycopg")
    except ImportError as error:
        said = f"a ledger in PostgreSQL needs the driver psycopg ({error})"
        raise LedgerError(f"{said}; install it with: pip install 'hudna[postgresql]'") from error


def busy(address: Server) -> LedgerBusy:
    """Another writes."""
    return LedgerBusy(f"{address}: another program is writing to it; try again when it is done")


@contextmanager
def speaking(address: Server) -> Iterator[None]:
    """Errors of the server, the way to it and the disk as errors that a person can act on."""
    try:
        yield
    except DBAPIError as error:
        raise _said(address, error.orig) from error
    except driver().Error as error:
        raise _said(address, error) from error
    except MemoryError as error:
        raise no_memory(address) from error
    except OSError as error:
        raise happened(address, error) from error


def _said(address: Server, error: Any) -> LedgerError:
    state = getattr(error, "sqlstate", None) or ""
    said = " ".join(str(error).split())
    if state in BUSY:
        return busy(address)
    if state == "53100":
        return DiskFull(
            f"{address}: the server's disk is full; nothing is half written, make room and do the same again"
        )
    if state == "53200":
        return LedgerError(f"{address}: the server has not enough memory; nothing is half written, try again later")
    if state == "53300":
        return LedgerBusy(f"{address}: the server has too many connections; try again when there are fewer")
    if state in STOPPING:
        return LedgerError(
            f"{address}: the server stops or starts; nothing is half written, do the same again when it is up"
        )
    if state in DAMAGED:
        return LedgerDamaged(f"{address}: damaged ({said}); look with: hudna verify, and then: hudna rebuild")
    if state in CLOSED:
        return LedgerError(f"{address}: may not be read or written so ({said}); see who may in docs/postgresql.md")
    if state.startswith("58"):
        return LedgerError(f"{address}: the server's disk fails ({said}); check it, then look with: hudna verify")
    if state.startswith("08") or (not state and isinstance(error, driver().OperationalError)):
        return _not_reached(address, said)
    return LedgerError(f"{address}: {said}; look into the log of the server")


def _not_reached(address: Server, said: str) -> LedgerError:
    """Before there is a connection the server says what is wrong in words alone."""
    if "does not exist" in said and "database" in said:
        return NotALedger(f"{address}: no such database; make it with: createdb -E UTF8 -T template0 {address.name}")
    if (
        "authentication failed" in said
        or "no password supplied" in said
        or "does not exist" in said
        or "pg_hba" in said
    ):
        return LedgerError(f"{address}: the server lets nobody in so ({said}); check user, PGPASSWORD or ~/.pgpass")
    return LedgerError(f"{address}: the server cannot be reached ({said}); is it up, and is the address right?")
