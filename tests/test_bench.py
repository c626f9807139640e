"""The bench: its arguments, its text, its table, and a peer that is not installed.  Nothing is timed against a figure."""

import importlib
import json
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

BENCH = Path(__file__).resolve().parents[1] / "bench"
TEXT = {"id": "r1", "text": "وقالت الوزارة إن الجنود عادوا. وأكد ناطق باسمها ذلك."}


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The modules of the bench by name, forgotten again after the test."""

    def module(name: str) -> ModuleType:
        monkeypatch.syspath_prepend(str(BENCH))
        for loaded in ("run", "jobs", "worker"):
            monkeypatch.delitem(sys.modules, loaded, raising=False)
        found = importlib.import_module(name)
        for loaded in ("run", "jobs", "worker"):
            monkeypatch.delitem(sys.modules, loaded, raising=False)
        return found

    return module


def figures(wall: float, **more: Any) -> dict[str, Any]:
    package = {"version": "1.2", "licence": "MIT", "distributions": 2, "mb": 12.3}
    given = {"reports": 2, "words": 1000, "wall": wall, "cpu": 0.5, "found": 70, "asked": None, "start_up": 0.25}
    return {**given, "peak_mb": 33.4, "package": package, "python": "3.11.7", **more}


def cells(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()]


def test_arguments(bench: Any) -> None:
    options = bench("run").arguments(["--only", "spacy, fold", "--runs", "1", "--text", "a.jsonl", "--json", "b.json"])
    assert [job.name for job in options.only] == ["spacy", "fold"]
    assert (options.runs, options.text, options.json) == (1, Path("a.jsonl"), Path("b.json"))
    assert options.peers == options.python == sys.executable


@pytest.mark.parametrize("words", [["--only", "spacy,nobody"], ["--runs", "0"], ["--runs", "many"]])
def test_wrong_arguments(bench: Any, words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        bench("run").arguments(words)
    assert ended.value.code == 2
    assert words[0] in capsys.readouterr().err


def test_names_are_apart(bench: Any) -> None:
    names = [job.name for job in bench("jobs").JOBS]
    assert len(names) == len(set(names))


def test_table(bench: Any) -> None:
    run = bench("run")
    job = run.arguments(["--only", "stems"]).only[0]
    header, ruler, row = cells(run.table([job], {"stems": [figures(0.5), figures(0.25), figures(0.4)]}))
    assert len(header) == len(ruler) == len(row) == len(run.HEADINGS)
    assert row[0] == "PyStemmer, Arabic"
    assert row[1] == "1.2, MIT, 12 MB in 2 distributions"
    assert row[3:] == ["2,500 (2,000 to 4,000)", "2,000", "0.25", "33", "70 stems"]


def test_table_says_what_is_a_sample_and_what_was_asked(bench: Any) -> None:
    run = bench("run")
    job = run.arguments(["--only", "langextract"]).only[0]
    row = run.row(job, [figures(0.5, asked=72)])
    assert "on every 10th report, 1,000 words" in row[2]
    assert row[7] == "70 of 72 spans put back where they were read"


@pytest.mark.parametrize(
    ("run_figures", "told"),
    [({"missing": "no module x"}, "not installed (no module x)"), ({"error": "a | b"}, "failed: a / b")],
    ids=["missing", "failed"],
)
def test_table_without_figures(bench: Any, run_figures: dict[str, Any], told: str) -> None:
    run = bench("run")
    job = run.arguments(["--only", "spacy"]).only[0]
    row = run.row(job, [run_figures])
    assert len(row) == len(run.HEADINGS)
    assert row[3] == told


def no_such_package() -> Any:
    return importlib.import_module("no_such_peer")


def test_peer_that_is_not_installed_is_skipped(bench: Any, tmp_path: Path) -> None:
    worker = bench("worker")
    peer = worker.Job("peer", "Peer", "peer", "nothing", "things", no_such_package)
    assert worker.measure(peer, str(tmp_path), time.monotonic()) == {"missing": "no module no_such_peer"}


def test_reader_that_does_not_load_is_no_skip(bench: Any, tmp_path: Path) -> None:
    worker = bench("worker")
    job = worker.Job("fold", "Hudna", worker.HUDNA, "nothing", "things", no_such_package)
    with pytest.raises(ModuleNotFoundError):
        worker.measure(job, str(tmp_path), time.monotonic())


def test_demo_is_repeated_under_other_ids(bench: Any, tmp_path: Path) -> None:
    folder, target = tmp_path / "reports", tmp_path / "demo.jsonl"
    folder.mkdir()
    (folder / "r1.json").write_text(json.dumps(TEXT), "utf-8")
    bench("run").repeated_demo(folder, target, least=20)
    rows = list(bench("jobs").rows_of(str(target)))
    assert [row["id"] for row in rows] == ["r1-0", "r1-1", "r1-2"]
    assert {row["text"] for row in rows} == {TEXT["text"]}


def test_every_second_report(bench: Any, tmp_path: Path) -> None:
    path = tmp_path / "five.jsonl"
    path.write_text("".join(json.dumps({"id": n}) + "\n" for n in range(5)), "utf-8")
    assert [row["id"] for row in bench("jobs").rows_of(str(path), 2)] == [0, 2, 4]


def test_runs_in_processes_of_its_own(tmp_path: Path) -> None:
    text, told = tmp_path / "text.jsonl", tmp_path / "told.json"
    text.write_text(json.dumps(TEXT) + "\n", "utf-8")
    command = [sys.executable, BENCH / "run.py", "--only", "verbs,fold", "--runs", "2", "--text", text, "--json", told]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    rows = cells(done.stdout.split("\n\n")[1])
    assert [row[0] for row in rows[2:]] == ["`re`, twenty reporting verbs", "Hudna, fold and tokenise"]
    assert rows[2][7] == "2 verb forms"
    jobs = json.loads(told.read_text("utf-8"))["jobs"]
    assert {name: len(runs) for name, runs in jobs.items()} == {"verbs": 2, "fold": 2}


def test_requirements_name_hashes_and_no_host() -> None:
    lines = (BENCH / "requirements.txt").read_text("utf-8").splitlines()
    pins = [number for number, line in enumerate(lines) if "==" in line]
    assert pins
    assert all(lines[number + 1].strip().startswith("--hash=sha256:") for number in pins)
    assert not [line for line in lines if "://" in line or line.startswith("-")]


def test_a_made_ledger_grows_and_is_asked(tmp_path: Path) -> None:
    ledger = tmp_path / "made.db"
    grow = [sys.executable, BENCH / "growing.py", "--count", "200", "--every", "100", "--ledger", ledger]
    grown = subprocess.run(grow, capture_output=True, text=True, check=False)
    assert grown.returncode == 0, grown.stderr
    assert [row[0] for row in cells(grown.stdout.split("\n\n")[0])[2:]] == ["100", "200"]
    assert "of the rate of the first" in grown.stdout
    ask = [sys.executable, BENCH / "queries.py", ledger, "--runs", "1"]
    asked = subprocess.run(ask, capture_output=True, text=True, check=False)
    assert asked.returncode == 0, asked.stderr
    rows = cells(asked.stdout)[2:]
    assert len(rows) >= 10
    assert all(float(cell) >= 0 for row in rows for cell in row[1:])
