"""Days, weeks, months and years reckoned from a day: arithmetic of calendars, no words."""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from hijridate import Gregorian, Hijri


class Placed(NamedTuple):
    """Two EDTF ends (the same where it is one day, month or year; `..` where open) and the precision."""

    low: str
    high: str
    precision: str

    @property
    def edtf(self) -> str:
        """One EDTF date or interval."""
        return self.low if self.low == self.high else f"{self.low}/{self.high}"


def on(day: date) -> Placed:
    """That day."""
    return Placed(day.isoformat(), day.isoformat(), "day")


def days(first: date, last: date, precision: str = "day") -> Placed:
    """Every day from the first to the last."""
    return Placed(first.isoformat(), last.isoformat(), precision)


def shift(day: date, by: int) -> date:
    """So many days later."""
    return day + timedelta(days=by)


def month(year: int, number: int) -> Placed:
    """A month of a year; a number below 1 or above 12 runs into the years beside it."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    return Placed(f"{year:04}-{number:02}", f"{year:04}-{number:02}", "month")


def year(number: int) -> Placed:
    """A whole year."""
    return Placed(f"{number:04}", f"{number:04}", "year")


def week(day: date, offset: int) -> Placed:
    """Monday to Sunday of the week that lies `offset` weeks from the week of the day."""
    monday = shift(day, 7 * offset - day.weekday())
    return days(monday, shift(monday, 6), "week")


def weekday(anchor: date, number: int, *, ahead: bool, today: bool) -> date:
    """The nearest such weekday before (or after) the anchor; the anchor itself only with `today`."""
    step = (number - anchor.weekday()) % 7 if ahead else -((anchor.weekday() - number) % 7)
    if step == 0 and not today:
        step = 7 if ahead else -7
    return shift(anchor, step)


def day_of(year_number: int, month_number: int, day: int) -> date | None:
    """The date, or None where the month has no such day."""
    if not (1 <= month_number <= 12 and 1 <= day <= monthrange(year_number, month_number)[1]):
        return None
    return date(year_number, month_number, day)


def printed_day(published: str) -> date | None:
    """The day of print, or None where the report has none or it is no ISO date."""
    match = re.match(r"(\d{4})-(\d\d)-(\d\d)", published)
    return day_of(*(int(part) for part in match.groups())) if match else None


def nearest_year(anchor: date, month_number: int, day: int, direction: int | None, *, ahead: bool) -> int:
    """The year of a day (or of a month, with day 0) whose year is not printed.

    `direction` is -1 for الماضي, 1 for المقبل, 0 for الجاري, None where the words do not say; then `ahead` decides.
    """
    if direction == 0:
        return anchor.year
    here = (month_number, day) if day else (month_number,)
    now = (anchor.month, anchor.day) if day else (anchor.month,)
    if direction == -1:
        return anchor.year - (here >= now)
    if direction == 1:
        return anchor.year + (here <= now)
    if ahead:
        return anchor.year + (here < now)
    return anchor.year - (here > now)


def third_of_month(year_number: int, month_number: int, third: int) -> Placed:
    """The first ten days of a month (0), the middle ten (1), those from the 21st on (2)."""
    last = (10, 20, monthrange(year_number, month_number)[1])[third]
    return days(date(year_number, month_number, 10 * third + 1), date(year_number, month_number, last), "decade")


def part_of_year(number: int, part: int) -> Placed:
    """The first quarter (0), May to August (1), the last quarter (2)."""
    low, high = ((1, 3), (5, 8), (10, 12))[part]
    return Placed(f"{number:04}-{low:02}", f"{number:04}-{high:02}", "season")


def season(anchor: date, code: int, direction: int | None) -> Placed:
    """The season (EDTF 21 to 24) that ended last before the anchor's month, begins next after it, or is of its year."""
    last_month = {21: 5, 22: 8, 23: 11, 24: 2}[code]
    first_month = (last_month - 3) % 12 + 1
    number = anchor.year
    if direction == -1:
        number -= last_month >= anchor.month
        number -= code == 24
    elif direction == 1:
        number += first_month <= anchor.month
    return Placed(f"{number:04}-{code}", f"{number:04}-{code}", "season")


def hijri(anchor: date | None, said: tuple[int, int, int, int | None], *, ahead: bool) -> Placed | None:
    """A day or month of the Hijri calendar (Umm al-Qura), each end marked `~`: the local sighting may differ by a day."""
    number, month_number, day, direction = said
    if not number:
        if anchor is None:
            return None
        today = Gregorian(anchor.year, anchor.month, anchor.day).to_hijri()
        here, now = (month_number, day or today.day), (today.month, today.day)
        number = today.year
        if direction == -1 or (direction is None and not ahead):
            number -= here > now or (direction == -1 and here >= now)
        elif direction == 1 or ahead:
            number += here < now or (direction == 1 and here <= now)
    if not 1343 <= number <= 1500:
        return None
    length = Hijri(number, month_number, 1).month_length()
    if day > length:
        return None
    first = Hijri(number, month_number, day or 1).to_gregorian()
    last = Hijri(number, month_number, day or length).to_gregorian()
    return Placed(first.isoformat() + "~", last.isoformat() + "~", "day" if day else "month")
