"""The ledger as it was at one moment, for what reads it in many pieces that have to fit together."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from hudna.ledger.store import Ledger


class Snapshot(Ledger):
    """A ledger whose readers all see the same moment, however it is written to meanwhile; it cannot be written to."""

    def __init__(self, ledger: Ledger, connection: Connection) -> None:
        self.address = ledger.address
        self.database = ledger.database
        self.beside = ledger.beside
        self._connection = connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """The one connection."""
        with self.speaking():
            yield self._connection


@contextmanager
def snapshot(ledger: Ledger) -> Iterator[Ledger]:
    """The ledger as it is now, for as long as the context lasts."""
    with ledger.reading() as connection:
        yield Snapshot(ledger, connection)
