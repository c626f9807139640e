"""Pages on their way into the ledger: durable before anybody looks into them, gone when the ledger has them.

They lie in `hudna.captures` beside `hudna.db`; those in which no report was found stay, in its folder `unread`.
"""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from hudna.ledger.address import Address, base_of, make_folder
from hudna.ledger.beside import sync_folder, write_new
from hudna.ledger.failpoints import reached

MODE = 0o440
UNREAD = "unread"


class Spool:
    """The pages of one ledger that have come and are not in it yet."""

    def __init__(self, address: Address) -> None:
        make_folder(address)
        self.folder = base_of(address).with_suffix(".captures")
        self.unread = self.folder / UNREAD
        for folder in (self.folder, self.unread):
            if not folder.is_dir():
                folder.mkdir()
                sync_folder(folder.parent)

    def keep(self, records: Iterable[bytes]) -> list[str]:
        """Keeps what came; when it returns all of it is durable.  The names it is kept under, in order."""
        names = []
        for record in records:
            name = hashlib.sha256(record).hexdigest()
            if not (self.folder / name).exists():
                part = self.folder / f"{name}.part"
                write_new(part, record, MODE)
                part.rename(self.folder / name)
            names.append(name)
            reached("capture.written")
        sync_folder(self.folder)
        reached("captures.durable")
        return names

    def waiting(self) -> Iterator[tuple[str, bytes]]:
        """What an earlier run kept and did not bring into the ledger, by name."""
        for path in sorted(self.folder.iterdir()):
            if path.is_file() and not path.suffix:
                yield path.name, path.read_bytes()

    def done(self, names: Iterable[str]) -> None:
        """Takes away what the ledger now has."""
        for name in names:
            (self.folder / name).unlink(missing_ok=True)

    def set_aside(self, name: str) -> Path:
        """Puts a page in which no report was found with the others of its kind; where it lies now."""
        there = self.unread / f"{name}.warc"
        (self.folder / name).replace(there)
        return there
