"""Where it happens: the places that stand with a trigger, the most exact first."""

from hudna.extract.mentions import Mention
from hudna.extract.stated import Trigger
from hudna.extract.subjects import BREAKS, COMPLEMENTISERS, RELATIVES, RESUMPTIVE, Around
from hudna.extract.tokens import QUOTES
from hudna.rules.frames import RULES
from hudna.rules.nouns import ACTING, ARMED, LEXICON, QUALIFYING, SIDES, Names, bare_name
from hudna.rules.places import places

_PLACE = Names.PLACE | Names.DIRECTION
_DIRECTION = Names.DIRECTION
LOCATING = frozenset({"في", "ب", "من", "الي", "علي", "ل", "عبر"})
WITHIN = frozenset({"في", "ب"})
BEFORE = frozenset({"في", "ب"})
UNPLACED = ("agreement.", "ceasefire.", "contact.mediate", "contact.talk")
"""Events that are rarely located by what stands before them, or far after them."""
OF_PLACES = ("violence.seize", "position.", "access.", "zone.secure")
HIT = frozenset({"violence.shell", "violence.air", "violence.attack", "violence.kill", "violence.injure"})
RESULTS = frozenset({"violence.kill", "violence.injure"})
THERE = RULES.words["there"]
WITNESSING = RULES.words["witnessing"]
NOWHERE = RULES.words["nowhere"]
HELD = RULES.words["held"]
POSTS = ("position.establish", "position.reinforce", "position.evacuate", "zone.establish")
"""Events whose object is a post of its own making: the place is where that stands."""
AMID = frozenset({"وسط", "قلب"})
MADE = frozenset({"zone.establish", "position.establish"})
"""Events whose object is itself a place that was not there before."""
REACH = 18
NEAR = 3
BARE = 9
LOOSE = 12


def places_of(around: Around, trigger: Trigger, taken: frozenset[tuple[int, int]], floor: int) -> tuple[Mention, ...]:
    """The places after the trigger in its clause, else those before it; `taken` are its other roles.

    `floor` is the token at which the clause begins: a place before it is another's, unless it opens the sentence.
    """
    found = _meant(around, trigger) or _after(around, trigger, taken)
    violence = trigger.action.startswith("violence.")
    if not found:
        found = _before(around, trigger, taken, floor, fronted=trigger.action.startswith(UNPLACED))
    if not found and violence:
        found = _after(around, trigger, taken, through=True)
    found = [_there(around, m) for m in found] or _pointed_at(around, trigger)
    if len(found) > 1 and trigger.action.startswith(POSTS) and not found[0].preposition:
        found = [m for m in found[1:] if m.preposition] or found
    if trigger.action == "violence.seize" and trigger.word_class == "verb":
        found.sort(key=lambda m: m.preposition != "علي")
    return tuple(_most_exact_first(around.words, found))


def _most_exact_first(words: list[str], found: list[Mention]) -> list[Mention]:
    """The named before the unnamed, where to before where from; what is joined stays together."""
    groups: list[list[Mention]] = []
    for mention in found:
        if mention.joined and groups:
            groups[-1].append(mention)
        else:
            groups.append([mention])
    groups.sort(key=lambda g: (not any(is_named(words, m) for m in g), g[0].preposition == "من"))
    return [mention for group in groups for mention in group]


def _there(around: Around, mention: Mention) -> Mention:
    """What `تلك المنطقة` points back at, where it does."""
    words = around.words
    if mention.end - mention.start == 2 and words[mention.start][mention.lead :] in THERE:
        kind = words[mention.start + 1]
        if kind in NOWHERE:
            return _last_named(around, mention.start) or mention
        return _last_named(around, mention.start, bare_name(kind)) or mention
    return mention


def _pointed_at(around: Around, trigger: Trigger) -> list[Mention]:
    """What `هناك` after the trigger points back at."""
    at = trigger.token
    for k in range(at + 1, min(at + NEAR + 3, around.end)):
        if around.words[k] == "هناك" and (k + 1 == around.end or not around.words[k + 1][0].isalpha()):
            named = _last_named(around, at)
            return [named] if named else []
    return []


