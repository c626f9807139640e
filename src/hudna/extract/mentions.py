"""The naming phrases of a sentence, and how each is tied to the words before it."""

from typing import Final, NamedTuple

from hudna.extract.phrases import COUNTERPARTS, OFFICES, closing_of, phrase_end, verbal
from hudna.extract.stated import Phrase
from hudna.extract.tokens import CLOSING, OPENING, QUOTES, STRAIGHT, Tokens
from hudna.rules.control import CONTROL
from hudna.rules.countries import countries
from hudna.rules.cues import cue_lexicon
from hudna.rules.frames import RULES
from hudna.rules.looks import NAMES, NEARS
from hudna.rules.nouns import ACTING, ARMED, HUMAN, LEXICON, NAMING, QUALIFYING, Names, Noun
from hudna.rules.places import longest_place, opens_place
from hudna.rules.places import places as places_named
from hudna.rules.reporting import reporting_words
from hudna.rules.shapes import is_verbal_noun
from hudna.rules.verbs import VERBS

_PREPOSITIONS: Final = RULES.prepositions
_PAIRS: Final = RULES.pairs
_SECONDS: Final = frozenset(second for _, second in _PAIRS)
_HEADS: Final = NAMING | Names.NISBA | Names.QUANTITY
_OPENING: Final = Names.PLACE | ACTING
_NAMING_OR_NISBA: Final = NAMING | Names.NISBA
_STOP: Final = Names.STOP
_HAPPENING: Final = Names.INSTITUTION | Names.PERSON
"""What a trigger without the article is not, though it may be spelled like one (`إدارة`, `مساعدة`)."""
_OUTSKIRTS: Final = Names.PARTY | Names.DIRECTION
ARMS: Final = ("الجو", "الطي", "البح", "المد", "جو", "بحر")
"""How the arms begin that are called `سلاح`: of the air, the sea, the artillery."""
DOING_AWAY: Final = RULES.words["doing_away"]
WEB: Final = RULES.words["web"]
NO_PLACE: Final = RULES.words["no_place"]
NEARING: Final = RULES.words["nearing"]
BETWEEN: Final = RULES.words["between"]
AIMING: Final = RULES.words["aiming"]
DEFENDING: Final = RULES.words["defending"]
WITHIN: Final = frozenset({"في", "وفي"})
"""Before a number they belong to what is counted (`في 13 محافظة`)."""
BRIDGES: Final = RULES.words["bridges"]
BY_WAY: Final = "بطريق"
"""By way of, or by mistake: no road."""
CAPITAL: Final = "لعاصمه"
_CAPITALS: Final = ("تل ابيب", *(name for country in countries() for name in country.capitals if " " in name))
_SEATS: Final = frozenset(name.split()[-1] for name in _CAPITALS)
"""The last words of capitals of two words, which speak and act for their states (`إسلام آباد`)."""
_LONGEST_NAME: Final = 4
_DESCRIBING: Final = RULES.words["describing"]
_BEFORE_NAME: Final = frozenset({"مع", "الي", "من", "علي", "بين", "ان", "بان", "،", "عن"})
"""Words after which a name of words that no row has begins, if a title ends it."""
GIVEN_NAMES: Final = reporting_words().given_names
_COUNTED: Final = ARMED | HUMAN
_OF: Final = frozenset({"من", "عن"})
_MORE: Final = frozenset({"اكثر", "اقل", "يقل", "يزيد", "ازيد", "يقرب"})
"""Words before `من` or `عن` and a number that is not exact (`أكثر من مئة شخص`)."""
_DATING: Final = frozenset({"عام", "سنه", "في", "الساعه", "منذ", "حتي"})
"""Words before a number that is a date or an hour."""
_ASIDE: Final = 8
"""How many words an explanation in brackets may have to count as part of the name before it."""
_BARE_NAMES: Final = frozenset({"حماس", "طالبان", "داعش", "قسد", "فارك"})
"""Bodies whose name is one word, with which no deed goes on (`قبلت حماس إرجاء`)."""


