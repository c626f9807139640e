"""The board of commitments and the register of posts: evidence on both sides, and no verdict."""

from dataclasses import replace

import pytest
from sqlalchemy import delete

from conftest import Command, Place
from hudna.identify.judge import StoryJudge
from hudna.ledger.bearings import bearings
from hudna.ledger.positions import positions_in
from hudna.ledger.rebuild import rebuild
from hudna.ledger.sites import Site, may_be_one
from hudna.ledger.store import Ledger
from hudna.ledger.undertakings import Page, Undertaking, undertakings_in
from hudna.ledger.verify import verify
from hudna.ledger.weaving import Weaver
from hudna.theatres.sides import side_of
from ledgers import ledger_of

PROMISE = "قال متحدث باسم وزارة الدفاع التركية إن القوات التركية لن تسحب أسلحتها الثقيلة من إدلب شمال غرب سوريا، وإنها ستعزز نقاطها العسكرية هناك خلال الشهر المقبل."
PULLED_OUT = (
    "أخلى الجيش التركي نقطة مورك شمال حماة فجر الثلاثاء، بالتنسيق مع القوات الروسية، بحسب شهود من أهالي البلدة."
)
SHELLED = "قصفت طائرات حربية أطراف إدلب ليل الأربعاء، بحسب الدفاع المدني السوري."


def withdrawal(found: list[Undertaking]) -> Undertaking:
    (one,) = [u for u in found if u.first.action == "force.withdraw" and u.first.negated]
    return one


def test_what_is_seen_since_stands_for_and_against_a_commitment(place: Place) -> None:
    ledger = ledger_of(place("h.db"), ("a", "2020-10-01", PROMISE), ("b", "2020-10-20", PULLED_OUT))
    one = withdrawal(undertakings_in(ledger, "2020-10-21"))
    assert [(s.entry.action, s.how) for s in one.against] == [("position.evacuate", ("same actor", "same place"))]
    assert one.sides == {"idlib-2020/turkey"}
    assert one.status == "announced"


def test_what_was_told_before_is_no_evidence(place: Place) -> None:
    ledger = ledger_of(place("h.db"), ("a", "2020-10-01", PULLED_OUT), ("b", "2020-10-20", PROMISE))
    assert withdrawal(undertakings_in(ledger, "2020-10-21")).against == ()


def test_violence_that_nobody_is_named_for_is_evidence_against_no_side(place: Place) -> None:
    ledger = ledger_of(place("h.db"), ("a", "2020-10-01", PROMISE), ("b", "2020-10-20", SHELLED))
    assert all(not u.against for u in undertakings_in(ledger, "2020-10-21"))


def test_a_window_that_passed_with_nothing_seen_is_overdue_and_not_before(place: Place) -> None:
    ledger = ledger_of(place("h.db"), ("a", "2020-10-01", PROMISE))
    status = lambda day: {u.first.action: u.status for u in undertakings_in(ledger, day)}  # noqa: E731
    assert status("2020-11-30")["position.reinforce"] == "announced"
    assert status("2020-12-01")["position.reinforce"] == "overdue"
    assert status("2021-12-01")["force.withdraw"] == "announced"


def test_the_same_undertaking_in_two_papers_is_one_with_two_sayings(place: Place) -> None:
    again = "أكدت وزارة الدفاع التركية أن القوات التركية لن تسحب السلاح الثقيل من إدلب شمال غرب سوريا."
    ledger = ledger_of(place("h.db"), ("a", "2020-10-01", PROMISE), ("b", "2020-10-09", again))
    one = withdrawal(undertakings_in(ledger, "2020-10-21"))
    assert [saying.origin.id for saying in one.sayings] == ["a", "b"]


def test_the_opposite_undertaking_later_supersedes_the_first(place: Place) -> None:
    other = "أعلنت وزارة الدفاع التركية أن القوات التركية ستسحب أسلحتها الثقيلة من إدلب."
    ledger = ledger_of(place("h.db"), ("a", "2020-10-01", PROMISE), ("b", "2020-10-09", other))
    one = withdrawal(undertakings_in(ledger, "2020-10-21"))
    assert one.status == "superseded"
    assert one.superseded_by in {u.id for u in undertakings_in(ledger, "2020-10-21")}


