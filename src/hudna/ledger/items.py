"""Items of round-ups: the entries that a report has in another's words are told in the story of that other report."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, or_, select

from hudna.ledger.portions import portions
from hudna.ledger.story_tables import links, places
from hudna.vocabulary import Span
from hudna.vocabulary.stories import Stretch, Tie


@dataclass(frozen=True, slots=True)
class Item:
    """A passage of `whole`, a round-up, that is the text of `piece`; `share` is how much of the piece, `held` where the round-up prints it."""

    whole: str
    piece: str
    share: float
    held: tuple[Span, ...]


class Homes:
    """The story in which each entry of some reports is told: that of the report, or that of the text which it holds as an item.

    `guests` are the other reports that hold one of these as an item.
    """

    def __init__(self, connection: Connection, members: Iterable[str]) -> None:
        ours = set(members)
        met = list(_items(connection, ours))
        self.guests = {item.whole for item in met} - ours
        beside = _items(connection, self.guests) if self.guests else ()
        found = {(item.whole, item.piece): item for item in (*met, *beside)}
        self._story = _stories(connection, {item.piece for item in found.values()})
        self._held: defaultdict[str, list[Item]] = defaultdict(list)
        for item in sorted(found.values(), key=lambda item: (-item.share, item.piece)):
            self._held[item.whole].append(item)

    def of(self, report: str, trigger: Span, own: str) -> str:
        """The story of an entry by its trigger; `own` is that of its report."""
        for item in self._held.get(report, ()):
            if item.piece in self._story and any(span.start <= trigger.start < span.end for span in item.held):
                return self._story[item.piece]
        return own


def beside(connection: Connection, stories: set[str]) -> set[str]:
    """These stories and those that have to be reckoned with them: of what holds a report of theirs, and of what that holds besides."""
    members: set[str] = set()
    for some in portions(stories):
        members.update(connection.execute(select(places.c.report).where(places.c.story.in_(some))).scalars())
    touching = list(_items(connection, members))
    wholes = {item.whole for item in touching}
    pieces = {item.piece for item in (*touching, *_items(connection, wholes - members))}
    return stories | set(_stories(connection, wholes | pieces).values())


def _items(connection: Connection, names: set[str]) -> Iterator[Item]:
    """The items that these reports hold or are."""
    for some in portions(names):
        here = or_(links.c.one.in_(some), links.c.other.in_(some))
        for row in connection.execute(select(links).where(here, links.c.tie == Tie.ITEM.value)):
            yield _item(row)


def _item(row: Any) -> Item:
    stretches = msgspec.json.decode(row.stretches, type=list[Stretch])
    if row.of_one >= row.of_other:
        return Item(row.other, row.one, row.of_one, tuple(stretch.other for stretch in stretches))
    return Item(row.one, row.other, row.of_other, tuple(stretch.one for stretch in stretches))


def _stories(connection: Connection, names: set[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for some in portions(names):
        wanted = select(places.c.report, places.c.story).where(places.c.report.in_(some))
        found.update((row.report, row.story) for row in connection.execute(wanted))
    return found
