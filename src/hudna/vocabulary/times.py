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


class Reckoning(StrEnum):
    """How a length of time is laid out.

    `point`: that far from its base (`بعد يومين من`).  `until`: so long until the base (`بعد يومين من المعارك`).  `onward`: so long
    from the base on (`تبدأ غدا لمدة خمسة أيام`).  `days`: so many days, of which the base is the first.  `total`: so long until the
    day of print, because it is a total up to now (`قتل 3000 خلال عشرة أشهر`).
    """

    POINT = "point"
    UNTIL = "until"
    ONWARD = "onward"
    DAYS = "days"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class TimeWords:
    """Words of time that belong to an event, not yet resolved.

    `onward`: the event only begins at that time.  `base`: the words of the date from which they count (`بعد يومين من`, `غداة`), or
    of the stretch that they point back to (`هذه الفترة`).
    """

    words: Span
    role: Role
    onward: bool = False
    base: "TimeWords | None" = None
    reckoning: Reckoning = Reckoning.POINT


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
