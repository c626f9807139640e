"""Whether a printed word can be a word of a table at all, whatever is fused in front of it: most words of a report cannot."""

from collections.abc import Collection
from typing import Final

FUSED: Final = frozenset("وفبكلا")
"""Letters of which everything is made that is fused in front of a word, the article among it."""
MOST: Final = 4
"""How many of them stand in front of a word at the most (`وبال`)."""


class Tails:
    """Tables of words, and their words with an article as they are behind `ل`, which takes the alef of it (`للهلال`)."""

    __slots__ = ("_behind", "_more", "_words")

    def __init__(self, words: Collection[str], more: Collection[str]) -> None:
        self._words = words
        self._more = more
        self._behind = {word[1:] for word in (*words, *more) if word.startswith("ال")}

    def may_be(self, word: str) -> bool:
        """Whether the word, or what is left without letters fused to it, stands in the tables."""
        words, more, behind = self._words, self._more, self._behind
        if word in words or word in more:
            return True
        for k in range(1, min(MOST + 1, len(word))):
            if word[k - 1] not in FUSED:
                return False
            tail = word[k:]
            if tail in words or tail in more or tail in behind:
                return True
        return False
