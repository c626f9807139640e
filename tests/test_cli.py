"""The command line: what it prints, what it says of bad input, and that its manual tells the truth."""

import json
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from conftest import TEXT, Command
from hudna.capture import files
from hudna.cli import hudna

MANUAL = Path(__file__).resolve().parents[1] / "docs/commands.md"
REPORT = {"id": "r1", "outlet": "المرفأ", "published": "2020-11-01", "url": "", "title": "عنوان", "text": TEXT}


def line(**changes: object) -> str:
    return json.dumps({**REPORT, **changes}, ensure_ascii=False)


def test_a_record_is_one_line_of_json_in_the_form_of_the_guidelines(run: Command, tmp_path: Path) -> None:
    path = tmp_path / "reports.jsonl"
    path.write_text(line() + "\n" + line(id="r2") + "\n", "utf-8")
    result = run("read", path, "--json")
    assert result.exit_code == 0, result.stderr
    first, second = map(json.loads, result.stdout.splitlines())
    assert (first["id"], second["id"]) == ("r1", "r2")
    cut = lambda span: TEXT[span[0] : span[1]]  # noqa: E731
    said, event = first["attributions"][0], first["events"][0]
    assert [cut(said["cue"]), *map(cut, said["sources"])] == ["أعلنت", "القيادة"]
    assert said["kinds"] == ["organisation"]
    assert (cut(event["trigger"]), event["action"], event["when"]) == ("ستسحب", "force.withdraw", "2020-11-01/..")
    assert event["commitment"] and event["attribution"] == 0 and not event["negated"]
    assert event["who"][0]["candidates"][0]["id"] == "army"
    assert len({said["id"], *(e["id"] for e in first["events"])}) == 3


def test_the_same_report_has_the_same_ids_every_time(run: Command) -> None:
    once, twice = (run("read", "--json", stdin=line()).stdout for _ in range(2))
    assert once == twice


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("one.json", line()),
        ("list.json", f"[{line()}]"),
        ("lines.jsonl", line() + "\n"),
        ("bom.json", "\ufeff" + line()),
        ("unnamed", line()),
        ("unnamed-lines", line() + "\n" + line(id="r2")),
        ("pretty", json.dumps(REPORT, ensure_ascii=False, indent=1)),
        ("extra.json", line(events=[1, 2], attributions="x")),
        ("number.json", line(id=7)),
    ],
)
def test_every_form_of_report_is_read(run: Command, tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    result = run("read", tmp_path / name, "--json")
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout.splitlines()[0])["text"] == TEXT


