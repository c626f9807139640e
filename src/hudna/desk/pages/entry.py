"""Entries: a list of them, and one with all that stands behind it."""

from starlette.responses import Response

from hudna.desk.marks import Mark, pieces
from hudna.desk.view import View
from hudna.ledger.entries import Entry, Explanation, entries_in, explanations_of
from hudna.ledger.reviews import reviews_in
from hudna.rules.codebook import codebook
from hudna.rules.origin import file_of, row_of
from hudna.rules.precision import ATTRIBUTION, COMMITMENT, EVENT, measurement
from hudna.vocabulary import Span

MOST = 60
"""Entries on a page."""


def several(view: View) -> Response:
    """A list of entries, cut by the filters of the address."""
    after = _entry(view, view.asked("after"))
    found = entries_in(view.ledger, filters=view.filters, after=after, most=MOST + 1)
    last = found[MOST - 1].id if len(found) > MOST else ""
    return view.shown("entries.html", found=found[:MOST], after=last)


def _entry(view: View, name: str) -> Entry | None:
    return explanations_of(view.ledger, name)[0].entry if name else None


def page(view: View) -> Response:
    """One entry: its words in their paragraph, the chain, the evidence, and what people have said of it."""
    wordings = explanations_of(view.ledger, view.asked("id"))
    explained = wordings[0]
    entry = explained.entry
    reviews = [one for one in reviews_in(view.ledger, entry.id) if one.report == entry.origin.id]
    return view.shown(
        "entry.html",
        entry=entry,
        explained=explained,
        wordings=wordings,
        paragraph=pieces(explained.text, explained.paragraph, marks_of(entry)),
        evidence=_evidence(explained),
        watched=watched_for(entry) if entry.commitment else None,
        reviews=reviews,
    )


def marks_of(entry: Entry) -> list[Mark]:
    """Where the words stand that an entry rests on."""
    marks = [Mark(words.span, words.role, entry.id) for words in entry.words]
    marks.append(Mark(entry.trigger, "trigger", entry.id))
    if entry.saying:
        marks.append(Mark(entry.saying.content, "content", entry.saying.id))
        marks.append(Mark(entry.saying.cue, "cue", entry.saying.id))
        marks += [Mark(hop.span, "source", entry.saying.id) for hop in entry.saying.chain]
    return marks


def _evidence(explained: Explanation) -> list[tuple[str, str, str, str]]:
    """Every supporting word: as printed, the part it plays, what it was read as, and the rule that read it."""
    entry = explained.entry
    rows = [(entry.printed, "trigger", entry.action, entry.rule)]
    rows += [(words.printed, words.role, words.meaning, words.rule) for words in entry.words]
    if entry.saying:
        rows.append((Span(*entry.saying.cue).cut(explained.text), "cue", entry.saying.act, entry.saying.rule))
        rows += [(hop.printed, "source", hop.identity or hop.kind, "") for hop in entry.saying.chain]
    return rows


def rule(view: View) -> Response:
    """One rule: its row with the examples that it is held to, and how often it was right where it was measured."""
    name = view.asked("id")
    known = measurement()
    measured = [known.rules[what, name] for what in (EVENT, ATTRIBUTION, COMMITMENT) if (what, name) in known.rules]
    row = {column: value for column, value in row_of(name).items() if value}
    return view.shown("rule.html", name=name, file=file_of(name), row=row, measured=measured, made=known.made)


def watched_for(entry: Entry) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The actions that would speak for a commitment when they are seen later, and those that would speak against it."""
    action = codebook().actions[entry.action]
    sides = action.speaks_for, action.speaks_against
    return (sides[1], sides[0]) if entry.negated else sides
