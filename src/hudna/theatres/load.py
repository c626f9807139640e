"""A theatre: one conflict in one YAML file; read, checked, and refused with file and line where it is wrong."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from hudna.rules.countries import english

HERE = Path(__file__).parent
DATE = re.compile(r"(?:\d{4}(?:-\d\d(?:-\d\d)?)?)?")
ID = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
SECTORS = frozenset(
    {"AGR", "BUS", "COP", "CRM", "CVL", "EDU", "ELI", "GOV", "HLH", "HRI", "IGO", "JRN", "JUD", "LAB", "LEG", "MED", "MIL",
     "MNC", "NGM", "NGO", "OPP", "PRM", "PTY", "RAD", "REB", "REF", "REL", "SEP", "SET", "SPY", "UAF"}
)  # fmt: skip
"""Sector codes of PLOVER and of CAMEO before it."""


class TheatreError(ValueError):
    """A theatre file is wrong; the message names file, line and what it wants."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the sides of the theatre; actors name theirs by its id."""

    id: str
    en: str
    ar: str


@dataclass(frozen=True, slots=True)
class TheatreActor:
    """One party of the theatre; `aliases` are the Arabic names that the press gives it, `english` those in English."""

    id: str
    side: str
    country: str
    sector: str
    en: str
    ar: str
    aliases: tuple[str, ...]
    english: tuple[str, ...]
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class TheatreAgreement:
    """A document that the press refers to by many names; `parties` are actor ids, `pax` its number in PA-X or ""."""

    id: str
    en: str
    ar: str
    date: str
    parties: tuple[str, ...]
    names: tuple[str, ...]
    provisions: tuple[str, ...]
    pax: str


@dataclass(frozen=True, slots=True)
class Zone:
    """An area that an agreement (its id, or "") sets up, and the names that the press gives it."""

    id: str
    en: str
    ar: str
    names: tuple[str, ...]
    agreement: str


@dataclass(frozen=True, slots=True)
class Post:
    """A fixed position; `holder` is an actor id, `since` and `until` EDTF or ""."""

    id: str
    en: str
    ar: str
    holder: str
    near: str
    names: tuple[str, ...]
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class Theatre:
    """One conflict: its sides, actors, agreements, zones, posts, and the outlets that report it."""

    id: str
    en: str
    ar: str
    since: str
    until: str
    countries: tuple[str, ...]
    sides: tuple[Side, ...]
    actors: tuple[TheatreActor, ...]
    agreements: tuple[TheatreAgreement, ...]
    zones: tuple[Zone, ...]
    posts: tuple[Post, ...]
    outlets: tuple[str, ...]


