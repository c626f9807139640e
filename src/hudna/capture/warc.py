"""Pages out of web archives (`.warc`, `.warc.gz`).

Readers of archives hand out a record that was cut as if it were whole.  Here its declared length, the line ends behind it, the
end of its gzip member and its digests are looked at before it is handed out; what fails is said to be quarantined, and the
records after it are found again.
"""

import base64
import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Final

from hudna.capture.files import LARGEST_REPORT, Complaint, Page
from hudna.capture.snapshot import END, Snapshot, fields_in, parted, response, snapshot_in
from hudna.capture.unpack import Packed

LARGEST_RECORD: Final = 16_000_000
LARGEST_HEAD: Final = 65_536
PIECE: Final = 65_536
GZIP: Final = b"\x1f\x8b\x08"
BEGINNING: Final = b"WARC/1."
HASHES: Final = {"sha1": 20, "sha256": 32, "md5": 16, "sha512": 64}
KINDS: Final = frozenset(
    ("warcinfo", "response", "resource", "request", "metadata", "revisit", "conversion", "continuation")
)
HTML: Final = ("text/html", "application/xhtml+xml")


class Damaged(Exception):
    """A record that is not what it says it is."""


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its number in the archive, from 1, and its bytes, the line ends behind it included."""

    number: int
    head: bytes
    block: bytes

    @property
    def fields(self) -> dict[str, str]:
        """Its named fields."""
        return dict(fields_in(self.head))

    @property
    def came(self) -> bytes:
        """The record as it stands in the archive, unpacked."""
        return self.head + END + self.block + END


def pages_in(file: IO[bytes], where: str) -> Iterator[Page | Complaint]:
    """The pages of an archive in order, and a complaint for every record that is damaged or too large."""
    for item in records_in(file, where):
        if isinstance(item, Complaint):
            yield item
            continue
        place, snapshot = f"{where}#{item.number}", snapshot_in(item.came)
        if snapshot is None:
            if item.fields.get("WARC-Type") == "response" and "http" in item.fields.get("Content-Type", ""):
                yield _quarantined(place, "its answer has no head that can be read")
        elif _is_page(snapshot):
            yield _page(snapshot, place, item.came)


def records_in(file: IO[bytes], where: str) -> Iterator[Record | Complaint]:
    """Every record of an archive that is whole, and a complaint for each that is not."""
    start = file.read(len(GZIP))
    file.seek(0)
    source = _Members(file) if start == GZIP else _Plain(file)
    number = 0
    while True:
        number += 1
        try:
            record = _record(source, number)
        except (Damaged, zlib.error) as error:
            yield _quarantined(f"{where}#{number}", str(error))
            if not source.find_next():
                return
            continue
        if record is None:
            if number == 1:
                yield Complaint(where, "no records in it", "leave it out, or fetch it again")
            return
        if fault := _fault(record):
            yield _quarantined(f"{where}#{number}", fault)
        else:
            yield record


def _quarantined(where: str, why: str) -> Complaint:
    return Complaint(where, f"quarantined: {why}", "fetch or copy the archive again; its other records are read")


def _is_page(snapshot: Snapshot) -> bool:
    kind = snapshot.header("content-type").lower()
    return snapshot.status == 200 and (kind.startswith(HTML) or (not kind and snapshot.body.lstrip()[:1] == b"<"))


def _page(snapshot: Snapshot, where: str, came: bytes) -> Page | Complaint:
    try:
        html = snapshot.content()
    except Packed as error:
        return _quarantined(where, f"its page cannot be unpacked: {error}")
    if len(html) > LARGEST_REPORT:
        return _quarantined(where, f"a page of {len(html):,} bytes; the limit is {LARGEST_REPORT:,}")
    return Page(where, html, snapshot.url, snapshot.charset, came)


class _Plain:
    """An archive that is not packed: its bytes, and the way to the next record behind a damaged one."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.buffer = bytearray()
        self.begun = 0

    def more(self) -> bool:
        """Whether there was more to be had."""
        piece = self.file.read(PIECE)
        self.buffer += piece
        return bool(piece)

    def begin(self) -> bool:
        """Goes to where the next record begins; False at the end of the archive."""
        while True:
            stripped = self.buffer.lstrip(b"\r\n")
            if stripped:
                self.buffer = bytearray(stripped)
                self.begun = self.file.tell() - len(self.buffer)
                return True
            if not self.more():
                return False

    def take(self, size: int) -> bytes:
        """So many bytes, or what is left of them."""
        while len(self.buffer) < size and self.more():
            pass
        taken = bytes(self.buffer[:size])
        del self.buffer[:size]
        return taken

    def end_record(self) -> None:
        """Looks at what can be known of a record only when it is over."""

    def find_next(self) -> bool:
        """Goes to the next record behind the beginning of a damaged one; False where there is none."""
        at = _found(self.file, self.begun + 1, b"\n" + BEGINNING)
        if at < 0:
            return False
        self.file.seek(at + 1)
        self.buffer.clear()
        return True


