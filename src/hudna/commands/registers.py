"""The registers: `hudna commitments`, `posts`, `contacts`, `displacement`, `forces` and `provisions`.

What is told of one thing passes the filters where one of the entries that tell it does.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from hudna.commands.answers import WRONGLY_PUT, answered, no_day
from hudna.commands.register_lines import (
    Line,
    contact_line,
    document_line,
    english_undertaking_line,
    post_line,
    series_line,
    silence_line,
    step_line,
    strength_line,
    undertaking_line,
)
from hudna.ledger.address import Address
from hudna.ledger.contacts import contacts_in, silences
from hudna.ledger.displacement import series_in
from hudna.ledger.filters import Filters
from hudna.ledger.forces import forces_in
from hudna.ledger.passing import Passing, passing_in
from hudna.ledger.positions import positions_in
from hudna.ledger.provisions import documents_in
from hudna.ledger.store import Ledger
from hudna.ledger.undertakings import undertakings_in

if TYPE_CHECKING:
    from hudna.publish.registers import RegistersPage

Wanted = Mapping[str, Any]
Show = Callable[["RegistersPage"], None]
Cut = Callable[[Ledger, Passing | None], tuple[Iterable[Line], Show]]
"""Finds what passes, and gives it as lines and as what prints it on a page."""


def list_commitments(address: Address, *, as_of: str, filters: Wanted, as_json: bool, english: bool = False) -> int:
    """Prints every undertaking with its sayings and what has been seen since; windows are looked at on `as_of`, today if ""."""

    def cut(ledger: Ledger, passing: Passing | None) -> Any:
        found = undertakings_in(ledger, as_of or date.today().isoformat())
        if passing:
            found = [one for one in found if any(passing.has(saying) for saying in one.sayings)]
        if english:
            return map(english_undertaking_line, found), lambda _: _english_page(found)
        return map(undertaking_line, found), lambda page: page.commitments(found)

    return WRONGLY_PUT if no_day("--as-of", as_of) else _shown(address, filters, cut, as_json)


def _english_page(found: Any) -> None:
    from hudna.publish.english import EnglishPage

    EnglishPage().commitments(found)


def list_posts(address: Address, *, filters: Wanted, as_json: bool) -> int:
    """Prints every post with its steps, then the steps whose post no words settle.

    A filter by place asks for the post, whichever of its steps names the place; the other filters for each of its steps.
    """

    def cut(ledger: Ledger, passing: Passing | None) -> Any:
        posts, lost = positions_in(ledger)
        there = passing_in(ledger, Filters(place=filters.get("place", "")))
        if there:
            posts = [post for post in posts if there.steps(post.steps)]
            lost = list(there.steps(lost))
        if passing:
            shorter = [replace(post, steps=passing.steps(post.steps)) for post in posts]
            posts, lost = [post for post in shorter if post.steps], list(passing.steps(lost))
        lines = [*map(post_line, posts), *({"post": None, **step_line(step)} for step in lost)]
        return lines, lambda page: page.posts(posts, lost)

    return _shown(address, filters, cut, as_json, but="place")


def list_contacts(address: Address, *, as_of: str, filters: Wanted, as_json: bool) -> int:
    """Prints every contact told up to `as_of`, today if "", and how long every two sides of them have been silent then."""

    def cut(ledger: Ledger, passing: Passing | None) -> Any:
        day = as_of or date.today().isoformat()
        found = contacts_in(ledger, day)
        if passing:
            found = [one for one in found if passing.steps([one.step])]
        silent = silences(found, day)
        lines = [*map(contact_line, found), *(silence_line(one, day) for one in silent)]
        return lines, lambda page: page.contacts(found, silent, day)

    return WRONGLY_PUT if no_day("--as-of", as_of) else _shown(address, filters, cut, as_json)


def list_displacement(address: Address, *, filters: Wanted, as_json: bool) -> int:
    """Prints the series of flight and return by place."""

    def cut(ledger: Ledger, passing: Passing | None) -> Any:
        found = series_in(ledger)
        if passing:
            shorter = [replace(one, points=tuple(p for p in one.points if passing.steps([p.step]))) for one in found]
            found = [one for one in shorter if one.points]
        return map(series_line, found), lambda page: page.displacement(found)

    return _shown(address, filters, cut, as_json)


def list_forces(address: Address, *, filters: Wanted, as_json: bool) -> int:
    """Prints what becomes of the forces of every side at every place."""

    def cut(ledger: Ledger, passing: Passing | None) -> Any:
        found = forces_in(ledger)
        if passing:
            shorter = [replace(one, steps=passing.steps(one.steps)) for one in found]
            found = [one for one in shorter if one.steps]
        return map(strength_line, found), lambda page: page.forces(found)

    return _shown(address, filters, cut, as_json)


def list_provisions(address: Address, *, filters: Wanted, as_json: bool) -> int:
    """Prints what was said of every agreement, provision by provision."""

    def cut(ledger: Ledger, passing: Passing | None) -> Any:
        found = documents_in(ledger)
        if passing:
            found = [shorter for one in found if (shorter := _still_said(one, passing)).under]
        return map(document_line, found), lambda page: page.provisions(found)

    return _shown(address, filters, cut, as_json)


def _still_said(document: Any, passing: Passing) -> Any:
    """A document with what passes."""
    under = [replace(one, said=tuple(s for s in one.said if passing.steps([s.step]))) for one in document.under]
    return replace(document, under=tuple(one for one in under if one.said))


def _shown(address: Address, filters: Wanted, cut: Cut, as_json: bool, *, but: str = "") -> int:
    """Cuts a register by the filters (all `but` one), and prints it."""
    asked = {name: value for name, value in filters.items() if name != but}

    def page(found: tuple[Iterable[Line], Show]) -> None:
        from hudna.publish.registers import RegistersPage

        found[1](RegistersPage())

    return answered(
        address,
        lambda ledger: cut(ledger, passing_in(ledger, Filters(**asked))),
        lambda found: found[0],
        page,
        as_json=as_json,
    )
