"""How many tell of a happening when some of the tellings are held back: what is withheld does not show in a count either."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace

from sqlalchemy import select

from hudna.ledger.entries import Entry, Support, entries_at
from hudna.ledger.portions import portions
from hudna.ledger.store import Ledger
from hudna.ledger.story_tables import mentions

Held = Callable[[Entry], bool]


def supports_without(ledger: Ledger, told: Sequence[Entry], held: Held) -> dict[str, Support]:
    """The support of the happenings that these entries tell of, by happening, counted over the tellings not held back."""
    wanted = {entry.support.joined: entry.support for entry in told if entry.support and entry.support.reports > 1}
    found: dict[str, list[tuple[Entry, int]]] = defaultdict(list)
    with ledger.reading() as connection:
        for some in portions(wanted):
            rows = connection.execute(select(mentions).where(mentions.c.joined.in_(some))).all()
            there = entries_at(connection, [(row.report, row.entry) for row in rows])
            for row in rows:
                entry = there.get((row.report, row.entry))
                if entry is not None and not held(entry):
                    found[row.joined].append((entry, row.origin))
    return {name: _counted(wanted[name], tellings) for name, tellings in found.items()}


def _counted(support: Support, tellings: Sequence[tuple[Entry, int]]) -> Support:
    return replace(
        support,
        reports=len({entry.origin.id for entry, _ in tellings}),
        outlets=len({entry.origin.outlet for entry, _ in tellings}),
        origins=len({origin for _, origin in tellings}),
        denied=len({origin for entry, origin in tellings if entry.negated}),
    )
