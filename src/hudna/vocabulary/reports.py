"""A report as published, and as it is handed to the reader."""

from dataclasses import dataclass

from hudna.vocabulary.spans import Span


@dataclass(frozen=True, slots=True)
class Report:
    """One item by one outlet (schema.org NewsArticle).

    `published` is an ISO date (`2020-11-01`) or "" where the report has none: no other date ever stands in for it.
    `text` is the body exactly as printed, paragraphs separated by a line break.
    """

    id: str
    outlet: str
    published: str
    url: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Aside:
    """Words of the body that are not the report's own: kept where they stand, never read."""

    span: Span
    kind: str  # byline, read_also, share, repeated_title, tags, caption, subscription, ...
    rule: str


@dataclass(frozen=True, slots=True)
class CleanReport:
    """A report and the asides found in its text; the reader reads what is left between them.

    `came` is the bytes that it came as: a page, the line of a file, b"" where nobody kept them.
    """

    report: Report
    asides: tuple[Aside, ...]
    came: bytes = b""
