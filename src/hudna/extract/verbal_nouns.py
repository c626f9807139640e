"""Who does what a verbal noun names, and to whom, by the words right around it."""

from typing import Final

from hudna.extract.control import INVITATION
from hudna.extract.mentions import Mention
from hudna.extract.stated import Trigger
from hudna.extract.subjects import (
    BETWEEN,
    BREAKS,
    NEAR,
    RELATIVES,
    RESUMPTIVE,
    Around,
    Roles,
    Verb,
    bare_after,
    group_of,
    meant_by,
    subject_before,
    subject_of,
    with_joined,
)
from hudna.extract.targets import RESISTING, adjective, last_joined, struck, target_of, victims_of
from hudna.extract.times import is_time_word
from hudna.extract.tokens import QUOTES
from hudna.rules.control import CONTROL
from hudna.rules.events import lexicon
from hudna.rules.frames import RULES, Frame
from hudna.rules.nouns import ACTING, ARMED, COLLECTIVE, LEXICON, QUALIFYING, Names
from hudna.rules.shapes import is_verbal_noun
from hudna.rules.verbs import VERBS

_WORDS: Final = RULES.words
PERFORMED: Final = _WORDS["performed"]
CARRYING_OUT: Final = _WORDS["carrying_out"]
OR: Final = frozenset({"او", "ام"})
LAUNCHING: Final = frozenset({"شن", "توجيه", "تنفيذ"})
"""Verbal nouns of light verbs between a subject and its deed (`إعلان الجيش شن غارات`)."""
SEIZERS: Final = ("سيطر", "استيلا", "تقدم", "توغل", "زحف")
"""Stems of verbal nouns whose pronoun is who takes, not what is taken (`سيطرته على`)."""
_LATER: Final = 14
"""How far behind a deed a clause may stand that says who carried it out."""
ABOUT: Final = _WORDS["about"]
CLAIMED: Final = _WORDS["claimed"]
OF_OTHERS: Final = _WORDS["of_others"]
OBJECTIVE: Final = _WORDS["objective"]
LINKS: Final = _WORDS["links"]
TIMING: Final = _WORDS["timing"]
PASSIVE_LIGHT: Final = _WORDS["passive_light"]
VISITS: Final = _WORDS["visits"]
WITNESSING: Final = _WORDS["witnessing"]
CAUSING: Final = _WORDS["causing"]
SEIZING: Final = _WORDS["seizing"]
GATHERING: Final = _WORDS["gathering"]
ENDURING: Final = _WORDS["enduring"]
ALLOWED: Final = frozenset({"zone.exclude", "displacement.prevent"})
"""What one side forbids, and the genitive is who may not (`عدم دخول الجيش الأحياء`)."""
FIRST: Final = frozenset({"اول", "اخر", "اولي"})
_ENDURED: Final = 8
_NUNATED: Final = 4
_PEOPLE: Final = Names.PEOPLE | Names.STRUCTURE
_BODIES: Final = ARMED | COLLECTIVE | Names.PERSON | Names.NISBA
_NISBA: Final = Names.NISBA
_GROUPED: Final = ARMED | COLLECTIVE


