"""What the ledger holds of one day of publication."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from hudna.ledger.entries import AT_ONCE, Entry, Place, entries_at
from hudna.ledger.schema import entries, reports
from hudna.ledger.store import Ledger
from hudna.ledger.stories import AFTER, Happening
from hudna.ledger.story_tables import joined, mentions


@dataclass(frozen=True, slots=True)
class Day:
    """A day with how many reports were published on it, and the days before and after on which some were, "" for none."""

    day: str
    reports: int
    before: str
    after: str


def latest_day(ledger: Ledger, until: str) -> str:
    """The last day, up to a day, on which a report of the ledger was published; "" where there is none."""
    wanted = select(reports.c.published).where(reports.c.current, reports.c.published > "")
    wanted = wanted.where(reports.c.published < until + AFTER).order_by(reports.c.published.desc()).limit(1)
    with ledger.reading() as connection:
        return str(connection.execute(wanted).scalar() or "")[:10]


def day_of(ledger: Ledger, day: str) -> Day:
    """A day among those on which reports were published."""
    there = select(reports.c.published).where(reports.c.current, reports.c.published > "")
    with ledger.reading() as connection:
        count = select(func.count()).where(reports.c.current, reports.c.published.between(day, day + AFTER))
        after = there.where(reports.c.published > day + AFTER).order_by(reports.c.published).limit(1)
        before = there.where(reports.c.published < day).order_by(reports.c.published.desc()).limit(1)
        return Day(
            day,
            int(connection.execute(count).scalar_one()),
            str(connection.execute(before).scalar() or "")[:10],
            str(connection.execute(after).scalar() or "")[:10],
        )


def contradicted_on(ledger: Ledger, day: str, most: int) -> list[Happening]:
    """Happenings of which a report of a day tells, and of which some origins say that they are so and others that they are not."""
    told = select(joined.c.id).join(mentions, mentions.c.joined == joined.c.id)
    told = told.join(reports, reports.c.key == mentions.c.report).where(reports.c.current)
    told = told.where(reports.c.published.between(day, day + AFTER), joined.c.denied > 0)
    told = told.where(joined.c.denied < joined.c.origins).distinct().order_by(joined.c.id).limit(most)
    with ledger.reading() as connection:
        names = connection.execute(told).scalars().all()
        where = select(mentions.c.report, mentions.c.entry, mentions.c.joined).where(mentions.c.joined.in_(names))
        rows = connection.execute(where).all()
        found = entries_at(connection, [(row.report, row.entry) for row in rows])
    accounts = {(row.report, row.entry): row.joined for row in rows}
    return [_happening(name, [found[at] for at in found if accounts[at] == name]) for name in names]


def _happening(name: str, accounts: Sequence[Entry]) -> Happening:
    return Happening(name, tuple(sorted(accounts, key=lambda entry: (entry.origin.published, entry.id))))


def entries_of_day(ledger: Ledger, register: str, day: str, most: int) -> tuple[list[Entry], int]:
    """The entries of a register in reports of a day, in their order, and how many there are."""
    here = select(reports.c.key).where(reports.c.current, reports.c.published.between(day, day + AFTER))
    wanted = select(entries.c.report, entries.c.number, entries.c.register).where(entries.c.withdrawn == "")
    with ledger.reading() as connection:
        keys = connection.execute(here.order_by(reports.c.published, reports.c.id)).scalars().all()
        told: dict[int, list[Place]] = {key: [] for key in keys}
        for some in (keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE)):
            among = wanted.where(entries.c.report.in_(some)).order_by(entries.c.report, entries.c.trigger_start)
            for key, number, kept_in in connection.execute(among):
                if kept_in == register:
                    told[key].append((key, number))
        places = [place for some_places in told.values() for place in some_places]
        found = entries_at(connection, places[:most])
    return [found[place] for place in places[:most] if place in found], len(places)
