"""The folder of a proof: the proof, and the program that checks it."""

import json
from importlib.resources import files
from pathlib import Path

from hudna.errors import BadQuestion
from hudna.ledger.proofs import entry_to_prove, proof_of
from hudna.ledger.snapshot import snapshot
from hudna.ledger.store import Ledger
from hudna.publish.exports.package import Written, written
from hudna.publish.exports.release import Release
from hudna.publish.exports.whole import whole_folder

PROOF, PROGRAM = "proof.json", "verify.py"


class HeldBack(BadQuestion):
    """The entry is held back, and so is its proof."""


def write_proof(ledger: Ledger, entry_id: str, folder: Path, release: Release | None = None) -> list[Written]:
    """Writes the proof of an entry and `verify.py`, wholly or not at all; a public one without contents.

    Raises `NoSuchEntry`, `HeldBack`, `CannotExport`, or `LedgerError` where the ledger cannot prove it.
    """
    with snapshot(ledger) as moment:
        entry = entry_to_prove(moment, entry_id)
        if release and release.holds_back(entry):
            raise HeldBack(f"{entry_id}: no proof of it can be given; see the release file")
        proof = proof_of(moment, entry, contents=release is None)
    with whole_folder(folder) as part:
        (part / PROOF).write_bytes(json.dumps(proof, ensure_ascii=False, indent=1).encode() + b"\n")
        (part / PROGRAM).write_bytes(files("hudna.publish.exports").joinpath(PROGRAM).read_bytes())
        return [written(part / name) for name in (PROOF, PROGRAM)]
