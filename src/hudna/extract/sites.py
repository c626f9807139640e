"""Whether a naming phrase can say where an event is: what it names, and how it is tied to the trigger."""

from typing import Final

from hudna.extract.mentions import Mention
from hudna.extract.stated import Trigger
from hudna.extract.subjects import RELATIVES, Around
from hudna.extract.tokens import QUOTES
from hudna.rules.frames import RULES
from hudna.rules.nouns import ACTING, ARMED, LEXICON, SIDES, Names, Noun, bare_name
from hudna.rules.place_words import place_words
from hudna.rules.places import places

PLACE: Final = Names.PLACE | Names.DIRECTION
SITED: Final = PLACE | Names.STATE | Names.STRUCTURE
_DIRECTION: Final = Names.DIRECTION
_PEOPLED: Final = Names.FIGHTERS | Names.GROUP | Names.PEOPLE | Names.PERSON | Names.FORCE | Names.PARTY | Names.NISBA
LOCATING: Final = frozenset({"في", "ب", "من", "الي", "علي", "ل", "عبر"})
WITHIN: Final = frozenset({"في", "ب"})
AROUND: Final = "حول"
POST: Final = "position."
"""Posts lie around a place (`إخلاء نقاط حول البلدة`)."""
LEFT: Final = frozenset(
    {"force.withdraw", "force.pressure", "position.evacuate", "position.besiege", "zone.exclude", "displacement.flee"}
)
"""Events that take somebody from a place, or lift something `عن` it."""
UNPLACED: Final = ("agreement.", "ceasefire.", "contact.mediate", "contact.talk")
"""Events that are rarely located by what stands before them, or far after them."""
OF_PLACES: Final = ("violence.seize", "position.", "access.", "zone.secure")
"""Events whose object is a place."""
STILL: Final = frozenset({"violence.kill", "violence.injure", "aid.block"})
"""Events that lead nowhere."""
SPOKEN: Final = ("contact.meet", "contact.call", "contact.talk", "agreement.")
TOPICS: Final = RULES.words["topics"]
"""What is talked about: the place after it is where that is, not where they talk."""
FOUGHT: Final = ("violence.", "force.", "position.")
"""Events that are on a front."""
FROM_AFAR: Final = frozenset({"violence.shell", "violence.air"})
HIT: Final = frozenset({"violence.shell", "violence.air", "violence.attack", "violence.kill", "violence.injure"})
MADE: Final = frozenset({"zone.establish", "position.establish"})
"""Events whose object is itself a place that was not there before."""
WITNESSING: Final = RULES.words["witnessing"]
NOWHERE: Final = RULES.words["nowhere"]
HELD: Final = RULES.words["held"]
OBJECTIVE: Final = RULES.words["objective"]
SIDES_OF: Final = frozenset(place_words().direction)
"""Directions, which say where without a preposition: `شرق المدينة`."""
STRIKING: Final = RULES.words["striking"]
REIGNING: Final = RULES.words["reigning"]
THERE: Final = RULES.words["there"]
PARTY_NAMES: Final = RULES.words["party_names"]
ENTERING: Final = RULES.words["entering"]
VISIT: Final = ("زيار", "جول")
DURING: Final = frozenset({"خلال", "اثناء"})
COMING: Final = RULES.words["coming"]
ANY: Final = frozenset({"اي", "ايه"})
VAGUE: Final = frozenset({"امداد", "امدادات", "امداداتهم", "امدادهم", "تموين", "متفرقه", "متعدده"})
"""Last words of what is no answer to where: lines of supply, scattered places (`قطع خطوط الإمداد`, `في مناطق متفرقة`)."""
MET: Final = ("displacement.return", "contact.")
"""Events that are where they lead, not where they come from."""
TREATED: Final = frozenset({"violence.kill", "violence.injure"})
WARDS: Final = RULES.words["wards"]
"""Where the dead and wounded are brought, not where they were hit."""
FIELD: Final = "ميدان"
HONOUR: Final = RULES.words["honour"]
SUMMIT: Final = "قمه"
BASE: Final = "القاعده"
LANDS: Final = frozenset({"شبه", "جزيره", "بلاد"})
"""How the lands begin that branches of one group are named after (`القاعدة في جزيرة العرب`)."""
COMMON: Final = RULES.words["no_names"]
INSIDE: Final = "داخل"
AMID: Final = frozenset({"وسط", "قلب"})
NEAR: Final = 3
FAR: Final = 16
BARE: Final = 9
"""How far an object without a preposition may stand after a verb of violence."""


