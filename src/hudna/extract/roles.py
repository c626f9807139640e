"""Who does it and to whom: the naming phrases that stand in an event's roles, by the grammar around its trigger."""

from dataclasses import replace
from typing import Final

from hudna.extract.control import Held, clause_subject, fighting, governing_actor, resolved, spoken
from hudna.extract.mentions import Mention
from hudna.extract.parties import agent_of, between, committed_by, parties_of
from hudna.extract.recipients import kept
from hudna.extract.stated import Trigger
from hudna.extract.subjects import (
    PRONOUNS,
    Around,
    Roles,
    Verb,
    adjacent,
    agrees,
    antecedent_of,
    bare_after,
    is_subject,
    meant_by,
    own_noun,
    subject_of,
    topic_of,
    with_joined,
)
from hudna.extract.targets import target_of
from hudna.extract.times import is_time_word
from hudna.extract.verbal_nouns import roles_of_noun, subject_beside, unsaid
from hudna.rules.control import CONTROL
from hudna.rules.frames import RULES, Frame
from hudna.rules.nouns import ARMED, COLLECTIVE, LEXICON, QUALIFYING, Names

LAUNCHING: Final = frozenset({"شن", "ارتكاب", "تنفيذ", "توجيه", "اطلاق", "القيام", "قيام"})
"""Verbal nouns of light verbs: the noun after them is somebody's deed."""
TO_MEET: Final = "للقاء"
"""An aim whose genitive is met by somebody else (`وصل س للقاء ص`)."""
LIVES: Final = frozenset({"بحياه", "بارواح"})
"""What takes lives names them after one of these (`أودى بحياة ثلاثة`)."""
TIMING: Final = RULES.words["timing"]
INJURED: Final = frozenset({"بجروح", "بجراح", "باصابات", "اصابات"})
COUNTING: Final = RULES.words["about"] | {"ما", "اكثر", "العديد"}
NOMINATIVE: Final = ("ان", "ون")
HAPPENING: Final = RULES.words["happening"]
_HIT: Final = Names.PEOPLE | Names.STRUCTURE | ARMED | Names.CONVOY | Names.PERSON
_BODIES: Final = ARMED | COLLECTIVE | Names.PERSON | Names.NISBA
_BANDS: Final = Names.FORCE | Names.GROUP | Names.INSTITUTION
_NISBA: Final = Names.NISBA
_MEN: Final = Names.FIGHTERS | Names.PEOPLE
POLICED: Final = frozenset({"zone.secure", "force.pressure"})
MEANWHILE: Final = frozenset({"خلال", "اثناء"})
"""After these a sweep is that of who is told to have done something in it (`عثرت القوات خلال عملية التمشيط على`)."""
_OBJECT_NEAR: Final = 4
"""How near its object stands to a plural verb, whose subject does not follow it."""
_FAR: Final = 12
"""How far the other party may stand after the subject of a meeting verb, past where and when they met."""


def roles_of(around: Around, trigger: Trigger, held: Held) -> Roles:
    """Actor and recipient of one trigger; empty where nothing in its grammar names them."""
    frame = RULES.frames[trigger.action]
    roles = _of_verb(around, trigger, frame) if trigger.word_class == "verb" else _of_noun(around, trigger, frame, held)
    named = any(m.start > trigger.token for m in roles.actor) or (bool(roles.actor) and trigger.word_class == "verb")
    if agent := agent_of(around, trigger, frame, named=named):
        mine = roles.actor if frame.mutual and frame.sender else ()
        roles = Roles((*mine, *(m for m in agent if m not in mine)), roles.recipient)
    if not roles.actor and trigger.action.startswith("ceasefire."):
        roles = Roles(between(around, trigger.token), roles.recipient)
    if frame.mutual:
        roles = Roles(*parties_of(around, trigger, roles.actor, roles.recipient))
    return kept(around, frame, roles)


