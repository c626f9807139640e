"""The day on which a report was written, where it was put on a page days later and says so itself."""

import re
from datetime import timedelta
from functools import lru_cache
from typing import Final

from hudna.identify.calendar_days import printed_day
from hudna.rules.times import time_table
from hudna.text.fold import fold

OLDEST: Final = 5
"""How many days a report may lie: six days before is also the day after, on which a newspaper of tomorrow says اليوم."""
_SPELLINGS: Final = {"ا": "[اأإآ]", "ه": "[هة]", "ي": "[يى]"}


@lru_cache(1)
def written_on(text: str, published: str) -> str:
    """The day of writing as ISO date: the day of print, if not every `اليوم الاربعاء` of the report names an earlier one.

    Where the day words and the weekdays beside them do not all lead to one day, the day of print is kept.
    """
    printed = printed_day(published)
    if printed is None or not _TODAY.search(fold(text).text):
        return published
    named = [(_DAYS[_folded(match[1])], _WEEKDAYS[_folded(match[2])]) for match in _NAMED.finditer(text)]
    back = {(printed.weekday() + offset - weekday) % 7 for offset, weekday in named}
    if len(back) != 1:
        return published
    days = back.pop()
    return published if days > OLDEST else (printed - timedelta(days=days)).isoformat()


def _values(kind: str) -> dict[str, int]:
    """The folded forms of a class of words of time, with their values."""
    forms = [form for (_, of), found in time_table().forms.items() if of == kind for form in found]
    return {" ".join(form.words): form.value for form in forms if isinstance(form.value, int)}


def _spelled(words: str) -> str:
    """A pattern for the spellings of folded words."""
    return r"\s+".join("".join(_SPELLINGS.get(letter, letter) for letter in word) for word in words.split())


def _any(values: dict[str, int]) -> str:
    return "|".join(_spelled(words) for words in sorted(values, key=len, reverse=True))


def _folded(words: str) -> str:
    return " ".join(fold(words).text.split())


_DAYS: Final = _values("day")
_WEEKDAYS: Final = _values("weekday")
_BESIDE: Final = rf"[\s،,(]+({_any(_WEEKDAYS)})\b"
_TODAY: Final = re.compile(
    rf"(?:{'|'.join(word for word, value in _DAYS.items() if value == 0)})[\s،,(]+(?:{'|'.join(_WEEKDAYS)})\b"
)
"""In folded text, where it begins with letters that stand and is found fast."""
_NAMED: Final = re.compile(rf"\b({_any(_DAYS)}){_BESIDE}")
