"""The content of an attribution: where it ends, whether it is quoted, and what its first words do to the act."""

import re
from typing import Final

from hudna.extract.stated import Complement
from hudna.extract.tokens import ENDING, QUOTES, STOPS, Tokens
from hudna.rules.cues import CueSense, cue_lexicon
from hudna.rules.events import lexicon, light_verbs
from hudna.rules.nouns import ACTING, LEXICON
from hudna.rules.reporting import feeling_of, reporting_words
from hudna.rules.shapes import is_verbal_noun
from hudna.vocabulary import Act, Mode

CUES: Final = cue_lexicon()
KNOWN: Final = reporting_words()
EVENTS: Final = lexicon()
LIGHT: Final = light_verbs()
_MARKS: Final = frozenset("،؛:-–—,")
_THAT_IT: Final = frozenset({"ان", "انه", "انها", "انهم"})
_AND_THAT: Final = frozenset({"وان", "وانه", "وانها", "وانهم", "وبان"})
"""A second clause of the same content, after the first one's closing mark."""
_AND_NOT: Final = frozenset({"ولم", "ولا", "ولن"})
_MUST: Final = frozenset({"يجب", "ينبغي", "يتعين"})
_CIRCUMSTANCE: Final = re.compile(r"(?:م\w{3,5}|\wا\w\w)ا")
"""The spelling of a participle in the accusative: after a comma it tells how a thing was said (، رافضا)."""
_HEADING: Final = 5
"""How many words are looked at for the colon of a heading before a list."""
_PAUSES: Final = frozenset("،؛.!؟?\n")


def clause_start(tokens: Tokens, at: int, floor: int) -> int:
    """The token where the clause that begins at `at` takes up its connectors (`، كما`, `، من جهته،`)."""
    words = tokens.words
    start = at
    while start > floor:
        before = words[start - 1]
        if (
            before in _MARKS
            or before in _AND_NOT
            or before in KNOWN.content_enders
            or (before == "في" and words[start] == "حين")
        ):
            start -= 1
        elif (before in _THAT_IT and start - 2 > floor and words[start - 2] in KNOWN.content_enders) or (
            before in KNOWN.turn_frames
            and start - 2 > floor
            and words[start - 2] in ("من", "في", "الي", "علي", "ومن", "وفي")
        ):
            start -= 2
        elif before in KNOWN.frame_tails and start - 3 > floor and words[start - 2] in KNOWN.turn_frames:
            start -= 3
        else:
            break
    return start


def noun_end(tokens: Tokens, start: int, end: int, *, nested: bool = False) -> int:
    """Where a content that is a noun and no clause ends: before the report goes on in its own words (، وذلك بعد)."""
    words = tokens.words
    for j in range(start + 1, end):
        word = words[j]
        if words[j - 1] == "،" and _goes_on(word):
            return j
        if word in ("اثر", "عقب") and j > start + 2:
            return j
        if nested and word == "وان" and j > start + 1:
            return j  # قال إن س يعتبر ص خصما | وإن …: the outer content goes on
    return end


def _goes_on(word: str) -> bool:
    """Whether the report goes on in its own words there, after a comma."""
    return word in KNOWN.noun_content_enders or _is_joined_verb(word) or _CIRCUMSTANCE.fullmatch(word) is not None


def _is_joined_verb(word: str) -> bool:
    """Whether `و` and a verb in the perfect begin another clause there (، وفرضت)."""
    if word[0] != "و" or len(word) < 4:
        return False
    senses = EVENTS[word]
    if any(sense.word_class != "verb" for sense in senses):
        return False  # spelled as its noun: ، وقصف
    return LIGHT[word] is not None or any(sense.aspect == "perfect" for sense in senses)


def quotation_of(tokens: Tokens, found: Complement) -> int:
    """Index of the quotation with which the content begins, or -1."""
    words, start = tokens.words, found.start
    if start >= len(words):
        return -1
    if words[start] in QUOTES:
        return next((n for n, q in enumerate(tokens.quotations) if q.start == start), -1)
    return -1


def ends_with_quotation(tokens: Tokens, quotation: int) -> bool:
    """Whether nothing of the content follows the closing mark."""
    after = tokens.quotations[quotation].end + 1
    words = tokens.words
    if words[after - 2] in STOPS:
        return True
    if after >= len(words) or words[after] in _PAUSES:
        return after + 1 >= len(words) or words[after] != "،" or words[after + 1] not in _AND_THAT
    return any(s.conjoined or s.aspect == "participle" for s in CUES[words[after]])


