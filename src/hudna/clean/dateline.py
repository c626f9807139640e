"""The day of publication that a page prints beside its headline, for readers, where its markup states none."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from lxml import html

from hudna.rules.time_dates import dated
from hudna.rules.time_spans import WORD, take
from hudna.text.fold import fold

LONGEST = 100
"""Letters of a line that says when and little more."""
ABOVE, BELOW = 4, 12
"""Lines before the headline and behind it that may hold its date."""
WORDS_BEFORE = 5
"""Words by which a date is told to be that of publication, or of a change."""
FIRST_YEAR = 1990
SPACED = re.compile(r"(?<=\d) ?/ ?(?=\d)")
PUBLISHED = frozenset(("نشر", "النشر", "نشره", "نشرت", "اضيف", "كتب", "حرر", "بتاريخ"))
CHANGED = frozenset(("تحديث", "التحديث", "تعديل", "التعديل", "عدل", "حدث"))
BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "body", "br", "dd", "div", "dl", "dt", "figcaption", "figure", "footer",
     "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "section", "table", "td",
     "th", "tr", "ul")
)  # fmt: skip
UNSEEN = frozenset(("script", "style", "noscript", "template", "head"))


def printed_day(tree: html.HtmlElement, title: str, opening: str) -> str:
    """The ISO day printed between the headline and the `opening` paragraph of the body, or "".

    Above the headline, where pages print today's date too, a day counts only where it is said to be that of publication.  ""
    also where two days are printed, where a weekday contradicts its date, or where `3/4/2020` may be either of two days.
    """
    lines = list(printed_lines(tree))
    for at in _headlines(lines, title, opening):
        found = [_day_of(line) for line in lines[at + 1 : at + 1 + BELOW] if len(line) <= LONGEST]
        found += [(day, told) for day, told in map(_day_of, lines[max(at - ABOVE, 0) : at]) if told]
        days = {day for day, told in found if day and told} or {day for day, _ in found if day}
        if days:
            return days.pop().isoformat() if len(days) == 1 else ""
    return ""


def _headlines(lines: Sequence[str], title: str, opening: str) -> Iterator[int]:
    """Where the headline stands, the place nearest above the opening of the body first; lists of other reports name it too."""
    wanted = fold(title).text
    body = next((at for at, line in enumerate(lines) if opening and line.startswith(opening)), len(lines))
    places = [at for at, line in enumerate(lines) if fold(line).text == wanted]
    yield from sorted(places, key=lambda at: (at > body, abs(body - at)))


def printed_lines(tree: html.HtmlElement) -> Iterator[str]:
    """The text of the page as it stands in blocks, without what is not seen."""
    line: list[str] = []
    for text, breaks in _pieces(tree):
        if breaks:
            if printed := " ".join(" ".join(line).split()):
                yield printed
            line.clear()
        line.append(text)
    if printed := " ".join(" ".join(line).split()):
        yield printed


def _pieces(tree: html.HtmlElement) -> Iterator[tuple[str, bool]]:
    """Every text of the page in order, and whether a block begins or ends in front of it."""
    waiting: list[tuple[html.HtmlElement, bool]] = [(tree, True)]
    while waiting:
        element, opens = waiting.pop()
        block = element.tag in BLOCKS
        if not opens:
            yield element.tail or "", block
        elif isinstance(element.tag, str) and element.tag not in UNSEEN:
            yield element.text or "", block
            waiting.append((element, False))
            waiting += [(child, True) for child in reversed(element)]
        else:
            yield element.tail or "", False


def _day_of(line: str) -> tuple[date | None, bool]:
    """The day that a line names with its year, not being that of a change, and whether it is told to be that of publication."""
    words = WORD.findall(SPACED.sub("/", fold(line).text))
    padded = [*words, *["\0"] * 6]
    for at in range(len(words)):
        got = dated(padded, at, True)
        if got and got[1][0] == "date" and all(got[1][1:4]):
            before = words[max(at - WORDS_BEFORE, 0) : at]
            day = _certain(got[1][1:4], words[at], words)
            return (None, False) if CHANGED.intersection(before) else (day, bool(PUBLISHED.intersection(before)))
    return None, False


def _certain(printed: tuple[int, int, int], first: str, words: list[str]) -> date | None:
    """The day of year, month and day, unless a weekday in the line contradicts it or digits leave open which is the month."""
    year, month, number = printed
    try:
        day = date(year, month, number)
    except ValueError:
        return None
    weekdays = {got[1] for at in range(len(words)) if (got := take(words, at, "weekday"))}
    if year < FIRST_YEAR or (weekdays and day.weekday() not in weekdays):
        return None
    digits = first[:1].isdigit() and not first.startswith(str(year)) and ("/" in first or "." in first)
    return None if digits and not weekdays and number <= 12 and number != month else day
