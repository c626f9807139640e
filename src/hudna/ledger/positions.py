"""The register of positions: each post with its life, step by step, and on whose word each step is known."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from hudna.ledger.coordination import coordinated
from hudna.ledger.entries import Entry, entries_in
from hudna.ledger.post_names import SAME_POST_KM, Spot, listed
from hudna.ledger.post_places import PostFinder, by_report
from hudna.ledger.schema import entries as entry_rows
from hudna.ledger.schema import reports
from hudna.ledger.sites import Site, km_between, sites_in
from hudna.ledger.steps import Step, begun, by_date, happenings
from hudna.ledger.store import Ledger

REGISTER = "position"
BESIDE = (REGISTER, "force", "contact")
"""The registers whose entries tell of posts, or name them beside."""
BESIEGED, LEFT = "position.besiege", "position.evacuate"


@dataclass(frozen=True, slots=True)
class Post:
    """A post and what is told of it, by date; `site` is None where no gazetteer has the place that the words name.

    `known` is the post of a theatre or "", `holder` the actor that holds it by the theatre or "".
    """

    id: str
    name: str
    site: Site | None
    steps: tuple[Step, ...]
    known: str = ""
    holder: str = ""

    @property
    def state(self) -> str:
        """The action of the last step that has come about, by its date or the day it was told on; "" where all lie ahead.

        A siege counts while the post stands: one that was left is cut off again only by a siege of a later date.
        """
        seen = [step for step in self.steps if step.seen]
        siege = _last([step for step in seen if step.action == BESIEGED])
        last = _last([step for step in seen if step.action != BESIEGED])
        if siege is None or last is None:
            only = siege or last
            return only.action if only else ""
        lasting = last.action != LEFT or bool(siege.when)
        return siege.action if lasting and _day(siege) > _day(last) else last.action


def _day(step: Step) -> str:
    return begun(step.when) or step.told


def _last(steps: Sequence[Step]) -> Step | None:
    """The last step by date; of one day that by which a post was left."""
    return max(steps, key=lambda step: (_day(step), step.action == LEFT), default=None)


def positions_in(ledger: Ledger) -> tuple[list[Post], list[Step]]:
    """Every post that words name, by name, and the steps of which they leave open which post: they are not guessed at."""
    known = sites_in(ledger)
    entries = [entry for register in BESIDE for entry in entries_in(ledger, register, beside=REGISTER)]
    texts = texts_of(ledger, REGISTER)
    found: dict[str, _Gathered] = {}
    lost: list[Entry] = []
    for report, some in by_report(entries).items():
        finder = PostFinder(texts.get(report, ""), some, known) if report in texts else None
        for entry in some if finder else ():
            if entry.register == REGISTER and finder:
                spots, ground = finder.posts_of(entry)
                for spot in spots:
                    _home(spot, found).add(entry, spot, ground)
                if not spots:
                    lost.append(entry)
    beside = coordinated(entries, texts)
    posts = [_post(key, one, beside) for key, one in found.items()]
    return sorted(posts, key=lambda post: (post.name, post.id)), list(_steps(lost, {}, beside))


def texts_of(ledger: Ledger, *registers: str) -> dict[str, str]:
    """The texts of the reports that hold entries of these registers, by their ids."""
    holding = select(entry_rows.c.report).where(entry_rows.c.register.in_(registers))
    wanted = select(reports.c.id, reports.c.text).where(reports.c.current, reports.c.key.in_(holding))
    with ledger.reading() as connection:
        return {row.id: row.text for row in connection.execute(wanted)}


class _Gathered:
    """The spots and entries of one post so far."""

    def __init__(self) -> None:
        self.spots: list[Spot] = []
        self.entries: dict[int, Entry] = {}
        self.grounds: dict[int, str] = {}

    def add(self, entry: Entry, spot: Spot, ground: str) -> None:
        """One entry that is told of it."""
        self.spots.append(spot)
        self.entries[id(entry)] = entry
        self.grounds[id(entry)] = ground

    @property
    def site(self) -> Site | None:
        """The first place that a gazetteer has for it."""
        return next((spot.site for spot in self.spots if spot.site), None)


def _home(spot: Spot, found: dict[str, _Gathered]) -> _Gathered:
    """The post that a spot is one of, a new one where there is none: of one key, or near it where no theatre tells them apart."""
    if spot.key in found or spot.known:
        return found.setdefault(spot.key, _Gathered())
    for one in found.values():
        if spot.site and one.site and not one.spots[0].known and km_between(spot.site, one.site) <= SAME_POST_KM:
            return one
    return found.setdefault(spot.key, _Gathered())


def _post(key: str, one: _Gathered, beside: dict[int, tuple[Entry, ...]]) -> Post:
    spot, post = one.spots[0], listed(one.spots[0].known)
    steps = _steps(one.entries.values(), one.grounds, beside)
    return Post(one.site.id if one.site else key, spot.name, one.site, steps, spot.known, post.holder if post else "")


def _steps(entries: Iterable[Entry], grounds: dict[int, str], beside: dict[int, tuple[Entry, ...]]) -> tuple[Step, ...]:
    return by_date(_step(group, grounds, beside) for group in happenings(entries))


def _step(group: Sequence[Entry], grounds: dict[int, str], beside: dict[int, tuple[Entry, ...]]) -> Step:
    told = {id(other): other for entry in group for other in beside.get(id(entry), ())}
    said = [grounds.get(id(entry), "") for entry in group]
    best = min(said, key=("named", "sentence", "before", "").index)
    return Step(tuple(group), tuple(told.values()), best)
