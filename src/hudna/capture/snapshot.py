"""What an address gave at one moment, as a record of a web archive: the form in which a fetched page is kept.

A `response` record of WARC/1.1 holds the address, the time, the headers, the body as it came and the hash of both; written
one after the other they are an archive.  Reading and writing them takes the standard library alone.
"""

import base64
import hashlib
import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from hudna.capture.unpack import Packed, unpacked

BEGINNING = b"WARC/1."
END = b"\r\n\r\n"
HIDDEN = frozenset({"set-cookie", "transfer-encoding", "connection", "keep-alive"})
"""Headers that are not kept: of the connection, or made for one visitor."""
Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The answer of an address: `asked` is what it was asked for as, `url` where it came from after redirects.

    `at` is UTC to the second (2020-11-01T09:00:00Z), `body` is packed as `headers` say.
    """

    asked: str
    url: str
    at: str
    status: int
    headers: Headers
    body: bytes

    def header(self, name: str) -> str:
        """The value of a header, or ""."""
        return next((value for key, value in self.headers if key.lower() == name), "")

    @property
    def charset(self) -> str:
        """The charset that the headers declare, or ""."""
        _, _, more = self.header("content-type").lower().partition("charset=")
        return more.partition(";")[0].strip(" \"'")

    def content(self) -> bytes:
        """The body unpacked; raises `Packed` where that cannot be done within the caps."""
        return unpacked(self.body, self.header("content-encoding"))


def digest(data: bytes) -> str:
    """A hash as archives write it."""
    return "sha256:" + base64.b32encode(hashlib.sha256(data).digest()).decode("ascii")


def record(snapshot: Snapshot) -> bytes:
    """The snapshot as a record of an archive, the two line ends behind it included."""
    headers = [pair for pair in snapshot.headers if pair[0].lower() not in HIDDEN | {"content-length"}]
    headers.append(("Content-Length", str(len(snapshot.body))))
    block = _head(f"HTTP/1.1 {snapshot.status} {'OK' if snapshot.status == 200 else 'Status'}", headers) + snapshot.body
    named = uuid.uuid5(uuid.NAMESPACE_URL, f"{snapshot.url} {snapshot.at} {digest(block)}")
    fields = [
        ("WARC-Type", "response"),
        ("WARC-Record-ID", f"<urn:uuid:{named}>"),
        ("WARC-Target-URI", snapshot.url),
        ("WARC-Date", snapshot.at),
        ("WARC-Payload-Digest", digest(snapshot.body)),
        ("WARC-Block-Digest", digest(block)),
        ("Content-Type", "application/http; msgtype=response"),
    ]
    if snapshot.asked != snapshot.url:
        fields.append(("X-Hudna-Asked-For", snapshot.asked))
    fields.append(("Content-Length", str(len(block))))
    return _head("WARC/1.1", fields) + block + END


def resource(url: str, at: str, page: bytes) -> bytes:
    """A page that was not fetched but given as a file, as a record of an archive."""
    named = uuid.uuid5(uuid.NAMESPACE_URL, f"{url} {at} {digest(page)}")
    fields = [
        ("WARC-Type", "resource"),
        ("WARC-Record-ID", f"<urn:uuid:{named}>"),
        ("WARC-Target-URI", url),
        ("WARC-Date", at),
        ("WARC-Block-Digest", digest(page)),
        ("Content-Type", "text/html"),
        ("Content-Length", str(len(page))),
    ]
    return _head("WARC/1.1", fields) + page + END


def information(at: str, software: str) -> bytes:
    """The record that begins an archive, and says what wrote it."""
    block = f"software: {software}\r\nformat: WARC File Format 1.1\r\n".encode()
    named = uuid.uuid5(uuid.NAMESPACE_URL, f"{at} {software}")
    fields = [
        ("WARC-Type", "warcinfo"),
        ("WARC-Record-ID", f"<urn:uuid:{named}>"),
        ("WARC-Date", at),
        ("Content-Type", "application/warc-fields"),
        ("Content-Length", str(len(block))),
    ]
    return _head("WARC/1.1", fields) + block + END


def _head(first: str, fields: Iterable[tuple[str, str]]) -> bytes:
    lines = [first, *(f"{key}: {' '.join(value.split())}" for key, value in fields)]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "surrogateescape")


def fields_in(head: bytes) -> Headers:
    """The fields of a head, its first line left out; a line that goes on is joined to the one before."""
    found: list[tuple[str, str]] = []
    for line in head.replace(b"\r\n", b"\n").split(b"\n")[1:]:
        text = line.decode("utf-8", "surrogateescape")
        if text[:1] in (" ", "\t") and found:
            found[-1] = (found[-1][0], f"{found[-1][1]} {text.strip()}")
        elif ":" in text:
            key, _, value = text.partition(":")
            found.append((key.strip(), value.strip()))
    return tuple(found)


def parted(data: bytes) -> tuple[bytes, bytes]:
    """A head and what comes after its blank line."""
    ends = [(at, len(mark)) for mark in (b"\r\n\r\n", b"\n\n") if (at := data.find(mark)) >= 0]
    if not ends:
        return data, b""
    at, length = min(ends)
    return data[:at], data[at + length :]


def snapshot_in(came: bytes) -> Snapshot | None:
    """The snapshot of a record written by `record`; None where `came` is no such record."""
    if not came.startswith(BEGINNING):
        return None
    head, rest = parted(came)
    fields = dict(fields_in(head))
    size = fields.get("Content-Length", "")
    if not size.isascii() or not size.isdigit():
        return None
    block = rest[: int(size)]
    if fields.get("WARC-Type") == "resource":
        url, kind = fields.get("WARC-Target-URI", "").strip("<>"), fields.get("Content-Type", "")
        return Snapshot(url, url, fields.get("WARC-Date", ""), 200, (("Content-Type", kind),), block)
    return response(fields, block) if fields.get("WARC-Type", "response") == "response" else None


def response(fields: dict[str, str], block: bytes) -> Snapshot | None:
    """The snapshot of a response record's fields and block; None where its head is no answer of HTTP."""
    http, body = parted(block)
    parts = http.partition(b"\n")[0].split()
    if len(parts) < 2 or not parts[0].startswith(b"HTTP/") or not parts[1].isdigit():
        return None
    url = fields.get("WARC-Target-URI", "").strip("<>")
    asked = fields.get("X-Hudna-Asked-For", url)
    headers = fields_in(http)
    if any(key.lower() == "transfer-encoding" and "chunked" in value.lower() for key, value in headers):
        body = _joined(body)
    return Snapshot(asked, url, fields.get("WARC-Date", ""), int(parts[1]), headers, body)


def _joined(body: bytes) -> bytes:
    """A body that came in chunks, in one piece; the same where it is in no chunks: some tools join them and say nothing."""
    kept, at = bytearray(), 0
    while True:
        end = body.find(b"\r\n", at, at + 200)
        size = body[at:end].partition(b";")[0].strip() if end >= 0 else b""
        if not re.fullmatch(rb"[0-9A-Fa-f]{1,8}", size):
            return body
        if not int(size, 16):
            return bytes(kept)
        start, at = end + 2, end + 2 + int(size, 16) + 2
        if body[at - 2 : at] != b"\r\n":
            return body
        kept += body[start : at - 2]


def page_in(came: bytes) -> tuple[bytes, str]:
    """The page among the bytes that a report came as, unpacked, and the charset its headers declare; b"" where there is none."""
    snapshot = snapshot_in(came)
    if snapshot is None:
        return (came, "") if came.lstrip()[:1] == b"<" else (b"", "")
    try:
        return snapshot.content(), snapshot.charset
    except Packed:
        return b"", ""
