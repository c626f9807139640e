"""Which time phrase of a sentence dates an event: the one of its own clause, or none."""

from collections.abc import Mapping, Sequence

from hudna.extract.stated import Stated, Trigger
from hudna.extract.times import phrases
from hudna.extract.tokens import Sentence
from hudna.rules.dating import dating_words
from hudna.rules.time_grammar import TimePhrase

WORDS = dating_words()
APART = WORDS.parts | WORDS.relatives
STRETCHES = frozenset({"since"})
BARE = frozenset({"day", "weekday", "week", "month", "year", "joined", "lastnight"})
ANTECEDENT = 9
"""How many tokens after a noun the clause about it may open."""
IN = frozenset({"في", "وفي", "ففي"})
FRONT = 4
"""How many tokens of a sentence may stand before a time phrase that opens it (`وفي`, `وقالت المصادر انه في`)."""


class Datings:
    """The time phrases of a report's sentences, each sentence read once."""

    def __init__(self, words: Sequence[str], triggers: Sequence[Trigger], stated: Sequence[Stated]) -> None:
        self.words = words
        self._triggers: Mapping[int, Trigger] = {trigger.token: trigger for trigger in triggers}
        self._stated = stated
        self._cues = frozenset(one.cue.start for one in stated)
        self._phrases: dict[int, list[TimePhrase]] = {}

    def of(self, trigger: Trigger, sentence: Sentence) -> tuple[int, int] | None:
        """The tokens of the time phrase that dates the trigger, or None."""
        found = self._phrases.get(sentence.start)
        if found is None:
            found = self._phrases[sentence.start] = phrases(self.words, sentence.start, sentence.end)
        if not found:
            return None
        own = [phrase for phrase in found if self._dates(phrase, trigger, sentence)]
        if not own:
            return None
        token = trigger.token
        best = min(own, key=lambda p: (p.start - token) if p.start > token else (token - p.end) + 3)
        return best.start, best.end

    def _region(self, token: int) -> tuple[int, int] | None:
        """The innermost content that the token stands in."""
        inside = [one.content for one in self._stated if one.content[0] <= token < one.content[1]]
        return min(inside, key=lambda content: content[1] - content[0]) if inside else None

    def _dates(self, phrase: TimePhrase, trigger: Trigger, sentence: Sentence) -> bool:
        if self._region(phrase.start) != self._region(trigger.token):
            return False
        if phrase.start <= trigger.token < phrase.end:
            return False
        if phrase.start > trigger.token:
            return self._reaches_forward(phrase, trigger)
        return self._reaches_back(phrase, trigger, sentence)

    def _reaches_forward(self, phrase: TimePhrase, trigger: Trigger) -> bool:
        """From an event to the phrase after it."""
        words, last = self.words, phrase.start - 1
        host = self._bound(phrase)
        if host is not None:
            return host == trigger.token
        antecedent = trigger.token
        for k in range(trigger.token + 1, last + 1):
            word = words[k]
            if k in self._cues and k not in self._triggers:
                return False
            if word in WORDS.relatives:
                if k - antecedent > ANTECEDENT or self._triggers[antecedent].word_class == "verb":
                    return False
            elif word in WORDS.parts and not (word == "قبل" and k == last):
                return False
            elif word in WORDS.purposes:
                return False
        return True

    def _reaches_back(self, phrase: TimePhrase, trigger: Trigger, sentence: Sentence) -> bool:
        """From an event to the phrase before it."""
        words = self.words
        if self._bound(phrase) is not None:
            return False
        if phrase.said[0] in STRETCHES and phrase.start - sentence.start > FRONT:
            return False
        for k in range(phrase.end, trigger.token):
            word = words[k]
            if k in self._cues and k not in self._triggers:
                return False
            if word in APART or word in WORDS.purposes:
                return False
        return True

    def _bound(self, phrase: TimePhrase) -> int | None:
        """The noun that a bare time phrase hangs on (`غارات امس`)."""
        before = phrase.start - 1
        trigger = self._triggers.get(before)
        if trigger is None or trigger.word_class == "verb" or phrase.said[0] not in BARE:
            return None
        return before
