"""Where a naming phrase begins and ends, and what it names, over folded tokens."""

from typing import Final

from hudna.extract.tokens import CLOSING, NAME_LENGTH, OPENING, STRAIGHT, Tokens
from hudna.rules.control import CONTROL
from hudna.rules.events import lexicon, light_verbs
from hudna.rules.frames import RULES
from hudna.rules.nouns import ACTING, LEXICON, NAMING, QUALIFYING, Names, Noun
from hudna.rules.place_words import place_words
from hudna.rules.places import longest_place, opens_place, places
from hudna.rules.reporting import reporting_words
from hudna.rules.shapes import is_verbal_noun

_TITLED: Final = Names.PERSON | Names.WITH_NAME
_NAMED: Final = Names.FORCE | Names.GROUP | Names.PLACE | Names.INSTITUTION | Names.FIGHTERS | Names.DIRECTION
_BODIES: Final = Names.FORCE | Names.GROUP | Names.INSTITUTION
_SITED: Final = Names.PLACE | Names.DIRECTION
_PARTITIVE: Final = Names.QUANTITY | Names.FIGHTERS | Names.PEOPLE | Names.PERSON | Names.FORCE | Names.GROUP
_SKIPPED: Final = Names.QUANTITY
_STOP: Final = Names.STOP
_MANY: Final = Names.FIGHTERS | Names.PEOPLE | Names.PERSON
_PREPOSITIONS: Final = frozenset(RULES.prepositions)
_WIDE: Final = 14
_TENTH: Final = ("باست", "لاست")
"""How a verbal noun of the tenth form begins that has a preposition fused to it: no name does."""
_AFFAIRS: Final = frozenset({"للشوون", "للشئون", "لشوون", "لشئون"})
"""Begin what an office is for (`المساعد للشؤون الإنسانية`)."""
_TIMES: Final = frozenset(
    {"الشهر", "الاسبوع", "الايام", "الاشهر", "الاسابيع", "السنه", "الليله"}
    | {"ليلا", "صباحا", "فجرا", "ظهرا", "عصرا", "نهارا", "يوميا", "حاليا", "لاحقا", "و"}
)
"""Times that a phrase does not run over, though they end or begin like an adjective or a name; and a lone `و`."""
_WITH_OBJECT: Final = ("تها", "تهم", "وها", "وهم")
"""How a verb with a pronoun for its object ends (`سفينة استأجرتها`)."""
OFFICES: Final = frozenset({"رييس", "رييسه", "وزير", "وزيره", "ملك", "عاهل", "امير", "مستشاره"})
"""Of two such side by side, a name behind the first, the second is another's (`استقبل الرئيس س وزير الدفاع`)."""
STIPULATING: Final = RULES.words["stipulating"]
_DERIVED: Final = ("تت", "يت", "يست", "تست")
"""How presents of the derived forms begin, and no name (`تتطلب`, `يستعد`)."""
_PROPER: Final = frozenset({"داعش", "حماس", "طالبان", "قسد"})
"""Groups whose bare name is definite: no genitive follows (`احتلال داعش | قضاء س`)."""
_FIGHTING: Final = "المقاتله"
"""After a force it is its adjective, and no plane."""
ALI: Final = "علي"
"""The name, spelled in the fold like the preposition."""
COUNTERPARTS: Final = RULES.words["counterparts"]
GIVEN_NAMES: Final = reporting_words().given_names
_BEARINGS: Final = frozenset(word for word in place_words().direction if not word.startswith("ال"))
_BACK: Final = frozenset(place_words().back)
_PARTS: Final = RULES.words["name_parts"]
_ATLANTIC: Final = "الاطلسي"
_LONG: Final = 5
_FULL: Final = 3
"""So many names make a full one: a definite word after them is none (`محمد علي حسن | العمليات`)."""


def noun_phrase(tokens: Tokens, i: int, end: int) -> int:
    """The token after the naming phrase that begins at token `i`; never past `end`, at least `i + 1`."""
    return phrase_end(tokens.words, i, min(end, i + _WIDE))


