"""What the log says of reports: under which address each was kept, when, and by which version it was read last."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from hudna.ledger.checkpoints import Checkpoint
from hudna.ledger.portions import portions
from hudna.ledger.schema import log, reports, tree
from hudna.ledger.store import Ledger
from hudna.ledger.writing import frontier_of


@dataclass(frozen=True, slots=True)
class Capture:
    """A report as it came: `number` is its entry of the log, `address` the SHA-256 of its blob, `at` the time of the entry.

    `reading` is the entry of the log that read it last, by which version, when, and the address of what was read; None, "",
    "" and "" while it waits.
    """

    report: str
    number: int
    address: str
    at: str
    reading: int | None
    reader: str
    read_at: str
    read_address: str


def captures_of(ledger: Ledger, ids: Iterable[str]) -> dict[str, Capture]:
    """The captures of these reports as they now read, by report."""
    with ledger.reading() as connection:
        return {one.report: one for some in portions(ids) for one in _captures(connection, some)}


def wordings_of(ledger: Ledger, ids: Iterable[str]) -> dict[str, str]:
    """The printed texts of these reports as they now read."""
    found: dict[str, str] = {}
    with ledger.reading() as connection:
        for some in portions(ids):
            wanted = select(reports.c.id, reports.c.text).where(reports.c.current, reports.c.id.in_(some))
            found.update((row.id, row.text) for row in connection.execute(wanted))
    return found


def _captures(connection: Connection, ids: Sequence[str]) -> Iterator[Capture]:
    wanted = select(reports.c.id, reports.c.leaf, reports.c.reading).where(reports.c.current, reports.c.id.in_(ids))
    rows = connection.execute(wanted).all()
    leaves = leaves_at(connection, [number for row in rows for number in (row.leaf, row.reading) if number is not None])
    for row in rows:
        came, read = leaves.get(row.leaf, {}), leaves.get(row.reading, {})
        yield Capture(
            report=row.id,
            number=row.leaf,
            address=came.get("blob", ""),
            at=came.get("at", ""),
            reading=row.reading,
            reader=read.get("reader", ""),
            read_at=read.get("at", ""),
            read_address=read.get("blob", ""),
        )


def leaves_at(connection: Connection, numbers: Iterable[int]) -> dict[int, dict[str, Any]]:
    """The leaves of these entries of the log."""
    found: dict[int, dict[str, Any]] = {}
    for some in portions(set(numbers)):
        wanted = select(log.c.number, log.c.entry).where(log.c.number.in_(some))
        found.update((row.number, json.loads(row.entry)) for row in connection.execute(wanted))
    return found


def state_of(ledger: Ledger) -> Checkpoint:
    """The log as it is now."""
    with ledger.reading() as connection:
        row = connection.execute(select(tree)).one()
    return Checkpoint(row.origin, row.size, frontier_of(row.size, row.peaks).root())
