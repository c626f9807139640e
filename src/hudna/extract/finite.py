"""Reporting verbs with a subject of their own, before or behind, or none: `قال س إن`, `لكن س أكد`, `وأضاف أن`."""

from typing import Final

from hudna.extract.before_verb import framed_subject, subject_before
from hudna.extract.cue_subjects import (
    antecedent,
    document,
    fits,
    holds_terms,
    holds_view,
    is_thing_said,
    subject_among,
    takes_nobody,
)
from hudna.extract.drafts import Draft, Drafts
from hudna.extract.light_cues import read_learned, read_light
from hudna.extract.naming import begins_name, phrase_at
from hudna.extract.opening import Cue, accept
from hudna.extract.source_kinds import hop_of
from hudna.extract.stated import Complement, Hop, Phrase
from hudna.extract.tokens import CLOSING, Sentence
from hudna.rules.cues import CueSense, cue_lexicon
from hudna.rules.reporting import feeling_of, reporting_words, source_heads
from hudna.rules.shapes import is_nisba
from hudna.vocabulary import Act

CUES: Final = cue_lexicon()
HEADS: Final = source_heads()
KNOWN: Final = reporting_words()
_IMPERSONAL: Final = frozenset(
    f"cue.verb.{verb}"
    for verb in (
        *("dhakara", "itaqada", "tawaqqaa", "iftarada", "rajjaha", "zanna", "ashara", "lahaza", "alima"),
        *("khashiya", "ammala", "ishtabaha", "rawwaja"),
    )
)
"""Verbs whose imperfect without a subject is the passive, which names no source (يذكر أن، يعتقد أن)."""
_IN_IT: Final = frozenset({"فيه", "فيها"})
"""After a verb they lead back to a statement just named, and its subject to the one who made it (بيان ذكر فيه أن)."""
_RESUMPTIVE: Final = frozenset(
    {"عنه", "عنها", "عنهم", "به", "بها", "بهم", "اليه", "اليها", "عليه", "عليها", "فيه", "فيها", "منه", "منها"}
)
"""After the verb of a relative clause they mean its antecedent (الهدنة التي أعلن عنها)."""
_AND_NOT: Final = frozenset({"ولم", "ولا", "ولن"})
_WHO: Final = frozenset({"الذين", "اللواتي", "ممن"})
_SOMEBODY: Final = frozenset({"unnamed_group", "unnamed_person", "organisation"})
_TOPIC: Final = frozenset({"اما", "واما"})
_CIRCUMSTANCE: Final = 6
_OPENS_APART: Final = frozenset(
    {"وفي", "وخلال", "وبعد", "وقبل", "ومنذ", "وعقب", "وامس", "واليوم", "ومساء", "وصباح", "وفور"}
)
"""Openers of a circumstance that begins a clause of its own."""
_AS: Final = frozenset({"واذ", "واذا", "اذ"})
"""Before a first cue they make it the lesser clause; the next verb goes on with its speaker."""
_ABOUT_THINGS: Final = frozenset({"announce", "affirm", "stress", "reveal", "explain"})
"""Groups of verbs whose fused pronoun is what was said."""
_THIS: Final = frozenset({"هذا", "ذلك", "وهذا", "وذلك"})
_ADDRESSING: Final = frozenset({"inform", "pledge"})
"""Groups of verbs with an object whom they address, so that who stands before them is the subject (أن القائد وعد الأعيان)."""
_BACKGROUND: Final = frozenset({"بعدما", "عندما", "حينما", "فيما", "بينما"})
"""After a comma they lead from what is told back to the report (، بعدما أفادت معلومات)."""
_YET_IT: Final = frozenset({"الا", "غير", "بيد", "رغم", "مع"})