def phrase_end(words: list[str], i: int, end: int) -> int:
    """The token after the naming phrase that begins at token `i`, over folded words."""
    head = LEXICON[words[i]]
    j = i + 1
    if words[i] in OPENING or words[i] in STRAIGHT:
        closing = closing_of(words, i, end)
        return closing + 1 if closing > i else j
    while j < end and head.flags & _SKIPPED and not head.flags & Names.PLACE:
        nxt = LEXICON[words[j]]
        if words[j] == "من" and j + 1 < end and LEXICON[words[j + 1]].flags & NAMING:
            return phrase_end(words, j + 1, end)
        if not (nxt.flags & (NAMING | _SKIPPED)) or nxt.preposition or nxt.conjunction:
            break
        head = nxt
        j += 1
    closed = head.definite or bool(head.suffix) or bool(head.flags & Names.STATE)
    closed = closed or words[j - 1][head.lead :] in _PROPER
    named = 0
    while j < end:
        word = words[j]
        if word in OPENING or word in STRAIGHT:
            closing = closing_of(words, j, end)
            placed = closed and head.flags & (Names.PLACE | Names.STATE)
            if closing < 0 or placed or _says(words[j + 1]):
                break
            j, closed, named = closing + 1, True, 1
            continue
        if not word[0].isalpha():
            break
        whole = _whole_name(words, j, end) if head.flags & _SITED and not closed else j
        if whole > j:
            j, closed, named = whole, True, 1
            continue
        noun = LEXICON[word]
        if named and word in OFFICES and words[i].removeprefix("ال") in OFFICES:
            break
        if not closed and head.flags & _BODIES and j + 1 < end and _charged(words, j):
            j, closed, named = j + 2, True, 1
            continue
        taken = _taken(words, j, end, head, noun, closed, named)
        if not taken or (word in COUNTERPARTS and head.flags & Names.PERSON):
            break
        if word[:2] == "ال" or noun.suffix or not noun.flags or word in _PROPER:
            closed = True
        elif head.flags & Names.PERSON and noun.flags & Names.PERSON:
            closed = False
        if not noun.flags:
            named += 1
        j += taken
    return j


def _charged(words: list[str], j: int) -> bool:
    """Whether a verbal noun with its object stands at `j`, after which a body is called (`قوات | حفظ السلام`)."""
    word, after = words[j], words[j + 1]
    return not LEXICON[word].flags and not LEXICON[after].flags and after.startswith("ال") and is_verbal_noun(word)


def _whole_name(words: list[str], j: int, end: int) -> int:
    """The token after the name of a place that begins at `j`, where it is longer than a word or an ordinary word; else `j`."""
    word = words[j]
    if word in _PARTS and j + 1 < end and words[j + 1][0].isalpha() and not LEXICON[words[j + 1]].flags:
        return j + 2
    if word[0] in "وفبلك" or not opens_place(word):
        return j
    whole = longest_place(words, j, end)
    return whole if whole > j + 1 or (whole > j and LEXICON[word].flags & _STOP) else j


