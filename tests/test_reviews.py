"""What people say of entries: kept beside what the rules read, undone only by what is said later, and never lost."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import DatabaseError

from conftest import Command, Place
from hudna.clean import clean
from hudna.errors import NoSuchEntry
from hudna.identify.judge import StoryJudge
from hudna.ledger.address import Server
from hudna.ledger.bonds import Bond, Bonds
from hudna.ledger.choosing import BadReview, Given
from hudna.ledger.entries import Entry, entries_in, explanations_of
from hudna.ledger.rebuild import rebuild
from hudna.ledger.redact import redact
from hudna.ledger.reviewing import Asked, Signed, review
from hudna.ledger.reviews import Act, reviews_in
from hudna.ledger.store import Ledger
from hudna.ledger.stories import stories_in, story_of
from hudna.ledger.undertakings import Undertaking, undertakings_in
from hudna.ledger.weaving import Weaver
from hudna.pipeline import default_rooms, record_of
from hudna.vocabulary import Report
from ledgers import clean_state, contents, settled

SHELLED = "قصفت مدفعية النظام بلدة كنصفرة جنوب إدلب صباح الثلاثاء، بحسب الدفاع المدني السوري."
AGAIN = "قالت شبكة شام إن مدفعية النظام قصفت بلدة كنصفرة جنوب إدلب صباح الثلاثاء وأصابت منزلين فيها بأضرار."
ELSEWHERE = "أعلنت وزارة الدفاع التركية أن الجيش التركي أقام نقطة عسكرية جديدة في بلدة قوقفين جنوب إدلب يوم الأربعاء."
PLEDGE = "قال متحدث باسم وزارة الدفاع التركية إن القوات التركية لن تسحب أسلحتها الثقيلة من إدلب شمال غرب سوريا."
PLEDGED = "أكدت وزارة الدفاع التركية أن القوات التركية لن تسحب السلاح الثقيل من إدلب شمال غرب سوريا."
SIGNED = Signed("nur", "seen on the ground", "2020-11-02T00:00:00+00:00")


def add(ledger: Ledger, name: str, text: str, day: str = "2020-10-28", title: str = "") -> None:
    report = Report(name, f"صحيفة {name}", day, "", title or name, text)
    ledger.add([record_of(clean(report), default_rooms())], "now", "test 1", Weaver(StoryJudge()))


@pytest.fixture
def ledger(place: Place) -> Ledger:
    ledger = Ledger(place("hudna.db"), create=True)
    add(ledger, "a", SHELLED)
    add(ledger, "b", SHELLED)
    add(ledger, "c", SHELLED)
    add(ledger, "d", ELSEWHERE)
    add(ledger, "p", PLEDGE)
    add(ledger, "q", PLEDGED, "2020-10-30")
    return ledger


def said(ledger: Ledger, about: str, act: Act, **asked: object) -> int:
    return review(ledger, about, Asked(act, **asked), SIGNED, StoryJudge())  # type: ignore[arg-type]


def entry(ledger: Ledger, report: str, action: str) -> Entry:
    return next(one for one in entries_in(ledger) if (one.origin.id, one.action) == (report, action))


def shelling(ledger: Ledger, report: str = "a") -> Entry:
    return entry(ledger, report, "violence.shell")


def withdrawals(ledger: Ledger) -> list[Undertaking]:
    return [one for one in undertakings_in(ledger, "2020-11-01") if one.first.action == "force.withdraw"]


def test_a_rejected_entry_is_left_out_of_lists_and_counts_and_can_still_be_explained(ledger: Ledger) -> None:
    first = shelling(ledger)
    assert first.support is not None and first.support.reports == 3
    said(ledger, first.id, Act.REJECT)
    assert "a" not in {one.origin.id for one in entries_in(ledger, "violence")}
    other = shelling(ledger, "b").support
    assert other is not None and other.reports == 2
    shown = explanations_of(ledger, first.id)[0].entry
    assert shown.review is not None and shown.review.verdict == "rejected"
    assert (shown.review.by, shown.review.why) == ("nur", "seen on the ground")


def test_what_is_undone_holds_no_longer_and_holds_again_when_the_undoing_is_undone(ledger: Ledger) -> None:
    first = shelling(ledger)
    rejected = said(ledger, first.id, Act.REJECT)
    undone = said(ledger, first.id, Act.UNDO, undo=rejected)
    assert shelling(ledger) == first
    said(ledger, first.id, Act.UNDO, undo=undone)
    assert "a" not in {one.origin.id for one in entries_in(ledger, "violence")}
    assert [one.act for one in reviews_in(ledger, first.id)] == [Act.REJECT, Act.UNDO, Act.UNDO]


def test_the_last_verdict_counts(ledger: Ledger) -> None:
    first = shelling(ledger)
    said(ledger, first.id, Act.REJECT)
    said(ledger, first.id, Act.ACCEPT)
    assert replace(shelling(ledger), review=None) == first


CORRECTED = {
    "an action": (Given("action", "violence.air"), "violence.air", "violence.shell"),
    "a date": (Given("when", "2020-10-26"), "2020-10-26", "2020-10-27 · صباح الثلاثاء"),
    "a date and its words": (
        Given("when", "2020-10-27", ("الثلاثاء",)),
        "2020-10-27 · الثلاثاء",
        "2020-10-27 · صباح الثلاثاء",
    ),
    "words as printed": (Given("actor", words=("مدفعية النظام",), means=("SYR-MIL",)), "مدفعية النظام = SYR-MIL", None),
    "words however spelt": (Given("place", words=("كنصفره",)), "كنصفرة", None),
    "two at once": (Given("recipient", words=("بلدة كنصفرة", "إدلب")), "بلدة كنصفرة + إدلب", ""),
    "nobody": (Given("actor", nothing=True), "", None),
    "whether it came about": (Given("modality", "future"), "future", "happened"),
    "a denial": (Given("negated", "yes"), "yes", "no"),
    "a number": (Given("count", "2/2/3 people", ("الثلاثاء",)), "2/2/3 people · الثلاثاء", ""),
}


@pytest.mark.parametrize(("given", "person", "machine"), CORRECTED.values(), ids=CORRECTED)
def test_a_corrected_field_stands_with_the_machines_beside_it(
    ledger: Ledger, given: Given, person: str, machine: str | None
) -> None:
    first = shelling(ledger)
    said(ledger, first.id, Act.CORRECT, given=given)
    now = next(one for one in entries_in(ledger) if one.id == first.id)
    assert now.review is not None
    (correction,) = now.review.corrections
    assert (correction.field, correction.person, correction.by) == (given.field, person, "nur")
    assert machine is None or correction.machine == machine
    assert not correction.stale
    for words in now.words:
        assert words.printed == words.span.cut(SHELLED)
    assert {w.printed for w in now.words if w.rule.startswith("review ")} <= {*person.split(" · ")[-1].split(" + ")} | {
        "مدفعية النظام"
    }


def test_a_corrected_action_moves_an_entry_to_another_register(ledger: Ledger) -> None:
    first = shelling(ledger)
    said(ledger, first.id, Act.CORRECT, given=Given("action", "position.besiege"))
    assert first.id not in {one.id for one in entries_in(ledger, "violence")}
    moved = next(one for one in entries_in(ledger, "position") if one.id == first.id)
    assert (moved.action, moved.alleged) == ("position.besiege", False)


def test_a_corrected_source_is_the_chain_and_its_kind_has_to_be_known(ledger: Ledger) -> None:
    first = entry(ledger, "p", "force.withdraw")
    words = ("وزارة الدفاع التركية",)
    with pytest.raises(BadReview, match="--kind"):
        said(ledger, first.id, Act.CORRECT, given=Given("source", words=words))
    said(ledger, first.id, Act.CORRECT, given=Given("source", words=words, kinds=("organisation",)))
    now = entry(ledger, "p", "force.withdraw")
    assert now.saying is not None and [hop.printed for hop in now.saying.chain] == [*words]
    said(ledger, first.id, Act.CORRECT, given=Given("source", nothing=True))
    assert entry(ledger, "p", "force.withdraw").saying is None


REFUSED = {
    "no such field": (Act.CORRECT, {"given": Given("colour", "red")}, "no field"),
    "no such action": (Act.CORRECT, {"given": Given("action", "violence.sneeze")}, "violence.shell"),
    "no date": (Act.CORRECT, {"given": Given("when", "Tuesday")}, "EDTF"),
    "no day of the calendar": (Act.CORRECT, {"given": Given("when", "2020-02-31")}, "EDTF"),
    "no words of the report": (Act.CORRECT, {"given": Given("actor", words=("الجيش البلجيكي",))}, "does not stand"),
    "no words at all": (Act.CORRECT, {"given": Given("actor")}, "which words"),
    "no number": (Act.CORRECT, {"given": Given("count", "many")}, "5/5/7"),
    "an empty action": (Act.CORRECT, {"given": Given("action", nothing=True)}, "cannot be empty"),
    "no commitment": (Act.STATUS, {"status": "kept"}, "no commitment"),
    "with nobody": (Act.MERGE, {}, "which entry"),
    "nothing to undo": (Act.UNDO, {"undo": 1}, "no review 1"),
}


@pytest.mark.parametrize(("act", "asked", "message"), REFUSED.values(), ids=REFUSED)
def test_what_says_nothing_is_refused_and_nothing_is_written(
    ledger: Ledger, act: Act, asked: dict[str, object], message: str
) -> None:
    before = contents(ledger.address)
    with pytest.raises(BadReview, match=message):
        said(ledger, shelling(ledger).id, act, **asked)
    with pytest.raises(BadReview, match="--reason"):
        review(ledger, shelling(ledger).id, Asked(Act.ACCEPT), replace(SIGNED, why=" "), StoryJudge())
    with pytest.raises(NoSuchEntry):
        said(ledger, "Exxxxxxxx", Act.ACCEPT)
    assert contents(ledger.address) == before


def test_a_mention_split_from_its_happening_tells_of_another(ledger: Ledger) -> None:
    first, others = shelling(ledger, "b"), {shelling(ledger, name).id for name in "ac"}
    number = said(ledger, first.id, Act.SPLIT)
    counts = {name: shelling(ledger, name).support for name in "abc"}
    assert [support.reports for support in counts.values() if support] == [2, 1, 2]
    assert {*reviews_in(ledger)[0].value.entries} == others
    add(ledger, "e", SHELLED)
    assert [shelling(ledger, name).support.reports for name in "abce"] == [3, 1, 3, 3]  # type: ignore[union-attr]
    with pytest.raises(BadReview, match="alone"):
        said(ledger, first.id, Act.SPLIT)
    said(ledger, first.id, Act.UNDO, undo=number)
    assert shelling(ledger, "b").support.reports == 4  # type: ignore[union-attr]


def test_happenings_of_two_stories_are_one_where_a_person_says_so(ledger: Ledger) -> None:
    post, shelled = entry(ledger, "d", "position.establish"), shelling(ledger)
    number = said(ledger, post.id, Act.MERGE, others=(shelled.id,))
    now = entry(ledger, "d", "position.establish")
    assert now.support is not None and now.support.reports == 4
    assert now.support == shelling(ledger, "c").support
    with pytest.raises(BadReview, match="one already"):
        said(ledger, shelling(ledger, "b").id, Act.MERGE, others=(post.id,))
    add(ledger, "e", SHELLED)
    assert entry(ledger, "d", "position.establish").support.reports == 5  # type: ignore[union-attr]
    said(ledger, post.id, Act.UNDO, undo=number)
    assert entry(ledger, "d", "position.establish").support == post.support
    assert shelling(ledger).support.reports == 4  # type: ignore[union-attr]


def test_a_happening_that_a_redacted_report_shared_is_reckoned_anew(ledger: Ledger) -> None:
    post = entry(ledger, "d", "position.establish")
    said(ledger, shelling(ledger).id, Act.MERGE, others=(post.id,))
    redact(ledger, "a", "later", Weaver(StoryJudge()))
    left = [shelling(ledger, "b").support, entry(ledger, "d", "position.establish").support]
    assert [support.reports for support in left if support] == [2, 1]


def test_a_commitment_and_a_happening_are_never_one(ledger: Ledger) -> None:
    with pytest.raises(BadReview, match="never one"):
        said(ledger, shelling(ledger).id, Act.MERGE, others=(entry(ledger, "p", "force.withdraw").id,))


def test_a_saying_is_taken_out_of_a_commitment_and_put_back(ledger: Ledger) -> None:
    assert [len(one.sayings) for one in withdrawals(ledger)] == [2]
    second = entry(ledger, "q", "force.withdraw")
    said(ledger, second.id, Act.SPLIT)
    assert [len(one.sayings) for one in withdrawals(ledger)] == [1, 1]
    said(ledger, second.id, Act.MERGE, others=(entry(ledger, "p", "force.withdraw").id,))
    assert [len(one.sayings) for one in withdrawals(ledger)] == [2]


def test_a_saying_leaves_a_commitment_together_with_its_reprints(ledger: Ledger) -> None:
    add(ledger, "r", PLEDGED, "2020-10-30")
    assert [len(one.sayings) for one in withdrawals(ledger)] == [3]
    second, first = (entry(ledger, name, "force.withdraw").id for name in "qp")
    number = said(ledger, second, Act.SPLIT)
    assert [{saying.origin.id for saying in one.sayings} for one in withdrawals(ledger)] == [{"p"}, {"q", "r"}]
    said(ledger, second, Act.UNDO, undo=number)
    said(ledger, second, Act.SPLIT, others=(first,))
    assert [{saying.origin.id for saying in one.sayings} for one in withdrawals(ledger)] == [{"p"}, {"q", "r"}]
    with pytest.raises(BadReview, match="not told as one"):
        said(ledger, second, Act.SPLIT, others=(first,))


def test_a_status_is_a_persons_and_the_ledgers_stands_beside_it(ledger: Ledger) -> None:
    (one,) = withdrawals(ledger)
    assert (one.status, one.decided) == ("announced", None)
    said(ledger, one.sayings[1].id, Act.STATUS, status="partly kept")
    (one,) = withdrawals(ledger)
    assert (one.status, one.machine_status) == ("partly kept", "announced")
    assert one.decided is not None and one.decided.by == "nur"
    with pytest.raises(BadReview, match="contradicted"):
        said(ledger, one.id, Act.STATUS, status="broken")


def test_a_report_split_from_its_story_stays_apart_whoever_comes_later(ledger: Ledger) -> None:
    assert [len(story.members) for story in stories_in(ledger, least=2)] == [3]
    number = said(ledger, "b", Act.SPLIT)
    (story,) = stories_in(ledger, least=2)
    assert [member.id for member in story.members] == ["a", "c"]
    add(ledger, "e", SHELLED)
    homes = {member.id: story.id for story in stories_in(ledger) for member in story.members}
    assert homes["a"] == homes["c"] != homes["b"]
    assert story_of(ledger, "b")[0].origins
    said(ledger, "b", Act.UNDO, undo=number)
    assert [len(story.members) for story in stories_in(ledger, least=2)] == [4]
    with pytest.raises(BadReview, match="no more"):
        said(ledger, "b", Act.REJECT)
    with pytest.raises(BadReview, match="only report"):
        said(ledger, "d", Act.SPLIT)


def everything_said(ledger: Ledger) -> None:
    said(ledger, shelling(ledger, "b").id, Act.SPLIT)
    said(ledger, entry(ledger, "d", "position.establish").id, Act.MERGE, others=(shelling(ledger).id,))
    said(ledger, shelling(ledger).id, Act.CORRECT, given=Given("actor", words=("مدفعية النظام",), means=("GUNNERS",)))
    said(ledger, shelling(ledger).id, Act.ACCEPT)
    said(ledger, entry(ledger, "p", "force.withdraw").id, Act.STATUS, status="in progress")
    said(ledger, "c", Act.SPLIT)
    said(ledger, shelling(ledger, "c").id, Act.REJECT)


def test_a_ledger_made_again_says_what_people_have_said(ledger: Ledger) -> None:
    everything_said(ledger)
    settled(ledger.address)
    root, before, listed = clean_state(ledger.address).root, contents(ledger.address), entries_in(ledger)
    done = rebuild(ledger.address, Weaver(StoryJudge()))
    assert (done.root, done.lost) == (root, ())
    assert contents(ledger.address) == before
    assert entries_in(Ledger(ledger.address)) == listed
    clean_state(ledger.address)


def test_a_review_is_only_ever_added_to_and_goes_with_its_report(ledger: Ledger) -> None:
    everything_said(ledger)
    for deed in ("UPDATE reviews SET why = ''", "DELETE FROM reviews"):
        with ledger.engine.connect() as db, pytest.raises(DatabaseError, match="only ever added"):
            db.exec_driver_sql(deed)
    assert isinstance(ledger.address, Server) or b"GUNNERS" in ledger.address.read_bytes()
    redact(ledger, "a", "later", Weaver(StoryJudge()))
    assert {one.report for one in reviews_in(ledger)} == {"b", "c", "d", "p"}
    assert clean_state(ledger.address).redacted == 1
    assert isinstance(ledger.address, Server) or b"GUNNERS" not in ledger.address.read_bytes()


def test_chosen_words_are_found_again_in_a_later_wording_or_said_not_to_be(ledger: Ledger) -> None:
    first = shelling(ledger, "a")
    said(ledger, first.id, Act.CORRECT, given=Given("place", words=("كنصفرة",)))
    add(ledger, "a", SHELLED.replace("جنوب إدلب", "في جبل الزاوية جنوب إدلب"))
    (now,) = (one.review for one in entries_in(ledger) if one.id == first.id)
    assert now is not None and [(one.person, one.stale) for one in now.corrections] == [("كنصفرة", False)]
    add(ledger, "a", SHELLED.replace("كنصفرة", "البارة"))
    (now,) = (one.review for one in entries_in(ledger) if one.id == first.id)
    assert now is not None and [(one.person, one.stale) for one in now.corrections] == [("كنصفرة", True)]


ENTRIES = "abcdef"


@given(st.lists(st.tuples(st.booleans(), st.sampled_from(ENTRIES), st.sampled_from(ENTRIES)), max_size=12))
def test_bonds_never_contradict_each_other_and_the_last_one_counts(pairs: list[tuple[bool, str, str]]) -> None:
    bonds = Bonds(Bond(*pair) for pair in pairs)
    for one in ENTRIES:
        for other in ENTRIES:
            assert bonds.one(one, other) == bonds.one(other, one)
            assert bonds.apart(one, other) == bonds.apart(other, one)
            assert not (bonds.one(one, other) and bonds.apart(one, other))
            for third in ENTRIES:
                if bonds.one(one, other) and bonds.apart(other, third):
                    assert bonds.apart(one, third)
    if pairs and pairs[0][1] != pairs[0][2]:
        together, one, other = pairs[0]
        assert bonds.one(one, other) if together else bonds.apart(one, other)


def test_the_commands_of_reviews(ledger: Ledger, run: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    first = shelling(ledger)
    here = ("--ledger", ledger.address)
    signed = ("--by", "nur", "--reason", "the map says so")
    done = run(*here, "review", first.id, "correct", "place", "كنصفرة", "--means", "SY-KNS", *signed)
    assert done.exit_code == 0, done.stderr
    assert "review 13 by nur" in done.stdout
    assert run(*here, "review", first.id, "accept", *signed).exit_code == 0
    listed = run(*here, "list", "--register", "violence").stdout
    assert "accepted by nur" in listed and "place by nur, machine:" in listed
    (line,) = [json.loads(one) for one in run(*here, "explain", first.id, "--json").stdout.splitlines()]
    assert line["review"]["corrections"][0]["person"] == "كنصفرة = SY-KNS"
    assert "the map says so" in run(*here, "explain", first.id).stdout
    pledge = entry(ledger, "p", "force.withdraw").id
    assert run(*here, "review", pledge, "status", "partly", "kept", *signed).exit_code == 0
    assert "partly kept" in run(*here, "commitments").stdout
    (owed,) = [
        one for one in map(json.loads, run(*here, "commitments", "--json").stdout.splitlines()) if one["id"] == pledge
    ]
    assert (owed["status"], owed["machine_status"], owed["decided"]["by"]) == ("partly kept", "announced", "nur")
    assert run(*here, "review", first.id, "undo", "13", *signed).exit_code == 0
    history = [json.loads(one) for one in run(*here, "reviews", first.id, "--json").stdout.splitlines()]
    assert [(one["act"], one["undone"]) for one in history] == [("correct", 16), ("accept", None), ("undo", None)]
    assert "4 reviews" in run(*here, "reviews").stdout
    assert run(*here, "posts", "--json").exit_code == 0
    assert run(*here, "verify").exit_code == 0


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        pytest.param(("accept",), 2, "--reason", id="no_reason"),
        pytest.param(("forget", "--reason", "x"), 2, "accept", id="no_such_act"),
        pytest.param(("accept", "it", "--reason", "x"), 1, "no more words", id="too_many_words"),
        pytest.param(("undo", "it", "--reason", "x"), 1, "give its number", id="no_number"),
        pytest.param(("correct", "--reason", "x"), 1, "which field", id="no_field"),
        pytest.param(("reject", "--none", "--reason", "x"), 1, "--none go with correct", id="none_of_what"),
    ],
)
def test_a_review_put_wrongly_says_what_to_do(
    ledger: Ledger, run: Command, words: tuple[str, ...], code: int, message: str
) -> None:
    done = run("--ledger", ledger.address, "review", shelling(ledger).id, *words)
    assert (done.exit_code, done.stdout) == (code, "")
    assert message in done.stderr