def roles_of_noun(around: Around, trigger: Trigger, frame: Frame) -> Roles:
    """Who does what a verbal noun names and to whom: its genitive, its pronoun, its relative clause, its light verb."""
    at = trigger.token
    actor: tuple[Mention, ...] = ()
    recipient: tuple[Mention, ...] = ()
    genitive = None if trigger.suffix else genitive_of(around, trigger)
    if genitive is None and not trigger.suffix:
        genitive = _own_adjective(around, at)
    if trigger.suffix and frame.victim and trigger.light >= 0:
        recipient = _governing_subject(around, trigger, frame)  # لقي س مصرعه
    if trigger.suffix and not recipient:
        actor, recipient = _of_suffix(around, trigger, frame)
    elif relative := _relative_subject(around, at, frame):
        actor = (*subject_beside(around, trigger, frame), *relative) if frame.mutual else relative
    elif (
        (not frame.mutual or trigger.action == "contact.meet")
        and not frame.victim
        and (genitive is None or genitive.flags & QUALIFYING or trigger.action == "violence.explosion")
    ):
        actor = _carried_out(around, at, frame)
    if genitive is not None and _visited(around.words[at], genitive):
        genitive = None
    if genitive is not None and genitive.preposition == "ل" and RESISTING in around.words[at]:
        recipient, genitive = with_joined(around, genitive), None
    if genitive is not None and genitive.preposition == "ل" and "ل" in frame.target and not actor:
        actor = subject_beside(around, trigger, frame)  # نصب س كمينا لص
        recipient = with_joined(around, genitive) if actor and genitive.flags & frame.recipients else ()
    if genitive is not None and not actor and not frame.genitive and (subject := _done_by(around, trigger, frame)):
        actor, recipient = subject, with_joined(around, genitive) if genitive.flags & frame.recipients else ()
    elif genitive is not None and not actor:
        group = with_joined(around, genitive)
        counted = around.words[genitive.start - 1][0].isdigit()
        if genitive.flags & QUALIFYING and genitive.number == "s" and not (counted or genitive.flags & _GROUPED):
            national = genitive.flags & _NISBA and not genitive.flags & Names.ADJECTIVE
            actor = actor or group if national and frame.genitive != "object" else actor
        elif genitive.preposition == "ل" and genitive.flags & ARMED and trigger.action == "violence.explosion":
            actor = group  # هجوم انتحاري لمسلحي س
        elif frame.genitive == "object" and trigger.action not in ALLOWED and _opens_for(around, group, frame):
            actor = group  # فتح الجيش المعبر
        elif _is_actor(frame, genitive, taking=_takes(trigger, around.words[at])) and (
            _stem(around.words[at]) not in OBJECTIVE or _transitive(around, group)
        ):
            actor = actor or group
        elif genitive.flags & frame.recipients:
            recipient = recipient or group
        if frame.victim and recipient and (victims := victims_of(around, recipient, frame)):
            actor, recipient = recipient, victims
    if not recipient:
        floor = genitive.end - 1 if genitive else at
        beside = actor and (genitive or trigger.suffix)
        second = bare_after(around, floor, NEAR if frame.mutual else 3) if beside else None
        described = second and second.start == at + 1 and second.end == at + 2 and second.flags & QUALIFYING
        if second and (described or _visited(around.words[at], second) or _apart(around, floor + 1, second)):
            second = None
        if second and second.flags & (_BODIES if frame.mutual else frame.recipients) and second not in actor:
            recipient = with_joined(around, second)
        else:
            recipient = target_of(around, at, frame) or struck(around, at, frame)
    if not actor and not (trigger.light >= 0 and around.words[trigger.light].lstrip("وف") in PASSIVE_LIGHT):
        subject = _governing_subject(around, trigger, frame)
        if frame.victim:
            if trigger.light >= 0 and around.words[trigger.light].lstrip("وف") in CAUSING:
                return Roles((), recipient)
            seizes = trigger.light >= 0 and around.words[trigger.light].lstrip("وف") in SEIZING
            return Roles(subject, recipient) if seizes else Roles((), recipient or subject)
        actor = subject
    return Roles(actor, recipient)


def _own_adjective(around: Around, at: int) -> Mention | None:
    """The nationality that stands in one phrase with the trigger, which is a force itself (`تعزيزات تركية`)."""
    whole = next((m for m in around.mentions if m.start == at), None)
    if whole is None or whole.end == at + 1:
        return None
    noun = LEXICON[around.words[whole.end - 1]]
    if not noun.flags & _NISBA or noun.flags & Names.ADJECTIVE or noun.number != "s":
        return None
    return Mention(whole.end - 1, whole.end, 0, _NISBA, noun.gender, "s", noun.definite, "", False)


def _apart(around: Around, start: int, mention: Mention) -> bool:
    """Whether a word other than of time or place stands right before a mention that does not begin at token `start`."""
    before = around.words[mention.start - 1]
    if mention.start == start or not before[0].isalpha() or is_time_word(before) or before in RESUMPTIVE:
        return False
    if before[0] in "لب" or (around.words[mention.start - 2] == "مع" and not is_verbal_noun(before)):
        return False
    return all(m.end != mention.start for m in around.mentions)


