"""What a rule is worth was measured on the present annotations, and an entry carries it, or that nobody measured it."""

import importlib.util
import json
import os
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from conftest import Command, Place
from hudna.errors import BadRules
from hudna.ledger.store import Ledger
from hudna.pipeline import Rooms
from hudna.rules import precision
from hudna.rules.precision import Measured, behind, confidence, measurement, measurement_in
from ledgers import add, report

EVAL = Path(__file__).resolve().parents[1] / "eval"
SHARED = Path(os.environ.get("HUDNA_SHARED") or EVAL.parents[1] / "shared")


@pytest.fixture
def maker(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """`eval/precision.py` as a module."""
    monkeypatch.syspath_prepend(str(EVAL))
    monkeypatch.delitem(sys.modules, "floors", raising=False)
    spec = importlib.util.spec_from_file_location("eval_precision", EVAL / "precision.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_it_was_measured_on_the_present_annotations(maker: ModuleType) -> None:
    kept = measurement()
    again = f"rules/precision.tsv was made on {kept.made} from other annotations; run eval/precision.py"
    assert set(kept.sets) == set(json.loads((EVAL / "baseline.json").read_text())), again
    for name, told in kept.sets.items():
        folder = SHARED / "gold" / "dev" if name == "gold/dev" else EVAL / name
        if folder.is_dir():
            files = maker.annotations(name, folder)
            assert (len(files), maker.digest(files)) == told, f"{name}: {again}"


def test_it_holds_figures_only() -> None:
    for what, rule in measurement().rules:
        assert what in ("event", "attribution", "commitment")
        assert rule.isascii()
    assert all(0 <= one.right <= one.read > 0 for one in measurement().rules.values())


def test_few_readings_say_little_and_none_say_nothing() -> None:
    often, seldom, never = Measured("event", "a", 40, 40), Measured("event", "b", 2, 2), Measured("event", "c", 0, 0)
    assert round(often.precision, 2) == 0.98
    assert seldom.precision == 0.75
    assert confidence([often, seldom]) == pytest.approx(often.precision * 0.75)
    assert confidence([often, never]) is None


def test_an_entry_rests_on_event_attribution_and_undertaking() -> None:
    assert [one.what for one in behind("event.x", "cue.y", promised=True)] == ["event", "attribution", "commitment"]
    assert [one.what for one in behind("event.x", None, promised=False)] == ["event"]


def test_a_wrong_file_is_refused_and_named() -> None:
    with pytest.raises(BadRules, match=r"precision\.tsv:2: .*eval/precision\.py"):
        measurement_in("what\trule\tright\tread\nevent\tevent.x\tmany\t3\n")


def measured_as(monkeypatch: pytest.MonkeyPatch, **figures: tuple[int, int]) -> None:
    """Makes the rules of the three words measured."""
    rules = {(what, rule): (right, read) for what, rule in RULES for right, read in [figures[what]]}
    told = {key: Measured(*key, *counts) for key, counts in rules.items()}
    monkeypatch.setattr(precision, "measurement", lambda: replace_rules(told))


RULES = (("event", "event.test"), ("attribution", "cue.test"), ("commitment", "commitment"))


def replace_rules(rules: dict[tuple[str, str], Measured]) -> precision.Measurement:
    return precision.Measurement("2026-01-01", {}, rules)


def test_every_list_is_cut_and_says_how_sure_it_is(
    place: Place, rooms: Rooms, run: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = place("hudna.db")
    add(path, [report(1), replace(report(2), text="وكان قصف طال البلدة.")], rooms)
    lines = [json.loads(line) for line in run("--ledger", path, "list", "--json").stdout.splitlines()]
    assert {line["confidence"] for line in lines} == {"unmeasured"}
    assert lines[0]["measured"][0] == {"what": "event", "rule": "event.test", "right": 0, "read": 0}
    assert run("--ledger", path, "list", "--confidence", "0.1", "--json").stdout == ""

    measured_as(monkeypatch, event=(98, 98), attribution=(8, 8), commitment=(3, 8))
    sure = [
        json.loads(line) for line in run("--ledger", path, "list", "--confidence", "0.9", "--json").stdout.splitlines()
    ]
    assert {line["action"] for line in sure} == {"violence.shell"}
    assert {line["confidence"] for line in sure} == {0.99}
    assert run("--ledger", path, "commitments", "--confidence", "0.3", "--json").stdout.count("\n") == 1
    assert run("--ledger", path, "commitments", "--confidence", "0.5", "--json").stdout == ""
    found = run("--ledger", path, "search", "البلدة", "--confidence", "0.9", "--json").stdout.splitlines()
    assert json.loads(found[0])["reports"] == 2
    assert [entry["confidence"] for entry in json.loads(found[1])["entries"]] == [0.99]


def test_an_explanation_says_how_sure_it_is(place: Place, rooms: Rooms, run: Command) -> None:
    path = place("hudna.db")
    add(path, [report(1)], rooms)
    entry = json.loads(run("--ledger", path, "list", "--json").stdout.splitlines()[0])["id"]
    page = " ".join(run("--ledger", path, "explain", entry).stdout.split())
    assert "how sure: unmeasured (event.test 0 of 0, cue.test 0 of 0, commitment " in page


def test_a_share_is_between_none_and_all(place: Place, rooms: Rooms, run: Command) -> None:
    Ledger(place("hudna.db"), create=True)
    assert run("--ledger", place("hudna.db"), "list", "--confidence", "80").exit_code == 2
