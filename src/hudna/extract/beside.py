"""Sources that stand beside the clause they answer for: `بحسب مصادر`, `حسبما أفاد س`, `جاء في بيان`."""

from typing import Final

from hudna.extract import content
from hudna.extract.complement import complement_of
from hudna.extract.drafts import Draft, Drafts
from hudna.extract.opening import Cue, accept
from hudna.extract.source_kinds import head_of, hop_of
from hudna.extract.stated import Hop, Phrase
from hudna.extract.times import time_phrases
from hudna.extract.tokens import Sentence
from hudna.rules.cues import CueSense, cue_lexicon
from hudna.rules.reporting import reporting_words, source_heads
from hudna.vocabulary import Act, SourceKind

CUES: Final = cue_lexicon()
HEADS: Final = source_heads()
KNOWN: Final = reporting_words()
_STOPS: Final = "،.؛)"
_BEFORE_MA: Final = frozenset({"بحسب", "حسب", "وفق", "علي", "وبحسب", "ووفق", "وحسب", "وفقا", "ووفقا", "طبقا"})
_AFTER_SOURCE: Final = frozenset({"،", "فان", "ان", "فانه", "فانها", "قد", "فقد", ":"})
_THEN: Final = frozenset({"فان", "فانه", "فانها"})
_DESCRIBED: Final = 10
"""What opens the clause after a source that stands first, and how long words about the source may be (بحسب صحيفة س الصادرة في ص، فإن)."""
_COMPLETES: Final = frozenset({"الي", "علي", "عن"})
_CONTRASTS: Final = frozenset({"فيما", "بينما", "لكن", "كما", "وفيما", "وبينما", "حين"})
TAKES_UP: Final = frozenset(
    {("وهو", "امر"), ("وهو", "ما"), ("وهي", "ما"), ("الامر", "الذي"), ("وهو", "الامر"), ("وهي", "معلومات")}
)
"""Pairs of words that take up what was just told, before a verb with a pronoun (وهو أمر نفته س)."""
_MEASURES: Final = ("وفق", "وفقا", "طبقا", "بموجب")
_VERBAL: Final = ("قول", "تعبير", "وصف", "زعم")
_THESE: Final = frozenset({"هولاء", "اولئك"})
_AFTERTHOUGHT: Final = 5
_SHORT_CLAUSE: Final = 4
_GAP: Final = 3
"""Tokens, marks all of them, that may stand between a content and the phrase that names its outlet."""

_NONE: Final[frozenset[str]] = frozenset()
_FIXED: Final = CueSense("cue.fixed", "fixed", Act.STATE, _NONE, _NONE, "preposition", "", "", "", False)
_COMES_TAKES: Final = frozenset({"that", "bithat", "quote"})
_COMES: Final = CueSense("cue.document.jaa", "come", Act.STATE, _COMES_TAKES, _NONE, "perfect", "", "", "", False)
COMES: Final = frozenset({"جاء", "وجاء", "جاءت", "ورد", "وورد", "وردت", "ووردت"})
"""Verbs of which a document is the place and the source (جاء في بيان)."""


def read_comes(drafts: Drafts, i: int, sentence: Sentence) -> int:
    """`جاء في بيان لـ… أن`: the document is the source; `بيانا جاء فيه:` the one who issued it."""
    words = drafts.tokens.words
    if (
        i - 2 >= sentence.start
        and words[i - 1] in ("ما", "لما")
        and words[i - 2] in _BEFORE_MA
        and words[i + 1] == "في"
    ):
        return _according_to_document(drafts, i, sentence)
    at = i + 2 if i + 2 < sentence.end and words[i + 1] in ("،", "ايضا", "كذلك") else i + 1
    after = words[at] if at < sentence.end else ""
    found = complement_of(drafts.tokens, i, sentence.end, _COMES)
    if found is None or found.at <= at or after not in ("في", "فيه", "فيها"):
        return i + 1
    hops: tuple[Hop, ...] = ()
    if after == "في":
        head = head_of(words[at + 1])
        hops = drafts.hops_in(at + 1, found.at)[0][:1]
        if not hops or head is None or head.kind not in ("document", "outlet"):
            return i + 1
    return accept(drafts, Cue(i, _COMES, found, sentence, i), hops) or i + 1


