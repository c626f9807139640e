"""What people have said, and what reading again has changed, as pages for a person."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from hudna.ledger.changes import Change
from hudna.ledger.laying import said
from hudna.ledger.reviews import Act, Review
from hudna.publish.beside import printed_or_not
from hudna.publish.bidi import Paragraph, Run
from hudna.publish.board import ledger_table, many
from hudna.publish.terminal import DETAIL, LABEL, Terminal

FIRST, SECOND = (0, 0, 0, 2), (0, 0, 0, 4)
"""Room at the left."""
SIGNS = {"added": "+", "withdrawn": "-", "changed": "~"}


class ReviewsPage(Terminal):
    """Prints reviews and changes on standard output."""

    def reviews(self, found: Sequence[Review]) -> None:
        """One row a review, in the order in which they were made."""
        table = ledger_table("review", "about", "what", "who, when", "reason")
        for one in found:
            about = Group(Text(one.entry or one.report, LABEL), Text(one.report if one.entry else "", DETAIL))
            who = Group(Text(one.by), Text(one.at[:10], DETAIL))
            table.add_row(str(one.number), about, Group(*_what(one)), who, Paragraph(printed_or_not(one.why)))
        if found:
            self.console.print(table)
        self.console.print(many(len(found), "review"))

    def changes(self, found: Sequence[Change]) -> None:
        """The changes of each report under its id, then how many there are of each kind."""
        report = ""
        for one in found:
            if one.report != report:
                report = one.report
                self.console.print(Paragraph(Run(report, LABEL), Run(f"· {one.before} → {one.after}", DETAIL)))
            self.console.print(_change(one))
        kinds = [one.kind.value for one in found]
        counts = ", ".join(f"{kinds.count(kind)} {kind}" for kind in SIGNS)
        self.console.print(f"{many(len(found), 'entry', 'entries')}: {counts}")


def _what(one: Review) -> Iterator[Paragraph | Text]:
    value = one.value
    if one.act is Act.CORRECT:
        yield Paragraph(Run(f"correct {one.field}:"), printed_or_not(said(one.field, value) or "nothing"))
        yield Paragraph(Run("machine then:", DETAIL), printed_or_not(one.machine or "nothing", DETAIL))
    elif one.act is Act.UNDO:
        yield Text(f"undo {value.review}")
    else:
        others = [*value.entries, *(f"log entry {arrival}" for arrival in value.reports)]
        yield Text(" ".join(part for part in (one.act.value, value.text, *others) if part))
    if one.undone is not None:
        yield Text(f"undone by {one.undone}", DETAIL)


def _change(one: Change) -> RenderableType:
    head = Paragraph(
        Run(SIGNS[one.kind], LABEL),
        Run(one.entry, LABEL),
        Run(f"{one.kind} {one.action}"),
        Run(one.printed, printed=True),
        Run(f"· {one.reviewed} by a person, which holds" if one.reviewed else "", DETAIL),
    )
    if one.kind != "changed":
        return Padding(head, FIRST)
    fields = [
        Paragraph(
            Run(f"{field}:", DETAIL),
            printed_or_not(before or "nothing"),
            Run("→"),
            printed_or_not(after or "nothing"),
        )
        for field, before, after in one.fields
    ]
    return Group(Padding(head, FIRST), *(Padding(field, SECOND) for field in fields))
