"""The layouts in which gazetteers come: tables of OCHA with P-codes, dumps of GeoNames."""

import csv
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from hudna.errors import BadGazetteer
from hudna.identify.added import KINDS, Added
from hudna.rules.countries import english
from hudna.text.fold import fold

ARABIC: Final = re.compile(r"[\u0621-\u064a\u064b-\u0652\u0670\u0640 ()-]+")
PCODE: Final = re.compile(r"(?:.*_)?(?:adm(?:in)?(\d)_?)?pcode", re.IGNORECASE)
ARABIC_NAME: Final = re.compile(r"(?:.*_)?name_?ar|adm(?:in)?\d_?(?:name_?)?ar", re.IGNORECASE)
LATIN_NAME: Final = re.compile(r"(?:.*_)?name(?:_?en)?|adm(?:in)?\d_?(?:name_?)?en", re.IGNORECASE)
LATITUDE: Final = re.compile(r"_?cy|y|(?:.*_)?lat(?:itude)?|point_y", re.IGNORECASE)
LONGITUDE: Final = re.compile(r"_?cx|x|(?:.*_)?lon(?:g(?:itude)?)?|point_x", re.IGNORECASE)
ISO2: Final = {
    "SY": "SYR", "YE": "YEM", "IQ": "IRQ", "LB": "LBN", "LY": "LBY", "SD": "SDN", "SS": "SSD", "PS": "PSE", "JO": "JOR",
    "EG": "EGY", "SA": "SAU", "TR": "TUR", "IL": "ISR", "IR": "IRN", "AF": "AFG", "SO": "SOM", "ET": "ETH", "ER": "ERI",
    "DJ": "DJI", "TN": "TUN", "DZ": "DZA", "MA": "MAR", "MR": "MRT", "ML": "MLI", "NE": "NER", "NG": "NGA", "TD": "TCD",
    "CM": "CMR", "BF": "BFA", "UA": "UKR", "PK": "PAK", "KW": "KWT", "BH": "BHR", "QA": "QAT", "AE": "ARE", "OM": "OMN",
}  # fmt: skip
"""Codes of GeoNames, with which P-codes begin too."""
GEONAMES: Final = 19
"""Columns of a GeoNames dump."""
CLASSES: Final = {"P": "town", "A": "district", "T": "mountain", "H": "river", "L": "region", "S": "site"}


def rows_of(path: Path, country: str = "") -> list[Added]:
    """The places of a file; `country` (ISO alpha-3) holds for rows that do not say theirs.  Raises `BadGazetteer`."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadGazetteer(f"{path}: {error}; give a text file in UTF-8") from error
    first = text.partition("\n")[0]
    if first.count("\t") == GEONAMES - 1:
        return list(_geonames(path, text, country))
    table = csv.reader(text.splitlines(), delimiter=max(",;\t", key=first.count))
    header = next(table, [])
    if not any(PCODE.fullmatch(column.strip()) for column in header):
        raise BadGazetteer(
            f"{path}:1: neither a table of OCHA (a column with P-codes) nor a GeoNames dump ({GEONAMES} columns)"
        )
    return list(_ocha(path, [column.strip() for column in header], table, country))


def _geonames(path: Path, text: str, country: str) -> Iterator[Added]:
    for number, line in enumerate(text.splitlines(), start=1):
        cells = line.split("\t")
        if len(cells) != GEONAMES or not cells[0].isdigit() or not _is_point(cells[4], cells[5]):
            raise BadGazetteer(f"{path}:{number}: not a row of a GeoNames dump; cut it out and add the file again")
        names = _arabic([*cells[3].split(","), cells[1]])
        code = ISO2.get(cells[8], country)
        kind = "governorate" if cells[7] == "ADM1" else CLASSES.get(cells[6], "town")
        if names and code:
            yield Added(cells[0], "", kind, code, cells[4], cells[5], cells[14], cells[2], names, "geonames")


def _ocha(path: Path, header: Sequence[str], table: Iterator[list[str]], country: str) -> Iterator[Added]:
    at = _columns(path, header)
    rows = [(number, cells) for number, cells in enumerate(table, start=2) if any(cells)]
    told = {
        _country(cells[at["id"]], cells[at.get("parent", at["id"])]) for _, cells in rows if len(cells) == len(header)
    }
    told.discard("")
    only = country or (told.pop() if len(told) == 1 else "")
    for number, cells in rows:
        if len(cells) != len(header):
            raise BadGazetteer(f"{path}:{number}: {len(cells)} cells, the header has {len(header)}")
        row = {name: cells[column].strip() for name, column in at.items()}
        lat, lon = row.get("lat", ""), row.get("lon", "")
        if lat and not _is_point(lat, lon):
            raise BadGazetteer(f"{path}:{number}: {lat}, {lon} is no latitude and longitude in degrees")
        code = _country(row["id"], row.get("parent", "")) or only
        if not code:
            raise BadGazetteer(f"{path}:{number}: {row['id']} does not tell its country; say it with --country")
        kind = KINDS.get(row.get("level", ""), "town")
        names = _arabic([row.get("ar", "")])
        yield Added(row["id"], row.get("parent", ""), kind, code, lat, lon, "", row.get("en", ""), names, "ocha")


def _columns(path: Path, header: Sequence[str]) -> dict[str, int]:
    """What stands in which column; of several P-codes, that of the smallest unit is the place's own."""
    codes = [n for n, column in enumerate(header) if PCODE.fullmatch(column) and "parent" not in column.lower()]
    own = next((n for n in codes if not PCODE.fullmatch(header[n]).group(1)), None)  # type: ignore[union-attr]
    codes.sort(key=lambda n: -int(PCODE.fullmatch(header[n]).group(1) or 9))  # type: ignore[union-attr]
    own = codes[0] if own is None else own
    others = [n for n in codes if n != own]
    at = {"id": own}
    parent = next((n for n, column in enumerate(header) if column.lower().startswith("parent")), None)
    if parent is None and others:
        parent = others[0]
    found = {"parent": parent, "level": next((n for n, c in enumerate(header) if c.lower() == "level"), None)}
    for name, pattern in (("ar", ARABIC_NAME), ("en", LATIN_NAME), ("lat", LATITUDE), ("lon", LONGITUDE)):
        found[name] = next((n for n, column in enumerate(header) if pattern.fullmatch(column)), None)
    if found["ar"] is None and found["en"] is None:
        raise BadGazetteer(f"{path}:1: no column of names (NAME_AR, NAME_EN) beside the P-codes")
    return at | {name: column for name, column in found.items() if column is not None}


def _country(*codes: str) -> str:
    """The country that a P-code begins with, or ""."""
    for code in codes:
        if code[:3] in english():
            return code[:3]
        if code[:2] in ISO2 and (code[2:3].isdigit() or len(code) == 2 or code[2:3] == "G"):
            return ISO2[code[:2]]
    return ""


def _arabic(names: Sequence[str]) -> str:
    """The Arabic ones among names, folded, those in brackets left out."""
    found = (fold(name.strip()).text for name in names if ARABIC.fullmatch(name.strip() or "-") and name.strip())
    return "|".join(dict.fromkeys(" ".join(name.partition("(")[0].split()) for name in found))


def _is_point(lat: str, lon: str) -> bool:
    try:
        return -90 <= float(lat) <= 90 and -180 <= float(lon) <= 180
    except ValueError:
        return False
