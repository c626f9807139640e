"""What the ledger keeps of a report so that it can be compared with others, as a row and back."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, select

from hudna.ledger.portions import portions
from hudna.ledger.schema import outlines, reports
from hudna.vocabulary import Span
from hudna.vocabulary.stories import Outline


def outline_row(key: int, outline: Outline) -> dict[str, Any]:
    """The row of an outline; title and text stand with the report."""
    return {
        "report": key,
        "day": outline.day,
        "outlet": outline.outlet,
        "agency": outline.agency,
        "asides": encoded(outline.asides),
        "cites": encoded(outline.cites),
        "happenings": encoded(sorted(outline.happenings)),
        "voices": encoded(outline.voices),
    }


_WITH_WORDS = (
    select(outlines, reports.c.id, reports.c.title, reports.c.text)
    .join(reports, outlines.c.report == reports.c.key)
    .where(outlines.c.report.in_(bindparam("wanted", expanding=True)), reports.c.current)
)


def outlines_at(connection: Connection, keys: Sequence[int], at_hand: Mapping[int, Outline]) -> dict[int, Outline]:
    """The outlines of reports by their keys, in this order; without those that have none or have a later wording."""
    unknown = [key for key in keys if key not in at_hand]
    found = {key: at_hand[key] for key in keys if key in at_hand}
    for some in portions(unknown):
        for row in connection.execute(_WITH_WORDS, {"wanted": some}):
            found[row.report] = _outline(row)
    return {key: found[key] for key in keys if key in found}


def _outline(row: Any) -> Outline:
    return Outline(
        id=row.id,
        day=row.day,
        outlet=row.outlet,
        agency=row.agency,
        title=row.title,
        text=row.text,
        asides=spans_in(row.asides),
        cites=tuple(words_in(row.cites)),
        happenings=frozenset(words_in(row.happenings)),
        voices=tuple(words_in(row.voices)),
    )


def words_in(encoded_words: str) -> list[str]:
    """Words that a column holds."""
    return msgspec.json.decode(encoded_words, type=list[str])


def spans_in(encoded_spans: str) -> tuple[Span, ...]:
    """Spans that a column holds."""
    return tuple(msgspec.json.decode(encoded_spans, type=list[Span]))


def encoded(value: object) -> str:
    """A value as a column holds it."""
    return msgspec.json.encode(value).decode()
