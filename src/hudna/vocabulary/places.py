"""Where: a place that a phrase may stand for, and how exactly the phrase says so."""

from dataclasses import dataclass

from hudna.vocabulary.spans import Span

ACLED = (0, 1, 2, 2, 3, 3, 3, 3)
"""ACLED's geo_precision by UCDP's where_prec; 0 stands for no precision at all."""
WHERE_PREC = {
    "country": 6,
    "governorate": 4,
    "district": 3,
    "sea": 7,
    "border": 5,
    "river": 5,
    "road": 5,
    "region": 5,
}
"""UCDP's where_prec of the kinds of places that are no point."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place or an area, with the one point that stands for it.

    `id` is a GeoNames number, the id of an area of ours (`YE-TA`, ISO 3166-2 where there is one; `SYR`), or a row of an added
    gazetteer.  `country` is ISO 3166 alpha-3 or "" where it lies in none or several, `admin` the id of the first-level unit
    or "", `pcode` the P-code or "".  An area's point is its seat where it has one.  `precision` is UCDP's where_prec: 1 the
    place itself, 2 near it, 3 a district, 4 a first-level unit, 5 a region or a line, 6 a country, 7 a sea or larger.
    """

    id: str
    name: str
    country: str
    admin: str
    lat: float
    lon: float
    kind: str
    precision: int
    pcode: str = ""

    @property
    def geo_precision(self) -> int:
        """ACLED's precision of the same answer: 1 the place, 2 near it or a small area, 3 a larger area."""
        return ACLED[self.precision]


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """Words that name one place, and every place that they may stand for.

    Resolved only where one is left and nothing speaks against it: `why` says what keeps an open one open.  Of two places
    joined in one phrase (`in the provinces of Marib and Taiz`) each has a mention of its own.
    """

    words: Span
    candidates: tuple[Place, ...]
    rule: str
    why: str = ""

    @property
    def resolved(self) -> Place | None:
        """The one place left, or None."""
        return self.candidates[0] if len(self.candidates) == 1 and not self.why else None
