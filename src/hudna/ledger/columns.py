"""The board of commitments in columns by status, each page by page, the latest commitment first."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

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
    gathered_in,
    last_of,
    undertakings_of,
    window_passed,
)

COLUMNS = (OVERDUE, ANNOUNCED, *STATUSES, SUPERSEDED)
"""Every status that a commitment may have, those that ask for somebody's attention first."""
OPEN = ""
"""What nobody has decided and nothing superseded: whether it is overdue hangs on the day and on what was seen."""
AT_ONCE = 12
"""Commitments of which it is looked up at once what has been seen."""
Group = Sequence[Case]


@dataclass(frozen=True, slots=True)
class Sorted:
    """The commitments of a ledger by the status that is known without looking for what was seen, the latest first.

    `begun` is the same by the day of the first saying, `ending` those to do something by the last day, month or year of their window.
    """

    gathered: Gathered
    groups: Mapping[str, Sequence[Group]]
    begun: Mapping[str, Sequence[Group]]
    ending: Mapping[str, Sequence[Group]]

    def passed(self, since: str, day: str) -> list[Group]:
        """The commitments to do something whose window passed from a day on and before another, the latest first."""
        days = _days(since, day)
        ends = {end for one in days for end in (one, one[:7], one[:4])}
        late = [end for end in ends if window_passed(end, day) and not window_passed(end, since)]
        found = (group for end in sorted(late, reverse=True) for group in self.ending.get(end, ()))
        return [group for group in found if group[0].published[:10] <= day]


def _days(since: str, day: str) -> list[str]:
    first, last = date.fromisoformat(since), date.fromisoformat(day)
    return [(first + timedelta(days=n)).isoformat() for n in range((last - first).days)]


@dataclass(frozen=True, slots=True)
class Column:
    """A part of a column: its commitments, the id that the next part begins behind, "" on the last.

    `count` is how many commitments have the status, None where that hangs on what has been seen of each.
    """

    status: str
    held: tuple[Undertaking, ...]
    after: str
    count: int | None


def sorted_in(ledger: Ledger) -> Sorted:
    """The commitments of the ledger as they are now."""
    gathered = gathered_in(ledger)
    decided = _decided(gathered)
    found: dict[str, list[Group]] = {status: [] for status in (OPEN, SUPERSEDED, *STATUSES)}
    begun: defaultdict[str, list[Group]] = defaultdict(list)
    ending: defaultdict[str, list[Group]] = defaultdict(list)
    for group in reversed(gathered.gathering.groups):
        last = max((decided[case.id] for case in group if case.id in decided), default=None)
        status = last[1] if last else SUPERSEDED if gathered.gathering.superseding(group) else OPEN
        found[status].append(group)
        begun[group[0].published[:10]].append(group)
        if not group[0].negated:
            ending[last_of(group[0].when)].append(group)
    return Sorted(gathered, found, begun, ending)


def _decided(gathered: Gathered) -> dict[str, tuple[int, str]]:
    """The status that a person gave last to each entry that has one, behind the number of the review."""
    found = {}
    for entry in gathered.spoken_of.values():
        said = [one for one in entry.review.corrections if one.field == STATUS] if entry.review else []
        if said:
            last = max(said, key=lambda one: one.review)
            found[entry.id] = last.review, last.person
    return found


def column_of(
    ledger: Ledger,
    board: Sorted,
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
    groups = _candidates(board, status, as_of, passing)
    start = next((n + 1 for n, group in enumerate(groups) if group[0].id == after), 0) if after else 0
    held: list[Undertaking] = []
    for some in _portions(groups[start:], most + 1):
        found = undertakings_of(ledger, board.gathered, some, as_of, sightings)
        held += [one for one in found if one.status == status]
        if len(held) > most:
            break
    last = held[most - 1].id if len(held) > most else ""
    return Column(status, tuple(held[:most]), last, None if status in (OVERDUE, ANNOUNCED) else len(groups))


def _candidates(board: Sorted, status: str, as_of: str, passing: Passing | None) -> list[Group]:
    """The commitments that may have a status, those that have it for sure in all columns but two."""
    groups = board.groups.get(OPEN if status in (OVERDUE, ANNOUNCED) else status, ())
    if status == OVERDUE:
        groups = [group for group in groups if not group[0].negated and window_passed(group[0].when, as_of)]
    return [group for group in groups if _passes(group, passing)]


def _portions(groups: Sequence[Group], most: int) -> Iterator[Sequence[Group]]:
    size = min(most, AT_ONCE)
    for start in range(0, len(groups), size):
        yield groups[start : start + size]


def _passes(group: Group, passing: Passing | None) -> bool:
    return passing is None or any((case.report, case.id) in passing.entries for case in group)
