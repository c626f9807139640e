"""Where a naming phrase begins and ends, and what it names, over folded tokens."""

from collections.abc import Callable
from typing import NamedTuple

from hudna.extract.stated import Phrase
from hudna.extract.tokens import CLOSING, NAME_LENGTH, OPENING, QUOTES, STRAIGHT, Tokens
from hudna.rules.nouns import ACTING, LEXICON, NAMING, QUALIFYING, Names, Noun
from hudna.rules.places import places as places_named

PREPOSITIONS = {
    "في": "في", "من": "من", "الي": "الي", "علي": "علي", "عن": "عن", "مع": "مع", "بين": "بين", "ضد": "ضد",
    "داخل": "في", "قرب": "في", "باتجاه": "الي", "نحو": "الي", "صوب": "الي", "عبر": "عبر", "لدي": "لدي", "ضمن": "في",
    "تجاه": "الي", "حول": "حول", "بشان": "حول", "خارج": "من", "وبين": "بين", "ومن": "من", "وفي": "في",
    "والي": "الي", "وعلي": "علي", "فوق": "علي", "امام": "امام", "باسم": "باسم", "بقياده": "بقياده",
    "بحق": "ضد", "بحضور": "مع", "برفقه": "مع", "برعايه": "رعايه", "بدعم": "رعايه", "لصالح": "ل", "اتجاه": "الي",
    "عند": "في", "ومع": "مع", "عليه": "", "بسبب": "بسبب", "برصاص": "agent", "بنيران": "agent", "بقذايف": "agent", "بصواريخ": "agent", "بعد": "بعد", "قبل": "قبل", "منذ": "منذ", "خلال": "خلال",
}  # fmt: skip
AGENT = {("من", "قبل"), ("علي", "يد"), ("علي", "ايدي"), ("من", "جانب"), ("من", "طرف")}
TOUCHING = {("بالقرب", "من"): "في", ("الي", "جانب"): "مع", ("علي", "مشارف"): "في", ("علي", "حدود"): "في"}
_TITLED = Names.PERSON | Names.WITH_NAME
_NAMED = Names.FORCE | Names.GROUP | Names.PLACE | Names.INSTITUTION | Names.FIGHTERS | Names.DIRECTION
_PARTITIVE = Names.QUANTITY | Names.FIGHTERS | Names.PEOPLE | Names.PERSON | Names.FORCE | Names.GROUP
_SKIPPED = Names.QUANTITY
_HEADS = NAMING | Names.NISBA | Names.QUANTITY
_OPENING = Names.PLACE | ACTING
_NAMING_OR_NISBA = NAMING | Names.NISBA
_STOP = Names.STOP
_WIDE = 14


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


PlaceReader = Callable[[list[str], int, int], int]


def noun_phrase(tokens: Tokens, i: int, end: int) -> int:
    """The token after the naming phrase that begins at token `i`; never past `end`, at least `i + 1`."""
    return _phrase(tokens.words, i, min(end, i + _WIDE))


def _phrase(words: list[str], i: int, end: int) -> int:
    head = LEXICON[words[i]]
    j = i + 1
    if words[i] in OPENING or words[i] in STRAIGHT:
        closing = _closing(words, i, end)
        return closing + 1 if closing > i else j
    while j < end and head.flags & _SKIPPED and not head.flags & Names.PLACE:
        nxt = LEXICON[words[j]]
        if words[j] == "من" and j + 1 < end and LEXICON[words[j + 1]].flags & NAMING:
            return _phrase(words, j + 1, end)
        if not (nxt.flags & (NAMING | _SKIPPED)) or nxt.preposition or nxt.conjunction:
            break
        head = nxt
        j += 1
    closed = head.definite or bool(head.suffix) or bool(head.flags & Names.STATE)
    named = 0
    while j < end:
        word = words[j]
        if word in OPENING or word in STRAIGHT:
            closing = _closing(words, j, end)
            if closing < 0:
                break
            j, closed, named = closing + 1, True, 1
            continue
        if not word[0].isalpha():
            break
        noun = LEXICON[word]
        taken = _taken(words, j, end, head, noun, closed, named)
        if not taken:
            break
        if word[:2] == "ال" or noun.suffix or not noun.flags:
            closed = True
        if not noun.flags:
            named += 1
        j += taken
    return j