def test_a_text_is_read_with_what_the_caller_knows_of_it(run: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    result = run("read", tmp_path, "--json", "--published", "2020-11-02", "--outlet", "المرفأ")
    assert result.exit_code == 0, result.stderr
    record = json.loads(result.stdout)
    assert (record["published"], record["outlet"], record["text"]) == ("2020-11-02", "المرفأ", TEXT)
    assert record["id"].startswith("text-")


BAD = {
    "not_utf8_text": ("x.txt", TEXT.encode("windows-1256"), "x.txt: not UTF-8"),
    "not_utf8_line": ("x.jsonl", line().encode("windows-1256"), "x.jsonl:1:"),
    "not_arabic": ("x.json", line(text="Nothing here is written in Arabic letters.").encode(), "not Arabic"),
    "persian": (
        "x.json",
        line(text="گفت که نیروها پس از چند روز از شهر خارج می‌شوند و گزارش را پذیرفت").encode(),
        "not Arabic",
    ),
    "empty_file": ("x.txt", b"", "x.txt: empty"),
    "empty_lines": ("x.jsonl", b"", "x.jsonl: empty"),
    "empty_text": ("x.json", line(text=" \n ").encode(), "a report without text"),
    "empty_list": ("x.json", b"[]", "an empty list"),
    "truncated": ("x.json", line().encode()[:-30], "JSON cut short"),
    "truncated_line": ("x.jsonl", line().encode()[:-30], "x.jsonl:1: JSON cut short"),
    "not_json": ("x.json", b'{"text" "x"}', "not JSON"),
    "no_text": ("x.json", b'{"id": "1"}', "not a report"),
    "wrong_type": ("x.json", line(text=[1]).encode(), "$.text"),
    "wrong_date_type": ("x.json", line(published=20201101).encode(), "$.published"),
    "surrogate": ("x.json", rb'{"text": "\ud800", "published": "2020-11-01"}', "x.json:"),
    "deep": ("x.json", b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "x.json:"),
    "one_long_line": ("x.txt", TEXT.encode() * (10_000_000 // len(TEXT.encode())), "the limit is"),
    "one_long_json_line": ("x.jsonl", b'{"text": "' + b"a" * 10_000_000 + b'"}', "x.jsonl:1: one report of"),
    "page_without_report": ("x.html", b"<html><body></body></html>", "x.html:"),
}


@pytest.mark.parametrize(("name", "content", "message"), BAD.values(), ids=BAD)
def test_bad_input_is_named_and_the_rest_is_read(
    run: Command, tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    (tmp_path / name).write_bytes(content)
    (tmp_path / "z.jsonl").write_text(line(id="good") + "\n", "utf-8")
    result = run("read", tmp_path, "--json")
    assert result.exit_code == 1
    complaints = result.stderr.splitlines()
    assert len(complaints) == 1
    assert complaints[0].startswith(f"hudna: {tmp_path / name}")
    assert message in complaints[0]
    assert "; " in complaints[0]
    assert [json.loads(found)["id"] for found in result.stdout.splitlines()] == ["good"]


def test_a_line_that_is_too_long_does_not_take_the_next_one_with_it(run: Command, tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(b'{"text": "' + b"a" * (files.LARGEST_REPORT * 2) + b'"}\n' + line(id="after").encode() + b"\n")
    result = run("read", path, "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["id"] == "after"


@pytest.mark.parametrize("published", [None, "", "5 مارس", "2020-13-01", "01/11/2020"])
def test_a_report_without_a_date_is_read_and_its_dates_stay_open(run: Command, published: str | None) -> None:
    result = run("read", "-", "--json", stdin=line(published=published))
    assert result.exit_code == 1
    assert "stay unresolved" in result.stderr
    record = json.loads(result.stdout)
    assert record["published"] == "" and record["events"][0]["when"] == ""
    assert record["events"][0]["datings"][0]["why"]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        pytest.param(lambda path: None, "no such file", id="missing"),
        pytest.param(lambda path: path.mkdir(), "no reports in this folder", id="folder_without_reports"),
    ],
)
def test_a_path_without_reports_is_named(run: Command, tmp_path: Path, make: object, message: str) -> None:
    path = tmp_path / "reports"
    make(path)  # type: ignore[operator]
    result = run("read", path, "-", "--json", stdin=line())
    assert result.exit_code == 1
    assert message in result.stderr
    assert json.loads(result.stdout)["id"] == "r1"


def test_a_date_that_is_none_is_refused(run: Command) -> None:
    result = run("read", "--published", "yesterday", stdin=line())
    assert result.exit_code == 2
    assert "--published yesterday" in result.stderr


def test_the_page_of_a_report(run: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    result = run("read", stdin=line())
    assert result.exit_code == 0, result.stderr
    page = result.stdout
    assert "\x1b" not in page
    assert "\u2067القيادة\u2069 (organisation)" in page
    assert "commitment: forces pulled back" in page
    assert "alleged: shelling" in page
    assert "state · indirect" in page
    assert page.count("\u2067") == page.count("\u2069")
    for printed in page.splitlines():
        assert printed.count("\u2067") == printed.count("\u2069"), "every line isolates its own Arabic"
        assert len(printed.replace("\u2067", "").replace("\u2069", "")) <= 60


def test_what_could_steer_a_terminal_is_shown_and_not_sent(run: Command) -> None:
    hostile = "\x1b[31mأعلنت القيادة أن القوات \u202eستسحب آلياتها غدا.\u2066"
    page = run("read", stdin=line(text=hostile, title="\x1b]0;x\x07 عنوان")).stdout
    assert "\x1b" not in page and "\u202e" not in page and "\x07" not in page
    assert "<U+202E>" in page


def test_the_command_loads_nothing_heavy() -> None:
    heavy = ["rich", "sqlalchemy", "trafilatura", "lxml", "yaml", "msgspec", "hudna.pipeline"]
    code = f"import sys, hudna.cli; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_output_is_utf8_whatever_the_locale(tmp_path: Path) -> None:
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    command = [sys.executable, "-c", "from hudna.cli import main; main()", "--ledger", str(tmp_path / "لا.db"), "list"]
    done = subprocess.run(command, capture_output=True, env=environment, check=False)
    assert done.returncode == 1
    assert "لا.db: no ledger there" in done.stderr.decode("utf-8")


def test_the_manual_names_every_command_and_option_and_no_other() -> None:
    assert isinstance(hudna, click.Group)
    options = lambda command: {o for p in command.params if isinstance(p, click.Option) for o in p.opts}  # noqa: E731
    there = {"hudna": options(hudna)} | {f"hudna {name}": options(c) for name, c in hudna.commands.items()}
    for name, group in hudna.commands.items():
        if isinstance(group, click.Group):
            there |= {f"hudna {name} {sub}": options(c) for sub, c in group.commands.items()}
    sections = re.split(r"^## ", MANUAL.read_text("utf-8"), flags=re.MULTILINE)[1:]
    told = {s.splitlines()[0].strip("`"): set(re.findall(r"^\| `(--[a-z-]+)", s, re.MULTILINE)) for s in sections}
    assert told == {name: {o for o in opts if o.startswith("--")} for name, opts in there.items()}
