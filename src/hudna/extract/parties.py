"""Actors that prepositions and blame bring: `من قبل`, `بين … و…`, `مع`, `نسبت إلى`."""

from typing import Final

from hudna.extract.mentions import Mention
from hudna.extract.stated import Trigger
from hudna.extract.subjects import BREAKS, RELATIVES, Around, Verb, is_subject, meant_by, subject_of, with_joined
from hudna.rules.cues import cue_lexicon
from hudna.rules.frames import RULES, Frame
from hudna.rules.nouns import ARMED, COLLECTIVE, LEXICON, Names

_WORDS: Final = RULES.words
BLAMING: Final = _WORDS["blaming"]
COMING: Final = _WORDS["coming"]
INCLUDING: Final = _WORDS["including"]
RECEIVING: Final = _WORDS["receiving"]
TIMING: Final = _WORDS["timing"]
MET: Final = {
    "contact.meet": frozenset({"مع", "ب"}),
    "contact.call": frozenset({"مع", "ب", "الي"}),
}
"""Prepositions that bring the other party, by action."""
WITH: Final = frozenset({"مع"})
SIDE: Final = frozenset({"جهه", "جانب", "ناحيه", "طرف"})
LINES: Final = ("حدود", "خط", "طريق", "معبر", "شريط")
BEARINGS: Final = ("جهات", "محاور", "اتجاهات", "جبهات")
HOLDING: Final = frozenset({"عقد", "انعقاد", "عقده", "عقدها"})
GATHERING: Final = _WORDS["gathering"]
DURING: Final = frozenset({"خلال", "في", "بعد", "اثناء", "عقب", "اثر", "لدي"})
_PLACE: Final = Names.PLACE | Names.DIRECTION
_BODIES: Final = ARMED | COLLECTIVE | Names.PERSON | Names.NISBA
_SENDERS: Final = ARMED | COLLECTIVE
_AGENT_REACH: Final = 24
_SENT: Final = 5
_PARTY_REACH: Final = 14
_NEXT: Final = 4
_DESCRIBED: Final = 10
"""How many words may describe the first of two sides."""
BETWEEN_THEM: Final = frozenset({"بينهما", "بيننا", "بينهم"})
_HOSTS: Final = Names.PERSON | Names.INSTITUTION | Names.STATE | Names.PARTY
_BLAME_REACH: Final = 18


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
        if trigger.action == "contact.call" and mention.preposition == "من" and mention.flags & _BODIES and not named:
            return (*_receiver(around, at), *with_joined(around, mention))
        if (
            frame.sender
            and (coming or not named)
            and (coming or trigger.word_class == "noun")
            and _sends(around.words, mention, between)
        ):
            return with_joined(around, mention)
    return _blamed(around, trigger)


def _receiver(around: Around, at: int) -> tuple[Mention, ...]:
    """Who received the call or letter that the noun at `at` names (`تلقى س رسالة من ص`)."""
    for k in range(at - 1, max(around.start, at - _AGENT_REACH) - 1, -1):
        if around.words[k] in RECEIVING:
            gender = "f" if around.words[k].endswith("ت") else "m"
            return subject_of(around, Verb(k, gender, "s", ""), _BODIES, guess=False)
    return ()


def _holds(trigger: Trigger, mention: Mention) -> bool:
    """Whether the prisoners that the trigger names are in the hands of a mention (`أسرى لدى س`)."""
    return trigger.action == "detainee.arrest" and mention.preposition == "لدي" and bool(mention.flags & _SENDERS)


def _of_another(between: list[str]) -> bool:
    """Whether a word stands between that ties the agent to a noun of its own (`الجرائم المرتكبة من جانب س`, `سقوطها في يد ص`)."""
    if any(word.removeprefix("ال").startswith("سقوط") or word.startswith("سقط") for word in between):
        return True
    return len(between) > _SENT and not COMING.isdisjoint(between[_SENT - 1 :])


def _sends(words: list[str], mention: Mention, between: list[str]) -> bool:
    """Whether `من` names who does it: right after the noun, or after a participle (`المساعدات القادمة من`)."""
    if mention.preposition != "من" or not mention.flags & _SENDERS:
        return False
    if LEXICON[words[mention.start]].flags & Names.QUANTITY and words[mention.start + 1].endswith(BEARINGS):
        return False  # حاصرها من ثلاث جهات
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
        if mention.start > max(at, blaming) and mention.preposition in ("الي", "علي", "ل") and mention.flags & _BODIES:
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
    if (
        not parties
        and trigger.action.startswith("contact.")
        and trigger.word_class == "noun"
        and len(actor) < 2
        and not (trigger.suffix and actor)
    ):
        host = host_of(around, trigger.token)
        told = host is None or host in actor or host in others or (actor and others)
        actor = actor if told or host is None else (host, *actor)
    parties = parties or _between_them(around, trigger.token)
    if parties and not (len(actor) > 1 and parties[0].flags & Names.PARTY):
        return parties[:4], ()
    if not clash and others and not actor and (gathered := brought_together(around, trigger.token, others)):
        actor = gathered
    if not others:
        return actor, recipient
    group = with_joined(around, others[0])
    if clash:
        return actor, group
    return (*actor, *(m for m in group if m not in actor)), ()


