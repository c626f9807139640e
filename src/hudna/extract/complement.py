"""What completes a reporting cue: where its content begins, and where the words of its source must end."""

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from hudna.extract.tokens import CLOSING, OPENING, QUOTES, STRAIGHT, Tokens
from hudna.rules.cues import CueSense, cue_lexicon, given_names, reporting_words, source_heads
from hudna.rules.words import folded_set
from hudna.rules.shapes import is_nisba, is_verbal_noun

REACH = 45
"""How many tokens a cue may stand away from its content; the longest naming phrases of the corpus have some twenty."""
OBJECT_YIELDS = 9
"""A content clause (أن) that follows an object so closely is the complement after all, and the object part of the source."""

_PREPOSITIONS = {"الي": "ila", "علي": "ala", "من": "min", "عن": "an", "في": "fi"}


class Complement(NamedTuple):
    """`start` is the first token of the content and `lead` its letters outside; the source's words end before `at`."""

    kind: str  # that, colon, quote, noun, object, bare
    at: int
    start: int
    lead: int = 0


@dataclass(frozen=True, slots=True)
class Lists:
    """The word lists of `rules/ar/reporting_words.yaml` that are asked for at every cue."""

    that: frozenset[str]
    that_with_bi: frozenset[str]
    not_before_that: frozenset[str]
    speaks_for: frozenset[str]
    native_bi: frozenset[str]
    topics: frozenset[str]
    relative_pronouns: frozenset[str]


@cache
def lists() -> Lists:
    words = reporting_words()
    return Lists(
        words["that"], words["that_with_bi"], words["not_before_that"], words["speaks_for"], words["native_bi"],
        words["topics"],
        words["relative_pronouns"],
    )


def complement_of(tokens: Tokens, cue: int, end: int, sense: CueSense) -> Complement | None:
    """The nearest complement that the sense of the cue takes between the cue and token `end`, or None."""
    words, takes = tokens.words, sense.takes
    held: Complement | None = None
    relative = False
    known = lists()
    limit = min(end, cue + REACH)
    j = cue + 1
    while j < limit:
        word = words[j]
        found = _at(tokens, cue, j, end, sense)
        if found is not None and (found.kind in ("that", "colon", "quote") or held is None and not (relative and word in ("عن", "من"))):
            return found if _allowed(sense, found, cue) else held
        if word in known.relative_pronouns and word != "من":
            relative = True
        elif word == "،":
            relative = False
        if held is None and not relative and (sense.group == "describe" or not takes.isdisjoint(_OBJECTS)) and _object_at(words, cue, j, sense):
            held = Complement("object", j, j)
            if takes.isdisjoint(_CLAUSES):
                return held if _allowed(sense, held, cue) else None
            limit = min(limit, j + OBJECT_YIELDS)
        if word in QUOTES or word == "(":
            j = _closing(tokens, j, limit) + 1
            continue
        if _new_clause(words, cue, j) or (held is not None and word == "،"):
            break
        j += 1
    return held if held is None or _allowed(sense, held, cue) else None


_OBJECTS = frozenset({"obj", "obj2", "obj-say", "obj-doc", "obj+resp"})
_CLAUSES = frozenset({"that", "bithat"})


def _allowed(sense: CueSense, found: Complement, cue: int) -> bool:
    """A strict complement must follow its cue directly (بيّن أن), or the cue is another word (بين = between)."""
    if not sense.strict:
        return True
    code = {"that": "that", "quote": "quote", "colon": "quote"}.get(found.kind, "")
    if sense.strict >= sense.takes or code in sense.strict:
        return found.at <= cue + 2
    return True


