"""Which stories have to be reckoned together because people have tied entries of theirs, and which reports they have parted."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, select

from hudna.ledger.bonds import Bonds
from hudna.ledger.portions import portions
from hudna.ledger.schema import entries, reports
from hudna.ledger.standing import standing_at
from hudna.ledger.story_tables import mentions, places


@dataclass(frozen=True, slots=True)
class Portion:
    """Stories that are looked at together; `tied` where entries of one are said to be one with entries of another."""

    stories: list[str]
    tied: bool = False


def bound_together(connection: Connection, stories: set[str], bonds: Bonds, at_once: int) -> list[Portion]:
    """These stories, so many at once, and apart from them those that a way of ties leads to, each way a portion of its own."""
    ways = _ways(connection, bonds) if bonds.groups() else []
    tied = [way for way in ways if way & stories]
    left = sorted(stories - set().union(*tied))
    alone = [Portion(left[start : start + at_once]) for start in range(0, len(left), at_once)]
    return [*alone, *(Portion(sorted(way), tied=True) for way in tied)]


def _ways(connection: Connection, bonds: Bonds) -> list[set[str]]:
    """Sets of two or more stories that people have tied to one another."""
    groups = bonds.groups()
    home = _stories_of(connection, sorted(set().union(*groups)))
    ways: list[set[str]] = []
    for group in groups:
        met = set().union(*(home[entry] for entry in group))
        touching = [way for way in ways if way & met]
        ways = [way for way in ways if not way & met] + [met.union(*touching)]
    return [way for way in ways if len(way) > 1]


def _stories_of(connection: Connection, names: list[str]) -> defaultdict[str, set[str]]:
    """The stories in which entries stand, by the ids of these."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    wanted = select(entries.c.id, places.c.story).join(reports, entries.c.report == reports.c.key)
    wanted = wanted.join(places, places.c.report == reports.c.id).where(reports.c.current)
    for some in portions(names):
        for row in connection.execute(wanted.where(entries.c.id.in_(some))):
            found[row.id].add(row.story)
    return found


def told_elsewhere(connection: Connection, keys: Iterable[int]) -> set[str]:
    """The ids of the other reports that tell of a happening which one of these tells of too."""
    ours = list(keys)
    here = select(mentions.c.joined).where(mentions.c.report.in_(ours))
    wanted = select(reports.c.id).join(mentions, mentions.c.report == reports.c.key)
    wanted = wanted.where(mentions.c.joined.in_(here), mentions.c.report.not_in(ours))
    return set(connection.execute(wanted.distinct()).scalars())


def split_reports(connection: Connection) -> frozenset[frozenset[str]]:
    """Pairs of reports that people say are of two stories."""
    standing = standing_at(connection)
    wanted = standing.arrivals
    ids: dict[int, str] = {}
    for some in portions(wanted):
        here = select(reports.c.leaf, reports.c.id).where(reports.c.leaf.in_(some))
        ids.update((row.leaf, row.id) for row in connection.execute(here))
    return standing.apart(ids)
