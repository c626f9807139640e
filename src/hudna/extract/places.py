"""Where it happens: the places that stand with a trigger, the most exact first."""

from hudna.extract.phrases import Mention
from hudna.extract.stated import Trigger
from hudna.extract.subjects import BREAKS, RELATIVES, Around
from hudna.extract.tokens import QUOTES
from hudna.rules.nouns import ACTING, LEXICON, QUALIFYING, Names

_PLACE = Names.PLACE | Names.DIRECTION
_DIRECTION = Names.DIRECTION
LOCATING = frozenset({"في", "ب", "من", "الي", "علي", "ل", "عبر"})
BEFORE = frozenset({"في", "ب", "علي"})
UNPLACED = ("agreement.", "ceasefire.", "contact.mediate", "contact.talk")
"""Events that are rarely located by what stands before them."""
OF_PLACES = ("violence.seize", "position.", "access.", "zone.secure")
HIT = frozenset({"violence.shell", "violence.air", "violence.attack", "violence.kill", "violence.injure"})
REACH = 18
NEAR = 3


def places_of(around: Around, trigger: Trigger, taken: frozenset[tuple[int, int]], floor: int) -> tuple[Mention, ...]:
    """The places after the trigger in its clause, else those before it; `taken` are its other roles.

    `floor` is the token at which the clause begins: a place before it is another's, unless it opens the sentence.
    """
    found = _meant(around, trigger) or _after(around, trigger, taken)
    violence = trigger.action.startswith("violence.")
    if not found and not trigger.action.startswith(UNPLACED):
        found = _before(around, trigger, taken, floor)
    if not found and violence:
        found = _after(around, trigger, taken, through=True)
    if len(found) > 1:
        found.sort(key=lambda m: (not is_named(around.words, m), m.preposition == "من"))
    return tuple(found)


def is_named(words: list[str], mention: Mention) -> bool:
    """Whether the phrase has a name in it: a word of no row, or one place of its kind (`المطار`)."""
    if not mention.flags & Names.PLACE and mention.flags & Names.STATE:
        return True
    for k in range(mention.start, mention.end):
        noun = LEXICON[words[k]]
        if words[k] in QUOTES:
            return True
        if (not noun.flags or noun.flags & Names.STATE) and not (words[k].endswith("ه") and k > mention.start):
            return True
    return mention.definite and mention.number == "s"


def _locates(around: Around, trigger: Trigger, mention: Mention) -> bool:
    words = around.words
    if mention.flags & Names.STATE and not mention.flags & Names.PLACE:
        if mention.preposition in ("في", "ب", "الي", "من"):
            return True
        visit = trigger.action == "contact.meet" and mention.preposition in ("", "ل")
        return visit and 0 < mention.start - trigger.token <= 2
    if not mention.flags & _PLACE or mention.flags & Names.PARTY:
        return False
    if (
        mention.end == mention.start + 1
        and LEXICON[words[mention.start]].flags & (Names.PLACE | _DIRECTION) == _DIRECTION
    ):
        return False
    if mention.preposition == "بين":
        return trigger.action.startswith("access.") and is_named(words, mention)
    if mention.preposition == "ل" and not is_named(words, mention):
        return False
    if words[mention.start - 1] == "ل" and words[mention.start] in QUOTES:
        return False
    if mention.preposition in LOCATING:
        return not _unnamed_target(around, trigger, mention)
    if mention.preposition:
        return False
    if mention.flags & ACTING:
        return bool(mention.flags & Names.STATE) and trigger.word_class == "noun" and mention.start == trigger.token + 1
    return _beside(around, trigger, mention) and not _unnamed_target(around, trigger, mention)


def _beside(around: Around, trigger: Trigger, mention: Mention) -> bool:
    """A place without a preposition is the object, right after the trigger or its subject."""
    gap = mention.start - trigger.token
    if 0 < gap <= NEAR:
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
    gender = {"ها": "f", "ه": "m"}.get(trigger.suffix)
    if gender is None or trigger.word_class != "noun" or not trigger.action.startswith(OF_PLACES):
        return []
    for mention in reversed([*around.earlier[-6:], *(m for m in around.mentions if m.end <= trigger.token)]):
        place = mention.flags & Names.PLACE and not mention.flags & ACTING and mention.gender == gender
        if place and is_named(around.words, mention):
            return [mention]
    return []


def _after(
    around: Around, trigger: Trigger, taken: frozenset[tuple[int, int]], *, through: bool = False
) -> list[Mention]:
    found: list[Mention] = []
    at = trigger.token
    through = through or trigger.action in ("violence.kill", "violence.injure")
    for mention in around.mentions:
        if mention.start <= at:
            continue
        if mention.start > at + REACH + 1:
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
    for k in range(at + 1, stop):
        word = words[k]
        if word in BREAKS or (word in RELATIVES and k > at + NEAR and not through):
            return True
        if k in around.triggers and not through:
            return True
    return False


def _before(around: Around, trigger: Trigger, taken: frozenset[tuple[int, int]], floor: int) -> list[Mention]:
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
        if mention.start < floor and mention.start > around.start + 2:
            break
        between = around.words[mention.end : at]
        if len(between) > REACH or any(w in ("؛", ";") for w in between):
            break
        located = mention.preposition in BEFORE or mention.joined or _fronted(around, mention)
        if (mention.start, mention.end) in taken or not located or not _locates(around, trigger, mention):
            continue
        found.append(mention)
    return found


def _fronted(around: Around, mention: Mention) -> bool:
    return mention.start <= around.start + 2 and not mention.flags & QUALIFYING
