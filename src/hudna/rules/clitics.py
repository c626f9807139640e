"""What may be fused to an Arabic word, and the ways of taking it off.

All spellings here are folded (`hudna.text.fold`): alef without hamza, ya for alef maqsura, ha for ta marbuta.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

SUFFIXES: Final = ("هما", "كما", "ها", "هم", "هن", "نا", "كم", "ه", "ي", "ك")
"""Pronouns fused to the end of a noun or a verb, longest first."""


def by_last(endings: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Endings by their last letter, in their order: a word is compared with the few that it may have."""
    found: dict[str, tuple[str, ...]] = {}
    for ending in endings:
        found[ending[-1]] = (*found.get(ending[-1], ()), ending)
    return found


_BY_LAST: Final = by_last(SUFFIXES)


class Split:
    """One way of reading a printed word: what stands before the stem, the stem, the pronoun after it.

    A plain class, because every new word makes several.
    """

    __slots__ = ("conjunction", "definite", "preposition", "stem", "suffix")

    def __init__(self, conjunction: str, preposition: str, definite: bool, stem: str, suffix: str) -> None:
        self.conjunction = conjunction  # و ف or ""
        self.preposition = preposition  # ب ل ك or ""
        self.definite = definite
        self.stem = stem
        self.suffix = suffix

    @property
    def lead(self) -> int:
        """How many folded characters stand before the stem and its article."""
        return len(self.conjunction) + len(self.preposition)


@lru_cache(maxsize=16)
def splits(word: str) -> tuple[Split, ...]:
    """Every way of reading `word`, the barest first; the caller's table decides which stems are words.

    A word of two letters or fewer is never taken apart, nor is a stem of one letter left behind.  One table after another asks
    for the same word, and for none again later.
    """
    found: list[Split] = []
    _without_lead(word, "", found)
    if len(word) > 3 and word[0] in "وف":
        _without_lead(word[1:], word[0], found)
    return tuple(found)


def _without_lead(word: str, conjunction: str, found: list[Split]) -> None:
    """Add the readings of what stands behind the conjunction, with and without article and preposition."""
    _without_pronoun(word, conjunction, "", found)
    if len(word) < 4:
        return
    first = word[0]
    if first == "ا":
        if word[1] == "ل" and len(word) > 4:
            found.append(Split(conjunction, "", True, word[2:], ""))
        return
    if first == "ل" and word[1] == "ل":
        found.append(Split(conjunction, "ل", True, word[2:], ""))
        if len(word) > 4:
            found.append(Split(conjunction, "ل", True, word[1:], ""))
    if first in "بلك":
        _without_pronoun(word[1:], conjunction, first, found)
        if word.startswith("ال", 1) and len(word) > 5:
            found.append(Split(conjunction, first, True, word[3:], ""))


def _without_pronoun(bare: str, conjunction: str, preposition: str, found: list[Split]) -> None:
    """Add the word as it is, and the stems left where it may end in a pronoun."""
    found.append(Split(conjunction, preposition, False, bare, ""))
    if len(bare) < 4:
        return
    for suffix in _BY_LAST.get(bare[-1], ()):
        if bare.endswith(suffix) and len(bare) - len(suffix) >= 2:
            stem = bare[: -len(suffix)]
            found.append(Split(conjunction, preposition, False, stem, suffix))
            if stem.endswith("ت") and len(stem) > 2:
                found.append(Split(conjunction, preposition, False, stem[:-1] + "ه", suffix))
