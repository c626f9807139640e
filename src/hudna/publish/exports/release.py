"""What may be given away and when: the file that a desk keeps beside its ledger, and what it holds back on a day."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
import yaml

from hudna.errors import BadQuestion
from hudna.ledger.entries import Entry
from hudna.ledger.sites import ids_meant
from hudna.rules.codebook import codebook

GRID = 0.1
"""Degrees: eleven kilometres from south to north."""


class BadRelease(BadQuestion):
    """A release file that cannot be followed; nothing was given away."""


class Hold(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is held back: an entry, a report, a place, or an action or register; until a day, or for days after publication."""

    entry: str = ""
    report: str = ""
    place: str = ""
    action: str = ""
    until: str = ""
    days: int = 0


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    grid: float = GRID
    words: list[str] = []
    hold: list[Hold] = []


@dataclass(frozen=True, slots=True)
class Release:
    """The rules of one public export.

    `grid` is the side of the squares in degrees; `words` stand in nothing that is given away; `day` is that of the export.
    """

    grid: float = GRID
    words: tuple[str, ...] = ()
    holds: tuple[Hold, ...] = ()
    day: str = ""
    places: frozenset[str] = field(default=frozenset())

    def holds_back(self, entry: Entry) -> bool:
        """Whether the day of an entry has not come yet."""
        return any(self._is_meant(hold, entry) and self._is_early(hold, entry) for hold in self.holds)

    def _is_meant(self, hold: Hold, entry: Entry) -> bool:
        if hold.entry:
            return entry.id == hold.entry
        if hold.report:
            return entry.origin.id == hold.report
        if hold.place:
            return any(hold.place in ids_meant(meaning, self.places) for meaning in entry.meanings("place"))
        return hold.action in (entry.action, entry.register)

    def _is_early(self, hold: Hold, entry: Entry) -> bool:
        """A report without a date is held back for good by a number of days: nobody knows when they are over."""
        if not hold.days:
            return self.day < hold.until
        if not entry.origin.published:
            return True
        return date.fromisoformat(self.day) < date.fromisoformat(entry.origin.published[:10]) + timedelta(hold.days)


def release_at(path: Path | None, day: str) -> Release:
    """The rules of a file for exports of that day, the usual ones where there is none; raises `BadRelease`."""
    if path is None:
        return Release(day=day)
    try:
        content = yaml.safe_load(path.read_text("utf-8")) or {}
        read = msgspec.convert(_plain(content), _File)
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise BadRelease(f"{path}: {error}; see docs/export.md for what a release file says") from error
    if not 0.01 <= read.grid <= 5:
        raise BadRelease(f"{path}: grid {read.grid}: wants the side of a square in degrees, from 0.01 to 5")
    for number, hold in enumerate(read.hold, 1):
        _check(path, number, hold)
    places = frozenset(hold.place for hold in read.hold if hold.place)
    return Release(read.grid, tuple(filter(None, read.words)), tuple(read.hold), day, places)


def _check(path: Path, number: int, hold: Hold) -> None:
    where = f"{path}: hold {number}"
    if sum(map(bool, (hold.entry, hold.report, hold.place, hold.action))) != 1:
        raise BadRelease(f"{where}: wants one of entry, report, place, action")
    if bool(hold.until) == bool(hold.days) or hold.days < 0:
        raise BadRelease(f"{where}: wants until: a date, or days: a number of days after publication")
    if hold.action and hold.action not in codebook().actions and hold.action not in codebook().registers:
        raise BadRelease(f"{where}: {hold.action}: no such action or register")
    try:
        date.fromisoformat(hold.until or "2000-01-01")
    except ValueError as error:
        raise BadRelease(f"{where}: {hold.until}: no date; write it as 2020-11-01") from error


def _plain(value: Any) -> Any:
    """What YAML reads, with its dates as text."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value
