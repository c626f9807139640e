"""`hudna evaluate`."""

import sys
from pathlib import Path

import msgspec

from hudna.clean import clean
from hudna.commands.complaints import Complaints
from hudna.errors import BadGold
from hudna.evaluate.gold import below_floor, gold_in
from hudna.evaluate.scoring import MAIN, Scores, score
from hudna.pipeline import default_rooms, record_of
from hudna.vocabulary import Report
from hudna.vocabulary.record import Record


def evaluate_reader(gold: Path, *, as_json: bool, rules: bool, misses: int, baseline: Path | None) -> int:
    """Prints the figures of the reader on a gold folder; 1 where one is below its floor."""
    complaints = Complaints()
    try:
        reports = gold_in(gold)
        rooms = default_rooms()
        scores = score(reports, {report.id: record_of(clean(_bare(report)), rooms) for report in reports})
        if as_json:
            _print_json(scores, rules, misses)
        else:
            _print_table(scores, rules, misses)
        for line in below_floor(scores.figures(), baseline) if baseline else ():
            complaints.say(line)
    except BadGold as error:
        complaints.say(error)
    return complaints.exit_code


def _bare(gold: Record) -> Report:
    """What the reader is handed: the report without its gold."""
    return Report(gold.id, gold.outlet, gold.published, gold.url, gold.title, gold.text)


def _print_json(scores: Scores, rules: bool, misses: int) -> None:
    figures = {name: figure._asdict() for name, figure in scores.figures().items()}
    line: dict[str, object] = {"reports": scores.reports, "unread": scores.unread, **figures}
    if rules:
        line["rules"] = [{**figure._asdict(), "precision": figure.precision} for figure in scores.rules()]
        line["files"] = [{**figure._asdict(), "precision": figure.precision} for figure in scores.files()]
    if misses:
        line["misses"] = [miss._asdict() for miss in scores.misses[:misses]]
    sys.stdout.write(msgspec.json.encode(line).decode() + "\n")


def _print_table(scores: Scores, rules: bool, misses: int) -> None:
    print(f"{scores.reports} reports, {scores.unread} without a reading")
    for name, row in scores.figures().items():
        if name in MAIN:
            figures = f"P {row.precision:5.1f}  R {row.recall:5.1f}  F1 {row.f1:5.1f}"
            print(f"{name:<14} {figures}   ({row.gold} gold, {row.read} read)")
        else:
            print(f"  {name:<42} {row.recall:5.1f} %  of {row.gold}")
    if rules:
        print(f"\n{'':<12} {'rule':<44} {'hits':>5} {'read':>5}  precision")
        for figure in (*scores.rules(), *scores.files()):
            print(f"{figure.what:<12} {figure.rule:<44} {figure.hits:>5} {figure.read:>5}  {figure.precision:5.1f} %")
    for miss in scores.misses[:misses]:
        print(*(" ".join(part.split()) for part in miss), sep="\t")