class Mention(NamedTuple):
    """A naming phrase of a sentence and how it is tied to the words before it.

    `preposition` is "" for a subject, an object or a genitive, `agent` for `من قبل` and its like.  `joined` is true where
    it continues the mention before it with `و` or `أو`.
    """

    start: int
    end: int
    lead: int
    flags: int
    gender: str
    number: str
    definite: bool
    preposition: str
    joined: bool

    @property
    def phrase(self) -> Phrase:
        return Phrase(self.start, self.end, self.lead)


def mentions_in(tokens: Tokens, start: int, end: int, known: dict[str, int], triggers: frozenset[int]) -> list[Mention]:
    """Every naming phrase of tokens `[start, end)`, in order; `known` are bare names that the report has introduced.

    No phrase runs over a token of `triggers`.
    """
    return _Reader(tokens, start, end, known, triggers).read()


class _Opens(dict[str, bool]):
    """Whether a word may open a naming phrase by itself: most open none, and are passed over at once."""

    def __missing__(self, word: str) -> bool:
        flags = LEXICON[word].flags
        named = bool(flags & _HEADS) or word in QUOTES or word == "(" or opens_place(word)
        named = named or word in GIVEN_NAMES or word[1:] in GIVEN_NAMES
        self[word] = found = named and flags != _STOP
        return found


OPENS: Final = _Opens()


