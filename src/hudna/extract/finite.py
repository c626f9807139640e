"""Reporting verbs with a subject of their own, before or behind, or none: `قال س إن`, `لكن س أكد`, `وأضاف أن`."""

from hudna.extract import content
from hudna.extract.complement import Complement, bare_complement, complement_of
from hudna.extract.drafts import Draft, Drafts
from hudna.extract.naming import subject_before
from hudna.extract.source_kinds import head_word, hop_of
from hudna.extract.stated import Hop, Phrase
from hudna.extract.tokens import QUOTES, Sentence
from hudna.rules.cues import CueSense, cue_lexicon
from hudna.rules.reporting import reporting_words, source_heads
from hudna.rules.shapes import is_nisba, is_verbal_noun
from hudna.vocabulary import Act, SourceKind

CUES, HEADS, KNOWN = cue_lexicon(), source_heads(), reporting_words()
FINITE = frozenset({"perfect", "imperfect", "jussive"})
_WITH_OBJECT = frozenset({"obj+bi", "obj+ala", "obj+ila", "obj+obj", "obj+min", "obj", "obj+resp", "lawm"})
_IMPERSONAL = frozenset(
    f"cue.verb.{verb}"
    for verb in (
        *("dhakara", "itaqada", "tawaqqaa", "iftarada", "rajjaha", "zanna", "ashara", "lahaza", "alima"),
        *("khashiya", "ammala"),
    )
)
"""Verbs whose imperfect without a subject is the passive, which names no source (يذكر أن، يعتقد أن)."""
_ADDRESSED = frozenset({"organisation", "unnamed_group", "unnamed_person"})
_IN_IT = frozenset({"فيه", "فيها"})
"""After a verb they lead back to a statement just named, and its subject to the one who made it (بيان ذكر فيه أن)."""
_YET_IT = frozenset({"الا", "غير", "بيد", "رغم", "مع"})
_DOCUMENT_REACH, _ANTECEDENT_REACH, _LIGHT_REACH = 7, 8, 12


def read_finite(drafts: Drafts, i: int, sense: CueSense, found: Complement, sentence: Sentence) -> int:
    """Read the verb at token i with the complement found; returns the token to go on from, or 0 where it reports nothing."""
    words = drafts.tokens.words
    relative = i > sentence.start and words[i - 1] in KNOWN.relative_pronouns
    if relative and found.kind in ("object", "noun") and sense.group != "opine":
        return 0
    if sense.group == "learn" and "outlet" in sense.takes:
        return _learned(drafts, i, sense, found, sentence)
    if "obj-say" in sense.takes and found.kind == "object" and sense.group != "express":
        return read_light(drafts, i, sense, sentence)
    alike = sense.aspect == "perfect" and sense.gender == "m" and sense.number == "s"
    if alike and "initial" in sense.takes and not relative and not _resumes(drafts, i, sentence.start, sense):
        return 0  # بقي وعد الحكومة: the noun, which is spelled like its verb
    outer = drafts.enclosing(i)
    named, told_to = drafts.hops_in(i + 1, found.at)
    hops = _subject(drafts, named, sense)
    if (
        found.kind == "object"
        and hops
        and not drafts.can_speak(hops[0].phrase)
        and not _may_be_name(drafts, hops[0].phrase)
    ):
        start = hops[0].phrase.start
        found, hops = Complement("object", start, start), ()
    clause = i
    floor = outer.start if outer is not None and outer.start <= i else sentence.start
    if relative:
        hops = hops or _antecedent(drafts, i, sense, found, floor, sentence)
    elif not sense.conjoined and (not hops or sense.group == "inform"):
        ahead = subject_before(drafts.tokens, i, floor)
        if ahead is not None and _fits(drafts, ahead[0], sense):
            hops, clause = (hop_of(drafts.tokens, ahead[0]),), ahead[1]
    if sense.group == "document":
        hops = _document(drafts, hops, i, sentence)
    if not hops:
        if _needs_subject(sense, found):
            return 0
        if outer is not None and sense.aspect == "imperfect":
            if sense.conjoined:
                told = _goes_on_inside(drafts, i, sense, found, outer)
                if told:
                    return told
            else:
                hops = _document(drafts, (), i, sentence)
    if not hops and not relative and not _resumes(drafts, i, floor, sense):
        return 0
    return _place(drafts, i, clause, sense, found, sentence, hops, told_to, outer)


