"""Where it happens: the places that stand with a trigger, the most exact first."""

from typing import Final

from hudna.extract.mentions import Mention
from hudna.extract.pointing import led_to, meant, meant_by_pronoun, pointed_at, there
from hudna.extract.sites import COMING, PLACE, SITED, UNPLACED, WITHIN, WITNESSING, is_named, locates
from hudna.extract.stated import Trigger
from hudna.extract.subjects import BREAKS, COMPLEMENTISERS, RELATIVES, Around
from hudna.rules.frames import RULES
from hudna.rules.nouns import ACTING, LEXICON, QUALIFYING, Names
from hudna.rules.place_words import place_words
from hudna.rules.shapes import opens_as_verb

CLASH: Final = "violence.clash"
RESULTS: Final = frozenset({"violence.kill", "violence.injure"})
POSTS: Final = ("position.establish", "position.reinforce", "position.evacuate", "zone.establish")
"""Events whose object is a post of its own making: the place is where that stands."""
FIRED: Final = frozenset({"violence.shell", "violence.air", "violence.attack", *RESULTS})
LEAVING: Final = frozenset({"force.withdraw", "position.evacuate"})
PARTING: Final = RULES.words["parting"]
LASTING: Final = frozenset(
    {
        "لا",
        "يزال",
        "تزال",
        "ما",
        "زال",
        "زالت",
        "مازال",
        "مازالت",
        "ظل",
        "ظلت",
        "بات",
        "اصبح",
        "كان",
        "كانت",
        "الذي",
        "التي",
    }
)
FOLLOWED: Final = frozenset({"بعد", "عقب", "اثر", "غداه", "وبعد", "وعقب", "واثر", "وغداه"})
DURING: Final = frozenset({"خلال", "اثناء"})
FROM: Final = frozenset({"من", "عن"})
ENDURING: Final = RULES.words["enduring"]
STORMED: Final = frozenset({"violence.attack", "violence.seize", "violence.shell", "violence.air", "position.besiege"})
DIRECTIONS: Final = place_words().direction
OWING: Final = RULES.words["owing"]
CONTRASTS: Final = BREAKS - {"حيث", "حينما", "عندما", "لكن", "ولكن"}
"""What ends a clause for a place before it: not what goes on where that is told of."""
STIPULATING: Final = RULES.words["stipulating"]
BESIDES: Final = RULES.words["besides"]
THERE: Final = "هناك"
REACH: Final = 18
LISTED: Final = 30
"""How far from a clash its place may stand, past the sides that are listed."""
NEAR: Final = 3
LOOSE: Final = 12


def places_of(around: Around, trigger: Trigger, taken: frozenset[tuple[int, int]], floor: int) -> tuple[Mention, ...]:
    """The places after the trigger in its clause, else those before it; `taken` are its other roles.

    `floor` is the token at which the clause begins: a place before it is another's, unless it opens the sentence.
    """
    found = _found(around, trigger, taken, floor)
    if not found and trigger.action.startswith("violence.") and not _dates(around, trigger):
        found = _after(around, trigger, taken, through=True)
    beside = trigger.token + 1 < around.end and around.words[trigger.token + 1] == THERE
    found = (beside and pointed_at(around, trigger)) or [there(around, m) for m in found] or pointed_at(around, trigger)
    if len(found) > 1 and trigger.action.startswith(POSTS) and not found[0].preposition:
        found = [m for m in found[1:] if m.preposition] or found
    if trigger.action == "violence.seize" and trigger.word_class == "verb":
        found.sort(key=lambda m: m.preposition != "علي")
    found = _with_bearing(around, found)
    return tuple(_most_exact_first(around.words, found, leaving=trigger.action in LEAVING))


def _found(around: Around, trigger: Trigger, taken: frozenset[tuple[int, int]], floor: int) -> list[Mention]:
    """The places of a trigger in its clause, in the order in which they are looked for."""
    fronted = trigger.action.startswith(UNPLACED)
    found = meant(around, trigger) or _after(around, trigger, taken)
    if trigger.action in FIRED and all(m.preposition in FROM for m in found):
        found = _endured(around, trigger) or _before(around, trigger, taken, floor, fronted=fronted) or found
    if found and trigger.word_class == "verb" and trigger.action in STORMED and found[0].preposition in WITHIN:
        held = _object(around, trigger, taken, found[0].end)
        found = [*held, *(m for m in found if m not in held)]
    if found and not any(is_named(around.words, m) for m in found):
        found = [*_named_in_front(around, _before(around, trigger, taken, floor, fronted=fronted)), *found]
    found = found or led_to(around, trigger) or meant_by_pronoun(around, trigger)
    return found or _before(around, trigger, taken, floor, fronted=fronted)


