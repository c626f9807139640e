"""Compressed bodies to their content, never more of it than was allowed."""

import io
import zlib
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Final

from hudna.errors import HudnaError

LARGEST: Final = 8_000_000
"""Bytes of a page, a feed or a sitemap when it is unpacked."""
RATIO: Final = 200
"""How many times larger than what came a content may be, once it is large at all: pages come to 10, the worst to 60."""
RATIO_FROM: Final = 1_000_000
PIECE: Final = 65_536


class Packed(HudnaError):
    """A body that cannot be unpacked, or not within the caps; the message names which."""


def encodings() -> str:
    """What may be asked for, as Accept-Encoding says it."""
    more = (name for name, library in (("br", "brotli"), ("zstd", "zstandard")) if find_spec(library))
    return ", ".join(("gzip", "deflate", *more))


def unpacked(body: bytes, encoding: str, largest: int = LARGEST) -> bytes:
    """The content of a body under its Content-Encoding; raises `Packed` where it is damaged, cut, or over a cap."""
    names = [name.strip() for name in encoding.lower().split(",") if name.strip() not in ("", "identity")]
    if len(names) > 2:
        raise Packed(f"packed {len(names)} times over; the limit is 2")
    came = len(body)
    for name in reversed(names):
        if name not in UNPACKERS:
            raise Packed(f"packed as {name[:20]!r}, which cannot be unpacked here")
        body = _within(came, UNPACKERS[name](body), largest)
    if len(body) > largest:
        raise Packed(f"more than {largest:,} bytes")
    return body


def _within(came: int, pieces: Iterator[bytes], largest: int) -> bytes:
    most = min(largest, max(RATIO_FROM, RATIO * came))
    kept = bytearray()
    for piece in pieces:
        kept += piece
        if len(kept) > most:
            cap = f"{largest:,} bytes" if most == largest else f"{RATIO} times what came ({came:,} bytes)"
            raise Packed(f"unpacks to more than {cap}")
    return bytes(kept)


def _inflated(body: bytes) -> Iterator[bytes]:
    """gzip of any number of members, zlib, or deflate without a head."""
    bare = body[:2] != b"\x1f\x8b" and not (len(body) > 1 and body[0] & 15 == 8 and int.from_bytes(body[:2]) % 31 == 0)
    while body:
        unpacker = zlib.decompressobj(-15 if bare else 47)
        while not unpacker.eof:
            try:
                piece = unpacker.decompress(body, PIECE)
            except zlib.error as error:
                raise Packed(f"damaged ({error})") from error
            body = unpacker.unconsumed_tail
            if not piece and not body and not unpacker.eof:
                raise Packed("cut short")
            yield piece
        body = unpacker.unused_data.lstrip(b"\0")


def _brotli(body: bytes) -> Iterator[bytes]:
    library = import_module("brotli")
    unpacker = library.Decompressor()
    given = body
    while not unpacker.is_finished():
        try:
            piece = unpacker.process(given, output_buffer_limit=PIECE)
        except library.error as error:
            raise Packed(f"damaged ({error})") from error
        given = b""
        if not piece and unpacker.can_accept_more_data() and not unpacker.is_finished():
            raise Packed("cut short")
        yield piece


def _zstd(body: bytes) -> Iterator[bytes]:
    library = import_module("zstandard")
    reader = library.ZstdDecompressor(max_window_size=1 << 23).stream_reader(io.BytesIO(body), read_across_frames=True)
    while True:
        try:
            piece = reader.read(PIECE)
        except library.ZstdError as error:
            raise Packed(f"damaged ({error})") from error
        if not piece:
            return
        yield piece


UNPACKERS: Final[dict[str, Callable[[bytes], Iterator[bytes]]]] = {
    "gzip": _inflated,
    "x-gzip": _inflated,
    "deflate": _inflated,
    **({"br": _brotli} if find_spec("brotli") else {}),
    **({"zstd": _zstd} if find_spec("zstandard") else {}),
}
