"""The register of forces: whose forces, where, and what becomes of them: reinforced, withdrawn, relocated."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from hudna.ledger.entries import Entry, entries_in
from hudna.ledger.positions import Post, positions_in
from hudna.ledger.sites import Site, sites_in
from hudna.ledger.steps import Step, begun, by_date, happenings, identities
from hudna.ledger.store import Ledger
from hudna.ledger.whereabouts import Whereabouts, whereabouts_of
from hudna.rules.codebook import codebook
from hudna.theatres.sides import party_of

REGISTER = "force"


@dataclass(frozen=True, slots=True)
class Strength:
    """The forces of one side at one place, step by step; `side` is "" where no words settle whose they are."""

    side: str
    place: Whereabouts
    steps: tuple[Step, ...]

    @property
    def level(self) -> str:
        """What became of them last, as far as it is told to have come about: `withdrawn`, or "" where nothing has."""
        done = [step for step in self.steps if step.seen and level_of(step)]
        dated = [step for step in done if step.when] or done
        return level_of(max(dated, key=lambda step: begun(step.when))) if dated else ""


def level_of(step: Step) -> str:
    """What a step does to the forces there, "" where it is a patrol or the like."""
    return codebook().actions[step.action].level


def forces_in(ledger: Ledger) -> list[Strength]:
    """The forces of every side at every place, by side and place; those of a side or place that is open come last."""
    known = sites_in(ledger)
    places: dict[str, Whereabouts] = {}
    found: dict[tuple[str, str], list[Step]] = defaultdict(list)
    for side, place, step in (*_moves(ledger, known), *_of_posts(ledger)):
        places.setdefault(place.key, place)
        found[side, place.key].append(step)
    forces = [Strength(side, places[key], by_date(steps)) for (side, key), steps in found.items()]
    return sorted(forces, key=lambda one: (not one.side, one.side, not one.place.key, one.place.names))


def _moves(ledger: Ledger, known: dict[str, Site]) -> Iterator[tuple[str, Whereabouts, Step]]:
    for group in happenings(entries_in(ledger, REGISTER)):
        told = [whereabouts_of(entry, known) for entry in group]
        yield _side(group), next((one for one in told if one.sites), told[0]), Step(group)


def _of_posts(ledger: Ledger) -> Iterator[tuple[str, Whereabouts, Step]]:
    """The steps of posts that change what stands there."""
    posts, lost = positions_in(ledger)
    for post in posts:
        for step in filter(level_of, post.steps):
            yield _side(step.entries) or party_of(post.holder), _place(post), step
    for step in filter(level_of, lost):
        yield _side(step.entries), Whereabouts("", (), ()), step


def _place(post: Post) -> Whereabouts:
    return Whereabouts(post.id, (post.name,), (post.site,) if post.site else ())


def _side(group: tuple[Entry, ...]) -> str:
    """The one side that all entries leave for who moves, or is moved, "" where there are several or none."""
    sides = {side for entry in group for name in identities(entry, "actor") if (side := party_of(name))}
    return sides.pop() if len(sides) == 1 else ""
