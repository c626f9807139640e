"""What a noun of a report can name: forces, groups, offices, people, places; read from `ar/nouns.tsv`.

A form may belong to several classes (a ship carries aid, fires and is hit): the classes are flags, and the event decides.
"""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final

from hudna.rules.clitics import by_last
from hudna.rules.countries import countries
from hudna.text.fold import fold

TABLE: Final = Path(__file__).parent / "ar" / "nouns.tsv"
HEADER: Final = ["id", "class", "gender", "number", "forms", "why"]
SUFFIXES: Final = ("هما", "هم", "هن", "ها", "نا", "كم", "ه")
_BY_LAST: Final = by_last(SUFFIXES)


class Names:
    """What a noun can name, as bits of one number: plain integers, because every word of a report is asked."""

    FORCE: Final = 1
    FIGHTERS: Final = 2
    GROUP: Final = 4
    PARTY: Final = 8
    INSTITUTION: Final = 16
    PEOPLE: Final = 32
    PERSON: Final = 64
    CONVOY: Final = 128
    STRUCTURE: Final = 256
    PLACE: Final = 512
    DIRECTION: Final = 1024
    QUANTITY: Final = 2048
    STATE: Final = 4096
    NISBA: Final = 8192
    ADJECTIVE: Final = 16384
    BACKED: Final = 32768
    WITH_NAME: Final = 65536
    STOP: Final = 131072
    SIDE: Final = 262144


_FLAGS: Final[dict[str, int]] = {name.lower(): getattr(Names, name) for name in vars(Names) if name.isupper()}
_STOP: Final = Names.STOP
_PEOPLED: Final = Names.FIGHTERS
ARMED: Final = Names.FORCE | Names.FIGHTERS | Names.GROUP
COLLECTIVE: Final = Names.PARTY | Names.INSTITUTION | Names.STATE
HUMAN: Final = Names.PERSON | Names.PEOPLE
ACTING: Final = ARMED | COLLECTIVE | HUMAN | Names.CONVOY
QUALIFYING: Final = Names.NISBA | Names.ADJECTIVE | Names.BACKED
NAMING: Final = ACTING | Names.PLACE | Names.STRUCTURE | Names.DIRECTION


class Noun:
    """A printed word read as a noun: its classes, agreement, and what is fused to it.  Never changed once it is made.

    A plain class with slots: compiled code reads those straight, and every word of a report is asked.
    """

    __slots__ = ("conjunction", "definite", "flags", "gender", "lead", "number", "preposition", "suffix")

    def __init__(
        self,
        flags: int,
        gender: str,
        number: str,
        conjunction: bool,
        preposition: str,
        lead: int,
        definite: bool,
        suffix: str,
    ) -> None:
        self.flags = flags
        self.gender = gender
        self.number = number
        self.conjunction = conjunction
        self.preposition = preposition
        self.lead = lead
        self.definite = definite
        self.suffix = suffix

    def of(self, flags: int) -> "Noun":
        """The same word in other classes."""
        return Noun(
            flags, self.gender, self.number, self.conjunction, self.preposition, self.lead, self.definite, self.suffix
        )

    def counted(self) -> "Noun":
        """The same as some of many, whose gender is not said."""
        return Noun(self.flags, "", "p", self.conjunction, self.preposition, self.lead, self.definite, self.suffix)


NONE: Final = Noun(0, "", "", False, "", 0, False, "")
"""What a word that is in no row reads as."""


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        cells = line.split("\t")
        if number == 1:
            if cells != HEADER:
                raise ValueError(f"{path}:1: the columns are {' '.join(HEADER)}")
        elif line.strip():
            yield number, cells


def load(path: Path = TABLE) -> dict[str, tuple[int, str, str]]:
    """Folded form to its flags, gender and number; raises ValueError with file and line where a row is wrong."""
    table: dict[str, tuple[int, str, str]] = {}
    for number, cells in _rows(path):
        if len(cells) != len(HEADER) or cells[1] not in _FLAGS or cells[2] not in ("m", "f", "") or not cells[4]:
            raise ValueError(f"{path}:{number}: expected {' '.join(HEADER)}, with a known class and a gender")
        flag = _FLAGS[cells[1]]
        if cells[1] == "side":
            continue
        for form in cells[4].split():
            for spelling, gender, plural in _spellings(fold(form).text, flag, cells[2], cells[3]):
                known = table.get(spelling)
                if spelling.endswith("يا") and known:
                    continue
                more = flag | _PEOPLED if flag & Names.NISBA and plural == "p" else flag
                table[spelling] = (more | known[0], known[1], known[2]) if known else (more, gender, plural)
    _add_countries(table)
    return table


def _add_countries(table: dict[str, tuple[int, str, str]]) -> None:
    """States, capitals and nationality adjectives of `countries.tsv`; a word that has a row of its own keeps it."""
    for country in countries():
        for name in country.names:
            if " " not in name:
                table.setdefault(name, (Names.STATE, "f", "s"))
        for name in country.capitals:
            if " " not in name:
                table.setdefault(name, (Names.STATE | Names.PLACE, "f", "s"))
        for adjective in country.adjectives:
            table.setdefault(adjective, _nationality(adjective))


def _nationality(adjective: str) -> tuple[int, str, str]:
    if adjective.endswith(("يه", "تين", "تان")):
        return Names.NISBA, "f", "s" if adjective.endswith("ه") else "d"
    if adjective.endswith("ات"):
        return Names.NISBA, "f", "p"
    if adjective.endswith("ان") and len(adjective) > 5:
        return Names.NISBA, "m", "d"
    if adjective.endswith("ي"):
        return Names.NISBA, "m", "s"
    return Names.NISBA | _PEOPLED, "m", "p"


