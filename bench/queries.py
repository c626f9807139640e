"""How long what people ask of a ledger takes: ten questions, each asked several times, about different things.

`python bench/queries.py LEDGER [--runs 20]` prints a table; the times are those of the processor, in milliseconds.
"""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from hudna.ledger.entries import Entry, entries_in
from hudna.ledger.filters import Filters
from hudna.ledger.names import names_in
from hudna.ledger.positions import positions_in
from hudna.ledger.store import Ledger
from hudna.ledger.stories import stories_in, story_of
from hudna.ledger.undertakings import Page, undertakings_in

MOST = 100
"""Entries on a page."""
ON_BOARD = 20
SHOWN = 8


class Questions:
    """What is asked, with things to ask about out of the ledger itself."""

    def __init__(self, ledger: Ledger, seed: int = 1) -> None:
        self.ledger = ledger
        self.chance = Random(seed)
        self.some = entries_in(ledger, most=2000)
        self.stories = [entry.support.story for entry in self.some if entry.support]

    def one(self) -> Entry:
        """Some entry."""
        return self.chance.choice(self.some)

    def all(self) -> dict[str, Callable[[], Any]]:
        """The questions by name."""
        ledger, one = self.ledger, self.one
        placed = [entry for entry in self.some if entry.meanings("place")]
        dated = [entry for entry in self.some if entry.when[:1].isdigit()]
        return {
            "a register, a page": lambda: entries_in(ledger, one().register, most=MOST),
            "a register, a page further on": lambda: entries_in(ledger, one().register, after=one(), most=MOST),
            "a register at a place": lambda: entries_in(
                ledger,
                one().register,
                filters=Filters(place=self.chance.choice(placed).meanings("place")[0]),
                most=MOST,
            ),
            "entries of a date": lambda: entries_in(
                ledger, filters=Filters(when=self.chance.choice(dated).when), most=MOST
            ),
            "entries of an action": lambda: entries_in(ledger, filters=Filters(action=one().action), most=MOST),
            "commitments, a page": lambda: undertakings_in(ledger, "2026-01-01", Page(most=ON_BOARD, sightings=SHOWN)),
            "one story": lambda: story_of(ledger, self.chance.choice(self.stories)),
            "posts, all of the ledger": lambda: positions_in(ledger),
            "stories, all of the ledger": lambda: stories_in(ledger, least=2),
            "actors, all of the ledger": lambda: names_in(ledger, "actor"),
            "agreements, all of the ledger": lambda: names_in(ledger, "agreement"),
        }


def times(ask: Callable[[], Any], runs: int) -> list[float]:
    """Milliseconds of every run, sorted."""
    took = []
    for _ in range(runs):
        before = time.process_time()
        ask()
        took.append(1000 * (time.process_time() - before))
    return sorted(took)


def main() -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser(description="How long ten questions to a ledger take.")
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--runs", type=int, default=20)
    options = parser.parse_args()
    print("| what | median ms | p95 ms |\n| --- | ---: | ---: |", flush=True)
    for name, ask in Questions(Ledger(options.ledger)).all().items():
        took = times(ask, 3 if "all of" in name else options.runs)
        print(f"| {name} | {took[len(took) // 2]:.0f} | {took[int(0.95 * (len(took) - 1))]:.0f} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
