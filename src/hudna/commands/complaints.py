"""How a command speaks of what went wrong."""

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

from hudna.capture.files import Complaint

Item = TypeVar("Item")


class Complaints:
    """Says every complaint at once on standard error; remembers how many, and how many inputs were lost to them."""

    def __init__(self) -> None:
        self.count = 0
        self.failed = 0

    def say(self, complaint: object) -> None:
        """One line: `hudna: where: what; next step`."""
        self.count += 1
        print(f"hudna: {complaint}", file=sys.stderr)

    def without(self, items: Iterable[Item | Complaint]) -> Iterator[Item]:
        """What is left of `items` when the complaints among them have been said."""
        for item in items:
            if isinstance(item, Complaint):
                self.say(item)
                self.failed += not item.passed
            else:
                yield item

    @property
    def exit_code(self) -> int:
        """0 when all went well, 1 otherwise."""
        return 1 if self.count else 0
