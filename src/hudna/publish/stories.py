"""Stories as pages for a person: reports under their origins, and one happening with all that tell of it side by side."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from hudna.ledger.entries import Entry
from hudna.ledger.stories import Happening, Member, Story
from hudna.publish.bidi import Paragraph, Run
from hudna.publish.board import ledger_table, many, supported, what_is_said, word_of
from hudna.publish.terminal import DETAIL, LABEL, Terminal, named, outlet_run

HOW = {
    "copy": "the same text",
    "part": "a part of the same text",
    "relay": "relays it",
}


class StoriesPage(Terminal):
    """Prints stories on standard output."""

    def stories(self, found: Sequence[Story]) -> None:
        """One row a story."""
        table = ledger_table("story", "headline", "told by")
        for story in found:
            first = story.members[0]
            days = _days(story)
            label = Group(Text(story.id, LABEL), Text(days, DETAIL))
            headline = Paragraph(outlet_run(first.outlet), Run("·", DETAIL), Run(first.title, printed=True))
            table.add_row(label, headline, counted(len(story.members), story.outlets, len(story.origins)))
        if found:
            self.console.print(table)
        self.console.print(f"{len(found)} {'story' if len(found) == 1 else 'stories'}")

    def story(self, story: Story, told: Sequence[Happening]) -> None:
        """The reports as a tree, then each happening with its accounts."""
        self.console.print(Group(*_story(story, told)))


def counted(reports: int, outlets: int, origins: int) -> Text:
    """How many tell: `7 reports of 5 outlets, 1 origin`."""
    said = f"{many(reports, 'report')} of {many(outlets, 'outlet')}, {many(origins, 'origin')}"
    return Text(said, no_wrap=False)


def _days(story: Story) -> str:
    days = sorted({member.published[:10] for member in story.members if member.published})
    return " to ".join(dict.fromkeys((days[0], days[-1]))) if days else "no date"


def _story(story: Story, told: Sequence[Happening]) -> Iterator[RenderableType]:
    counts = counted(len(story.members), story.outlets, len(story.origins))
    yield Paragraph(Run(story.id, LABEL), Run("·", DETAIL), Run(counts.plain))
    tree = Tree(Text(_days(story), DETAIL), guide_style=DETAIL)
    for origin in story.origins:
        branch = tree.add(_report(origin))
        for member in story.told_from(origin.id):
            branch.add(_report(member))
    yield tree
    yield Text()
    yield _accounts(told)


def _report(member: Member) -> Paragraph:
    how = HOW.get(member.tie, "")
    unsure = "" if member.sure or not how else ", and which came first is not known"
    return Paragraph(
        outlet_run(member.outlet),
        Run("·", DETAIL),
        Run(member.title, printed=True),
        Run(f"· {member.published or 'no date'} · {member.id}", DETAIL),
        Run(f"· {how}{unsure}" if how else "", DETAIL),
    )


def _accounts(told: Sequence[Happening]) -> Table:
    """One row an entry; the entries of one happening stand together, under how many tell of it."""
    table = ledger_table("happening", "entry", "what", "where, when", "on whose word")
    for happening in told:
        for number, entry in enumerate(happening.entries):
            head = Text(supported(entry.support) if number == 0 else "", DETAIL)
            table.add_row(head, Text(entry.id, LABEL, no_wrap=True), what_is_said(entry), _where(entry), word_of(entry))
    return table


def _where(entry: Entry) -> Paragraph:
    return Paragraph(*named("", entry.named("place")), Run(entry.when))
