"""`hudna verify`, `backup`, `restore`, `rebuild`, `redact` and `doctor`: the ledger as evidence."""

import shutil
import stat
from datetime import UTC, datetime
from pathlib import Path

from hudna.commands.complaints import Complaints
from hudna.commands.places import places_file
from hudna.errors import LedgerError
from hudna.ledger import backup as backups
from hudna.ledger import sqlite
from hudna.ledger.beside import Beside
from hudna.ledger.rebuild import rebuild
from hudna.ledger.redact import redact
from hudna.ledger.store import Ledger
from hudna.ledger.verify import Verified, verify
from hudna.ledger.weaving import Weaver
from hudna.pipeline import story_judge

DAMAGED, UNREADABLE = 2, 3
ROOM = 500_000_000
"""Bytes of free space below which `hudna doctor` warns."""


def verify_ledger(path: Path, against: Path | None = None) -> int:
    """Prints every damaged object, a line each, and what was looked at; 0 clean, 2 damaged, 3 unreadable."""
    complaints = Complaints()
    try:
        note = against.read_bytes().decode("utf-8", "replace") if against else None
        checked = verify(path, note)
    except (LedgerError, OSError) as error:
        complaints.say(error)
        return UNREADABLE
    for finding in checked.findings:
        print(finding)
    for remark in checked.remarks:
        print(f"{path}: {remark}")
    print(f"{path}: {_looked_at(checked)}")
    return DAMAGED if checked.findings else 0


def _looked_at(checked: Verified) -> str:
    counts = f"{checked.size} log entries, {checked.reports} reports, {checked.blobs} blobs"
    waiting = f", {checked.waiting} waiting to be read" if checked.waiting else ""
    redacted = f", {checked.redacted} redacted" if checked.redacted else ""
    state = f"{len(checked.findings)} objects damaged" if checked.findings else "clean"
    return f"{counts}{waiting}{redacted}, root {checked.root.hex()}: {state}"


def backup_ledger(path: Path, file: Path) -> int:
    """Writes a backup and says what is in it; 1 where something of the ledger was damaged already."""
    complaints = Complaints()
    places = places_file(path)
    try:
        saved = backups.backup(Ledger(path), file, {"places.tsv": places} if places.exists() else {})
    except LedgerError as error:
        complaints.say(error)
        return complaints.exit_code
    for damaged in saved.damaged:
        complaints.say(f"{damaged}; it is not in the backup, look with: hudna verify")
    blobs = saved.blobs - len(saved.damaged)
    print(f"{file}: {saved.size} log entries, {blobs} blobs, root {saved.root.hex()}")
    return complaints.exit_code


def restore_ledger(path: Path, file: Path) -> int:
    """Makes a ledger out of a backup and verifies it; 1 where that could not be done, otherwise as `hudna verify`."""
    complaints = Complaints()
    try:
        backups.restore(path, file, {"places.tsv": places_file(path)})
    except LedgerError as error:
        complaints.say(error)
        return complaints.exit_code
    return verify_ledger(path)


def rebuild_ledger(path: Path) -> int:
    """Makes the ledger again out of blobs and log, and says what was lost; 1 where something was."""
    complaints = Complaints()
    try:
        done = rebuild(path, Weaver(story_judge()))
    except LedgerError as error:
        complaints.say(error)
        return complaints.exit_code
    for lost in done.lost:
        complaints.say(lost)
    aside = f"; the file that was there is now {done.aside}" if done.aside else ""
    print(f"{path}: {done.size} log entries, root {done.root.hex()}{aside}")
    return complaints.exit_code


def redact_report(path: Path, report: str) -> int:
    """Destroys what the ledger holds of a report, and says of how many wordings."""
    complaints = Complaints()
    try:
        count = redact(Ledger(path), report, datetime.now(UTC).isoformat(timespec="seconds"), Weaver(story_judge()))
    except LedgerError as error:
        complaints.say(error)
        return complaints.exit_code
    print(f"{report}: {count} wording{'' if count == 1 else 's'} destroyed; the log says so, and backups still hold it")
    for aside in sorted(path.absolute().parent.glob(f"{path.name}.damaged*")):
        complaints.say(f"{aside}: set aside when the ledger was rebuilt, and may hold it still; take it away")
    return complaints.exit_code


def doctor(path: Path) -> int:
    """Prints what may endanger the ledger on this machine; 1 where there is something."""
    complaints = Complaints()
    version, risky = sqlite.version()
    print(f"SQLite {version}")
    if risky:
        print(
            "  3.7.0 to 3.51.2 may lose a write when two connections write and checkpoint at once: Hudna has one writer"
        )
        print("  at a time and its readers never checkpoint, so let no other program write to the ledger")
    folder = path.absolute().parent
    if folder.is_dir():
        free = shutil.disk_usage(folder).free
        print(f"{free / 1e9:,.1f} GB free in {folder}")
        if free < ROOM:
            complaints.say(f"{folder}: little room left; make some before you add more")
    key = Beside(path).key
    if key.exists() and stat.S_IMODE(key.stat().st_mode) & 0o077:
        complaints.say(f"{key}: others may read the key that signs; say: chmod 600 {key}")
    if path.exists() and not Beside(path).evidence.is_dir():
        complaints.say(f"{Beside(path).evidence}: not there, and {path} is; look with: hudna verify")
    return complaints.exit_code