def _object(around: Around, trigger: Trigger, taken: frozenset[tuple[int, int]], at: int) -> list[Mention]:
    """The named place after token `at` that is the object of a verb, past where its subject is from."""
    for mention in around.mentions:
        if mention.start < at:
            continue
        if mention.start > trigger.token + REACH or _barred(around, trigger.token, mention.start, through=False):
            break
        onto = mention.preposition == "علي" and trigger.action == "violence.seize"
        bare = (
            (onto or not mention.preposition)
            and not mention.lead
            and mention.flags & PLACE
            and not mention.flags & ACTING
        )
        if not bare or around.words[mention.start] in DIRECTIONS:
            continue
        if is_named(around.words, mention) and (mention.start, mention.end) not in taken:
            return [mention]
    return []


def _with_bearing(around: Around, found: list[Mention]) -> list[Mention]:
    """The places with what says right after the last of them where it lies (`شمال المحافظة`)."""
    if not found or found[-1].start < around.start:
        return found
    last = found[-1]
    for mention in around.mentions:
        if mention.start == last.end and around.words[mention.start] in DIRECTIONS:
            return [*found, mention]
    return found


def _named_in_front(around: Around, before: list[Mention]) -> list[Mention]:
    """Of the places before a trigger those by name that open the sentence."""
    return [m for m in before if m.start <= around.start + 2 and is_named(around.words, m)]


def _most_exact_first(words: list[str], found: list[Mention], *, leaving: bool) -> list[Mention]:
    """The named before the unnamed, where to before where from, or the other way round; what is joined stays together."""
    groups: list[list[Mention]] = []
    for mention in found:
        last = groups[-1][-1] if groups else None
        lies = last is not None and mention.start == last.end and words[mention.start] in DIRECTIONS
        lies = lies and last is not None and is_named(words, last)
        if groups and (mention.joined or lies):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    groups.sort(
        key=lambda g: (
            not any(is_named(words, m) or _one(words, m) for m in g),
            g[0].preposition in FROM and not leaving,
        )
    )
    return [mention for group in groups for mention in group]


def _one(words: list[str], mention: Mention) -> bool:
    """Whether a phrase without a name is about one site and says which kind (`ثكنة عسكرية`)."""
    many = LEXICON[words[mention.start]].flags & Names.QUANTITY or mention.number != "s"
    return not many and not mention.definite and mention.end > mention.start + 1


def _after(
    around: Around, trigger: Trigger, taken: frozenset[tuple[int, int]], *, through: bool = False
) -> list[Mention]:
    found: list[Mention] = []
    refused = -1
    at = trigger.token
    dates = _dates(around, trigger)
    beyond = through and trigger.action not in RESULTS
    through = through or (trigger.action in RESULTS and not dates)
    reach = LOOSE if trigger.action.startswith(UNPLACED) else LISTED if trigger.action == CLASH else REACH
    for mention in around.mentions:
        if mention.start <= at:
            continue
        if mention.start > at + reach + 1 or mention.start >= around.ceiling > at:
            break
        if _barred(around, at, mention.start, through, beyond) or (dates and "،" in around.words[at : mention.start]):
            break
        taken_up = (mention.start, mention.end) in taken
        elsewhere = mention.joined and mention.preposition and refused == mention.start
        if taken_up or elsewhere or not locates(around, trigger, mention):
            if found and mention.start - found[-1].end > 1:
                break
            refused = mention.end if elsewhere or _hails_from(around.words, mention) else -1
            continue
        if found and mention.start - found[-1].end > 2:
            break
        found.append(mention)
    return found


def _hails_from(words: list[str], mention: Mention) -> bool:
    """Whether a place is where somebody or something comes from (`القادمة من الحدود`)."""
    return mention.preposition == "من" and mention.start > 1 and words[mention.start - 2] in COMING


def _dates(around: Around, trigger: Trigger) -> bool:
    """Whether a noun stands in a phrase that opens the sentence and says on what the main clause followed (`ردا على مقتل`)."""
    at, words = trigger.token, around.words
    if trigger.word_class == "verb" or not around.start < at <= around.start + NEAR:
        return False
    return words[at - 1] in FOLLOWED or (words[at - 1] == "علي" and words[at - 2].endswith("ردا"))


