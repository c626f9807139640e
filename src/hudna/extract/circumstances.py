"""Participles and nouns that report: `مشيرا إلى أن`, `إعلان الجيش أن`, `ترحيب س ب`."""

from typing import Final

from hudna.extract import content
from hudna.extract.cue_subjects import FINITE, subject_among
from hudna.extract.drafts import Draft, Drafts
from hudna.extract.opening import Cue, content_of
from hudna.extract.source_kinds import hop_of
from hudna.extract.stated import Complement, Hop, Phrase
from hudna.extract.tokens import Sentence
from hudna.extract.told_to import addressed_outlet
from hudna.rules.cues import CueSense
from hudna.rules.nouns import LEXICON, Names
from hudna.rules.reporting import reporting_words, source_heads
from hudna.vocabulary import SourceKind

HEADS: Final = source_heads()
KNOWN: Final = reporting_words()
REACH: Final = 9
"""How far the content of a participle may stand: only its object comes between."""
LONG_REACH: Final = 24
"""How far where an adjunct comes between (مؤكدا خلال لقائه أمس في العاصمة مبعوث … أن)."""
_POSSESSOR: Final = {"ها": "f", "ه": "m", "هم": "m"}
_ADVERBS: Final = frozenset({"مجددا", "مدينه", "ومدينه"})
_ALONG_WITH: Final = frozenset({"مع", "رغم"})
_PAUSES: Final = '،.؛»”")'


def is_circumstance(word: str, sense: CueSense, before: str, after: str) -> bool:
    """Whether a participle has the ending of a circumstance (مؤكدا) and not that of a noun, name or title."""
    if after in KNOWN.kept_bi:
        return False  # متحدثا باسم: the office
    if sense.number == "s" and sense.gender == "m" and not word.endswith("ا"):
        return False
    if sense.number == "p" and not word.endswith("ين"):
        return False
    return word not in _ADVERBS and before not in KNOWN.before_bare_verb


def read_circumstance(drafts: Drafts, i: int, sense: CueSense, found: Complement, sentence: Sentence) -> int:
    """A participle goes on with the speaker of its main verb; returns the token to go on from, or 0."""
    if found.at > i + (LONG_REACH if found.kind == "that" and _opens_adjunct(drafts.tokens.words[i + 1]) else REACH):
        return 0
    if not _stands_apart(drafts, i, sense, sentence) and (found.kind != "that" or found.at > i + 2):
        return 0
    outer = drafts.enclosing(i)
    if outer is not None and outer.holds_in_quotation(i):
        return 0
    candidates: tuple[Phrase, ...] = ()
    beside = drafts.in_sentence(sentence)
    if beside:
        main = next((d for d in reversed(beside) if d.sense.aspect in FINITE), beside[0])
        chain = main.chain[:-1] if _is_anothers_feeling(main) else main.chain
    else:
        drafts.note_topic(sentence, i)
        speaker, candidates = drafts.speakers.resumed(sense.gender, sense.number, sentence.paragraph)
        if speaker is None:
            return 0
        chain = (*_told_in(drafts, sentence, i, speaker.chain), *speaker.chain)
        drafts.speakers.named(chain, sentence.paragraph)
    drafts.end_before(i, sentence.start)
    act, start, lead, chain = content_of(drafts, Cue(i, sense, found, sentence, i), chain)
    return drafts.open(Draft(i, sense, chain, True, start, lead, act, candidates), found)


def _told_in(drafts: Drafts, sentence: Sentence, i: int, chain: tuple[Hop, ...]) -> tuple[Hop, ...]:
    """The outlet to which the subject of this sentence spoke (رفض س، في مقابلة مع قناة ص، …، قائلا), as an outer hop."""
    if chain[0].kind is SourceKind.OUTLET or chain[0].phrase.start < sentence.start:
        return ()
    words = drafts.tokens.words
    for k in range(chain[0].phrase.end, i):
        if words[k] == "مع" and words[k - 1] in KNOWN.media:
            outlet = addressed_outlet(drafts.tokens, k, i)
            if outlet is not None and not drafts.is_publisher(outlet):
                return (Hop(outlet, SourceKind.OUTLET),)
    return ()


def _opens_adjunct(word: str) -> bool:
    return word in KNOWN.adjunct_openers or word in KNOWN.adjunct_prepositions


def _stands_apart(drafts: Drafts, i: int, sense: CueSense, sentence: Sentence) -> bool:
    """Whether punctuation or its ending tells a circumstance from an adjective (قوات مؤيدة، مؤكدة أن)."""
    if (sense.gender == "m" and sense.number == "s") or i == sentence.start:
        return True
    before = drafts.tokens.words[i - 1]
    return before in _PAUSES or (
        sense.number == "p" and before.startswith("ال")
    )  # خرج المتظاهرون … الكهربائي | مطالبين


