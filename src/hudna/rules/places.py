"""Place names in folded words: countries, capitals, cities, governorates, regions; and the nouns that head a place phrase.

`ar/places.tsv` is made by `scripts/build_places.py` from GeoNames; `ar/places_more.tsv` is this project's own and marks, as
`word`, the names that are ordinary words too (الباب, حارم): those are places only after a head noun (مدينة الباب).
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from hudna.rules.countries import countries
from hudna.text.fold import fold

RULES: Final = Path(__file__).parent / "ar"
FIELDS: Final = 6
LEADS: Final = ("و", "ب", "ل", "ف", "ك", "وب", "ول", "فب", "فل", "وك")
LEAD_LETTERS: Final = frozenset(lead[0] for lead in LEADS)
SHORT: Final = 5
"""A shorter name without an article is not looked for behind a rare fused letter: كامل is not ك + امل."""


class PlaceName(NamedTuple):
    """A place that a name may stand for: ISO alpha-3 (or ""), kind, GeoNames id and rounded degrees where known."""

    country: str
    kind: str
    geonameid: str
    latitude: str
    longitude: str


class HeadNoun(NamedTuple):
    """A noun that heads a place phrase; `is_proper` where it is part of the name (`مطار عدن`) rather than its class."""

    kind: str
    is_proper: bool


class PlaceRuleError(ValueError):
    """A row of a place file is wrong; the message names file and line."""


@cache
def head_nouns() -> dict[str, HeadNoun]:
    """Folded head noun to what it heads."""
    path = RULES / "place_heads.tsv"
    heads: dict[str, HeadNoun] = {}
    for number, line in enumerate(fold(path.read_text("utf-8")).text.splitlines()[1:], start=2):
        cells = line.split("\t")
        if len(cells) != 3 or cells[1] not in ("yes", "no"):
            raise PlaceRuleError(f"{path}:{number}: wants kind, yes or no, and forms")
        heads |= {word: HeadNoun(cells[0], cells[1] == "yes") for word in cells[2].split()}
    return heads


class _Gazetteer(NamedTuple):
    """Name to its rows below one another; first word to the words of the longest name; names that need a head."""

    rows: dict[str, str]
    longest: dict[str, int]
    ordinary: frozenset[str]


@cache
def _gazetteer() -> _Gazetteer:
    rows: dict[str, str] = {}
    for country in countries():
        rows |= {name: f"{country.iso3}\tcountry\t\t\t" for name in country.names if name not in rows}
    for country in countries():
        for name in country.capitals:
            _add(rows, name, f"{country.iso3}\tcapital\t\t\t")
    ordinary: set[str] = set()
    for path in (RULES / "places_more.tsv", RULES / "places.tsv"):
        for name, row in _rows(path, folded=path.name == "places.tsv"):
            kind = row.split("\t", 2)[1]
            if kind == "word":
                ordinary.add(name)
            elif kind != "never":
                _add(rows, name, row)
    longest: dict[str, int] = {}
    for name in rows:
        first, _, rest = name.partition(" ")
        longest[first] = max(longest.get(first, 0), rest.count(" ") + 2 if rest else 1)
    return _Gazetteer(rows, longest, frozenset(ordinary))


def _add(rows: dict[str, str], name: str, row: str) -> None:
    known = rows.get(name)
    rows[name] = f"{known}\n{row}" if known else row


def _rows(path: Path, *, folded: bool) -> Iterator[tuple[str, str]]:
    text = path.read_text("utf-8")
    for number, line in enumerate((text if folded else fold(text).text).splitlines()[1:], start=2):
        if line.count("\t") != FIELDS - 1:
            raise PlaceRuleError(
                f"{path}:{number}: {line.count(chr(9)) + 1} cells, wants {FIELDS}; build the file again"
            )
        name, _, row = line.partition("\t")
        yield name, row


def places(name: str) -> tuple[PlaceName, ...]:
    """Every place that a folded name may stand for, one a country; countries and capitals first."""
    found: dict[str, PlaceName] = {}
    for row in _gazetteer().rows.get(name, "").splitlines():
        place = PlaceName(*row.split("\t"))
        known = found.setdefault(place.country, place)
        if place.geonameid and not known.geonameid:
            found[place.country] = place._replace(kind=known.kind)
    return tuple(found.values())


def needs_head(name: str) -> bool:
    """Whether a folded name is an ordinary word too, and a place only after a head noun."""
    return name in _gazetteer().ordinary


class _Bare(dict[str, str]):
    """A printed word to the first word of place names that it is, its fused letters off; "" where it is none."""

    def __missing__(self, word: str) -> str:
        longest = _gazetteer().longest
        bare = word if word in longest else next((rest for rest in _stripped(word) if rest in longest), "")
        self[word] = bare
        return bare


def _stripped(word: str) -> Iterator[str]:
    """The word without what may be fused in front; `لل` gives its article back."""
    for lead in LEADS if word[:1] in LEAD_LETTERS else ():
        if not word.startswith(lead):
            continue
        rest = word[len(lead) :]
        if lead[-1] == "ل" and rest.startswith("ل"):
            yield "ا" + rest
        plain = not rest.startswith("ال") and (lead[-1] in "كف" or len(rest) < 3)
        if not plain or len(rest) >= SHORT:
            yield rest


_BARE: Final = _Bare()


def opens_place(word: str) -> bool:
    """Whether a place name may begin with this printed word, whatever is fused in front of it."""
    return bool(_BARE[word])


def longest_place(words: list[str], i: int, end: int) -> int:
    """The end of the longest place name that begins at token `i`, or `i` where none does.

    The first word may carry و ف ب ل ك.  A name that is an ordinary word too counts only right after a head noun.
    """
    bare = _BARE[words[i]]
    if not bare:
        return i
    found, longest, ordinary = _gazetteer()
    for size in range(min(longest[bare], end - i), 0, -1):
        name = bare if size == 1 else " ".join((bare, *words[i + 1 : i + size]))
        if name in found and (name not in ordinary or (words[i] == bare and _after_head(words, i))):
            return i + size
    return i


def _after_head(words: list[str], i: int) -> bool:
    before = words[i - 1] if i else ""
    return before in head_nouns() or before[1:] in head_nouns()
