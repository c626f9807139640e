#!/usr/bin/env python3
"""Draw the held-out reports and print their ids, one a line.

    draw.py [--shared DIR]

The draw is reproducible: same corpus, same annotated reports, same seed, same ids. Standard library only.
"""

import argparse
import json
import os
import random
from pathlib import Path

SHARED = Path(os.environ.get("HUDNA_SHARED") or Path(__file__).resolve().parents[2] / "shared")
SEED = 20261123
HOW_MANY = 12
FEWEST_WORDS, MOST_WORDS = 150, 420  # the shortest report of gold/dev has 153 words, the longest 418
NEAR_REPRINT = 0.3


def annotated_ids(shared: Path) -> set[str]:
    """Return the ids of the reports that gold/dev already holds."""
    return {json.loads(path.read_text(encoding="utf-8"))["id"] for path in (shared / "gold" / "dev").glob("*.json")}


def reprints_of(ids: set[str], shared: Path) -> set[str]:
    """Return the ids whose share of 8-word runs with one of `ids` is over NEAR_REPRINT."""
    lines = (shared / "data" / "reprints.tsv").read_text(encoding="utf-8").splitlines()[1:]
    near = set()
    for line in lines:
        first, second, share = line.split("\t")
        if float(share) > NEAR_REPRINT:
            near |= {second} if first in ids else set()
            near |= {first} if second in ids else set()
    return near


def candidate_ids(shared: Path) -> list[str]:
    """Return the sorted ids that may be drawn: of a fitting length, not annotated, no near-reprint of an annotated one."""
    annotated = annotated_ids(shared)
    barred = annotated | reprints_of(annotated, shared)
    lines = (shared / "data" / "yemen-2015.jsonl").read_text(encoding="utf-8").splitlines()
    reports = [json.loads(line) for line in lines]
    fitting = (r for r in reports if FEWEST_WORDS <= len(r["text"].split()) <= MOST_WORDS)
    return sorted(r["id"] for r in fitting if r["id"] not in barred)


def drawn_ids(shared: Path) -> list[str]:
    """Return the drawn ids, in the order of the draw."""
    return random.Random(SEED).sample(candidate_ids(shared), HOW_MANY)


def main() -> None:
    parser = argparse.ArgumentParser(description="Print the ids of the held-out reports.")
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder that holds data/ and gold/")
    for report_id in drawn_ids(parser.parse_args().shared):
        print(report_id)


if __name__ == "__main__":
    main()
