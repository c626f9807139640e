"""Who a verb is about: the naming phrases around it, by order, agreement and the clause that they stand in."""

from typing import Final, NamedTuple

from hudna.extract.mentions import Mention
from hudna.extract.times import is_time_word
from hudna.extract.tokens import QUOTES
from hudna.rules.frames import RULES
from hudna.rules.nouns import ACTING, ARMED, COLLECTIVE, LEXICON, QUALIFYING, Names
from hudna.rules.shapes import is_verbal_noun
from hudna.rules.verbs import VERBS

_WORDS: Final = RULES.words
RELATIVES: Final = _WORDS["relatives"]
COMPLEMENTISERS: Final = _WORDS["complementisers"]
BREAKS: Final = _WORDS["breaks"]
RESUMPTIVE: Final = _WORDS["resumptive"]
BETWEEN: Final = _WORDS["between"]
BEING: Final = frozenset({"يكون", "تكون", "يكونوا"})
"""Between `أن` and a past tense they leave the subject to the verb before (`نفى أن يكون قصف`)."""
PRONOUNS: Final = _WORDS["pronouns"]
SHE: Final = _WORDS["she"]
APART: Final = BREAKS | RELATIVES
PARTING: Final = APART | {"ان", "وهو", "وهي", "وهم"}
_OPENING: Final = COMPLEMENTISERS | {":", "،", "اما", "\n", ".", "كان", "كانت", "وكان", "وكانت"}
OPENERS: Final = frozenset({":", "،", "اما", "\n", "كان", "كانت", "وكان", "وكانت"})
ROUGHLY: Final = frozenset({"نحو", "حوالي", "قرابه", "زهاء"})
NEAR: Final = 7
"""How many tokens after a verb its subject may begin."""
_STOP: Final = Names.STOP
_PLURAL: Final = Names.GROUP | Names.NISBA


class Roles(NamedTuple):
    """Mentions by role."""

    actor: tuple[Mention, ...]
    recipient: tuple[Mention, ...]


class Around(NamedTuple):
    """What a trigger stands among: the words, its sentence's mentions in order, and the mentions before the sentence.

    `floor` and `ceiling` are where the content that it belongs to begins and ends, `speaker` who speaks there; `resumed` are the actors of the verb
    before it in the sentence.
    """

    words: list[str]
    start: int
    end: int
    mentions: list[Mention]
    earlier: list[Mention]
    triggers: frozenset[int]
    floor: int = 0
    speaker: Mention | None = None
    resumed: tuple[Mention, ...] = ()
    ceiling: int = 0


class Verb(NamedTuple):
    """Where a finite verb stands, what its form says of its subject, and the pronoun fused to it."""

    at: int
    gender: str
    number: str
    suffix: str


def with_joined(around: Around, mention: Mention) -> tuple[Mention, ...]:
    """A mention and those coordinated with it after it."""
    found = [mention]
    mentions = around.mentions if mention.start >= around.start else around.earlier
    for other in mentions:
        if other.start >= found[-1].end and other.joined and other.start - found[-1].end <= 3:
            if other.start not in around.triggers:
                found.append(other)
        elif other.start > found[-1].end:
            break
    return tuple(found)


def group_of(around: Around, mention: Mention) -> tuple[Mention, ...]:
    """A mention with those coordinated with it, whichever of them it is."""
    at = around.mentions.index(mention)
    while at > 0 and around.mentions[at].joined:
        at -= 1
    return with_joined(around, around.mentions[at])


def agrees(gender: str, number: str, mention: Mention, *, after: bool) -> bool:
    """Whether a verb form can have this subject; before its subject a verb shows gender alone."""
    collective = mention.flags & (ARMED | COLLECTIVE | Names.CONVOY) and mention.number == "p"
    human = mention.flags & (Names.FIGHTERS | Names.PEOPLE | Names.PERSON) and mention.number == "p"
    if not gender:
        return True
    if after:
        return mention.gender == gender or bool(human and gender == "m") or not mention.gender or bool(human)
    if number == "p":
        return bool(human) or mention.number == "p" or bool(mention.flags & _PLURAL and not mention.flags & Names.PLACE)
    if number == "d":
        return mention.number == "d" or bool(human)
    if human and not mention.flags & Names.FORCE:
        return False
    if collective:
        return gender == "f"
    return mention.gender == gender or not mention.gender


def bare_after(around: Around, at: int, reach: int = NEAR) -> Mention | None:
    """The first mention after token `at`, without a preposition, that nothing separates from it."""
    for mention in around.mentions:
        if mention.start <= at:
            continue
        if mention.start > at + reach:
            return None
        between = around.words[at + 1 : mention.start]
        if not PARTING.isdisjoint(between) or any(VERBS[word] for word in between):
            return None
        if not around.triggers.isdisjoint(range(at + 1, mention.start)):
            return None
        if not mention.preposition:
            return mention
    return None


