#!/usr/bin/env python3
"""Stories against the reports of the shared folder: recall of its reprints by machine, precision by hand.

    stories.py recall LEDGER                      the pairs of reprints.tsv that share over half of their word runs, by what ties them
    stories.py draw LEDGER --seed N [--by-story]  pairs of reports in one story, with the beginning of each, for the hand
    stories.py precision LEDGER                   what the hand found: of each draw, and of all pairs judged that are in one story

LEDGER holds yemen-2015.jsonl, added with `hudna --ledger LEDGER add`.  A pair is right (1) where both reports tell of one
happening, wrong (0) where they do not.  Judgements are kept in keys/stories.tsv by the ids of the reports, with no text of theirs.
"""

import argparse
import csv
import os
import random
import sys
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

from sqlalchemy import select

from hudna.ledger.schema import reports
from hudna.ledger.store import Ledger
from hudna.ledger.stories import Story, stories_in
from hudna.ledger.story_tables import links

HERE = Path(__file__).resolve().parent
SHARED = Path(os.environ.get("HUDNA_SHARED") or HERE.parents[1] / "shared")
JUDGED = HERE / "keys" / "stories.tsv"
Pair = tuple[str, str]


def paired(story: Story) -> list[Pair]:
    """Every pair of reports of a story, by their ids."""
    return list(combinations(sorted(member.id for member in story.members), 2))


def recall(ledger: Ledger) -> None:
    with (SHARED / "data" / "reprints.tsv").open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines, delimiter="\t") if float(row["shared_8grams_of_shorter"]) > 0.5]
    home = {member.id: story.id for story in stories_in(ledger) for member in story.members}
    with ledger.reading() as connection:
        ties = {frozenset((row.one, row.other)): row.tie for row in connection.execute(select(links))}
    wanted = [(row["id_a"], row["id_b"]) for row in rows]
    together = [home[a] == home[b] for a, b in wanted]
    found = Counter(
        (ties.get(frozenset(pair), "nothing"), inside) for pair, inside in zip(wanted, together, strict=True)
    )
    for (tie, inside), count in sorted(found.items()):
        print(f"{tie:8} {'one story' if inside else 'two stories':11} {count:4}")
    items = sum(count for (tie, inside), count in found.items() if tie == "item" and not inside)
    print(f"in one story {sum(together)} of {len(wanted)} ({sum(together) / len(wanted):.1%})")
    judged = judgements()
    telling = [inside for pair, inside in zip(wanted, together, strict=True) if judged.get(pair, 1)]
    print(f"of those that tell of one happening {sum(telling)} of {len(telling)} ({sum(telling) / len(telling):.1%})")
    kept = sum(together) + items
    print(f"in one story, or an item of a round-up {kept} of {len(wanted)} ({kept / len(wanted):.1%})")


def drawn(stories: list[Story], count: int, seed: int, *, by_story: bool) -> list[Pair]:
    """So many pairs: of all pairs, or, so that a big story does not dominate, of a story drawn first, no pair twice."""
    dice = random.Random(seed)
    if not by_story:
        every = [pair for story in stories for pair in paired(story)]
        return dice.sample(every, min(count, len(every)))
    left = [dice.sample(pairs, len(pairs)) for pairs in map(paired, stories)]
    found: list[Pair] = []
    while left and len(found) < count:
        dice.shuffle(left)
        found += [pairs.pop() for pairs in left]
        left = [pairs for pairs in left if pairs]
    return found[:count]


def show(ledger: Ledger, pairs: list[Pair], letters: int) -> None:
    judged = judgements()
    with ledger.reading() as connection:
        told = {row.id: row for row in connection.execute(select(reports).where(reports.c.current))}
    for pair in pairs:
        said = judged.get(pair)
        print(*pair, "" if said is None else f"judged {said}", sep="\t")
        for one in pair if said is None else ():
            row = told[one]
            print("   ", row.outlet, row.published, "|", row.title, "|", row.text[:letters].replace("\n", " / "))


def judgements() -> dict[Pair, int]:
    if not JUDGED.exists():
        return {}
    with JUDGED.open(encoding="utf-8") as lines:
        return {(row["one"], row["other"]): int(row["same"]) for row in csv.DictReader(lines, delimiter="\t")}


def precision(stories: list[Story]) -> None:
    judged = judgements()
    by_story: dict[str, list[int]] = defaultdict(list)
    every = 0
    for story in stories:
        pairs = paired(story)
        every += len(pairs)
        by_story[story.id] += [judged[pair] for pair in pairs if pair in judged]
    said = [one for found in by_story.values() for one in found]
    if not said:
        print(f"no judgement in {JUDGED} of a pair that is in one story")
        return
    print(
        f"{sum(said)} of {len(said)} judged pairs in one story are right ({sum(said) / len(said):.1%}); {every} pairs in all"
    )
    means = [sum(found) / len(found) for found in by_story.values() if found]
    print(f"each story counting once: {sum(means) / len(means):.1%} over {len(means)} stories")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["recall", "draw", "precision"])
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--by-story", action="store_true", help="a story is drawn first, then a pair of it")
    parser.add_argument("--letters", type=int, default=250, help="of each text that is printed (default: 250)")
    options = parser.parse_args()
    if not (SHARED / "data" / "reprints.tsv").is_file():
        print(f"{SHARED}: no data/reprints.tsv there; set HUDNA_SHARED", file=sys.stderr)
        return 1
    ledger = Ledger(options.ledger)
    if options.what == "recall":
        recall(ledger)
        return 0
    stories = stories_in(ledger, least=2)
    pairs = drawn(stories, options.count, options.seed, by_story=options.by_story)
    if options.what == "draw":
        show(ledger, pairs, options.letters)
    else:
        judged = judgements()
        said = [judged[pair] for pair in pairs if pair in judged]
        if len(said) == len(pairs):
            print(f"draw of seed {options.seed}: {sum(said)} of {len(said)} right ({sum(said) / len(said):.1%})")
        precision(stories)
    return 0


if __name__ == "__main__":
    sys.exit(main())
