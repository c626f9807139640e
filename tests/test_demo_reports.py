"""The reports written for the demonstration and for `eval/own`, `eval/natural` and `eval/unseen`: whole, told apart, and annotated on words."""

import csv
import datetime
import json
import os
import re
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from hudna.vocabulary.readings import Act, Modality, Mode, SourceKind

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("HUDNA_SHARED", ROOT.parent / "shared"))
DEMO = sorted((ROOT / "demo" / "reports").glob("*.json"))
OWN = sorted(path for name in ("own", "natural", "unseen") for path in (ROOT / "eval" / name).glob("*.json"))
FIELDS = ["id", "outlet", "published", "url", "title", "text"]
WORD = re.compile(r"[\u0621-\u064a]{2,}")
MARKS = re.compile(r"[\u064b-\u065f\u0670\u0640]")
MASK = re.compile(r"[ء-ي]ـ(?:[.]| )ـ?[ء-ي]")


def load(path: Path) -> dict[str, Any]:
    report: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return report


def runs(text: str, length: int) -> set[str]:
    words = WORD.findall(MARKS.sub("", text))
    return {" ".join(words[start : start + length]) for start in range(len(words) - length + 1)}


def stories() -> list[dict[str, str]]:
    with (ROOT / "demo" / "stories.tsv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def spans(report: dict[str, Any]) -> list[list[int]]:
    found = []
    for attribution in report["attributions"]:
        found += [attribution["cue"], attribution["content"], *attribution["sources"]]
    for event in report["events"]:
        found += [event["trigger"], *event["actor"], *event["recipient"], *event["place"]]
    return found


@pytest.mark.parametrize("path", DEMO, ids=lambda path: path.stem)
def test_a_demo_report_is_well_formed(path: Path) -> None:
    report = load(path)
    assert list(report) == FIELDS
    assert report["id"] == path.stem
    assert datetime.date.fromisoformat(report["published"]).year == 2020
    assert re.match(r"https://[a-z-]+\.example/", report["url"])
    assert report["title"].strip() == report["title"] != ""
    assert report["text"].strip() == report["text"]
    assert 90 <= len(report["text"].split()) <= 300


def test_the_demo_is_large_and_mixed_enough() -> None:
    reports = [load(path) for path in DEMO]
    assert len(reports) >= 26
    assert len({report["outlet"] for report in reports}) == 7
    assert len({report["url"] for report in reports}) == len(reports)


def test_every_demo_report_has_one_story() -> None:
    assert sorted(row["report"] for row in stories()) == [path.stem for path in DEMO]


def test_copies_and_relays_stay_inside_their_story_and_come_later() -> None:
    story = {row["report"]: row["story"] for row in stories()}
    published = {path.stem: load(path)["published"] for path in DEMO}
    for row in stories():
        for earlier in filter(None, (row["copy_of"], row["relay_of"])):
            assert story[earlier] == row["story"]
            assert earlier != row["report"]
            assert published[earlier] <= published[row["report"]]


def test_only_copies_are_near_verbatim() -> None:
    grams = {path.stem: runs(load(path)["text"], 4) for path in DEMO}
    copies = {frozenset((row["report"], row["copy_of"])) for row in stories() if row["copy_of"]}
    assert len(copies) >= 5
    for one, other in combinations(grams, 2):
        shared = len(grams[one] & grams[other]) / min(len(grams[one]), len(grams[other]))
        if frozenset((one, other)) in copies:
            assert shared > 0.4, (one, other, shared)
        else:
            assert shared < 0.1, (one, other, shared)


@pytest.mark.parametrize(
    ("what", "pattern", "least"),
    [
        ("masked", MASK.pattern, 4),
        ("read_also", r"(?m)^(?:إقرأ|اقرأ|شاهد|قد يهمك) ", 6),
        ("byline", r"\A[^\n]{5,40}(?: [–/] |: )[^\n]{3,20}\n", 6),
        ("dateline", r"\A[^\n(]{3,20}\(سهل الغاب\) - ", 6),
        ("share_line", r"(?m)^(?:شارك|تابعنا|انضم)", 3),
        ("hijri_date", "محرم|ربيع الأول|جمادى", 3),
        ("arabic_indic_digits", "[٠-٩]{1,4}", 3),
        ("levantine_month", "آب|أيلول|تشرين|كانون|آذار|تموز", 8),
        ("western_month", "أكتوبر|نوفمبر|ديسمبر|مارس|يناير", 4),
        (
            "month_in_two_names",
            r"(?:آذار|تموز|شباط|يناير|نوفمبر|مارس) ?[/(] ?(?:مارس|يوليو|فبراير|كانون|تشرين|آذار)",
            4,
        ),
        ("relay", "نقلاً عن|نقلت (?:صحيفة|وكالة)", 6),
    ],
)
def test_the_demo_carries_what_pages_carry(what: str, pattern: str, least: int) -> None:
    held = [path.stem for path in DEMO if re.search(pattern, load(path)["text"])]
    assert len(held) >= least, (what, held)


@pytest.mark.parametrize("word", ["نـ.ـزوح", "قصـ.ـف", "تحـ ـرير الشـ ـام"])
def test_a_masked_word_is_present(word: str) -> None:
    assert any(word in load(path)["text"] for path in DEMO)


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_own_spans_cut_words(path: Path) -> None:
    report = load(path)
    text = report["text"]
    assert report["id"] == path.stem
    assert 250 <= len(text.split()) <= 400
    for start, end in spans(report):
        assert 0 <= start < end <= len(text)
        cut = text[start:end]
        assert cut == cut.strip(), cut
        assert end == len(text) or not (text[end].isalpha() and cut[-1].isalpha()), cut
        before = text[start - 1 : start]
        fused = before in "وفبلك" or (before == "أ" and cut.startswith("لا"))  # ألا is أن لا
        assert not before.isalpha() or fused, cut


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_own_annotations_keep_to_the_guidelines(path: Path) -> None:
    report = load(path)
    attributions = report["attributions"]
    for attribution in attributions:
        assert Act(attribution["act"]) and Mode(attribution["mode"])
        assert [SourceKind(kind) for kind in attribution["kinds"]]
        assert len(attribution["kinds"]) == len(attribution["sources"])
        start, end = attribution["content"]
        quoted = "«" in report["text"][start - 1 : end] or '"' in report["text"][start - 1 : end]
        assert quoted or attribution["mode"] == "indirect"
    for event in report["events"]:
        assert Modality(event["modality"])
        start, end = event["trigger"]
        around = [
            (content[1] - content[0], index)
            for index, content in enumerate(attribution["content"] for attribution in attributions)
            if content[0] <= start and end <= content[1]
        ]
        assert event["attribution"] == (min(around)[1] if around else None)
        assert not event["commitment"] or event["modality"] in ("future", "ongoing")


def test_own_reports_hold_the_arrangement() -> None:
    wanted = {
        "agreement.uphold", "agreement.conclude", "position.reinforce", "position.relocate", "force.withdraw",
        "displacement.return", "zone.exclude", "force.patrol", "contact.coordinate",
    }  # fmt: skip
    assert len(OWN) == 15
    told = Counter(event["action"] for path in OWN for event in load(path)["events"])
    assert wanted <= set(told)
    refused = [e for path in OWN for e in load(path)["events"] if e["negated"] and e["commitment"]]
    assert {e["action"] for e in refused} >= {"force.withdraw", "position.evacuate"}


def test_own_actions_are_on_the_list() -> None:
    guidelines = SHARED / "gold" / "GUIDELINES.md"
    if not guidelines.is_file():
        pytest.skip(f"no {guidelines}: the list of actions is checked against it")
    known = set(re.findall(r"^\| \w+ \| `([a-z.]+)` \||^\| \| `([a-z.]+)` \|", guidelines.read_text("utf-8"), re.M))
    actions = {one or other for one, other in known}
    assert {event["action"] for path in OWN for event in load(path)["events"]} <= actions


def test_no_run_of_eight_words_is_press_text() -> None:
    corpora = [*sorted((SHARED / "gold" / "dev").glob("*.json")), *sorted((SHARED / "data").glob("*.json"))]
    if not corpora:
        pytest.skip(f"nothing in {SHARED}: our sentences are compared with its reports")
    lines = [path.read_text("utf-8") for path in corpora]
    for path in (SHARED / "data").glob("*.jsonl"):
        lines += [line for line in path.read_text("utf-8").split("\n") if line.strip()]
    ours = {run: path.stem for path in [*DEMO, *OWN] for run in runs(load(path)["text"], 8)}
    for line in lines:
        taken = runs(json.loads(line)["text"], 8) & ours.keys()
        assert not taken, {ours[run]: run for run in taken}
