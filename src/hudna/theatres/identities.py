"""What an identity is called, and what it is: for theatres' actors and persons, and for those that codes alone make."""

from dataclasses import dataclass
from functools import cache

from hudna.rules.countries import english
from hudna.rules.words import rows
from hudna.theatres.load import ABOVE_STATES, theatres


@dataclass(frozen=True, slots=True)
class Party:
    """An identity with its English label and its PLOVER codes, each "" where there is none.

    `person` is true of somebody known by name; country and sector are then those of the side.
    """

    id: str
    label: str
    country: str
    sector: str
    person: bool = False


@cache
def party(identity: str) -> Party | None:
    """Who an identity is, None where no theatre and no code knows it: somebody named whom nobody has put into a theatre."""
    return _named().get(identity) or _of_codes(identity)


def _of_codes(identity: str) -> Party | None:
    country, _, sector = identity.partition("-")
    if country in _sectors() and not sector:
        country, sector = "", country
    known = (not country or country in english() or country in ABOVE_STATES) and (not sector or sector in _sectors())
    if not known or not identity:
        return None
    label = ": ".join(part for part in (english().get(country, country), _sectors().get(sector, "")) if part)
    return Party(identity, label, country, sector)


@cache
def _sectors() -> dict[str, str]:
    return {row["sector"]: row["label"] for row in rows("ar/sectors.tsv")}


@cache
def _named() -> dict[str, Party]:
    found: dict[str, Party] = {}
    for theatre in theatres():
        for actor in theatre.actors:
            found.setdefault(actor.id, Party(actor.id, actor.en, actor.country, actor.sector))
    for theatre in theatres():
        for person in theatre.persons:
            side = found.get(person.of) or _of_codes(person.of)
            country, sector = (side.country, side.sector) if side else ("", "")
            found.setdefault(person.id, Party(person.id, person.en, country, sector, person=True))
    return found
