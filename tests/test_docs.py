"""What the documents say is so: their example is run, and the modules and files they name are there."""

import os
import re
import shlex
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
EXAMPLE = re.compile(r"<!-- output of: hudna (.+?) -->\n```text\n(.*?)```", re.DOTALL)
MODULE = re.compile(r"`((?:\w+/)+\w+\.(?:py|tsv|yaml|txt|md))`|`(\w+\.py)`")
CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)
CHANGING = (
    (re.compile(r"\brules [0-9a-f]{8}\b"), "rules ????????"),
    (re.compile(r" +[\d,]+ bytes"), " ? bytes"),
    (re.compile(rf"\b(?:2026-11-28|{datetime.now(UTC).date()})\b"), "today"),
)
"""What of an output is another on another day or under other rules."""
LINK = re.compile(r"\]\((?!https?:)([^)#]+)\)")


def printed(arguments: str) -> str:
    """What the command prints, without colours and a hundred columns wide."""
    environment = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb"}
    command = [sys.executable, "-m", "hudna.cli", *arguments.split()]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip().splitlines()]


def test_the_example_of_the_readme_prints_what_it_shows() -> None:
    examples = EXAMPLE.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    assert examples
    for arguments, shown in examples:
        assert lines(printed(arguments)) == lines(shown)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda p: p.name)
def test_named_files_are_there(document: Path) -> None:
    for path, bare in MODULE.findall(document.read_text(encoding="utf-8")):
        name = path or bare
        places = [ROOT / name, ROOT / "src" / "hudna" / name, *(ROOT / "src" / "hudna").glob(f"*/{name}")]
        assert any(place.exists() for place in places), f"{document.name} names {name}, which is not there"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda p: p.name)
def test_links_lead_somewhere(document: Path) -> None:
    for target in LINK.findall(document.read_text(encoding="utf-8")):
        assert (document.parent / target).exists(), f"{document.name} links to {target}, which is not there"


def steps(document: str) -> list[tuple[str, list[str]]]:
    """The commands of a document in order, each with what it is shown to print."""
    found: list[tuple[str, list[str]]] = []
    for block in CONSOLE.findall((ROOT / "docs" / document).read_text(encoding="utf-8")):
        for line in map(str.rstrip, block.splitlines()):
            if line.startswith("$ hudna "):
                found.append((line.removeprefix("$ hudna "), []))
            else:
                found[-1][1].append(line)
    return found


def unchanging(text: str) -> str:
    for pattern, standing in CHANGING:
        text = pattern.sub(standing, text)
    return text


def is_shown(shown: list[str], printed: list[str]) -> bool:
    """Whether lines are printed as they are shown, where … stands for any number of lines."""
    if not shown:
        return not printed
    if shown[0] == "…":
        return any(is_shown(shown[1:], printed[start:]) for start in range(len(printed) + 1))
    return bool(printed) and shown[0] == printed[0] and is_shown(shown[1:], printed[1:])


@pytest.mark.parametrize("page", ["review.md", "registers.md", "export.md", "gloss.md", "brief.md"])
def test_what_a_page_shows_is_what_the_commands_print(tmp_path: Path, page: str) -> None:
    (tmp_path / "demo").symlink_to(ROOT / "demo")
    environment = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb"}
    for arguments, shown in steps(page):
        command = [sys.executable, "-m", "hudna.cli", *shlex.split(arguments)]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        wanted, got = (lines(unchanging(text)) for text in ("\n".join(shown), done.stdout))
        assert is_shown(wanted, got), f"hudna {arguments} prints\n{done.stdout}"


def test_the_page_on_proofs_shows_what_the_program_says(tmp_path: Path) -> None:
    shown = re.search(
        r"<!-- proof -->\n```text\n\$ python3 (.+?)\n(.*?)```", (ROOT / "docs" / "export.md").read_text("utf-8"), re.S
    )
    assert shown
    for arguments in (["add", str(ROOT / "demo" / "reports")], ["export", "--proof", "E30qbyb4m", "proof"]):
        subprocess.run([sys.executable, "-m", "hudna.cli", *arguments], cwd=tmp_path, check=True, capture_output=True)
    command = [sys.executable, "-I", "-S", *shown[1].split()]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert made_here(done.stdout) == made_here(shown[2])


def made_here(said: str) -> str:
    """What a proof says, without what is another in every ledger: name, key, sizes, roots and times."""
    said = re.sub(r"hudna/[0-9a-f]{16}(?:\+[0-9a-f]{8}\+\S+)?|\b[0-9a-f]{64}\b|\d{4}-\d\d-\d\dT\S+", "?", said)
    return re.sub(r"(?<=\? : )\d+|(?<=: )\d+(?= entries)|(?<=log entry )\d+", "?", said)


def test_the_way_of_a_report_quotes_the_example() -> None:
    example = (ROOT / "docs" / "example.txt").read_text(encoding="utf-8").strip().splitlines()
    told = (ROOT / "docs" / "way-of-a-report.md").read_text(encoding="utf-8")
    assert all(f"> {line}" in told for line in example)
