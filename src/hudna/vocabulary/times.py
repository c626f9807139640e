"""When something is said to have happened, or to be due."""

from dataclasses import dataclass
from enum import StrEnum

from hudna.vocabulary.spans import Span


class Calendar(StrEnum):
    GREGORIAN = "gregorian"
    HIJRI = "hijri"


class Role(StrEnum):
    """What a date is the date of.

    `event`: when it happens.  `statement`: when the source says so.  `effect`: when what is declared or agreed takes effect.
    `due`: the window in which what is promised, planned or demanded is to be done.
    """

    EVENT = "event"
    STATEMENT = "statement"
    EFFECT = "effect"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class TimeWords:
    """Words of time that belong to an event, not yet resolved.

    `onward`: the event only begins at that time.  `base`: the words of the date that they count from (`بعد يومين من`, `غداة`);
    `lasting`: so long it went on until then (`بعد يومين من المعارك`).
    """

    words: Span
    role: Role
    onward: bool = False
    base: Span | None = None
    lasting: bool = False


@dataclass(frozen=True, slots=True)
class When:
    """A date as EDTF (Library of Congress, ISO 8601-2), with the words it was read from.

    `edtf` is "" when the words cannot be placed, for example because the report carries no date: `why` then says so.
    `precision` is one of day, week, decade (ten days of a month), month, season, year, open; "" when unresolved.
    """

    words: Span
    edtf: str
    precision: str
    calendar: Calendar
    rule: str
    why: str = ""
