"""How exact a date is, in the codes of the two event collections that a record may be set beside.

UCDP GED `date_prec` (codebook, "date_prec"): 1 the day, 2 two to six days, 3 the week, 4 eight days to a month, 5 more than a
month up to a year.  ACLED `time_precision` (codebook, "time_precision"): 1 the day, 2 the week, 3 the month.  Both give 0 here
for what neither codes: no date, an open end, or longer than that.
"""

import re
from calendar import monthrange
from datetime import date

_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?~?")
_SEASONS = frozenset(range(21, 25))
_SEASON_DAYS = 92
_DAYS = (1, 6, 7, 31, 366)
"""The most days of the UCDP codes 1 to 5."""
_ACLED = (1, 7, 31)


def ucdp_date_prec(edtf: str) -> int:
    """The code of UCDP GED, or 0."""
    return _code(edtf, _DAYS)


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
    if first is None or last is None:
        return 0
    if high == "" and _season(low):
        return _SEASON_DAYS
    return (last[1] - first[0]).days + 1


def _season(edtf: str) -> bool:
    match = _DATE.fullmatch(edtf)
    return bool(match and match[2] and int(match[2]) in _SEASONS)


def _ends(edtf: str) -> tuple[date, date] | None:
    """The first and the last day of a date; of a season those of its year, whose days `days_in` does not count."""
    match = _DATE.fullmatch(edtf)
    if match is None:
        return None
    year, month, day = (int(part or 0) for part in match.groups())
    if not month or month in _SEASONS:
        return date(year, 1, 1), date(year, 12, 31)
    if day:
        return date(year, month, day), date(year, month, day)
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])
