"""A clause that an event and a time phrase may share, and what single words of it do: lead to an aim, part, explain."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from hudna.extract.stated import Trigger
from hudna.rules.control import CONTROL
from hudna.rules.cues import cue_lexicon
from hudna.rules.dating import WORDS
from hudna.rules.events import lexicon, light_verbs
from hudna.rules.time_grammar import TimePhrase

AIM: Final = WORDS["aim"]
PURPOSES: Final = WORDS["purposes"]
UNDERGOING: Final = WORDS["undergoing"]
EXPLAINING: Final = WORDS["explaining"]
RESULT: Final = WORDS["result"]
MEANWHILE: Final = WORDS["meanwhile"]
AFTER_IN: Final = WORDS["after_in"]
JUDGING: Final = WORDS["judging"]
IN: Final = frozenset({"في", "وفي"})
CASUALTIES: Final = frozenset({"violence.kill", "violence.injure"})
FINITE: Final = frozenset({"perfect", "imperfect", "jussive", "future"})
OWN_REACH: Final = 3
UNDERGONE_REACH: Final = 12
CUES: Final = cue_lexicon()
SENSES: Final = lexicon()
LIGHT: Final = light_verbs()


class Clause(NamedTuple):
    """The sentence or content `[start, end)` that an event and a time phrase share.

    `at` holds its triggers by token, light verbs included; `inside` its time phrases by every token of theirs.
    """

    words: list[str]
    start: int
    end: int
    at: Mapping[int, Trigger]
    inside: Mapping[int, TimePhrase]


def is_aim(clause: Clause, trigger: Trigger) -> bool:
    """Whether the trigger is what something else is done for (`لطرد`, `من أجل السيطرة`)."""
    words, at = clause.words, trigger.token
    if opens_aim(clause, at):
        return True
    first = max(clause.start, at - OWN_REACH)
    if words[at][0] == "و" and first < at and (other := clause.at.get(at - 1)) is not None and other is not trigger:
        return is_aim(clause, other)
    return any(words[k] in AIM or opens_aim(clause, k) for k in range(first, at))


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


def opens_aim(clause: Clause, k: int) -> bool:
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


def explains(words: list[str], k: int) -> bool:
    """`حيث` with a clause after it, not `من حيث المبدأ` nor `مما أدى إلى`."""
    return words[k] in EXPLAINING and words[k - 1] != "من" and not is_result(words, k + 1)


def is_result(words: list[str], k: int) -> bool:
    """Whether a word at the token says what came of an event (`أدى إلى`)."""
    return k < len(words) and words[k] in RESULT


def turns(words: list[str], k: int) -> bool:
    """`في وقت` with a clause after it."""
    return words[k] == "وقت" and words[k - 1] in IN


def parts(words: list[str], k: int) -> bool:
    """Whether a second event beside the first is told from here on."""
    word = words[k]
    if word not in MEANWHILE or (k + 1 < len(words) and words[k + 1] in JUDGING):
        return False
    return word not in AFTER_IN or words[k - 1] in IN


def same_kind(clause: Clause, trigger: Trigger, parting: int) -> bool:
    """Whether events of one kind stand on both sides of the parting word, one of them with the trigger."""
    low, high = clause.start, clause.end
    left = {kind_of(clause.at[k]) for k in range(low, parting) if k in clause.at}
    right = {kind_of(clause.at[k]) for k in range(parting + 1, high) if k in clause.at}
    return bool(left & right)


def kind_of(trigger: Trigger) -> str:
    """The action of an event; dead and wounded are of one kind."""
    return "casualties" if trigger.action in CASUALTIES else trigger.action
