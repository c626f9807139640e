"""Where words stand."""

from typing import NamedTuple


class Span(NamedTuple):
    """`[start, end)` in Unicode code points over one exact text (W3C TextPositionSelector).

    A named tuple and not a dataclass: a report makes hundreds of them, and they go to JSON as `[start, end]`.
    """

    start: int
    end: int

    def cut(self, text: str) -> str:
        """The words of `text` that the span stands on."""
        return text[self.start : self.end]
