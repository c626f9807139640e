"""What the theatres call actors and persons, as it stands inside an English sentence."""

from functools import cache

from hudna.rules.clauses import english_clauses
from hudna.text.fold import fold
from hudna.theatres.kinds import Person, TheatreActor
from hudna.theatres.load import theatres


@cache
def labels() -> dict[str, str]:
    """Ids of actors and persons -> their English labels, with an article where English wants one."""
    found = {person.id: person.en for theatre in theatres() for person in theatre.persons}
    return found | {actor.id: _in_sentence(actor.en) for theatre in theatres() for actor in theatre.actors}


@cache
def labels_of_names() -> dict[str, str]:
    """Folded names of actors and persons -> their labels, where all theatres mean one by it."""
    found: dict[str, set[str]] = {}
    for theatre in theatres():
        both: tuple[TheatreActor | Person, ...] = (*theatre.actors, *theatre.persons)
        for one in both:
            for alias in one.aliases:
                found.setdefault(fold(alias).text, set()).add(labels()[one.id])
    return {name: next(iter(english)) for name, english in found.items() if len(english) == 1}


def _in_sentence(label: str) -> str:
    words = english_clauses()
    first = label.split()[0]
    bare = first.startswith("al-") or label.startswith(words.no_article)
    spoken = label[0].lower() + label[1:] if first in words.common_nouns else label
    return spoken if bare else f"the {spoken}"
