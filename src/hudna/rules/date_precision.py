"""How exact a date is, in the codes of the two event collections that a record may be set beside.

UCDP GED `date_prec`: 1 the day is known, 2 a range of two to six days, 3 the week, 4 the month or a range of eight days up to a month,
5 the year or a range of more than a month up to a year.  ACLED `time_precision`: 1 the day, 2 the week or a like time, 3 the month, which
is also for "the past two or three weeks".  Both give 0 here for what neither codes: no date, an open end, or longer than that.
"""

import re
from calendar import monthrange
from datetime import date
from typing import Final

_DATE: Final = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?~?")
_SEASONS: Final = range(21, 25)
_UCDP: Final = (1, 6, 7, 31, 366)
"""The most days of the UCDP codes 1 to 5."""
_ACLED: Final = (1, 7, 31)
"""The most days of the ACLED codes 1 to 3."""


def ucdp_date_prec(edtf: str) -> int:
    """The code of UCDP GED, or 0."""
    return _code(edtf, _UCDP)


def acled_time_precision(edtf: str) -> int:
    """The code of ACLED, or 0."""
    return _code(edtf, _ACLED)


def _code(edtf: str, limits: tuple[int, ...]) -> int:
    days = days_in(edtf)
    return next((code for code, most in enumerate(limits, 1) if 0 < days <= most), 0)


def days_in(edtf: str) -> int:
    """How many days a date or interval covers; 0 where an end is open or it is none."""
    low, _, high = edtf.partition("/")
    first, last = _ends(low), _ends(high or low)
    return (last[1] - first[0]).days + 1 if first and last else 0


def _ends(edtf: str) -> tuple[date, date] | None:
    """The first and the last day of a date; winter goes on into the next year."""
    match = _DATE.fullmatch(edtf)
    if match is None:
        return None
    year, month, day = (int(part or 0) for part in match.groups())
    if day:
        return date(year, month, day), date(year, month, day)
    if month in _SEASONS:
        begin = 3 * (month - _SEASONS.start + 1)
        return date(year, begin, 1), _end_of(year + (begin == 12), begin % 12 + 2)
    return date(year, month or 1, 1), _end_of(year, month or 12)


def _end_of(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
