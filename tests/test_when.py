"""Every example of `ar/times.yaml` and of `cases/when.tsv` is resolved as it says; nothing is reckoned from a clock."""

from pathlib import Path

import pytest

from hudna.identify.when import EXACTNESS, resolve, resolve_together
from hudna.rules.times import shape_rows
from hudna.vocabulary import Calendar, Span

CASES = Path(__file__).parent / "cases" / "when.tsv"


def _examples():
    for row in shape_rows():
        for number, example in enumerate(row["examples"], 1):
            words, published, edtf, *future = (str(cell) for cell in example)
            yield pytest.param(words, published, edtf, future == ["future"], id=f"{row['id']}-{number}")


def _cases():
    for number, line in enumerate(CASES.read_text("utf-8").splitlines()[1:], 2):
        case, words, published, future, edtf, precision = line.split("\t")
        yield pytest.param(words, published, future == "future", edtf, precision, id=f"line-{number}-{case}")


@pytest.mark.parametrize(("words", "published", "edtf", "future"), list(_examples()))
def test_examples_of_the_rows(words, published, edtf, future):
    when = resolve(words, published, future)
    assert when.edtf == edtf
    assert bool(when.edtf) != bool(when.why)
    assert when.precision in EXACTNESS


@pytest.mark.parametrize(("words", "published", "future", "edtf", "precision"), list(_cases()))
def test_cases(words, published, future, edtf, precision):
    when = resolve(words, published, future)
    assert (when.edtf, when.precision) == (edtf, precision)


def test_hijri_is_said_to_be_hijri():
    assert resolve("15 رمضان 1441 هـ", "2020-06-01").calendar is Calendar.HIJRI
    assert resolve("8 مايو 2020", "2020-06-01").calendar is Calendar.GREGORIAN


def test_span_is_handed_through():
    assert resolve("أمس", "2020-06-01", span=Span(3, 6)).words == Span(3, 6)


def test_a_moment_begins_on_its_day():
    assert resolve("اعتبارا من الأحد", "2015-07-26", True).edtf == "2015-07-26/.."
    assert resolve("اعتبارا من الأحد", "2015-07-26", True, moment=True).edtf == "2015-07-26"


def test_the_most_exact_of_several_phrases_counts():
    phrases = [("الأسبوع الماضي", Span(0, 1)), ("يوم الاثنين الماضي", Span(2, 3)), ("في وقت سابق", Span(4, 5))]
    when = resolve_together(phrases, "2015-07-26")
    assert when is not None
    assert (when.edtf, when.words) == ("2015-07-20", Span(2, 3))
    assert resolve_together([], "2015-07-26") is None


@pytest.mark.parametrize("published", ["", "not a date", "2015-02-31"])
def test_without_a_day_of_print_nothing_relative_is_placed(published):
    assert resolve("أمس", published).why
    assert resolve("في 20 يوليو 2015", published).edtf == "2015-07-20"
