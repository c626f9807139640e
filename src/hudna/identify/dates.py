"""The days, weeks, months and years that words name, and the windows counted from the day of print, as EDTF ends."""

from collections.abc import Callable
from datetime import date
from typing import Final, NamedTuple

from hudna.identify import calendar_days as cal
from hudna.identify.calendar_days import Placed
from hudna.rules.time_spans import Expression
from hudna.vocabulary import Reckoning


class Anchor(NamedTuple):
    """What an expression is reckoned from: the day of print, and whether what it dates is still to come and is over at once.

    `base` is the date from which it counts where that is another, and `reckoning` how.
    """

    day: date
    ahead: bool
    moment: bool
    base: Placed | None = None
    reckoning: Reckoning = Reckoning.POINT


class Unplaced(NamedTuple):
    """Why words of time could not be placed."""

    why: str


Outcome = Placed | Unplaced
Rule = Callable[[Expression, Anchor], Outcome]


def place_date(said: Expression, anchor: Anchor) -> Outcome:
    """The ends and precision of what `hudna.rules.time_dates` reads, or why it has none."""
    return _RULES[said[0]](said, anchor)


def _day(said: Expression, anchor: Anchor) -> Outcome:
    return cal.on(cal.shift(anchor.day, said[1]))


def _weekday_date(said: Expression, anchor: Anchor) -> date:
    _, number, direction = said
    ahead = direction == 1 or (direction is None and anchor.ahead)
    return cal.weekday(anchor.day, number, ahead=ahead, today=direction not in (-1, 1))


def _weekday(said: Expression, anchor: Anchor) -> Outcome:
    return cal.on(_weekday_date(said, anchor))


def _single(said: Expression, anchor: Anchor) -> date | None:
    """The one day that a day word or a weekday is."""
    if said[0] == "day":
        return cal.shift(anchor.day, said[1])
    return _weekday_date(said, anchor) if said[0] == "weekday" else None


def _night(said: Expression, anchor: Anchor) -> Outcome:
    """`ليل السبت`: that day and the next; the night of the day of print itself is over only if it began the day before."""
    inner = said[1]
    day = _single(inner, anchor)
    if day is None or inner == ("day", 0):
        return place_date(inner, anchor)
    if day == anchor.day and not anchor.ahead:
        return cal.days(cal.shift(day, -1), day)
    return cal.days(day, cal.shift(day, 1))


def _eve(said: Expression, anchor: Anchor) -> Outcome:
    """`ليله الجمعه` is the night that leads to Friday."""
    day = _single(said[1], anchor)
    if day is None or said[1][0] == "day":
        return place_date(said[1], anchor)
    return cal.days(cal.shift(day, -1), day)


def _inner(said: Expression, anchor: Anchor) -> Outcome:
    return place_date(said[1], anchor)


def _at(said: Expression, anchor: Anchor) -> Outcome:
    """A clock time narrows a night down to the day that it is named after."""
    inner = said[1]
    return place_date(inner[1] if inner[0] in ("night", "midnight") else inner, anchor)


def _last_night(said: Expression, anchor: Anchor) -> Outcome:
    first = cal.shift(anchor.day, said[1])
    return cal.days(first, cal.shift(first, 1))


def _tonight(said: Expression, anchor: Anchor) -> Outcome:
    return cal.days(anchor.day, cal.shift(anchor.day, 1)) if said[1] else cal.on(anchor.day)


def _joined(said: Expression, anchor: Anchor) -> Outcome:
    """Two days that follow each other; the pair is taken as one, so that a night that ends today is not put a week off."""
    first, second = said[1], said[2]
    if first[0] == "date":
        low, high = place_date(first, anchor), place_date(second, anchor)
        if isinstance(low, Unplaced) or isinstance(high, Unplaced):
            return Unplaced("two times that are no two days")
        return Placed(low.low, high.high, "day")
    if first[0] == "day" and second[0] == "day":
        pair = sorted((cal.shift(anchor.day, first[1]), cal.shift(anchor.day, second[1])))
    else:
        last = _single(second, anchor)
        if last is None:
            return Unplaced("two times that are no two days")
        begin = (
            cal.weekday(last, first[1], ahead=False, today=False) if first[0] == "weekday" else _single(first, anchor)
        )
        pair = [begin or last, last]
    if (pair[1] - pair[0]).days != 1:
        return Unplaced("two days that do not follow each other")
    return cal.days(pair[0], pair[1])


# --- dates


def _date(said: Expression, anchor: Anchor) -> Outcome:
    _, year, month, day, direction = said
    if not month:
        return cal.year(year)
    year = year or cal.nearest_year(anchor.day, month, day, direction, ahead=anchor.ahead)
    if not day:
        return cal.month(year, month)
    found = cal.day_of(year, month, day)
    return cal.on(found) if found else Unplaced(f"month {month} of {year} has no day {day}")


