"""The naming phrases of those reported to speak: where they begin and end, what kind of source they are."""

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from hudna.extract.stated import Hop, Phrase
from hudna.extract.times import time_phrases
from hudna.extract.tokens import CLOSING, OPENING, QUOTES, STRAIGHT, Tokens
from hudna.rules.cues import SourceHead, cue_lexicon, outlets, reporting_words, source_heads
from hudna.rules.shapes import is_imperfect, is_nisba, is_verbal_noun
from hudna.rules.words import folded
from hudna.vocabulary import SourceKind

LONGEST = 16
"""Tokens of the longest naming phrase that is believed."""


@dataclass(frozen=True, slots=True)
class _Lists:
    media: frozenset[str]
    adjuncts: frozenset[str]
    keeps_place: frozenset[str]
    speaks_for: frozenset[str]
    frames: frozenset[str]
    openers: frozenset[str]
    names: frozenset[str]
    own: frozenset[str]
    turns: frozenset[str]
    idioms: frozenset[str]
    that: frozenset[str]


@cache
def lists() -> _Lists:
    w = reporting_words()
    return _Lists(
        w["media"],
        w["adjunct_openers"],
        w["keeps_place"],
        w["speaks_for"],
        w["turn_frames"],
        w["clause_openers"],
        w["given_names"],
        w["first_person"],
        w["turns"],
        w["idiom_objects"],
        w["that"],
    )


_KEPT_BI = frozenset(folded(w) for w in "باسم بقيادة برئاسة بزعامة".split())
_RELAYS = frozenset({"نقلا", "استنادا"})
_PRONOUN_LI = frozenset({"له", "لها", "لهم", "لنا", "لهما"})
_ADDRESSEES = frozenset(
    folded(w) for w in "للصحافيين للصحفيين لصحافيين لصحفيين للإعلام للإعلاميين للصحافة لوسائل لمراسل لمراسلي لمراسلنا".split()
)


class Zone(NamedTuple):
    """What stands between a cue and its content: the naming phrases found, and the outlet the words were told to."""

    hops: tuple[Phrase, ...]
    told_to: Phrase | None


def zone_of(tokens: Tokens, start: int, end: int, publisher: str) -> Zone:
    """The source phrases in tokens `[start, end)`, outermost first; none where the cue only resumes a speaker."""
    words = tokens.words
    hops: list[Phrase] = []
    told_to: Phrase | None = None
    times = dict(time_phrases(words, start, end)) if end - start > 1 else {}
    i = start
    while i < end:
        word = words[i]
        if i in times:
            i = times[i]
            continue
        if word in _RELAYS and i + 2 < end:
            inner = _phrase(tokens, i + 2, end)
            if inner is not None:
                hops.append(inner)
                i = inner.end
                continue
        outlet = _addressed_outlet(tokens, i, end)
        if outlet is not None:
            told_to = told_to if is_publisher(tokens, outlet, publisher) else outlet
            i = outlet.end
            continue
        if not hops and _begins_name(words, i, end):
            phrase = _phrase(tokens, i, end)
            if phrase is not None:
                hops.append(phrase)
                i = max(phrase.end, i + 1)
                continue
        i = _past_adjunct(tokens, i, end) if not hops else i + 1
    return Zone(tuple(hops), told_to)


def _begins_name(words: list[str], i: int, end: int) -> bool:
    word = words[i]
    known = lists()
    if word in QUOTES:
        return i + 1 < end
    if not word[0].isalpha() or word in known.adjuncts or word in known.openers or word in _PRONOUN_LI:
        return False
    if word in ("في", "من", "ب", "ل", "كل", "بين") or word in known.turns or word in known.speaks_for or word in known.idioms:
        return False
    if word in _ADDRESSEES or (word[0] == "ل" and word.startswith("لل")):
        return False
    return not (is_imperfect(word) and word not in source_heads())


