"""`hudna rebuild`: the ledger made again from its blobs and its log, with the same root."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, insert, select

from hudna.errors import LedgerError
from hudna.ledger.address import Address
from hudna.ledger.beside import Beside, replace_durably
from hudna.ledger.blobs import BlobDamaged, BlobMissing, Blobs
from hudna.ledger.checkpoints import BadCheckpoint, Checkpoint, checkpoint_in, sign_again
from hudna.ledger.database import Database, database_at
from hudna.ledger.failpoints import reached
from hudna.ledger.following import follow_anew
from hudna.ledger.fulltext import take_in_missing
from hudna.ledger.log import ARRIVALS, Leaf, LedgerDamaged, Mirror, What, leaf_in
from hudna.ledger.merkle import Frontier, leaf_hash, root_of
from hudna.ledger.names import decision_in
from hudna.ledger.reviews import review_in
from hudna.ledger.rows import FIELDS, insert_rows, reading_in, report_in, rows_in
from hudna.ledger.schema import decisions, log, reports, reviews, tree
from hudna.ledger.store import WAIT_SECONDS, digest_of
from hudna.ledger.weaving import Weaver
from hudna.vocabulary import Report


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """The log of the ledger that was made, what could not be made again, and where that which was there is now, or ""."""

    size: int
    root: bytes
    lost: tuple[str, ...]
    aside: str


def rebuild(address: Address, weaver: Weaver) -> Rebuilt:
    """Makes the ledger again and puts it in its place; the one that was there stays beside it as `*damaged`.

    Raises `LedgerDamaged` where neither the ledger nor its mirror holds the log that the checkpoint was signed over.
    """
    database = database_at(address, WAIT_SECONDS)
    beside = database.beside
    if not beside.evidence.is_dir() and not Mirror(beside.log).size():
        said = f"neither {beside.evidence} nor {beside.log} is there; nothing to rebuild it from"
        raise LedgerError(f"{address}: {said}")
    with database.speaking(), database.alone():
        database.check_beside()
        entries = _the_log(database)
        new = database.anew()
        lost = _fill(new, beside, entries, weaver)
        aside = database.give_way(new)
        wanted = b"".join(entry + b"\n" for entry in entries)
        if not beside.log.exists() or beside.log.read_bytes() != wanted:
            replace_durably(beside.log, wanted)
        root, origin = root_of(map(leaf_hash, entries)), (leaf_in(entries[0]) or {})["origin"]
        sign_again(beside, Checkpoint(origin, len(entries), root), _keys(entries)[-1])
    return Rebuilt(len(entries), root, tuple(lost), aside)


def _the_log(database: Database) -> list[bytes]:
    """The longer of the log and its mirror that is what the checkpoint was signed over."""
    beside = database.beside
    sides = sorted([Mirror(beside.log).entries(), _entries(database)], key=len, reverse=True)
    whole = [side for side in sides if side and all(leaf_in(entry) for entry in side)]
    note = beside.checkpoint.read_bytes().decode("utf-8", "replace") if beside.checkpoint.exists() else ""
    for side in whole:
        try:
            signed = checkpoint_in(note, _keys(side))
        except BadCheckpoint:
            continue
        if signed.size <= len(side) and root_of(map(leaf_hash, side[: signed.size])) == signed.root:
            return side
    if whole and not note and all(side == whole[0][: len(side)] for side in sides):
        return whole[0]
    said = "neither the ledger nor its mirror holds the log that the checkpoint was signed over"
    raise LedgerDamaged(f"{database.address}: {said}; take a backup: hudna restore FILE")


def _keys(entries: Sequence[bytes]) -> list[str]:
    return [leaf["key"] for leaf in map(leaf_in, entries) if leaf and "key" in leaf]


def _entries(database: Database) -> list[bytes]:
    """The log as the ledger has it, as far as it can be read."""
    if not database.exists():
        return []
    try:
        with database.speaking(), database.reader.connect() as connection:
            return list(connection.execute(select(log.c.entry).order_by(log.c.number)).scalars())
    except LedgerError:
        return []


def _fill(new: Database, beside: Beside, entries: list[bytes], weaver: Weaver) -> list[str]:
    """Fills a new database from log and blobs; what was lost comes back."""
    leaves = [leaf for leaf in map(leaf_in, entries) if leaf]
    frontier = Frontier()
    for entry in entries:
        frontier.add(leaf_hash(entry))
    with new.engine.begin() as connection:
        new.make(connection)
        rows = [{"number": number, "entry": entry} for number, entry in enumerate(entries)]
        connection.execute(insert(log), rows)
        row = {"size": frontier.size, "bytes": sum(len(entry) + 1 for entry in entries)}
        named = {"origin": leaves[0]["origin"], "key": _keys(entries)[-1]}
        connection.execute(insert(tree).values(one=1, peaks=b"".join(frontier.peaks), **row, **named))
        filling = _Filling(connection, Blobs(beside.evidence), leaves)
        for number, leaf in enumerate(leaves):
            filling.take(number, leaf)
        take_in_missing(connection)
        follow_anew(connection)
        weaver.weave_anew(connection)
        reached("rebuild.rows")
    return filling.lost


class _Filling:
    """The rows of a new ledger, entry by entry of its log."""

    def __init__(self, connection: Connection, blobs: Blobs, leaves: list[Leaf]) -> None:
        self.connection = connection
        self.blobs = blobs
        self.lost: list[str] = []
        self._redacted = {leaf["of"]: n for n, leaf in enumerate(leaves) if leaf["what"] == What.REDACTION}
        self._readings = {leaf["of"]: n for n, leaf in enumerate(leaves) if leaf["what"] == What.READING}
        self._later = {leaf["after"] for leaf in leaves if leaf["what"] == What.CHANGED}
        self._keys: dict[int, int] = {}

    def take(self, number: int, leaf: Leaf) -> None:
        """Makes the rows that an entry stands for."""
        try:
            if leaf["what"] in ARRIVALS:
                self._arrival(number, leaf)
            elif leaf["what"] == What.READING and leaf["of"] in self._keys and self._readings[leaf["of"]] == number:
                reading = reading_in(self.blobs.read(leaf["blob"]))
                insert_rows(self.connection, [rows_in(self._keys[leaf["of"]], reading)])
            elif leaf["what"] == What.DECISION:
                decision = decision_in(self.blobs.read(leaf["blob"]))
                self.connection.execute(insert(decisions).values(leaf=number, **decision))
            elif leaf["what"] == What.REVIEW and leaf["of"] not in self._redacted:
                review = review_in(self.blobs.read(leaf["blob"]))
                self.connection.execute(insert(reviews).values(leaf=number, **review))
        except (BlobMissing, BlobDamaged) as error:
            self.lost.append(f"{error}; what log entry {number} stands for is lost")
        except msgspec.DecodeError as error:
            self.lost.append(f"blob {leaf['blob']}: {error}; what log entry {number} stands for is lost")

    def _arrival(self, number: int, leaf: Leaf) -> None:
        row: dict[str, Any] = {"leaf": number, "version": leaf["version"], "current": number not in self._later}
        if number in self._redacted:
            empty = {**dict.fromkeys(FIELDS, ""), "id": f"redacted-{number}", "digest": ""}
            self.connection.execute(insert(reports).values(redacted=self._redacted[number], **empty, **row))
            return
        report = Report(**report_in(self.blobs.read(leaf["blob"]))[0])
        fields = {name: getattr(report, name) for name in FIELDS}
        row |= {"digest": digest_of(report), "reading": self._readings.get(number)}
        added = self.connection.execute(insert(reports).values(**fields, **row))
        self._keys[number] = added.inserted_primary_key[0]  # type: ignore[index]
