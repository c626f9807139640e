"""Events of a report: for every trigger its attribution, roles, place, time words, scope, and whether it is a promise."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from hudna.extract.causes import RESULTS, STRIKES, with_causes
from hudna.extract.commitments import BARRING, PROPOSING, STAYING, Undertakings
from hudna.extract.control import BEFORE_NOUN, HALTS, Held, spoken
from hudna.extract.dating import Dates
from hudna.extract.mentions import AIMING, Mention, mentions_in
from hudna.extract.new_places import new_places
from hudna.extract.parties import INCLUDING
from hudna.extract.places import places_of
from hudna.extract.recipients import held_by
from hudna.extract.roles import roles_of
from hudna.extract.scope import BY_TERMS, Scope, scope_of, stipulates
from hudna.extract.scope_cues import Hit, hits_in
from hudna.extract.series import Item, as_noun, goes_on, leads, shared
from hudna.extract.stated import Stated, Trigger
from hudna.extract.subjects import BEING, RELATIVES, Around, Roles
from hudna.extract.times import is_time_word
from hudna.extract.tokens import Sentence, Tokens
from hudna.extract.unbound import UNDERGONE
from hudna.extract.verbal_nouns import PASSIVE_LIGHT
from hudna.rules.control import CONTROL
from hudna.rules.nouns import ARMED, LEXICON, Names
from hudna.rules.scope import RULES
from hudna.rules.shapes import is_imperfect
from hudna.vocabulary import Act, Event, Modality, SourceKind, Span

JOINED: Final = 16
IN: Final = frozenset({"في", "خلال"})
TALKS: Final = frozenset({"contact.talk", "contact.meet", "contact.call"})
ROOT_LETTERS: Final = 3
ADVANCES: Final = frozenset({"تقدم", "توغل", "زحف", "تراجع", "تقهقر", "تمركز"})
"""Verbs that are spelled like their verbal nouns and have no object."""
RESOLVE: Final = ("التزام", "عزم", "استعداد", "تعهد", "نيت", "اعتزام")
"""How the nouns of resolve begin, which govern verbal nouns joined to one another."""
OR: Final = "او"
"""After it stands what the governing verb far before it has for its second object (`لا تنوي أن تخفض عددها، أو سحب`)."""
NOR: Final = "ولا"
BEFORE: Final = 2
"""How many sentences before its own an event may take a name from."""
TANWIN: Final = "\u064b"
DAMMA: Final = "\u064f"
JOINING: Final = frozenset({"و", "وعلي", "والي", "وفي", "وعن", "ومن"})
HIMSELF: Final = frozenset({"انه", "انها", "انهم", "بانه", "بانها", "بانهم", "نحن", "اننا", "باننا"})
FAR: Final = 30
"""How far a clause stands at most behind the one that it is joined to."""
THAT: Final = frozenset({"ان", "بان", "وان", "وبان", "الا", "بالا", "والا", "وبالا"})
CLAUSE: Final = frozenset({"ان", "وان", "انه", "وانه", "انها", "وانها", "بان", "لان", "فان"})


def events_in(tokens: Tokens, triggers: Sequence[Trigger], stated: Sequence[Stated]) -> tuple[Event, ...]:
    """One event a trigger, in their order."""
    reader = _Report(tokens, triggers, stated)
    return tuple(with_causes(tokens, triggers, [reader.event(trigger) for trigger in triggers]))


class _Report:
    """What the events of one report share: its sentences' mentions, cues and time phrases, each read once."""

    def __init__(self, tokens: Tokens, triggers: Sequence[Trigger], stated: Sequence[Stated]) -> None:
        self.tokens = tokens
        self.stated = stated
        self.triggers = frozenset(trigger.token for trigger in triggers)
        self._scoped: tuple[int, int | None, Trigger, Scope] | None = None
        self._last: tuple[int, Trigger, Roles] | None = None
        self._item: Item | None = None
        self._that: tuple[int, int | None, int, Scope] | None = None
        self._read = 0
        self._undertakings = Undertakings(tokens.words, stated)
        self._known: dict[str, int] = new_places(tokens.words, tokens.looks, self.triggers)
        self._mentions: dict[int, list[Mention]] = {}
        self._earlier: dict[int, list[Mention]] = {}
        self._hits: dict[int, list[Hit]] = {}
        self._dates = Dates(tokens, triggers, stated)

    def event(self, trigger: Trigger) -> Event:
        tokens = self.tokens
        index = tokens.sentence_of(trigger.token)
        sentence = tokens.sentences[index]
        attribution = _innermost(self.stated, trigger)
        inner = self.stated[attribution] if attribution is not None else None
        trigger = _as_term(tokens.words, self._as_printed(trigger, sentence.start), inner)
        trigger, item = self._listed(trigger, index, attribution)
        scope = self._joined(trigger, index, attribution, scope_of(tokens, trigger, self.hits(index), inner))
        if item is not None:
            scope = shared(tokens.words, item, trigger, scope)
        held = _held(tokens.words, trigger, scope, inner, sentence)
        if item is not None:
            listed = item.debtor()
            held = held._replace(listed=listed, governed=bool(listed) or trigger.action.startswith("contact."))
        around = self._around(index, sentence, inner, held)
        roles = self._roles(trigger, index, around, held)
        if leads(trigger, scope):
            self._item = Item(index, attribution, trigger, scope, around, held, roles.actor)
        taken = frozenset((m.start, m.end) for m in (*roles.actor, *roles.recipient, *held_by(around, roles.recipient)))
        places = places_of(around, trigger, taken, held.floor)
        return Event(
            trigger=tokens.span(trigger.token, trigger.token + 1, trigger.lead),
            action=trigger.action,
            actor=self._spans(roles.actor),
            recipient=self._spans(roles.recipient),
            place=self._spans(places),
            time_words=self._dates.of(trigger, scope),
            modality=scope.modality,
            negated=_denied(trigger, scope),
            commitment=self._undertakings.holds(trigger, scope, roles.actor, inner),
            attribution=attribution,
            rule=trigger.rule,
            marks=tuple(tokens.span(i, j) for i, j in scope.marks),
        )

    def _listed(self, trigger: Trigger, index: int, attribution: int | None) -> tuple[Trigger, Item | None]:
        """The trigger, a noun where it goes on a list though spelled like a verb, and the item before it or None."""
        item, words = self._item, self.tokens.words
        if item is None or (item.sentence, item.attribution) != (index, attribution):
            return trigger, None
        if as_noun(words, item, trigger):
            trigger = replace(trigger, word_class="noun", aspect="masdar")
        on = trigger.word_class != "verb" and goes_on(words, item.trigger.token, trigger)
        return trigger, item if on else None

    def _roles(self, trigger: Trigger, index: int, around: Around, held: Held) -> Roles:
        """Actor and recipient; of a verb in the first person and of a pledged one without a subject it is who speaks."""
        roles = roles_of(around, trigger, held)
        words, speaker = around.words, around.speaker
        if speaker is not None and _first_person(words[trigger.token], trigger):
            roles = Roles((speaker,), roles.recipient)
        roles = self._shared(trigger, index, roles)
        if (
            speaker is not None
            and held.owing
            and (_said_again(words, trigger, roles.actor) or _promised_to(words, trigger, speaker, roles.actor))
        ):
            roles = Roles((speaker,), roles.recipient)
        return roles

    def _joined(self, trigger: Trigger, index: int, attribution: int | None, scope: Scope) -> Scope:
        """A verbal noun joined to one before it that is planned, demanded or supposed stands as that does."""
        if trigger.word_class == "verb" and self.tokens.words[trigger.token - 1] in THAT:
            return self._clause(trigger, index, attribution, scope)
        before, self._scoped = self._scoped, (index, attribution, trigger, scope)
        if before is None or before[:2] != (index, attribution) or trigger.word_class == "verb":
            return scope
        _, _, first, theirs = before
        words = self.tokens.words
        nor = theirs.negated and words[trigger.token - 1] == NOR and scope.rules == ("scope.la_genus",)
        if scope.rules and not nor:
            return scope
        gap = words[first.token + 1 : trigger.token]
        far = len(gap) > JOINED or first.word_class == "verb" or scope.modality is not Modality.HAPPENED
        if theirs.modality is Modality.ONGOING and not theirs.rules:
            return scope
        beside = trigger.action == "contact.coordinate" and words[trigger.token].startswith("ب") and not far
        if beside and RULES.terminators.isdisjoint(gap):
            return scope._replace(modality=theirs.modality)
        if (
            far
            or theirs.modality is Modality.HAPPENED
            or not (nor or _joins(words, trigger.token))
            or not RULES.terminators.isdisjoint(gap)
        ):
            return scope
        joined = theirs._replace(rules=(*scope.rules, *theirs.rules))
        self._scoped = (index, attribution, trigger, joined)
        return joined

    def _clause(self, trigger: Trigger, index: int, attribution: int | None, scope: Scope) -> Scope:
        """A clause joined by `وأن` to one with `أن` that is planned or demanded stands as that does."""
        words, at = self.tokens.words, trigger.token
        before, self._that = self._that, (index, attribution, at, scope)
        present = trigger.aspect in ("imperfect", "subjunctive")
        if before is None or before[:2] != (index, attribution) or not present or words[at - 1][0] != "و":
            return scope
        _, _, first, theirs = before
        planned = theirs.modality in (Modality.FUTURE, Modality.DEMANDED) and at - first <= FAR
        if not planned or scope.modality not in (Modality.ONGOING, Modality.HAPPENED) or "." in words[first:at]:
            return scope
        denied = words[at - 1].endswith("الا")
        joined = theirs._replace(negated=denied, rules=(*scope.rules, *theirs.rules))
        self._that = (index, attribution, at, joined)
        return joined

    def _around(self, index: int, sentence: Sentence, inner: Stated | None, held: Held) -> Around:
        words = self.tokens.words
        last = self._last
        finite = last is not None and (last[1].word_class == "verb" or last[1].light >= 0)
        resumed = last[2].actor if last is not None and last[0] == index and finite else ()
        return Around(
            words,
            sentence.start,
            sentence.end,
            self.mentions(index),
            self._before(index),
            self.triggers,
            max(sentence.start, inner.content[0]) if inner is not None else sentence.start,
            spoken(words, held.source) if held.source is not None else None,
            resumed,
            inner.content[1] if inner is not None else sentence.end,
        )

    def _shared(self, trigger: Trigger, index: int, roles: Roles) -> Roles:
        """A verbal noun joined to the trigger before it shares its actor."""
        last, self._last = self._last, (index, trigger, roles)
        if last is not None and last[0] == index and trigger.action == "ceasefire.begin" and not roles.actor:
            announced = last[1].action in ("ceasefire.declare", "ceasefire.begin") and trigger.word_class == "verb"
            announced = announced and not any(stem in self.tokens.words[last[1].token] for stem in PROPOSING)
            return Roles(last[2].actor, roles.recipient) if announced else roles
        if last is None or last[0] != index or trigger.word_class == "verb":
            return roles
        fled = last[1].word_class == "verb" and last[1].action == trigger.action == "displacement.flee"
        if fled and not roles.actor:
            return Roles(last[2].actor, roles.recipient)  # نزحت الأسر هربا من القصف
        if not roles.actor and self._within(trigger, last[1], last[2]):
            return Roles(last[2].actor, roles.recipient)
        if trigger.action == "violence.clash" and last[1].action in RESULTS:
            if last[1].word_class == "verb" and last[2].actor and not roles.actor:
                return self._fought(trigger, index, last[2], roles)
            return self._fell(trigger, index, last[2].recipient, roles)
        if self._aim_of_talks(trigger, last[1], last[2], roles):
            return Roles(last[2].actor, roles.recipient)
        beside = trigger.action == "contact.coordinate" and last[1].action != trigger.action
        if beside and self.tokens.words[trigger.token][0] == "ب" and last[0] == index:
            return Roles((*last[2].actor, *(m for m in roles.actor if m not in last[2].actor)), roles.recipient)
        joined = self.tokens.words[trigger.token].startswith("و") and trigger.token - last[1].token <= JOINED
        if roles.actor and not (joined and trigger.token == last[1].token + 1):
            return roles
        alike = trigger.action.split(".")[0] == last[1].action.split(".")[0]
        listed = last[1].word_class != "verb" and "،" not in self.tokens.words[last[1].token : trigger.token]
        if joined and (alike or (listed and not roles.actor)):
            roles = Roles(last[2].actor, roles.recipient)
            self._last = (index, trigger, roles)
        return roles

    def _within(self, trigger: Trigger, deed: Trigger, done: Roles) -> bool:
        """Whether a strike is the one in which, or one of those that, the deed before it was done (`دمرت س الجسر في غارة`)."""
        words, at = self.tokens.words, trigger.token
        if trigger.action not in STRIKES or not done.actor or words[at].startswith("ال"):
            return False
        if words[at - 1] in INCLUDING:
            return deed.action in STRIKES and deed.word_class == "noun"
        if deed.word_class != "verb" or not deed.action.startswith("violence.") or words[at - 1] not in IN:
            return False
        return at - deed.token <= JOINED and RULES.terminators.isdisjoint(words[deed.token : at])

    def _aim_of_talks(self, trigger: Trigger, talks: Trigger, held: Roles, roles: Roles) -> bool:
        """Whether a verbal noun is what the talks right before it are for: their parties do it (`محادثات بين س وص للتوصل إلى`)."""
        words = self.tokens.words
        if talks.action not in TALKS or words[trigger.token][0] != "ل" or len(held.actor) < 2:
            return False
        between = words[talks.token + 1 : trigger.token]
        return (
            len(between) <= JOINED
            and RULES.terminators.isdisjoint(between)
            and all(m.end <= talks.token for m in roles.actor)
            and any(m.start > talks.token for m in held.actor)
        )

    def _fought(self, trigger: Trigger, index: int, done: Roles, roles: Roles) -> Roles:
        """Who killed and whose men fell are the sides of a clash in which it was done (`قتلت القوات عشرة من س في اشتباكات`)."""
        words, at = self.tokens.words, trigger.token
        dead = done.recipient
        if words[at - 1] not in IN or roles.recipient or not dead or dead[-1].end > at or not dead[0].flags & ARMED:
            return roles
        own = (m for m in self.mentions(index) if dead[-1].end <= m.start <= dead[-1].end + 1 and m.preposition == "من")
        side = next((m for m in own if m.flags & ARMED), None)
        return Roles((*done.actor, *((side,) if side else dead)), ())

    def _fell(self, trigger: Trigger, index: int, dead: tuple[Mention, ...], roles: Roles) -> Roles:
        """Whose armed men fell in a clash fought in it, against those that `مع` names (`قتل مسلحون من س في اشتباكات مع ص`)."""
        words, at = self.tokens.words, trigger.token
        against = [m for m in roles.actor if m.start > at and (m.preposition == "مع" or m.joined)]
        within = words[at - 1] in ("في", "خلال", "اثناء", "اثر", "جراء") or words[at][0] == "ب"
        named = any(m.start > at and m not in against for m in roles.actor) or words[at].startswith(("ال", "بال"))
        if not within or named or not dead or not dead[0].flags & ARMED or dead[-1].end > at:
            return roles
        if "،" in words[dead[-1].end : at] or not (against or roles.recipient):
            return roles
        own = [m for m in self.mentions(index) if dead[-1].end <= m.start <= dead[-1].end + 1 and m.preposition == "من"]
        side = [m for m in own if m.flags & ARMED]
        side += [m for m in self.mentions(index) if side and m.joined and side[-1].end <= m.start <= side[-1].end + 1]
        return Roles(tuple(side) or dead, tuple(against) or roles.recipient)

    def _as_printed(self, trigger: Trigger, start: int) -> Trigger:
        """The trigger with what the printed letters or the verb before it tell that its folded word does not."""
        token, tokens = trigger.token, self.tokens
        if trigger.word_class == "noun" and trigger.gender == "f" and tokens.words[token].endswith("ه"):
            printed = tokens.printed(token)
            if printed[-1] == "ه" and printed.lstrip("وف")[0] == "أ":  # أصابه, not إصابة
                return replace(trigger, word_class="verb", aspect="perfect", gender="m", suffix="ه", passive=False)
        if trigger.word_class != "verb":
            return trigger
        if self._is_object(trigger) or _is_verbal_noun(tokens.words, trigger, start) or self._counted_on(trigger):
            return replace(trigger, word_class="noun", aspect="masdar")
        if trigger.passive is None and self._voweled_passive(token):
            return replace(trigger, passive=True)
        return trigger

    def _is_object(self, trigger: Trigger) -> bool:
        """Whether what could be a dual verb is an indefinite noun: it is printed so, or one subject stands before it."""
        token, tokens = trigger.token, self.tokens
        if trigger.aspect != "perfect" or trigger.number != "d":
            return False
        if TANWIN in tokens.printed(token):
            return True
        if tokens.words[token][0] == "و":
            return False
        before = [m for m in self.mentions(tokens.sentence_of(token)) if m.end <= token]
        while token > 0 and is_time_word(tokens.words[token - 1]):
            token -= 1  # حقق الجيش أمس تقدما
        return bool(before) and before[-1].end == token and before[-1].number != "d" and not before[-1].joined

    def _counted_on(self, trigger: Trigger) -> bool:
        """Whether what is spelled like a verb goes on with the dead of a noun (`مقتل جندي وجرح ثلاثة`)."""
        last, words, at = self._last, self.tokens.words, trigger.token
        if last is None or last[1].word_class == "verb":
            return False
        if {last[1].action, trigger.action} - RESULTS and not words[at + 1].endswith("ين"):
            return False
        alike = words[at][0] == "و" and len(words[at]) == ROOT_LETTERS + 1 and trigger.passive is not True
        return alike and at - last[1].token <= JOINED // 2 and RULES.terminators.isdisjoint(words[last[1].token : at])

    def _voweled_passive(self, token: int) -> bool:
        """Whether the printed verb has a damma on its first letter, which the press sets to mark a passive."""
        folded, at = self.tokens.folded, self.tokens.starts[token]
        lead = 1 if self.tokens.words[token][0] in "وف" else 0
        start, end = folded.printed_span(at + lead, at + lead + 1)
        return DAMMA in folded.printed[start : end + 1]

    def mentions(self, index: int) -> list[Mention]:
        """The mentions of a sentence; those before it are read first, because they introduce names."""
        for k in range(self._read, index):
            self._read = k + 1
            self.mentions(k)
        if index not in self._mentions:
            sentence = self.tokens.sentences[index]
            self._mentions[index] = mentions_in(self.tokens, sentence.start, sentence.end, self._known, self.triggers)
            for mention in self._mentions[index]:
                if mention.flags & Names.PERSON and mention.end - mention.start > 2:
                    self._undertakings.sides.meet(mention.phrase)
        return self._mentions[index]

    def hits(self, index: int) -> list[Hit]:
        if index not in self._hits:
            sentence = self.tokens.sentences[index]
            self._hits[index] = hits_in(self.tokens.words, self.tokens.looks, sentence.start, sentence.end)
        return self._hits[index]

    def _before(self, index: int) -> list[Mention]:
        """The mentions of the two sentences before, in order."""
        if index in self._earlier:
            return self._earlier[index]
        found: list[Mention] = []
        for k in range(max(0, index - BEFORE), index):
            found.extend(self.mentions(k))
        self._earlier[index] = found
        return found

    def _spans(self, mentions: Sequence[Mention]) -> tuple[Span, ...]:
        return tuple(self.tokens.span(m.start, m.end, m.lead) for m in mentions)


