"""The registers as pages for a person.  Evidence stands on both sides; nobody judges."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.text import Text
from rich.tree import Tree

from hudna.ledger.contacts import Contact, Silence
from hudna.ledger.displacement import Series
from hudna.ledger.entries import Entry
from hudna.ledger.forces import Strength
from hudna.ledger.positions import Post
from hudna.ledger.provisions import Document
from hudna.ledger.steps import Step
from hudna.ledger.undertakings import Sighting, Undertaking
from hudna.publish.beside import said_by_people
from hudna.publish.bidi import Paragraph, Run
from hudna.publish.board import ledger_table, many, supported, what_is_said, word_of
from hudna.publish.contacts import contact_table, silence_table
from hudna.publish.provisions import document_tree
from hudna.publish.series import displacement_table, force_table
from hudna.publish.steps import DATES, dates_of, told_by
from hudna.publish.terminal import DETAIL, LABEL, PROMISE, Terminal, conduct, named
from hudna.rules.codebook import codebook

FOR, AGAINST = "green", "red"
SHOWN = 8
"""Sightings of one kind that the page shows, the first ones; JSON has all."""


class RegistersPage(Terminal):
    """Prints registers on standard output."""

    def commitments(self, found: Sequence[Undertaking]) -> None:
        """One tree an undertaking: its sayings, and what has been seen since, for and against."""
        for one in found:
            self.console.print(_undertaking(one))
        self.console.print(many(len(found), "commitment"))

    def posts(self, posts: Sequence[Post], lost: Sequence[Step]) -> None:
        """One row a step, the steps of a post together, and last those whose post no words settle."""
        table = ledger_table("post", "step", DATES, "on whose word")
        for post in posts:
            for number, step in enumerate(post.steps):
                table.add_row(_post(post) if number == 0 else Text(), *_step(step))
        for number, step in enumerate(lost):
            table.add_row(Text("place open", DETAIL) if number == 0 else Text(), *_step(step))
        if posts or lost:
            self.console.print(table)
        self.console.print(f"{many(len(posts), 'post')}, {many(len(lost), 'step')} of posts whose place is open")

    def contacts(self, found: Sequence[Contact], silent: Sequence[Silence], day: str) -> None:
        """One row a contact, then one for every two sides and how long they have been silent."""
        if found:
            self.console.print(contact_table(found))
        self.console.print(many(len(found), "contact"))
        if silent:
            self.console.print()
            self.console.print(silence_table(silent, day))

    def displacement(self, found: Sequence[Series]) -> None:
        """The series of flight and return, by place."""
        if found:
            self.console.print(displacement_table(found))
        self.console.print(f"{len(found)} series; figures of different happenings are not to be added up")

    def forces(self, found: Sequence[Strength]) -> None:
        """The forces of every side at every place."""
        if found:
            self.console.print(force_table(found))
        self.console.print(
            f"{many(sum(len(one.steps) for one in found), 'step')} of forces at {many(len(found), 'place')}"
        )

    def provisions(self, found: Sequence[Document]) -> None:
        """One tree an agreement."""
        for one in found:
            self.console.print(document_tree(one))
        self.console.print(many(len(found), "agreement"))


def _undertaking(one: Undertaking) -> Tree:
    first = one.first
    parties = [*named("", first.debtor), *named("→", first.creditor)]
    said = conduct(codebook().actions[first.action], first.negated)
    tree = Tree(
        Group(
            Paragraph(
                Run(first.id, LABEL),
                *(parties or [Run("debtor open", DETAIL)]),
                Run(said, PROMISE),
                Run(first.printed, DETAIL, printed=True),
                *named("·", first.named("place")),
                Run(f"· {first.when or 'no date'} · {one.status}", DETAIL),
                Run(f"by {one.superseded_by}" if one.superseded_by else "", DETAIL),
                Run(f"by {one.decided.by}, machine: {one.machine_status}" if one.decided else "", DETAIL),
            )
        ),
        guide_style=DETAIL,
    )
    for saying in one.sayings:
        tree.add(Group(_told(saying), word_of(saying)))
    for title, style, sightings in (("for", FOR, one.in_favour), ("against", AGAINST, one.against)):
        if sightings:
            branch = tree.add(Text(f"{title}: seen since", style))
            for sighting in sightings[:SHOWN]:
                branch.add(_sighting(sighting))
            if len(sightings) > SHOWN:
                branch.add(Text(f"and {len(sightings) - SHOWN} more; --json lists them", DETAIL))
    return tree


def _told(entry: Entry) -> Paragraph:
    return Paragraph(Run(f"said {entry.origin.published or 'no date'} · {entry.id}", DETAIL), *said_by_people(entry))


def _sighting(sighting: Sighting) -> Group:
    entry = sighting.entry
    runs = [*what_is_said(entry).runs, *named("by", entry.named("actor")), *named("at", entry.named("place"))]
    when = Run(f"· {entry.when}" if entry.when else f"· told {entry.origin.published}, no date of its own", DETAIL)
    ties = Run(f"· {', '.join(sighting.how)} · {entry.id} · {supported(entry.support)}", DETAIL)
    return Group(Paragraph(*runs, when, ties), word_of(entry))


def _post(post: Post) -> Group:
    state = codebook().actions[post.state].english if post.state else "nothing that has come about"
    return Group(Paragraph(Run(post.name, LABEL, printed=True)), Text(state, DETAIL))


def _step(step: Step) -> Iterator[RenderableType]:
    yield what_is_said(step.first)
    yield dates_of(step)
    yield Group(*told_by(step))
