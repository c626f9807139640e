"""Time phrases in folded words: a small grammar over the classes of `ar/times.yaml`.

An expression is a tuple: its shape, then what the shape needs, such as `("day", -1)` or `("since", ("date", 2013, 3, 0, 0))`.
It says what the words say and no more; which day that is, `hudna.identify.when` reckons from the day of print.
"""

from collections.abc import Callable
from typing import Final, NamedTuple

from hudna.rules.time_dates import bare_year, dated, with_weekday
from hudna.rules.time_spans import CLASSES, FORMS, Expression, Got, duration, is_a, length, take

NOISE: Final = frozenset("«»\"“”()[]„‹›'")
BREAKS: Final = frozenset("\n.!?؟…؛:")
WINDOW: Final = 22
_PAD: Final = ["\0"] * 6


class TimePhrase(NamedTuple):
    """Tokens `[start, end)` and what they say."""

    start: int
    end: int
    said: Expression


class _Starts(dict[str, str]):
    """Word to the same word without و or ف, or to "" where no time phrase opens with it."""

    def __missing__(self, word: str) -> str:
        bare = ""
        if word[0].isdigit() or word in OPENERS:
            bare = word
        elif word[0] in "وف" and word[1:] in OPENERS:
            bare = word[1:]
        self[word] = bare
        return bare


OPENING_CLASSES: Final = frozenset(
    {"day", "daynoun", "weekday", "part", "night", "midnight", "lastnight", "tonight", "overnight", "hour_of", "unit", "month",
     "hijri", "this", "edge", "season", "ordinal", "number", "in", "since", "ago", "after", "until", "by", "from", "within",
     "throughout", "lasting", "now", "soon", "recent", "vague", "clock", "bare_clock", "morrow", "at_that_time", "between",
     "that", "for"}
)  # fmt: skip
OPENERS: Final = frozenset(word for word, kinds in CLASSES.items() if OPENING_CLASSES & set(kinds))
STARTS: Final = _Starts()


def _single_words(word: str) -> set[str]:
    """The classes in which the word stands by itself."""
    return {kind for kind in CLASSES[word] if any(len(form.words) == 1 for form in FORMS[word, kind])}


_ALONE: Final = {
    "day",
    "weekday",
    "lastnight",
    "tonight",
    "overnight",
    "now",
    "soon",
    "recent",
    "vague",
    "bare_clock",
    "morrow",
    "at_that_time",
}
_SECONDS: Final = frozenset(
    (
        *NOISE,
        *CLASSES,
        "ال",
        "،",
        "-",
        "/",
        *(word for forms in FORMS.values() for form in forms for word in form.words),
    )
)
_ASKS_SECOND: Final = frozenset(word for word in OPENERS if not _single_words(word) & _ALONE)
"""Openers that are no time by themselves: one look at the next word spares most of them."""


def phrase_at(words: list[str], i: int, end: int) -> TimePhrase | None:
    """The time phrase that opens at token `i`, or None; `في` in front is not in its range."""
    bare = STARTS[words[i]]
    if not bare:
        return None
    before = words[i - 1] if i else ""
    if (bare in _ASKS_SECOND or bare.isdigit()) and not (
        _may_follow(words, i + 1, end) or (before and is_a(before, "going_on"))
    ):
        return None
    local, places = [bare], [i]
    for j in range(i + 1, min(end, i + WINDOW)):
        word = words[j]
        if word in BREAKS:
            break
        if word not in NOISE:
            local.append(word)
            places.append(j)
    local += _PAD
    got = _phrase(local, before)
    if got is None:
        return None
    k, said = got
    start = 1 if bare == "في" and k > 1 else 0
    last = places[k - 1] + 1
    if last < end and words[last] in ")»" and any(words[j] in "(«" for j in range(places[start], last)):
        last += 1
    return TimePhrase(places[start], last, said)


# --- whole phrases


