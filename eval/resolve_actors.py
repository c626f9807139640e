#!/usr/bin/env python3
"""How many naming phrases get the right identity: prints right, wrong and open against `keys/actors.json`.

    resolve_actors.py             the figures
    resolve_actors.py --each      and every mention that is not right

Each report of ../shared is resolved as a whole from the naming phrases of its annotation: sources, actors, recipients.  A
mention is *right* when one identity is left (or several that the words name at once) with the key's country and sector, and
the key's name where it has one; *open* when nobody or several are left, or no more than a sector or a nationality; *wrong*
otherwise.  A sector that the key allows as another defensible one counts; `strict` says how many are right without it.
"""

import argparse
import json
import os
import sys
from collections import Counter
from pathlib import Path

from hudna.evaluate.gold import gold_in
from hudna.identify.who import identities
from hudna.vocabulary import Report, Span
from hudna.vocabulary.record import Identity, Mention, Record

HERE = Path(__file__).resolve().parent
SHARED = Path(os.environ.get("HUDNA_SHARED") or HERE.parents[1] / "shared")
KEY = HERE / "keys" / "actors.json"
IDS = HERE / "keys" / "actor_ids.tsv"
Row = dict[str, object]


def accepted_ids() -> dict[str, frozenset[str]]:
    """The key's English names to the actor ids that stand for them."""
    lines = IDS.read_text(encoding="utf-8").splitlines()[1:]
    return {name: frozenset(ids.split()) for name, ids in (line.split("\t") for line in lines)}


def listed(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else [str(value)]


def mentions_in(gold: Record) -> list[Mention]:
    """Every naming phrase of the annotation, sources with their kind."""
    found = [Mention(span, kind) for a in gold.attributions for span, kind in zip(a.sources, a.kinds, strict=True)]
    return found + [Mention(span) for e in gold.events for span in (*e.actor, *e.recipient)]


def verdict(row: Row, identity: Identity, *, strict: bool = False) -> str:
    """right, wrong or open."""
    found = identity.candidates
    if not found or (len(found) > 1 and not identity.together):
        return "open"
    if any(actor.id in (actor.country, actor.sector) for actor in found):
        return "open"
    sectors = listed(row["sector"]) + ([] if strict else listed(row.get("sector_alt", [])))
    wanted = listed(row["actor"])
    ids = frozenset().union(*(accepted_ids()[name] for name in wanted if name))
    for actor in found:
        if actor.country not in listed(row["country"]) or actor.sector not in sectors:
            return "wrong"
        generic = actor.id == f"{actor.country}-{actor.sector}"
        if actor.id not in ids and not ("" in wanted and generic):
            return "wrong"
    return "right"


def judged(strict: bool = False) -> list[tuple[Row, str, Identity, str]]:
    """Each mention of the key with its words, what was resolved, and the verdict."""
    reports = {gold.id: gold for gold in gold_in(SHARED / "gold" / "dev")}
    resolved: dict[str, dict[Mention, Identity]] = {}
    found = []
    for row in json.loads(KEY.read_text(encoding="utf-8")):
        gold = reports[row["report"]]
        if gold.id not in resolved:
            bare = Report(gold.id, gold.outlet, gold.published, gold.url, gold.title, gold.text)
            resolved[gold.id] = identities(bare, [*mentions_in(gold), Mention(Span(*row["span"]))])
        identity = resolved[gold.id].get(Mention(Span(*row["span"])))
        assert identity is not None, row
        found.append((row, Span(*row["span"]).cut(gold.text), identity, verdict(row, identity, strict=strict)))
    return found


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--each", action="store_true", help="every mention that is not right")
    options = parser.parse_args(arguments)
    if not (SHARED / "gold" / "dev").is_dir():
        print(f"{SHARED / 'gold' / 'dev'} is not there; set HUDNA_SHARED", file=sys.stderr)
        return 1
    found = judged()
    for row, words, identity, what in found if options.each else ():
        if what != "right":
            said = ", ".join(actor.id or actor.label for actor in identity.candidates) or "nobody"
            wanted = f"{row['country']} {row['sector']} {row['actor']}"
            print(what, row["report"], row["span"], words, "|", wanted, "|", said, f"({identity.ground})")
    counts = Counter(what for *_, what in found)
    strict = sum(what == "right" for *_, what in judged(strict=True))
    shares = (f"{name} {counts[name]} ({100 * counts[name] / len(found):.1f} %)" for name in ("right", "wrong", "open"))
    print(f"{len(found)} mentions:", ", ".join(shares), f"; strict {strict}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
