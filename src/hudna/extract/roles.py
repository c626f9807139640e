"""Who does it and to whom: the naming phrases that stand in an event's roles, by the grammar around its trigger."""

from typing import NamedTuple

from hudna.extract.phrases import Mention
from hudna.extract.stated import Phrase, Trigger
from hudna.extract.subjects import (
    BETWEEN,
    BREAKS,
    NEAR,
    RELATIVES,
    RESUMPTIVE,
    Around,
    agrees,
    antecedent_of,
    bare_after,
    meant_by,
    subject_of,
    topic_of,
    with_joined,
)
from hudna.extract.times import is_time_word
from hudna.extract.tokens import QUOTES
from hudna.rules.frames import RULES, Frame
from hudna.rules.nouns import ACTING, ARMED, COLLECTIVE, LEXICON, QUALIFYING, Names

_WORDS = RULES.words
HELD = _WORDS["held"]
PERFORMED = _WORDS["performed"]
CLAIMED = _WORDS["claimed"]
OBJECTIVE = _WORDS["objective"]
LINKS = _WORDS["links"]
PASSIVE_LIGHT = _WORDS["passive_light"]
_PARTY = Names.PARTY
_PLACE = Names.PLACE | Names.DIRECTION
_PEOPLE = Names.PEOPLE | Names.STRUCTURE
_HIT = _PEOPLE | ARMED | Names.CONVOY | Names.PERSON
_BODIES = ARMED | COLLECTIVE | Names.PERSON | Names.NISBA
_NISBA = Names.NISBA


class Roles(NamedTuple):
    """Mentions by role."""

    actor: tuple[Mention, ...]
    recipient: tuple[Mention, ...]


class Control(NamedTuple):
    """How a verbal noun hangs on its sentence.

    `governed`: a word before it plans, demands or continues it.  `floor`: the token at which its clause begins.  `asked`:
    where the words of the demand begin that it is the content of, or -1; `source` is who speaks, and `speaks` tells that
    the clause without a subject of its own is about him.
    """

    governed: bool
    floor: int
    asked: int
    source: Phrase | None
    speaks: bool


def roles_of(around: Around, trigger: Trigger, control: Control) -> Roles:
    """Actor and recipient of one trigger; empty where nothing in its grammar names them."""
    frame = RULES.frames[trigger.action]
    if trigger.word_class == "verb":
        roles = _of_verb(around, trigger, frame)
    else:
        roles = _of_noun(around, trigger, frame)
        if not roles.actor and trigger.aspect != "participle":
            roles = Roles(_subject_beside(around, trigger, frame), roles.recipient)
        plain = trigger.aspect == "noun" and not trigger.action.startswith("contact.")
        if not roles.actor and control.governed and not (frame.victim or frame.follows or plain):
            roles = Roles(_controller(around, trigger, frame, control), roles.recipient)
    if agent := _agent(around, trigger):
        roles = Roles(agent, roles.recipient)
    if frame.mutual:
        roles = _mutual(around, trigger, frame, roles)
    return _kept(around.words, frame, roles)


def _subject_beside(around: Around, trigger: Trigger, frame: Frame) -> tuple[Mention, ...]:
    """The subject of a verb whose object or complement the verbal noun is: it ends right before it (`عاود س قصف ص`)."""
    at = trigger.token
    last = next((m for m in reversed(around.mentions) if m.end <= at), None)
    if last is None or last.preposition not in ("", "agent") or not last.flags & frame.actors or last.flags == _NISBA:
        return ()
    gap = [w for w in around.words[last.end : at] if not is_time_word(w) and w not in QUOTES]
    if len(gap) > 1 or (gap and gap[0] not in LINKS):
        return ()
    located = bool(gap) and gap[0] in ("في", "خلال", "اثناء")
    if located and not trigger.action.startswith("contact."):
        return ()
    first = last
    mentions = around.mentions
    index = mentions.index(last)
    while first.joined and index > 0:
        index -= 1
        first = mentions[index]
    if first.preposition or first.start == around.start:
        return ()
    before = LEXICON[around.words[first.start - 1]]
    if before.flags & (ACTING | Names.PLACE) and not (before.definite or before.suffix or before.flags & Names.STATE):
        return ()
    if frame.victim and around.words[first.start - 1] not in CLAIMED:
        return ()
    return with_joined(around, first)


