"""Place phrases to places: a row says where, how exactly, or that it stays open; figures on the key have a floor."""

import importlib.util
import json
import math
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

from hudna.identify.gazetteer import Gazetteer, gazetteer
from hudna.identify.romanised import of_arabic, of_latin
from hudna.identify.where import Locator
from hudna.pipeline import default_rooms, record_of
from hudna.rules.place_words import place_words
from hudna.text.fold import fold
from hudna.vocabulary import CleanReport, PlaceMention, Report, Span

HERE = Path(__file__).resolve().parent
CASES = HERE / "cases" / "where.tsv"
RIGHT, WRONG = 0.92, 0.03
"""Shares of the key: at least so much right, at most so much wrong."""


def apart(one: tuple[float, float], other: tuple[float, float]) -> float:
    east = (one[1] - other[1]) * math.cos(math.radians(one[0]))
    return 111.2 * math.hypot(one[0] - other[0], east)


def located(text: str, phrase: str) -> tuple[PlaceMention, ...]:
    start = text.rindex(phrase)
    span = Span(start, start + len(phrase))
    return Locator(gazetteer()).locate(text, [span])[span]


def _cases():
    for number, line in enumerate(CASES.read_text("utf-8").splitlines()[1:], 2):
        case, text, phrase, points, precision = line.split("\t")
        yield pytest.param(text, phrase, points, precision, id=f"line-{number}-{case}")


@pytest.mark.parametrize(("text", "phrase", "points", "precision"), list(_cases()))
def test_cases(text: str, phrase: str, points: str, precision: str) -> None:
    mentions = located(text, phrase)
    if points == "none":
        assert mentions == ()
        return
    if points == "open":
        assert all(mention.resolved is None and mention.why for mention in mentions)
        return
    wanted = [tuple(map(float, point.split(","))) for point in points.split(";")]
    found = [mention.resolved for mention in mentions]
    assert len(found) == len(wanted) and all(found), mentions
    for place, (lat, lon) in zip(found, wanted, strict=True):
        assert apart((place.lat, place.lon), (lat, lon)) <= 12, place
        assert place.precision == int(precision), place


def test_mentions_of_joined_names_have_words_of_their_own() -> None:
    text = "نزح سكان من محافظتي لحج وأبين في اليمن"
    assert [mention.words.cut(text) for mention in located(text, "محافظتي لحج وأبين")] == ["لحج", "أبين"]


def test_candidates_are_kept_while_it_is_open() -> None:
    (mention,) = located("وصل المبعوث إلى طرابلس أمس", "طرابلس")
    assert {place.country for place in mention.candidates} == {"LBY", "LBN"}
    assert mention.why


def test_a_p_code_and_both_precisions_are_told() -> None:
    (mention,) = located("عقد اجتماع في محافظة تعز باليمن", "محافظة تعز")
    assert mention.resolved is not None
    assert (mention.resolved.id, mention.resolved.pcode) == ("YE-TA", "YE15")
    assert (mention.resolved.precision, mention.resolved.geo_precision) == (4, 3)


def test_the_outlet_may_tell_the_theatre() -> None:
    text = "سقطت قذيفة على سرمين"
    span = Span(text.index("سرمين"), len(text))
    assert Locator(gazetteer()).locate(text, [span], "عنب بلدي")[span][0].resolved
    assert not Locator(gazetteer()).locate(text, [span], "صحيفة لا يعرفها أحد")[span][0].resolved


def test_the_record_has_places_beside_the_spans() -> None:
    text = "قصفت القوات التركية بلدة سراقب في سوريا أمس."
    record = record_of(CleanReport(Report("r", "", "2020-03-01", "", "", text), ()), default_rooms())
    places = [mention.resolved for event in record.events for mention in event.where]
    assert any(place and place.country == "SYR" and place.precision == 1 for place in places)


def test_every_row_of_ours_is_well_formed() -> None:
    known = Gazetteer()
    places = [place for place in known.all() if place.source in ("areas", "sites")]
    assert all(-90 <= place.lat <= 90 and -180 <= place.lon <= 180 and place.radius > 0 for place in places)
    twice = [
        name for name, count in Counter(place.id for place in places if place.source == "areas").items() if count > 1
    ]
    assert not twice
    assert all(
        apart((p.lat, p.lon), (p.mid_lat, p.mid_lon)) <= p.radius * 3 + 60 for p in places if p.kind == "governorate"
    )


def test_the_files_are_small_and_folded() -> None:
    from hudna.identify.gazetteer import RULES

    assert sum((RULES / name).stat().st_size for name in ("gazetteer.tsv", "areas.tsv", "sites.tsv")) < 1_000_000
    names = [line.rpartition("\t")[2] for line in (RULES / "gazetteer.tsv").read_text("utf-8").splitlines()[1:]]
    assert fold("\n".join(names)).text.split("\n") == names


def test_the_words_of_the_table_are_read() -> None:
    words = place_words()
    assert words.head["محافظه"] == "governorate"
    assert words.direction["الشماليه"] == "n"


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [("سراقب", "Saraqeb"), ("خان شيخون", "Khan Shaykhun"), ("القصير", "Al-Qusayr"), ("سرمدا", "Sarmada")],
)
def test_a_name_sounds_alike_in_both_scripts(arabic: str, latin: str) -> None:
    assert of_arabic(fold(arabic).text) == of_latin(latin)


def _resolve() -> ModuleType:
    spec = importlib.util.spec_from_file_location("resolve", HERE.parent / "eval" / "resolve.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_places_of_the_key(shared: Path) -> None:
    if not (shared / "gold" / "dev").is_dir():
        pytest.skip(f"no gold/dev in {shared}")
    counts = Counter(result.outcome for result in _resolve().places())
    assert counts.total() == len(json.loads((HERE.parent / "eval" / "keys" / "places.json").read_text("utf-8")))
    assert counts["right"] / counts.total() >= RIGHT
    assert counts["wrong"] / counts.total() <= WRONG