def _done_by(around: Around, trigger: Trigger, frame: Frame) -> tuple[Mention, ...]:
    """The subject of the finite verb right before a verbal noun, whose genitive is then its object (`قاموا بقصف الفصائل`)."""
    k = trigger.token - 1
    if k > around.start and around.words[k] in LINKS:
        k -= 1
    while k > around.start and is_time_word(around.words[k]) and around.words[k] not in TIMING:
        k -= 1
    subject = next((m for m in reversed(around.mentions) if m.end == k + 1), None)
    if subject is not None and not subject.preposition and not subject.joined:
        k = subject.start - 1
    control = CONTROL.get(around.words[k])
    if control is not None and control.subject and not control.finite and subject is not None and k < subject.start:
        return with_joined(around, subject) if subject.flags & frame.actors & ~_NISBA else ()  # عزم الجيش نشر قوات
    if control is None or not control.subject or not control.finite or control.number == "1" or k < around.floor:
        return ()
    return subject_of(around, Verb(k, control.gender, control.number, ""), frame.actors & ~_NISBA, guess=False)


def _opens_for(around: Around, group: tuple[Mention, ...], frame: Frame) -> bool:
    """Whether a body is the genitive and the object stands right behind it (`إغلاق الجيش المعبر`)."""
    bodies = group[0].flags & (ARMED | COLLECTIVE) & frame.actors
    return bool(bodies) and not frame.victim and not group[0].preposition and _has_object(around, group[-1].end - 1)


def _transitive(around: Around, group: tuple[Mention, ...]) -> bool:
    """Whether an object with `ل` follows the genitive, which is the subject then (`تحرير المقاومة للمدينة`)."""
    return any(
        m.preposition in ("ل", "") and not m.joined and 0 <= m.start - group[-1].end <= (m.preposition == "ل")
        for m in around.mentions
        if group[0].flags & ARMED and m.start >= group[-1].end
    )


def unsaid(around: Around, trigger: Trigger) -> bool:
    """Whether a light verb in the passive sense right before the noun hides who acts (`سيتم فتح المعبر`)."""
    words, at = around.words, trigger.token
    if trigger.word_class != "noun":
        return False
    if words[at][0] == "ل" and any(
        word.lstrip("وف") in ENDURING for word in words[max(around.start, at - _ENDURED) : at]
    ):
        return True
    return words[at - 1].lstrip("وف") in PASSIVE_LIGHT


def _stem(word: str) -> str:
    """A verbal noun without what is fused before it."""
    bare = word[1:] if len(word) > 4 and word[0] in "وف" else word
    for lead in ("بال", "ال", "لل", "ل", "ب"):
        if bare.startswith(lead) and len(bare) - len(lead) >= 3:
            return bare[len(lead) :]
    return bare


def _visited(word: str, mention: Mention) -> bool:
    """A country after a visit or a tour is where it leads."""
    return bool(mention.flags & (Names.STATE | Names.PLACE)) and any(_stem(word).startswith(v) for v in VISITS)


def _relative_subject(around: Around, at: int, frame: Frame) -> tuple[Mention, ...]:
    """The subject of a relative clause whose verb has the noun for its object (`المحادثات التي تجريها س`)."""
    words = around.words
    for k in range(at + 1, min(at + 4, around.end - 1)):
        if words[k] in PERFORMED and words[k + 1] in RESUMPTIVE:
            found = bare_after(around, k + 1, 4)
            return with_joined(around, found) if found and found.flags & frame.actors else ()
        if frame.mutual and words[k] in GATHERING:
            found = bare_after(around, k, 3)
            return with_joined(around, found) if found and found.flags & frame.actors else ()
        if k <= at + 2 and k not in around.triggers and words[k].endswith(("ته", "تها", "ره", "ذه", "ذها", "نها")):
            found = None if words[k].startswith("ال") or LEXICON[words[k]].flags else bare_after(around, k, 2)
            if found and found.flags & frame.actors and words[found.end] not in OR:
                return with_joined(around, found)
        if words[k] in RELATIVES:
            verb = k + 2 if around.words[k + 1] in BETWEEN else k + 1
            if frame.mutual and words[verb] in GATHERING:
                found = bare_after(around, verb, 3)
                return with_joined(around, found) if found and found.flags & frame.actors else ()
            if words[verb] in PERFORMED and words[verb + 1] in RESUMPTIVE:
                found = bare_after(around, verb + 1, 4)
                return with_joined(around, found) if found and found.flags & frame.actors else ()
            if words[verb].removesuffix("ها").removesuffix("ه") in WITNESSING:
                return ()
            if verb in around.triggers or not around.words[verb].endswith(("ها", "ه", "هم")):
                return ()
            found = bare_after(around, verb, 4)
            return with_joined(around, found) if found and found.flags & frame.actors else ()
    return ()


