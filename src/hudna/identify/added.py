"""Places that a monitor has added: the rows of the file beside the ledger, and what they say together.

Units of an administrative list often come without coordinates, and communities with coordinates without Arabic names.  So a
unit without a point gets the middle of the communities in it, and its seat the point of the one that bears its name; a
place that the gazetteer has already takes the P-code of the community that stands there and sounds like it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from hudna.errors import BadGazetteer
from hudna.identify.gazetteer import Known, apart
from hudna.identify.romanised import of_arabic, of_latin

HEADER: Final = "id\tparent\tkind\tcountry\tlat\tlon\tpopulation\tenglish\tnames\tsource"
KINDS: Final = {"1": "governorate", "2": "district", "3": "district", "neighbourhood": "quarter"}
"""Kind by the level that a list of OCHA gives."""
LINK: Final = 4.0
"""Kilometres within which a place and a community of the same sound are the same."""
LEAST_CODE: Final = 2
"""Letters of the shortest P-code, a country's."""
TOWN: Final = 4.0
SPREAD: Final = 1.4
"""Radius of a town in kilometres; that of a unit as a multiple of the mean distance of its communities from their middle."""
LEAST_SOUND: Final = 2
"""Consonants from which two names that sound alike are taken for one."""


class Added(NamedTuple):
    """One row: `id` is a P-code or a GeoNames number, `names` folded Arabic names; what is unknown is ""."""

    id: str
    parent: str
    kind: str
    country: str
    lat: str
    lon: str
    population: str
    english: str
    names: str
    source: str


def read_added(path: Path) -> list[Added]:
    """The rows of a file of ours; raises `BadGazetteer` with file and line."""
    lines = path.read_text("utf-8").splitlines()
    if not lines or lines[0] != HEADER:
        raise BadGazetteer(f"{path}:1: not written by this Hudna; add its places again with: hudna gazetteer add FILE")
    rows = []
    for number, line in enumerate(lines[1:], start=2):
        cells = line.split("\t")
        if len(cells) != len(Added._fields):
            raise BadGazetteer(f"{path}:{number}: {len(cells)} cells, wants {len(Added._fields)}; add its places again")
        rows.append(Added(*cells))
    return rows


def written(rows: Iterable[Added]) -> str:
    """The text of the file, by id."""
    return "\n".join((HEADER, *("\t".join(row) for row in sorted(rows)))) + "\n"


def merged(known: Sequence[Added], more: Sequence[Added]) -> list[Added]:
    """Both, a row of the same id filled up from the later one."""
    found = {row.id: row for row in known}
    for row in more:
        old = found.get(row.id)
        found[row.id] = row if old is None else Added(*(new or before for new, before in zip(row, old, strict=True)))
    return list(found.values())


def added(path: Path, shipped: Sequence[Known]) -> tuple[list[Known], dict[str, str]]:
    """The places of the file, one for each Arabic name, and P-codes for places that the gazetteer has already, by id."""
    rows = read_added(path)
    points = [row for row in rows if row.lat]
    inside: dict[str, list[Added]] = defaultdict(list)
    for row in points:
        for size in range(LEAST_CODE, len(row.parent) + 1):
            inside[row.parent[:size]].append(row)
        inside[f"={row.id}"].append(row)
    return [known for row in rows for known in _places(row, inside)], _links(points, shipped)


def _places(row: Added, points: Mapping[str, Sequence[Added]]) -> Iterator[Known]:
    """A row as places of the gazetteer; none where it has no Arabic name or no point can be found for it."""
    if not row.names:
        return
    try:
        at = _point(row, points)
        population = int(row.population or 0)
    except ValueError as error:
        raise BadGazetteer(f"{row.id}: {error}; mend its row in the file and add it again") from error
    if at is None:
        return
    (lat, lon), (mid_lat, mid_lon), radius = at
    pcode = row.id if row.source == "ocha" else ""
    for name in row.names.split("|"):
        yield Known(
            row.id,
            name,
            row.country,
            "",
            lat,
            lon,
            row.kind or "town",
            pcode,
            population,
            mid_lat,
            mid_lon,
            radius,
            "added",
        )


def _point(
    row: Added, points: Mapping[str, Sequence[Added]]
) -> tuple[tuple[float, float], tuple[float, float], float] | None:
    """Seat, middle and radius of a row: its own point, what the communities in it say, or the one that it lies in."""
    if row.lat:
        own = float(row.lat), float(row.lon)
        return own, own, TOWN
    inside = [(float(p.lat), float(p.lon), p) for p in points.get(row.id) or points.get(f"={row.parent}") or ()]
    if not inside:
        return None
    middle = sum(p[0] for p in inside) / len(inside), sum(p[1] for p in inside) / len(inside)
    sound = of_latin(row.english)
    seats = [(lat, lon) for lat, lon, p in inside if of_latin(p.english) == sound]
    radius = sum(apart(lat, lon, *middle) for lat, lon, _ in inside) / len(inside) * SPREAD
    return (seats[0] if len(seats) == 1 else middle), middle, max(radius, TOWN)


def _links(points: Sequence[Added], shipped: Sequence[Known]) -> dict[str, str]:
    """Ids of the gazetteer's towns to the P-code of the community at that place that sounds like it."""
    by_sound: dict[tuple[str, str], list[Added]] = defaultdict(list)
    for row in points:
        if row.source == "ocha":
            by_sound[row.country, of_latin(row.english)].append(row)
    found: dict[str, str] = {}
    for place in shipped:
        sound = of_arabic(place.name)
        near = [
            (apart(place.lat, place.lon, float(row.lat), float(row.lon)), row.id)
            for row in (by_sound.get((place.country, sound), ()) if len(sound) >= LEAST_SOUND else ())
        ]
        if near and min(near)[0] <= LINK:
            found[place.id] = min(near)[1]
    return found
