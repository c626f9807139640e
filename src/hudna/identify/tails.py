"""Whether a printed word can be a word of a table at all, whatever is fused in front of it: most words of a report cannot."""

from collections.abc import Iterable
from typing import Final

FUSED: Final = frozenset("وفبكلا")
"""Letters of which everything is made that is fused in front of a word, the article among it."""
MOST: Final = 4
"""How many of them stand in front of a word at the most (`وبال`)."""


class Tails:
    """The words of tables, and those with an article as they are behind `ل`, which takes the alef of it (`للهلال`)."""

    __slots__ = ("_tails",)

    def __init__(self, words: Iterable[str]) -> None:
        self._tails: set[str] = set(words)
        self._tails |= {word[1:] for word in self._tails if word.startswith("ال")}

    def may_be(self, word: str) -> bool:
        """Whether the word, or what is left without letters fused to it, stands in the tables."""
        tails = self._tails
        if word in tails:
            return True
        for k in range(1, min(MOST + 1, len(word))):
            if word[k - 1] not in FUSED:
                return False
            if word[k:] in tails:
                return True
        return False
