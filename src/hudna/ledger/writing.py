"""One writer's batch: blobs first, then rows and log in one transaction, then mirror and checkpoint, and only then it counts.

Whatever an interrupted writer left is finished or taken away by the next one, before it begins.
"""

import contextlib
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import DatabaseError

from hudna.errors import LedgerError
from hudna.ledger import intent as intents
from hudna.ledger.beside import Beside, replace_durably
from hudna.ledger.blobs import Blobs, sealed
from hudna.ledger.checkpoints import Checkpoint, Signer, sign_again, signer_at
from hudna.ledger.database import Database
from hudna.ledger.failpoints import reached
from hudna.ledger.intent import Intent
from hudna.ledger.log import Leaf, LedgerDamaged, Mirror, What, blobs_of, entry_of, leaf_in
from hudna.ledger.merkle import Frontier, leaf_hash
from hudna.ledger.schema import log, tree

FORMAT = 1
"""The form of leaves and blobs."""
AT_ONCE = 400
"""Blobs that are held in memory before they are written."""


class Batch:
    """What one writer adds: rows through `connection`, contents through `keep`, entries of the log through `note`.

    `kept` is the keys of the reports that it brings.
    """

    def __init__(self, connection: Connection, beside: Beside, deed: str) -> None:
        self.connection = connection
        self.beside = beside
        self.entries: list[bytes] = []
        self.doomed: list[str] = []
        self.kept: set[int] = set()
        self._deed = deed
        self._blobs: dict[str, bytes] = {}
        self._announced = False
        row = connection.execute(select(tree)).one_or_none()
        self._founded = row is not None
        self.bytes = row.bytes if row else 0
        self.origin = row.origin if row else f"hudna/{secrets.token_hex(8)}"
        self.key = row.key if row else ""
        self.frontier = frontier_of(row.size, row.peaks) if row else Frontier()
        self.before = self.frontier.size
        self.signer: Signer | None = None

    def keep(self, content: bytes) -> str:
        """The address under which a content will lie before anything that is said of it is committed."""
        address, file = sealed(content)
        self._blobs[address] = file
        if len(self._blobs) >= AT_ONCE:
            self._write_blobs()
        return address

    def note(self, what: What, at: str, **more: Any) -> int:
        """The number of a new entry of the log."""
        self.sign(at)
        return self._note({"what": what.value, "at": at, **more})

    def _note(self, leaf: Leaf) -> int:
        entry = entry_of(leaf)
        self.entries.append(entry)
        self.frontier.add(leaf_hash(entry))
        self.bytes += len(entry) + 1
        return self.frontier.size - 1

    def sign(self, at: str) -> None:
        """Makes sure that the log names the key which will sign for it, before anything else is noted."""
        if self.signer is not None:
            return
        self.signer = signer_at(self.beside.key, self.origin)
        if self.signer.verifier_key == self.key:
            return
        self.key = self.signer.verifier_key
        if self.frontier.size:
            self._note({"what": What.KEY.value, "at": at, "key": self.key})
        else:
            self._note({"what": What.LEDGER.value, "at": at, "key": self.key, "origin": self.origin, "format": FORMAT})

    def destroy(self, addresses: list[str]) -> None:
        """Blobs to be destroyed once the entry that says so is committed."""
        self.doomed += addresses

    def write_down(self) -> None:
        """Makes the blobs durable and adds the entries to the log, so that the transaction may be committed."""
        if not self.entries:
            return
        self._write_blobs()
        first = self.before
        rows = [{"number": number, "entry": entry} for number, entry in enumerate(self.entries, first)]
        self.connection.execute(insert(log), rows)
        row = {
            "size": self.frontier.size,
            "bytes": self.bytes,
            "peaks": b"".join(self.frontier.peaks),
            "origin": self.origin,
            "key": self.key,
        }
        self.connection.execute(update(tree).values(row) if self._founded else insert(tree).values(one=1, **row))
        reached("rows.written")

    def _write_blobs(self) -> None:
        addresses = tuple(self._blobs) if self._deed == intents.ADD else tuple(self.doomed)
        if self._announced:
            intents.announce_more(self.beside.intent, addresses)
        else:
            intents.announce(self.beside.intent, Intent(self._deed, self.before, addresses))
            self._announced = True
        Blobs(self.beside.evidence).write(self._blobs)
        self._blobs = {}

    def publish(self) -> None:
        """After the commit: the entries into the mirror, the checkpoint beside it."""
        Mirror(self.beside.log).append(self.entries)
        assert self.signer is not None
        checkpoint = Checkpoint(self.origin, self.frontier.size, self.frontier.root())
        replace_durably(self.beside.checkpoint, self.signer.signed(checkpoint).encode())
        reached("checkpoint.written")


