"""`hudna archive`: the pages of a ledger as a web archive."""

import gzip
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from hudna.capture.snapshot import BEGINNING, information, resource
from hudna.commands.complaints import Complaints
from hudna.errors import LedgerError
from hudna.ledger.address import Address
from hudna.ledger.archived import Wording, wordings
from hudna.ledger.store import Ledger

STAMP = "%Y-%m-%dT%H:%M:%SZ"


def archive_pages(address: Address, file: Path) -> int:
    """Writes every captured page of the ledger into one archive, a gzip member each; 1 where that could not be done."""
    complaints = Complaints()
    pages = others = 0
    part = file.with_name(file.name + ".part")
    try:
        ledger = Ledger(address)
        with part.open("wb") as out:
            out.write(_member(information(datetime.now(UTC).strftime(STAMP), f"Hudna {_version()}")))
            for wording in wordings(ledger):
                record = _record(wording)
                pages, others = pages + bool(record), others + (not record)
                out.write(_member(record) if record else b"")
        part.replace(file)
    except (LedgerError, OSError) as error:
        part.unlink(missing_ok=True)
        complaints.say(error)
        return complaints.exit_code
    left = f"; {others} reports came as text and are no pages" if others else ""
    print(f"{file}: {pages} pages{left}")
    return complaints.exit_code


def _record(wording: Wording) -> bytes:
    """The page of a wording as a record, b"" where it did not come as one."""
    if wording.came.startswith(BEGINNING):
        return wording.came
    if wording.came.lstrip()[:1] != b"<":
        return b""
    at = datetime.fromisoformat(wording.at).astimezone(UTC).strftime(STAMP)
    return resource(wording.url or f"urn:hudna:{wording.report}", at, wording.came)


def _member(record: bytes) -> bytes:
    return gzip.compress(record, 6, mtime=0)


def _version() -> str:
    try:
        return version("hudna")
    except PackageNotFoundError:
        return "0"