class _Reader:
    """Goes through one sentence; `found` are the mentions so far."""

    def __init__(self, tokens: Tokens, start: int, end: int, known: dict[str, int], triggers: frozenset[int]) -> None:
        self.words, self.looks, self.start, self.end = tokens.words, tokens.looks, start, end
        self.known, self.triggers = known, triggers
        self.found: list[Mention] = []

    def read(self) -> list[Mention]:
        words, looks, lexicon, known, end = self.words, self.looks, LEXICON, self.known, self.end
        stop = self.start
        for i in range(self.start, end):
            if i < stop:
                continue
            word = words[i]
            if not (looks[i] & NAMES and OPENS[word]):
                if known and _may_be(word, known) and lexicon[word].flags != _STOP:
                    self._known_name(i)
                elif i > self.start and looks[i - 1] & NEARS and words[i - 1] in NEARING and self._unheard(i):
                    self._add(i, i + 1, Noun(Names.PLACE, "f", "s", False, "", 0, True, ""))
                continue
            noun = lexicon[word]
            flags = noun.flags
            if self._misleads(i, word) or (i in self.triggers and flags & _HAPPENING and not noun.definite):
                continue
            if flags & _HEADS and word not in _PREPOSITIONS and not self._of_pair(i, word):
                stop = self._headed(i, noun)
            elif word in QUOTES:
                stop = self._quoted(i)
            elif word == "(":
                stop = self._bracketed(i)
            elif (stop := longest_place(words, i, end)) > i:
                self._add(i, stop, _place(words, i, stop))
            elif known and _may_be(word, known):
                self._known_name(i)
            elif (name := _personal_name(words, i, end, self.triggers)) > i:
                self._named(i, name)
                stop = name
            elif i > self.start and words[i - 1] in NEARING and self._unheard(i):
                self._add(i, i + 1, Noun(Names.PLACE, "f", "s", False, "", 0, True, ""))
                stop = i + 1
        return self.found

    def _named(self, i: int, stop: int) -> None:
        """Take a person's name without a title before it; an office right after it belongs to him."""
        words = self.words
        word = words[i]
        lead = 0 if word in GIVEN_NAMES else 1
        if LEXICON[words[stop]].flags & Names.PERSON if stop < self.end else False:
            stop = max(stop, phrase_end(words, stop, self.end))
        preposition = word[0] if lead and word[0] in "لب" else ""
        name = words[stop - 1]
        if len(name) > 2 and not LEXICON[name].flags:
            self.known.setdefault(name, Names.PERSON)
        self._add(i, stop, Noun(Names.PERSON, "m", "s", bool(lead) and not preposition, preposition, lead, True, ""))

    def _misleads(self, i: int, word: str) -> bool:
        """Whether a word that could open a place opens none here (`للقضاء على`, `من ناحية ثانية`)."""
        after = self.words[i + 1] if i + 1 < self.end else ""
        if word.endswith("سلاح") and not after.startswith(ARMS):
            return True
        if after == "عن" and word in DEFENDING:
            return True
        if after in WEB and ("موقع" in word or "مواقع" in word):
            return True
        return (
            word in DOING_AWAY
            or word in AIMING
            or word == BY_WAY
            or (after in BRIDGES and word.endswith("جسر"))
            or (after in NO_PLACE and word.endswith(("ناحيه", "جهه")))
        )

    def _of_pair(self, i: int, word: str) -> bool:
        """Whether a word is the second of a compound preposition (`من جانب`)."""
        return word in _SECONDS and i > self.start and bool(_pair(self.words[i - 1], word))

    def _headed(self, i: int, noun: Noun) -> int:
        """Take the phrase that a listed noun opens; the token after it."""
        words = self.words
        stop = 0 if noun.flags & _OPENING else longest_place(words, i, self.end)
        if stop > i:
            head = _place(words, i, stop).of(noun.flags | Names.PLACE)
        else:
            stop = self._cut(i, phrase_end(words, i, self.end))
            head = _head(words, i, stop)
        if head.flags & _OUTSKIRTS == _OUTSKIRTS:
            head = head.of(_of_a_town(words, i, stop, self.end, head.flags))
        if head.flags & QUALIFYING and stop == i + 1 and head.number == "s":
            if not noun.conjunction:
                head = head.of(_alone(words, i, head))
            elif self.found and self.found[-1].end == i and self._pair_of_names():
                stop = self._named_after(stop)
        if head.flags & _NAMING_OR_NISBA:
            named = self._name_before(i, head) if head.flags & Names.PERSON else i
            self._add(named, stop, head)
            if named < i:
                self.known[words[i - 1]] = Names.PERSON
            self._introduce(i, stop, head)
            if head.flags & Names.PLACE and self._second_of_two(i, stop):
                self._add(stop, stop + 1, Noun(Names.PLACE, "f", "s", True, "", 1, True, ""))
                return stop + 1
        return stop

    def _second_of_two(self, i: int, stop: int) -> bool:
        """Whether an unknown word joined by `و` is the second of two places whose head is a dual (`قريتي س وص`)."""
        word = self.words[stop] if stop < self.end else ""
        if word[:1] != "و" or LEXICON[word].flags or opens_place(word) or not self._unheard(stop):
            return False
        return any(LEXICON[head].number == "d" for head in self.words[i:stop])

    def _name_before(self, i: int, head: Noun) -> int:
        """Where the name begins that a title right after it explains (`مع علي حسن وزير النقل`), or `i`."""
        words = self.words
        if head.definite or head.lead or head.number != "s" or LEXICON[words[i]].suffix:
            return i
        k = i
        while k > max(self.start, i - _LONGEST_NAME - 1) and self._may_name(k - 1):
            k -= 1
        return k if i - k > 1 and (words[k - 1] in _BEFORE_NAME or VERBS[words[k - 1]]) else i

    def _may_name(self, k: int) -> bool:
        """Whether the word at `k` may be part of a person's name."""
        word = self.words[k]
        if k in self.triggers or not word[0].isalpha() or len(word) < 2 or word in CONTROL or verbal(word):
            return False
        if word.lstrip("و") in BETWEEN or cue_lexicon()[word]:
            return False
        return not LEXICON[word].flags & ~Names.WITH_NAME and not is_verbal_noun(word)

    def _cut(self, i: int, stop: int) -> int:
        """Where a phrase ends that would have run on over a trigger; that of a place may hold one (`محاور القتال`)."""
        words, head = self.words, LEXICON[self.words[i]].flags
        if stop == i + 2 and words[i] in _BARE_NAMES and is_verbal_noun(words[i + 1]):
            return i + 1
        for k in range(i + 1, stop):
            if k not in self.triggers:
                continue
            told = not LEXICON[words[k]].flags and not (head & Names.PLACE and words[k].startswith("ال"))
            if words[k][0] in "بلو" or head & Names.PERSON or told:
                quotation = (q for q in range(i + 1, k) if words[q] in OPENING or words[q] in STRAIGHT)
                return next(quotation, k)
        return stop

    def _pair_of_names(self) -> bool:
        """Whether the mention before is a dual with the first nationality and name of two."""
        last = self.found[-1]
        return last.number == "d" and not LEXICON[self.words[last.end - 1]].flags

    def _named_after(self, stop: int) -> int:
        """The token after the names that follow the second of two nationalities (`الوزيرين الهندي س والصيني ص`)."""
        words, last = self.words, stop
        while last < min(self.end, stop + 4) and words[last][0].isalpha() and not LEXICON[words[last]].flags:
            if verbal(words[last]) or last in self.triggers:
                break
            last += 1
        return last

    def _quoted(self, i: int) -> int:
        """Take a name in quotation marks that opens with a listed noun or is known already; the token after it."""
        words = self.words
        closing = closing_of(words, i, self.end)
        if closing <= i + 1:
            return i + 1
        inner = LEXICON[words[i + 1]]
        if not inner.flags and words[i + 1] in self.known:
            inner = Noun(self.known[words[i + 1]], "", "", False, "", 0, True, "")
        if not inner.flags & NAMING:
            return i + 1
        stop = max(closing + 1, phrase_end(words, i, self.end))
        self._add(i, stop, inner)
        return stop

    def _bracketed(self, i: int) -> int:
        """A group's other name in brackets belongs to the mention before it; the token after it."""
        words = self.words
        inner = LEXICON[words[i + 1]] if i + 1 < self.end else None
        last = self.found[-1] if self.found else None
        if inner is None or last is None or last.end != i or not last.flags & ACTING or not inner.flags & ACTING:
            return i + 1
        for k in range(i + 2, min(self.end, i + _ASIDE + 2)):
            if words[k] == ")":
                self.found[-1] = last._replace(end=k + 1)
                return k + 1
        return i + 1

    def _introduce(self, i: int, stop: int, head: Noun) -> None:
        """Keep the surname of a titled person, and the quoted name of a group, for the rest of the report."""
        words = self.words
        last = words[stop - 1]
        if last in CLOSING or last in STRAIGHT:
            name = words[stop - 2]
            if stop - 2 > i and name[0].isalpha() and not LEXICON[name].flags and head.flags & (ACTING & ~Names.STATE):
                self.known[name] = head.flags & ACTING
            return
        if (
            not head.flags & Names.PERSON
            or stop - i < 2
            or len(last) < 3
            or not last[0].isalpha()
            or LEXICON[last].flags
            or last in _DESCRIBING
        ):
            return
        if not last.startswith("ال") or not LEXICON[words[stop - 2]].flags:
            self.known[last] = Names.PERSON

    def _unheard(self, i: int) -> bool:
        """Whether a word looks like a name that no table has."""
        word = self.words[i]
        return len(word) > 2 and word[0].isalpha() and i not in self.triggers and not verbal(word)

    def _known_name(self, i: int) -> None:
        """Take a bare name that the report has introduced with its title or its kind."""
        word = self.words[i]
        lead = 0 if word in self.known else 1
        if lead and word[0] not in "وفلب":
            return
        flags = self.known[word[lead:]]
        preposition = word[0] if lead and word[0] in "لب" else ""
        joined = bool(lead) and not preposition
        last = self.found[-1] if self.found else None
        if joined and last is not None and last.end == i and last.flags & ARMED and i - last.start > 1:
            self.found[-1] = last._replace(end=i + 1)  # قوات فلان وعلان
            return
        gender = "m" if flags & Names.PERSON else "f"
        self._add(i, i + 1, Noun(flags, gender, "s", joined, preposition, lead, True, ""))

    def _add(self, i: int, stop: int, head: Noun) -> None:
        words, found = self.words, self.found
        preposition = head.preposition
        before = words[i - 1] if i > self.start else ""
        if before[:1].isdigit() and i > self.start + 1 and words[i - 2] in WITHIN:
            before = words[i - 2]
        joined = False
        if not preposition and before:
            if before in _SECONDS and i - 1 > self.start:
                preposition = _pair(words[i - 2], before)
            preposition = preposition or _PREPOSITIONS.get(before, "")
            if before in _OF and i - 2 >= self.start:
                if words[i - 2] in _MORE:
                    preposition = ""
                elif before == "من" and head.flags & _COUNTED and _counts(words, i - 2, self.start):
                    preposition, head = "", head.counted()
        if found and not preposition:
            last, single = found[-1], before in ("و", "او")
            near = i - last.end <= 1 + single if head.conjunction or single else _counted_on(words, last.end, i)
            if near and _alike(last.flags, head.flags):
                joined, preposition = True, last.preposition
            elif words[i] in COUNTERPARTS:
                pass  # another person than the one named right before
            elif (
                last.end == i and not head.lead and (_apposed(words, last, i, head) or self._is_the_capital(last, head))
            ):
                found[-1] = last._replace(end=stop)
                return
        found.append(
            Mention(i, stop, head.lead, head.flags, head.gender, head.number, head.definite, preposition, joined)
        )

    def _is_the_capital(self, last: Mention, head: Noun) -> bool:
        """Whether a name right after `العاصمة` is that capital's."""
        return bool(head.flags & (Names.PLACE | Names.STATE)) and self.words[last.start].endswith(CAPITAL)


