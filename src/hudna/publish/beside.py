"""What people have said of an entry, in the line that shows it: their value stands in the line, the machine's beside it."""

import unicodedata

from hudna.ledger.entries import Entry
from hudna.ledger.laying import STATUS, Correction
from hudna.publish.bidi import Run

DETAIL, PERSON = "dim", "magenta"


def said_by_people(entry: Entry) -> list[Run]:
    """Runs that end the line of an entry; none where nobody has said anything and the rules still read it."""
    runs = [Run("· no longer read", PERSON)] if entry.withdrawn else []
    if entry.review is None:
        return runs
    if entry.review.verdict:
        runs.append(Run(f"· {entry.review.verdict} by {entry.review.by}", PERSON))
    for one in entry.review.corrections:
        runs += corrected(one)
    return runs


def corrected(one: Correction) -> list[Run]:
    """Who says a field, and what the rules say of it."""
    if one.field == STATUS:
        return [Run(f"· {one.person} by {one.by}", PERSON)]
    if one.stale:
        return [
            Run(f"· {one.field} by {one.by}, not in this wording:", PERSON),
            printed_or_not(one.person, DETAIL),
        ]
    return [Run(f"· {one.field} by {one.by}, machine:", PERSON), printed_or_not(one.machine or "nothing", DETAIL)]


def printed_or_not(words: str, style: str = "") -> Run:
    """A value as a run: isolated where words of a report stand in it."""
    return Run(words, style, printed=any(unicodedata.bidirectional(letter) == "AL" for letter in words))