def _carried_out(around: Around, at: int, frame: Frame) -> tuple[Mention, ...]:
    """Who carried out what the noun at `at` names, by a verb of a relative clause behind it (`هجوم على القرية نفذه س`)."""
    words = around.words
    for k in range(at + 1, min(at + _LATER, around.end - 1)):
        if words[k] in BREAKS:
            return ()
        bare = words[k].removeprefix("و")
        stem = bare.removesuffix("هما").removesuffix("ها").removesuffix("ه")
        if stem == bare or stem.removesuffix("و") not in CARRYING_OUT:
            if k in around.triggers:
                return ()
            continue
        if found := bare_after(around, k, 3):
            sure = words[found.end] not in OR
            return with_joined(around, found) if sure and found.flags & frame.actors else ()
        return _hidden(around, k, stem, frame) if words[k - 1] not in RELATIVES else ()
    return ()


def _hidden(around: Around, k: int, stem: str, frame: Frame) -> tuple[Mention, ...]:
    """The subject of the clause, which carried out by the verb at `k` what it names (`تبنت الحركة كمينا نصبته`)."""
    number = "p" if stem.endswith("و") else "s"
    gender = "f" if stem.endswith("ت") or stem.startswith("ت") else "m"
    found = subject_before(around, Verb(k, gender, number, ""), frame.actors & ~_NISBA)
    return with_joined(around, found) if found else ()


def _is_actor(frame: Frame, mention: Mention, *, taking: bool = False) -> bool:
    """Whether a genitive is who does it; who is `taking` a place may be anybody."""
    if frame.genitive:
        return frame.genitive == "actor" and bool(mention.flags & frame.actors)
    if taking and mention.flags & (Names.PEOPLE | Names.CONVOY):
        return True
    if mention.flags & (_PEOPLE | Names.PLACE) and not mention.flags & ARMED:
        return False
    return bool(mention.flags & frame.actors)


def genitive_of(around: Around, trigger: Trigger) -> Mention | None:
    """The mention that stands right after a verbal noun, or after its adjectives."""
    at = trigger.token
    if trigger.action in ("violence.kill", "violence.injure") and (
        trigger.aspect == "masdar" or "مقتل" in around.words[at]
    ):
        at = last_joined(around, at)  # مقتل وإصابة عشرة جنود
    for mention in around.mentions:
        if mention.start <= at:
            continue
        between = around.words[at + 1 : mention.start]
        if (mention.preposition and mention.preposition != "ل") or mention.joined:
            return None
        if not mention.preposition and not between and _nunated(around.words[at]) and not mention.flags & _NISBA:
            return None  # تقدما عسكريا
        if LEXICON[around.words[mention.start]].conjunction and mention.lead:
            return None
        if between and _is_count(between):
            return mention if not mention.preposition else None
        if len(between) > 2 or not all(_between_noun_and_genitive(w, mention) for w in between):
            return None
        return mention
    return None


def _nunated(word: str) -> bool:
    """Whether an indefinite accusative ends the word, which has an adjective then and no genitive (`هجوما`)."""
    return len(word) > _NUNATED and word.endswith("ا") and not word.endswith(("ها", "هما", "نا"))


def _is_count(between: list[str]) -> bool:
    """Whether all that stands between is a number in figures, roughly or not (`مقتل نحو 40 | جنديا`)."""
    return between[-1][0].isdigit() and all(w[0].isdigit() or w in ABOUT for w in between)


def _between_noun_and_genitive(word: str, mention: Mention) -> bool:
    """Whether a word can be the adjective of a verbal noun, with its genitive behind it.

    Only `ل` brings a genitive past an indefinite adjective, unless that is an adjective itself (`تقدم كبير للجيش`).
    """
    if not word[0].isalpha() or word in RELATIVES or (word[0] in "لب" and is_verbal_noun(word[1:])):
        return False  # الغارات لمساندة المقاومة
    if word in FIRST and not mention.preposition:
        return True  # هبوط أول طائرة
    if mention.preposition and not LEXICON[word].flags & Names.STOP and not VERBS[word] and not lexicon()[word]:
        return True
    indefinite = word.endswith("يه") and not word.startswith("ال")
    return adjective(word) and (not indefinite or (mention.number == "s" and bool(mention.flags & QUALIFYING)))


