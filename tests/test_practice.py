"""The practice texts in `eval/practice`: whole, annotated on words, and broad in their wording."""

import datetime
import json
import os
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest

from hudna.vocabulary.readings import Act, Modality, Mode, SourceKind

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("HUDNA_SHARED", ROOT.parent / "shared"))
PRACTICE = sorted((ROOT / "eval" / "practice").glob("*.json"))
CLITICS = {"", "و", "ف", "ب", "ل", "ك", "وب", "ول", "فب", "فل"}
QUOTED = re.compile('[«»“”"]')
WORD = re.compile(r"[\u0621-\u064a]{2,}")
MARKS = re.compile(r"[\u064b-\u065f\u0670\u0640]")


def load(path: Path) -> dict[str, Any]:
    report: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return report


def names(report: dict[str, Any]) -> list[list[int]]:
    found = []
    for attribution in report["attributions"]:
        found += [attribution["content"], *attribution["sources"]]
    for event in report["events"]:
        found += [*event["actor"], *event["recipient"], *event["place"]]
    return found


def cut_off(text: str, start: int) -> str:
    """The letters of the token that stand before the span; empty when the span opens its token."""
    begin = start
    while begin and text[begin - 1].isalpha():
        begin -= 1
    return MARKS.sub("", text[begin:start])


def runs(text: str, length: int) -> set[str]:
    words = WORD.findall(MARKS.sub("", text))
    return {" ".join(words[start : start + length]) for start in range(len(words) - length + 1)}


def told() -> list[tuple[str, dict[str, Any]]]:
    """Every event of the practice texts behind the word that carries it."""
    reports = [load(path) for path in PRACTICE]
    return [(report["text"][slice(*event["trigger"])], event) for report in reports for event in report["events"]]


def test_there_are_twelve_reports_with_their_own_names() -> None:
    reports = [load(path) for path in PRACTICE]
    assert len(reports) == 12
    assert [report["id"] for report in reports] == [path.stem for path in PRACTICE]
    assert len({report["outlet"] for report in reports}) == 12


@pytest.mark.parametrize("path", PRACTICE, ids=lambda path: path.stem)
def test_a_report_is_well_formed(path: Path) -> None:
    report = load(path)
    assert datetime.date.fromisoformat(report["published"])
    assert report["published"] in report["id"]
    assert report["text"].strip() == report["text"]
    assert 150 <= len(report["text"].split()) <= 260


@pytest.mark.parametrize("path", PRACTICE, ids=lambda path: path.stem)
def test_spans_cut_words(path: Path) -> None:
    report = load(path)
    text = report["text"]
    words = [item["cue"] for item in report["attributions"]] + [event["trigger"] for event in report["events"]]
    for start, end in [*words, *names(report)]:
        assert 0 <= start < end <= len(text)
        cut = text[start:end]
        assert cut == cut.strip(" ،.:\n"), cut
        assert end == len(text) or not text[end].isalpha(), cut
        assert cut_off(text, start) in CLITICS, cut
    for start, end in words:
        assert " " not in text[start:end]


@pytest.mark.parametrize("path", PRACTICE, ids=lambda path: path.stem)
def test_a_cue_or_trigger_keeps_its_clitic_unless_it_opens_the_content(path: Path) -> None:
    report = load(path)
    opened = {attribution["content"][0] for attribution in report["attributions"]}
    for event in report["events"]:
        assert not cut_off(report["text"], event["trigger"][0]) or event["trigger"][0] in opened
    for attribution in report["attributions"]:
        assert not cut_off(report["text"], attribution["cue"][0])


@pytest.mark.parametrize("path", PRACTICE, ids=lambda path: path.stem)
def test_an_attribution_keeps_to_the_guidelines(path: Path) -> None:
    report = load(path)
    text = report["text"]
    for attribution in report["attributions"]:
        assert Act(attribution["act"]) and Mode(attribution["mode"])
        assert [SourceKind(kind) for kind in attribution["kinds"]]
        assert len(attribution["kinds"]) == len(attribution["sources"]) > 0
        start, end = attribution["content"]
        if attribution["mode"] == "direct":
            assert text[start - 1] in '«“"' and text[end : end + 2].lstrip(".،")[0] in '»”"'
        elif attribution["mode"] == "mixed":
            assert QUOTED.search(text[start:end])
        assert not start <= attribution["cue"][0] < end


@pytest.mark.parametrize("path", PRACTICE, ids=lambda path: path.stem)
def test_an_event_stands_in_its_innermost_attribution(path: Path) -> None:
    report = load(path)
    contents = [attribution["content"] for attribution in report["attributions"]]
    for event in report["events"]:
        start, end = event["trigger"]
        around = [(last - first, i) for i, (first, last) in enumerate(contents) if first <= start and end <= last]
        assert event["attribution"] == (min(around)[1] if around else None)


@pytest.mark.parametrize("path", PRACTICE, ids=lambda path: path.stem)
def test_a_commitment_looks_ahead(path: Path) -> None:
    for event in load(path)["events"]:
        assert Modality(event["modality"])
        just_declared = event["action"] in {"ceasefire.declare", "ceasefire.extend"}
        assert not event["commitment"] or event["modality"] in ("future", "ongoing") or just_declared


def test_every_action_is_told_in_many_words() -> None:
    guidelines = SHARED / "gold" / "GUIDELINES.md"
    if not guidelines.is_file():
        pytest.skip(f"no {guidelines}: the list of actions comes from it")
    actions = re.findall(r"^\| (?:\w+)? ?\| `([a-z.]+)`", guidelines.read_text("utf-8"), re.M)
    tellings: defaultdict[str, list[str]] = defaultdict(list)
    for word, event in told():
        tellings[event["action"]].append(word)
    assert set(tellings) == set(actions)
    thin = {action: words for action, words in tellings.items() if len(words) < 4 or len(set(words)) < 3}
    assert not thin


def test_the_scopes_and_the_commitments_are_many() -> None:
    events = [event for _, event in told()]
    scopes = Counter(event["modality"] for event in events)
    assert min(scopes[modality] for modality in ("ongoing", "demanded", "hypothetical")) >= 10
    assert sum(event["commitment"] for event in events) >= 60
    assert sum(event["commitment"] and event["negated"] for event in events) >= 15


def test_no_run_of_eight_words_is_press_text() -> None:
    corpora = [*sorted((SHARED / "gold" / "dev").glob("*.json")), *sorted((SHARED / "data").glob("*.json"))]
    if not corpora:
        pytest.skip(f"nothing in {SHARED}: our sentences are compared with its reports")
    lines = [path.read_text("utf-8") for path in corpora]
    for path in (SHARED / "data").glob("*.jsonl"):
        lines += [line for line in path.read_text("utf-8").split("\n") if line.strip()]
    ours = {run: path.stem for path in PRACTICE for run in runs(load(path)["text"], 8)}
    for line in lines:
        taken = runs(json.loads(line)["text"], 8) & ours.keys()
        assert not taken, {ours[run]: run for run in taken}
