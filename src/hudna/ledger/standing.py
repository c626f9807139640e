"""How the entries of the ledger stand after what people have said of them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations, product

from sqlalchemy import ColumnElement, Connection, or_, select

from hudna.ledger.bonds import Bond, Bonds
from hudna.ledger.reviews import Act, Review, Value, in_force, reviews_at
from hudna.ledger.schema import entries, reviews


class Held:
    """The reviews of one entry that hold; of each kind and field the last one counts."""

    def __init__(self, found: Sequence[Review]) -> None:
        verdicts = [one for one in found if one.act in (Act.ACCEPT, Act.REJECT)]
        self.verdict = verdicts[-1] if verdicts else None
        self.corrections = {one.field: one for one in found if one.act is Act.CORRECT}
        statuses = [one for one in found if one.act is Act.STATUS]
        self.status = statuses[-1] if statuses else None

    @property
    def rejected(self) -> bool:
        """Whether it is left out of every list."""
        return self.verdict is not None and self.verdict.act is Act.REJECT

    @property
    def stands(self) -> bool:
        """Whether a person answers for it, so that it stays also where the rules do not read it any more."""
        return not self.rejected and bool(self.verdict or self.corrections or self.status)

    def claimed(self, field: str) -> tuple[Review, Value] | None:
        """What a person says of a field, in a correction or by accepting what it then was; None where nobody has."""
        if field in self.corrections:
            return self.corrections[field], self.corrections[field].value
        accepted = None if self.rejected or self.verdict is None else (self.verdict.value.fields or {}).get(field)
        return (self.verdict, accepted) if self.verdict and accepted is not None else None


class Standing:
    """What people have said, entry by entry; `apart` is pairs of reports that are of two stories."""

    def __init__(self, found: Iterable[Review] = ()) -> None:
        held = in_force(found)
        by_entry: defaultdict[tuple[str, str], list[Review]] = defaultdict(list)
        for one in held:
            by_entry[one.report, one.entry].append(one)
        self._held = {name: Held(some) for name, some in by_entry.items()}
        self.bonds = Bonds(_bonds(held))
        self._splits = [one for one in held if one.act is Act.SPLIT and not one.entry]

    def of(self, report: str, entry: str) -> Held | None:
        """What people hold of an entry, None where nobody has said anything."""
        return self._held.get((report, entry))

    @property
    def spoken_of(self) -> frozenset[tuple[str, str]]:
        """The entries that people have said something of, each behind its report."""
        return frozenset(self._held)

    def shows(self, report: str, entry: str, withdrawn: str) -> bool:
        """Whether an entry belongs in lists: not rejected, and read by the rules or answered for by a person."""
        held = self.of(report, entry)
        return not withdrawn if held is None else not held.rejected and (not withdrawn or held.stands)

    def apart(self, ids: dict[int, str]) -> frozenset[frozenset[str]]:
        """Pairs of reports that are not of one story; `ids` is the reports of arrivals."""
        pairs = (
            frozenset((one.report, ids[arrival]))
            for one in self._splits
            for arrival in one.value.reports
            if arrival in ids
        )
        return frozenset(pair for pair in pairs if len(pair) == 2)

    @property
    def arrivals(self) -> list[int]:
        """The arrivals of all reports that somebody has taken one out of a story of."""
        return sorted({arrival for one in self._splits for arrival in one.value.reports})


def standing_at(connection: Connection) -> Standing:
    """How the entries of the ledger stand now: one statement."""
    return Standing(reviews_at(connection))


def shown_or_reviewed() -> ColumnElement[bool]:
    """The rows of `entries` that may belong in lists; `Standing.shows` decides on those that are reviewed."""
    return or_(entries.c.withdrawn == "", entries.c.id.in_(select(reviews.c.entry)))


def corrected_to_anything() -> ColumnElement[bool]:
    """The rows of `entries` whose columns may say something else than a person does."""
    return entries.c.id.in_(select(reviews.c.entry).where(reviews.c.act.in_((Act.CORRECT.value, Act.ACCEPT.value))))


def _bonds(held: Sequence[Review]) -> Iterable[Bond]:
    for one in reversed(held):
        if one.act is Act.MERGE:
            group = (one.entry, *one.value.entries)
            yield from (Bond(True, first, second) for first, second in combinations(group, 2))
        elif one.act is Act.SPLIT and one.entry:
            yield from (Bond(False, *pair) for pair in product((one.entry, *one.value.along), one.value.entries))
