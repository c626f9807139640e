"""Sources over the whole ledger: who is cited, how often, in how many reports, and through whom."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import and_, func, select

from hudna.ledger.schema import attributions, hops, names, reports
from hudna.ledger.store import Ledger


@dataclass(frozen=True, slots=True)
class Speaker:
    """A source with a settled identity: its label, how often it is cited, in how many reports, and the last day of that."""

    identity: str
    label: str
    cited: int
    reports: int
    last: str


@dataclass(frozen=True, slots=True)
class Cited:
    """How sources are cited: those with an identity, the most cited first, and how many hops there are of each kind."""

    speakers: tuple[Speaker, ...]
    kinds: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Through:
    """Who passes on what a source says: an outlet itself, or a source in between, as printed most often; and how often."""

    printed: str
    identity: str
    kind: str
    times: int


def cited_in(ledger: Ledger) -> Cited:
    """The sources of the ledger as it now reads."""
    here = and_(attributions.c.report == hops.c.report, attributions.c.number == hops.c.attribution)
    told = select().select_from(hops).join(attributions, here).join(reports, reports.c.key == hops.c.report)
    told = told.where(reports.c.current, attributions.c.withdrawn == "")
    columns = hops.c.identity, func.count(), func.count(hops.c.report.distinct()), func.max(reports.c.published)
    by_kind = told.add_columns(hops.c.kind, func.count()).group_by(hops.c.kind)
    by_kind = by_kind.order_by(func.count().desc(), hops.c.kind)
    with ledger.reading() as connection:
        found = told.add_columns(*columns).where(hops.c.identity != "").group_by(hops.c.identity)
        rows = connection.execute(found.order_by(func.count().desc(), hops.c.identity)).all()
        labelled = select(names.c.identity, func.max(names.c.label)).where(names.c.identity != "")
        labelled = labelled.group_by(names.c.identity)
        labels: dict[str, str] = {row[0]: row[1] for row in connection.execute(labelled)}
        kinds = tuple((kind, count) for kind, count in connection.execute(by_kind))
    speakers = tuple(
        Speaker(identity, labels[identity], times, some, str(last)[:10])
        for identity, times, some, last in rows
        if identity in labels  # a kind of actor, and nobody in particular, is no name
    )
    return Cited(speakers, kinds)


def through_whom(ledger: Ledger, identity: str, most: int) -> list[Through]:
    """Who passes on what a source says, the most frequent first: the hop before it, or the outlet that has its word itself."""
    before = hops.alias()
    there = select(names.c.report).where(names.c.identity == identity)
    told = (
        select(reports.c.outlet, reports.c.text, before.c.start, before.c.end, before.c.identity, before.c.kind)
        .select_from(hops)
        .join(reports, reports.c.key == hops.c.report)
        .outerjoin(
            before,
            and_(
                before.c.report == hops.c.report,
                before.c.attribution == hops.c.attribution,
                before.c.position == hops.c.position - 1,
            ),
        )
        .where(reports.c.current, hops.c.identity == identity, hops.c.report.in_(there))
    )
    times: Counter[tuple[str, str]] = Counter()
    printed: dict[tuple[str, str], Counter[str]] = {}
    with ledger.reading() as connection:
        for row in connection.execute(told):
            itself = row.kind is None
            words = row.outlet if itself else row.text[row.start : row.end]
            key = ("outlet" if itself else row.kind, words if itself else row.identity or words)
            times[key] += 1
            printed.setdefault(key, Counter())[words] += 1
    return [
        Through(printed[key].most_common(1)[0][0], "" if key[0] == "outlet" else key[1], key[0], count)
        for key, count in times.most_common(most)
    ]
