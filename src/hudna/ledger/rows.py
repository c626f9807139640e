"""A record as rows of the tables, and the rows of a report as the content of a blob, from which they can be made again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
from sqlalchemy import Boolean, Connection, Table

from hudna.ledger.bearings import bearing_rows, bearings, days_of
from hudna.ledger.names import name_rows
from hudna.ledger.outlines import outline_row
from hudna.ledger.portions import insert_many
from hudna.ledger.schema import READ, attributions, entries, evidence, hops, names, outlines, sites
from hudna.rules.codebook import codebook
from hudna.vocabulary import Count, Report, Span
from hudna.vocabulary.record import Happening, Identity, Record, Statement
from hudna.vocabulary.stories import Outline

ANNOUNCED = "announced"
FIELDS = ("id", "outlet", "published", "url", "title", "text")
"""What is published of a report."""
Row = dict[str, Any]
Rows = dict[str, list[Row]]


class Columns(msgspec.Struct):
    """The rows of one table: values in the order of the columns; truth values are 0 and 1."""

    columns: list[str]
    rows: list[list[str | int | float | None]]


class ReadingContent(msgspec.Struct):
    """What the blob of a reading holds: which reader, and the rows that it made, without the key of the report."""

    reader: str
    tables: dict[str, Columns]


def rows_of(key: int, record: Record, outline: Outline | None = None, reader: str = "") -> Rows:
    """The rows of a record that `reader` has read, by table; without an outline the report will stand in no story."""
    rows = _Rows(reader)
    for number, statement in enumerate(record.attributions):
        rows.add_statement(key, number, statement)
    for number, happening in enumerate(record.events):
        rows.add_happening(key, number, happening)
    return {
        attributions.name: rows.attributions,
        hops.name: rows.hops,
        entries.name: rows.entries,
        evidence.name: rows.evidence,
        names.name: name_rows(key, record),
        sites.name: _site_rows(key, record),
        outlines.name: [outline_row(key, outline)] if outline else [],
    }


def _site_rows(key: int, record: Record) -> list[Row]:
    """Every place that an entry of the record is resolved to, once."""
    found = {m.resolved.id: m.resolved for event in record.events for m in event.where if m.resolved}
    names = ("id", "name", "country", "admin", "pcode", "lat", "lon", "kind")
    return [{"report": key, **{name: getattr(place, name) for name in names}} for place in found.values()]


def insert_rows(connection: Connection, rows: Iterable[Rows]) -> None:
    """Adds the rows of many reports, a table at a time."""
    many = list(rows)
    for table in READ:
        insert_many(connection, table, [row for one in many for row in one.get(table.name, ())])
    days = days_of(connection, (row["report"] for one in many for row in one.get(entries.name, ())))
    insert_many(connection, bearings, [row for one in many for row in bearing_rows(one, days)])


def reading_content(rows: Rows, reader: str) -> bytes:
    """The content of a reading's blob."""
    tables = {table.name: Columns(columns_of(table), _values(table, rows.get(table.name, []))) for table in READ}
    return msgspec.json.encode(ReadingContent(reader, tables))


def columns_of(table: Table) -> list[str]:
    """The columns that a blob keeps of a table: all but the key of the report, which is this ledger's own."""
    return [str(column.name) for column in table.columns if column.name != "report"]


def _values(table: Table, rows: Sequence[Row]) -> list[list[str | int | float | None]]:
    columns = columns_of(table)
    booleans = {column.name for column in table.columns if isinstance(column.type, Boolean)}
    return [[int(row[name]) if name in booleans else row[name] for name in columns] for row in rows]


def reading_in(content: bytes) -> ReadingContent:
    """The reading of a blob; raises `msgspec.DecodeError` where it is none."""
    return msgspec.json.decode(content, type=ReadingContent)


def rows_in(key: int, reading: ReadingContent) -> Rows:
    """The rows of a reading, for the report of that key; columns that are not there any more are left out.

    A blob of before schema 4 names the reader once, for all of its rows.
    """
    rows: Rows = {}
    for table in READ:
        booleans = {column.name for column in table.columns if isinstance(column.type, Boolean)}
        kept = reading.tables.get(table.name, Columns([], []))
        named = {"reader": reading.reader} if "reader" in table.columns else {}
        rows[table.name] = [
            {
                "report": key,
                **named,
                **{
                    name: bool(value) if name in booleans else value
                    for name, value in zip(kept.columns, values, strict=True)
                    if name in table.columns
                },
            }
            for values in kept.rows
        ]
    return rows


