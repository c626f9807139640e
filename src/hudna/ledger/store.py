"""The ledger on disk: opening it, and adding records to it."""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, func, insert, select, update
from sqlalchemy.engine import URL
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import NullPool

from hudna.errors import LedgerBusy, LedgerError, LedgerTooNew, NotALedger
from hudna.ledger.names import name_rows
from hudna.ledger.schema import (
    APPLICATION_ID,
    SCHEMA,
    attributions,
    entries,
    evidence,
    hops,
    log,
    metadata,
    names,
    reports,
    sites,
)
from hudna.ledger.weaving import Weaver
from hudna.rules.codebook import codebook
from hudna.vocabulary import Count, Report, Span
from hudna.vocabulary.record import Happening, Identity, Record, Statement

WAIT_SECONDS = 5
ANNOUNCED = "announced"
Row = dict[str, Any]


class Outcome(StrEnum):
    """What adding a report came to."""

    NEW = "new"
    KNOWN = "known"
    CHANGED = "changed"


def digest_of(report: Report | Record) -> str:
    """The SHA-256 of all that was published of a report."""
    parts = (report.id, report.outlet, report.published, report.url, report.title, report.text)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


class Ledger:
    """One ledger file.  Raises `LedgerError`s that say what to do; never leaves half a batch behind."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        if not create and not path.exists():
            raise NotALedger(f"{path}: no ledger there; make one with: hudna --ledger {path} add FILES")
        self.path = path
        self.engine = _engine(path)
        with self.speaking(), self.engine.connect() as connection:
            self._check(connection, create)

    @contextmanager
    def speaking(self) -> Iterator[None]:
        """Errors of the database as errors that a person can act on."""
        try:
            yield
        except OperationalError as error:
            if "locked" in str(error.orig) or "busy" in str(error.orig):
                raise LedgerBusy(f"{self.path}: another program is writing to it; try again when it is done") from error
            raise LedgerError(f"{self.path}: {error.orig}; check the folder, its permissions and the disk") from error
        except DatabaseError as error:
            raise NotALedger(f"{self.path}: no ledger ({error.orig}); name another file with --ledger") from error

    def outcome(self, report: Report) -> Outcome:
        """What adding this report would come to."""
        with self.speaking(), self.engine.connect() as connection:
            return _outcome(connection, report.id, digest_of(report))

    def add(
        self, records: Iterable[Record], at: str, reader: str, weaver: Weaver | None = None
    ) -> list[tuple[str, Outcome]]:
        """The id of every record's report and what became of it, all of them written in one transaction or none.

        A report that is there already, word for word, is left alone; one whose words have changed becomes a new version,
        and the entries of the old one stay behind it.  `at` is the time and `reader` the version to note in the log.  `weaver` puts each report into its story; without one the
        ledger knows no stories of them.
        """
        if weaver:
            weaver.begin()
        with self.speaking(), self.engine.begin() as connection:
            done = [(record.id, _add(connection, record, at, reader, weaver)) for record in records]
        if weaver:
            weaver.done()
        return done

    def _check(self, connection: Connection, create: bool) -> None:
        ours = connection.exec_driver_sql("PRAGMA application_id").scalar()
        version = connection.exec_driver_sql("PRAGMA user_version").scalar()
        tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar()
        if ours == APPLICATION_ID:
            if version is not None and version > SCHEMA:
                raise LedgerTooNew(
                    f"{self.path}: written by a later Hudna (schema {version}); bring this one up to date"
                )
            if version is not None and version < SCHEMA:
                connection.rollback()
                self._create()
        elif tables or ours or not create:
            raise NotALedger(f"{self.path}: a database, but no ledger of Hudna; name another file with --ledger")
        else:
            connection.rollback()
            self._create()

    def _create(self) -> None:
        with self.engine.begin() as connection:
            metadata.create_all(connection)
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA}")


def _engine(path: Path) -> Engine:
    """An engine whose transactions begin as SQLite's IMMEDIATE ones, so that a second writer waits instead of failing."""
    url = URL.create("sqlite", database=str(path))
    engine = create_engine(url, poolclass=NullPool, connect_args={"timeout": WAIT_SECONDS, "isolation_level": None})

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        read_only = connection.get_execution_options().get("read_only")
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

    return engine


