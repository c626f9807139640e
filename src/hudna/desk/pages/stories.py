"""Stories: which reports tell of one happening, and one story with its reprints, versions and accounts."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from starlette.responses import Response

from hudna.desk.view import View
from hudna.ledger.printed import printed_report
from hudna.ledger.stories import Member, stories_page, story_of

MOST = 40
"""Stories on a page."""
LONGEST = 12_000
"""Letters of a text that is compared word by word."""


@dataclass(frozen=True, slots=True)
class Change:
    """Words that stand in both texts (`same`), in the first alone (`gone`) or in the second alone (`come`)."""

    kind: str
    words: str


def page(view: View) -> Response:
    """The stories, newest first."""
    least = max(1, view.number("least", 1))
    found, after = stories_page(view.ledger, view.filters, view.asked("after"), MOST, least=least)
    return view.shown("stories.html", found=found, after=after)


def one(view: View) -> Response:
    """A story: reports under their origins, how two of them differ, and each happening with all that tell of it."""
    story, told = story_of(view.ledger, view.asked("id"))
    compared = [member for name in ("one", "other") if (member := _member(story.members, view.asked(name)))]
    changes = _changes(view, *compared) if len(compared) == 2 else []
    return view.shown("story.html", story=story, told=told, compared=compared, changes=changes)


def _member(members: Sequence[Member], wanted: str) -> Member | None:
    return next((member for member in members if member.id == wanted), None)


def _changes(view: View, one: Member, other: Member) -> list[Change]:
    return changes_between(printed_report(view.ledger, one.id).text, printed_report(view.ledger, other.id).text)


def changes_between(one: str, other: str) -> list[Change]:
    """What became of the words of one text in another, in stretches."""
    before, after = (text[:LONGEST].replace("\n", " \n ").split(" ") for text in (one, other))
    found: list[Change] = []
    for kind, low, high, left, right in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Change("same", " ".join(before[low:high])))
            continue
        if high > low:
            found.append(Change("gone", " ".join(before[low:high])))
        if right > left:
            found.append(Change("come", " ".join(after[left:right])))
    return found