def _place(
    drafts: Drafts,
    i: int,
    clause: int,
    sense: CueSense,
    found: Complement,
    sentence: Sentence,
    hops: tuple[Hop, ...],
    told_to: Phrase | None,
    outer: Draft | None,
) -> int:
    """Decide whether the cue stands beside the content it is in or inside it, and open its own."""
    if outer is not None:
        if not hops and i == outer.start and outer.sense.act is Act.STATE:
            outer.act = sense.act  # قال إنه يناشد: one attribution, and its act is the second verb's
            return i + 1
        nested = _is_nested(drafts, i, clause, outer, sense, hops)
        if outer.holds_in_quotation(i) and not nested:
            return 0
        outer = outer if nested else None
    return accept(drafts, i, clause, sense, found, sentence, hops, told_to, outer)


def accept(
    drafts: Drafts,
    i: int,
    clause: int,
    sense: CueSense,
    found: Complement,
    sentence: Sentence,
    hops: tuple[Hop, ...],
    told_to: Phrase | None,
    outer: Draft | None,
) -> int:
    """Open the content of a cue whose source is `hops`, or whoever it resumes; returns the token to go on from."""
    candidates: tuple[Phrase, ...] = ()
    chain = hops
    if not hops:
        if not drafts.found or drafts.found[-1].cue < sentence.start:
            drafts.note_topic(sentence, i)
        enclosing = drafts.enclosing(i)
        if enclosing is not None and drafts.tokens.words[i - 1] in KNOWN.relative_pronouns:
            chain, outer = enclosing.chain, enclosing
        else:
            speaker, candidates = drafts.speakers.resumed(sense.gender, sense.number, sentence.paragraph)
            if speaker is None:
                return 0
            chain = speaker.chain
    if told_to is not None:
        chain = (Hop(told_to, SourceKind.OUTLET), *_without_outlet(chain))
    elif hops and outer is None and len(hops) == 1:
        chain = (*drafts.speakers.outer_of(hops[0].phrase), *hops)
    if outer is not None and hops:
        chain = (*outer.chain, *hops)
    if outer is None:
        drafts.end_before(clause, sentence.start)
        drafts.speakers.named(chain, sentence.paragraph)
    cue = i
    if "lawm" in sense.takes:
        cue = next(k for k in range(i, found.at) if drafts.tokens.words[k] in KNOWN.blame)
    act, start, lead, chain = content_of(drafts, sense, found, sentence, chain)
    return drafts.open(Draft(cue, sense, chain, not hops, start, lead, act, candidates, outer), found)


def content_of(
    drafts: Drafts, sense: CueSense, found: Complement, sentence: Sentence, chain: tuple[Hop, ...]
) -> tuple[Act, int, int, tuple[Hop, ...]]:
    """Act, first token and letters outside of the content; and the chain, one hop longer where a feeling is another's."""
    if sense.group == "express" and found.kind == "object":
        act = content.feeling_of(drafts.tokens.words[found.start]) or sense.act
        if act is Act.STATE:
            return act, found.start, found.lead, chain  # أبدت رغبتها في: the feeling is itself what is said
    if sense.group == "express":
        felt = content.expressed(drafts.tokens, found.start, sentence.end)
        if felt is not None:
            return *felt, (*chain, *_whose_feeling(drafts, found.start, felt[1]))
    return content.act_of(drafts.tokens, sense, found.start, sentence.end), found.start, found.lead, chain


def _without_outlet(chain: tuple[Hop, ...]) -> tuple[Hop, ...]:
    return tuple(h for h in chain if h.kind is not SourceKind.OUTLET or len(chain) == 1)


def _whose_feeling(drafts: Drafts, noun: int, stop: int) -> tuple[Hop, ...]:
    """`أعرب عن استنكار المملكة ل…`: whose feeling it is, where that is said and is somebody else."""
    head = HEADS.get(drafts.tokens.words[noun + 1]) if noun + 1 < stop else None
    if head is None or head.kind != "organisation":
        return ()
    return (hop_of(drafts.tokens, Phrase(noun + 1, noun + 2)),)


# -- the subject


