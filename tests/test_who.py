"""Naming phrases to identities: a row says which are kept, none where the words do not say."""

from pathlib import Path

import pytest

from hudna.identify import who
from hudna.identify.who import identify

CASES = Path(__file__).parent / "cases" / "who.tsv"


def _cases():
    for number, line in enumerate(CASES.read_text("utf-8").splitlines()[1:], 2):
        case, words, ids = line.split("\t")
        yield pytest.param(words, [part for part in ids.split(",") if part], id=f"line-{number}-{case}")


@pytest.mark.parametrize(("words", "ids"), list(_cases()))
def test_cases(words, ids):
    assert [actor.id for actor in identify(words)] == ids


def _sector_examples():
    lines = (Path(who.RULES) / "sectors.tsv").read_text("utf-8").splitlines()[1:]
    for line in lines:
        sector, _, examples, _, _ = line.split("\t")
        for number, words in enumerate(examples.split("|"), 1):
            yield pytest.param(words, sector, id=f"{sector}-{number}")


@pytest.mark.parametrize(("words", "sector"), list(_sector_examples()))
def test_examples_of_the_sector_rows(words, sector):
    assert {actor.sector for actor in identify(words)} == {sector}


def test_each_identity_has_a_label():
    for phrase in ("القوات التركية", "المليشيات", "الأمم المتحدة", "مصادر تركية"):
        assert all(actor.label for actor in identify(phrase))
