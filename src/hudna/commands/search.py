"""`hudna search`."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from hudna.commands.complaints import Complaints
from hudna.commands.keeping import line_of
from hudna.commands.lines import print_lines
from hudna.errors import LedgerError
from hudna.ledger.address import Address
from hudna.ledger.asked import Asked, NothingAsked
from hudna.ledger.filters import BadFilter, Filters
from hudna.ledger.search import Hit, search
from hudna.ledger.store import Ledger


def search_ledger(
    address: Address,
    words: Sequence[str],
    filters: Mapping[str, Any],
    *,
    exact: bool,
    newest: bool,
    most: int,
    as_json: bool,
) -> int:
    """Prints the reports that hold the words and pass the filters; 2 where the question was put wrongly."""
    complaints = Complaints()
    try:
        found = search(Ledger(address), words, Filters(**filters), exact=exact, newest=newest, most=most)
    except (BadFilter, NothingAsked) as error:
        complaints.say(error)
        return 2
    except LedgerError as error:
        complaints.say(error)
        return complaints.exit_code
    if as_json:
        head = {"reports": found.total, "asked": [_asked(one) for one in found.asked]}
        print_lines([head, *(_line(number, hit) for number, hit in enumerate(found.hits, 1))])
    else:
        from hudna.publish.search import SearchPage

        SearchPage().hits(found)
    return complaints.exit_code


def _asked(one: Asked) -> dict[str, Any]:
    own, family = (sorted(" ".join(sequence) for sequence in some) for some in (one.own, one.family))
    return {"printed": one.printed, "own": own, "family": family}


def _line(rank: int, hit: Hit) -> dict[str, Any]:
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
