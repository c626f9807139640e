"""How many: the numbers that a report gives to its events, read only around the words that carry one."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from hudna.extract.tokens import Tokens
from hudna.rules.counted import NO_COUNT, NOUNS, Counted, units_of
from hudna.rules.number_words import PARTS, TABLES
from hudna.rules.numbers import Quantity, quantity_at, rough_after
from hudna.vocabulary import Count, Event

REACH: Final = {"violence.kill": 16, "violence.injure": 16, "detainee.": 8, "displacement.": 10, "aid.": 10}
NEAR: Final = 6
"""How many words after its trigger the first number of an event may stand, unless `REACH` says otherwise."""
BEFORE: Final = 14
ASIDE: Final = 4
"""How many words may qualify a counted noun before the next one is joined to it."""
CASUALTY: Final = frozenset({"violence.kill", "violence.injure"})
UNSAID: Final = ("violence.kill", "violence.injure", "detainee.", "displacement.")
_LISTS: Final = TABLES.lists
CAUSE: Final = _LISTS["cause"]
LOCATING: Final = _LISTS["locating"]
LEADING: Final = _LISTS["leading"]
OPENING: Final = _LISTS["opening"]
THAT: Final = _LISTS["that"]
STOPS: Final = _LISTS["stop"]
PARTIAL: Final = _LISTS["part"]
NOT_ONE: Final = _LISTS["not_one"]
ONE_OF: Final = _LISTS["one_of"]
OR: Final = _LISTS["or"]
TOTAL: Final = _LISTS["total"]
REACHED: Final = _LISTS["reached"]
LOST: Final = _LISTS["lost"]
BARE: Final = _LISTS["bare"]
_ENDS: Final = STOPS | PARTIAL
PLURAL_VERB: Final = ("وا", "ون", "ت", "تا", "ا")
YEARS: Final = range(1900, 2101)


class Found(NamedTuple):
    """A count in tokens: the number, the counted noun with its fused letters (-1 where unsaid), unit, row, its end."""

    quantity: Quantity
    noun: int
    lead: int
    unit: str
    row: str
    end: int


def counted(tokens: Tokens, events: Sequence[Event]) -> tuple[Event, ...]:
    """The events, each with the numbers given to it; parts of a number, shares, dates and labels are none."""
    at = [bisect_right(tokens.starts, tokens.folded.folded_span(event.trigger)[0]) - 1 for event in events]
    actions = {i: str(event.action) for i, event in zip(at, events, strict=True)}
    found = []
    for i, event in zip(at, events, strict=True):
        units = units_of(event.action)
        counts = _Around(tokens, i, actions, units).counts() if units else ()
        found.append(replace(event, counts=counts) if counts else event)
    return tuple(found)


class _Around:
    """The words around one trigger."""

    def __init__(self, tokens: Tokens, at: int, actions: dict[int, str], units: frozenset[str]) -> None:
        sentence = tokens.sentences[tokens.sentence_of(at)]
        self.tokens, self.words, self.at, self.actions, self.units = tokens, tokens.words, at, actions, units
        self.start, self.end = sentence.start, sentence.end
        self.action = actions[at]
        register = self.action.split(".")[0] + "."
        self.reach = REACH.get(self.action) or REACH.get(register) or NEAR
        self.unsaid = self.action in UNSAID or register in UNSAID

    def counts(self) -> tuple[Count, ...]:
        noun = NOUNS[self.words[self.at]]
        if noun is not None and noun.unit in self.units:
            found = self._own(noun)
            if found is not None or noun.casualty or noun.unit != "people":
                return (self._count(found),) if found else ()
        if self._combined():
            return ()
        found_after = self._after(self.at + 1, self.at + 1 + self.reach) or self._lost() or self._subject(self.at)
        return tuple(self._count(found) for found in found_after)

    def _count(self, found: Found) -> Count:
        q = found.quantity
        span = self.tokens.span
        counted_span = span(found.noun, found.noun + 1, found.lead) if found.noun >= 0 else None
        words = span(q.start, q.end, q.lead)
        return Count(words, q.low, q.best, q.high, found.unit, counted_span, q.approximate, f"count.{found.row}")

    def _own(self, noun: Counted) -> Found | None:
        """The number of the trigger itself: before it, behind it, or in its form."""
        words, at = self.words, self.at
        before = words[at - 1] if at > self.start else ""
        if before == "بين" or (self.action in CASUALTY and self._joint_total()):
            return None
        if not noun.lead or noun.definite:
            for j in range(max(self.start, at - 9), at):
                q = quantity_at(words, j, at)
                if q is not None and (q.end == at or (q.end == at - 1 and words[at - 1] == "من")):
                    q = rough_after(words, q, at + 1, self.end)
                    return Found(q, at, noun.lead, noun.unit, noun.row, max(at + 1, q.end))
        return self._behind(noun) or self._by_form(noun, before)

    def _behind(self, noun: Counted) -> Found | None:
        """`غارة واحدة`, `الغارات الثلاث`, `عدد القتلى إلى 43`."""
        words, at = self.words, self.at
        if at + 1 < self.end and noun.number == "s" and words[at + 1] in ("واحد", "واحده"):
            return self._exactly(1, at + 1, at + 2, noun)
        if noun.definite and at > self.start and words[at - 1] in TOTAL:
            for j in range(at + 1, min(at + 6, self.end - 1)):
                if words[j] in REACHED:
                    q = quantity_at(words, j + 1, self.end)
                    if q is not None and q.end not in self.actions:
                        return Found(q, at, noun.lead, noun.unit, noun.row, q.end)
        return None

    def _by_form(self, noun: Counted, before: str) -> Found | None:
        if noun.number == "d":
            return self._exactly(2, self.at, self.at + 1, noun)
        one = noun.number == "s" and noun.casualty and not noun.definite
        if one and before not in NOT_ONE and PARTS[before or " "] is None:
            return self._exactly(1, self.at, self.at + 1, noun)
        return None

    def _exactly(self, number: int, start: int, end: int, noun: Counted) -> Found:
        lead = noun.lead if start == self.at else 0
        q = Quantity(start, end, lead, number, number, number, False)
        return Found(q, self.at, noun.lead, noun.unit, noun.row, end)

    def _joint_total(self) -> bool:
        """Whether killed and wounded share one number: `عشرات القتلى والجرحى`."""
        words, at = self.words, self.at
        after = NOUNS[words[at + 1]] if at + 1 < self.end else None
        if after and after.casualty and after.lead and words[at + 1][0] == "و" and after.number == "p":
            return True
        former = NOUNS[words[at - 1]] if at > self.start else None
        if former and former.casualty and words[at - 2] == "بين" and at - 2 >= self.start:
            return True
        return bool(former and former.casualty and former.number == "p" and words[at][0] == "و")

    def _combined(self) -> bool:
        """Whether killing and wounding share one number: `مقتل وإصابة 20`."""
        if self.action not in CASUALTY:
            return False
        words, at = self.words, self.at
        near = [i for i in (at - 2, at - 1, at + 1, at + 2) if self.actions.get(i) in CASUALTY]
        for i in near:
            low, high = sorted((i, at))
            if high - low == 2 and words[low + 1] not in OR:
                continue
            if high - low == 1 and words[high][0] != "و":
                continue
            if NOUNS[words[i]] is None or not self._numbered(i):
                return True
        return False

    def _numbered(self, i: int) -> bool:
        return i > self.start and PARTS[self.words[i - 1]] is not None

    def _after(self, start: int, stop: int, *, first_only: bool = False) -> list[Found]:
        """The numbers from token `start` on: the first before `stop`, then those joined to it."""
        words, i = self.words, start
        stop = min(stop, self.end)
        beside = True
        while i < stop:
            if self._stops(i, start):
                return []
            found = self._found_at(i, beside) if words[i - 1] not in LOCATING else None
            beside = words[i] in LEADING
            if found:
                return self._joined(found)
            if first_only:
                return []
            q = quantity_at(words, i, self.end)
            i = q.end if q else i + 1
        return []

    def _stops(self, i: int, start: int) -> bool:
        word = self.words[i]
        if i in self.actions and i != self.at:
            after = self.words[i - 1] if i > self.start else ""
            return self.actions[i] in CASUALTY or not (after in CAUSE or word[0] == "ب")
        return word in STOPS or (word in PARTIAL and i > start)

    def _joined(self, first: Found) -> list[Found]:
        """A number and those joined to it by و: `مقتل 3 جنود وطفلين و5 مدنيين`."""
        words, found, i = self.words, [first], first.end
        limit = i + ASIDE
        while i < min(limit, self.end) and i not in self.actions and words[i] not in _ENDS:
            more = None
            if words[i] == "و" and i + 1 < self.end:
                more = self._found_at(i + 1, True)
            elif words[i][0] == "و" and len(words[i]) > 3:
                more = self._found_at(i, True)
            if more:
                found.append(more)
                i, limit = more.end, more.end + ASIDE
            elif words[i] == "و":
                break
            else:
                i += 1
        return found

    def _found_at(self, i: int, beside: bool) -> Found | None:
        """The count at token i; `beside` allows what must stand beside its trigger: a lone noun, an unsaid one."""
        q = quantity_at(self.words, i, self.end)
        if q is not None:
            return self._of(q, beside)
        if self.words[i] in ONE_OF:
            return self._one_of(i)
        noun = NOUNS[self.words[i]]
        if noun is None or noun.unit not in self.units or i in self.actions:
            return None
        if noun.number == "d" and not (noun.definite and noun.unit == "people"):
            return Found(Quantity(i, i + 1, noun.lead, 2, 2, 2, False), i, noun.lead, noun.unit, noun.row, i + 1)
        single = noun.number == "s" and not noun.definite and noun.unit == "people" and self.unsaid
        if single and beside and not self._named(i):
            return Found(Quantity(i, i + 1, noun.lead, 1, 1, 1, False), i, noun.lead, noun.unit, noun.row, i + 1)
        return None

    def _one_of(self, i: int) -> Found | None:
        """`أحد الحراس`, `واحد من عناصره`: one of several."""
        k = i + 1 + (i + 1 < self.end and self.words[i + 1] == "من")
        noun = NOUNS[self.words[k]] if k < self.end else None
        if noun is None or noun.lead or noun.unit not in self.units or noun.number == "s":
            return None
        return Found(Quantity(i, i + 1, 0, 1, 1, 1, False), k, 0, noun.unit, noun.row, k + 1)

    def _named(self, i: int) -> bool:
        """Whether a lone noun goes on as a name or an office: `قائد الشرطة`."""
        if i + 1 >= self.end:
            return False
        after = self.words[i + 1]
        return after.startswith("ال")

    def _of(self, q: Quantity, beside: bool) -> Found | None:
        """The number with the noun that it counts; None where that noun is nothing the action is counted in."""
        words, k = self.words, q.end
        partitive = k < self.end and words[k] == "من"
        k += partitive
        noun = NOUNS[words[k]] if k < self.end else None
        if noun is not None and not noun.lead and (noun.unit == NO_COUNT or k in self.actions):
            return None
        if noun is not None and not noun.lead:
            if noun.unit not in self.units:
                return None
            q = rough_after(words, q, k + 1, self.end)
            return Found(q, k, 0, noun.unit, noun.row, max(k + 1, q.end))
        if not (beside and self.unsaid):
            return None
        if partitive or k >= self.end or self._ends_bare(words[k]):
            if q.best in YEARS and words[q.start].isdigit():
                return None
            return Found(q, -1, 0, "people", "unsaid", q.end)
        if _like_people(words[k], q):
            return Found(q, k, 0, "people", "shape", k + 1)
        return None

    def _ends_bare(self, word: str) -> bool:
        return word in BARE or word in STOPS or not word[0].isalpha() or word[0] == "و"

    def _lost(self) -> list[Found]:
        """`لقي 8 أشخاص مصرعهم`, `أن 8 أشخاص لقوا مصرعهم`: the number stands about the verb before the noun."""
        if self.action != "violence.kill" or not self.words[self.at].startswith(("مصرع", "حتف")):
            return []
        for j in range(self.at - 1, max(self.start, self.at - BEFORE) - 1, -1):
            if self.words[j] in LOST:
                return self._after(j + 1, self.at) or self._subject(j)
        return []

    def _subject(self, verb: int) -> list[Found]:
        """`أن 3 جنود قتلوا`: the number opens the clause before its verb."""
        words, plural = self.words, self.words[verb].endswith(PLURAL_VERB)
        if not self.unsaid:
            return []
        for j in range(verb - 1, max(self.start, verb - BEFORE) - 1, -1):
            if j in self.actions:
                return []
            opens = j == self.start or words[j - 1] in OPENING
            if not plural and not (words[j - 1] in THAT and verb - j < ASIDE):
                continue
            if opens or quantity_at(words, j, verb):
                found = self._after(self._begun(j, verb), verb, first_only=True)
                if found and found[-1].end <= verb and (opens or verb - found[-1].end < ASIDE):
                    return found
        return []

    def _begun(self, j: int, stop: int) -> int:
        """Where the number begins of which the word at `j` may be a later one (`خمسة | آلاف`)."""
        while j > self.start:
            longer = quantity_at(self.words, j - 1, stop)
            if longer is None or longer.end <= j:
                break
            j -= 1
        return j


def _like_people(word: str, q: Quantity) -> bool:
    """Whether a noun in no row has the ending that people take after this number."""
    if word.startswith("ال") or len(word) < 4:
        return False
    value = q.best or q.low or 0
    if 11 <= value % 100 <= 99:
        return word.endswith("يا") or (word.endswith("ا") and len(word) > 4)
    return word.endswith(("ين", "ون"))
