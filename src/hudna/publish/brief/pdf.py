"""A brief as PDF, set by typst.  The words of reports go to it as data, never as markup."""

import json
import tempfile
from importlib import import_module
from pathlib import Path

from hudna.errors import HudnaError
from hudna.publish.brief.document import Document
from hudna.publish.brief.plain import data_of

HERE = Path(__file__).parent
TEMPLATE = HERE / "brief.typ"
FONTS = HERE / "fonts"


class CannotPrint(HudnaError):
    """A form of print is asked for that this installation cannot make."""


def has_fonts() -> bool:
    """Whether the fonts of the PDF have been made."""
    return any(FONTS.glob("*.ttf"))


def pdf_of(document: Document) -> bytes:
    """The bytes of the file, the same for the same document.

    Raises:
        CannotPrint: typst or the fonts are not installed.
    """
    try:
        typst = import_module("typst")
    except ImportError as error:
        raise CannotPrint("typst is not installed; pip install hudna[brief]") from error
    if not has_fonts():
        raise CannotPrint(f"no fonts in {FONTS}; make brief-fonts puts them there")
    with tempfile.TemporaryDirectory() as root:
        template = Path(root) / TEMPLATE.name
        template.write_bytes(TEMPLATE.read_bytes())
        made: bytes = typst.compile(
            template,
            root=root,
            font_paths=[FONTS],
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"brief": json.dumps(data_of(document), ensure_ascii=False)},
            timestamp=0,
        )
    return made
