"""Countries as Arabic names them: names, capitals, nationality adjectives; from `ar/countries.tsv`."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from hudna.text.fold import fold

TABLE: Final = Path(__file__).parent / "ar" / "countries.tsv"
HEADER: Final = ("iso3", "names", "capital", "nisba", "plural", "english")


class Country(NamedTuple):
    """One country; every word folded.  `adjectives` holds each form of the nationality adjective, without the article."""

    iso3: str
    names: tuple[str, ...]
    capitals: tuple[str, ...]
    adjectives: tuple[str, ...]
    english: str


class CountryRuleError(ValueError):
    """A row of `countries.tsv` is wrong; the message names file and line."""


@cache
def countries() -> tuple[Country, ...]:
    """Every country, in the order of the file; read once."""
    head, *lines = fold(TABLE.read_text("utf-8")).text.splitlines()
    if tuple(head.split("\t")) != HEADER:
        raise CountryRuleError(f"{TABLE}:1: wants the columns {', '.join(HEADER)}")
    return tuple(_country(number, line.split("\t")) for number, line in enumerate(lines, start=2))


def _country(number: int, cells: list[str]) -> Country:
    if len(cells) != len(HEADER) or len(cells[0]) != 3 or not cells[1]:
        raise CountryRuleError(f"{TABLE}:{number}: {cells!r}: wants an alpha-3 code, a name and {len(HEADER)} cells")
    iso3, names, capitals, nisba, plural, english = cells
    forms = [form for word in nisba.split("|") if word for form in _inflected(word)]
    forms += [word for word in plural.split("|") if word]
    return Country(iso3, _split(names), _split(capitals), tuple(dict.fromkeys(forms)), english)


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


def _inflected(nisba: str) -> list[str]:
    """Masculine, feminine, dual and sound plurals; an adjective of two words is inflected in both."""
    endings = ("", "ه", "ين", "ان", "ون", "تين", "تان", "ات")
    return [" ".join(word + ending for word in nisba.split(" ")) for ending in endings]


@cache
def english() -> dict[str, str]:
    """Alpha-3 code to the English name."""
    return {country.iso3: country.english for country in countries()}


@cache
def by_adjective() -> dict[str, tuple[str, ...]]:
    """Folded adjective without its article to the countries it may mean, most often one."""
    return _index((country.iso3, country.adjectives) for country in countries())


@cache
def by_name() -> dict[str, tuple[str, ...]]:
    """Folded country name to countries."""
    return _index((country.iso3, country.names) for country in countries())


@cache
def by_capital() -> dict[str, tuple[str, ...]]:
    """Folded capital to countries."""
    return _index((country.iso3, country.capitals) for country in countries())


def _index(pairs: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for iso3, words in pairs:
        for word in words:
            if iso3 not in found.get(word, ()):
                found[word] = (*found.get(word, ()), iso3)
    return found
