"""What a report can be told by: runs of its words, by which copies find each other, and the weight of its stems."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final
from zlib import crc32

from hudna.rules.common_words import RARE, common_stems, light_stem
from hudna.rules.known import known_words
from hudna.text.fold import fold
from hudna.vocabulary import Span
from hudna.vocabulary.stories import Words

RUN: Final = 5
"""Words in a run that is kept."""
WINDOW: Final = 12
"""Of so many runs one after another the one with the least number is kept (winnowing, Schleimer et al. 2003).

Two reports that share `RUN + WINDOW - 1` words in a row are sure to share a kept run.
"""
_BASE: Final = 0x9E3779B97F4A7C15
_LIMIT: Final = (1 << 63) - 1
_DROP: Final = pow(_BASE, RUN, 1 << 64)
_WORD: Final = re.compile(r"\w+")
_BRIEF: Final = 2
"""Stems of so few letters tell nothing."""


def words_of(text: str, asides: Iterable[Span] = ()) -> Words:
    """The words of a text in order; those of asides (read-also lines, bylines and the like) are left out."""
    folded = fold(text, known_words())
    words: list[str] = []
    letters: list[tuple[int, int]] = []
    start = 0
    for begin, end in (*sorted(folded.folded_span(aside) for aside in asides), (len(folded.text), len(folded.text))):
        if start < begin:
            for match in _WORD.finditer(folded.text, start, begin):
                words.append(match[0])
                letters.append(match.span())
        start = max(start, end)
    return Words(tuple(words), tuple(letters))


def kept_runs(words: tuple[str, ...]) -> frozenset[int]:
    """The kept runs of a text, as numbers below 2^63 that stay the same on every machine; none for fewer than five words."""
    numbers = [_number(word) for word in words]
    rolling = 0
    hashes: list[int] = []
    for place, number in enumerate(numbers):
        rolling = (rolling * _BASE + number) & 0xFFFFFFFFFFFFFFFF
        if place >= RUN:
            rolling = (rolling - numbers[place - RUN] * _DROP) & 0xFFFFFFFFFFFFFFFF
        if place >= RUN - 1:
            hashes.append((rolling ^ rolling >> 29) * _BASE & _LIMIT)
    return frozenset(_least_of_each_window(hashes))


def _least_of_each_window(hashes: list[int]) -> Iterator[int]:
    """The least number of every twelve in a row; of all where there are fewer."""
    least = -1
    for start in range(max(1, len(hashes) - WINDOW + 1) if hashes else 0):
        if start and least != hashes[start - 1]:
            least = min(least, hashes[start + WINDOW - 1])
        else:
            least = min(hashes[start : start + WINDOW])
        yield least


@lru_cache(maxsize=1 << 16)
def _number(word: str) -> int:
    return crc32(word.encode()) + 1


def stem_weights(words: tuple[str, ...]) -> dict[str, float]:
    """The stems of folded words, the common ones weighing less, with squares that add up to 1; {} where nothing weighs."""
    common = common_stems()
    counts = Counter(_stem(word) for word in words)
    weights = {
        stem: (1 + math.log(count)) * common.get(stem, RARE) for stem, count in counts.items() if len(stem) > _BRIEF
    }
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {stem: weight / length for stem, weight in weights.items() if weight} if length else {}


@lru_cache(maxsize=1 << 16)
def _stem(word: str) -> str:
    return light_stem(word)


def likeness(one: dict[str, float], other: dict[str, float]) -> float:
    """The cosine of two reports' stems: 0 where they share none, 1 where they weigh alike."""
    if len(other) < len(one):
        one, other = other, one
    return sum(weight * other.get(stem, 0.0) for stem, weight in one.items())
