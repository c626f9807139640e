"""A brief as a document, whatever it is printed as: sections of sentences and tables, and the notes under them.

Texts hold printed words isolated (`gloss.isolates`), so that every form of print can set them in their own direction.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Note:
    """The printed words behind a sentence: `quotation` stands in the report, in which `entry` was read."""

    number: int
    outlet: str
    published: str
    url: str
    quotation: str
    entry: str
    report: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with the numbers of its notes; `more` is how many entries tell it besides, "" where none does."""

    text: str
    notes: tuple[int, ...]
    more: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence and what stands under it, side by side: each a heading and sentences."""

    sentence: Sentence
    beside: tuple[tuple[str, tuple[Sentence, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Items under a heading of their own, such as an area; "" where they need none."""

    title: str
    items: tuple[Item, ...]
    left: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first column is words, the others are numbers."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, what is said under it, and tables and groups; `empty` is said where there are none."""

    title: str
    lead: str = ""
    tables: tuple[Table, ...] = ()
    groups: tuple[Group, ...] = ()
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """The whole: `language` is en or ar, `lines` stand under the title."""

    language: str
    title: str
    lines: tuple[str, ...]
    sections: tuple[Section, ...]
    notes_title: str
    notes: tuple[Note, ...] = field(default=())
    date: str = ""
