"""Places as shapes on a map: what is vague is an area, and what is open has no shape at all."""

from math import cos, pi, radians, sin
from typing import Any

from hudna.publish.exports.line import Line, Spot

CORNERS = 24
"""Of the polygon that stands for a circle."""
KM_PER_DEGREE = 111.2
DIGITS = 5
"""A metre."""
COUNTRY, SEA = 6, 7
Shape = dict[str, Any]


def shape_of(line: Line) -> Shape | None:
    """The shape of an entry's most exact places, None where none is settled or only a country or a sea is."""
    settled = [spot for spot in line.spots if spot.where_prec]
    best = min((spot.where_prec or 0 for spot in settled), default=0)
    shapes = [shape for spot in settled if spot.where_prec == best and (shape := _shape(spot))]
    if not shapes:
        return None
    return shapes[0] if len(shapes) == 1 else {"type": "GeometryCollection", "geometries": shapes}


def drawn_as(line: Line) -> str:
    """How the shape is to be understood."""
    settled = [spot for spot in line.spots if spot.where_prec]
    best = min((spot.where_prec or 0 for spot in settled), default=0)
    if not settled:
        return "nothing: the place is open" if line.spots else "nothing: no place is told"
    if any(spot.cell for spot in settled):
        return "square of the fixed grid that it lies in"
    if best in (COUNTRY, SEA):
        return "nothing: a whole country or sea"
    return "the place" if best == 1 else "rough circle, no boundary"


def _shape(spot: Spot) -> Shape | None:
    if spot.lat is None or spot.lon is None or spot.where_prec in (COUNTRY, SEA):
        return None
    if spot.cell:
        return _square(spot.lat, spot.lon, spot.cell / 2)
    if spot.where_prec == 1:
        return {"type": "Point", "coordinates": _at(spot.lat, spot.lon)}
    return _circle(spot.lat, spot.lon, spot.reach_km or 0.0)


def _at(lat: float, lon: float) -> list[float]:
    return [round(lon, DIGITS), round(lat, DIGITS)]


def _square(lat: float, lon: float, half: float) -> Shape:
    corners = ((-half, -half), (-half, half), (half, half), (half, -half), (-half, -half))
    return {"type": "Polygon", "coordinates": [[_at(lat + north, lon + east) for north, east in corners]]}


def _circle(lat: float, lon: float, km: float) -> Shape:
    """A polygon around a point, its corners against the clock as RFC 7946 wants them."""
    high = km / KM_PER_DEGREE
    wide = high / max(cos(radians(lat)), 0.01)
    turns = [2 * pi * corner / CORNERS for corner in range(CORNERS)]
    ring = [_at(lat + high * sin(turn), lon + wide * cos(turn)) for turn in turns]
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
