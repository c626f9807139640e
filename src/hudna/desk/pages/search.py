"""Search: the reports that hold what is asked for, with the words in their context."""

import re

from starlette.responses import Response

from hudna.desk.marks import Mark, Piece, pieces
from hudna.desk.view import View
from hudna.ledger.fulltext import WORD
from hudna.ledger.search import Found, Hit, search
from hudna.vocabulary import Span

WORDS = re.compile(r'"([^"]*)"?|([^\s"]+)')
FIRST, MOST = 20, 200
"""Reports on the first page, and at most."""


def page(view: View) -> Response:
    """What was found, the likeliest first or, with `newest`, the latest."""
    words = words_in(view.asked("q"))
    most = min(MOST, max(FIRST, view.number("most", FIRST)))
    found: Found | None = None
    if words:
        newest, exact = bool(view.asked("newest")), bool(view.asked("exact"))
        found = search(view.ledger, words, view.filters, exact=exact, newest=newest, most=most)
    more = most + FIRST if found and found.total > most and most < MOST else 0
    return view.shown("search.html", found=found, title=_title, passages=_passages, more=more)


def words_in(asked: str) -> list[str]:
    """The words and phrases of a question; what stands in quotation marks is a phrase, whichever marks they are."""
    for mark in "«»“”„":
        asked = asked.replace(mark, '"')
    return [phrase or word for phrase, word in WORDS.findall(asked) if WORD.search(phrase or word)]


def _title(hit: Hit) -> list[Piece]:
    title = hit.origin.title
    return pieces(title, Span(0, len(title)), [Mark(span, "found") for span in hit.in_title])


def _passages(hit: Hit) -> list[list[Piece]]:
    """The pieces of each passage; its spans are over the text, of which only the passage is there."""
    found = []
    for passage in hit.passages:
        start = passage.span.start
        marks = [Mark(Span(span.start - start, span.end - start), "found") for span in passage.found]
        found.append(pieces(passage.printed, Span(0, len(passage.printed)), marks))
    return found
