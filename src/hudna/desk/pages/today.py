"""Today: what is new in the ledger on one day of publication."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from starlette.responses import Response

from hudna.desk.remembered import StillReckoning
from hudna.desk.view import View
from hudna.errors import BadQuestion
from hudna.ledger.columns import Group, Sorted
from hudna.ledger.coverage import accounts_at
from hudna.ledger.days import contradicted_on, day_of, entries_of_day, latest_day
from hudna.ledger.entries import Entry
from hudna.ledger.store import Ledger
from hudna.ledger.stories import stories_begun
from hudna.ledger.undertakings import Undertaking, undertakings_of

STORIES, COMMITMENTS, STEPS = 14, 6, 10
"""What is shown of each; there is a page for the rest."""
SEEN = 3
"""What was seen of each kind, on a card."""
LATELY = 7
"""Days in which a window that passed is news."""
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def page(view: View) -> Response:
    """What was published on a day, the last one in the ledger unless another is asked for."""
    day = view.asked("day") or latest_day(view.ledger, view.desk.day())
    if not day:
        return view.shown("nothing_yet.html")
    if not _is_day(day):
        raise BadQuestion(f"{day}: no day; write it as 2020-11-01")
    board = _board(view)
    begun = board.begun.get(day, ()) if board else ()
    passed = board.passed(_before(day), day) if board else []
    stories, count = stories_begun(view.ledger, day, STORIES)
    steps, all_steps = entries_of_day(view.ledger, "position", day, STEPS)
    return view.shown(
        "today.html",
        day=day_of(view.ledger, day),
        seen=SEEN,
        stories=stories,
        all_stories=count,
        board=board is not None,
        begun=_firsts(view, begun),
        all_begun=len(begun),
        passed=_undertakings(view, board, passed, day) if board else [],
        all_passed=len(passed),
        contradicted=contradicted_on(view.ledger, day, STEPS),
        steps=steps,
        all_steps=all_steps,
    )


def _is_day(text: str) -> bool:
    if not DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _board(view: View) -> Sorted | None:
    """The board, None while it is being put together for the first time: the rest of the page need not wait for it."""
    try:
        return view.board()
    except StillReckoning:
        return None


def _before(day: str) -> str:
    """The first day from which on a window that passed is news."""
    return (date.fromisoformat(day) - timedelta(days=LATELY)).isoformat()


def _firsts(view: View, groups: Sequence[Group]) -> list[Entry]:
    """The first sayings of commitments."""
    return accounts_at(view.ledger, [group[0].place for group in groups[:COMMITMENTS]])


def _undertakings(view: View, board: Sorted, groups: Sequence[Group], day: str) -> list[Undertaking]:
    some = groups[:COMMITMENTS]

    def found(ledger: Ledger) -> list[Undertaking]:
        return undertakings_of(ledger, board.gathered, some, day, SEEN)

    return view.remembered(f"seen {day} {[group[0].id for group in some]}", found)