def _subject(drafts: Drafts, hops: tuple[Hop, ...], sense: CueSense) -> tuple[Hop, ...]:
    """The hops, unless agreement or meaning says that they are not the subject of the verb before them."""
    if not hops or (sense.number in ("p", "d") and sense.aspect in FINITE):
        return ()
    words = drafts.tokens.words
    first = hops[0].phrase
    word = head_word(drafts.tokens, first)
    if len(hops) == 1 and not sense.takes.isdisjoint(_WITH_OBJECT):
        accusative = word.endswith("ين") and words[first.end - 1].endswith("ين")
        if accusative or word in KNOWN.addressees or not _fits(drafts, first, sense):
            return ()
    if not sense.takes.isdisjoint(_WITH_OBJECT):
        hops = (_without_object(drafts, hops[0]), *hops[1:])
    if word in HEADS or word in KNOWN.given_names:
        return hops
    bare = word[:-1] if word.endswith("ا") and len(word) > 4 else word
    return () if is_verbal_noun(word) or is_verbal_noun(bare) else hops


def _without_object(drafts: Drafts, hop: Hop) -> Hop:
    """The subject of a verb that takes somebody as its object, cut before him (طالب المجلس المحلي | الفصائل بفتح)."""
    words = drafts.tokens.words
    start, end, lead = hop.phrase
    if words[start].endswith("ون"):
        stop = next(
            (k for k in range(start + 1, end) if words[k].startswith("ال") and words[k - 1] not in KNOWN.governors), end
        )
        return hop_of(drafts.tokens, Phrase(start, stop, lead))
    for k in range(start + 1, end):
        word, before = words[k], words[k - 1]
        if word in KNOWN.blame:
            return hop_of(drafts.tokens, Phrase(start, k, lead))
        if not word.startswith("ال") or not (
            before.startswith("ال") or before in KNOWN.given_names or _is_proper(before)
        ):
            continue
        head = HEADS.get(word)
        people = word in KNOWN.addressees or (head is not None and head.kind in _ADDRESSED and not head.proper)
        if people and not is_nisba(word):
            return hop_of(drafts.tokens, Phrase(start, k, lead))
    return hop


def _is_proper(word: str) -> bool:
    head = HEADS.get(word)
    return head is not None and head.proper


def _fits(drafts: Drafts, phrase: Phrase, sense: CueSense) -> bool:
    gender, _ = drafts.speakers.agreement(hop_of(drafts.tokens, phrase))
    return not gender or not sense.gender or gender == sense.gender


def _may_be_name(drafts: Drafts, phrase: Phrase) -> bool:
    """Whether the phrase may be a name or office we do not know: no indefinite feminine noun (أعلنت حالة الاستنفار)."""
    first = head_word(drafts.tokens, phrase)
    quoted = drafts.tokens.words[phrase.start] in QUOTES
    return quoted or first.startswith("ال") or not first.endswith("ه")


def _antecedent(
    drafts: Drafts, i: int, sense: CueSense, found: Complement, floor: int, sentence: Sentence
) -> tuple[Hop, ...]:
    """The speaker that a relative clause hangs on (القائد الذي زعم أن); none where it hangs on a thing."""
    words = drafts.tokens.words
    if sense.group == "opine" and not sense.suffix:
        ahead = subject_before(drafts.tokens, i - 1, sentence.start)
        if ahead is not None and _fits(drafts, ahead[0], sense):
            return (hop_of(drafts.tokens, ahead[0]),)
    if found.kind != "that":
        return ()
    for k in range(i - 2, max(floor, i - 1 - _ANTECEDENT_REACH) - 1, -1):
        head = HEADS.get(words[k])
        if words[k] in "،:":
            return ()
        if head is not None and head.kind != "document":
            phrase = Phrase(k, i - 1)
            return (hop_of(drafts.tokens, phrase),) if _fits(drafts, phrase, sense) else ()
    return ()


def _document(drafts: Drafts, hops: tuple[Hop, ...], i: int, sentence: Sentence) -> tuple[Hop, ...]:
    """The document that demands or holds something: the subject itself, or a noun shortly before (قرار يدعو إلى)."""
    words = drafts.tokens.words
    if hops:
        head = HEADS.get(head_word(drafts.tokens, hops[0].phrase))
        return hops if head is not None and head.kind == "document" else ()
    for k in range(i - 1, max(sentence.start, i - _DOCUMENT_REACH) - 1, -1):
        head = HEADS.get(words[k])
        if words[k] in "،:" or (head is not None and head.kind != "document"):
            return ()
        if head is not None:
            return (Hop(Phrase(k, i), SourceKind.DOCUMENT),)
    return ()


def _needs_subject(sense: CueSense, found: Complement) -> bool:
    """Whether the verb reports only with its subject named."""
    if sense.group in ("document", "relay") or (sense.group == "opine" and found.kind == "object"):
        return True
    return sense.aspect == "imperfect" and sense.gender == "m" and sense.number == "s" and sense.id in _IMPERSONAL