def _taken(words: list[str], j: int, end: int, head: Noun, noun: Noun, closed: bool, named: int) -> int:
    """How many tokens from `j` still belong to the phrase of `head`."""
    flags, word = noun.flags, words[j]
    if word == "من":
        inner = LEXICON[words[j + 1]] if j + 1 < end else None
        return 2 if inner and not closed and head.flags & _PARTITIVE and inner.flags & ACTING and inner.definite else 0
    if word in ("باسم", "بلسان"):
        return 2 if head.flags & Names.PERSON and j + 1 < end else 0
    if word in ("الي", "لدي") and head.flags & Names.PERSON and not named and j + 1 < end:
        return 2 if LEXICON[words[j + 1]].flags & (Names.STATE | Names.PLACE) else 0
    if word == "في":
        inner = LEXICON[words[j + 1]] if j + 1 < end else None
        return 2 if inner and head.flags & Names.PERSON and not named and inner.flags & Names.INSTITUTION else 0
    if (flags & _STOP and not noun.definite) or noun.conjunction or (not flags and _led(word)):
        return 0
    if noun.preposition:
        before = LEXICON[words[j - 1]]
        tied = before.flags & Names.BACKED or (noun.definite and head.flags & Names.PERSON and word.startswith("لل"))
        return 1 if tied and noun.preposition in "ل" else 0
    if word.startswith("ال"):
        if not closed:
            return 1
        if head.flags & _TITLED:
            return 1 if not flags & NAMING or flags & (_TITLED | QUALIFYING) else 0
        if flags & QUALIFYING:
            return 1
        return 1 if not flags & NAMING and _adjectival(words, j, head, word) else 0
    if flags & QUALIFYING:
        return 1
    if flags & NAMING:
        return 1 if not closed or (head.flags & _TITLED and flags & _TITLED) else 0
    if flags & Names.WITH_NAME:
        return 1
    if flags:
        return 0
    if head.flags & _TITLED:
        return 1 if named < 4 and not _verbal(word) else 0
    if _feminine_adjective(head, word, closed):
        return 1
    return 1 if not closed and head.flags & _NAMED and named < 2 and not _verbal(word) else 0


def _adjectival(words: list[str], j: int, head: Noun, word: str) -> bool:
    """Whether a definite word of no row agrees with the head or with the word before it."""
    if head.flags & Names.PLACE and word.endswith(("اء", "ي", "ه")):
        return True
    if head.gender == "f" or words[j - 1].endswith("ه"):
        return word.endswith("ه") or (word.endswith("ي") and not words[j - 1].endswith("ه"))
    return word.endswith(("ي", "ين", "ون")) and not word.endswith("تين")


def _led(word: str) -> bool:
    """Whether a word of no row has a conjunction or a preposition fused to it."""
    return word[:3] in ("بال", "وال", "فال", "كال") or word[:2] == "لل" or (word[0] == "و" and len(word) > 3)


def _verbal(word: str) -> bool:
    """Whether a word of no row has the shape of a verb rather than of a name."""
    return len(word) > 3 and (word[:2] in ("سي", "ست", "سن") or (word[0] in "يت" and word[-2:] in ("ون", "وا", "ها")))


def _feminine_adjective(head: Noun, word: str, closed: bool) -> bool:
    return not closed and head.gender == "f" and word.endswith("ه") and len(word) > 4


def _closing(words: list[str], opening: int, end: int) -> int:
    """The token that closes a quoted name, or -1 where the quotation is no name."""
    for k in range(opening + 1, min(end, opening + NAME_LENGTH + 3)):
        if words[k] in CLOSING or (words[k] in STRAIGHT and k > opening + 1):
            return k
    return -1


def mentions_in(tokens: Tokens, start: int, end: int, places: PlaceReader, known: dict[str, int]) -> list[Mention]:
    """Every naming phrase of tokens `[start, end)`, in order; `known` are bare names that the report has introduced."""
    words = tokens.words
    found: list[Mention] = []
    lexicon = LEXICON
    i = start
    while i < end:
        word = words[i]
        noun = lexicon[word]
        flags = noun.flags
        if flags == _STOP:
            i += 1
        elif flags & _HEADS:
            i = _headed(words, i, end, noun, places, known, found, start)
        elif word in QUOTES:
            i = _quoted(words, i, end, known, found, start)
        elif (stop := places(words, i, end)) > i:
            found.append(_mention(words, i, stop, _place(words, i, stop), found, start))
            i = stop
        else:
            if known and (word in known or word[1:] in known):
                _known_name(words, i, known, found, start)
            i += 1
    return found


def _headed(
    words: list[str],
    i: int,
    end: int,
    noun: Noun,
    places: PlaceReader,
    known: dict[str, int],
    found: list[Mention],
    start: int,
) -> int:
    """Take the phrase that a listed noun opens; the token after it."""
    stop = 0 if noun.flags & _OPENING else places(words, i, end)
    if stop > i:
        head = _place(words, i, stop)._replace(flags=noun.flags | Names.PLACE)
    else:
        stop = _phrase(words, i, end)
        head = _head(words, i, stop)
    if head.flags & QUALIFYING and stop == i + 1 and head.number == "s" and not noun.conjunction:
        head = head._replace(flags=_alone(words, i, head))
    if head.flags & _NAMING_OR_NISBA:
        found.append(_mention(words, i, stop, head, found, start))
        _introduce(words, i, stop, head, known)
    return stop


