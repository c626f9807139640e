"""Which time phrase dates which event: the phrase of its own clause, in front or behind."""

from collections.abc import Sequence
from typing import NamedTuple

from hudna.extract.scope import Scope
from hudna.extract.stated import Stated, Trigger
from hudna.extract.subjects import RELATIVES
from hudna.extract.times import KINDS, phrases
from hudna.extract.tokens import Tokens
from hudna.rules.control import CONTROL
from hudna.rules.cues import cue_lexicon
from hudna.rules.dating import WORDS, direction
from hudna.rules.time_grammar import TimePhrase
from hudna.vocabulary import Modality, Role, TimeWords

PRIOR, TURN, CLAUSE, STOPS = WORDS["prior"], WORDS["turn"], WORDS["clause"], WORDS["stops"]
MEANWHILE, FRONT = WORDS["meanwhile"], WORDS["in_front_of_meanwhile"]
AIM, DECISION, BEGINNING = WORDS["aim"], WORDS["decision"], WORDS["beginning"]
PART_AFTER_FRONT = frozenset({"حين", "وقت"})
CASUALTIES = frozenset({"violence.kill", "violence.injure"})
AHEAD = frozenset({Modality.FUTURE, Modality.DEMANDED, Modality.HYPOTHETICAL})
HEAD_REACH = 8
"""How many tokens after a noun its relative clause may begin."""
CUES = cue_lexicon()
DECLARED = frozenset({"ceasefire.declare", "ceasefire.extend", "agreement.conclude"})


class _Found(NamedTuple):
    """A time phrase that may date an event, and how far from it it stands."""

    phrase: TimePhrase
    distance: int
    onward: bool


