"""Where time phrases stand in folded words, and what kind they are."""

from datetime import date
from itertools import pairwise

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from hudna.extract.times import is_time_word, kind_of, skip_time, time_phrase_at, time_phrases
from hudna.identify.when import resolve
from hudna.rules.times import TimeRuleError, shape_rows, time_table, word_rows
from hudna.text.fold import fold
from hudna.text.words import TOKEN


def tokens(text: str) -> list[str]:
    return TOKEN.findall(fold(text).text)


def found(text: str) -> list[str]:
    words = tokens(text)
    return [" ".join(words[i:j]) for i, j in time_phrases(words, 0, len(words))]


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        pytest.param("وصل الوفد أمس إلى العاصمة", ["امس"], id="one-word"),
        pytest.param("قصف في 5 آذار الماضي", ["5 اذار الماضي"], id="fi-is-left-out"),
        pytest.param("يتفاوضون منذ ثلاثة أيام", ["منذ ثلاثه ايام"], id="since-is-kept"),
        pytest.param("وقع مطلع شهر آذار/ مارس الماضي", ["مطلع شهر اذار / مارس الماضي"], id="pair-over-slash"),
        pytest.param("دخلت حيز التنفيذ ليل السبت الأحد", ["ليل السبت الاحد"], id="two-nights"),
        pytest.param("وصلوا اليوم (الاثنين) إلى المدينة", ["اليوم ( الاثنين )"], id="brackets-belong"),
        pytest.param("(أمس) قال", ["امس"], id="brackets-around-stay-out"),
        pytest.param("قال أمس. السبت وصلوا", ["امس", "السبت"], id="stop-divides"),
        pytest.param("وفي وقت سابق، أعلن الجيش", ["وقت سابق"], id="vague"),
        pytest.param(
            "10 شوال 1436 هـ الموافق 26 يوليو 2015 م", ["10 شوال 1436 ه الموافق 26 يوليو 2015 م"], id="both-calendars"
        ),
        pytest.param("الساعة 8 صباحا", ["الساعه 8 صباحا"], id="clock"),
        pytest.param("بعد منتصف ليل الأحد", ["بعد منتصف ليل الاحد"], id="midnight"),
        pytest.param("أعلن الرئيسان الاثنين", ["الاثنين"], id="monday-after-a-subject"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_time_phrases(text, phrases):
    assert found(text) == phrases


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(example, id=f"{row['id']}-{number}")
        for row in shape_rows()
        for number, example in enumerate(row.get("counter_examples", []), 1)
    ],
)
def test_counter_examples_hold_no_time_phrase(words):
    assert found(words) == []


@pytest.mark.parametrize(
    "words",
    [pytest.param(str(e[0]), id=f"{row['id']}-{n}") for row in shape_rows() for n, e in enumerate(row["examples"], 1)],
)
def test_an_example_is_one_phrase(words):
    assert len(found(words)) == 1


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("أمس", "date", id="day"),
        pytest.param("في 2003", "date", id="year"),
        pytest.param("منذ يومين", "span", id="since"),
        pytest.param("خلال الأيام المقبلة", "span", id="window"),
        pytest.param("الساعة 8", "clock", id="clock"),
        pytest.param("الآن", "none", id="now"),
        pytest.param("المدينة", "none", id="no-time"),
    ],
)
def test_kind_of(text, kind):
    words = tokens(text)
    ranges = time_phrases(words, 0, len(words)) or [(0, len(words))]
    assert kind_of(words, *ranges[0]) == kind


def test_skip_time_takes_the_comma_with_it():
    words = tokens("وفي وقت لاحق، أعلن")
    assert words[skip_time(words, 0, len(words))] == "اعلن"
    assert skip_time(words, len(words) - 1, len(words)) == len(words) - 1


def test_time_words():
    assert is_time_word("وامس")
    assert not is_time_word("مدينه")
    assert time_phrase_at(["المدينه"], 0, 1) is None


@given(
    st.lists(
        st.sampled_from([*sorted(time_table().classes), "و", "(", ")", "5", "2015", "12", "/", "،", "قال", "ال"]),
        max_size=12,
    )
)
def test_no_words_of_time_break_the_reader(words):
    ranges = time_phrases(words, 0, len(words))
    assert all(0 <= i < j <= len(words) for i, j in ranges)
    assert all(a[1] <= b[0] for a, b in pairwise(ranges))
    when = resolve(" ".join(words), "2015-07-27", True)
    assert bool(when.edtf) != bool(when.why)


MONTH_LOCALES = [
    "ar_SY",
    "ar_LB",
    "ar_IQ",
    "ar_JO",
    "ar_PS",
    "ar_EG",
    "ar_SA",
    "ar_YE",
    "ar_SD",
    "ar_TN",
    "ar_DZ",
    "ar_MA",
    "ar_MR",
    "ar_LY",
]


@pytest.mark.parametrize("locale", MONTH_LOCALES)
def test_month_names_are_those_of_cldr(locale):
    names = Locale.parse(locale).months["format"]["wide"]
    read = {number: resolve(f"في {names[number]} 2010", "").edtf for number in range(1, 13)}
    assert read == {number: f"2010-{number:02}" for number in range(1, 13)}


def test_every_day_of_a_year_is_read_back():
    for day in range(1, 366, 11):
        wanted = date.fromordinal(date(2015, 1, 1).toordinal() + day - 1)
        name = Locale.parse("ar_SY").months["format"]["wide"][wanted.month]
        assert resolve(f"{wanted.day} {name} 2015", "").edtf == wanted.isoformat()


def test_a_wrong_row_is_refused_with_its_file(tmp_path):
    bad = tmp_path / "times.yaml"
    bad.write_text("words:\n  - {id: x, class: day, value: 0}\nshapes: []\n", "utf-8")
    with pytest.raises(TimeRuleError, match=r"times\.yaml: row x"):
        word_rows(bad)