def entered(words: list[str], mention: Mention) -> bool:
    """Whether a place or a state is the object of an entering (`من دخول المدينة`): where that leads, and nobody who acts."""
    sited = mention.flags & (PLACE | Names.STATE) and not mention.preposition
    return bool(sited) and mention.start > 0 and words[mention.start - 1] in ENTERING


def is_named(words: list[str], mention: Mention) -> bool:
    """Whether the phrase has a name in it: a word of no row, or one place of its kind (`المطار`)."""
    if not mention.flags & Names.PLACE and mention.flags & Names.STATE:
        return True
    first = words[mention.start][mention.lead :]
    if mention.end == mention.start + 1 and first in NOWHERE:
        return False
    head = LEXICON[words[mention.start]]
    for k in range(mention.start, mention.end):
        noun = LEXICON[words[k]]
        if words[k] in QUOTES:
            return first not in HELD
        if noun.flags & ARMED and k > mention.start and first in HELD:
            return False
        if noun.flags & Names.NISBA and k > mention.start and bare_name(words[k]) in SIDES:
            return True
        unknown = not noun.flags and (k == mention.start or words[k] not in COMMON)
        if noun.flags & Names.STATE or (unknown and not (k > mention.start and _described(words, k, head))):
            return True
    return mention.number == "s" and (mention.definite or words[mention.end - 1] in COMMON)


def _described(words: list[str], k: int, head: Noun) -> bool:
    """Whether a word of no row in a place phrase is an adjective of it (`قرية صغيرة`) and no name (`قرية زركلة`)."""
    word = words[k]
    if not word.endswith("ه") or word.startswith("ال") != head.definite or places(word):
        return False
    before = LEXICON[words[k - 1]]
    if before.gender == "m" and before.number == "s":
        return False
    return (
        word.startswith("ال")
        or word.startswith("م")
        or word[1:2] == "ا"
        or word[-3:-1].startswith("ي")
        or word.endswith("يه")
    )


def locates(around: Around, trigger: Trigger, mention: Mention) -> bool:
    """Whether a mention can say where the event of the trigger is."""
    words, flags, preposition = around.words, mention.flags, mention.preposition
    if _held_place(around, trigger, mention):
        return True
    if _elsewhere(words, trigger, mention):
        return False
    if flags & Names.STATE and not flags & Names.PLACE:
        near = preposition in ("في", "ب", "الي", "من") or (preposition == "علي" and trigger.action in FROM_AFAR)
        near = near or (trigger.action == "zone.exclude" and entered(words, mention))
        return near or _visited(around, trigger, mention)
    if flags & Names.STRUCTURE and trigger.action in HIT and preposition in ("علي", "الي") and mention.number == "s":
        return mention.end > mention.start + 1 and is_named(words, mention)
    if flags & Names.STRUCTURE and (preposition == "في" or words[mention.start - 1] == INSIDE):
        return is_named(words, mention)
    if not flags & PLACE or flags & Names.PARTY or _no_place(words, trigger, mention):
        return False
    if not preposition and words[mention.start] in SIDES_OF and mention.end > mention.start + 1:
        return 0 < mention.start - trigger.token <= BARE
    if preposition == "بين":
        return trigger.action.startswith(("access.", "zone.", "aid.block", "position.besiege")) and is_named(
            words, mention
        )
    loose = trigger.action.startswith(UNPLACED)
    if not preposition and trigger.action in MADE and not mention.definite:
        return False
    if not preposition and not flags & ACTING & ~Names.STATE and _witnesses(words, mention):
        return True
    if preposition:
        near = preposition in (WITHIN if loose else LOCATING) or (preposition == "عن" and trigger.action in LEFT)
        near = near or (preposition == AROUND and trigger.action.startswith(POST))
        return near and not _unnamed_target(around, trigger, mention)
    if trigger.word_class == "noun" and _struck(words, trigger, mention):
        return True
    if loose:
        return _reigns(words, trigger, mention)
    if flags & ACTING:
        beside = trigger.word_class == "noun" and mention.start == trigger.token + 1
        return bool(flags & Names.STATE) and (beside or _visited(around, trigger, mention))
    return _beside(around, trigger, mention) and not _unnamed_target(around, trigger, mention)


