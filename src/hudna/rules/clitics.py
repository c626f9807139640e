"""What may be fused to an Arabic word, and the ways of taking it off.

All spellings here are folded (`hudna.text.fold`): alef without hamza, ya for alef maqsura, ha for ta marbuta.
"""

from collections.abc import Iterator
from typing import NamedTuple

SUFFIXES = ("هما", "كما", "ها", "هم", "هن", "نا", "كم", "ه", "ي", "ك")
"""Pronouns fused to the end of a noun or a verb, longest first."""


class Split(NamedTuple):
    """One way of reading a printed word: what stands before the stem, the stem, the pronoun after it."""

    conjunction: str  # و ف or ""
    preposition: str  # ب ل ك or ""
    definite: bool
    stem: str
    suffix: str

    @property
    def lead(self) -> int:
        """How many folded characters stand before the stem and its article."""
        return len(self.conjunction) + len(self.preposition)


class _Splits(dict[str, tuple[Split, ...]]):
    """Word -> its splits, remembered: half a dozen lexicons ask for the same words."""

    def __missing__(self, word: str) -> tuple[Split, ...]:
        found = self[word] = tuple(_split(word))
        return found


_splits = _Splits()


def splits(word: str) -> tuple[Split, ...]:
    """Every way of reading `word`, the barest first; the caller's table decides which stems are words.

    A word of two letters or fewer is never taken apart, nor is a stem of one letter left behind.
    """
    return _splits[word]


def _split(word: str) -> Iterator[Split]:
    for conjunction, rest in _conjunctions(word):
        for preposition, definite, bare in _prepositions(rest):
            yield Split(conjunction, preposition, definite, bare, "")
            if definite or len(bare) < 4:
                continue
            for suffix in SUFFIXES:
                if bare.endswith(suffix) and len(bare) - len(suffix) >= 2:
                    stem = bare[: -len(suffix)]
                    yield Split(conjunction, preposition, False, stem, suffix)
                    if stem.endswith("ت") and len(stem) > 2:
                        yield Split(conjunction, preposition, False, stem[:-1] + "ه", suffix)


def _conjunctions(word: str) -> Iterator[tuple[str, str]]:
    yield "", word
    if len(word) > 3 and word[0] in "وف":
        yield word[0], word[1:]


def _prepositions(word: str) -> Iterator[tuple[str, bool, str]]:
    yield "", False, word
    if len(word) < 4:
        return
    if word.startswith("ال") and len(word) > 4:
        yield "", True, word[2:]
    elif word.startswith("لل"):
        yield "ل", True, word[2:]
        if len(word) > 4:
            yield "ل", True, word[1:]
    if word[0] in "بلك":
        yield word[0], False, word[1:]
        if word.startswith("ال", 1) and len(word) > 5:
            yield word[0], True, word[3:]
