"""A report as it was printed, with all that was read in it and what its arrival left in the log."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from hudna.ledger.entries import Entry, Origin, Saying, entries_numbered, saying_of
from hudna.ledger.log import leaf_in
from hudna.ledger.outlines import spans_in
from hudna.ledger.readers import reader_of
from hudna.ledger.redact import NoSuchReport
from hudna.ledger.schema import attributions, duplicates, entries, hops, log, outlines, reports
from hudna.ledger.store import Ledger
from hudna.ledger.story_tables import places
from hudna.vocabulary import Span


@dataclass(frozen=True, slots=True)
class Arrival:
    """How a wording came in: when, the hash of its blob in the evidence, and the number of its entry of the log."""

    version: int
    current: bool
    at: str
    blob: str
    number: int


@dataclass(frozen=True, slots=True)
class Printed:
    """One wording of a report.

    `sayings` are all its attributions and `entries` what it tells, both without what is no longer read or was rejected;
    `asides` are the words that are not its own.  `digest` is the SHA-256 of all that was published of it.  `reader` is the version
    that read it last, "" while it waits.  `story` is that of the report, "" where it has none.
    """

    origin: Origin
    text: str
    digest: str
    reader: str
    story: str
    sayings: tuple[Saying, ...]
    entries: tuple[Entry, ...]
    asides: tuple[Span, ...]
    arrivals: tuple[Arrival, ...]
    came_again: int

    @property
    def arrival(self) -> Arrival:
        """How this wording came in."""
        return next(one for one in self.arrivals if one.version == self.origin.version)


def printed_report(ledger: Ledger, wanted: str, version: int = 0) -> Printed:
    """A report as it now reads, or one earlier wording of it; raises `NoSuchReport`."""
    with ledger.reading() as connection:
        rows = connection.execute(
            select(reports).where(reports.c.id == wanted).order_by(reports.c.version.desc())
        ).all()
        row = next((row for row in rows if row.version == version or (not version and row.current)), None)
        if row is None or row.redacted is not None:
            which = f"wording {version} of report {wanted}" if version else f"report {wanted}"
            raise NoSuchReport(f"no {which} in {ledger.address}; hudna search WORDS finds what there is")
        numbers = connection.execute(select(entries.c.number).where(entries.c.report == row.key)).scalars().all()
        again = connection.execute(select(duplicates.c.times).where(duplicates.c.report == row.key)).scalar()
        story = connection.execute(select(places.c.story).where(places.c.report == wanted)).scalar()
        return Printed(
            origin=Origin(row.id, row.version, row.current, row.outlet, row.published, row.url, row.title),
            text=row.text,
            digest=row.digest,
            reader=reader_of(connection, row.reading),
            story=story or "",
            sayings=_sayings(connection, row.key, row.text),
            entries=tuple(entries_numbered(connection, {row.key: numbers})[row.key]) if numbers else (),
            asides=_asides(connection, row.key),
            arrivals=tuple(_arrival(connection, one) for one in rows if one.redacted is None),
            came_again=again or 0,
        )


def _sayings(connection: Connection, key: int, text: str) -> tuple[Saying, ...]:
    chains: defaultdict[int, list[Any]] = defaultdict(list)
    told = select(hops).where(hops.c.report == key).order_by(hops.c.attribution, hops.c.position)
    for hop in connection.execute(told):
        chains[hop.attribution].append(hop)
    here = attributions.c.report == key, attributions.c.withdrawn == ""
    said = connection.execute(select(attributions).where(*here).order_by(attributions.c.number)).all()
    return tuple(saying_of(row, chains[row.number], text) for row in said)


def _asides(connection: Connection, key: int) -> tuple[Span, ...]:
    kept = connection.execute(select(outlines.c.asides).where(outlines.c.report == key)).scalar()
    return spans_in(kept) if kept else ()


def _arrival(connection: Connection, row: Any) -> Arrival:
    entry = connection.execute(select(log.c.entry).where(log.c.number == row.leaf)).scalar()
    leaf = (leaf_in(entry) if entry else None) or {}
    return Arrival(row.version, row.current, leaf.get("at", ""), leaf.get("blob", ""), row.leaf)