def _elsewhere(words: list[str], trigger: Trigger, mention: Mention) -> bool:
    """Whether a place can be no answer for this kind of event, by its own word or by the preposition before it."""
    first, preposition, action = (
        words[mention.start][mention.lead :].removeprefix("ال"),
        mention.preposition,
        trigger.action,
    )
    if first in ANY or (preposition == "من" and action.startswith(MET)):
        return True
    if mention.end > mention.start + 1 and words[mention.end - 1].removeprefix("ال") in VAGUE:
        return True
    if action == "detainee.arrest" and preposition == "من" and LEXICON[words[mention.start - 2]].flags & _PEOPLED:
        return True  # احتجزوا مئة معتقل من المحافظات
    if preposition == "الي" and action in STILL:
        return True
    if action.startswith(SPOKEN) and any(
        w.lstrip("و") in TOPICS for w in words[max(0, mention.start - 4) : mention.start]
    ):
        return True
    if preposition == "من" and mention.start > 1 and words[mention.start - 2] in COMING:
        return True
    if action.startswith("contact."):
        return first == SUMMIT
    if action in LEFT and mention.number == "p" and preposition in ("من", "عن"):
        return words[mention.end - 1] in NOWHERE and words[mention.start] not in THERE
    if action in TREATED:
        return first in WARDS or (first == FIELD and words[mention.end - 1] in HONOUR)
    if preposition or mention.flags & Names.STATE:
        return False
    return action == "force.pressure" or (
        action.startswith("position.") and mention.number == "p" and not is_named(words, mention)
    )


def _held_place(around: Around, trigger: Trigger, mention: Mention) -> bool:
    """Whether a building, a body's seat or a country is what is taken, besieged, opened or guarded: right after the trigger."""
    if not trigger.action.startswith(OF_PLACES) or mention.flags & _PEOPLED:
        return False
    seized = trigger.action == "violence.seize"
    if not mention.flags & (SITED | Names.INSTITUTION) or (mention.flags & Names.INSTITUTION and not seized):
        return False
    if mention.end == mention.start + 1 and (not mention.definite or LEXICON[around.words[mention.start]].suffix):
        return (
            mention.flags & Names.STATE > 0
            and not mention.preposition
            and seized
            and _taken_back(around, trigger, mention)
        )
    gap = mention.start - trigger.token
    if mention.preposition == "علي":
        return seized and 0 < gap <= FAR and not mention.flags & Names.STATE
    if mention.preposition or not 0 < gap <= NEAR:
        return False
    if _taken_back(around, trigger, mention):
        return True
    return not seized and bool(mention.flags & Names.STRUCTURE) and mention.definite


def _taken_back(around: Around, trigger: Trigger, mention: Mention) -> bool:
    """Whether a mention is the genitive of a verbal noun that is done to its genitive (`استعادة البلاد`)."""
    noun = trigger.word_class != "verb" and _bare(around.words[trigger.token]) in OBJECTIVE
    return noun and mention.start == trigger.token + 1


def _bare(word: str) -> str:
    """A verbal noun without what is fused in front of it."""
    for lead in ("", "و", "ب", "ل", "وب", "ول"):
        if word.startswith(lead) and word[len(lead) :].removeprefix("ال") in OBJECTIVE:
            return word[len(lead) :].removeprefix("ال")
    return word


def _witnesses(words: list[str], mention: Mention) -> bool:
    """Whether a place is the subject of the relative clause in which it saw what happened (`المعارك التي تشهدها البلدة`)."""
    before = words[mention.start - 1].lstrip("وف") if mention.start else ""
    return before.removesuffix("ها").removesuffix("ه") in WITNESSING and words[mention.start - 2] in RELATIVES


def _struck(words: list[str], trigger: Trigger, mention: Mention) -> bool:
    """Whether a place is the object of the verb that says where a strike went (`غارة استهدفت البلدة`)."""
    struck = trigger.action.startswith("violence.") and words[mention.start - 1].lstrip("وف") in STRIKING
    return struck and mention.number == "s" and is_named(words, mention)