def _according_to_document(drafts: Drafts, i: int, sentence: Sentence) -> int:
    """`…، وفق ما جاء في بيان مشترك`: the clause beside it is what the document says."""
    words = drafts.tokens.words
    stop = next((k for k in range(i + 2, sentence.end) if words[k] in "،؛."), sentence.end)
    hops = drafts.hops_in(i + 2, stop)[0][:1]
    return _lay(drafts, i, i - 2, hops[0].phrase.end, _COMES, sentence, hops) if hops else i + 1


def read_parenthetical(drafts: Drafts, i: int, sense: CueSense, sentence: Sentence) -> int:
    """`…، حسبما أفادت مصادر`: the content is the clause beside it; returns the token to go on from, or 0."""
    words = drafts.tokens.words
    opener = i - 1
    stop = next((k for k in range(i + 1, sentence.end) if words[k] in "،؛."), sentence.end)
    if words[opener] == "كما":
        if opener == sentence.start or words[opener - 1] not in '،»”")' or stop < sentence.end:
            return 0
        if complement_of(drafts.tokens, i, stop, sense) is not None:
            return 0
    elif words[opener] in ("ما", "لما"):
        opener -= 1
        if opener < sentence.start or words[opener] not in _BEFORE_MA:
            return 0
        if words[opener] == "علي" and sense.aspect != "perfect" and sense.group != "say":
            return 0  # لم تعثر على ما يؤكد ذلك
    after = i + 2 if words[i + 1] in ("به", "بها", "عنه") else i + 1
    hops, told_to = _named_in(drafts, after, stop, sense)
    if told_to is not None:
        hops = (Hop(told_to, SourceKind.OUTLET), *hops)
    if not hops:
        return 0
    last = max(h.phrase.end for h in hops)
    return _lay(drafts, i, opener, stop if stop - last <= _AFTERTHOUGHT else last, sense, sentence, hops)


def read_taken_up(drafts: Drafts, i: int, sense: CueSense, sentence: Sentence) -> int:
    """`…، وهو أمر نفته الوزارة`: the clause before is what is denied or confirmed; returns the token to go on from, or 0."""
    words = drafts.tokens.words
    stop = next((k for k in range(i + 1, sentence.end) if words[k] in "،؛."), sentence.end)
    hops, _ = drafts.hops_in(i + 1, stop)
    return _lay(drafts, i, i - 2, stop, sense, sentence, hops[:1]) if hops else 0


def _named_in(drafts: Drafts, start: int, stop: int, sense: CueSense) -> tuple[tuple[Hop, ...], Phrase | None]:
    """The sources between the cue and the pause; those of a relay stand on both sides of عن."""
    about = next((k for k in range(start, stop) if drafts.tokens.words[k] == "عن"), -1)
    if "relay" not in sense.takes or about < 0:
        return drafts.hops_in(start, stop)
    outer, told_to = drafts.hops_in(start, about)
    return (*outer[:1], *drafts.hops_in(about + 1, stop)[0][:1]), told_to


def read_fixed(drafts: Drafts, i: int, sentence: Sentence) -> int:
    """`بحسب مصادر`, `وفقا للبيان`, `نقلا عن الوكالة`; returns the token to go on from."""
    words = drafts.tokens.words
    at, lead = _after_preposition(words, i, sentence.end)
    bound = words[i].endswith("بموجب")
    if at >= sentence.end or words[at] == "ما" or (words[at] in KNOWN.not_after_fixed and not bound):
        return i + 1
    if words[at].startswith(_VERBAL):
        drafts.end_before(i, sentence.start)  # حسب قوله: no new source, but the end of what he says
        return at + 1
    if words[at] in _THESE:
        speaker, _ = drafts.speakers.resumed("m", "p", sentence.paragraph)
        if speaker is None:
            return i + 1
        these = Hop(Phrase(at, at + 1), speaker.chain[-1].kind)
        return _lay(drafts, i, i, at + 1, _FIXED, sentence, (*speaker.chain[:-1], these))
    if _is_standard(words, i, at, lead) and content.clause_start(drafts.tokens, i, sentence.start) > sentence.start:
        return i + 1
    phrase = _phrase(drafts, at, lead, sentence.end)
    if phrase is None or not drafts.can_speak(phrase):
        return i + 1
    return _lay(drafts, i, i, phrase.end, _FIXED, sentence, (hop_of(drafts.tokens, phrase),))


