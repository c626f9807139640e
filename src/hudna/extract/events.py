"""Events of a report: for every trigger its attribution, roles, place, time words, scope, and whether it is a promise."""

from collections.abc import Sequence
from dataclasses import replace

from hudna.extract.commitments import Sides
from hudna.extract.phrases import Mention, mentions_in
from hudna.extract.places import places_of
from hudna.extract.roles import Control, Roles, roles_of, spoken
from hudna.extract.scope import Hit, Scope, hits_in, scope_of
from hudna.extract.stated import Stated, Trigger
from hudna.extract.subjects import Around
from hudna.extract.times import time_phrases
from hudna.extract.tokens import Sentence, Tokens
from hudna.rules.nouns import LEXICON
from hudna.rules.places import longest_place
from hudna.vocabulary import Act, Event, Modality, Span

JOINED = 8
RESULTS = frozenset({"violence.kill", "violence.injure"})
CAUSES = frozenset({"violence.shell", "violence.air", "violence.attack", "violence.explosion"})
LEADS_TO = frozenset(
    {
        "ادي",
        "ادت",
        "اسفر",
        "اسفرت",
        "خلف",
        "خلفت",
        "اوقع",
        "اوقعت",
        "مما",
        "ما",
        "اودي",
        "اودت",
        "تسبب",
        "تسببت",
        "موديا",
    }
)
WITHIN = frozenset({"في", "جراء", "اثر", "بسبب", "خلال", "نتيجه"})
HIMSELF = frozenset({"انه", "انها", "انهم", "بانه", "بانها", "بانهم", "نحن", "اننا", "باننا"})
CLAUSE = frozenset({"ان", "وان", "انه", "وانه", "انها", "وانها", "بان", "لان", "فان"})


def events_in(tokens: Tokens, triggers: Sequence[Trigger], stated: Sequence[Stated]) -> tuple[Event, ...]:
    """One event a trigger, in their order."""
    reader = _Report(tokens, triggers, stated)
    return tuple(with_causes(tokens, triggers, [reader.event(trigger) for trigger in triggers]))


def with_causes(tokens: Tokens, triggers: Sequence[Trigger], events: list[Event]) -> list[Event]:
    """Deaths and wounds without an actor take that of the strike that the same sentence says caused them."""
    words = tokens.words
    for k, event in enumerate(events):
        if event.actor or event.action not in RESULTS:
            continue
        cause = _cause(words, tokens, triggers, events, k)
        if cause is not None and cause.actor:
            events[k] = replace(event, actor=cause.actor)
    return events


def _cause(words: list[str], tokens: Tokens, triggers: Sequence[Trigger], events: list[Event], k: int) -> Event | None:
    at = triggers[k].token
    sentence = tokens.sentences[tokens.sentence_of(at)]
    for j in range(k - 1, -1, -1):
        if triggers[j].token < sentence.start:
            break
        if events[j].action in CAUSES | RESULTS:
            between = words[triggers[j].token + 1 : at]
            joined = len(between) < 2 or (events[j].action in RESULTS and words[at][0] == "و")
            return events[j] if joined or any(w.lstrip("وف") in LEADS_TO for w in between) else None
    for j in range(k + 1, len(events)):
        other = triggers[j].token
        if other >= sentence.end:
            break
        if events[j].action in CAUSES and events[j].actor and words[other - 1] in WITHIN:
            return events[j]
        if events[j].action not in RESULTS:
            break
    return None


