"""Which time phrase dates an event: a row gives a sentence, its trigger, and the words that date it, none where none do."""

from pathlib import Path

import pytest

from hudna.clean import clean
from hudna.extract.reader import read
from hudna.pipeline import default_rooms, record_of
from hudna.vocabulary import Report, Role
from hudna.vocabulary.record import Happening

ROOMS = default_rooms()
LINES = (Path(__file__).parent / "cases" / "dating.tsv").read_text("utf-8").splitlines()[1:]
ROWS = [pytest.param(*[*line.split("\t"), ""][1:4], id=line.split("\t")[0]) for line in LINES]


@pytest.mark.parametrize(("text", "trigger", "date"), ROWS)
def test_cases(text: str, trigger: str, date: str) -> None:
    events = read(clean(Report("r", "", "2020-11-01", "", "", text))).events
    found = [event for event in events if event.trigger.cut(text).endswith(trigger)]
    assert found, [event.trigger.cut(text) for event in events]
    own = [time.words for time in found[0].time_words if time.role is not Role.STATEMENT]
    assert " ".join(words.cut(text) for words in own) == date


DATED = (Path(__file__).parent / "cases" / "dated.tsv").read_text("utf-8").splitlines()[1:]


KNOWN_FAILINGS = {
    "once_every_since": "a patrol that a verb in the present sends out goes on, and loses the date before it"
}
"""Cases that are not dated right yet, and why."""


def _param(line: str) -> object:
    name, *cells = line.split("\t")
    why = KNOWN_FAILINGS.get(name)
    return pytest.param(*cells, id=name, marks=[pytest.mark.xfail(strict=True, reason=why)] if why else [])


@pytest.mark.parametrize(("text", "trigger", "edtf"), [_param(line) for line in DATED])
def test_dates(text: str, trigger: str, edtf: str) -> None:
    found = _happening(text, trigger)
    assert found.when == edtf


def test_without_a_day_of_print_nothing_is_dated() -> None:
    assert _happening("قصفت المدفعية القرية أمس", "قصفت", published="").when == ""


def test_the_day_of_the_statement_is_kept_apart() -> None:
    found = _happening("قال الناطق أمس إن المدفعية قصفت القرية", "قصفت")
    assert found.when == ""
    assert [(d.edtf, d.role) for d in found.datings] == [("2020-10-31", Role.STATEMENT)]


def test_a_window_of_a_promise_is_when_it_is_due() -> None:
    found = _happening("أكد القائد أن القوات ستنسحب من البلدة خلال الأيام المقبلة", "ستنسحب")
    assert [(d.edtf, d.role) for d in found.datings] == [("2020-11-01/..", Role.DUE)]


def test_what_is_declared_is_in_effect_for_so_long() -> None:
    found = _happening("أعلن التحالف أمس هدنة لمدة خمسة أيام اعتبارا من غد", "أعلن")
    assert found.when == "2020-10-31"
    assert [(d.edtf, d.role) for d in found.datings] == [
        ("2020-10-31", Role.EVENT),
        ("2020-11-02/2020-11-07", Role.EFFECT),
    ]


def test_this_period_is_the_last_that_was_told() -> None:
    truce = "أعلن التحالف هدنة لمدة خمسة أيام اعتبارا من غد. "
    found = _happening(truce + "ودعا المبعوث إلى وقف العمليات العسكرية خلال هذه الفترة", "وقف")
    assert found.when == "2020-11-02/2020-11-07"


def test_the_day_after_counts_from_the_news_told_before() -> None:
    text = "قصفت المدفعية القرية أمس. ويأتي ذلك غداة هجوم على الحاجز"
    assert _happening(text, "هجوم").when == "2020-10-30"


def test_a_report_of_another_day_is_reckoned_from_its_own() -> None:
    text = "قصفت المدفعية القرية اليوم الأربعاء. وقتل حارس أمس في المخيم"
    assert _happening(text, "قصفت").when == "2020-10-28"
    assert _happening(text, "وقتل").when == "2020-10-27"


def _happening(text: str, trigger: str, published: str = "2020-11-01") -> Happening:
    record = record_of(clean(Report("r", "", published, "", "", text)), ROOMS)
    return next(event for event in record.events if event.trigger.cut(text) == trigger)
