"""The reports of the ledger as a list, the newest first, page by page."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select, tuple_

from hudna.ledger import filters as cuts
from hudna.ledger.entries import Origin
from hudna.ledger.filters import Filters
from hudna.ledger.schema import entries, reports
from hudna.ledger.store import Ledger


@dataclass(frozen=True, slots=True)
class Listed:
    """A report in a list, how many entries were read in it, and whether it waits to be read."""

    origin: Origin
    entries: int
    waits: bool


def reports_page(ledger: Ledger, filters: Filters, after: str, most: int) -> tuple[list[Listed], str]:
    """The reports that pass, behind the one of that id, and the id that the next page begins behind, "" on the last."""
    told = select(func.count()).where(entries.c.report == reports.c.key, entries.c.withdrawn == "")
    wanted = select(reports, told.scalar_subquery().label("told")).where(
        reports.c.current, reports.c.redacted.is_(None)
    )
    with ledger.reading() as connection:
        wanted = wanted.where(*cuts.holding_one(connection, filters))
        if after:
            wanted = wanted.where(before(after))
        rows = connection.execute(wanted.order_by(*NEWEST).limit(most + 1)).all()
    found = [
        Listed(
            Origin(row.id, row.version, row.current, row.outlet, row.published, row.url, row.title),
            row.told,
            row.reading is None,
        )
        for row in rows[:most]
    ]
    return found, found[-1].origin.id if len(rows) > most else ""


NEWEST = reports.c.published.desc(), reports.c.id.desc()


def before(report: str) -> ColumnElement[bool]:
    """The rows of `reports` that come behind a report where the newest come first."""
    there = reports.alias()
    day = select(there.c.published).where(there.c.id == report, there.c.current).scalar_subquery()
    return tuple_(reports.c.published, reports.c.id) < tuple_(day, report)
