"""An export as one file: the folder is made elsewhere, wholly, and then packed."""

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from shutil import copyfileobj
from typing import BinaryIO, TypeVar
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from hudna.errors import CannotExport

T = TypeVar("T")
LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""When every file was written, so that the same ledger makes the same bytes."""


def zipped(name: str, make: Callable[[Path], T]) -> tuple[T, BinaryIO]:
    """What `make` says of the folder that it wrote, and a .zip with that folder in it under a name, open at its beginning.

    The file has no name on the disk: it is gone when it is closed, also where the process is killed.  Raises what `make` raises,
    and `CannotExport` where the disk does not take it.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="hudna-") as place:
            folder = Path(place) / name
            said = make(folder)
            return said, _packed(folder)
    except OSError as error:
        raise CannotExport(
            f"{name}.zip: {error.strerror or error}; nothing was handed on, make room in {tempfile.gettempdir()}"
        ) from error


def _packed(folder: Path) -> BinaryIO:
    with ExitStack() as closing:
        out = closing.enter_context(tempfile.TemporaryFile(prefix="hudna-"))
        with ZipFile(out, "w", ZIP_DEFLATED) as archive:
            for path in sorted(folder.iterdir()):
                about = ZipInfo(f"{folder.name}/{path.name}", LONG_AGO)
                about.compress_type, about.external_attr = ZIP_DEFLATED, 0o644 << 16
                with path.open("rb") as file, archive.open(about, "w", force_zip64=True) as packed:
                    copyfileobj(file, packed)
        out.seek(0)
        closing.pop_all()  # whoever sends it closes it
    return out
