"""Verbs that leave the reporting to a noun, and those by which an outlet tells what it has learned."""

from typing import Final

from hudna.extract.before_verb import subject_before
from hudna.extract.complement import complement_of
from hudna.extract.cue_subjects import fits, subject_among
from hudna.extract.drafts import Drafts
from hudna.extract.opening import Cue, accept
from hudna.extract.source_kinds import hop_of
from hudna.extract.tokens import Sentence
from hudna.rules.cues import CueSense, cue_lexicon
from hudna.vocabulary import SourceKind

CUES: Final = cue_lexicon()
_REACH: Final = 12


def read_light(drafts: Drafts, i: int, sense: CueSense, sentence: Sentence) -> int:
    """`وجه س نداء إلى`, `جدد س التأكيد على`: the noun is the cue, the subject is the verb's; 0 where there is none."""
    words = drafts.tokens.words
    for k in range(i + 1, min(i + _REACH, sentence.end)):
        noun = next((s for s in CUES[words[k]] if s.aspect == "noun"), None)
        if noun is None:
            continue
        found = complement_of(drafts.tokens, k, sentence.end, noun)
        if found is None:
            return 0
        named, told_to = drafts.hops_in(i + 1, k)
        agreeing = noun._replace(gender=sense.gender, number=sense.number)
        hops, outer, clause = subject_among(drafts, named, sense), None, i
        ahead = None if hops or sense.conjoined else subject_before(drafts.tokens, i, sentence.start)
        if ahead is not None and fits(drafts, ahead[0], sense):
            hops, clause = (hop_of(drafts.tokens, ahead[0]),), ahead[1]
            enclosing = drafts.enclosing(i)
            outer = enclosing if enclosing is not None and clause <= enclosing.start + 1 else None
        go_on = accept(drafts, Cue(k, agreeing, found, sentence, clause), hops, told_to, outer)
        if go_on and outer is not None:
            drafts.found[-1].carried = True  # the subject stands before the verb, away from the noun
        return go_on
    return 0


def read_learned(drafts: Drafts, cue: Cue) -> int:
    """`علمت «س» من مصادر أن …`: the paper's own reporting; without a paper named it is no cue."""
    named, _ = drafts.hops_in(cue.token + 1, cue.found.at)
    if not named:
        return 0
    paper = named[0]
    own = drafts.is_publisher(paper.phrase)
    if paper.kind is not SourceKind.OUTLET and not own:
        return 0
    words = drafts.tokens.words
    origin = next((k for k in range(paper.phrase.start, cue.found.at) if words[k] == "من"), -1)
    sources = drafts.hops_in(origin + 1, cue.found.at)[0][:1] if origin >= 0 else ()
    hops = sources if own else (paper, *sources)
    return accept(drafts, cue, hops) if hops else 0
