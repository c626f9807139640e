"""Columns: what a table or a property holds, said once for the writer, the schema and the codebook."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from hudna.publish.exports.line import Line

Value = str | int | float | bool | None
JOINT = " | "
"""Between several values in one cell."""


class Kind(StrEnum):
    """What a column holds, in the words of Data Package."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"


@dataclass(frozen=True, slots=True)
class Field:
    """One column: `values` says what may stand in it, `source` where it comes from; `of` gives it for a line.

    `tag` is its HXL hashtag, "" where HXL has none for it.  An empty cell is None or "": nothing is said, or it is open.
    """

    name: str
    kind: Kind
    meaning: str
    of: Callable[[Line], Value]
    values: str = ""
    unit: str = ""
    source: str = "the ledger"
    tag: str = ""


def text(name: str, meaning: str, of: Callable[[Line], Value], **more: str) -> Field:
    """A column of words or codes."""
    return Field(name, Kind.STRING, meaning, of, **more)


def whole(name: str, meaning: str, of: Callable[[Line], Value], **more: str) -> Field:
    """A column of whole numbers."""
    return Field(name, Kind.INTEGER, meaning, of, **more)


def number(name: str, meaning: str, of: Callable[[Line], Value], **more: str) -> Field:
    """A column of numbers."""
    return Field(name, Kind.NUMBER, meaning, of, **more)


def truth(name: str, meaning: str, of: Callable[[Line], Value], **more: str) -> Field:
    """A column of true and false."""
    return Field(name, Kind.BOOLEAN, meaning, of, values="true; false", **more)


def joined(parts: Sequence[str]) -> str:
    """Several values in one cell, in their order; those that are open stay as empty parts, so that columns keep step."""
    return JOINT.join(parts) if any(parts) else ""
