"""The words of a folded report, found once for all who look for names in it."""

import re
from functools import lru_cache
from typing import Final

WORD: Final = re.compile(r"[\u0621-\u064a]+|\d+(?:[.,]\d+)?|[A-Za-z]+\d*|[،,؛:()«»\"“”]")
MARKS: Final = frozenset('،,؛:()«»"“”')


class ReportWords:
    """The words of a text with the marks among them, and where each stands; the same without the marks."""

    __slots__ = ("ends", "starts", "token_starts", "tokens", "words")

    def __init__(self, text: str) -> None:
        self.tokens: list[str] = WORD.findall(text)
        self.token_starts: list[int] = []
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        at = 0
        for token in self.tokens:
            start = text.find(token, at)  # nothing that stands between two tokens could be found for the second
            at = start + len(token)
            self.token_starts.append(start)
            if at - start > 1 or token not in MARKS:
                self.words.append(token)
                self.starts.append(start)
                self.ends.append(at)


words_of = lru_cache(maxsize=2)(ReportWords)
"""The words of a text; one room after another asks for those of the same report."""