def read_finite(drafts: Drafts, i: int, sense: CueSense, found: Complement, sentence: Sentence) -> int:
    """Read the verb at token i with the complement found; returns the token to go on from, or 0 where it reports nothing."""
    relative = i > sentence.start and drafts.tokens.words[i - 1] in KNOWN.relative_pronouns
    if relative and found.kind in ("object", "noun") and not _tells_of_antecedent(sense):
        spoken = Cue(i, sense, found, sentence, i)
        resumed = drafts.tokens.words[i + 1] in _RESUMPTIVE
        own = takes_nobody(sense) and subject_among(drafts, drafts.hops_in(i + 1, found.at)[0], sense)
        if sense.suffix or resumed or own or not antecedent(drafts, spoken, sentence.start):
            return 0  # the thing that was demanded or denied, and no attribution
    if relative and sense.suffix and found.kind == "that" and sense.group in _ABOUT_THINGS:
        return 0  # الشروط التي أعلنها لا تكفي، وإنما يجب أن
    lends = "obj-say" in sense.takes and found.kind == "object" and sense.group != "express"
    if lends and feeling_of(drafts.tokens.words[found.at]) is None:
        return read_light(drafts, i, sense, sentence)
    cue = Cue(i, sense, found, sentence, i)
    if sense.group == "learn" and "outlet" in sense.takes:
        return read_learned(drafts, cue)
    if not relative and _is_noun_inside_clause(drafts, cue):
        return 0
    outer = drafts.enclosing(i)
    floor = outer.start if outer is not None else sentence.start
    cue, hops, told_to = _with_subject(drafts, cue, floor, relative=relative)
    if sense.group == "document":
        hops = document(drafts, cue, hops) if hops or "named" not in sense.takes else ()
    elif hops and sense.group == "pledge" and sense.aspect == "imperfect" and not drafts.can_speak(hops[0].phrase):
        return 0  # تعد معقلا: no promise
    if hops and sense.group == "observe" and not drafts.can_speak(hops[0].phrase):
        return 0
    if len(hops) == 1 and _is_accused(drafts, cue, hops[0].phrase):
        return 0
    if not hops:
        if i > sentence.start and drafts.tokens.words[i - 1] in _WHO and not sense.suffix:
            return 0  # أولئك الذين يقولون إن: nobody is named
        if _needs_subject(sense, cue.found) or _is_passive(drafts, cue):
            return 0
        if outer is not None and sense.aspect == "imperfect":
            if sense.conjoined:
                told = _goes_on_inside(drafts, cue, outer)
                if told:
                    return told
            else:
                hops = document(drafts, cue)
    if not hops and not relative and not _resumes(drafts, i, floor, sense):
        hops = _of_whom(drafts, i, sense, cue.found)
        if not hops:
            return 0
    return _beside_or_inside(drafts, cue, hops, told_to, outer)


def _tells_of_antecedent(sense: CueSense) -> bool:
    """Whether the verb of a relative clause tells what is thought of a thing (الحزب الذي تعتبره س خصما)."""
    return sense.group == "opine" or (sense.group == "describe" and bool(sense.suffix))


def _is_noun_inside_clause(drafts: Drafts, cue: Cue) -> bool:
    """`بقي وعد الحكومة`: the noun that is spelled like its verb, which would have to begin its clause."""
    alike = cue.sense.aspect == "perfect" and cue.sense.gender == "m" and cue.sense.number == "s"
    if not alike or "initial" not in cue.sense.takes:
        return False
    if drafts.tokens.words[cue.token - 1] in _THIS:
        return True
    ahead = subject_before(drafts.tokens, cue.token, cue.sentence.start) if cue.sense.group == "pledge" else None
    if ahead is not None and drafts.tokens.words[ahead[1] - 1] in KNOWN.that and fits(drafts, ahead[0], cue.sense):
        return not drafts.can_speak(ahead[0])  # قال إن القائد وعد الأعيان ب
    return not _resumes(drafts, cue.token, cue.sentence.start, cue.sense)


def _with_subject(
    drafts: Drafts, cue: Cue, floor: int, *, relative: bool
) -> tuple[Cue, tuple[Hop, ...], Phrase | None]:
    """The subject after the verb, before it, or in the antecedent of a relative clause; none where the verb resumes one."""
    named, told_to = drafts.hops_in(cue.token + 1, cue.found.at)
    topic = _as_for(drafts, cue)
    if topic is not None:
        return cue._replace(clause=cue.sentence.start), (topic,), told_to
    framed = framed_subject(drafts.tokens, cue.token, cue.sentence.start)
    if framed is not None:
        return cue._replace(clause=framed[1]), (hop_of(drafts.tokens, framed[0]),), told_to
    hops = named if holds_terms(drafts, named, cue.sense) else subject_among(drafts, named, cue.sense)
    if hops and hops[0].phrase.start == cue.token + 1 and cue.sense.gender == "m":
        misprinted = cue.sense.conjoined and cue.found.kind == "that" and drafts.can_speak(hops[0].phrase)
        if not fits(drafts, hops[0].phrase, cue.sense) and not misprinted:
            hops = ()  # مؤكدا تطلع القوات: a noun spelled like the verb, which would agree with what follows it
    if hops and is_thing_said(drafts, cue, hops[0].phrase):
        start = hops[0].phrase.start
        cue, hops = cue._replace(found=Complement("object", start, start)), ()
    since = drafts.tokens.words[cue.sentence.start] in _AS and cue.sense.aspect == "perfect" and not cue.sense.conjoined
    if since and not hops and drafts.in_sentence(cue.sentence):
        return cue, (), told_to  # وإذ شدد المصدر على أن … أشار إلى أن
    if relative:
        owner = antecedent(drafts, cue, floor) if not hops or holds_view(cue.sense) else ()
        hops = owner or hops
    elif not cue.sense.conjoined and (not hops or cue.sense.group in _ADDRESSING):
        ahead = subject_before(drafts.tokens, cue.token, floor)
        if ahead is not None and fits(drafts, ahead[0], cue.sense):
            hops, cue = (hop_of(drafts.tokens, ahead[0]),), cue._replace(clause=ahead[1])
    return cue, hops, told_to