def _outcome(connection: Connection, report: str, digest: str) -> Outcome:
    found = connection.execute(select(reports.c.digest).where(reports.c.id == report, reports.c.current)).scalar()
    if found is None:
        return Outcome.NEW
    return Outcome.KNOWN if found == digest else Outcome.CHANGED


def _add(connection: Connection, record: Record, at: str, reader: str, weaver: Weaver | None) -> Outcome:
    digest = digest_of(record)
    outcome = _outcome(connection, record.id, digest)
    if outcome is Outcome.KNOWN:
        return outcome
    same_id = reports.c.id == record.id
    last = connection.execute(select(func.max(reports.c.version)).where(same_id)).scalar() or 0
    connection.execute(update(reports).where(same_id).values(current=False))
    row = {name: getattr(record, name) for name in ("id", "outlet", "published", "url", "title", "text")}
    inserted = connection.execute(insert(reports).values(version=last + 1, current=True, digest=digest, **row))
    key = inserted.inserted_primary_key[0]  # type: ignore[index]
    rows = _Rows()
    for number, statement in enumerate(record.attributions):
        rows.add_statement(key, number, statement)
    for number, happening in enumerate(record.events):
        rows.add_happening(key, number, happening)
    for table, values in (
        (attributions, rows.attributions),
        (hops, rows.hops),
        (entries, rows.entries),
        (evidence, rows.evidence),
        (names, name_rows(key, record)),
    ):
        if values:
            connection.execute(insert(table), values)
    _keep_sites(connection, record)
    if weaver:
        weaver.weave(connection, key, record)
    line = {"at": at, "what": outcome.value, "report": record.id, "version": last + 1, "digest": digest}
    connection.execute(insert(log).values(reader=reader, **line))
    return outcome


def _keep_sites(connection: Connection, record: Record) -> None:
    """Write down every place that the entries of a record are resolved to and that is not there yet."""
    found = {m.resolved.id: m.resolved for event in record.events for m in event.where if m.resolved}
    known = set(connection.execute(select(sites.c.id).where(sites.c.id.in_(found))).scalars()) if found else set()
    names = ("id", "name", "country", "admin", "pcode", "lat", "lon", "kind")
    rows = [{name: getattr(place, name) for name in names} for id_, place in found.items() if id_ not in known]
    if rows:
        connection.execute(insert(sites), rows)


@dataclass(slots=True)
class _Rows:
    """The rows of one report, table by table."""

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
        }
        self.attributions.append({"report": key, "number": number, "id": statement.id, **row})
        who = [_identity(identity) for identity in statement.who] or [""] * len(statement.sources)
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
        }
        self.entries.append({"report": key, "number": number, "id": happening.id, **row})
        identities = {identity.words: _identity(identity) for identity in happening.who}
        found = [("actor", span, identities.get(span, ""), "") for span in happening.actor]
        found += [("recipient", span, identities.get(span, ""), "") for span in happening.recipient]
        found += [("place", span, *_place(happening, span)) for span in happening.place]
        found += [("time", dating.words, dating.edtf or dating.why, dating.rule) for dating in happening.datings]
        found += [("mark", span, "", "") for span in happening.marks]
        found += [("count", count.words, _amount(count), count.rule) for count in happening.counts]
        for position, (role, span, meaning, rule) in enumerate(found):
            place = {"report": key, "entry": number, "role": role, "position": position}
            words = {"start": span.start, "end": span.end}
            self.evidence.append({**place, **words, "meaning": meaning, "rule": rule})


def _amount(count: Count) -> str:
    """Low, best and high, each "" where nothing is said of it, and the unit: `2/2/2 people`, `10// people`."""
    low, best, high = ("" if number is None else str(number) for number in (count.low, count.best, count.high))
    return f"{low}/{best}/{high} {count.unit}"


def _identity(identity: Identity) -> str:
    """The id of the one identity left, those named at once joined by +, or "": an open question is no answer."""
    settled = len(identity.candidates) == 1 or identity.together
    return "+".join(actor.id for actor in identity.candidates) if settled else ""


def _place(happening: Happening, span: Span) -> tuple[str, str]:
    """The ids of the places that a phrase is resolved to and the rule that did it; both "" while it is open."""
    mentions = [m for m in happening.where if span.start <= m.words.start and m.words.end <= span.end]
    places = [mention.resolved for mention in mentions]
    if not places or None in places:
        return "", ""
    return " ".join(place.id for place in places if place), mentions[0].rule
