"""The record of one report: what the reader read, resolved as far as the words allow, in the form that leaves the program.

The fields of `attributions` and `events` are those of the annotation guidelines; the rest is ours.  Gold files have the same
form without the fields that carry a default here.
"""

from dataclasses import dataclass
from typing import NamedTuple

from hudna.vocabulary.actors import Actor, Ground
from hudna.vocabulary.agreements import AgreementMention
from hudna.vocabulary.counts import Count
from hudna.vocabulary.places import PlaceMention
from hudna.vocabulary.readings import Act, Modality, Mode, SourceKind, Unread
from hudna.vocabulary.reports import Aside
from hudna.vocabulary.spans import Span
from hudna.vocabulary.times import Role


class Mention(NamedTuple):
    """A naming phrase that is to be resolved; `kind` is what kind of source it is, None where it is no source."""

    words: Span
    kind: SourceKind | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """A naming phrase and the identities it may stand for: resolved only where one is left.

    `together` is true where the words name all of them at once.  `antecedent` is the earlier words that named the one
    pointed back to, None where the phrase speaks for itself.
    """

    words: Span
    candidates: tuple[Actor, ...]
    together: bool = False
    ground: Ground = Ground.NOTHING
    antecedent: Span | None = None


class Identified(NamedTuple):
    """Who the naming phrases of a report are, and the agreements that it speaks of."""

    who: dict[Mention, Identity]
    agreements: tuple[AgreementMention, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """An attribution on record: `sources` runs from the outermost hop to the innermost, `kinds` beside it.

    `candidates` are the other earlier speakers that a carried cue could resume, nearest first.  `who` holds the identity
    of each hop, beside `sources`.
    """

    cue: Span
    sources: tuple[Span, ...]
    kinds: tuple[SourceKind, ...]
    carried: bool
    content: Span
    act: Act
    mode: Mode
    rule: str = ""
    id: str = ""
    candidates: tuple[Span, ...] = ()
    who: tuple[Identity, ...] = ()


@dataclass(frozen=True, slots=True)
class Dating:
    """Words that date an event; `edtf` is "" when they cannot be placed, and `why` then says so."""

    words: Span
    edtf: str
    precision: str
    calendar: str
    rule: str
    why: str = ""
    role: Role = Role.EVENT


@dataclass(frozen=True, slots=True)
class Happening:
    """An event on record; `when` is EDTF or "", `attribution` the index of the statement it stands in, or None.

    `who` holds the identities of actors and recipients, `datings` every date that was read, `marks` the words that
    decided modality and negation, `counts` the numbers given to it, `where` the places that `place` may stand for,
    `agreements` the indices of the mentions of agreements in the record that an event of that register is about.
    """

    trigger: Span
    action: str
    actor: tuple[Span, ...]
    recipient: tuple[Span, ...]
    place: tuple[Span, ...]
    when: str
    modality: Modality
    negated: bool
    commitment: bool
    attribution: int | None
    rule: str = ""
    id: str = ""
    who: tuple[Identity, ...] = ()
    datings: tuple[Dating, ...] = ()
    marks: tuple[Span, ...] = ()
    counts: tuple[Count, ...] = ()
    where: tuple[PlaceMention, ...] = ()
    agreements: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """One report and all that was read in it; every span is over `text`."""

    id: str
    outlet: str
    published: str
    title: str
    text: str
    attributions: tuple[Statement, ...]
    events: tuple[Happening, ...]
    url: str = ""
    asides: tuple[Aside, ...] = ()
    unread: tuple[Unread, ...] = ()
    agreements: tuple[AgreementMention, ...] = ()
