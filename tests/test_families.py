"""Words of one family are found by one another, and by nothing else that has their letters."""

from pathlib import Path

import pytest

from hudna.rules.families import NOBODY, family_of, stems_known
from hudna.rules.fused import all_of, nouns_of
from hudna.rules.words import folded, rows

CASES = Path(__file__).parent / "cases" / "families.tsv"
ROWS = [line.split("\t") for line in CASES.read_text("utf-8").splitlines()[1:]]


def spelled(question: str) -> set[str]:
    return {form for stem in stems_known(folded(question)) for form in all_of(family_of(stem))}


@pytest.mark.parametrize(("question", "finds", "misses"), ROWS, ids=range(2, len(ROWS) + 2))
def test_a_word_finds_its_family(question: str, finds: str, misses: str) -> None:
    forms = spelled(question)
    assert [word for word in finds.split() if folded(word) not in forms] == []
    assert [word for word in misses.split() if folded(word) in forms] == []


def test_what_stands_apart_has_the_letters_of_a_family() -> None:
    for row in rows("ar/words_apart.tsv"):
        assert row["why"], row["word"]
        assert not any(form.startswith(folded(row["word"])) for form in family_of(folded(row["word"])).nouns)


def test_a_state_has_no_family() -> None:
    assert stems_known("مصر") == ()
    assert stems_known("تركيا") == ()


def test_a_word_that_the_lexicon_does_not_know_has_no_family() -> None:
    assert family_of("برغش") is NOBODY
    assert stems_known("برغش") == ()


def test_what_is_fused_to_a_noun() -> None:
    forms = set(nouns_of("قريه"))
    assert {"والقريه", "بالقريه", "للقريه", "وبقريه", "قريتهم", "لقريتنا"} <= forms
    assert {"للجنه", "اللجنه"} <= set(nouns_of("لجنه"))
    assert "عليها" not in set(nouns_of("علي"))
