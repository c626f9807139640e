"""English for those who read no Arabic: what places, outlets and words of naming phrases are called, as tables in `en`."""

from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from hudna.errors import BadRules
from hudna.rules.countries import countries
from hudna.rules.countries import english as country_names
from hudna.rules.places import needs_head
from hudna.text.fold import fold

HERE: Final = Path(__file__).parent
EN: Final = HERE / "en"
NOUN, PLURAL, MASS, ADJECTIVE, PREPOSITION, TITLE, QUANTITY = "ns", "np", "nm", "a", "p", "t", "q"
KINDS: Final = frozenset((NOUN, PLURAL, MASS, ADJECTIVE, PREPOSITION, TITLE, QUANTITY))


class PhraseWord(NamedTuple):
    """What a word of a naming phrase is called: its kind (noun, adjective, …) and its English."""

    kind: str
    english: str


def _rows(name: str, width: int) -> list[list[str]]:
    """The rows of a table below its header."""
    path = EN / name
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()[1:]]
    for number, cells in enumerate(rows, start=2):
        if len(cells) != width or not all(cells):
            raise BadRules(f"{path}:{number}: wants {width} cells, none of them empty")
    return rows


@cache
def place_names() -> dict[str, str]:
    """Ids of places -> their English names: countries, areas, sites and towns of the gazetteer, borders between countries."""
    found = dict(country_names())
    for name in ("areas.tsv", "sites.tsv", "towns.tsv"):
        found.update({row[0]: row[1] for row in _rows(name, 2)})
    return found


@cache
def other_names() -> dict[str, tuple[tuple[str, str], ...]]:
    """Ids of places -> folded words and the English names that the place goes by where these words name it."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for place, word, name in _rows("other_names.tsv", 3):
        found[place] = (*found.get(place, ()), (fold(word).text, name))
    return found


@cache
def outlet_names() -> dict[str, str]:
    """Outlets (the id of their feeds, or their folded name with or without hyphens) -> their names in English."""
    found: dict[str, str] = {}
    for outlet, name in _rows("outlets.tsv", 2):
        folded = fold(outlet).text
        found |= {folded: name, folded.replace(" ", "-"): name}
    return found


@cache
def usual_names() -> dict[str, str]:
    """Folded words of personal names -> the one spelling that they have here."""
    return {fold(word).text: name for word, name in _rows("names.tsv", 2)}


@cache
def phrase_words() -> dict[str, PhraseWord]:
    """Folded words, or several with a space between them, of naming phrases; without the article of the first of them."""
    found: dict[str, PhraseWord] = {}
    for kind, english, forms in _rows("words.tsv", 3):
        if kind not in KINDS:
            raise BadRules(f"{EN / 'words.tsv'}: {english}: no kind {kind!r}; there are {', '.join(sorted(KINDS))}")
        for form in forms.split():
            found.setdefault(fold(form.replace("_", " ")).text, PhraseWord(kind, english))
    return found


@cache
def nationalities() -> dict[str, str]:
    """Folded adjectives of nationality -> country codes."""
    return {form: country.iso3 for country in reversed(countries()) for form in country.adjectives}


@cache
def names_of_places() -> dict[str, str]:
    """Folded Arabic names -> English names, of those places that need no head noun; of several towns the largest counts."""
    found: dict[str, str] = {name: country.english for country in countries() for name in country.names}
    english = place_names()
    for name, _, place in sorted(_named_rows(), key=lambda row: -row[1]):
        if name not in found and place in english and not needs_head(name):
            other = (called for word, called in other_names().get(place, ()) if word in name)
            found[name] = next(other, english[place])
    return found


def _named_rows() -> list[tuple[str, int, str]]:
    """Folded name, weight and id of every place: areas before sites before towns, and these by their people."""
    found: list[tuple[str, int, str]] = []
    for table, weight in (("areas.tsv", 10**10), ("sites.tsv", 10**9), ("gazetteer.tsv", 0)):
        lines = fold((HERE / "ar" / table).read_text("utf-8")).text.splitlines()[1:]
        for cells in (line.split("\t") for line in lines):
            names = cells[-1].split("|")
            place = f"{cells[0]}/{names[0]}" if table == "sites.tsv" else cells[0]
            people = int(cells[5]) if table == "gazetteer.tsv" else weight
            found += [(name, people, place) for name in names if name]
    return found
