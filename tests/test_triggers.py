"""Trigger words: every row's own examples, and whole sentences with all their triggers marked."""

import json
import os
import re
from pathlib import Path

import pytest

from hudna.extract.stated import Trigger
from hudna.extract.tokens import Tokens, tokenise
from hudna.extract.triggers import triggers_in
from hudna.rules.conditions import WordSets, conditions
from hudna.rules.events import EventLexicon, LightVerbs, lexicon, light_verbs, members
from hudna.rules.words import rows
from hudna.text.fold import fold

SHARED = Path(os.environ.get("HUDNA_SHARED", Path(__file__).resolve().parents[2] / "shared"))
CASES = Path(__file__).parent / "cases" / "triggers.tsv"
MARK = re.compile(r"\[([^\]|]+)(?:\|([a-z.]+))?\]")


def tokens_of(sentence: str) -> Tokens:
    folded = fold(sentence)
    return tokenise(folded, [(0, len(folded.text))])


def triggers_of(tokens: Tokens) -> list[Trigger]:
    return [trigger for s in tokens.sentences for trigger in triggers_in(tokens, s.start, s.end)]


def unmarked(example: str) -> tuple[str, set[tuple[int, str]]]:
    """The bare sentence and, for each marked word, the offset of its first letter and the action written with it."""
    bare, marked, last = "", set(), 0
    for match in MARK.finditer(example):
        bare += example[last : match.start()]
        marked.add((len(bare), match[2] or ""))
        bare += match[1]
        last = match.end()
    return bare + example[last:], marked


def row_examples(column: str) -> list[object]:
    found = []
    for table in ("events", "event_nouns"):
        for row in rows(f"ar/{table}.tsv"):
            for number, example in enumerate(filter(None, row[column].split(" / "))):
                found.append(pytest.param(row["id"], row["action"], example, id=f"{row['id']}-{number}"))
    return found


@pytest.mark.parametrize(("row", "action", "example"), row_examples("examples"))
def test_a_row_reads_its_examples(row: str, action: str, example: str) -> None:
    bare, marked = unmarked(example)
    assert marked, "mark the trigger with [ ]"
    tokens = tokens_of(bare)
    read = {(tokens.starts[t.token], t.rule, t.action) for t in triggers_of(tokens) if t.rule == f"event.{row}"}
    assert read == {(offset, f"event.{row}", action) for offset, _ in marked}


@pytest.mark.parametrize(("row", "action", "example"), row_examples("counter_examples"))
def test_a_row_leaves_its_counter_examples(row: str, action: str, example: str) -> None:
    assert "[" not in example
    assert [t for t in triggers_of(tokens_of(example)) if t.rule == f"event.{row}"] == []


def test_every_row_has_an_example() -> None:
    for table in ("events", "event_nouns"):
        assert [row["id"] for row in rows(f"ar/{table}.tsv") if not row["examples"]] == []


def case_rows() -> list[object]:
    lines = CASES.read_text("utf-8").splitlines()[1:]
    cells = (line.split("\t") for line in lines if line)
    return [pytest.param(cell[1], id=cell[0]) for cell in cells]


@pytest.mark.parametrize("sentence", case_rows())
def test_all_triggers_of_a_sentence(sentence: str) -> None:
    bare, marked = unmarked(sentence)
    tokens = tokens_of(bare)
    assert {(tokens.starts[t.token], str(t.action)) for t in triggers_of(tokens)} == marked


@pytest.mark.parametrize(
    "sentence",
    [
        "أقامت الفرقة، مساء أمس، نقطة عسكرية في البلدة",
        "أقامت الفرقة، يوم الجمعة الماضي، نقطة عسكرية في البلدة",
        "أقامت الفرقة، بحسب شهود من السكان، نقطة عسكرية في البلدة",
    ],
    ids=["a time", "a longer time", "whose word it is"],
)
def test_an_aside_between_commas_is_no_distance(sentence: str) -> None:
    (found,) = triggers_in(tokens := tokens_of(sentence), 0, len(tokens.words))
    assert found.action == "position.establish"


