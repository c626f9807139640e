"""Commitments in a few columns each, as they are held against one another: a board does not look up every entry for them.

All of it follows from the rows that were read and can be made anew; nothing in it is evidence.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    select,
)

from hudna.ledger.schema import entries, evidence, hops, metadata, reports
from hudna.rules.codebook import codebook

BETWEEN = "\n"
"""Stands between the meanings of several phrases, which may hold blanks."""

promised = Table(
    "promised",
    metadata,
    Column("published", String, nullable=False),
    Column("report_id", String, nullable=False),
    Column("start", Integer, nullable=False),
    Column("entry", Integer, nullable=False),
    Column("report", ForeignKey("reports.key"), nullable=False),
    Column("id", String, nullable=False),
    Column("action", String, nullable=False),
    Column("negated", Boolean, nullable=False),
    Column("when", String, nullable=False),
    Column("owing", String, nullable=False),
    Column("placed", String, nullable=False),
    PrimaryKeyConstraint("published", "report_id", "start", "entry"),
    Index("promised_by_report", "report"),
    sqlite_with_rowid=False,
)
"""The commitments that the rules read in current reports, in the order of the board.

`owing` is what the words for the debtor stand for, `placed` those for the places, as far as that is settled, a line each.
"""
_ENTRIES = (
    select(
        reports.c.published, reports.c.id.label("report_id"), entries.c.trigger_start, entries.c.number, entries.c.report,
        entries.c.id, entries.c.action, entries.c.negated, entries.c.when, entries.c.attribution,
    )
    .join(reports, reports.c.key == entries.c.report)
    .where(reports.c.current, entries.c.commitment, entries.c.withdrawn == "")
)  # fmt: skip
_PARTS = select(evidence.c.report, evidence.c.entry, evidence.c.role, evidence.c.meaning).where(
    evidence.c.role.in_(("actor", "place")), evidence.c.meaning != ""
)
_SPEAKERS = select(hops.c.report, hops.c.attribution, hops.c.identity)


def promise_rows(connection: Connection, keys: Collection[int]) -> Iterator[dict[str, Any]]:
    """The rows of these reports, out of those that were read in them."""
    told = connection.execute(_ENTRIES.where(entries.c.report.in_(keys))).all()
    holding = sorted({row.report for row in told})
    parts: defaultdict[tuple[int, int, str], list[str]] = defaultdict(list)
    speakers: dict[tuple[int, int], str] = {}
    if holding:
        here = _PARTS.where(evidence.c.report.in_(holding)).order_by(evidence.c.position)
        for report, entry, role, meaning in connection.execute(here):
            parts[report, entry, role].append(meaning)
        chains = _SPEAKERS.where(hops.c.report.in_(holding)).order_by(hops.c.position)
        speakers = {(report, number): name for report, number, name in connection.execute(chains)}
    for row in told:
        owing = BETWEEN.join(parts[row.report, row.number, "actor"])
        if codebook().actions[row.action].owed_by_speaker:
            owing = speakers.get((row.report, row.attribution), "")
        yield {
            **{
                name: getattr(row, name)
                for name in ("published", "report_id", "report", "id", "action", "negated", "when")
            },
            "start": row.trigger_start,
            "entry": row.number,
            "owing": owing,
            "placed": BETWEEN.join(parts[row.report, row.number, "place"]),
        }