def _before(
    around: Around, at: int, gender: str, number: str, wanted: int, but: Mention | None = None, *, led: bool = False
) -> Mention | None:
    """The nearest mention before token `at` that can be its subject: bare, agreeing, in the same clause, and not `but`.

    With `led`, only one that is a subject already: it opens its clause or follows a verb.
    """
    for mention in reversed(around.mentions):
        if mention.end > at or mention == but:
            continue
        if mention.joined:
            continue
        between = around.words[mention.end : at]
        if any(w in (".", "؛", "\n", ":") for w in between):
            return None
        if mention.preposition or not mention.flags & wanted or (led and not is_subject(around, mention)):
            continue
        group = with_joined(around, mention)
        plural = "p" if len(group) > 1 else ""
        if agrees(gender, number, mention, after=False) or (plural and number == plural):
            return mention
    return None


def subject_before(around: Around, verb: Verb, wanted: int) -> Mention | None:
    """The nearest mention before a verb that agrees with it and is the subject of a clause already."""
    return _before(around, verb.at, verb.gender, verb.number, wanted, led=True)


def is_subject(around: Around, mention: Mention) -> bool:
    """Whether a mention opens its clause or follows a verb that opens no relative one, as far as the words before it tell."""
    words = around.words
    start = around.start if mention.start >= around.start else 0
    k = mention.start - 1
    while k > start and (is_time_word(words[k]) or words[k] in RESUMPTIVE):
        k -= 1
    if k < start or words[k] in _OPENING or words[k] in QUOTES:
        return True
    return VERBS[words[k]] and words[k - 1] not in RELATIVES


def antecedent_of(around: Around, at: int) -> Mention | None:
    """The antecedent where the verb at `at` opens a relative clause."""
    k = at - 1
    while k > around.start and around.words[k] in BETWEEN:
        k -= 1
    if k <= around.start or around.words[k] not in RELATIVES:
        return None
    k = _first_relative(around, k)
    for mention in reversed(around.mentions):
        if mention.end <= k and k - mention.end <= 1:
            return mention
        if mention.end < k - 1:
            return None
    return None


def _first_relative(around: Around, k: int) -> int:
    """Where the first of several relative clauses about one noun opens (`الحلف الذي تقوده س والذي يشن`)."""
    if around.words[k][0] != "و":
        return k
    same = around.words[k][1:]
    for j in range(k - 1, around.start, -1):
        if around.words[j] == same:
            return j
        if around.words[j] in RELATIVES or around.words[j] in BREAKS:
            break
    return k


def subject_of(around: Around, verb: Verb, wanted: int, *, guess: bool = True) -> tuple[Mention, ...]:
    """The subject of a verb: after it, antecedent, before it, resumed; where `guess`, the nearest one that agrees."""
    at, gender, number, suffix = verb
    speaker = around.speaker
    if speaker is not None and number == "p" and not (speaker.number == "p" and speaker.flags):
        speaker = None  # مصادر: إنهم
    if speaker is not None and gender == "f" and around.words[at - 1] in SHE and _is_man(speaker):
        side = _side_meant(around, wanted)
        if side is not None:
            return (side,)
    if speaker is not None and around.words[at - 1] in PRONOUNS and around.floor in (at - 1, at):
        return (speaker,)
    if speaker is not None and around.words[at - 1] in BEING and around.floor in (at - 1, at - 2):
        return (speaker,)
    antecedent = antecedent_of(around, at)
    following = bare_after(around, at) if number not in ("p", "d") else None
    if following and (oblique(around.words, following) or (gender == "f" and _counted_men(around.words, following))):
        following = None
    if following and not (following.flags & wanted and agrees(gender, number, following, after=True)):
        following = None
    if suffix and following and following.start == at + 1:
        return with_joined(around, following)
    gap = around.words[at + 1] in RESUMPTIVE if at + 1 < around.end else False
    if (gap or suffix) and (antecedent is not None or _relates(around, at)) and following:
        return with_joined(around, following)
    if antecedent is not None:
        if suffix and following:
            return with_joined(around, following)
        if following and not agrees(gender, number, antecedent, after=False):
            return with_joined(around, following)
        if not suffix:
            return with_joined(around, antecedent) if antecedent.flags & wanted else ()
    elif _relates(around, at) and not suffix:
        return ()
    listed = following is not None and around.words[at - 1] == "كما" and _described(around.words, following)
    if listed and (resumed := _resumed_by(around, verb, wanted)):
        return resumed
    preceding = topic_of(around, at, gender, number, wanted)
    if preceding is not None and following and points_back(around.words, following):
        return with_joined(around, preceding)
    if preceding is not None and not (following and following.start == at + 1 and not adjacent(around, preceding, at)):
        return with_joined(around, preceding)
    if following is not None:
        return with_joined(around, following)
    if speaker is not None and _of_speaker(around, at):
        return (speaker,)
    resumed = _resumed(around, verb, wanted)
    if resumed or _other_subject(around, at, number):
        return resumed
    if guess:
        return _nearest(around, verb, wanted, antecedent)
    joined = around.words[at][0] in "وف"
    led = _before(around, at, gender, number, wanted, antecedent, led=True) if joined else None
    return with_joined(around, led) if led else ()


