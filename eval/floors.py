#!/usr/bin/env python3
"""The floors under the reader's figures: an evaluation that only goes up.

    floors.py                 measure every set that is there and raise the floors in baseline.json, and the
                              figures of the README, to what was measured
    floors.py --check         measure and compare only; exit 1 where a figure is below its floor
    floors.py --lower REASON  lower floors too; the same words must stand in CHANGELOG.md, where readers of the ledger look

The sets: gold/dev of ../shared, our own retellings and practice reports, and the draws of annotated reports.
"""

import argparse
import importlib.util
import json
import math
import os
import re
import sys
import tempfile
from pathlib import Path

from hudna.clean import clean
from hudna.evaluate.gold import gold_in
from hudna.evaluate.scoring import MAIN, Scores, score
from hudna.pipeline import default_rooms, record_of
from hudna.vocabulary import Report

HERE = Path(__file__).resolve().parent
SHARED = Path(os.environ.get("HUDNA_SHARED") or HERE.parents[1] / "shared")
BASELINE = HERE / "baseline.json"
CHANGELOG = HERE.parent / "CHANGELOG.md"
README = HERE.parent / "README.md"
FIGURES = re.compile(r"(?<=<!-- figures -->\n).*?(?=<!-- end of figures -->)", re.DOTALL)
SETS = {
    "gold/dev": "41 reports that rules were written on",
    "yemen-2015/known": "60 more that rules were written on",
    "practice": "12 texts of our own, other theatres, that rules were written on",
    "yemen-2015/first": "12 reports, seen once before they were looked at",
    "yemen-2015/second": "12 reports, long unseen, then opened",
    "own": "5 texts of our own, other theatres, long unseen, then opened",
    "varied": "10 texts of our own in rare words, open; rules have not been written on them yet",
    "yemen-2015/third": "12 reports whose misses nobody has looked at",
    "yemen-2015/fourth": "12 reports whose totals were watched, whose misses nobody has looked at",
    "unseen": "5 texts of our own in rarer words, other theatres, misses never looked at",
    "yemen-2015/fifth": "12 reports never looked at",
    "natural": "5 texts of our own that retell an arrangement, other theatres, never looked at",
}
"""What the figures on a set are worth, for those who read the README."""
DRAWS = ("first", "second", "third", "fourth", "fifth", "known")
Figures = dict[str, float]


def scores(folder: Path) -> Scores:
    """How the reader does on a folder of annotated reports, of which it is handed the texts alone."""
    gold = gold_in(folder)
    rooms = default_rooms()
    bare = (Report(g.id, g.outlet, g.published, g.url, g.title, g.text) for g in gold)
    return score(gold, {report.id: record_of(clean(report), rooms) for report in bare})


def measured(folder: Path) -> Figures:
    """F1 by figure on a folder of annotated reports, in per cent."""
    figures = scores(folder).figures()
    return {name: figures[name].f1 for name in MAIN}


def sets(scratch: Path) -> dict[str, Path]:
    """The folders of annotated reports that are there, by name; held-out texts are joined under `scratch`."""
    found = {name: HERE / name for name in ("own", "natural", "unseen", "varied", "practice")}
    if (SHARED / "gold" / "dev").is_dir():
        found["gold/dev"] = SHARED / "gold" / "dev"
        for draw in DRAWS:
            found[f"yemen-2015/{draw}"] = _joined(scratch / draw, draw)
    return found


def _joined(out: Path, draw: str) -> Path:
    spec = importlib.util.spec_from_file_location("join", HERE / "join.py")
    assert spec is not None and spec.loader is not None
    join = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(join)
    reports = join.corpus(SHARED)
    out.mkdir(parents=True)
    for file in sorted((HERE / "yemen-2015" / draw).glob("*.json")):
        gold = join.joined(json.loads(file.read_text(encoding="utf-8")), reports)
        (out / file.name).write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
    return out


def floors() -> dict[str, Figures]:
    """The floors by set and figure; none where there is no baseline yet."""
    return json.loads(BASELINE.read_text(encoding="utf-8")) if BASELINE.exists() else {}


def below(name: str, figures: Figures) -> list[str]:
    """What is below its floor, in words."""
    under = ((figure, floor) for figure, floor in floors().get(name, {}).items() if figures[figure] < floor)
    return [f"{name}: {figure} {figures[figure]:.1f} is below its floor {floor:.1f}" for figure, floor in under]


def table(kept: dict[str, Figures]) -> str:
    """The floors as the README shows them, one line a set."""
    head = f"| read | {' | '.join(MAIN)} |\n| --- |{' ---: |' * len(MAIN)}\n"
    rows = (f"| {SETS[name]} | {' | '.join(f'{kept[name][m]:.1f}' for m in MAIN)} |\n" for name in SETS if name in kept)
    return head + "".join(rows)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare only")
    parser.add_argument(
        "--lower", metavar="REASON", default="", help="lower floors too; the words must stand in CHANGELOG.md"
    )
    options = parser.parse_args()
    if options.lower and options.lower not in CHANGELOG.read_text(encoding="utf-8"):
        print(f"CHANGELOG.md does not say: {options.lower}; put the line there first", file=sys.stderr)
        return 2
    kept, failed = floors(), []
    with tempfile.TemporaryDirectory() as scratch:
        for name, folder in sets(Path(scratch)).items():
            figures = measured(folder)
            print(f"{name:<20}", *(f"{figure} {value:5.1f}" for figure, value in figures.items()), sep="  ")
            failed += below(name, figures)
            reached = {figure: math.floor(value * 10) / 10 for figure, value in figures.items()}
            old = {} if options.lower else kept.get(name, {})
            kept[name] = {figure: max(value, old.get(figure, 0.0)) for figure, value in reached.items()}
    for line in failed:
        print(line, file=sys.stderr)
    if not options.check and (options.lower or not failed):
        BASELINE.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        README.write_text(FIGURES.sub(table(kept), README.read_text(encoding="utf-8")), encoding="utf-8")
    return 1 if failed and not options.lower else 0


if __name__ == "__main__":
    sys.exit(main())
