"""What a search found, as JSON has it, on the command line and at the desk."""

import msgspec

from hudna.ledger.asked import Asked
from hudna.ledger.search import Found, Hit
from hudna.publish.lines.entries import Line, line_of


def found_lines(found: Found) -> list[Line]:
    """What was asked and how many reports hold it, then a line for each."""
    head = {"reports": found.total, "asked": [_asked(one) for one in found.asked]}
    return [head, *(hit_line(number, hit) for number, hit in enumerate(found.hits, 1))]


def _asked(one: Asked) -> Line:
    own, family = (sorted(" ".join(sequence) for sequence in some) for some in (one.own, one.family))
    return {"printed": one.printed, "own": own, "family": family}


def hit_line(rank: int, hit: Hit) -> Line:
    """A report that holds it, with the words in their context."""
    return {
        "rank": rank,
        "report": hit.origin.id,
        **{name: getattr(hit.origin, name) for name in ("outlet", "published", "url", "title")},
        "own": hit.own,
        "in_title": hit.in_title,
        "matches": hit.matches,
        "passages": msgspec.to_builtins(hit.passages),
        "entries": [line_of(entry) for entry in hit.entries],
    }
