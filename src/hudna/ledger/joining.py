"""One event, many tellings: the entries of a story that tell of the same happening, and the independent origins behind them.

Two chains that end in the same source, or that stand in one text, have one origin.  What people say belongs together or does
not goes before what the words say.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

from hudna.ledger.bonds import NO_BONDS, Bonds
from hudna.vocabulary import Span
from hudna.vocabulary.stories import Place, Tie

AHEAD = frozenset(("future", "demanded", "hypothetical"))
"""Modalities of what has not come about: a plan is another happening than what came of it."""
TEXTS = (Tie.COPY, Tie.PART)


class Told(NamedTuple):
    """An entry as it is held against others; the sets hold identities, or `~` and folded words where nobody has settled them."""

    report: str
    number: int
    id: str
    action: str
    trigger: Span
    ahead: bool
    negated: bool
    actors: frozenset[str]
    places: frozenset[str]
    when: str
    outlet: str
    source: str
    """Whose word it is: `speaker:ID`, `unnamed:OUTLET` for a source without a name, `outlet:OUTLET` in an outlet's own voice."""
    story: str = ""
    """The story that it is told in: that of its report, or that of the text which a round-up holds as an item."""


@dataclass(slots=True)
class Joined:
    """Entries that tell of one happening, and the number of the origin of each."""

    entries: list[Told] = field(default_factory=list)
    origins: list[int] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The report that tells of it first and the number of the entry there: no two happenings share them."""
        return f"{self.entries[0].report}#{self.entries[0].number}"


Shared = Mapping[tuple[str, str], Sequence[tuple[Span, Span]]]
"""Stretches of printed words that two reports share, by their ids in the order of their links."""


def joined_in(
    told: Sequence[Told], places: Mapping[str, Place], shared: Shared, bonds: Bonds = NO_BONDS
) -> list[Joined]:
    """The happenings of stories, each with its entries in the order given; every entry is in exactly one.

    Entries of two stories are joined only where `bonds` say so.
    """
    groups = _Union(range(len(told)))
    groups.apart = _apart(told, bonds)
    for a, b in _bound(told, bonds):
        groups.join(a, b)
    by_action: dict[tuple[str, str, bool], list[int]] = defaultdict(list)
    for number, one in enumerate(told):
        by_action[one.story, one.action, one.ahead].append(number)
    beside = _beside(shared)
    for numbers in by_action.values():
        if len(numbers) > 1:
            for a, b in _aligned(numbers, told, shared, beside):
                groups.join(a, b)
            for a, b in _of_one_happening(numbers, told, each=bool(groups.apart)):
                groups.join(a, b)
    found = [[told[number] for number in group] for group in groups.all()]
    if len(found) == len(told):  # the most frequent by far: a story of one report, which says nothing twice
        return [_alone(entries) for entries in found]
    texts = _texts(places, shared, told)
    return [_joined(entries, texts) if len(entries) > 1 else _alone(entries) for entries in found]


def _alone(entries: list[Told]) -> Joined:
    return Joined(entries, [0])


def _bound(told: Sequence[Told], bonds: Bonds) -> Iterator[tuple[int, int]]:
    """Entries that people say are one."""
    spoken_of = [number for number, one in enumerate(told) if one.id in bonds]
    return ((a, b) for a, b in combinations(spoken_of, 2) if bonds.one(told[a].id, told[b].id))


def _apart(told: Sequence[Told], bonds: Bonds) -> dict[int, set[int]]:
    """For each entry those that people say are another happening."""
    spoken_of = [number for number, one in enumerate(told) if one.id in bonds]
    found: dict[int, set[int]] = defaultdict(set)
    for a, b in combinations(spoken_of, 2):
        if bonds.apart(told[a].id, told[b].id):
            found[a].add(b)
            found[b].add(a)
    return found


def _of_one_happening(numbers: Sequence[int], told: Sequence[Told], *, each: bool) -> Iterator[tuple[int, int]]:
    """Pairs by which all entries of one happening hang together; `each` gives every pair, for where some are to stand apart.

    Entries that say the same of who, where and when are held against others once: of a large story there are many such.
    """
    if each:
        yield from ((a, b) for a, b in combinations(numbers, 2) if same_happening(told[a], told[b]))
        return
    alike: dict[tuple[frozenset[str], frozenset[str], str], int] = {}
    for number in numbers:
        one = told[number]
        first = alike.setdefault((one.actors, one.places, one.when), number)
        if first != number and same_happening(one, one):
            yield first, number
    yield from ((a, b) for a, b in combinations(alike.values(), 2) if same_happening(told[a], told[b]))


def same_happening(one: Told, other: Told) -> bool:
    """Whether two entries of one story, alike in action, tell of the same: something agrees and nothing disagrees."""
    places, dates = _agree(one.places, other.places), _dates_agree(one.when, other.when)
    checks = (places, dates, _agree(one.actors, other.actors))
    return False not in checks and (places is True or dates is True)


def _agree(ours: frozenset[str], theirs: frozenset[str]) -> bool | None:
    """True where they share something, False where both are settled and share nothing, None where nothing is to be said."""
    if ours & theirs:
        return True
    return False if _settled(ours) and _settled(theirs) else None


def _settled(named: frozenset[str]) -> bool:
    return bool(named) and not any(name.startswith("~") for name in named)


def _dates_agree(ours: str, theirs: str) -> bool | None:
    """None where one is missing or where neither settles the day; a stretch agrees with a day in it."""
    if not ours or not theirs:
        return None
    return _first_day(ours) <= _last_day(theirs) and _first_day(theirs) <= _last_day(ours)


def _first_day(edtf: str) -> str:
    return edtf.partition("/")[0].strip("~?%").replace("..", "")


def _last_day(edtf: str) -> str:
    end = edtf.rpartition("/")[2].strip("~?%").replace("..", "")
    return (end or "9999") + "~"  # sorts behind every day of a month or year given without it


def _beside(shared: Shared) -> Mapping[str, Sequence[str]]:
    """For each report those that it shares words with and that stand behind it in the links."""
    found: dict[str, list[str]] = defaultdict(list)
    for one, other in shared:
        found[one].append(other)
    return found


def _aligned(
    numbers: Sequence[int], told: Sequence[Told], shared: Shared, beside: Mapping[str, Sequence[str]]
) -> Iterator[tuple[int, int]]:
    """Entries that stand at the same place of words that two reports share."""
    by_report: dict[str, list[int]] = defaultdict(list)
    for number in numbers:
        by_report[told[number].report].append(number)
    for one, ours in sorted(by_report.items()):
        for other in beside.get(one, ()):
            theirs = by_report.get(other, ())
            for here, there in shared[one, other] if theirs else ():
                yield from zip(_within(ours, told, here), _within(theirs, told, there), strict=False)


def _within(numbers: Sequence[int], told: Sequence[Told], stretch: Span) -> list[int]:
    return [n for n in numbers if stretch.start <= told[n].trigger.start and told[n].trigger.end <= stretch.end]


def _texts(places: Mapping[str, Place], shared: Shared, told: Sequence[Told]) -> dict[tuple[str, int], set[str]]:
    """The texts that each entry stands in: its report, the one that this is a copy of, and those that hold the same passage."""
    reaching: dict[str, list[tuple[Span, str]]] = defaultdict(list)
    here = {entry.report for entry in told}
    for (one, other), stretches in shared.items():
        if one in here and other in here:
            reaching[one] += [(ours, other) for ours, _ in stretches]
            reaching[other] += [(theirs, one) for _, theirs in stretches]
    texts: dict[tuple[str, int], set[str]] = {}
    for entry in told:
        place = places.get(entry.report)
        found = {entry.report} | ({place.origin} if place and place.by in TEXTS else set())
        found |= {other for span, other in reaching[entry.report] if span.start <= entry.trigger.start < span.end}
        texts[entry.report, entry.number] = found
    return texts


def _joined(entries: list[Told], texts: Mapping[tuple[str, int], set[str]]) -> Joined:
    """The origins of one happening: what shares a text or a source is one."""
    groups = _Union(range(len(entries)))
    first: dict[str, int] = {}
    for number, entry in enumerate(entries):
        keys = {f"text:{text}" for text in texts[entry.report, entry.number]} | {entry.source}
        for key in sorted(keys):
            groups.join(first.setdefault(key, number), number)
    origins = {number: place for place, group in enumerate(groups.all()) for number in group}
    return Joined(entries, [origins[number] for number in range(len(entries))])


class _Union:
    """Numbers gathered into groups; those that `apart` holds against each other never come into one."""

    def __init__(self, numbers: Iterable[int]) -> None:
        self.of = {number: number for number in numbers}
        self.apart: Mapping[int, set[int]] = {}

    def root(self, number: int) -> int:
        """The least number of the group."""
        while self.of[number] != number:
            self.of[number] = self.of[self.of[number]]
            number = self.of[number]
        return number

    def join(self, one: int, other: int) -> None:
        """Make one group of two, unless one of the first is to stand apart from one of the other."""
        low, high = sorted((self.root(one), self.root(other)))
        if low == high or (self.apart and self._are_apart(low, high)):
            return
        self.of[high] = low

    def _are_apart(self, one: int, other: int) -> bool:
        pair = {one, other}
        return any(
            {self.root(number), self.root(against)} == pair
            for number, others in self.apart.items()
            for against in others
        )

    def all(self) -> list[list[int]]:
        """Every group, its numbers in order, the groups by their first."""
        groups: dict[int, list[int]] = defaultdict(list)
        for number in sorted(self.of):
            groups[self.root(number)].append(number)
        return [groups[root] for root in sorted(groups)]
