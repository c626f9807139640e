"""Whose act a verbal noun names that has no actor of its own: the governing word before it, and its subject or object."""

from typing import Final, NamedTuple

from hudna.extract.mentions import Mention
from hudna.extract.stated import Phrase, Trigger
from hudna.extract.subjects import (
    BREAKS,
    COMPLEMENTISERS,
    RELATIVES,
    Around,
    Verb,
    group_of,
    is_subject,
    meant_by,
    points_back,
    subject_of,
    topic_of,
    with_joined,
)
from hudna.extract.tokens import QUOTES
from hudna.rules.control import CONTROL, Control
from hudna.rules.frames import RULES, Frame
from hudna.rules.nouns import ARMED, LEXICON, Names
from hudna.rules.shapes import is_verbal_noun
from hudna.rules.verbs import VERBS

_NISBA: Final = Names.NISBA
_GENERIC: Final = Names.INSTITUTION | Names.FORCE
REACH: Final = 16
AGAINST: Final = 5
"""How far behind a fight those stand whom it is fought with."""
PARTED: Final = frozenset({".", "؛", ":", "بينما", "فيما", "حيث"})
BESIDE: Final = RULES.words["timing"] | {"في"}
CLAIMED: Final = frozenset({"violence.kill", "violence.injure"})
ADDRESSED: Final = frozenset({"", "ل", "الي", "علي", "ب", "من"})
BEFORE_NOUN: Final = frozenset({"علي", "الي", "عن", "في", "وعلي", "والي", "وعن", "وفي"})
"""Prepositions that no finite verb follows."""
INVITATION: Final = "دعوه"
"""Its genitive invites, and somebody else comes."""
GIVEN: Final = ("ضمان", "تعهد", "وعد", "وعود", "التزام", "موافق")
"""How words begin for what one gets from who is to act (`ضمانات من الجماعة بسحب`)."""
MUST: Final = RULES.words["must"]
RESOLVED: Final = RULES.words["resolved"]
LEADING: Final = frozenset({"من", "علي", "الي", "في"})
HALTS: Final = BREAKS | COMPLEMENTISERS | RULES.words["pronouns"] | RULES.words["timing"]


class Held(NamedTuple):
    """How a verbal noun hangs on its sentence.

    `governed`: a word before it plans, demands or continues it.  `floor`: the token at which its clause begins.  `asked`:
    where the words of the demand or accusation begin that it is the content of, or -1; `source` is who speaks, and
    `speaks` tells that the clause without a subject of its own is about him, `owned` that he owns up to the deed;
    `told` is the token after the reporting word where the noun opens what is told, or -1; `listed` are those who are to
    do what the list names that the noun goes on; `owing` tells that the source pledges or threatens what it names.
    """

    governed: bool
    floor: int
    asked: int
    source: Phrase | None
    speaks: bool
    owned: bool = False
    told: int = -1
    listed: tuple[Mention, ...] = ()
    owing: bool = False


def governing_actor(around: Around, trigger: Trigger, frame: Frame, held: Held) -> tuple[Mention, ...]:
    """Who begins, plans, is asked or allowed to do what a verbal noun names; () where no such word governs it."""
    at = trigger.token
    claims = trigger.action in CLAIMED
    floor = held.told if held.told >= 0 else held.floor
    return _actor_at(around, at, frame, held, max(floor, around.start, at - REACH), claims)


