"""Reports read again under other rules: what is the same keeps its id, nothing is dropped, and nobody's word is overwritten."""

import contextlib
import json
import random
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from conftest import TEXT, Command, Place, read_three_words
from hudna.clean import clean
from hudna.commands import rereading
from hudna.commands.reader_version import reader_version
from hudna.identify.judge import StoryJudge
from hudna.ledger.changes import Kind, NoSuchReading, changes_in
from hudna.ledger.choosing import BadReview, Given
from hudna.ledger.entries import Entry, entries_in, explanations_of
from hudna.ledger.failpoints import POINTS
from hudna.ledger.rebuild import rebuild
from hudna.ledger.redact import NoSuchReport, redact
from hudna.ledger.rereading import Again, Reread, read_before, reread
from hudna.ledger.reviewing import Asked, Signed, review
from hudna.ledger.reviews import Act, reviews_in
from hudna.ledger.store import Kept, Ledger
from hudna.ledger.stories import stories_in, story_of
from hudna.ledger.weaving import Weaver
from hudna.pipeline import Rooms, kept_before, record_of
from hudna.vocabulary import CleanReport, Event, Modality, Reading, Report, Span
from ledgers import acknowledged_by_child, clean_state, contents, line, report, settled
from ledgers import rows as rows_of

Change = Callable[[Event], Event | None]
DAYS = [f"2020-11-0{day}T00:00:00+00:00" for day in range(1, 8)]


def rules(rooms: Rooms, change: Change) -> Rooms:
    """Rooms that read every event otherwise, or not at all."""

    def read(cleaned: CleanReport) -> Reading:
        reading = read_three_words(cleaned)
        return replace(reading, events=tuple(now for one in reading.events if (now := change(one))))

    return replace(rooms, read=read)


def without_shelling(event: Event) -> Event | None:
    return None if event.action == "violence.shell" else event


def wider(event: Event) -> Event:
    return replace(event, trigger=Span(event.trigger.start - 4, event.trigger.end))


def ongoing(event: Event) -> Event:
    return replace(event, modality=Modality.ONGOING) if event.action == "violence.shell" else event


def air(event: Event) -> Event:
    return replace(event, action="violence.air") if event.action == "violence.shell" else event  # type: ignore[arg-type]


def same(event: Event) -> Event:
    return event


@pytest.fixture
def ledger(place: Place, rooms: Rooms) -> Ledger:
    ledger = Ledger(place("hudna.db"), create=True)
    some = [report(number) for number in range(3)]
    ledger.keep([Kept(one, line(one)) for one in some], DAYS[0])
    ledger.read([record_of(clean(one), rooms) for one in some], DAYS[0], "v1", Weaver(StoryJudge()))
    return ledger


def again(ledger: Ledger, rooms: Rooms, reader: str, day: int = 1, ids: tuple[str, ...] = ()) -> list[Reread]:
    records = [record_of(kept_before(one.report, one.came), rooms) for one in read_before(ledger, ids)]
    return reread(ledger, records, DAYS[day], reader, Weaver(StoryJudge()))


def shellings(ledger: Ledger) -> list[Entry]:
    return entries_in(ledger, "violence")


def rows(ledger: Ledger, statement: str) -> list[tuple[object, ...]]:
    return rows_of(ledger.address, statement)


def said(ledger: Ledger, about: str, act: Act, **asked: object) -> int:
    return review(ledger, about, Asked(act, **asked), Signed("nur", "known", DAYS[1]), StoryJudge())  # type: ignore[arg-type]


def test_read_again_under_the_same_rules_nothing_changes(ledger: Ledger, rooms: Rooms) -> None:
    before, root = contents(ledger.address), clean_state(ledger.address).root
    done = again(ledger, rooms, "v1")
    assert {one.outcome for one in done} == {Again.SAME}
    assert contents(ledger.address) == before
    assert clean_state(ledger.address).root == root


