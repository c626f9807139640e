"""Broken words are put together, and nothing else is."""

import csv
import json
import os
from pathlib import Path

import pytest

from hudna.rules.known import known_words
from hudna.text.fold import fold
from hudna.text.masks import bare_masks, stretched_masks

SHARED = Path(os.environ.get("HUDNA_SHARED", Path(__file__).resolve().parents[2] / "shared"))
CASES = Path(__file__).parent / "cases" / "masks.tsv"


def _cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE))


def _shared(name: str) -> Path:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"{path} is not there")
    return path


@pytest.mark.parametrize("case", _cases(), ids=lambda case: case["id"])
def test_case(case: dict[str, str]) -> None:
    printed = case["printed"].replace("\\n", "\n")
    assert fold(printed, known_words()).text == case["folded"].replace("\\n", "\n")


@pytest.mark.parametrize("case", _cases(), ids=lambda case: case["id"])
def test_folding_again_changes_nothing(case: dict[str, str]) -> None:
    once = fold(case["printed"], known_words()).text
    assert fold(once, known_words()).text == once


def test_a_masked_word_is_quoted_as_printed() -> None:
    folded = fold("بعد مـ.ـنع الدخول", known_words())
    start = folded.text.index("منع")
    assert folded.printed_span(start, start + 3).cut(folded.printed) == "مـ.ـنع"


def test_words_broken_without_tatweel_stay_broken_where_nothing_is_known() -> None:
    assert fold("قص*ف و ق.ص.ف").text == "قص*ف و ق.ص.ف"


def test_the_report_with_broken_words() -> None:
    report = json.loads(_shared("data/idlib-2020-11-01.json").read_text(encoding="utf-8"))
    words = fold(report["text"], known_words()).text.split()
    for word in ("الخناق", "منع", "نزوح", "للنازحين", "معاناه"):
        assert word in words


def test_a_press_that_breaks_no_words_has_none_joined() -> None:
    known = known_words()
    wrong = []
    for line in _shared("data/yemen-2015.jsonl").read_text(encoding="utf-8").splitlines():
        report = json.loads(line)
        for text in (report["title"], report["text"]):
            wrong += [text[low:high] for low, high in stretched_masks(text)]
            wrong += [text[low:high] for low, high in bare_masks(fold(text).text, known)]
    assert wrong == []


def test_known_words_are_folded_and_take_their_clitics() -> None:
    known = known_words()
    assert {"قصف", "والقصف", "للنازحين", "معاناتهم", "الارهابيين", "ارهاب", "وداعش", "سيقصف", "بانفجار"} <= known
    assert not any(set(word) & set("أإآىةؤئ ") for word in known)
