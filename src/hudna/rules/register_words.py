"""Words by which registers sort what was read: levels and channels of contacts, posts that are spoken of; `ar/register_words.tsv`."""

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Final

from hudna.errors import BadRules
from hudna.rules.words import folded, rows

FILE: Final = "ar/register_words.tsv"
CLASSES: Final = ("level", "channel", "topic", "post")
FUSED: Final = "وفبلك"
"""What may be fused to the front of a word."""
Forms = dict[tuple[str, ...], str]


@cache
def register_words() -> dict[str, Forms]:
    """Class of words -> the folded words of each form -> the value; raises `BadRules` where a form has two values."""
    found: dict[str, Forms] = {name: {} for name in CLASSES}
    for row in rows(FILE):
        if row["class"] not in found:
            raise BadRules(f"{FILE}: no class {row['class']!r}; there are {', '.join(CLASSES)}")
        for form in folded(row["forms"]).split("|"):
            if found[row["class"]].setdefault(tuple(form.split()), row["value"]) != row["value"]:
                raise BadRules(f"{FILE}: {form} has two values in class {row['class']}; keep one")
    return found


def values_in(name: str, words: Sequence[str]) -> tuple[str, ...]:
    """The values of a class whose forms stand in folded words, each once, in the order of the words."""
    return tuple(dict.fromkeys(value for _, value in places_in(name, words)))


def places_in(name: str, words: Sequence[str]) -> list[tuple[int, str]]:
    """Where forms of a class stand in folded words, and their values; of several at one word the longest counts."""
    forms = register_words()[name]
    longest = max(map(len, forms))
    found: list[tuple[int, str]] = []
    taken = 0
    for i in range(len(words)):
        if i < taken:
            continue
        for size in range(min(longest, len(words) - i), 0, -1):
            value = _value(forms, words[i : i + size])
            if value:
                found.append((i, value))
                taken = i + size
                break
    return found


def _value(forms: Forms, words: Sequence[str]) -> str:
    return next((forms[key] for one in _bare(words[0]) if (key := (one, *words[1:])) in forms), "")


@lru_cache(maxsize=4096)
def _bare(word: str) -> tuple[str, ...]:
    """A word, and what it is without what may be fused to its front, the article last."""
    found = [word, word[1:], word[2:]] if word[:1] in FUSED else [word]
    if word.startswith("لل"):
        found.append("ال" + word[2:])
    return (*found, *(one[2:] for one in found if one.startswith("ال")))