def _date_of_year(said: Expression, anchor: Anchor) -> Outcome:
    _, direction, month, day = said
    return _date(("date", anchor.day.year + direction, month, day, None), anchor)


def _day_of_month(said: Expression, anchor: Anchor) -> Outcome:
    _, day, direction = said
    year, month = cal.month(anchor.day.year, anchor.day.month + direction).low.split("-")
    return _date(("date", int(year), int(month), day, None), anchor)


def _hijri(said: Expression, anchor: Anchor) -> Outcome:
    placed = cal.hijri(anchor.day, (said[1], said[2], said[3], said[4]), ahead=anchor.ahead)
    return placed or Unplaced("no such day of the Hijri calendar between 1343 and 1500")


def _week(said: Expression, anchor: Anchor) -> Outcome:
    """Of this week, what is over lies up to the day of print, and what is to come from it on."""
    week = cal.week(anchor.day, said[1])
    if said[1]:
        return week
    today = anchor.day.isoformat()
    return week._replace(low=today) if anchor.ahead else week._replace(high=today)


def _month(said: Expression, anchor: Anchor) -> Outcome:
    return cal.month(anchor.day.year, anchor.day.month + said[1])


def _year(said: Expression, anchor: Anchor) -> Outcome:
    return cal.year(anchor.day.year + said[1])


def _season(said: Expression, anchor: Anchor) -> Outcome:
    _, code, year, direction = said
    return Placed(f"{year}-{code}", f"{year}-{code}", "season") if year else cal.season(anchor.day, code, direction)


def _edge(said: Expression, anchor: Anchor) -> Outcome:
    inner = place_date(said[2], anchor)
    if isinstance(inner, Unplaced) or inner.low.endswith("~"):
        return inner if isinstance(inner, Unplaced) else Unplaced("an edge of a Hijri month")
    if inner.precision == "month":
        year, month = inner.low.split("-")
        return cal.third_of_month(int(year), int(month), said[1])
    if inner.precision == "year":
        return cal.part_of_year(int(inner.low), said[1])
    return Unplaced("the edge of a week is not the same to everybody") if inner.precision == "week" else inner


def _window(said: Expression, anchor: Anchor) -> Outcome:
    """`اليومين الماضيين`, `الايام المقبله`; without a number only the end at the day of print is known."""
    _, many, unit, direction = said
    if not many or unit == "period":
        return open_past(anchor) if direction < 0 else open_future(anchor)
    if unit == "hour":
        if many % 24:
            return open_future(anchor) if direction > 0 else Unplaced("hours are not reckoned in days")
        far = cal.shift(anchor.day, direction * (many // 24))
        return cal.days(min(far, anchor.day), max(far, anchor.day))
    far_end = moved(anchor.day, direction * many, unit)
    if isinstance(far_end, Unplaced):
        return far_end
    if direction > 0:
        return Placed(anchor.day.isoformat(), far_end.high, far_end.precision)
    near = {"month": f"{anchor.day:%Y-%m}", "year": f"{anchor.day:%Y}"}
    return Placed(far_end.low, near.get(far_end.precision, cal.shift(anchor.day, -1).isoformat()), far_end.precision)


def moved(day: date, many: int, unit: str) -> Outcome:
    """So many units from a day, no more exact than the unit."""
    if unit in ("day", "week"):
        return cal.on(cal.shift(day, many * (7 if unit == "week" else 1)))
    if unit == "month":
        return cal.month(day.year, day.month + many)
    years = {"year": 1, "decade": 10, "halfcentury": 50, "century": 100}.get(unit)
    return cal.year(day.year + many * years) if years else Unplaced("hours are not reckoned in days")


def open_past(anchor: Anchor) -> Placed:
    """Some time up to the day of print."""
    return Placed("..", anchor.day.isoformat(), "open")


def open_future(anchor: Anchor) -> Placed:
    """Some time from the day of print on."""
    return Placed(anchor.day.isoformat(), "..", "open")


def _this_period(_: Expression, anchor: Anchor) -> Outcome:
    """The stretch that was told before, where it has both ends."""
    base = anchor.base
    whole = base is not None and base.low != base.high and base.precision != "open"
    return base if base and whole else Unplaced("points to a stretch that is not dated")


def because(why: str) -> Rule:
    """The rule of a shape that is never placed."""
    return lambda _said, _anchor: Unplaced(why)


VAGUE: Final = because("counts from an event that it does not date")
_RULES: Final[dict[str, Rule]] = {
    "day": _day, "weekday": _weekday, "night": _night, "eve": _eve, "midnight": _inner, "at": _at,
    "lastnight": _last_night, "tonight": _tonight, "joined": _joined, "date": _date, "dateof": _date_of_year,
    "monthday": _day_of_month, "hijri": _hijri, "week": _week, "month": _month, "year": _year, "season": _season,
    "edge": _edge, "window": _window, "vague": VAGUE, "this_period": _this_period,
}  # fmt: skip
SHAPES: Final = frozenset(_RULES)
