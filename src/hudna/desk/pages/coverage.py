"""Coverage: reports by outlet, side and day, feeds gone silent, and who accuses whom."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from starlette.responses import Response

from hudna.desk.view import View
from hudna.ledger.coverage import Outlet, accounts_at, accusations_in, heard_in, outlets_in, ranked
from hudna.ledger.days import latest_day

OUTLETS, SIDES, MATRIX, ACCOUNTS = 40, 14, 10, 50
LONGEST = 92
"""Days of the chart."""
Bar = tuple[str, int]


def page(view: View) -> Response:
    """The whole of it; `by` and `of` are a cell of the matrix, whose entries then stand below it."""
    outlets = view.remembered("outlets", outlets_in)
    blaming = bool(view.asked("blaming"))
    accusations = view.remembered(f"accusations {blaming}", lambda ledger: accusations_in(ledger, blamed_only=blaming))
    by, of = ranked(accusations, MATRIX)
    as_of = latest_day(view.ledger, view.desk.day())
    cell = view.asked("by"), view.asked("of")
    return view.shown(
        "coverage.html",
        as_of=as_of,
        outlets=outlets[:OUTLETS],
        more_outlets=max(0, len(outlets) - OUTLETS),
        silent=[(one, days) for one in outlets if as_of and (days := one.silent_for(as_of))],
        bars=bars_of(outlets, as_of) if as_of else [],
        heard=view.remembered("heard", heard_in)[:SIDES],
        accusations=accusations,
        by=by,
        of=of,
        cell=cell,
        accounts=accounts_at(view.ledger, accusations.get(cell, ())[:ACCOUNTS]),
    )


def bars_of(outlets: Sequence[Outlet], as_of: str) -> list[Bar]:
    """How many reports were published on each of the last days, every day one bar."""
    total = Counter[str]()
    for outlet in outlets:
        total.update(outlet.days)
    last = date.fromisoformat(as_of)
    days = [(last - timedelta(days=n)).isoformat() for n in range(LONGEST - 1, -1, -1)]
    return [(day, total[day]) for day in days]
