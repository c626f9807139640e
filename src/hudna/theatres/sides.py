"""Which side an identity is on, as the theatres have it."""

from functools import cache

from hudna.rules.countries import english
from hudna.theatres.load import ABOVE_STATES, SECTORS, theatres

AGAINST_STATES = frozenset(("REB", "OPP", "RAD", "SEP", "UAF", "CRM", "PRM"))
"""Sectors of those who are not their country's side."""
BYSTANDERS = frozenset(("third", "world"))
"""Sides that gather those who are on none: each of them speaks and acts for itself alone."""


@cache
def _of_actors() -> dict[str, str]:
    """Actor ids -> `theatre/side`, where a single theatre has them on one; bystanders are left out."""
    found: dict[str, set[str]] = {}
    for theatre in theatres():
        for actor in theatre.actors:
            if actor.side not in BYSTANDERS:
                found.setdefault(actor.id, set()).add(f"{theatre.id}/{actor.side}")
    return _single(found)


@cache
def _of_countries() -> dict[str, str]:
    """Country codes -> the side that all actors of the country are on; a country that fights itself has none."""
    found: dict[str, set[str]] = {}
    for theatre in theatres():
        for actor in theatre.actors:
            if actor.country and actor.side not in BYSTANDERS:
                found.setdefault(actor.country, set()).add(f"{theatre.id}/{actor.side}")
    return _single(found)


def _single(found: dict[str, set[str]]) -> dict[str, str]:
    return {name: next(iter(sides)) for name, sides in found.items() if len(sides) == 1}


@cache
def _persons() -> dict[str, str]:
    return {person.id: person.of for theatre in theatres() for person in theatre.persons}


def side_of(identity: str) -> str:
    """The side of an actor or person: `theatre/side`, a country code where no single theatre has them, "" where unknown.

    A body above states (`IGO-UNO`) is its own side.
    Kinds of actors (`MIL`, `GOV`) are nobody in particular and on no side.
    """
    actor = _persons().get(identity, identity)
    country = actor.partition("-")[0]
    if actor in _of_actors():
        return _of_actors()[actor]
    if len(country) != 3 or not country.isupper() or (country == actor and country in SECTORS):
        return ""
    if country in ABOVE_STATES:
        return actor
    return _of_countries().get(country, country)


def party_of(identity: str) -> str:
    """The side of an actor as a party to something.

    Where no theatre has a side for it, those who fight their state are a party of their own, and a country that is fought over is
    none: "" then.
    """
    side, actor = side_of(identity), _persons().get(identity, identity)
    if side and side == actor[:3] and actor[4:7] in AGAINST_STATES:
        return actor
    return "" if side in _fought_over() else side


@cache
def _fought_over() -> frozenset[str]:
    return frozenset(code for theatre in theatres() for code in theatre.home) - _of_countries().keys()


@cache
def _labels() -> dict[str, str]:
    return {f"{theatre.id}/{side.id}": side.en for theatre in theatres() for side in theatre.sides}


def label_of(side: str) -> str:
    """What a side is called in English: as its theatre says, by its country, or by its actor; its id where nobody says."""
    actors = {actor.id: actor.en for theatre in theatres() for actor in theatre.actors}
    return _labels().get(side) or english().get(side) or actors.get(side) or side
