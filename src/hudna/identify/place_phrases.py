"""A place phrase taken apart: names, and the heads, directions and nationalities that stand around them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from hudna.identify.gazetteer import Gazetteer
from hudna.rules import countries as lands
from hudna.rules.place_words import place_words
from hudna.rules.places import head_nouns, needs_head, places

WORD = re.compile(r"[\u0621-\u064a]+|\d+(?:[.,]\d+)?|[A-Za-z]+\d*")
GAP = re.compile(r"[ \u00a0\-\u2013]*")
ADJECTIVE = re.compile(r"ال[^ ]*(?:ي|يه)$")
LOOSE_GAP = re.compile(r"[\s\u00a0«»\"“”'()]*")
SHORTEST = 2
"""Letters of a name behind a fused one (`باب`, in Ibb)."""
MANY = 200_000
"""Distinct words that are remembered."""
BEYOND = 2
"""Words of a name that may stand behind the phrase, where it was read too short (`منطقة دار` of `منطقة دار سعد`)."""


class Words:
    """The words of a folded text and where they stand."""

    def __init__(self, text: str) -> None:
        self.text = text
        found = [match.span() for match in WORD.finditer(text)]
        self.words = [text[start:end] for start, end in found]
        self.starts = [start for start, _ in found]
        self.ends = [end for _, end in found]

    def beside(self, k: int) -> bool:
        """Whether nothing but a space stands between word `k` and the next."""
        return GAP.fullmatch(self.text, self.ends[k], self.starts[k + 1]) is not None

    def together(self, k: int) -> bool:
        """Whether nothing but spaces, quotation marks and brackets stands between word `k` and the next."""
        return LOOSE_GAP.fullmatch(self.text, self.ends[k], self.starts[k + 1]) is not None


@lru_cache(maxsize=65_536)
def bare(word: str) -> tuple[str, ...]:
    """The word, and what it may be without fused letters, `لل` turned back to `ال`."""
    found = [word]
    for lead in ("و", "ب", "ل", "ف", "وب", "ول", "فب"):
        if word.startswith(lead) and len(word) - len(lead) >= SHORTEST:
            rest = word[len(lead) :]
            if lead[-1] == "ل" and rest.startswith("ل"):
                found.append("ا" + rest)
            found.append(rest)
    return tuple(found)


def value(table: dict[str, str], word: str) -> str:
    """The value of a word in a table, its fused letters off; "" where it has none."""
    return next((table[form] for form in bare(word) if form in table), "")


@lru_cache(maxsize=65_536)
def nationality(word: str) -> tuple[str, ...]:
    """The countries that a nationality adjective may mean, () where the word is none."""
    adjectives = lands.by_adjective()
    for form in bare(word):
        stem = form[2:] if form.startswith("ال") else form
        if stem in adjectives and form.startswith("ال"):
            return adjectives[stem]
    return ()


@dataclass(slots=True)
class Part:
    """One name of a phrase, in words `[start, end)`, and what stands before and after it."""

    start: int
    end: int
    name: str
    heads: tuple[str, ...]
    direction: str
    is_near: bool
    is_unknown: bool
    """Whether an unknown name stands before it: it then only says where that is."""
    countries: tuple[str, ...] = ()
    containers: list["Part"] = field(default_factory=list)


@dataclass(slots=True)
class Phrase:
    """What a place phrase says: names in order, each with its containers; else the words that stand for one."""

    parts: list[Part]
    heads: tuple[str, ...]
    direction: str
    back: str
    two: str
    is_lands: bool
    is_border: bool
    is_near: bool
    is_unknown: bool
    is_turned: bool
    """Whether the direction is an adjective (`المنطقة الجنوبية`) and none that stands before (`جنوب المنطقة`)."""
    countries: tuple[str, ...]


class Telling(NamedTuple):
    """What a word may tell in running text.

    `is_plain`: a name may be this word; `seconds`: the words that may be a name with it; `opens`: it may be one behind a head
    noun; `countries`: those whose adjective it is.
    """

    opens: bool
    is_plain: bool
    seconds: frozenset[str]
    countries: tuple[str, ...]


class _Tellings(dict[str, Telling | None]):
    """Printed word to what it may tell; None for most words."""

    def __init__(self, reader: "PhraseReader") -> None:
        self.reader = reader

    def __missing__(self, word: str) -> Telling | None:
        longest = self.reader.known.longest
        forms = [form for form in bare(word) if form in longest]
        seconds = self.reader.known.seconds
        codes = nationality(word)
        plain = any(self.reader.is_plain(form) for form in forms)
        more = frozenset(second for form in forms for second in seconds.get(form, ()))
        found = Telling(bool(forms), plain, more, codes) if forms or codes else None
        if len(self) < MANY:
            self[word] = found
        return found


class PhraseReader:
    """Takes phrases apart by the names of one gazetteer."""

    def __init__(self, known: Gazetteer) -> None:
        self.known = known
        self.table = place_words()
        self.telling = _Tellings(self)
        self.heading: dict[str, bool] = {}

    def read(self, words: Words, first: int, stop: int) -> Phrase:
        """The phrase in words `[first, stop)`."""
        return _Walk(self, words, first, stop).phrase()

    def name_at(self, words: Words, k: int, stop: int) -> tuple[int, str]:
        """The longest name at word `k` and its number of words; (0, "") where none begins there."""
        best = 0, ""
        word = words.words[k]
        for form in (word,) if self.is_noun(word) else bare(word):
            size = min(self.known.longest.get(form, 0), stop - k)
            while size > best[0]:
                name = " ".join((form, *words.words[k + 1 : k + size]))
                if name in self.known.by_name and all(words.beside(n) for n in range(k, k + size - 1)):
                    best = size, name
                    break
                size -= 1
        return best

    def is_name(self, words: Words, k: int, size: int, name: str) -> bool:
        """Whether a name found in running text is meant as one: known to the reader, or behind a head noun."""
        if size > 1 or (k > 0 and words.beside(k - 1) and self.heads(words.words[k - 1])):
            return True
        return self.is_plain(name)

    def is_plain(self, name: str) -> bool:
        """Whether a name of one word is one wherever it stands."""
        return bool(places(name)) and not (self.is_noun(name) or needs_head(name))

    def heads(self, word: str) -> bool:
        """Whether the word heads a name: a head noun without an article."""
        known = self.heading.get(word)
        if known is None:
            known = any(form in self.table.head and not form.startswith("ال") for form in bare(word))
            if len(self.heading) < MANY:
                self.heading[word] = known
        return known

    def is_noun(self, word: str) -> bool:
        """Whether the word is one of the nouns that build place phrases."""
        table = self.table
        return word in table.head or word in table.back or word in table.direction or word in head_nouns()


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
        if not size or not self._is_meant(k, size, name):
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
        if self.reader.is_noun(name):
            more = k + 1 < self.stop and self.words.beside(k)
            headed = k > self.first and self.reader.heads(self.words.words[k - 1])
            return headed and not more and name not in self.table.direction
        if not needs_head(name):
            return True
        return k > self.first and self.reader.heads(self.words.words[k - 1])

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
            self.is_unknown = self.is_unknown or not (self.parts and not self.heads) and not self._describes(k)
        return k + 1

    def _turn(self, direction: str, word: str) -> None:
        """A direction before a name is kept for it; an adjective behind one belongs to that."""
        if self.parts and not self.heads and bare(word)[-1].startswith("ال"):
            last = self.parts[-1]
            last.direction = (last.direction + direction)[:2]
        elif direction not in self.direction:
            self.is_turned = self.is_turned or (bool(self.heads or self.back or self.is_lands) and bool(ADJECTIVE.search(word)))
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

    def _describes(self, k: int) -> bool:
        """An adjective that agrees in its article with the noun before it is no name (`المنطقة الحدودية`)."""
        return k > self.first and self.words.words[k].startswith("ال") and bare(self.words.words[k - 1])[-1].startswith("ال")


def following(words: Words, k: int, reach: int) -> Iterator[int]:
    """The words from `k` on that belong to the same stretch, `reach` of them at the most."""
    for n in range(k, min(k + reach, len(words.words))):
        if n and not words.together(n - 1):
            return
        yield n
