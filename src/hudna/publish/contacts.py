"""The register of contacts as a page: who with whom, how, and how long two sides have been silent."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from hudna.ledger.contacts import Contact, Silence
from hudna.publish.bidi import Paragraph
from hudna.publish.board import ledger_table, many, what_is_said
from hudna.publish.steps import DATES, dates_of, told_by
from hudna.publish.terminal import DETAIL, LABEL, named
from hudna.theatres.sides import label_of


def contact_table(found: Sequence[Contact]) -> Table:
    """One row a contact."""
    table = ledger_table("who with whom", "level, channel", "what", DATES, "on whose word")
    for one in found:
        step = one.step
        table.add_row(
            Group(*_parties(one)),
            Group(*_how(one)),
            what_is_said(step.first),
            dates_of(step),
            Group(*told_by(step)),
        )
    return table


def silence_table(found: Sequence[Silence], day: str) -> Table:
    """One row for every two sides that have been in contact, those that have been silent longest first."""
    table = ledger_table("between", "contacts", "last", f"silent on {day}")
    for one in found:
        last = one.day if one.dated else f"told {one.day}, no date of its own"
        exact = any(entry.when == one.day for entry in one.last.step.entries)
        said = f"{many(one.days, 'day')}{'' if exact else ' at least'}" if one.days else "in contact that day"
        sides = " and ".join(label_of(side) for side in one.parties)
        table.add_row(Text(sides, LABEL), str(one.contacts), Group(Text(last), _entry(one)), said)
    return table


def _entry(silence: Silence) -> Paragraph:
    said = what_is_said(silence.last.step.first)
    return Paragraph(*said.runs)


def _parties(contact: Contact) -> Iterator[RenderableType]:
    for side in contact.parties:
        yield Text(label_of(side), LABEL)
    for words in contact.others:
        yield Paragraph(*named("", (words,)))
    if not contact.parties and not contact.others:
        yield Text("open", DETAIL)


def _how(contact: Contact) -> Iterator[RenderableType]:
    yield Text(", ".join(contact.levels) or "level open", "" if contact.levels else DETAIL)
    yield Text(", ".join(contact.channels) or "channel open", "" if contact.channels else DETAIL)