def _actor_at(around: Around, at: int, frame: Frame, held: Held, floor: int, claims: bool) -> tuple[Mention, ...]:
    for k in range(at - 1, floor - 1, -1):
        word = around.words[k]
        if word in HALTS:
            return ()
        if word == "علي" and (around.words[k - 1] in COMPLEMENTISERS or around.words[k - 1] in MUST):
            return _genitive(around, k, frame, "علي")
        if word == "علي" and (k == around.start or around.words[k - 1] in QUOTES or around.words[k - 1] in ":،"):
            owing = _genitive(around, k, frame, "علي")
            return owing if owing and owing[-1].end == at else ()
        control = CONTROL.get(word)
        if control is None and (led := _with_pronoun(around, k, frame)):
            return led
        if control is not None and control.finite and (own := _adjective_of(around, k)):
            return (own,)
        if control is not None and control.finite and around.words[k - 1] in BEFORE_NOUN:
            continue
        if control is None or (claims and not control.claims and not _led_to(around, k, at, control)):
            continue
        if LEXICON[word].flags & Names.PERSON:
            continue
        found = (
            _subject(around, k, control, frame, held)
            if control.subject
            else _object(around, k, at, control, frame, held)
        )
        if found and found[0].start == at:
            found = ()  # لا ينوي مهاجمة أحد: the deed, and nobody who attacks
        if not found and control.own:
            found = subject_of(around, Verb(k, control.gender, control.number, ""), frame.actors & ~_NISBA, guess=False)
        if found or control.finite:
            return found
    return ()


def _with_pronoun(around: Around, k: int, frame: Frame) -> tuple[Mention, ...]:
    """Who is meant where a governing verb has a pronoun for its object: the object of some, the subject behind others.

    `دعاهم إلى وقف القصف`, `التي حققتها القوات في تحرير البلدة`.
    """
    word = around.words[k]
    suffix = _pronoun(word)
    control = CONTROL.get(word.removesuffix(suffix)) if suffix else None
    if control is None or not control.finite:
        return ()
    if not control.subject:
        found = meant_by(around, k, suffix, frame.actors | Names.PEOPLE)
        return with_joined(around, found) if found else ()
    after = next((m for m in around.mentions if m.start > k), None)
    beside = (
        after is not None and after.start == k + 1 and not after.preposition and after.flags & frame.actors & ~_NISBA
    )
    return with_joined(around, after) if after is not None and beside else ()


def _adjective_of(around: Around, k: int) -> Mention | None:
    """The nationality right after a word that is spelled like a verb and is a noun with it (`تعهد سوداني بسحب`)."""
    after = next((m for m in around.mentions if m.start > k), None)
    if after is None or after.start != k + 1 or after.end != k + 2 or after.lead or after.definite:
        return None
    noun = LEXICON[around.words[k + 1]]
    return after if noun.flags & _NISBA and not noun.flags & Names.ADJECTIVE and noun.number == "s" else None


def _led_to(around: Around, k: int, at: int, control: Control) -> bool:
    """Whether a word about its subject leads to a killing by a preposition (`قيام س بقتل ص`, `تمكن من أسر`)."""
    words = around.words
    own = CONTROL.get(words[at - 1])
    led = (
        words[at][0] == "ب" or words[at - 1] in LEADING or (words[at - 1][0] == "ب" and own is not None and own.claims)
    )
    return control.subject and led and "،" not in words[k:at] and around.triggers.isdisjoint(range(k, at))


def _subject(around: Around, k: int, control: Control, frame: Frame, held: Held) -> tuple[Mention, ...]:
    if not control.finite:
        given = around.words[k].startswith(GIVEN) and _genitive(around, k, frame, "من")
        return given or _genitive(around, k, frame) or resolved(around, k, frame)
    if control.number == "1":
        return (spoken(around.words, held.source),) if held.source else ()
    return subject_of(around, Verb(k, control.gender, control.number, ""), frame.actors & ~_NISBA, guess=False)


def resolved(around: Around, k: int, frame: Frame) -> tuple[Mention, ...]:
    """The subject of a predicate that says what somebody means to do (`الجماعة مصممة على`)."""
    word = around.words[k].lstrip("و")
    if word not in RESOLVED:
        return ()
    number = "p" if word.endswith(("ون", "ين")) else "d" if word.endswith("ان") else "s"
    verb = Verb(k, "f" if word.endswith("ه") else "m", number, "")
    return subject_of(around, verb, frame.actors & ~_NISBA, guess=False)


