"""Every example of `ar/times.yaml` and of `cases/when.tsv` is resolved as it says; nothing is reckoned from a clock."""

from pathlib import Path

import pytest

from hudna.identify.day_of_writing import written_on
from hudna.identify.when import EXACTNESS, resolve
from hudna.rules.times import shape_rows
from hudna.vocabulary import Calendar, Reckoning, Span, When

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


def _base(edtf: str) -> When:
    return resolve(edtf, "2015-07-27")


@pytest.mark.parametrize(
    ("words", "base", "reckoning", "edtf"),
    [
        ("بعد ثلاثة أيام", "26-7-2015", Reckoning.POINT, "2015-07-23"),
        ("غداة", "26-7-2015", Reckoning.POINT, "2015-07-25"),
        ("بعد ساعات", "26-7-2015", Reckoning.POINT, ""),
        ("بعد يومين", "26-7-2015", Reckoning.UNTIL, "2015-07-25/2015-07-26"),
        ("حينها", "مارس 2014", Reckoning.POINT, "2014-03"),
        ("منذ ذلك الحين", "مارس 2014", Reckoning.POINT, "2014-03/.."),
        ("لمدة خمسة أيام", "26-7-2015", Reckoning.ONWARD, "2015-07-26/2015-07-31"),
        ("لمدة شهر", "31-1-2015", Reckoning.ONWARD, "2015-01-31/2015-02-28"),
        ("ثلاثة أيام", "24-7-2015", Reckoning.DAYS, "2015-07-24/2015-07-26"),
        ("لمدة خمسة أيام", "مطلع آذار 2015", Reckoning.POINT, ""),
        ("خلال هذه الفترة", "ليل السبت", Reckoning.POINT, "2015-07-25/2015-07-26"),
        ("خلال هذه الفترة", "26-7-2015", Reckoning.POINT, ""),
    ],
)
def test_words_that_count_from_another_date(words, base, reckoning, edtf):
    assert resolve(words, "2015-07-27", base=_base(base), reckoning=reckoning).edtf == edtf


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("منذ أربعة أشهر", "2015-03/2015-07"),
        ("خلال عشرة أشهر", "2014-09/2015-07"),
        ("على مدى 50 عاما", "1965/2015"),
        ("منذ مارس الماضي", "2015-03/.."),
        ("خلال ثلاثة أيام", ""),
    ],
)
def test_a_total_ends_at_the_day_of_print(words, edtf):
    assert resolve(words, "2015-07-27", reckoning=Reckoning.TOTAL).edtf == edtf


@pytest.mark.parametrize("published", ["", "not a date", "2015-02-31"])
def test_without_a_day_of_print_nothing_relative_is_placed(published):
    assert resolve("أمس", published).why
    assert resolve("في 20 يوليو 2015", published).edtf == "2015-07-20"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("وصل الوفد اليوم الأربعاء", "2015-07-29"),
        ("وصل الوفد اليوم (الاربعاء) بعد لقاء أمس الثلاثاء", "2015-07-29"),
        ("وصل الوفد اليوم الجمعة", "2015-07-31"),
        ("وصل اليوم الأربعاء وغادر أمس الخميس", "2015-07-31"),
        ("وصل الوفد أمس الثلاثاء", "2015-07-31"),
        ("يصل الوفد اليوم السبت", "2015-07-31"),
        ("وصل الوفد اليوم", "2015-07-31"),
        ("وصل الوفد واليوم الأربعاء يغادر", "2015-07-31"),
    ],
    ids=["earlier", "both_agree", "fits", "contradictory", "no_today", "paper_of_tomorrow", "no_weekday", "fused"],
)
def test_the_day_of_writing_where_the_report_names_it(text, written):
    assert written_on(text, "2015-07-31") == written


@pytest.mark.parametrize("published", ["", "not a date", "2015-02-31"])
def test_without_a_day_of_print_there_is_no_day_of_writing(published):
    assert written_on("وصل الوفد اليوم الأربعاء", published) == published
