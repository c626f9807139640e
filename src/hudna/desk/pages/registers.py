"""The registers: table, map and timeline of what one filter lets through."""

from typing import Any

from starlette.responses import Response

from hudna.desk.labels import Labels
from hudna.desk.registered import ALL, OTHERS, counts_by_day, cut, drawn, lines_in, registers
from hudna.desk.view import View
from hudna.ledger.passing import passing_in

MOST = 150
"""Lines of the table on a page; map and timeline show all."""
FIRST = "position"


def page(view: View) -> Response:
    """One register, or all of them; `register` and the filters stand in the address."""
    known = registers()
    register = view.asked("register", FIRST)
    register = register if register in (ALL, *known) else FIRST
    as_of = view.desk.day()
    lines = view.remembered(f"register {register} {as_of}", lambda ledger: lines_in(ledger, register, as_of))
    found = cut(lines, passing_in(view.ledger, view.filters))
    apart, days = counts_by_day(found, register)
    label, places, after = Labels(view.t), drawn(found), view.number("after")
    called = [_called(kind, register, label) for kind in apart]
    return view.shown(
        "registers.html",
        register=register,
        known=(*known, ALL),
        found=found[after : after + MOST],
        total=len(found),
        after=str(after + MOST) if after + MOST < len(found) else "",
        called=called,
        days=days,
        places=places,
        data=_data(view, places.sites, called, days),
    )


def _called(kind: str, register: str, label: Labels) -> str:
    if kind == OTHERS:
        return str(label.t("registers.others"))
    return label.register(kind) if register == ALL else label.action(kind)


def _data(view: View, sites: list[dict[str, Any]], called: list[str], days: list[tuple[str, list[int]]]) -> dict[str, Any]:
    """What the script draws."""
    there = [{**site, "href": view.here(place=site["name"], after="")} for site in sites]
    return {"sites": there, "called": called, "days": days, "tiles": view.desk.tiles, "lang": view.lang}
