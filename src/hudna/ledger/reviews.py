"""What people say of entries: each review signed, dated, reasoned, and only ever undone by a later one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import Connection, insert, select

from hudna.ledger.log import What, canonical
from hudna.ledger.schema import reports, reviews

if TYPE_CHECKING:
    from hudna.ledger.store import Ledger
    from hudna.ledger.writing import Batch

REVIEWED = ("at", "by", "act", "of", "entry", "field", "value", "machine", "why")
"""What there is to a review."""


class Act(StrEnum):
    """What a person does in a review."""

    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"
    MERGE = "merge"
    SPLIT = "split"
    STATUS = "status"
    UNDO = "undo"


class Chosen(msgspec.Struct, frozen=True, omit_defaults=True):
    """Words of the report that a person chose, what they mean where the person says it, and of a source its kind."""

    start: int
    end: int
    printed: str
    meaning: str = ""
    kind: str = ""


class Value(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a review says besides its act: a value, words, entries that it is about, arrivals of reports, a review to undo.

    `along` is further entries that go where the reviewed one goes, since they tell of the same happening.
    `fields` is what an entry that is accepted said then, field by field.
    """

    text: str = ""
    words: tuple[Chosen, ...] | None = None
    entries: tuple[str, ...] = ()
    along: tuple[str, ...] = ()
    reports: tuple[int, ...] = ()
    review: int | None = None
    fields: dict[str, "Value"] | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """A review as it is kept; it goes by the number of its entry in the log.

    `of` is the entry of the log that brought the report, `report` the id of that; `entry` is "" where the whole report is meant.
    `machine` is what the rules said when it was made.  `undone` is the review that takes it back, None while it holds.
    """

    number: int
    at: str
    by: str
    act: Act
    of: int
    entry: str
    field: str
    value: Value
    machine: str
    why: str
    report: str
    undone: int | None = None


def write_review(batch: "Batch", row: dict[str, Any], value: Value) -> int:
    """Keeps a review with its content and its entry of the log; its number."""
    row = {**row, "value": msgspec.json.encode(value).decode()}
    leaf = batch.note(What.REVIEW, row["at"], of=row["of"], blob=batch.keep(review_content(row)))
    batch.connection.execute(insert(reviews).values(leaf=leaf, **row))
    return leaf


def review_content(row: dict[str, Any]) -> bytes:
    """The content of a review's blob."""
    return canonical({name: row[name] for name in REVIEWED})


def review_in(content: bytes) -> dict[str, str | int]:
    """The row of a blob; raises `msgspec.DecodeError` where it is none."""
    return msgspec.json.decode(content, type=dict[str, str | int])


def reviews_at(connection: Connection) -> list[Review]:
    """Every review of the ledger in the order in which they were made, each with the one that undoes it."""
    wanted = select(reviews, reports.c.id.label("report")).join(reports, reports.c.leaf == reviews.c.of)
    rows = connection.execute(wanted.order_by(reviews.c.leaf)).all()
    return _with_undone([_review(row) for row in rows])


def reviews_in(ledger: "Ledger", about: str = "") -> list[Review]:
    """The reviews of an entry, or of a report and all entries of it; every review of the ledger where `about` is ""."""
    with ledger.reading() as connection:
        found = reviews_at(connection)
    return [one for one in found if not about or about in (one.entry, one.report)]


def in_force(found: Iterable[Review]) -> list[Review]:
    """The reviews that hold: neither undone nor one that undoes."""
    return [one for one in found if one.undone is None and one.act is not Act.UNDO]


def _review(row: Any) -> Review:
    kept = {name: getattr(row, name) for name in REVIEWED}
    kept |= {"act": Act(row.act), "value": msgspec.json.decode(row.value, type=Value)}
    return Review(number=row.leaf, report=row.report, **kept)


def _with_undone(found: Sequence[Review]) -> list[Review]:
    """An undoing that is undone itself undoes nothing."""
    undone: dict[int, int] = {}
    for one in reversed(found):
        if one.act is Act.UNDO and one.number not in undone and one.value.review is not None:
            undone.setdefault(one.value.review, one.number)
    return [replace(one, undone=undone.get(one.number)) for one in found]