def _resumed(around: Around, verb: Verb, wanted: int) -> tuple[Mention, ...]:
    """The subject of the verb before it, for a verb joined to that with `و` or `ف`."""
    resumed = around.resumed
    if not resumed or around.words[verb.at][0] not in "وف" or not resumed[0].flags & wanted:
        return ()
    several = verb.number in ("p", "d") and len(resumed) > 1
    return resumed if several or agrees(verb.gender, verb.number, resumed[0], after=False) else ()


def _resumed_by(around: Around, verb: Verb, wanted: int) -> tuple[Mention, ...]:
    """The subject of the verb before it, where the form of this one agrees with it."""
    resumed = around.resumed
    if not resumed or not resumed[0].flags & wanted:
        return ()
    return resumed if agrees(verb.gender, verb.number, resumed[0], after=False) else ()


def _described(words: list[str], mention: Mention) -> bool:
    """Whether a phrase is an indefinite noun with its adjective, an object rather than a subject (`كما دمرت آليات عسكرية`)."""
    last = LEXICON[words[mention.end - 1]]
    return (
        mention.end == mention.start + 2
        and not mention.definite
        and bool(last.flags & QUALIFYING)
        and not last.definite
    )


def _nearest(around: Around, verb: Verb, wanted: int, antecedent: Mention | None) -> tuple[Mention, ...]:
    at, gender, number, _ = verb
    found = _before(around, at, gender, number, wanted, antecedent, led=True)
    found = found or _before(around, at, gender, number, wanted, antecedent)
    if found is None and at - around.start <= 1:
        found = _earlier(around, gender, number, wanted)
    if found is None and number == "p":
        found = _before(around, at, "", "", ARMED, antecedent, led=True)
        found = found or _before(around, at, "", "", ARMED, antecedent) or _earlier(around, "", "", ARMED)
    return with_joined(around, found) if found else ()


def _is_man(speaker: Mention) -> bool:
    return speaker.gender == "m" and speaker.number == "s" and bool(speaker.flags & Names.PERSON)


def _side_meant(around: Around, wanted: int) -> Mention | None:
    """The side of which a man last spoke, where he says `أنها` (`قال القائد إن القوات … وأضاف أنها ستنسحب`)."""
    for mention in reversed(around.earlier[-8:]):
        side = mention.flags & wanted & ~Names.NISBA and not mention.flags & Names.PERSON
        if side and not mention.preposition and not mention.joined and agrees("f", "s", mention, after=False):
            return mention
    return None


def _of_speaker(around: Around, at: int) -> bool:
    """Whether the clause of the verb opens with a pronoun (`أكد أنه لن ينسحب`)."""
    k = at - 1
    while k > around.start and (around.words[k] in BETWEEN or around.words[k] in QUOTES):
        k -= 1
    return around.words[k] in PRONOUNS


def points_back(words: list[str], mention: Mention) -> bool:
    """Whether a phrase points back with a pronoun: it is then the object of a subject before the verb."""
    return any(LEXICON[words[k]].suffix for k in range(mention.start, mention.end))


def _relates(around: Around, at: int) -> bool:
    k = at - 1
    while k > around.start and around.words[k] in BETWEEN:
        k -= 1
    return around.words[k] in RELATIVES


def _other_subject(around: Around, at: int, number: str) -> bool:
    """Whether the verb has a subject that is no actor: a thing right after it, or right before it after `أن`."""
    words = around.words
    after = words[at + 1] if at + 1 < around.end else "."
    if (
        number not in ("p", "d")
        and after.startswith("ال")
        and not LEXICON[after].flags & ACTING
        and after not in RELATIVES
    ):
        return after not in ("الي", "الا", "الان", "اليوم", "اليها", "اليه")
    k = at - 1
    while k > around.start and words[k] in BETWEEN and words[k] != "ان":
        k -= 1
    steps = 0
    while k > around.start and steps < 3 and words[k][0].isalpha() and not LEXICON[words[k]].flags & (ACTING | _STOP):
        k -= 1
        steps += 1
    return steps > 0 and words[k] in COMPLEMENTISERS and words[k] not in ("انه", "انها")


