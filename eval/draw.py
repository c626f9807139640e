#!/usr/bin/env python3
"""Draw the held-out reports and print their ids, one a line.

    draw.py [first|second|third|fourth|fifth|known] [--shared DIR]

The draws are reproducible: same corpus, same annotated reports, same seeds, same ids. Standard library only.
"""

import argparse
import json
import os
import random
import re
from pathlib import Path

SHARED = Path(os.environ.get("HUDNA_SHARED") or Path(__file__).resolve().parents[2] / "shared")
SEEDS = {
    "first": 20261123,
    "second": 20261124,
    "third": 20261128,
    "fourth": 20261128,
    "known": 20261128,
    "fifth": 20261129,
}
HOW_MANY = {"first": 12, "second": 12, "third": 84, "fourth": 84, "known": 84, "fifth": 12}
SHARE = {"third": slice(0, 12), "known": slice(12, 72), "fourth": slice(72, 84)}
"""The third and fourth draws and the known reports are parts of one sample, so that they are alike."""
EARLIER = {"second": ("first",), "fifth": ("first", "second", "third", "known", "fourth")}

FEWEST_WORDS, MOST_WORDS = 150, 420  # the shortest report of gold/dev has 153 words, the longest 418
NEAR_REPRINT = 0.3

# A column or a letter rarely lays two things at somebody's door; the second draw asks for two of these words.
FEWEST_REPORTING_VERBS = 2
REPORTING_VERB = re.compile(r"\b[وف]?(?:قال|[أا]كد|[أا]علن|[أا]ضاف|[أا]وضح|ذكر|[أا]شار|[أا]فاد)ت?\b")


def annotated_ids(shared: Path) -> set[str]:
    """Return the ids of the reports that gold/dev already holds."""
    return {json.loads(path.read_text(encoding="utf-8"))["id"] for path in (shared / "gold" / "dev").glob("*.json")}


def near_reprints(shared: Path) -> dict[str, set[str]]:
    """Return for each id the ids whose share of 8-word runs with it is over NEAR_REPRINT."""
    near: dict[str, set[str]] = {}
    for line in (shared / "data" / "reprints.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        one, other, share = line.split("\t")
        if float(share) > NEAR_REPRINT:
            near.setdefault(one, set()).add(other)
            near.setdefault(other, set()).add(one)
    return near


def reports_of_fitting_length(shared: Path) -> dict[str, str]:
    """Return the texts of the reports that are as long as those of gold/dev, by id, in the order of the ids."""
    lines = (shared / "data" / "yemen-2015.jsonl").read_text(encoding="utf-8").splitlines()
    texts = {report["id"]: report["text"] for report in map(json.loads, lines)}
    return {key: texts[key] for key in sorted(texts) if FEWEST_WORDS <= len(texts[key].split()) <= MOST_WORDS}


def apart(texts: dict[str, str], taken: set[str], near: dict[str, set[str]]) -> dict[str, str]:
    """Return the texts that are not taken and no near-reprint of a taken one."""
    barred = taken.union(*(near.get(key, set()) for key in taken))
    return {key: text for key, text in texts.items() if key not in barred}


def apart_from_one_another(texts: dict[str, str], near: dict[str, set[str]]) -> dict[str, str]:
    """Return the texts without those that are a near-reprint of one already kept; the lower id is kept."""
    kept: dict[str, str] = {}
    for key, text in texts.items():
        if near.get(key, set()).isdisjoint(kept):
            kept[key] = text
    return kept


def reports_somebody(text: str) -> bool:
    """Tell whether the text has as many reporting verbs as a press report has at the least."""
    return len(REPORTING_VERB.findall(text)) >= FEWEST_REPORTING_VERBS


def candidate_ids(shared: Path, draw: str) -> list[str]:
    """Return the sorted ids that `draw` may give; all but the first stay clear of earlier draws and of what reports nobody."""
    near = near_reprints(shared)
    texts = apart(reports_of_fitting_length(shared), annotated_ids(shared), near)
    if draw != "first":
        earlier = EARLIER.get(draw, ("first", "second"))
        texts = apart(texts, {key for other in earlier for key in drawn_ids(shared, other)}, near)
        texts = {key: text for key, text in texts.items() if reports_somebody(text)}
        texts = apart_from_one_another(texts, near)
    return list(texts)


def drawn_ids(shared: Path, draw: str) -> list[str]:
    """Return the drawn ids, in the order of the draw."""
    sample = random.Random(SEEDS[draw]).sample(candidate_ids(shared, draw), HOW_MANY[draw])
    return sample[SHARE.get(draw, slice(None))]


def main() -> None:
    parser = argparse.ArgumentParser(description="Print the ids of the held-out reports.")
    parser.add_argument("draw", nargs="?", choices=SEEDS, default="first")
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder that holds data/ and gold/")
    options = parser.parse_args()
    for report_id in drawn_ids(options.shared, options.draw):
        print(report_id)


if __name__ == "__main__":
    main()
