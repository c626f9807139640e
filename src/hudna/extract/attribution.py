"""Who says what in a report: cues, chains and contents, sentence by sentence, in tokens."""

from collections.abc import Sequence
from typing import Final

from hudna.extract.beside import (
    COMES,
    TAKES_UP,
    read_comes,
    read_fixed,
    read_measure,
    read_parenthetical,
    read_taken_up,
)
from hudna.extract.circumstances import is_circumstance, read_circumstance, read_noun
from hudna.extract.complement import bare_complement, complement_of
from hudna.extract.cue_subjects import FINITE
from hudna.extract.drafts import Drafts
from hudna.extract.finite import read_finite
from hudna.extract.inverted import read_after_speech
from hudna.extract.light_cues import read_light
from hudna.extract.opening import Cue, accept
from hudna.extract.relays import read_relayed
from hudna.extract.stated import Complement, Stated
from hudna.extract.tokens import Sentence, Tokens
from hudna.rules.cues import CueSense, cue_lexicon
from hudna.rules.looks import TELLS
from hudna.rules.reporting import reporting_words, source_heads
from hudna.rules.shapes import is_imperfect
from hudna.vocabulary import Act

SHADDA: Final = "\u0651"
CUES: Final = cue_lexicon()
KNOWN: Final = reporting_words()
_HEAD: Final = 8
"""Within how many tokens a sentence that reports has its cue, often after a frame (من جهة أخرى قال)."""
_AS_FOR: Final = frozenset({"اما", "واما"})
_JUDGES: Final = frozenset({"describe", "opine"})
"""Groups whose verb says something new of what it takes up (الأمر الذي وصفته بأنه …)."""
_NAMED_SO: Final = 20
"""Within how many tokens `بأنه` follows the verb of describing."""
_TERMS: Final = frozenset({"علي", "يجب", "شرط", "بشرط", "شريطه", "ضروره"})
"""Before أن and a verb of binding oneself they make it a term that is set (على أن يلتزم)."""
_WITHOUT: Final = frozenset({"دون", "بدون", "بلا"})
_TOO: Final = frozenset({"ايضا", "كذلك"})
_IN: Final = frozenset({"في", "فيه", "فيها", "،"})


def attributions_in(tokens: Tokens) -> list[Stated]:
    """Every attribution of a report in order of its cue; the outlet that prints it is no hop."""
    drafts = Drafts(tokens)
    for sentence in tokens.sentences:
        _read_sentence(drafts, sentence)
    return drafts.stated()


def _read_sentence(drafts: Drafts, sentence: Sentence) -> None:
    """Read the cues of a sentence from left to right, then end the contents that end with it."""
    words, looks = drafts.tokens.words, drafts.tokens.looks
    before = len(drafts.found)
    i = sentence.start
    if drafts.stack and _speaks_again(words, sentence):
        drafts.close_forgotten(i)
    while i < sentence.end:
        if not looks[i] & TELLS:
            i += 1
            continue
        word = words[i]
        senses = CUES[word]
        if word in COMES and i + 1 < sentence.end and (words[i + 1] in _IN or words[i + 1] in _TOO):
            drafts.leave_quotations(i)
            i = read_comes(drafts, i, sentence)
        elif senses:
            drafts.leave_quotations(i)
            i = _read_cue(drafts, i, senses, sentence)
        elif word == "حد" and i > sentence.start and words[i - 1] == "علي":
            i = read_measure(drafts, i, sentence)
        elif word in KNOWN.fixed_sources:
            drafts.leave_quotations(i)
            i = read_fixed(drafts, i, sentence)
        else:
            i += 1
    drafts.close_at(sentence.end)
    if len(drafts.found) == before:
        drafts.note_topic(sentence, sentence.end)


def _speaks_again(words: list[str], sentence: Sentence) -> bool:
    """Whether a sentence begins with a cue of its own, in the third person."""
    head = words[sentence.start : min(sentence.end, sentence.start + _HEAD)]
    return any(sense.aspect == "perfect" and not sense.strict for word in head for sense in CUES[word])


def _read_cue(drafts: Drafts, i: int, senses: Sequence[CueSense], sentence: Sentence) -> int:
    """Read the cue at token i in the first of its senses that holds; returns the token to go on from."""
    word = drafts.tokens.words[i]
    before = drafts.tokens.words[i - 1] if i > sentence.start else ""
    if before in KNOWN.negations:
        doubts = [sense for sense in senses if sense.group == "doubt"]
        senses = [sense._replace(act=Act.EXPECT) for sense in doubts]  # لم يستبعد: he expects it
    if senses and word[0] == "ف" and senses[0].conjoined and before not in ("", "،", ".", "؛"):
        words = drafts.tokens.words
        fronted = words[sentence.start] in _AS_FOR or (words[i + 1] == ":" or words[i + 1] in KNOWN.that)
        senses = [sense._replace(conjoined=False) for sense in senses] if fronted else []
    if senses and senses[0].suffix == "ه" and drafts.tokens.ends_in_ta(i):
        return i + 1
    for sense in _nearest_first(drafts.tokens, i, senses, sentence):
        go_on = _read_sense(drafts, i, sense, before, sentence)
        if go_on:
            return go_on
    return i + 1


