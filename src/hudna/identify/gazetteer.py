"""The gazetteer: folded name to every place of that name, out of GeoNames, our own areas and sites, and added files."""

import math
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from hudna.errors import BadRules
from hudna.rules import countries as lands
from hudna.text.fold import fold
from hudna.vocabulary.places import WHERE_PREC

RULES: Final = Path(lands.__file__).parent / "ar"
PER_DEGREE: Final = 111.2
"""Kilometres."""
TOWNLIKE: Final = frozenset(("town", "quarter", "village"))
SITES: Final = frozenset(("airport", "base", "port", "crossing", "camp", "dam", "refinery", "field", "hospital", "palace", "junction"))  # fmt: skip
RADIUS: Final = {"governorate": 50.0, "district": 15.0, "town": 4.0, "region": 30.0}


class Known(NamedTuple):
    """One place of the gazetteer.

    `lat` and `lon` are the point that stands for it, `mid_lat` and `mid_lon` its middle, `radius` that of a circle of its
    size in kilometres.  `population` is 0 where it is not known.  `exactness` is the where_prec of a point that was reckoned
    from another place, 0 of a place itself.
    """

    id: str
    name: str
    country: str
    admin: str
    lat: float
    lon: float
    kind: str
    pcode: str
    population: int
    mid_lat: float
    mid_lon: float
    radius: float
    source: str
    exactness: int = 0

    @property
    def precision(self) -> int:
        """UCDP's where_prec when the phrase names exactly this."""
        if self.exactness:
            return self.exactness
        if self.kind == "region" and self.radius <= 15:
            return 3
        return WHERE_PREC.get(self.kind, 1)


def apart(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Kilometres between two points, near enough for what is near."""
    east = (lon - other_lon) * math.cos(math.radians((lat + other_lat) / 2))
    return PER_DEGREE * math.hypot(lat - other_lat, east)


class Gazetteer:
    """Names to places.  Rows are taken apart when a name is asked for, because most never are."""

    def __init__(self, extra: Path | None = None) -> None:
        self.rows: list[str] = []
        self.by_name: dict[str, list[int]] = {}
        self.by_id: dict[str, int] = {}
        self.ready: dict[int, Known] = {}
        self.found: dict[str, tuple[Known, ...]] = {}
        self.countries: dict[str, tuple[tuple[str, ...], str]] = {}
        self.longest: dict[str, int] = {}
        self.seconds: dict[str, set[str]] = {}
        for table in ("areas.tsv", "sites.tsv", "gazetteer.tsv"):
            self._read(table)
        self._read_countries()
        if extra:
            self._read_added(extra)
        for name in self.by_name:
            first, _, rest = name.partition(" ")
            size = rest.count(" ") + 2 if rest else 1
            if size > self.longest.get(first, 0):
                self.longest[first] = size
            if rest:
                self.seconds.setdefault(first, set()).add(rest.partition(" ")[0])

    def named(self, name: str) -> tuple[Known, ...]:
        """Every place of a folded name, in the order areas, sites, towns, added ones."""
        found = self.found.get(name)
        if found is None:
            found = self.found[name] = tuple(self._row(row) for row in self.by_name.get(name, ()))
        return found

    def countries_of(self, name: str) -> tuple[tuple[str, ...], str]:
        """What a folded name says of countries: those that it is the name of, else the one in which all places of it lie, or ""."""
        said = self.countries.get(name)
        if said is None:
            found = self.named(name)
            codes = {place.country for place in found if place.country}
            lands = tuple(place.country for place in found if place.kind == "country")
            said = self.countries[name] = lands, codes.pop() if len(codes) == 1 and not lands else ""
        return said

    def all(self) -> Iterator[Known]:
        """Every place, one of several names once."""
        for row in range(len(self.rows)):
            yield self._row(row)

    def of(self, place_id: str) -> Known | None:
        """The area of an id, such as a country's alpha-3 code, or None."""
        row = self.by_id.get(place_id)
        return None if row is None else self._row(row)

    def _read(self, table: str) -> None:
        path = RULES / table
        text = path.read_text("utf-8")
        lines = (text if table == "gazetteer.tsv" else fold(text).text).splitlines()
        width = lines[0].count("\t")
        for number, line in enumerate(lines[1:], start=2):
            if line.count("\t") != width:
                raise BadRules(f"{path}:{number}: wants {width + 1} cells")
            row = len(self.rows)
            self.rows.append(line)
            if width == 9:
                self.by_id[line[: line.index("\t")]] = row
            names = line[line.rindex("\t") + 1 :]
            for name in names.split("|") if names else ():
                self.by_name.setdefault(name, []).append(row)

    def _read_countries(self) -> None:
        for country in lands.countries():
            row = self.by_id.get(country.iso3)
            for name in country.names if row is not None else ():
                self.by_name.setdefault(name, []).append(row)  # type: ignore[arg-type]

    def _read_added(self, path: Path) -> None:
        """The places of an added file; one that is known already gives it its P-code."""
        from hudna.identify.added import added

        shipped = {known.id: row for row in range(len(self.rows)) if (known := self._row(row)).kind not in WHERE_PREC}
        places, pcodes = added(path, [self._row(row) for row in shipped.values()])
        for place_id, pcode in pcodes.items():
            row = shipped[place_id]
            self.ready[row] = self.ready[row]._replace(pcode=pcode)
        for known in places:
            row = len(self.rows)
            self.rows.append("")
            self.ready[row] = known
            self.by_name.setdefault(known.name, []).append(row)

    def _row(self, row: int) -> Known:
        known = self.ready.get(row)
        if known is None:
            known = self.ready[row] = _known(self.rows[row].split("\t"))
        return known


def _known(cells: list[str]) -> Known:
    if len(cells) == 10:
        return _area(cells)
    if len(cells) == 5:
        country, kind, lat, lon, names = cells
        name = names.partition("|")[0]
        at = float(lat), float(lon)
        return Known(f"{country}/{name}", name, country, "", *at, kind, "", 0, *at, RADIUS.get(kind, 1.0), "sites")
    number, lat, lon, country, admin, population, names = cells
    at = float(lat), float(lon)
    return Known(
        number, names.partition("|")[0], country, admin, *at, "town", "", int(population), *at, 4.0, "geonames"
    )


def _area(cells: list[str]) -> Known:
    area, kind, country, pcode, seat_lat, seat_lon, lat, lon, radius, names = cells
    admin = area if kind == "governorate" else ""
    name = names.partition("|")[0] or lands.english().get(area, area)
    return Known(
        area, name, country, admin, float(seat_lat), float(seat_lon), kind, pcode, 0,
        float(lat), float(lon), float(radius), "areas",
    )  # fmt: skip


@cache
def gazetteer(extra: Path | None = None) -> Gazetteer:
    """The gazetteer that comes with Hudna, with the places of an added file where one is named."""
    return Gazetteer(extra)