def read_measure(drafts: Drafts, i: int, sentence: Sentence) -> int:
    """`…، على حد قول مسؤول`: the clause before is his; with a pronoun (على حد قوله) what he says ends there."""
    words = drafts.tokens.words
    at = i + 1
    if at >= sentence.end or not words[at].startswith(_VERBAL):
        return at
    if words[at] not in _VERBAL:
        drafts.end_before(i - 1, sentence.start)
        return at + 1
    stop = next((k for k in range(at, sentence.end) if words[k] in "،؛."), sentence.end)
    hops, _ = drafts.hops_in(at + 1, stop)
    return _lay(drafts, i - 1, i - 1, hops[0].phrase.end, _FIXED, sentence, hops[:1]) if hops else at + 1


def _is_standard(words: list[str], i: int, at: int, lead: int) -> bool:
    """Whether `وفق` compares a deed with an agreement or a law there, and quotes nobody."""
    word = words[at][lead:]
    if words[i].endswith("بموجب"):
        return True
    return words[i].endswith(_MEASURES) and (("ال" + word[2:]) if word.startswith("لل") else word) in KNOWN.standards


def _after_preposition(words: list[str], i: int, end: int) -> tuple[int, int]:
    """Token at which the source begins after the fixed phrase at i, and its fused letters; `end` where none can."""
    at = i + 1
    word, after = words[i], words[at] if at < end else ""
    if word.endswith(("نقلا", "استنادا")):
        return (at + 1, 0) if after in ("عن", "الي") else (end, 0)
    if word.endswith(("وفقا", "طبقا")):
        if after == "ل":
            return at + 1, 0
        return (
            (at, 0 if after.startswith("لل") and after[1:] not in HEADS else 1) if after.startswith("ل") else (end, 0)
        )
    return at, 0


def _phrase(drafts: Drafts, at: int, lead: int, end: int) -> Phrase | None:
    """The naming phrase at `at`, read as if nothing were fused to its first word."""
    words = drafts.tokens.words
    printed = words[at]
    words[at] = "ال" + printed[2:] if printed.startswith("لل") and not lead else printed[lead:]
    try:
        hops, _ = drafts.hops_in(at, end)
    finally:
        words[at] = printed
    return hops[0].phrase._replace(lead=lead) if hops and hops[0].phrase.start == at else None


def _lay(
    drafts: Drafts, cue: int, opener: int, last: int, sense: CueSense, sentence: Sentence, hops: tuple[Hop, ...]
) -> int:
    """Lay the clause before (or, where the phrase opens it, after) at the door of `hops`, which end before `last`."""
    hops = tuple(h for h in hops if not drafts.is_publisher(h.phrase))
    outer = drafts.enclosing(opener)
    if not hops or (outer is not None and outer.holds_in_quotation(opener)):
        return last
    start, end = _clause(drafts, cue, opener, last, sense, sentence)
    if start >= sentence.end:
        return last
    if len(hops) == 1 and hops[0].kind is SourceKind.OUTLET:
        told = (
            outer
            if outer is not None and start <= outer.start and not _is_ascribed(outer)
            else _told_before(drafts, start, opener)
        )
        if told is not None:
            _through(drafts, told, hops[0], sentence.paragraph)
            told.end = min(told.end, opener) if told.end >= 0 else opener
            return last
    chain = hops if len(hops) > 1 else (*drafts.speakers.outer_of(hops[0].phrase), *hops)
    before = opener if outer is not None and (start > opener or start <= outer.start) else start
    drafts.end_before(before, sentence.start)
    drafts.speakers.named(chain, sentence.paragraph)
    draft = Draft(cue, sense, chain, False, start, 0, sense.act, end=end)
    drafts.found.append(draft)
    if end < 0:
        drafts.stack.append(draft)
    return last


