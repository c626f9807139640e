"""What a time phrase counts from or points back to, another date of the report, and how its length is laid out."""

from collections.abc import Sequence
from typing import Final

from hudna.extract.clause_words import Clause
from hudna.extract.date_tense import COUNTED
from hudna.extract.stated import Trigger
from hudna.extract.tokens import Tokens
from hudna.rules.dating import WORDS, names_its_day
from hudna.rules.time_grammar import TimePhrase
from hudna.vocabulary import Reckoning, Role, Span, TimeWords

BACK_REFERENCE: Final = WORDS["back_reference"]
UNPLACED: Final = frozenset({"lasting", "clock", "bare_clock", "now", "vague"})
TOTALLED: Final = frozenset({"violence.kill", "violence.injure", "displacement.flee"})
COUNT_REACH: Final = 8
"""How many tokens after the phrase the people may stand who are counted (`نحو 220 ألف قتيل`)."""
PROCESSES: Final = frozenset({"violence.clash", "contact.talk", "position.besiege"})
"""What lasts: two days of it end at the date from which they are counted."""
BACK_REACH: Final = 12
"""How many sentences back the date may stand from which `ويأتي ذلك غداة` counts."""
STRETCH_REACH: Final = 8
"""How many tokens may stand between a beginning and how long it lasts (`اعتبارا من غد في كل المناطق لمدة شهر`)."""


class Earlier:
    """The last date and the last stretch that the report has told so far."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._date: tuple[int, Span] | None = None
        self._stretch: tuple[int, TimeWords] | None = None

    def keep_date(self, sentence: int, words: Span) -> None:
        """The date of an event, or of what is said, that a later sentence may count from."""
        self._date = (sentence, words)

    def keep_stretches(self, sentence: int, found: Sequence[TimePhrase]) -> None:
        """The last of the stretches that a sentence gives by their beginning and their length."""
        for length in found:
            begin = _beginning(length, found) if length.said[0] == "lasting" else None
            if begin is not None and names_its_day(begin.said):
                self._stretch = sentence, self._length(length, begin, Role.EVENT, Reckoning.ONWARD)

    def during(self, sentence: int) -> TimeWords | None:
        """The stretch of the sentence, as the date of what happens in it."""
        return self._stretch[1] if self._stretch and self._stretch[0] == sentence else None

    def counted(
        self, clause: Clause, phrase: TimePhrase, found: Sequence[TimePhrase], sentence: int
    ) -> TimeWords | None:
        """A phrase that counts from another date, or points back to it, with that date; None where none is told."""
        words, shape = self._span(phrase), phrase.said[0]
        if shape == "this_period":
            return TimeWords(words, Role.EVENT, base=self._stretch[1]) if self._stretch else None
        base = self._base(clause, phrase, found, sentence)
        if base is None:
            return None
        reckoning = Reckoning.UNTIL if _lasts(clause, phrase) else Reckoning.POINT
        return TimeWords(words, Role.EVENT, base=TimeWords(base, Role.EVENT), reckoning=reckoning)

    def lasting(
        self, trigger: Trigger, phrase: TimePhrase, own: TimePhrase | None, found: Sequence[TimePhrase]
    ) -> TimeWords | None:
        """How long a truce or a meeting goes on from its beginning, which is its own date or stands before it; else None.

        A truce ends so many days after it began, of a meeting the first day counts; of a truce with a date of its own the
        whole is what it is in effect.
        """
        begin = own or _before(phrase, found)
        if begin is None or begin.said[0] in COUNTED:
            return None
        if trigger.action.startswith("contact."):
            return self._length(phrase, begin, Role.EVENT, Reckoning.DAYS) if own else None
        if not trigger.action.startswith("ceasefire."):
            return None
        beside = phrase.start == trigger.token + 1
        if own is None and not beside:
            return None
        return self._length(phrase, begin, Role.EFFECT if own else Role.EVENT, Reckoning.ONWARD)

    def _length(self, phrase: TimePhrase, begin: TimePhrase, role: Role, reckoning: Reckoning) -> TimeWords:
        return TimeWords(self._span(phrase), role, base=TimeWords(self._span(begin), Role.EVENT), reckoning=reckoning)

    def _base(self, clause: Clause, phrase: TimePhrase, found: Sequence[TimePhrase], sentence: int) -> Span | None:
        """The date before the phrase in its clause, else that of the sentences before where they are referred to."""
        before = _before(phrase, [p for p in found if p.start >= clause.start and p.said[0] not in COUNTED])
        if before is not None:
            return self._span(before)
        start = self._tokens.sentences[sentence].start
        opening = self._tokens.words[start : start + 2]
        if self._date is None or sentence - self._date[0] > BACK_REACH or BACK_REFERENCE.isdisjoint(opening):
            return None
        return self._date[1]

    def _span(self, phrase: TimePhrase) -> Span:
        return self._tokens.span(phrase.start, phrase.end)


def is_total(clause: Clause, trigger: Trigger, phrase: TimePhrase) -> bool:
    """Whether the phrase says in how long a number of people was hit, which is counted up to now.

    `سقط في القتال منذ أربعة أشهر 3500 قتيل`: the fighting is told of up to then as well.
    """
    shape = phrase.said[0]
    if shape in ("within", "throughout"):
        return trigger.action in TOTALLED
    if shape != "since" or phrase.said[1][0] != "ago":
        return False
    count = range(phrase.end, min(phrase.end + COUNT_REACH, clause.end))
    return any(clause.at[k].action in TOTALLED for k in count if k in clause.at)


def _before(phrase: TimePhrase, found: Sequence[TimePhrase]) -> TimePhrase | None:
    """The last phrase in front that names a date."""
    return next((p for p in reversed(found) if p.start < phrase.start and p.said[0] not in UNPLACED), None)


def _beginning(length: TimePhrase, found: Sequence[TimePhrase]) -> TimePhrase | None:
    """The date nearest to a length of time, on either side of it."""

    def apart(phrase: TimePhrase) -> int:
        return max(phrase.start - length.end, length.start - phrase.end)

    near = [p for p in found if p.said[0] not in UNPLACED | COUNTED and apart(p) <= STRETCH_REACH]
    return min(near, key=apart, default=None)


def _lasts(clause: Clause, phrase: TimePhrase) -> bool:
    """Whether what the phrase counts is how long a process went on (`بعد يومين من المعارك`)."""
    words, k = clause.words, phrase.end
    other = clause.at.get(k + 1)
    return words[k] == "من" and other is not None and other.action in PROCESSES
