"""Actors that prepositions and blame bring: `من قبل`, `بين … و…`, `مع`, `نسبت إلى`."""

from hudna.extract.mentions import Mention
from hudna.extract.stated import Trigger
from hudna.extract.subjects import BREAKS, RELATIVES, Around, with_joined
from hudna.rules.frames import RULES, Frame
from hudna.rules.nouns import ARMED, COLLECTIVE, Names

_WORDS = RULES.words
BLAMING = _WORDS["blaming"]
COMING = _WORDS["coming"]
INCLUDING = _WORDS["including"]
TIMING = _WORDS["timing"]
MET = {
    "contact.meet": frozenset({"مع", "ب"}),
    "contact.call": frozenset({"مع", "ب", "الي"}),
}
"""Prepositions that bring the other party, by action."""
WITH = frozenset({"مع"})
HOLDING = frozenset({"عقد", "انعقاد", "عقده", "عقدها"})
DURING = frozenset({"خلال", "في", "اثناء", "عقب", "اثر", "لدي"})
_PLACE = Names.PLACE | Names.DIRECTION
_BODIES = ARMED | COLLECTIVE | Names.PERSON | Names.NISBA
_SENDERS = ARMED | COLLECTIVE
_AGENT_REACH = 24
_SENT = 5
_PARTY_REACH = 14
_BLAME_REACH = 18


def agent_of(around: Around, trigger: Trigger, frame: Frame, *, named: bool = False) -> tuple[Mention, ...]:
    """What `من قبل` and its like bring after the trigger, or blame; `من` where the action comes from an actor not `named`."""
    at = trigger.token
    for mention in around.mentions:
        if mention.start <= at or mention.joined:
            continue
        between = around.words[at + 1 : mention.start]
        if len(between) > _AGENT_REACH or not BREAKS.isdisjoint(between):
            break
        if not around.triggers.isdisjoint(range(at + 1, mention.start)):
            break
        if mention.preposition == "agent" or _holds(trigger, mention):
            other = _of_another(between) or (frame.victim and around.words[mention.start - 1] == "جانب")
            return () if other else with_joined(around, mention)
        coming = not COMING.isdisjoint(between)
        named = named and trigger.action.startswith("violence.")
        if (
            frame.sender
            and (coming or not named)
            and (coming or trigger.word_class == "noun")
            and _sends(mention, between)
        ):
            return with_joined(around, mention)
    return _blamed(around, trigger)


def _holds(trigger: Trigger, mention: Mention) -> bool:
    """Whether the prisoners that the trigger names are in the hands of a mention (`أسرى لدى س`)."""
    return trigger.action == "detainee.arrest" and mention.preposition == "لدي" and bool(mention.flags & _SENDERS)


def _of_another(between: list[str]) -> bool:
    """Whether a participle stands between that ties the agent to a noun of its own (`الجرائم المرتكبة من جانب س`)."""
    return len(between) > _SENT and not COMING.isdisjoint(between[_SENT - 1 :])


def _sends(mention: Mention, between: list[str]) -> bool:
    """Whether `من` names who does it: right after the noun, or after a participle (`المساعدات القادمة من`)."""
    if mention.preposition != "من" or not mention.flags & _SENDERS:
        return False
    return not COMING.isdisjoint(between) or (not mention.flags & (_PLACE | Names.STATE) and len(between) <= _SENT)


def _blamed(around: Around, trigger: Trigger) -> tuple[Mention, ...]:
    """Whom an attack is laid at the door of (`هجوم نسبته الشرطة إلى س`, `نسبت س الهجوم إلى ص`)."""
    if not trigger.action.startswith("violence.") or trigger.word_class != "noun":
        return ()
    at = trigger.token
    blaming = next(
        (k for k in range(max(around.start, at - 6), min(around.end, at + 14)) if around.words[k] in BLAMING), -1
    )
    if blaming < 0:
        return ()
    for mention in around.mentions:
        if mention.start > max(at, blaming) + _BLAME_REACH:
            break
        if mention.start > max(at, blaming) and mention.preposition in ("الي", "علي") and mention.flags & _BODIES:
            return with_joined(around, mention)
    return ()


def committed_by(around: Around, trigger: Trigger) -> tuple[Mention, ...]:
    """Who committed the crimes of which the trigger is one (`الانتهاكات المرتكبة من جانب س، ومنها القصف`)."""
    words, at = around.words, trigger.token
    for mention in reversed(around.mentions):
        if mention.end <= at and mention.preposition == "agent" and not mention.joined:
            listed = any(word.lstrip("و") in INCLUDING for word in words[mention.end : at])
            return with_joined(around, mention) if listed else ()
    return ()


def parties_of(
    around: Around, trigger: Trigger, actor: tuple[Mention, ...], recipient: tuple[Mention, ...]
) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    """Actor and recipient of what several sides do together, with all that `بين` and `مع` bring."""
    clash = trigger.action == "violence.clash"
    if not clash:
        actor, recipient = (*actor, *(m for m in recipient if m not in actor)), ()
    met = MET.get(trigger.action, WITH)
    parties, others = _between_and_with(around, trigger.token, met)
    if not parties and trigger.action.startswith("contact.") and trigger.word_class == "noun" and len(actor) < 2:
        host = host_of(around, trigger.token)
        told = host is None or host in actor or host in others or (actor and others)
        actor = actor if told or host is None else (host, *actor)
    if parties and not (len(actor) > 1 and parties[0].flags & Names.PARTY):
        return parties[:3], ()
    if not others:
        return actor, recipient
    group = with_joined(around, others[0])
    if clash:
        return (actor, group) if actor else (group, ())
    return (*actor, *(m for m in group if m not in actor)), ()


def host_of(around: Around, at: int) -> Mention | None:
    """Who does what is told to be done during the meeting that the noun at `at` names (`أكد الوزير خلال لقائه`)."""
    before = at - 2 if around.words[at - 1] in HOLDING else at - 1
    if around.words[before] not in DURING:
        return None
    first = next((m for m in around.mentions if m.start >= around.start and m.end < at and not m.preposition), None)
    if (
        first is None
        or not first.flags & (Names.PERSON | Names.INSTITUTION | Names.STATE)
        or first.start > around.start + 2
    ):
        return None
    return first if BREAKS.isdisjoint(around.words[first.end : at]) else None


def _party(mention: Mention, met: frozenset[str]) -> bool:
    """Whether `مع` brings a party, or `ب` and `إلى` one that is no place (`لقاء س بص`, `رسالة إلى س`)."""
    if mention.preposition not in met or not mention.flags & _BODIES:
        return False
    return mention.preposition == "مع" or not mention.flags & (Names.PLACE | Names.STATE)


def _between_and_with(around: Around, at: int, met: frozenset[str]) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    parties: list[Mention] = []
    others: list[Mention] = []
    for mention in around.mentions:
        if mention.start <= at:
            continue
        between = around.words[at + 1 : mention.start]
        timed = mention.preposition != "بين" and not TIMING.isdisjoint(between)
        if timed or not BREAKS.isdisjoint(between) or (parties and mention.start > parties[-1].end + 2):
            break
        if len(between) > _PARTY_REACH or (len(between) > 3 and others):
            break
        if mention.preposition == "بين" and mention.flags & (_BODIES | Names.PARTY):
            if any(m.flags & _PLACE and m.start > at and m.end == mention.start - 1 for m in around.mentions):
                break
            parties.append(mention)
        elif _party(mention, met) and RELATIVES.isdisjoint(between):
            others.append(mention)
    return tuple(parties), tuple(others)
