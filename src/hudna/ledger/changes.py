"""`hudna diff`: what reading again has changed, entry by entry, out of the readings that the evidence keeps."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import SimpleNamespace
from typing import NamedTuple

from sqlalchemy import select

from hudna.errors import LedgerError
from hudna.ledger.blobs import Blobs
from hudna.ledger.laying import read_values, said
from hudna.ledger.log import What, leaf_in
from hudna.ledger.rows import Row, reading_in, rows_in
from hudna.ledger.schema import entries, evidence, hops, log, reports
from hudna.ledger.standing import Held, standing_at
from hudna.ledger.store import Ledger


class NoSuchReading(LedgerError):
    """No report of the ledger was read by that version."""


class Kind(StrEnum):
    """What became of an entry."""

    ADDED = "added"
    WITHDRAWN = "withdrawn"
    CHANGED = "changed"


class FieldChange(NamedTuple):
    """A field with what was read before and what is read now."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """What reading again has changed of one entry, with its printed trigger; `by` are the versions before and after.

    `reviewed` is what a person has said of it (`accepted`, `rejected`, `corrected`, `decided`), which holds all the same, or "".
    """

    report: str
    entry: str
    kind: Kind
    action: str
    printed: str
    before: str
    after: str
    at: str
    fields: tuple[FieldChange, ...]
    reviewed: str


class _Reading(NamedTuple):
    """One reading of a report, as the log has it."""

    at: str
    reader: str
    blob: str


Pair = tuple[_Reading, _Reading]
Choose = Callable[[Sequence[_Reading]], Pair | None]


def changes_in(ledger: Ledger, *, since: str = "", between: tuple[str, str] | None = None) -> list[Change]:
    """What has changed of the reports as they now read, by report and place in it.

    From the day `since` on; or between the last readings by two versions; or else by the last reading again.  Raises
    `NoSuchReading` where a version of `between` has read nothing.
    """
    readings = _readings(ledger)
    found: list[Change] = []
    choose = _choice(readings, since, between)
    with ledger.reading() as connection:
        standing = standing_at(connection)
        wanted = select(reports.c.leaf, reports.c.id, reports.c.text).where(reports.c.current)
        for arrival, report, text in connection.execute(wanted.order_by(reports.c.published, reports.c.id)):
            pair = choose(readings.get(arrival, ()))
            if pair is None or pair[0].blob == pair[1].blob:
                continue
            before, after = (_read(ledger, one.blob, text) for one in pair)
            for name in sorted({*before, *after}, key=lambda name: _place(after.get(name) or before[name])):
                change = _change(report, name, pair, before.get(name), after.get(name), standing.of(report, name))
                found += [change] if change else []
    return found


def _readings(ledger: Ledger) -> dict[int, list[_Reading]]:
    """The readings of every arrival that is not redacted, in the order in which they were made."""
    found: defaultdict[int, list[_Reading]] = defaultdict(list)
    with ledger.reading() as connection:
        for entry in connection.execute(select(log.c.entry).order_by(log.c.number)).scalars():
            leaf = leaf_in(entry) if b'"reading"' in entry or b'"redaction"' in entry else None
            if leaf and leaf["what"] == What.REDACTION:
                found.pop(leaf["of"], None)
            elif leaf:
                found[leaf["of"]].append(_Reading(leaf["at"], leaf["reader"], leaf["blob"]))
    return found


def _choice(readings: dict[int, list[_Reading]], since: str, between: tuple[str, str] | None) -> Choose:
    if between:
        known = {one.reader for some in readings.values() for one in some}
        missing = [version for version in between if version not in known]
        if missing:
            raise NoSuchReading(f"{missing[0]}: has read no report; there are {', '.join(sorted(known))}")
        return lambda some: _between(some, *between)
    if since:
        return lambda some: _since(some, since)
    again = [one for some in readings.values() for one in some[1:]]
    last = max(again, key=lambda one: one.at).reader if again else ""
    return lambda some: (some[-2], some[-1]) if len(some) > 1 and some[-1].reader == last else None


def _between(some: Sequence[_Reading], first: str, second: str) -> Pair | None:
    olds = [one for one in some if one.reader == first]
    news = [one for one in some if one.reader == second]
    return (olds[-1], news[-1]) if olds and news else None


def _since(some: Sequence[_Reading], day: str) -> Pair | None:
    """The last reading of before that day, or the first of all, and the last."""
    if len(some) < 2 or some[-1].at < day:
        return None
    before = [one for one in some if one.at < day]
    return (before or some)[-1 if before else 0], some[-1]


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry of one reading, its fields as people read them."""

    row: Row
    printed: str
    fields: dict[str, str]


def _read(ledger: Ledger, blob: str, text: str) -> dict[str, _Entry]:
    """The entries of a reading by their ids."""
    rows = rows_in(0, reading_in(Blobs(ledger.beside.evidence).read(blob)))
    words: defaultdict[int, list[SimpleNamespace]] = defaultdict(list)
    chains: defaultdict[int, list[SimpleNamespace]] = defaultdict(list)
    for row in rows[evidence.name]:
        words[row["entry"]].append(SimpleNamespace(**row))
    for row in rows[hops.name]:
        chains[row["attribution"]].append(SimpleNamespace(**{"identity": "", **row}))
    found = {}
    for row in rows[entries.name]:
        chain = None if row["attribution"] is None else chains[row["attribution"]]
        values = read_values(SimpleNamespace(**row), words[row["number"]], chain, text)
        fields = {name: said(name, value) for name, value in values.items()} | {"rule": row["rule"]}
        printed = text[row["trigger_start"] : row["trigger_end"]]
        found[row["id"]] = _Entry({"withdrawn": "", **row}, printed, fields)
    return found


def _place(entry: _Entry) -> tuple[int, str]:
    return entry.row["trigger_start"], entry.row["id"]


def _change(
    report: str, name: str, pair: Pair, before: _Entry | None, after: _Entry | None, held: Held | None
) -> Change | None:
    """What has become of an entry, None where it reads the same."""
    was = before if before and not before.row["withdrawn"] else None
    now = after if after and not after.row["withdrawn"] else None
    known = now or was
    if known is None:
        return None
    kind = Kind.CHANGED if was and now else Kind.ADDED if now else Kind.WITHDRAWN
    ours, theirs = (one.fields if one else {} for one in (was, now))
    differing = [field for field in known.fields if ours.get(field, "") != theirs.get(field, "")]
    if not differing:
        return None
    return Change(
        report=report,
        entry=name,
        kind=kind,
        action=known.fields["action"],
        printed=known.printed,
        before=pair[0].reader,
        after=pair[1].reader,
        at=pair[1].at,
        fields=tuple(FieldChange(field, ours.get(field, ""), theirs.get(field, "")) for field in differing),
        reviewed=_reviewed(held),
    )


def _reviewed(held: Held | None) -> str:
    if held is None:
        return ""
    if held.rejected:
        return "rejected"
    return "corrected" if held.corrections else "accepted" if held.verdict else "decided" if held.status else ""
