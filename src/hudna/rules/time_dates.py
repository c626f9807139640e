"""Days, months, years and counted stretches in folded words, over the classes of `ar/times.yaml`.

Every function reads from word `k` of a short list that ends in padding, and returns the word after what it read and the
expression (`hudna.rules.time_grammar`), or None.
"""

import re
from collections.abc import Callable
from typing import Final

from hudna.rules.time_spans import CLASSES, TABLE, Expression, Got, direction_at, is_a, take, window

NUMERIC: Final = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})|(\d{4})[/.](\d{1,2})[/.](\d{1,2})")


def dated(w: list[str], k: int, fronted: bool) -> Got:
    """A day, week, month, year, season or counted window that begins at `k`."""
    if k >= len(w):
        return None
    for rule in _RULES_OF[w[k]]:
        got = rule(w, k, fronted)
        if got:
            return _paired(w, got)
    return None


def _paired(w: list[str], got: tuple[int, Expression]) -> tuple[int, Expression]:
    """`الجمعه والسبت`, `امس واليوم`, `10 شوال 1436 هـ الموافق 26 يوليو`."""
    k, said = got
    equals = take(w, k, "equals")
    if equals:
        other = dated(w, equals[0], True)
        return other if other and other[1][0] == "date" else got
    if k < len(w) and said[0] in ("day", "weekday") and w[k][0] == "و" and len(w[k]) > 3:
        rest = [w[k][1:], *w[k + 1 :]]
        at = 1 if is_a(rest[0], "then") else 0
        other = _day(rest, at) or _weekday(rest, at) or _part(rest, at)
        if other and other[1][0] in ("day", "weekday"):
            return k + other[0], ("joined", said, other[1])
    return got


def _day(w: list[str], k: int) -> Got:
    noun = take(w, k, "daynoun")
    at = noun[0] if noun else k
    got = take(w, at, "day")
    if not got or (got[1] == 0 and is_a(w[got[0]], "not_today")):
        return None
    counted = window(w, k) if not noun and got[1] == 0 else None
    return counted or with_weekday(w, got[0], ("day", got[1]))


def with_weekday(w: list[str], k: int, said: Expression) -> tuple[int, Expression]:
    """The weekday printed beside a day word only names it again; so does a date."""
    at = k + 1 if k < len(w) and w[k] == "،" else k
    noun = take(w, at, "daynoun")
    got = take(w, noun[0] if noun else at, "weekday")
    return (got[0], said) if got else (k, said)


def _weekday(w: list[str], k: int) -> Got:
    noun = take(w, k, "daynoun")
    got = take(w, noun[0] if noun else k, "weekday")
    if not got:
        return _numbered(w, noun[0]) if noun else None
    after, direction = direction_at(w, got[0])
    at = after + 1 if after < len(w) and w[after] == "،" else after
    date = _numbered(w, at)
    return date or (after, ("weekday", got[1], direction))


def _part(w: list[str], k: int) -> Got:
    """`مساء امس`, `صباح يوم الاحد`, `ساعه مبكره من فجر اليوم`: the day that they are part of."""
    got = take(w, k, "hour_of") or take(w, k, "part")
    if not got:
        return None
    return _night(w, got[0]) or _day(w, got[0]) or _weekday(w, got[0]) or _part(w, got[0]) or _numbered(w, got[0])


def _night(w: list[str], k: int) -> Got:
    for kind in ("lastnight", "tonight"):
        got = take(w, k, kind)
        if got:
            return got[0], (kind, got[1])
    midnight = take(w, k, "midnight")
    night = midnight or take(w, k, "night")
    if not night:
        return None
    day = _day(w, night[0]) or _weekday(w, night[0])
    if not day:
        return None
    at = day[0] + (day[0] < len(w) and w[day[0]] in "-/–")
    second = _weekday(w, at)
    if second and second[1][0] == "weekday" and day[1][0] == "weekday":
        return second[0], ("joined", day[1], second[1])
    return day[0], ("midnight" if midnight else "eve" if w[k] == "ليله" else "night", day[1])


