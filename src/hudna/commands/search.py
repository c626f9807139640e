"""`hudna search`."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from hudna.commands.answers import answered
from hudna.commands.keeping import line_of
from hudna.ledger.address import Address
from hudna.ledger.asked import Asked
from hudna.ledger.filters import Filters
from hudna.ledger.search import Found, Hit, search


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

    def page(found: Found) -> None:
        from hudna.publish.search import SearchPage

        SearchPage().hits(found)

    return answered(
        address,
        lambda ledger: search(ledger, words, Filters(**filters), exact=exact, newest=newest, most=most),
        _lines,
        page,
        as_json=as_json,
    )


def _lines(found: Found) -> list[dict[str, Any]]:
    head = {"reports": found.total, "asked": [_asked(one) for one in found.asked]}
    return [head, *(_line(number, hit) for number, hit in enumerate(found.hits, 1))]


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
