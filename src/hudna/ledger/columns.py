"""The board of commitments in columns by status, each page by page, the latest commitment first."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from hudna.ledger.cases import Case
from hudna.ledger.laying import STATUS
from hudna.ledger.passing import Passing
from hudna.ledger.reviewing import STATUSES
from hudna.ledger.rows import ANNOUNCED
from hudna.ledger.store import Ledger
from hudna.ledger.undertakings import (
    OVERDUE,
    SUPERSEDED,
    Gathered,
    Undertaking,
    undertakings_of,
    window_passed,
)

COLUMNS = (OVERDUE, ANNOUNCED, *STATUSES, SUPERSEDED)
"""Every status that a commitment may have, those that ask for somebody's attention first."""
AT_ONCE = 12
"""Commitments of which it is looked up at once what has been seen."""
Group = Sequence[Case]


@dataclass(frozen=True, slots=True)
class Column:
    """A part of a column: its commitments, the id that the next part begins behind, "" on the last, and how many it may hold.

    `most` is how many commitments there are at most with that status, exactly how many where `sure`.
    """

    status: str
    held: tuple[Undertaking, ...]
    after: str
    most: int
    sure: bool


def column_of(
    ledger: Ledger,
    gathered: Gathered,
    status: str,
    as_of: str,
    *,
    passing: Passing | None = None,
    after: str = "",
    most: int = 10,
    sightings: int = 3,
) -> Column:
    """The commitments of one status of which a saying passes, behind the one of that id.

    Whether a window passed with nothing seen is looked up as far as it is asked for.
    """
    decided = _decided(gathered)
    may_have = _may_have(gathered, decided, status, as_of)
    groups = [group for group in reversed(gathered.gathering.groups) if may_have(group) and _passes(group, passing)]
    sure = status not in (OVERDUE, ANNOUNCED)
    start = next((n + 1 for n, group in enumerate(groups) if group[0].id == after), 0) if after else 0
    held: list[Undertaking] = []
    for some in _portions(groups[start:], most + 1):
        found = undertakings_of(ledger, gathered, some, as_of, sightings)
        held += [one for one in found if one.status == status]
        if len(held) > most:
            break
    last = held[most - 1].id if len(held) > most else ""
    return Column(status, tuple(held[:most]), last, len(groups), sure)


def _portions(groups: Sequence[Group], most: int) -> Iterator[Sequence[Group]]:
    size = min(most, AT_ONCE)
    for start in range(0, len(groups), size):
        yield groups[start : start + size]


def _decided(gathered: Gathered) -> dict[str, str]:
    """The status that a person gave last to each entry that has one."""
    found = {}
    for entry in gathered.spoken_of.values():
        said = [one for one in entry.review.corrections if one.field == STATUS] if entry.review else []
        if said:
            found[entry.id] = max(said, key=lambda one: one.review).person
    return found


def _may_have(gathered: Gathered, decided: dict[str, str], status: str, as_of: str) -> Callable[[Group], bool]:
    """Whether a commitment may have a status, by what is known without looking for what was seen."""

    def may_have(group: Group) -> bool:
        if any(case.id in decided for case in group):
            return any(decided.get(case.id) == status for case in group)
        if gathered.gathering.superseding(group):
            return status == SUPERSEDED
        if status == OVERDUE:
            return window_passed(group[0].when, as_of) and not group[0].negated
        return status == ANNOUNCED

    return may_have


def _passes(group: Group, passing: Passing | None) -> bool:
    return passing is None or any((case.report, case.id) in passing.entries for case in group)