def _barred(around: Around, at: int, stop: int, through: bool, beyond: bool = False) -> bool:
    words = around.words
    own = any(words[k] in RELATIVES for k in range(at + 1, min(at + NEAR + 1, stop)))
    for k in range(at + 1, stop):
        word = words[k]
        if own and k in around.triggers and words[k - 1] in RELATIVES:
            continue
        if word in BREAKS or word in BESIDES or (word in RELATIVES and k > at + NEAR and not through):
            return True
        if k in around.triggers and not through and words[k - 1] not in DURING:
            return True
        if beyond and k in around.triggers and word[0] == "و" and opens_as_verb(word):
            return True
    return False


def _before(
    around: Around, trigger: Trigger, taken: frozenset[tuple[int, int]], floor: int, *, fronted: bool
) -> list[Mention]:
    """The places before the trigger in its clause; where `fronted`, only those that open the sentence."""
    at = trigger.light if trigger.light >= 0 else trigger.token
    inside = ("", *WITHIN) if at < trigger.token and at not in around.triggers else ("",)
    found: list[Mention] = []
    for mention in reversed(around.mentions):
        if mention.end > trigger.token or mention.start <= at < mention.end:
            continue
        if mention.start > at and mention.preposition not in inside:
            continue
        if found:
            if found[0].start - mention.end > 1 or not (
                locates(around, trigger, mention) or (found[0].joined and _scene(around, mention, []))
            ):
                break
            found.insert(0, mention)
            continue
        opens = mention.start <= around.start + 2
        if mention.start < floor and not opens:
            break
        between = around.words[mention.end : at]
        if not mention.flags & SITED:
            continue
        if len(between) > REACH or any(w in PARTING or w in STIPULATING for w in between):
            break
        if not opens and not CONTRASTS.isdisjoint(between):
            break
        if "،" in between and not opens and not _owing(around, trigger) and mention.preposition:
            break
        if (mention.start, mention.end) in taken or (fronted and not (opens and mention.preposition in WITHIN)):
            continue
        if (
            _shut(trigger, mention, between)
            or _scene(around, mention, between)
            or (_stands_before(around, mention) and locates(around, trigger, mention))
        ):
            found.append(mention)
    return found


def _endured(around: Around, trigger: Trigger) -> list[Mention]:
    """The place that the subject of `تعرض` is, or is in, before `لقصف`."""
    at, words = trigger.token, around.words
    for k in range(at - 1, max(around.start, at - REACH) - 1, -1):
        if words[k] in BREAKS or words[k] in RELATIVES:
            return []
        if words[k].lstrip("وف") not in ENDURING:
            continue
        for mention in around.mentions:
            if k < mention.start and mention.end <= at and mention.flags & PLACE and is_named(words, mention):
                bare = not mention.preposition and mention.start == k + 1 and not mention.flags & ACTING & ~Names.STATE
                if bare or mention.preposition in WITHIN:
                    return [mention]
        return []
    return []


def _owing(around: Around, trigger: Trigger) -> bool:
    """Whether the event and what the clause before it tells are one: deaths, or what they came of (`قتل في البلدة، في هجوم`)."""
    words, at = around.words, trigger.token
    fought = trigger.action == "violence.clash" and "بعد" in words[max(around.start, at - NEAR - 1) : at]
    return trigger.action in RESULTS or (trigger.word_class == "noun" and (fought or words[at - 1] in OWING))


def _stands_before(around: Around, mention: Mention) -> bool:
    opens = mention.start <= around.start + 2 and not mention.flags & QUALIFYING
    joined = mention.joined and (mention.preposition or not mention.flags & Names.STATE)
    return mention.preposition in WITHIN or opens or bool(joined)


def _shut(trigger: Trigger, mention: Mention, between: list[str]) -> bool:
    """Whether a place is the subject of what says that it is shut or open (`المعبر لا يزال مغلقا`)."""
    own = trigger.word_class == "noun" and trigger.action.startswith("access.") and mention.flags & PLACE
    return bool(own) and not mention.preposition and LASTING.issuperset(between)


def _scene(around: Around, mention: Mention, between: list[str]) -> bool:
    """A place that saw or hosted what happened, or that the clause is about (`أن المدينة شهدت`)."""
    if mention.preposition or not mention.flags & PLACE or mention.flags & ACTING & ~Names.STATE:
        return False
    if not BREAKS.isdisjoint(between):
        return False
    before = around.words[mention.start - 1].lstrip("وف") if mention.start > around.start else ""
    topic = before in COMPLEMENTISERS and is_named(around.words, mention) and not mention.flags & Names.STATE
    return topic or (before in WITNESSING and "،" not in between)
