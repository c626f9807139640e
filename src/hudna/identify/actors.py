"""Actors apart from any report: made of codes, of a name's words, and of those who fight for somebody."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from hudna.identify.names import Known, names, persons, theatre_actors
from hudna.identify.phrase import Said, sector_labels
from hudna.rules import countries as lands
from hudna.theatres.load import theatres
from hudna.vocabulary import Actor

PERSON: Final = "person:"
"""Before the words of a name that no theatre knows."""


@lru_cache(maxsize=4096)
def actor_of(country: str, sector: str) -> Actor:
    """The actor that a country and a sector make (`TUR-MIL`), under the label of a theatre where one has it."""
    known = theatre_actors().get(f"{country}-{sector}")
    if known:
        return known
    return Actor("-".join(part for part in (country, sector) if part), country, sector, label_of(country, sector))


def label_of(country: str, sector: str) -> str:
    """The English label that a country and a sector make."""
    return ": ".join(part for part in (lands.english().get(country, ""), sector_labels().get(sector, "")) if part)


@lru_cache(maxsize=4096)
def unnamed(country: str, sector: str) -> Actor:
    """The type of a source without a name."""
    return Actor("", country, sector, f"unnamed source: {label_of(country, sector)}")


def fighters(known: Known, sector: str) -> Actor:
    """Who the fighters of somebody are: a person's own, a government's army, a group itself."""
    if known.person and known.forces:
        return theatre_actors().get(known.forces, known.actor)
    if known.actor.sector == "GOV" and sector == "MIL" and not known.person:
        return actor_of(known.actor.country, "MIL")
    return known.actor


def is_foreign(phrase: Said, known: Known) -> bool:
    """Whether the phrase gives another nationality than that of whom a short name would stand for."""
    codes = {code for codes in phrase.nations for code in codes}
    return bool(codes) and known.actor.country not in codes


def knows_person(actors: Sequence[Actor]) -> bool:
    """Whether one of them is a person."""
    return any(actor.id in persons() or actor.id.startswith(PERSON) for actor in actors)


def name_words(actor: str) -> frozenset[str]:
    """The words of all names of a person, none of what is no person."""
    return _NAME_WORDS[actor]


class _NameWords(dict[str, frozenset[str]]):
    """A person's id to the words of all names; remembered, and empty for what is no person."""

    def __missing__(self, actor: str) -> frozenset[str]:
        words: set[str] = set()
        if actor in persons():
            for name, found in names().by_name.items():
                if any(known.actor.id == actor and known.person and not known.office for known in found):
                    words.update(name.split(" "))
        self[actor] = frozenset(words)
        return self[actor]


_NAME_WORDS: Final = _NameWords()


def is_called(actor: Actor, start: str) -> bool:
    """Whether a name of the actor begins with this noun."""
    return start in _HEADS_OF[actor.id]


class _HeadsOf(dict[str, frozenset[str]]):
    """An actor's id to the first words of its names, without article; remembered."""

    def __missing__(self, actor: str) -> frozenset[str]:
        found = (
            alias.split(" ")[0].removeprefix("ال")
            for theatre in theatres()
            for member in theatre.actors
            if member.id == actor
            for alias in (*member.aliases, *member.short)
        )
        self[actor] = frozenset(found)
        return self[actor]


_HEADS_OF: Final = _HeadsOf()