def test_of_what_reads_the_same_under_new_rules_the_version_alone_is_noted(ledger: Ledger, rooms: Rooms) -> None:
    entries, blobs = entries_in(ledger), clean_state(ledger.address).blobs
    again(ledger, rooms, "v2")
    assert entries_in(ledger) == entries
    assert {(e.entry.reader, e.reader) for e in explanations_of(ledger, entries[0].id)} == {("v1", "v2")}
    state = clean_state(ledger.address)
    assert (state.size, state.blobs) == (1 + 3 + 3 + 3, blobs)
    root = state.root
    assert {one.outcome for one in again(ledger, rooms, "v2", day=2)} == {Again.SAME}
    assert clean_state(ledger.address).root == root


def test_what_is_no_longer_read_is_withdrawn_and_kept(ledger: Ledger, rooms: Rooms) -> None:
    gone = shellings(ledger)
    stays = [one for one in entries_in(ledger) if one.register != "violence"]
    done = again(ledger, rules(rooms, without_shelling), "v2")
    assert [(one.added, one.withdrawn) for one in done] == [(0, 1)] * 3
    assert shellings(ledger) == []
    left = entries_in(ledger)
    assert [one.id for one in left] == [one.id for one in stays]
    assert {(one.reader, one.withdrawn) for one in left} == {("v1", "")}
    (kept,) = explanations_of(ledger, gone[0].id)
    assert (kept.entry.reader, kept.entry.withdrawn, kept.entry.printed) == ("v1", "v2", gone[0].printed)
    assert kept.entry.words == gone[0].words
    clean_state(ledger.address)
    root = clean_state(ledger.address).root
    again(ledger, rules(rooms, without_shelling), "v2", day=2)
    assert clean_state(ledger.address).root == root


def test_what_is_read_again_after_all_comes_back_under_its_id(ledger: Ledger, rooms: Rooms) -> None:
    before = [one.id for one in shellings(ledger)]
    again(ledger, rules(rooms, without_shelling), "v2")
    done = again(ledger, rooms, "v3", day=2)
    assert [(one.added, one.withdrawn) for one in done] == [(1, 0)] * 3
    assert [(one.id, one.reader, one.withdrawn) for one in shellings(ledger)] == [(name, "v3", "") for name in before]
    assert rows(ledger, "SELECT count(*) FROM entries WHERE withdrawn <> ''") == [(0,)]


def test_the_same_reading_in_more_words_keeps_its_id(ledger: Ledger, rooms: Rooms) -> None:
    before = {one.id: one.trigger for one in entries_in(ledger)}
    again(ledger, rules(rooms, wider), "v2")
    after = {one.id: one.trigger for one in entries_in(ledger)}
    assert after.keys() == before.keys()
    assert all(after[name].start == before[name].start - 4 for name in before)
    root = clean_state(ledger.address).root
    again(ledger, rules(rooms, wider), "v2", day=2)
    assert clean_state(ledger.address).root == root


def test_another_action_in_the_same_words_is_another_reading(ledger: Ledger, rooms: Rooms) -> None:
    before = {one.id for one in shellings(ledger)}
    again(ledger, rules(rooms, air), "v2")
    now = shellings(ledger)
    assert {one.action for one in now} == {"violence.air"}
    assert not before & {one.id for one in now}
    assert {one.reader for one in now} == {"v2"}


def test_a_report_that_waits_or_has_changed_meanwhile_is_passed_over(ledger: Ledger, rooms: Rooms) -> None:
    ledger.keep([Kept(report(9))], DAYS[1])
    some = [report(9), replace(report(1), text="تصحيح. " + TEXT)]
    records = [record_of(clean(one), rooms) for one in some]
    assert [one.outcome for one in reread(ledger, records, DAYS[1], "v2", Weaver(StoryJudge()))] == [Again.PASSED] * 2
    with pytest.raises(NoSuchReport, match="r9"):
        list(read_before(ledger, ["r9"]))


