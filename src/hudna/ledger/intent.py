"""What a writer is about to do, written down before it begins, so that whoever comes after an interruption can finish it."""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from hudna.ledger.beside import replace_durably, write_all
from hudna.ledger.failpoints import reached

ADD, REDACT = "add", "redact"


@dataclass(frozen=True, slots=True)
class Intent:
    """A deed, the size of the log before it, and the blobs that it brings or destroys."""

    deed: str
    size: int
    blobs: tuple[str, ...] = ()


def announce(path: Path, intent: Intent) -> None:
    """Writes an intent down, durably, before any of its blobs is touched."""
    head = json.dumps({"deed": intent.deed, "size": intent.size})
    replace_durably(path, "".join(f"{line}\n" for line in (head, *intent.blobs)).encode())
    reached("intent.written")


def announce_more(path: Path, blobs: Iterable[str]) -> None:
    """Adds blobs to an intent that is there."""
    file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC)
    try:
        write_all(file, "".join(f"{address}\n" for address in blobs).encode())
        os.fsync(file)
    finally:
        os.close(file)


def announced(path: Path) -> Intent | None:
    """The intent of a writer that is at work or was interrupted, or None."""
    try:
        head, *blobs = path.read_text("ascii").split("\n")[:-1]
    except (FileNotFoundError, NotADirectoryError):
        return None
    said = json.loads(head)
    return Intent(said["deed"], said["size"], tuple(blobs))


def done(path: Path) -> None:
    """The deed is done and nothing of it has to be finished; what the disk forgets of this is found done again."""
    path.unlink(missing_ok=True)
