"""The subject that stands before its verb: `لكن القيادة أكدت`, `وكان س قد أعلن`."""

from typing import Final

from hudna.extract.naming import LONGEST
from hudna.extract.stated import Phrase
from hudna.extract.tokens import QUOTES, Tokens
from hudna.rules.cues import cue_lexicon
from hudna.rules.reporting import reporting_words, source_heads
from hudna.rules.shapes import is_imperfect, is_verbal_noun

CUES: Final = cue_lexicon()
HEADS: Final = source_heads()
KNOWN: Final = reporting_words()
_APPOSED: Final = 9
"""How many tokens an apposition, or the name before it, has at most."""
_BEFORE_VERB: Final = frozenset({"قد", "كان", "كانت", "كانوا", "ايضا"})
_FRAMES: Final = {
    "قد": frozenset({"كان", "كانت", "وكان", "وكانت", "فكان", "فكانت"}),
    "ان": frozenset({"سبق", "وسبق"}),
}
"""What stands before the verb of a frame, and what opens it."""


def subject_before(tokens: Tokens, cue: int, floor: int) -> tuple[Phrase, int] | None:
    """The naming phrase that stands before its verb in the same clause (لكن القيادة أكدت), and where the clause begins."""
    words = tokens.words
    while cue > floor and (words[cue - 1] in _BEFORE_VERB or _opens_quotation(tokens, cue - 1)):
        cue -= 1
    if cue - 2 > floor and words[cue - 1] in ("ان", "وان") and words[cue - 2] == "سبق":
        cue -= 2  # س سبق وأن هدد
    cue = _before_apposition(words, cue, floor)
    start = cue
    while start > floor and not _bounds_clause(tokens, start):
        start -= 1
    if start == cue or cue - start > LONGEST:
        return None
    first = words[start]
    lead = 1 if _is_joined(first) else 0
    bare = first[1:] if first[0] in "وف" and len(first) > 3 and first not in HEADS else first
    if not _can_be_subject(bare, cue - start) or (CUES[first] and bare not in HEADS):
        return None
    return Phrase(start, cue, lead), start


def _before_apposition(words: list[str], cue: int, floor: int) -> int:
    """The token after a name that is explained between commas before its verb (أن س، زعيم الجبهة، تعهد)."""
    if words[cue - 1] != "،":
        return cue
    opening = next((k for k in range(cue - 3, max(floor, cue - _APPOSED) - 1, -1) if words[k] == "،"), -1)
    if opening < 0 or not _names_office(words[opening + 1]):
        return cue
    that = (k for k in range(opening - 2, max(floor - 1, opening - _APPOSED) - 1, -1) if words[k] in KNOWN.that)
    return opening if next(that, -1) >= 0 else cue


def _names_office(word: str) -> bool:
    """Whether an apposition begins with an office (زعيمها، قائد الكتيبة)."""
    ends = ("", "ه", "ها", "هم")
    heads = (HEADS.get(word.removesuffix(end)) for end in ends if word.endswith(end))
    return any(head is not None and head.kind in ("named_person", "unnamed_person") for head in heads)


def _opens_quotation(tokens: Tokens, i: int) -> bool:
    """Whether the mark at i leans on the word after it: a quotation in which the verb stands first (إن س «طلبت عقد …»)."""
    if i == 0 or tokens.words[i] not in QUOTES or not tokens.words[i - 1].isalpha():
        return False
    return tokens.ends[i] == tokens.starts[i + 1] and tokens.ends[i - 1] < tokens.starts[i]


def framed_subject(tokens: Tokens, cue: int, floor: int) -> tuple[Phrase, int] | None:
    """The subject that stands between the two parts of a frame, `وكان س قد أعلن`, `سبق لـ س أن أعلن`, and where the clause begins."""
    words = tokens.words
    if cue <= floor + 1 or words[cue - 1] not in _FRAMES:
        return None
    for k in range(cue - 2, max(floor, cue - LONGEST) - 1, -1):
        word = words[k]
        if word in _FRAMES[words[cue - 1]]:
            return _framed(words, k + 1, cue - 1, to=words[cue - 1] == "ان")
        if word in "،.:؛\n" or CUES[word]:
            return None
    return None


def _framed(words: list[str], start: int, end: int, *, to: bool) -> tuple[Phrase, int] | None:
    if start >= end or words[start] in KNOWN.that or words[start] in KNOWN.before_bare_verb:
        return None
    if not to:
        return Phrase(start, end), start
    if words[start] == "ل":
        return (Phrase(start + 1, end), start) if start + 1 < end else None
    if words[start][0] != "ل" or len(words[start]) < 3:
        return None
    return Phrase(start, end, 0 if words[start].startswith("لل") and words[start][1:] not in HEADS else 1), start


def _bounds_clause(tokens: Tokens, start: int) -> bool:
    words = tokens.words
    before = words[start - 1]
    if before in QUOTES and tokens.quoted[start - 1] >= 0:
        return True
    if before in KNOWN.clause_openers or before in "،.:؛\n" or before in KNOWN.that:
        return True
    return before == "بان" and words[start] != "كي"  # بان كي مون is a name


def _is_joined(word: str) -> bool:
    """Whether the first letter is a conjunction before a word that can begin a name."""
    return word[0] in "وف" and len(word) > 3 and word not in HEADS and (word[1:] in HEADS or word.startswith("ال", 1))


def _can_be_subject(word: str, length: int) -> bool:
    if (
        word in KNOWN.subject_refusers
        or word in KNOWN.before_bare_verb
        or word in KNOWN.that
        or word in KNOWN.adjunct_openers
    ):
        return False
    if word in KNOWN.turns or word in KNOWN.turn_frames or not (word[0].isalpha() or word in QUOTES):
        return False
    head = HEADS.get(word)
    if head is not None:
        return not is_imperfect(word) and (not head.proper or length <= 4)
    if is_imperfect(word) or is_verbal_noun(word):
        return False
    return word.startswith("ال") or word in KNOWN.given_names or length <= 2
