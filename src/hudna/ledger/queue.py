"""What waits for a person's eye: entries that nobody has accepted or rejected, least sure first."""

from collections.abc import Iterator

from sqlalchemy import func, select

from hudna.ledger import filters as cuts
from hudna.ledger.filters import Filters
from hudna.ledger.schema import attributions, entries, reports
from hudna.ledger.standing import standing_at
from hudna.ledger.store import Ledger

BATCH = 300
"""Reports that are looked through at a time, so that a large ledger answers as fast as a small one."""


def unjudged_in(ledger: Ledger, filters: Filters) -> Iterator[str]:
    """The ids of the entries without a verdict that pass the filters.

    The newest reports come first, `BATCH` of them together; of these the entries whose rules were never measured, then the
    others from the least sure on.  Found as they are asked for.
    """
    seen = 0
    while True:
        with ledger.reading() as connection:
            here = reports.c.current, *cuts.of_reports(connection, filters), *cuts.narrowed(connection, filters)
            newest = select(reports.c.key).where(*here).order_by(reports.c.published.desc(), reports.c.id)
            keys = connection.execute(newest.offset(seen).limit(BATCH)).scalars().all()
            said = attributions.c.report == entries.c.report, attributions.c.number == entries.c.attribution
            rule = select(attributions.c.rule).where(*said).scalar_subquery()
            sure = func.confidence(entries.c.rule, rule, entries.c.commitment)
            wanted = select(reports.c.id.label("report"), entries.c.id).join(reports, entries.c.report == reports.c.key)
            asked = entries.c.report.in_(keys), *cuts.of_entries(connection, filters, paged=True)
            order = sure.is_not(None), sure, reports.c.published.desc(), reports.c.id, entries.c.trigger_start
            rows = connection.execute(wanted.where(*asked, entries.c.withdrawn == "").order_by(*order)).all()
            standing = standing_at(connection)
        for row in rows:
            held = standing.of(row.report, row.id)
            if held is None or held.verdict is None:
                yield row.id
        if len(keys) < BATCH:
            return
        seen += BATCH