def _quoted(words: list[str], i: int, end: int, known: dict[str, int], found: list[Mention], start: int) -> int:
    """Take a name in quotation marks that opens with a listed noun or is known already; the token after it."""
    closing = _closing(words, i, end)
    if closing <= i + 1:
        return i + 1
    inner = LEXICON[words[i + 1]]
    if not inner.flags and words[i + 1] in known:
        inner = inner._replace(flags=known[words[i + 1]], definite=True)
    if not inner.flags & NAMING:
        return i + 1
    stop = max(closing + 1, _phrase(words, i, end))
    found.append(_mention(words, i, stop, inner, found, start))
    return stop


def _introduce(words: list[str], i: int, stop: int, head: Noun, known: dict[str, int]) -> None:
    """Keep the surname of a titled person, and the quoted name of a group, for the rest of the report."""
    last = words[stop - 1]
    if last in CLOSING or last in STRAIGHT:
        name = words[stop - 2]
        if stop - 2 > i and name[0].isalpha() and not LEXICON[name].flags and head.flags & (ACTING & ~Names.STATE):
            known[name] = head.flags & ACTING
        return
    if not head.flags & Names.PERSON or stop - i < 2 or len(last) < 3 or not last[0].isalpha() or LEXICON[last].flags:
        return
    if not last.startswith("ال") or not LEXICON[words[stop - 2]].flags:
        known[last] = Names.PERSON


def _alone(words: list[str], i: int, head: Noun) -> int:
    """The classes of a word that may be an adjective: after a noun of its own definiteness it is one."""
    before = words[i - 1] if i else "."
    noun = LEXICON[before]
    alike = before[0].isalpha() and not noun.flags & _STOP and noun.definite == head.definite
    described = alike or (head.definite and before.startswith(("ال", "وال", "بال", "لل")))
    return head.flags & Names.NISBA if described else head.flags


def _head(words: list[str], i: int, stop: int) -> Noun:
    """The noun that gives a phrase its class: past counting words, directions and `من`."""
    first = LEXICON[words[i]]
    for k in range(i, stop):
        noun = LEXICON[words[k]]
        if noun.flags & NAMING and not noun.flags & _SKIPPED:
            if noun.flags & Names.DIRECTION:
                return first._replace(flags=noun.flags | Names.PLACE)
            return first._replace(flags=noun.flags, gender=noun.gender, number=noun.number, definite=noun.definite)
    return first


def _place(words: list[str], i: int, stop: int) -> Noun:
    """A name of the gazetteer as a noun, with what is fused to its first word told apart."""
    word, rest = words[i], words[i + 1 : stop]
    noun = Noun(Names.PLACE, "f", "s", False, "", 0, True, "")
    if word[0] not in "وفبلك" or places_named(" ".join((word, *rest))):
        return noun
    conjunction = word[0] in "وف"
    at = 1 if conjunction else 0
    if word[at : at + 2] == "لل":
        return noun._replace(conjunction=conjunction, preposition="ل", lead=at)
    for lead in (at, at + 1):
        if lead and places_named(" ".join((word[lead:], *rest))):
            preposition = word[at] if lead > at else ""
            return noun._replace(conjunction=conjunction, preposition=preposition, lead=lead)
    return noun


def _known_name(words: list[str], i: int, known: dict[str, int], found: list[Mention], start: int) -> None:
    """Take a bare name that the report has introduced with its title or its kind."""
    word = words[i]
    lead = 0 if word in known else 1
    if lead and word[0] not in "وفلب":
        return
    flags = known[word[lead:]]
    preposition = word[0] if lead and word[0] in "لب" else ""
    joined = bool(lead) and not preposition
    noun = Noun(flags, "m" if flags & Names.PERSON else "f", "s", joined, preposition, lead, True, "")
    found.append(_mention(words, i, i + 1, noun, found, start))


def _mention(words: list[str], i: int, stop: int, head: Noun, found: list[Mention], floor: int) -> Mention:
    preposition = head.preposition
    before = words[i - 1] if i > floor else ""
    joined = False
    if not preposition:
        if i - 1 > floor and (words[i - 2].lstrip("وف") or words[i - 2], before) in AGENT:
            preposition = "agent"
        elif i - 1 > floor and (words[i - 2], before) in TOUCHING:
            preposition = TOUCHING[words[i - 2], before]
        elif before == "بواسطه":
            preposition = "agent"
        else:
            preposition = PREPOSITIONS.get(before, "")
    if found and (head.conjunction or before in ("و", "او")) and not preposition:
        last = found[-1]
        gap = i - last.end
        if gap <= 1 + (before in ("و", "او")) and _alike(last.flags, head.flags):
            joined, preposition = True, last.preposition
    return Mention(i, stop, head.lead, head.flags, head.gender, head.number, head.definite, preposition, joined)


def _alike(left: int, right: int) -> bool:
    place = Names.PLACE | Names.DIRECTION
    acting = ACTING | Names.NISBA
    return bool((left & acting and right & acting) or (left & place and right & place) or left & right)
