"""Who, where and which agreement, over the whole ledger: what its phrases name, and what a person has settled."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import Connection, func, insert, select

from hudna.errors import LedgerError
from hudna.ledger.log import What, canonical
from hudna.ledger.schema import decisions, names, reports
from hudna.text.fold import fold
from hudna.vocabulary import Span
from hudna.vocabulary.record import Record

if TYPE_CHECKING:
    from hudna.ledger.store import Ledger

KINDS = ("actor", "place", "agreement")
DECIDED = ("at", "by", "kind", "folded", "printed", "identity", "why")
"""What there is to a decision."""


@dataclass(frozen=True, slots=True)
class Named:
    """An identity of the ledger: how often it is named, in how many reports, and with which words most of all."""

    identity: str
    label: str
    mentions: int
    reports: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Open:
    """Words that nobody has settled yet; `candidates` are the identities that they may stand for, () where none is known."""

    words: str
    mentions: int
    reports: int
    candidates: tuple[str, ...]


class NotInLedgerError(LedgerError):
    """The words that a person wants to settle stand in no report of the ledger."""


def name_rows(key: int, record: Record) -> list[dict[str, Any]]:
    """The rows of `names` for one report: every naming phrase once for each identity that it resolves to, or open."""
    rows: dict[tuple[str, Span, str], dict[str, Any]] = {}
    for kind, words, found, resolved in _named_in(record):
        candidates = " ".join(identity for identity, _ in found)
        for identity, label in found if resolved else [("", "")]:
            rows[kind, words, identity] = {
                "report": key,
                "kind": kind,
                "start": words.start,
                "end": words.end,
                "folded": folded_words(words.cut(record.text)),
                "identity": identity,
                "label": label,
                "candidates": candidates,
            }
    return list(rows.values())


def _named_in(record: Record) -> Iterator[tuple[str, Span, list[tuple[str, str]], bool]]:
    """Kind, words, candidates with their labels, and whether they are resolved, of every naming phrase of a record."""
    who = [identity for event in record.events for identity in event.who]
    who += [identity for statement in record.attributions for identity in statement.who]
    for one in who:
        actors = [(actor.id, actor.label) for actor in one.candidates if actor.id]
        if actors or not one.candidates:  # an anonymous source has a type, and no identity to be settled
            typed = any(
                actor.id == actor.sector for actor in one.candidates
            )  # a kind of actor, and nobody in particular
            yield "actor", one.words, actors, not typed and (len(actors) == 1 or (one.together and bool(actors)))
    for mention in (mention for event in record.events for mention in event.where):
        places = [(place.id, place.name) for place in mention.candidates]
        yield "place", mention.words, places, mention.resolved is not None
    for spoken in record.agreements:
        known = [(agreement.id, agreement.label) for agreement in spoken.candidates]
        yield "agreement", spoken.words, known, len(known) == 1


@lru_cache(maxsize=20_000)
def folded_words(printed: str) -> str:
    """The words of a phrase as the same phrase is known by elsewhere."""
    return " ".join(fold(printed).text.split())


def names_in(ledger: "Ledger", kind: str) -> tuple[list[Named], list[Open]]:
    """What the current reports name of a kind, the most frequent first, and the words that are still open."""
    with ledger.reading() as connection:
        by_person = settled(connection, kind)
        wanted = select(names).join(reports).where(reports.c.current, names.c.kind == kind)
        rows = connection.execute(wanted.order_by(*names.primary_key.columns)).all()
        there = select(reports.c.key, reports.c.text).where(reports.c.current)
        texts = {row.key: row.text for row in connection.execute(there)}  # once a report, and not beside each name
    found: dict[str, _Tally] = {}
    unknown: dict[str, _Tally] = {}
    for row in rows:
        identity = by_person.get(row.folded) or row.identity
        tally = found.setdefault(identity, _Tally()) if identity else unknown.setdefault(row.folded, _Tally())
        tally.add(row, texts[row.report], by_person=row.folded in by_person)
    named = [Named(identity, t.label, t.mentions, len(t.reports), t.commonest()) for identity, t in found.items()]
    still_open = [Open(t.commonest()[0], t.mentions, len(t.reports), t.candidates) for t in unknown.values()]
    named.sort(key=lambda one: (-one.mentions, one.identity))
    still_open.sort(key=lambda one: (-one.mentions, one.words))
    return named, still_open


class _Tally:
    """Mentions of one identity, or of one open wording."""

    def __init__(self) -> None:
        self.mentions = 0
        self.label = ""
        self.candidates: tuple[str, ...] = ()
        self.reports: set[int] = set()
        self.words: dict[str, int] = {}

    def add(self, row: Any, text: str, *, by_person: bool) -> None:
        """Count one mention."""
        self.mentions += 1
        self.reports.add(row.report)
        self.label = self.label or ("" if by_person else row.label)
        self.candidates = self.candidates or tuple(row.candidates.split())
        printed = text[row.start : row.end]
        self.words[printed] = self.words.get(printed, 0) + 1

    def commonest(self, most: int = 3) -> tuple[str, ...]:
        """The wordings used most."""
        return tuple(sorted(self.words, key=lambda word: (-self.words[word], word))[:most])


def settled(connection: Connection, kind: str) -> dict[str, str]:
    """Folded words to what a person said last that they name."""
    wanted = select(decisions.c.folded, decisions.c.identity).where(decisions.c.kind == kind)
    return {row.folded: row.identity for row in connection.execute(wanted.order_by(decisions.c.number))}


def settle(ledger: "Ledger", kind: str, words: str, identity: str, *, by: str, why: str, at: str) -> int:
    """Keep a person's word on what `words` name, in every report now and later; how many mentions that settles.

    Raises `NotInLedgerError` where the words stand in no report of the ledger as a phrase of that kind.
    """
    folded = folded_words(words)
    with ledger.writing() as batch:
        here = names.c.kind == kind, names.c.folded == folded
        count = batch.connection.execute(select(func.count()).select_from(names).where(*here)).scalar_one()
        if not count:
            raise NotInLedgerError(f"{words}: named by no report of {ledger.address}; hudna {kind}s shows what is open")
        row = {"at": at, "by": by, "kind": kind, "folded": folded, "printed": words, "identity": identity, "why": why}
        leaf = batch.note(What.DECISION, at, blob=batch.keep(decision_content(row)))
        batch.connection.execute(insert(decisions).values(leaf=leaf, **row))
    return int(count)


def decision_content(row: dict[str, Any]) -> bytes:
    """The content of a decision's blob."""
    return canonical({name: row[name] for name in DECIDED})


def decision_in(content: bytes) -> dict[str, str]:
    """The decision of a blob; raises `msgspec.DecodeError` where it is none."""
    return msgspec.json.decode(content, type=dict[str, str])
