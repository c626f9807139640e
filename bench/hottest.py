"""The hottest functions of the reader, and the words per second that it reads without the profiler.

With `--cold` the profile is of the first reading and no speed is told.
"""

import argparse
import cProfile
import pstats
import sys
import time
from itertools import islice
from pathlib import Path

from jobs import Engine, Row, hudna_extract, hudna_read, rows_of
from run import DEMO, PRESS, repeated_demo, stay_on


def arguments(words: list[str] | None = None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description="The hottest functions of the reader.")
    parser.add_argument("--text", type=Path, help="JSON lines with `text` (default: the press of 2015, or the demo)")
    parser.add_argument("--reports", type=int, default=200, help="how many, spread over the file (default: 200)")
    parser.add_argument("--top", type=int, default=25, help="functions to show (default: 25)")
    parser.add_argument("--by", choices=("tottime", "cumtime"), default="tottime", help="own time, or with callees")
    parser.add_argument("--identify", action="store_true", help="with identify, record and JSON")
    parser.add_argument("--cold", action="store_true", help="profile the first reading, when no word has been met yet")
    return parser.parse_args(words)


def some_rows(options: argparse.Namespace) -> list[Row]:
    """As many reports as asked for, spread evenly over the file."""
    path = options.text or PRESS
    if options.text is None and not PRESS.exists():
        path = Path("build") / "demo.jsonl"
        path.parent.mkdir(exist_ok=True)
        repeated_demo(DEMO, path)
    with path.open("rb") as lines:
        every = max(1, sum(1 for _ in lines) // options.reports)
    return list(islice(rows_of(str(path), every), options.reports))


def words_per_second(engine: Engine, prepared: list[object], words: int) -> float:
    """Speed by CPU time, without a profiler in the way."""
    before = time.process_time()
    for report in prepared:
        engine.work(report)
    return words / max(time.process_time() - before, 1e-9)


def main() -> None:
    """Print the speed and the profile."""
    options = arguments()
    stay_on(None)
    rows = some_rows(options)
    words = sum(len(row["text"].split()) for row in rows)
    engine = (hudna_read if options.identify else hudna_extract)()
    prepared = [engine.prepare(row) for row in rows]
    if not options.cold:
        first = words_per_second(engine, prepared, words)
        again = words_per_second(engine, prepared, words)
        print(f"{len(rows)} reports, {words:,} words: {first:,.0f} words/CPU-s, {again:,.0f} the second time over")
    profile = cProfile.Profile()
    profile.enable()
    for report in prepared:
        engine.work(report)
    profile.disable()
    pstats.Stats(profile, stream=sys.stdout).strip_dirs().sort_stats(options.by).print_stats(options.top)


if __name__ == "__main__":
    main()
