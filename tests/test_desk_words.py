"""The words of the desk: the same keys in every language, and every key that a page uses."""

import re
from importlib.resources import files
from pathlib import Path

import pytest

from hudna.desk.wording import LANGUAGES, PLURALS, form_of, wording
from hudna.errors import BadRules
from hudna.ledger.reviewing import STATUSES
from hudna.ledger.reviews import Act as ReviewAct
from hudna.rules.codebook import codebook
from hudna.vocabulary import Act, Modality, Mode, SourceKind

ROOM = Path(str(files("hudna.desk")))
USED = re.compile(r"""\bt\(\s*["']([a-z0-9_.]+)["']\s*[,)]""")
VALUES = re.compile(r"\{(\w+)\}")
NAMED = {
    "modality": Modality,
    "act": [*Act, *ReviewAct],
    "mode": Mode,
    "source_kind": SourceKind,
    "status": ("announced", "overdue", "superseded", *STATUSES),
    "tie": ("copy", "part", "relay", "alike", "passage"),
    "verdict": ("accepted", "rejected"),
}


def test_every_language_has_the_same_keys() -> None:
    english, arabic = (set(wording(lang).words) for lang in LANGUAGES)
    assert english == arabic


def test_every_form_of_a_count_is_there() -> None:
    for lang in LANGUAGES:
        for key, said in wording(lang).words.items():
            assert isinstance(said, str) or set(said) == set(PLURALS[lang]), f"{lang}: {key}"


def test_both_languages_have_the_same_values_in_their_words() -> None:
    english, arabic = (wording(lang).words for lang in LANGUAGES)
    for key, said in english.items():
        other = arabic[key]
        if isinstance(said, str) and isinstance(other, str):
            assert sorted(VALUES.findall(said)) == sorted(VALUES.findall(other)), key


@pytest.mark.parametrize("path", sorted(ROOM.rglob("*.html")) + sorted(ROOM.rglob("*.py")), ids=lambda path: path.name)
def test_a_page_uses_only_words_that_are_there(path: Path) -> None:
    missing = [key for key in USED.findall(path.read_text(encoding="utf-8")) if key not in wording("en").words]
    assert missing == []


@pytest.mark.parametrize("kind", NAMED)
def test_every_value_has_a_name(kind: str) -> None:
    for lang in LANGUAGES:
        missing = [
            value for value in NAMED[kind] if f"{kind}.{str(value).replace(' ', '_')}" not in wording(lang).words
        ]
        assert missing == []


def test_every_register_is_called_something_in_both_languages() -> None:
    assert codebook().registers.keys() == codebook().arabic.keys()


@pytest.mark.parametrize(
    ("lang", "n", "form"),
    [
        ("en", 0, "other"), ("en", 1, "one"), ("en", 2, "other"), ("ar", 0, "zero"), ("ar", 1, "one"), ("ar", 2, "two"),
        ("ar", 3, "few"), ("ar", 10, "few"), ("ar", 11, "many"), ("ar", 99, "many"), ("ar", 100, "other"),
        ("ar", 102, "other"), ("ar", 103, "few"), ("ar", 111, "many"),
    ],
)  # fmt: skip
def test_a_count_is_said_in_its_form(lang: str, n: int, form: str) -> None:
    assert form_of(lang, n) == form


def test_values_are_escaped_and_missing_ones_are_faults() -> None:
    t = wording("en")
    assert "<b>" not in t("entry.not", what="<b>")
    with pytest.raises(BadRules, match=r"entry\.not"):
        t("entry.not", when="now")
    with pytest.raises(BadRules, match=r"no\.such"):
        t("no.such")
