"""Printed time words to EDTF, reckoned from the day of print and from no other."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from hudna.identify import calendar_days as cal
from hudna.identify.calendar_days import Placed
from hudna.rules.time_dates import bare_year
from hudna.rules.time_grammar import TimePhrase, phrase_at
from hudna.rules.time_spans import Expression
from hudna.text.fold import fold
from hudna.vocabulary import Calendar, Span, When

NO_SPAN = Span(0, 0)
WORD = re.compile(r"[\u0621-\u064a]+|\d+(?:[.,:/]\d+)*|[^\W\d_\u0621-\u064a]+|[^\w\s]")
UNDATED = "the report has no date to reckon from"
EXACTNESS = ("day", "week", "decade", "month", "season", "year", "open", "")


class _Anchor(NamedTuple):
    day: date
    ahead: bool
    moment: bool
    base: str = ""
    lasting: bool = False


class Unplaced(NamedTuple):
    """Why words of time could not be placed."""

    why: str


Outcome = Placed | Unplaced


def resolve(
    words: str,
    published: str,
    future: bool = False,
    span: Span = NO_SPAN,
    *,
    moment: bool = False,
    base: str = "",
    lasting: bool = False,
) -> When:
    """The first time phrase in the words as EDTF; `edtf` is "" and `why` says so where it cannot be placed.

    `future` is whether what they date is still to come: it decides which Sunday a bare Sunday is.  `moment` is whether it
    is over at once (a truce begins): then `اعتبارا من الاحد` is that Sunday and not an open interval.  `base` is the EDTF date
    from which `بعد يومين من` or `منذ ذلك الحين` counts, `lasting` whether so long it went on until then.
    """
    phrase = _first_phrase(WORD.findall(fold(words).text))
    if phrase is None:
        return When(span, "", "", Calendar.GREGORIAN, "", "no words of time in it")
    said = phrase.said
    if base and said[0] in ("after", "ago"):
        said = ("counted", *said[1:3], 1 if said[0] == "after" else -1)
    return _placed(said, published, span, _Anchor(date.min, future, moment, base, lasting))


def resolve_together(
    phrases: Sequence[tuple[str, Span]], published: str, future: bool = False, *, moment: bool = False
) -> When | None:
    """The most exact of several time phrases of one event, the first of equals; None without phrases."""
    found = [resolve(words, published, future, span, moment=moment) for words, span in phrases]
    return min(found, key=lambda when: EXACTNESS.index(when.precision)) if found else None


def _first_phrase(words: Sequence[str]) -> TimePhrase | None:
    found = (phrase_at(words, i, len(words)) for i in range(len(words)))
    phrase = next((phrase for phrase in found if phrase), None)
    if phrase is None and len(words) == 1 and (year := bare_year(list(words), 0)):
        return TimePhrase(0, *year)  # `في` before a bare year is not in its words
    return phrase


def _placed(said: Expression, published: str, span: Span, anchor: _Anchor) -> When:
    calendar = Calendar.HIJRI if "hijri" in _shapes(said) else Calendar.GREGORIAN
    rule = f"time.{said[0]}"
    day = _published(published)
    if day is None:
        outcome = _absolute(said)
    else:
        outcome = _place(said, anchor._replace(day=day))
    if isinstance(outcome, Unplaced):
        return When(span, "", "", calendar, rule, outcome.why)
    return When(span, outcome.edtf, outcome.precision, calendar, rule)


def _published(published: str) -> date | None:
    """The day of print, or None where the report has none or it is no ISO date."""
    match = re.match(r"(\d{4})-(\d\d)-(\d\d)", published)
    return cal.day_of(*(int(part) for part in match.groups())) if match else None


def _shapes(said: Expression) -> set[str]:
    inner = [part for part in said[1:] if isinstance(part, tuple)]
    return {str(said[0])}.union(*(_shapes(part) for part in inner)) if inner else {str(said[0])}


def _absolute(said: Expression) -> Outcome:
    """Without a day of print only what names its own year can be placed."""
    if not _names_its_year(said):
        return Unplaced(UNDATED)
    return _place(said, _Anchor(date(int(_year_in(said)), 1, 1), ahead=False, moment=False))


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


def _place(said: Expression, anchor: _Anchor) -> Outcome:
    return _RULES[said[0]](said, anchor)


# --- days


def _day(said: Expression, anchor: _Anchor) -> Outcome:
    return cal.on(cal.shift(anchor.day, said[1]))


def _weekday_date(said: Expression, anchor: _Anchor) -> date:
    _, number, direction = said
    ahead = direction == 1 or (direction is None and anchor.ahead)
    return cal.weekday(anchor.day, number, ahead=ahead, today=direction not in (-1, 1))


def _weekday(said: Expression, anchor: _Anchor) -> Outcome:
    return cal.on(_weekday_date(said, anchor))


def _single(said: Expression, anchor: _Anchor) -> date | None:
    """The one day that a day word or a weekday is."""
    if said[0] == "day":
        return cal.shift(anchor.day, said[1])
    return _weekday_date(said, anchor) if said[0] == "weekday" else None


def _night(said: Expression, anchor: _Anchor) -> Outcome:
    """`ليل السبت`: that day and the next; the night of the day of print itself is over only if it began the day before."""
    inner = said[1]
    day = _single(inner, anchor)
    if day is None or inner == ("day", 0):
        return _place(inner, anchor)
    if day == anchor.day and not anchor.ahead:
        return cal.days(cal.shift(day, -1), day)
    return cal.days(day, cal.shift(day, 1))


def _eve(said: Expression, anchor: _Anchor) -> Outcome:
    """`ليله الجمعه` is the night that leads to Friday."""
    day = _single(said[1], anchor)
    if day is None or said[1][0] == "day":
        return _place(said[1], anchor)
    return cal.days(cal.shift(day, -1), day)


def _inner(said: Expression, anchor: _Anchor) -> Outcome:
    return _place(said[1], anchor)


def _at(said: Expression, anchor: _Anchor) -> Outcome:
    """A clock time narrows a night down to the day that it is named after."""
    inner = said[1]
    return _place(inner[1] if inner[0] in ("night", "midnight") else inner, anchor)


def _last_night(said: Expression, anchor: _Anchor) -> Outcome:
    first = cal.shift(anchor.day, said[1])
    return cal.days(first, cal.shift(first, 1))


def _tonight(said: Expression, anchor: _Anchor) -> Outcome:
    return cal.days(anchor.day, cal.shift(anchor.day, 1)) if said[1] else cal.on(anchor.day)


def _overnight(_: Expression, anchor: _Anchor) -> Outcome:
    first = anchor.day if anchor.ahead else cal.shift(anchor.day, -1)
    return cal.days(first, cal.shift(first, 1))


def _joined(said: Expression, anchor: _Anchor) -> Outcome:
    """Two days that follow each other; the pair is taken as one, so that a night that ends today is not put a week off."""
    first, second = said[1], said[2]
    if first[0] == "date":
        low, high = _place(first, anchor), _place(second, anchor)
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


def _date(said: Expression, anchor: _Anchor) -> Outcome:
    _, year, month, day, direction = said
    if not month:
        return cal.year(year)
    year = year or cal.nearest_year(anchor.day, month, day, direction, ahead=anchor.ahead)
    if not day:
        return cal.month(year, month)
    found = cal.day_of(year, month, day)
    return cal.on(found) if found else Unplaced(f"month {month} of {year} has no day {day}")


def _date_of_year(said: Expression, anchor: _Anchor) -> Outcome:
    _, direction, month, day = said
    return _date(("date", anchor.day.year + direction, month, day, None), anchor)


def _day_of_month(said: Expression, anchor: _Anchor) -> Outcome:
    _, day, direction = said
    year, month = cal.month(anchor.day.year, anchor.day.month + direction).low.split("-")
    return _date(("date", int(year), int(month), day, None), anchor)


def _hijri(said: Expression, anchor: _Anchor) -> Outcome:
    placed = cal.hijri(anchor.day, (said[1], said[2], said[3], said[4]), ahead=anchor.ahead)
    return placed or Unplaced("no such day of the Hijri calendar between 1343 and 1500")


def _week(said: Expression, anchor: _Anchor) -> Outcome:
    """Of this week, what is over lies up to the day of print, and what is to come from it on."""
    week = cal.week(anchor.day, said[1])
    if said[1]:
        return week
    today = anchor.day.isoformat()
    return week._replace(low=today) if anchor.ahead else week._replace(high=today)


def _month(said: Expression, anchor: _Anchor) -> Outcome:
    return cal.month(anchor.day.year, anchor.day.month + said[1])


def _year(said: Expression, anchor: _Anchor) -> Outcome:
    return cal.year(anchor.day.year + said[1])


def _season(said: Expression, anchor: _Anchor) -> Outcome:
    _, code, year, direction = said
    return Placed(f"{year}-{code}", f"{year}-{code}", "season") if year else cal.season(anchor.day, code, direction)


def _edge(said: Expression, anchor: _Anchor) -> Outcome:
    inner = _place(said[2], anchor)
    if isinstance(inner, Unplaced) or inner.low.endswith("~"):
        return inner if isinstance(inner, Unplaced) else Unplaced("an edge of a Hijri month")
    if inner.precision == "month":
        year, month = inner.low.split("-")
        return cal.third_of_month(int(year), int(month), said[1])
    if inner.precision == "year":
        return cal.part_of_year(int(inner.low), said[1])
    return Unplaced("the edge of a week is not the same to everybody") if inner.precision == "week" else inner


# --- stretches


def _since(said: Expression, anchor: _Anchor) -> Outcome:
    inner = _place(said[1], anchor)
    if isinstance(inner, Unplaced) or inner.precision == "open" or (anchor.moment and not anchor.ahead):
        return inner
    return Placed(inner.low, "..", "open")


def _from(said: Expression, anchor: _Anchor) -> Outcome:
    inner = _place(said[1], anchor)
    return inner if isinstance(inner, Unplaced) or anchor.moment else Placed(inner.low, "..", "open")


def _until(said: Expression, anchor: _Anchor) -> Outcome:
    inner = _place(said[1], anchor)
    if isinstance(inner, Unplaced):
        return inner
    return Placed(
        anchor.day.isoformat() if anchor.ahead else "..", inner.high, "open" if not anchor.ahead else inner.precision
    )


def _open_past(anchor: _Anchor) -> Placed:
    return Placed("..", anchor.day.isoformat(), "open")


def _open_future(anchor: _Anchor) -> Placed:
    return Placed(anchor.day.isoformat(), "..", "open")


def _ago(said: Expression, anchor: _Anchor) -> Outcome:
    many, unit = said[1:3]
    if len(said) > 3 and many:
        far = _moved(anchor.day, -many, unit)
        return far if isinstance(far, Unplaced) else Placed("..", far.high, "open")
    if not many:
        return _open_past(anchor) if unit in ("day", "week", "month") else Unplaced("the number is not said")
    return _moved(anchor.day, -many, unit)


def _after(said: Expression, anchor: _Anchor) -> Outcome:
    _, many, unit = said
    if not anchor.ahead:
        return Unplaced("counts from an event")
    if not many:
        return _open_future(anchor)
    return _moved(anchor.day, many, unit)


def _moved(day: date, many: int, unit: str) -> Outcome:
    """So many units from a day, no more exact than the unit."""
    if unit in ("day", "week"):
        return cal.on(cal.shift(day, many * (7 if unit == "week" else 1)))
    if unit == "month":
        return cal.month(day.year, day.month + many)
    years = {"year": 1, "decade": 10, "halfcentury": 50, "century": 100}.get(unit)
    return cal.year(day.year + many * years) if years else Unplaced("hours are not reckoned in days")


def _range(said: Expression, anchor: _Anchor) -> Outcome:
    """Both ends are said."""
    first, last = _place(said[1], anchor), _place(said[2], anchor)
    if isinstance(first, Unplaced) or isinstance(last, Unplaced):
        return first if isinstance(first, Unplaced) else last
    return Placed(first.low, last.high, last.precision)


def _counted(said: Expression, anchor: _Anchor) -> Outcome:
    """`بعد يومين من` and `غداه`: the event named after them lies so far back from the date that they count from."""
    _, many, unit, way = said
    day = _published(anchor.base) if len(anchor.base) == len("2015-07-26") else None
    if day is None or not many:
        return Unplaced("counts from an event")
    if not anchor.lasting:
        return _moved(day, -way * many, unit)
    begin = _moved(day, 1 - many if unit == "day" else -many, unit)
    if isinstance(begin, Unplaced):
        return begin
    end = {"month": f"{day:%Y-%m}", "year": f"{day:%Y}"}.get(begin.precision, day.isoformat())
    return Placed(begin.low, end, begin.precision)


def _since_then(_: Expression, anchor: _Anchor) -> Outcome:
    low = anchor.base.split("/")[0]
    return Placed(low, "..", "open") if low and low != ".." else Unplaced("counts from an event")


def _window(said: Expression, anchor: _Anchor) -> Outcome:
    """`اليومين الماضيين`, `الايام المقبله`; without a number only the end at the day of print is known."""
    _, many, unit, direction = said
    if not many or unit == "period":
        return _open_past(anchor) if direction < 0 else _open_future(anchor)
    if unit == "hour":
        if many % 24:
            return _open_future(anchor) if direction > 0 else Unplaced("hours are not reckoned in days")
        far = cal.shift(anchor.day, direction * (many // 24))
        return cal.days(min(far, anchor.day), max(far, anchor.day))
    far_end = _moved(anchor.day, direction * many, unit)
    if isinstance(far_end, Unplaced):
        return far_end
    if direction > 0:
        return Placed(anchor.day.isoformat(), far_end.high, far_end.precision)
    near = {"month": f"{anchor.day:%Y-%m}", "year": f"{anchor.day:%Y}"}
    return Placed(far_end.low, near.get(far_end.precision, cal.shift(anchor.day, -1).isoformat()), far_end.precision)


def _within(said: Expression, anchor: _Anchor) -> Outcome:
    """`خلال ايام` is a horizon when the thing is to come, else a duration."""
    if not anchor.ahead:
        return Unplaced("says how long, not when")
    return _window(("window", said[1], said[2], 1), anchor)


def _throughout(said: Expression, anchor: _Anchor) -> Outcome:
    """`على مدى 50 عاما` ends at the day of print; shorter ones may lie anywhere."""
    _, many, unit = said
    if anchor.ahead or not many or unit not in ("month", "year", "decade", "halfcentury", "century"):
        return Unplaced("says how long, not when")
    return _window(("window", many, unit, -1), anchor)


def _because(why: str) -> Callable[[Expression, _Anchor], Outcome]:
    return lambda _said, _anchor: Unplaced(why)


_RULES: dict[str, Callable[[Expression, _Anchor], Outcome]] = {
    "day": _day, "weekday": _weekday, "night": _night, "eve": _eve, "midnight": _inner, "at": _at, "lastnight": _last_night,
    "tonight": _tonight, "overnight": _overnight, "joined": _joined, "date": _date, "dateof": _date_of_year,
    "monthday": _day_of_month, "hijri": _hijri, "week": _week, "month": _month, "year": _year, "season": _season,
    "edge": _edge, "since": _since, "from": _from, "until": _until, "ago": _ago, "after": _after, "window": _window,
    "range": _range, "counted": _counted, "since_then": _since_then, "within": _within, "throughout": _throughout, "recent": lambda _, a: _open_past(a), "soon": lambda _, a: _open_future(a),
    "lasting": _because("says how long, not when"), "clock": _because("a clock time names no day"),
    "bare_clock": _because("a clock time names no day"), "now": _because("the moment of speaking"),
    "vague": _because("counts from an event that it does not date"),
}  # fmt: skip
