"""Who does it and to whom: the naming phrases that stand in an event's roles, by the grammar around its trigger."""

from dataclasses import replace

from hudna.extract.control import Held, clause_subject, governing_actor, resolved, spoken
from hudna.extract.mentions import Mention
from hudna.extract.parties import agent_of, between, committed_by, parties_of
from hudna.extract.sites import entered, front, is_named
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
    meant_by,
    subject_of,
    topic_of,
    with_joined,
)
from hudna.extract.verbal_nouns import roles_of_noun, subject_beside, target_of, unsaid
from hudna.rules.frames import RULES, Frame
from hudna.rules.nouns import ARMED, COLLECTIVE, LEXICON, Names

LAUNCHING = frozenset({"شن", "ارتكاب", "تنفيذ", "توجيه", "اطلاق", "القيام", "قيام"})
"""Verbal nouns of light verbs: the noun after them is somebody's deed."""
TIMING = RULES.words["timing"]
HELD = RULES.words["held"]
_HIT = Names.PEOPLE | Names.STRUCTURE | ARMED | Names.CONVOY | Names.PERSON
_BODIES = ARMED | COLLECTIVE | Names.PERSON | Names.NISBA
_BANDS = Names.FORCE | Names.GROUP | Names.INSTITUTION
_NISBA = Names.NISBA
_MEN = Names.FIGHTERS | Names.PEOPLE
_OBJECT_NEAR = 4
"""How near its object stands to a plural verb, whose subject does not follow it."""
_FAR = 12
"""How far the other party may stand after the subject of a meeting verb, past where and when they met."""
_SITE = Names.STRUCTURE | Names.PLACE


def roles_of(around: Around, trigger: Trigger, held: Held) -> Roles:
    """Actor and recipient of one trigger; empty where nothing in its grammar names them."""
    frame = RULES.frames[trigger.action]
    roles = _of_verb(around, trigger, frame) if trigger.word_class == "verb" else _of_noun(around, trigger, frame, held)
    if agent := agent_of(around, trigger, frame, named=bool(roles.actor)):
        mine = roles.actor if frame.mutual and frame.sender else ()
        roles = Roles((*mine, *(m for m in agent if m not in mine)), roles.recipient)
    if not roles.actor and trigger.action.startswith("ceasefire."):
        roles = Roles(between(around, trigger.token), roles.recipient)
    if frame.mutual:
        roles = Roles(*parties_of(around, trigger, roles.actor, roles.recipient))
    return _kept(around.words, frame, roles)


def _of_noun(around: Around, trigger: Trigger, frame: Frame, held: Held) -> Roles:
    roles = roles_of_noun(around, trigger, frame)
    if roles.actor or trigger.aspect == "participle" or unsaid(around, trigger):
        return roles
    actor = subject_beside(around, trigger, frame) or resolved(around, trigger.token, frame)
    if not actor and not frame.follows:
        actor = governing_actor(around, trigger, frame, held) or committed_by(around, trigger)
    if not actor and held.owned and held.source is not None:
        return Roles((spoken(around.words, held.source),), roles.recipient)
    launched = _stripped(around.words[trigger.token - 1]) in LAUNCHING
    plain = trigger.aspect == "noun" and not launched and not trigger.action.startswith("contact.")
    apart = around.words[trigger.token - 1] in TIMING or trigger.action == "violence.clash"
    if trigger.action == "contact.coordinate" and not actor:
        return Roles(clause_subject(around, trigger, frame, held), roles.recipient)
    if not actor and held.governed and not ((frame.victim and held.asked < 0) or frame.follows or plain or apart):
        actor = clause_subject(around, trigger, frame, held)
    return Roles(actor, roles.recipient)


def _stripped(word: str) -> str:
    return word.lstrip("وف").removeprefix("ل").removeprefix("ب")


def _form(trigger: Trigger) -> Verb:
    return Verb(trigger.token, trigger.gender, trigger.number, trigger.suffix)