def _denied(trigger: Trigger, scope: Scope) -> bool:
    """Whether the event is denied: who stays does not withdraw, and `لا مكان لهم` keeps them out."""
    if trigger.rule in STAYING:
        return not scope.negated
    return scope.negated and trigger.rule not in BARRING


def _joins(words: list[str], at: int) -> bool:
    """Whether the word at `at` is joined by `و`, fused to it or to a preposition before it."""
    return words[at][0] == "و" or (words[at - 1][0] == "و" and words[at - 1] in JOINING)


def _is_verbal_noun(words: list[str], trigger: Trigger, start: int) -> bool:
    """Whether what is spelled like a verb is the object of one before it (`واصلت القوات قصف البلدة`)."""
    at = trigger.token
    if trigger.aspect != "perfect" or trigger.number != "s" or trigger.suffix:
        return False
    before = words[at - 1] if at > start else "."
    if before in BEFORE_NOUN or before in AIMING or before.lstrip("وف") in PASSIVE_LIGHT:
        return True
    if is_imperfect(before) and before not in BEING:
        return True
    body = LEXICON[words[at + 1]] if at + 1 < len(words) else None
    feminine = body is not None and body.flags & Names.FORCE and body.definite and body.gender == "f"
    if feminine and trigger.gender == "m" and words[at].removeprefix("و") in ADVANCES:
        return True  # وتقدم الكتيبة
    joined = len(words[at]) == ROOT_LETTERS + 1 and words[at][0] == "و"
    if len(words[at]) not in (ROOT_LETTERS, ROOT_LETTERS - 1) and not joined:
        return False
    acted = body is not None and bool(body.flags & ARMED) and not body.suffix
    for k in range(at - 1, max(start, at - JOINED) - 1, -1):
        control = CONTROL.get(words[k])
        if control is not None and control.subject and (control.finite or at - k <= 2):
            return True
        if not acted and words[k].lstrip("و").removeprefix("ب").startswith(RESOLVE):
            return True  # أكدت التزامها بوقف القصف وسحب مدافعها
        if not joined and words[k].lstrip("وف") in PASSIVE_LIGHT:
            return True  # سيتم بموجب التفاهم نشر قوات
        if words[at - 1] != OR and (words[k] in HALTS or words[k] in RELATIVES or words[k] == "،"):
            return False
    return False


