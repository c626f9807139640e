"""What a brief is made of: the happenings of a period and of the one before, by register and area."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hudna.ledger.entries import Entry, entries_in
from hudna.ledger.filters import Filters
from hudna.ledger.sites import Site, sites_in
from hudna.ledger.steps import SEEN, begun, happenings
from hudna.ledger.store import Ledger
from hudna.ledger.whereabouts import whereabouts_of
from hudna.publish.brief.period import Period
from hudna.rules.area_names import arabic_area_names


@dataclass(frozen=True, slots=True)
class Told:
    """One happening as told by all `entries`, the first of them first: `area` is a province or country, "" where it is open.

    `is_dated` is false where no entry gives a date and it counts by the day on which it was told.
    """

    entries: tuple[Entry, ...]
    area: str
    is_dated: bool

    @property
    def first(self) -> Entry:
        """The entry that told it first, of those that say that it came about."""
        return next((entry for entry in self.entries if not entry.negated), self.entries[0])

    @property
    def reports(self) -> int:
        """How many reports tell it."""
        return len({entry.origin.id for entry in self.entries})

    @property
    def origins(self) -> int:
        """How many independent origins tell it, as far as stories were made; reports where they were not."""
        supports = [entry.support.origins for entry in self.entries if entry.support]
        return min(max(supports, default=self.reports), self.reports)

    @property
    def is_disputed(self) -> bool:
        """Whether some say that it came about and others that it did not."""
        return len({entry.negated for entry in self.entries}) > 1

    @property
    def day(self) -> str:
        """The day that it is dated to or, failing that, was told on."""
        return next((begun(e.when) for e in self.entries if begun(e.when)), "") or self.entries[0].origin.published


class Gathered:
    """The happenings of a ledger that were published from one day to another, of one place where it is named."""

    def __init__(self, ledger: Ledger, first: str, last: str, place: str = "") -> None:
        self.known: dict[str, Site] = sites_in(ledger)
        self.entries = entries_in(ledger, filters=Filters(published=f"{first}/{last}", place=place))
        self.groups = happenings(entry for entry in self.entries if entry.modality in SEEN)

    def of(self, period: Period) -> list[Told]:
        """The happenings of a period, by date; those that all who tell of them deny are left out."""
        found = [told for group in self.groups if (told := self._told(group, period)) and not told.first.negated]
        return sorted(found, key=lambda told: (told.day, told.first.origin.published, told.first.id))

    def _told(self, group: Sequence[Entry], period: Period) -> Told | None:
        dated = period.dated(group)
        if dated is False or (dated is None and not period.told(group)):
            return None
        return Told(tuple(group), self.area_of(group), dated is True)

    def area_of(self, entries: Iterable[Entry]) -> str:
        """The province of the most exact place that one of these entries names, its country where no province is known."""
        found = (site for entry in entries for site in whereabouts_of(entry, self.known).sites)
        areas = [area for site in found if (area := _area(site))]
        return next((area for area in areas if len(area) > len("SYR")), areas[0] if areas else "")

    def published_in(self, period: Period) -> list[Entry]:
        """The entries of the reports of a period."""
        return [entry for entry in self.entries if period.has(entry.origin.published)]


def _area(site: Site) -> str:
    if site.admin:
        return site.admin
    if site.kind == "governorate" and site.id in arabic_area_names():
        return site.id
    return site.country or (site.id if site.is_country else "")
