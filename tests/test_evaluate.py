"""The figures of `hudna evaluate`: right by hand, and those of the shared scorer to the digit."""

import json
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from conftest import TEXT, Command
from hudna.errors import BadGold
from hudna.evaluate.agreement import same_name
from hudna.evaluate.gold import below_floor, gold_in
from hudna.evaluate.scoring import score
from hudna.vocabulary import Act, Modality, Span
from hudna.vocabulary.record import Happening, Record, Statement


@pytest.mark.parametrize(
    ("gold", "read", "same"),
    [
        pytest.param("القوات التركية", "قوات تركية", True, id="article"),
        pytest.param("وزارة الدفاع التركية", "الوزارة", True, id="all_of_the_shorter"),
        pytest.param("وزارة الدفاع التركية", "قيادة الجيش التركية", False, id="a_third_of_either"),
        pytest.param("المصادر", "", False, id="nothing_read"),
        pytest.param(
            "القوات", "القوات " + " ".join(f"كلمة{n}" for n in range(12)), False, id="a_net_over_the_sentence"
        ),
        pytest.param("للحدود", "الحدود", True, id="merged_article"),
        pytest.param("مُسلّحون", "مسلحون", True, id="vowel_signs"),
    ],
)
def test_names_agree_when_they_share_half_of_the_shorter(gold: str, read: str, same: bool) -> None:
    assert same_name(gold, read) is same


def changed(span: Span, dice: random.Random, end: int) -> Span:
    start = min(max(0, span.start + dice.choice((0, 0, 0, -4, 3, 9))), end - 1)
    return Span(start, max(start, min(end, span.end + dice.choice((0, 0, 0, -3, 5, 40)))))


def misread(gold: Record, dice: random.Random) -> Record:
    """A reading that is wrong here and there, in every way the scorer looks at."""
    end = len(gold.text)
    shake = lambda spans: tuple(changed(s, dice, end) for s in spans if dice.random() > 0.1)  # noqa: E731

    def statement(a: Statement) -> Statement:
        cut = max(1, len(a.sources) - (dice.random() < 0.2))
        act = dice.choice((a.act, a.act, Act.DENY))
        moved = replace(a, cue=changed(a.cue, dice, end), content=changed(a.content, dice, end), act=act)
        return replace(moved, sources=a.sources[-cut:], kinds=a.kinds[-cut:], rule="cue.x")

    def happening(e: Happening) -> Happening:
        roles = {"actor": shake(e.actor), "recipient": shake(e.recipient), "place": shake(e.place)}
        when = dice.choice((e.when, e.when, "2015"))
        modality = dice.choice((e.modality, e.modality, Modality.FUTURE))
        negated, promise = e.negated ^ (dice.random() < 0.1), e.commitment ^ (dice.random() < 0.1)
        moved = replace(e, trigger=changed(e.trigger, dice, end), when=when, modality=modality, **roles)
        return replace(moved, negated=negated, commitment=promise, rule="event.x")

    said = tuple(statement(a) for a in gold.attributions if dice.random() > 0.15)
    events = tuple(happening(e) for e in gold.events if dice.random() > 0.15)
    twice = tuple(map(replace, said[:1])), tuple(map(replace, events[:2]))
    return replace(gold, attributions=said + twice[0], events=events + twice[1])


@pytest.mark.parametrize("seed", [1, 2])
def test_the_figures_are_those_of_the_shared_scorer(shared: Path, tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    gold = gold_in(shared / "gold/dev")
    readings = [misread(report, dice) for report in gold[:-1]]
    path = tmp_path / "readings.jsonl"
    path.write_bytes(b"\n".join(map(msgspec.json.encode, readings)))
    command = [sys.executable, shared / "gold/score.py", shared / "gold/dev", path, "--misses", "100000"]
    theirs = json.loads(subprocess.run([*command, "--json"], capture_output=True, check=True).stdout)
    misses = subprocess.run(command, capture_output=True, check=True).stdout.decode().splitlines()
    ours = score(gold, {reading.id: reading for reading in readings})
    assert {"reports": ours.reports, "unread": ours.unread} | {
        name: figure._asdict() for name, figure in ours.figures().items()
    } == theirs
    told = ["\t".join(" ".join(part.split()) for part in miss) for miss in ours.misses]
    assert told == [line for line in misses if "\t" in line]


def test_a_folder_of_gold_is_read_without_being_shown_to_the_reader(run: Command, tmp_path: Path) -> None:
    text = TEXT.encode()
    cue, source = TEXT.index("أعلنت"), TEXT.index("القيادة")
    content = [TEXT.index("القوات"), TEXT.index(".")]
    trigger = TEXT.index("ستسحب")
    gold = {
        "id": "g",
        "outlet": "",
        "published": "2020-11-01",
        "title": "",
        "text": text.decode(),
        "attributions": [
            {
                "cue": [cue, cue + 5],
                "sources": [[source, source + 7]],
                "kinds": ["organisation"],
                "carried": False,
                "content": content,
                "act": "state",
                "mode": "indirect",
            }
        ],
        "events": [
            {
                "trigger": [trigger, trigger + 5],
                "action": "force.withdraw",
                "actor": [[content[0], content[0] + 6]],
                "recipient": [],
                "place": [],
                "when": "",
                "modality": "future",
                "negated": False,
                "commitment": True,
                "attribution": 0,
            }
        ],
    }
    (tmp_path / "g.json").write_text(json.dumps(gold), "utf-8")
    floors = tmp_path / "floors" / "baseline.json"
    floors.parent.mkdir()
    floors.write_text('{"floors": {"cue": 100, "event": 90}}')
    result = run("evaluate", tmp_path, "--json", "--rules", "--misses", "5", "--baseline", floors)
    figures = json.loads(result.stdout)
    assert figures["attribution"]["f1"] == figures["commitment"]["f1"] == 100.0
    assert figures["event"] == {"precision": 50.0, "recall": 100.0, "f1": 66.7, "gold": 1, "read": 2}
    assert {"what": "event", "rule": "event.test", "hits": 1, "read": 2, "precision": 50.0} in figures["rules"]
    assert figures["misses"] == [{"report": "g", "what": "no such event", "words": "violence.shell | قصف"}]
    assert result.exit_code == 1
    assert "event: F1 66.7 is below its floor of 90.0" in result.stderr
    table = run("evaluate", tmp_path, "--rules").stdout
    assert "cue            P 100.0  R 100.0  F1 100.0   (1 gold, 1 read)" in table
    assert "event.test" in table


@pytest.mark.parametrize(("name", "content"), [("x.txt", "x"), ("x.json", "{"), ("x.json", '{"id": "x"}')])
def test_what_is_no_gold_is_named(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(BadGold, match=str(tmp_path)):
        gold_in(tmp_path)


def test_a_baseline_without_floors_is_named(tmp_path: Path) -> None:
    (tmp_path / "baseline.json").write_text("[]")
    with pytest.raises(BadGold, match="no floors"):
        below_floor({}, tmp_path / "baseline.json")
