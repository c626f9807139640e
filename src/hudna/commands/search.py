"""`hudna search`."""

from collections.abc import Mapping, Sequence
from typing import Any

from hudna.commands.answers import answered
from hudna.ledger.address import Address
from hudna.ledger.filters import Filters
from hudna.ledger.search import Found, search
from hudna.publish.lines.search import found_lines


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
        found_lines,
        page,
        as_json=as_json,
    )
