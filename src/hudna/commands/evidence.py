"""`hudna verify`, `backup`, `restore`, `rebuild`, `redact` and `doctor`: the ledger as evidence."""

import shutil
import stat
from datetime import UTC, datetime
from pathlib import Path

from hudna.commands.complaints import Complaints
from hudna.commands.places import places_file
from hudna.errors import LedgerError
from hudna.ledger import backup as backups
from hudna.ledger.address import Address, base_of
from hudna.ledger.database import Database, database_at
from hudna.ledger.rebuild import rebuild
from hudna.ledger.redact import redact
from hudna.ledger.store import WAIT_SECONDS, Ledger
from hudna.ledger.verify import Verified, verify
from hudna.ledger.weaving import Weaver
from hudna.pipeline import story_judge

DAMAGED, UNREADABLE = 2, 3
ROOM = 500_000_000
"""Bytes of free space below which `hudna doctor` warns."""


def verify_ledger(address: Address, against: Path | None = None) -> int:
    """Prints every damaged object, a line each, and what was looked at; 0 clean, 2 damaged, 3 unreadable."""
    complaints = Complaints()
    try:
        note = against.read_bytes().decode("utf-8", "replace") if against else None
        checked = verify(address, note)
    except (LedgerError, OSError) as error:
        complaints.say(error)
        return UNREADABLE
    for finding in checked.findings:
        print(finding)
    for remark in checked.remarks:
        print(f"{address}: {remark}")
    print(f"{address}: {_looked_at(checked)}")
    return DAMAGED if checked.findings else 0


def _looked_at(checked: Verified) -> str:
    counts = f"{checked.size} log entries, {checked.reports} reports, {checked.blobs} blobs"
    waiting = f", {checked.waiting} waiting to be read" if checked.waiting else ""
    redacted = f", {checked.redacted} redacted" if checked.redacted else ""
    state = f"{len(checked.findings)} objects damaged" if checked.findings else "clean"
    return f"{counts}{waiting}{redacted}, root {checked.root.hex()}: {state}"


def backup_ledger(address: Address, file: Path) -> int:
    """Writes a backup and says what is in it; 1 where something of the ledger was damaged already."""
    complaints = Complaints()
    places = places_file(address)
    try:
        saved = backups.backup(Ledger(address), file, {"places.tsv": places} if places.exists() else {})
    except LedgerError as error:
        complaints.say(error)
        return complaints.exit_code
    for damaged in saved.damaged:
        complaints.say(f"{damaged}; it is not in the backup, look with: hudna verify")
    blobs = saved.blobs - len(saved.damaged)
    print(f"{file}: {saved.size} log entries, {blobs} blobs, root {saved.root.hex()}")
    return complaints.exit_code


def restore_ledger(address: Address, file: Path) -> int:
    """Makes a ledger out of a backup and verifies it; 1 where that could not be done, otherwise as `hudna verify`."""
    complaints = Complaints()
    try:
        backups.restore(address, file, {"places.tsv": places_file(address)})
    except LedgerError as error:
        complaints.say(error)
        return complaints.exit_code
    return verify_ledger(address)


def rebuild_ledger(address: Address) -> int:
    """Makes the ledger again out of blobs and log, and says what was lost; 1 where something was."""
    complaints = Complaints()
    try:
        done = rebuild(address, Weaver(story_judge()))
    except LedgerError as error:
        complaints.say(error)
        return complaints.exit_code
    for lost in done.lost:
        complaints.say(lost)
    aside = f"; what was there is now {done.aside}" if done.aside else ""
    print(f"{address}: {done.size} log entries, root {done.root.hex()}{aside}")
    return complaints.exit_code


def redact_report(address: Address, report: str) -> int:
    """Destroys what the ledger holds of a report, and says of how many wordings."""
    complaints = Complaints()
    try:
        ledger = Ledger(address)
        count = redact(ledger, report, datetime.now(UTC).isoformat(timespec="seconds"), Weaver(story_judge()))
        aside = ledger.database.remains()
    except LedgerError as error:
        complaints.say(error)
        return complaints.exit_code
    print(
        f"{report}: {count} wording{'' if count == 1 else 's'} destroyed; the log says so, and {ledger.database.KEEPERS}"
    )
    for copy in aside:
        complaints.say(f"{copy}: set aside when the ledger was rebuilt, and may hold it still; take it away")
    return complaints.exit_code


def doctor(address: Address) -> int:
    """Prints what may endanger the ledger on this machine; 1 where there is something."""
    complaints = Complaints()
    try:
        database = database_at(address, WAIT_SECONDS)
        with database.speaking():
            there, health = database.exists(), database.health()
    except LedgerError as error:
        complaints.say(error)
        return complaints.exit_code
    for line in health.said:
        print(line)
    for danger in health.dangers:
        complaints.say(danger)
    _look_beside(database, there, complaints)
    return complaints.exit_code


def _look_beside(database: Database, there: bool, complaints: Complaints) -> None:
    """Says what is wrong with the disk and with what lies beside the ledger."""
    beside, folder = database.beside, base_of(database.address).absolute().parent
    if folder.is_dir():
        free = shutil.disk_usage(folder).free
        print(f"{free / 1e9:,.1f} GB free in {folder}")
        if free < ROOM:
            complaints.say(f"{folder}: little room left; make some before you add more")
    if beside.key.exists() and stat.S_IMODE(beside.key.stat().st_mode) & 0o077:
        complaints.say(f"{beside.key}: others may read the key that signs; say: chmod 600 {beside.key}")
    if there and not beside.evidence.is_dir():
        complaints.say(f"{beside.evidence}: not there, and {database.address} is; look with: hudna verify")
