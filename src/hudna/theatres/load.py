"""A theatre: one conflict in one YAML file; read, checked, and refused with file and line where it is wrong."""

import os
from functools import cache
from pathlib import Path

from hudna.rules.countries import english
from hudna.rules.offices import offices
from hudna.theatres.fields import Fields
from hudna.theatres.kinds import (
    Person,
    Post,
    Provision,
    Publisher,
    Side,
    Tenure,
    Theatre,
    TheatreActor,
    TheatreAgreement,
    Zone,
)
from hudna.theatres.rows import Row, TheatreError, row_of

__all__ = ["Theatre", "TheatreActor", "TheatreAgreement", "TheatreError", "load", "theatre_of", "theatres"]

HERE = Path(__file__).parent
WORLD = HERE / "world.yaml"
MORE = "HUDNA_THEATRES"
"""The environment variable that names a folder with theatre files of one's own."""
SECTORS = frozenset(
    {"AGR", "BUS", "COP", "CRM", "CVL", "EDU", "ELI", "GOV", "HLH", "HRI", "IGO", "JRN", "JUD", "LAB", "LEG", "MED", "MIL",
     "MNC", "NGM", "NGO", "OPP", "PRM", "PTY", "RAD", "REB", "REF", "REL", "SEP", "SET", "SPY", "UAF"}
)  # fmt: skip
"""Sector codes of PLOVER and of CAMEO before it."""
ABOVE_STATES = frozenset({"IGO"})
"""Codes that stand where a country does for what is no country's own."""


@cache
def theatres() -> tuple[Theatre, ...]:
    """Every theatre that comes with Hudna, `world` among them, and those of the folder `$HUDNA_THEATRES`; read once."""
    folders = [HERE, *(Path(folder) for folder in [os.environ.get(MORE, "")] if folder)]
    return tuple(load(path) for folder in folders for path in sorted(folder.glob("*.yaml")))


def load(path: Path) -> Theatre:
    """The theatre of one file.

    Raises:
        TheatreError: the file is no YAML, or a row lacks a field, names an unknown side, code, actor or agreement.
    """
    return theatre_of(path.read_text("utf-8"), path)


def theatre_of(text: str, path: Path) -> Theatre:
    """The theatre that the text of the file at `path` describes; raises `TheatreError` like `load`, a line for each fault."""
    checker = _Checker(path)
    theatre = checker.theatre(row_of(text, path))
    if checker.wrong:
        raise TheatreError("\n".join(checker.wrong))
    return theatre


@cache
def _world_ids() -> frozenset[str]:
    return frozenset(actor.id for actor in load(WORLD).actors)


