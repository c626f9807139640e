"""Which time phrase dates which event: the nearest phrase of its own clause, and what it is the date of."""

from collections.abc import Sequence

from hudna.extract.clause_dates import Clause, behind, in_front, is_aim, is_finite
from hudna.extract.scope import Scope
from hudna.extract.stated import Stated, Trigger
from hudna.extract.subjects import RELATIVES
from hudna.extract.times import phrases
from hudna.extract.tokens import Tokens
from hudna.rules.dating import WORDS, direction
from hudna.rules.time_grammar import TimePhrase
from hudna.rules.time_spans import is_a
from hudna.vocabulary import Modality, Role, Span, TimeWords

DECISION, BEGINNING, BACK_REFERENCE = WORDS["decision"], WORDS["beginning"], WORDS["back_reference"]
AHEAD = frozenset({Modality.FUTURE, Modality.DEMANDED, Modality.HYPOTHETICAL})
FIRST_SINCE = WORDS["first_since"]
FIRST_REACH = 5
ORDERED_REACH = 5
JOINED_REACH = 2
BACK_REACH = 3
"""How many sentences back the date may stand from which `ويأتي ذلك غداة` counts."""
PROCESSES = frozenset({"violence.clash", "contact.talk", "position.besiege"})
"""What lasts: two days of it end at the date from which they are counted."""
DECLARED = frozenset({"ceasefire.declare", "ceasefire.extend", "agreement.conclude"})
WINDOWS = frozenset({"until", "within", "window", "soon"})
COUNTED = frozenset({"counted", "since_then"})
"""Shapes that count from another date of the report."""
UNPLACED = frozenset({"lasting", "clock", "bare_clock", "now", "vague"})


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
        self._latest: tuple[int, Span] | None = None

    def of(self, trigger: Trigger, scope: Scope) -> tuple[TimeWords, ...]:
        """The words that date an event, and those that date the saying of it; () where its sentence has none."""
        index = self.tokens.sentence_of(trigger.token)
        found = self._in_sentence(index)
        if not found:
            return ()
        content = self._content(trigger.token)
        clause = self._clause(index, content, found)
        own = [p for p in found if self._shares(p, content) and _dates(clause, trigger, scope, p)]
        times = [self._dated(clause, trigger, scope, p, found, index) for p in _nearest(own, trigger)]
        return (*(t for t in times if t is not None), *self._said(content, found))

    def _in_sentence(self, index: int) -> list[TimePhrase]:
        if index not in self._phrases:
            sentence = self.tokens.sentences[index]
            self._phrases[index] = phrases(self.tokens.words, sentence.start, sentence.end)
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
        self, clause: Clause, trigger: Trigger, scope: Scope, phrase: TimePhrase, found: list[TimePhrase], index: int
    ) -> TimeWords | None:
        words = self._span(phrase)
        shape = phrase.said[0]
        if shape in COUNTED:
            base = self._base(clause, phrase, found, index)
            return TimeWords(words, Role.EVENT, base=base, lasting=_lasts(clause, phrase)) if base else None
        role = Role.EVENT
        if scope.modality in AHEAD and shape in WINDOWS:
            role = Role.DUE
        elif shape == "from" and trigger.action in DECLARED:
            role = Role.EFFECT
        elif shape not in UNPLACED:
            self._latest = (index, words)
        return TimeWords(words, role, _is_onward(clause, trigger, scope, phrase))

    def _base(self, clause: Clause, phrase: TimePhrase, found: list[TimePhrase], index: int) -> Span | None:
        """The date that a phrase counts from: the one before it in its clause, else that of the sentence before."""
        before = [
            p
            for p in found
            if clause.start <= p.start < phrase.start <= clause.end and p.said[0] not in UNPLACED | COUNTED
        ]
        if before:
            return self._span(before[-1])
        start = self.tokens.sentences[index].start
        opening = self.tokens.words[start : start + 2]
        near = self._latest is not None and index - self._latest[0] <= BACK_REACH
        return self._latest[1] if self._latest and near and any(w in BACK_REFERENCE for w in opening) else None

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


def _nearest(own: list[TimePhrase], trigger: Trigger) -> list[TimePhrase]:
    """The phrase that stands nearest of those that name a day, with those that name none after it."""
    dated = [p for p in own if p.said[0] not in UNPLACED]
    rest = [p for p in own if p.said[0] in UNPLACED]
    return [*([min(dated, key=lambda p: _distance(p, trigger))] if dated else []), *rest]


def _distance(phrase: TimePhrase, trigger: Trigger) -> int:
    return phrase.start - trigger.token if phrase.start > trigger.token else trigger.token - phrase.end


def _is_name(clause: Clause, phrase: TimePhrase) -> bool:
    """Whether a bare ordinal date is the name of what stands before it (`خطوط الثالث من ديسمبر`)."""
    words, first = clause.words, phrase.start
    return (
        phrase.said[0] == "date"
        and is_a(words[first], "ordinal")
        and first > clause.start
        and not (
            is_a(words[first - 1], "date_front")
            or is_a(words[first - 1], "daynoun")
            or not words[first - 1][0].isalpha()
        )
    )


