"""The register of positions: each post with its life, step by step, and on whose word each step is known."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hudna.ledger.entries import Entry, entries_in
from hudna.ledger.sites import Site, km_between, sites_in
from hudna.ledger.store import Ledger

REGISTER = "position"
COORDINATION = "contact.coordinate"
BESIDE = 160
"""Letters between a step and the word that tells of its coordination, in one paragraph."""
SAME_POST_KM = 3.0


@dataclass(frozen=True, slots=True)
class Step:
    """What happened to a post, as told by every entry in `entries`; `coordinated` are the entries that say with whom."""

    entries: tuple[Entry, ...]
    coordinated: tuple[Entry, ...]

    @property
    def action(self) -> str:
        """The action of the codebook."""
        return self.entries[0].action

    @property
    def when(self) -> str:
        """The first date that an entry gives, EDTF, or "" where none does."""
        return next((entry.when for entry in self.entries if entry.when), "")

    @property
    def told(self) -> str:
        """The day of publication of the first entry, or ""."""
        return self.entries[0].origin.published


@dataclass(frozen=True, slots=True)
class Post:
    """A post and what is told of it, by date; `site` is None where no words settle the place."""

    id: str
    name: str
    site: Site | None
    steps: tuple[Step, ...]

    @property
    def state(self) -> str:
        """The action of the last step that has come about, "" where all lie ahead."""
        done = [s for s in self.steps if s.entries[0].modality in ("happened", "ongoing") and not s.entries[0].negated]
        return done[-1].action if done else ""


def positions_in(ledger: Ledger) -> tuple[list[Post], list[Step]]:
    """Every post whose place is settled, by name, and the steps whose place no words settle: they are not guessed at."""
    known = sites_in(ledger)
    told = entries_in(ledger, REGISTER)
    coordination: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries_in(ledger, action=COORDINATION):
        if not entry.negated:
            coordination[entry.origin.id].append(entry)
    found: dict[str, list[Entry]] = defaultdict(list)
    lost: list[Entry] = []
    homes: dict[str, str] = {}
    for entry in told:
        site = _site_of(entry, known)
        if site and site.id not in homes:
            homes[site.id] = _one_of(site, found, known)
        (found[homes[site.id]] if site else lost).append(entry)
    posts = [Post(name, known[name].name, known[name], _steps(told, coordination)) for name, told in found.items()]
    return sorted(posts, key=lambda post: (post.name, post.id)), list(_steps(lost, coordination))


def _site_of(entry: Entry, known: dict[str, Site]) -> Site | None:
    """The one point that an entry puts its post at: areas do not tell one post from another."""
    named = [known[name] for meaning in entry.meanings("place") for name in meaning.split() if name in known]
    points = [site for site in named if not site.is_area]
    return points[0] if len(points) == 1 else None


def _one_of(site: Site, found: dict[str, list[Entry]], known: dict[str, Site]) -> str:
    """The id under which a post at this place stands already, or a new one."""
    near = [name for name in found if km_between(known[name], site) <= SAME_POST_KM]
    return near[0] if near else site.id


def _steps(entries: Sequence[Entry], coordination: Mapping[str, Sequence[Entry]]) -> tuple[Step, ...]:
    """Entries that tell of one happening as one step, by the date that it is given or, failing that, that it was told on."""
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(entry.support.joined if entry.support else entry.id, []).append(entry)
    steps = [Step(tuple(group), tuple(_beside(group, coordination))) for group in groups.values()]
    return tuple(sorted(steps, key=lambda step: (step.when.partition("/")[0] or step.told, step.told)))


def _beside(group: Sequence[Entry], coordination: Mapping[str, Sequence[Entry]]) -> list[Entry]:
    """Entries of coordination in the same attribution or voice, close to one of the group."""
    return [
        other
        for report in dict.fromkeys(entry.origin.id for entry in group)
        for other in coordination.get(report, ())
        if any(
            other.origin.id == entry.origin.id
            and other.saying == entry.saying
            and abs(other.trigger.start - entry.trigger.start) <= BESIDE
            for entry in group
        )
    ]
