"""Commitments: the board with a column for each status, and one commitment with its sayings over time."""

from starlette.responses import Response

from hudna.desk.view import View
from hudna.errors import BadQuestion, NoSuchEntry
from hudna.ledger.columns import COLUMNS, Column, column_of
from hudna.ledger.passing import passing_in
from hudna.ledger.store import Ledger
from hudna.ledger.undertakings import undertakings_of

CARDS, MORE = 6, 24
"""Cards of a column on the board, and on a page of its own."""
SHOWN = 3
"""What was seen of each kind, on a card."""
SIGHTINGS = 60
"""What was seen of each kind, on the page of a commitment."""


def page(view: View) -> Response:
    """The board, or one column of it page by page."""
    wanted = view.asked("status")
    if wanted and wanted not in COLUMNS:
        raise BadQuestion(f"status {wanted}: no such status; there are {', '.join(COLUMNS)}")
    names = (wanted,) if wanted else COLUMNS
    columns = [_column(view, name, MORE if wanted else CARDS) for name in names]
    return view.shown(
        "commitments.html", columns=[c for c in columns if c.held or wanted], wanted=wanted, as_of=as_of(view)
    )


def _column(view: View, status: str, most: int) -> Column:
    """A column as the filters cut it, kept for as long as the ledger is as it is."""
    after, day, filters = view.asked("after"), as_of(view), view.filters

    def column(ledger: Ledger) -> Column:
        passing = view.remembered(
            f"promised {filters}", lambda ledger: passing_in(ledger, filters, commitments_only=True)
        )
        return column_of(ledger, view.board(), status, day, passing=passing, after=after, most=most, sightings=SHOWN)

    return view.remembered(f"column {status} {day} {after} {most} {filters}", column)


def as_of(view: View) -> str:
    """The day on which windows are looked at."""
    return view.asked("as_of") or view.desk.day()


def one(view: View) -> Response:
    """A commitment: its sayings over time, and what has been seen since, for and against, side by side."""
    gathered, wanted = view.board().gathered, view.asked("id")
    group = gathered.group_of(wanted)
    if not group:
        raise NoSuchEntry(f"no commitment {wanted} in {view.desk.address}; the board shows what there is")
    found = undertakings_of(view.ledger, gathered, [group], as_of(view), SIGHTINGS)[0]
    return view.shown("commitment.html", one=found, as_of=as_of(view), most=SIGHTINGS)
