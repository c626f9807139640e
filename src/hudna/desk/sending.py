"""Files that the desk hands on: each is whole before its first byte is sent, and says how long it is."""

import os
from collections.abc import Iterator
from typing import BinaryIO

from starlette.responses import Response, StreamingResponse

PIECE = 1 << 18
"""Bytes that are sent at once."""


def _named(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}


def sent(content: bytes, name: str, kind: str) -> Response:
    """Bytes as a file to be kept under a name of ASCII letters."""
    return Response(content, media_type=kind, headers=_named(name))


def streamed(file: BinaryIO, name: str) -> Response:
    """An open .zip as a file to be kept; a transfer that breaks off falls short of its length, which the browser says."""
    length = os.fstat(file.fileno()).st_size
    headers = {**_named(name), "Content-Length": str(length)}
    return StreamingResponse(_pieces(file), media_type="application/zip", headers=headers)


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while piece := file.read(PIECE):
            yield piece