class _Row(dict[str, Any]):
    """A YAML mapping that knows its line."""

    line = 0


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Mappings as `_Row`; a key that stands twice is an error."""


def _mapping(loader: Any, node: Any) -> _Row:
    row = _Row()
    row.line = node.start_mark.line + 1
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in row:
            raise TheatreError(f"line {key_node.start_mark.line + 1}: {key!r} stands twice; keep one")
        row[key] = loader.construct_object(value_node, deep=True)
    return row


def _as_printed(loader: Any, node: Any) -> str:
    """Dates stay the text that they are."""
    return str(node.value)


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)
_Loader.add_constructor("tag:yaml.org,2002:timestamp", _as_printed)
_Loader.add_constructor("tag:yaml.org,2002:int", _as_printed)


@cache
def theatres() -> tuple[Theatre, ...]:
    """Every theatre that comes with Hudna, by id; read once."""
    return tuple(load(path) for path in sorted(HERE.glob("*.yaml")))


def load(path: Path) -> Theatre:
    """The theatre of one file.

    Raises:
        TheatreError: the file is no YAML, or a row lacks a field, names an unknown side, code, actor or agreement.
    """
    return theatre_of(path.read_text("utf-8"), path)


def theatre_of(text: str, path: Path) -> Theatre:
    """The theatre that the text of the file at `path` describes; raises `TheatreError` like `load`."""
    try:
        row = yaml.load(text, Loader=_Loader)
    except TheatreError as error:
        raise TheatreError(f"{path}: {error}") from None
    except yaml.YAMLError as error:
        raise TheatreError(f"{path}: no YAML: {error}") from error
    if not isinstance(row, _Row):
        raise TheatreError(f"{path}:1: wants a mapping with id, en, ar, since, countries, sides, actors")
    return _Checker(path).theatre(row)


class _Checker:
    """Turns rows into types and complains about file and line."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.ids: dict[str, set[str]] = {
            "side": set(),
            "actor": set(),
            "agreement": set(),
            "zone": set(),
            "post": set(),
        }

    def theatre(self, row: _Row) -> Theatre:
        """The whole file; actors before what refers to them."""
        self._keys(row, "id en ar since countries sides actors", "until agreements zones posts outlets")
        if row["id"] != self.path.stem:
            self._fail(row.line, f"id {row['id']!r} is not the name of the file, {self.path.stem!r}")
        codes = self._texts(row, "countries")
        for code in codes:
            self._known(row.line, "country", code, english())
        sides = tuple(self._side(side) for side in self._rows(row, "sides"))
        actors = tuple(self._actor(actor) for actor in self._rows(row, "actors"))
        agreements = tuple(self._agreement(agreement) for agreement in self._rows(row, "agreements"))
        return Theatre(
            id=row["id"], en=self._text(row, "en"), ar=self._text(row, "ar"), since=self._date(row, "since"),
            until=self._date(row, "until"), countries=codes, sides=sides, actors=actors, agreements=agreements,
            zones=tuple(self._zone(zone) for zone in self._rows(row, "zones")),
            posts=tuple(self._post(post) for post in self._rows(row, "posts")), outlets=self._texts(row, "outlets"),
        )  # fmt: skip

    def _side(self, row: _Row) -> Side:
        self._keys(row, "id en ar", "")
        return Side(self._id(row, "side"), self._text(row, "en"), self._text(row, "ar"))

    def _actor(self, row: _Row) -> TheatreActor:
        self._keys(row, "id side sector en ar aliases", "country english since until")
        self._known(row.line, "side", row["side"], self.ids["side"])
        self._known(row.line, "sector", row["sector"], SECTORS)
        country = self._text(row, "country") if "country" in row else ""
        if country:
            self._known(row.line, "country", country, english())
        return TheatreActor(
            self._id(row, "actor"), row["side"], country, row["sector"], self._text(row, "en"), self._text(row, "ar"),
            self._texts(row, "aliases"), self._texts(row, "english"), self._date(row, "since"), self._date(row, "until"),
        )  # fmt: skip

    def _agreement(self, row: _Row) -> TheatreAgreement:
        self._keys(row, "id en ar date parties names", "provisions pax")
        parties = self._texts(row, "parties")
        for party in parties:
            self._known(row.line, "actor", party, self.ids["actor"])
        return TheatreAgreement(
            self._id(row, "agreement"), self._text(row, "en"), self._text(row, "ar"), self._date(row, "date"), parties,
            self._texts(row, "names"), self._texts(row, "provisions"), self._text(row, "pax") if "pax" in row else "",
        )  # fmt: skip

    def _zone(self, row: _Row) -> Zone:
        self._keys(row, "id en ar names", "agreement")
        agreement = self._text(row, "agreement") if "agreement" in row else ""
        if agreement:
            self._known(row.line, "agreement", agreement, self.ids["agreement"])
        return Zone(
            self._id(row, "zone"), self._text(row, "en"), self._text(row, "ar"), self._texts(row, "names"), agreement
        )

    def _post(self, row: _Row) -> Post:
        self._keys(row, "id en ar holder names", "near since until")
        self._known(row.line, "actor", row["holder"], self.ids["actor"])
        return Post(
            self._id(row, "post"), self._text(row, "en"), self._text(row, "ar"), row["holder"],
            self._text(row, "near") if "near" in row else "", self._texts(row, "names"),
            self._date(row, "since"), self._date(row, "until"),
        )  # fmt: skip

    def _fail(self, line: int, what: str) -> None:
        raise TheatreError(f"{self.path}:{line}: {what}")

    def _keys(self, row: _Row, wanted: str, allowed: str) -> None:
        need = set(wanted.split())
        if need - row.keys():
            self._fail(row.line, f"lacks {', '.join(sorted(need - row.keys()))}")
        if row.keys() - need - set(allowed.split()):
            self._fail(
                row.line, f"does not know {', '.join(sorted(map(str, row.keys() - need - set(allowed.split()))))}"
            )

    def _rows(self, row: _Row, key: str) -> list[_Row]:
        found = row.get(key) or []
        if not isinstance(found, list) or not all(isinstance(item, _Row) for item in found):
            self._fail(row.line, f"{key} wants a list of mappings")
        return list(found)

    def _text(self, row: _Row, key: str) -> str:
        if not isinstance(row[key], str) or not row[key].strip():
            self._fail(row.line, f"{key} is {row[key]!r}, wants words")
        return str(row[key])

    def _texts(self, row: _Row, key: str) -> tuple[str, ...]:
        found = row.get(key) or []
        if not isinstance(found, list) or not all(isinstance(item, str) and item for item in found):
            self._fail(row.line, f"{key} wants a list of words")
        if len(set(found)) != len(found):
            self._fail(row.line, f"{key} says {next(item for item in found if found.count(item) > 1)!r} twice")
        return tuple(found)

    def _date(self, row: _Row, key: str) -> str:
        found = row.get(key) or ""
        if not isinstance(found, str) or not DATE.fullmatch(found):
            self._fail(row.line, f"{key} is {found!r}, wants YYYY, YYYY-MM or YYYY-MM-DD")
        return str(found)

    def _id(self, row: _Row, kind: str) -> str:
        found = str(row["id"])
        if not ID.fullmatch(found):
            self._fail(row.line, f"id {found!r} wants letters, digits and single hyphens")
        if found in self.ids[kind]:
            self._fail(row.line, f"{kind} {found!r} stands twice")
        self.ids[kind].add(found)
        return found

    def _known(self, line: int, kind: str, found: object, known: Iterable[str]) -> None:
        if found not in set(known):
            self._fail(line, f"{kind} {found!r} is not known; say one of those above it, or the right code")
