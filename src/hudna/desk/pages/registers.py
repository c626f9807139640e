"""The registers: table, map and timeline of what one filter lets through."""

import json
from typing import Any

from starlette.responses import Response

from hudna.desk.labels import Labels
from hudna.desk.registered import ALL, OTHERS, Spot, cut, drawn, lines_in, registers, timeline
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
    days = timeline(found, register)
    label, places, after = Labels(view.t), drawn(found), view.number("after")
    called = [_called(kind, register, label) for kind in days.kinds]
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
        data=_data(view, places.spots, called, days.counts),
        named=any(line.names or line.sides or line.marks for line in found),
    )


def _called(kind: str, register: str, label: Labels) -> str:
    if kind == OTHERS:
        return str(label.t("registers.others"))
    return label.register(kind) if register == ALL else label.action(kind)


def _data(view: View, spots: list[Spot], called: list[str], days: list[tuple[str, list[int]]]) -> str:
    """What the script draws, as JSON."""
    drawn_there = {
        "sites": [_site(view, spot) for spot in spots],
        "called": called,
        "days": days,
        "tiles": view.desk.tiles,
    }
    return json.dumps(drawn_there)


def _site(view: View, spot: Spot) -> dict[str, Any]:
    site, key = spot.site, f"compass.{spot.site.id.rpartition('/')[2]}"
    name = str(view.t(key, name=spot.name)) if site.kind == "part" and key in view.t.words else spot.name
    there = {"lat": site.lat, "lon": site.lon, "km": spot.km, "n": spot.count}
    return {"name": name, "href": view.here(place=site.id, after=""), **there}
