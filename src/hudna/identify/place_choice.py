"""Which of the places of one name is meant: each question leaves out those that it speaks against, and never the last."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final

from hudna.identify.gazetteer import SITES, TOWNLIKE, Known, apart
from hudna.identify.place_context import Context
from hudna.identify.place_phrases import Part
from hudna.rules import countries as lands
from hudna.rules.places import needs_head
from hudna.vocabulary.places import WHERE_PREC

SAME: Final = 25.0
"""Kilometres within which two places of one name are one (a town, and the district that it is the seat of)."""
NEIGHBOUR: Final = 120.0
FARTHER: Final = 3.0
"""The nearest place of a name is meant where it is that near to the others of the report, and the next so much farther."""
CITY: Final = 200_000
TIMES: Final = 40
"""A city of that size is not confounded with a hamlet so many times smaller."""
LARGE_CITY: Final = 300_000
"""A city of that size is named without its country."""
ANY: Final = frozenset(("region", "site", "building", "border"))
"""Heads that stand before names of every kind."""
FITS: Final = {
    "town": TOWNLIKE,
    "quarter": frozenset(("quarter", "town", "village")),
    "governorate": frozenset(("governorate",)),
    "district": frozenset(("district", "town", "quarter")),
    "rural": frozenset(("governorate", "region")),
    "camp": frozenset(("camp", "base")),
    "airport": frozenset(("airport", "base")),
    "base": frozenset(("base", "airport")),
    "hill": frozenset(("hill", "mountain", "town")),
    "mountain": frozenset(("mountain", "hill")),
    "sea": frozenset(("sea", "strait", "lake")),
}
"""Kinds of place that a head noun goes with."""
WATERS: Final = frozenset(("river", "sea", "strait", "lake", "canal", "country", "border", "road"))
"""What no town bears the name of when it is called a town."""
FIRST: Final = ("country", "town", "quarter", "village", "airport", "base", "port", "crossing", "governorate")


class Choice:
    """The places left of one name, the rule that left them, and what kept it open."""

    __slots__ = ("places", "rule", "why")

    def __init__(self, places: tuple[Known, ...], rule: str, why: str = "") -> None:
        self.places = places
        self.rule = rule
        self.why = why

    def moved(self, how: Callable[[Known], Known], rule: str) -> "Choice":
        """The same places, each one moved."""
        return Choice(tuple(how(known) for known in self.places), rule, self.why)

    def named(self, rule: str) -> "Choice":
        """The same by another rule."""
        return Choice(self.places, rule, self.why)


def choose(
    known: Sequence[Known], part: Part, inside: Sequence[Known], context: Context, near: Callable[[], Sequence[Known]]
) -> Choice:
    """The places of a name that the phrase and the report leave."""
    left, rule = _of_kind(
        [place if place.name == part.name else _called(place, part.name) for place in known], part.heads
    )
    left = _one_of_each_place(left, part.heads)
    if len(left) > 1:
        left, rule = _asked(left, rule, part, inside, context, near)
    if len(left) == 1 and not inside and _is_out_of_place(left[0], context):
        return Choice(tuple(left), rule, f"nothing else in the report is in its country ({left[0].country})")
    return Choice(tuple(left), rule)


def _asked(
    left: list[Known],
    rule: str,
    part: Part,
    inside: Sequence[Known],
    context: Context,
    near: Callable[[], Sequence[Known]],
) -> tuple[list[Known], str]:
    """The places that the questions leave, and the last that left any out."""
    questions: tuple[tuple[str, Callable[[Sequence[Known]], Sequence[Known]]], ...] = (
        ("country", lambda found: [place for place in found if place.country in part.countries]),
        ("inside", lambda found: [place for place in found if any(_lies_in(place, box) for box in inside)]),
        ("capital", _capitals),
        ("city", _cities),
        ("context", lambda found: _in_context(found, context)),
        ("distance", lambda found: _nearest(found, near())),
    )
    for name, question in questions:
        if len(left) <= 1:
            break
        fewer = question(left)
        if fewer and len(fewer) < len(left):
            left, rule = list(fewer), name
    return left, rule


@lru_cache(maxsize=4096)
def _called(place: Known, name: str) -> Known:
    return place._replace(name=name)


def _is_out_of_place(place: Known, context: Context) -> bool:
    """Whether a small place is the only thing in the report that lies in its country: likely another place of that name."""
    small = place.kind not in WHERE_PREC and (place.population < LARGE_CITY or needs_head(place.name))
    return small and bool(place.country) and context.others(place.country, place.name) == 0


def _of_kind(known: Sequence[Known], heads: Sequence[str]) -> tuple[list[Known], str]:
    """The places of the kind that the nearest head names; a site of an unknown name is near the town of that name."""
    wanted = [head for head in heads if head not in ANY]
    for head in reversed(wanted):
        fitting = [place for place in known if place.kind in FITS.get(head, frozenset((head,)))]
        if fitting:
            return fitting, "kind"
    head = wanted[-1] if wanted else ""
    towns = [place for place in known if place.kind in TOWNLIKE]
    if head in SITES or head in ("hill", "mountain", "dam", "river", "island"):
        return ([_beside(place, head) for place in towns], "site") if towns else (list(known), "name")
    if head == "governorate":
        return [place._replace(kind=head, exactness=4) for place in towns] or list(known), "unit"
    if head in ("town", "quarter", "district"):
        return [place for place in known if place.kind not in WATERS], "name"
    return list(known), "name"


def _beside(place: Known, head: str) -> Known:
    return place._replace(id=f"{place.id}/{head}", kind=head, pcode="", exactness=2)


def _one_of_each_place(known: Sequence[Known], heads: Sequence[str]) -> list[Known]:
    """One of what lies together and bears one name: a town rather than the governorate that it is the seat of."""
    if len(known) == 1:
        return list(known)
    found: list[Known] = []
    for place in sorted(known, key=lambda place: (place.kind not in heads, *_rank(place))):
        if not any(apart(place.lat, place.lon, other.lat, other.lon) <= SAME for other in found):
            found.append(place)
    return found


def _rank(place: Known) -> tuple[int, int]:
    return (FIRST.index(place.kind) if place.kind in FIRST else len(FIRST), -place.population)


def _lies_in(place: Known, box: Known) -> bool:
    """Whether a place lies in another: of its country, of its unit, or inside its circle."""
    if box.kind == "country":
        return place.country == box.country
    if box.kind == "governorate" and place.admin and box.country == place.country:
        return place.admin == box.id
    away = apart(place.lat, place.lon, box.mid_lat, box.mid_lon)
    return place != box and away <= max(box.radius * 1.6, SAME)


def _capitals(known: Sequence[Known]) -> list[Known]:
    """A country rather than a town of its name; a capital rather than a small place of its name."""
    countries = [place for place in known if place.kind == "country"]
    if countries:
        return countries
    owners = lands.by_capital().get(known[0].name, ())
    capitals = [place for place in known if place.country in owners and place.kind in ("town", "governorate")]
    others = [place for place in known if place.country not in owners]
    return capitals if all(place.population < CITY for place in others) else list(known)


def _cities(known: Sequence[Known]) -> list[Known]:
    """Without the hamlets that bear the name of a city, unless our own tables have them."""
    largest = max(place.population for place in known)
    if largest < CITY:
        return list(known)
    return [p for p in known if p.source != "geonames" or p.population * TIMES >= largest]


def _in_context(known: Sequence[Known], context: Context) -> list[Known]:
    """Those in the country that the report names far more often than those of the others; else in any that it names."""
    clear = context.clearest([place.country for place in known])
    if clear:
        return [place for place in known if place.country == clear]
    return [place for place in known if context.weights[place.country]]


def _nearest(known: Sequence[Known], others: Sequence[Known]) -> list[Known]:
    """The one that is near to the other places of the report, where the rest is far from them."""
    elsewhere = [other for other in others if other.name != known[0].name]
    if not elsewhere:
        return list(known)
    ranked = sorted(
        (min(apart(place.lat, place.lon, other.lat, other.lon) for other in elsewhere), n)
        for n, place in enumerate(known)
    )
    if ranked[0][0] <= NEIGHBOUR and ranked[1][0] >= FARTHER * ranked[0][0]:
        return [known[ranked[0][1]]]
    return list(known)
