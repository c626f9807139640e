"""Points reckoned from known places: a part of an area, a distance from a town, the middle of two."""

import math
from functools import lru_cache
from typing import Final

from hudna.identify.gazetteer import PER_DEGREE, Known, apart

NORTH: Final = {"n": 1.0, "s": -1.0}
EAST: Final = {"e": 1.0, "w": -1.0}
NAMES: Final = {
    "n": "شمال", "s": "جنوب", "e": "شرق", "w": "غرب", "ne": "شمال شرق", "nw": "شمال غرب", "se": "جنوب شرق", "sw": "جنوب غرب",
}  # fmt: skip
OUTSKIRTS: Final = 8.0
"""Kilometres from a town's middle at which what lies north of it is put."""
PART: Final = 0.55
"""Share of an area's radius at which the middle of its north lies."""
NEAR: Final = 2
REGION: Final = 5
UNIT: Final = 4
"""UCDP's where_prec."""


def turned(direction: str) -> str:
    """The folded words of a direction, as the names of regions begin."""
    return NAMES.get(direction, "")


@lru_cache(maxsize=4096)
def around(known: Known, how: str, is_rural: bool = False) -> Known:
    """What lies `near` or somewhere `inside` a place, at its seat (`capital`), or in a direction from its middle."""
    if how == "capital":
        return known._replace(id=f"{known.id}/capital", kind="capital", exactness=1)
    if how in ("near", "inside"):
        return known._replace(exactness=max(NEAR, known.precision))
    if known.precision in (1, 2) and not is_rural:
        return shifted(known, how, OUTSKIRTS)
    lat, lon = _moved(known.mid_lat, known.mid_lon, how, known.radius * PART)
    exactness = UNIT if known.precision in (3, 4) else REGION
    return known._replace(id=f"{known.id}/{how}", lat=lat, lon=lon, kind="part", pcode="", exactness=exactness)


def shifted(known: Known, direction: str, kilometres: float) -> Known:
    """A point so far from a place; near it where no direction is said."""
    lat, lon = _moved(known.lat, known.lon, direction, kilometres) if direction else (known.lat, known.lon)
    return known._replace(
        id=f"{known.id}/{direction or 'near'}", lat=lat, lon=lon, kind="near", pcode="", exactness=NEAR
    )


def _moved(lat: float, lon: float, direction: str, kilometres: float) -> tuple[float, float]:
    north = sum(NORTH.get(letter, 0.0) for letter in direction)
    east = sum(EAST.get(letter, 0.0) for letter in direction)
    length = math.hypot(north, east) or 1.0
    step = kilometres / length / PER_DEGREE
    return lat + north * step, lon + east * step / math.cos(math.radians(lat))


def between(one: Known, other: Known) -> Known:
    """The middle of two places, near both where they are neighbours and on a line where they are not."""
    exactness = NEAR if apart(one.lat, one.lon, other.lat, other.lon) <= 2 * 25 else REGION
    return one._replace(
        id=f"{one.id}+{other.id}", name=f"{one.name} - {other.name}", kind="between", pcode="", exactness=exactness,
        lat=(one.lat + other.lat) / 2, lon=(one.lon + other.lon) / 2,
    )  # fmt: skip
