"""How long what people ask of a ledger takes: ten questions, each asked several times, about different things.

`python bench/queries.py LEDGER [--runs 20]` prints a table; the times are those of the processor, in milliseconds.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from hudna.ledger.entries import Entry, entries_in
from hudna.ledger.filters import Filters
from hudna.ledger.names import names_in
from hudna.ledger.positions import positions_in, post_of, posts_in
from hudna.ledger.search import search
from hudna.ledger.store import Ledger
from hudna.ledger.stories import stories_in, story_of
from hudna.ledger.undertakings import Page, undertakings_in
from hudna.theatres.sides import side_of

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
        self.posts = [post.id for post in posts_in(ledger)]
        self.stories = [entry.support.story for entry in self.some if entry.support]
        actors = {side_of(identity) for entry in self.some for identity in entry.meanings("actor")}
        self.sides = sorted(actors - {""})
        words = Counter(
            word for entry in self.some for word in entry.origin.title.split() if word.isalpha() and len(word) > 3
        )
        ranked = sorted(words, key=lambda word: (-words[word], word))
        self.common, self.rare = ranked[:20], ranked[-200:]
        titles = sorted({entry.origin.title for entry in self.some})
        self.phrases = [" ".join(title.split()[:2]) for title in titles if all(w.isalpha() for w in title.split()[:2])]

    def one(self) -> Entry:
        """Some entry."""
        return self.chance.choice(self.some)

    def all(self) -> dict[str, Callable[[], Any]]:
        """The questions by name."""
        ledger, one = self.ledger, self.one

        def page(register: str = "", **asked: Any) -> list[Entry]:
            return entries_in(ledger, register, filters=Filters(**asked), most=MOST)

        placed = [entry for entry in self.some if entry.meanings("place")]
        dated = [entry for entry in self.some if entry.when[:1].isdigit()]
        return {
            "a register, a page": lambda: page(one().register),
            "a register, a page further on": lambda: entries_in(ledger, one().register, after=one(), most=MOST),
            "a register at a place": lambda: page(
                one().register, place=self.chance.choice(placed).meanings("place")[0]
            ),
            "entries of a date": lambda: page(when=self.chance.choice(dated).when),
            "entries of an action": lambda: page(action=one().action),
            "entries of a side": lambda: page(side=self.chance.choice(self.sides)),
            "entries of two origins or more": lambda: page(one().register, origins=2),
            "commitments, a page": lambda: undertakings_in(ledger, "2026-01-01", Page(most=ON_BOARD, sightings=SHOWN)),
            "search, a rare word": lambda: search(ledger, [self.chance.choice(self.rare)]),
            "search, a common word": lambda: search(ledger, [self.chance.choice(self.common)]),
            "search, a phrase": lambda: search(ledger, [self.chance.choice(self.phrases)], exact=True),
            "search, a masked word": lambda: search(ledger, [masked(self.chance.choice(self.rare))]),
            "search, a word in entries at a place": lambda: search(
                ledger,
                [self.chance.choice(self.common)],
                Filters(place=self.chance.choice(placed).meanings("place")[0]),
            ),
            "one story": lambda: story_of(ledger, self.chance.choice(self.stories)),
            "one post": lambda: post_of(ledger, self.chance.choice(self.posts)),
            "posts, all of the ledger": lambda: posts_in(ledger),
            "posts with every entry, all of the ledger": lambda: positions_in(ledger),
            "stories, all of the ledger": lambda: stories_in(ledger, least=2),
            "actors, all of the ledger": lambda: names_in(ledger, "actor"),
            "agreements, all of the ledger": lambda: names_in(ledger, "agreement"),
        }


def masked(word: str) -> str:
    """A word as a writer hides it from a filter: a stop between its letters."""
    return f"{word[:2]}.{word[2:]}"


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
