"""The fields of a row of a theatre file, each read as what it has to be or refused with its line."""

import re
from collections.abc import Callable, Container
from pathlib import Path
from typing import NoReturn, TypeVar

from hudna.theatres.kinds import LatLon
from hudna.theatres.rows import Row, TheatreError

DATE = re.compile(r"(?:\d{4}(?:-\d\d(?:-\d\d)?)?)?")
ID = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
ARABIC = re.compile(r"[\u0621-\u064a]")
KINDS = ("side", "actor", "person", "agreement", "zone", "post")
T = TypeVar("T")


class Fields:
    """Reads fields, remembers the ids that it has met, and complains about file and line."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.ids: dict[str, set[str]] = {kind: set() for kind in KINDS}
        self.wrong: list[str] = []

    def fail(self, line: int, what: str) -> NoReturn:
        """Raises with file and line."""
        raise TheatreError(f"{self.path}:{line}: {what}")

    def each(self, row: Row, key: str, read: Callable[[Row], T]) -> tuple[T, ...]:
        """What `read` makes of every row under the key; a wrong one is kept for the end, and the others are read too."""
        found = []
        for item in self.rows(row, key):
            try:
                found.append(read(item))
            except TheatreError as error:
                self.wrong.append(str(error))
        return tuple(found)

    def keys(self, row: Row, wanted: str, allowed: str = "") -> None:
        """Complains of fields that lack or that nobody knows."""
        need = set(wanted.split())
        if need - row.keys():
            self.fail(row.line, f"lacks {', '.join(sorted(need - row.keys()))}")
        strange = row.keys() - need - set(allowed.split())
        if strange:
            self.fail(row.line, f"does not know {', '.join(sorted(map(str, strange)))}")

    def rows(self, row: Row, key: str) -> list[Row]:
        """The mappings under the key, none where it lacks."""
        found = row.get(key) or []
        if not isinstance(found, list) or not all(isinstance(item, Row) for item in found):
            self.fail(row.line, f"{key} wants a list of mappings")
        return list(found)

    def text(self, row: Row, key: str, missing: str | None = None) -> str:
        """The words under the key; `missing` where there is no such key and that is allowed."""
        if missing is not None and key not in row:
            return missing
        if not isinstance(row[key], str) or not row[key].strip():
            self.fail(row.line, f"{key} is {row[key]!r}, wants words")
        return str(row[key])

    def texts(self, row: Row, key: str) -> tuple[str, ...]:
        """The list of words under the key, each once."""
        found = row.get(key) or []
        if not isinstance(found, list) or not all(isinstance(item, str) and item for item in found):
            self.fail(row.line, f"{key} wants a list of words")
        if len(set(found)) != len(found):
            self.fail(row.line, f"{key} says {next(item for item in found if found.count(item) > 1)!r} twice")
        return tuple(found)

    def names(self, row: Row, key: str) -> tuple[str, ...]:
        """A list of words in Arabic."""
        found = self.texts(row, key)
        for name in found:
            if not ARABIC.search(name):
                self.fail(row.line, f"{key} says {name!r}, wants Arabic; English names stand under english")
        return found

    def date(self, row: Row, key: str) -> str:
        """YYYY, YYYY-MM, YYYY-MM-DD, or "" where nobody says."""
        found = row.get(key) or ""
        if not isinstance(found, str) or not DATE.fullmatch(found):
            self.fail(row.line, f"{key} is {found!r}, wants YYYY, YYYY-MM or YYYY-MM-DD")
        return str(found)

    def dates(self, row: Row, first: str = "since", last: str = "until") -> tuple[str, str]:
        """Two dates in their order."""
        start, end = self.date(row, first), self.date(row, last)
        if start and end and end < start[: len(end)]:
            self.fail(row.line, f"{last} {end} is before {first} {start}")
        return start, end

    def id(self, row: Row, kind: str) -> str:
        """The id, which no other row of its kind has."""
        found = str(row["id"])
        if not ID.fullmatch(found):
            self.fail(row.line, f"id {found!r} wants letters, digits and single hyphens")
        if found in self.ids[kind]:
            self.fail(row.line, f"{kind} {found!r} stands twice")
        self.ids[kind].add(found)
        return found

    def known(self, line: int, kind: str, found: object, known: Container[object]) -> None:
        """Complains of a code or id that is not known."""
        if found not in known:
            self.fail(line, f"{kind} {found!r} is not known; say one of those above it, or the right code")

    def point(self, row: Row, key: str) -> LatLon | None:
        """`[latitude, longitude]`, or None where the key lacks."""
        return self._point(row, key, row[key]) if key in row else None

    def polygon(self, row: Row, key: str) -> tuple[LatLon, ...]:
        """The corners of a polygon, at least three, or none where the key lacks."""
        found = row.get(key) or []
        if not isinstance(found, list) or (found and len(found) < 3):
            self.fail(row.line, f"{key} wants a list of at least three [latitude, longitude]")
        return tuple(self._point(row, key, item) for item in found)

    def _point(self, row: Row, key: str, found: object) -> LatLon:
        parts = [_degrees(part) for part in found] if isinstance(found, list) and len(found) == 2 else []
        if not parts or parts[0] is None or parts[1] is None or abs(parts[0]) > 90 or abs(parts[1]) > 180:
            self.fail(row.line, f"{key} is {found!r}, wants [latitude, longitude] in degrees")
        return parts[0], parts[1]


def _degrees(part: object) -> float | None:
    try:
        return float(str(part))
    except ValueError:
        return None
