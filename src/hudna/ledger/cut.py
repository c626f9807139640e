"""The registers cut by filters: what is told of one thing passes where one of the entries that tell it does."""

from dataclasses import replace

from hudna.ledger.contacts import Contact, contacts_in
from hudna.ledger.displacement import Series, series_in
from hudna.ledger.filters import NONE, Filters
from hudna.ledger.forces import Strength, forces_in
from hudna.ledger.passing import Passing, passing_in
from hudna.ledger.positions import Post, positions_in
from hudna.ledger.provisions import Document, documents_in
from hudna.ledger.steps import Step
from hudna.ledger.store import Ledger
from hudna.ledger.undertakings import Undertaking, undertakings_in


def cut_commitments(ledger: Ledger, as_of: str, filters: Filters = NONE) -> list[Undertaking]:
    """The undertakings, with windows looked at on a day."""
    passing = passing_in(ledger, filters)
    found = undertakings_in(ledger, as_of)
    return [one for one in found if any(map(passing.has, one.sayings))] if passing else found


def cut_posts(ledger: Ledger, filters: Filters = NONE) -> tuple[list[Post], list[Step]]:
    """The posts with their steps, and the steps whose post no words settle.

    A filter by place asks for the post, whichever of its steps names the place; the other filters for each of its steps.
    """
    passing = passing_in(ledger, replace(filters, place=""))
    posts, lost = positions_in(ledger)
    there = passing_in(ledger, Filters(place=filters.place))
    if there:
        posts = [post for post in posts if there.steps(post.steps)]
        lost = list(there.steps(lost))
    if passing:
        shorter = [replace(post, steps=passing.steps(post.steps)) for post in posts]
        posts, lost = [post for post in shorter if post.steps], list(passing.steps(lost))
    return posts, lost


def cut_contacts(ledger: Ledger, as_of: str, filters: Filters = NONE) -> list[Contact]:
    """The contacts told up to a day."""
    passing = passing_in(ledger, filters)
    found = contacts_in(ledger, as_of)
    return [one for one in found if passing.steps([one.step])] if passing else found


def cut_displacement(ledger: Ledger, filters: Filters = NONE) -> list[Series]:
    """The series of flight and return by place, each with the points that pass."""
    passing = passing_in(ledger, filters)
    found = series_in(ledger)
    if passing is None:
        return found
    shorter = [replace(one, points=tuple(p for p in one.points if passing.steps([p.step]))) for one in found]
    return [one for one in shorter if one.points]


def cut_forces(ledger: Ledger, filters: Filters = NONE) -> list[Strength]:
    """What becomes of the forces of every side at every place, each with the steps that pass."""
    passing = passing_in(ledger, filters)
    found = forces_in(ledger)
    if passing is None:
        return found
    shorter = [replace(one, steps=passing.steps(one.steps)) for one in found]
    return [one for one in shorter if one.steps]


def cut_provisions(ledger: Ledger, filters: Filters = NONE) -> list[Document]:
    """What was said of every agreement, provision by provision."""
    passing = passing_in(ledger, filters)
    found = documents_in(ledger)
    return [shorter for one in found if (shorter := _still_said(one, passing)).under] if passing else found


def _still_said(document: Document, passing: Passing) -> Document:
    under = [replace(one, said=tuple(s for s in one.said if passing.steps([s.step]))) for one in document.under]
    return replace(document, under=tuple(one for one in under if one.said))