def test_an_entry_that_a_person_answers_for_stays_where_the_rules_read_it_no_more(ledger: Ledger, rooms: Rooms) -> None:
    accepted, corrected, rejected = shellings(ledger)
    said(ledger, accepted.id, Act.ACCEPT)
    said(ledger, corrected.id, Act.CORRECT, given=Given("when", "2020-10-31"))
    said(ledger, rejected.id, Act.REJECT)
    again(ledger, rules(rooms, without_shelling), "v2")
    assert [(one.id, one.withdrawn) for one in shellings(ledger)] == [(accepted.id, "v2"), (corrected.id, "v2")]
    assert shellings(ledger)[1].when == "2020-10-31"
    assert {one.support.reports for one in shellings(ledger) if one.support} == {2}
    happenings = story_of(ledger, "r0")[1]
    assert [len(one.entries) for one in happenings if one.entries[0].register == "violence"] == [2]
    again(ledger, rooms, "v3", day=2)
    assert [one.id for one in shellings(ledger)] == [accepted.id, corrected.id]
    settled(ledger.address)
    before = contents(ledger.address)
    rebuild(ledger.address, Weaver(StoryJudge()))
    assert contents(ledger.address) == before


def test_what_a_person_has_accepted_is_not_overwritten_and_the_machines_new_value_stands_beside_it(
    ledger: Ledger, rooms: Rooms
) -> None:
    first = shellings(ledger)[0]
    said(ledger, first.id, Act.ACCEPT)
    again(ledger, rules(rooms, ongoing), "v2")
    now = {one.id: one for one in shellings(ledger)}
    assert {one.modality for name, one in now.items() if name != first.id} == {"ongoing"}
    kept = now[first.id]
    assert kept.modality == "happened" and kept.review is not None
    assert [(one.field, one.person, one.machine) for one in kept.review.corrections] == [
        ("modality", "happened", "ongoing")
    ]


def test_reports_of_a_ledger_without_stories_get_their_place_in_them(place: Place, rooms: Rooms) -> None:
    ledger = Ledger(place("hudna.db"), create=True)
    ledger.add([record_of(clean(report(number)), rooms) for number in range(3)], DAYS[0], "v1")
    assert stories_in(ledger) == []
    done = again(ledger, rooms, "v1")
    assert [(one.outcome, one.added) for one in done] == [(Again.CHANGED, 0)] * 3
    assert [len(story.members) for story in stories_in(ledger)] == [3]
    assert {one.support.reports for one in entries_in(ledger) if one.support} == {3}
    root = clean_state(ledger.address).root
    again(ledger, rooms, "v1", day=2)
    assert clean_state(ledger.address).root == root


def test_a_ledger_made_again_holds_what_is_withdrawn(ledger: Ledger, rooms: Rooms) -> None:
    again(ledger, rules(rooms, without_shelling), "v2")
    again(ledger, rules(rooms, wider), "v3", day=2, ids=("r1",))
    settled(ledger.address)
    before, root = contents(ledger.address), clean_state(ledger.address).root
    done = rebuild(ledger.address, Weaver(StoryJudge()))
    assert (done.root, done.lost) == (root, ())
    assert contents(ledger.address) == before


def test_a_redacted_report_takes_all_its_readings_with_it(ledger: Ledger, rooms: Rooms) -> None:
    again(ledger, rooms, "v2")
    again(ledger, rules(rooms, without_shelling), "v3", day=2)
    redact(ledger, "r1", DAYS[3], Weaver(StoryJudge()))
    assert clean_state(ledger.address).redacted == 1
    assert {one.report for one in changes_in(ledger)} == {"r0", "r2"}


FIRST = tuple(point for point in POINTS[: POINTS.index("checkpoint.written") + 1] if point != "key.written")


@pytest.mark.parametrize("point", [*FIRST, "reread.rows"])
def test_killed_at_a_point_it_is_done_wholly_or_not_at_all(ledger: Ledger, rooms: Rooms, point: str) -> None:
    path, other = ledger.address, rules(rooms, without_shelling)
    before = contents(path)
    _, ended = acknowledged_by_child(lambda: again(Ledger(path), other, "v2"), point)
    assert ended == -signal.SIGKILL
    state = clean_state(path)
    assert (contents(path) == before) == (point in (*FIRST[: FIRST.index("committed")], "reread.rows"))
    assert state.size in (7, 10)
    again(Ledger(path), other, "v2", day=2)
    assert shellings(Ledger(path)) == []
    assert clean_state(path).remarks == ()
    assert clean_state(path).size == 10


