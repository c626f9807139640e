"""Every known name as a table of folded words: actors, persons and office holders, each with its dates and theatre."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Final, NamedTuple

from hudna.rules.countries import english
from hudna.text.fold import fold
from hudna.theatres.kinds import Person, Tenure, Theatre
from hudna.theatres.load import theatres
from hudna.vocabulary import Actor

WORD: Final = re.compile(r"[\u0621-\u064a\w]+|[،,؛:()«»\"“”]")
WORLD: Final = "world"
SERVANT: Final = "عبد"
VARIANTS: Final = {
    "ميليشيا": "مليشيا", "ميلشيا": "مليشيا", "مليشا": "مليشيا", "ميليشيات": "مليشيات", "ميلشيات": "مليشيات",
    "مليشيه": "مليشيا", "ميليشيه": "مليشيا", "سوريه": "سوريا", "الاوربي": "الاوروبي",
}  # fmt: skip
"""Folded words that the press spells in several ways, to one of them."""


class Known(NamedTuple):
    """What a name stands for, in which theatre and when; `short` where it does so only in reports of that theatre.

    `forces` is the id of the actor that a person's fighters are; `office` is "" unless the name is that of an office.
    """

    actor: Actor
    since: str
    until: str
    theatre: str
    short: bool
    person: bool
    forces: str
    office: str


class Names(NamedTuple):
    """Folded name to what it may stand for; first word to the number of words of the longest name, and to its second words."""

    by_name: dict[str, tuple[Known, ...]]
    longest: dict[str, int]
    seconds: dict[str, set[str]]


def tokens_of(words: str) -> list[str]:
    """The folded words and marks of a phrase, spelled one way: `عبد الله` as `عبدالله`, `ميلشيا` as `مليشيا`."""
    return joined(WORD.findall(fold(words).text))


def joined(found: Sequence[str]) -> list[str]:
    """The tokens with the servant names in one word and militias spelled one way."""
    tokens: list[str] = []
    for token in found:
        if tokens and tokens[-1].endswith(SERVANT) and len(tokens[-1]) <= 4 and token[0].isalpha():
            tokens[-1] += token
        else:
            tokens.append(SPELLED[token])
    return tokens


class _Spelled(dict[str, str]):
    """A token as the table spells it, whatever is fused in front of it; remembered."""

    def __missing__(self, token: str) -> str:
        found = VARIANTS.get(token, "")
        if not found and token[0] in "اوبل":
            for lead in ("ال", "وال", "بال", "لل", "و", "ب", "ل"):
                if token.startswith(lead) and token[len(lead) :] in VARIANTS:
                    found = lead + VARIANTS[token[len(lead) :]]
                    break
        self[token] = found = found or token
        return found


SPELLED: Final = _Spelled()


def bare(word: str) -> Iterator[str]:
    """The word, and what it may be without fused letters, `لل` turned back to `ال`."""
    yield word
    if len(word) > 4 and word[0] in "وفبك":
        yield word[1:]
        if word.startswith("لل", 1):
            yield "ا" + word[2:]
    if len(word) > 4 and word.startswith("لل"):
        yield "ا" + word[1:]
    elif len(word) > 4 and word[0] == "ل":
        yield word[1:]


@cache
def names() -> Names:
    """The table, made once."""
    by_name: dict[str, tuple[Known, ...]] = {}
    for name, known in _rows():
        for key in _inflected(" ".join(tokens_of(name))):
            if known not in by_name.get(key, ()):
                by_name[key] = (*by_name.get(key, ()), known)
    longest: dict[str, int] = {}
    seconds: dict[str, set[str]] = {}
    for key in by_name:
        first, *rest = key.split(" ")
        longest[first] = max(longest.get(first, 0), len(rest) + 1)
        seconds.setdefault(first, set()).update(rest[:1])
    return Names(by_name, longest, seconds)


def _inflected(key: str) -> Iterable[str]:
    """The name; in its other case where its words have the sound plural; with servant names in two words, as in a text."""
    words = key.split(" ")
    yield key
    if any(word.endswith("ون") and len(word) > 4 for word in words):
        yield " ".join(word[:-2] + "ين" if word.endswith("ون") and len(word) > 4 else word for word in words)
    if SERVANT in key:
        yield " ".join(f"{SERVANT} {w[3:]}" if w.startswith(SERVANT) and len(w) > 5 else w for w in words)


def _rows() -> Iterator[tuple[str, Known]]:
    for theatre in theatres():
        for member in theatre.actors:
            actor = theatre_actors()[member.id]
            for aliases, short in ((member.aliases, False), (member.short, True)):
                known = Known(actor, member.since, member.until, theatre.id, short, False, "", "")
                yield from ((name, known) for name in aliases)
        for person in theatre.persons:
            yield from _person_rows(theatre, person)


def _person_rows(theatre: Theatre, person: Person) -> Iterator[tuple[str, Known]]:
    actor = persons()[person.id]
    for aliases, short in ((person.aliases, False), (person.short, True)):
        known = Known(actor, person.since, person.until, theatre.id, short, True, person.forces, "")
        yield from ((name, known) for name in aliases)
    for tenure in person.offices:
        for aliases, short in ((tenure.names, False), (tenure.short, True)):
            known = Known(actor, tenure.since, tenure.until, theatre.id, short, True, person.forces, tenure.office)
            yield from ((name, known) for name in aliases)


@cache
def theatre_actors() -> dict[str, Actor]:
    """Every actor of every theatre by id; the first theatre's label stands."""
    found: dict[str, Actor] = {}
    for theatre in theatres():
        for member in theatre.actors:
            found.setdefault(member.id, Actor(member.id, member.country, member.sector, member.en))
    return found