def _may_follow(words: list[str], j: int, end: int) -> bool:
    return j < end and (words[j] in _SECONDS or words[j][0].isdigit() or is_a(words[j][1:], "ordinal"))


def _phrase(w: list[str], before: str) -> Got:
    going_on = is_a(before, "going_on")
    for kind in CLASSES.get(w[0], ()):
        if kind in _FRONTED:
            got = _FRONTED[kind](w)
            if got:
                return (got[0], ("lasting", *got[1][1:])) if going_on and got[1][0] == "throughout" else got
    if going_on and (spell := _stretch(w)):
        return spell
    got = dated(w, 0, is_a(before, "date_front"))
    if got is None or (got[1] == ("day", 0) and is_a(before, "paper")):
        return None
    if got[1][0] == "date" and is_a(before, "named"):
        return None
    return None if got[1][0] == "weekday" and is_a(before, "no_weekday") else got


def _stretch(w: list[str]) -> Got:
    """`شهرا`, `ثلاثه ايام`: how long, where the word before says that something goes on."""
    got = length(w, 0)
    return got if got and got[1][1] else None


def _for(w: list[str]) -> Got:
    """`لثلاثه ايام`."""
    return length([w[0][1:], *w[1:]], 0)


def _in(w: list[str]) -> Got:
    for kind in ("soon", "recent", "vague", "now"):
        got = take(w, 1, kind)
        if got:
            return got[0], (kind,)
    then = take(w, 1, "then_noun")
    if then:
        return then[0], ("then",)
    return dated(w, 1, True) or bare_year(w, 1) or _duration_within(w, 1)


def _duration_within(w: list[str], k: int) -> Got:
    """`في ثلاثه ايام` says how long and not when."""
    got = length(w, k)
    return got if got and got[1][1] > 1 else None


def _since(w: list[str]) -> Got:
    then = take(w, 1, "then_noun")
    if then:
        return then[0], ("since_then",)
    begun = take(w, 1, "begun")
    if begun:
        ago = _ago(w[begun[0] :]) if is_a(w[begun[0]], "ago") else None
        return (begun[0] + ago[0], ("since", ago[1])) if ago and ago[1][0] == "ago" else None
    got = dated(w, 1, True) or bare_year(w, 1)
    if got:
        return _up_to(w, got[0], ("since", got[1]))
    spell = duration(w, 1)
    return (spell[0], ("since", ("ago", *spell[1]))) if spell else None


def _up_to(w: list[str], k: int, since: Expression) -> tuple[int, Expression]:
    """`منذ 23 ايلول وحتى امس` has both ends."""
    at = k + 1 if w[k] == "،" else k
    until = _until([w[at][1:], *w[at + 1 :]]) if w[at][0] == "و" and len(w[at]) > 2 else _until(w[at:])
    return (at + until[0], ("range", since[1], until[1][1])) if until and until[1][0] == "until" else (k, since)


def _morrow(_: list[str]) -> Got:
    """`غداه` of something: the day after it."""
    return 1, ("counted", 1, "day", 1)


def _ago(w: list[str]) -> Got:
    whole = take(w, 0, "day")
    if whole:
        return with_weekday(w, whole[0], ("day", whole[1]))
    spell = duration(w, 1)
    if spell:
        k, counted = spell
        if w[k] == "من":
            return k, ("counted", *counted, -1)
        if counted[1] in ("hour", "minute"):
            return k, ("vague",)
        return k, ("ago", *counted, "over") if take(w, 1, "over") else ("ago", *counted)
    got = dated(w, 1, True) or bare_year(w, 1)
    return (got[0], ("until", got[1])) if got else None


def _after(w: list[str]) -> Got:
    for kind in ("day", "midnight", "bare_clock"):
        if take(w, 0, kind):
            return dated(w, 0, False)
    spell = duration(w, 1)
    if spell:
        k, counted = spell
        return (k, ("counted", *counted, 1)) if take(w, k, "of_event") else (k, ("after", *counted))
    return None