def _numbered(w: list[str], k: int) -> Got:
    """A day of a month: `5 اذار/ مارس الماضي`, `الخامس من حزيران`, `20/7/2015`, `10 شوال 1436 هـ`."""
    numeric = NUMERIC.fullmatch(w[k]) if k < len(w) and w[k][0].isdigit() else None
    if numeric:
        d, m, y, yy, mm, dd = (int(x or 0) for x in numeric.groups())
        return (k + 1, ("date", y or yy, m or mm, d or dd, 0)) if 0 < (m or mm) <= 12 and 0 < (d or dd) <= 31 else None
    dashed = "".join(w[k : k + 5])
    iso = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)|(\d{1,2})-(\d{1,2})-(\d{4})", dashed)
    if iso:
        y, m, d, dd, mm, yy = (int(x or 0) for x in iso.groups())
        return (k + 5, ("date", y or yy, m or mm, d or dd, 0)) if 0 < (m or mm) <= 12 and 0 < (d or dd) <= 31 else None
    day = _day_number(w, k)
    if not day:
        return _two_numbered(w, k)
    at, number = day
    if at < len(w) and w[at] in ("من", "/", "-"):
        at += 1
    at += at < len(w) and is_a(w[at], "month_noun")
    after, direction = direction_at(w, at)
    if direction is not None and is_a(w[at - 1], "month_noun"):
        return after, ("monthday", number, direction)
    month = _month_name(w, at) or take(w, at, "libyan_month")
    if month and isinstance(month[1], int):
        return _finish_date(w, month[0], month[1], number)
    hijri = take(w, at, "hijri")
    return _finish_hijri(w, hijri[0], int(str(hijri[1])), number) if hijri else None


def _two_numbered(w: list[str], k: int) -> Got:
    """`السابع والثامن من تموز`."""
    first = take(w, k, "ordinal")
    if not first or len(w[first[0]]) < 4 or w[first[0]][0] != "و":
        return None
    second = _numbered([w[first[0]][1:], *w[first[0] + 1 :]], 0)
    if not second or second[1][0] != "date":
        return None
    return first[0] + second[0], ("joined", (*second[1][:3], first[1], second[1][4]), second[1])


def _day_number(w: list[str], k: int) -> tuple[int, int] | None:
    if k < len(w) and w[k].isdigit():
        return (k + 1, int(w[k])) if 1 <= int(w[k]) <= 31 else None
    got = take(w, k, "ordinal")
    if got and got[0] < len(w) and w[got[0]] == "من":
        return got[0], int(str(got[1]))
    return None


def _month_name(w: list[str], k: int) -> tuple[int, int] | None:
    """A month, its second name (`اذار/ مارس`, `يوليو تموز`, `مارس (اذار)`) taken with it."""
    got = take(w, k, "month")
    if not got:
        return None
    at, number = got[0], int(str(got[1]))
    second = take(w, at + (at < len(w) and w[at] in "/-–"), "month")
    return (second[0], number) if second and second[1] == number else (at, number)


def _finish_date(w: list[str], k: int, month: int, day: int) -> tuple[int, Expression]:
    at, direction = direction_at(w, k)
    if direction is None:
        at += at < len(w) and w[at] in ("من", "،")
    at = at + 1 if at < len(w) and is_a(w[at], "year_noun") else at
    year = _year_number(w, at)
    if year:
        return year[0], ("date", year[1], month, day, 0)
    of_year = direction_at(w, at) if at < len(w) and at > 0 and is_a(w[at - 1], "year_noun") else (at, None)
    if of_year[1] is not None:
        return of_year[0], ("dateof", of_year[1], month, day)
    after, direction = direction_at(w, k)
    return after, ("date", 0, month, day, direction)


def _year_number(w: list[str], k: int, *, named: bool = False) -> tuple[int, int] | None:
    """A year in digits; one before 1900 only where `عام` names it so."""
    if k < len(w) and len(w[k]) == 4 and w[k].isdigit() and (1000 if named else 1900) <= int(w[k]) <= 2099:
        era = take(w, k + 1, "era")
        return (era[0] if era else k + 1), int(w[k])
    return None


def _finish_hijri(w: list[str], k: int, month: int, day: int) -> tuple[int, Expression]:
    at, direction = direction_at(w, k)
    step = at + 1 if at < len(w) and (w[at] == "/" or is_a(w[at], "year_noun")) else at
    if step < len(w) and w[step].isdigit() and len(w[step]) == 4 and 1000 <= int(w[step]) <= 1600:
        era = take(w, step + 1, "hijri_era")
        return (era[0] if era else step + 1), ("hijri", int(w[step]), month, day, 0)
    return at, ("hijri", 0, month, day, direction)