def _at(tokens: Tokens, cue: int, j: int, end: int, sense: CueSense) -> Complement | None:
    """The complement that begins at token j."""
    words, takes, known = tokens.words, sense.takes, lists()
    word = words[j]
    after = words[j + 1] if j + 1 < end else ""
    if word in known.that:
        return Complement("that", j, j + 1) if "that" in takes and words[j - 1] not in known.not_before_that else None
    if word in known.that_with_bi:
        return Complement("that", j, j + 1) if takes & {"bithat", "bi", "that", "obj+bi"} else None
    if word == ":" and (takes & {"quote", "that"}):
        return _after_colon(tokens, j, end)
    if word in QUOTES and (takes & {"bi"}) and j + 1 < end and words[j + 1][0] == "ب" and words[j + 1] not in known.native_bi:
        return Complement("noun", j, j + 1, 1) if len(words[j + 1]) > 2 else None
    if word in QUOTES and _opens_speech(tokens, j):
        return Complement("quote", j, j) if "quote" in takes else None
    if "lawm" in takes:
        return Complement("noun", j, j + 1) if word == "علي" and _blame(words, cue, j) else None
    if word in _PREPOSITIONS:
        return _after_preposition(words, j, after, sense)
    if word[0] == "ب" and (takes & {"bi", "obj+bi", "bi-doc"}) and sense.group != "describe":
        return _after_bi(words, cue, j, sense)
    if word[0] == "ل" and (takes & {"li", "obj+li"}):
        return _after_li(word, j)
    return None


def _after_colon(tokens: Tokens, j: int, end: int) -> Complement | None:
    words = tokens.words
    if j + 1 >= end or words[j - 1].isdigit():
        return None
    start = j + 1
    while start < end and words[start] == "\n":
        start += 1
    if start >= end:
        return None
    if words[start] in lists().that:
        start += 1
    return Complement("colon", j, start)


def _opens_speech(tokens: Tokens, j: int) -> bool:
    quotation = tokens.quoted[j]
    return quotation >= 0 and tokens.quotations[quotation].start == j


def _after_preposition(words: list[str], j: int, after: str, sense: CueSense) -> Complement | None:
    takes, known, code = sense.takes, lists(), _PREPOSITIONS[words[j]]
    if after in known.that:
        if code in takes or code + "that" in takes or f"obj+{code}" in takes:
            return Complement("that", j, j + 2)
        return None
    if code not in takes and f"obj+{code}" not in takes:
        return None
    if not after or after in known.topics:
        return None
    if code == "an" and (words[j - 1] in ("نقلا", "ونقلا") or sense.group == "inform" and not is_verbal_noun(after)):
        return None
    if code == "an" or is_verbal_noun(after) or after in QUOTES:
        return Complement("noun", j, j + 1)
    if sense.group in _TAKES_NOUNS and code == "ala" and after not in source_heads():
        return Complement("noun", j, j + 1)
    if code in ("ala", "min") and after not in source_heads() and not _PLACE_LIKE(after):
        return Complement("noun", j, j + 1)
    return None


def _PLACE_LIKE(word: str) -> bool:  # noqa: N802
    return not word.startswith("ال") and not is_verbal_noun(word)


def bare_complement(words: list[str], cue: int, end: int, sense: CueSense) -> Complement | None:
    """Words that the cue gives without any marker (وأضافوا نحن ندافع عن …): only where they speak in the first person."""
    start = cue + 1
    if sense.group not in ("say", "continue") or "quote" not in sense.takes or sense.strict or start >= end:
        return None
    first = words[start]
    if first in _SPEAKS_BARE or (first.endswith("نا") and len(first) > 4 and not first.startswith("ال")):
        return Complement("bare", start, start)
    return None


_SPEAKS_BARE = folded_set("نحن أنا إننا إنني لقد لن ليس هناك هكذا نعم كلا إذا هل كيف لماذا ماذا يجب علينا لدينا عندما".split())


def _blame(words: list[str], cue: int, j: int) -> bool:
    """`ألقى باللوم على`: the noun of blame stands between."""
    return not BLAME.isdisjoint(words[cue + 1 : j])


BLAME = folded_set(["باللوم", "اللوم", "باللائمة", "اللائمة", "بالمسؤولية", "المسؤولية", "مسؤولية"])


def _after_bi(words: list[str], cue: int, j: int, sense: CueSense) -> Complement | None:
    """A noun with fused ب; the letter itself stays outside the content."""
    word = words[j]
    if word in lists().speaks_for or word in lists().native_bi or len(word) == 2:
        return None
    if word == "ب":
        return Complement("noun", j, j + 1)
    stem = word[1:]
    if is_verbal_noun(stem):
        return Complement("noun", j, j, 1)
    if stem in source_heads():
        return None
    if sense.group in ("say", "inform", "point") or j == cue + 1 and stem.startswith("ال"):
        return Complement("noun", j, j, 1) if sense.group == "point" and stem.startswith("ال") else None
    return Complement("noun", j, j, 1) if stem.startswith("ال") or sense.group in _TAKES_NOUNS else None