def _may_be(word: str, known: dict[str, int]) -> bool:
    """Whether a word is a known name, or one behind a letter that is fused to it."""
    return word in known or (word[0] in "وفلب" and word[1:] in known)


def _pair(first: str, second: str) -> str:
    """What a compound preposition makes of the phrase after it, `و` or `ف` before it or not; "" where it is none."""
    return _PAIRS.get((first, second)) or _PAIRS.get((first[1:] if first[0] in "وف" else first, second), "")


def _counts(words: list[str], k: int, start: int) -> bool:
    """Whether a number in figures ends at token `k`, past `على الأقل` (`18 من المسلحين`)."""
    if k - 2 >= start and words[k] == "الاقل" and words[k - 1] == "علي":
        k -= 2
    return k >= start and words[k][0].isdigit() and (k == start or words[k - 1] not in _DATING)


def _counted_on(words: list[str], last: int, i: int) -> bool:
    """Whether `و` and a number in figures alone stand between a mention that ends at `last` and the next (`و10 من المسلحين`)."""
    return (
        1 < i - last < 4
        and words[last] == "و"
        and words[last + 1][0].isdigit()
        and words[i - 1] in ("من", words[last + 1])
    )


def _of_a_town(words: list[str], i: int, stop: int, end: int, flags: int) -> int:
    """The classes of `أطراف`: those of a town are its outskirts, others are the parties to something."""
    place = Names.PLACE | Names.DIRECTION | Names.STATE
    others = [LEXICON[words[k]].flags for k in range(i, stop) if LEXICON[words[k]].flags & _OUTSKIRTS != _OUTSKIRTS]
    inner = any(other & place for other in others) or any(_bearing(word) for word in words[i:stop])
    after = LEXICON[words[stop]] if stop < end else None
    if inner or (after is not None and after.preposition == "ل" and after.flags & place):
        return flags & ~Names.PARTY
    return Names.PARTY


