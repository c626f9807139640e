"""What reports count, and in which units: rows of `ar/counted.tsv`."""

from typing import Final, NamedTuple

from hudna.rules.nouns import LEXICON, Names
from hudna.rules.words import folded, resource, rows

TABLE: Final = "ar/counted.tsv"
NO_COUNT: Final = "-"
"""The unit of nouns whose number is a length, a price or a date, and never a count."""
_CARRYING: Final = ("people", "vehicles", "convoys", "aircraft", "ships", "weapons", "shells")
_HIT: Final = ("houses", "vehicles", "posts", "villages", "aircraft", "ships", "weapons", "shells")
UNITS: Final[dict[str, frozenset[str]]] = {
    action: frozenset(units)
    for action, units in {
        "agreement.": (),
        "ceasefire.violate": ("violations",),
        "contact.meet": ("meetings",),
        "contact.call": ("calls",),
        "position.": ("posts", "villages"),
        "force.": (*_CARRYING, "patrols", "posts"),
        "violence.shell": ("strikes", "attacks", *_HIT),
        "violence.air": ("strikes", "attacks", *_HIT),
        "violence.attack": ("people", "strikes", "attacks", *_HIT),
        "violence.explosion": ("attacks", *_HIT),
        "violence.clash": ("attacks",),
        "violence.kill": ("people", "families"),
        "violence.injure": ("people", "families", *_HIT),
        "violence.seize": ("villages", "posts", "vehicles", "weapons", "houses"),
        "detainee.": ("people", "families"),
        "displacement.": ("people", "families", "villages"),
        "aid.": ("people", "families", "vehicles", "convoys", "ships", "aircraft", "tonnes", "parcels"),
        "access.": ("crossings",),
    }.items()
}
"""The units that an action, or every action of a register, can be counted in; no others are read of it."""
_PEOPLE: Final = Names.FIGHTERS | Names.PEOPLE | Names.PERSON
_SINGULAR: Final = "s"
_DUAL: Final = "d"
_PLURAL: Final = "p"


class Counted(NamedTuple):
    """A printed word read as something counted; `lead` fused letters stand before it, the article not among them.

    `number` is s, d or p; "" where a sound plural and a dual are spelled alike.
    """

    unit: str
    number: str
    row: str
    lead: int
    definite: bool
    casualty: bool


def units_of(action: str) -> frozenset[str]:
    """What an action of the codebook can be counted in; nothing for one that is not counted."""
    return UNITS.get(action) or UNITS.get(action.split(".")[0] + ".", frozenset())


def _forms(singular: str, plural: str) -> list[tuple[str, str]]:
    """Every folded spelling of a noun without article, and its number."""
    stem = singular[:-1] + "ت" if singular.endswith("ه") else singular
    if singular.endswith("ء"):
        stem = singular
    found = [(singular, _SINGULAR), (stem + "ان", _DUAL), (stem + "ين", _DUAL)]
    if not singular.endswith(("ه", "ا", "اء")):
        found.append((singular + "ا", _SINGULAR))
    if singular.endswith("ه"):
        found += [(stem + "ي", _DUAL), (stem + "ا", _DUAL)]
    if plural == "ون":
        found = [form for form in found if form[1] != _DUAL or not form[0].endswith("ين")]
        found += [(stem + "ون", _PLURAL), (stem + "ين", "")]
        if stem.endswith("ي"):
            found.append((stem + "ا", _SINGULAR))
    elif plural == "ات":
        found.append((stem.removesuffix("ت") + "ات", _PLURAL))
    elif plural == "ه":
        found.append((singular + "ه", _PLURAL))
    elif plural:
        found += [(plural, _PLURAL), (plural + "ا", _PLURAL)]
    return found


def _load() -> dict[str, tuple[str, str, str]]:
    table: dict[str, tuple[str, str, str]] = {}
    for number, row in enumerate(rows(TABLE), 2):
        if not row["unit"] or not row["nouns"]:
            raise ValueError(f"{resource(TABLE)}:{number}: wants a unit and nouns, `singular:plural`")
        for noun in row["nouns"].split():
            singular, colon, plural = noun.partition(":")
            if not colon:
                raise ValueError(f"{resource(TABLE)}:{number}: {noun!r} has no colon between singular and plural")
            for form, grammatical in _forms(folded(singular), folded(plural)):
                table.setdefault(form, (row["unit"], grammatical, row["id"]))
    return table


class Nouns(dict[str, Counted | None]):
    """What each word counts as; None for a word that nobody counts."""

    def __init__(self) -> None:
        super().__init__()
        self.table = _load()

    def __missing__(self, word: str) -> Counted | None:
        found = self._read(word)
        self[word] = found
        return found

    def _read(self, word: str) -> Counted | None:
        for lead, definite, stem in _taken_off(word):
            if known := self.table.get(stem):
                unit, number, row = known
                return Counted(unit, number, row, lead, definite, row == "casualties")
        noun = LEXICON[word]
        if noun.flags & _PEOPLE and not noun.suffix:
            return Counted("people", _PLURAL if noun.number == "p" else "", "named", noun.lead, noun.definite, False)
        return None


def _taken_off(word: str) -> list[tuple[int, bool, str]]:
    """The ways of taking fused letters and the article off a word: how many letters, whether definite, what is left."""
    found = [(0, False, word)]
    if word.startswith("ال") and len(word) > 4:
        found.append((0, True, word[2:]))
    at = 1 if word[0] in "وف" and len(word) > 3 else 0
    if at:
        found.append((1, False, word[1:]))
        if word.startswith("ال", 1):
            found.append((1, True, word[3:]))
    if len(word) > at + 3 and word[at] in "بلك":
        found.append((at + 1, False, word[at + 1 :]))
        if word.startswith("ال", at + 1):
            found.append((at + 1, True, word[at + 3 :]))
        elif word.startswith("لل", at):
            found.append((at + 1, True, word[at + 2 :]))
    return found


NOUNS: Final = Nouns()
"""Folded word to what it counts as; asked of any word."""