def _genitive(around: Around, k: int, frame: Frame, preposition: str = "") -> tuple[Mention, ...]:
    suffix = LEXICON[around.words[k]].suffix or _pronoun(around.words[k])
    for mention in around.mentions:
        apart = k + 2 if preposition and around.words[k + 1] == preposition else k + 1
        if mention.start == apart and mention.preposition == preposition and mention.flags & frame.actors:
            return with_joined(around, mention)
        if mention.start > k:
            break
    found = meant_by(around, k, suffix, frame.actors) if suffix else None
    return with_joined(around, found) if found else ()


def _pronoun(word: str) -> str:
    if word.endswith("ته") and len(word) > 5 and CONTROL.get(word[:-2] + "ه") is not None:
        return "ه"  # مشاركته
    if word[-1] == "ه" and len(word) > 3 and is_verbal_noun(word[:-1]) and word[:-1] in CONTROL:
        return "ه"  # عزمه
    return next((suffix for suffix in ("هما", "هم", "ها") if word.endswith(suffix) and len(word) > 4), "")


def _object(around: Around, k: int, at: int, control: Control, frame: Frame, held: Held) -> tuple[Mention, ...]:
    """The last one named between the governing word and the noun, unless it is its subject."""
    addressed = frame.actors | Names.PEOPLE
    between = [
        m
        for m in around.mentions
        if k < m.start and m.end <= at and not m.joined and m.preposition in ADDRESSED and m.flags & addressed
    ]
    if not between:
        return _it(around, k, addressed)
    last = between[-1]
    if not control.finite:
        return with_joined(around, last) if control.genitive or last.preposition else ()
    if len(between) == 1 and not last.preposition:
        named = held.source is not None and last.start < held.source.end and last.end > held.source.start
        verb = Verb(k, control.gender, control.number, "")
        if named or last in subject_of(around, verb, frame.actors, guess=False):
            return ()
    return with_joined(around, last)


def _it(around: Around, k: int, wanted: int) -> tuple[Mention, ...]:
    """Whom `إياه` right after a governing word means (`متهما إياهم بقصف`)."""
    after = around.words[k + 1]
    found = meant_by(around, k, after.removeprefix("ايا"), wanted) if after.startswith("ايا") else None
    return with_joined(around, found) if found else ()


def clause_subject(around: Around, trigger: Trigger, frame: Frame, held: Held) -> tuple[Mention, ...]:
    """Who does what a governed verbal noun names: the one asked to, else the subject of the clause that it stands in."""
    at = trigger.token
    if held.asked >= 0:
        return _asked(around, at, frame, held)
    if related := _related(around, at, frame, held):
        return related
    candidates = _named_before(around, at, frame, held)
    subject = next((m for m in candidates if is_subject(around, m)), None)
    if subject is not None and (owner := _owner_before(around, subject, frame)):
        return with_joined(around, owner)
    subject = subject or next((m for m in candidates if _of_a_deed(around.words, m)), None)
    subject = subject or next((m for m in candidates[:1] if not _aside(around, m, at)), None)
    if subject is not None:
        return with_joined(around, subject)
    return (spoken(around.words, held.source),) if held.speaks and held.source else ()


def _owner_before(around: Around, mention: Mention, frame: Frame) -> Mention | None:
    """The subject before a verb whose object points back to it (`القوات لا تنوي أن تخفض | عدد عناصرها، أو سحب المعدات`)."""
    verb = mention.start - 1
    if verb <= around.start or not VERBS[around.words[verb]] or not points_back(around.words, mention):
        return None
    word = around.words[verb].lstrip("وف")
    gender = "f" if word.startswith(("ت", "ست")) or word.endswith("ت") else "m"
    return topic_of(around, verb, gender, "s", frame.actors & ~_NISBA)


