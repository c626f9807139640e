"""How long: counted stretches of time in folded words, and the tools with which the grammar takes words by class.

Every function reads from word `k` of a short list that ends in padding, and returns the word after what it read.
"""

import re
from typing import Any, Final

from hudna.rules.times import Value, time_table

Expression = tuple[Any, ...]
"""Shape and arguments; a date is `("date", year, month, day, direction)` with 0 for what is not said."""

Got = tuple[int, Expression] | None
WORD: Final = re.compile(r"[\u0621-\u064a]+|\d+(?:[.,:/]\d+)*|[^\W\d_\u0621-\u064a]+|[^\w\s]")
"""What the grammar takes for a word: letters of one script, digits with what stands between them, a sign."""
TABLE: Final = time_table()
FORMS: Final = TABLE.forms
CLASSES: Final = TABLE.classes


def is_a(word: str, kind: str) -> bool:
    """Whether the word by itself has the class."""
    return kind in CLASSES.get(word, ())


def take(w: list[str], k: int, kind: str) -> tuple[int, Value] | None:
    """The longest form of the class at `k` and its value, or None."""
    if k >= len(w):
        return None
    for form in FORMS.get((w[k], kind), ()):
        size = len(form.words)
        if size == 1 or tuple(w[k : k + size]) == form.words:
            return k + size, form.value
    return None


def number(w: list[str], k: int) -> tuple[int, int] | None:
    """A count in digits or words, `ال` written apart in front of digits included."""
    if k < len(w) and w[k] == "ال":
        k += 1
    if k < len(w) and w[k].isdigit() and len(w[k]) <= 3:
        return k + 1, int(w[k])
    got = take(w, k, "number")
    return (got[0], int(got[1])) if got and isinstance(got[1], int) else None


def direction_at(w: list[str], k: int) -> tuple[int, int | None]:
    """-1 for الماضي, 1 for المقبل, 0 for الجاري at `k`; None, and `k` itself, where none of them stands there."""
    for kind, value in (("past", -1), ("next", 1), ("current", 0)):
        got = take(w, k, kind)
        if got:
            return got[0], value
    return k, None


def window(w: list[str], k: int) -> Got:
    """`الاسبوع الماضي`, `الايام الثلاثه المقبله`, `ال 24 ساعه الماضيه`, `هذا الشهر`, `الفتره القادمه`."""
    this = take(w, k, "this") or take(w, k, "that")
    count = None if this else number(w, k)
    unit = take(w, this[0] if this else count[0] if count else k, "unit")
    if not unit or not isinstance(unit[1], tuple):
        return None
    at = unit[0]
    name, own = unit[1]
    if this:
        return _pointed_at(at, name, own, here=is_a(w[k], "this"))
    few = take(w, at, "few_after")
    counted = None if few or count else number(w, at)
    at = few[0] if few else counted[0] if counted else at
    after, direction = direction_at(w, at)
    if direction is None:
        return None
    many = count[1] if count else counted[1] if counted else own
    if many == 1 and name in ("day", "week", "month", "year"):
        return after, ((name, direction))
    return (after, ("window", many, name, direction)) if direction else None


def _pointed_at(at: int, name: str, own: int, *, here: bool) -> Got:
    """`هذا الشهر` is that of the day of print, `هذه الفتره` and `تلك الايام` the stretch that was told before."""
    if own == 1:
        return (at, (name, 0)) if here and name in ("week", "month", "year") else None
    return (at, ("this_period",) if name == "period" else ("vague",)) if own == 0 else None


def duration(w: list[str], k: int) -> tuple[int, tuple[int, str]] | None:
    """How many and of what: `ثلاثه ايام`, `نحو شهرين`, `عده سنوات` (0 where the number is not said)."""
    about = take(w, k, "about")
    k = about[0] if about else k
    few = take(w, k, "few")
    count = None if few else number(w, k)
    unit = take(w, few[0] if few else count[0] if count else k, "unit")
    if not unit or not isinstance(unit[1], tuple):
        return None
    at = unit[0]
    name, own = unit[1]
    half = take(w, at, "half")
    after = take(w, half[0] if half else at, "few_after")
    at = after[0] if after else half[0] if half else at
    if not count and not about and w[k].startswith("ال"):
        return None
    many = 0 if few else count[1] if count else own
    return (at, (many * 12 + 6, "month")) if half and name == "year" else (at, (many, name))


def length(w: list[str], k: int) -> Got:
    """The same as an expression that says how long and not when."""
    spell = duration(w, k)
    return (spell[0], ("lasting", *spell[1])) if spell else None
