"""Arabic words inside an English sentence: isolated, so that they can be told from it, shown in their direction, and never run into it."""

import re
from typing import NamedTuple

OPEN, CLOSE = "\u2067", "\u2069"
_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\\s]+")
_PARTS = re.compile(f"{OPEN}([^{CLOSE}]*){CLOSE}")


class Piece(NamedTuple):
    """A stretch of a gloss; `printed` where it is quoted from a report."""

    text: str
    printed: bool = False


def quoted(printed: str) -> str:
    """Printed words in quotation marks, isolated."""
    return f"“{OPEN}{_CONTROLS.sub(' ', printed).strip()}{CLOSE}”"


def pieces_of(gloss: str) -> tuple[Piece, ...]:
    """The gloss in pieces: English, printed, English, …; those that are empty left out."""
    parts = _PARTS.split(gloss)
    return tuple(Piece(text, bool(place % 2)) for place, text in enumerate(parts) if text)
