"""The words between an event and the time phrase of another one, from `ar/dating.yaml`."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from hudna.text.fold import fold

DATING = Path(__file__).parent / "ar" / "dating.yaml"
KEYS = ("parts", "meanwhile", "relatives", "results", "purposes", "states")


class DatingWords(NamedTuple):
    """Folded words by what they open."""

    parts: frozenset[str]
    meanwhile: frozenset[str]
    relatives: frozenset[str]
    results: frozenset[str]
    purposes: frozenset[str]
    states: frozenset[str]


@cache
def dating_words() -> DatingWords:
    """The lists; ValueError names what is wrong in the file."""
    document = yaml.safe_load(DATING.read_text("utf-8"))
    if not isinstance(document, dict) or set(document) != set(KEYS):
        raise ValueError(f"{DATING}: wants {', '.join(KEYS)}")
    return DatingWords(*(frozenset(fold(str(word)).text for word in document[key]) for key in KEYS))
