"""What follows from the readings and is kept while reports come and go: it is always what the rows make, and counts what they hold."""

from dataclasses import replace

import pytest

from conftest import Place
from hudna.clean import clean
from hudna.identify.judge import StoryJudge
from hudna.ledger.bearings import bearings
from hudna.ledger.counts import COUNTED
from hudna.ledger.entries import entries_in
from hudna.ledger.filters import Filters
from hudna.ledger.names import Named, names_in, settle
from hudna.ledger.positions import Post, positions_in, post_of, posts_in
from hudna.ledger.post_steps import post_steps
from hudna.ledger.promises import promised
from hudna.ledger.redact import redact
from hudna.ledger.rereading import reread
from hudna.ledger.reviewing import Asked, Signed, review
from hudna.ledger.reviews import Act
from hudna.ledger.store import Ledger
from hudna.ledger.undertakings import undertakings_in
from hudna.ledger.verify import verify
from hudna.ledger.weaving import Weaver
from hudna.pipeline import Rooms, default_rooms, record_of
from hudna.vocabulary import Report

FIRST = Report(
    "r1",
    "المرفأ",
    "2020-11-01",
    "https://x/1",
    "الانسحاب",
    "أعلنت وزارة الدفاع التركية أن القوات التركية ستنسحب من مورك غدا. وقصفت كتيبة الريح مدينة إدلب يوم الأحد.",
)
SECOND = replace(
    FIRST, id="r2", outlet="المنارة", text="قصفت القوات التركية مدينة سراقب. وانسحبت كتيبة الريح من سراقب."
)
LEFT = replace(
    FIRST,
    id="r3",
    text="غادر رتل تركي فجر الثلاثاء نقطة المراقبة في مدينة مورك شمال حماة في سوريا.",
)
LEFT_TOO = replace(
    LEFT,
    id="r4",
    published="2020-11-02",
    outlet="المنارة",
    text="حاصرت قوات النظام نقطة المراقبة التركية في مدينة مورك شمال حماة في سوريا.",
)
AT = "2020-11-02T00:00:00+00:00"


@pytest.fixture(scope="module")
def whole_rooms() -> Rooms:
    return default_rooms()


@pytest.fixture
def ledger(place: Place, whole_rooms: Rooms) -> Ledger:
    kept = Ledger(place("hudna.db"), create=True)
    add(kept, whole_rooms, FIRST, SECOND)
    return kept


def add(ledger: Ledger, rooms: Rooms, *some: Report) -> None:
    ledger.add([record_of(clean(one), rooms) for one in some], AT, "test", Weaver(StoryJudge()))


def actors(ledger: Ledger) -> dict[str, Named]:
    return {named.identity: named for named in names_in(ledger, "actor")[0]}


def kept_right(ledger: Ledger) -> bool:
    """Whether `hudna verify` has nothing to say."""
    found = verify(ledger.address)
    assert found.findings == ()
    return found.remarks == ()


def test_counts_follow_additions_and_new_wordings(ledger: Ledger, whole_rooms: Rooms) -> None:
    before = actors(ledger)["TUR-MIL"]
    assert (before.reports, before.label) == (2, "Turkish armed forces")
    add(ledger, whole_rooms, replace(SECOND, text="قصفت كتيبة الريح مدينة سراقب."))
    after = actors(ledger)["TUR-MIL"]
    assert (after.reports, after.mentions) == (1, before.mentions - 1)
    assert kept_right(ledger)


def test_what_people_settle_moves_reports(ledger: Ledger) -> None:
    open_before = {still.words: still.reports for still in names_in(ledger, "actor")[1]}
    assert open_before["كتيبة الريح"] == 2
    settle(ledger, "actor", "كتيبة الريح", "TUR-MIL", by="m", why="known", at=AT)
    assert actors(ledger)["TUR-MIL"].reports == 2
    settle(ledger, "actor", "كتيبة الريح", "SYR-REB-RIH", by="m", why="known better", at=AT)
    assert actors(ledger)["SYR-REB-RIH"].reports == 2
    assert "كتيبة الريح" not in {still.words for still in names_in(ledger, "actor")[1]}