def _nearest_first(tokens: Tokens, i: int, senses: Sequence[CueSense], sentence: Sentence) -> Sequence[CueSense]:
    """The senses in order of their complements (نوه ب before نوه إلى where ب comes first); those of other verbs as they are."""
    if senses and senses[0].group == "pledge" and tokens.words[i][0] == "و" and _considers(tokens, i):
        return [sense._replace(conjoined=True) for sense in CUES[tokens.words[i][1:]]]
    if len(senses) < 2 or len({sense.group for sense in senses}) > 1 or senses[0].group != "point":
        return senses
    found = [(complement_of(tokens, i, sentence.end, sense), sense) for sense in senses]
    return [sense for _, sense in sorted(found, key=lambda pair: pair[0].at if pair[0] else len(tokens.words))]


def _considers(tokens: Tokens, i: int) -> bool:
    """Whether `وعدت` is no promise: it is printed with a doubled letter, or says that something is so."""
    if SHADDA in tokens.printed(i):
        return True
    return tokens.words[i + 1] == "ان" and not is_imperfect(tokens.words[i + 2])


def _read_sense(drafts: Drafts, i: int, sense: CueSense, before: str, sentence: Sentence) -> int:
    """Read the cue in one sense; 0 where that sense does not hold."""
    words = drafts.tokens.words
    if words[i + 1 : i + 2] == ["عدم"] and words[i + 2 : i + 3] and words[i + 2] in KNOWN.naming_acts:
        return 0  # طلب عدم ذكر اسمه: why the source has no name, and nothing said
    if sense.aspect == "jussive" and sense.number != "p" and before not in KNOWN.negations:
        return 0  # تقرر أن: it was decided, no short form of تقر
    if (
        sense.suffix
        and sense.group == "relay"
        and "obj-ila" not in sense.takes
        and before not in KNOWN.relative_openers
    ):
        return 0  # تقرير نشرته س, خبر نقلته ص: where it appeared
    if sense.group == "light" and sense.suffix:
        return 0  # ما قدمته: its object is the pronoun
    if sense.aspect in FINITE:
        if sense.group == "pledge" and before == "ان" and sense.aspect == "imperfect" and words[i - 2] in _TERMS:
            return 0
        if before in KNOWN.before_bare_verb and not sense.conjoined:
            return 0
        if before == "ان" and words[i - 2] in _WITHOUT:
            return 0  # دون أن تبدي أسفا
        if sense.suffix and sense.group not in _JUDGES and (words[i - 2], before) in TAKES_UP:
            go_on = read_taken_up(drafts, i, sense, sentence)
            if go_on:
                return go_on
        if before in KNOWN.relative_openers:
            go_on = read_parenthetical(drafts, i, sense, sentence)
            if go_on or before != "كما":
                return go_on or _read_named_so(drafts, i, sense, sentence)
    elif sense.aspect == "participle" and not is_circumstance(words[i], sense, before, words[i + 1]):
        return 0
    if sense.group == "light":
        return read_light(drafts, i, sense, sentence)
    if "relay" in sense.takes:
        go_on = read_relayed(drafts, i, sense, sentence)
        if go_on:
            return go_on
    found = _complement_of(drafts.tokens, i, sense, sentence)
    if found is None and sense.aspect in FINITE and not sense.conjoined and "quote" in sense.takes:
        return read_after_speech(drafts, i, sense, sentence)
    if found is None or _is_noun_with_pronoun(sense, found, before):
        return 0
    if found.kind == "noun" and "an" in sense.takes and _is_source(words[found.start]):
        go_on = read_relayed(drafts, i, sense, sentence)  # كشفت صحيفة س عن مصدر أن
        if go_on:
            return go_on
    if sense.aspect == "participle":
        return read_circumstance(drafts, i, sense, found, sentence)
    if sense.aspect == "noun":
        return read_noun(drafts, i, sense, found, sentence)
    return read_finite(drafts, i, sense, found, sentence)


def _read_named_so(drafts: Drafts, i: int, sense: CueSense, sentence: Sentence) -> int:
    """`في ما يصفه س بأنه …`: what somebody says that a thing is; 0 where he only gives it a name (ما وصفه بـ«…»)."""
    words = drafts.tokens.words
    if sense.group != "describe" or not sense.suffix:
        return 0
    at = next((k for k in range(i + 1, min(sentence.end - 1, i + _NAMED_SO)) if words[k] in KNOWN.that_with_bi), -1)
    hops = drafts.hops_in(i + 1, at)[0] if at > 0 else ()
    if not hops or drafts.enclosing(i) is not None:
        return 0
    return accept(drafts, Cue(i, sense, Complement("that", at, at + 1), sentence, i), hops)


def _complement_of(tokens: Tokens, i: int, sense: CueSense, sentence: Sentence) -> Complement | None:
    """The complement of a cue; over a colon at the end of its sentence it may stand in the next one."""
    end = sentence.end
    if tokens.words[end - 1] == ":" and end < len(tokens.words) - 1:
        end += 2
    found = complement_of(tokens, i, end, sense)
    return found if found is not None else bare_complement(tokens.words, i, sentence.end, sense)


def _is_source(word: str) -> bool:
    head = source_heads().get(word)
    return head is not None and head.kind in ("unnamed_person", "unnamed_group", "named_person")


def _is_noun_with_pronoun(sense: CueSense, found: Complement, before: str) -> bool:
    """`ثمنه`, `طلبه`: with a pronoun the perfect of a simple verb is spelled as its noun, and is mostly that."""
    if not sense.suffix or sense.conjoined or sense.aspect != "perfect" or sense.gender != "m" or sense.number != "s":
        return False
    return found.kind != "that" and before not in KNOWN.relative_pronouns
