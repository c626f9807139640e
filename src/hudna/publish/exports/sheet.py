"""What every form is to the one who writes it: a sheet that takes lines one by one and is ended."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from hudna.publish.exports.fields import Field
from hudna.publish.exports.line import Line


class Sheet(Protocol):
    """A file being written; it holds no more than a few thousand lines in memory."""

    def add(self, line: Line, text: str) -> None:
        """Takes a line; `text` is the report's, "" where no form asked for it or it may not be given away."""

    def end(self) -> None:
        """Writes what is still to be written; the file is whole then."""


@dataclass(frozen=True, slots=True)
class Extra:
    """What a form may be asked for besides: a row of HXL hashtags under the names of the columns."""

    hxl: bool = False


@dataclass(frozen=True, slots=True)
class File:
    """A file of a form: how it is written, and what is said of it in the package and the codebook.

    `fields` are its columns, or what its objects hold; `lacks` says what it cannot give; `tabular` is true of CSV and Parquet.
    """

    name: str
    title: str
    mediatype: str
    fields: tuple[Field, ...]
    opened: Callable[[BinaryIO, Extra], Sheet]
    lacks: str = ""
    tabular: bool = False
    described: Mapping[str, str] | None = None

    @property
    def codebook(self) -> str:
        """The name of the codebook beside it, the same for the safe and the exact table."""
        return f"{self.name.replace('.exact', '').partition('.')[0]}.codebook.csv"


@dataclass(frozen=True, slots=True)
class Form:
    """A form in which the ledger is handed on.

    `quotes` is true where it needs the printed words, which the public profile withholds; `module` is the package that it needs
    and that Hudna does not bring, "" for none.
    """

    name: str
    files: tuple[File, ...]
    quotes: bool = False
    module: str = ""
