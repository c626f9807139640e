"""What the ledger names, and what a person settles: counted, kept, and holding for what is added later."""

import json
import sqlite3
from dataclasses import replace

import pytest
from sqlalchemy.exc import DatabaseError

from conftest import Command, Place
from hudna.clean import clean
from hudna.ledger.address import Server
from hudna.ledger.names import NotInLedgerError, names_in, settle
from hudna.ledger.store import Ledger
from hudna.pipeline import Rooms, default_rooms, record_of
from hudna.vocabulary import Report

TEXT = "قال وزير الدفاع التركي خلوصي أكار إن الجيش التركي سيعزز نقاطه في سراقب. وهاجمت كتيبة الريح نقطة قرب سراقب.\n"
REPORT = Report("r1", "المرفأ", "2020-11-01", "", "عنوان", TEXT)


@pytest.fixture(scope="module")
def whole_rooms() -> Rooms:
    return default_rooms()


@pytest.fixture
def ledger(place: Place, whole_rooms: Rooms) -> Ledger:
    kept = Ledger(place("hudna.db"), create=True)
    kept.add([record_of(clean(REPORT), whole_rooms)], "now", "test")
    return kept


def identities(ledger: Ledger, kind: str) -> dict[str, int]:
    return {named.identity: named.mentions for named in names_in(ledger, kind)[0]}


def open_words(ledger: Ledger, kind: str) -> list[str]:
    return [still.words for still in names_in(ledger, kind)[1]]


def test_actors_are_counted_and_the_unknown_one_is_open(ledger: Ledger) -> None:
    assert identities(ledger, "actor")["TUR-MIL"] >= 1
    assert "كتيبة الريح" in open_words(ledger, "actor")


def test_a_decision_counts_and_lasts(ledger: Ledger, whole_rooms: Rooms) -> None:
    assert settle(ledger, "actor", "كتيبة الريح", "SYR-REB-RIH", by="m", why="known locally", at="now") >= 1
    assert identities(ledger, "actor")["SYR-REB-RIH"] >= 1
    assert "كتيبة الريح" not in open_words(ledger, "actor")
    ledger.add([record_of(clean(replace(REPORT, id="r2")), whole_rooms)], "later", "test")
    assert identities(ledger, "actor")["SYR-REB-RIH"] >= 2


def test_the_last_decision_counts_and_none_is_changed(ledger: Ledger) -> None:
    for identity in ("A", "B"):
        settle(ledger, "actor", "كتيبة الريح", identity, by="m", why="", at="now")
    assert "B" in identities(ledger, "actor")
    assert "A" not in identities(ledger, "actor")
    with ledger.engine.connect() as connection, pytest.raises(DatabaseError, match="decisions"):
        connection.exec_driver_sql("DELETE FROM decisions")


def test_words_that_no_report_has_cannot_be_settled(ledger: Ledger) -> None:
    with pytest.raises(NotInLedgerError, match="hudna actors"):
        settle(ledger, "actor", "لواء لا وجود له", "X", by="m", why="", at="now")


def test_a_ledger_of_the_first_schema_is_brought_up_to_date(ledger: Ledger) -> None:
    if isinstance(ledger.address, Server):
        pytest.skip("that schema was never in PostgreSQL")
    with sqlite3.connect(ledger.address) as connection:
        connection.executescript("DROP TABLE names; DROP TABLE decisions; PRAGMA user_version = 1")
    assert names_in(Ledger(ledger.address), "actor") == ([], [])


def test_commands_list_and_settle(ledger: Ledger, run: Command) -> None:
    where = ("--ledger", ledger.address)
    done = run(*where, "resolve", "actor", "كتيبة الريح", "SYR-REB-RIH", "--by", "m")
    assert done.exit_code == 0
    assert "SYR-REB-RIH" in done.stdout
    lines = [json.loads(line) for line in run(*where, "actors", "--json").stdout.splitlines()]
    assert any(line.get("identity") == "SYR-REB-RIH" for line in lines)
    assert "wordings open" in run(*where, "places").stdout
