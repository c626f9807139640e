"""The evidence folder: every blob under the SHA-256 of its file, written once and never again.

A file is a salt of 32 random bytes and then the content, gzipped: `sha256sum FILE` is its name, `tail -c +33 FILE | zcat`
its content.  The name is all that the log says of a content, so destroying the file destroys content and salt together and
leaves a hash that nothing can be tried against.
"""

import gzip
import hashlib
import re
import secrets
import zlib
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from hudna.errors import LedgerError
from hudna.ledger.beside import sync_folder, write_new
from hudna.ledger.failpoints import reached

SALT = 32
LEVEL = 6
ADDRESS = re.compile(r"[0-9a-f]{64}")
MODE = 0o440
T = TypeVar("T")
AT_ONCE = 8
"""Files that are written side by side."""


class BlobMissing(LedgerError):
    """The log names a blob that is not in the folder."""


class BlobDamaged(LedgerError):
    """The bytes of a blob do not hash to its name."""


def sealed(content: bytes) -> tuple[str, bytes]:
    """The address and the file of a content, under a salt of its own: the same content never has one address twice."""
    file = secrets.token_bytes(SALT) + gzip.compress(content, LEVEL, mtime=0)
    return hashlib.sha256(file).hexdigest(), file


class Blobs:
    """The blobs in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path_of(self, address: str) -> Path:
        """Where the blob of that address lies."""
        return self.folder / address[:2] / address

    def _part_of(self, address: str) -> Path:
        return self.folder / address[:2] / f"{address}.part"

    def write(self, files: Mapping[str, bytes]) -> None:
        """Keeps the files of `sealed`; when it returns they are durable, names and all.  One that is there stays."""
        new = {address: file for address, file in files.items() if not self.path_of(address).exists()}
        folders = {self.path_of(address).parent for address in new}
        unmade = [folder for folder in folders if not folder.is_dir()]
        for folder in unmade:
            folder.mkdir()
        # Side by side, because a disk that is asked for many files at once makes them durable in one go.
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for _ in pool.map(self._place, _shares(new.items())):
                pass
            for _ in pool.map(_sync_folders, _shares(folders)):
                pass
        if unmade:
            sync_folder(self.folder)
        reached("blobs.durable")

    def _place(self, files: Iterable[tuple[str, bytes]]) -> None:
        for address, file in files:
            part = self._part_of(address)
            write_new(part, file, MODE)
            reached("blob.written")
            part.rename(self.path_of(address))
            reached("blob.renamed")

    def file(self, address: str) -> bytes:
        """The bytes of a blob's file; raises `BlobMissing`, or `BlobDamaged` where they are not those that were written."""
        try:
            file = self.path_of(address).read_bytes()
        except FileNotFoundError as error:
            raise BlobMissing(f"blob {address}: not there") from error
        if hashlib.sha256(file).hexdigest() != address:
            raise BlobDamaged(f"blob {address}: its bytes do not hash to its name")
        return file

    def read(self, address: str) -> bytes:
        """The content of a blob; raises `BlobMissing` or `BlobDamaged`."""
        file = self.file(address)
        try:
            return gzip.decompress(file[SALT:])
        except (OSError, EOFError, zlib.error) as error:
            raise BlobDamaged(f"blob {address}: no content that can be unpacked ({error})") from error

    def destroy(self, addresses: Iterable[str]) -> None:
        """Takes blobs away, and what an interrupted writer left of them."""
        touched: set[Path] = set()
        for address in addresses:
            for path in (self.path_of(address), self._part_of(address)):
                if path.exists():
                    path.unlink()
                    touched.add(path.parent)
                    reached("blob.destroyed")
        for folder in touched:
            sync_folder(folder)

    def lying_there(self) -> Iterator[tuple[str, Path]]:
        """The address of every file in the folder, "" for one that is no blob."""
        if not self.folder.is_dir():
            return
        for folder in sorted(self.folder.iterdir()):
            if not folder.is_dir():
                if folder.name not in ("intent", "intent.part"):
                    yield "", folder
                continue
            for path in sorted(folder.iterdir()):
                name = path.name.removesuffix(".part")
                ours = ADDRESS.fullmatch(name) and name.startswith(folder.name)
                yield (name if ours else ""), path


def _shares(things: Iterable[T]) -> list[list[T]]:
    """The things shared out to those that work side by side."""
    every = list(things)
    return [share for start in range(AT_ONCE) if (share := every[start::AT_ONCE])]


def _sync_folders(folders: Iterable[Path]) -> None:
    for folder in folders:
        sync_folder(folder)
