"""Of which post a step is told: the one that its words name, or the one that its sentence or the report has named before.

What the words leave open stays open: several posts at once, one of several, another than the one spoken of.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from hudna.ledger.entries import Entry
from hudna.ledger.post_names import Spot, named_after, spots_of
from hudna.ledger.sites import Site, may_be_one, sites_meant
from hudna.ledger.steps import sentence_at
from hudna.rules.register_words import places_in
from hudna.text.fold import fold

NAMED, SENTENCE, BEFORE = "named", "sentence", "before"
LEAVING = frozenset(("position.evacuate", "position.relocate", "force.withdraw"))
TELLING = frozenset(("force.withdraw",))
"""Actions outside the register whose place may be a post."""
AROUND, AFTER = 2, 4
"""Words before and after a trigger that say how many posts it is about."""
TOWARDS = 3
"""Words before a place among which `إلى` leads to it (`إلى مواقع قرب`)."""
LETTERS = 60


class PostFinder:
    """Finds the posts of one report's steps; `entries` are all its entries, `text` its words as printed."""

    def __init__(self, text: str, entries: Iterable[Entry], known: dict[str, Site]) -> None:
        self.text = text
        self.known = known
        self.spots = {id(entry): self._own(entry) for entry in entries}
        self.anchors = sorted(
            {(spot.start, spot.key): spot for some in self.spots.values() for spot in some if spot.fortified}.items()
        )

    def posts_of(self, entry: Entry) -> tuple[list[Spot], str]:
        """The posts that a step is told of, and on what that rests; none where the words leave it open."""
        own = self.spots[id(entry)] or self._among(entry)
        if own:
            return (own, NAMED) if len(_keys(own)) == 1 or self._joined(own) else ([], "")
        said = self._said(entry)
        if "many" in said or "new" in said or (entry.action == "position.establish" and "back" not in said):
            return [], ""
        start, end = sentence_at(self.text, entry.trigger.start)
        here = self._fitting(entry, (spot for (at, _), spot in self.anchors if start <= at < end))
        if here:
            return (here, SENTENCE) if len(_keys(here)) == 1 else ([], "")
        before = self._fitting(entry, (spot for (at, _), spot in self.anchors if at < entry.trigger.start))
        sure = len(_keys(before)) == 1 and (before[0].known or "back" in said)
        return (before[-1:], BEFORE) if sure else ([], "")

    def _own(self, entry: Entry) -> list[Spot]:
        """The posts that an entry's own words name, but for where something is brought that leaves one."""
        if entry.register != "position" and entry.action not in TELLING:
            return []
        found = spots_of(entry, self.known)
        if entry.action not in LEAVING:
            return found
        return [spot for spot in found if not self._led_to(spot, found)]

    def _led_to(self, spot: Spot, beside: Sequence[Spot]) -> bool:
        """Whether `إلى` stands before the place, or before one that it is joined to."""
        first = min(one.start for one in beside if self._is_row(one.start, spot.start))
        before = fold(self.text[max(0, first - LETTERS) : first]).text.split()[-TOWARDS:]
        return any(value == "towards" for _, value in places_in("post", before))

    def _is_row(self, one: int, other: int) -> bool:
        """Whether two places stand in one row: few words from one to the other, and no stop."""
        first, last = sorted((one, other))
        between = self.text[first:last]
        return len(between.split()) <= AFTER and not set("،.؛\n") & set(between)

    def _joined(self, spots: Sequence[Spot]) -> bool:
        places = sorted(spot.start for spot in spots)
        return all(self._is_row(one, other) for one, other in pairwise(places))

    def _among(self, entry: Entry) -> list[Spot]:
        """The posts of theatres that the sentence names after `من بينها`."""
        _, end = sentence_at(self.text, entry.trigger.start)
        words = fold(self.text[entry.trigger.end : end]).text.split()
        for place, value in places_in("post", words):
            if value == "among":
                skipped = 2 if words[place] == "من" else 1
                return named_after(words[place + skipped :], entry.trigger.start)
        return []

    def _said(self, entry: Entry) -> set[str]:
        """What the words around a trigger say of the posts that it is about: many, new, one spoken of before."""
        start, end = sentence_at(self.text, entry.trigger.start)
        before = fold(self.text[start : entry.trigger.start]).text.split()[-AROUND:]
        after = fold(self.text[entry.trigger.end : end]).text.replace("،", " . ").split()
        after = after[: after.index(".")] if "." in after else after
        near = [*before, *after[:AFTER]]
        placed = [word for words in entry.words if words.role == "place" for word in fold(words.printed).text.split()]
        return {value for words in (near, placed) for _, value in places_in("post", words)}

    def _fitting(self, entry: Entry, spots: Iterable[Spot]) -> list[Spot]:
        """Those of other entries that may lie where the entry says it is."""
        area = [site for meaning in entry.meanings("place") for site in sites_meant(meaning, self.known)]
        mine = {spot.start for spot in self.spots[id(entry)]}
        found = [spot for spot in spots if spot.start not in mine]
        return [spot for spot in found if not area or (spot.site and may_be_one(area, (spot.site,)))]


def _keys(spots: Sequence[Spot]) -> set[str]:
    return {spot.key for spot in spots}


def by_report(entries: Iterable[Entry]) -> Mapping[str, list[Entry]]:
    """Entries, report by report."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[entry.origin.id].append(entry)
    return found