def long_sides() -> dict[tuple[str, str], str]:
    """The first two words of the name of a state, bare, to its side: `الولايات المتحدة`, `كوريا الجنوبية`."""
    found: dict[tuple[str, str], str] = {}
    for country in countries():
        for name in country.names:
            words = name.split()
            if len(words) > 1:
                found.setdefault((bare_name(words[0]), bare_name(words[1])), country.iso3)
    return found


def sides(path: Path = TABLE) -> dict[str, str]:
    """Folded name, nationality or capital to the id of the side that it belongs to."""
    found: dict[str, str] = {}
    for country in countries():
        for name in (*country.names, *country.capitals, *country.adjectives):
            if " " not in name:
                found.setdefault(bare_name(name), country.iso3)
    for _, cells in _rows(path):
        if cells[1] == "side":
            side = cells[0].removeprefix("side.").upper()
            found.update((bare_name(fold(form).text), side) for form in cells[4].split())
    return found


@lru_cache(maxsize=1 << 16)
def bare_name(word: str) -> str:
    """A folded name without its article and the endings of gender and number, to compare names by."""
    word = word.removeprefix("ال")
    for ending in ("يين", "يون", "يه", "ي"):
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            return word[: -len(ending)]
    return word.removesuffix("ه").removesuffix("يا") if len(word) > 4 else word


def _spellings(form: str, flag: int, gender: str, number: str) -> Iterator[tuple[str, str, str]]:
    """A noun stands as it is; a qualifying word takes the regular endings of gender and number."""
    yield form, gender, number
    if not flag & QUALIFYING or number == "p":
        return
    yield form + "ه", "f", "s"
    yield form + "ات", "f", "p"
    for ending in ("ين", "ون"):
        yield form + ending, "m", "p"
    yield form + "ان", "m", "d"
    yield form + "تين", "f", "d"
    yield form + "ا", "m", "s"


class _Lexicon(dict[str, Noun]):
    """Every word is read once; the answer is kept."""

    def __init__(self) -> None:
        super().__init__()
        self.table = load()

    def __missing__(self, word: str) -> Noun:
        found = self._read(word)
        self[word] = found
        return found

    def _read(self, word: str) -> Noun:
        for conjunction, preposition, definite, stem, lead in _strippings(word):
            for base, suffix in _bases(stem, definite):
                known = self.table.get("ال" + base) if definite else None
                known = known or self.table.get(base)
                if known and (known[0] != _STOP or base == word):
                    flags, gender, number = known
                    if base != word:
                        flags &= ~_STOP
                    return Noun(flags, gender, number, conjunction, preposition, lead, definite, suffix)
        return _shaped(word)


def _strippings(word: str) -> list[tuple[bool, str, bool, str, int]]:
    found = [(False, "", False, word, 0)]
    _add_prepositions(found, word, conjunction=False)
    if len(word) > 3 and word[0] in "وف":
        found.append((True, "", False, word[1:], 1))
        _add_prepositions(found, word[1:], conjunction=True)
    return found


def _add_prepositions(found: list[tuple[bool, str, bool, str, int]], word: str, *, conjunction: bool) -> None:
    lead = int(conjunction)
    if word.startswith("ال") and len(word) > 4:
        found.append((conjunction, "", True, word[2:], lead))
    elif word.startswith("لل") and len(word) > 4:
        found.append((conjunction, "ل", True, word[2:], lead))
        found.append((conjunction, "ل", True, word[1:], lead))
    elif len(word) > 3 and word[0] in "بلك":
        if word.startswith("ال", 1):
            found.append((conjunction, word[0], True, word[3:], lead + 1))
        found.append((conjunction, word[0], False, word[1:], lead + 1))


def _bases(stem: str, definite: bool) -> list[tuple[str, str]]:
    found = [(stem, "")]
    if definite or len(stem) < 4:
        if definite and stem.endswith("ا"):
            found.append((stem[:-1], ""))
        return found
    for suffix in _BY_LAST.get(stem[-1], ()):
        if stem.endswith(suffix) and len(stem) - len(suffix) >= 2:
            bare = stem[: -len(suffix)]
            found.append((bare, suffix))
            if bare.endswith(("او", "اي")):
                found.append((bare[:-1], suffix))
                found.append((bare[:-1] + "ء", suffix))
            if bare.endswith("ت"):
                found.append((bare[:-1] + "ه", suffix))
    if stem.endswith("ا") and stem[-2] != "ه":
        found.append((stem[:-1], ""))
    return found


_PEOPLES: Final = ("يون", "يين")


def _shaped(word: str) -> Noun:
    """A definite plural in -yun or -yin names people after a country, a movement or a creed."""
    for conjunction, preposition, definite, stem, lead in _strippings(word) if word.endswith(_PEOPLES) else ():
        if definite and len(stem) > 4 and stem.endswith(_PEOPLES):
            return Noun(Names.NISBA | _PEOPLED, "m", "p", conjunction, preposition, lead, True, "")
    return NONE


LEXICON: Final = _Lexicon()
"""Folded word to what it can name; `LEXICON[word]` answers for any word, `NONE` where no row has it."""

SIDES: Final = sides()
"""The sides as shipped."""

LONG_SIDES: Final = long_sides()
"""The states of more than one word as shipped."""
