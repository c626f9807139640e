"""What the ledger asks of the database that it stands in, and which database an address stands for.

SQLite (`sqlite.py`) and PostgreSQL (`postgres.py`) answer alike; nothing else of the ledger knows which of them it has.
"""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import ClassVar, NamedTuple, Protocol

from sqlalchemy import Connection, Engine

from hudna.ledger.address import Address, Server
from hudna.ledger.beside import Beside
from hudna.vocabulary import Report


class Identity(NamedTuple):
    """What is at an address: whether it is a ledger of ours, of which schema, and whether anything is there at all."""

    ours: bool
    schema: int
    empty: bool


class Health(NamedTuple):
    """What `hudna doctor` says of a database, line by line, and what of it endangers the ledger."""

    said: list[str]
    dangers: list[str]


class Database(Protocol):
    """One ledger's database; `engine` writes, one at a time and durably, `reader` reads one state of it and can only read."""

    KEEPERS: ClassVar[str]
    """What holds a report still when it has been redacted."""

    @property
    def address(self) -> Address:
        """Where it is."""
        ...

    @property
    def beside(self) -> Beside:
        """What lies beside it."""
        ...

    @property
    def engine(self) -> Engine:
        """What writes."""
        ...

    @property
    def reader(self) -> Engine:
        """What reads."""
        ...

    def exists(self) -> bool:
        """Whether anything is there."""
        ...

    def speaking(self) -> AbstractContextManager[None]:
        """Errors of the database and the disk as errors that a person can act on."""
        ...

    def alone(self, *, create: bool = True) -> AbstractContextManager[None]:
        """Holds the writers' lock; raises `LedgerBusy` where another holds it for too long.

        Without `create`, raises `FileNotFoundError` where there is no mirror of the log.
        """
        ...

    def check_beside(self) -> None:
        """Raises `LedgerError` where what lies beside the ledger is another ledger's."""
        ...

    def prepare(self) -> None:
        """Makes ready for the first transaction of a writer."""
        ...

    def identity(self, connection: Connection) -> Identity:
        """What is there."""
        ...

    def make(self, connection: Connection) -> None:
        """Makes all tables with their guards, and marks them; part of the transaction."""
        ...

    def mark(self, connection: Connection, schema: int) -> None:
        """Writes down that this is a ledger, and of which schema; part of the transaction."""
        ...

    def guard(self, connection: Connection) -> None:
        """Puts back the guards that are not there."""
        ...

    def unguard(self, connection: Connection) -> None:
        """Takes the guards away, so that an older schema can be changed."""
        ...

    def guards(self, connection: Connection) -> frozenset[str]:
        """The names of the guards that are there as they were made."""
        ...

    def lenient(self, connection: Connection) -> None:
        """From now on texts that are no UTF-8 are read all the same."""
        ...

    def trying(self, connection: Connection) -> AbstractContextManager[object]:
        """What fails in here leaves the connection as it was."""
        ...

    def faults(self, connection: Connection) -> list[str]:
        """What the database itself finds wrong."""
        ...

    def refuses(self, report: Report) -> str:
        """Why this database cannot hold a report, "" where it can."""
        ...

    def forget_deleted(self) -> None:
        """Wipes what was deleted; raises `LedgerBusy` while somebody reads."""
        ...

    def remains(self) -> list[str]:
        """Where something that was redacted may be still, as far as it is known here: copies that were set aside."""
        ...

    def copy(self, connection: Connection, to: Path) -> None:
        """The state that the connection is reading, as one file of SQLite."""
        ...

    def take_place(self, file: Path) -> None:
        """Puts what `copy` has made where this ledger is to be; it is there wholly or not at all, and the file is gone."""
        ...

    def anew(self) -> "Database":
        """An empty database beside this one."""
        ...

    def give_way(self, new: "Database") -> str:
        """Puts what `anew` has made in the place of this one; where the one that was there is now, "" where there was none."""
        ...

    def health(self) -> Health:
        """What may endanger the ledger."""
        ...


def database_at(address: Address, wait: float) -> Database:
    """The database of an address; whoever has to wait for another does so for `wait` seconds."""
    if isinstance(address, Server):
        from hudna.ledger.postgres import Postgres

        return Postgres(address, wait)
    from hudna.ledger.sqlite import SQLite

    return SQLite(address, wait)
