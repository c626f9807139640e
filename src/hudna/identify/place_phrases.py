"""A place phrase taken apart: names, and the heads, directions and nationalities that stand around them."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from hudna.identify.gazetteer import Gazetteer
from hudna.identify.report_words import words_of
from hudna.identify.tails import Tails
from hudna.rules import countries as lands
from hudna.rules.place_words import place_words
from hudna.rules.places import head_nouns, needs_head, places

GAP: Final = re.compile(r"[ \u00a0\-\u2013]*")
ADJECTIVE: Final = re.compile(r"ال[^ ]*(?:ي|يه)$")
LOOSE_GAP: Final = re.compile(r"[\s\u00a0«»\"“”'()]*")
BUILDING: Final = "building"
SHORTEST: Final = 2
"""Letters of a name behind a fused one (`باب`, in Ibb)."""
MANY: Final = 200_000
"""Distinct words that are remembered."""
BEYOND: Final = 2
"""Words of a name that may stand behind the phrase, where it was read too short (`منطقة دار` of `منطقة دار سعد`)."""


class Words:
    """The words of a folded text and where they stand."""

    def __init__(self, text: str) -> None:
        found = words_of(text)
        self.text = text
        self.words: list[str] = found.words
        self.starts: list[int] = found.starts
        self.ends: list[int] = found.ends

    def beside(self, k: int) -> bool:
        """Whether nothing but a space stands between word `k` and the next."""
        end, start = self.ends[k], self.starts[k + 1]
        if start == end + 1 and self.text[end] == " ":
            return True
        return GAP.fullmatch(self.text, end, start) is not None

    def together(self, k: int) -> bool:
        """Whether nothing but spaces, quotation marks and brackets stands between word `k` and the next."""
        end, start = self.ends[k], self.starts[k + 1]
        if start == end + 1 and self.text[end] == " ":
            return True
        return LOOSE_GAP.fullmatch(self.text, end, start) is not None


class _Bare(dict[str, tuple[str, ...]]):
    """A word to itself and what it may be without fused letters; remembered."""

    def __missing__(self, word: str) -> tuple[str, ...]:
        found = [word]
        for lead in ("و", "ب", "ل", "ف", "وب", "ول", "فب") if word[0] in "وبلف" else ():
            if word.startswith(lead) and len(word) - len(lead) >= SHORTEST:
                rest = word[len(lead) :]
                if lead[-1] == "ل" and rest.startswith("ل"):
                    found.append("ا" + rest)
                found.append(rest)
        forms = tuple(found)
        if len(self) < MANY:
            self[word] = forms
        return forms


_BARE: Final = _Bare()


def bare(word: str) -> tuple[str, ...]:
    """The word, and what it may be without fused letters, `لل` turned back to `ال`."""
    return _BARE[word]


def value(table: dict[str, str], word: str) -> str:
    """The value of a word in a table, its fused letters off; "" where it has none."""
    for form in _BARE[word]:
        if form in table:
            return table[form]
    return ""


@lru_cache(maxsize=65_536)
def nationality(word: str) -> tuple[str, ...]:
    """The countries that a nationality adjective may mean, () where the word is none."""
    adjectives = lands.by_adjective()
    for form in bare(word):
        stem = form[2:] if form.startswith("ال") else form
        if stem in adjectives and form.startswith("ال"):
            return adjectives[stem]
    return ()


def nationals(word: str) -> tuple[str, ...]:
    """The countries of a nationality adjective with an article or without (`ناشط سوري`)."""
    adjectives = lands.by_adjective()
    for form in bare(word):
        if form in adjectives or form[2:] in adjectives:
            return nationality(word) or next((adjectives[form] for form in bare(word) if form in adjectives), ())
    return ()


class Part:
    """One name of a phrase, in words `[start, end)`, and what stands before and after it.

    `is_unknown` is whether an unknown name stands before it: it then only says where that is.
    """

    __slots__ = ("containers", "countries", "direction", "end", "heads", "is_near", "is_unknown", "name", "start")

    def __init__(
        self, start: int, end: int, name: str, heads: tuple[str, ...], direction: str, is_near: bool, is_unknown: bool
    ) -> None:
        self.start = start
        self.end = end
        self.name = name
        self.heads = heads
        self.direction = direction
        self.is_near = is_near
        self.is_unknown = is_unknown
        self.countries: tuple[str, ...] = ()
        self.containers: list[Part] = []


class Phrase:
    """What a place phrase says: names in order, each with its containers; else the words that stand for one.

    `is_turned` is whether the direction is an adjective (`المنطقة الجنوبية`) and none that stands before (`جنوب المنطقة`).
    """

    __slots__ = (
        "back", "countries", "direction", "heads", "is_border", "is_lands", "is_near", "is_turned", "is_unknown", "parts",
        "two",
    )  # fmt: skip

    def __init__(
        self,
        parts: list[Part],
        heads: tuple[str, ...],
        direction: str,
        back: str,
        two: str,
        is_lands: bool,
        is_border: bool,
        is_near: bool,
        is_unknown: bool,
        is_turned: bool,
        countries: tuple[str, ...],
    ) -> None:
        self.parts = parts
        self.heads = heads
        self.direction = direction
        self.back = back
        self.two = two
        self.is_lands = is_lands
        self.is_border = is_border
        self.is_near = is_near
        self.is_unknown = is_unknown
        self.is_turned = is_turned
        self.countries = countries


class Telling:
    """What a word may tell in running text.

    `is_plain`: a name may be this word; `seconds`: the words that may be a name with it; `opens`: it may be one behind a head
    noun; `countries`: those whose adjective it is.
    """

    __slots__ = ("countries", "is_plain", "opens", "seconds")

    def __init__(self, opens: bool, is_plain: bool, seconds: frozenset[str], countries: tuple[str, ...]) -> None:
        self.opens = opens
        self.is_plain = is_plain
        self.seconds = seconds
        self.countries = countries


class _Tellings(dict[str, Telling | None]):
    """Printed word to what it may tell; None for most words."""

    def __init__(self, reader: "PhraseReader") -> None:
        self.reader = reader
        self._tails = Tails(reader.known.longest, lands.by_adjective())

    def __missing__(self, word: str) -> Telling | None:
        found = self._read(word) if self._tails.may_be(word) else None
        if len(self) < MANY:
            self[word] = found
        return found

    def _read(self, word: str) -> Telling | None:
        longest = self.reader.known.longest
        forms = [form for form in bare(word) if form in longest]
        seconds = self.reader.known.seconds
        codes = nationals(word)
        plain = any(self.reader.is_plain(form) for form in forms)
        more = frozenset(second for form in forms for second in seconds.get(form, ()))
        return Telling(bool(forms), plain, more, codes) if forms or codes else None


class PhraseReader:
    """Takes phrases apart by the names of one gazetteer."""

    def __init__(self, known: Gazetteer) -> None:
        self.known = known
        self.table = place_words()
        self.telling = _Tellings(self)
        self.heading: dict[str, bool] = {}
        self.noun: dict[str, bool] = {}
        self.plain: dict[str, bool] = {}

    def name_at(self, words: Words, k: int, stop: int) -> tuple[int, str]:
        """The longest name at word `k` and its number of words; (0, "") where none begins there."""
        best = 0, ""
        word = words.words[k]
        for form in (word,) if self.is_noun(word) else bare(word):
            size = min(self.known.longest.get(form, 0), stop - k)
            if size > 1 and words.words[k + 1] not in self.known.seconds.get(form, ()):
                size = 1
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
        known = self.plain.get(name)
        if known is None:
            known = self.plain[name] = bool(places(name)) and not (self.is_noun(name) or needs_head(name))
        return known

    def heads(self, word: str) -> bool:
        """Whether the word heads the name of a place: a head noun without an article, none of a building."""
        known = self.heading.get(word)
        if known is None:
            known = any(self.table.head.get(form, BUILDING) != BUILDING and form[:2] != "ال" for form in bare(word))
            if len(self.heading) < MANY:
                self.heading[word] = known
        return known

    def is_noun(self, word: str) -> bool:
        """Whether the word is one of the nouns that build place phrases, with an article or without."""
        known = self.noun.get(word)
        if known is None:
            table = self.table
            known = word in table.head or word in table.back or word in table.direction or word in head_nouns()
            known = known or (word.startswith("ال") and word[2:] in table.head)
            if len(self.noun) < MANY:
                self.noun[word] = known
        return known


def following(words: Words, k: int, reach: int) -> Iterator[int]:
    """The words from `k` on that belong to the same stretch, `reach` of them at the most."""
    for n in range(k, min(k + reach, len(words.words))):
        if n and not words.together(n - 1):
            return
        yield n