def _of_suffix(around: Around, trigger: Trigger, frame: Frame) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    word = around.words[trigger.token]
    taking = _takes(trigger, word) or (not frame.victim and _has_object(around, trigger.token))
    plural = trigger.suffix in ("هم", "هما") and _stem(word.removesuffix(trigger.suffix)) not in OBJECTIVE
    acting = frame.genitive == "actor" or taking or (not frame.genitive and plural)
    wanted = frame.actors if acting else frame.recipients
    if not acting and trigger.action == "violence.seize":
        return (), ()  # what is taken is a place
    if frame.victim:
        wanted &= ~(Names.STRUCTURE | Names.CONVOY)
    found = meant_by(around, trigger.token, trigger.suffix, wanted)
    if found is None:
        return (), ()
    group = with_joined(around, found)
    return (group, ()) if acting else ((), group)


def _takes(trigger: Trigger, word: str) -> bool:
    """Whether a verbal noun has for its genitive who takes a place, and never what is taken (`تقدم`, `سيطرة`)."""
    return trigger.action == "violence.seize" and any(stem in word for stem in SEIZERS)


def _has_object(around: Around, at: int) -> bool:
    """Whether a noun without a preposition follows a verbal noun with a pronoun, which is its subject then (`مداهمتها منزلا`)."""
    after = next((m for m in around.mentions if m.start > at), None)
    if after is None or after.start != at + 1 or after.preposition or after.joined or after.lead:
        return False
    return bool(after.flags & ~QUALIFYING & ~Names.QUANTITY & ~Names.DIRECTION)


def _governing_subject(around: Around, trigger: Trigger, frame: Frame) -> tuple[Mention, ...]:
    """The subject of the light or governing verb of a verbal noun."""
    if trigger.light >= 0 and around.words[trigger.light].lstrip("وف") not in WITNESSING:
        word = around.words[trigger.light]
        gender = "f" if word.rstrip("وا").endswith("ت") or word.lstrip("وف").startswith(("ت", "ست")) else "m"
        number = "p" if word.endswith(("وا", "ون")) else "s"
        wanted = frame.actors | frame.recipients if frame.victim else frame.actors
        found = subject_of(around, Verb(trigger.light, gender, number, ""), wanted)
        return tuple(m for m in found if m.end <= trigger.token)
    return ()


def subject_beside(around: Around, trigger: Trigger, frame: Frame) -> tuple[Mention, ...]:
    """The subject of a verb whose object or complement the verbal noun is: it ends right before it (`عاود س قصف ص`)."""
    at = trigger.token
    if around.words[at][0] == "و" and lexicon()[around.words[at][1:]]:
        return ()
    last = next((m for m in reversed(around.mentions) if m.end <= at), None)
    if last is None or last.preposition not in ("", "agent") or not last.flags & frame.actors or last.flags == _NISBA:
        return ()
    gap = [w for w in around.words[last.end : at] if not is_time_word(w) and w not in QUOTES and w not in LAUNCHING]
    if len(gap) > 1 or (gap and gap[0] not in LINKS):
        return ()
    located = last.end < at and around.words[at - 1] in ("خلال", "اثناء", "في")
    if located and trigger.action.startswith("violence."):
        return ()
    first = group_of(around, last)[0]
    if first.preposition or first.start == around.start or around.words[first.start - 1].endswith(INVITATION):
        return ()
    governing = around.words[first.start - 1]
    if governing.lstrip("وف") in OF_OTHERS or (governing[0] == "ل" and is_verbal_noun(governing[1:])):
        return ()
    k = first.start - 1
    while k > around.start and around.words[k][0].isdigit():
        k -= 1
    if k in around.triggers and (not VERBS[around.words[k]] or is_verbal_noun(around.words[k].lstrip("و"))):
        return ()
    before = LEXICON[around.words[first.start - 1]]
    if before.flags & (ACTING | Names.PLACE) and not (before.definite or before.suffix or before.flags & Names.STATE):
        return ()
    if frame.victim and around.words[first.start - 1] not in CLAIMED:
        return ()
    return with_joined(around, first)
