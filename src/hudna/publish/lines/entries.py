"""Entries as JSON has them, on the command line and at the desk."""

from typing import Any

import msgspec

from hudna.ledger.entries import Entry, Explanation

Line = dict[str, Any]
UNMEASURED = "unmeasured"
"""What is said instead of a figure where a rule behind an entry was never measured."""


def line_of(entry: Entry) -> Line:
    """An entry as JSON takes it."""
    line: Line = msgspec.to_builtins(entry)
    line["confidence"] = confidence_of(entry)
    line["measured"] = [rule._asdict() for rule in entry.rules]
    if entry.commitment:
        line |= {"debtor": entry.debtor, "creditor": entry.creditor}
    return line


def english_line(entry: Entry) -> Line:
    """An entry as JSON takes it, with its English sentence."""
    from hudna.publish.gloss.sentence import entry_in_english, plain

    return {**line_of(entry), "english": plain(entry_in_english(entry))}


def confidence_of(entry: Entry) -> float | str:
    """How likely an entry is right, to three digits, or that it is not known."""
    return UNMEASURED if entry.confidence is None else round(entry.confidence, 3)


def explained_line(explanation: Explanation) -> Line:
    """An entry as JSON takes it, with the paragraph that it stands in."""
    start, end = explanation.paragraph
    return {
        **line_of(explanation.entry),
        "last_reader": explanation.reader,
        "paragraph": [start, end],
        "context": explanation.text[start:end],
    }