def _last_named(around: Around, at: int, kind: str = "") -> Mention | None:
    for mention in reversed([*around.earlier, *(m for m in around.mentions if m.end <= at)]):
        head = around.words[mention.start][mention.lead :]
        if kind and (bare_name(head) != kind or mention.end - mention.start < 2):
            continue
        if mention.flags & Names.PLACE and not mention.flags & ACTING and is_named(around.words, mention):
            return mention
    return None


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
            return True
        if noun.flags & ARMED and k > mention.start and first in HELD:
            return False
        if noun.flags & Names.NISBA and k > mention.start and bare_name(words[k]) in SIDES:
            return True
        described = words[k].endswith("ه") and k > mention.start and words[k].startswith("ال") == head.definite
        if (not noun.flags or noun.flags & Names.STATE) and not described:
            return True
    return mention.definite and mention.number == "s"


def _locates(around: Around, trigger: Trigger, mention: Mention) -> bool:
    """Whether a mention can say where the event of the trigger is."""
    words, flags, preposition = around.words, mention.flags, mention.preposition
    if flags & Names.STATE and not flags & Names.PLACE:
        return preposition in ("في", "ب", "الي", "من") or _visited(trigger, mention)
    if flags & Names.STRUCTURE and preposition == "في":
        return is_named(words, mention)
    if not flags & _PLACE or flags & Names.PARTY or _no_place(words, mention):
        return False
    if preposition == "بين":
        return trigger.action.startswith("access.") and is_named(words, mention)
    loose = trigger.action.startswith(UNPLACED)
    if not preposition and trigger.action in MADE and not mention.definite:
        return False
    if not preposition and not flags & ACTING & ~Names.STATE and _witnesses(words, mention):
        return True
    if preposition:
        near = preposition in (WITHIN if loose else LOCATING)
        return near and not _unnamed_target(around, trigger, mention)
    if loose:
        return False
    if flags & ACTING:
        beside = trigger.word_class == "noun" and mention.start == trigger.token + 1
        return bool(flags & Names.STATE) and (beside or _visited(trigger, mention))
    return _beside(around, trigger, mention) and not _unnamed_target(around, trigger, mention)


def _witnesses(words: list[str], mention: Mention) -> bool:
    """Whether a place is the subject of the relative clause in which it saw what happened (`المعارك التي تشهدها البلدة`)."""
    before = words[mention.start - 1].lstrip("وف") if mention.start else ""
    return before.removesuffix("ها").removesuffix("ه") in WITNESSING and words[mention.start - 2] in RELATIVES


def _no_place(words: list[str], mention: Mention) -> bool:
    """A bare direction, an unnamed place with `ل`, a group that is called like a place, a quoted name after `ل`."""
    first = LEXICON[words[mention.start]].flags
    if mention.end == mention.start + 1 and first & (Names.PLACE | _DIRECTION) == _DIRECTION:
        return True
    if words[mention.start] in AMID and mention.end == mention.start + 2:
        second = LEXICON[words[mention.start + 1]]
        if not second.definite and not second.flags & (_PLACE | Names.STATE) and not places(words[mention.start + 1]):
            return True
    many = mention.number == "p" and not mention.definite
    if mention.preposition == "ل" and (many or not is_named(words, mention)):
        return True
    if mention.flags & Names.GROUP and mention.preposition not in WITHIN:
        return True
    return words[mention.start - 1] == "ل" and words[mention.start] in QUOTES


def _visited(trigger: Trigger, mention: Mention) -> bool:
    """A country or capital right after a visit, or after who pays it."""
    visit = trigger.action == "contact.meet" and mention.preposition in ("", "ل")
    return visit and 0 < mention.start - trigger.token <= (NEAR if trigger.word_class == "verb" else 2)


def _beside(around: Around, trigger: Trigger, mention: Mention) -> bool:
    """A place without a preposition is the object, right after the trigger or its subject."""
    gap = mention.start - trigger.token
    if 0 < gap <= (BARE if trigger.word_class == "verb" and trigger.action.startswith("violence.") else NEAR):
        return True
    return any(m.end == mention.start or (m.end == mention.start - 1 and mention.joined) for m in around.mentions)


def _unnamed_target(around: Around, trigger: Trigger, mention: Mention) -> bool:
    """Unnamed quarters or posts that are hit stand in recipient; an unnamed indefinite place is no answer to where."""
    if is_named(around.words, mention):
        return False
    if trigger.action in HIT and mention.preposition != "في":
        return True
    return not mention.definite and mention.end - mention.start == 1


