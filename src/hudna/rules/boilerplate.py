"""The rows of `ar/boilerplate.yaml`, compiled."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, Final

import yaml

from hudna.errors import BadRules
from hudna.text.fold import fold

FILE: Final = "ar/boilerplate.yaml"
BLANK: Final = r"[\x20\u00a0\t]"
LETTERS: Final = re.compile(r"[\u0621-\u064a]+")
PART: Final = re.compile(r"\{([a-z]+)\}")


class Where(StrEnum):
    """Which lines a rule looks at."""

    LINE = "line"
    HEAD = "head"
    TAIL = "tail"
    INSIDE = "inside"


class Takes(StrEnum):
    """How much of the line, and of what follows it, the aside takes."""

    LINE = "line"
    MATCH = "match"
    REST = "rest"
    LIST = "list"
    END = "end"


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """One row: what it is looked for with, where, and what it takes away from the reading.

    `longest` is 0 where a line may have any length.
    """

    id: str
    kind: str
    where: Where
    takes: Takes
    pattern: re.Pattern[str]
    longest: int
    letters: tuple[str, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


@cache
def boilerplate() -> tuple[Boilerplate, ...]:
    """Every row, in the order of the file: the first that fits a line takes it."""
    source = yaml.load(files("hudna.rules").joinpath(FILE).read_text("utf-8"), yaml.CSafeLoader)
    parts = {name: "(?:" + "|".join(forms) + ")" for name, forms in source["parts"].items()}
    return tuple(_row(row, parts) for row in source["rules"])


def folded(pattern: str) -> str:
    """The pattern as it matches folded text; a space stands for any run of blanks."""
    pattern = LETTERS.sub(lambda letters: fold(letters[0]).text, pattern)
    return pattern.replace(" ?", BLANK + "*").replace(" ", BLANK + "+")


def _row(row: dict[str, Any], parts: dict[str, str]) -> Boilerplate:
    try:
        printed = row["pattern"] if isinstance(row["pattern"], list) else [row["pattern"]]
        pattern = PART.sub(lambda name: parts[name[1]], "|".join(f"(?:{p})" for p in printed))
        return Boilerplate(
            id=row["id"],
            kind=row["kind"],
            where=Where(row["where"]),
            takes=Takes(row.get("takes", "line")),
            pattern=re.compile(folded(pattern)),
            longest=row.get("longest", 0),
            letters=tuple(row.get("letters", ())),
            examples=tuple(row["examples"]),
            counter_examples=tuple(row["counter_examples"]),
        )
    except (KeyError, ValueError, re.error) as error:
        raise BadRules(f"{FILE}: {row.get('id', row)}: {error!r}; see the head of the file") from error
