"""The held-out annotations are well formed, hold no press text, and cut words of the texts that they were made on."""

import hashlib
import importlib
import json
import os
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("HUDNA_SHARED") or ROOT.parent / "shared")
CORPUS = SHARED / "data" / "yemen-2015.jsonl"
GUIDELINES = SHARED / "gold" / "GUIDELINES.md"
DRAWS = {"first": 12, "second": 12, "third": 12, "fourth": 12, "fifth": 12, "known": 60}
FILES = {draw: sorted((ROOT / "eval" / "yemen-2015" / draw).glob("*.json")) for draw in DRAWS}

KINDS = {"outlet", "named_person", "organisation", "document", "unnamed_person", "unnamed_group"}
ACTS = {"state", "deny", "accuse", "condemn", "demand", "warn", "threaten", "pledge", "expect", "support"}
MODES = {"direct", "mixed", "indirect"}
MODALITIES = {"happened", "ongoing", "future", "demanded", "hypothetical"}
DAY = r"\d{4}(?:-\d{2}(?:-\d{2})?)?"
WHEN = re.compile(rf"(?:{DAY}|(?:{DAY}|\.\.)/(?:{DAY}|\.\.))?")

every_draw = pytest.mark.parametrize("draw", DRAWS)
every_file = pytest.mark.parametrize("path", [p for draw in DRAWS for p in FILES[draw]], ids=lambda path: path.stem)
needs_shared = pytest.mark.skipif(not CORPUS.exists(), reason=f"the texts are not here: {CORPUS}")


def annotation(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def spans(held: dict) -> list[list[int]]:
    """Return every span of a file, whatever it marks."""
    found = []
    for attribution in held["attributions"]:
        found += [attribution["cue"], attribution["content"], *attribution["sources"]]
    for event in held["events"]:
        found += [event["trigger"], *event["actor"], *event["recipient"], *event["place"]]
    return found


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    lines = CORPUS.read_text(encoding="utf-8").splitlines()
    return {report["id"]: report["text"] for report in map(json.loads, lines)}


@pytest.fixture
def drawing(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return eval/draw.py as a module."""
    monkeypatch.syspath_prepend(str(ROOT / "eval"))
    monkeypatch.delitem(sys.modules, "draw", raising=False)
    return importlib.import_module("draw")


@every_draw
def test_a_draw_is_whole(draw: str) -> None:
    assert len(FILES[draw]) == DRAWS[draw]


@every_file
def test_holds_offsets_and_no_text(path: Path) -> None:
    assert path.read_bytes().isascii()
    held = annotation(path)
    assert set(held) == {"id", "sha256", "attributions", "events"}
    assert held["id"] == path.stem


@every_file
def test_attributions_are_well_formed(path: Path) -> None:
    for attribution in annotation(path)["attributions"]:
        assert set(attribution) == {"cue", "sources", "kinds", "carried", "content", "act", "mode"}
        assert len(attribution["kinds"]) == len(attribution["sources"]) > 0
        assert set(attribution["kinds"]) <= KINDS
        assert attribution["act"] in ACTS
        assert attribution["mode"] in MODES
        assert isinstance(attribution["carried"], bool)


@every_file
def test_events_are_well_formed(path: Path) -> None:
    held = annotation(path)
    fields = {"trigger", "action", "actor", "recipient", "place", "when", "modality", "negated", "commitment"}
    for event in held["events"]:
        assert set(event) == fields | {"attribution"}
        assert event["modality"] in MODALITIES
        assert WHEN.fullmatch(event["when"]), event["when"]
        assert isinstance(event["negated"], bool)
        assert isinstance(event["commitment"], bool)


@every_file
def test_an_event_points_at_the_innermost_content_around_its_trigger(path: Path) -> None:
    held = annotation(path)
    for event in held["events"]:
        start, end = event["trigger"]
        around = [
            (content[1] - content[0], index)
            for index, content in enumerate(a["content"] for a in held["attributions"])
            if content[0] <= start and end <= content[1]
        ]
        assert event["attribution"] == (min(around)[1] if around else None), event["trigger"]


@needs_shared
@every_file
def test_spans_cut_words(path: Path, texts: dict[str, str]) -> None:
    held = annotation(path)
    text = texts[held["id"]]
    assert hashlib.sha256(text.encode()).hexdigest() == held["sha256"]
    for start, end in spans(held):
        assert 0 <= start < end <= len(text)
        words = text[start:end]
        assert words == words.strip(), (start, end)
        fused = words.endswith("ا ل")  # وفقا ل: the preposition belongs to the cue and is fused to the name after it
        assert fused or end == len(text) or not (text[end - 1].isalpha() and text[end].isalpha()), (start, end)


@needs_shared
@every_file
def test_actions_are_those_of_the_guidelines(path: Path) -> None:
    actions = set(re.findall(r"\| `(\w+\.\w+)` \|", GUIDELINES.read_text(encoding="utf-8")))
    assert {event["action"] for event in annotation(path)["events"]} <= actions


@needs_shared
@every_draw
def test_the_draw_gives_these_reports(draw: str, drawing: ModuleType) -> None:
    assert sorted(drawing.drawn_ids(SHARED, draw)) == [path.stem for path in FILES[draw]]


@needs_shared
def test_the_draws_stay_clear_of_one_another_and_of_themselves(drawing: ModuleType) -> None:
    near = drawing.near_reprints(SHARED)
    taken = set(drawing.drawn_ids(SHARED, "first"))
    for draw in ("second", "third", "fourth", "known", "fifth"):
        drawn = set(drawing.drawn_ids(SHARED, draw))
        assert not drawn & taken
        taken |= drawn
        for report in drawn:
            assert not near.get(report, set()) & taken


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("قال الوزير كلمته وأضاف أخرى", True, id="two_verbs"),
        pytest.param("وأكدت الوزارة ثم أكدت", True, id="the_same_verb_twice"),
        pytest.param("قال الوزير كلمته ومضى", False, id="one_verb"),
        pytest.param("رأيي أن الأقوال كثيرة والأفعال قليلة", False, id="no_verb"),
    ],
)
def test_a_report_has_two_reporting_verbs(text: str, expected: bool, drawing: ModuleType) -> None:
    assert drawing.reports_somebody(text) is expected
