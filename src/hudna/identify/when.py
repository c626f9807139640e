"""Printed time words to EDTF, reckoned from the day of print or from a date of the report, and from no other."""

from datetime import date
from functools import lru_cache
from typing import Final

from hudna.identify import calendar_days as cal
from hudna.identify.calendar_days import Placed
from hudna.identify.dates import Anchor, Outcome, Unplaced
from hudna.identify.stretches import place
from hudna.rules.time_grammar import phrase_at
from hudna.rules.time_spans import WORD, Expression, duration
from hudna.text.fold import fold
from hudna.vocabulary import Calendar, Reckoning, Span, When

NO_SPAN: Final = Span(0, 0)
UNDATED: Final = "the report has no date to reckon from"
EXACTNESS: Final = ("day", "week", "decade", "month", "season", "year", "open", "")
REMEMBERED: Final = 4096
"""How many phrases and how many of their dates are kept: a press file says أمس thousands of times."""


def resolve(
    words: str,
    published: str,
    future: bool = False,
    span: Span = NO_SPAN,
    *,
    moment: bool = False,
    base: When | None = None,
    reckoning: Reckoning = Reckoning.POINT,
) -> When:
    """The first time phrase in the words as EDTF; `edtf` is "" and `why` says so where it cannot be placed.

    `future` is whether what they date is still to come: it decides which Sunday a bare Sunday is.  `moment` is whether it
    is over at once (a truce begins): then `اعتبارا من الاحد` is that Sunday and not an open interval.  `base` is the date from
    which the words count (`بعد يومين من`, `منذ ذلك الحين`), and `reckoning` how.
    """
    from_there = (base.edtf, base.precision) if base is not None else None
    return When(span, *_dated(words, published, future, moment, from_there, reckoning))


@lru_cache(REMEMBERED)
def _dated(
    words: str,
    published: str,
    future: bool,
    moment: bool,
    base: tuple[str, str] | None,
    reckoning: Reckoning,
) -> tuple[str, str, Calendar, str, str]:
    """Date, precision, calendar, rule and what kept it open; `base` is date and precision of what the words count from."""
    said = _said(words)
    if said is None:
        return "", "", Calendar.GREGORIAN, "", "no words of time in it"
    if base is not None and said[0] in ("after", "ago"):
        said = ("counted", *said[1:3], 1 if said[0] == "after" else -1)
    calendar = Calendar.HIJRI if "hijri" in _shapes(said) else Calendar.GREGORIAN
    known = Placed(*_ends(base[0]), base[1]) if base is not None and base[0] else None
    outcome = _outcome(said, published, Anchor(date.min, future, moment, known, reckoning))
    rule = f"time.{said[0]}"
    if isinstance(outcome, Unplaced):
        return "", "", calendar, rule, outcome.why
    return outcome.edtf, outcome.precision, calendar, rule, ""


@lru_cache(REMEMBERED)
def _said(words: str) -> Expression | None:
    """What the words say; in front of a span of them `في` may have been left out."""
    found = WORD.findall(fold(words).text)
    said = _first(found) or _first(["في", *found])
    spell = duration([*found, "\0"], 0) if found and said is None else None
    return ("lasting", *spell[1]) if spell else said


def _first(words: list[str]) -> Expression | None:
    phrases = (phrase_at(words, i, len(words)) for i in range(len(words)))
    return next((phrase.said for phrase in phrases if phrase), None)


def _outcome(said: Expression, published: str, anchor: Anchor) -> Outcome:
    day = cal.printed_day(published)
    return _absolute(said) if day is None else place(said, anchor._replace(day=day))


def _ends(edtf: str) -> tuple[str, str]:
    low, _, high = edtf.partition("/")
    return low, high or low


def _shapes(said: Expression) -> set[str]:
    inner = [part for part in said[1:] if isinstance(part, tuple)]
    return {str(said[0])}.union(*(_shapes(part) for part in inner)) if inner else {str(said[0])}


def _absolute(said: Expression) -> Outcome:
    """Without a day of print only what names its own year can be placed."""
    if not _names_its_year(said):
        return Unplaced(UNDATED)
    return place(said, Anchor(date(int(_year_in(said)), 1, 1), ahead=False, moment=False))


def _names_its_year(said: Expression) -> bool:
    return said[0] not in ("until", "joined") and bool(_year_in(said))


def _year_in(said: Expression) -> int:
    if said[0] in ("date", "hijri"):
        return min(int(said[1]), 2099)
    if said[0] == "season":
        return int(said[2])
    if said[0] in ("edge", "since", "from", "at"):
        return _year_in(said[-1])
    return 0
