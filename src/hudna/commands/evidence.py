"""`hudna verify`: whether the ledger is what was written."""

from pathlib import Path

from hudna.commands.complaints import Complaints
from hudna.errors import LedgerError
from hudna.ledger.verify import verify

DAMAGED, UNREADABLE = 2, 3


def verify_ledger(path: Path, against: Path | None) -> int:
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
    counts = f"{checked.size} log entries, {checked.reports} reports, {checked.blobs} blobs"
    more = "".join(
        f", {count} {what}"
        for count, what in ((checked.waiting, "waiting to be read"), (checked.redacted, "redacted"))
        if count
    )
    state = f"{len(checked.findings)} objects damaged" if checked.findings else "clean"
    print(f"{path}: {counts}{more}, root {checked.root.hex()}: {state}")
    return DAMAGED if checked.findings else 0
