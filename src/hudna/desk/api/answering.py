"""What the API answers: the lines that the command line prints as JSON, page by page."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, TypeVar

import msgspec

from hudna.desk.api import asking
from hudna.desk.pages.search import words_in
from hudna.desk.view import BOARD, Desk
from hudna.errors import BadQuestion, NoSuchEntry
from hudna.ledger.columns import COLUMNS, column_of, sorted_in
from hudna.ledger.contacts import silences
from hudna.ledger.cut import cut_contacts, cut_displacement, cut_forces, cut_posts, cut_provisions
from hudna.ledger.entries import entries_in, explanations_of
from hudna.ledger.log_page import deeds_before, head_of
from hudna.ledger.passing import passing_in
from hudna.ledger.printed import printed_report
from hudna.ledger.reports import reports_page
from hudna.ledger.search import search
from hudna.ledger.speakers import cited_in, through_whom
from hudna.ledger.store import Ledger
from hudna.ledger.stories import stories_page, story_of
from hudna.ledger.undertakings import undertakings_of
from hudna.publish.lines.entries import Line, english_line, explained_line
from hudna.publish.lines.registers import (
    contact_line,
    document_line,
    english_undertaking_line,
    post_lines,
    series_line,
    silence_line,
    strength_line,
)
from hudna.publish.lines.search import found_lines
from hudna.publish.lines.stories import story_line, whole_story_line

SIGHTINGS = 60
"""What was seen of each kind, with one commitment."""
THROUGH = 50
T = TypeVar("T")


def page(items: Iterable[Any], after: str = "") -> Line:
    """A page of a list and what the next one begins behind, "" on the last."""
    return {"items": list(items), "next": after}


def _numbered(items: Sequence[Any], asked: asking.Paged) -> Line:
    """A page of a list that is reckoned as a whole: the next page is named by its place in it."""
    if asked.after and not asked.after.isdecimal():
        raise BadQuestion(f"after={asked.after}: no page begins there; give the `next` of the page before")
    start = int(asked.after or 0)
    end = start + asked.limit
    return {**page(items[start:end], str(end) if end < len(items) else ""), "total": len(items)}


def _day(desk: Desk, asked: date | None) -> str:
    return asked.isoformat() if asked else desk.day()


def _kept(desk: Desk, name: str, reckon: Callable[[Ledger], T]) -> T:
    """What follows from the whole ledger, reckoned once for each state of it."""
    return desk.remembered.get(desk.ledger, f"api {name}", reckon)


def reports(desk: Desk, asked: asking.Filtered) -> Line:
    """Reports, newest first, with how many entries were read in each."""
    found, after = reports_page(desk.ledger, asked.filters, asked.after, asked.limit)
    return page(
        ({**msgspec.to_builtins(one.origin), "entries": one.entries, "waits": one.waits} for one in found), after
    )


def report(desk: Desk, asked: asking.Report) -> Line:
    """A report as it was printed, with its attributions and entries; spans are code points over `text`."""
    found = printed_report(desk.ledger, asked.id, asked.wording)
    line: Line = msgspec.to_builtins(found)
    return {**line, "entries": [english_line(entry) for entry in found.entries]}


def entries(desk: Desk, asked: asking.Filtered) -> Line:
    """Entries by date of publication and place in their report."""
    after = explanations_of(desk.ledger, asked.after)[0].entry if asked.after else None
    found = entries_in(desk.ledger, filters=asked.filters, after=after, most=asked.limit + 1)
    last = found[asked.limit - 1].id if len(found) > asked.limit else ""
    return page(map(english_line, found[: asked.limit]), last)


def entry(desk: Desk, asked: asking.One) -> Line:
    """An entry in every wording of its report, the current one first, with the paragraph that it stands in."""
    return page(map(explained_line, explanations_of(desk.ledger, asked.id)))


def stories(desk: Desk, asked: asking.Stories) -> Line:
    """Stories, newest first, with their reports."""
    found, after = stories_page(desk.ledger, asked.filters, asked.after, asked.limit, least=asked.least)
    return page(map(story_line, found), after)


def story(desk: Desk, asked: asking.One) -> Line:
    """A story, by its id or that of a report in it, with every happening that it tells."""
    return whole_story_line(*story_of(desk.ledger, asked.id))


def commitments(desk: Desk, asked: asking.Commitments) -> Line:
    """The commitments of one column of the board, with the ids of their sayings and of what has been seen since."""
    if asked.status not in COLUMNS:
        raise BadQuestion(f"status={asked.status}: no such status; there are {', '.join(COLUMNS)}")
    day, filters = _day(desk, asked.as_of), asked.filters
    board = desk.remembered.get(desk.ledger, BOARD, sorted_in)
    passing = _kept(desk, f"promised {filters}", lambda kept: passing_in(kept, filters, commitments_only=True))
    column = column_of(
        desk.ledger, board, asked.status, day,
        passing=passing, after=asked.after, most=asked.limit, sightings=SIGHTINGS,
    )  # fmt: skip
    return {**page(map(english_undertaking_line, column.held), column.after), "as_of": day}


def commitment(desk: Desk, asked: asking.Commitment) -> Line:
    """A commitment, by the id of any of its sayings."""
    gathered = desk.remembered.get(desk.ledger, BOARD, sorted_in).gathered
    group = gathered.group_of(asked.id)
    if not group:
        raise NoSuchEntry(f"no commitment {asked.id} in {desk.address}; /api/v1/commitments lists what there is")
    day = _day(desk, asked.as_of)
    found = undertakings_of(desk.ledger, gathered, [group], day, SIGHTINGS)[0]
    return {**english_undertaking_line(found), "as_of": day}


def posts(desk: Desk, asked: asking.Filtered) -> Line:
    """Posts with their steps, and last the steps whose post no words settle."""
    filters = asked.filters
    return _numbered(_kept(desk, f"posts {filters}", lambda kept: post_lines(*cut_posts(kept, filters))), asked)


def contacts(desk: Desk, asked: asking.Dated) -> Line:
    """Contacts told up to a day, then how long every two sides of them have been silent."""
    filters, day = asked.filters, _day(desk, asked.as_of)

    def found(kept: Ledger) -> list[Line]:
        held = cut_contacts(kept, day, filters)
        return [*map(contact_line, held), *(silence_line(one, day) for one in silences(held, day))]

    return _numbered(_kept(desk, f"contacts {day} {filters}", found), asked)


def displacement(desk: Desk, asked: asking.Filtered) -> Line:
    """Flight and return by place, with the figures that each origin gives."""
    filters = asked.filters
    found = _kept(desk, f"displacement {filters}", lambda kept: [*map(series_line, cut_displacement(kept, filters))])
    return _numbered(found, asked)


def forces(desk: Desk, asked: asking.Filtered) -> Line:
    """What becomes of the forces of every side at every place."""
    filters = asked.filters
    found = _kept(desk, f"forces {filters}", lambda kept: [*map(strength_line, cut_forces(kept, filters))])
    return _numbered(found, asked)


def provisions(desk: Desk, asked: asking.Filtered) -> Line:
    """What was said of every agreement, provision by provision."""
    filters = asked.filters
    found = _kept(desk, f"provisions {filters}", lambda kept: [*map(document_line, cut_provisions(kept, filters))])
    return _numbered(found, asked)


def sources(desk: Desk, asked: asking.Sources) -> Line:
    """Who is cited, the most cited first."""
    wanted = asked.name.casefold()
    cited = desk.remembered.get(desk.ledger, "cited", cited_in).speakers
    some = [one for one in cited if wanted in one.label.casefold() or wanted in one.identity.casefold()]
    return _numbered(msgspec.to_builtins(some), asked)


def source(desk: Desk, asked: asking.One) -> Line:
    """A source and through whom it is cited; what it said are the entries with `source` set to its identity."""
    cited = desk.remembered.get(desk.ledger, "cited", cited_in).speakers
    found = next((one for one in cited if one.identity == asked.id), None)
    if found is None:
        raise NoSuchEntry(f"no source {asked.id} is cited in {desk.address}; /api/v1/sources lists who is")
    through = through_whom(desk.ledger, found.identity, THROUGH)
    return {**msgspec.to_builtins(found), "through": msgspec.to_builtins(through)}


def searched(desk: Desk, asked: asking.Searched) -> Line:
    """The reports that hold every word and phrase, as far as the limit goes; `after` is not taken here."""
    words = words_in(asked.q)
    if asked.after:
        raise BadQuestion("after: a search has one page; ask for more with limit, or cut it by filters")
    if not words:
        raise BadQuestion(f"q={asked.q}: holds no word; ask for words of reports")
    found = search(desk.ledger, words, asked.filters, exact=asked.exact, newest=asked.newest, most=asked.limit)
    head, *items = found_lines(found)
    return {**page(items), **head}


def log(desk: Desk, asked: asking.Log) -> Line:
    """What was done to the ledger, the latest first, each with its leaf hash."""
    found = deeds_before(desk.ledger, int(asked.after) if asked.after else None, asked.limit)
    last = found[-1].number if found else 0
    return page(msgspec.to_builtins(found), str(last) if last else "")


def checkpoint(desk: Desk, asked: asking.Nothing) -> Line:
    """The state of the log, and the last checkpoint as it was signed."""
    line: Line = msgspec.to_builtins(head_of(desk.ledger))
    return line