def _until(w: list[str]) -> Got:
    now = take(w, 0, "now")
    if now:
        return now[0], ("now",)
    front = take(w, 0, "until") or take(w, 0, "by")
    if not front:
        return None
    got = dated(w, front[0], True) or bare_year(w, front[0])
    return (got[0], ("until", got[1])) if got else None


def _from(w: list[str]) -> Got:
    front = take(w, 0, "from")
    if not front:
        return None
    got = dated(w, front[0], True)
    return (got[0], ("from", got[1])) if got else None


def _between(w: list[str]) -> Got:
    """`بين سبتمبر ويناير الماضيين`: both ends, the second with a fused و; what is said of its year holds for the first."""
    front = take(w, 0, "between")
    first = _end(w, front[0]) if front else None
    if first and first[1][0] == "joined":
        return first[0], ("range", *first[1][1:])
    if not first or w[first[0]][0] != "و":
        return None
    rest = w[first[0]][1:]
    second = _end([rest, *w[first[0] + 1 :]] if rest else ["", *w[first[0] + 1 :]], 0 if rest else 1)
    if not second or second[1][0] != first[1][0]:
        return None
    said = (*first[1][:4], second[1][4]) if first[1][0] == "date" and not first[1][1] else first[1]
    return first[0] + second[0], ("range", said, second[1])


def _end(w: list[str], k: int) -> Got:
    got = dated(w, k, True) or bare_year(w, k + is_a(w[k], "two_years"))
    return got if got and got[1][0] in ("date", "day", "weekday", "joined") else None


def _soon(w: list[str]) -> Got:
    """`قريبا`, but not `قريبا من`."""
    got = take(w, 0, "soon")
    return (got[0], ("soon",)) if got and w[got[0]] != "من" else None


def _within(w: list[str]) -> Got:
    night = take(w, 0, "overnight")
    if night:
        return night[0], ("overnight",)
    front = take(w, 0, "within") or take(w, 0, "throughout")
    if not front:
        return None
    k = front[0]
    got = dated(w, k, True) or bare_year(w, k)
    if got:
        return got
    spell = duration(w, k)
    if not spell:
        whole = take(w, k, "unit")
        return (whole[0], ("vague",)) if whole else None
    return spell[0], ("within" if take(w, 0, "within") else "throughout", *spell[1])


def _whole(kind: str) -> Callable[[list[str]], Got]:
    def rule(w: list[str]) -> Got:
        got = take(w, 0, kind)
        return (got[0], (kind,)) if got else None

    return rule


def _clock(w: list[str]) -> Got:
    """`الساعه 8 صباحا`, `الساعه الحاديه عشره مساء`, with the day where it follows."""
    got = take(w, 1, "ordinal")
    k = got[0] if got else 2 if len(w) > 1 and w[1][0].isdigit() else 0
    if not k:
        return None
    while (adverb := take(w, k, "adverb")) or (k < len(w) and w[k].isdigit() and len(w[k]) >= 3):
        k = adverb[0] if adverb else k + 1
    step = 1 if k < len(w) and w[k] in ("من", "،", "في") else 0
    day = dated(w, k + step, False)
    return (day[0], ("at", day[1])) if day else (k, ("clock",))


_FRONTED: Final[dict[str, Callable[[list[str]], Got]]] = {
    "in": _in, "since": _since, "ago": _ago, "after": _after, "until": _until, "by": _until, "from": _from,
    "within": _within, "throughout": _within, "lasting": lambda w: length(w, 1), "overnight": _whole("overnight"),
    "now": _whole("now"), "recent": _whole("recent"), "soon": _soon, "vague": _whole("vague"),
    "at_that_time": lambda _: (1, ("then",)), "between": _between, "for": _for,
    "clock": _clock, "bare_clock": _whole("bare_clock"), "morrow": _morrow,
}  # fmt: skip