def oblique(words: list[str], mention: Mention) -> bool:
    """Whether the ending of a plural or dual shows that it is no subject (`طرد منها المسلحين`)."""
    human = mention.flags & (Names.FIGHTERS | Names.PEOPLE | Names.PERSON | Names.PARTY)
    if words[mention.start - 1][0].isdigit():
        return False
    return bool(human) and mention.number in ("p", "d") and words[mention.start].endswith("ين")


def _counted_men(words: list[str], mention: Mention) -> bool:
    """Whether a phrase counts men in words, before which a verb is masculine (`قتلت | عشرة جنود`)."""
    counted = bool(LEXICON[words[mention.start]].flags & Names.QUANTITY)
    return counted and mention.gender == "m" and bool(mention.flags & (Names.FIGHTERS | Names.PEOPLE | Names.PERSON))


def adjacent(around: Around, mention: Mention, at: int) -> bool:
    """Whether nothing but particles and quotation marks parts a mention from the verb after it."""
    last = with_joined(around, mention)[-1].end
    return not [w for w in around.words[last:at] if w not in BETWEEN and w not in QUOTES]


def topic_of(around: Around, at: int, gender: str, number: str, wanted: int) -> Mention | None:
    """A subject that stands right before its verb, or opens the clause after `أن`."""
    led = False
    for mention in reversed(around.mentions):
        if mention.end > at:
            continue
        if mention.start < around.floor <= at:
            return None
        if mention.joined:
            continue
        between = [w for w in around.words[mention.end : at] if w not in BETWEEN]
        if mention.preposition or not mention.flags & wanted:
            if mention.start > around.start and around.words[mention.start - 1] in COMPLEMENTISERS:
                return None
            continue
        first = mention.start
        while first - 1 > around.start and (around.words[first - 1][0].isdigit() or around.words[first - 1] in ROUGHLY):
            first -= 1
        counted = first < mention.start and number == "p" and bool(mention.flags & (ARMED | Names.PEOPLE))
        opener = around.words[first - 1] if first > around.start else "."
        opens = opener in COMPLEMENTISERS or mention.start == around.start or opener in OPENERS
        group = with_joined(around, mention)
        fits = agrees(gender, number, mention, after=False) or (len(group) > 1 and number in ("p", "d"))
        fits = fits or counted
        if first - 2 > around.start and around.words[first - 2] in RELATIVES and around.words[first - 1][-1] in "ها":
            led = True  # طائرات التحالف الذي تقوده س | قصفت
            continue
        beside = adjacent(around, mention, at)
        counts_on = bool(around.resumed) and around.words[mention.start - 1][0].isdigit()
        if beside and around.words[at][0] in "وف" and (counts_on or not is_subject(around, mention)):
            continue
        if beside and opener in COMPLEMENTISERS and around.words[at][0] not in "وف":
            return mention
        if fits and (beside or (opens and (led or APART.isdisjoint(between)))):
            return mention
        if opens:
            return None
    return None


def _earlier(around: Around, gender: str, number: str, wanted: int) -> Mention | None:
    fitting = [
        mention
        for mention in reversed(around.earlier)
        if not mention.preposition
        and not mention.joined
        and mention.flags & wanted
        and agrees(gender, number, mention, after=False)
    ]
    return next((m for m in fitting if is_subject(around, m)), fitting[0] if fitting else None)


def own_noun(around: Around, at: int, suffix: str, speaker: Mention) -> bool:
    """Whether a noun that opens what somebody says carries a pronoun that means himself (`أكدت الحكومة التزامها`)."""
    if not around.floor <= at <= around.floor + 1 or not is_verbal_noun(around.words[at].removesuffix(suffix)):
        return False
    if suffix in ("هم", "هما"):
        return speaker.number == ("p" if suffix == "هم" else "d")
    return speaker.gender == ("f" if suffix == "ها" else "m") or (not speaker.gender and at == around.floor)


def meant_by(around: Around, at: int, suffix: str, wanted: int) -> Mention | None:
    """The nearest mention before `at` that a fused pronoun can stand for."""
    gender, number = {"ها": ("f", "s"), "ه": ("m", "s"), "هم": ("m", "p"), "هما": ("", "d")}.get(suffix, ("", ""))
    if not wanted:
        return None
    if (speaker := around.speaker) is not None and own_noun(around, at, suffix, speaker):
        return speaker
    for mention in reversed([*around.earlier[-8:], *(m for m in around.mentions if m.end <= at)]):
        if not mention.flags & wanted & ~Names.NISBA or mention.joined:
            continue
        if number == "d":
            return mention if mention.number == "d" or len(with_joined(around, mention)) == 2 else None
        if agrees(gender, number, mention, after=False):
            return mention
    return None
