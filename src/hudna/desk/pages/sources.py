"""Sources: who is cited, and one source with what it said, through whom, and where it changed."""

from starlette.responses import Response

from hudna.desk.view import View
from hudna.errors import BadQuestion
from hudna.ledger.drift import Series, drift_in
from hudna.ledger.entries import Entry, entries_in, explanations_of
from hudna.ledger.filters import Filters
from hudna.ledger.speakers import Cited, Speaker, cited_in, through_whom
from hudna.ledger.store import Ledger
from hudna.theatres.sides import side_of

MOST = 60
"""Sources on a page, and entries of one."""
THROUGH = 12
STEPS = 40
"""Series of a source that are shown."""


def page(view: View) -> Response:
    """The sources, the most cited first."""
    cited = _cited(view)
    wanted = view.asked("name").casefold()
    some = [one for one in cited.speakers if wanted in one.label.casefold() or wanted in one.identity.casefold()]
    start = view.number("after")
    return view.shown(
        "sources.html",
        found=some[start : start + MOST],
        count=len(some),
        kinds=cited.kinds,
        after=start + MOST if len(some) > start + MOST else "",
        side_of=side_of,
    )


def _cited(view: View) -> Cited:
    return view.remembered("cited", cited_in)


def one(view: View) -> Response:
    """A source: what it said, through whom, and its drift on a matter."""
    identity = view.asked("id")
    speaker: Speaker | None = next((one for one in _cited(view).speakers if one.identity == identity), None)
    if speaker is None:
        raise BadQuestion(
            f"{identity}: no source of that identity is cited in the ledger; the list of sources has them"
        )
    matter = view.asked("about")
    drifting = view.asked("show") == "drift"
    series: list[Series] = []
    if drifting:
        series = view.remembered(
            f"drift {identity} {matter}", lambda ledger: drift_in(ledger, identity, matter)[:STEPS]
        )
    found = [] if drifting else _said(view, identity, matter)
    return view.shown(
        "source.html",
        speaker=speaker,
        side=side_of(identity),
        through=view.remembered(f"through {identity}", lambda ledger: through_whom(ledger, identity, THROUGH)),
        found=found[:MOST],
        after=found[MOST - 1].id if len(found) > MOST else "",
        series=series,
        drifting=drifting,
        matter=matter,
    )


def _said(view: View, identity: str, matter: str) -> list[Entry]:
    """What a source said on a matter, one entry more than a page holds where there is another page."""
    name, filters = view.asked("after"), Filters(source=identity, action=matter)

    def found(ledger: Ledger) -> list[Entry]:
        after = explanations_of(ledger, name)[0].entry if name else None
        return entries_in(ledger, filters=filters, after=after, most=MOST + 1)

    return view.remembered(f"said {identity} {matter} {name}", found)
