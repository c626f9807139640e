"""The words of which numbers are made, and those about them: rows of `ar/numbers.tsv`, indexed by folded word."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from hudna.rules.words import folded, resource, rows

TABLE: Final = "ar/numbers.tsv"
SUMS: Final = frozenset({"unit", "teen", "ten", "hundred", "scale", "pair", "fraction"})
PHRASES: Final = frozenset({"least", "about", "most", "least_after", "about_after", "most_after", "between", "percent"})
LISTS: Final = frozenset(
    {"label", "part", "stop", "bare", "cause", "opening", "that", "not_one", "total", "reached", "lost"}
    | {"locating", "leading", "one_of", "or"}
)
GROUPED: Final = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
DECIMAL: Final = re.compile(r"\d+[.,]\d{1,2}")


class Part(NamedTuple):
    """One word of a number: what it may be, and how many fused letters stand before it."""

    kinds: tuple[tuple[str, float, float, str], ...]  # kind, low, high, row
    lead: int
    joined: bool  # a fused و

    def value(self, *kinds: str) -> float | None:
        """The value as the first of `kinds` that the word can be."""
        return next((low for kind, low, _, _ in self.kinds if kind in kinds), None)


class Table:
    """The rows, indexed by folded word."""

    def __init__(self) -> None:
        self.parts: dict[str, list[tuple[str, float, float, str]]] = {}
        self.phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self.lists: dict[str, frozenset[str]] = {}
        for number, row in enumerate(rows(TABLE), 2):
            forms = [tuple(folded(word) for word in form.split("+")) for form in row["forms"].split()]
            if row["kind"] in LISTS:
                self.lists[row["kind"]] = frozenset(form[0] for form in forms)
            elif row["kind"] in PHRASES or (row["kind"] == "open" and len(forms[0]) > 1):
                self._add_phrases(row, forms)
            elif row["kind"] in SUMS | {"open"}:
                self._add_parts(row, forms)
            else:
                raise ValueError(f"{resource(TABLE)}:{number}: no kind {row['kind']!r}")
        for phrases in self.phrases.values():
            phrases.sort(key=lambda phrase: -len(phrase[0]))

    def _add_phrases(self, row: dict[str, str], forms: list[tuple[str, ...]]) -> None:
        for form in forms:
            self.phrases.setdefault(form[0], []).append((form[1:], row["kind"]))

    def _add_parts(self, row: dict[str, str], forms: list[tuple[str, ...]]) -> None:
        low, _, high = row["value"].partition("-")
        for (form,) in forms:
            self.parts.setdefault(form, []).append((row["kind"], float(low), float(high or "nan"), row["id"]))


TABLES: Final = Table()


def _leads(word: str) -> Iterator[tuple[int, bool]]:
    """How many fused letters may stand before the word, and whether a و is among them."""
    yield 0, False
    joined = word[0] in "وف" and len(word) > 2
    if joined:
        yield 1, True
    at = int(joined)
    if len(word) > at + 2 and word[at] in "بلك":
        yield at + 1, joined


class Parts(dict[str, Part | None]):
    """What each word can be in a number; None for the many words that are no part of one."""

    def __missing__(self, word: str) -> Part | None:
        found = None
        if word[0].isdigit():
            found = _digits(word)
        else:
            for lead, joined in _leads(word):
                kinds = TABLES.parts.get(word[lead:])
                if kinds:
                    found = Part(tuple(kinds), lead, joined)
                    break
        self[word] = found
        return found


def _digits(word: str) -> Part | None:
    if word.isdigit():
        return Part((("digits", float(word), 0.0, "digits"),), 0, False) if len(word) < 10 else None
    if GROUPED.fullmatch(word):
        return Part((("digits", float(re.sub("[.,]", "", word)), 0.0, "digits"),), 0, False)
    if DECIMAL.fullmatch(word):
        return Part((("decimal", float(word.replace(",", ".")), 0.0, "digits"),), 0, False)
    return None


class Phrases(dict[str, tuple[int, tuple[tuple[tuple[str, ...], str], ...]] | None]):
    """The phrases about a number that a word can begin, with its fused letters; None where it begins none."""

    def __missing__(self, word: str) -> tuple[int, tuple[tuple[tuple[str, ...], str], ...]] | None:
        found = None
        for lead, _ in _leads(word):
            phrases = TABLES.phrases.get(word[lead:])
            if phrases:
                found = lead, tuple(phrases)
                break
        self[word] = found
        return found


PARTS: Final = Parts()
PHRASES_AT: Final = Phrases()


def phrase_at(words: list[str], i: int, end: int, kinds: frozenset[str]) -> tuple[int, int, str] | None:
    """The phrase of one of `kinds` that begins at token i: its end, its fused letters, its kind."""
    found = PHRASES_AT[words[i]]
    if found is None:
        return None
    lead, phrases = found
    for rest, kind in phrases:
        stop = i + 1 + len(rest)
        if kind in kinds and stop <= end and tuple(words[i + 1 : stop]) == rest:
            return stop, lead, kind
    return None


LABELS: Final = TABLES.lists["label"]
