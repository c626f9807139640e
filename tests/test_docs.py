"""What the documents say is so: their example is run, and the modules and files they name are there."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
EXAMPLE = re.compile(r"<!-- output of: hudna (.+?) -->\n```text\n(.*?)```", re.DOTALL)
MODULE = re.compile(r"`((?:\w+/)+\w+\.(?:py|tsv|yaml|txt|md))`|`(\w+\.py)`")
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


def test_the_way_of_a_report_quotes_the_example() -> None:
    example = (ROOT / "docs" / "example.txt").read_text(encoding="utf-8").strip().splitlines()
    told = (ROOT / "docs" / "way-of-a-report.md").read_text(encoding="utf-8")
    assert all(f"> {line}" in told for line in example)
