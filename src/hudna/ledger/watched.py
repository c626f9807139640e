"""What is known of every address that is watched: a file of lines beside the ledger, the last one of an address counts."""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from hudna.errors import LedgerError
from hudna.ledger.address import Address, base_of, make_folder
from hudna.ledger.beside import replace_durably, sync_folder, write_all

WASTE = 4
"""How many times more lines than addresses the file may have before it is written anew."""


@dataclass(frozen=True, slots=True)
class Known:
    """An address: how it ended last, why, how often it was tried, and when (seconds since 1970) it may be asked again.

    Of a listing `etag` and `modified` are what its last answer said of itself, and `children` further listings that it named.
    """

    url: str
    state: str
    why: str = ""
    tries: int = 0
    again: float = 0.0
    outlet: str = ""
    etag: str = ""
    modified: str = ""
    listing: bool = False
    children: list[str] = field(default_factory=list)


class Watched:
    """The addresses of one ledger's watch."""

    def __init__(self, address: Address) -> None:
        make_folder(address)
        self.path = base_of(address).with_suffix(".watch")
        self.known: dict[str, Known] = {}
        self._new: list[Known] = []
        self._load()

    def note(self, known: Known) -> None:
        """Notes what is known of an address now; `save` makes it lasting."""
        self.known[known.url] = known
        self._new.append(known)

    def save(self) -> None:
        """Makes all that was noted durable."""
        lines = b"".join(map(_line, self._new))
        file = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o644)
        try:
            write_all(file, lines)
            os.fsync(file)
        finally:
            os.close(file)
        self._new = []

    def of(self, url: str) -> Known | None:
        """What is known of an address."""
        return self.known.get(url)

    def due(self, now: float, states: frozenset[str]) -> Iterator[Known]:
        """The addresses of pages in one of these states that may be asked now, in the order in which they were met."""
        return (one for one in self.known.values() if not one.listing and one.state in states and one.again <= now)

    def _load(self) -> None:
        if not self.path.exists():
            self.path.touch()
            sync_folder(self.path.parent)
        data = self.path.read_bytes()
        lines = data.split(b"\n")
        torn = lines.pop()  # what a writer that was stopped left of its last line
        for number, line in enumerate(lines, 1):
            try:
                fields: dict[str, Any] = json.loads(line)
                known = Known(**fields)
            except (ValueError, TypeError) as error:
                said = f"{self.path}:{number}: no line of a watch ({error})"
                raise LedgerError(f"{said}; put the file away to begin anew: no report is added twice") from error
            self.known[known.url] = known
        if torn or len(lines) > WASTE * max(len(self.known), 100):
            replace_durably(self.path, b"".join(map(_line, self.known.values())))


def _line(known: Known) -> bytes:
    """A line without what goes without saying."""
    told = {key: value for key, value in asdict(known).items() if value or key in ("url", "state")}
    return json.dumps(told, ensure_ascii=True).encode() + b"\n"
