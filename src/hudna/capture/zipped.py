"""Reports out of `.zip` and `.wacz` files: members are read where they lie, none is ever written under its name."""

import contextlib
import io
import stat
import tempfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import IO, Final

from hudna.capture.files import Complaint

MOST_MEMBERS: Final = 100_000
LARGEST_MEMBER: Final = 2_000_000_000
LARGEST_WHOLE: Final = 20_000_000_000
RATIO: Final = 200
RATIO_FROM: Final = 1_000_000
IN_MEMORY: Final = 8_000_000
PIECE: Final = 65_536
NESTED: Final = (".zip", ".wacz", ".jar", ".7z", ".rar", ".tar", ".tgz")
DAMAGES: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)
"""What reading a member may raise: damage, a kind of packing that is not known, a password."""


class _Refused(Exception):
    """A member that is not read, and why."""


def members_of(
    file: IO[bytes], where: str, kind_of: Callable[[str], str], *, pages_alone: bool
) -> Iterator[tuple[str, str, IO[bytes]] | Complaint]:
    """The members of known kinds: where each is, its kind, and its bytes; a complaint for each that is refused.

    `pages_alone` is for `.wacz`, in which only `archive/` holds pages.
    """
    try:
        packed = zipfile.ZipFile(file)
    except DAMAGES as error:
        yield Complaint(where, f"no zip file that can be read ({error})", "fetch or copy it again")
        return
    with packed:
        members = [one for one in packed.infolist() if not one.is_dir()]
        if len(members) > MOST_MEMBERS:
            yield Complaint(
                where, f"{len(members):,} members; the limit is {MOST_MEMBERS:,}", "part it into smaller ones"
            )
            return
        names, left = Counter(one.filename for one in members), LARGEST_WHOLE
        for member in members:
            place = f"{where}!{member.filename}".encode("utf-8", "replace").decode()
            kind = kind_of(member.filename)
            if pages_alone and not (kind == "warc" and member.filename.startswith("archive/")):
                continue
            try:
                _check(member, names)
                if not kind:
                    continue
                with _opened(packed, member, left) as content:
                    left -= member.file_size
                    yield place, kind, content
            except _Refused as error:
                yield Complaint(place, f"refused: {error}", "take it out and add it by itself, if you trust it")
            except DAMAGES as error:
                yield Complaint(place, f"quarantined: damaged ({error})", "fetch or copy the file again")


def _check(member: zipfile.ZipInfo, names: Counter[str]) -> None:
    path = PurePosixPath(member.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or (path.parts[:1] and path.parts[0].endswith(":")):
        raise _Refused("its name leads out of the archive")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise _Refused("a link")
    if names[member.filename] > 1:
        raise _Refused("a name that stands there twice")
    if member.flag_bits & 1:
        raise _Refused("locked with a password")
    if path.suffix.lower() in NESTED:
        raise _Refused("an archive within an archive")
    if member.file_size > max(RATIO_FROM, RATIO * member.compress_size):
        raise _Refused(f"it unpacks to more than {RATIO} times its size")
    if member.file_size > LARGEST_MEMBER:
        raise _Refused(f"more than {LARGEST_MEMBER:,} bytes")


def _opened(packed: zipfile.ZipFile, member: zipfile.ZipInfo, left: int) -> IO[bytes]:
    """The content of a member in a file without a name; its checksum has been looked at."""
    if member.file_size > left:
        raise _Refused(f"with it the archive unpacks to more than {LARGEST_WHOLE:,} bytes")
    kept: IO[bytes] = io.BytesIO() if member.file_size <= IN_MEMORY else tempfile.TemporaryFile()  # noqa: SIM115
    with contextlib.ExitStack() as opened:
        opened.enter_context(kept)
        content, size = opened.enter_context(packed.open(member)), 0
        while piece := content.read(PIECE):
            size += len(piece)
            if size > member.file_size:
                raise _Refused("it unpacks to more than it says")
            kept.write(piece)
        content.close()
        kept.seek(0)
        opened.pop_all()
    return kept
