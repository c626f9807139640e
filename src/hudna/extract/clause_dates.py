"""Whether a time phrase and an event stand in one clause: what lies between them, read word by word."""

from typing import Final

from hudna.extract.clause_words import (
    AIM,
    CASUALTIES,
    EXPLAINING,
    LIGHT,
    OWN_REACH,
    RESULT,
    Clause,
    explains,
    is_aim,
    is_finite,
    is_joined,
    is_result,
    kind_of,
    opens_aim,
    parts,
    same_kind,
    turns,
)
from hudna.extract.stated import Trigger
from hudna.extract.subjects import RELATIVES, RESUMPTIVE
from hudna.rules.dating import WORDS
from hudna.rules.time_grammar import STARTS, TimePhrase

PRIOR: Final = WORDS["prior"]
TURN: Final = WORDS["turn"]
CLAUSE: Final = WORDS["clause"]
STOPS: Final = WORDS["stops"]
BESIDE, TOGETHER, LASTING_STATE, WRITTEN_DOWN = (
    WORDS["beside"],
    WORDS["together"],
    WORDS["lasting_state"],
    WORDS["written_down"],
)
DURING_IT: Final = WORDS["during_it"]
FOLLOWED: Final = WORDS["followed"]
LATER: Final = WORDS["later"]
WALLS: Final = TURN | CLAUSE | STOPS
STRIKES: Final = frozenset({"violence.shell", "violence.air", "violence.attack", "violence.explosion"})
HEAD_REACH: Final = 7
"""How many tokens after a noun its relative clause may begin."""
DESCRIBED_REACH: Final = 2
LIGHT_REACH: Final = 6
COUNTED_REACH: Final = 20
"""How many tokens after `بعد أسبوع من` the events may stand from which it counts."""


def in_front(clause: Clause, trigger: Trigger, phrase: TimePhrase, *, planned: bool) -> bool:
    """Whether a phrase in front of the trigger dates it; `planned`: it names what is to come, and so an aim's time as well."""
    words = clause.words
    near = trigger.token - trigger.light <= LIGHT_REACH
    start = trigger.light if near and trigger.light >= phrase.end else trigger.token
    if not _owned(clause, trigger, phrase) or not LATER.isdisjoint(words[phrase.end : trigger.token]):
        return False
    open_prior = aimed = False
    for k in range(_taken_up(words, phrase.end, start), start):
        word = words[k]
        if k in clause.inside:
            open_prior = open_prior or clause.inside[k].said[0] == "counted"
        elif word in PRIOR:
            open_prior = open_prior or not _is_cause(clause, trigger, k)
        elif word == "،":
            open_prior = False
        elif word in EXPLAINING:
            open_prior = aimed = False
        elif _leads_away(clause, trigger, k):
            return False
        elif word in AIM or opens_aim(clause, k):
            aimed = True
    aimed = not planned and (aimed or is_aim(clause, trigger))
    return not open_prior and not aimed and not _is_shut(clause, phrase, start)


def _taken_up(words: list[str], first: int, end: int) -> int:
    """Where the words go on that lie between: after the verb that takes up the dated deed, if one does (`تلته اشتباكات`)."""
    if FOLLOWED.isdisjoint(words[first:end]):
        return first
    return max(k for k in range(first, end) if words[k] in FOLLOWED)


def _leads_away(clause: Clause, trigger: Trigger, k: int) -> bool:
    """Whether a clause or a second event that the date does not reach begins between it and the trigger."""
    words = clause.words
    if words[k] in WALLS or turns(words, k) or (words[k] in RELATIVES and not is_result(words, k + 1)):
        return True
    return parts(words, k) and not same_kind(clause, trigger, k)


