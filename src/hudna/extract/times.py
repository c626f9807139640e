"""Where a report says when: the token ranges of time phrases."""

from typing import Final

from hudna.rules.looks import TIMES
from hudna.rules.time_grammar import STARTS, TimePhrase, phrase_at

KINDS: Final = {
    "since": "span", "until": "span", "from": "span", "window": "span", "within": "span", "throughout": "span",
    "lasting": "span", "after": "span", "recent": "span", "soon": "span",
    "clock": "clock", "bare_clock": "clock", "now": "none", "vague": "none",
    "range": "span", "counted": "none", "since_then": "none",
}  # fmt: skip
"""Shape of an expression to what it dates: "span", "clock", "none"; every other shape is a "date"."""


def is_time_word(word: str) -> bool:
    """Whether a time phrase may open with this folded word (and, or a fused و or ف in front of it)."""
    return bool(STARTS[word])


def time_phrase_at(words: list[str], i: int, end: int) -> tuple[int, int] | None:
    """The time phrase that opens at token `i` (where `في` stands there, the range begins after it), or None."""
    phrase = phrase_at(words, i, end)
    return (phrase.start, phrase.end) if phrase else None


def time_phrases(words: list[str], start: int, end: int) -> list[tuple[int, int]]:
    """Token ranges `[i, j)` of the time phrases between `start` and `end`, in order, none inside another."""
    return [(phrase.start, phrase.end) for phrase in phrases(words, [TIMES] * end, start, end)]


def phrases(words: list[str], looks: list[int], start: int, end: int) -> list[TimePhrase]:
    """The same with what each phrase says; `looks` says where one may open."""
    found: list[TimePhrase] = []
    i = start
    while i < end:
        if looks[i] & TIMES:
            phrase = phrase_at(words, i, end)
            if phrase:
                found.append(phrase)
                i = phrase.end
                continue
        i += 1
    return found


def skip_time(words: list[str], i: int, end: int) -> int:
    """The token after the time adjunct that opens at `i`, its `في` and a comma after it included; `i` where none does."""
    phrase = phrase_at(words, i, end)
    if phrase is None:
        return i
    j = phrase.end
    return j + 1 if j < end and words[j] == "،" else j


def kind_of(words: list[str], i: int, j: int) -> str:
    """ "date", "span", "clock" or "none" (`الان`, `في وقت سابق`, or no time phrase) for the range `[i, j)`."""
    first = i - 1 if i and words[i - 1] in ("في", "وفي", "ففي") else i
    phrase = phrase_at(words, first, j) or phrase_at(words, i, j)
    return KINDS.get(phrase.said[0], "date") if phrase else "none"
