"""What one source says on one matter over time: a step where stance or words change, and none where they do not."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from conftest import Command, Place
from hudna.cli import hudna
from hudna.ledger.address import Address
from hudna.ledger.drift import Series, drift_in
from hudna.ledger.filters import BadFilter
from hudna.ledger.store import Ledger

EXAMPLE = Path(__file__).resolve().parents[1] / "docs" / "examples" / "drift.jsonl"
SOURCE = "وزارة الدفاع التركية"


@dataclass
class Book:
    """A ledger to which sayings are added, each a report of its own."""

    path: Address
    count: int = 0

    def say(self, day: str, text: str, outlet: str = "المرفأ") -> None:
        self.count += 1
        report = {
            "id": f"r{self.count}",
            "outlet": outlet,
            "published": day,
            "url": "",
            "title": f"خبر {self.count}",
            "text": text,
        }
        done = Command()("--ledger", self.path, "add", "-", stdin=json.dumps([report]))
        assert done.exit_code == 0, done.output

    def drift(self, source: str = "TUR-MIL", about: str = "") -> list[Series]:
        return drift_in(Ledger(self.path), source, about)


@pytest.fixture
def book(place: Place) -> Book:
    return Book(place("hudna.db"))


@pytest.fixture(scope="module")
def example(lasting_place: Place) -> Address:
    path = lasting_place("hudna.db")
    assert Command()("--ledger", path, "add", EXAMPLE).exit_code == 0
    return path


def test_the_stance_turns(example: Address) -> None:
    (series,) = drift_in(Ledger(example), "TUR-MIL")
    assert series.action == "force.withdraw"
    assert [(step.stance, step.changed, step.reports) for step in series.steps] == [
        ("negated", (), 2),
        ("future", ("stance", "words"), 1),
        ("affirmed", ("stance", "words"), 1),
    ]
    assert (series.steps[0].first.day, series.steps[0].until) == ("2020-09-18", "2020-09-20")
    assert series.turns == 2


def test_words_find_a_source_with_a_name(example: Address) -> None:
    assert drift_in(Ledger(example), SOURCE) == drift_in(Ledger(example), "TUR-MIL")


@pytest.mark.parametrize(("about", "count"), [("force.withdraw", 1), ("force", 1), ("مورك", 1), ("aid", 0)])
def test_about_an_action_a_register_or_a_place(example: Address, about: str, count: int) -> None:
    assert len(drift_in(Ledger(example), "TUR-MIL", about)) == count


def test_about_nothing_that_is_there(example: Address) -> None:
    with pytest.raises(BadFilter, match="no action, and no agreement or place"):
        drift_in(Ledger(example), "TUR-MIL", "لا شيء")
    with pytest.raises(BadFilter, match="nobody of that name says anything"):
        drift_in(Ledger(example), "RUS-MIL")


def test_other_words_are_a_step_and_the_same_are_none(book: Book) -> None:
    book.say("2020-09-01", f"أكدت {SOURCE} أن القوات التركية ستنسحب من بلدة مورك قبل نهاية الشهر.")
    book.say("2020-09-02", f"قالت {SOURCE} إن القوات التركية ستنسحب من بلدة مورك قبل نهاية الشهر.", "صوت الساحل")
    assert book.drift() == []
    book.say(
        "2020-09-09", f"قالت {SOURCE} إن انسحاب القوات التركية من بلدة مورك سيتم حين تسمح الظروف الأمنية وحدها بذلك."
    )
    (series,) = book.drift()
    assert [step.changed for step in series.steps] == [(), ("words",)]
    assert series.turns == 0


def test_what_is_said_otherwise_on_one_day_is_no_change_over_time(book: Book) -> None:
    book.say("2020-09-01", f"أكدت {SOURCE} أن القوات التركية لن تنسحب من بلدة مورك.")
    book.say("2020-09-01", f"أعلنت {SOURCE} أن القوات التركية ستنسحب من بلدة مورك غدا.", "صوت الساحل")
    assert book.drift() == []


def test_unnamed_sources_are_not_one(book: Book) -> None:
    book.say("2020-09-01", "أكد مصدر مطلع أن القوات التركية لن تنسحب من بلدة مورك.")
    book.say("2020-09-08", "أكد مصدر مطلع أن القوات التركية ستنسحب من بلدة مورك.")
    with pytest.raises(BadFilter):
        book.drift("مصدر مطلع")


def test_who_passes_it_on_is_not_its_author(book: Book) -> None:
    for day, stance in (("2020-09-01", "لن تنسحب"), ("2020-09-08", "ستنسحب")):
        book.say(day, f"ذكرت وكالة رويترز نقلا عن {SOURCE} أن القوات التركية {stance} من بلدة مورك.")
    with pytest.raises(BadFilter):
        book.drift("رويترز")
    assert len(book.drift()) == 1


def test_json(example: Address) -> None:
    done = CliRunner().invoke(hudna, ["--ledger", str(example), "drift", "TUR-MIL", "--json"])
    (line,) = map(json.loads, done.stdout.splitlines())
    assert (line["source"], line["action"], line["turns"]) == ("TUR-MIL", "force.withdraw", 2)
    assert [step["since"] for step in line["steps"]] == ["2020-09-18", "2020-10-08", "2020-10-21"]
    assert all(len(step["entries"]) == len(step["confidence"]) for step in line["steps"])
    assert "لن تنسحب" in line["steps"][0]["words"]


def test_the_page(example: Address) -> None:
    page = " ".join(CliRunner().invoke(hudna, ["--ledger", str(example), "drift", "TUR-MIL"]).stdout.split())
    assert "2 changes of stance" in page
    assert "1 matter on which stance or words changed" in page
    assert CliRunner().invoke(hudna, ["--ledger", str(example), "drift", "XYZ"]).exit_code == 2
