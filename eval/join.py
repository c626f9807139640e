#!/usr/bin/env python3
"""Join the held-out annotations with their texts into a gold folder that `gold/score.py` reads.

    join.py OUT [first|second|third|fourth|fifth|known] [--shared DIR]

Writes OUT/ID.json for every eval/yemen-2015/DRAW/ID.json, of every draw when none is named. OUT then holds press text: keep it outside the repository.
Standard library only.
"""

import argparse
import hashlib
import json
import os
import sys
from pathlib import Path

SHARED = Path(os.environ.get("HUDNA_SHARED") or Path(__file__).resolve().parents[2] / "shared")
ANNOTATIONS = Path(__file__).resolve().parent / "yemen-2015"
DRAWS = ("first", "second", "third", "fourth", "fifth", "known")


class OtherTextError(ValueError):
    """The corpus lacks a report, or holds another text of it than the one that was annotated."""


def corpus(shared: Path) -> dict[str, dict]:
    """Return the reports of the corpus by id."""
    lines = (shared / "data" / "yemen-2015.jsonl").read_text(encoding="utf-8").splitlines()
    return {report["id"]: report for report in map(json.loads, lines)}


def joined(annotation: dict, reports: dict[str, dict]) -> dict:
    """Return one gold report: the fields of the corpus with the annotations; never one whose text has changed."""
    report = reports.get(annotation["id"])
    if report is None:
        raise OtherTextError(f"{annotation['id']}: not in the corpus")
    if hashlib.sha256(report["text"].encode()).hexdigest() != annotation["sha256"]:
        raise OtherTextError(
            f"{annotation['id']}: its text is not the one that was annotated, so the offsets do not hold"
        )
    return {**report, "attributions": annotation["attributions"], "events": annotation["events"]}


def annotation_files(draw: str | None) -> list[Path]:
    """Return the annotation files of one draw, or of all."""
    return [path for folder in ([draw] if draw else DRAWS) for path in sorted((ANNOTATIONS / folder).glob("*.json"))]


def main() -> None:
    parser = argparse.ArgumentParser(description="Join the held-out annotations with their texts.")
    parser.add_argument("out", type=Path, help="folder for the gold files; it is made when missing")
    parser.add_argument("draw", nargs="?", choices=DRAWS, help="the draw to join; all when it is left out")
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder that holds data/")
    options = parser.parse_args()
    reports = corpus(options.shared)
    options.out.mkdir(parents=True, exist_ok=True)
    for path in annotation_files(options.draw):
        try:
            gold = joined(json.loads(path.read_text(encoding="utf-8")), reports)
        except OtherTextError as error:
            sys.exit(f"join.py: {error}")
        (options.out / path.name).write_text(json.dumps(gold, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
