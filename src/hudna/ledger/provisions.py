"""The register of agreements: what was said of each, and under which of its numbered provisions.

An entry is about an agreement that its own words, or its sentence, name; under a provision where the sentence gives its number,
or the words by which the theatre says that the press means it.  Acts against a truce in such a sentence are alleged breaches.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from sqlalchemy import select

from hudna.ledger.entries import Entry, entries_in
from hudna.ledger.names import settled
from hudna.ledger.schema import names, reports
from hudna.ledger.steps import SEEN, Step, by_date, happenings, sentence_at
from hudna.ledger.store import Ledger
from hudna.rules.agreements import agreement_words
from hudna.rules.codebook import codebook
from hudna.text.fold import fold
from hudna.theatres.kinds import Provision, TheatreAgreement
from hudna.theatres.load import theatres
from hudna.vocabulary import Span

REGISTER = "agreement"
TRUCE = "agreement.uphold"
VIOLATED, NOT_UPHELD = "violated", "not upheld"
NUMBERED = 5
"""Words before an agreement among which its provision may be numbered."""
NEAR = 40
"""Letters around a trigger in which the words of a provision make the entry one about it."""


class Named(NamedTuple):
    """Words of a report that name an agreement; `identity` is "" while it is open which."""

    words: Span
    identity: str
    label: str


@dataclass(frozen=True, slots=True)
class Said:
    """One thing said of an agreement, and what it comes to: `upheld`, `violated` (as alleged), `rejected`, `amended` …"""

    stance: str
    step: Step


@dataclass(frozen=True, slots=True)
class Under:
    """What was said under one provision, by date; `provision` is None for the agreement as a whole, or one that no theatre lists.

    `number` is that of the provision, "" for the whole.
    """

    number: str
    provision: Provision | None
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """An agreement and what was said of it; `agreement` is None where no theatre knows it, `id` "" where it is open which."""

    id: str
    label: str
    agreement: TheatreAgreement | None
    under: tuple[Under, ...]


def documents_in(ledger: Ledger) -> list[Document]:
    """Every agreement of which something was said, by date of signature; those that no theatre knows come last."""
    spoken, texts = _named_in(ledger)
    labels = {named.identity: named.label for some in spoken.values() for named in some}
    told: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries_in(ledger):
        text = texts.get(entry.origin.id, "")
        if (one := _about(entry, spoken.get(entry.origin.id, ()), text)) is not None:
            number = _number(entry, one, text)
            if number or _speaks_of_it(entry):
                told[one.identity, number].append(entry)
        elif (place := _provided_for(entry, spoken.get(entry.origin.id, ()), text)) is not None:
            told[place].append(entry)
    by_document: dict[str, list[Under]] = defaultdict(list)
    for (identity, number), entries in told.items():
        provision = _provisions(identity).get(number)
        steps = by_date(map(Step, happenings(entries)))
        by_document[identity].append(
            Under(number, provision, tuple(Said(stance_of(step.first), step) for step in steps))
        )
    found = [_document(identity, labels.get(identity, ""), under) for identity, under in by_document.items()]
    return sorted(
        found,
        key=lambda one: (not one.id, one.agreement is None, one.agreement.signed if one.agreement else "", one.id),
    )


def stance_of(entry: Entry) -> str:
    """What an entry comes to for the agreement; acts against a truce are breaches as alleged."""
    stance = codebook().actions[entry.action].stance
    if not stance:
        return VIOLATED if _breaks(entry) else codebook().actions[entry.action].english
    return f"not {stance}" if entry.negated else stance


@cache
def known_agreements() -> dict[str, TheatreAgreement]:
    """The agreements of all theatres by id."""
    return {agreement.id: agreement for theatre in theatres() for agreement in theatre.agreements}


def _named_in(ledger: Ledger) -> tuple[dict[str, list[Named]], dict[str, str]]:
    """Where reports name agreements, and the texts of those reports, by id."""
    columns = reports.c.id, reports.c.text, names.c.start, names.c.end, names.c.folded, names.c.identity, names.c.label
    wanted = select(*columns).join(reports, reports.c.key == names.c.report)
    with ledger.reading() as connection:
        by_person = settled(connection, REGISTER)
        here = reports.c.current, names.c.kind == REGISTER
        rows = connection.execute(wanted.where(*here).order_by(reports.c.id, names.c.start)).all()
    found: dict[str, list[Named]] = defaultdict(list)
    for row in rows:
        found[row.id].append(Named(Span(row.start, row.end), by_person.get(row.folded) or row.identity, row.label))
    return found, {row.id: row.text for row in rows}


def _about(entry: Entry, spoken: Sequence[Named], text: str) -> Named | None:
    """The mention that an entry is about: its trigger's own, the next one in its sentence, or the last before it there."""
    if not spoken:
        return None
    start, end = sentence_at(text, entry.trigger.start)
    here = [named for named in spoken if start <= named.words.start < end]
    own = [named for named in here if named.words.start < entry.trigger.end and entry.trigger.start < named.words.end]
    after = [named for named in here if named.words.start >= entry.trigger.end]
    before = [named for named in here if named.words.end <= entry.trigger.start]
    return next(iter([*own, *after, *reversed(before)]), None)


def _provided_for(entry: Entry, spoken: Sequence[Named], text: str) -> tuple[str, str] | None:
    """The one provision of the agreements that the report names whose words stand at the trigger, with its agreement."""
    named = {one.identity for one in spoken if one.identity}
    found = {(identity, number) for identity in named if (number := _worded(entry, identity, text))}
    return found.pop() if len(found) == 1 else None


def _speaks_of_it(entry: Entry) -> bool:
    """Whether an entry is about an agreement by its action: of the register, or an act against a truce that is alleged."""
    return entry.register == REGISTER or _breaks(entry)


def _breaks(entry: Entry) -> bool:
    return (
        entry.action in codebook().actions[TRUCE].speaks_against
        and entry.register == "violence"
        and entry.modality in SEEN
        and not entry.negated
    )


def _number(entry: Entry, named: Named, text: str) -> str:
    """The number of the provision that is spoken of: said before the agreement, or the one whose words stand at the trigger."""
    words = fold(text[: named.words.start]).text.split()[-NUMBERED:] if entry.register == REGISTER else []
    table = agreement_words()
    for place, word in enumerate(words):
        if word.lstrip("وبل") in table.provision or word in table.provision:
            number = next((one for one in words[place + 1 :] if one.isdigit() or one in table.ordinals), "")
            if number:
                return table.ordinals.get(number, number)
    return _worded(entry, named.identity, text)


def _worded(entry: Entry, identity: str, text: str) -> str:
    """The number of the one provision of an agreement whose words stand at the trigger of an entry, or ""."""
    start, end = sentence_at(text, entry.trigger.start)
    near = fold(text[max(start, entry.trigger.start - NEAR) : min(end, entry.trigger.end + NEAR)]).text
    found = {number for number, row in _provisions(identity).items() if any(one in near for one in _words(row))}
    return found.pop() if len(found) == 1 else ""


@cache
def _words(row: Provision) -> tuple[str, ...]:
    return tuple(fold(phrase).text for phrase in row.words)


@cache
def _provisions(identity: str) -> dict[str, Provision]:
    agreement = known_agreements().get(identity)
    return {row.number: row for row in agreement.provisions} if agreement else {}


def _document(identity: str, label: str, under: list[Under]) -> Document:
    agreement = known_agreements().get(identity)
    under.sort(key=lambda one: (bool(one.number), one.number.zfill(3)))
    return Document(identity, agreement.ar if agreement else label, agreement, tuple(under))
