"""Which time phrase dates an event: a row gives a sentence, its trigger, and the words that date it, none where none do."""

from pathlib import Path

import pytest

from hudna.clean import clean
from hudna.extract.reader import read
from hudna.vocabulary import Report

LINES = (Path(__file__).parent / "cases" / "dating.tsv").read_text("utf-8").splitlines()[1:]
ROWS = [pytest.param(*[*line.split("\t"), ""][1:4], id=line.split("\t")[0]) for line in LINES]


@pytest.mark.parametrize(("text", "trigger", "date"), ROWS)
def test_cases(text: str, trigger: str, date: str) -> None:
    events = read(clean(Report("r", "", "2020-11-01", "", "", text))).events
    found = [event for event in events if event.trigger.cut(text).endswith(trigger)]
    assert found, [event.trigger.cut(text) for event in events]
    assert " ".join(words.cut(text) for words in found[0].time_words) == date
