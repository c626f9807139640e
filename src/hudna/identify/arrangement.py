"""Reports gathered into stories by what ties them, and each traced back to the one that it has its telling from."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from hudna.vocabulary.stories import ONE_STORY, Link, Place, Tie

_ORDER: Final = {tie: number for number, tie in enumerate(Tie)}


def arranged(
    days: Mapping[str, str], links: Iterable[Link], apart: Collection[frozenset[str]] = ()
) -> dict[str, Place]:
    """The place of every report of `days` (id to date of publication or ""), whatever the order of the links.

    Links to reports that are not in `days` count for nothing.  `apart` is pairs of reports that people say are of two stories:
    nothing brings them into one.
    """
    known = [link for link in links if link.one in days and link.other in days]
    if apart:
        known = [link for link in known if frozenset((link.one, link.other)) not in apart]
    known.sort(key=_strength)
    sources = _sources(known)
    groups = _Groups(days, known, apart)
    for link in known:
        if link.tie in ONE_STORY:
            groups.join(link)
    places: dict[str, Place] = {}
    for members in groups.all():
        story = min(members, key=lambda report: (days[report] or "9999", report))
        for report in members:
            origin, sure = _traced(report, sources, apart)
            own = origin == report
            places[report] = Place(story, origin, None if own else sources[report].tie, own or sure)
    return places


def _strength(link: Link) -> tuple[int, float, int, float, str, str]:
    """What sorts the strongest link first; a relay is of the report that it cites most."""
    return _ORDER[link.tie], -max(link.of_one, link.of_other), -link.cited, -link.likeness, link.one, link.other


def _sources(links: Iterable[Link]) -> dict[str, Link]:
    """For each report that is a copy, an extract or a relay of an earlier one, the link that says so; links come sorted."""
    sources: dict[str, Link] = {}
    for link in links:
        extract = link.tie is Tie.PART and link.of_other >= link.of_one
        if link.tie in (Tie.COPY, Tie.RELAY) or extract:
            sources.setdefault(link.other, link)
    return sources


def _traced(report: str, sources: Mapping[str, Link], apart: Collection[frozenset[str]]) -> tuple[str, bool]:
    """The first report on the way back, and whether the order of each step is sure."""
    sure = True
    first, seen = report, {report}
    while report in sources and sources[report].one not in seen:
        if apart and frozenset((first, sources[report].one)) in apart:
            break
        sure = sure and sources[report].sure
        report = sources[report].one
        seen.add(report)
    return report, sure


class _Groups:
    """Reports that belong together; two groups become one when half of their pairs of texts are tied.

    Where the strongest tie is that one text is a part of another it has to be more than half, and a passage that two texts share
    ties them as well: of a report that tells two things the pieces make no story.
    A chain of reports of which each is like the next makes no story, nor does a round-up that holds a piece of many.
    """

    def __init__(self, reports: Iterable[str], links: Iterable[Link], apart: Collection[frozenset[str]] = ()) -> None:
        self.apart: dict[str, set[str]] = defaultdict(set)
        for one, other in apart:
            self.apart[one].add(other)
            self.apart[other].add(one)
        self.of = {report: frozenset((report,)) for report in reports}
        self.text = {report: report for report in self.of}
        self.copies = {report: [report] for report in self.of}
        self.tied: dict[str, set[str]] = defaultdict(set)
        self.sharing: dict[str, set[str]] = defaultdict(set)
        for link in links:
            if link.tie is Tie.COPY:
                self._one_text(link)
            for ties in (self.tied, self.sharing) if link.tie in ONE_STORY else (self.sharing,):
                ties[link.one].add(link.other)
                ties[link.other].add(link.one)

    def _one_text(self, link: Link) -> None:
        kept, gone = sorted((self.text[link.one], self.text[link.other]))
        if kept != gone:
            copies = self.copies.pop(gone)
            self.copies[kept] += copies
            self.text.update(dict.fromkeys(copies, kept))

    def join(self, link: Link) -> None:
        """Make one group of the two that a link ties, if enough else ties them."""
        one, other = self.of[link.one], self.of[link.other]
        if one is other or not (link.tie is Tie.COPY or self._half_tied(one, other, link.tie)):
            return
        if self.apart and any(self.apart[report] & other for report in one):
            return
        together = one | other
        for report in together:
            self.of[report] = together

    def _half_tied(self, one: frozenset[str], other: frozenset[str], by: Tie) -> bool:
        ours, theirs = self._texts(one), self._texts(other)
        ties = self.sharing if by is Tie.PART else self.tied
        tied = sum(any(ties[a] & b for a in mine) for mine in ours for b in theirs)
        return 2 * tied >= len(ours) * len(theirs) + (by is Tie.PART)

    def _texts(self, group: frozenset[str]) -> list[set[str]]:
        texts: dict[str, set[str]] = defaultdict(set)
        for report in group:
            texts[self.text[report]].add(report)
        return list(texts.values())

    def all(self) -> list[frozenset[str]]:
        """Every group once."""
        return list({id(group): group for group in self.of.values()}.values())