def _bearing(word: str) -> bool:
    return word.removeprefix("ال")[:3] in ("شما", "جنو", "شرق", "غرب")


def _personal_name(words: list[str], i: int, end: int, triggers: frozenset[int]) -> int:
    """The end of a name of two words or more that begins with a given name at token `i`, or `i` where none does."""
    word = words[i]
    if word not in GIVEN_NAMES and not (len(word) > 4 and word[0] in "ولبف" and word[1:] in GIVEN_NAMES):
        return i
    if word in _PREPOSITIONS or i in triggers:
        return i
    stop = i + 1
    while stop < min(end, i + _LONGEST_NAME) and stop not in triggers:
        part = words[stop]
        if not part[0].isalpha() or len(part) < 2 or part in _PREPOSITIONS or verbal(part):
            break
        if part not in GIVEN_NAMES and LEXICON[part].flags:
            break
        stop += 1
    return stop if stop > i + 1 else i


def _apposed(words: list[str], last: Mention, i: int, head: Noun) -> bool:
    """Two offices side by side are one man's, if the first is no head of a state or a ministry that is named."""
    if last.end > last.start + 2 and words[i] in OFFICES and words[last.start].removeprefix("ال") in OFFICES:
        return False
    return bool(last.flags & head.flags & Names.PERSON) and last.number == head.number == "s"


