"""The reports of a ledger with the bytes that they came as, every wording, for those who write archives."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from hudna.ledger.blobs import Blobs
from hudna.ledger.captures import leaves_at
from hudna.ledger.rows import report_in
from hudna.ledger.schema import reports
from hudna.ledger.store import Ledger

AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording of a report: its id, address, the time of its entry of the log, and the bytes it came as."""

    report: str
    url: str
    at: str
    came: bytes


def wordings(ledger: Ledger) -> Iterator[Wording]:
    """Every wording that is not redacted, in the order in which they came.  Raises `LedgerError` where a blob is damaged."""
    blobs, after = Blobs(ledger.beside.evidence), 0
    wanted = select(reports.c.key, reports.c.id, reports.c.url, reports.c.leaf).where(reports.c.redacted.is_(None))
    while True:
        with ledger.reading() as connection:
            some = wanted.where(reports.c.key > after).order_by(reports.c.key).limit(AT_ONCE)
            rows = connection.execute(some).all()
            leaves = leaves_at(connection, [row.leaf for row in rows if row.leaf is not None])
        for row in rows:
            leaf = leaves.get(row.leaf, {})
            if "blob" in leaf:
                yield Wording(row.id, row.url, leaf["at"], report_in(blobs.read(leaf["blob"]))[1])
        if not rows:
            return
        after = rows[-1].key
