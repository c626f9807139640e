"""Where an entry lies, for registers that go by place: what it is settled to be, else the words themselves."""

from collections.abc import Sequence
from dataclasses import dataclass

from hudna.ledger.entries import Entry, Words
from hudna.ledger.sites import Site, sites_meant
from hudna.text.fold import fold


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """One place, or several that are told of together; `key` is "" where nothing is said of it.

    `sites` is empty where nobody has settled what the words name.
    """

    key: str
    names: tuple[str, ...]
    sites: tuple[Site, ...]


OPEN = Whereabouts("", (), ())


def whereabouts_of(entry: Entry, known: dict[str, Site]) -> Whereabouts:
    """The most exact of the places of an entry: towns before areas, areas before countries."""
    placed = [words for words in entry.words if words.role == "place"]
    found = {site.id: site for words in placed for site in sites_meant(words.meaning, known)}
    ranks = [[], [], []]  # type: list[list[Site]]
    for site in found.values():
        ranks[2 if site.is_country else 1 if site.is_area else 0].append(site)
    best = next((rank for rank in ranks if rank), [])
    if best:
        best.sort(key=lambda site: site.id)
        names = tuple(_name(site, placed, known) for site in best)
        return Whereabouts(" ".join(site.id for site in best), names, tuple(best))
    names = tuple(words.printed for words in placed)
    return Whereabouts("~" + " ".join(fold(" ".join(names)).text.split()), names, ()) if names else OPEN


def _name(site: Site, placed: Sequence[Words], known: dict[str, Site]) -> str:
    """What a place is called: by the gazetteer, or as printed where that has no Arabic name for it (a border)."""
    if not site.name.isascii():
        return site.name
    return next((words.printed for words in placed if site in sites_meant(words.meaning, known)), site.name)