def brought_together(around: Around, at: int, others: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Whom the pronoun of `جمعه` after a meeting means, which brings him together with others (`لقاء جمعه مع نظيره`)."""
    word = around.words[at + 1] if at + 1 < around.end else ""
    if word.removesuffix("ها").removesuffix("ه") not in GATHERING or not word.endswith(("ه", "ها")):
        return ()
    found = meant_by(around, at, "ها" if word.endswith("ها") else "ه", Names.PERSON)
    return () if found is None or found in others else (found,)


def host_of(around: Around, at: int) -> Mention | None:
    """Who does what is told to be done during the meeting that the noun at `at` names (`أكد الوزير خلال لقائه`)."""
    before = at - 2 if around.words[at - 1] in HOLDING else at - 1
    if around.words[before] not in DURING:
        return None
    for mention in reversed(around.mentions):
        if mention.end > at or mention.preposition or mention.joined or not mention.flags & _HOSTS:
            continue
        if not BREAKS.isdisjoint(around.words[mention.end : at]):
            return None
        if is_subject(around, mention) or cue_lexicon()[around.words[mention.start - 1]]:
            return mention
    return None


def _between_them(around: Around, at: int) -> tuple[Mention, ...]:
    """The two sides that `بينهما` after the trigger means: the pair named last, else those called the two sides."""
    if BETWEEN_THEM.isdisjoint(around.words[at + 1 : min(around.end, at + _NEXT)]):
        return ()
    before = [m for m in (*around.earlier, *around.mentions) if m.end <= at and not m.joined and m.flags & _BODIES]
    pairs = (group for m in reversed(before) if len(group := with_joined(around, m)) == 2)
    dual = (m for m in reversed(before) if m.number == "d")
    pair = next(pairs, None)
    sides = next(dual, None)
    return pair or ((sides,) if sides else ())


def _party(mention: Mention, met: frozenset[str]) -> bool:
    """Whether `مع` brings a party, or `ب` and `إلى` one that is no place (`لقاء س بص`, `رسالة إلى س`)."""
    if mention.preposition not in met or not mention.flags & _BODIES:
        return False
    return mention.preposition == "مع" or not mention.flags & (Names.PLACE | Names.STATE)


def between(around: Around, at: int) -> tuple[Mention, ...]:
    """The sides that `بين` brings after the token `at`."""
    return _between_and_with(around, at, WITH)[0]


def _with_other_side(around: Around, group: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The sides of `بين س وص من جهة وع من جهة أخرى`, of which `group` is the first."""
    words, end = around.words, group[-1].end
    if end + 3 >= around.end or words[end] != "من" or words[end + 1] not in SIDE:
        return group
    second = next((m for m in around.mentions if m.start >= end + 2), None)
    if second is None or second.start > end + 4 or not second.flags & _BODIES or words[second.start][0] != "و":
        return group
    return (*group, *with_joined(around, second))


def _with_second_side(around: Around, group: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Two sides where what describes the first stands before the second (`بين س المسنودة بص وبين ع`)."""
    if len(group) > 1 or group[0].number == "d":
        return group
    end = group[0].end
    for mention in around.mentions:
        if mention.start < end or (mention.joined and not mention.flags & ARMED):
            continue
        between = around.words[end : mention.start]
        if len(between) > _DESCRIBED or not BREAKS.isdisjoint(between) or not RELATIVES.isdisjoint(between):
            break
        if not around.triggers.isdisjoint(range(end, mention.start)) or "،" in between:
            break
        again = around.words[mention.start - 1] == "وبين"
        joined = (mention.joined or not mention.preposition) and LEXICON[around.words[mention.start]].conjunction
        if (again or joined) and mention.flags & _BODIES & ~Names.NISBA:
            return (*group, *with_joined(around, mention))
    return group


def _lies_between(around: Around, at: int, mention: Mention) -> bool:
    """Whether it is a place or a border that lies between what is named (`الطريق بين س وص`, `الحدود بين البلدين`)."""
    site = next((m for m in around.mentions if m.flags & _PLACE and m.start > at and m.end == mention.start - 1), None)
    if site is None:
        return False
    return bool(mention.flags & (Names.PLACE | Names.STATE)) or around.words[site.start].endswith(LINES)


def _between_and_with(around: Around, at: int, met: frozenset[str]) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    others: list[Mention] = []
    for mention in around.mentions:
        if mention.start <= at:
            continue
        between = around.words[at + 1 : mention.start]
        timed = mention.preposition != "بين" and not TIMING.isdisjoint(between)
        if timed or not BREAKS.isdisjoint(between):
            break
        if len(between) > _PARTY_REACH or (len(between) > 3 and others):
            break
        if mention.preposition == "بين" and mention.flags & (_BODIES | Names.PARTY | Names.PEOPLE):
            if _lies_between(around, at, mention):
                break
            return _with_second_side(around, _with_other_side(around, with_joined(around, mention))), ()
        if (
            _party(mention, met)
            and RELATIVES.isdisjoint(between)
            and around.triggers.isdisjoint(range(at + 1, mention.start))
        ):
            others.append(mention)
    return (), tuple(others)