def _month(w: list[str], k: int, fronted: bool) -> Got:
    worded = is_a(w[k], "month_noun")
    got = _month_name(w, k + worded)
    if not got:
        return None
    said = _finish_date(w, got[0], got[1], 0)
    paired = got[0] > k + worded + 1 and len(w[k + worded : got[0]]) > 1
    if worded or said[0] > got[0] or (fronted and w[k] not in TABLE.not_alone) or (paired and fronted):
        return said
    return None


def _hijri(w: list[str], k: int, fronted: bool) -> Got:
    worded = is_a(w[k], "month_noun")
    got = take(w, k + worded, "hijri")
    if not got:
        return None
    said = _finish_hijri(w, got[0], int(str(got[1])), 0)
    return said if worded or said[0] > got[0] or (fronted and got[1] in (9, 10)) else None


def _edge(w: list[str], k: int) -> Got:
    got = take(w, k, "edge")
    if not got:
        return None
    inner = (
        _month(w, got[0], True)
        or _hijri(w, got[0], True)
        or window(w, got[0])
        or _year(w, got[0])
        or bare_year(w, got[0])
    )
    if not inner:
        unit = take(w, got[0], "unit")
        if (
            unit
            and w[got[0]].startswith("ال")
            and isinstance(unit[1], tuple)
            and unit[1][1] == 1
            and unit[1][0] in _EDGED
        ):
            inner = unit[0], (unit[1][0], 0)  # نهاية الشهر: of this one
    if not inner or inner[1][0] not in ("date", "hijri", "week", "month", "year", "dateof"):
        return None
    return inner[0], ("edge", got[1], inner[1])


_EDGED: Final = frozenset({"month", "year", "week"})


def _year(w: list[str], k: int) -> Got:
    if not is_a(w[k], "year_noun"):
        return None
    got = _year_number(w, k + 1, named=True)
    return (got[0], ("date", got[1], 0, 0, 0)) if got else None


def bare_year(w: list[str], k: int) -> Got:
    """Four digits that may be a year, which the caller asks for only after `في` and the like."""
    got = _year_number(w, k)
    return (got[0], ("date", got[1], 0, 0, 0)) if got else None


def _season(w: list[str], k: int) -> Got:
    this = take(w, k, "this")
    got = take(w, this[0] if this else k, "season")
    if not got:
        return None
    if this:
        return got[0], ("season", got[1], 0, 0)
    at, direction = direction_at(w, got[0])
    if direction is not None:
        return at, ("season", got[1], 0, direction)
    year = bare_year(w, at) or _year(w, at) if at < len(w) else None
    return (year[0], ("season", got[1], year[1][1], None)) if year else None


_Rule = Callable[[list[str], int, bool], Got]


def _plain(rule: Callable[[list[str], int], Got]) -> _Rule:
    return lambda w, k, _fronted: rule(w, k)


_RULES: Final[tuple[tuple[_Rule, frozenset[str]], ...]] = (
    (_plain(_night), frozenset(("lastnight", "tonight", "midnight", "night"))),
    (_plain(_day), frozenset(("daynoun", "day"))),
    (_plain(_weekday), frozenset(("daynoun", "weekday"))),
    (_plain(_part), frozenset(("hour_of", "part"))),
    (_plain(_numbered), frozenset(("ordinal", "digits"))),
    (_plain(_edge), frozenset(("edge",))),
    (_plain(window), frozenset(("this", "number", "unit", "digits"))),
    (_plain(_season), frozenset(("season", "this"))),
    (_month, frozenset(("month", "monthnoun"))),
    (_hijri, frozenset(("hijri", "monthnoun"))),
    (_plain(_year), frozenset(("unit",))),
)
"""Rules in the order in which they are tried, with the classes of first words that they read."""


class _RulesOf(dict[str, tuple[_Rule, ...]]):
    """A first word to the rules that may read it."""

    def __missing__(self, word: str) -> tuple[_Rule, ...]:
        kinds = set(CLASSES.get(word, ()))
        if word[0].isdigit() or word == "ال":
            kinds.add("digits")
        if is_a(word, "month_noun"):
            kinds.add("monthnoun")
        self[word] = found = tuple(rule for rule, reads in _RULES if reads & kinds)
        return found


_RULES_OF: Final = _RulesOf()