def trimmed(tokens: Tokens, start: int, end: int) -> tuple[int, int]:
    """The content without the marks and quotation signs that stand around it."""
    words = tokens.words
    while end > start and (words[end - 1] in _MARKS or words[end - 1] in STOPS or words[end - 1] == "\n"):
        end -= 1
    start = _past_heading(words, start, end)
    while start < end and (words[start] in _MARKS or words[start] == "\n"):
        start += 1
    if start < end and words[start] in QUOTES and _pairs(tokens, start, end - 1):
        start, end = start + 1, end - 1
        while end > start and words[end - 1] in STOPS | _MARKS:
            end -= 1
    elif start < end and words[start] in QUOTES and not any(words[k] in QUOTES for k in range(start + 1, end)):
        start += 1
    elif end > start and words[end - 1] in ENDING and not any(words[k] in QUOTES for k in range(start, end - 1)):
        end -= 1
    return start, end


def _past_heading(words: list[str], start: int, end: int) -> int:
    """The token after `ما يلي:` and its like, which stand before a list and are none of what it says."""
    for k in range(start, min(end - 1, start + _HEADING)):
        if words[k] == ":":
            return k + 1 if k > start and words[k - 1] in KNOWN.list_openers else start
    return start


def _pairs(tokens: Tokens, start: int, last: int) -> bool:
    """Whether the marks at `start` and `last` belong to one quotation."""
    return (
        last > start
        and tokens.words[last] in QUOTES
        and any(q.start == start and q.end == last for q in tokens.quotations)
    )


def mode_of(tokens: Tokens, start: int, end: int) -> Mode:
    """Whether the content stands in quotation marks; a name in marks does not make it a quotation."""
    if start > 0 and tokens.words[start - 1] in QUOTES:
        return Mode.DIRECT
    quotation = tokens.quoted[start]
    if quotation >= 0 and quotation == tokens.quoted[end - 1] and tokens.quotations[quotation].closed:
        return Mode.DIRECT
    if any(
        (q.start >= start and q.end <= end and q.words > 1) or start < q.start < end < q.end for q in tokens.quotations
    ):
        return Mode.MIXED
    return Mode.INDIRECT


def act_of(tokens: Tokens, sense: CueSense, start: int, end: int) -> Act:
    """The cue's act, or that of the explicit demand with which a neutral cue's content begins."""
    words = tokens.words
    first = words[start] if start < end else ""
    if sense.act is Act.STATE and first:
        if first in KNOWN.obligation or words[start : start + 2] == ["من", "الضروري"]:
            return Act.DEMAND
        if first in KNOWN.calls_out or (first in QUOTES and start + 1 < end and words[start + 1] in KNOWN.calls_out):
            return Act.DEMAND
        if first == "علي" and _owes(words, start, end):
            return Act.DEMAND
        if any(words[k] in _MUST and words[k + 1] == "ان" for k in range(start + 1, min(end - 1, start + 5))):
            return Act.DEMAND
    return sense.act


def _owes(words: list[str], start: int, end: int) -> bool:
    """Whether `على س أن` or `على س الالتزام` lays a duty on somebody."""
    if any(words[k] == "ان" for k in range(start + 2, min(end, start + 7))):
        return True
    if start + 1 >= end or LEXICON[words[start + 1]].flags & ACTING == 0:
        return False
    return any(
        is_verbal_noun(words[k]) and words[k] not in KNOWN.governors for k in range(start + 2, min(end, start + 6))
    )


def expressed(tokens: Tokens, start: int, end: int) -> tuple[Act, int, int] | None:
    """`أعرب عن أمله في أن …`: the act of the feeling and where, with how many letters outside, its object begins."""
    words = tokens.words
    if words[start] in KNOWN.degrees and start + 1 < end:
        start += 1  # أعرب عن بالغ قلقه
    act = feeling_of(words[start])
    if act is None:
        return None
    for j in range(start + 1, min(end, start + 9)):
        word = words[j]
        if word in ("ان", "بان", "لان", "لانه", "لانها", "لانهم"):
            return act, j + 1, 0
        if (
            word in ("علي", "ازاء", "حيال", "من", "تجاه", "في", "بشان", "حول")
            and j + 1 < end
            and words[j + 1] not in ("ان",)
        ):
            return act, j + 1, 0
        if len(word) > 4 and (word.startswith("لل") or word.startswith("بال")):
            return act, j, 0 if word[0] == "ل" else 1
        if len(word) > 3 and word[0] in "لب" and is_verbal_noun(word[1:]):
            return act, j, 1
    return act, start, 0
