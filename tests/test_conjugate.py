"""The verb generator against a table by hand, and against the citation forms of the study where it is there."""

import csv
import os
from pathlib import Path

import pytest

from hudna.rules import conjugate
from hudna.rules.conjugate import Inflection, inflect, masdar, object_forms

SHARED = Path(os.environ.get("HUDNA_SHARED", Path(__file__).resolve().parents[2] / "shared"))
CASES = Path(__file__).parent / "cases" / "conjugation.tsv"
FOLD = str.maketrans("أإآٱىةؤئ", "ااااي" "هوي")  # fmt: skip


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE))


def _study(name: str) -> list[dict[str, str]]:
    rows = [row for row in _rows(SHARED / "language" / name) if row["root"] and row["form"]]
    if not rows:
        pytest.skip(f"{SHARED / 'language' / name} is not there")
    return rows


def _spelled(row: dict[str, str], **features: object) -> set[str]:
    return {
        inflection.surface
        for inflection in inflect(row["root"], row["form"], row.get("theme", ""), (), True)
        if all(getattr(inflection, name) == value for name, value in features.items())
    }


@pytest.mark.parametrize("number", range(1, len(_rows(CASES)) + 1))
def test_case(number: int) -> None:
    row = _rows(CASES)[number - 1]
    features = {name: row[name] for name in ("aspect", "voice", "gender", "number")}
    expected = {spelling.translate(FOLD) for spelling in row["spellings"].split("/")}
    assert _spelled(row, **features, person=int(row["person"])) == expected


PATTERNS = Path(conjugate.__file__).parent / "ar" / "verb_patterns.tsv"


@pytest.mark.parametrize("number", range(1, len(_rows(PATTERNS)) + 1))
def test_example_of_pattern(number: int) -> None:
    row = _rows(PATTERNS)[number - 1]
    words = row["examples"].translate(FOLD).split()
    for aspect, word in zip(("perfect", "imperfect", "masdar"), words, strict=False):
        assert word in _spelled(row, aspect=aspect, voice="active")


def test_reporting_verbs_of_the_study() -> None:
    wrong = []
    for row in _study("reporting_verbs.tsv"):
        third = {"person": 3, "gender": "m", "number": "s", "voice": "active"}
        checks = {
            "lemma": _spelled(row, aspect="perfect", **third),
            "impf_3ms": _spelled(row, aspect="imperfect", **third),
            "hal_participle": _spelled(row, aspect="participle", voice="active", number="s"),
        }
        wrong += [(row["lemma"], column) for column, had in checks.items() if row[column].translate(FOLD) not in had]
        listed = {word.translate(FOLD) for word in row["masdar"].split("/") if word}
        if listed and not listed & set(masdar(row["root"], row["form"])):
            wrong.append((row["lemma"], "masdar"))
    assert wrong == []


def test_event_verbs_of_the_study() -> None:
    wrong = []
    for row in _study("event_terms.tsv"):
        had = _spelled(row, aspect="perfect"), _spelled(row, aspect="imperfect")
        if row["lemma"].translate(FOLD) not in had[0] or row["impf_3ms"].translate(FOLD) not in had[1]:
            wrong.append(row["lemma"])
    assert wrong == []


JOINED = [
    ("plural_alef_falls", "بلغ", "IV", "", "ابلغوا", "perfect", "ه", "ابلغوه"),
    ("maqsura_before_pronoun", "نفي", "I", "a:i", "نفي", "perfect", "ه", "نفاه"),
    ("maqsura_of_imperfect", "خشي", "I", "i:a", "يخشي", "imperfect", "ها", "يخشاها"),
    ("ya_stays", "نفي", "I", "a:i", "ينفي", "imperfect", "ه", "ينفيه"),
    ("alef_stays", "دعو", "I", "a:u", "دعا", "perfect", "هم", "دعاهم"),
    ("saw_him", "رءي", "I", "a:a", "راي", "perfect", "ه", "راه"),
    ("object_of_verb", "تهم", "I", "i", "يتهم", "imperfect", "ني", "يتهمني"),
    ("masdar_ta", "فيد", "IV", "", "افاده", "masdar", "هم", "افادتهم"),
    ("masdar_plain", "هدد", "II", "", "تهديد", "masdar", "ه", "تهديده"),
    ("masdar_hamza_nominative", "لقي", "IV", "", "القاء", "masdar", "ه", "القاوه"),
    ("masdar_hamza_genitive", "لقي", "IV", "", "القاء", "masdar", "ه", "القايه"),
    ("masdar_hamza_accusative", "لقي", "IV", "", "القاء", "masdar", "ه", "القاءه"),
    ("plural_noon_falls", "عرض", "III", "", "معارضين", "participle", "ه", "معارضيه"),
    ("second_plural", "بلغ", "IV", "", "ابلغتم", "perfect", "ه", "ابلغتموه"),
]


@pytest.mark.parametrize("case", JOINED, ids=[case[0] for case in JOINED])
def test_pronouns(case: tuple[str, ...]) -> None:
    _, root, form, theme, surface, aspect, suffix, expected = case
    bases = [i for i in inflect(root, form, theme) if i.surface == surface and i.aspect == aspect]
    assert (expected, suffix) in [pair for base in bases for pair in object_forms(base)]


def test_an_accusative_takes_no_pronoun() -> None:
    accusative = next(i for i in inflect("هدد", "II") if i.surface == "تهديدا")
    assert object_forms(accusative) == ()


def test_every_person_is_there() -> None:
    for aspect in ("perfect", "imperfect"):
        found = {(i.person, i.gender, i.number) for i in inflect("نقل", "I", "u") if i.aspect == aspect}
        assert len(found) == 13
        assert {person for person, _, _ in found} == {1, 2, 3}


def test_passive_only_on_request() -> None:
    finite = ("perfect", "imperfect", "jussive", "subjunctive")
    assert not [i for i in inflect("قول", "I", "u") if i.voice == "passive" and i.aspect in finite]
    assert "قيل" in {i.surface for i in inflect("قول", "I", "u", passive=True) if i.voice == "passive"}


def test_masdars_of_the_row_replace_those_by_rule() -> None:
    given = {i.surface for i in inflect("دفع", "III", masdars=("دفاع",)) if i.aspect == "masdar"}
    assert "دفاع" in given
    assert "مدافعه" not in given
    first = [i for i in inflect("عود", "I", "u", ("عودة",)) if i.aspect == "masdar"]
    assert Inflection("عوده", "masdar", "active", 0, "f", "s", "عودت") in first


def test_no_spelling_is_given_twice_and_none_is_unfolded() -> None:
    for row in _rows(CASES):
        found = inflect(row["root"], row["form"], row["theme"], (), True)
        assert len({i[:6] for i in found}) == len(found)
        assert all("ء" <= letter <= "ي" and letter not in "أإآىةؤئ" for i in found for letter in i.surface + i.joined)


@pytest.mark.parametrize(
    ("root", "form", "theme"),
    [("قول", "I", ""), ("قول", "XI", ""), ("قو", "II", ""), ("أكد", "II", ""), ("سيطر", "II", ""), ("كتب", "I", "x")],
    ids=["no_theme", "no_form", "short", "seated_hamza", "four", "bad_theme"],
)
def test_a_wrong_row_is_refused(root: str, form: str, theme: str) -> None:
    with pytest.raises(ValueError, match=r"root|form"):
        inflect(root, form, theme)