def test_a_post_has_its_steps_in_order_with_who_coordinated_them(place: Place) -> None:
    set_up = "أقام الجيش التركي نقطة مراقبة في مورك شمال حماة في نيسان 2018."
    ledger = ledger_of(place("h.db"), ("b", "2020-10-20", PULLED_OUT), ("a", "2018-05-01", set_up))
    ((post,), _) = positions_in(ledger)
    assert [(step.action, step.when) for step in post.steps] == [
        ("position.establish", "2018-04"),
        ("position.evacuate", "2020-10-20"),
    ]
    assert post.state == "position.evacuate"
    assert [entry.action for entry in post.steps[1].coordinated] == ["contact.coordinate"]


def test_a_step_whose_place_is_open_belongs_to_no_post(place: Place) -> None:
    ledger = ledger_of(place("h.db"), ("a", "2020-10-01", "أخلى الجيش التركي إحدى نقاطه بعد حصارها."))
    posts, lost = positions_in(ledger)
    assert posts == []
    assert "position.evacuate" in [step.action for step in lost]


MOREK = Site("166640", "مورك", "SYR", "SY-HM", 35.37, 36.69, "town")
IDLIB = Site("SY-ID", "ادلب", "SYR", "SY-ID", 35.93, 36.63, "governorate")


@pytest.mark.parametrize(
    ("ours", "theirs", "answer"),
    [
        ([MOREK], [MOREK], True),
        ([MOREK], [IDLIB], True),
        ([MOREK], [replace(MOREK, id="x", lat=36.2)], False),
        ([MOREK], [], None),
        ([MOREK], [replace(MOREK, id="SYR", kind="country")], None),
    ],
    ids=["same", "within reach", "too far", "none named", "a country tells nothing apart"],
)
def test_places_are_one_within_their_reach(ours: list[Site], theirs: list[Site], answer: bool | None) -> None:
    assert may_be_one(ours, theirs) is answer


@pytest.mark.parametrize(
    ("identity", "side"),
    [
        ("TUR-MIL", "idlib-2020/turkey"),
        ("mevlut-cavusoglu", "idlib-2020/turkey"),
        ("RUS", "idlib-2020/russia"),
        ("YEM-GOV", "yemen-2015/government"),
        ("IGO-UNO", "IGO-UNO"),
        ("GBR-GOV", "GBR"),
        ("MIL", ""),
        ("person:somebody", ""),
    ],
)
def test_an_identity_is_on_the_side_that_its_theatre_says(identity: str, side: str) -> None:
    assert side_of(identity) == side


def test_a_day_that_is_none_is_refused(run: Command, place: Place) -> None:
    done = run("--ledger", place("h.db"), "commitments", "--as-of", "soon")
    assert done.exit_code == 2
    assert "2020-11-01" in done.stderr


def test_the_board_a_page_at_a_time_is_the_whole_board(place: Place) -> None:
    told = [(f"r{n}", f"2020-10-{n + 1:02}", (PROMISE, PULLED_OUT, SHELLED)[n % 3]) for n in range(6)]
    told.append(("z", "2020-10-09", "تعهدت روسيا بسحب قواتها من درعا خلال الشهر المقبل."))
    ledger = ledger_of(place("h.db"), *told)
    whole, paged = undertakings_in(ledger, "2020-10-21"), undertakings_in(ledger, "2020-10-21", Page(most=1))
    while page := undertakings_in(ledger, "2020-10-21", Page(after=paged[-1].id, most=1)):
        paged += page
    assert paged == whole
    (first, *_) = undertakings_in(ledger, "2020-10-21", Page(most=1, sightings=1))
    assert (first.in_favour, first.against) == (whole[0].in_favour[:1], whole[0].against[:1])


def test_the_index_of_what_bears_on_commitments_is_made_anew_and_checked(place: Place) -> None:
    ledger = ledger_of(place("h.db"), ("a", "2020-10-01", PROMISE), ("b", "2020-10-20", PULLED_OUT))
    assert verify(ledger.address).remarks == ()
    with ledger.writing() as batch:
        batch.connection.execute(delete(bearings))
    assert "rows of table bearings are not those of the reports" in verify(ledger.address).remarks[0]
    rebuild(ledger.address, Weaver(StoryJudge()))
    assert verify(ledger.address).remarks == ()
    assert withdrawal(undertakings_in(Ledger(ledger.address), "2020-10-21")).against
