"""Which entries and reports of the ledger pass the filters, for the lists that are more than entries."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import or_, select

from hudna.ledger import filters as cuts
from hudna.ledger.entries import Entry
from hudna.ledger.filters import Filters
from hudna.ledger.schema import entries, reports
from hudna.ledger.standing import corrected_to_anything
from hudna.ledger.steps import Step
from hudna.ledger.store import Ledger


@dataclass(frozen=True, slots=True)
class Passing:
    """The ids of the reports that pass, and of the entries in them that do, each with its report's."""

    reports: frozenset[str]
    entries: frozenset[tuple[str, str]]
    filters: Filters

    def has(self, entry: Entry) -> bool:
        """Whether an entry passes."""
        if (entry.origin.id, entry.id) not in self.entries:
            return False
        return entry.review is None or cuts.still(self.filters, entry.action, entry.register, entry.when)

    def steps(self, steps: Iterable[Step]) -> tuple[Step, ...]:
        """The steps of which an entry passes."""
        return tuple(step for step in steps if any(self.has(entry) for entry in step.entries))


def passing_in(ledger: Ledger, filters: Filters, *, commitments_only: bool = False) -> Passing | None:
    """What passes, None where nothing is asked; a report passes by itself where nothing is asked of entries."""
    if not filters.asks:
        return None
    with ledger.reading() as connection:
        here = [reports.c.current, *cuts.of_reports(connection, filters)]
        asked = cuts.of_entries(connection, filters)
        if commitments_only:
            asked.append(or_(entries.c.commitment, corrected_to_anything()))
        wanted = select(reports.c.id, entries.c.id).join(entries, entries.c.report == reports.c.key)
        told = frozenset((report, entry) for report, entry in connection.execute(wanted.where(*here, *asked)))
        if filters.of_entries:
            return Passing(frozenset(report for report, _ in told), told, filters)
        return Passing(frozenset(connection.execute(select(reports.c.id).where(*here)).scalars()), told, filters)