def _of_noun(around: Around, trigger: Trigger, frame: Frame, held: Held) -> Roles:
    roles = roles_of_noun(around, trigger, frame)
    word = around.words[trigger.token]
    if len(roles.actor) == 1 and _to_meet(around.words, trigger.token):
        comer = governing_actor(around, trigger, frame, held)
        comer = comer or (clause_subject(around, trigger, frame, held) if word == TO_MEET else ())
        return Roles((*(m for m in comer if m not in roles.actor), *roles.actor), roles.recipient)
    if roles.actor or trigger.aspect == "participle" or unsaid(around, trigger):
        return roles
    actor = held.listed or subject_beside(around, trigger, frame) or resolved(around, trigger.token, frame)
    if not actor and _happens(around.words, trigger.token):
        return Roles(_enabled(around, trigger, frame), roles.recipient)
    if not actor and not frame.follows:
        actor = governing_actor(around, trigger, frame, held) or committed_by(around, trigger)
    actor = actor or _enabled(around, trigger, frame)
    if not actor and held.owing and held.source is not None and not frame.follows:
        actor = (spoken(around.words, held.source),)
    speaker = around.speaker
    if not actor and speaker is not None and trigger.suffix and trigger.action.startswith("agreement."):
        actor = (speaker,) if own_noun(around, trigger.token, trigger.suffix, speaker) else ()
    if not actor and trigger.action == "violence.clash":
        actor = fighting(around, trigger, frame, held)
    if not actor and held.owned and held.source is not None:
        return Roles((spoken(around.words, held.source),), roles.recipient)
    launched = _stripped(around.words[trigger.token - 1]) in LAUNCHING
    plain = trigger.aspect == "noun" and not launched and not trigger.action.startswith("contact.")
    apart = around.words[trigger.token - 1] in TIMING or trigger.action == "violence.clash"
    if (
        not actor
        and trigger.action in POLICED
        and not MEANWHILE.isdisjoint(around.words[trigger.token - 2 : trigger.token])
    ):
        return Roles(clause_subject(around, trigger, frame, held), roles.recipient)
    if trigger.action == "contact.coordinate" and not actor:
        return Roles(clause_subject(around, trigger, frame, held), roles.recipient)
    if not actor and held.governed and not ((frame.victim and held.asked < 0) or frame.follows or plain or apart):
        actor = clause_subject(around, trigger, frame, held)
    return Roles(actor, roles.recipient)


def _happens(words: list[str], at: int) -> bool:
    """Whether the noun at `at` is the subject of the verb right before it (`تواصلت الانفجارات`, but `تواصل قصف البلدة`)."""
    k = at - 1
    while k > 0 and is_time_word(words[k]):
        k -= 1
    before = words[k]
    return words[at].startswith("ال") and (before in HAPPENING or (before[0] in "وف" and before[1:] in HAPPENING))


def _to_meet(words: list[str], at: int) -> bool:
    """Whether the noun at `at` is a meeting that somebody comes to, hopes for or plans."""
    return words[at] == TO_MEET or (words[at] == TO_MEET[1:] and (words[at - 1] in CONTROL or words[at - 1] == "الي"))


def _enabled(around: Around, trigger: Trigger, frame: Frame) -> tuple[Mention, ...]:
    """Who is given a reason or a licence to do it, right before the noun (`ذريعة للجيش لقصف`, `الإذن لتركيا بالتوغل`)."""
    at = trigger.token
    lead = around.words[at][0]
    if lead not in "لب" or trigger.action.startswith("contact."):
        return ()
    given = next((m for m in reversed(around.mentions) if m.end <= at), None)
    if given is None or given.end != at or given.preposition != "ل" or not given.flags & frame.actors:
        return ()
    if not given.lead and not around.words[given.start].startswith("لل"):
        return ()
    sited = given.flags & (Names.STATE | Names.PLACE)
    return () if given.joined or (lead == "ل" and sited) else (given,)


def _stripped(word: str) -> str:
    return word.lstrip("وف").removeprefix("ل").removeprefix("ب")


def _form(trigger: Trigger) -> Verb:
    return Verb(trigger.token, trigger.gender, trigger.number, trigger.suffix)


def _people_acting(around: Around, trigger: Trigger, frame: Frame) -> tuple[Mention, ...]:
    """People right before a verb in the plural, the subject of their clause (`إن السكان ردوا`)."""
    at = trigger.token
    if trigger.number != "p" or trigger.suffix or around.words[at][0] in "وف":
        return ()
    people = topic_of(around, at, trigger.gender, "p", frame.actors | Names.PEOPLE)
    if people is None or not people.flags & Names.PEOPLE or not adjacent(around, people, at):
        return ()
    return with_joined(around, people) if is_subject(around, people) else ()