def counted_to(clause: Clause, trigger: Trigger, phrase: TimePhrase) -> bool:
    """Whether the event is the one from which the phrase in front of it counts, is joined to it or came of it."""
    words, of_other = clause.words, trigger.token - phrase.end > COUNTED_REACH
    for k in range(phrase.end, trigger.token):
        if words[k] in RELATIVES or (words[k] == "،" and DURING_IT.isdisjoint(words[k + 1 : trigger.token])):
            return False
        if words[k] in RESULT or words[k] in DURING_IT:
            of_other = False
        elif k in clause.at and clause.at[k] is not trigger:
            of_other = of_other or words[trigger.token][0] != "و"
    return trigger.word_class == "noun" and not of_other


def behind(clause: Clause, trigger: Trigger, phrase: TimePhrase) -> bool:
    """Whether a phrase behind the trigger dates it."""
    words = clause.words
    sub = _is_subordinate(clause, trigger)
    open_prior = False
    for k in range(trigger.token + 1, phrase.start):
        word = words[k]
        if k in clause.inside:
            open_prior = open_prior or clause.inside[k].said[0] == "counted"
        elif word in PRIOR:
            open_prior = True
        elif word == "،":
            joined = clause.at.get(k + 1)
            if sub and not (joined is not None and joined.word_class == "noun" and words[k + 1][0] == "و"):
                return False
            open_prior = False
        elif _ends_reach(clause, trigger, k, sub=sub):
            return False
    return not open_prior and not _is_fused(clause, phrase) and _owned(clause, trigger, phrase)


def _is_subordinate(clause: Clause, trigger: Trigger) -> bool:
    """Whether the trigger is told as what came before something else (`بعد تحرير المدينة`)."""
    for k in range(max(clause.start, trigger.token - OWN_REACH), trigger.token):
        time = clause.inside.get(k)
        if (time is None and clause.words[k] in PRIOR) or (time is not None and time.said[0] == "counted"):
            return True
    return False


def _ends_reach(clause: Clause, trigger: Trigger, k: int, *, sub: bool) -> bool:
    """Whether a clause begins at the token, behind the trigger, in which a date is no longer the trigger's."""
    words = clause.words
    if words[k] in WALLS or turns(words, k) or explains(words, k):
        return True
    if words[k] in RELATIVES:
        return not _is_head(clause, trigger, k)
    if parts(words, k):
        return not same_kind(clause, trigger, k)
    return _opens_another(clause, trigger, k, sub=sub) or _is_past_relative(clause, trigger, k)


def _is_cause(clause: Clause, trigger: Trigger, prior: int) -> bool:
    """Whether the trigger is the strike of which the people told before it died (`قتلوا أمس بعد قصف`)."""
    if trigger.action not in STRIKES or trigger.token != prior + 1:
        return False
    return any(clause.at[k].action in CASUALTIES for k in range(clause.start, prior) if k in clause.at)


def _is_shut(clause: Clause, phrase: TimePhrase, start: int) -> bool:
    """Whether the phrase stands with an earlier event or in a relative clause that ends before the trigger."""
    words = clause.words
    for k in range(phrase.start - 1, clause.start - 1, -1):
        word = words[k]
        if k in clause.inside:
            continue
        if word == "،" or word in STOPS:
            return False
        if _is_described(clause, k, start):
            return True
        if word in PRIOR:
            resumed = start + 1 < clause.end and words[start + 1] in RESUMPTIVE
            ended = any(w == "،" for w in words[phrase.end : start]) or is_finite(clause, start)
            return ended and not resumed
        if word in RELATIVES or (word == "ما" and (is_finite(clause, k + 1) or LIGHT[words[k + 1]])):
            return (is_finite(clause, start) and not is_joined(words[start])) or _goes_on_after(clause, phrase, start)
    return False


def _goes_on_after(clause: Clause, phrase: TimePhrase, start: int) -> bool:
    """Whether a comma and a joined verb lead out of the relative clause before the trigger."""
    ends = (k for k in range(phrase.end, start) if clause.words[k] == "،")
    return any(is_finite(clause, k + 1) and is_joined(clause.words[k + 1]) for k in ends)


