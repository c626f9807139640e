"""Whether the tense of an event admits a time phrase: no past date for what is planned, no coming one for what has happened."""

from typing import Final

from hudna.extract.clause_words import Clause, is_aim, is_finite
from hudna.extract.scope import Scope
from hudna.extract.stated import Trigger
from hudna.rules.dating import WORDS, direction
from hudna.rules.time_grammar import TimePhrase
from hudna.rules.time_spans import Expression, is_a
from hudna.vocabulary import Modality

DECISION: Final = WORDS["decision"]
BEGINNING: Final = WORDS["beginning"]
FIRST_SINCE: Final = WORDS["first_since"]
SET_TO_BEGIN: Final = WORDS["set_to_begin"]
RISING: Final = WORDS["rising"]
TOTALS: Final = WORDS["totals"]
ONE_DAY: Final = frozenset({"day", "weekday", "night", "lastnight", "at"})
AHEAD: Final = frozenset({Modality.FUTURE, Modality.DEMANDED, Modality.HYPOTHETICAL})
WINDOWS: Final = frozenset({"until", "within", "window", "soon"})
COUNTED: Final = frozenset({"counted", "since_then", "then", "this_period"})
"""Shapes that count from another date of the report, or point back to it."""
LASTING_SHAPES: Final = frozenset({"window", "recent", "throughout"})
DAYS_AHEAD: Final = frozenset({"day", "weekday", "date", "edge", "night", "at", "week", "month", "year"})
FIRST_REACH: Final = 5
ORDERED_REACH: Final = 5
JOINED_REACH: Final = 2
BEGUN_REACH: Final = 3
TOTAL_REACH: Final = 3
RISING_REACH: Final = 6


def admits(clause: Clause, trigger: Trigger, scope: Scope, phrase: TimePhrase) -> bool:
    """Whether an event of this tense can have the date, wherever in its clause the phrase stands."""
    if _is_first(clause, phrase) or _is_name(clause, phrase):
        return False
    if trigger.word_class == "noun" and _is_since_some(phrase.said):
        return False  # منذ أسابيع, of what may go on still
    way = direction(phrase.said)
    if way < 0 and _is_annexed(clause, trigger, phrase):
        return True
    if scope.modality is Modality.ONGOING:
        return _may_go_on(phrase, way)
    if scope.modality in AHEAD:
        return _may_be_ahead(clause, trigger, scope, phrase, way)
    if phrase.said[0] in ONE_DAY and _is_risen(clause, trigger):
        return False
    return way <= 0 or phrase.said[0] in COUNTED


def is_onward(clause: Clause, trigger: Trigger, scope: Scope, phrase: TimePhrase) -> bool:
    """Whether the date is that of the decision or of the beginning, from which on the event holds."""
    if phrase.said[0] == "since" and trigger.action == "ceasefire.begin":
        return True  # the truce holds from then on
    if scope.modality is Modality.FUTURE and trigger.word_class == "noun" and phrase.end <= trigger.token:
        ordered = any(clause.words[k] in DECISION for k in range(clause.start, phrase.start))
        if ordered and trigger.token - phrase.end <= ORDERED_REACH and not is_aim(clause, trigger):
            return True
    return _is_begun(clause, trigger, scope, phrase)


def _is_begun(clause: Clause, trigger: Trigger, scope: Scope, phrase: TimePhrase) -> bool:
    """Whether what is told to begin at the date goes on after it (`بدأت أمس محادثات`, `يبدأ غدا زيارة`)."""
    words = clause.words
    if trigger.action.startswith("ceasefire."):
        return False  # تبدأ الهدنة غدا: that day
    if scope.modality is Modality.FUTURE and trigger.light >= 0:
        return words[trigger.light] in SET_TO_BEGIN
    low = max(clause.start, min(phrase.start, trigger.token) - BEGUN_REACH)
    near = range(low, max(phrase.start, trigger.token))
    return scope.modality is Modality.ONGOING and any(words[k] in BEGINNING for k in near)


def goes_on_beside(clause: Clause, trigger: Trigger, scope: Scope) -> bool:
    """Whether what still goes on is told in a clause that و joins to the dated one (`وما زالت صامدة`)."""
    first = max(clause.start, trigger.token - JOINED_REACH)
    joined = any(w[0] == "و" and len(w) > 2 for w in clause.words[first : trigger.token + 1])
    return joined and scope.modality is Modality.ONGOING


def _is_annexed(clause: Clause, trigger: Trigger, phrase: TimePhrase) -> bool:
    """Whether the date is the genitive of the event (`هجوم الليلة الماضية`): then it is told of as known, and so over."""
    at = trigger.token
    beside = phrase.start == at + 1 and trigger.word_class == "noun"
    return beside and not clause.words[at].lstrip("وفب").startswith("ال") and not is_aim(clause, trigger)


def _is_first(clause: Clause, phrase: TimePhrase) -> bool:
    """Whether the phrase says since when nothing like it had happened (`للمرة الأولى منذ شهر`)."""
    if phrase.said[0] != "since":
        return False
    near = range(max(clause.start, phrase.start - FIRST_REACH), phrase.start)
    return any(clause.words[k] in FIRST_SINCE for k in near)


def _is_name(clause: Clause, phrase: TimePhrase) -> bool:
    """Whether a bare ordinal date is the name of what stands before it (`خطوط الثالث من ديسمبر`)."""
    words, first = clause.words, phrase.start
    if phrase.said[0] != "date" or first <= clause.start or not is_a(words[first], "ordinal"):
        return False
    before = words[first - 1]
    return before[0].isalpha() and not (is_a(before, "date_front") or is_a(before, "daynoun"))


def _is_risen(clause: Clause, trigger: Trigger) -> bool:
    """Whether the people are a total to which a number rises on the day (`ارتفع أمس عدد القتلى إلى 60`)."""
    at = trigger.token
    total = any(clause.words[k] in TOTALS for k in range(max(clause.start, at - TOTAL_REACH), at))
    return total and any(clause.words[k] in RISING for k in range(max(clause.start, at - RISING_REACH), at))


def _is_since_some(said: Expression) -> bool:
    return bool(said[0] == "since" and said[1][:2] == ("ago", 0))


def _may_be_ahead(clause: Clause, trigger: Trigger, scope: Scope, phrase: TimePhrase, way: int) -> bool:
    """Whether a phrase can date what is still to come: not one of the past, nor one that dates the deed it is the aim of."""
    if way > 0 or is_onward(clause, trigger, scope, phrase):
        return True
    if way < 0:
        return False
    if trigger.word_class == "verb" or phrase.said[0] in WINDOWS:
        return True
    if is_aim(clause, trigger):
        return False
    if scope.modality is Modality.DEMANDED and phrase.start > trigger.token:
        return True
    return not any(_is_perfect(clause, k) for k in range(clause.start, min(trigger.token, phrase.start)))


def _may_go_on(phrase: TimePhrase, way: int) -> bool:
    """Whether a phrase can date what still goes on: not a past one, unless it says since when, nor some time to come."""
    if phrase.said[0] == "since":
        return bool(phrase.said[1][0] != "ago" or phrase.said[1][1] > 0)
    return way == 0 or phrase.said[0] in (LASTING_SHAPES if way < 0 else DAYS_AHEAD)


def _is_perfect(clause: Clause, k: int) -> bool:
    trigger = clause.at.get(k)
    if trigger is not None and trigger.word_class == "verb" and trigger.token == k:
        return trigger.aspect == "perfect"
    return is_finite(clause, k) and clause.words[k].lstrip("وف")[0] not in "يتسن"
