"""Stories as JSON has them, on the command line and at the desk."""

from collections.abc import Sequence

import msgspec

from hudna.ledger.stories import Happening, Story
from hudna.publish.lines.entries import Line, confidence_of


def story_line(story: Story) -> Line:
    """A story with its reports."""
    counts = {"reports": len(story.members), "outlets": story.outlets, "origins": len(story.origins)}
    return {"id": story.id, **counts, "members": msgspec.to_builtins(story.members)}


def whole_story_line(story: Story, told: Sequence[Happening]) -> Line:
    """A story with its reports and with everything that it tells."""
    return {**story_line(story), "happenings": [_happening(one) for one in told]}


def _happening(happening: Happening) -> Line:
    support = msgspec.to_builtins(happening.entries[0].support)
    return {
        **support,
        "entries": [entry.id for entry in happening.entries],
        "confidence": [*map(confidence_of, happening.entries)],
    }