def _as_term(words: list[str], trigger: Trigger, inner: Stated | None) -> Trigger:
    """What is spelled like a past and is laid down or pledged is a verbal noun (`يقضي بسحب المدافع وفتح الطريق`)."""
    if trigger.aspect != "perfect" or inner is None or trigger.number != "s" or trigger.suffix:
        return trigger
    at, start, cue = trigger.token, inner.content[0], words[inner.cue.start].lstrip("وف")
    joined = words[at][0] == "و" and len(words[at]) == ROOT_LETTERS + 1
    opens = at == start and len(words[at]) == ROOT_LETTERS
    if not (joined or opens) or cue in BY_TERMS or not (inner.act is Act.PLEDGE or stipulates(words, inner)):
        return trigger
    if HALTS.isdisjoint(words[start:at]) and RELATIVES.isdisjoint(words[start:at]):
        return replace(trigger, word_class="noun", aspect="masdar")
    return trigger


def _innermost(stated: Sequence[Stated], trigger: Trigger) -> int | None:
    """The index of the shortest content that the trigger stands in; of equal ones the longest chain."""
    best: tuple[int, int] | None = None
    found: int | None = None
    for k, one in enumerate(stated):
        start, end = one.content
        if start <= trigger.token < end:
            size = (end - start, -len(one.chain))
            if best is None or size < best:
                best, found = size, k
    return found