def _related(around: Around, at: int, frame: Frame, held: Held) -> tuple[Mention, ...]:
    """The noun that a relative clause is about in which the verbal noun stands (`القادة الذين يضعون خطة لاستعادة`)."""
    words = around.words
    for k in range(at - 1, max(held.floor, around.start), -1):
        if words[k] == "،" or words[k] in BREAKS:
            return ()
        if words[k] in RELATIVES:
            inside = any(m.start > k and m.end <= at and not m.preposition for m in around.mentions)
            last = next((m for m in reversed(around.mentions) if m.end <= k), None)
            if last is None or inside or last.end != k or not last.flags & frame.actors & ~_NISBA:
                return ()
            return group_of(around, last)
    return ()


def fighting(around: Around, trigger: Trigger, frame: Frame, held: Held) -> tuple[Mention, ...]:
    """Who does what is told to have come of a fight with the others named (`سيطر الجيش على البلدة بعد معارك مع ع`)."""
    at = trigger.token
    other = next((m for m in around.mentions if m.start > at and m.preposition in ("مع", "ضد")), None)
    if other is None or other.start - at > AGAINST or not around.triggers.isdisjoint(range(at + 1, other.start)):
        return ()
    if not BREAKS.isdisjoint(around.words[at + 1 : other.start]) or around.words[at - 1] not in BESIDE:
        return ()
    if related := _related(around, at, frame, held):
        return related
    subject = next((m for m in _named_before(around, at, frame, held) if is_subject(around, m)), None)
    if subject is None or not RELATIVES.isdisjoint(around.words[subject.end : at]):
        return ()
    return with_joined(around, subject) if subject.flags & ARMED else ()


def _named_before(around: Around, at: int, frame: Frame, held: Held) -> list[Mention]:
    """The bare mentions of the clause before a verbal noun that could act, the nearest first."""
    found = []
    for mention in reversed(around.mentions):
        if mention.end > at or mention.joined:
            continue
        between = around.words[mention.end : at]
        if mention.start < held.floor or not PARTED.isdisjoint(between):
            break
        if mention.preposition or not mention.flags & frame.actors & ~_NISBA:
            continue
        bare = mention.end == mention.start + 1 and not mention.definite and mention.flags & _GENERIC
        if bare and not LEXICON[around.words[mention.start]].suffix:
            continue
        if around.words[mention.start - 1].endswith(INVITATION):
            continue
        found.append(mention)
    return found


def _aside(around: Around, mention: Mention, at: int) -> bool:
    """Whether a mention stands in a relative clause, or in a part of the sentence that a comma or a date ends before `at`."""
    words = around.words
    return not RELATIVES.isdisjoint(words[around.start : mention.start]) or "،" in words[mention.end : at]


def _of_a_deed(words: list[str], mention: Mention) -> bool:
    """Whether a mention is the genitive of a verbal noun or what a clause relates (`إصدار الحركة أمرا بوقف`, `الهيئة التي لديها خطة`)."""
    return (mention.start > 0 and is_verbal_noun(words[mention.start - 1])) or words[mention.end] in RELATIVES


def _asked(around: Around, at: int, frame: Frame, held: Held) -> tuple[Mention, ...]:
    source = held.source
    if found := _it(around, held.asked - 1, frame.actors | Names.PEOPLE):
        return found
    for mention in around.mentions:
        if mention.start >= held.asked and mention.end <= at and not mention.joined:
            speaks = source is not None and mention.start < source.end and mention.end > source.start
            speaks = speaks or _related_to(around.words, held.asked, mention.start)
            if not speaks and mention.flags & frame.actors and mention.preposition in ADDRESSED:
                return with_joined(around, mention)
    return ()


def _related_to(words: list[str], start: int, at: int) -> bool:
    """Whether the token at `at` stands in a relative clause that opens after `start` and is not closed by a comma."""
    for k in range(at - 1, start - 1, -1):
        if words[k] == "،":
            return False
        if words[k] in RELATIVES:
            return True
    return False


def spoken(words: list[str], phrase: Phrase) -> Mention:
    """A source as a mention: who speaks of himself."""
    noun = LEXICON[words[phrase.start]]
    return Mention(*phrase, noun.flags, noun.gender, noun.number, True, "", False)
