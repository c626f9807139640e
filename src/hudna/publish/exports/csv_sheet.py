"""CSV in two forms: one that a spreadsheet may open without anything in it coming to life, and one that is exact.

What a spreadsheet takes for a formula is disarmed with an apostrophe; numbers stay numbers, negative ones too, because they
stand in columns of numbers and were never text.
"""

import csv
import io
import re
from collections.abc import Callable, Sequence
from typing import BinaryIO

from hudna.publish.bidi import visible
from hudna.publish.exports.fields import Field, Value
from hudna.publish.exports.line import Line
from hudna.publish.exports.sheet import Extra

BOM = b"\xef\xbb\xbf"
"""Tells a spreadsheet that the file is UTF-8."""
TRUTHS = {True: "true", False: "false"}
_LIVE = "=+\\-@|%＝＋－＠｜％﹦﹢﹣﹫−"
"""What a formula begins with, as ASCII, full-width and small forms, and the minus sign."""
_UNSEEN = r"[\s\u0000-\u0020\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202f\u205f-\u2064\u2066-\u206f\ufeff]"
_FORMULA = re.compile(rf"(?P<before>^|[;,\t\"'|])(?P<space>{_UNSEEN}*)(?=[{_LIVE}])")
"""Where one could begin: at the head of a cell, or after what some spreadsheet takes for the end of one."""
_BREAKS = re.compile(r"[\r\n\t\v\f\x1c-\x1e\x85\u2028\u2029]+")


def disarmed(words: str) -> str:
    """Words as a spreadsheet shows them and never runs them: one line, control letters by name, formulas as text."""
    shown = visible(_BREAKS.sub(" ", words))
    return _FORMULA.sub(lambda found: f"{found['before']}{found['space']}'", shown)


def exact(words: str) -> str:
    """The words."""
    return words


class CsvSheet:
    """A table whose cells are written by `cell`; quoted wherever a cell could be read otherwise, lines ended by CR LF."""

    def __init__(self, out: BinaryIO, fields: Sequence[Field], cell: Callable[[str], str], *, hxl: bool) -> None:
        self._out = out
        self._fields = fields
        self._cell = cell
        self._line = io.StringIO(newline="")
        self._writer = csv.writer(self._line, quoting=csv.QUOTE_ALL if cell is disarmed else csv.QUOTE_MINIMAL)
        if fields:
            self.row([field.name for field in fields])
        if hxl:
            self.row([field.tag for field in fields])

    def add(self, line: Line, text: str) -> None:
        """One row."""
        self.row([field.of(line) for field in self._fields])

    def row(self, values: Sequence[Value]) -> None:
        """One row of these values."""
        self._writer.writerow([self._written(value) for value in values])
        self._out.write(self._line.getvalue().encode())
        self._line.seek(0)
        self._line.truncate()

    def _written(self, value: Value) -> str:
        if value is None:
            return ""
        if isinstance(value, bool):
            return TRUTHS[value]
        return self._cell(value) if isinstance(value, str) else format_number(value)

    def end(self) -> None:
        """Nothing is left to be written."""


def format_number(value: float) -> str:
    """A number without exponent, and without digits that it has not."""
    if isinstance(value, int):
        return str(value)
    return f"{value:.10f}".rstrip("0").rstrip(".") or "0"


class Kept:
    """A sheet that leaves lines out; `keeps` is asked of every line in order."""

    def __init__(self, sheet: CsvSheet, keeps: Callable[[Line], bool]) -> None:
        self._sheet = sheet
        self._keeps = keeps

    def add(self, line: Line, text: str) -> None:
        """One row, where the line belongs in the table."""
        if self._keeps(line):
            self._sheet.add(line, text)

    def end(self) -> None:
        """Ends the sheet."""
        self._sheet.end()


def safe_sheet(out: BinaryIO, fields: Sequence[Field], extra: Extra) -> CsvSheet:
    """A table for spreadsheets."""
    out.write(BOM)
    return CsvSheet(out, fields, disarmed, hxl=extra.hxl)


def exact_sheet(out: BinaryIO, fields: Sequence[Field], extra: Extra) -> CsvSheet:
    """A table for programs: every cell as it is."""
    return CsvSheet(out, fields, exact, hxl=extra.hxl)