def _past_adjunct(tokens: Tokens, i: int, end: int) -> int:
    """The token after a prepositional phrase or other adjunct that begins at i."""
    words, known = tokens.words, lists()
    if words[i] in ("في", "خلال", "عبر", "من", "الي", "علي", "امام", "عقب", "بعد", "قبل", "اثناء", "لدي", "مع"):
        j = i + 2
        while j < end and words[j] not in "،:" and not _starts_afresh(words, j):
            if words[j] in QUOTES:
                return _quotation_end(tokens, j, end)
            j += 1
        return min(j, end)
    return i + 1


def _starts_afresh(words: list[str], j: int) -> bool:
    """Whether a head noun at j opens a naming phrase after an adjunct (في تصريح صحافي المتحدث باسم…)."""
    head = source_heads().get(words[j])
    if head is None or head.kind in ("document", "outlet"):
        return False
    before = words[j - 1]
    return before not in ("في", "مع", "من", "عن", "الي", "علي", "بعد", "قبل") and (
        is_nisba(before) or before.startswith("ال") or before in ("امس", "اليوم")
    )


def _addressed_outlet(tokens: Tokens, i: int, end: int) -> Phrase | None:
    """The outlet that a thing was told to: `لـ«س»`, `لوكالة س`, `مع قناة س`, `الى "س"`."""
    words = tokens.words
    word = words[i]
    if i + 1 >= end:
        return None
    after = words[i + 1]
    if word in ("ل", "الي", "مع", "عبر") and after in QUOTES:
        stop = _quotation_end(tokens, i + 1, end)
        return Phrase(i + 2, max(i + 3, stop - 1)) if stop > i + 2 else None
    if word == "ل" and (after in ("ل",)) and i + 2 < end and words[i + 2] in QUOTES:
        return Phrase(i + 3, max(i + 4, _quotation_end(tokens, i + 2, end) - 1))
    if word[0] == "ل" and len(word) > 2:
        for size in (3, 2, 1):
            if i + size <= end and " ".join([word[1:], *words[i + 1 : i + size]]) in outlets():
                return Phrase(i, i + size, 1)
    lead = 1
    if word in ("الي", "مع", "عبر", "علي"):
        i, lead, word = i + 1, 0, after
        head = source_heads().get(word)
    elif word[0] == "ل" and len(word) > 3:
        head = source_heads().get(word[1:]) or (source_heads().get(word[2:]) if word.startswith("لل") else None)
        lead = 0 if word.startswith("لل") else 1
    else:
        return None
    if head is None or head.kind != "outlet":
        return None
    j = i + 1
    while j < end and j < i + 7 and words[j] not in "،:.)" and words[j] not in lists().adjuncts and words[j] != "في":
        if words[j] in QUOTES:
            j = _quotation_end(tokens, j, end)
            if not (j < end and is_nisba(words[j])):
                break
            continue
        if any(s.aspect == "participle" for s in cue_lexicon()[words[j]]):
            break
        if words[j] in source_heads() and source_heads()[words[j]].kind not in ("outlet", "organisation", "document"):
            break
        j += 1
    return Phrase(i, j, lead)


def is_publisher(tokens: Tokens, phrase: Phrase, publisher: str) -> bool:
    """Whether the phrase names the outlet that publishes the report: being told to it is no hop."""
    names = [w for w in tokens.words[phrase.start : phrase.end] if w[0].isalpha()]
    if names and phrase.lead:
        names[0] = names[0][phrase.lead :]
    if names and names[0] in ("صحيفه", "جريده", "وكاله", "قناه", "موقع", "الصحيفه"):
        names = names[1:]
    name = " ".join(names)
    return bool(name) and (outlets().get(name) == publisher != "" or name == folded(publisher))


def _quotation_end(tokens: Tokens, i: int, end: int) -> int:
    """The token after the mark that closes the quotation opened at i."""
    words = tokens.words
    for j in range(i + 1, min(end, i + 12)):
        if words[j] in CLOSING or words[j] in STRAIGHT or words[j] in OPENING:
            return j + 1
    return i + 1


