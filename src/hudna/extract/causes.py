"""Deaths and wounds take actor and place of the strike that the report says caused them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from hudna.extract.stated import Trigger
from hudna.extract.tokens import Tokens
from hudna.rules.control import CONTROL
from hudna.rules.frames import RULES
from hudna.vocabulary import Event, Role, Span

RESULTS: Final = frozenset({"violence.kill", "violence.injure"})
STRIKES: Final = frozenset({"violence.shell", "violence.air", "violence.attack", "violence.explosion"})
LEADS_TO: Final = RULES.words["leads_to"]
OWING_TO: Final = RULES.words["owing_to"]
STRIKE_WORDS: Final = RULES.words["strike_words"]
THEREIN: Final = frozenset({"فيه", "فيها", "خلاله", "خلالها"})
"""After a death they lead back to the strike told before it (`هجوم نفذه س قتل فيه ص`)."""
_NEAR: Final = 2
_LISTED: Final = 7
FOUGHT: Final = frozenset({"violence.clash", "violence.seize"})
MEANWHILE: Final = ["في", "حين"]


def with_causes(tokens: Tokens, triggers: Sequence[Trigger], events: list[Event]) -> list[Event]:
    """The events, those of death and wounding with what their cause lends them where they name nobody themselves."""
    for k, event in enumerate(events):
        if event.action in RESULTS:
            cause = _cause(tokens, triggers, events, k)
            named = _named_again(tokens, triggers, events, k) if cause is None or not cause.actor else None
            cause = replace(cause, actor=named.actor) if cause is not None and named is not None else cause or named
            if cause is not None:
                place = cause.place if _nearer(cause, event) else event.place or cause.place
                when = event.time_words
                if all(time.role is Role.STATEMENT for time in when) and _together(tokens, cause, event, triggers[k]):
                    when = cause.time_words
                killers = event.actor or tuple(a for a in cause.actor if not _among(a, event.recipient))
                events[k] = replace(event, actor=killers, place=place, time_words=when)
    for k in range(len(events) - 2, -1, -1):
        if events[k].action in RESULTS and not events[k].place and _joined(tokens, triggers, k):
            events[k] = replace(events[k], place=events[k + 1].place)
    return events


def _among(actor: Span, victims: tuple[Span, ...]) -> bool:
    """Whether those who struck are the same who were hit (`قتل خمسة في هجومهم`)."""
    return any(actor.start < victim.end and victim.start < actor.end for victim in victims)


def _joined(tokens: Tokens, triggers: Sequence[Trigger], k: int) -> bool:
    """Whether the next trigger is of the same kind and joined to this one, a death or a wound (`مقتل وإصابة وتدمير`)."""
    first, second = triggers[k], triggers[k + 1]
    alike = first.word_class == second.word_class == "noun" and second.action.startswith("violence.")
    near = second.token - first.token <= _LISTED and "،" not in tokens.words[first.token : second.token]
    return alike and near and tokens.words[second.token][0] == "و" and second.action not in FOUGHT


def _together(tokens: Tokens, cause: Event, event: Event, trigger: Trigger) -> bool:
    """Whether cause and result stand in one sentence and are told by the same: a date is that of its own sentence."""
    if cause.attribution != event.attribution:
        return False
    sentence = tokens.sentences[tokens.sentence_of(trigger.token)]
    return tokens.span(sentence.start, sentence.end).start <= cause.trigger.start


def _nearer(cause: Event, event: Event) -> bool:
    """Whether the place read for the result stands before its cause, which has one of its own."""
    first = min(cause.trigger.start, event.trigger.start)
    return bool(cause.place and event.place) and event.place[0].start < first


def _cause(tokens: Tokens, triggers: Sequence[Trigger], events: list[Event], k: int) -> Event | None:
    at = triggers[k].token
    sentence = tokens.sentences[tokens.sentence_of(at)]
    return _told_after(tokens.words, triggers, events, k, sentence.end) or _told_before(
        tokens.words, triggers, events, k, sentence.start
    )


def _told_before(
    words: list[str], triggers: Sequence[Trigger], events: list[Event], k: int, start: int
) -> Event | None:
    at = triggers[k].token
    therein = words[at + 1] in THEREIN if at + 1 < len(words) else False
    for j in range(k - 1, -1, -1):
        if triggers[j].token < start:
            break
        between = words[triggers[j].token + 1 : at]
        if events[j].action in RESULTS:
            if len(between) < 2 or words[at][0] == "و" or words[at - 1].startswith("و"):
                return events[j] if events[j].actor or events[j].place else None
        elif events[j].action == "violence.clash" and any(w.lstrip("وف") in LEADS_TO for w in between):
            return None
        elif events[j].action in STRIKES:
            led = therein or len(between) < 2 or any(w.lstrip("وف") in LEADS_TO for w in between)
            return events[j] if led else None
    return None


def _told_after(words: list[str], triggers: Sequence[Trigger], events: list[Event], k: int, end: int) -> Event | None:
    for j in range(k + 1, len(events)):
        at = triggers[j].token
        if at >= end:
            break
        if events[j].action in STRIKES or events[j].action == "violence.clash":
            verb = triggers[j].light if triggers[j].light > triggers[k].token else at
            near = words[max(triggers[k].token + 1, verb - _NEAR) : verb]
            own = bool(near) and (near[-1] in CONTROL or near[-2:] == MEANWHILE)
            if (any(w in OWING_TO for w in near) and not own) or words[at][0] == "ب":
                return events[j] if events[j].action in STRIKES else replace(events[j], actor=())
        if events[j].action in RESULTS and events[j].actor and words[at][0] == "و" and j == k + 1:
            return replace(events[j], place=(), time_words=())
        if events[j].action not in RESULTS and events[j].action not in STRIKES:
            break
    return None


def _named_again(tokens: Tokens, triggers: Sequence[Trigger], events: list[Event], k: int) -> Event | None:
    """The strike of a sentence before, where this one takes it up (`أسفر الهجوم عن مقتل`)."""
    words = tokens.words
    at = triggers[k].token
    if not any(
        words[i].lstrip("وف") in LEADS_TO and words[i + 1] in STRIKE_WORDS for i in range(max(0, at - 5), at - 1)
    ):
        return None
    return _told(tokens, triggers, events, k)


def _told(tokens: Tokens, triggers: Sequence[Trigger], events: list[Event], k: int) -> Event | None:
    """The last strike before trigger `k`, in its sentence or the two before, whose actor is named."""
    at = triggers[k].token
    for j in range(k - 1, -1, -1):
        if tokens.sentence_of(triggers[j].token) < tokens.sentence_of(at) - 2:
            break
        if events[j].action in STRIKES and events[j].actor:
            return events[j]
    return None
