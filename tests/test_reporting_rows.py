"""The rows of reporting cues: every example is read as it is marked, and no counter-example by its row.

An example is a text with the cue in square brackets and the content in braces (`[أكد] الوزير أن {الجسر مفتوح}`); where the
words after the cue decide the act, it stands beside the cue (`[أعرب|expect]`).
"""

import re
from typing import Any

import pytest

from hudna.extract.attribution import attributions_in
from hudna.extract.stated import Stated
from hudna.extract.tokens import Tokens, tokenise
from hudna.rules.cues import cue_lexicon
from hudna.rules.words import rows
from hudna.text.fold import fold

MARKS = re.compile(r"[\[\]{}]|\|[a-z]+(?=\])")
ACT = re.compile(r"\|([a-z]+)\]")
FILES = [("verb", "ar/reporting_verbs.tsv"), ("noun", "ar/reporting_nouns.tsv")]


def every_rule() -> list[tuple[str, dict[str, str], str]]:
    return [(kind, row, f"cue.{kind}.{row['id']}") for kind, name in FILES for row in rows(name)]


ACTS = {rule: row["act"] for _, row, rule in every_rule()}


def cases(column: str) -> list[Any]:
    """Each text of a column with its row, under the id of the row and the number of the text."""
    found = []
    for kind, name in FILES:
        for row in rows(name):
            texts = [text for text in row[column].split(" | ") if text]
            for number, text in enumerate(texts, start=1):
                found.append(pytest.param(kind, row, text, id=f"{kind}-{row['id']}-{number}"))
    return found


def stated_in(text: str) -> tuple[Tokens, list[Stated]]:
    folded = fold(text)
    tokens = tokenise(folded, [(0, len(folded.text))])
    return tokens, attributions_in(tokens)


def unmarked(example: str) -> tuple[str, list[int]]:
    """The printed text, and where in it the cue and the content begin and end."""
    text, places, last = "", [], 0
    for mark in MARKS.finditer(example):
        text += example[last : mark.start()]
        last = mark.end()
        if len(mark[0]) == 1:
            places.append(len(text))
    return text + example[last:], places


def rule_of(kind: str, row: dict[str, str], cue: str) -> str:
    """The rule that reads the cue: that of the row, or of the noun to which a light verb leaves the reporting."""
    if "obj-say" in row["takes"].split():
        noun = next((sense.id for sense in cue_lexicon()[fold(cue).text] if sense.aspect == "noun"), "")
        if noun:
            return noun
    return f"cue.{kind}.{row['id']}"


@pytest.mark.parametrize(("kind", "row", "example"), cases("examples"))
def test_example(kind: str, row: dict[str, str], example: str) -> None:
    text, (cue_start, cue_end, start, end) = unmarked(example)
    told = ACT.search(example)
    rule = rule_of(kind, row, text[cue_start:cue_end])
    act = told[1] if told else ACTS[rule]
    tokens, found = stated_in(text)
    read = [
        (tokens.span(*s.cue).cut(text), str(s.rule), str(s.act), tokens.span(*s.content, s.content_lead).cut(text))
        for s in found
    ]
    assert (text[cue_start:cue_end], rule, act, text[start:end]) in read


@pytest.mark.parametrize(("kind", "row", "text"), cases("counter_examples"))
def test_counter_example(kind: str, row: dict[str, str], text: str) -> None:
    _, found = stated_in(text)
    assert f"cue.{kind}.{row['id']}" not in [str(s.rule) for s in found]


@pytest.mark.parametrize(("kind", "row", "rule"), [pytest.param(*r, id=r[2]) for r in every_rule()])
def test_row_has_an_example(kind: str, row: dict[str, str], rule: str) -> None:
    assert row["examples"], f"{rule} has no example"


def test_no_row_twice() -> None:
    ids = [rule for _, _, rule in every_rule()]
    assert len(ids) == len(set(ids))
