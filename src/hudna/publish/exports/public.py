"""The public profile: what is left of a line when it is given to everybody.

Nothing that was printed leaves: no word of a report, no title, no address, no name but those that a theatre or a code knows.
What is left is the record in the ledger's own words.  Places where civilians and aid may be are moved to the middle of the
square of a fixed grid that they lie in, the same for every entry, so that many exports tell no more than one.
"""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from math import floor

from hudna.ledger.entries import Entry
from hudna.ledger.filters import Filters
from hudna.ledger.sites import ids_meant
from hudna.publish.exports.line import WITHHELD, Line, Name, Number, Spot
from hudna.publish.exports.release import Release
from hudna.rules.counted import units_of
from hudna.theatres.identities import party

CIVIL = frozenset(("displacement", "aid", "detainee"))
"""Registers whose places are those of civilians and of aid."""
ARMED = frozenset(("MIL", "REB", "SPY", "UAF", "SEP", "RAD", "PRM", "CRM", "COP", "GOV"))
"""Sectors of those who are no civilians."""
COARSE = 4
"""UCDP's where_prec of a governorate: what is as vague as that tells no more than a square does."""
_PHONE = re.compile(r"(?:\+|00)?\d(?:[\s().\-/]*\d){6,}")
_DAY = r"\d{4}(?:-\d\d(?:-\d\d)?)?[~?%]?"
_DATE = re.compile(rf"(?:{_DAY}|\.\.)(?:/(?:{_DAY}|\.\.))?")


def is_civil(entry: Entry) -> bool:
    """Whether civilians or aid may be where it happens; of violence, unless all whom it is done to are known to be armed."""
    if entry.register in CIVIL:
        return True
    if entry.register != "violence":
        return False
    recipients = [words for words in entry.words if words.role == "recipient"]
    found = [party(name) for words in recipients for name in words.meaning.split("+")]
    return not found or not all(one and one.sector in ARMED for one in found)


def civil_places(entries: Iterable[Entry], known: Container[str]) -> dict[str, set[str]]:
    """For every report the places that have to be coarsened wherever it names them."""
    found: dict[str, set[str]] = defaultdict(set)
    for entry in filter(is_civil, entries):
        for meaning in entry.meanings("place"):
            found[entry.origin.id].update(ids_meant(meaning, known))
    return found


class Public:
    """Lines for everybody; numbers reports and happenings as they come, because their ids are made of what was printed."""

    def __init__(self, release: Release, filters: Filters) -> None:
        self.release = release
        self.filters = filters
        self._reports = 0
        self._report = ""
        self._happenings: dict[str, str] = {}
        self._here: dict[str, str] = {}

    def lines(self, lines: Iterable[Line], civil: Mapping[str, set[str]]) -> Iterator[Line]:
        """What is left of lines whose entries are not held back; `civil` are the places to be coarsened."""
        for line in lines:
            if (line.origins or 0) >= self.filters.origins:
                yield self._line(line, civil.get(line.report, set()))

    def _line(self, line: Line, civil: set[str]) -> Line:
        if line.report != self._report:
            self._reports, self._report, self._here = self._reports + 1, line.report, {}
        units = units_of(line.action)
        actors, recipients, debtors, creditors, chain = (
            tuple(map(_name, names))
            for names in (line.actors, line.recipients, line.debtors, line.creditors, line.chain)
        )
        return replace(
            line,
            actors=actors,
            recipients=recipients,
            debtors=debtors,
            creditors=creditors,
            chain=chain,
            when=_dated(line.when),
            published=_dated(line.published[:10]),
            printed="",
            trigger=None,
            spots=tuple(self._spot(spot, civil) for spot in line.spots if spot.id),
            numbers=tuple(_number(number, units) for number in line.numbers),
            times=(),
            cue=None,
            content=None,
            attribution="",
            happening=self._happening(line),
            story="",
            report=f"R{self._reports}",
            outlet=self.without(line.outlet),
            title="",
            url="",
            reviewed_by="",
            log_entry=None,
        )

    def _happening(self, line: Line) -> str:
        if not line.happening:
            return ""
        if (line.reports or 0) < 2:
            return self._here.setdefault(line.happening, line.entry)
        return self._happenings.setdefault(line.happening, f"H{len(self._happenings) + 1}")

    def _spot(self, spot: Spot, civil: set[str]) -> Spot:
        bare = replace(spot, printed="", span=None)
        if self.release.words:
            bare = replace(bare, name=self.without(bare.name), id=self.without(bare.id))
        if spot.id not in civil or spot.lat is None or spot.lon is None or (spot.where_prec or 0) >= COARSE:
            return bare
        size = self.release.grid
        lat, lon = _middle(spot.lat, size), _middle(spot.lon, size)
        return replace(
            bare, id=WITHHELD, name="", pcode="", kind="", lat=lat, lon=lon, where_prec=3, reach_km=None, cell=size
        )

    def without(self, words: str) -> str:
        """The name of an outlet or a place, or that it is withheld where a telephone number or a word to be kept stands in it."""
        folded = words.casefold()
        hidden = _PHONE.search(words) or any(word.casefold() in folded for word in self.release.words)
        return WITHHELD if hidden else words


def _middle(degrees: float, size: float) -> float:
    """The middle of the square that a coordinate lies in: squares are counted from the meridian and the equator."""
    return round((floor(round(degrees / size, 9)) + 0.5) * size, 6)


def _name(name: Name) -> Name:
    """Who somebody is where a theatre or a code knows it; that somebody is named, where not."""
    known = [one.id for one in map(party, name.identity.split("+")) if one]
    if not known:
        return Name("", None, kind=name.kind, label="" if name.kind.startswith("unnamed") else WITHHELD)
    return replace(name, printed="", span=None, identity="+".join(known))


def _number(number: Number, units: frozenset[str]) -> Number:
    return replace(number, printed="", span=None, unit=number.unit if number.unit in units else "")


def _dated(text: str) -> str:
    """A date, or nothing where a person has put something else in its place."""
    return text if _DATE.fullmatch(text) else ""
