"""Verbs that follow the speech they report: `«لن نرحل»، يقول الشيخ`."""

from typing import Final

from hudna.extract.cue_subjects import fits, subject_among
from hudna.extract.drafts import Draft, Drafts
from hudna.extract.tokens import ENDING, Sentence
from hudna.rules.cues import CueSense

_GROUPS: Final = frozenset({"say", "continue", "explain", "affirm", "answer"})
_SHORTEST: Final = 3
"""Words of the shortest quotation that is speech before its verb."""
_PAUSES: Final = "،.؛:!؟"


def read_after_speech(drafts: Drafts, i: int, sense: CueSense, sentence: Sentence) -> int:
    """The quotation that closes right before token i is what the subject after it says; 0 where there is none."""
    words = drafts.tokens.words
    last = i - 2 if i > 1 and words[i - 1] == "،" else i - 1
    if sense.group not in _GROUPS or last < 0 or words[last] not in ENDING:
        return 0
    closing = (q for q in reversed(drafts.tokens.quotations) if q.end == last)
    quotation = next(closing, None)
    if quotation is None or not quotation.closed or quotation.words < _SHORTEST or _is_told(drafts, quotation.start):
        return 0
    stop = next((k for k in range(i + 1, sentence.end) if words[k] in _PAUSES), sentence.end)
    hops = subject_among(drafts, drafts.hops_in(i + 1, stop)[0], sense)
    if not hops or not fits(drafts, hops[0].phrase, sense):
        return 0
    chain = hops if len(hops) > 1 else (*drafts.speakers.outer_of(hops[0].phrase), *hops)
    drafts.end_before(quotation.start, sentence.start)
    drafts.speakers.named(chain, sentence.paragraph, verb=sense.gender)
    drafts.found.append(Draft(i, sense, chain, False, quotation.start, 0, sense.act, end=quotation.end + 1))
    return hops[0].phrase.end


def _is_told(drafts: Drafts, start: int) -> bool:
    """Whether the quotation that opens at `start` stands in what has been reported already."""
    return any(d.start <= start and (d.end < 0 or d.end > start) for d in drafts.found)
