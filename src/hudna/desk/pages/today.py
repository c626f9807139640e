"""Today: what is new in the ledger on one day of publication."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from starlette.responses import Response

from hudna.desk.view import View
from hudna.errors import BadQuestion
from hudna.ledger.cases import Case
from hudna.ledger.days import contradicted_on, day_of, entries_of_day, latest_day
from hudna.ledger.store import Ledger
from hudna.ledger.stories import stories_begun
from hudna.ledger.undertakings import Gathered, Undertaking, undertakings_of, window_passed

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
    gathered = view.board().gathered
    begun = [group for group in gathered.gathering.groups if group[0].published[:10] == day]
    passed = _passed(gathered, day)
    stories, count = stories_begun(view.ledger, day, STORIES)
    steps, all_steps = entries_of_day(view.ledger, "position", day, STEPS)
    return view.shown(
        "today.html",
        day=day_of(view.ledger, day),
        seen=SEEN,
        stories=stories,
        all_stories=count,
        begun=_undertakings(view, gathered, begun, day),
        all_begun=len(begun),
        passed=_undertakings(view, gathered, passed, day),
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


def _passed(gathered: Gathered, day: str) -> list[Sequence[Case]]:
    """The commitments to do something whose window passed lately, the latest first."""
    lately = (date.fromisoformat(day) - timedelta(days=LATELY)).isoformat()
    found = [
        group
        for group in gathered.gathering.groups
        if not group[0].negated
        and group[0].published[:10] <= day
        and window_passed(group[0].when, day)
        and not window_passed(group[0].when, lately)
    ]
    return sorted(found, key=lambda group: group[0].when.rpartition("/")[2], reverse=True)


def _undertakings(view: View, gathered: Gathered, groups: Sequence[Sequence[Case]], day: str) -> list[Undertaking]:
    some = groups[:COMMITMENTS]

    def found(ledger: Ledger) -> list[Undertaking]:
        return undertakings_of(ledger, gathered, some, day, SEEN)

    return view.remembered(f"seen {day} {[group[0].id for group in some]}", found)
