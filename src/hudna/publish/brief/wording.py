"""What a brief says of its own, in English or Arabic: the rows of `wording.yaml`."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

LANGUAGES = ("en", "ar")


@cache
def _rows() -> dict[str, Any]:
    source = Path(__file__).with_name("wording.yaml").read_text("utf-8")
    rows: dict[str, Any] = yaml.load(source, yaml.CSafeLoader)
    return rows


class Wording:
    """The words of one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, row: str, **filled: object) -> str:
        """A row with its gaps filled; KeyError where there is no such row."""
        words: str = _rows()[row][self.language]
        return words.format(**filled) if filled else words

    def act(self, act: str) -> str:
        """What a source does in saying it, "" for a mere statement."""
        row: dict[str, str] = _rows()["acts"].get(act, {})
        return row.get(self.language, "")
