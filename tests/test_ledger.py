"""The ledger: each report once, nothing half written, and every entry led back to its words."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.exc import DatabaseError

from conftest import TEXT, Command, Place
from hudna.clean import clean
from hudna.errors import LedgerBusy, LedgerTooNew, NoSuchEntry, NotALedger
from hudna.ledger import store
from hudna.ledger.entries import entries_in, explanations_of
from hudna.ledger.store import Ledger, Outcome
from hudna.pipeline import Rooms, record_of
from hudna.vocabulary import Report
from hudna.vocabulary.record import Record
from ledgers import rows

REPORT = Report("r1", "المرفأ", "2020-11-01", "", "عنوان", TEXT)


@pytest.fixture
def ledger(place: Place) -> Ledger:
    return Ledger(place("hudna.db"), create=True)


@pytest.fixture
def record(rooms: Rooms) -> Record:
    return record_of(clean(REPORT), rooms)


def lines_of_log(ledger: Ledger) -> list[tuple[str, str, int]]:
    """What the log says of reports: the deed, the report whose row it brought, and the version."""
    reports = {
        leaf: (id, version) for leaf, id, version in rows(ledger.address, "SELECT leaf, id, version FROM reports")
    }
    entries = rows(ledger.address, "SELECT number, entry FROM log ORDER BY number")
    return [(json.loads(entry)["what"], *reports[number]) for number, entry in entries if number in reports]


def test_a_report_is_kept_once_however_often_it_is_added(ledger: Ledger, record: Record) -> None:
    assert ledger.add([record], "now", "test") == [("r1", Outcome.NEW)]
    before = entries_in(ledger)
    assert ledger.add([record, record], "later", "test") == [("r1", Outcome.KNOWN)] * 2
    assert entries_in(ledger) == before
    assert lines_of_log(ledger) == [("new", "r1", 1)]


def test_changed_words_are_a_new_version_and_the_old_entries_stay_behind(
    ledger: Ledger, record: Record, rooms: Rooms
) -> None:
    ledger.add([record], "now", "test")
    changed = record_of(clean(replace(REPORT, text="تصحيح. " + TEXT)), rooms)
    assert ledger.add([changed], "later", "test") == [("r1", Outcome.CHANGED)]
    assert {entry.origin.version for entry in entries_in(ledger)} == {2}
    old = explanations_of(ledger, record.events[0].id)[0].entry
    assert (old.origin.version, old.origin.current) == (1, False)
    assert lines_of_log(ledger) == [("new", "r1", 1), ("changed", "r1", 2)]


def test_a_batch_that_fails_leaves_nothing_behind(ledger: Ledger, record: Record) -> None:
    def broken() -> Iterator[Record]:
        yield record
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ledger.add(broken(), "now", "test")
    assert entries_in(ledger) == []
    assert lines_of_log(ledger) == []
    assert ledger.add([record], "now", "test") == [("r1", Outcome.NEW)]


@pytest.mark.parametrize(
    "deed",
    [
        "UPDATE log SET entry = 'x'",
        "DELETE FROM log",
        "INSERT OR REPLACE INTO log VALUES (0, 'x')",
        "INSERT INTO log VALUES (0, 'x') ON CONFLICT (number) DO UPDATE SET entry = excluded.entry",
        "INSERT INTO log VALUES (99, 'x')",
        "TRUNCATE log",
    ],
)
def test_the_log_is_only_ever_added_to(ledger: Ledger, record: Record, deed: str) -> None:
    ledger.add([record], "now", "test")
    if deed.startswith("TRUNCATE" if isinstance(ledger.address, Path) else "INSERT OR"):
        pytest.skip("the other database's word")
    with ledger.engine.connect() as connection, pytest.raises(DatabaseError, match="only ever added to"):
        connection.exec_driver_sql(deed)


def test_a_commitment_has_debtor_window_status_and_the_word_it_rests_on(ledger: Ledger, record: Record) -> None:
    ledger.add([record], "now", "test")
    (entry,) = entries_in(ledger, commitments_only=True)
    assert (entry.id[0], entry.debtor, entry.creditor, entry.when) == ("C", ("القوات",), (), "2020-11-01/..")
    assert (entry.status, entry.negated, entry.label) == ("announced", False, "forces pulled back")
    assert entry.saying is not None
    assert [(hop.printed, hop.kind) for hop in entry.saying.chain] == [("القيادة", "organisation")]
    assert [(w.role, w.printed, w.meaning) for w in entry.words if w.meaning] == [
        ("actor", "القوات", "army"),
        ("time", "غدا", "2020-11-01/.."),
    ]


def test_violence_is_an_allegation_in_the_voice_it_was_told_in(ledger: Ledger, record: Record) -> None:
    ledger.add([record], "now", "test")
    (entry,) = entries_in(ledger, "violence")
    assert entry.alleged and entry.saying is None
    assert (entry.printed, entry.named("place"), entry.rule) == ("قصف", ("البلدة",), "event.test")


def test_every_word_kept_is_cut_from_the_printed_text(ledger: Ledger, record: Record) -> None:
    ledger.add([record], "now", "test")
    for entry in entries_in(ledger):
        assert entry.printed == entry.trigger.cut(TEXT)
        assert all(words.printed == words.span.cut(TEXT) for words in entry.words)
        explained = explanations_of(ledger, entry.id)[0]
        assert explained.paragraph.start <= entry.trigger.start < entry.trigger.end <= explained.paragraph.end


def test_an_unknown_id_is_said_to_be_one(ledger: Ledger) -> None:
    with pytest.raises(NoSuchEntry, match="Exxxxxxxx"):
        explanations_of(ledger, "Exxxxxxxx")


def test_files_that_are_no_ledger_are_left_alone(tmp_path: Path) -> None:
    text, other, missing = tmp_path / "notes.txt", tmp_path / "other.db", tmp_path / "missing.db"
    text.write_text("these are notes, and no ledger at all\n" * 50)
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE x (y)")
    before = text.read_bytes(), other.read_bytes()
    for path in (text, other):
        with pytest.raises(NotALedger, match=path.name):
            Ledger(path, create=True)
    with pytest.raises(NotALedger, match="no ledger there"):
        Ledger(missing)
    assert (text.read_bytes(), other.read_bytes()) == before
    assert not missing.exists()


def test_a_ledger_of_a_later_version_is_refused(ledger: Ledger) -> None:
    with ledger.engine.begin() as connection:
        ledger.database.mark(connection, 99)
    with pytest.raises(LedgerTooNew, match="later Hudna"):
        Ledger(ledger.address)


def test_a_second_writer_waits_and_is_then_told(
    ledger: Ledger, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "WAIT_SECONDS", 0.05)
    second = Ledger(ledger.address)
    with ledger.engine.begin(), pytest.raises(LedgerBusy, match="try again"):
        second.add([record], "now", "test")
    assert second.add([record], "now", "test") == [("r1", Outcome.NEW)]


def as_line(**changes: object) -> str:
    fields = {name: getattr(REPORT, name) for name in ("id", "outlet", "published", "url", "title", "text")}
    return json.dumps({**fields, **changes}, ensure_ascii=False)


def test_the_commands_of_the_ledger(run: Command, place: Place) -> None:
    db = place("hudna.db")
    added = run("--ledger", db, "add", stdin=as_line() + "\n" + as_line(id="r2"))
    assert added.exit_code == 0, added.stderr
    assert "2 new, 0 changed, 0 known already" in added.stdout
    again = run("--ledger", db, "add", stdin=as_line() + "\n" + as_line(id="r2", title="آخر"))
    assert "0 new, 1 changed, 1 known already" in again.stdout
    assert "r2: its words have changed" in again.stdout

    listed = [json.loads(found) for found in run("--ledger", db, "list", "--json").stdout.splitlines()]
    assert [found["action"] for found in listed].count("violence.shell") == 2
    shown = run("--ledger", db, "list", "--register", "violence").stdout
    assert "alleged: shelling" in shown and "2 entries" in shown

    (owed,) = [json.loads(found) for found in run("--ledger", db, "commitments", "--json").stdout.splitlines()]
    assert (owed["debtor"], owed["status"], len(owed["sayings"])) == (["القوات"], "announced", 2)
    assert "1 commitment" in run("--ledger", db, "commitments").stdout

    explained = run("--ledger", db, "explain", owed["id"])
    assert explained.exit_code == 0
    for words in ("event.test", "cue.test", "القيادة", "without a verdict", "position.evacuate"):
        assert words in explained.stdout
    assert json.loads(run("--ledger", db, "explain", owed["id"], "--json").stdout)["context"] == TEXT


@pytest.mark.parametrize(
    ("words", "message", "code"),
    [
        pytest.param(("list",), "no ledger there", 1, id="no_ledger"),
        pytest.param(("commitments",), "no ledger there", 1, id="no_ledger_of_commitments"),
        pytest.param(("explain", "E1"), "no ledger there", 1, id="nothing_to_explain"),
        pytest.param(("list", "--register", "weather"), "no such register", 2, id="no_such_register"),
    ],
)
def test_what_cannot_be_shown_is_said(
    run: Command, place: Place, words: tuple[str, ...], message: str, code: int
) -> None:
    result = run("--ledger", place("hudna.db"), *words)
    assert (result.exit_code, result.stdout) == (code, "")
    assert message in result.stderr


def test_a_folder_that_is_not_there_is_named(run: Command, tmp_path: Path) -> None:
    result = run("--ledger", tmp_path / "no" / "hudna.db", "add", stdin=as_line())
    assert result.exit_code == 1
    assert "hudna.db" in result.stderr


def test_pages_put_together_are_the_whole_list(ledger: Ledger, rooms: Rooms) -> None:
    ledger.add(
        [record_of(clean(Report(f"p{n}", "المرفأ", "2020-11-01", "", "", TEXT)), rooms) for n in range(3)], "now", "t"
    )
    whole, paged = entries_in(ledger), entries_in(ledger, most=1)
    while page := entries_in(ledger, after=paged[-1], most=1):
        paged += page
    assert paged == whole
    assert len(whole) > 3
