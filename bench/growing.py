"""How fast a ledger takes reports, at the beginning and when it holds a hundred thousand; its size and the memory that it takes.

`python bench/growing.py --count 100000 --ledger big.db [FILE.jsonl ...]` adds reports made by `made.py`; with `--read` their texts
are read, as `hudna add` does it, without it their readings are made and handed to the store.  The time of making is not counted.
"""

import argparse
import gc
import json
import resource
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from made import maker

from hudna.clean import clean
from hudna.ledger.store import Kept, Ledger
from hudna.ledger.weaving import Weaver
from hudna.pipeline import Rooms, default_rooms, record_of, story_judge
from hudna.vocabulary import Report
from hudna.vocabulary.record import Record

BATCH = 100
SELDOM = 50_000
"""As the command line has it."""
FIELDS = ("id", "outlet", "published", "url", "title", "text")
AT = "2026-01-01T00:00:00+00:00"


def add(ledger: Ledger, weaver: Weaver, records: list[Record], rooms: Rooms | None) -> tuple[float, float]:
    """Keeps and reads a batch; the seconds by the clock and those of the processor."""
    fresh = [Report(*(getattr(one, name) for name in FIELDS)) for one in records]
    came = [json.dumps({name: getattr(one, name) for name in FIELDS}, ensure_ascii=False).encode() for one in fresh]
    wall, busy = time.perf_counter(), time.process_time()
    ledger.keep([Kept(*both) for both in zip(fresh, came, strict=True)], AT)
    if rooms:
        records = [record_of(clean(one), rooms) for one in fresh]
    ledger.read(records, AT, "bench", weaver)
    return time.perf_counter() - wall, time.process_time() - busy


def sizes(ledger: Path) -> tuple[float, float]:
    """Megabytes of the ledger file and of the blobs and the log beside it."""
    beside = [path for path in ledger.with_suffix(".evidence").rglob("*") if path.is_file()]
    blobs = sum(path.stat().st_size for path in beside) + ledger.with_suffix(".log").stat().st_size
    return ledger.stat().st_size / 1e6, blobs / 1e6


def batches(options: argparse.Namespace) -> Iterator[list[Record]]:
    """The records to add, a batch at a time; those that an earlier run added are made and passed over."""
    making = maker(options.texts, options.seed)
    made = (making.make(number) for number in range(options.count))
    for _ in islice(made, options.first):
        pass
    while batch := list(islice(made, BATCH)):
        yield batch


def main() -> int:
    """Prints a line for every part of the reports, and then how the last compares to the first."""
    parser = argparse.ArgumentParser(
        description="The rate at which a ledger takes reports, from the first to the last."
    )
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--first", type=int, default=0, help="how many the ledger has already (default: 0)")
    parser.add_argument("--every", type=int, default=5000, help="reports between two lines (default: 5000)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--ledger", type=Path, required=True)
    parser.add_argument("--read", action="store_true", help="read the texts, as hudna add does")
    parser.add_argument("texts", nargs="*", type=Path, help="files of JSON lines, beside the reports of the demo")
    options = parser.parse_args()
    gc.set_threshold(SELDOM)
    ledger, weaver = Ledger(options.ledger, create=True), Weaver(story_judge())
    rooms = default_rooms() if options.read else None
    rates, wall, busy, done = [], 0.0, 0.0, 0
    print("| reports | reports/s | reports/CPU-s | peak MB |\n| ---: | ---: | ---: | ---: |", flush=True)
    for batch in batches(options):
        took = add(ledger, weaver, batch, rooms)
        wall, busy, done = wall + took[0], busy + took[1], done + len(batch)
        if done % options.every == 0:
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            rates.append(options.every / busy)
            print(
                f"| {options.first + done:,} | {options.every / wall:.0f} | {rates[-1]:.0f} | {peak:.0f} |", flush=True
            )
            wall = busy = 0.0
    file, beside = sizes(options.ledger)
    print(f"\nledger {file:,.0f} MB, blobs and log {beside:,.0f} MB")
    if rates:
        print(f"the last {options.every:,} at {rates[-1] / rates[0]:.0%} of the rate of the first")
    return 0


if __name__ == "__main__":
    sys.exit(main())