def _meant(around: Around, trigger: Trigger) -> list[Mention]:
    """The place that the pronoun of a verbal noun stands for (`بعد تحريرها`)."""
    gender = {"ها": "f", "ه": "m"}.get(trigger.suffix or _resumed(around, trigger))
    if gender is None or not trigger.action.startswith(OF_PLACES):
        return []
    for mention in reversed([*around.earlier[-6:], *(m for m in around.mentions if m.end <= trigger.token)]):
        place = mention.flags & Names.PLACE and not mention.flags & ACTING and mention.gender == gender
        if place and is_named(around.words, mention):
            return [mention]
    return []


def _resumed(around: Around, trigger: Trigger) -> str:
    """The pronoun of `عليها` or `فيها` right after a verb."""
    after = around.words[trigger.token + 1] if trigger.token + 1 < around.end else ""
    return "" if trigger.word_class != "verb" or after not in RESUMPTIVE else "ها" if after.endswith("ها") else "ه"


def _after(
    around: Around, trigger: Trigger, taken: frozenset[tuple[int, int]], *, through: bool = False
) -> list[Mention]:
    found: list[Mention] = []
    at = trigger.token
    through = through or trigger.action in RESULTS
    reach = LOOSE if trigger.action.startswith(UNPLACED) else REACH
    for mention in around.mentions:
        if mention.start <= at:
            continue
        if mention.start > at + reach + 1:
            break
        if _barred(around, at, mention.start, through):
            break
        if (mention.start, mention.end) in taken or not _locates(around, trigger, mention):
            if found and mention.start - found[-1].end > 1:
                break
            continue
        if found and mention.start - found[-1].end > 2:
            break
        found.append(mention)
    return found


def _barred(around: Around, at: int, stop: int, through: bool) -> bool:
    words = around.words
    own = any(words[k] in RELATIVES for k in range(at + 1, min(at + NEAR + 1, stop)))
    for k in range(at + 1, stop):
        word = words[k]
        if own and k in around.triggers and words[k - 1] in RELATIVES:
            continue
        if word in BREAKS or (word in RELATIVES and k > at + NEAR and not through):
            return True
        if k in around.triggers and not through:
            return True
    return False


def _before(
    around: Around, trigger: Trigger, taken: frozenset[tuple[int, int]], floor: int, *, fronted: bool
) -> list[Mention]:
    """The places before the trigger in its clause; where `fronted`, only those that open the sentence."""
    at = trigger.light if trigger.light >= 0 else trigger.token
    found: list[Mention] = []
    for mention in reversed(around.mentions):
        if mention.end > at:
            continue
        if found:
            if found[0].start - mention.end > 1 or not _locates(around, trigger, mention):
                break
            found.insert(0, mention)
            continue
        opens = mention.start <= around.start + 2
        if mention.start < floor and not opens:
            break
        between = around.words[mention.end : at]
        if len(between) > REACH or any(w in ("؛", ";") for w in between):
            break
        if "،" in between and not opens and trigger.action not in RESULTS and mention.preposition:
            break
        if (mention.start, mention.end) in taken or (fronted and not (opens and mention.preposition in BEFORE)):
            continue
        if _scene(around, mention, between) or (_stands_before(around, mention) and _locates(around, trigger, mention)):
            found.append(mention)
    return found


def _stands_before(around: Around, mention: Mention) -> bool:
    opens = mention.start <= around.start + 2 and not mention.flags & QUALIFYING
    return mention.preposition in BEFORE or mention.joined or opens


def _scene(around: Around, mention: Mention, between: list[str]) -> bool:
    """A place that saw or hosted what happened, or that the clause is about (`أن المدينة شهدت`)."""
    if mention.preposition or not mention.flags & _PLACE or mention.flags & ACTING & ~Names.STATE:
        return False
    if not BREAKS.isdisjoint(between):
        return False
    before = around.words[mention.start - 1].lstrip("وف") if mention.start > around.start else ""
    topic = before in COMPLEMENTISERS and is_named(around.words, mention) and not mention.flags & Names.STATE
    return topic or (before in WITNESSING and "،" not in between)