def test_the_diff_names_what_came_what_went_and_what_reads_otherwise(ledger: Ledger, rooms: Rooms) -> None:
    assert changes_in(ledger) == []
    first = shellings(ledger)[0]
    assert [one.changed for one in again(ledger, rules(rooms, ongoing), "v2", day=1)] == [1, 1, 1]
    (change, *_) = changes_in(ledger)
    assert (change.report, change.entry, change.kind, change.printed) == ("r0", first.id, Kind.CHANGED, "قصف")
    assert change.fields == (("modality", "happened", "ongoing"),)
    assert (change.before, change.after, change.reviewed) == ("v1", "v2", "")
    said(ledger, first.id, Act.REJECT)
    again(ledger, rules(rooms, without_shelling), "v3", day=3)
    assert [(one.kind, one.reviewed) for one in changes_in(ledger)] == [
        (Kind.WITHDRAWN, "rejected"),
        (Kind.WITHDRAWN, ""),
        (Kind.WITHDRAWN, ""),
    ]
    again(ledger, rules(rooms, air), "v4", day=5, ids=("r2",))
    assert [(one.report, one.kind, one.action) for one in changes_in(ledger)] == [("r2", Kind.ADDED, "violence.air")]


def test_the_diff_of_two_days_or_two_versions(ledger: Ledger, rooms: Rooms) -> None:
    again(ledger, rules(rooms, ongoing), "v2", day=1)
    again(ledger, rules(rooms, without_shelling), "v3", day=3)
    again(ledger, rooms, "v4", day=5)
    kinds = lambda **how: {one.kind for one in changes_in(ledger, **how)}  # noqa: E731
    assert kinds() == {Kind.ADDED}
    assert kinds(since="2020-11-05") == {Kind.ADDED}
    assert kinds(since="2020-11-03") == {Kind.CHANGED}
    assert kinds(since="2020-10-01") == kinds(since="2020-12-01") == set()
    assert kinds(between=("v1", "v2")) == {Kind.CHANGED}
    assert kinds(between=("v2", "v3")) == {Kind.WITHDRAWN}
    assert kinds(between=("v3", "v2")) == {Kind.ADDED}
    assert kinds(between=("v1", "v4")) == set()
    with pytest.raises(NoSuchReading, match="v1, v2, v3, v4"):
        changes_in(ledger, between=("v1", "v9"))