def _taken(words: list[str], j: int, end: int, head: Noun, noun: Noun, closed: bool, named: int) -> int:
    """How many tokens from `j` still belong to the phrase of `head`."""
    flags, word = noun.flags, words[j]
    if word == "من":
        inner = LEXICON[words[j + 1]] if j + 1 < end else None
        return 2 if inner and not closed and head.flags & _PARTITIVE and inner.flags & ACTING and inner.definite else 0
    if word == ALI and j + 1 < end and _given(words[j + 1]):
        if head.flags & Names.PERSON:
            return 1
        if any(LEXICON[w].flags & Names.PERSON for w in words[max(0, j - 2) : j]):
            stop = j + 2 + bool(LEXICON[words[j + 1]].flags & Names.WITH_NAME)
            named_on = stop < end and words[stop][0].isalpha() and not LEXICON[words[stop]].flags
            return stop - j + named_on
    if word in ("باسم", "بلسان"):
        return 2 if head.flags & Names.PERSON and j + 1 < end else 0
    if word in ("الي", "لدي") and head.flags & Names.PERSON and not named and j + 1 < end:
        return 2 if LEXICON[words[j + 1]].flags & (Names.STATE | Names.PLACE) else 0
    if word in _AFFAIRS and head.flags & Names.PERSON and not named:
        return min(2, end - j)
    if word == "في":
        inner = LEXICON[words[j + 1]] if j + 1 < end else None
        return 2 if inner and head.flags & Names.PERSON and not named and inner.flags & Names.INSTITUTION else 0
    if (
        (flags & _STOP and not noun.definite)
        or word in _TIMES
        or (not flags and len(word) > 4 and word.endswith(("ها", "هما")))
        or noun.conjunction
        or (not flags and (word in _PREPOSITIONS or (_led(word) and not _begins_so(words[j - 1], word, head))))
        or (not flags and not head.flags & Names.PLACE and _aims(word))
    ):
        return 0
    if noun.preposition:
        before = LEXICON[words[j - 1]]
        tied = before.flags & Names.BACKED or (noun.definite and head.flags & Names.PERSON and word.startswith("لل"))
        return 1 if tied and noun.preposition in "ل" else 0
    if word.startswith("ال"):
        if not closed:
            return 0 if _sound_plural(words[j - 1], head) or _indefinite_adjective(words[j - 1]) else 1
        if head.flags & Names.PERSON and head.number == "s" and noun.number == "p" and word.endswith(("ين", "ون")):
            return 0  # طالب الوزير | المسلحين
        if head.flags & _TITLED:
            if LEXICON[words[j - 1]].flags & Names.WITH_NAME:
                return 1
            if word.endswith("يه") and flags & QUALIFYING and head.gender == "m" and not LEXICON[words[j - 1]].flags:
                return 0
            surname = not flags & NAMING and (flags or (named < _FULL and not (named and word.endswith("ات"))))
            return 1 if surname or flags & (_TITLED | QUALIFYING) else 0
        if word == _FIGHTING and head.gender == "f":
            return 1
        if flags & QUALIFYING or _national(words[j - 1], flags, word):
            return 0 if named and flags & Names.BACKED and head.flags & Names.PLACE else 1
        if flags & Names.STATE and head.flags & Names.PLACE and head.definite and head.gender == "f":
            return 1 if word.endswith("يه") else 0
        return 1 if not flags & NAMING and _adjectival(words, j, head, word) else 0
    if word in _BEARINGS and j + 1 < end and _says_where(words, j, head):
        return 0
    if flags & QUALIFYING:
        return 0 if flags & Names.BACKED and (head.definite or words[j - 1].startswith("ال")) else 1
    if flags & NAMING:
        if (flags & Names.DIRECTION and _sound_plural(words[j - 1], head)) or _indefinite_adjective(words[j - 1]):
            return 0
        return 1 if not closed or (head.flags & _TITLED and flags & _TITLED and not noun.suffix) else 0
    if flags & Names.WITH_NAME:
        return 1
    if flags:
        return 0
    if head.number == "d" and word.endswith("ا") and head is LEXICON[words[j - 1]] and word not in GIVEN_NAMES:
        return 0  # إن الرئيسين | ناقشا: a verb of two
    if closed and _his_name(words, j):
        return 1
    if head.flags & _TITLED:
        return 1 if named < 4 and not verbal(word) else 0
    if _feminine_adjective(head, word, closed):
        return 1
    if _sound_plural(words[j - 1], head):
        return 0
    if head.flags & Names.FIGHTERS and head.number == "s" and head.gender:
        return 0
    name = not verbal(word) or (word[:2] == "سن" and bool(head.flags & Names.PLACE))
    return 1 if not closed and head.flags & _NAMED and named < 2 and name else 0


def _his_name(words: list[str], j: int) -> bool:
    """Whether the word at `j` is of the name of him whom a force stands by (`القوات الموالية للرئيس | عبدربه منصور`)."""
    k = j
    while k > j - _FULL and not LEXICON[words[k - 1]].flags:
        k -= 1
    title = LEXICON[words[k - 1]]
    return (
        bool(title.flags & Names.PERSON)
        and title.preposition == "ل"
        and words[k] in GIVEN_NAMES
        and not verbal(words[j])
    )


def _says_where(words: list[str], j: int, head: Noun) -> bool:
    """Whether a bearing says where what was named lies and is no part of its name (`محافظة لحج | جنوبي اليمن`)."""
    if words[j + 1] == _ATLANTIC:
        return False
    placed = head.flags & Names.PLACE and words[j - 1] not in _BEARINGS and _sited(words[j + 1])
    return bool(head.flags & (Names.FORCE | Names.GROUP) or placed)


def _sited(word: str) -> bool:
    """Whether a place can begin at a word, past another bearing (`شمال غربي المدينة`)."""
    return (
        word in _BEARINGS
        or word in _BACK
        or opens_place(word)
        or bool(LEXICON[word].flags & (Names.PLACE | Names.STATE))
    )


def _given(word: str) -> bool:
    """Whether a name goes on with this word (`علي عبد الله`)."""
    return word in GIVEN_NAMES or bool(LEXICON[word].flags & Names.WITH_NAME)


