"""The period of a brief and the one before it, and which happenings belong to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hudna.errors import BadQuestion
from hudna.ledger.entries import Entry
from hudna.ledger.steps import begun, ended

DAY = len("2020-11-01")


class BadPeriod(BadQuestion):
    """A period that cannot be one."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last`, both of them in it."""

    first: date
    last: date

    @property
    def before(self) -> "Period":
        """As many days right before it."""
        length = self.last - self.first + timedelta(days=1)
        return Period(self.first - length, self.last - length)

    @property
    def is_day(self) -> bool:
        """Whether it is a single day."""
        return self.first == self.last

    def has(self, day: str) -> bool:
        """Whether a day is in it."""
        return len(day) >= DAY and self.first.isoformat() <= day[:DAY] <= self.last.isoformat()

    def dated(self, entries: Sequence[Entry]) -> bool | None:
        """Whether what these entries tell together is dated into it, None where none of them gives a date."""
        dates = [entry.when for entry in entries if begun(entry.when) or ended(entry.when)]
        if not dates:
            return None
        return any(self.has(begun(when)) and self.has(ended(when)) for when in dates)

    def told(self, entries: Sequence[Entry]) -> bool:
        """Whether it was first told in it."""
        return self.has(entries[0].origin.published)


def period_of(first: str, last: str) -> Period:
    """The period of two dates; raises `BadPeriod` where they are none, or the first comes after the last."""
    try:
        found = Period(date.fromisoformat(first), date.fromisoformat(last))
    except ValueError as error:
        raise BadPeriod(f"--from {first} --to {last}: no dates; write them as 2020-11-01") from error
    if found.first > found.last:
        raise BadPeriod(f"--from {first} --to {last}: the first day comes after the last; change them round")
    return found
