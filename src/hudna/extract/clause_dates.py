"""Whether a time phrase and an event stand in one clause: what lies between them, read word by word."""

from collections.abc import Mapping
from typing import NamedTuple

from hudna.extract.stated import Trigger
from hudna.extract.subjects import RELATIVES, RESUMPTIVE
from hudna.rules.control import CONTROL
from hudna.rules.cues import cue_lexicon
from hudna.rules.dating import WORDS
from hudna.rules.events import lexicon, light_verbs
from hudna.rules.time_grammar import STARTS, TimePhrase

PRIOR, TURN, CLAUSE, STOPS = WORDS["prior"], WORDS["turn"], WORDS["clause"], WORDS["stops"]
MEANWHILE, AFTER_IN, EXPLAINING = WORDS["meanwhile"], WORDS["after_in"], WORDS["explaining"]
JUDGING, AIM, PURPOSES, TOGETHER, RESULT = (
    WORDS["judging"],
    WORDS["aim"],
    WORDS["purposes"],
    WORDS["together"],
    WORDS["result"],
)
BESIDE, LASTING_STATE, UNDERGOING = WORDS["beside"], WORDS["lasting_state"], WORDS["undergoing"]
WALLS = TURN | CLAUSE | STOPS
IN = frozenset({"في", "وفي"})
STRIKES = frozenset({"violence.shell", "violence.air", "violence.attack", "violence.explosion"})
CASUALTIES = frozenset({"violence.kill", "violence.injure"})
FINITE = frozenset({"perfect", "imperfect", "jussive", "future"})
HEAD_REACH = 7
"""How many tokens after a noun its relative clause may begin."""
OWN_REACH = 3
DESCRIBED_REACH = 2
UNDERGONE_REACH = 12
LIGHT_REACH = 6
CUES, SENSES, LIGHT = cue_lexicon(), lexicon(), light_verbs()


class Clause(NamedTuple):
    """The sentence or content `[start, end)` that an event and a time phrase share.

    `at` holds its triggers by token, light verbs included; `inside` its time phrases by every token of theirs.
    """

    words: list[str]
    start: int
    end: int
    at: Mapping[int, Trigger]
    inside: Mapping[int, TimePhrase]


def in_front(clause: Clause, trigger: Trigger, phrase: TimePhrase, *, planned: bool) -> bool:
    """Whether a phrase in front of the trigger dates it; `planned`: it names what is to come, and so an aim's time as well."""
    words = clause.words
    near = trigger.token - trigger.light <= LIGHT_REACH
    start = trigger.light if near and trigger.light >= phrase.end else trigger.token
    if not _owned(clause, trigger, phrase):
        return False
    open_prior = aimed = False
    for k in range(phrase.end, start):
        word = words[k]
        if k in clause.inside:
            open_prior = open_prior or clause.inside[k].said[0] == "counted"
        elif word in WALLS or _turns(words, k) or (word in RELATIVES and not _is_result(words, k + 1)):
            return False
        elif word in PRIOR:
            open_prior = not _is_cause(clause, trigger, k)
        elif word == "،":
            open_prior = False
        elif word in EXPLAINING:
            open_prior = aimed = False
        elif _parts(words, k) and not _same_kind(clause, trigger, k):
            return False
        elif word in AIM or _is_aim(clause, k):
            aimed = True
    if open_prior or ((aimed or is_aim(clause, trigger)) and not planned):
        return False
    return not _is_shut(clause, phrase, start)


def counted_to(clause: Clause, trigger: Trigger, phrase: TimePhrase) -> bool:
    """Whether the event is the one from which the phrase in front of it counts, is joined to it or came of it."""
    words, of_other = clause.words, False
    for k in range(phrase.end, trigger.token):
        if words[k] == "،" or words[k] in RELATIVES:
            return False
        if words[k] in RESULT:
            of_other = False
        elif k in clause.at and clause.at[k] is not trigger:
            of_other = words[trigger.token][0] != "و"
    return trigger.word_class == "noun" and not of_other


def behind(clause: Clause, trigger: Trigger, phrase: TimePhrase) -> bool:
    """Whether a phrase behind the trigger dates it."""
    words = clause.words
    sub = any(
        k not in clause.inside and words[k] in PRIOR
        for k in range(max(clause.start, trigger.token - OWN_REACH), trigger.token)
    )
    sub = sub or any(
        p.said[0] == "counted"
        for k in range(max(clause.start, trigger.token - OWN_REACH), trigger.token)
        if (p := clause.inside.get(k))
    )
    open_prior = False
    for k in range(trigger.token + 1, phrase.start):
        word = words[k]
        if k in clause.inside:
            open_prior = open_prior or clause.inside[k].said[0] == "counted"
        elif word in WALLS or _turns(words, k) or _explains(words, k):
            return False
        elif word in RELATIVES:
            if not _is_head(clause, trigger, k):
                return False
        elif word in PRIOR:
            open_prior = True
        elif word == "،":
            joined = clause.at.get(k + 1)
            if sub and not (joined is not None and joined.word_class == "noun" and words[k + 1][0] == "و"):
                return False
            open_prior = False
        elif _parts(words, k):
            if not _same_kind(clause, trigger, k):
                return False
        elif _opens_another(clause, trigger, k, sub=sub) or _is_past_relative(clause, trigger, k):
            return False
    return not open_prior and not _is_fused(clause, phrase) and _owned(clause, trigger, phrase)


