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
    """What a place is called: as printed, since the gazetteer has names as they are folded; by it where other words are printed."""
    meant = [words.printed for words in placed if site in sites_meant(words.meaning, known)]
    if site.name.isascii():
        return meant[0] if meant else site.name
    return next((spelled for printed in meant if (spelled := _spelled(site.name, printed))), site.name)


def _spelled(name: str, printed: str) -> str:
    """The words of a phrase that are a name before they are folded, or "" where it is not in it."""
    words, wanted = printed.split(), fold(name).text.split()
    folds = [fold(word).text for word in words]
    starts = (at for at in range(len(words)) if folds[at : at + len(wanted)] == wanted)
    return next((" ".join(words[at : at + len(wanted)]) for at in starts), "")
