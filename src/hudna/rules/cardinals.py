"""A whole number written in Arabic words, in digits, or in both: `خمسة آلاف و400`."""

from typing import Final

from hudna.rules.number_words import PARTS

LARGEST: Final = 999_999_999
THOUSANDS_MARK: Final = "\u066c"


def cardinal(words: list[str], i: int, end: int, *, joined: bool = True) -> tuple[int, int] | None:
    """The number written from token i on, and its end; None above `LARGEST`, for a decimal, for a word that is none.

    `joined` is false where a و after the first part begins another number.
    """
    total, limit, at = 0.0, float("inf"), i
    while at < end:
        start = at + (words[at] == "و" and at > i)
        term = _term(words, start, end, first=at == i, joined=joined)
        if term is None or term[0] >= limit:
            break
        value, at, limit = term
        total += value
        if limit <= 1 or not joined or at >= end or not _goes_on(words, at, end):
            break
    if at == i or total != int(total) or total > LARGEST:
        return None
    return int(total), at


def _goes_on(words: list[str], at: int, end: int) -> bool:
    if words[at] == "و":
        return at + 1 < end and words[at + 1][0].isdigit()
    part = PARTS[words[at]]
    return part is not None and part.joined


def _term(words: list[str], i: int, end: int, *, first: bool, joined: bool) -> tuple[float, int, float] | None:
    """A number below a thousand with the scale behind it: its value, its end, and below what an addition must stay."""
    part = PARTS[words[i]] if i < end else None
    if part is None or (not first and not (part.joined or words[i - 1] == "و")):
        return None
    half = part.value("fraction")
    scale = scale_at(words, i + 1, end)
    if half is not None:
        if scale:
            return half * scale, i + 2, 1.0
        return None
    alone = part.value("pair") if not part.value("scale") else None
    if alone:
        return alone, i + 1, alone / 2
    if (bare := part.value("scale")) and not (len(part.kinds) > 1 and part.value("open")):
        return _halved(words, bare, bare, i + 1, end)
    group = _group(words, i, end, joined=joined)
    if group is None:
        return None
    value, at, last = group
    if scale := scale_at(words, at, end):
        return _halved(words, value * scale, scale, at + 1, end)
    return (value, at, 1.0) if value == int(value) and not last else None


def _halved(words: list[str], value: float, scale: float, at: int, end: int) -> tuple[float, int, float]:
    """`مليون ونصف (المليون)`: half of the scale more."""
    part = PARTS[words[at]] if at < end else None
    half = part.value("fraction") if part and part.joined else None
    if half is None:
        return value, at, scale
    named = at + 1 < end and scale in (scale_at(words, at + 1, end), definite_scale(words, at + 1))
    return value + half * scale, at + 1 + named, 1.0


def definite_scale(words: list[str], i: int) -> float | None:
    """The scale that a word with the article is: `عشرات الآلاف`."""
    word = words[i]
    part = PARTS[word[2:]] if word.startswith("ال") and len(word) > 4 else None
    return part.value("scale") if part and not part.lead else None


def scale_at(words: list[str], i: int, end: int) -> float | None:
    """The scale that token i is without an article or anything fused to it: `ألف`, `مليون`; None where it is none."""
    part = PARTS[words[i]] if i < end else None
    return part.value("scale") if part and not part.lead else None


def _group(words: list[str], i: int, end: int, *, joined: bool) -> tuple[float, int, bool] | None:
    """Digits, or words below a thousand; the flag is true for a decimal, which needs a scale."""
    part = PARTS[words[i]]
    if part is None:
        return None
    if (number := part.value("digits")) is not None:
        return _spaced(words, number, i + 1, end)
    if (number := part.value("decimal")) is not None:
        return number, i + 1, True
    hundred = part.value("hundred")
    if hundred is None:
        return _below_hundred(words, i, end, joined=joined)
    rest = _addend(words, i + 1, end) if joined else None
    return (hundred + rest[0], rest[1], False) if rest else (hundred, i + 1, False)


def _spaced(words: list[str], number: float, at: int, end: int) -> tuple[float, int, bool]:
    """Digits whose thousands stand apart after the Arabic thousands mark."""
    while at + 1 < end and words[at] == THOUSANDS_MARK and len(words[at + 1]) == 3 and words[at + 1].isdigit():
        number, at = number * 1000 + int(words[at + 1]), at + 2
    return number, at, False


def _addend(words: list[str], i: int, end: int) -> tuple[float, int, bool] | None:
    part = PARTS[words[i]] if i < end else None
    return _below_hundred(words, i, end, joined=True) if part and part.joined else None


def _below_hundred(words: list[str], i: int, end: int, *, joined: bool) -> tuple[float, int, bool] | None:
    part = PARTS[words[i]]
    if part is None:
        return None
    ten = part.value("ten")
    if ten is not None:
        return ten, i + 1, False
    unit = part.value("unit", "teen")
    after = PARTS[words[i + 1]] if i + 1 < end else None
    if unit is None or after is None:
        return (unit, i + 1, False) if unit is not None and part.value("unit") is not None else None
    if after.value("unit") == 10 and not after.lead and unit < 10:
        return unit + 10, i + 2, False
    if part.value("unit") is None:
        return None
    if joined and after.joined and (ten := after.value("ten")) is not None and unit < 10:
        return unit + ten, i + 2, False
    if (hundred := after.value("hundred")) == 100 and not after.lead and 3 <= unit <= 9:
        rest = _addend(words, i + 2, end) if joined else None
        return (unit * hundred + rest[0], rest[1], False) if rest else (unit * hundred, i + 2, False)
    return unit, i + 1, False
