"""The words of the desk, one file for each language, and how a count is said in it."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from markupsafe import Markup, escape

from hudna.desk.printing import shown
from hudna.errors import BadRules

LANGUAGES = ("en", "ar")
DIRECTIONS = {"en": "ltr", "ar": "rtl"}
PLURALS = {"en": ("one", "other"), "ar": ("zero", "one", "two", "few", "many", "other")}
"""The forms of a count in each language, after CLDR; each has to be there."""


class Wording:
    """The words of one language by their keys (`nav.today`)."""

    def __init__(self, lang: str, words: Mapping[str, str | Mapping[str, str]]) -> None:
        self.lang = lang
        self.direction = DIRECTIONS[lang]
        self.words = words

    def __call__(self, key: str, **values: Any) -> Markup:
        """The words of a key with its values in their places, escaped; the form of a count is chosen by `n`.

        Raises `BadRules` where there is no such key, or a value is missing.
        """
        try:
            said = self.words[key]
            if not isinstance(said, str):
                said = said[form_of(self.lang, values["n"])]
            seen = {name: shown(value) if type(value) is str else value for name, value in values.items()}
            return escape(said).format(**seen) if seen else escape(said)
        except KeyError as error:
            raise BadRules(f"desk/words/{self.lang}.toml: {key}: no {error}; add it to every language") from error

    def name(self, kind: str, value: str) -> Markup:
        """What a value of a kind is called (`modality`, `future`); the value itself where there is no word for it."""
        said = self.words.get(f"{kind}.{value.replace(' ', '_')}")
        return escape(said) if isinstance(said, str) else shown(value.replace("_", " "))


def form_of(lang: str, n: int) -> str:
    """The form in which a language says a count."""
    if lang == "en":
        return "one" if n == 1 else "other"
    if n <= 2:
        return ("zero", "one", "two")[n]
    rest = n % 100
    return "few" if 3 <= rest <= 10 else "many" if rest >= 11 else "other"


@cache
def wording(lang: str) -> Wording:
    """The words of a language."""
    source = tomllib.loads((files("hudna.desk") / "words" / f"{lang}.toml").read_text(encoding="utf-8"))
    return Wording(lang, dict(_flat(source)))


def _flat(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str | Mapping[str, str]]]:
    """Every key with its words; a table that holds forms of a count is one value."""
    for name, value in table.items():
        if isinstance(value, dict) and "other" not in value:
            yield from _flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", value
