"""The log: what was done to the ledger, the last checkpoint, and whether everything still agrees with it."""

from starlette.responses import Response

from hudna.desk.view import View
from hudna.ledger.log_page import deeds_before, head_of, report_brought_by
from hudna.ledger.verify import verify

MOST = 60
"""Entries of the log on a page."""
VERIFYING = "verify"


def page(view: View) -> Response:
    """The log, the latest entries first; `at` is one of them, `after` the number that the page begins before."""
    at = view.asked("at")
    number = int(at) if at.isdecimal() and len(at) < 10 else None
    start = number + 1 if number is not None else view.number("after") or None
    found = deeds_before(view.ledger, start, 1 if number is not None else MOST)
    return view.shown(
        "log.html",
        head=head_of(view.ledger),
        found=found,
        after=found[-1].number if number is None and found and found[-1].number else "",
        one=number is not None,
        report=report_brought_by(view.ledger, number) if number is not None else "",
        work=view.desk.works.last(VERIFYING),
    )


def verified(view: View) -> Response:
    """Begins to hash everything again, and shows how that goes on."""
    view.desk.works.begin(VERIFYING, lambda: verify(view.desk.address))
    return view.sent_to("log")
