"""Number phrases: a number, or two with a range between them, with what makes it rough (`ما لا يقل عن`, `تقريبا`).

Everything here works on the folded words of a report; the words themselves are rows of `ar/numbers.tsv`.
"""

from typing import Final, NamedTuple

from hudna.rules.cardinals import LARGEST, cardinal, definite_scale, scale_at
from hudna.rules.number_words import LABELS, PARTS, PHRASES_AT, phrase_at

BEFORE: Final = frozenset({"least", "about", "most", "between", "open"})
AFTER: Final = frozenset({"least_after", "about_after", "most_after"})


class Quantity(NamedTuple):
    """A number phrase, tokens `[start, end)` with what makes it rough; `lead` fused letters are not part of it."""

    start: int
    end: int
    lead: int
    low: int | None
    best: int | None
    high: int | None
    approximate: bool


def quantity_at(words: list[str], i: int, end: int) -> Quantity | None:
    """The number phrase that begins at token i, or None; a share, a date, a label or a number too large is none."""
    first = words[i]
    if PARTS[first] is None and PHRASES_AT[first] is None:
        return None
    before = phrase_at(words, i, end, BEFORE)
    if before is None:
        found = _open(words, i, end) or _plain(words, i, end)
        return _closed(words, found, end) if found and not _labelled(words, i) else None
    at, lead, kind = before
    if kind == "open":
        return Quantity(i, at, lead, 3, None, None, True)
    if kind == "between":
        return _closed(words, _between(words, i, at, end, lead), end)
    if at + 1 < end and words[at] == "ال":
        at += 1
        inner = _closed(words, _plain(words, at, end), end)
    else:
        inner = quantity_at(words, at, end) if at < end else None
    if inner is None or inner.lead:
        return None
    return _rough(inner._replace(start=i, lead=lead), kind)


def _rough(found: Quantity, kind: str) -> Quantity:
    value = found.best if found.best is not None else found.low
    if kind.startswith("least"):
        return found._replace(low=value, best=None, high=None)
    if kind.startswith("most"):
        return found._replace(low=None, best=None, high=found.high if found.high is not None else value)
    if found.best is None:
        return found._replace(approximate=True)
    return found._replace(low=None, high=None, approximate=True)


def _closed(words: list[str], found: Quantity | None, end: int) -> Quantity | None:
    """The number with what stands behind it; None where that makes a share of it."""
    if found is None or found.end >= end:
        return found
    if phrase_at(words, found.end, end, frozenset({"percent"})):
        return None
    after = phrase_at(words, found.end, end, AFTER)
    return _rough(found, after[2])._replace(end=after[0]) if after else found


def rough_after(words: list[str], found: Quantity, i: int, end: int) -> Quantity:
    """The number with what stands behind the noun that it counts, at token i (`20 جنديا على الأقل`)."""
    after = phrase_at(words, i, end, AFTER) if i < end else None
    return _rough(found, after[2])._replace(end=after[0]) if after else found


def _labelled(words: list[str], i: int) -> bool:
    if i == 0:
        return False
    before = words[i - 1]
    if before in ("-", "/", "_") and i > 1:
        before = words[i - 2]
    bare = before.removeprefix("و").removeprefix("ب")
    return before in LABELS or bare.removeprefix("ال") in LABELS or (before.isascii() and before.isalpha())


def _plain(words: list[str], i: int, end: int) -> Quantity | None:
    """A number or two numbers with a range between them, no more and no less."""
    first = cardinal(words, i, end)
    if first is None:
        return None
    part = PARTS[words[i]]
    lead = part.lead if part else 0
    value, at = first
    second = None
    if at + 1 < end and words[at] in ("-", "–", "او", "الي") and not (i and words[i - 1] == "من"):
        second = cardinal(words, at + 1, end)
    if second is not None and second[0] > value:
        return Quantity(i, second[1], lead, value, None, second[0], False)
    return Quantity(i, at, lead, value, value, value, False)


def _between(words: list[str], i: int, at: int, end: int, lead: int) -> Quantity | None:
    first = cardinal(words, at, end, joined=False)
    if first is None or first[1] >= end:
        return None
    value, k = first
    k += words[k] in ("و", "الي")
    if k >= end:
        return None
    part = PARTS[words[k]]
    if part is None or not (part.joined or words[k - 1] in ("و", "الي")):
        return None
    second = cardinal(words, k, end)
    if second is None or second[0] <= value:
        return None
    return Quantity(i, second[1], lead, value, None, second[0], False)


def _open(words: list[str], i: int, end: int) -> Quantity | None:
    """Tens, hundreds, a few: a number that is open above; of thousands and millions where a scale follows."""
    part = PARTS[words[i]]
    if part is None:
        return None
    kind = next((k for k in part.kinds if k[0] == "open"), None)
    if kind is None:
        return None
    _, low, high, _ = kind
    at = i + 1
    times = (scale_at(words, at, end) or definite_scale(words, at)) if at < end else None
    if times and low < 1000:
        low, high, at = low * times, high * times, at + 1
    if low > LARGEST:
        return None
    return Quantity(i, at, part.lead, int(low), None, int(high) if high == high else None, True)