def _controller(around: Around, trigger: Trigger, frame: Frame, control: Control) -> tuple[Mention, ...]:
    """Who does what a governed verbal noun names: the one asked to, else the subject of the clause that it stands in."""
    at = trigger.token
    if control.asked >= 0:
        for mention in around.mentions:
            if mention.start >= control.asked and mention.end <= at and not mention.joined:
                source = control.source and mention.start < control.source.end and mention.end > control.source.start
                if not source and mention.flags & frame.actors and mention.preposition in ("", "الي", "من", "علي", "ل"):
                    return with_joined(around, mention)
        return ()
    if trigger.aspect == "participle":
        return ()
    for mention in reversed(around.mentions):
        if mention.end > at or mention.joined:
            continue
        if mention.start < control.floor:
            break
        if mention.preposition or not mention.flags & frame.actors:
            continue
        if mention.end == mention.start + 1 and not mention.definite and mention.flags & Names.INSTITUTION:
            continue
        if any(w in (".", "؛", ":") for w in around.words[mention.end : at]):
            break
        return with_joined(around, mention)
    return (spoken(around.words, control.source),) if control.speaks and control.source else ()


def spoken(words: list[str], phrase: Phrase) -> Mention:
    """A source as a mention: who speaks of himself."""
    noun = LEXICON[words[phrase.start]]
    return Mention(*phrase, noun.flags, noun.gender, noun.number, True, "", False)


def _kept(words: list[str], frame: Frame, roles: Roles) -> Roles:
    recipient = tuple(m for m in roles.recipient if m.flags & (frame.recipients | _NISBA) and frame.recipients)
    taken = {(m.start, m.end) for m in roles.actor}
    return Roles(roles.actor, tuple(_core(words, m, frame) for m in recipient if (m.start, m.end) not in taken))


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
    if (trigger.passive and not _strikes(around, trigger, frame)) or (
        frame.victim and trigger.passive is None and _suffers(around, trigger)
    ):
        wanted = frame.recipients | frame.actors
        patient = subject_of(around, trigger, at, trigger.gender, trigger.number, wanted)
        if trigger.action.startswith("force.") or trigger.action.startswith("displacement."):
            return Roles(patient, ())
        return Roles((), patient)
    if frame.follows:
        found = bare_after(around, at, 2) or topic_of(around, at, trigger.gender, trigger.number, ARMED | COLLECTIVE)
        return Roles(with_joined(around, found) if found and found.flags & frame.actors else (), ())
    actor = subject_of(around, trigger, at, trigger.gender, trigger.number, frame.actors)
    return Roles(actor, _objects(around, trigger, frame, at, actor))


def _strikes(around: Around, trigger: Trigger, frame: Frame) -> bool:
    """Whether a verb that could be passive has an armed subject: those who shell are seldom named as shelled."""
    if frame.victim or not trigger.action.startswith("violence."):
        return False
    first = bare_after(around, trigger.token, 2)
    return first is not None and bool(first.flags & ARMED) and agrees(trigger.gender, trigger.number, first, after=True)


def _suffers(around: Around, trigger: Trigger) -> bool:
    """Whether a killing, wounding or arresting verb stands with its victim: it has no subject beside its object."""
    if trigger.suffix:
        return False
    first = bare_after(around, trigger.token)
    topic = topic_of(around, trigger.token, trigger.gender, trigger.number, _HIT | _BODIES)
    if topic is not None:
        return first is None or not first.flags & _HIT
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
    found = bare_after(around, floor, 5)
    if found and found.flags & frame.recipients and found not in actor:
        return with_joined(around, found)
    if target := _target(around, at, frame):
        return target
    if trigger.suffix:
        antecedent = antecedent_of(around, at) or meant_by(around, at, trigger.suffix, frame.recipients)
        if antecedent and antecedent not in actor and antecedent.flags & frame.recipients:
            return with_joined(around, antecedent)
    return ()


