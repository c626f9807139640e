"""Which time phrase of a sentence dates an event: the one of its own clause, or none."""

from collections.abc import Mapping, Sequence

from hudna.extract.stated import Stated, Trigger
from hudna.extract.times import phrases
from hudna.extract.tokens import Sentence
from hudna.rules.dating import dating_words
from hudna.rules.scope import RULES as SCOPE
from hudna.rules.time_grammar import TimePhrase
from hudna.rules.time_spans import Expression
from hudna.vocabulary import Modality

WORDS = dating_words()
STRETCHES = frozenset({"since"})
BARE = frozenset({"day", "weekday", "week", "month", "year", "joined", "lastnight"})
AHEAD = frozenset({Modality.FUTURE, Modality.DEMANDED, Modality.HYPOTHETICAL})
CASUALTIES = frozenset({"violence.kill", "violence.injure"})
NEAR = 3
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

    def of(self, trigger: Trigger, sentence: Sentence, modality: Modality) -> tuple[int, int] | None:
        """The tokens of the time phrase that dates the trigger, or None."""
        found = self._phrases.get(sentence.start)
        if found is None:
            found = self._phrases[sentence.start] = phrases(self.words, sentence.start, sentence.end)
        if not found:
            return None
        own = [p for p in found if _agrees(p, modality) and self._dates(p, trigger, sentence, modality)]
        if not own:
            return None
        token = trigger.token
        best = min(own, key=lambda p: (p.start - token) if p.start > token else (token - p.end) + 3)
        return best.start, best.end

    def _region(self, token: int) -> tuple[int, int] | None:
        """The innermost content that the token stands in."""
        inside = [one.content for one in self._stated if one.content[0] <= token < one.content[1]]
        return min(inside, key=lambda content: content[1] - content[0]) if inside else None

    def _dates(self, phrase: TimePhrase, trigger: Trigger, sentence: Sentence, modality: Modality) -> bool:
        if self._region(phrase.start) != self._region(trigger.token) or phrase.start <= trigger.token < phrase.end:
            return False
        host = self._bound(phrase)
        if host is not None:
            return host == trigger.token
        if phrase.start > trigger.token:
            return self._reaches_forward(phrase, trigger)
        if modality in AHEAD and phrase_time(phrase.said) <= 0 and self.words[trigger.token][0] == "ل":
            return False
        return self._reaches_back(phrase, trigger, sentence)

    def _reaches_forward(self, phrase: TimePhrase, trigger: Trigger) -> bool:
        """From an event to the phrase after it."""
        words = self.words
        last = phrase.start - (words[phrase.start - 1] in IN)
        noun = trigger.token if trigger.word_class != "verb" else -ANTECEDENT
        counted = trigger.action in CASUALTIES
        for k in range(trigger.token + 1, last):
            word = words[k]
            other = self._triggers.get(k)
            if k in self._cues and other is None:
                return False
            if other is not None and counted and other.word_class != "verb":
                noun = k
            if word in WORDS.relatives:
                if k - noun > ANTECEDENT:
                    return False
            elif word in WORDS.parts or word in WORDS.purposes or word in WORDS.meanwhile:
                return False
        if words[last - 1] in WORDS.states:
            return last - 1 - noun <= NEAR
        return True

    def _reaches_back(self, phrase: TimePhrase, trigger: Trigger, sentence: Sentence) -> bool:
        """From an event to the phrase before it."""
        words = self.words
        if phrase.said[0] in STRETCHES and phrase.start - sentence.start > FRONT:
            return False
        inside = self._in_relative(phrase, sentence)
        for k in range(phrase.end, trigger.token + 1):
            word = words[k]
            if k in self._cues and k not in self._triggers:
                return False
            if inside and (word[0] == "و" or word in WORDS.results):
                inside = False
            if k < trigger.token and (word in WORDS.parts or word in WORDS.relatives or word in WORDS.purposes):
                return False
        return not inside

    def _in_relative(self, phrase: TimePhrase, sentence: Sentence) -> bool:
        """Whether the phrase stands in a relative clause, which dates no event of the clause around it."""
        for k in range(phrase.start - 1, sentence.start - 1, -1):
            if self.words[k] in WORDS.relatives:
                return True
            if self.words[k] == "،" or self.words[k] in WORDS.parts:
                return False
        return False

    def _bound(self, phrase: TimePhrase) -> int | None:
        """The noun that a bare time phrase hangs on (`غارات امس`), or the adjective (`الاتفاق الموقع بينهما مطلع مارس`)."""
        before = phrase.start - 1
        for k in range(before, max(-1, before - NEAR), -1):
            adjective = self._triggers.get(k)
            if adjective is not None and self.words[k] in SCOPE.attributive:
                return k
        trigger = self._triggers.get(before)
        if trigger is None or trigger.word_class == "verb" or phrase.said[0] not in BARE or trigger.light >= 0:
            return None
        return before if not self.words[before].endswith("ا") else None


def _agrees(phrase: TimePhrase, modality: Modality) -> bool:
    """Whether what is planned can be dated by the phrase: not by one of the past, nor what has happened by one to come."""
    time = phrase_time(phrase.said)
    return not (time < 0 and modality in AHEAD) and not (time > 0 and modality is Modality.HAPPENED)


def phrase_time(said: Expression) -> int:
    """-1 where the phrase names the past, 1 where it names what is to come, 0 where its words do not say."""
    shape = said[0]
    if shape == "day":
        return int(said[1] > 0) - int(said[1] < 0)
    if shape in ("night", "eve", "midnight", "at", "edge", "joined"):
        return phrase_time(said[-1])
    if shape in ("week", "month", "year"):
        return int(said[1])
    if shape in ("weekday", "date", "monthday", "window", "season"):
        return int(said[-1] or 0)
    return -1 if shape in ("recent", "ago", "lastnight") else 1 if shape == "soon" else 0
