"""Which version of Hudna made a reading, as the log has it."""

from sqlalchemy import Connection, select

from hudna.ledger.log import Leaf, LedgerDamaged, leaf_in
from hudna.ledger.schema import log


def reader_of(connection: Connection, reading: int | None) -> str:
    """The version that made a reading, by its entry of the log; "" where there is none."""
    return "" if reading is None else str(leaf_at(connection, reading)["reader"])


def leaf_at(connection: Connection, number: int) -> Leaf:
    """An entry of the log; raises `LedgerDamaged` where it cannot be read."""
    entry = connection.execute(select(log.c.entry).where(log.c.number == number)).scalar()
    leaf = leaf_in(entry) if entry else None
    if leaf is None:
        raise LedgerDamaged(f"log entry {number} cannot be read; look with: hudna verify")
    return leaf
