"""Arabic words on a page that runs from left to right.

Every printed run is isolated (U+2067 … U+2069), line by line, so that its punctuation stays where it belongs; a terminal
that knows no direction shows it in the order of reading all the same.  Letters are never reordered or reshaped.
"""

import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.text import Text

RTL_ISOLATE, POP_ISOLATE = "\u2067", "\u2069"
DIRECTION_MARKS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Run(NamedTuple):
    """Words in one style; `printed` when they are quoted from a report, `glued` when no space stands before them."""

    text: str
    style: str = ""
    printed: bool = False
    glued: bool = False


def visible(printed: str) -> str:
    """The words without what could steer a terminal: control characters and direction marks are shown by name."""
    if printed.isprintable():
        return printed
    return "".join(_shown(letter) for letter in printed)


class Paragraph:
    """Runs as one paragraph, wrapped to the room that its place on the page leaves it."""

    def __init__(self, *runs: Run) -> None:
        self.runs = [run for run in runs if run.text]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield wrapped(self.runs, options.max_width)

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        widths = [cell_len(word) for run in self.runs for word in visible(run.text).split()]
        return Measurement(max(widths, default=0), sum(widths) + max(0, len(widths) - 1)).with_maximum(
            options.max_width
        )


def wrapped(runs: Iterable[Run], width: int) -> Text:
    """The runs in lines of at most `width` cells, printed words isolated anew on every line."""
    lines: list[list[Run]] = [[]]
    room = width
    for cluster in _clusters(runs):
        needed = sum(cell_len(word.text) for word in cluster)
        if lines[-1] and needed + 1 > room:
            lines.append([])
            room = width
        room -= needed + bool(lines[-1])
        lines[-1] += cluster
    text = Text("\n").join(_line(line) for line in lines)
    text.no_wrap, text.overflow = True, "fold"
    return text


def _clusters(runs: Iterable[Run]) -> list[list[Run]]:
    """Words that have to stay on one line: one, or several in different styles without a space between them."""
    found: list[list[Run]] = []
    for run in runs:
        for i, word in enumerate(visible(run.text).split()):
            glued = run.glued and not i and bool(found)
            piece = run._replace(text=word, glued=glued)
            if glued:
                found[-1].append(piece)
            else:
                found.append([piece])
    return found


def _line(words: list[Run]) -> Text:
    """One line; neighbouring printed words share an isolate, whatever their styles, so that they keep their order."""
    text = Text()
    for i, word in enumerate(words):
        before = words[i - 1] if i else None
        after = words[i + 1] if i + 1 < len(words) else None
        joined = before is not None and word.printed and before.printed
        if before and not word.glued:
            text.append(" ", word.style if joined and before.style == word.style else "")
        if word.printed and not joined:
            text.append(RTL_ISOLATE)
        text.append(word.text, word.style)
        if word.printed and not (after and after.printed):
            text.append(POP_ISOLATE)
    return text


def _shown(letter: str) -> str:
    if letter in DIRECTION_MARKS or (unicodedata.category(letter) in ("Cc", "Cs", "Co", "Cn") and letter not in "\n\t"):
        return f"<U+{ord(letter):04X}>"
    return letter
