"""What people say belongs together and what does not: entries that are one, entries that are kept apart."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple


class Bond(NamedTuple):
    """Two entries, by their ids, and whether they are one or apart."""

    together: bool
    one: str
    other: str


class Bonds:
    """Bonds that do not contradict each other: of those that do, the one that was said last is kept.

    `newest_first` is what was said, the last first.  An entry that nobody has spoken of stands alone, and apart from none.
    """

    def __init__(self, newest_first: Iterable[Bond] = ()) -> None:
        self._group: dict[str, str] = {}
        self._members: dict[str, set[str]] = {}
        self._apart: defaultdict[str, set[str]] = defaultdict(set)
        for together, one, other in newest_first:
            ours, theirs = self._known(one), self._known(other)
            if ours == theirs or theirs in self._apart[ours]:
                continue
            if together:
                self._unite(*sorted((ours, theirs)))
            else:
                self._apart[ours].add(theirs)
                self._apart[theirs].add(ours)

    def _known(self, entry: str) -> str:
        self._members.setdefault(self._group.setdefault(entry, entry), {entry})
        return self._group[entry]

    def _unite(self, kept: str, gone: str) -> None:
        for entry in self._members[gone]:
            self._group[entry] = kept
        self._members[kept] |= self._members.pop(gone)
        for other in self._apart.pop(gone, set()):
            self._apart[other].discard(gone)
            self._apart[other].add(kept)
            self._apart[kept].add(other)

    def __bool__(self) -> bool:
        """Whether anybody has said anything."""
        return bool(self._group)

    def __contains__(self, entry: str) -> bool:
        """Whether somebody has spoken of an entry."""
        return entry in self._group

    def groups(self) -> list[frozenset[str]]:
        """Entries that are one, two or more at a time."""
        return [frozenset(members) for members in self._members.values() if len(members) > 1]

    def one(self, entry: str, other: str) -> bool:
        """Whether somebody says that two entries are one."""
        return entry != other and entry in self._group and self._group[entry] == self._group.get(other)

    def apart(self, entry: str, other: str) -> bool:
        """Whether somebody says that two entries are not one."""
        ours, theirs = self._group.get(entry), self._group.get(other)
        return ours is not None and theirs is not None and theirs in self._apart.get(ours, ())


NO_BONDS = Bonds()