def _held(words: list[str], trigger: Trigger, scope: Scope, inner: Stated | None, sentence: Sentence) -> Held:
    """What a verbal noun hangs on: a cue or an aim before it, the clause it stands in, the demand it is the content of."""
    at = trigger.token
    floor = sentence.start
    if inner is not None and sentence.start <= inner.content[0] <= at:
        floor = inner.content[0]
    asked = -1
    if (
        inner is not None
        and inner.content[0] <= at
        and (inner.act is Act.ACCUSE or (inner.act is Act.DEMAND and scope.modality is Modality.DEMANDED))
    ):
        asked = inner.cue.end
    for k in range(at - 1, floor, -1):
        if words[k] in CLAUSE:
            floor = k
            break
    source = inner.chain[-1].phrase if inner is not None and inner.chain else None
    governed = scope.modality is not Modality.HAPPENED or bool(scope.marks) or asked >= 0
    cue = CONTROL.get(words[inner.cue.start]) if inner is not None else None
    owned = inner is not None and cue is not None and cue.claims and cue.subject and at <= inner.content[0] + 1
    told = inner.cue.end if inner is not None and inner.content[0] == floor and at - floor <= 1 else -1
    speaks = inner is not None and _of_himself(words, inner)
    owing = inner is not None and inner.act in (Act.PLEDGE, Act.THREATEN) and scope.modality is Modality.FUTURE
    owing = (
        owing
        and trigger.action not in UNDERGONE
        and not trigger.action.startswith("displacement.")
        and at - (inner.content[0] if inner is not None else at) <= JOINED
    )
    return Held(governed, floor, asked, source, speaks, owned, told, (), owing)


