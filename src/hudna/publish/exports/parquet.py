"""The table of entries as Parquet, for DuckDB, pandas, R and Spark; pyarrow comes with `hudna[parquet]`."""

from typing import Any, BinaryIO

from hudna.publish.exports.entries_table import FIELDS
from hudna.publish.exports.fields import Kind, Value
from hudna.publish.exports.line import Line
from hudna.publish.exports.sheet import Extra

AT_ONCE = 5_000
"""Rows of a group: what is held in memory."""


class ParquetSheet:
    """A table in groups of rows; an empty cell is null."""

    def __init__(self, out: BinaryIO, extra: Extra) -> None:
        import pyarrow
        from pyarrow import parquet

        self._arrow: Any = pyarrow
        kinds = {
            Kind.STRING: pyarrow.string(),
            Kind.INTEGER: pyarrow.int64(),
            Kind.NUMBER: pyarrow.float64(),
            Kind.BOOLEAN: pyarrow.bool_(),
        }
        about = ({"description": field.meaning, "unit": field.unit} for field in FIELDS)
        self._schema = pyarrow.schema(
            [
                pyarrow.field(field.name, kinds[field.kind], metadata=one)
                for field, one in zip(FIELDS, about, strict=True)
            ]
        )
        self._writer = parquet.ParquetWriter(out, self._schema, compression="zstd")
        self._columns: list[list[Value]] = [[] for _ in FIELDS]

    def add(self, line: Line, text: str) -> None:
        """One row."""
        for column, field in zip(self._columns, FIELDS, strict=True):
            value = field.of(line)
            column.append(None if value == "" else value)
        if len(self._columns[0]) >= AT_ONCE:
            self._write()

    def _write(self) -> None:
        self._writer.write_table(self._arrow.table(self._columns, schema=self._schema))
        self._columns = [[] for _ in FIELDS]

    def end(self) -> None:
        """The last group and the footer."""
        if self._columns[0]:
            self._write()
        self._writer.close()