@cache
def persons() -> dict[str, Actor]:
    """Every person of every theatre by id; country and sector are those of the side the person is on."""
    return {
        person.id: Actor(person.id, *_codes(person.of), person.en, person.of)
        for theatre in theatres()
        for person in theatre.persons
    }


def _codes(of: str) -> tuple[str, str]:
    known = theatre_actors().get(of)
    if known:
        return known.country, known.sector
    country, _, sector = of.partition("-")
    return (country, sector) if country in english() else ("", sector)


@cache
def holders() -> dict[tuple[str, str], tuple[tuple[Actor, Tenure], ...]]:
    """Office and the actor whose it is, to everybody who has held it."""
    found: dict[tuple[str, str], tuple[tuple[Actor, Tenure], ...]] = {}
    for theatre in theatres():
        for person in theatre.persons:
            for tenure in person.offices:
                key = tenure.office, tenure.of
                found[key] = (*found.get(key, ()), (persons()[person.id], tenure))
    return found


def holds(day: str, since: str, until: str) -> bool:
    """Whether the day lies between the dates, as far as they and the day say."""
    if not day:
        return True
    return (not since or since[: len(day)] <= day) and (not until or day[: len(until)] <= until)


class _Eras(dict[str, str]):
    """A day to the first one asked for on which the same dated names and offices hold, so that answers can be remembered."""

    def __init__(self) -> None:
        super().__init__()
        self._first: dict[int, str] = {}

    def __missing__(self, day: str) -> str:
        alike = day if len(day) != len("2020-11-01") else self._first.setdefault(bisect_right(_turns(), day), day)
        self[day] = alike
        return alike


ERAS: Final = _Eras()


@cache
def _turns() -> list[str]:
    """Where a name or office of the theatres begins or has ended, in order; `~` sorts behind every day of its period."""
    dated = [known for found in names().by_name.values() for known in found]
    return sorted({*(k.since for k in dated if k.since), *(f"{k.until}~" for k in dated if k.until)})


class Hit(NamedTuple):
    """A known name in a list of tokens: where, and all that it may stand for."""

    start: int
    end: int
    fused: str
    found: tuple[Known, ...]


def name_at(tokens: Sequence[str], i: int, accepts: "Accepts") -> Hit | None:
    """The longest acceptable name that begins at token `i`, whatever is fused in front of it."""
    table = names()
    for first in FIRSTS[tokens[i]]:
        goes_on = i + 1 < len(tokens) and tokens[i + 1] in table.seconds[first]
        for size in range(min(table.longest[first], len(tokens) - i) if goes_on else 1, 0, -1):
            key = first if size == 1 else " ".join((first, *tokens[i + 1 : i + size]))
            found = table.by_name.get(key)
            if found and (found := accepts.of(key, found)):
                whole = tokens[i]
                return Hit(i, i + size, "" if first == whole else whole[: len(whole) - len(first)] or "ل", found)
    return None


class Accepts:
    """Which of the things that a name may stand for count on a day, the short names only where they are wanted; remembered."""

    __slots__ = ("day", "found", "shorts")

    def __init__(self, day: str, shorts: bool) -> None:
        self.day = day
        self.shorts = shorts
        self.found: dict[str, tuple[Known, ...]] = {}

    def of(self, name: str, found: tuple[Known, ...]) -> tuple[Known, ...]:
        """Those of what a name may stand for that count."""
        kept = self.found.get(name)
        if kept is None:
            kept = self.found[name] = tuple(known for known in found if self._accepts(known))
        return kept

    def _accepts(self, known: Known) -> bool:
        if (known.short and not self.shorts) or (known.office and not self.day):
            return False
        return holds(self.day, known.since, known.until)


@lru_cache(maxsize=64)
def accepted(era: str, shorts: bool) -> Accepts:
    """What counts on the days of an era (`ERAS`)."""
    return Accepts(era, shorts)


class _Firsts(dict[str, tuple[str, ...]]):
    """A token to the first words of names that it may be; remembered."""

    def __missing__(self, token: str) -> tuple[str, ...]:
        longest = names().longest
        found = self[token] = tuple(first for first in bare(token) if first in longest)
        return found


FIRSTS: Final = _Firsts()