def _of_verb(around: Around, trigger: Trigger, frame: Frame) -> Roles:
    at = trigger.token
    if trigger.passive and trigger.number == "p" and around.words[at + 1][0].isdigit():
        trigger = replace(trigger, passive=False)  # مسلحون يحتجزون 40 عاملا
    if (trigger.passive or (frame.victim and trigger.passive is None)) and _acts(around, trigger, frame):
        trigger = replace(trigger, passive=False)
    if (trigger.passive and not _strikes(around, trigger, frame)) or (
        frame.victim and trigger.passive is None and _suffers(around, trigger)
    ):
        wanted = frame.recipients | frame.actors
        if _number_alone(around, at):
            return Roles((), ())
        patient = (
            _shared(around, at, wanted)
            or _named_next(around, trigger, wanted)
            or subject_of(around, _form(trigger), wanted)
        )
        patient = patient or _counted_of(around, at, frame)
        if trigger.action.startswith("force.") or trigger.action.startswith("displacement."):
            return Roles(patient, ())
        return Roles((), patient)
    if frame.victim and around.words[at + 1] in LIVES:
        lost = bare_after(around, at + 1)
        return Roles((), with_joined(around, lost) if lost else ())
    if frame.follows:
        found = bare_after(around, at, 2) or topic_of(around, at, trigger.gender, trigger.number, ARMED | COLLECTIVE)
        return Roles(with_joined(around, found) if found and found.flags & frame.actors else (), ())
    struck = bool(trigger.suffix) and at + 1 in around.triggers  # أصابته قذيفة
    guess = trigger.action != "violence.explosion" and not struck
    actor = subject_of(around, _form(trigger), frame.actors, guess=guess)
    actor = _people_acting(around, trigger, frame) or actor
    recipient = _objects(around, trigger, frame, at, actor)
    if frame.mutual and actor and actor[0].start > at and not recipient and around.words[at][0] == "و":
        before = topic_of(around, at, trigger.gender, trigger.number, frame.actors)
        return Roles((*with_joined(around, before), *actor), ()) if before else Roles(actor, ())
    return Roles(actor, recipient)


def _shared(around: Around, at: int, wanted: int) -> tuple[Mention, ...]:
    """The subject of two passives side by side, which stands behind the second (`قتل وأصيب عدد من الجنود`)."""
    if at + 1 not in around.triggers or around.words[at + 1][0] != "و" or around.words[at].endswith("وا"):
        return ()
    if any(m.end == at and not m.preposition and m.flags & ~QUALIFYING for m in around.mentions):
        return ()
    found = bare_after(around, at + 1, 4)
    return with_joined(around, found) if found and found.flags & wanted else ()


def _number_alone(around: Around, at: int) -> bool:
    """Whether a mere number is the subject of the verb at `at`, and nobody is named (`أصيب عشرة بجروح`)."""
    words = around.words
    number = words[at + 1][0].isdigit() or bool(LEXICON[words[at + 1]].flags & Names.QUANTITY)
    if not number or at + 2 >= around.end or words[at + 2] not in INJURED:
        return False
    return all(m.start not in (at + 1, at + 2) for m in around.mentions)


def _named_next(around: Around, trigger: Trigger, wanted: int) -> tuple[Mention, ...]:
    """The subject right behind a verb in the singular that its ending shows (`جرح اثنان آخران`), whoever stands before it."""
    found = bare_after(around, trigger.token, 2) if trigger.number == "s" else None
    if found is None or not around.words[found.end - 1].endswith(NOMINATIVE) or not found.flags & wanted:
        return ()
    return with_joined(around, found)


def _counted_of(around: Around, at: int, frame: Frame) -> tuple[Mention, ...]:
    """Whose number of dead follows the verb at `at` (`قتل 13 من الميليشيا`)."""
    words = around.words
    k = at + 2 if at + 2 < around.end and not words[at + 1][0].isdigit() else at + 1
    for mention in around.mentions:
        if mention.start == k + 2 and words[k][0].isdigit() and mention.preposition == "من":
            return with_joined(around, mention) if mention.flags & frame.recipients else ()
    return ()


def _acts(around: Around, trigger: Trigger, frame: Frame) -> bool:
    """Whether a verb that a count follows has its subject before it, by name (`وكانت الفرقة تحاصر 35`)."""
    topic = topic_of(around, trigger.token, trigger.gender, trigger.number, frame.actors & ~_NISBA)
    if topic is None or not topic.flags & ARMED:
        return False
    if not frame.victim:
        return True
    exact = around.words[trigger.token + 1][0].isdigit()
    counted = exact or (around.words[trigger.token][0] not in "وف" and _counts(around, trigger.token + 1))
    return counted and adjacent(around, topic, trigger.token)


