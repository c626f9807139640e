"""What a check of the ledger comes to, and a still picture of all its parts to check."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

from hudna.ledger.beside import Beside
from hudna.ledger.blobs import Blobs
from hudna.ledger.database import Database
from hudna.ledger.intent import Intent, announced
from hudna.ledger.log import Leaf, What, leaf_in
from hudna.ledger.store import Ledger

Values = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """An object that is damaged, and what is wrong with it."""

    name: str
    what: str

    def __str__(self) -> str:
        return f"{self.name}: {self.what}"


@dataclass(slots=True)
class Picture:
    """The ledger at one moment: `rows` of every table are read from one state of it, everything else under the lock.

    `entries` is the log as the ledger has it, `lines` as its mirror has it, `note` the checkpoint beside it ("" without
    one), `lying` the address of every file of the evidence folder, `intent` what an interrupted writer meant to do.
    """

    database: Database
    connection: Connection
    intent: Intent | None
    lines: list[bytes]
    torn: bytes
    note: str
    lying: list[tuple[str, str]]
    entries: list[bytes] = field(default_factory=list)
    leaves: list[Leaf | None] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def beside(self) -> Beside:
        """What lies beside the ledger."""
        return self.database.beside

    def found(self, name: str, what: str) -> None:
        """Notes what is wrong with an object."""
        self.findings.append(Finding(name, what))

    def rows(self, table: str, columns: Iterable[str]) -> list[Values]:
        """The bare rows of a table, truth values as 0 and 1, a finding in place of those that cannot be read."""
        wanted = ", ".join(f'"{column}"' for column in columns)
        try:
            with self.database.trying(self.connection):
                found = self.connection.exec_driver_sql(f'SELECT {wanted} FROM "{table}"')
                return [tuple(int(value) if isinstance(value, bool) else value for value in row) for row in found]
        except DatabaseError as error:
            self.found(f"{self.beside.name}, table {table}", f"cannot be read ({error.orig})")
            return []

    def of(self, *kinds: What) -> Iterator[tuple[int, Leaf]]:
        """The number and leaf of the entries of some kinds."""
        for number, leaf in enumerate(self.leaves):
            if leaf is not None and leaf["what"] in kinds:
                yield number, leaf

    @property
    def redacted(self) -> dict[int, int]:
        """The entries that brought what was taken away, and the entries that say so."""
        return {leaf["of"]: number for number, leaf in self.of(What.REDACTION)}


@contextmanager
def picture(ledger: Ledger) -> Iterator[Picture]:
    """A picture of a ledger; raises `LedgerError` where its file cannot be opened at all."""
    database = ledger.database
    with ledger.reading() as connection:
        database.lenient(connection)
        connection.rollback()
        try:
            with database.alone(create=False):
                shot = _shot(database, connection)
        except FileNotFoundError:
            shot = _shot(database, connection)
        rows = sorted(shot.rows("log", ("number", "entry")), key=lambda row: row[0])
        for expected, (number, entry) in enumerate(rows):
            if number != expected:
                shot.found(f"log entry {expected}", f"not there; entry {number} follows")
                break
            shot.entries.append(entry if isinstance(entry, bytes) else str(entry).encode("utf-8", "surrogateescape"))
        shot.leaves = [leaf_in(entry) for entry in shot.entries]
        yield shot


def _shot(database: Database, connection: Connection) -> Picture:
    beside = database.beside
    lying = [(address, str(path)) for address, path in Blobs(beside.evidence).lying_there()]
    data = beside.log.read_bytes() if beside.log.exists() else b""
    *lines, torn = data.split(b"\n")
    note = beside.checkpoint.read_bytes().decode("utf-8", "replace") if beside.checkpoint.exists() else ""
    database.identity(connection)  # from here on the connection reads the state of now
    return Picture(database, connection, announced(beside.intent), lines, torn, note, lying)
