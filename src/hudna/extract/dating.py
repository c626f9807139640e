"""Which event a time phrase dates: the one whose predicate it stands beside in its own clause, and nothing further off.

A date between a cue and its content is that of the saying; a date in a relative clause is that clause's; one that opens a
clause dates the first predicate after it, as does one behind a verb that is none (`نجحت أمس في استعادة`).  Events joined by `و`, and the dead of a strike, share the date of their neighbour.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from hudna.extract.causes import LEADS_TO, OWING_TO, RESULTS, STRIKES
from hudna.extract.stated import Stated, Trigger
from hudna.extract.times import time_phrases
from hudna.extract.tokens import Sentence, Tokens
from hudna.rules.frames import RULES

REACH = 28
"""How many tokens may stand between a predicate and the time phrase behind it."""
ANTECEDENT = 4
"""How many tokens before a relative pronoun its antecedent may begin (`المعارك التي اندلعت ليلا`)."""
SHARED = 16
"""How many tokens may stand between two events joined by `و` that share a date."""
RELATIVES = RULES.words["relatives"]
_PARTS = frozenset(
    {"؛", ";", "فيما", "بينما", "حيث", "ان", "بان", "وان", "لكن", "ولكن", "عندما", "بعدما", "كما", "حين"}
)
"""Words at which another clause begins."""
_OR = frozenset({"او", "و"})
_SAYING = -1


class _Predicate(NamedTuple):
    """A token that a phrase may date, and the trigger that it stands for, or `_SAYING`."""

    token: int
    trigger: int


class Dating:
    """The dates of a report's events, worked out a sentence at a time."""

    def __init__(self, tokens: Tokens, triggers: Sequence[Trigger], stated: Sequence[Stated]) -> None:
        self.tokens, self.triggers, self.stated = tokens, triggers, stated
        self._by_sentence: dict[int, dict[int, list[tuple[int, int]]]] = {}

    def phrases_of(self, trigger: Trigger) -> Sequence[tuple[int, int]]:
        """The token ranges of the time phrases that date this trigger, () where nothing does."""
        index = self.tokens.sentence_of(trigger.token)
        if index not in self._by_sentence:
            self._by_sentence[index] = self._of(self.tokens.sentences[index])
        return self._by_sentence[index].get(trigger.token, ())

    def _of(self, sentence: Sentence) -> dict[int, list[tuple[int, int]]]:
        words = self.tokens.words
        found = [self._whole(*phrase) for phrase in time_phrases(words, sentence.start, sentence.end)]
        dated: dict[int, list[tuple[int, int]]] = {}
        if not found:
            return dated
        here = [t for t in self.triggers if sentence.start <= t.token < sentence.end]
        predicates = self._predicates(here, sentence)
        for phrase in found:
            host = self._host(phrase, predicates, sentence)
            if host >= 0:
                dated.setdefault(host, []).append(phrase)
        self._share(here, dated)
        return dated

    def _whole(self, start: int, end: int) -> tuple[int, int]:
        """The phrase with the `في` without which a lone number is no year."""
        words = self.tokens.words
        lone = end - start == 1 and words[start].isdigit() and start and words[start - 1] == "في"
        return (start - 1, end) if lone else (start, end)

    def _predicates(self, here: list[Trigger], sentence: Sentence) -> list[_Predicate]:
        """Triggers, their light verbs, and the cues, which are dated themselves, in order."""
        found = {s.cue.start: _Predicate(s.cue.start, _SAYING) for s in self.stated}
        found = {k: p for k, p in found.items() if sentence.start <= k < sentence.end}
        for trigger in here:
            for token in (trigger.token, trigger.light):
                if token >= 0:
                    found[token] = _Predicate(token, trigger.token)
        return [found[token] for token in sorted(found)]

    def _host(self, phrase: tuple[int, int], predicates: list[_Predicate], sentence: Sentence) -> int:
        """The trigger that a phrase dates, or `_SAYING` where it dates a cue or nothing that is read."""
        start, end = phrase
        words = self.tokens.words
        content = self._content(start)
        low = max(sentence.start, content[0]) if content else sentence.start
        clause = self._clause_start(start, low)
        before = [p for p in predicates if clause <= p.token < start and self._content(p.token) == content]
        if before and start - before[-1].token <= REACH:
            return before[-1].trigger
        if before:
            return _SAYING
        if clause > low and words[clause - 1] in RELATIVES:
            named = [p for p in predicates if clause - ANTECEDENT <= p.token < clause - 1]
            return named[-1].trigger if named else _SAYING
        after = [p for p in predicates if p.token >= end and self._content(p.token) == content]
        near = after[0] if after and self._clause_end(end, after[0].token) else None
        return near.trigger if near is not None else _SAYING

    def _content(self, token: int) -> tuple[int, int] | None:
        """The innermost content that a token stands in."""
        best: tuple[int, int] | None = None
        for one in self.stated:
            start, end = one.content
            if start <= token < end and (best is None or end - start < best[1] - best[0]):
                best = one.content
        return best

    def _clause_start(self, at: int, low: int) -> int:
        words = self.tokens.words
        for k in range(at - 1, low - 1, -1):
            if words[k] in _PARTS or words[k] in RELATIVES:
                return k + 1
            if words[k] == "،" and k + 1 < at and words[k + 1][0] in "وف" and len(words[k + 1]) > 2:
                return k + 1
        return low

    def _clause_end(self, start: int, stop: int) -> bool:
        """Whether no other clause begins between the two tokens."""
        words = self.tokens.words[start:stop]
        return _PARTS.isdisjoint(words) and RELATIVES.isdisjoint(words)

    def _share(self, here: list[Trigger], dated: dict[int, list[tuple[int, int]]]) -> None:
        """Give a date to what is joined to a dated event, and to the dead and wounded of a dated strike."""
        words = self.tokens.words
        pairs = list(pairwise(here))
        for one, other in (*pairs, *((second, first) for first, second in reversed(pairs))):
            if other.token in dated or one.token not in dated:
                continue
            first, second = sorted((one, other), key=lambda t: t.token)
            if _are_joined(words, first, second) or _are_cause_and_result(words, first, second):
                dated[other.token] = dated[one.token]


def _are_joined(words: list[str], first: Trigger, second: Trigger) -> bool:
    """Whether two events are told in one breath: verbs of one register (`قتل ثلاثة وأصيب خمسة`), nouns of any."""
    at = second.light if first.token < second.light else second.token
    gap = words[first.token + 1 : at]
    joins = words[at][0] == "و" or words[at - 1] in _OR or (words[at - 1][0] == "و" and second.word_class == "noun")
    if len(gap) > SHARED or not joins or not _PARTS.isdisjoint(gap) or not RELATIVES.isdisjoint(gap):
        return False
    nouns = second.word_class == "noun" and second.light < 0
    return nouns or first.action.split(".")[0] == second.action.split(".")[0]


def _are_cause_and_result(words: list[str], first: Trigger, second: Trigger) -> bool:
    """Whether the dead or wounded are those of the strike beside them (`قتل ستة في غارات`, `أدى هجوم إلى مقتل`)."""
    gap = words[first.token + 1 : second.token]
    if second.action in RESULTS and first.action not in RESULTS:
        led = (*gap, *words[max(0, first.token - 2) : first.token])
        return any(word.lstrip("وف") in LEADS_TO for word in led)
    if first.action in RESULTS and second.action in STRIKES:
        return bool(gap) and gap[-1] in OWING_TO and RELATIVES.isdisjoint(gap)
    return False
