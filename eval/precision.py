#!/usr/bin/env python3
"""The precision of every rule, measured on the annotated reports of `baseline.json`: `src/hudna/rules/precision.tsv`.

    precision.py            measure and write
    precision.py --check    measure, and say what the figures are worth: the entries of each set that rules were not written
                            on are cut by what was measured on all the other sets

Only counts over all sets together are written, so that no set whose misses nobody has seen can be told apart.
"""

import argparse
import hashlib
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import floors

from hudna.evaluate.scoring import Scores
from hudna.rules.precision import ATTRIBUTION, COMMITMENT, EVENT, FILE, Measured, behind, confidence
from hudna.rules.words import resource

OPENED = ("gold/dev", "yemen-2015/known", "practice")
"""Sets that rules were written on: they flatter."""
CUTS = (0.5, 0.6, 0.7, 0.8, 0.9)
Counts = dict[tuple[str, str], Measured]


def annotations(name: str, folder: Path) -> list[Path]:
    """The annotation files of a set, without press text where it is not ours to give away."""
    own = floors.HERE / name
    return sorted((own if own.is_dir() else folder).glob("*.json"))


def digest(files: Iterable[Path]) -> str:
    """What the annotations of a set are known by."""
    parts = (json.dumps(json.loads(file.read_bytes()), sort_keys=True) for file in files)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def counted(some: Iterable[Scores]) -> Counts:
    """Right and read of every rule over some sets."""
    right: Counter[tuple[str, str]] = Counter()
    read: Counter[tuple[str, str]] = Counter()
    for scores in some:
        right.update(scores.rule_hits)
        read.update(scores.rule_reads)
    kept = (key for key in sorted(read) if key[0] in (EVENT, ATTRIBUTION, COMMITMENT))
    return {key: Measured(*key, right[key], read[key]) for key in kept}


def write(sets: dict[str, Path], counts: Counts) -> None:
    lines = [f"# made\t{datetime.now(UTC).date().isoformat()}"]
    for name, folder in sorted(sets.items()):
        files = annotations(name, folder)
        lines.append(f"# set\t{name}\t{len(files)}\t{digest(files)}")
    lines.append("what\trule\tright\tread")
    lines += [f"{one.what}\t{one.rule}\t{one.right}\t{one.read}" for one in counts.values()]
    resource(FILE).write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(counts)} rules measured on {len(sets)} sets")


def check(measured: dict[str, Scores]) -> None:
    """Entries that confidence keeps at each cut, and how many of them are wholly right."""
    kept: dict[float, list[bool]] = {cut: [] for cut in CUTS}
    unmeasured: list[bool] = []
    entries: list[bool] = []
    for left in set(measured) - set(OPENED):
        counts = counted(scores for name, scores in measured.items() if name != left)
        for one in measured[left].judged:
            keys = [(rule.what, rule.rule) for rule in behind(one.rule, one.said, promised=one.promised)]
            value = confidence([counts.get(key) or Measured(*key, 0, 0) for key in keys])
            entries.append(one.right)
            if value is None:
                unmeasured.append(one.right)
            for cut in CUTS:
                if value is not None and value >= cut:
                    kept[cut].append(one.right)
    for said, some in (("all", entries), ("unmeasured", unmeasured), *((f">= {cut}", kept[cut]) for cut in CUTS)):
        print(f"{said:<12} {len(some):>5} entries  {100 * sum(some) / max(1, len(some)):5.1f} % right")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="say what the figures are worth; write nothing")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        sets = floors.sets(Path(scratch))
        missing = sorted(set(floors.floors()) - set(sets))
        if missing:
            print(f"not there: {', '.join(missing)}; nothing was written", file=sys.stderr)
            return 1
        measured = {name: floors.scores(folder) for name, folder in sorted(sets.items())}
        if options.check:
            check(measured)
        else:
            write(sets, counted(measured.values()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
