"""Words that decide what a naming phrase stands for, and heads that point back to somebody named before."""

from functools import cache
from typing import NamedTuple

from hudna.rules.words import folded, rows, word_lists


class NamingWords(NamedTuple):
    """The lists of `ar/naming.yaml`, folded."""

    honorifics: frozenset[str]
    former: frozenset[str]
    loyal: frozenset[str]
    belonging: frozenset[str]
    after_preposition: frozenset[str]
    counters: frozenset[str]
    anonymous: frozenset[str]
    people: frozenset[str]
    sides_of_talks: frozenset[str]
    bodies_that_pass: frozenset[str]
    military: frozenset[str]
    peopled: frozenset[str]
    armed: frozenset[str]
    lands: frozenset[str]
    groups: frozenset[str]
    others: frozenset[str]
    part_of_state: frozenset[str]
    two_sides: frozenset[str]
    bodies: frozenset[str]
    state_bodies: frozenset[str]


class Pointing(NamedTuple):
    """What a definite head may point back to: actors of these sectors, those under a name that begins so, or office holders."""

    sectors: frozenset[str]
    name_start: str
    offices: frozenset[str]


@cache
def naming_words() -> NamingWords:
    """The lists, read once."""
    return NamingWords(**word_lists("ar/naming.yaml"))


@cache
def pointing() -> dict[str, Pointing]:
    """Folded definite head to what it may point back to."""
    return {
        folded(row["head"]): Pointing(
            frozenset(row["sectors"].split()), folded(row["name_starts"]), frozenset(row["offices"].split())
        )
        for row in rows("ar/pointing.tsv")
    }