class Dates:
    """The time phrases of one report, each sentence read once."""

    def __init__(self, tokens: Tokens, triggers: Sequence[Trigger], stated: Sequence[Stated]) -> None:
        self.tokens = tokens
        self.words = tokens.words
        self.stated = stated
        self.at = {trigger.token: trigger for trigger in triggers}
        for trigger in triggers:
            if trigger.light >= 0:
                self.at.setdefault(trigger.light, trigger)
        self._phrases: dict[int, list[TimePhrase]] = {}

    def of(self, trigger: Trigger, scope: Scope, attribution: int | None) -> tuple[TimeWords, ...]:
        """The words that date an event; () where none of its sentence does."""
        index = self.tokens.sentence_of(trigger.token)
        if index not in self._phrases:
            sentence = self.tokens.sentences[index]
            self._phrases[index] = phrases(self.words, sentence.start, sentence.end)
        found = [
            _Found(phrase, 0, self._onward(trigger, scope, phrase))
            for phrase in self._phrases[index]
            if self._dates(phrase, trigger, scope, self._phrases[index])
        ]
        return tuple(self._words(one, trigger, scope) for one in found)

    def _words(self, found: _Found, trigger: Trigger, scope: Scope) -> TimeWords:
        role = Role.EVENT
        if scope.modality in AHEAD and found.phrase.said[0] in ("until", "within", "window"):
            role = Role.DUE
        elif found.phrase.said[0] == "from" and trigger.action in DECLARED:
            role = Role.EFFECT
        return TimeWords(self.tokens.span(found.phrase.start, found.phrase.end), role, found.onward)

    def _onward(self, trigger: Trigger, scope: Scope, phrase: TimePhrase) -> bool:
        low = min(phrase.start, trigger.token)
        sentence = self.tokens.sentences[self.tokens.sentence_of(trigger.token)]
        near = self.words[max(sentence.start, low - 6) : max(phrase.start, trigger.token)]
        if scope.modality is Modality.FUTURE and any(w in DECISION for w in near):
            return True
        return scope.modality is Modality.ONGOING and any(w in BEGINNING for w in near)

    def _dates(self, phrase: TimePhrase, trigger: Trigger, scope: Scope, others: list[TimePhrase]) -> bool:
        if self._content(phrase.start) is not self._content(trigger.token):
            return False
        way = direction(phrase.said)
        if way < 0 and scope.modality in AHEAD and not self._onward(trigger, scope, phrase):
            return False
        if way > 0 and scope.modality is Modality.HAPPENED:
            return False
        inside = {k for p in others for k in range(p.start, p.end)}
        if phrase.start > trigger.token:
            return self._reaches_forward(trigger, phrase, inside)
        return self._reaches_back(trigger, phrase, inside, scope)

    def _content(self, token: int) -> Stated | None:
        best: Stated | None = None
        for one in self.stated:
            if one.content[0] <= token < one.content[1] and (best is None or _size(one) <= _size(best)):
                best = one
        return best

    def _finite(self, k: int) -> bool:
        """Whether a finite verb that we know stands at the token."""
        word = self.words[k]
        if k in self.at:
            trigger = self.at[k]
            return trigger.word_class == "verb" and trigger.token == k or trigger.light == k
        control = CONTROL.get(word)
        if control is not None and control.finite:
            return True
        return any(sense.aspect in ("perfect", "imperfect") for sense in CUES[word])

    def _reaches_forward(self, trigger: Trigger, phrase: TimePhrase, inside: set[int]) -> bool:
        """Whether the phrase after the trigger still belongs to its clause."""
        words = self.words
        own_prior = self._after_prior(trigger, inside)
        prior = False
        for k in range(trigger.token + 1, phrase.start):
            if k in inside:
                continue
            word = words[k]
            if word in TURN or word in CLAUSE or word in STOPS:
                return False
            if word in RELATIVES:
                if trigger.word_class == "verb" or k - trigger.token > HEAD_REACH:
                    return False
            elif word in PRIOR:
                prior = True
            elif word == "،":
                if own_prior:
                    return False
                prior = False
            elif self._parts(k) and not self._alike(trigger, k, phrase.start):
                return False
            elif word[0] == "و" and self._finite(k) and not self._alike(trigger, k, k + 1):
                return False
            elif own_prior and self._finite(k) and words[k - 1] not in RELATIVES and k in self.at and self.at[k].word_class=="verb":
                return False
        return not prior

    def _reaches_back(self, trigger: Trigger, phrase: TimePhrase, inside: set[int], scope: Scope) -> bool:
        """Whether the phrase in front of the trigger dates its clause too."""
        words = self.words
        start = trigger.light if trigger.light > phrase.end else trigger.token
        if scope.modality in AHEAD and self._aimed(start, phrase.end) and direction(phrase.said) <= 0 and not self._onward(trigger, scope, phrase):
            return False
        prior = False
        moved = False
        for k in range(phrase.end, start):
            if k in inside:
                continue
            word = words[k]
            if word in RELATIVES or word in TURN or word in CLAUSE or word in STOPS:
                return False
            if word in PRIOR:
                prior = True
            elif word == "،":
                prior = False
            elif self._parts(k) and not self._alike(trigger, phrase.end, start, back=True):
                return False
            if word[0] == "و" and self._finite(k):
                moved = True
        if prior:
            return False
        if scope.modality is Modality.ONGOING and (moved or words[start][0] == "و"):
            return False
        return not self._closed_before(phrase, start, inside)

    def _closed_before(self, phrase: TimePhrase, start: int, inside: set[int]) -> bool:
        """Whether the phrase stands in a relative clause or with an earlier event that ended before the trigger."""
        sentence = self.tokens.sentences[self.tokens.sentence_of(start)]
        words = self.words
        for k in range(phrase.start - 1, sentence.start - 1, -1):
            if k in inside:
                continue
            word = words[k]
            if word == "،" or word in STOPS:
                return False
            if word in PRIOR:
                return any(w == "،" for w in words[phrase.end : start]) or self._finite(start)
            if word in RELATIVES:
                return self._finite(start) and words[start][0] != "و"
        return False

    def _after_prior(self, trigger: Trigger, inside: set[int]) -> bool:
        return any(
            k not in inside and self.words[k] in PRIOR for k in range(max(0, trigger.token - 3), trigger.token)
        )

    def _aimed(self, start: int, floor: int) -> bool:
        word = self.words[start]
        bare = word[1:] if word[0] == "و" else word
        return bare[0] == "ل" or any(w in AIM for w in self.words[max(floor, start - 3) : start])

    def _parts(self, k: int) -> bool:
        """Whether a second event beside the first is opened here."""
        word = self.words[k]
        if word not in MEANWHILE:
            return False
        return word not in PART_AFTER_FRONT or self.words[k - 1] in FRONT

    def _alike(self, trigger: Trigger, start: int, end: int, *, back: bool = False) -> bool:
        """Whether an event of the same kind stands in the range."""
        for k in range(start, end):
            other = self.at.get(k)
            if other is not None and (other.action == trigger.action or (other.action in CASUALTIES and trigger.action in CASUALTIES)):
                return True
        return False


def _size(one: Stated) -> int:
    return one.content[1] - one.content[0]
