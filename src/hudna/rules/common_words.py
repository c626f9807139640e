"""Words that the press uses in every report, which say little of what one report is about."""

from functools import cache
from importlib.resources import files
from typing import Final

from hudna.rules.spelling import FOLDED

_LEADS: Final = ("وال", "بال", "كال", "فال", "لل", "ال", "و", "ب", "ل", "ف", "ك")
_TAILS: Final = ("يين", "يون", "ات", "ين", "ون", "ان", "ها", "هم", "يه", "ه", "ي")
_LEAST: Final = 3
"""Letters that have to be left of a word."""
WEIGHTS: Final = {"1": 0.0, "2": 1.0, "3": 1.7}
RARE: Final = 2.6
"""The weight of a stem that is not in the list: about the logarithm of how seldom it is among press reports."""


def light_stem(word: str) -> str:
    """A folded word without one lead and one ending, to hold forms of a word together; it may be no word itself."""
    for lead in _LEADS:
        if word.startswith(lead) and len(word) - len(lead) >= _LEAST:
            word = word[len(lead) :]
            break
    for tail in _TAILS:
        if word.endswith(tail) and len(word) - len(tail) >= _LEAST:
            return word[: -len(tail)]
    return word


@cache
def common_stems() -> dict[str, float]:
    """Light stems of `ar/common_words.tsv` with what they weigh.

    Tiers: 1 in three reports of ten and more, 2 in more than one of seven, 3 in more than one of twelve.  Raises ValueError for
    a line with another tier.
    """
    weights: dict[str, float] = {}
    lines = (
        (files("hudna.rules") / "ar" / "common_words.tsv").read_text(encoding="utf-8").translate(FOLDED).splitlines()
    )
    for number, line in enumerate(lines[1:], 2):
        word, _, tier = line.partition("\t")
        if tier not in WEIGHTS:
            raise ValueError(f"common_words.tsv:{number}: tier must be one of {', '.join(WEIGHTS)}, not {tier!r}")
        stem = light_stem(word)
        weights[stem] = min(WEIGHTS[tier], weights.get(stem, RARE))
    return weights
