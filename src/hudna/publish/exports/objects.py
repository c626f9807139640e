"""Forms that are JSON: lines of it, and lists of objects that are written one after the other."""

import json
from typing import Any, BinaryIO

import msgspec

from hudna.publish.exports.entries_table import FIELDS
from hudna.publish.exports.line import Line
from hudna.publish.exports.shapes import drawn_as, shape_of
from hudna.publish.exports.sheet import Extra

IN_SHAPE = ("latitude", "longitude", "grid_degrees")
"""Columns whose values are in the shape."""


def encoded(value: Any) -> bytes:
    """JSON in one form: keys in the order given, letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


class Listed:
    """A JSON object with a list in it, whose items are written as they come, a line each."""

    def __init__(self, out: BinaryIO, head: dict[str, Any], key: str) -> None:
        self._out = out
        self._first = True
        out.write(encoded(head)[:-1] + b"," + encoded(key) + b":[\n")

    def item(self, value: Any) -> None:
        """One item of the list."""
        self._out.write((b"" if self._first else b",\n") + encoded(value))
        self._first = False

    def end(self) -> None:
        """The end of list and object."""
        self._out.write(b"\n]}\n")


class LinesSheet:
    """The record: one object an entry and line, with everything that the ledger holds of it."""

    def __init__(self, out: BinaryIO, extra: Extra) -> None:
        self._out = out

    def add(self, line: Line, text: str) -> None:
        """One line."""
        self._out.write(encoded(msgspec.to_builtins(line)) + b"\n")

    def end(self) -> None:
        """Nothing is left to be written."""


class MapSheet:
    """GeoJSON (RFC 7946): one feature an entry, without a shape where its place is open."""

    def __init__(self, out: BinaryIO, extra: Extra) -> None:
        self._list = Listed(out, {"type": "FeatureCollection"}, "features")

    def add(self, line: Line, text: str) -> None:
        """One feature."""
        told = {field.name: field.of(line) for field in FIELDS if field.name not in IN_SHAPE}
        properties = {**told, "drawn_as": drawn_as(line)}
        shape = shape_of(line)
        self._list.item({"type": "Feature", "id": line.entry, "geometry": shape, "properties": properties})

    def end(self) -> None:
        """The end of the collection."""
        self._list.end()
