"""The forms in which the ledger is handed on, by name."""

from collections.abc import Callable
from typing import BinaryIO

from hudna.publish.exports.annotations import AnnotationSheet
from hudna.publish.exports.csv_sheet import CsvSheet, Kept, exact_sheet, safe_sheet
from hudna.publish.exports.described import ANNOTATION, PROVENANCE, RECORD
from hudna.publish.exports.entries_table import FIELDS
from hudna.publish.exports.fields import Field, Kind
from hudna.publish.exports.line import Line
from hudna.publish.exports.objects import LinesSheet, MapSheet
from hudna.publish.exports.parquet import ParquetSheet
from hudna.publish.exports.peers import ACLED, ACLED_LACKS, PLOVER, PLOVER_LACKS, is_acled, is_plover
from hudna.publish.exports.provenance import ProvenanceSheet
from hudna.publish.exports.shapes import drawn_as
from hudna.publish.exports.sheet import Extra, File, Form, Sheet

SAFE, EXACT = (
    "for spreadsheets: no formula, one line a row, UTF-8 with its mark",
    "exact, for programs: RFC 4180, UTF-8",
)
DRAWN = Field(
    "drawn_as", Kind.STRING, "how the shape is to be understood; a circle or a square is no boundary", drawn_as
)
Make = Callable[[BinaryIO, tuple[Field, ...], Extra], CsvSheet]
Filter = Callable[[], Callable[[Line], bool]]


def _all() -> Callable[[Line], bool]:
    return lambda _: True


def _first_tellings() -> Callable[[Line], bool]:
    """Keeps an ACLED event at its first telling; remembers the happenings of this report and those that several tell of."""
    seen: set[str] = set()
    here: set[str] = set()
    report = ""

    def keeps(line: Line) -> bool:
        nonlocal report
        if line.report != report:
            here.clear()
            report = line.report
        if not is_acled(line) or line.happening in here or line.happening in seen:
            return False
        (seen if (line.reports or 0) > 1 else here).add(line.happening or line.entry)
        return True

    return keeps


def _every_telling() -> Callable[[Line], bool]:
    return is_plover


def _table(name: str, title: str, fields: tuple[Field, ...], keeps: Filter, lacks: str = "") -> tuple[File, File]:
    """A table for spreadsheets, and the exact one beside it."""

    def opened(make: Make) -> Callable[[BinaryIO, Extra], Sheet]:
        return lambda out, extra: Kept(make(out, fields, extra), keeps())

    return (
        File(f"{name}.csv", f"{title}, {SAFE}", "text/csv", fields, opened(safe_sheet), lacks, tabular=True),
        File(f"{name}.exact.csv", f"{title}, {EXACT}", "text/csv", fields, opened(exact_sheet), lacks, tabular=True),
    )


FORMS: dict[str, Form] = {
    form.name: form
    for form in (
        Form("csv", _table("entries", "Entries", FIELDS, _all)),
        Form(
            "parquet",
            (File("entries.parquet", "Entries", "application/vnd.apache.parquet", FIELDS, ParquetSheet, tabular=True),),
            module="pyarrow",
        ),
        Form("geojson", (File("map.geojson", "Entries on a map", "application/geo+json", (*FIELDS, DRAWN), MapSheet),)),
        Form("jsonl", (File("record.jsonl", "The record", "application/jsonl", (), LinesSheet, described=RECORD),)),
        Form("acled", _table("acled", "Events in the shape of ACLED", ACLED, _first_tellings, ACLED_LACKS)),
        Form("plover", _table("plover", "Events in the shape of PLOVER", PLOVER, _every_telling, PLOVER_LACKS)),
        Form(
            "annotations",
            (
                File(
                    "annotations.jsonld", "Evidence as W3C Web Annotations", "application/ld+json", (), AnnotationSheet,
                    described=ANNOTATION,
                ),
            ),
            quotes=True,
        ),
        Form(
            "prov",
            (
                File(
                    "provenance.jsonld", "Provenance as W3C PROV", "application/ld+json", (), ProvenanceSheet,
                    described=PROVENANCE,
                ),
            ),
        ),
    )
}  # fmt: skip
"""Every form by its name."""
USUAL = tuple(name for name, form in FORMS.items() if not form.module)
"""The forms that nothing else has to be installed for."""