def _phrase(tokens: Tokens, start: int, end: int) -> Phrase | None:
    """The naming phrase that begins at `start`, or None where nothing there can be a source."""
    words, known, heads = tokens.words, lists(), source_heads()
    keeps = words[start] in known.keeps_place
    i = start
    while i < end and i - start < LONGEST:
        word = words[i]
        if word in QUOTES:
            i = _quotation_end(tokens, i, end)
            continue
        if word == "(":
            closing = next((k for k in range(i, min(end, i + 8)) if words[k] == ")"), i)
            i = closing + 1
            continue
        if word == "،":
            if _apposition(words, i + 1, end):
                i += 1
                keeps = False
                continue
            break
        if i > start:
            if i == start + 1 and word in heads and heads[word].proper and words[start] in heads and heads[words[start]].proper:
                break
            if word in ("في", "من"):
                if not _keeps(words, i, end, keeps=keeps):
                    break
                i += 2
                continue
            if word.endswith("ا") and any(s.aspect == "participle" for s in cue_lexicon()[word]):
                break
            if word == "علي" and _is_name_ali(tokens, i):
                i += 1
                continue
            if word == "فيما" and i + 1 < end and words[i + 1] in ("يسمي", "سمي", "يعرف"):
                i += 2
                continue
            if word in known.adjuncts and word not in heads and not (word in ("الي", "مع", "عن") and _title_goes_on(words, i)):
                break
            if word in known.openers or word in known.own:
                break
            if _addressed_outlet(tokens, i, end) is not None or word in _ADDRESSEES or word in _PRONOUN_LI:
                break
            if word in known.speaks_for and word not in _KEPT_BI and not (keeps and word.startswith("ب")):
                break
            if word in ("-", "–", "/", ".", ":", "؛", "—", "ـ"):
                break
            if is_imperfect(word) or (cue_lexicon()[word] and word[0] != "ا" and i + 1 < end and words[i + 1] in ("ان", "الي", "بان")):
                break
        i += 1
    return _trimmed(words, start, min(i, end))


def _is_name_ali(tokens: Tokens, i: int) -> bool:
    """Whether `علي` is the given name and not the preposition على, which some print with the same letters."""
    if not tokens.span(i, i + 1).cut(tokens.folded.printed).endswith("ي"):
        return False
    before = tokens.words[i - 1]
    head = source_heads().get(before)
    return before in lists().names or head is not None and head.kind == "named_person" or before.startswith("ال")


def _trimmed(words: list[str], start: int, end: int) -> Phrase | None:
    while end > start and (words[end - 1] in "،و:.-–(" or words[end - 1] in OPENING):
        end -= 1
    while start < end and words[start] in "،:.-–":
        start += 1
    if start >= end:
        return None
    if words[start] in QUOTES and end == start + 1:
        return None
    return Phrase(start, end)


def _title_goes_on(words: list[str], i: int) -> bool:
    """`مبعوث الأمم المتحدة إلى اليمن`: a preposition inside an office."""
    return words[i] == "الي" and any(w in _ENVOYS for w in words[max(0, i - 6) : i])


_ENVOYS = frozenset(folded(w) for w in "مبعوث المبعوث مندوب المندوب سفير السفير ممثل الممثل موفد الموفد الأمم المتحدة".split())


def _keeps(words: list[str], i: int, end: int, *, keeps: bool) -> bool:
    """Whether `في`/`من` at i goes on naming the source (مصادر في لحج) or begins an adjunct (في بيان)."""
    if i + 1 >= end:
        return False
    after = words[i + 1]
    return keeps and after not in lists().media and after not in lists().turns and not after[0].isdigit()


def _apposition(words: list[str], i: int, end: int) -> bool:
    """Whether what follows a comma still names the speaker: an office, a rank, a body."""
    if i >= end:
        return False
    head = source_heads().get(words[i])
    return head is not None and head.kind in ("named_person", "unnamed_person", "organisation") and (
        words[i].startswith("ال") or (i + 1 < end and words[i + 1].startswith("ال"))
    )


