"""What a theatre file holds: sides, actors, persons with dated offices, agreements, zones, posts and outlets."""

from dataclasses import dataclass

LatLon = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the sides of the theatre; actors name theirs by its id."""

    id: str
    en: str
    ar: str


@dataclass(frozen=True, slots=True)
class TheatreActor:
    """One party of the theatre, from `since` until `until`.

    `aliases` are the Arabic names that mean it wherever they stand, `short` those that do so only in a report of this
    theatre or after it has been named (`المليشيات`), `english` its names in English.
    """

    id: str
    side: str
    country: str
    sector: str
    en: str
    ar: str
    aliases: tuple[str, ...]
    short: tuple[str, ...]
    english: tuple[str, ...]
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class Tenure:
    """An office held: its id in `offices.tsv`, the actor whose office it is, and the words that name just this one."""

    office: str
    of: str
    names: tuple[str, ...]
    short: tuple[str, ...]
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody known by name; `of` is the actor whose side the person is on, `forces` the actor that `قوات فلان` is."""

    id: str
    of: str
    en: str
    ar: str
    aliases: tuple[str, ...]
    short: tuple[str, ...]
    english: tuple[str, ...]
    offices: tuple[Tenure, ...]
    forces: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class Provision:
    """One numbered undertaking of an agreement: what it says in a sentence, and the words by which the press means it."""

    number: str
    text: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TheatreAgreement:
    """A document that the press refers to by many names; `parties` and `guarantors` are actor ids.

    `names` mean it wherever they stand, `short` only in a report of this theatre; `about` are words that tell it from others
    of the same name; `pax` is its number in PA-X, `resolution`
    that of a resolution of the Security Council, "" otherwise.
    """

    id: str
    en: str
    ar: str
    signed: str
    in_effect: str
    until: str
    parties: tuple[str, ...]
    guarantors: tuple[str, ...]
    names: tuple[str, ...]
    short: tuple[str, ...]
    about: tuple[str, ...]
    provisions: tuple[Provision, ...]
    pax: str
    resolution: str


@dataclass(frozen=True, slots=True)
class Zone:
    """A named area, set up by an agreement (its id, or ""): a polygon of points or, failing one, a description."""

    id: str
    en: str
    ar: str
    names: tuple[str, ...]
    agreement: str
    polygon: tuple[LatLon, ...]
    description: str


@dataclass(frozen=True, slots=True)
class Post:
    """A fixed position; `holder` is an actor id, `at` its place or None where that is not sure."""

    id: str
    en: str
    ar: str
    holder: str
    near: str
    names: tuple[str, ...]
    at: LatLon | None
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class Publisher:
    """An outlet that reports the theatre: names, address, and who owns it where that is public."""

    names: tuple[str, ...]
    address: str
    owner: str


@dataclass(frozen=True, slots=True)
class Theatre:
    """One conflict.  `home` are the countries that it is fought in, `countries` all that take part."""

    id: str
    en: str
    ar: str
    since: str
    until: str
    home: tuple[str, ...]
    countries: tuple[str, ...]
    sides: tuple[Side, ...]
    actors: tuple[TheatreActor, ...]
    persons: tuple[Person, ...]
    agreements: tuple[TheatreAgreement, ...]
    zones: tuple[Zone, ...]
    posts: tuple[Post, ...]
    outlets: tuple[Publisher, ...]
