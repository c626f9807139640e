"""The words of a folded report in which names are looked for, found once for all who look."""

import re
from functools import lru_cache
from typing import Final

from hudna.text import words

WORD: Final = re.compile(r"[\u0621-\u064a]+|\d+(?:[.,]\d+)?|[A-Za-z]+\d*|[،,؛:()«»\"“”]")
MARKS: Final = frozenset('،,؛:()«»"“”')
_PLAIN: Final = 0
_MARK: Final = 1
_NOTHING: Final = 2
_FOREIGN: Final = 3


class _Kinds(dict[str, int]):
    """A word of a text to how names see it: as it is, as a mark, not at all, or as letters and digits of other scripts."""

    def __missing__(self, word: str) -> int:
        if "\u0621" <= word[0] <= "\u064a":
            kind = _PLAIN
        elif word in MARKS:
            kind = _MARK
        else:
            kind = _FOREIGN if word[0].isalnum() else _NOTHING
        self[word] = kind
        return kind


_KINDS: Final = _Kinds()


class ReportWords:
    """The words of a text with the marks among them, and where each stands; the same without the marks."""

    __slots__ = ("ends", "starts", "token_starts", "tokens", "words")

    def __init__(self, text: str) -> None:
        self.tokens: list[str] = []
        self.token_starts: list[int] = []
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        kinds, found = _KINDS, words.words_of(text)
        foreign = 0
        for i, word in enumerate(found.texts):
            kind = kinds[word]
            if kind == _PLAIN:
                self._add(word, found.starts[i], found.ends[i])
            elif kind == _MARK:
                self._add_mark(word, found.starts[i])
            elif kind == _FOREIGN and i >= foreign:
                foreign = self._add_foreign(text, found, i)

    def _add(self, word: str, start: int, end: int) -> None:
        self.tokens.append(word)
        self.token_starts.append(start)
        self.words.append(word)
        self.starts.append(start)
        self.ends.append(end)

    def _add_mark(self, mark: str, start: int) -> None:
        self.tokens.append(mark)
        self.token_starts.append(start)

    def _add_foreign(self, text: str, found: words.Words, i: int) -> int:
        """Add what word `i` and the foreign ones glued to it are for names (`F16`, a clock time in two); returns the next."""
        end = i + 1
        while (
            end < len(found.texts) and found.starts[end] == found.ends[end - 1] and _KINDS[found.texts[end]] == _FOREIGN
        ):
            end += 1
        for match in WORD.finditer(text, found.starts[i], found.ends[end - 1]):
            if match[0] in MARKS:
                self._add_mark(match[0], match.start())
            else:
                self._add(words.SEEN[match[0]], match.start(), match.end())
        return end


words_of = lru_cache(maxsize=2)(ReportWords)
"""The words of a text; one room after another asks for those of the same report."""