def frontier_of(size: int, peaks: bytes) -> Frontier:
    """The frontier kept in the row of `tree`; raises `LedgerDamaged` where the two do not fit."""
    try:
        return Frontier(size, [peaks[i : i + 32] for i in range(0, len(peaks), 32)])
    except ValueError as error:
        raise LedgerDamaged(f"the tree of the log is damaged ({error}); look with: hudna verify") from error


@contextmanager
def writing(
    database: Database,
    *,
    deed: str = intents.ADD,
    before: Callable[[Connection], None] | None = None,
) -> Iterator[Batch]:
    """A batch that is kept wholly or not at all; what it holds counts once this has ended without an error.

    `before` may change the schema inside the transaction, before anything of the ledger is read.
    """
    beside = database.beside
    with database.alone():
        _finish_interrupted(database)
        finished = False
        try:
            with database.engine.begin() as connection:
                if before:
                    before(connection)
                batch = Batch(connection, beside, deed)
                _check_mirror(beside, batch)
                yield batch
                batch.write_down()
            if batch.entries:
                reached("committed")
                batch.publish()
                if deed == intents.REDACT:
                    _destroy(database, batch.doomed)
                intents.done(beside.intent)
            finished = True
        finally:
            if not finished:
                with contextlib.suppress(LedgerError, DatabaseError, OSError):
                    _finish_interrupted(database)


def _check_mirror(beside: Beside, batch: Batch) -> None:
    mirrored = Mirror(beside.log).size()
    if mirrored != batch.bytes:
        said = f"{beside.log} has {mirrored:,} bytes where the ledger's log has {batch.bytes:,}"
        raise LedgerDamaged(f"{said}; nothing was written, look with: hudna verify, and then: hudna rebuild")


def _finish_interrupted(database: Database) -> None:
    """Brings mirror and checkpoint up to the log, and takes away the blobs that were never committed or are redacted."""
    beside = database.beside
    intent = intents.announced(beside.intent)
    if intent is None:
        return
    since: list[Leaf | None] = []
    if database.exists():
        with database.engine.connect() as connection:
            if connection.dialect.has_table(connection, tree.name):
                entries = list(connection.execute(select(log.c.entry).order_by(log.c.number)).scalars())
                since = [leaf_in(entry) for entry in entries[intent.size :]]
                Mirror(beside.log).catch_up(iter(entries))
                for row in connection.execute(select(tree)):
                    checkpoint = Checkpoint(row.origin, row.size, frontier_of(row.size, row.peaks).root())
                    sign_again(beside, checkpoint, row.key)
    blobs = Blobs(beside.evidence)
    if intent.deed == intents.ADD:
        kept = {address for leaf in since if leaf for address in blobs_of(leaf)}
        blobs.destroy(address for address in intent.blobs if address not in kept)
    elif any(leaf and leaf["what"] == What.REDACTION for leaf in since):
        _destroy(database, list(intent.blobs))
    intents.done(beside.intent)


def _destroy(database: Database, addresses: list[str]) -> None:
    reached("redaction.committed")
    Blobs(database.beside.evidence).destroy(addresses)
    database.forget_deleted()
    reached("redaction.vacuumed")