class _Checker(Fields):
    """Turns rows into types and complains about file and line."""

    def theatre(self, row: Row) -> Theatre:
        """The whole file; actors before what refers to them."""
        self.keys(row, "id en ar since countries sides actors", "until home persons agreements zones posts outlets")
        if row["id"] != self.path.stem:
            self.fail(row.line, f"id {row['id']!r} is not the name of the file, {self.path.stem!r}")
        codes, home = self.texts(row, "countries"), self.texts(row, "home")
        for code in (*codes, *home):
            self.known(row.line, "country", code, english())
        since, until = self.dates(row)
        return Theatre(
            id=row["id"], en=self.text(row, "en"), ar=self.text(row, "ar"), since=since, until=until,
            home=home or codes[:1], countries=codes,
            sides=self.each(row, "sides", self._side), actors=self.each(row, "actors", self._actor),
            persons=self.each(row, "persons", self._person), agreements=self.each(row, "agreements", self._agreement),
            zones=self.each(row, "zones", self._zone), posts=self.each(row, "posts", self._post),
            outlets=self.each(row, "outlets", self._outlet),
        )  # fmt: skip

    def _side(self, row: Row) -> Side:
        self.keys(row, "id en ar")
        return Side(self.id(row, "side"), self.text(row, "en"), self.text(row, "ar"))

    def _actor(self, row: Row) -> TheatreActor:
        self.keys(row, "id side sector en ar aliases", "country short english since until")
        self.known(row.line, "side", row["side"], self.ids["side"])
        self.known(row.line, "sector", row["sector"], SECTORS)
        country = self.text(row, "country", "")
        if country not in ABOVE_STATES and country:
            self.known(row.line, "country", country, english())
        since, until = self.dates(row)
        return TheatreActor(
            self.id(row, "actor"), row["side"], country, row["sector"], self.text(row, "en"), self.text(row, "ar"),
            self.names(row, "aliases"), self.names(row, "short"), self.texts(row, "english"), since, until,
        )  # fmt: skip

    def _person(self, row: Row) -> Person:
        self.keys(row, "id of en ar aliases", "short english offices forces since until")
        self._party(row.line, self.text(row, "of"))
        forces = self.text(row, "forces", "")
        if forces:
            self._party(row.line, forces)
        since, until = self.dates(row)
        return Person(
            self.id(row, "person"), row["of"], self.text(row, "en"), self.text(row, "ar"), self.names(row, "aliases"),
            self.names(row, "short"), self.texts(row, "english"),
            tuple(self._tenure(tenure, row["of"]) for tenure in self.rows(row, "offices")), forces, since, until,
        )  # fmt: skip

    def _tenure(self, row: Row, side: str) -> Tenure:
        self.keys(row, "office", "of names short since until")
        self.known(row.line, "office", row["office"], offices())
        of = self.text(row, "of", side)
        self._party(row.line, of)
        since, until = self.dates(row)
        return Tenure(row["office"], of, self.names(row, "names"), self.names(row, "short"), since, until)

    def _agreement(self, row: Row) -> TheatreAgreement:
        self.keys(
            row, "id en ar signed parties names", "in_effect until guarantors short about provisions pax resolution"
        )
        parties, guarantors = self.texts(row, "parties"), self.texts(row, "guarantors")
        for party in (*parties, *guarantors):
            self._party(row.line, party)
        signed, in_effect = self.dates(row, "signed", "in_effect")
        return TheatreAgreement(
            self.id(row, "agreement"), self.text(row, "en"), self.text(row, "ar"), signed, in_effect,
            self.dates(row, "signed")[1], parties, guarantors, self.names(row, "names"), self.names(row, "short"),
            self.names(row, "about"), self._provisions(row), self.text(row, "pax", ""), self.text(row, "resolution", ""),
        )  # fmt: skip

    def _provisions(self, row: Row) -> tuple[Provision, ...]:
        found = tuple(self._provision(provision) for provision in self.rows(row, "provisions"))
        numbers = [provision.number for provision in found]
        if len(set(numbers)) != len(numbers):
            self.fail(row.line, "provisions: a number stands twice")
        return found

    def _provision(self, row: Row) -> Provision:
        self.keys(row, "number text", "words")
        return Provision(self.text(row, "number"), self.text(row, "text"), self.names(row, "words"))

    def _zone(self, row: Row) -> Zone:
        self.keys(row, "id en ar names", "agreement polygon description")
        agreement = self.text(row, "agreement", "")
        if agreement:
            self.known(row.line, "agreement", agreement, self.ids["agreement"])
        polygon, description = self.polygon(row, "polygon"), self.text(row, "description", "")
        if not polygon and not description:
            self.fail(row.line, "a zone wants a polygon, or a description where nobody has drawn it")
        return Zone(
            self.id(row, "zone"), self.text(row, "en"), self.text(row, "ar"), self.names(row, "names"), agreement,
            polygon, description,
        )  # fmt: skip

    def _post(self, row: Row) -> Post:
        self.keys(row, "id en ar holder names", "near at place since until")
        self._party(row.line, self.text(row, "holder"))
        at = self.point(row, "at")
        if (at is None) != (row.get("place") == "unsure"):
            self.fail(row.line, "a post wants at: [latitude, longitude], or place: unsure where nobody knows for sure")
        since, until = self.dates(row)
        return Post(
            self.id(row, "post"), self.text(row, "en"), self.text(row, "ar"), row["holder"], self.text(row, "near", ""),
            self.names(row, "names"), at, since, until,
        )  # fmt: skip

    def _outlet(self, row: Row) -> Publisher:
        self.keys(row, "names", "address owner")
        address = self.text(row, "address", "")
        if address and not address.startswith(("https://", "http://")):
            self.fail(row.line, f"address {address!r} wants https:// in front")
        return Publisher(self.texts(row, "names"), address, self.text(row, "owner", ""))

    def _party(self, line: int, found: str) -> None:
        """An actor of this file or of the world, or what a country and a sector say (`USA-GOV`)."""
        country, _, sector = found.partition("-")
        if country in english() and sector in SECTORS:
            return
        if found in self.ids["actor"]:
            return
        if self.path != WORLD and found in _world_ids():
            return
        self.fail(line, f"actor {found!r} is not known; say one of those above it, or the right code")
