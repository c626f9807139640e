"""JSON lines on standard output."""

import sys
from collections.abc import Iterable

import msgspec


def print_lines(lines: Iterable[object]) -> None:
    """One line of JSON for each, as UTF-8 whatever the locale."""
    encode = msgspec.json.Encoder().encode
    for line in lines:
        sys.stdout.buffer.write(encode(line) + b"\n")
    sys.stdout.buffer.flush()
