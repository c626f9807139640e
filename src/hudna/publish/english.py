"""Reports and ledger for those who read no Arabic: the English sentence of every statement, event and commitment."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.text import Text
from rich.tree import Tree

from hudna.ledger.entries import Entry
from hudna.ledger.undertakings import Sighting, Undertaking
from hudna.publish.bidi import Paragraph, Run
from hudna.publish.board import ledger_table, many, supported
from hudna.publish.gloss.isolates import pieces_of
from hudna.publish.gloss.sentence import clause_in_english, entry_in_english
from hudna.publish.gloss.told import told_in, voice_of
from hudna.publish.gloss.voices import saying_in_english, statement_in_english, voice_in_english
from hudna.publish.terminal import DETAIL, LABEL, PROMISE, Terminal, outlet_run
from hudna.vocabulary.record import Record

SHOWN = 8
"""Sightings of one kind that the page shows, the first ones; JSON has all."""


def gloss_runs(gloss: str, style: str = "") -> list[Run]:
    """A gloss as runs of a paragraph, printed words isolated."""
    runs: list[Run] = []
    for piece in pieces_of(gloss):
        glued = bool(runs) and not runs[-1].text.endswith(" ") and not piece.text.startswith(" ")
        runs.append(Run(piece.text, style, piece.printed, glued))
    return runs


class EnglishPage(Terminal):
    """Prints English sentences on standard output."""

    def page(self, record: Record) -> None:
        """The statements and events of one report, under whoever tells them."""
        self.console.print(Group(*_report(record)))

    def entries(self, found: Sequence[Entry]) -> None:
        """One row an entry."""
        table = ledger_table("entry", "in English", "printed")
        for entry in found:
            label = Group(Text(entry.id, LABEL, no_wrap=True), Text(entry.origin.published[:10] or "no date", DETAIL))
            style = PROMISE if entry.commitment else ""
            said = Group(Paragraph(*gloss_runs(entry_in_english(entry), style)), Text(supported(entry.support), DETAIL))
            table.add_row(label, said, Paragraph(Run(entry.printed, DETAIL, printed=True)))
        if found:
            self.console.print(table)
        self.console.print(many(len(found), "entry", "entries"))

    def commitments(self, found: Sequence[Undertaking]) -> None:
        """One tree a commitment: what was undertaken, and what has been seen since, for and against."""
        for one in found:
            self.console.print(_undertaking(one))
        self.console.print(many(len(found), "commitment"))


def _report(record: Record) -> Iterator[RenderableType]:
    yield Rule(style=DETAIL)
    yield Paragraph(Run(record.title, LABEL, printed=True))
    yield Paragraph(outlet_run(record.outlet), Run(f"· {record.published or 'no date'} · {record.id}", DETAIL))
    tree = Tree(Paragraph(*gloss_runs(voice_in_english(voice_of(record, None)))), guide_style=DETAIL)
    _grow(tree, record, None)
    for number, said in enumerate(record.attributions):
        voice = voice_of(record, said)
        if any(event.attribution == number for event in record.events):
            _grow(tree.add(Paragraph(*gloss_runs(f"{saying_in_english(voice)}:", LABEL))), record, number)
        else:
            whole = statement_in_english(voice, said.content.cut(record.text), [])
            tree.add(Paragraph(*gloss_runs(whole, DETAIL)))
    yield tree


def _grow(branch: Tree, record: Record, number: int | None) -> None:
    for event in record.events:
        if event.attribution == number:
            said = clause_in_english(told_in(record, event))
            branch.add(Paragraph(*gloss_runs(f"{said}.", PROMISE if event.commitment else "")))


def _undertaking(one: Undertaking) -> Tree:
    state = f"{many(one.reports, 'report')} · {one.status}"
    if one.decided:
        state += f" by {one.decided.by}, machine: {one.machine_status}"
    first = Paragraph(Run(one.id, LABEL), *gloss_runs(entry_in_english(one.first), PROMISE))
    said = Run(f"said {one.first.origin.published[:10] or 'no date'} · {state}", DETAIL)
    tree = Tree(Group(first, Paragraph(said)), guide_style=DETAIL)
    for title, sightings in (("for", one.in_favour), ("against", one.against)):
        if sightings:
            branch = tree.add(Text(f"{title}: seen since"))
            for sighting in sightings[:SHOWN]:
                branch.add(_sighting(sighting))
            if len(sightings) > SHOWN:
                branch.add(Text(f"and {len(sightings) - SHOWN} more; --json lists them", DETAIL))
    return tree


def _sighting(sighting: Sighting) -> Paragraph:
    entry = sighting.entry
    tie = f"· {', '.join(sighting.how)} · told {entry.origin.published[:10] or 'no date'} · {entry.id}"
    return Paragraph(*gloss_runs(entry_in_english(entry)), Run(tie, DETAIL))
