#!/usr/bin/env python3
"""How well names are resolved, on the answer keys in `keys/`.

    resolve.py places [--all]     right, wrong and open place phrases of gold/dev, by kind; with --all every phrase

Right: every place that the phrase is resolved to lies within 25 km of an answer, or none is given where the key has none.
"""

import argparse
import json
import math
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from hudna.identify.gazetteer import gazetteer
from hudna.identify.where import Locator
from hudna.vocabulary import PlaceMention, Span

HERE = Path(__file__).resolve().parent
SHARED = Path(os.environ.get("HUDNA_SHARED") or HERE.parents[1] / "shared")
WITHIN = 25.0


class Result(NamedTuple):
    """One phrase of the key: its kind there, what became of it (right, wrong, open), its words and its mentions."""

    kind: str
    outcome: str
    words: str
    mentions: tuple[PlaceMention, ...]


def places() -> Iterator[Result]:
    """What becomes of every phrase of the key, in its order; the locator is handed all phrases of the gold at once."""
    locator = Locator(gazetteer())
    key = json.loads((HERE / "keys" / "places.json").read_text(encoding="utf-8"))
    read: dict[str, tuple[str, dict[Span, tuple[PlaceMention, ...]]]] = {}
    for row in key:
        if row["report"] not in read:
            gold = json.loads((SHARED / "gold" / "dev" / f"{row['report']}.json").read_text(encoding="utf-8"))
            spans = [Span(*span) for event in gold["events"] for span in event["place"]]
            read[row["report"]] = gold["text"], locator.locate(gold["text"], spans, gold["outlet"])
        text, found = read[row["report"]]
        span = Span(*row["span"])
        mentions = found[span]
        yield Result(row["kind"], outcome(mentions, row["answers"]), span.cut(text), mentions)


def outcome(mentions: tuple[PlaceMention, ...], answers: list[list[float]]) -> str:
    """Whether the resolved places are right or wrong, or the phrase is left open."""
    resolved = [mention.resolved for mention in mentions if mention.resolved]
    if not resolved:
        return "open" if answers else "right"
    near = [any(apart(place.lat, place.lon, *answer) <= WITHIN for answer in answers) for place in resolved]
    return "right" if all(near) else "wrong"


def apart(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Kilometres on the sphere."""
    one, other, east = math.radians(lat), math.radians(other_lat), math.radians(other_lon - lon)
    cosine = math.sin(one) * math.sin(other) + math.cos(one) * math.cos(other) * math.cos(east)
    return 6371.0 * math.acos(max(-1.0, min(1.0, cosine)))


def main() -> int:
    """Prints the figures; 1 where the gold is not there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["places"])
    parser.add_argument("--all", action="store_true", help="every phrase, what it is resolved to, and by which rule")
    options = parser.parse_args()
    if not (SHARED / "gold" / "dev").is_dir():
        print(f"{SHARED}: no gold/dev there; set HUDNA_SHARED", file=sys.stderr)
        return 1
    results = list(places())
    if options.all:
        for result in sorted(results, key=lambda r: r.outcome):
            print(result.outcome, result.kind, result.words, *map(_said, result.mentions), sep="\t")
    for kind in (*dict.fromkeys(result.kind for result in results), ""):
        counts = Counter(result.outcome for result in results if result.kind == kind or not kind)
        shares = (
            f"{name} {counts[name]:4} ({counts[name] / counts.total():6.1%})" for name in ("right", "wrong", "open")
        )
        print(f"{kind or 'all':6}", *shares)
    names = {result.words: result.outcome for result in results}
    print(f"{len(names)} distinct phrases, {sum(outcome == 'right' for outcome in names.values())} of them right")
    return 0


def _said(mention: PlaceMention) -> str:
    places = "; ".join(
        f"{p.id} {p.name} {p.lat:.2f},{p.lon:.2f} {p.kind} {p.precision}" for p in mention.candidates[:4]
    )
    return f"[{mention.rule}] {places} {mention.why}"


if __name__ == "__main__":
    sys.exit(main())
