"""`hudna stories` and `hudna story`: which reports tell of one happening, and from how many independent origins."""

from collections.abc import Mapping
from typing import Any

import msgspec

from hudna.commands.complaints import Complaints
from hudna.commands.keeping import confidence_of
from hudna.commands.lines import print_lines
from hudna.errors import LedgerError
from hudna.ledger.address import Address
from hudna.ledger.filters import BadFilter, Filters
from hudna.ledger.passing import passing_in
from hudna.ledger.store import Ledger
from hudna.ledger.stories import Happening, Story, stories_in, story_of


def list_stories(address: Address, *, least: int, filters: Mapping[str, Any], as_json: bool) -> int:
    """Prints the stories with at least so many reports, of which one passes the filters."""
    complaints = Complaints()
    try:
        ledger = Ledger(address)
        found = stories_in(ledger, least=least)
        if (passing := passing_in(ledger, Filters(**filters))) is not None:
            found = [story for story in found if any(member.id in passing.reports for member in story.members)]
    except BadFilter as error:
        complaints.say(error)
        return 2
    except LedgerError as error:
        complaints.say(error)
        return complaints.exit_code
    if as_json:
        print_lines([_story_line(story) for story in found])
    else:
        from hudna.publish.stories import StoriesPage

        StoriesPage().stories(found)
    return complaints.exit_code


def show_story(address: Address, wanted: str, *, as_json: bool) -> int:
    """Prints one story: its reports under their origins, and every happening with who affirms and who denies it."""
    complaints = Complaints()
    try:
        story, told = story_of(Ledger(address), wanted)
    except LedgerError as error:
        complaints.say(error)
        return complaints.exit_code
    if as_json:
        print_lines([{**_story_line(story), "happenings": [_happening_line(one) for one in told]}])
    else:
        from hudna.publish.stories import StoriesPage

        StoriesPage().story(story, told)
    return complaints.exit_code


def _story_line(story: Story) -> dict[str, Any]:
    counts = {"reports": len(story.members), "outlets": story.outlets, "origins": len(story.origins)}
    return {"id": story.id, **counts, "members": msgspec.to_builtins(story.members)}


def _happening_line(happening: Happening) -> dict[str, Any]:
    support = msgspec.to_builtins(happening.entries[0].support)
    return {
        **support,
        "entries": [entry.id for entry in happening.entries],
        "confidence": [*map(confidence_of, happening.entries)],
    }