def _dates(clause: Clause, trigger: Trigger, scope: Scope, phrase: TimePhrase) -> bool:
    """Whether the phrase dates the event, by where it stands and by its tense."""
    before = phrase.start < trigger.token
    counted = phrase.said[0] in COUNTED
    if counted and not before:
        return False
    way = direction(phrase.said)
    if (
        _is_first(clause, phrase)
        or _is_name(clause, phrase)
        or (scope.modality is Modality.ONGOING and not _may_go_on(phrase, way))
    ):
        return False
    if way > 0 and scope.modality is Modality.HAPPENED and not counted:
        return False
    if scope.modality in AHEAD and not _may_be_ahead(clause, trigger, scope, phrase, way):
        return False
    if before:
        since = phrase.said[0] in ("since", "from") and any(k in clause.at for k in range(clause.start, phrase.start))
        going_on = scope.modality is Modality.ONGOING and _goes_on_beside(clause, trigger)
        if since or going_on:
            return False
        return (
            _counted_to(clause, trigger, phrase)
            if counted
            else in_front(clause, trigger, phrase) or (way > 0 and is_aim(clause, trigger))
        )
    return behind(clause, trigger, phrase)


def _goes_on_beside(clause: Clause, trigger: Trigger) -> bool:
    """Whether what still goes on is told in a clause that و joins to the dated one (`وما زالت صامدة`)."""
    first = max(clause.start, trigger.token - JOINED_REACH)
    return any(w[0] == "و" and len(w) > 2 for w in clause.words[first : trigger.token + 1])


def _counted_to(clause: Clause, trigger: Trigger, phrase: TimePhrase) -> bool:
    """Whether the event is the one from which the phrase right before it counts."""
    if phrase.said[0] == "since_then":
        return in_front(clause, trigger, phrase)
    for k in range(phrase.end, trigger.token):
        other = clause.at.get(k)
        verb = other is not None and other.token == k and other.word_class == "verb"
        if clause.words[k] == "،" or clause.words[k] in RELATIVES or verb:
            return False
    return True


def _lasts(clause: Clause, phrase: TimePhrase) -> bool:
    """Whether what the phrase counts is how long a process went on (`بعد يومين من المعارك`)."""
    words, k = clause.words, phrase.end
    other = clause.at.get(k + 1)
    return words[k] == "من" and other is not None and other.action in PROCESSES


def _is_first(clause: Clause, phrase: TimePhrase) -> bool:
    """Whether the phrase says since when nothing like it had happened (`للمرة الأولى منذ شهر`)."""
    if phrase.said[0] != "since":
        return False
    return any(
        clause.words[k] in FIRST_SINCE for k in range(max(clause.start, phrase.start - FIRST_REACH), phrase.start)
    )


def _may_be_ahead(clause: Clause, trigger: Trigger, scope: Scope, phrase: TimePhrase, way: int) -> bool:
    """Whether a phrase can date what is still to come: not one of the past, nor one that dates the deed it is the aim of."""
    if way > 0 or _is_onward(clause, trigger, scope, phrase):
        return True
    if way < 0:
        return False
    if trigger.word_class == "verb":
        return True
    if is_aim(clause, trigger):
        return False
    if scope.modality is Modality.DEMANDED and phrase.start > trigger.token:
        return True
    perfect = any(_is_perfect(clause, k) for k in range(clause.start, min(trigger.token, phrase.start)))
    return not perfect


def _may_go_on(phrase: TimePhrase, way: int) -> bool:
    """Whether a phrase can date what still goes on: not a past one, unless it says since when."""
    if phrase.said[0] == "since":
        return bool(phrase.said[1][0] != "ago" or phrase.said[1][1] > 0)
    return way >= 0 or phrase.said[0] in ("window", "recent", "throughout")


def _is_perfect(clause: Clause, k: int) -> bool:
    trigger = clause.at.get(k)
    if trigger is not None and trigger.word_class == "verb" and trigger.token == k:
        return trigger.aspect == "perfect"
    return is_finite(clause, k) and clause.words[k].lstrip("وف")[0] not in "يتسن"


def _is_onward(clause: Clause, trigger: Trigger, scope: Scope, phrase: TimePhrase) -> bool:
    """Whether the date is that of the decision or of the beginning, from which on the event holds."""
    words = clause.words
    if phrase.said[0] == "since" and trigger.action == "ceasefire.begin":
        return True  # the truce holds from then on
    if scope.modality is Modality.FUTURE and trigger.word_class == "noun" and phrase.end <= trigger.token:
        ordered = any(words[k] in DECISION for k in range(clause.start, phrase.start))
        return ordered and trigger.token - phrase.end <= ORDERED_REACH and not is_aim(clause, trigger)
    if scope.modality is Modality.ONGOING:
        low = max(clause.start, min(phrase.start, trigger.token) - 3)
        return any(words[k] in BEGINNING for k in range(low, max(phrase.start, trigger.token)))
    return False