def _reigns(words: list[str], trigger: Trigger, mention: Mention) -> bool:
    """Whether a place is where calm reigns (`ساد الهدوء المدينة`)."""
    beside = mention.start == trigger.token + 1 and trigger.token > 0
    return beside and words[trigger.token - 1].lstrip("وف") in REIGNING


def _no_place(words: list[str], trigger: Trigger, mention: Mention) -> bool:
    """A bare direction, an unnamed place with `ل`, a group that is called like a place, a quoted name after `ل`."""
    first = LEXICON[words[mention.start]].flags
    if mention.end == mention.start + 1 and first & (Names.PLACE | _DIRECTION) == _DIRECTION:
        return True
    if mention.end > mention.start + 1 and words[mention.end - 2] in AMID:
        second = LEXICON[words[mention.end - 1]]
        if not second.definite and not second.flags & (PLACE | Names.STATE) and not places(words[mention.end - 1]):
            return True
    many = mention.number == "p" and not mention.definite
    if mention.preposition == "ل" and (
        many or words[mention.end - 1].endswith(BASE[1:]) or not is_named(words, mention)
    ):
        return True
    if words[mention.start] in LANDS and mention.start > 1 and words[mention.start - 2].endswith(BASE):
        return True
    if mention.flags & Names.GROUP and not front(words, mention):
        return mention.preposition not in WITHIN or _called_so(words, mention)
    if mention.flags & Names.GROUP and mention.preposition not in WITHIN:
        return not trigger.action.startswith(FOUGHT)
    return words[mention.start - 1] == "ل" and words[mention.start] in QUOTES


def front(words: list[str], mention: Mention) -> bool:
    """Whether what is called like a group is named after a place (`جبهة المدينة`): then it is one itself."""
    if not mention.flags & Names.PLACE or mention.end < mention.start + 2:
        return False
    second = words[mention.start + 1]
    return bool(LEXICON[second].flags & PLACE) or bool(places(second))


def _called_so(words: list[str], mention: Mention) -> bool:
    """Whether what may be a group or a place has the name of a group (`جبهة النصرة`)."""
    return mention.end > mention.start + 1 and words[mention.start + 1] in PARTY_NAMES


def _visited(around: Around, trigger: Trigger, mention: Mention) -> bool:
    """A country or capital right after a visit, or after who pays it."""
    words = around.words
    visit = trigger.action == "contact.meet" and mention.preposition in ("", "ل")
    if visit and words[mention.start - 1].startswith(VISIT) and words[mention.start - 2] in DURING:
        return True
    if not visit or trigger.word_class != "verb":
        return visit and 0 < mention.start - trigger.token <= 2
    beside = any(m.end == mention.start and m.flags & Names.PERSON for m in around.mentions)
    return 0 < mention.start - trigger.token <= (FAR if beside else NEAR)


def _between_commas(words: list[str], trigger: Trigger, mention: Mention) -> int:
    """How many tokens between commas stand before the object of a verb about a place (`أخلى الجيش، قبل أيام، نقطته`)."""
    if trigger.word_class != "verb" or not trigger.action.startswith(OF_PLACES) or words[mention.start - 1] != "،":
        return 0
    opening = (k for k in range(mention.start - 2, max(trigger.token, mention.start - FAR), -1) if words[k] == "،")
    return mention.start - next(opening, mention.start)


def _beside(around: Around, trigger: Trigger, mention: Mention) -> bool:
    """A place without a preposition is the object, right after the trigger or its subject."""
    gap = mention.start - trigger.token - _between_commas(around.words, trigger, mention)
    if 0 < gap <= (BARE if trigger.word_class == "verb" and trigger.action.startswith("violence.") else NEAR):
        return True
    return any(m.end == mention.start or (m.end == mention.start - 1 and mention.joined) for m in around.mentions)


def _unnamed_target(around: Around, trigger: Trigger, mention: Mention) -> bool:
    """Unnamed quarters or posts that are hit stand in recipient; an unnamed indefinite place is no answer to where."""
    if is_named(around.words, mention) or around.words[mention.start] in THERE:
        return False
    within = mention.preposition == "في" or (mention.preposition == "ب" and mention.number == "s")
    if trigger.action in HIT and not within:
        return True
    return not mention.definite and mention.end - mention.start == 1
