"""What words in front make of a date or a length of time: since, until, ago, between, so long from then on."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Final

from hudna.identify import calendar_days as cal
from hudna.identify.calendar_days import Placed
from hudna.identify.dates import (
    SHAPES,
    Anchor,
    Outcome,
    Rule,
    Unplaced,
    because,
    moved,
    open_future,
    open_past,
    place_date,
)
from hudna.rules.time_spans import Expression
from hudna.vocabulary import Reckoning

LONG: Final = frozenset({"month", "year", "decade", "halfcentury", "century"})
DAYS_OF: Final = {"day": 1, "week": 7, "month": 30}


def place(said: Expression, anchor: Anchor) -> Outcome:
    """The ends and precision of any expression, or why it has none."""
    return place_date(said, anchor) if said[0] in SHAPES else _RULES[said[0]](said, anchor)


def _since(said: Expression, anchor: Anchor) -> Outcome:
    inner = place(said[1], anchor)
    if isinstance(inner, Unplaced) or inner.precision == "open" or (anchor.moment and not anchor.ahead):
        return inner
    return Placed(inner.low, "..", "open")


def _from(said: Expression, anchor: Anchor) -> Outcome:
    inner = place(said[1], anchor)
    return inner if isinstance(inner, Unplaced) or anchor.moment else Placed(inner.low, "..", "open")


def _until(said: Expression, anchor: Anchor) -> Outcome:
    inner = place(said[1], anchor)
    if isinstance(inner, Unplaced):
        return inner
    return Placed(
        anchor.day.isoformat() if anchor.ahead else "..", inner.high, "open" if not anchor.ahead else inner.precision
    )


def _ago(said: Expression, anchor: Anchor) -> Outcome:
    many, unit = said[1:3]
    if len(said) > 3 and many:
        far = moved(anchor.day, -many, unit)
        return far if isinstance(far, Unplaced) else Placed("..", far.high, "open")
    if not many:
        return open_past(anchor) if unit in ("day", "week", "month") else Unplaced("the number is not said")
    return moved(anchor.day, -many, unit)


def _after(said: Expression, anchor: Anchor) -> Outcome:
    _, many, unit = said
    if not anchor.ahead:
        return Unplaced("counts from an event")
    if not many:
        return open_future(anchor)
    return moved(anchor.day, many, unit)


def _range(said: Expression, anchor: Anchor) -> Outcome:
    """Both ends are said; the first is the last such before the second (`بين سبتمبر ويناير الماضيين`)."""
    first, last = place(said[1], anchor), place(said[2], anchor)
    if isinstance(first, Unplaced) or isinstance(last, Unplaced):
        return first if isinstance(first, Unplaced) else last
    if first.low > last.low:
        first = _earlier(said[1], first)
    return Placed(first.low, last.high, last.precision) if first.low <= last.low else Unplaced("ends before it begins")


def _earlier(said: Expression, placed: Placed) -> Placed:
    """The same weekday a week before, the same date a year before."""
    if said[0] == "weekday":
        return cal.on(date.fromisoformat(placed.low) - timedelta(days=7))
    year, rest = placed.low[:4], placed.low[4:]
    low = f"{int(year) - 1}{rest}"
    return placed if said[0] != "date" or said[1] else Placed(low, low, placed.precision)


def _counted(said: Expression, anchor: Anchor) -> Outcome:
    """`بعد يومين من` and `غداه`: the event named after them lies so far back from the date that they count from."""
    _, many, unit, way = said
    base = anchor.base
    if base is None or base.precision == "open":
        return Unplaced("counts from an event")
    day = _day(base.low) if base.low == base.high else None
    if day is None or not many:
        return Unplaced("counts from an event")
    return _until_base(day, many, unit) if anchor.reckoning is Reckoning.UNTIL else moved(day, -way * many, unit)


def _until_base(day: date, many: int, unit: str) -> Outcome:
    begin = moved(day, 1 - many if unit == "day" else -many, unit)
    return begin if isinstance(begin, Unplaced) else Placed(begin.low, _in_unit(day, begin.precision), begin.precision)


def _in_unit(day: date, precision: str) -> str:
    """The day, or its month or year where no day is meant."""
    return {"month": f"{day:%Y-%m}", "year": f"{day:%Y}"}.get(precision, day.isoformat())


def _since_then(_: Expression, anchor: Anchor) -> Outcome:
    base = anchor.base
    return Placed(base.low, "..", "open") if base and base.low != ".." else Unplaced("counts from an event")


def _then(_: Expression, anchor: Anchor) -> Outcome:
    return anchor.base or Unplaced("counts from an event")


def _within(said: Expression, anchor: Anchor) -> Outcome:
    """`خلال ايام` is a horizon when the thing is to come, else a duration."""
    if not anchor.ahead:
        return _lasting(said, anchor)
    return place_date(("window", said[1], said[2], 1), anchor)


def _lasting(said: Expression, anchor: Anchor) -> Outcome:
    """So long from a known beginning on, or so long up to the day of print where it is a total; else no date."""
    _, many, unit = said
    if anchor.reckoning is Reckoning.TOTAL and many and unit in LONG:
        return place_date(("window", many, unit, -1), anchor)
    base = anchor.base
    if base is None or not many or anchor.reckoning not in (Reckoning.ONWARD, Reckoning.DAYS):
        return Unplaced("says how long, not when")
    first = _day(base.low)
    if first is None or unit not in DAYS_OF:
        return Unplaced("counts from a day that is not said")
    return cal.days(first, _last_day(first, many, unit, whole=anchor.reckoning is Reckoning.DAYS))


def _day(edtf: str) -> date | None:
    """The day that an end of a date is, or None where it is a month, a year or open."""
    day = edtf.rstrip("~")
    return date.fromisoformat(day) if len(day) == len("2015-07-26") else None


def _last_day(first: date, many: int, unit: str, *, whole: bool) -> date:
    """The day on which so long ends; of `whole` days the first counts as one."""
    if unit == "month":
        year, month = divmod(first.year * 12 + first.month - 1 + many, 12)
        return date(year, month + 1, min(first.day, monthrange(year, month + 1)[1]))
    return cal.shift(first, many * DAYS_OF[unit] - whole)


def _since_total(said: Expression, anchor: Anchor) -> Outcome:
    """`منذ اربعه اشهر` of a total: it ends at the day of print."""
    placed = _since(said, anchor)
    if isinstance(placed, Unplaced) or anchor.reckoning is not Reckoning.TOTAL or said[1][0] != "ago":
        return placed
    precision = {7: "month", 4: "year"}.get(len(placed.low), "day")
    return Placed(placed.low, _in_unit(anchor.day, precision), precision) if placed.low != ".." else placed


def _overnight(_: Expression, anchor: Anchor) -> Outcome:
    first = anchor.day if anchor.ahead else cal.shift(anchor.day, -1)
    return cal.days(first, cal.shift(first, 1))


_RULES: Final[dict[str, Rule]] = {
    "since": _since_total, "from": _from, "until": _until, "ago": _ago, "after": _after, "range": _range,
    "counted": _counted, "since_then": _since_then, "then": _then, "within": _within, "throughout": _lasting,
    "lasting": _lasting, "overnight": _overnight, "recent": lambda _, anchor: open_past(anchor),
    "soon": lambda _, anchor: open_future(anchor), "clock": because("a clock time names no day"),
    "bare_clock": because("a clock time names no day"), "now": because("the moment of speaking"),
}  # fmt: skip
