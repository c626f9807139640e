"""Verbs that leave the reporting to a noun, and those by which an outlet tells what it has learned."""

from typing import Final

from hudna.extract.complement import complement_of
from hudna.extract.cue_subjects import subject_among
from hudna.extract.drafts import Drafts
from hudna.extract.opening import Cue, accept
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
        return accept(drafts, Cue(k, agreeing, found, sentence, i), subject_among(drafts, named, sense), told_to)
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