def _told_before(drafts: Drafts, start: int, opener: int) -> Draft | None:
    """The attribution that the words before the phrase are: a quotation just closed, or the sentence before as a whole."""
    before = [d for d in drafts.found if d.parent is None and d.cue >= start - 1 and 0 <= d.end <= opener]
    before = [d for d in before if not _is_ascribed(d)]
    return before[-1] if before and opener - before[-1].end <= _GAP and len(before) == 1 else None


def _is_ascribed(draft: Draft) -> bool:
    """Whether the attribution is an aside about a thing (هجوم نسبته السلطات إلى س) and not what the sentence tells."""
    return draft.sense.group == "relay" and bool(draft.sense.suffix)


def _through(drafts: Drafts, told: Draft, outlet: Hop, paragraph: int) -> None:
    """Make the outlet the outer hop of what has just been told."""
    told.chain = (outlet, *(h for h in told.chain if h.kind is not SourceKind.OUTLET))
    drafts.speakers.named(told.chain, paragraph)


def _clause(drafts: Drafts, cue: int, opener: int, last: int, sense: CueSense, sentence: Sentence) -> tuple[int, int]:
    """The clause that the phrase answers for, in tokens; its end is -1 where the sentence decides."""
    words = drafts.tokens.words
    opens = content.clause_start(drafts.tokens, opener, sentence.start) <= sentence.start
    if opens or (sense is _FIXED and words[cue][0] == "و" and words[cue] not in ("وفق", "وفقا")):
        start = next((k for k in range(last, min(sentence.end, last + _DESCRIBED)) if words[k] in _THEN), last)
        while start < sentence.end and words[start] in _AFTER_SOURCE:
            start += 1
        if opens and start >= sentence.end:
            return _sentence_before(drafts, sentence)
        return start, -1
    start = _clause_before(drafts, opener, sentence)
    rest = dict(time_phrases(words, last, sentence.end)).get(last, last) if last < sentence.end else last
    if rest + 2 < sentence.end and words[rest] == "في" and words[rest + 2] == "،":
        rest += 2  # بحسب الشركة في صنعاء،
    described = words[opener - 1] == "،" and words[cue] == "علي"  # على حد قول مسؤول | آثر حجب اسمه
    described = described or (
        rest < sentence.end and words[opener - 1] == "،" and any(s.aspect == "perfect" for s in CUES[words[rest]])
    )
    trailing = rest >= sentence.end or words[rest] in _STOPS or described  # وفق طبيب | أحصى سبعة
    if trailing and rest + 1 < sentence.end and words[rest + 1] in KNOWN.relative_pronouns:
        return start, opener
    if words[opener - 1] == "،" and words[rest : rest + 1] == ["،"] and words[rest + 1] in _COMPLETES:
        return start, sentence.end  # عمدت القوة، وفق الوكالة، إلى نسف الجسر
    if trailing and (opener - start > _SHORT_CLAUSE or last + 1 >= sentence.end):
        return start, opener
    return start, sentence.end


def _sentence_before(drafts: Drafts, sentence: Sentence) -> tuple[int, int]:
    """The sentence that a phrase standing alone belongs to (…. وفقا للوكالة.)."""
    n = drafts.tokens.sentence_of(sentence.start) - 1
    before = drafts.tokens.sentences[n] if n >= 0 else sentence
    return (before.start, before.end) if before.paragraph == sentence.paragraph and n >= 0 else (sentence.end, -1)


def _clause_before(drafts: Drafts, at: int, sentence: Sentence) -> int:
    """Where the clause that ends before token `at` begins."""
    words = drafts.tokens.words
    for k in range(at - 2, sentence.start, -1):
        if words[k] in _CONTRASTS and words[k - 1] in ("،", "في", "وفي"):
            return k + 1
    ends = [d.end for d in drafts.found if d.cue >= sentence.start and d.start < at and 0 <= d.end < at - 3]
    return ends[-1] if ends else sentence.start
