"""`hudna export`: what leaves the ledger, and the proof of an entry."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from hudna.commands.answers import WRONGLY_PUT, no_day
from hudna.commands.complaints import Complaints
from hudna.errors import BadQuestion, CannotExport, LedgerError
from hudna.ledger.address import Address
from hudna.ledger.filters import Filters
from hudna.ledger.store import Ledger
from hudna.publish.exports.forms import USUAL
from hudna.publish.exports.handing import Asked, hand_on
from hudna.publish.exports.package import Written
from hudna.publish.exports.proving import PROGRAM, PROOF, write_proof
from hudna.publish.exports.release import Release, release_at
from hudna.publish.exports.sheet import Extra
from hudna.rules.codebook import codebook


def export(
    address: Address,
    folder: Path,
    forms: tuple[str, ...],
    *,
    register: str,
    filters: Mapping[str, Any],
    hxl: bool,
    public: bool,
    release: Path | None,
    as_of: str,
) -> int:
    """Writes a folder of files and says what is in it; 1 where it could not be written, 2 where it was asked for wrongly."""
    complaints = Complaints()
    if no_day("--as-of", as_of):
        return WRONGLY_PUT
    if register and register not in codebook().registers:
        complaints.say(f"--register {register}: no such register; there are {', '.join(codebook().registers)}")
        return WRONGLY_PUT
    try:
        rules = _release(public, release, as_of)
        asked = Asked(forms or USUAL, register, Filters(**filters), Extra(hxl), rules)
        handed = hand_on(Ledger(address), asked, folder)
    except BadQuestion as error:
        complaints.say(error)
        return WRONGLY_PUT
    except (LedgerError, CannotExport) as error:
        complaints.say(error)
        return complaints.exit_code
    for one in handed.files:
        print(_line(one))
    print(f"{folder}: {handed.entries} {'entry' if handed.entries == 1 else 'entries'} in {len(handed.files)} files")
    return complaints.exit_code


def prove(address: Address, folder: Path, entry: str, *, public: bool, release: Path | None, as_of: str) -> int:
    """Writes the proof of an entry with the program that checks it, and says how; the exit codes are those of `export`."""
    complaints = Complaints()
    if no_day("--as-of", as_of):
        return WRONGLY_PUT
    try:
        found = write_proof(Ledger(address), entry, folder, _release(public, release, as_of))
    except BadQuestion as error:
        complaints.say(error)
        return WRONGLY_PUT
    except (LedgerError, CannotExport) as error:
        complaints.say(error)
        return complaints.exit_code
    for one in found:
        print(_line(one))
    print(f"check it anywhere with: python3 {folder / PROGRAM} {folder / PROOF}")
    return complaints.exit_code


def _release(public: bool, path: Path | None, as_of: str) -> Release | None:
    if not public and path is None:
        return None
    return release_at(path, as_of or date.today().isoformat())


def _line(one: Written) -> str:
    return f"{one.name:24} {one.size:>12,} bytes"
