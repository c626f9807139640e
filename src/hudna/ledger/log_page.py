"""The log as its readers see it: entry by entry, the latest first, with the tree over it and the last checkpoint."""

from dataclasses import dataclass

from sqlalchemy import func, select

from hudna.ledger.blobs import BlobMissing, Blobs
from hudna.ledger.log import ARRIVALS, Leaf, leaf_in
from hudna.ledger.merkle import leaf_hash
from hudna.ledger.rows import report_in
from hudna.ledger.schema import log, tree
from hudna.ledger.store import Ledger


@dataclass(frozen=True, slots=True)
class Deed:
    """An entry of the log: what was done, when, its leaf hash, the blob that it names, "" for none, and the entry it is about."""

    number: int
    what: str
    at: str
    hash: str
    blob: str
    of: int | None
    reader: str


@dataclass(frozen=True, slots=True)
class Head:
    """The state of the log: its name, its size, the key that signs for it, and the last checkpoint as signed, "" for none."""

    origin: str
    size: int
    key: str
    checkpoint: str


def size_of_log(ledger: Ledger) -> int:
    """How many entries the log holds: whatever is added to the ledger makes it more."""
    with ledger.reading() as connection:
        return int(connection.execute(select(func.coalesce(func.max(log.c.number) + 1, 0))).scalar_one())


def head_of(ledger: Ledger) -> Head:
    """The state of the log now."""
    with ledger.reading() as connection:
        row = connection.execute(select(tree)).one()
    path = ledger.beside.checkpoint
    note = path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""
    return Head(row.origin, row.size, row.key, note)


def deeds_before(ledger: Ledger, number: int | None, most: int) -> list[Deed]:
    """The entries of the log before a number, the latest first; from the last one on where it is None."""
    wanted = select(log).order_by(log.c.number.desc()).limit(most)
    if number is not None:
        wanted = wanted.where(log.c.number < number)
    with ledger.reading() as connection:
        found = [(row.number, row.entry, leaf_in(row.entry) or {}) for row in connection.execute(wanted)]
    return [
        Deed(
            number=number,
            what=str(leaf.get("what", "")),
            at=str(leaf.get("at", "")),
            hash=leaf_hash(entry).hex(),
            blob=str(leaf.get("blob", "")),
            of=leaf.get("of"),
            reader=str(leaf.get("reader", "")),
        )
        for number, entry, leaf in found
    ]


def report_brought_by(ledger: Ledger, number: int) -> str:
    """The id of the report that an entry of the log brought or is about, "" where it is about none or that was redacted."""
    leaf = _leaf(ledger, number)
    if "of" in leaf:
        leaf = _leaf(ledger, leaf["of"])
    if leaf.get("what") not in ARRIVALS:
        return ""
    try:
        return report_in(Blobs(ledger.beside.evidence).read(leaf["blob"]))[0]["id"]
    except BlobMissing:
        return ""


def _leaf(ledger: Ledger, number: int) -> Leaf:
    with ledger.reading() as connection:
        entry = connection.execute(select(log.c.entry).where(log.c.number == number)).scalar()
    return (leaf_in(entry) if entry else None) or {}
