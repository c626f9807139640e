"""Today: what is new in the ledger."""

from starlette.responses import Response

from hudna.desk.view import View
from hudna.ledger.entries import entries_in
from hudna.ledger.filters import Filters


def page(view: View) -> Response:
    """What was published on a day."""
    day = view.asked("day") or view.desk.day()
    found = entries_in(view.ledger, filters=Filters(published=day), most=50)
    return view.shown("today.html", day=day, found=found)
