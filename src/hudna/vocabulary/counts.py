"""How many: what a report says of a number, and of what."""

from dataclasses import dataclass

from hudna.vocabulary.spans import Span


@dataclass(frozen=True, slots=True)
class Count:
    """A number that a report gives to an event.

    `low`, `best` and `high` are what the words say and no more: all three alike for a plain number, only `low` for "at
    least", only `high` for "up to", only `best` for "about"; None where nothing is said.  `unit` is a kind of thing counted
    (people, families, vehicles, strikes, ...), `counted` the noun as printed, None where it is left unsaid.  `approximate`
    is true where the words themselves say that the number is rough.  By whose word is a matter of the event's attribution.
    """

    words: Span
    low: int | None
    best: int | None
    high: int | None
    unit: str
    counted: Span | None
    approximate: bool
    rule: str
