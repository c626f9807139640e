"""The figures of the reader only go up: none may fall below its floor in `eval/baseline.json`."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

EVAL = Path(__file__).resolve().parents[1] / "eval"
DRAWS = ("first", "second", "third", "fourth", "fifth", "known")
SETS = ["own", "natural", "unseen", "varied", "practice", "gold/dev", *(f"yemen-2015/{draw}" for draw in DRAWS)]


def floors_module() -> ModuleType:
    spec = importlib.util.spec_from_file_location("floors", EVAL / "floors.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", SETS)
def test_no_figure_below_its_floor(name: str, tmp_path: Path) -> None:
    floors = floors_module()
    there = floors.sets(tmp_path)
    if name not in there:
        pytest.skip(f"{name} needs ../shared, which is not there")
    assert floors.floors()[name], "the set has no floors yet: run eval/floors.py"
    assert not floors.below(name, floors.measured(there[name]))


def test_the_readme_shows_the_floors() -> None:
    floors = floors_module()
    assert floors.table(floors.floors()) in floors.README.read_text(encoding="utf-8")


def test_a_lower_figure_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    floors = floors_module()
    monkeypatch.setattr(floors, "floors", lambda: {"own": {"cue": 90.0}})
    assert floors.below("own", {"cue": 89.9}) == ["own: cue 89.9 is below its floor 90.0"]
    assert not floors.below("own", {"cue": 90.0})


def test_lowering_needs_a_line_in_the_changelog(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    floors = floors_module()
    monkeypatch.setattr("sys.argv", ["floors.py", "--lower", "a reason that nobody wrote down"])
    assert floors.main() == 2
    assert "CHANGELOG.md does not say" in capsys.readouterr().err


def test_no_rule_is_mostly_wrong() -> None:
    floors = floors_module()
    gold = floors.SHARED / "gold" / "dev"
    if not gold.is_dir():
        pytest.skip("gold/dev needs ../shared, which is not there")
    rules = floors.scores(gold).rules()
    assert rules
    assert not [figure for figure in rules if figure.read >= 10 and figure.precision < 60]
