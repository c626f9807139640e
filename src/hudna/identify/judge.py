"""What the ledger asks about stories, in one place."""

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from hudna.identify.arrangement import arranged
from hudna.identify.fingerprints import kept_runs, likeness
from hudna.identify.story import compared, headline_of, outline_of, telling_of
from hudna.vocabulary.record import Record
from hudna.vocabulary.stories import Link, Outline, Place, Telling


class StoryJudge:
    """Says what a report is told by, and what ties two of them; remembers the headlines that it has weighed."""

    def __init__(self) -> None:
        self.headlines: dict[str, dict[str, float]] = {}

    def outline(self, record: Record) -> Outline:
        """What has to be kept of a report so that it can be compared again."""
        return outline_of(record)

    def telling(self, outline: Outline) -> Telling:
        """The report as it is compared."""
        return telling_of(outline)

    def kept_runs(self, words: tuple[str, ...]) -> frozenset[int]:
        """The runs of words by which copies find each other."""
        return kept_runs(words)

    def likeness(self, one: str, other: str) -> float:
        """How alike two headlines are, 0 to 1."""
        return likeness(self._weighed(one), self._weighed(other))

    def compared(self, first: Telling, second: Telling) -> Link | None:
        """What ties two reports; None where nothing does."""
        return compared(first, second)

    def arranged(
        self, days: Mapping[str, str], links: Iterable[Link], apart: Collection[frozenset[str]] = ()
    ) -> dict[str, Place]:
        """The story and the origin of every report of `days`; the pairs of `apart` are of two stories."""
        return arranged(days, links, apart)

    def _weighed(self, title: str) -> dict[str, float]:
        if title not in self.headlines:
            if len(self.headlines) > _REMEMBERED:
                self.headlines.clear()
            self.headlines[title] = headline_of(title)
        return self.headlines[title]


_REMEMBERED: Final = 20_000
