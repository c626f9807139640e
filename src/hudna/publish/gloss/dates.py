"""Dates in English words, out of EDTF."""

import re

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?([~?%]?)")
SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}


def date_in_words(edtf: str) -> str:
    """`on 26 July 2015`, `in July 2015`, `between …and …`, `from … on`, `up to …`; "" for what is no EDTF date."""
    begin, slash, end = edtf.partition("/")
    if not slash:
        return _within(edtf)
    first, last = _day(begin), _day(end)
    if first and last and begin[:7] == end[:7] and len(begin) == len(end) == len("2020-03-01"):
        return f"between {int(begin[8:])} and {last}"
    if first and last:
        return f"between {first} and {last}"
    if first:
        return f"from {first} on"
    return f"up to {last}" if last else ""


def _within(edtf: str) -> str:
    """One date with its preposition."""
    said = _day(edtf)
    return f"{'on' if said.removeprefix('about ')[:1].isdigit() and len(edtf) > 7 else 'in'} {said}" if said else ""


def _day(edtf: str) -> str:
    found = _DATE.fullmatch(edtf)
    if not found:
        return ""
    year, month, day, rough = found.groups()
    about = "about " if rough else ""
    if not month:
        return f"{about}{year}"
    if month in SEASONS:
        return f"{about}{SEASONS[month]} {year}"
    if not 1 <= int(month) <= 12:
        return ""
    return f"{about}{f'{int(day)} ' if day else ''}{MONTHS[int(month) - 1]} {year}"
