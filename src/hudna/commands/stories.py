"""`hudna stories` and `hudna story`: which reports tell of one happening, and from how many independent origins."""

from collections.abc import Mapping
from typing import Any

from hudna.commands.answers import answered
from hudna.ledger.address import Address
from hudna.ledger.filters import Filters
from hudna.ledger.passing import passing_in
from hudna.ledger.store import Ledger
from hudna.ledger.stories import Happening, Story, stories_in, story_of
from hudna.publish.lines.stories import story_line, whole_story_line

Whole = tuple[Story, list[Happening]]
"""A story and all that it tells."""


def list_stories(address: Address, *, least: int, filters: Mapping[str, Any], as_json: bool) -> int:
    """Prints the stories with at least so many reports, of which one passes the filters."""

    def find(ledger: Ledger) -> list[Story]:
        found = stories_in(ledger, least=least)
        passing = passing_in(ledger, Filters(**filters))
        if passing is None:
            return found
        return [story for story in found if any(member.id in passing.reports for member in story.members)]

    def page(found: list[Story]) -> None:
        from hudna.publish.stories import StoriesPage

        StoriesPage().stories(found)

    return answered(address, find, lambda found: map(story_line, found), page, as_json=as_json)


def show_story(address: Address, wanted: str, *, as_json: bool) -> int:
    """Prints one story: its reports under their origins, and every happening with who affirms and who denies it."""

    def page(found: Whole) -> None:
        from hudna.publish.stories import StoriesPage

        StoriesPage().story(*found)

    return answered(
        address,
        lambda ledger: story_of(ledger, wanted),
        lambda found: [whole_story_line(*found)],
        page,
        as_json=as_json,
    )