def is_aim(clause: Clause, trigger: Trigger) -> bool:
    """Whether the trigger is what something else is done for (`لطرد`, `من أجل السيطرة`)."""
    words, at = clause.words, trigger.token
    if _is_aim(clause, at):
        return True
    first = max(clause.start, at - OWN_REACH)
    if words[at][0] == "و" and first < at and (other := clause.at.get(at - 1)) is not None and other is not trigger:
        return is_aim(clause, other)
    return any(words[k] in AIM or _is_aim(clause, k) for k in range(first, at))


def is_finite(clause: Clause, k: int) -> bool:
    """Whether a finite verb that the rules know stands at the token."""
    trigger = clause.at.get(k)
    if trigger is not None:
        return trigger.light == k or trigger.word_class == "verb"
    word = clause.words[k]
    control = CONTROL.get(word)
    if control is not None and control.finite:
        return True
    return any(sense.aspect in FINITE for sense in CUES[word]) or (
        word[0] == "و" and len(word) > 4 and word.endswith("وا")
    )


def is_joined(word: str) -> bool:
    """Whether the و of a verb is a conjunction and not its first root letter (وأصيب, but وصل)."""
    if word[0] not in "وف" or len(word) < 4:
        return False
    rest = word[1:]
    return bool(SENSES[rest] or CUES[rest] or rest in CONTROL or LIGHT[rest] or rest.endswith("وا"))


def _is_aim(clause: Clause, k: int) -> bool:
    """Whether a verbal noun after ل stands at the token."""
    word = clause.words[k]
    bare = word[1:] if word[0] == "و" and len(word) > 3 else word
    if bare[0] != "ل" or len(bare) < 4:
        return False
    trigger = clause.at.get(k)
    if trigger is None:
        return bare in PURPOSES
    if trigger.word_class == "verb" or trigger.light >= 0 or not SENSES[_without_l(bare)]:
        return False
    return not any(clause.words[j] in UNDERGOING for j in range(max(clause.start, k - UNDERGONE_REACH), k))


def _without_l(word: str) -> str:
    return "ال" + word[2:] if word.startswith("لل") else word[1:]


def _explains(words: list[str], k: int) -> bool:
    """`حيث` with a clause after it, not `من حيث المبدأ` nor `مما أدى إلى`."""
    return words[k] in EXPLAINING and words[k - 1] != "من" and not _is_result(words, k + 1)


def _is_cause(clause: Clause, trigger: Trigger, prior: int) -> bool:
    """Whether the trigger is the strike of which the people told before it died (`قتلوا أمس بعد قصف`)."""
    if trigger.action not in STRIKES or trigger.token != prior + 1:
        return False
    return any(clause.at[k].action in CASUALTIES for k in range(clause.start, prior) if k in clause.at)


def _is_result(words: list[str], k: int) -> bool:
    return k < len(words) and words[k] in RESULT


def _turns(words: list[str], k: int) -> bool:
    """`في وقت` with a clause after it."""
    return words[k] == "وقت" and words[k - 1] in IN


def _parts(words: list[str], k: int) -> bool:
    """Whether a second event beside the first is told from here on."""
    word = words[k]
    if word not in MEANWHILE or (k + 1 < len(words) and words[k + 1] in JUDGING):
        return False
    return word not in AFTER_IN or words[k - 1] in IN


def _same_kind(clause: Clause, trigger: Trigger, parting: int) -> bool:
    """Whether events of one kind stand on both sides of the parting word, one of them with the trigger."""
    low, high = clause.start, clause.end
    left = {_kind(clause.at[k]) for k in range(low, parting) if k in clause.at}
    right = {_kind(clause.at[k]) for k in range(parting + 1, high) if k in clause.at}
    return bool(left & right)


def _kind(trigger: Trigger) -> str:
    return "casualties" if trigger.action in CASUALTIES else trigger.action


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
    if inner is None or outer is None or outer.aspect != "perfect":
        return False
    return inner.token == k and inner.aspect in ("imperfect", "future") and not is_joined(clause.words[k])


def _is_head(clause: Clause, trigger: Trigger, relative: int) -> bool:
    """Whether a relative clause describes the trigger, or a noun that is told as part of it."""
    words = clause.words
    if _is_result(words, relative + 1):
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
        return other is None or _kind(other) != _kind(trigger)
    if clause.words[k - 1] == "،" and other is not None:
        return clause.words[k] not in RESULT and (k + 1 >= clause.end or clause.words[k + 1] not in RESUMPTIVE)
    return sub and other is not None and clause.words[k - 1] not in RELATIVES and not _is_result(clause.words, k)


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
    owner = clause.at.get(k)
    if owner is not None and owner.aspect == "participle":
        return False
    if words[k] not in LASTING_STATE:
        return True
    described = range(max(clause.start, k - DESCRIBED_REACH), k)
    return any(j in clause.at and clause.at[j].word_class == "noun" for j in described)