def _is_described(clause: Clause, k: int, start: int) -> bool:
    """Whether a present tense that tells of a noun has the date (`هدنة تبدأ غدا`), and not the past verb at `start`."""
    inner, outer = clause.at.get(k), clause.at.get(start)
    if inner is None or outer is None or outer.aspect != "perfect" or clause.words[k - 1] in CLAUSE:
        return False
    return inner.token == k and inner.aspect in ("imperfect", "future") and not is_joined(clause.words[k])


def _is_head(clause: Clause, trigger: Trigger, relative: int) -> bool:
    """Whether a relative clause describes the trigger, or a noun that is told as part of it."""
    words = clause.words
    if is_result(words, relative + 1):
        return True
    feminine = words[relative].endswith("التي")
    agrees = not trigger.gender or (trigger.gender == "f") == feminine or words[relative].endswith("ين")
    if trigger.word_class == "noun" and agrees and relative - trigger.token <= HEAD_REACH:
        return True
    for k in range(relative - 1, max(trigger.token, relative - OWN_REACH) - 1, -1):
        inner = clause.at.get(k)
        if inner is not None and k > trigger.token and inner.word_class == "noun":
            return words[k - 1] in TOGETHER or words[k][0] == "ب"
    return False


def _opens_another(clause: Clause, trigger: Trigger, k: int, *, sub: bool) -> bool:
    """Whether another clause with a verb of its own begins at the token, so that a date after it is not the trigger's."""
    if not is_finite(clause, k):
        return False
    word, other = clause.words[k], clause.at.get(k)
    if is_joined(word):
        return other is None or kind_of(other) != kind_of(trigger)
    if clause.words[k - 1] == "،" and other is not None:
        return clause.words[k] not in RESULT and (k + 1 >= clause.end or clause.words[k + 1] not in RESUMPTIVE)
    return sub and other is not None and clause.words[k - 1] not in RELATIVES and not is_result(clause.words, k)


def _is_past_relative(clause: Clause, trigger: Trigger, k: int) -> bool:
    """Whether the relative clause of the trigger has ended before a noun of the main clause (الهدنة التي أعلنها س حيز التنفيذ)."""
    words, at, other = clause.words, trigger.token, clause.at.get(k)
    if trigger.word_class != "verb" or words[at - 1] not in RELATIVES or other is None or other.token != k:
        return False
    return other.word_class == "noun" and words[k - 1] not in TOGETHER and words[k][0] not in "بو"


def _is_fused(clause: Clause, phrase: TimePhrase) -> bool:
    """Whether a conjunction before the phrase begins a clause (`وبحلول أمس كانت القوات`)."""
    words, first = clause.words, phrase.start
    before = words[first - 1] if first > clause.start else ""
    fused = before == "وفي" or (STARTS[words[first]] not in ("", words[first]) and words[first][0] == "و")
    earlier = clause.inside.get(first - 1)
    return fused and (earlier is None or earlier.said[0] in ("lasting", "vague", "clock"))


def _owned(clause: Clause, trigger: Trigger, phrase: TimePhrase) -> bool:
    """Whether no participle right before the phrase keeps it to a noun of its own."""
    words, k = clause.words, phrase.start - 1
    low = trigger.token if trigger.token < phrase.start else clause.start - 1
    while k > low and words[k] in BESIDE:
        k -= 1
    if k <= low:
        return True
    if words[k] in WRITTEN_DOWN:
        feminine = words[k].endswith("ه")
        return trigger.word_class == "noun" and (not trigger.gender or (trigger.gender == "f") == feminine)
    owner = clause.at.get(k)
    if owner is not None and owner.aspect == "participle":
        return False
    if words[k] not in LASTING_STATE:
        return True
    described = range(max(clause.start, k - DESCRIBED_REACH), k)
    return any(j in clause.at and clause.at[j].word_class == "noun" for j in described)