def _target(around: Around, at: int, frame: Frame, reach: int = 9) -> tuple[Mention, ...]:
    for mention in around.mentions:
        if mention.start <= at:
            continue
        if mention.start > at + reach:
            break
        between = around.words[at + 1 : mention.start]
        if any(w in BREAKS or w in RELATIVES for w in between):
            break
        if any(k in around.triggers for k in range(at + 1, mention.start)):
            break
        if mention.preposition in frame.target and mention.flags & frame.recipients:
            return with_joined(around, mention)
    return ()


def _agent(around: Around, trigger: Trigger) -> tuple[Mention, ...]:
    """What `من قبل`, `على يد` and their like bring after the trigger."""
    for mention in around.mentions:
        by = mention.preposition == "agent" or (
            mention.preposition == "من" and trigger.action == "ceasefire.violate" and mention.flags & (ARMED | _PARTY)
        )
        if mention.start <= trigger.token or not by or mention.joined:
            continue
        between = around.words[trigger.token + 1 : mention.start]
        if len(between) > 24 or any(w in BREAKS for w in between):
            return ()
        if any(k in around.triggers for k in range(trigger.token + 1, mention.start)):
            return ()
        return with_joined(around, mention)
    return ()


def _of_noun(around: Around, trigger: Trigger, frame: Frame) -> Roles:
    at = trigger.token
    actor: tuple[Mention, ...] = ()
    recipient: tuple[Mention, ...] = ()
    genitive = _genitive(around, trigger)
    if trigger.suffix:
        actor, recipient = _of_suffix(around, trigger, frame)
    elif relative := _relative_subject(around, at, frame):
        actor = (*_subject_beside(around, trigger, frame), *relative) if frame.mutual else relative
    if genitive is not None and _visited(trigger, genitive):
        genitive = None
    if genitive is not None and not actor:
        group = with_joined(around, genitive)
        if genitive.flags & QUALIFYING and genitive.number == "s" and not genitive.flags & (ARMED | COLLECTIVE):
            actor = actor or group if genitive.flags & _NISBA and frame.genitive != "object" else actor
        elif _is_actor(frame, genitive) and _stem(around.words[at]) not in OBJECTIVE:
            actor = actor or group
        elif genitive.flags & frame.recipients:
            recipient = recipient or group
    if not recipient:
        floor = genitive.end - 1 if genitive else at
        beside = actor and (genitive or trigger.suffix)
        second = bare_after(around, floor, NEAR if frame.mutual else 3) if beside else None
        if second and second.flags & (_BODIES if frame.mutual else frame.recipients) and second not in actor:
            recipient = with_joined(around, second)
        else:
            recipient = _target(around, at, frame)
    if not actor and not (trigger.light >= 0 and around.words[trigger.light] in PASSIVE_LIGHT):
        subject = _governing_subject(around, trigger, frame)
        if frame.victim:
            return Roles((), recipient or subject)
        actor = subject
    return Roles(actor, recipient)


def _stem(word: str) -> str:
    """A verbal noun without what is fused before it."""
    bare = word[1:] if len(word) > 4 and word[0] in "وف" else word
    for lead in ("بال", "ال", "لل", "ل", "ب"):
        if bare.startswith(lead) and len(bare) - len(lead) >= 3:
            return bare[len(lead) :]
    return bare


def _visited(trigger: Trigger, genitive: Mention) -> bool:
    """A country in the genitive of a visit is where it leads."""
    return trigger.action == "contact.meet" and bool(genitive.flags & (Names.STATE | Names.PLACE))


