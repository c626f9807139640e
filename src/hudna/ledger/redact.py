"""`hudna redact`: a report's words and everything read in them, gone from the ledger for good; the log stays whole."""

from sqlalchemy import Connection, delete, select, update

from hudna.errors import LedgerError
from hudna.ledger import intent as intents
from hudna.ledger.bearings import forget_bearings
from hudna.ledger.following import unfollow
from hudna.ledger.fulltext import take_out
from hudna.ledger.log import What, leaf_in
from hudna.ledger.rows import FIELDS
from hudna.ledger.schema import READ, log, reports, reviews
from hudna.ledger.store import Ledger
from hudna.ledger.weaving import Weaver


class NoSuchReport(LedgerError):
    """The ledger holds no report of that id."""


def redact(ledger: Ledger, report: str, at: str, weaver: Weaver) -> int:
    """How many wordings of a report were taken away: blobs, salts, rows, and what the file still held of them.

    Raises `NoSuchReport`; raises `LedgerBusy` where somebody reads the ledger meanwhile: the entry of the log is then made,
    and the rest is done by the next command that writes.
    """
    with ledger.writing(intents.REDACT) as batch:
        connection = batch.connection
        here = reports.c.id == report, reports.c.redacted.is_(None)
        rows = connection.execute(select(reports.c.key, reports.c.leaf).where(*here).order_by(reports.c.key)).all()
        if not rows:
            raise NoSuchReport(f"no report {report} in {ledger.address}; hudna list --json shows the ids of reports")
        batch.destroy(_blobs_about(connection, {row.leaf for row in rows}))
        take_out(connection, [row.key for row in rows])
        unfollow(connection, [row.key for row in rows])
        forget_bearings(connection, [row.key for row in rows])
        for row in rows:
            number = batch.note(What.REDACTION, at, of=row.leaf)
            for table in READ:
                connection.execute(delete(table).where(table.c.report == row.key))
            empty = {**dict.fromkeys(FIELDS, ""), "id": f"redacted-{row.leaf}", "digest": "", "reading": None}
            connection.execute(update(reports).where(reports.c.key == row.key).values(redacted=number, **empty))
            connection.execute(delete(reviews).where(reviews.c.of == row.leaf))
        weaver.take_out(connection, report, [row.key for row in rows])
    return len(rows)


def _blobs_about(connection: Connection, leaves: set[int]) -> list[str]:
    """The blobs of these arrivals and of everything that was read in them."""
    found = []
    for number, entry in connection.execute(select(log.c.number, log.c.entry)):
        leaf = leaf_in(entry)
        if leaf and "blob" in leaf and (number in leaves or leaf.get("of") in leaves):
            found.append(leaf["blob"])
    return found