class _Report:
    """What the events of one report share: its sentences' mentions, cues and time phrases, each read once."""

    def __init__(self, tokens: Tokens, triggers: Sequence[Trigger], stated: Sequence[Stated]) -> None:
        self.tokens = tokens
        self.stated = stated
        self.triggers = frozenset(trigger.token for trigger in triggers)
        self._last: tuple[int, Trigger, Roles] | None = None
        self._read = 0
        self._sides = Sides(tokens.words, stated)
        self._known: dict[str, int] = {}
        self._mentions: dict[int, list[Mention]] = {}
        self._earlier: dict[int, list[Mention]] = {}
        self._hits: dict[int, list[Hit]] = {}
        self._times: dict[int, list[tuple[int, int]]] = {}

    def event(self, trigger: Trigger) -> Event:
        tokens = self.tokens
        index = tokens.sentence_of(trigger.token)
        sentence = tokens.sentences[index]
        attribution = _innermost(self.stated, trigger)
        inner = self.stated[attribution] if attribution is not None else None
        around = Around(
            tokens.words, sentence.start, sentence.end, self.mentions(index), self._before(index), self.triggers
        )
        scope = scope_of(tokens, trigger, self.hits(index), inner)
        control = _control(tokens.words, trigger, scope, inner, sentence)
        roles = roles_of(around, trigger, control)
        if control.source is not None and _first_person(tokens.words[trigger.token], trigger):
            roles = Roles((spoken(tokens.words, control.source),), roles.recipient)
        roles = self._shared(trigger, index, roles)
        taken = frozenset((m.start, m.end) for m in (*roles.actor, *roles.recipient))
        places = places_of(around, trigger, taken, control.floor)
        return Event(
            trigger=tokens.span(trigger.token, trigger.token + 1, trigger.lead),
            action=trigger.action,
            actor=self._spans(roles.actor),
            recipient=self._spans(roles.recipient),
            place=self._spans(places),
            time_words=self._time(index, trigger.token),
            modality=scope.modality,
            negated=scope.negated,
            commitment=self._sides.undertakes(trigger, scope, roles.actor, inner),
            attribution=attribution,
            rule=trigger.rule,
            marks=tuple(tokens.span(i, j) for i, j in scope.marks),
        )

    def _shared(self, trigger: Trigger, index: int, roles: Roles) -> Roles:
        """A verbal noun joined to the trigger before it shares its actor."""
        last, self._last = self._last, (index, trigger, roles)
        if roles.actor or last is None or last[0] != index or trigger.word_class == "verb":
            return roles
        joined = self.tokens.words[trigger.token].startswith("و") and trigger.token - last[1].token <= JOINED
        if joined and trigger.action.split(".")[0] == last[1].action.split(".")[0]:
            roles = Roles(last[2].actor, roles.recipient)
            self._last = (index, trigger, roles)
        return roles

    def mentions(self, index: int) -> list[Mention]:
        """The mentions of a sentence; those before it are read first, because they introduce names."""
        for k in range(self._read, index):
            self._read = k + 1
            self.mentions(k)
        if index not in self._mentions:
            sentence = self.tokens.sentences[index]
            self._mentions[index] = mentions_in(self.tokens, sentence.start, sentence.end, longest_place, self._known)
        return self._mentions[index]

    def hits(self, index: int) -> list[Hit]:
        if index not in self._hits:
            sentence = self.tokens.sentences[index]
            self._hits[index] = hits_in(self.tokens.words, sentence.start, sentence.end)
        return self._hits[index]

    def _before(self, index: int) -> list[Mention]:
        """The mentions of the two sentences before, in order."""
        if index in self._earlier:
            return self._earlier[index]
        found: list[Mention] = []
        for k in range(max(0, index - 2), index):
            found.extend(self.mentions(k))
        self._earlier[index] = found
        return found

    def _spans(self, mentions: Sequence[Mention]) -> tuple[Span, ...]:
        return tuple(self.tokens.span(m.start, m.end, m.lead) for m in mentions)

    def _time(self, index: int, token: int) -> tuple[Span, ...]:
        if index not in self._times:
            sentence = self.tokens.sentences[index]
            self._times[index] = list(time_phrases(self.tokens.words, sentence.start, sentence.end))
        phrases = self._times[index]
        if not phrases:
            return ()
        start, end = min(phrases, key=lambda p: (p[0] - token) if p[0] > token else (token - p[1]) + 3)
        return (self.tokens.span(start, end),)


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


def _control(words: list[str], trigger: Trigger, scope: Scope, inner: Stated | None, sentence: Sentence) -> Control:
    """What a verbal noun hangs on: a cue or an aim before it, the clause it stands in, the demand it is the content of."""
    at = trigger.token
    floor = sentence.start
    if inner is not None and sentence.start <= inner.content[0] <= at:
        floor = inner.content[0]
    asked = -1
    if inner is not None and inner.act is Act.DEMAND and scope.modality is Modality.DEMANDED:
        asked = inner.cue.end
    for k in range(at - 1, floor, -1):
        if words[k] in CLAUSE:
            floor = k
            break
    source = inner.chain[-1].phrase if inner is not None and inner.chain else None
    governed = scope.modality is not Modality.HAPPENED or bool(scope.marks)
    return Control(governed, floor, asked, source, inner is not None and _of_himself(words, inner))


def _of_himself(words: list[str], inner: Stated) -> bool:
    """Whether the content is about its speaker: a promise, a threat, or a clause after `إنه`."""
    if inner.act in (Act.PLEDGE, Act.THREATEN) or len(inner.chain) > 1:
        return True
    before = words[inner.content[0] - 1] if inner.content[0] else ""
    first = words[inner.content[0]]
    return before in HIMSELF or first in HIMSELF or (first[0] == "ن" and len(first) > 3 and not LEXICON[first].flags)


def _first_person(word: str, trigger: Trigger) -> bool:
    """A verb in the first person: `سنفعل`, `لنفعل`, `فعلنا`."""
    if trigger.word_class != "verb":
        return False
    bare = word.lstrip("وف")
    if trigger.aspect in ("future", "imperfect", "jussive"):
        return bare.removeprefix("ل").removeprefix("س").startswith(("ن", "ا"))
    return bare.endswith("نا")
