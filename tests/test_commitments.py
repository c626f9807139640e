"""Who undertakes what: the side that speaks and the side that acts."""

import csv
from pathlib import Path

import pytest

from hudna.clean import clean
from hudna.extract.events import events_in
from hudna.extract.stated import Hop, Phrase, Stated, Trigger
from hudna.extract.tokens import Tokens, tokenise
from hudna.pipeline import default_rooms, record_of
from hudna.text.fold import fold
from hudna.vocabulary import Act, Action, Mode, Report, RuleId, SourceKind

CASES = Path(__file__).parent / "cases" / "commitments.tsv"
with CASES.open(encoding="utf-8") as lines:
    SENTENCES = list(csv.DictReader(lines, delimiter="\t"))


def place_of(tokens: Tokens, phrase: str, last: bool = False) -> tuple[int, int]:
    words = fold(phrase).text.split()
    places = [i for i in range(len(tokens.words)) if tokens.words[i : i + len(words)] == words]
    at = places[-1 if last else 0]
    return at, at + len(words)


@pytest.mark.parametrize("case", SENTENCES, ids=[case["id"] for case in SENTENCES])
def test_commitment(case: dict[str, str]) -> None:
    folded = fold(case["text"])
    tokens = tokenise(folded, [(0, len(folded.text))])
    stated = []
    if case["source"]:
        hop = Hop(Phrase(*place_of(tokens, case["source"])), SourceKind(case["kind"]))
        content = (place_of(tokens, case["content"], last=True)[0], len(tokens.words))
        cue = Phrase(0, 1)
        stated = [Stated(cue, (hop,), False, content, 0, Act(case["act"]), Mode.INDIRECT, RuleId("test"))]
    gender = "f" if case["class"] == "verb" else ""
    token = place_of(tokens, case["trigger"])[0]
    trigger = Trigger(token, Action(case["action"]), case["class"], RuleId("test"), case["aspect"], gender, "s")
    assert events_in(tokens, [trigger], stated)[0].commitment == (case["commitment"] == "yes")


UNDERTAKINGS = Path(__file__).parent / "cases" / "undertakings.tsv"
with UNDERTAKINGS.open(encoding="utf-8") as lines:
    PLEDGES = list(csv.DictReader(lines, delimiter="\t"))


@pytest.mark.parametrize("case", PLEDGES, ids=[case["case"] for case in PLEDGES])
def test_what_a_sentence_undertakes(case: dict[str, str]) -> None:
    text = case["text"]
    record = record_of(clean(Report("x", "", "2023-11-20", "", "", text)), default_rooms())
    undertaken = [event for event in record.events if event.commitment]
    said = [f"{event.trigger.cut(text)} {'not ' if event.negated else ''}{event.action}" for event in undertaken]
    assert "; ".join(said) == case["undertaken"]
