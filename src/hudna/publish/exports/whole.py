"""A folder that is there as a whole or not at all: written beside its place, made durable, and renamed."""

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hudna.errors import CannotExport

MODE = 0o755
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@contextmanager
def whole_folder(folder: Path) -> Iterator[Path]:
    """A folder to write in, which becomes `folder` when the context ends without an error, and is taken away otherwise.

    Raises `CannotExport` where there is such a folder already, or where the disk does not take it.
    """
    if folder.is_symlink() or (folder.exists() and (not folder.is_dir() or any(folder.iterdir()))):
        raise CannotExport(f"{folder}: there already; take it away or name another folder")
    part: Path | None = None
    try:
        part = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=".part", dir=folder.absolute().parent))
        yield part
        for path in [*sorted(part.iterdir()), part]:
            _make_durable(path)
        part.chmod(MODE)
        part.rename(folder)
        _make_durable(folder.absolute().parent)
        part = None
    except OSError as error:
        raise _said(folder, error) from error
    finally:
        if part is not None:
            shutil.rmtree(part, ignore_errors=True)


def _make_durable(path: Path) -> None:
    file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def _said(folder: Path, error: OSError) -> CannotExport:
    if error.errno in FULL:
        return CannotExport(f"{folder}: the disk is full; nothing was written, make room and do the same again")
    if error.errno == errno.ENOENT:
        return CannotExport(f"{folder}: {folder.absolute().parent} is not there; make it first")
    return CannotExport(
        f"{folder}: {error.strerror or error}; nothing was written, check the folder and its permissions"
    )