def _as_for(drafts: Drafts, cue: Cue) -> Hop | None:
    """The topic of `أما س، فقال`, when it can speak: the subject of the verb that takes it up with ف."""
    words, start = drafts.tokens.words, cue.sentence.start
    if words[start] not in _TOPIC or words[cue.token][0] != "ف" or start + 1 >= cue.token:
        return None
    phrase = phrase_at(drafts.tokens, start + 1, cue.token) if begins_name(words, start + 1, cue.token) else None
    ends = phrase is not None and phrase.end in (cue.token, cue.token - 1)
    if phrase is None or not ends or not drafts.can_speak(phrase) or not fits(drafts, phrase, cue.sense):
        return None
    return hop_of(drafts.tokens, phrase)


def _of_whom(drafts: Drafts, i: int, sense: CueSense, found: Complement) -> tuple[Hop, ...]:
    """Somebody indefinite whom the verb describes (جماعات تقول إنها مستقلة), or none."""
    words = drafts.tokens.words
    if sense.aspect != "imperfect" or sense.conjoined or found.kind != "that" or found.at > i + 1:
        return ()
    k = i - 1
    while k > i - 3 and is_nisba(words[k]) and not words[k].startswith("ال"):
        k -= 1
    head = HEADS.get(words[k])
    if head is None or head.proper or head.kind not in _SOMEBODY or words[k].startswith("ال"):
        return ()
    phrase = Phrase(k, i)
    return (hop_of(drafts.tokens, phrase),) if fits(drafts, phrase, sense) else ()


def _beside_or_inside(
    drafts: Drafts, cue: Cue, hops: tuple[Hop, ...], told_to: Phrase | None, outer: Draft | None
) -> int:
    """Decide whether the cue stands beside the content it is in or inside it, and open its own."""
    if outer is not None:
        if not hops and cue.token == outer.start and outer.sense.act is Act.STATE:
            outer.act = cue.sense.act  # قال إنه يناشد: one attribution, and its act is the second verb's
            return cue.token + 1
        if hops and cue.token == outer.start and outer.sense.group == "fixed" and outer.parent is None:
            drafts.withdraw(outer)  # بحسب الوكالة، قال س: one attribution, and the agency its outer hop
            return accept(drafts, cue, (*outer.chain, *hops), told_to)
        nested = _is_nested(drafts, cue, outer, hops)
        if not nested and outer.holds_in_quotation(cue.token):
            return 0
        if not nested and _is_in_speech(drafts, cue.token, outer):
            return _goes_on_inside(drafts, cue, outer) if cue.sense.conjoined and not hops else 0
        if not nested:
            cue = cue._replace(clause=_circumstance_before(drafts.tokens.words, cue.clause, outer.start))
        outer = outer if nested else None
    return accept(drafts, cue, hops, told_to, outer)


def _is_in_speech(drafts: Drafts, i: int, outer: Draft) -> bool:
    """Whether token i stands between marks of quotation inside the content (وأضاف: «يعتبر قريبا منا، ويؤيد …» التي)."""
    n = drafts.tokens.quoted[i]
    quotation = drafts.tokens.quotations[n] if n >= 0 else None
    return quotation is not None and quotation.closed and quotation.start >= outer.start - 1


def _needs_subject(sense: CueSense, found: Complement) -> bool:
    """Whether the verb reports only with its subject named."""
    if "obj-ila" in sense.takes and sense.aspect == "imperfect":
        return True  # يرجع التنافس إلى: it goes back to
    if sense.group in ("document", "relay", "observe") or (sense.group == "opine" and found.kind == "object"):
        return True
    return sense.aspect == "imperfect" and sense.gender == "m" and sense.number == "s" and sense.id in _IMPERSONAL


def _is_passive(drafts: Drafts, cue: Cue) -> bool:
    """`في إب، أعلن عن مقتل`: after a place and in a sentence where nobody speaks, the verb is the passive."""
    words, sense = drafts.tokens.words, cue.sense
    if sense.suffix or sense.aspect != "perfect" or words[cue.token + 1] != "عن":
        return False
    if sense.conjoined:  # وأعلن عن: after a sentence in which nobody spoke
        before = drafts.tokens.sentences[max(0, drafts.tokens.sentence_of(cue.token) - 1)]
        return not any(d.cue >= before.start or d.end > before.start for d in drafts.found)
    alike = sense.gender == "m" and sense.number == "s" and cue.token > cue.sentence.start
    return alike and words[cue.token - 1] not in KNOWN.clause_openers and not drafts.in_sentence(cue.sentence)


