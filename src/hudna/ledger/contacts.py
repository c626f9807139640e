"""The register of contacts: who with whom, at which level, by which channel, and how long two sides have been silent."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import combinations

from hudna.ledger.entries import Entry, entries_in
from hudna.ledger.positions import texts_of
from hudna.ledger.steps import SEEN, Step, by_date, ended, happenings, identities, printed, sentence_at
from hudna.ledger.store import Ledger
from hudna.rules.codebook import codebook
from hudna.rules.countries import by_adjective
from hudna.rules.offices import levels
from hudna.rules.register_words import places_in, values_in
from hudna.text.fold import fold
from hudna.theatres.kinds import Person
from hudna.theatres.load import theatres
from hudna.theatres.sides import party_of

REGISTER = "contact"
BEFORE, AFTER = 2, 10
"""Words before and after a trigger that may say who spoke at which level, and how."""
STOPS = "،؛:.!؟?\n"
MILITARY = "MIL"


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact: the sides that are settled, those that are open as printed, and every level and channel that is told.

    `step` holds the entries that tell of it; () says that no words tell a level or a channel.
    """

    step: Step
    parties: tuple[str, ...]
    others: tuple[str, ...]
    levels: tuple[str, ...]
    channels: tuple[str, ...]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Every two settled sides of it."""
        return list(combinations(sorted(self.parties), 2))


@dataclass(frozen=True, slots=True)
class Silence:
    """Two sides, how many contacts they are told to have had, the last of them, and the days since, at least.

    `day` is the last day on which the last contact can have been; `dated` whether its own words give one.
    """

    parties: tuple[str, str]
    contacts: int
    last: Contact
    day: str
    dated: bool
    days: int


def contacts_in(ledger: Ledger, as_of: str) -> list[Contact]:
    """Every contact of the ledger that was told up to a day, by date."""
    texts = texts_of(ledger, REGISTER)
    entries = [entry for entry in entries_in(ledger, REGISTER) if entry.origin.published[:10] <= as_of]
    found = {step.first.id: _contact(step, texts) for step in by_date(map(Step, _told_together(entries, texts)))}
    return list(found.values())


def silences(contacts: Iterable[Contact], as_of: str) -> list[Silence]:
    """How long every two sides have been silent on a day, the longest first; what lies ahead or is denied is no contact."""
    met: dict[tuple[str, str], list[tuple[str, bool, Contact]]] = defaultdict(list)
    for contact in contacts:
        day, dated = last_day(contact.step)
        for pair in contact.pairs if contact.step.seen and day else ():
            met[pair].append((min(day, as_of), dated, contact))
    found = []
    for pair, some in met.items():
        day, dated, last = max(some, key=lambda one: one[:2])
        days = (date.fromisoformat(as_of) - date.fromisoformat(day)).days
        found.append(Silence(pair, len(some), last, day, dated, days))
    return sorted(found, key=lambda silence: (-silence.days, silence.parties))


def last_day(step: Step) -> tuple[str, bool]:
    """The last day on which a step can have come about, "" where nobody says, and whether it is given a date of its own."""
    told = step.told[:10]
    own = [(_last_of(ended(entry.when)), entry.origin.published[:10]) for entry in step.entries]
    dated = [min(day, published or day) for day, published in own if day]
    return (max(dated), True) if dated else (told, False)


def _last_of(when: str) -> str:
    """The last day of a day, month, season or year, "" where there is none."""
    parts = when.split("-")
    if not when or (len(parts) > 1 and int(parts[1]) > 12):
        return ""
    if len(parts) == 3:
        return when
    year, month = int(parts[0]), int(parts[1]) if len(parts) == 2 else 12
    return str(date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1))


def _told_together(entries: Sequence[Entry], texts: dict[str, str]) -> list[tuple[Entry, ...]]:
    """Entries that tell of one contact: of one happening, or of the same sides at the same time in one sentence."""
    groups: list[list[Entry]] = []
    home: dict[tuple[object, ...], list[Entry]] = {}
    for group in happenings(entries):
        keys = [key for entry in group if (key := _sentence_key(entry, texts))]
        together = next((home[key] for key in keys if key in home), None)
        if together is None:
            groups.append(together := [])
        together += group
        home.update((key, together) for key in keys)
    return [tuple(group) for group in groups]


def _sentence_key(entry: Entry, texts: dict[str, str]) -> tuple[object, ...] | None:
    parties = tuple(sorted(_parties(entry)))
    if len(parties) < 2 or entry.origin.id not in texts:
        return None
    start, _ = sentence_at(texts[entry.origin.id], entry.trigger.start)
    return (entry.origin.id, start, parties, entry.when, entry.modality in SEEN, entry.negated)


def _contact(step: Step, texts: dict[str, str]) -> Contact:
    told: dict[str, dict[str, None]] = {"level": {}, "channel": {}}
    for entry in step.entries:
        words = _words_about(entry, texts.get(entry.origin.id, ""))
        for name, values in told.items():
            values.update(dict.fromkeys(values_in(name, words)))
        told["level"].update(dict.fromkeys(_levels_of(entry)))
    own = [channel for entry in step.entries if (channel := codebook().actions[entry.action].channel)]
    parties = tuple(dict.fromkeys(side for entry in step.entries for side in _parties(entry)))
    channels = tuple(told["channel"]) or tuple(dict.fromkeys(own))
    return Contact(step, parties, _others(step.entries), tuple(told["level"]), channels)


def _parties(entry: Entry) -> list[str]:
    """The sides of those who are named, each once; a body of two countries (`لجنة روسية تركية`) is of both."""
    found = [side for name in identities(entry, "actor", "recipient") if (side := party_of(name))]
    for printed_words in (*entry.named("actor"), *entry.named("recipient")):
        countries = _countries_in(printed_words)
        found += [side for code in countries if (side := party_of(code))] if len(countries) > 1 else []
    return list(dict.fromkeys(found))


def _countries_in(words: str) -> list[str]:
    """The countries whose nationality adjectives stand in words, where each means one alone."""
    meant = [by_adjective().get(word.removeprefix("ال"), ()) for word in fold(words).text.split()]
    return list(dict.fromkeys(codes[0] for codes in meant if len(codes) == 1))


def _others(entries: Sequence[Entry]) -> tuple[str, ...]:
    """Who is named and on no side that is settled, as printed."""
    settled = {
        words.printed
        for entry in entries
        for words in entry.words
        if any(party_of(name) for name in words.meaning.split("+") if name)
    }
    return tuple(words for words in printed(entries, "actor", "recipient") if words not in settled)


def _words_about(entry: Entry, text: str) -> list[str]:
    """The folded words that name the parties, and those around the trigger, up to what was spoken about."""
    named = [word for words in (*entry.named("actor"), *entry.named("recipient")) for word in fold(words).text.split()]
    start, end = sentence_at(text, entry.trigger.start)
    before = fold(text[start : entry.trigger.start]).text.split()[-BEFORE:]
    stop = next((i for i in range(entry.trigger.end, end) if text[i] in STOPS), end)
    after = fold(text[entry.trigger.end : stop]).text.split()[:AFTER]
    about = next((place for place, _ in places_in("topic", after)), len(after))
    return [*named, *before, *fold(entry.printed).text.split(), *after[:about]]


def _levels_of(entry: Entry) -> list[str]:
    """The levels of the offices that those named held then, and of armies."""
    found = []
    for name in identities(entry, "actor", "recipient"):
        person = _persons().get(name)
        if person:
            found += [levels()[one] for one in _offices(person, entry.when or entry.origin.published) if levels()[one]]
        elif name.rpartition("-")[2] == MILITARY:
            found.append("military")
    return found


@cache
def _persons() -> dict[str, Person]:
    return {person.id: person for theatre in theatres() for person in theatre.persons}


def _offices(person: Person, when: str) -> list[str]:
    """The offices that a person held on a day."""
    day = when.partition("/")[0]
    return [
        tenure.office
        for tenure in person.offices
        if tenure.since[: len(day)] <= day and (not tenure.until or day <= tenure.until + "~")
    ]