def _says(word: str) -> bool:
    """Whether the first word of a quotation shows that it is no name (`القوات «لن تنسحب»`)."""
    noun = LEXICON[word]
    return bool(noun.flags & _STOP and not noun.definite) or verbal(word)


def _sound_plural(word: str, head: Noun) -> bool:
    """Whether a word is a plural in -un or -in, which no genitive can follow (`مسلحون | القافلة`)."""
    dual = head.number == "d" and word.endswith(("ان", "ين"))
    return (dual or (word.endswith(("ون", "ين")) and head.number == "p")) and bool(head.flags & _MANY)


def _indefinite_adjective(word: str) -> bool:
    """Whether a word ends an indefinite phrase, so that what follows with the article is another (`مدرعات تركية | الحدود`)."""
    noun = LEXICON[word]
    return (
        bool(noun.flags & Names.NISBA) and not noun.definite and noun.flags & _NAMED == 0 and word.endswith(("ه", "ي"))
    )


def _adjectival(words: list[str], j: int, head: Noun, word: str) -> bool:
    """Whether a definite word of no row agrees with the head or with the word before it."""
    if word.endswith("ي") and places(word) and not head.flags & Names.PLACE:
        return False  # وتحاصر قوات النظام | الزبداني
    if head.flags & Names.STATE and head.gender == "f":
        return word.endswith("ه")
    if head.flags & Names.PLACE and word.endswith(("اء", "ي", "ه")):
        return True
    if head.flags & (Names.PLACE | Names.STRUCTURE) and head.definite and head.gender == "m" and head.number == "s":
        return head is LEXICON[words[j - 1]]
    if head.gender == "f" or words[j - 1].endswith("ه"):
        return word.endswith("ه") or (word.endswith("ي") and not words[j - 1].endswith("ه"))
    return word.endswith(("ي", "ين", "ون")) and not word.endswith("تين")


def _aims(word: str) -> bool:
    """Whether a word is a verbal noun with `ب` or `ل` fused to it (`قوة | لمساعدتهم`)."""
    return word[0] in "بل" and len(word) > 4 and is_verbal_noun(word[1:])


def _national(before: str, flags: int, word: str) -> bool:
    """Whether a state's name that is spelled like its feminine adjective describes the noun before it (`القوات السعودية`)."""
    return bool(flags & Names.STATE) and word.endswith("يه") and before.endswith(("ه", "ات", "ي", "حدود"))


def _led(word: str) -> bool:
    """Whether a word of no row has a conjunction or a preposition fused to it."""
    return (
        word[:3] in ("بال", "وال", "فال", "كال")
        or word[:2] == "لل"
        or word[:4] in _TENTH
        or (word[0] == "و" and len(word) > 3)
    )


def _begins_so(before: str, word: str, head: Noun) -> bool:
    """Whether a `و` right after an indefinite word for a place is a name's own first letter (`منطقة وادعان`)."""
    placed = head.flags & Names.PLACE and head.number == "s" and head is LEXICON[before]
    bare = word[0] == "و" and word[1:3] != "ال" and not word.endswith("ه") and not LEXICON[word[1:]].flags
    return bool(placed) and bare and not head.definite and not head.suffix and not opens_place(word[1:])


def verbal(word: str) -> bool:
    """Whether a word of no row has the shape of a verb rather than of a name."""
    if word in STIPULATING:
        return True
    if len(word) < 4:
        return False
    control = CONTROL.get(word)
    if control is not None and (control.finite or len(word) > _LONG):
        return True  # also `مواصلة`, `استعداد`: what is said, and no name
    if word.endswith(_WITH_OBJECT) or light_verbs()[word] is not None:
        return True
    told = lexicon()[word] if len(word) > _LONG else ()
    if told and all(sense.word_class == "verb" for sense in told):
        return True
    if len(word) >= _LONG and word.startswith(_DERIVED):
        return True
    finite = word[0] in "يت" and word[-2:] in ("ون", "وا", "ها")
    return word[:2] in ("سي", "ست", "سن") or finite or (word[0] == "ي" and word[-2:] == "ان")


def _feminine_adjective(head: Noun, word: str, closed: bool) -> bool:
    return not closed and head.gender == "f" and word.endswith("ه") and len(word) > 4


def closing_of(words: list[str], opening: int, end: int) -> int:
    """The token that closes a quoted name, or -1 where the quotation is no name."""
    for k in range(opening + 1, min(end, opening + NAME_LENGTH + 3)):
        if words[k] in CLOSING or (words[k] in STRAIGHT and k > opening + 1):
            return k
    return -1
