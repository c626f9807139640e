"""The words of a folded text, found once for all rooms that look at them."""

import re
from functools import lru_cache
from typing import Final

TOKEN: Final = re.compile(r"[\u0621-\u064a]+|[^\w\s]|\n|\d+(?:[.,:/]\d+)*|[^\W\d_\u0621-\u064a]+|_")
_NEXT: Final = re.compile(f"({TOKEN.pattern}) ?")
"""Takes the space behind a word along, at which nothing else need be tried then."""


class _Seen(dict[str, str]):
    """Every word met so far, as one and the same string, which the tables of all rooms find without comparing letters."""

    def __missing__(self, word: str) -> str:
        self[word] = word
        return word


SEEN: Final = _Seen()


class Words:
    """Parallel lists: every word, number, mark and line break of `text[low:high]`, and its offsets in `text`."""

    __slots__ = ("ends", "starts", "texts")

    def __init__(self, text: str, low: int, high: int) -> None:
        seen = SEEN
        self.texts: list[str] = [seen[found] for found in _NEXT.findall(text, low, high)]
        self.starts: list[int] = []
        self.ends: list[int] = []
        starts, ends, at = self.starts, self.ends, low
        for word in self.texts:
            first = ord(word[0])
            if ord(text[at]) != first:  # nothing but white space, and mostly one space, stands between two words
                at += 1
                if ord(text[at]) != first:
                    at = text.find(word, at)
            starts.append(at)
            at += len(word)
            ends.append(at)


@lru_cache(maxsize=2)
def words_of(text: str) -> Words:
    """The words of a whole text; one room after another asks for those of the same report."""
    return Words(text, 0, len(text))
