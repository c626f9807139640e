"""What the reader reads in a report: attributions, events, and the words it leaves unread."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from hudna.vocabulary.counts import Count
from hudna.vocabulary.spans import Span
from hudna.vocabulary.times import TimeWords

Action = NewType("Action", str)
"""An action of the codebook, such as `position.reinforce`."""

RuleId = NewType("RuleId", str)
"""The row that made a reading, such as `cue.verb.akkada`."""


class Act(StrEnum):
    """What the source does in saying it."""

    STATE = "state"
    DENY = "deny"
    ACCUSE = "accuse"
    CONDEMN = "condemn"
    DEMAND = "demand"
    WARN = "warn"
    THREATEN = "threaten"
    PLEDGE = "pledge"
    EXPECT = "expect"
    SUPPORT = "support"


class Mode(StrEnum):
    """Whether the content stands in quotation marks: wholly, not at all, or in part."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class SourceKind(StrEnum):
    OUTLET = "outlet"
    NAMED_PERSON = "named_person"
    ORGANISATION = "organisation"
    DOCUMENT = "document"
    UNNAMED_PERSON = "unnamed_person"
    UNNAMED_GROUP = "unnamed_group"


class Modality(StrEnum):
    HAPPENED = "happened"
    ONGOING = "ongoing"
    FUTURE = "future"
    DEMANDED = "demanded"
    HYPOTHETICAL = "hypothetical"


@dataclass(frozen=True, slots=True)
class Source:
    """One hop of a chain: the naming phrase of the one reported to speak."""

    span: Span
    kind: SourceKind


@dataclass(frozen=True, slots=True)
class Attribution:
    """A stretch of content that the report lays at somebody's door (PARC: source, cue, content).

    `chain` runs from the outermost hop to the innermost; the publishing outlet is not in it.  `carried` is true when the
    innermost source is not named beside the cue.  `candidates` holds the other earlier speakers that a carried cue could
    resume, nearest first.  `content` is one span of the printed text.
    """

    cue: Span
    chain: tuple[Source, ...]
    carried: bool
    content: Span
    act: Act
    mode: Mode
    rule: RuleId
    candidates: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens, is said to, or is meant to, and belongs to an action of the codebook.

    `attribution` is the index of the innermost attribution of the same reading in whose content the trigger stands, or
    None in the outlet's own voice.  `time_words` are the words that date it, not yet resolved.  `marks` are the words that
    decided modality and negation.  `commitment` is true when the actor's side undertakes the conduct.
    `counts` are the numbers given to it; a part of another number (`17, five children among them`) is none of its own.
    """

    trigger: Span
    action: Action
    actor: tuple[Span, ...]
    recipient: tuple[Span, ...]
    place: tuple[Span, ...]
    time_words: tuple[TimeWords, ...]
    modality: Modality
    negated: bool
    commitment: bool
    attribution: int | None
    rule: RuleId
    marks: tuple[Span, ...] = ()
    counts: tuple[Count, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """Words that look as if they should be read, and why they were not."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What the rules read in one report; every span is over the printed text."""

    attributions: tuple[Attribution, ...]
    events: tuple[Event, ...]
    unread: tuple[Unread, ...] = ()