def report_content(report: Report, came: bytes) -> bytes:
    """The content of a report's blob: its fields as one line of JSON, then the bytes that it came as."""
    return msgspec.json.encode({name: getattr(report, name) for name in FIELDS}) + b"\n" + came


def report_in(content: bytes) -> tuple[dict[str, str], bytes]:
    """The fields of a report's blob and the bytes that it came as; raises `msgspec.DecodeError` where it is none."""
    line, _, came = content.partition(b"\n")
    return msgspec.json.decode(line, type=dict[str, str]), came


@dataclass(slots=True)
class _Rows:
    """The rows of one report, table by table; `reader` is the version that has read them."""

    reader: str
    attributions: list[Row] = field(default_factory=list)
    hops: list[Row] = field(default_factory=list)
    entries: list[Row] = field(default_factory=list)
    evidence: list[Row] = field(default_factory=list)

    def add_statement(self, key: int, number: int, statement: Statement) -> None:
        """Rows of one attribution and its chain."""
        row = {
            "cue_start": statement.cue.start,
            "cue_end": statement.cue.end,
            "content_start": statement.content.start,
            "content_end": statement.content.end,
            "act": statement.act.value,
            "mode": statement.mode.value,
            "carried": statement.carried,
            "rule": statement.rule,
            "reader": self.reader,
            "withdrawn": "",
        }
        self.attributions.append({"report": key, "number": number, "id": statement.id, **row})
        who = [identity_of(identity) for identity in statement.who] or [""] * len(statement.sources)
        for position, (span, kind, name) in enumerate(zip(statement.sources, statement.kinds, who, strict=True)):
            place = {"report": key, "attribution": number, "position": position}
            self.hops.append({**place, "start": span.start, "end": span.end, "kind": kind.value, "identity": name})

    def add_happening(self, key: int, number: int, happening: Happening) -> None:
        """Rows of one entry and the words behind it."""
        action = codebook().actions[happening.action]
        row = {
            "register": action.register,
            "action": happening.action,
            "trigger_start": happening.trigger.start,
            "trigger_end": happening.trigger.end,
            "when": happening.when,
            "modality": happening.modality.value,
            "negated": happening.negated,
            "commitment": happening.commitment,
            "status": ANNOUNCED if happening.commitment else "",
            "attribution": happening.attribution,
            "rule": happening.rule,
            "reader": self.reader,
            "withdrawn": "",
        }
        self.entries.append({"report": key, "number": number, "id": happening.id, **row})
        identities = {identity.words: identity_of(identity) for identity in happening.who}
        found = [("actor", span, identities.get(span, ""), "") for span in happening.actor]
        found += [("recipient", span, identities.get(span, ""), "") for span in happening.recipient]
        found += [("place", span, *places_of(happening, span)) for span in happening.place]
        found += [("time", dating.words, dating.edtf or dating.why, dating.rule) for dating in happening.datings]
        found += [("mark", span, "", "") for span in happening.marks]
        found += [("count", count.words, amount_of(count), count.rule) for count in happening.counts]
        for position, (role, span, meaning, rule) in enumerate(found):
            place = {"report": key, "entry": number, "role": role, "position": position}
            words = {"start": span.start, "end": span.end}
            self.evidence.append({**place, **words, "meaning": meaning, "rule": rule})


def amount_of(count: Count) -> str:
    """Low, best and high, each "" where nothing is said of it, and the unit: `2/2/2 people`, `10// people`."""
    low, best, high = ("" if number is None else str(number) for number in (count.low, count.best, count.high))
    return f"{low}/{best}/{high} {count.unit}"


def identity_of(identity: Identity) -> str:
    """The id of the one identity left, those named at once joined by +, or "": an open question is no answer."""
    settled = len(identity.candidates) == 1 or identity.together
    return "+".join(actor.id for actor in identity.candidates) if settled else ""


def places_of(happening: Happening, span: Span) -> tuple[str, str]:
    """The ids of the places that a phrase is resolved to and the rule that did it; both "" while it is open."""
    mentions = [m for m in happening.where if span.start <= m.words.start and m.words.end <= span.end]
    places = [mention.resolved for mention in mentions]
    if not places or None in places:
        return "", ""
    return " ".join(place.id for place in places if place), mentions[0].rule
