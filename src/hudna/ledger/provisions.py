"""The register of agreements: what was said of each, and under which of its numbered provisions.

An entry is about an agreement that its own words, or its sentence, name; under a provision where the sentence gives its number,
or the words by which the theatre says that the press means it.  Acts against a truce in such a sentence are alleged breaches.
Where a report names no agreement, those words alone lead to the provisions of all agreements in force that have them.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import NamedTuple

from sqlalchemy import select

from hudna.ledger.entries import Entry, entries_in
from hudna.ledger.names import settled
from hudna.ledger.positions import texts_of
from hudna.ledger.post_places import by_report
from hudna.ledger.schema import names, reports
from hudna.ledger.steps import SEEN, Step, by_date, happenings, identities, sentence_at
from hudna.ledger.store import Ledger
from hudna.rules.agreements import agreement_words
from hudna.rules.codebook import codebook
from hudna.text.fold import fold
from hudna.theatres.kinds import Provision, TheatreAgreement
from hudna.theatres.load import theatres
from hudna.theatres.sides import side_of
from hudna.vocabulary import Span

REGISTER = "agreement"
TRUCE = "agreement.uphold"
VIOLATED, NOT_UPHELD = "violated", "not upheld"
NUMBERED = 5
"""Words before an agreement among which its provision may be numbered."""
REGISTERS = (REGISTER, "force", "position", "zone", "aid", "displacement", "detainee")
"""Registers whose entries may be about a provision that nobody names."""
Place = tuple[str, str]
"""The id of an agreement and the number of a provision."""
Others = dict[tuple[Place, str], tuple[bool, tuple[str, ...]]]
"""Place and id of an entry -> whether it stands there by its words alone, and where else it may belong."""
NEAR = 40
"""Letters around a trigger in which the words of a provision make the entry one about it."""


class Named(NamedTuple):
    """Words of a report that name an agreement; `identity` is "" while it is open which."""

    words: Span
    identity: str
    label: str


@dataclass(frozen=True, slots=True)
class Said:
    """One thing said of an agreement, and what it comes to: `upheld`, `violated` (as alleged), `rejected`, `amended` …

    `by_words` says that the report names no agreement, and `others` are the provisions that its words may as well mean
    (`sochi-2018 7`).
    """

    stance: str
    step: Step
    by_words: bool
    others: tuple[str, ...] = ()


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
    texts |= texts_of(ledger, *REGISTERS)
    labels = {named.identity: named.label for some in spoken.values() for named in some}
    told: dict[Place, list[Entry]] = defaultdict(list)
    others: Others = {}
    for report, entries in by_report(entries_in(ledger)).items():
        named, text = spoken.get(report, ()), texts.get(report, "")
        in_force = [] if named or not text else _in_force(entries)
        for entry in entries:
            places = _places(entry, named, text) if named else _by_words(entry, text, in_force)
            for place in places:
                told[place].append(entry)
                others[place, entry.id] = (not named, tuple(" ".join(one) for one in places if one != place))
    found: dict[str, list[Under]] = defaultdict(list)
    for place, some in told.items():
        found[place[0]].append(_under(place, some, others))
    return sorted(map(partial(_document, labels=labels), found, found.values()), key=_order)


def _under(place: Place, entries: Sequence[Entry], others: Others) -> Under:
    steps = by_date(map(Step, happenings(entries)))
    said = tuple(Said(stance_of(step.first), step, *others[place, step.first.id]) for step in steps)
    return Under(place[1], _provisions(place[0]).get(place[1]), said)


def _order(one: Document) -> tuple[bool, bool, str, str]:
    return not one.id, one.agreement is None, one.agreement.signed if one.agreement else "", one.id


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


def _places(entry: Entry, spoken: Sequence[Named], text: str) -> list[Place]:
    """The agreement that the sentence of an entry names, with the provision; else the one provision of those named that fits."""
    one = _about(entry, spoken, text)
    if one is not None:
        number = _number(entry, one, text)
        return [(one.identity, number)] if number or _speaks_of_it(entry) else []
    identities = {named.identity for named in spoken if named.identity}
    found = [(identity, number) for identity in identities if (number := _worded(entry, identity, text))]
    return found if len(found) == 1 else []


def _by_words(entry: Entry, text: str, agreements: Sequence[str]) -> list[Place]:
    """The provisions of agreements whose words stand at the trigger of an entry, one of each."""
    return [(identity, number) for identity in agreements if (number := _worded(entry, identity, text))]


def _in_force(entries: Sequence[Entry]) -> list[str]:
    """The agreements in force, on the day of a report, of the theatres whose sides its entries name."""
    day = entries[0].origin.published[:10]
    sides = {side_of(name) for entry in entries for name in identities(entry, "actor", "recipient")}
    here = {side.partition("/")[0] for side in sides if "/" in side}
    return [
        agreement.id
        for theatre in theatres()
        for agreement in theatre.agreements
        if theatre.id in here and agreement.signed <= day and (not agreement.until or day <= agreement.until)
    ]


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


def _document(identity: str, under: list[Under], labels: Mapping[str, str]) -> Document:
    agreement = known_agreements().get(identity)
    under.sort(key=lambda one: (bool(one.number), one.number.zfill(3)))
    return Document(identity, agreement.ar if agreement else labels.get(identity, ""), agreement, tuple(under))