def _is_anothers_feeling(draft: Draft) -> bool:
    return draft.sense.group == "express" and len(draft.chain) > 1 and draft.chain[-1].phrase.start > draft.cue


def read_noun(drafts: Drafts, i: int, sense: CueSense, found: Complement, sentence: Sentence) -> int:
    """A noun that reports (إعلان الجيش أن، قوله إن); returns the token to go on from, or 0."""
    outer = drafts.enclosing(i)
    words = drafts.tokens.words
    if outer is not None and sense.suffix and words[i - 1] in _ALONG_WITH:
        return _along_with(drafts, i, sense, found, sentence, outer)
    after_from = words[i + 1] == "من"
    hops, _ = drafts.hops_in(i + (2 if after_from else 1), found.at)
    clausal = found.kind in ("that", "quote", "colon")
    if found.at == i + 2 and LEXICON[words[i + 1]].flags & Names.NISBA and not words[i + 1].startswith("ال"):
        hops = (
            Hop(Phrase(i + 1, i + 2), SourceKind.ORGANISATION),
        )  # اتهامات روسية بأن: the side that the adjective names
        return _beside(drafts, i, sense, found, sentence, hops, outer)
    if not hops and outer is None and not sense.suffix and not clausal:
        return 0
    if hops and "obj+bi" in sense.takes:
        hops = subject_among(drafts, hops, sense)  # اتهام الرئيس | نائبه بكذا
    if hops and not drafts.can_speak(hops[0].phrase):
        return 0
    if not hops and outer is not None and not sense.suffix and not words[i].startswith(("ال", "بال")):
        clausal = False  # في إطار تأكيد أن: nobody's
    candidates: tuple[Phrase, ...] = ()
    if hops:
        chain = (*outer.chain, *hops) if outer is not None else hops
    elif outer is not None and (subject := drafts.content_subject(outer, i)) is not None:
        chain = (*outer.chain, subject)
    elif (not clausal and not sense.suffix) or (outer is not None and outer.holds_in_quotation(i)):
        return 0
    else:
        if not drafts.in_sentence(sentence):
            drafts.note_topic(sentence, i)
        state = _state_before(drafts, i, sentence) if sense.suffix == "ها" else None
        if state is not None:
            chain = (hop_of(drafts.tokens, state),)
        else:
            speaker, candidates = drafts.speakers.resumed(_POSSESSOR.get(sense.suffix, ""), "", sentence.paragraph)
            if speaker is None:
                return 0
            chain = speaker.chain
    if outer is None:
        drafts.end_before(i, sentence.start)
    act = content.act_of(drafts.tokens, sense, found.start, sentence.end)
    return drafts.open(Draft(i, sense, chain, not hops, found.start, found.lead, act, candidates, outer), found)


def _beside(
    drafts: Drafts,
    i: int,
    sense: CueSense,
    found: Complement,
    sentence: Sentence,
    hops: tuple[Hop, ...],
    outer: Draft | None,
) -> int:
    """A noun whose source is an adjective; it ends nothing of what is open, for it stands in somebody's clause."""
    chain = (*outer.chain, *hops) if outer is not None else hops
    act = content.act_of(drafts.tokens, sense, found.start, sentence.end)
    return drafts.open(Draft(i, sense, chain, False, found.start, found.lead, act, parent=outer), found)


def _state_before(drafts: Drafts, i: int, sentence: Sentence) -> Phrase | None:
    """The state or capital shortly before that `ها` means (استدعاء أنقرة السفير إثر إعلانها أن)."""
    words = drafts.tokens.words
    for k in range(i - 1, max(sentence.start, i - REACH) - 1, -1):
        head = HEADS.get(words[k])
        if words[k] in "،:":
            return None
        if head is not None and head.kind == "organisation" and head.gender == "f":
            first = (
                k - 1 if head.proper and k > sentence.start and words[k - 1] in HEADS and _is_state(words[k - 1]) else k
            )
            return Phrase(first, k + 1) if head.proper else None
    return None


def _is_state(word: str) -> bool:
    return HEADS[word].proper


def _along_with(drafts: Drafts, i: int, sense: CueSense, found: Complement, sentence: Sentence, outer: Draft) -> int:
    """`قال …، مع تشديده على`: the same speaker goes on, beside what he said before."""
    drafts.end_before(i - 1, sentence.start)
    act = content.act_of(drafts.tokens, sense, found.start, sentence.end)
    return drafts.open(Draft(i, sense, outer.chain, True, found.start, found.lead, act), found)
