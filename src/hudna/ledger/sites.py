"""Where the places of entries lie, and whether two of them may be one."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING

from sqlalchemy import select

from hudna.ledger.counts import gazetted
from hudna.vocabulary.places import WHERE_PREC

if TYPE_CHECKING:
    from hudna.ledger.store import Ledger

EARTH_KM = 6371.0
NEAR_KM = 10.0
"""Two points so near are one place to the press, which names the next village."""
AREA_KM = 75.0
"""How far from its seat a province or a stretch of country reaches, roughly: half the width of the larger ones."""
AREAS = frozenset(
    (
        "governorate",
        "region",
        "district",
        "border",
        "river",
        "road",
        "sea",
        "corridor",
        "lake",
        "strait",
        "island",
        "part",
    )
)


@dataclass(frozen=True, slots=True)
class Site:
    """A place of the gazetteer with the point that stands for it, its seat if it is an area."""

    id: str
    name: str
    country: str
    admin: str
    lat: float
    lon: float
    kind: str
    pcode: str = ""

    @property
    def where_prec(self) -> int:
        """UCDP's where_prec of words that name exactly this."""
        return 2 if self.kind == "near" else 5 if self.kind == "part" else WHERE_PREC.get(self.kind, 1)

    @property
    def reach(self) -> float:
        """Kilometres around the point within which something is still there."""
        return AREA_KM if self.is_area else NEAR_KM

    @property
    def is_area(self) -> bool:
        """Whether its point stands for a stretch of country."""
        return self.kind in AREAS or self.is_country

    @property
    def is_country(self) -> bool:
        """Whether it is a whole country, which tells no two places apart."""
        return self.kind == "country"


def sites_in(ledger: "Ledger") -> dict[str, Site]:
    """Every place that the current reports are resolved to, by its id, as most of them have it."""
    columns = [gazetted.c[name] for name in ("id", "name", "country", "admin", "lat", "lon", "kind", "pcode")]
    with ledger.reading() as connection:
        rows = connection.execute(select(*columns).order_by(gazetted.c.reports, *columns)).all()
    return {row.id: Site(*row) for row in rows}


def sites_meant(meaning: str, known: Mapping[str, Site]) -> list[Site]:
    """The places of what a phrase is resolved to."""
    return [known[name] for name in ids_meant(meaning, known)]


def ids_meant(meaning: str, known: Container[str]) -> list[str]:
    """The known ids of what a phrase is resolved to, a space between them; an id may hold spaces itself."""
    words, found = meaning.split(), []
    while words:
        size = next((n for n in range(len(words), 0, -1) if " ".join(words[:n]) in known), 0)
        if size:
            found.append(" ".join(words[:size]))
        words = words[size or 1 :]
    return found


def km_between(one: Site, other: Site) -> float:
    """The way over the ground in kilometres."""
    a, b, c, d = map(radians, (one.lat, one.lon, other.lat, other.lon))
    half = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))


def may_be_one(ours: Iterable[Site], theirs: Iterable[Site]) -> bool | None:
    """Whether one of each lies where the other reaches; None where either side names no place short of a country."""
    here = [site for site in ours if not site.is_country]
    there = [site for site in theirs if not site.is_country]
    if not here or not there:
        return None
    return any(
        one.id == other.id or km_between(one, other) <= max(one.reach, other.reach) for one in here for other in there
    )
