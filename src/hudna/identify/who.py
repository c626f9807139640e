"""Naming phrases to sides and countries, where the words say so; a bare surname that no theatre knows gives nothing."""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path

from hudna.rules import countries as lands
from hudna.text.fold import fold
from hudna.theatres.load import theatres
from hudna.vocabulary import Actor

RULES = Path(lands.__file__).parent / "ar"
WORD = re.compile(r"[\u0621-\u064a\w]+")
LEADS = ("وال", "بال", "فال", "كال", "ولل", "ال", "لل", "و", "ف", "ب", "ل", "ك")
WITHIN = frozenset(("في", "الي", "لدي", "قرب", "علي", "من", "داخل", "شمال", "جنوب", "شرق", "غرب"))
"""After these a country is where somebody is, and not whose he is."""


@lru_cache(maxsize=4096)
def identify(words: str) -> tuple[Actor, ...]:
    """Every identity that the phrase may stand for, () where its words name neither side, country nor kind.

    A name known to a theatre or an organisation goes first; then what the head noun says of the sector and a nationality,
    country or capital of the country.  Several candidates are kept: a capital that two sides claim has both.
    """
    tokens = WORD.findall(fold(words).text)
    named = _named(tokens)
    if named:
        return named
    sector = _sector(tokens)
    places = _countries(tokens)
    if places and not sector and _only_names_a_country(tokens):
        sector = "GOV"
    if not places:
        return (_actor("", sector),) if sector else ()
    return tuple(_actor(country, sector) for country in places)


def _actor(country: str, sector: str) -> Actor:
    known = _theatre_actors().get(f"{country}-{sector}")
    if known:
        return known
    label = ": ".join(part for part in (lands.english().get(country, ""), _sectors()[1].get(sector, "")) if part)
    return Actor("-".join(part for part in (country, sector) if part), country, sector, label)


# --- names


def _named(tokens: list[str]) -> tuple[Actor, ...]:
    """The actors of the longest known names in the phrase, each once, in the order of the words."""
    found: dict[str, Actor] = {}
    i = 0
    while i < len(tokens):
        size, actors = _name_at(tokens, i)
        found.update((actor.id, actor) for actor in actors)
        i += size or 1
    return tuple(found.values())


def _name_at(tokens: list[str], i: int) -> tuple[int, tuple[Actor, ...]]:
    names, longest = _names()
    for first in _bare(tokens[i]):
        for size in range(min(longest.get(first, 0), len(tokens) - i), 0, -1):
            actors = names.get(" ".join((first, *tokens[i + 1 : i + size])))
            if actors and not (size == 1 and _is_capital(first) and len(tokens) > 1):
                return size, actors
    return 0, ()


def _is_capital(word: str) -> bool:
    return word in lands.by_capital()


def _bare(word: str) -> Iterator[str]:
    """The word, and what it may be without fused letters, `لل` and `وال` turned back to `ال`."""
    yield word
    if len(word) > 4 and word[0] in "وفبك":
        yield word[1:]
    if len(word) > 4 and word.startswith("لل"):
        yield "ا" + word[1:]
    elif len(word) > 4 and word[0] == "ل":
        yield word[1:]


@cache
def _names() -> tuple[dict[str, tuple[Actor, ...]], dict[str, int]]:
    """Folded name to its actors; first word to the number of words of the longest name."""
    names: dict[str, tuple[Actor, ...]] = {}
    for name, actor in _name_rows():
        key = " ".join(WORD.findall(fold(name).text))
        if actor.id not in {known.id for known in names.get(key, ())}:
            names[key] = (*names.get(key, ()), actor)
    longest: dict[str, int] = {}
    for key in names:
        first = key.split(" ")[0]
        longest[first] = max(longest.get(first, 0), key.count(" ") + 1)
    return names, longest


def _name_rows() -> Iterable[tuple[str, Actor]]:
    actors = _theatre_actors()
    for theatre in theatres():
        for member in theatre.actors:
            for alias in member.aliases:
                yield alias, actors[member.id]
    for cells in _table("organisations.tsv", 5):
        for name in cells[4].split("|"):
            yield name, Actor(cells[0], cells[1], cells[2], cells[3])


@cache
def _theatre_actors() -> dict[str, Actor]:
    members = (member for theatre in theatres() for member in theatre.actors)
    return {member.id: Actor(member.id, member.country, member.sector, member.en) for member in members}


# --- sector and country


def _sector(tokens: list[str]) -> str:
    """The sector of the first word that has one: the head of the phrase comes first in Arabic."""
    by_word, _ = _sectors()
    for token in tokens:
        for bare in _stems(token):
            if bare in by_word:
                return by_word[bare]
    return ""


def _stems(token: str) -> Iterator[str]:
    """The token without what may be fused in front, the longest word first."""
    yield token
    for lead in LEADS:
        if token.startswith(lead) and len(token) - len(lead) >= 3:
            yield token[len(lead) :]


@cache
def _sectors() -> tuple[dict[str, str], dict[str, str]]:
    """Folded noun to sector code; sector code to its label."""
    words: dict[str, str] = {}
    labels: dict[str, str] = {}
    for code, label, _, _, forms in _table("sectors.tsv", 5):
        labels[code] = label
        for form in fold(forms).text.split():
            if words.setdefault(form, code) != code:
                raise ValueError(f"{RULES / 'sectors.tsv'}: {form} stands under {words[form]} and {code}; keep one")
    return words, labels


def _countries(tokens: list[str]) -> tuple[str, ...]:
    """The countries of the first nationality; else of the first country that is not merely where they are."""
    for token in tokens:
        found = _adjective(token)
        if found:
            return found
    for index in range(len(tokens)):
        found = _country_at(tokens, index)
        if found:
            return () if index and tokens[index - 1] in WITHIN else found
    return ()


def _adjective(token: str) -> tuple[str, ...]:
    adjectives = lands.by_adjective()
    return next((adjectives[stem] for stem in _stems(token) if stem in adjectives), ())


def _country_at(tokens: list[str], index: int) -> tuple[str, ...]:
    names, capitals = lands.by_name(), lands.by_capital()
    for first in _bare(tokens[index]):
        for size in (5, 4, 3, 2, 1):
            name = " ".join((first, *tokens[index + 1 : index + size]))
            found = (
                *names.get(name, ()),
                *(code for code in capitals.get(name, ()) if code not in names.get(name, ())),
            )
            if found:
                return found
    return ()


def _only_names_a_country(tokens: list[str]) -> bool:
    """A country or its capital by itself: as an actor it is its government."""
    names, capitals = lands.by_name(), lands.by_capital()
    whole = " ".join(tokens)
    bare = {" ".join((first, *tokens[1:])) for first in _bare(tokens[0])} | {whole}
    return any(name in names or name in capitals for name in bare)


def _table(name: str, width: int) -> Iterator[list[str]]:
    """Rows of a tab-separated file below its header; another width raises with file and line."""
    path = RULES / name
    for number, line in enumerate(path.read_text("utf-8").splitlines()[1:], start=2):
        cells = line.split("\t")
        if len(cells) != width:
            raise ValueError(f"{path}:{number}: {len(cells)} cells, wants {width}")
        yield cells
