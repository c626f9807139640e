"""Which words of a body are not the report's own."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import Final, NamedTuple

from hudna.rules.boilerplate import Boilerplate, Takes, Where, boilerplate
from hudna.text.fold import Folded, fold
from hudna.vocabulary import Aside, CleanReport, Report, Span

HEAD_LINES: Final = 3
TAIL_LINES: Final = 4
HEADLINE_WORDS: Final = 20
TITLE_SLACK: Final = 12
"""Letters by which a title and its copy may differ in length before they are compared word by word."""
LONGEST_BYLINE: Final = 60
DESK_WORDS: Final = 3
LONGEST: Final = 260
"""Letters of a line beyond which no row looks; a longer line in the middle of a report is a paragraph."""
OPENING: Final = re.compile(r"[ \t\u00a0•●*▪«“\"(\[›»-]*")
WORD: Final = re.compile(r"\w+")
STOP: Final = re.compile(r"[.!؟…]\W*$")
NOTHING_BUT_COLON: Final = re.compile(r"\W*$")


class _Line(NamedTuple):
    start: int
    end: int


class _Rules(NamedTuple):
    """The rows that look at one kind of line, and one expression that finds out at a glance whether any may fit."""

    rows: tuple[Boilerplate, ...]
    any: re.Pattern[str]


def clean(report: Report, known: Iterable[Aside] = ()) -> CleanReport:
    """The report with every aside found in its text and those `known` before, in order and apart from one another."""
    found = sorted((*known, *_asides(report)), key=lambda aside: aside.span)
    return CleanReport(report, tuple(_apart(found)))


def _asides(report: Report) -> Iterator[Aside]:
    lines = _lines(report.text)
    yield from _repeated_title(report, lines)
    yield from _named_outlet(report, lines)
    yield from _digest_headlines(report.text, lines)
    yield from _of_lines(report.text, lines)
    yield from _inside(report.text, lines)


def _apart(asides: list[Aside]) -> Iterator[Aside]:
    end = 0
    for aside in asides:
        if aside.span.start >= end:
            yield aside
            end = aside.span.end


def _lines(text: str) -> list[_Line]:
    """The lines that hold anything."""
    found: list[_Line] = []
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if not text[start:end].isspace() and end > start:
            found.append(_Line(start, end))
        start = end + 1
    return found


def _repeated_title(report: Report, lines: list[_Line]) -> Iterator[Aside]:
    if not report.title:
        return
    for line in lines[:2]:
        if abs(line.end - line.start - len(report.title)) <= TITLE_SLACK:
            printed = report.text[line.start : line.end]
            if _words(printed) == _words(report.title):
                yield Aside(Span(line.start, line.end), "repeated_title", "aside.repeated_title")


def _named_outlet(report: Report, lines: list[_Line]) -> Iterator[Aside]:
    """The outlet's own name above the report, alone or with its desk."""
    if not report.outlet or len(lines) < 2 or lines[0].end - lines[0].start > LONGEST_BYLINE:
        return
    line, outlet = lines[0], _words(report.outlet)
    words = _words(report.text[line.start : line.end])
    if (
        words[: len(outlet)] == outlet
        and len(words) <= len(outlet) + DESK_WORDS
        and not STOP.search(report.text[slice(*line)])
    ):
        yield Aside(Span(line.start, line.end), "byline", "aside.byline.outlet")


def _digest_headlines(text: str, lines: list[_Line]) -> Iterator[Aside]:
    """The headlines of a digest: lines without a stop, each above the town and outlet with which its item opens."""
    opening = next(row for row in boilerplate() if row.id == "aside.dateline_outlet").pattern
    for number, (line, item) in enumerate(pairwise(lines)):
        if line.end - line.start > LONGEST or STOP.search(text[slice(*line)]):
            continue
        if number and not STOP.search(text[slice(*lines[number - 1])]):
            continue
        if opening.match(fold(text[item.start : item.start + LONGEST_BYLINE]).text):
            yield Aside(Span(line.start, line.end), "headline", "aside.headline.digest")


def _words(printed: str) -> list[str]:
    return WORD.findall(fold(printed).text)


def _of_lines(text: str, lines: list[_Line]) -> Iterator[Aside]:
    rules = _rules()
    tail = len(lines) - TAIL_LINES
    taken = 0
    for number, line in enumerate(lines):
        head = number < HEAD_LINES
        if line.start < taken or (line.end - line.start > LONGEST and not head and number < tail):
            continue
        end = line.end if line.end - line.start <= LONGEST else line.start + LONGEST // 2
        folded = fold(text[line.start : end])
        start = OPENING.match(folded.text).end()  # type: ignore[union-attr]
        wheres = (Where.LINE,) + (Where.HEAD,) * head + (Where.TAIL,) * (number >= tail)
        for where in wheres:
            if rules[where].any.match(folded.text, start) and (
                aside := _of_line(rules[where].rows, folded, start, text, lines[number:])
            ):
                yield aside
                taken = aside.span.end
                break


def _of_line(rows: tuple[Boilerplate, ...], folded: Folded, start: int, text: str, lines: list[_Line]) -> Aside | None:
    """The aside that the first row to fit makes of the first of `lines`."""
    line = lines[0]
    for row in rows:
        match = row.pattern.match(folded.text, start)
        if match and (not row.longest or len(text[line.start : line.end].split()) <= row.longest):
            matched = line.start + folded.printed_span(start, match.end()).end
            return Aside(Span(line.start, _end(row, matched, text, lines)), row.kind, row.id)
    return None


def _end(row: Boilerplate, matched: int, text: str, lines: list[_Line]) -> int:
    """Where the aside ends whose pattern ends at `matched`."""
    if row.takes is Takes.MATCH:
        return matched
    if row.takes is Takes.END:
        return len(text)
    end = lines[0].end
    if row.takes is Takes.LIST and NOTHING_BUT_COLON.match(text, matched, end):
        for following in lines[1:]:
            headline = text[following.start : following.end]
            if STOP.search(headline) or len(headline.split()) > HEADLINE_WORDS:
                break
            end = following.end
    return end


def _inside(text: str, lines: list[_Line]) -> Iterator[Aside]:
    for row in _rules()[Where.INSIDE].rows:
        if not any(letters in text for letters in row.letters):
            continue
        for line in lines:
            printed = text[line.start : line.end]
            if not any(letters in printed for letters in row.letters):
                continue
            folded = fold(printed)
            for match in row.pattern.finditer(folded.text):
                start, end = folded.printed_span(*match.span())
                end = line.end if row.takes is Takes.REST else line.start + end
                yield Aside(Span(line.start + start, end), row.kind, row.id)


@cache
def _rules() -> dict[Where, _Rules]:
    """The rows by where they look."""
    found = {}
    for where in Where:
        rows = tuple(row for row in boilerplate() if row.where is where)
        found[where] = _Rules(rows, re.compile("|".join(f"(?:{row.pattern.pattern})" for row in rows)))
    return found