def _relative_subject(around: Around, at: int, frame: Frame) -> tuple[Mention, ...]:
    """The subject of a relative clause whose verb has the noun for its object (`المحادثات التي تجريها س`)."""
    words = around.words
    for k in range(at + 1, min(at + 4, around.end - 1)):
        if words[k] in PERFORMED and words[k + 1] in RESUMPTIVE:
            found = bare_after(around, k + 1, 4)
            return with_joined(around, found) if found and found.flags & frame.actors else ()
        if k <= at + 2 and k not in around.triggers and words[k].endswith(("ته", "تها", "ره", "ذه", "ذها", "نها")):
            found = None if words[k].startswith("ال") or LEXICON[words[k]].flags else bare_after(around, k, 2)
            if found and found.flags & frame.actors:
                return with_joined(around, found)
        if words[k] in RELATIVES:
            verb = k + 2 if around.words[k + 1] in BETWEEN else k + 1
            if verb in around.triggers or not around.words[verb].endswith(("ها", "ه", "هم")):
                return ()
            found = bare_after(around, verb, 4)
            return with_joined(around, found) if found and found.flags & frame.actors else ()
    return ()


def _is_actor(frame: Frame, mention: Mention) -> bool:
    if frame.genitive:
        return frame.genitive == "actor" and bool(mention.flags & frame.actors)
    if mention.flags & (_PEOPLE | Names.PLACE) and not mention.flags & ARMED:
        return False
    return bool(mention.flags & frame.actors)


def _genitive(around: Around, trigger: Trigger) -> Mention | None:
    """The mention that stands right after a verbal noun, or after its adjectives."""
    at = trigger.token
    for mention in around.mentions:
        if mention.start <= at:
            continue
        between = around.words[at + 1 : mention.start]
        if mention.preposition and mention.preposition != "ل":
            return None
        if len(between) <= 2 and all(w[0].isalpha() and _adjective(w) for w in between) and not mention.joined:
            return mention
        return None
    return None


def _adjective(word: str) -> bool:
    return word.startswith("ال") or word.endswith("ه") or bool(LEXICON[word].flags & QUALIFYING)


def _of_suffix(around: Around, trigger: Trigger, frame: Frame) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    acting = frame.genitive == "actor" or (not frame.genitive and trigger.suffix in ("هم", "هما"))
    wanted = frame.actors if acting else frame.recipients
    found = meant_by(around, trigger.token, trigger.suffix, wanted)
    if found is None:
        return (), ()
    group = with_joined(around, found)
    return (group, ()) if acting else ((), group)


def _governing_subject(around: Around, trigger: Trigger, frame: Frame) -> tuple[Mention, ...]:
    """The subject of the light or governing verb of a verbal noun."""
    if trigger.light >= 0:
        word = around.words[trigger.light]
        gender = "f" if word.rstrip("وا").endswith("ت") or word.lstrip("وف").startswith(("ت", "ست")) else "m"
        number = "p" if word.endswith(("وا", "ون")) else "s"
        wanted = frame.actors | frame.recipients if frame.victim else frame.actors
        found = subject_of(around, trigger, trigger.light, gender, number, wanted)
        return tuple(m for m in found if m.end <= trigger.token)
    return ()


def _mutual(around: Around, trigger: Trigger, frame: Frame, roles: Roles) -> Roles:
    """All the parties that `بين` and `مع` bring, beside those already read."""
    if trigger.action != "violence.clash":
        roles = Roles((*roles.actor, *(m for m in roles.recipient if m not in roles.actor)), ())
    parties: list[Mention] = []
    withs: list[Mention] = []
    at = trigger.token
    for mention in around.mentions:
        if mention.start <= at:
            continue
        between = around.words[at + 1 : mention.start]
        if len(between) > 10 or any(w in BREAKS or w in RELATIVES for w in between):
            break
        if mention.preposition == "بين" and mention.flags & (_BODIES | _PARTY):
            if not parties and any(m.flags & _PLACE and at < m.start < mention.start for m in around.mentions):
                break
            parties.append(mention)
        elif mention.preposition == "مع" and mention.flags & _BODIES:
            withs.append(mention)
    if parties:
        return Roles(tuple(parties[:3]), ())
    if not withs:
        return roles
    group = with_joined(around, withs[0])
    if trigger.action == "violence.clash":
        return Roles(roles.actor, group) if roles.actor else Roles(group, ())
    return Roles((*roles.actor, *(m for m in group if m not in roles.actor)), ())
