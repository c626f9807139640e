"""How an event stands that no cue governs: what its form alone says, and whether it is an aim."""

from collections.abc import Sequence
from typing import Final

from hudna.extract.scope_cues import Hit, closed
from hudna.extract.stated import Trigger
from hudna.rules.nouns import LEXICON
from hudna.rules.scope import ScopeRules
from hudna.vocabulary import Modality

NO_AIM: Final = ("لاطلاق", "لقا", "لجو", "لجن", "لحظ", "لمده", "لاحق", "لهج", "لهجو", "لايزال", "لغم", "لقي")


def unmarked(words: list[str], trigger: Trigger, at: int, hits: Sequence[Hit], rules: ScopeRules) -> Modality:
    """What the form alone says: the future, the present, an aim, or else that it happened."""
    if trigger.aspect == "future":
        return Modality.FUTURE
    if trigger.aspect in ("imperfect", "subjunctive"):
        return Modality.FUTURE if _aim(words[at]) or _joined_future(words, at, hits, rules) else Modality.ONGOING
    if trigger.aspect in ("masdar", "noun") and _is_aim(words, trigger, rules):
        return Modality.FUTURE
    return Modality.HAPPENED


def _joined_future(words: list[str], at: int, hits: Sequence[Hit], rules: ScopeRules) -> bool:
    """A present joined by `و` to a future verb before it is a future too."""
    if not words[at].startswith("و"):
        return False
    before = [h for h in hits if h.end <= at and h.cue.effect == "future" and h.cue.direction == "forward"]
    return bool(before) and not closed(words, before[-1].end, at, rules)


def _is_aim(words: list[str], trigger: Trigger, rules: ScopeRules) -> bool:
    """Whether a verbal noun is an aim: `ل` is fused to it, or to the one in whose genitive it stands."""
    word = words[trigger.token]
    if words[trigger.token - 1] in rules.aiming or _aimed_at(words, trigger.token):
        return True
    return trigger.aspect == "masdar" and _aim(word, listed=True)


def is_aim(word: str) -> bool:
    """Whether a word known for a verbal noun has the `ل` of an aim fused to it."""
    return _aim(word, listed=True)


def _aim(word: str, listed: bool = False) -> bool:
    """A verbal noun or a present with a fused `ل`; where `listed`, the word is known for one."""
    bare = word[1:] if len(word) > 4 and word[0] in "وف" else word
    if bare[0] != "ل" or bare.startswith(NO_AIM) or len(bare) <= 3:
        return False
    return listed or LEXICON[bare].flags == 0


def _aimed_at(words: list[str], at: int) -> bool:
    """A noun in the genitive of such a verbal noun (`لإنهاء الحصار`)."""
    before = words[at - 1] if at else ""
    return (
        len(before) > 4
        and before[0] == "ل"
        and before[1] != "ل"
        and not before.startswith(NO_AIM)
        and LEXICON[before].flags == 0
    )


def names_a_state(word: str, rules: ScopeRules) -> bool:
    """Whether a word, without what is fused before it, names a state that lasts (`هدوء`, `محتجزين`)."""
    bare = word[1:] if len(word) > 4 and word[0] in "وف" else word
    lead = 2 if bare.startswith(("ال", "لل")) else 3 if bare.startswith("بال") else 0
    return bare in rules.states or bare[lead:] in rules.states
