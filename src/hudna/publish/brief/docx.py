"""A brief as a Word document: python-docx knows no direction, so the elements that turn paragraphs and runs are set by hand."""

import io
import zipfile
from datetime import UTC, datetime
from importlib import import_module
from typing import Any

from hudna.publish.brief.document import Document, Group, Item, Section, Sentence, Table
from hudna.publish.brief.pdf import CannotPrint
from hudna.publish.gloss.isolates import pieces_of

FONT = "IBM Plex Sans Arabic"
LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""When every part of the file was written, so that the same brief makes the same bytes."""
QUIET, SMALL = 9, 8


def docx_of(document: Document) -> bytes:
    """The bytes of the file, the same for the same document; raises `CannotPrint` where python-docx is not installed."""
    try:
        made = import_module("docx").Document()
    except ImportError as error:
        raise CannotPrint("python-docx is not installed; pip install hudna[brief]") from error
    _Writer(made, document).write()
    out = io.BytesIO()
    made.save(out)
    return _timeless(out.getvalue())


def _timeless(content: bytes) -> bytes:
    """The archive with no moment of its own in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda part: (part != "[Content_Types].xml", part)):
            info = zipfile.ZipInfo(name, LONG_AGO)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, source.read(name))
    return out.getvalue()


class _Writer:
    """Writes one document."""

    def __init__(self, made: Any, document: Document) -> None:
        self.made = made
        self.document = document
        self.is_arabic = document.language == "ar"
        self.shared = import_module("docx.shared")
        self.element = import_module("docx.oxml").OxmlElement
        self.name = import_module("docx.oxml.ns").qn

    def write(self) -> None:
        """The whole of it."""
        document = self.document
        self._about()
        self._paragraph(document.title, style="Title")
        for line in document.lines:
            self._paragraph(line, size=QUIET)
        for section in document.sections:
            self._section(section)
        self._paragraph(document.notes_title, style="Heading 1")
        for note in document.notes:
            head = ", ".join(filter(None, (note.outlet, note.published, note.url)))
            self._paragraph(f"{note.number}. {head} · {note.entry}", size=SMALL)
            self._paragraph(note.quotation, size=QUIET, printed=True)

    def _about(self) -> None:
        """Properties of the file, and the font."""
        about, day = self.made.core_properties, datetime.fromisoformat(self.document.date).replace(tzinfo=UTC)
        about.title, about.author, about.comments, about.last_modified_by = self.document.title, "Hudna", "", "Hudna"
        about.created = about.modified = about.last_printed = day
        about.language = self.document.language
        fonts = self.made.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("w:ascii", "w:hAnsi", "w:cs"):
            fonts.set(self.name(kind), FONT)
        for margin in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
            setattr(self.made.sections[0], margin, self.shared.Cm(2))

    def _section(self, section: Section) -> None:
        self._paragraph(section.title, style="Heading 1")
        for said in filter(None, (section.lead, section.empty)):
            self._paragraph(said, size=QUIET)
        for table in section.tables:
            self._table(table)
        for group in section.groups:
            self._group(group)

    def _group(self, group: Group) -> None:
        if group.title:
            self._paragraph(group.title, style="Heading 2")
        for item in group.items:
            self._item(item)
        if group.left:
            self._paragraph(group.left, size=QUIET)

    def _item(self, item: Item) -> None:
        self._sentence(self._paragraph("", style="List Bullet"), item.sentence)
        if item.beside:
            table = self._grid(2, len(item.beside))
            for column, (title, sentences) in enumerate(item.beside):
                self._fill(table.cell(0, column).paragraphs[0], title, size=QUIET, bold=True)
                cell = table.cell(1, column)
                for number, sentence in enumerate(sentences):
                    paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
                    self._sentence(paragraph, sentence, size=QUIET)

    def _table(self, table: Table) -> None:
        made = self._grid(1 + len(table.rows), len(table.head))
        for row, cells in enumerate((table.head, *table.rows)):
            for column, cell in enumerate(cells):
                self._fill(made.cell(row, column).paragraphs[0], cell, size=SMALL, bold=row == 0)
        self._paragraph(table.note, size=QUIET)

    def _grid(self, rows: int, columns: int) -> Any:
        """An empty table that runs in the direction of the document."""
        made = self.made.add_table(rows, columns, style="Table Grid")
        if self.is_arabic:
            made._tbl.tblPr.insert(1, self.element("w:bidiVisual"))  # behind the style, where the schema wants it
        return made

    def _sentence(self, paragraph: Any, sentence: Sentence, size: int = 10) -> None:
        self._fill(paragraph, sentence.text, size=size)
        if sentence.notes:
            marks = " ".join(map(str, sentence.notes)) + (f" {sentence.more}" if sentence.more else "")
            self._run(paragraph, f" {marks}", SMALL, False, False).font.superscript = True

    def _paragraph(self, text: str, *, style: str = "Normal", size: int = 0, printed: bool = False) -> Any:
        paragraph = self.made.add_paragraph(style=style)
        return self._fill(paragraph, text, size=size, printed=printed)

    def _fill(self, paragraph: Any, text: str, *, size: int = 0, bold: bool = False, printed: bool = False) -> Any:
        """The words of a text in a paragraph of the right direction."""
        properties = paragraph._p.get_or_add_pPr()
        if (self.is_arabic or printed) and properties.find(self.name("w:bidi")) is None:
            properties.insert_element_before(self.element("w:bidi"), *AFTER_BIDI)
        for piece in pieces_of(text):
            self._run(paragraph, piece.text, size, bold, piece.printed or printed)
        return paragraph

    def _run(self, paragraph: Any, text: str, size: int, bold: bool, printed: bool) -> Any:
        # What XML cannot hold is in no word that anybody printed on purpose.
        run = paragraph.add_run("".join(letter for letter in text if letter.isprintable() or letter in "\n\t"))
        properties = run._r.get_or_add_rPr()
        if bold:
            run.font.bold = run.font.cs_bold = True
        if size:
            run.font.size = self.shared.Pt(size)
            large = self.element("w:szCs")
            large.set(self.name("w:val"), str(2 * size))
            properties.append(large)
        if printed or self.is_arabic:
            properties.append(self.element("w:rtl"))
            language = self.element("w:lang")
            language.set(self.name("w:bidi"), "ar-SA")
            properties.append(language)
        return run


AFTER_BIDI = (
    "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap",
    "w:jc", "w:textDirection", "w:textAlignment", "w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr",
    "w:sectPr", "w:pPrChange",
)  # fmt: skip
"""What the schema wants behind `w:bidi` in the properties of a paragraph."""