def _alone(words: list[str], i: int, head: Noun) -> int:
    """The classes of a word that may be an adjective: after a noun of its own definiteness it is one."""
    before = words[i - 1] if i else "."
    noun = LEXICON[before]
    alike = before[0].isalpha() and not noun.flags & _STOP and noun.definite == head.definite
    alike = alike and (head.definite or not before.endswith(("ها", "هم")))  # يقودها انتحاري
    owned = len(before) > 4 and before.endswith(("ها", "هم", "هما"))
    described = alike or (head.definite and (owned or before.startswith(("ال", "وال", "بال", "لل"))))
    return head.flags & Names.NISBA if described else head.flags


def _head(words: list[str], i: int, stop: int) -> Noun:
    """The noun that gives a phrase its class: past counting words, directions and `من`."""
    first = LEXICON[words[i]]
    for k in range(i, stop):
        noun = LEXICON[words[k]]
        flags = noun.flags
        if flags & NAMING and not flags & Names.QUANTITY:
            if k == i and not flags & Names.DIRECTION:
                return first
            gender, number, definite = noun.gender, noun.number, noun.definite
            if flags & Names.DIRECTION:
                flags, gender, number, definite = flags | Names.PLACE, first.gender, first.number, first.definite
            return Noun(flags, gender, number, first.conjunction, first.preposition, first.lead, definite, first.suffix)
    return first


def _place(words: list[str], i: int, stop: int) -> Noun:
    """A name of the gazetteer as a noun, with what is fused to its first word told apart."""
    word, rest = words[i], words[i + 1 : stop]
    seat = rest and rest[-1] in _SEATS and " ".join((word, *rest)).endswith(_CAPITALS)
    flags = Names.PLACE | Names.STATE if seat else Names.PLACE
    if word[0] not in "وفبلك" or places_named(" ".join((word, *rest))):
        return Noun(flags, "f", "s", False, "", 0, True, "")
    conjunction = word[0] in "وف"
    at = 1 if conjunction else 0
    if word[at : at + 2] == "لل":
        return Noun(flags, "f", "s", conjunction, "ل", at, True, "")
    for lead in (at, at + 1):
        if lead and places_named(" ".join((word[lead:], *rest))):
            preposition = word[at] if lead > at else ""
            return Noun(flags, "f", "s", conjunction, preposition, lead, True, "")
    return Noun(flags, "f", "s", False, "", 0, True, "")


def _alike(left: int, right: int) -> bool:
    place = Names.PLACE | Names.DIRECTION
    acting = ACTING | Names.NISBA
    return bool((left & acting and right & acting) or (left & place and right & place) or left & right)