def _counts(around: Around, at: int) -> bool:
    """Whether a number, exact or not, begins at token `at` (`40`, `ثلاثة`, `الكثير من`, `ما لا يقل عن`)."""
    word = around.words[at]
    if word[0].isdigit() or word in COUNTING:
        return True
    return bool(LEXICON[word].flags & Names.QUANTITY)


def _strikes(around: Around, trigger: Trigger, frame: Frame) -> bool:
    """Whether a verb that could be passive has an armed subject: those who shell are seldom named as shelled."""
    if frame.victim or not trigger.action.startswith("violence."):
        return False
    first = bare_after(around, trigger.token, 2)
    return first is not None and bool(first.flags & ARMED) and agrees(trigger.gender, trigger.number, first, after=True)


def _suffers(around: Around, trigger: Trigger) -> bool:
    """Whether a killing, wounding or arresting verb stands with its victim: it has no subject beside its object."""
    if trigger.suffix or around.words[trigger.token - 1] in PRONOUNS:
        return False
    if trigger.action == "detainee.release" and _lets_go(around, trigger.token):
        return False
    if around.words[trigger.token + 1] == "مع" or (trigger.number == "p" and trigger.token + 1 in around.triggers):
        return True  # قتل مع ثلاثة من رفاقه، قتلوا وأصيب آخرون
    first = bare_after(around, trigger.token)
    counted = _counts(around, trigger.token + 1)
    if trigger.number == "p" and counted:
        return False
    if (
        first is not None
        and counted
        and (
            around.words[trigger.token + 1].endswith("ا")
            or (trigger.gender == "f" and first.gender == "m" and first.flags & (_MEN | Names.PERSON))
        )
    ):
        return False  # التي تحتجز عددا من الجنود, قتلت عشرة جنود
    if first is not None and counted and (around.words[trigger.token + 1][0].isdigit() or not around.resumed):
        return True
    if first is not None and first.flags & _BANDS and first.definite and not first.flags & _MEN:
        return False
    if first is not None and first.start == trigger.token + 1 and not agrees(trigger.gender, "s", first, after=True):
        return False
    if trigger.number == "p" and first is not None and first.start <= trigger.token + _OBJECT_NEAR:
        return "،" in around.words[trigger.token : first.start]
    if trigger.action == "detainee.arrest" and around.words[trigger.token][0] == "و":
        return not subject_of(around, _form(trigger), ARMED | Names.INSTITUTION, guess=False)
    topic = topic_of(around, trigger.token, trigger.gender, trigger.number, _HIT | _BODIES)
    if topic is not None and first is not None and around.words[first.end - 1].endswith(NOMINATIVE):
        return first.start == trigger.token + 1 or not first.flags & _BODIES
    if topic is not None:
        return first is None or not first.flags & (_HIT | _NISBA)
    if first is None:
        return True
    second = bare_after(around, first.end - 1)
    return second is None or second.joined or not second.flags & _HIT or second.start > first.end + 2


def _lets_go(around: Around, at: int) -> bool:
    """Whether a subject stands between the verb at `at` and the `عن` that brings who is let go (`يفرج الجيش عن`)."""
    words = around.words
    freed = next((k for k in range(at + 1, min(at + _FAR, around.end)) if words[k] == "عن"), 0)
    return bool(freed) and any(at < m.start and m.end <= freed and not m.preposition for m in around.mentions)


def _objects(
    around: Around, trigger: Trigger, frame: Frame, at: int, actor: tuple[Mention, ...]
) -> tuple[Mention, ...]:
    """The object after the verb or its subject, or what a target preposition brings; the pronoun's antecedent else."""
    floor = at
    if actor and actor[-1].end > at:
        floor = actor[-1].end - 1
    found = bare_after(around, floor, _FAR if frame.mutual else 5)
    if found and found.flags & frame.recipients and found not in actor:
        return with_joined(around, found)
    if target := target_of(around, at, frame):
        return target
    if trigger.suffix:
        antecedent = antecedent_of(around, at) or meant_by(around, at, trigger.suffix, frame.recipients)
        if antecedent and antecedent not in actor and antecedent.flags & frame.recipients:
            return with_joined(around, antecedent)
    return ()