def _of_himself(words: list[str], inner: Stated) -> bool:
    """Whether the content is about its speaker: a promise, a threat, or a clause after `إنه`."""
    nested = len(inner.chain) > 1 and inner.chain[-1].kind is SourceKind.ORGANISATION
    if inner.act in (Act.PLEDGE, Act.THREATEN) or nested:
        return True
    before = words[inner.content[0] - 1] if inner.content[0] else ""
    first = words[inner.content[0]]
    return before in HIMSELF or first in HIMSELF or (first[0] == "ن" and len(first) > 3 and not LEXICON[first].flags)


def _said_again(words: list[str], trigger: Trigger, actor: Sequence[Mention]) -> bool:
    """Whether a pledged verb opens its clause and has no subject behind it: it is that of who pledges (`وبأن تنشر نقاطا`)."""
    opens = trigger.word_class == "verb" and words[trigger.token - 1] in THAT
    return opens and all(mention.end <= trigger.token for mention in actor)


def _promised_to(words: list[str], trigger: Trigger, speaker: Mention, actor: Sequence[Mention]) -> bool:
    """Whether who was taken for the actor is he to whom the promise is made (`إن القائد وعد الأعيان بسحب قواته`)."""
    if trigger.word_class == "verb" or not actor:
        return False
    between = all(speaker.end <= m.start and m.end <= trigger.token for m in actor)
    return between and THAT.isdisjoint(words[speaker.end : trigger.token])


def _first_person(word: str, trigger: Trigger) -> bool:
    """A verb in the first person: `سنفعل`, `لنفعل`, `فعلنا`."""
    if trigger.word_class != "verb":
        return False
    bare = word.lstrip("وف")
    if trigger.aspect in ("future", "imperfect", "subjunctive", "jussive"):
        return bare.removeprefix("ل").removeprefix("س").startswith(("ن", "ا"))
    return bare.endswith("نا")
