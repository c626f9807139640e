"""What a report can be told by: runs of its words, by which copies find each other, and the weight of its stems."""

import math
import re
from collections import Counter
from collections.abc import Iterable
from typing import Final
from zlib import crc32

from hudna.rules.common_words import RARE, common_stems, light_stem
from hudna.rules.known import body_folded
from hudna.text.fold import Folded
from hudna.vocabulary import Span

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
REMEMBERED: Final = 1 << 17
"""Words of which number and stem are remembered."""
_BRIEF: Final = 2
"""Stems of so few letters tell nothing."""


def words_of(text: str, asides: Iterable[Span] = ()) -> tuple[str, ...]:
    """The folded words of a text in order; those of asides (read-also lines, bylines and the like) are left out."""
    folded = body_folded(text)
    found: list[str] = []
    for start, end in _own(folded, asides):
        found += _WORD.findall(folded.text, start, end)
    return tuple(found)


def letters_of(folded: Folded, asides: Iterable[Span] = ()) -> list[tuple[int, int]]:
    """Where each of the words of a text begins and ends in the folded text."""
    return [match.span() for start, end in _own(folded, asides) for match in _WORD.finditer(folded.text, start, end)]


def _own(folded: Folded, asides: Iterable[Span]) -> list[tuple[int, int]]:
    """The stretches of a folded text that lie between its asides."""
    stretches: list[tuple[int, int]] = []
    start, length = 0, len(folded.text)
    for begin, end in sorted([*map(folded.folded_span, asides), (length, length)]):
        if start < begin:
            stretches.append((start, begin))
        start = max(start, end)
    return stretches


def kept_runs(words: tuple[str, ...]) -> frozenset[int]:
    """The kept runs of a text, as numbers below 2^63 that stay the same on every machine; none for fewer than five words."""
    numbers = list(map(_NUMBERS.__getitem__, words))
    left = [(0, 0)] * RUN + numbers  # what falls out of the run where a word comes in
    rolling = 0
    hashes: list[int] = []
    for (number, _), (_, dropped) in zip(numbers, left, strict=False):
        rolling = (rolling * _BASE + number - dropped) & 0xFFFFFFFFFFFFFFFF
        hashes.append((rolling ^ rolling >> 29) * _BASE & _LIMIT)
    return frozenset(_least_of_each_window(hashes[RUN - 1 :]))


def _least_of_each_window(hashes: list[int]) -> list[int]:
    """The least number of every twelve in a row, each time that it is another; of all where there are fewer."""
    if not hashes:
        return []
    least = min(hashes[:WINDOW])
    found = [least]
    for start in range(1, len(hashes) - WINDOW + 1):
        coming = hashes[start + WINDOW - 1]
        if coming < least:
            least = coming
            found.append(least)
        elif hashes[start - 1] == least:
            least = min(hashes[start : start + WINDOW])
            found.append(least)
    return found


class _Numbers(dict[str, tuple[int, int]]):
    """Words to the number that a run begins to hold with them, and the one that it loses when they fall out; remembered."""

    def __missing__(self, word: str) -> tuple[int, int]:
        if len(self) >= REMEMBERED:
            self.clear()
        number = crc32(word.encode()) + 1
        self[word] = both = (number, number * _DROP & 0xFFFFFFFFFFFFFFFF)
        return both


class _Stems(dict[str, str]):
    """Folded words to their stems; remembered."""

    def __missing__(self, word: str) -> str:
        if len(self) >= REMEMBERED:
            self.clear()
        self[word] = stem = light_stem(word)
        return stem


_NUMBERS: Final = _Numbers()
_STEMS: Final = _Stems()


def stem_weights(words: tuple[str, ...]) -> dict[str, float]:
    """The stems of folded words, the common ones weighing less, with squares that add up to 1; {} where nothing weighs."""
    common = common_stems()
    counts = Counter(map(_STEMS.__getitem__, words))
    weights: dict[str, float] = {}
    squares: list[float] = []
    for stem, count in counts.items():
        weight = common.get(stem, RARE) if len(stem) > _BRIEF else 0.0
        if weight:
            if count > 1:
                weight *= 1 + math.log(count)
            weights[stem] = weight
            squares.append(weight * weight)
    length = math.sqrt(sum(squares))
    for stem in weights:
        weights[stem] /= length
    return weights


def likeness(one: dict[str, float], other: dict[str, float]) -> float:
    """The cosine of two reports' stems: 0 where they share none, 1 where they weigh alike."""
    if len(other) < len(one):
        one, other = other, one
    return sum(weight * other.get(stem, 0.0) for stem, weight in one.items())


def held(one: dict[str, float], other: dict[str, float]) -> float:
    """What of the weight of these stems another text has too: 0 where none of them, 1 where all; 0 where nothing weighs."""
    squares = sum(weight * weight for weight in one.values())
    return sum(weight * weight for stem, weight in one.items() if stem in other) / squares if squares else 0.0
