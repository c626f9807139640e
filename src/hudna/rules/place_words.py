"""Words that build a place phrase around a name: heads, directions, nouns that point back; from `ar/place_words.tsv`."""

from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from hudna.text.fold import fold

TABLE: Final = Path(__file__).parent / "ar" / "place_words.tsv"
CLASSES: Final = (
    "head",
    "around",
    "inside",
    "direction",
    "back",
    "two",
    "lands",
    "joins",
    "within",
    "belongs",
    "away",
    "describes",
)


class PlaceWordError(ValueError):
    """A row of `place_words.tsv` is wrong; the message names file and line."""


class PlaceWords(NamedTuple):
    """Folded word to the value of its row, class by class; a word may stand in several classes, once in each."""

    head: dict[str, str]
    around: dict[str, str]
    inside: dict[str, str]
    direction: dict[str, str]
    back: dict[str, str]
    two: dict[str, str]
    lands: dict[str, str]
    joins: dict[str, str]
    within: dict[str, str]
    belongs: dict[str, str]
    away: dict[str, str]
    describes: dict[str, str]


@cache
def place_words() -> PlaceWords:
    """The table, read once."""
    found: dict[str, dict[str, str]] = {name: {} for name in CLASSES}
    for number, line in enumerate(fold(TABLE.read_text("utf-8")).text.splitlines()[1:], start=2):
        cells = line.split("\t")
        if len(cells) != 3 or cells[0] not in found:
            raise PlaceWordError(f"{TABLE}:{number}: wants one of {', '.join(CLASSES)}, a value, and forms")
        for word in cells[2].split():
            if found[cells[0]].setdefault(word, cells[1]) != cells[1]:
                raise PlaceWordError(f"{TABLE}:{number}: {word} is {found[cells[0]][word]} already; keep one")
    return PlaceWords(**found)
