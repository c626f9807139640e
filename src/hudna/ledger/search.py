"""Reports that hold what somebody asks for, the likeliest first, with the printed words in their context."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, literal, select

from hudna.ledger import filters as cuts
from hudna.ledger.asked import Asked, asked_for
from hudna.ledger.entries import Entry, Origin, entries_numbered
from hudna.ledger.filters import Filters
from hudna.ledger.fulltext import WORD, folded, holding, in_reports
from hudna.ledger.schema import entries, reports
from hudna.ledger.store import Ledger
from hudna.vocabulary import Span

AROUND = 90
"""Letters of context on either side of what was found."""
SHOWN = 3
"""Passages of one report."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Printed words of a report around what was found in them; all spans are over its text."""

    span: Span
    printed: str
    found: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A report that holds what was asked for.

    `own` says whether it holds the very words, or only others of their families.  `in_title` are spans over the title,
    `matches` counts what was found in the text, `entries` are those that pass the filters, where any are asked of entries.
    """

    origin: Origin
    own: bool
    in_title: tuple[Span, ...]
    matches: int
    passages: tuple[Passage, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What was asked, how many reports hold it, and the first of them."""

    asked: tuple[Asked, ...]
    total: int
    hits: tuple[Hit, ...]


def search(
    ledger: Ledger,
    words: Sequence[str],
    filters: Filters = cuts.NONE,
    *,
    exact: bool = False,
    newest: bool = False,
    most: int = 20,
) -> Found:
    """The reports, as they now read, that hold every word and phrase and pass the filters.

    Those that hold the very words come before those that hold others of their families; among them the likeliest first, or
    with `newest` the latest.  Raises `NothingAsked` and `BadFilter`.
    """
    with ledger.reading() as connection:
        asked = asked_for(words, lambda some: in_reports(connection, some), exact=exact)
        if not all(one.all for one in asked):
            cuts.of_entries(connection, filters)
            return Found(asked, 0, ())
        ranked = _ranked(connection, asked, filters, newest=newest)
        rows = _rows(connection, [key for key, _ in ranked[:most]])
        there = entries_numbered(connection, _numbers(connection, filters, rows.keys()))
        told = {
            key: [e for e in some if e.review is None or cuts.still(filters, e.action, e.register, e.when)]
            for key, some in there.items()
        }
    hits = [_hit(rows[key], asked, own=own, told=told.get(key, ())) for key, own in ranked[:most]]
    return Found(asked, len(ranked), tuple(hits))


def _numbers(connection: Connection, filters: Filters, keys: Collection[int]) -> dict[int, list[int]]:
    """The numbers of the entries of these reports that pass, where anything is asked of entries."""
    found: dict[int, list[int]] = {}
    if filters.of_entries and keys:
        wanted = select(entries.c.report, entries.c.number).join(reports, reports.c.key == entries.c.report)
        wanted = wanted.where(entries.c.report.in_(keys), *cuts.of_entries(connection, filters))
        for report, number in connection.execute(wanted.order_by(entries.c.report, entries.c.number)):
            found.setdefault(report, []).append(number)
    return found


def _ranked(
    connection: Connection, asked: Sequence[Asked], filters: Filters, *, newest: bool
) -> list[tuple[int, bool]]:
    """The keys of the reports, and whether each holds the very words."""
    found = holding(connection, (one.all for one in asked)).subquery()
    own: Any = literal(False)
    if all(one.own for one in asked):
        very = holding(connection, (one.own for one in asked)).subquery()
        own = found.c.report.in_(select(very.c.report))
    wanted = select(reports.c.key, own.label("own")).join(found, found.c.report == reports.c.key)
    wanted = wanted.where(reports.c.current, *cuts.holding_one(connection, filters))
    order = (reports.c.published.desc(),) if newest else (own.desc(), found.c.rank)
    return [(row.key, bool(row.own)) for row in connection.execute(wanted.order_by(*order, reports.c.key))]


def _rows(connection: Connection, keys: list[int]) -> dict[int, Any]:
    return {row.key: row for row in connection.execute(select(reports).where(reports.c.key.in_(keys)))}


def _hit(row: Any, asked: Sequence[Asked], *, own: bool, told: Sequence[Entry]) -> Hit:
    sequences = frozenset(sequence for one in asked for sequence in one.all)
    found = found_in(row.text, sequences)
    return Hit(
        origin=Origin(row.id, row.version, row.current, row.outlet, row.published, row.url, row.title),
        own=own,
        in_title=tuple(found_in(row.title, sequences)),
        matches=len(found),
        passages=tuple(_passages(row.text, found)),
        entries=tuple(told),
    )


def found_in(printed: str, sequences: Iterable[tuple[str, ...]]) -> list[Span]:
    """The printed words of a text that are one of these sequences of folded words, in their order; none overlap."""
    by_first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for sequence in sorted(sequences, key=len, reverse=True):
        by_first[sequence[0]].append(sequence)
    copy = folded(printed)
    tokens = [(match[0], *match.span()) for match in WORD.finditer(copy.text.lower())]
    found: list[Span] = []
    after = 0
    for at, (word, start, _) in enumerate(tokens):
        for sequence in by_first.get(word, ()) if at >= after else ():
            if tuple(token[0] for token in tokens[at : at + len(sequence)]) == sequence:
                after = at + len(sequence)
                found.append(copy.printed_span(start, tokens[after - 1][2]))
                break
    return found


def _passages(text: str, found: Sequence[Span]) -> Iterator[Passage]:
    """The first matches with what stands around them in their paragraph, those close to one another together."""
    groups: list[list[Span]] = []
    for span in found:
        if groups and span.start - groups[-1][-1].end <= AROUND and "\n" not in text[groups[-1][-1].end : span.start]:
            groups[-1].append(span)
        elif len(groups) < SHOWN:
            groups.append([span])
        else:
            break
    for group in groups:
        span = _around(text, group[0].start, group[-1].end)
        yield Passage(span, text[span.start : span.end], tuple(group))


def _around(text: str, start: int, end: int) -> Span:
    """A stretch of one paragraph, from the beginning of a word to the end of one."""
    low = max(text.rfind("\n", 0, start) + 1, start - AROUND, 0)
    stop = text.find("\n", end)
    high = min(len(text) if stop < 0 else stop, end + AROUND)
    if low and not text[low - 1].isspace():
        low = next((at + 1 for at in range(low, start) if text[at].isspace()), start)
    if high < len(text) and not text[high].isspace():
        high = next((at for at in range(high, end, -1) if text[at].isspace()), end)
    return Span(low, high)
