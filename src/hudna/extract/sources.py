"""The sources named between a cue and its content."""

from typing import Final, NamedTuple

from hudna.extract.name_ends import is_told, is_told_body
from hudna.extract.naming import begins_name, phrase_at
from hudna.extract.stated import Phrase
from hudna.extract.times import time_phrases
from hudna.extract.tokens import QUOTES, Tokens
from hudna.extract.told_to import addressed_outlet, is_publisher, names_outlet, outlet_at, outlet_end, quotation_end
from hudna.rules.reporting import reporting_words, source_heads
from hudna.rules.shapes import is_nisba

HEADS: Final = source_heads()
KNOWN: Final = reporting_words()
_RELAYS: Final = frozenset({"نقلا", "استنادا"})
_GOVERNS: Final = frozenset({"في", "مع", "من", "عن", "الي", "علي", "بعد", "قبل"})


class Zone(NamedTuple):
    """What stands between a cue and its content: the naming phrases found, and the outlet the words were told to."""

    hops: tuple[Phrase, ...]
    told_to: Phrase | None


def zone_of(tokens: Tokens, start: int, end: int) -> Zone:
    """The source phrases in tokens `[start, end)`, outermost first; none where the cue only resumes a speaker."""
    words = tokens.words
    hops: list[Phrase] = []
    told_to: Phrase | None = None
    times = dict(time_phrases(words, start, end)) if end - start > 1 else {}
    i = start
    while i < end:
        if i in times:
            i = times[i]
            continue
        outlet = (
            _according_to(tokens, i, end)
            or addressed_outlet(tokens, i, end)
            or (outlet_at(tokens, i, end) if hops and hops[-1].end == i else None)
        )
        if outlet is not None:
            told_to = told_to if is_publisher(tokens, outlet) else outlet
            i = outlet.end
            continue
        phrase = _source_at(tokens, i, end, first=not hops)
        if phrase is not None:
            hops.append(phrase)
            i = max(phrase.end, i + 1)
        else:
            i = i + 1 if hops else _past_adjunct(tokens, i, end)
    return Zone(tuple(hops), told_to)


def _according_to(tokens: Tokens, i: int, end: int) -> Phrase | None:
    """The outlet after `بحسب` between a source and its content (قالت المصادر بحسب وكالة س إن)."""
    words = tokens.words
    if words[i] not in KNOWN.fixed_sources or words[i] in _RELAYS or i + 1 >= end:
        return None
    start = i + 1
    word = words[start]
    if words[i].endswith(("وفقا", "طبقا")):
        if word[0] != "ل":
            return None
        head = HEADS.get(word[1:])
        return Phrase(start, outlet_end(tokens, start, end), 1) if head is not None and head.kind == "outlet" else None
    if not names_outlet(tokens, start, end):
        return None
    return Phrase(start, outlet_end(tokens, start, end))


def _source_at(tokens: Tokens, i: int, end: int, *, first: bool) -> Phrase | None:
    """The naming phrase at i: the first one there, and after `نقلا عن` a further one."""
    words = tokens.words
    if words[i] in _RELAYS and i + 2 < end:
        return phrase_at(tokens, i + 2, end)
    if first and words[i] == "كل" and i + 2 < end and words[i + 1] == "من" and words[i + 2] in HEADS:
        return phrase_at(tokens, i + 2, end)  # دعا كل من س وص
    if first and begins_name(words, i, end):
        return phrase_at(tokens, i, end)
    return None


def _past_adjunct(tokens: Tokens, i: int, end: int) -> int:
    """The token after a prepositional phrase or other adjunct that begins at i."""
    words = tokens.words
    if is_told(words[i]) or is_told_body(words[i]) or _is_told_definite(words[i]):
        j = i + 1
        while j < end and words[j] not in "،:" and not _starts_afresh(words, j):
            j += 1
        return j
    if words[i] not in KNOWN.adjunct_prepositions:
        return i + 1
    j = i + 2
    while j < end and words[j] not in "،:" and not _starts_afresh(words, j):
        if words[j] in QUOTES:
            return quotation_end(tokens, j, end)
        if addressed_outlet(tokens, j, end) is not None:
            return j
        j += 1
    return min(j, end)


def _is_told_definite(word: str) -> bool:
    """Whether the word names, after a fused ل and with its article, the person who is told (أوضحت للرئيس …)."""
    head = HEADS.get("ال" + word[2:]) if word.startswith("لل") else None
    return head is not None and head.kind in ("named_person", "unnamed_person")


def _starts_afresh(words: list[str], j: int) -> bool:
    """Whether a head noun at j opens a naming phrase after an adjunct (في تصريح صحافي المتحدث باسم…)."""
    head = HEADS.get(words[j])
    before = words[j - 1]
    if head is None or head.proper or head.kind in ("document", "outlet") or before in _GOVERNS:
        return False
    return is_nisba(before) or before.startswith("ال") or before in KNOWN.days