def subject_before(tokens: Tokens, cue: int, floor: int) -> tuple[Phrase, int] | None:
    """The naming phrase that stands before its verb in the same clause (لكن القيادة أكدت), and where the clause begins."""
    words, known, heads = tokens.words, lists(), source_heads()
    while cue > floor and words[cue - 1] in ("قد", "كان", "كانت", "كانوا", "ايضا"):
        cue -= 1
    start = cue
    while start > floor:
        before = words[start - 1]
        if before in known.openers or before in "،.:؛" or before == "\n":
            break
        if before in known.that or (before == "بان" and words[start] != "كي"):
            break
        start -= 1
    clause = start
    stop = cue
    if stop <= start or stop - start > LONGEST:
        return None
    first = words[start]
    if first[0] in "وف" and len(first) > 3 and first not in heads:
        bare = first[1:]
        lead = 1 if bare in heads or bare.startswith("ال") else 0
    else:
        lead, bare = 0, first
    if bare in ("في", "من", "علي", "الي", "بعد", "قبل", "مع", "عن", "خلال", "ما", "لم", "لن", "لا", "هو", "هي", "هذا", "عند", "منذ"):
        return None
    if bare in known.that or bare in known.adjuncts or bare in known.turns or bare in known.frames or not bare[0].isalpha() and bare not in QUOTES:
        return None
    if is_imperfect(bare) or (is_verbal_noun(bare) and bare not in heads) or (cue_lexicon()[first] and bare not in heads):
        return None
    if bare not in heads and not bare.startswith("ال") and bare not in known.names and stop - start > 2:
        return None
    if bare in heads and heads[bare].proper and stop - start > 4:
        return None
    return Phrase(start, stop, lead), clause


def kind_of(tokens: Tokens, phrase: Phrase) -> SourceKind:
    """What kind of source a naming phrase names."""
    words = [w for w in tokens.words[phrase.start : phrase.end] if w[0].isalpha()]
    if not words:
        return SourceKind.ORGANISATION
    words[0] = words[0][phrase.lead :] or words[0]
    if words[0].startswith("لل"):
        words[0] = "ال" + words[0][2:]
    head = head_of(words[0])
    named = any(w in lists().names for w in words[1:])
    if head is None:
        name = " ".join(words)
        if name in outlets() or words[0] in outlets():
            return SourceKind.OUTLET
        if words[0] in lists().names or named:
            return SourceKind.NAMED_PERSON
        return _kind_of_bare(words)
    if head.kind == "unnamed_person":
        return SourceKind.NAMED_PERSON if named or _ends_in_name(words) else SourceKind.UNNAMED_PERSON
    if head.kind == "named_person" and not named and len(words) > 1 and not words[0].startswith("ال"):
        if is_nisba(words[1]) and not words[1].startswith("ال") and not _ends_in_name(words):
            return SourceKind.UNNAMED_PERSON
    if head.kind == "organisation" and named and words[0] in _PERSONLIKE:
        return SourceKind.NAMED_PERSON
    return SourceKind(head.kind)


_PERSONLIKE = frozenset({"الامين"})
_GROUPS = frozenset({"ون", "ين"})


def _kind_of_bare(words: list[str]) -> SourceKind:
    if words[0][-2:] in _GROUPS and words[0].startswith("ال"):
        return SourceKind.UNNAMED_GROUP
    return SourceKind.NAMED_PERSON


def _ends_in_name(words: list[str]) -> bool:
    """Whether the phrase ends in a word without article that is no adjective: a name (المتحدث باسم الجيش فلان)."""
    last = words[-1]
    heads = source_heads()
    return (
        len(words) > 2
        and not last.startswith("ال")
        and last not in heads
        and not is_nisba(last)
        and not is_verbal_noun(last)
        and not last.endswith("ه")
    )


def head_of(word: str) -> SourceHead | None:
    return source_heads().get(word)


def hop_of(tokens: Tokens, phrase: Phrase) -> Hop:
    return Hop(phrase, kind_of(tokens, phrase))
