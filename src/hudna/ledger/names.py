"""Who, where and which agreement, over the whole ledger: what its phrases name, and what a person has settled."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import Connection, func, insert, select

from hudna.errors import LedgerError
from hudna.ledger.counts import holders, moved_by, wordings
from hudna.ledger.log import What, canonical
from hudna.ledger.schema import decisions, names
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
        rows = connection.execute(select(wordings).where(wordings.c.kind == kind)).all()
        here = select(holders.c.identity, holders.c.folded, holders.c.reports).where(holders.c.kind == kind)
        told = {(identity, folded): count for identity, folded, count in connection.execute(here)}
        for name, more in (moved_by(connection, kind, by_person) if by_person else {}).items():
            told[name] = told.get(name, 0) + more
    found: dict[str, _Tally] = {}
    unknown: dict[str, _Tally] = {}
    for row in rows:
        identity = by_person.get(row.folded) or row.identity
        tally = found.setdefault(identity, _Tally()) if identity else unknown.setdefault(row.folded, _Tally())
        tally.add(row, by_person=row.folded in by_person)
    named = [Named(name, t.label, t.mentions, told[name, ""], t.commonest()) for name, t in found.items()]
    still_open = [Open(t.commonest()[0], t.mentions, told["", words], t.candidates) for words, t in unknown.items()]
    named.sort(key=lambda one: (-one.mentions, one.identity))
    still_open.sort(key=lambda one: (-one.mentions, one.words))
    return named, still_open


class _Tally:
    """Mentions of one identity, or of one open wording."""

    def __init__(self) -> None:
        self.mentions = 0
        self._labels: Counter[str] = Counter()
        self._candidates: Counter[str] = Counter()
        self._words: Counter[str] = Counter()

    def add(self, row: Any, *, by_person: bool) -> None:
        """Count the mentions in one wording."""
        self.mentions += row.mentions
        self._words[row.printed] += row.mentions
        if row.label and not by_person:
            self._labels[row.label] += row.mentions
        if row.candidates:
            self._candidates[row.candidates] += row.mentions

    @property
    def label(self) -> str:
        """What it is called most of all."""
        return next(iter(_ranked(self._labels)), "")

    @property
    def candidates(self) -> tuple[str, ...]:
        """What its words may stand for, as most mentions have it."""
        return tuple(next(iter(_ranked(self._candidates)), "").split())

    def commonest(self, most: int = 3) -> tuple[str, ...]:
        """The wordings used most."""
        return tuple(_ranked(self._words)[:most])


def _ranked(counted: Mapping[str, int]) -> list[str]:
    return sorted(counted, key=lambda one: (-counted[one], one))


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