def _kept(words: list[str], frame: Frame, roles: Roles) -> Roles:
    recipient = tuple(
        m
        for m in roles.recipient
        if frame.recipients and m.flags & (frame.recipients | _NISBA) and not _is_site(words, m)
    )
    actor = tuple(m for m in roles.actor if not entered(words, m))
    taken = {(m.start, m.end) for m in actor}
    return Roles(actor, tuple(_core(words, m, frame) for m in recipient if (m.start, m.end) not in taken))


def _is_site(words: list[str], mention: Mention) -> bool:
    """Whether what is hit is one named site, which stands in place."""
    if mention.flags & Names.GROUP and front(words, mention):
        return True
    return mention.flags & _SITE == _SITE and mention.number == "s" and is_named(words, mention)


def _core(words: list[str], mention: Mention, frame: Frame) -> Mention:
    """A recipient without what is counted or held: of so many killed the people, of their positions those hit."""
    start = mention.start
    while (
        frame.victim
        and start < mention.end - 1
        and (LEXICON[words[start]].flags & Names.QUANTITY or words[start] == "من")
    ):
        start += 1
    if words[start] in HELD and start < mention.end - 1 and LEXICON[words[start + 1]].flags & (ARMED | _NISBA):
        start += 1
    return mention if start == mention.start else mention._replace(start=start, lead=LEXICON[words[start]].lead)


def _of_verb(around: Around, trigger: Trigger, frame: Frame) -> Roles:
    at = trigger.token
    if (trigger.passive or (frame.victim and trigger.passive is None)) and _acts(around, trigger, frame):
        trigger = replace(trigger, passive=False)
    if (trigger.passive and not _strikes(around, trigger, frame)) or (
        frame.victim and trigger.passive is None and _suffers(around, trigger)
    ):
        wanted = frame.recipients | frame.actors
        patient = subject_of(around, _form(trigger), wanted) or _counted_of(around, at, frame)
        if trigger.action.startswith("force.") or trigger.action.startswith("displacement."):
            return Roles(patient, ())
        return Roles((), patient)
    if frame.follows:
        found = bare_after(around, at, 2) or topic_of(around, at, trigger.gender, trigger.number, ARMED | COLLECTIVE)
        return Roles(with_joined(around, found) if found and found.flags & frame.actors else (), ())
    actor = subject_of(around, _form(trigger), frame.actors, guess=trigger.action != "violence.explosion")
    recipient = _objects(around, trigger, frame, at, actor)
    if frame.mutual and actor and actor[0].start > at and not recipient and around.words[at][0] == "و":
        before = topic_of(around, at, trigger.gender, trigger.number, frame.actors)
        return Roles((*with_joined(around, before), *actor), ()) if before else Roles(actor, ())
    return Roles(actor, recipient)


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
    return not frame.victim or (around.words[trigger.token + 1][0].isdigit() and adjacent(around, topic, trigger.token))


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
    first = bare_after(around, trigger.token)
    if first is not None and first.flags & _BANDS and first.definite and not first.flags & _MEN:
        return False
    if first is not None and first.start == trigger.token + 1 and not agrees(trigger.gender, "s", first, after=True):
        return False
    if trigger.number == "p" and first is not None and first.start <= trigger.token + _OBJECT_NEAR:
        return "،" in around.words[trigger.token : first.start]
    if trigger.action == "detainee.arrest" and around.words[trigger.token][0] == "و":
        return not subject_of(around, _form(trigger), ARMED | Names.INSTITUTION, guess=False)
    topic = topic_of(around, trigger.token, trigger.gender, trigger.number, _HIT | _BODIES)
    if topic is not None:
        return first is None or not first.flags & (_HIT | _NISBA)
    if first is None:
        return True
    second = bare_after(around, first.end - 1)
    return second is None or second.joined or not second.flags & _HIT or second.start > first.end + 2


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