def _resumes(drafts: Drafts, i: int, floor: int, sense: CueSense) -> bool:
    """Whether a verb without subject takes up the speaker; inside a clause its subject is one we cannot name."""
    if i <= floor or sense.conjoined:
        return True
    words, sentences = drafts.tokens.words, drafts.tokens.sentences
    if words[i - 1] in KNOWN.negations:
        i -= 1
    before = words[i - 1]
    if i + 1 < len(words) and words[i + 1] in _IN_IT:
        return True
    if words[floor] in KNOWN.fronted and sentences[drafts.tokens.sentence_of(i)].start == floor:
        return True
    if CUES[before] or before in KNOWN.turns or before in KNOWN.frame_tails:
        return True
    if before in ("انه", "انها", "انهم") and i - 2 >= floor and words[i - 2] in _YET_IT:
        return True
    return before in "،؛" or before in KNOWN.clause_openers


def _is_nested(drafts: Drafts, i: int, clause: int, outer: Draft, sense: CueSense, hops: tuple[Hop, ...]) -> bool:
    """Whether a cue inside an open content is told by its source, and not by the report beside it."""
    if outer.holds_in_quotation(i) or not hops:
        return bool(hops)
    words = drafts.tokens.words
    before = words[clause - 1]
    if before == "ان" and clause - 2 > outer.start and words[clause - 2] in _YET_IT:
        return False  # غير أن س أكد: the report goes on beside the content
    if before in ("ان", "انه", "بان", "وان") or clause <= outer.start:
        return True
    return not (sense.conjoined or before in "،؛" or before in KNOWN.clause_openers)


def _goes_on_inside(drafts: Drafts, i: int, sense: CueSense, found: Complement, outer: Draft) -> int:
    """`قال البيان إن الحكومة تحتج وتأمل في …`: the second verb goes on with the subject of the content."""
    subject = drafts.content_subject(outer, i)
    if subject is None or not _fits(drafts, subject.phrase, sense):
        return 0
    chain = (*outer.chain, subject)
    return drafts.open(Draft(i, sense, chain, True, found.start, found.lead, sense.act, parent=outer), found)


# -- verbs that leave the reporting to a noun, and those that name an outlet


def read_light(drafts: Drafts, i: int, sense: CueSense, sentence: Sentence) -> int:
    """`وجه س نداء إلى`, `جدد س التأكيد على`: the noun is the cue, the subject is the verb's."""
    words = drafts.tokens.words
    for k in range(i + 1, min(i + _LIGHT_REACH, sentence.end)):
        noun = next((s for s in CUES[words[k]] if s.aspect == "noun"), None)
        if noun is None:
            continue
        found = complement_of(drafts.tokens, k, sentence.end, noun)
        if found is None:
            return 0
        named, told_to = drafts.hops_in(i + 1, k)
        agreeing = noun._replace(gender=sense.gender, number=sense.number)
        return accept(drafts, k, i, agreeing, found, sentence, _subject(drafts, named, sense), told_to, None)
    return 0


def _learned(drafts: Drafts, i: int, sense: CueSense, found: Complement, sentence: Sentence) -> int:
    """`علمت «س» من مصادر أن …`: the paper's own reporting; without a paper named it is no cue."""
    named, _ = drafts.hops_in(i + 1, found.at)
    if not named:
        return 0
    paper = named[0]
    own = drafts.is_publisher(paper.phrase)
    if paper.kind is not SourceKind.OUTLET and not own:
        return 0
    words = drafts.tokens.words
    origin = next((k for k in range(paper.phrase.start, found.at) if words[k] == "من"), -1)
    sources = drafts.hops_in(origin + 1, found.at)[0][:1] if origin >= 0 else ()
    hops = sources if own else (paper, *sources)
    return accept(drafts, i, i, sense, found, sentence, hops, None, None) if hops else 0


def complement_or_bare(drafts: Drafts, i: int, sense: CueSense, sentence: Sentence) -> Complement | None:
    """The complement of a cue; over a colon at the end of its sentence it may stand in the next one."""
    words = drafts.tokens.words
    end = sentence.end
    if words[end - 1] == ":" and end < len(words) - 1:
        end += 2
    found = complement_of(drafts.tokens, i, end, sense)
    return found if found is not None else bare_complement(words, i, sentence.end, sense)