class _Members(_Plain):
    """An archive whose records are gzip members, one each as a rule."""

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__(file)
        self.unpacker = zlib.decompressobj(31)
        self.raw = b""
        self.member = 0
        self.fresh = True

    def more(self) -> bool:
        before = len(self.buffer)
        while len(self.buffer) == before:
            if self.unpacker.eof:
                self.raw = self.unpacker.unused_data
                self.unpacker, self.fresh = zlib.decompressobj(31), True
                self.member = self.file.tell() - len(self.raw)
            if not self._step():
                return False
        return True

    def _step(self) -> bool:
        """Unpacks some more of the member; False where the archive ends before it begins."""
        self.raw = self.raw or self.file.read(PIECE)
        if not self.raw:
            if self.fresh:
                return False
            raise Damaged("its gzip member is cut short")
        self.fresh = False
        self.buffer += self.unpacker.decompress(self.raw, PIECE)
        self.raw = self.unpacker.unconsumed_tail
        return True

    def begin(self) -> bool:
        self.begun = self.member if not self.unpacker.eof else self.file.tell() - len(self.unpacker.unused_data)
        self.buffer = bytearray(self.buffer.lstrip(b"\r\n"))
        while not self.buffer:
            if not self.more():
                return False
            self.begun = self.member
            self.buffer = bytearray(self.buffer.lstrip(b"\r\n"))
        return True

    def end_record(self) -> None:
        """The member has to end as it says, by length and checksum, before its record is believed."""
        while not self.buffer and not self.unpacker.eof:
            self._step()

    def find_next(self) -> bool:
        at = self.begun
        while (at := _found(self.file, at + 1, GZIP)) >= 0:
            self.file.seek(at)
            try:
                head = zlib.decompressobj(31).decompress(self.file.read(PIECE), len(BEGINNING))
            except zlib.error:
                continue
            if head == BEGINNING:
                self.file.seek(at)
                self.unpacker, self.raw, self.fresh, self.member = zlib.decompressobj(31), b"", True, at
                self.buffer.clear()
                return True
        return False


def _found(file: IO[bytes], start: int, mark: bytes) -> int:
    """Where a mark stands next in a file, or -1."""
    file.seek(start)
    kept = b""
    while piece := file.read(1 << 20):
        kept += piece
        at = kept.find(mark)
        if at >= 0:
            return file.tell() - len(kept) + at
        kept = kept[-len(mark) + 1 :]
    return -1


def _record(source: _Plain, number: int) -> Record | None:
    """The next record, None at the end; raises `Damaged` or `zlib.error` where it is not whole."""
    if not source.begin():
        return None
    while (at := source.buffer.find(END)) < 0:
        if len(source.buffer) > LARGEST_HEAD or not source.more():
            raise Damaged("its head does not end")
    head = source.take(at)
    source.take(len(END))
    if not head.startswith(BEGINNING):
        raise Damaged("no record of WARC/1.0 or WARC/1.1")
    length = dict(fields_in(head)).get("Content-Length", "")
    if not length.isascii() or not length.isdigit() or len(length) > 18:
        raise Damaged("it does not say how long it is")
    if int(length) > LARGEST_RECORD:
        raise Damaged(f"a record of {int(length):,} bytes; the limit is {LARGEST_RECORD:,}")
    block = source.take(int(length))
    if len(block) < int(length):
        raise Damaged(f"cut short: {len(block):,} of {int(length):,} bytes")
    if source.take(len(END)) != END:
        raise Damaged("it does not end where it says")
    source.end_record()
    return Record(number, head, block)


def _fault(record: Record) -> str:
    """What its digests say against a record, or ""; kinds that are not known say nothing."""
    fields = record.fields
    if (kind := fields.get("WARC-Type", "response")) not in KINDS:
        return f"of a kind that is not known ({kind[:20]!a})"
    if (told := fields.get("WARC-Block-Digest", "")) and not _agrees(told, record.block):
        return "its block does not have the digest that it states"
    told = fields.get("WARC-Payload-Digest", "")
    if not told or fields.get("WARC-Type") != "response":
        return ""
    bodies = [parted(record.block)[1]]
    if snapshot := response(fields, record.block):
        bodies.append(snapshot.body)  # some tools hash what the transfer brought, others what it was in transit
    return "" if any(_agrees(told, body) for body in bodies) else "its page does not have the digest that it states"


def _agrees(told: str, data: bytes) -> bool:
    name, _, value = told.strip().partition(":")
    name = name.lower().replace("-", "")
    if name not in HASHES:
        return True
    found = hashlib.new(name, data, usedforsecurity=False).digest()
    if len(value) == 2 * HASHES[name]:
        return value.lower() == found.hex()
    try:
        return base64.b32decode(value.upper() + "=" * (-len(value) % 8)) == found
    except ValueError:
        return False
