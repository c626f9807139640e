"""A place phrase read word by word: which names it has, and what stands around each."""

from typing import Final

from hudna.identify.place_phrases import ADJECTIVE, BEYOND, Part, Phrase, PhraseReader, Words, bare, nationality, value
from hudna.rules.places import needs_head, places

DIVIDED: Final = frozenset(("rural", "quarter", "region"))
"""Heads whose adjective of direction names a part (`ريف حلب الشمالي`); `مدينة عدن الجنوبية` is all of Aden."""


def read_phrase(reader: PhraseReader, words: Words, first: int, stop: int) -> Phrase:
    """The phrase in words `[first, stop)`."""
    return _Walk(reader, words, first, stop).phrase()


class _Walk:
    """One pass over the words of a phrase."""

    def __init__(self, reader: PhraseReader, words: Words, first: int, stop: int) -> None:
        self.reader, self.words, self.first, self.stop = reader, words, first, stop
        self.table = reader.table
        self.parts: list[Part] = []
        self.heads: list[str] = []
        self.countries: list[str] = []
        self.direction = self.back = self.two = ""
        self.is_lands = self.is_border = self.is_near = self.is_unknown = self.is_turned = False
        self.all_heads: list[str] = []

    def phrase(self) -> Phrase:
        k = self.first
        while k < self.stop:
            k = self._name(k) or self._word(k)
        return Phrase(
            self.parts, tuple(self.all_heads), self.direction, self.back, self.two, self.is_lands, self.is_border,
            self.is_near, self.is_unknown, self.is_turned, tuple(dict.fromkeys(self.countries)),
        )  # fmt: skip

    def _name(self, k: int) -> int:
        """The word behind the name at `k`, or 0."""
        words = self.words
        limit = min(self.stop + BEYOND, len(words.words))
        size, name = self.reader.name_at(words, k, limit)
        turned = self.direction and words.words[k] in self.table.direction
        if not size or turned or not self._is_meant(k, size, name):
            return 0
        joined = self._is_joined(k, name)
        heads = tuple(self.heads)
        if joined and not heads:
            heads = self.parts[-1].heads
        part = Part(k, k + size, name, heads, self.direction, self.is_near, self.is_unknown)
        if self.parts and not joined:
            self.parts[-1].containers.append(part)
        else:
            self.parts.append(part)
        self.heads, self.direction, self.is_near, self.is_unknown = [], "", False, False
        return k + size

    def _is_meant(self, k: int, size: int, name: str) -> bool:
        if size > 1:
            return True
        if self.first == k and self.stop == k + 1:
            return not self.reader.is_noun(name)
        if name in self.table.describes:
            return False
        if self.reader.is_noun(name):
            more = k + 1 < self.stop and self.words.beside(k)
            headed = k > self.first and self.reader.heads(self.words.words[k - 1])
            return headed and not more and name not in self.table.direction
        if k > self.first and self.reader.heads(self.words.words[k - 1]):
            return True
        return not needs_head(name) and (bool(places(name)) or self._may_stand_alone(k))

    def _may_stand_alone(self, k: int) -> bool:
        """Whether a name that the reader does not know may stand here: first in the phrase, joined, or behind a preposition."""
        return k == self.first or bool(self.parts) or self.words.words[k - 1] in self.table.within

    def _is_joined(self, k: int, name: str) -> bool:
        """Whether the name is joined to the one before it, rather than saying where that lies."""
        if not self.parts:
            return False
        start = self.parts[-1].end
        while start < k and self.words.words[start] not in self.table.joins and not self._opens_with_and(start):
            start += 1
        return start < k or self._opens_with_and(k) or not self.words.together(self.parts[-1].end - 1)

    def _opens_with_and(self, k: int) -> bool:
        word = self.words.words[k]
        return word.startswith("و") and word not in self.reader.known.longest and len(word) > 2

    def _word(self, k: int) -> int:
        word = self.words.words[k]
        table = self.table
        if value(table.around, word):
            self.is_near = True
        elif value(table.inside, word) or word in table.within or word in table.joins:
            pass
        elif direction := value(table.direction, word):
            self._turn(direction, word)
        elif codes := nationality(word):
            self._national(codes)
        elif not self._noun(word):
            self.is_unknown = self.is_unknown or self._is_new_name(k)
        return k + 1

    def _turn(self, direction: str, word: str) -> None:
        """A direction before a name is kept for it; an adjective behind one belongs to that."""
        if self.parts and not self.heads and bare(word)[-1].startswith("ال"):
            last = self.parts[-1]
            if DIVIDED.intersection(last.heads):
                last.direction = (last.direction + direction)[:2]
        elif direction not in self.direction:
            self.is_turned = self.is_turned or (
                bool(self.heads or self.back or self.is_lands) and bool(ADJECTIVE.search(word))
            )
            self.direction = (self.direction + direction)[:2]

    def _national(self, codes: tuple[str, ...]) -> None:
        self.countries.extend(codes)
        if self.parts:
            self.parts[-1].countries = codes

    def _noun(self, word: str) -> bool:
        """Notes a head noun or one that points back."""
        table = self.table
        found = False
        if two := value(table.two, word):
            self.two, found = two, True
        if value(table.lands, word):
            self.is_lands, found = True, True
        if head := value(table.head, word):
            self.is_border = self.is_border or head == "border"
            self.heads.append(head)
            self.all_heads.append(head)
            found = True
        if (back := value(table.back, word)) and not self.back:
            self.back, found = back, True
        return found

    def _is_new_name(self, k: int) -> bool:
        """Whether an unknown word is a name: not one that describes a name before it, or a noun that has the article too."""
        return not (self.parts and not self.heads) and not self._describes(k)

    def _describes(self, k: int) -> bool:
        """An adjective that agrees in its article with the noun before it is no name (`المنطقة الحدودية`)."""
        return (
            k > self.first
            and self.words.words[k].startswith("ال")
            and bare(self.words.words[k - 1])[-1].startswith("ال")
        )
