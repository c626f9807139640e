"""The log: what was done to the ledger, one leaf a deed, only ever added to; and its mirror in a file.

A leaf is canonical JSON (sorted keys, no spaces, ASCII).  It says what was done, when, and under which addresses the contents
lie: never a name, a title or a word of a report, so that a content can be destroyed and the log stay whole.
"""

import json
import os
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

from hudna.errors import LedgerError
from hudna.ledger.beside import write_all
from hudna.ledger.failpoints import reached

LARGEST = 65_535
"""Bytes of a leaf."""
Leaf = dict[str, Any]


class What(StrEnum):
    """What a leaf tells of."""

    LEDGER = "ledger"
    KEY = "key"
    NEW = "new"
    CHANGED = "changed"
    READING = "reading"
    DECISION = "decision"
    REVIEW = "review"
    REDACTION = "redaction"


ARRIVALS = (What.NEW, What.CHANGED)
"""Leaves that bring a report."""
SHAPES: dict[str, dict[str, type]] = {
    What.LEDGER: {"key": str, "origin": str, "format": int},
    What.KEY: {"key": str},
    What.NEW: {"blob": str, "version": int},
    What.CHANGED: {"blob": str, "version": int, "after": int},
    What.READING: {"blob": str, "of": int, "reader": str},
    What.DECISION: {"blob": str},
    What.REVIEW: {"blob": str, "of": int},
    What.REDACTION: {"of": int},
}
"""What a leaf of each kind holds besides `what` and `at`."""


class LedgerDamaged(LedgerError):
    """The ledger, its log and its evidence do not agree; nothing was written."""


def canonical(value: Any) -> bytes:
    """JSON in one form only."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False).encode()


def entry_of(leaf: Leaf) -> bytes:
    """A leaf as it is hashed and kept; raises `LedgerError` where it is too long to be one."""
    entry = canonical(leaf)
    if len(entry) > LARGEST:
        raise LedgerError(f"an entry of the log of {len(entry):,} bytes; the limit is {LARGEST:,}")
    return entry


def leaf_in(entry: bytes) -> Leaf | None:
    """The leaf of an entry, or None where it is not in canonical form, or of no kind that there is."""
    try:
        leaf = json.loads(entry)
    except (ValueError, RecursionError):
        return None
    return leaf if isinstance(leaf, dict) and _is_shaped(leaf) and canonical(leaf) == entry else None


def _is_shaped(leaf: Leaf) -> bool:
    what = leaf.get("what")
    shape = SHAPES.get(what) if isinstance(what, str) else None
    if shape is None or leaf.keys() != {"what", "at", *shape} or not isinstance(leaf["at"], str):
        return False
    return all(type(leaf[name]) is kind for name, kind in shape.items())


def blobs_of(leaf: Leaf) -> list[str]:
    """The addresses that a leaf names."""
    return [leaf["blob"]] if "blob" in leaf else []


class Mirror:
    """The log as a file, one entry a line: with the blobs enough to make the ledger again."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def size(self) -> int:
        """Its bytes; 0 where there is none."""
        return self.path.stat().st_size if self.path.exists() else 0

    def entries(self) -> list[bytes]:
        """Its whole lines; what an interrupted writer left of another is not one of them."""
        return self.path.read_bytes().split(b"\n")[:-1] if self.path.exists() else []

    def first(self) -> bytes:
        """Its first line, b"" where there is none."""
        if not self.path.exists():
            return b""
        with self.path.open("rb") as file:
            return file.readline(LARGEST + 1).removesuffix(b"\n")

    def append(self, entries: Iterable[bytes]) -> None:
        """Adds entries durably."""
        self._append(b"".join(entry + b"\n" for entry in entries))

    def _append(self, data: bytes) -> None:
        file = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            half = len(data) // 2 + 1
            write_all(file, data[:half])
            reached("mirror.appended")
            write_all(file, data[half:])
            os.fsync(file)
        finally:
            os.close(file)
        reached("mirror.durable")

    def catch_up(self, entries: Iterator[bytes]) -> None:
        """Adds what of these, all entries of the log, it lacks; raises `LedgerDamaged` where it is no beginning of them."""
        have = self.path.read_bytes() if self.path.exists() else b""
        want = b"".join(entry + b"\n" for entry in entries)
        if not want.startswith(have):
            raise LedgerDamaged(f"{self.path}: not a beginning of the ledger's log; look with: hudna verify")
        if want != have:
            self._append(want[len(have) :])
