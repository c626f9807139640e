"""What is said in a text, on whose word: one table of cases a phenomenon in `cases/attribution/`."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from hudna.extract.attribution import attributions_in
from hudna.extract.stated import Phrase
from hudna.extract.tokens import tokenise
from hudna.text.fold import fold

TABLES = Path(__file__).parent / "cases" / "attribution"


def cases() -> list[Any]:
    found = []
    for table in sorted(TABLES.glob("*.yaml")):
        for row in yaml.safe_load(table.read_text(encoding="utf-8")):
            marks = [pytest.mark.xfail(strict=True, reason=row["why"])] if row.get("expect") == "fail" else []
            found.append(pytest.param(row, id=f"{table.stem}-{row['id']}", marks=marks))
    return found


def said_in(text: str, outlet: str) -> list[str]:
    """Each attribution as a line: cue | chain with kinds | carried? act mode | content."""
    folded = fold(text)
    tokens = tokenise(folded, [(0, len(folded.text))], fold(outlet).text)

    def words(phrase: Phrase) -> str:
        return tokens.span(*phrase).cut(text)

    lines = []
    for stated in attributions_in(tokens):
        chain = " > ".join(f"{words(hop.phrase)} ({hop.kind})" for hop in stated.chain)
        carried = "carried " if stated.carried else ""
        content = tokens.span(*stated.content, stated.content_lead).cut(text)
        lines.append(f"{words(stated.cue)} | {chain} | {carried}{stated.act} {stated.mode} | {content}")
    return lines


@pytest.mark.parametrize("case", cases())
def test_case(case: dict[str, Any]) -> None:
    assert said_in(case["text"], case.get("outlet", "another outlet")) == case["says"]
