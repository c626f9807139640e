"""The registers: `hudna commitments`, `posts`, `contacts`, `displacement`, `forces` and `provisions`."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from hudna.commands.answers import WRONGLY_PUT, answered, no_day
from hudna.ledger.address import Address
from hudna.ledger.contacts import silences
from hudna.ledger.cut import cut_commitments, cut_contacts, cut_displacement, cut_forces, cut_posts, cut_provisions
from hudna.ledger.filters import Filters
from hudna.ledger.store import Ledger
from hudna.publish.lines.entries import Line
from hudna.publish.lines.registers import (
    contact_line,
    document_line,
    english_undertaking_line,
    post_lines,
    series_line,
    silence_line,
    strength_line,
    undertaking_line,
)

if TYPE_CHECKING:
    from hudna.publish.registers import RegistersPage

Wanted = Mapping[str, Any]
Show = Callable[["RegistersPage"], None]
Cut = Callable[[Ledger, Filters], tuple[Iterable[Line], Show]]
"""Finds what passes, and gives it as lines and as what prints it on a page."""


def list_commitments(address: Address, *, as_of: str, filters: Wanted, as_json: bool, english: bool = False) -> int:
    """Prints every undertaking with its sayings and what has been seen since; windows are looked at on `as_of`, today if ""."""

    def cut(ledger: Ledger, filters: Filters) -> Any:
        found = cut_commitments(ledger, as_of or date.today().isoformat(), filters)
        if english:
            return map(english_undertaking_line, found), lambda _: _english_page(found)
        return map(undertaking_line, found), lambda page: page.commitments(found)

    return WRONGLY_PUT if no_day("--as-of", as_of) else _shown(address, filters, cut, as_json)


def _english_page(found: Any) -> None:
    from hudna.publish.english import EnglishPage

    EnglishPage().commitments(found)


def list_posts(address: Address, *, filters: Wanted, as_json: bool) -> int:
    """Prints every post with its steps, then the steps whose post no words settle."""

    def cut(ledger: Ledger, filters: Filters) -> Any:
        posts, lost = cut_posts(ledger, filters)
        return post_lines(posts, lost), lambda page: page.posts(posts, lost)

    return _shown(address, filters, cut, as_json)


def list_contacts(address: Address, *, as_of: str, filters: Wanted, as_json: bool) -> int:
    """Prints every contact told up to `as_of`, today if "", and how long every two sides of them have been silent then."""

    def cut(ledger: Ledger, filters: Filters) -> Any:
        day = as_of or date.today().isoformat()
        found = cut_contacts(ledger, day, filters)
        silent = silences(found, day)
        lines = [*map(contact_line, found), *(silence_line(one, day) for one in silent)]
        return lines, lambda page: page.contacts(found, silent, day)

    return WRONGLY_PUT if no_day("--as-of", as_of) else _shown(address, filters, cut, as_json)


def list_displacement(address: Address, *, filters: Wanted, as_json: bool) -> int:
    """Prints the series of flight and return by place."""

    def cut(ledger: Ledger, filters: Filters) -> Any:
        found = cut_displacement(ledger, filters)
        return map(series_line, found), lambda page: page.displacement(found)

    return _shown(address, filters, cut, as_json)


def list_forces(address: Address, *, filters: Wanted, as_json: bool) -> int:
    """Prints what becomes of the forces of every side at every place."""

    def cut(ledger: Ledger, filters: Filters) -> Any:
        found = cut_forces(ledger, filters)
        return map(strength_line, found), lambda page: page.forces(found)

    return _shown(address, filters, cut, as_json)


def list_provisions(address: Address, *, filters: Wanted, as_json: bool) -> int:
    """Prints what was said of every agreement, provision by provision."""

    def cut(ledger: Ledger, filters: Filters) -> Any:
        found = cut_provisions(ledger, filters)
        return map(document_line, found), lambda page: page.provisions(found)

    return _shown(address, filters, cut, as_json)


def _shown(address: Address, filters: Wanted, cut: Cut, as_json: bool) -> int:
    """Cuts a register by the filters, and prints it."""

    def page(found: tuple[Iterable[Line], Show]) -> None:
        from hudna.publish.registers import RegistersPage

        found[1](RegistersPage())

    return answered(
        address, lambda ledger: cut(ledger, Filters(**filters)), lambda found: found[0], page, as_json=as_json
    )
