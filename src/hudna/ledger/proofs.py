"""The proof of one entry: that the log of a signed checkpoint holds its report, its reading and what people said of it.

It can be checked without Hudna and without the ledger, by `verify.py` that is written beside it.
"""

import base64
import json
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import select

from hudna.errors import LedgerError
from hudna.ledger.blobs import Blobs
from hudna.ledger.checkpoints import checkpoint_in
from hudna.ledger.entries import Entry, explanations_of
from hudna.ledger.log import Leaf, LedgerDamaged, What
from hudna.ledger.merkle import inclusion_proof, leaf_hash
from hudna.ledger.rows import reading_in
from hudna.ledger.schema import log, reports, reviews, tree
from hudna.ledger.store import Ledger

FORMAT = 1


def entry_to_prove(ledger: Ledger, entry_id: str) -> Entry:
    """The entry of that id in the wording that counts; raises `NoSuchEntry` where there is none."""
    return explanations_of(ledger, entry_id)[0].entry


def proof_of(ledger: Ledger, entry: Entry, *, contents: bool = True) -> dict[str, Any]:
    """The proof of an entry as JSON takes it; without `contents` it shows that something was kept then, and not what.

    Raises `LedgerError` where the checkpoint does not reach that far or a blob is damaged.
    """
    with ledger.reading() as connection:
        arrival = connection.execute(
            select(reports.c.leaf).where(reports.c.id == entry.origin.id, reports.c.version == entry.origin.version)
        ).scalar_one()
        key = connection.execute(select(tree.c.key)).scalar_one()
        entries = list(connection.execute(select(log.c.entry).order_by(log.c.number)).scalars())
        said = connection.execute(select(reviews.c.leaf).where(reviews.c.of == arrival, reviews.c.entry == entry.id))
        reviewed = sorted(said.scalars())
    note = _checkpoint(ledger)
    size = checkpoint_in(note, [key]).size
    if size > len(entries):
        raise LedgerDamaged(f"{ledger.address}: its log is shorter than its checkpoint says; look with: hudna verify")
    leaves: list[Leaf] = [json.loads(one) for one in entries[:size]]
    blobs = Blobs(ledger.beside.evidence)
    reading = _reading(blobs, leaves, arrival, entry.id)
    wanted = [("key", _key(leaves, key)), ("report", arrival), ("reading", reading)]
    wanted += [("review", number) for number in reviewed if number < size] if contents else []
    hashes = [leaf_hash(one) for one in entries[:size]]
    return {
        "hudna_proof": FORMAT,
        "entry": entry.id,
        "statement": _statement(entry) if contents else None,
        "checkpoint": note,
        "key": key,
        "leaves": [
            {
                "role": role,
                "number": number,
                "leaf": entries[number].decode(),
                "path": [step.hex() for step in inclusion_proof(number, hashes)],
                "file": _file(blobs, leaves[number]) if contents and role != "key" else None,
            }
            for role, number in wanted
        ],
    }


def _checkpoint(ledger: Ledger) -> str:
    try:
        return ledger.beside.checkpoint.read_text("utf-8")
    except OSError as error:
        raise LedgerError(f"{ledger.beside.checkpoint}: not there; the next hudna add signs a new one") from error


def _key(leaves: Sequence[Leaf], key: str) -> int:
    """The entry of the log that names the key which signs."""
    named = (number for number, leaf in enumerate(leaves) if leaf["what"] in (What.LEDGER, What.KEY))
    return max(number for number in named if leaves[number]["key"] == key)


def _reading(blobs: Blobs, leaves: Sequence[Leaf], arrival: int, entry_id: str) -> int:
    """The last reading of the report that holds the entry."""
    for number in _readings(leaves, arrival):
        if entry_id in _ids(blobs.read(leaves[number]["blob"])):
            return number
    raise LedgerError(f"{entry_id}: no reading within the checkpoint holds it; the next hudna add signs a new one")


def _readings(leaves: Sequence[Leaf], arrival: int) -> Iterator[int]:
    for number in range(len(leaves) - 1, arrival, -1):
        if leaves[number]["what"] == What.READING and leaves[number]["of"] == arrival:
            yield number


def _ids(content: bytes) -> list[Any]:
    table = reading_in(content).tables["entries"]
    return [row[table.columns.index("id")] for row in table.rows]


def _file(blobs: Blobs, leaf: Leaf) -> str:
    return base64.b64encode(blobs.file(leaf["blob"])).decode()


def _statement(entry: Entry) -> dict[str, Any]:
    """What the proof is about, for a person; `verify.py` holds it against the files."""
    return {
        "action": entry.action,
        "trigger": list(entry.trigger),
        "printed": entry.printed,
        "origin": msgspec.to_builtins(entry.origin),
    }