def _is_accused(drafts: Drafts, cue: Cue, phrase: Phrase) -> bool:
    """`اتهمت القوات بارتكاب …`: with one party only, which stands right after it, the verb of accusing is the passive."""
    sense, words = cue.sense, drafts.tokens.words
    if sense.group != "accuse" or "obj+bi" not in sense.takes or sense.suffix or cue.found.kind == "object":
        return False
    if phrase.start != cue.token + 1 or phrase.end - phrase.start > 2:
        return False
    if (
        phrase.end - phrase.start == 2
        and not is_nisba(words[phrase.end - 1])
        and not words[phrase.end - 1].startswith("الم")
    ):
        return False
    return all(w in KNOWN.adjunct_openers or w in KNOWN.days for w in words[phrase.end : cue.found.at])


def _resumes(drafts: Drafts, i: int, floor: int, sense: CueSense) -> bool:
    """Whether a verb without subject takes up the speaker; inside a clause its subject is one we cannot name."""
    if i <= floor or sense.conjoined:
        return True
    words, sentences = drafts.tokens.words, drafts.tokens.sentences
    here = sentences[drafts.tokens.sentence_of(i)]
    if words[here.start] in _AS and sense.aspect == "perfect" and drafts.in_sentence(here):
        return True
    if words[i - 1] in KNOWN.negations:
        i -= 1
    before = words[i - 1]
    if i + 1 < len(words) and words[i + 1] in _IN_IT:
        return True
    if words[floor] in KNOWN.fronted and sentences[drafts.tokens.sentence_of(i)].start == floor:
        return True
    if any(s.aspect != "noun" for s in CUES[before]) or before in KNOWN.turns or before in KNOWN.frame_tails:
        return True
    if before in ("فانه", "فانها", "فانهم"):
        return True
    if before in ("انه", "انها", "انهم") and i - 2 >= floor and words[i - 2] in _YET_IT:
        return True
    if before == ":" and i - 2 <= here.start:
        return True  # ثانيا: تشدد على
    return before in "،؛" or before in KNOWN.clause_openers


def _is_nested(drafts: Drafts, cue: Cue, outer: Draft, hops: tuple[Hop, ...]) -> bool:
    """Whether a cue inside an open content is told by its source, and not by the report beside it."""
    if not hops or outer.holds_in_quotation(cue.token):
        return bool(hops) and (not cue.sense.conjoined or drafts.can_speak(hops[0].phrase))
    if _is_in_speech(drafts, cue.token, outer) and drafts.can_speak(hops[0].phrase):
        return True
    words, clause = drafts.tokens.words, cue.clause
    before = words[clause - 1]
    if before == "ان" and clause - 2 > outer.start and words[clause - 2] in _YET_IT:
        return False  # غير أن س أكد: the report goes on beside the content
    if before in ("ان", "انه", "بان", "وان") or clause <= outer.start:
        return True
    if before in KNOWN.frame_tails and words[clause - 2] in KNOWN.turn_frames:
        return False  # … من جهة أخرى أفاد س: no mark stands between
    if before in _BACKGROUND and words[clause - 2] == "،":
        return False
    if cue.sense.conjoined or before in "،؛" or before in _AND_NOT or before in KNOWN.clause_openers:
        return False
    return _circumstance_before(words, clause, outer.start) == clause


def _circumstance_before(words: list[str], clause: int, floor: int) -> int:
    """The token at which a joined circumstance opens the clause, after a comma (، وفي 1998 أعلنت), or that of the clause."""
    for k in range(clause - 1, max(floor, clause - _CIRCUMSTANCE) - 1, -1):
        if words[k] in "،؛" or words[k] in CLOSING:
            apart = words[k + 1] in _OPENS_APART or (words[k + 1] == "من" and words[k + 2] in KNOWN.turn_frames)
            return k + 1 if apart else clause
    return clause


def _goes_on_inside(drafts: Drafts, cue: Cue, outer: Draft) -> int:
    """`قال البيان إن الحكومة تحتج وتأمل في …`: the second verb goes on with the subject of the content."""
    subject = drafts.content_subject(outer, cue.token)
    while subject is None and outer.parent is not None:
        outer = outer.parent
        subject = drafts.content_subject(outer, cue.token)
    if subject is None or not fits(drafts, subject.phrase, cue.sense):
        return 0
    drafts.end_inside(outer, cue.token)
    chain, found = (*outer.chain, subject), cue.found
    draft = Draft(cue.token, cue.sense, chain, True, found.start, found.lead, cue.sense.act, parent=outer)
    return drafts.open(draft, found)