def test_the_commands(ledger: Ledger, rooms: Rooms, run: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    here = ("--ledger", ledger.address)
    monkeypatch.setattr(rereading, "default_rooms", lambda *_: rules(rooms, without_shelling))
    assert run(*here, "reread").exit_code == run(*here, "reread", "r1", "--all").exit_code == 2
    one = run(*here, "reread", "r1")
    assert one.exit_code == 0, one.stderr
    assert "1 reports read again, 1 of them otherwise: 0 entries added, 1 withdrawn, 0 changed" in one.stdout
    assert "3 reports read again, 2 of them otherwise" in run(*here, "reread", "--all").stdout
    assert "3 reports read again, 0 of them otherwise" in run(*here, "reread", "--all").stdout
    page = run(*here, "diff").stdout
    assert "3 entries: 0 added, 3 withdrawn, 0 changed" in page and "قصف" in page
    (line, *_) = [json.loads(one) for one in run(*here, "diff", "--since", "2020-11-01", "--json").stdout.splitlines()]
    assert (line["kind"], line["before"], line["fields"][0]["field"]) == ("withdrawn", "v1", "action")
    assert run(*here, "diff", "--between", "v1", reader_version()).stdout == page
    assert "not any more by hudna" in run(*here, "explain", line["entry"]).stdout
    assert run(*here, "reread", "r7").exit_code == 1
    assert run(*here, "diff", "--since", "soon").exit_code == 2
    assert run(*here, "diff", "--since", "2020-11-01", "--between", "v1", "v2").exit_code == 2
    assert run(*here, "diff", "--between", "v1", "v9").exit_code == 1


def test_a_report_on_which_the_reader_fails_keeps_what_was_read(
    ledger: Ledger, rooms: Rooms, run: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(cleaned: CleanReport, rooms: Rooms) -> object:
        if cleaned.report.id == "r1":
            raise IndexError("no token there")
        return record_of(cleaned, rooms)

    before = entries_in(ledger)
    monkeypatch.setattr(rereading, "default_rooms", lambda *_: rooms)
    monkeypatch.setattr(rereading, "record_of", failing)
    done = run("--ledger", ledger.address, "reread", "--all")
    assert done.exit_code == 1
    assert "r1: the reader failed on it (IndexError: no token there); what was read before stands" in done.stderr
    assert entries_in(ledger) == before


def test_the_version_of_the_reader_marks_the_rules_and_the_added_places(tmp_path: Path) -> None:
    places = tmp_path / "hudna.places.tsv"
    places.write_text("one", "utf-8")
    with_one = reader_version(places)
    places.write_text("two", "utf-8")
    assert len({reader_version(), with_one, reader_version(places)}) == 3
    assert reader_version() == reader_version()


def random_deed(ledger: Ledger, rooms: Rooms, dice: random.Random, step: int) -> None:
    """One thing that may happen to a ledger: a report comes in, people speak, rules change, a report is redacted."""
    entries = entries_in(ledger)
    ids = sorted({one.origin.id for one in entries})
    one, other = (dice.choice(entries) for _ in range(2))
    made = reviews_in(ledger)
    change = dice.choice([without_shelling, wider, ongoing, air, same])
    deeds: list[Callable[[], object]] = [
        lambda: add_one(ledger, report(dice.randrange(9)), rooms, step),
        lambda: add_one(ledger, replace(report(dice.randrange(9)), text=f"{step}. {TEXT}"), rooms, step),
        lambda: again(ledger, rules(rooms, change), f"v{step}", ids=tuple(ids[:3])),
        lambda: again(ledger, rules(rooms, change), f"v{step}"),
        lambda: said(ledger, one.id, dice.choice([Act.ACCEPT, Act.REJECT, Act.SPLIT])),
        lambda: said(ledger, one.id, Act.CORRECT, given=Given("when", "2020-10-31")),
        lambda: said(ledger, one.id, Act.MERGE, others=(other.id,)),
        lambda: said(ledger, dice.choice(ids), Act.SPLIT),
        lambda: said(ledger, made[-1].entry or made[-1].report, Act.UNDO, undo=made[-1].number) if made else None,
        lambda: redact(ledger, dice.choice(ids), DAYS[1], Weaver(StoryJudge())) if step % 7 == 0 else None,
    ]
    with contextlib.suppress(BadReview):
        dice.choice(deeds)()


def add_one(ledger: Ledger, one: Report, rooms: Rooms, step: int) -> None:
    ledger.add([record_of(clean(one), rooms)], DAYS[1], f"v{step}", Weaver(StoryJudge()))


@pytest.mark.parametrize("seed", [1, 2, 3, *(pytest.param(n, marks=pytest.mark.torture) for n in range(4, 40))])
def test_whatever_happens_the_ledger_is_clean_and_can_be_made_again(ledger: Ledger, rooms: Rooms, seed: int) -> None:
    dice = random.Random(seed)
    for number in range(3, 7):
        add_one(ledger, replace(report(number), text=TEXT if number % 2 else f"{TEXT} {TEXT}"), rooms, 0)
    for step in range(1, 30):
        random_deed(ledger, rooms, dice, step)
    settled(ledger.address)
    before, listed, root = contents(ledger.address), entries_in(ledger), clean_state(ledger.address).root
    done = rebuild(ledger.address, Weaver(StoryJudge()))
    assert (done.root, done.lost) == (root, ())
    after = contents(ledger.address)
    assert {name: rows for name, rows in after.items() if before[name] != rows} == {}
    assert entries_in(Ledger(ledger.address)) == listed
    changes_in(Ledger(ledger.address), since="2020-01-01")
