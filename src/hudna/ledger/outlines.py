"""What the ledger keeps of a report so that it can be compared with others, as a row and back."""

from typing import Any

import msgspec
from sqlalchemy import Connection, select

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


def outline_at(connection: Connection, key: int) -> Outline | None:
    """The outline of the report of that key, None where none was kept or the report has a later wording."""
    wanted = select(outlines, reports.c.id, reports.c.title, reports.c.text)
    wanted = wanted.join(reports, outlines.c.report == reports.c.key).where(outlines.c.report == key)
    row = connection.execute(wanted.where(reports.c.current)).one_or_none()
    if row is None:
        return None
    return Outline(
        id=row.id,
        day=row.day,
        outlet=row.outlet,
        agency=row.agency,
        title=row.title,
        text=row.text,
        asides=tuple(msgspec.json.decode(row.asides, type=list[Span])),
        cites=tuple(words_in(row.cites)),
        happenings=frozenset(words_in(row.happenings)),
        voices=tuple(words_in(row.voices)),
    )


def words_in(encoded_words: str) -> list[str]:
    """Words that a column holds."""
    return msgspec.json.decode(encoded_words, type=list[str])


def encoded(value: object) -> str:
    """A value as a column holds it."""
    return msgspec.json.encode(value).decode()
