"""Makes the fonts of the brief's PDF out of those that the desk serves: `make brief-fonts`.

The desk has IBM Plex Sans Arabic as woff2, a file for each script (`make desk-assets`); typst wants TrueType, and of one name a
single file for each weight.  Needs fontTools and brotli, and only here.
"""

import sys
from pathlib import Path

from fontTools.ttLib import TTFont

SOURCE = Path(__file__).resolve().parents[1] / "src" / "hudna" / "desk" / "assets" / "plex"
TARGET = Path(__file__).resolve().parents[1] / "src" / "hudna" / "publish" / "brief" / "fonts"
FAMILIES = {"arabic": "Hudna Arabic", "latin": "Hudna Latin", "latin-ext": "Hudna Latin Ext"}
WEIGHTS = {400: "Regular", 600: "Bold"}
FAMILY, STYLE, UNIQUE, FULL, POSTSCRIPT, TYPO_FAMILY, TYPO_STYLE = 1, 2, 3, 4, 6, 16, 17


def made(source: Path, family: str, weight: int) -> TTFont:
    """The font under a name of its own, so that none hides behind another."""
    font = TTFont(source)
    font.flavor = None
    style = WEIGHTS[weight]
    names = {FAMILY: family, STYLE: style, UNIQUE: f"{family} {style}", FULL: f"{family} {style}",
             POSTSCRIPT: f"{family}-{style}".replace(" ", ""), TYPO_FAMILY: family, TYPO_STYLE: style}  # fmt: skip
    for record in list(font["name"].names):
        if record.nameID in names:
            font["name"].removeNames(nameID=record.nameID)
    for number, value in names.items():
        font["name"].setName(value, number, 3, 1, 0x409)
    return font


def main() -> None:
    """Write the fonts and their licence; ends with a message where the desk's are not there."""
    if not SOURCE.exists():
        sys.exit(f"brief_fonts: {SOURCE} is not there; make desk-assets fetches it")
    TARGET.mkdir(exist_ok=True)
    for script, family in FAMILIES.items():
        for weight in WEIGHTS:
            made(SOURCE / f"{script}-{weight}.woff2", family, weight).save(TARGET / f"{script}-{weight}.ttf")
    (TARGET / "LICENSE").write_bytes((SOURCE / "LICENSE").read_bytes())
    print(f"brief_fonts: {len(FAMILIES) * len(WEIGHTS)} fonts in {TARGET}")


if __name__ == "__main__":
    main()