def test_what_is_no_aside_still_parts() -> None:
    tokens = tokens_of("أقامت الفرقة، ورأى السكان، نقطة عسكرية في البلدة")
    assert [t.action for t in triggers_in(tokens, 0, len(tokens.words))] == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("شن الطيران غارات على المخازن", ("noun", "noun", "شن")),
        ("تم نقل نقطة المراقبة شرقا", ("noun", "masdar", "تم")),
        ("سيقوم الوزير بزيارة العاصمة", ("noun", "masdar", "سيقوم")),
        ("وقع الجيشان مذكرة جديدة", ("verb", "perfect", "")),
        ("ستسحب القوات دباباتها", ("verb", "future", "")),
    ],
    ids=["air-raids", "passive-light", "light-with-b", "perfect", "future"],
)
def test_class_aspect_and_light_verb(sentence: str, expected: tuple[str, str, str]) -> None:
    tokens = tokens_of(sentence)
    (trigger,) = triggers_of(tokens)
    light = tokens.words[trigger.light] if trigger.light >= 0 else ""
    assert (trigger.word_class, trigger.aspect, light) == expected


@pytest.mark.parametrize(
    ("sentence", "passive"),
    [("قتل 12 جنديا", True), ("أكد أنه قتل جنديا", False), ("يقتل الجنود", None), ("اعتقلتهم الشرطة", False)],
    ids=["count", "pronoun", "open", "object"],
)
def test_voice(sentence: str, passive: bool | None) -> None:
    assert triggers_of(tokens_of(sentence))[0].passive is passive


def test_gender_number_and_suffix() -> None:
    (trigger,) = triggers_of(tokens_of("المواقع التي قصفتها"))
    assert (trigger.gender, trigger.number, trigger.suffix) == ("f", "s", "ها")


def test_light_verbs_read_their_examples() -> None:
    for row in rows("ar/light_verbs.tsv"):
        (word,) = MARK.findall(row["example"])
        found = light_verbs()[fold(word[0]).text]
        assert found is not None, row["id"]


@pytest.mark.parametrize("word", ["شن", "وسيشنها", "تشنه", "شنت"])
def test_a_verb_in_a_set_stands_for_all_its_forms(word: str) -> None:
    sets = WordSets({"wage": members("شنن/I/u حملة")})
    assert sets[fold(word).text] & sets.bits("@wage", "here")


@pytest.mark.parametrize(
    "cell",
    ["after:كلمة", "after0:كلمة", "beside3:كلمة", "self:unknown", "after3:@nowhere", "after3", "earlier999:كلمة"],
    ids=["no-reach", "zero", "no-such-side", "no-such-self", "no-such-set", "no-words", "too-far-back"],
)
def test_a_broken_condition_names_its_place(cell: str) -> None:
    with pytest.raises(ValueError, match=r"events\.tsv: row"):
        conditions(cell, WordSets({}), "events.tsv: row")


def test_tables_load_afresh() -> None:
    assert len(EventLexicon().rows) == len(lexicon().rows) > 300
    assert LightVerbs()["تم"] is not None


def gold() -> list[Path]:
    return sorted((SHARED / "gold" / "dev").glob("*.json"))


def found_and_meant(paths: list[Path]) -> tuple[int, int, int]:
    hits = read = meant = 0
    for path in paths:
        report = json.loads(path.read_text("utf-8"))
        tokens = tokens_of(report["text"])
        left = [(tuple(event["trigger"]), event["action"]) for event in report["events"]]
        meant += len(left)
        for trigger in triggers_of(tokens):
            read += 1
            span = tokens.span(trigger.token, trigger.token + 1)
            match = next(
                (g for g in left if g[1] == trigger.action and g[0][0] < span.end and span.start < g[0][1]), None
            )
            if match:
                left.remove(match)
                hits += 1
    return hits, read, meant


@pytest.mark.skipif(not gold(), reason="../shared/gold is not here; set HUDNA_SHARED")
@pytest.mark.parametrize(("fourth", "floor"), [(False, 0.94), (True, 0.91)], ids=["three-of-four", "every-fourth"])
def test_f1_on_the_annotated_reports(fourth: bool, floor: float) -> None:
    hits, read, meant = found_and_meant([path for i, path in enumerate(gold()) if (i % 4 == 3) == fourth])
    assert 2 * hits / (read + meant) >= floor
