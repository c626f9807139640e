"""Which time phrase dates which event: the nearest phrase of its own clause, and what it is the date of."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from hudna.extract.clause_dates import DURING_IT, behind, counted_to, in_front
from hudna.extract.clause_words import Clause
from hudna.extract.date_tense import AHEAD, COUNTED, WINDOWS, admits, goes_on_beside, is_onward
from hudna.extract.reckoned import UNPLACED, Earlier, is_total
from hudna.extract.scope import Scope
from hudna.extract.stated import Stated, Trigger
from hudna.extract.times import phrases
from hudna.extract.tokens import Tokens
from hudna.rules.dating import direction
from hudna.rules.time_grammar import TimePhrase
from hudna.vocabulary import Reckoning, Role, Span, TimeWords

DECLARED: Final = frozenset({"ceasefire.declare", "ceasefire.extend", "agreement.conclude"})
ENDING_REACH: Final = 4
"""How many tokens in front of a date the event may stand that it ends."""


class Dates:
    """The time phrases of one report, each sentence read once."""

    def __init__(self, tokens: Tokens, triggers: Sequence[Trigger], stated: Sequence[Stated]) -> None:
        self.tokens = tokens
        self.stated = stated
        self.at = {trigger.token: trigger for trigger in triggers}
        for trigger in triggers:
            if trigger.light >= 0:
                self.at.setdefault(trigger.light, trigger)
        self._phrases: dict[int, list[TimePhrase]] = {}
        self._earlier = Earlier(tokens)

    def of(self, trigger: Trigger, scope: Scope) -> tuple[TimeWords, ...]:
        """The words that date an event, and those that date the saying of it; () where its sentence has none."""
        index = self.tokens.sentence_of(trigger.token)
        found = self._in_sentence(index)
        if not found:
            return ()
        content = self._content(trigger.token)
        clause = self._clause(index, content, found)
        own = [p for p in found if self._shares(p, content) and _dates(clause, trigger, scope, p)]
        said = self._said(content, found)
        if said:
            self._earlier.keep_date(index, said[-1].words)
        times = self._dated(clause, trigger, scope, own, index)
        return (*times, *self._in_effect(trigger, times, index), *said)

    def _in_sentence(self, index: int) -> list[TimePhrase]:
        if index not in self._phrases:
            sentence = self.tokens.sentences[index]
            self._phrases[index] = found = phrases(self.tokens.words, self.tokens.looks, sentence.start, sentence.end)
            self._earlier.keep_stretches(index, found)
        return self._phrases[index]

    def _clause(self, index: int, content: Stated | None, found: list[TimePhrase]) -> Clause:
        sentence = self.tokens.sentences[index]
        start, end = sentence.start, sentence.end
        if content is not None:
            end = min(end, content.content[1])
            if content.cue.start < content.content[0]:
                start = max(start, content.content[0])
        inside = {k: p for p in found for k in range(p.start, p.end)}
        return Clause(self.tokens.words, start, end, self.at, inside)

    def _content(self, token: int) -> Stated | None:
        """The innermost content that a token stands in."""
        best: Stated | None = None
        for one in self.stated:
            start, end = one.content
            if end <= one.cue.start:  # told before its cue: what opens the sentence belongs to it
                start = self.tokens.sentences[self.tokens.sentence_of(start)].start
            if start <= token < end and (best is None or end - start <= best.content[1] - best.content[0]):
                best = one
        return best

    def _shares(self, phrase: TimePhrase, content: Stated | None) -> bool:
        """Whether a phrase stands in the content, or counts from the act of saying it (`بعد أسبوع من إعلانه وقف`)."""
        if self._content(phrase.start) is content:
            return True
        return content is not None and phrase.said[0] == "counted" and phrase.end <= content.cue.start

    def _dated(
        self, clause: Clause, trigger: Trigger, scope: Scope, own: list[TimePhrase], index: int
    ) -> list[TimeWords]:
        """The nearest of the phrases that name a date, or the next where it counts from nothing, and those that name none."""
        found, words = self._phrases[index], self.tokens.words
        beside = words[trigger.token + 1] if trigger.token + 1 < clause.end else ""
        during = self._earlier.during(index) if beside in DURING_IT else None
        if during is not None:
            return [during]
        times: list[TimeWords] = []
        start: TimePhrase | None = None
        for phrase in _by_nearness(clause, own, trigger):
            time = self._placed(clause, trigger, scope, phrase, index)
            if time is not None:
                start, times = phrase, [time]
                break
        for phrase in own:
            if phrase.said[0] in UNPLACED:
                lasting = phrase.said[0] == "lasting" and self._earlier.lasting(trigger, phrase, start, found)
                times.insert(0, lasting) if lasting else times.append(TimeWords(self._span(phrase), Role.EVENT))
        return times

    def _in_effect(self, trigger: Trigger, times: list[TimeWords], index: int) -> tuple[TimeWords, ...]:
        """From when to when what is declared holds, where the sentence goes on to say so (`أعلن هدنة تبدأ غدا لمدة شهر`)."""
        stretch = self._earlier.during(index) if trigger.action in DECLARED else None
        if stretch is None or stretch.base is None or any(time.words == stretch.words for time in times):
            return ()
        told_after = stretch.base.words.start > self.tokens.span(trigger.token, trigger.token + 1).start
        return (replace(stretch, role=Role.EFFECT),) if told_after else ()

    def _placed(
        self, clause: Clause, trigger: Trigger, scope: Scope, phrase: TimePhrase, index: int
    ) -> TimeWords | None:
        words, shape, role = self._span(phrase), phrase.said[0], Role.EVENT
        if shape in COUNTED:
            return self._earlier.counted(clause, phrase, self._phrases[index], index)
        if scope.modality in AHEAD and shape in WINDOWS:
            role = Role.DUE
        elif shape == "from" and trigger.action in DECLARED:
            role = Role.EFFECT
        else:
            self._earlier.keep_date(index, words)
        total = scope.modality not in AHEAD and is_total(clause, trigger, phrase)
        reckoning = Reckoning.TOTAL if total else Reckoning.POINT
        return TimeWords(words, role, is_onward(clause, trigger, scope, phrase), reckoning=reckoning)

    def _said(self, content: Stated | None, found: list[TimePhrase]) -> tuple[TimeWords, ...]:
        """The phrases beside the cue under which an event is told."""
        if content is None:
            return ()
        cue = content.cue
        outer = self._content(cue.start)
        low, high = sorted((cue.start, content.content[0]))
        return tuple(
            TimeWords(self._span(p), Role.STATEMENT)
            for p in found
            if low <= p.start < high and self._content(p.start) is outer and p.said[0] not in UNPLACED
        )

    def _span(self, phrase: TimePhrase) -> Span:
        return self.tokens.span(phrase.start, phrase.end)


def _dates(clause: Clause, trigger: Trigger, scope: Scope, phrase: TimePhrase) -> bool:
    """Whether the phrase dates the event, by its tense and by where it stands."""
    if not admits(clause, trigger, scope, phrase):
        return False
    shape = phrase.said[0]
    if phrase.start > trigger.token:
        return shape != "counted" and behind(clause, trigger, phrase)
    if goes_on_beside(clause, trigger, scope) or _is_taken(clause, trigger, phrase):
        return False
    if shape == "counted":
        return counted_to(clause, trigger, phrase)
    return in_front(clause, trigger, phrase, planned=direction(phrase.said) > 0)


def _is_taken(clause: Clause, trigger: Trigger, phrase: TimePhrase) -> bool:
    """Whether what goes on since the phrase is told in front of it, and is not the verb of the trigger (`تسير منذ عام دوريات`)."""
    if phrase.said[0] not in ("since", "from") or is_total(clause, trigger, phrase):
        return False
    words, at = clause.words, trigger.token
    before = [clause.at[k] for k in range(clause.start, phrase.start) if k in clause.at]
    if not before or trigger.word_class != "noun" or words[at][0] == "و" or "،" in words[phrase.end : at]:
        return bool(before)
    return any(one.word_class != "verb" for one in before)


def _by_nearness(clause: Clause, own: list[TimePhrase], trigger: Trigger) -> list[TimePhrase]:
    """The phrases that name a date, the nearest first; one that ends an earlier event comes after those behind."""
    dated = [p for p in own if p.said[0] not in UNPLACED]
    behind_one = any(p.start > trigger.token for p in dated)

    def rank(phrase: TimePhrase) -> tuple[bool, int]:
        if phrase.start > trigger.token:
            return False, phrase.start - trigger.token
        return behind_one and _ends_another(clause, phrase, trigger), trigger.token - phrase.end

    return sorted(dated, key=rank)


def _ends_another(clause: Clause, phrase: TimePhrase, trigger: Trigger) -> bool:
    """Whether an event is told right before the phrase, or in the clause that a comma and a joined verb end behind it."""
    words, first = clause.words, phrase.start
    if any(k in clause.at for k in range(first - ENDING_REACH, first)):
        return True
    joined = trigger.word_class == "verb" and words[trigger.token][0] == "و" and words[trigger.token - 1] == "،"
    if not joined or phrase.end != trigger.token - 1:
        return False
    before = next((k for k in range(first - 1, clause.start - 1, -1) if words[k] == "،"), clause.start)
    return any(k in clause.at for k in range(before, first))