def test_nothing_is_left_of_what_is_redacted(ledger: Ledger) -> None:
    assert len(undertakings_in(ledger, "2020-11-01")) == 1
    redact(ledger, "r1", AT, Weaver(StoryJudge()))
    assert undertakings_in(ledger, "2020-11-01") == []
    assert actors(ledger)["TUR-MIL"].reports == 1
    assert kept_right(ledger)
    redact(ledger, "r2", AT, Weaver(StoryJudge()))
    with ledger.reading() as connection:
        for table in (*COUNTED, promised, post_steps, bearings):
            assert connection.execute(table.select()).all() == []


def test_rereading_counts_once(ledger: Ledger, whole_rooms: Rooms) -> None:
    before = actors(ledger)
    bare = record_of(clean(FIRST), whole_rooms)
    reread(ledger, [replace(bare, events=(), attributions=())], AT, "less", Weaver(StoryJudge()))
    assert actors(ledger)["TUR-MIL"].reports == 1
    assert kept_right(ledger)
    reread(ledger, [bare], AT, "more", Weaver(StoryJudge()))
    assert actors(ledger) == before
    assert kept_right(ledger)


def test_a_wrong_count_is_a_remark(ledger: Ledger, whole_rooms: Rooms) -> None:
    add(ledger, whole_rooms, LEFT)
    with ledger.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE holders SET reports = reports + 1 WHERE identity = 'TUR-MIL'")
        connection.exec_driver_sql("DELETE FROM promised")
        connection.exec_driver_sql("DELETE FROM post_steps")
    said = " ".join(verify(ledger.address).remarks)
    assert "table holders" in said
    assert "table promised" in said
    assert "table post_steps" in said


def posts_agree(ledger: Ledger) -> list[Post]:
    """The posts of the register, which has each one as its own history and its short form have it."""
    posts, _ = positions_in(ledger)
    assert [(one.id, one.name, one.state, len(one.steps)) for one in posts_in(ledger)] == [
        (one.id, one.name, one.state, len(one.steps)) for one in posts
    ]
    assert [post_of(ledger, post.id) for post in posts] == posts
    return posts


def test_steps_of_posts_follow_wordings_and_what_people_say(ledger: Ledger, whole_rooms: Rooms) -> None:
    add(ledger, whole_rooms, LEFT, LEFT_TOO)
    posts = {post.known: post for post in posts_agree(ledger)}
    morek = posts["idlib-2020/morek"]
    assert {step.told for step in morek.steps} == {"2020-11-01", "2020-11-02"}
    assert kept_right(ledger)
    review(
        ledger,
        next(s.first.id for s in morek.steps if s.told == "2020-11-01"),
        Asked(Act.REJECT),
        Signed("m", "another post", AT),
        StoryJudge(),
    )
    later = {post.known: post for post in posts_agree(ledger)}
    assert [step.told for step in later["idlib-2020/morek"].steps] == ["2020-11-02"]
    add(ledger, whole_rooms, replace(LEFT, text="اجتمع وفد تركي في أنقرة."))
    assert [post.known for post in posts_agree(ledger)] == ["idlib-2020/morek"]
    assert kept_right(ledger)


def test_there_is_no_history_of_a_post_that_nobody_tells_of(ledger: Ledger) -> None:
    assert post_of(ledger, "idlib-2020/morek") is None


def test_a_page_of_what_passes_is_that_of_all(ledger: Ledger) -> None:
    turkish = Filters(side="idlib-2020/turkey")
    for asked in (Filters(place="سراقب"), turkish, Filters(when="2020-11"), Filters(origins=2)):
        assert entries_in(ledger, filters=asked, most=100) == entries_in(ledger, filters=asked)
    assert entries_in(ledger, filters=turkish)
    assert entries_in(ledger, filters=Filters(place="سراقب"), most=100)