_TAKES_NOUNS = frozenset({"accuse", "condemn", "support", "threaten", "pledge", "demand"})


def _after_li(word: str, j: int) -> Complement | None:
    if word.startswith("لل") and is_verbal_noun(word[2:]):
        return Complement("noun", j, j, 0)
    if len(word) > 3 and is_verbal_noun(word[1:]):
        return Complement("noun", j, j, 1)
    return None


def _object_at(words: list[str], cue: int, j: int, sense: CueSense) -> bool:
    """Whether the noun at token j is what is said (أعلن الجيش مقتل جندي) and not part of the speaker's name."""
    word = words[j]
    if not word.isalpha() or not _can_be_said(word, sense):
        return False
    if sense.group == "describe" and not any(w[0] == "ب" and w not in lists().speaks_for for w in words[j + 1 : j + 20]):
        return False
    if "obj+resp" in sense.takes and BLAME.isdisjoint(words[j : j + 10]):
        return False
    if j == cue + 1:
        return word not in source_heads()
    k = j - 1
    while k > cue and words[k] in known_times():
        k -= 1
    before = words[k]
    if k == cue:
        return True
    if before == ":" or before == "،" and any(s.aspect == "participle" for s in cue_lexicon()[word]):
        return False
    if before in given_names() and not word.startswith("ال") and word not in _PLAIN_OBJECTS:
        return False
    head = source_heads().get(before)
    if head is not None and not head.proper and not before.startswith("ال"):
        return False
    if word.startswith("الم") and before.startswith("ال"):
        return False
    if before in _GOVERNORS or not before.isalpha() and before not in CLOSING | STRAIGHT | {")", "،"}:
        return False
    if word.startswith("ال"):
        return before.startswith("ال") or before in given_names() or head is not None and head.proper
    return before.startswith("ال") or is_nisba(before) or not before.endswith("ه") or len(before) < 5


_PLAIN_OBJECTS = folded_set("مقتل هدنة وقف إصابة وقوع سقوط وجود تعليق إطلاق هجوم".split())


def known_times() -> frozenset[str]:
    return _TIMES


_TIMES = folded_set("أمس اليوم غدا الأول السبت الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة صباح مساء ليل الماضي يوم".split())


def _can_be_said(word: str, sense: CueSense) -> bool:
    if is_verbal_noun(word):
        return True
    if word.endswith("ا") and len(word) > 4 and is_verbal_noun(word[:-1]):
        return True
    return sense.group in ("describe", "opine") and word in lists().topics


_GOVERNORS = frozenset("من الي علي في عن مع بعد قبل خلال بين حول ضد عبر نحو كل اي بعض باسم بقيادة برئاسه لدي عند وزير رئيس مدير".split())


def _new_clause(words: list[str], cue: int, j: int) -> bool:
    """Whether a cue of its own begins at token j: the complement of this one is not sought beyond it."""
    word = words[j]
    senses = cue_lexicon()[word]
    if not senses:
        return word == "؛"
    if senses[0].aspect == "noun" and senses[0].suffix and j + 1 < len(words) and words[j + 1] in lists().that:
        return words[j - 1] not in ("عن", "عنها", "عنه")
    if any(sense.conjoined and sense.aspect != "noun" and not sense.strict for sense in senses):
        return word[0] == "و" or words[j - 1] in "،."
    return words[j - 1] in "،." and any(sense.aspect == "participle" for sense in senses)


def _closing(tokens: Tokens, j: int, limit: int) -> int:
    """Token of the mark that closes the bracket or quotation opened at j, or j where it stays open."""
    closers = {")"} if tokens.words[j] == "(" else CLOSING | STRAIGHT | OPENING
    return next((k for k in range(j + 1, limit) if tokens.words[k] in closers), j)
