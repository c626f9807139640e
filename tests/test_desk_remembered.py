"""What follows from the whole ledger is reckoned once for each state of it, by one thread, and pages need not wait for it."""

import threading
from pathlib import Path
from threading import Event

import pytest

from hudna.desk.remembered import CannotReckon, Remembered, StillReckoning
from hudna.errors import LedgerBusy
from hudna.ledger.store import Ledger
from hudna.pipeline import Rooms
from ledgers import add, report


@pytest.fixture
def ledger(tmp_path: Path, rooms: Rooms) -> Ledger:
    return add(tmp_path / "hudna.db", [report(1)], rooms)


def test_it_is_reckoned_again_only_when_something_was_added(ledger: Ledger, rooms: Rooms) -> None:
    times: list[int] = []
    remembered = Remembered(60)

    def reckon(_: Ledger) -> int:
        times.append(1)
        return len(times)

    assert [remembered.get(ledger, "n", reckon) for _ in range(3)] == [1, 1, 1]
    assert isinstance(ledger.address, Path)
    add(ledger.address, [report(2)], rooms)
    assert [remembered.get(ledger, "n", reckon) for _ in range(3)] == [2, 2, 2]


def test_a_page_does_not_wait_for_ever(ledger: Ledger) -> None:
    going_on, remembered = Event(), Remembered(0.05)
    with pytest.raises(StillReckoning):
        remembered.get(ledger, "long", lambda _: going_on.wait(30))
    with pytest.raises(StillReckoning):
        remembered.get(ledger, "long", lambda _: pytest.fail("reckoned by two"))
    going_on.set()
    remembered.patience = 60
    assert remembered.get(ledger, "long", lambda _: True)


def test_what_goes_wrong_is_raised_where_it_is_waited_for(ledger: Ledger) -> None:
    remembered = Remembered(60)

    def busy(_: Ledger) -> int:
        raise LedgerBusy("another program is writing to it")

    with pytest.raises(LedgerBusy):
        remembered.get(ledger, "n", busy)
    assert remembered.get(ledger, "n", lambda _: 1) == 1


def test_a_fault_of_the_desk_leaves_nobody_waiting(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(threading, "excepthook", lambda fault: said.append(fault.exc_type.__name__))
    remembered = Remembered(60)
    with pytest.raises(CannotReckon):
        remembered.get(ledger, "n", lambda _: 1 // 0)
    for thread in threading.enumerate():
        if "_do" in thread.name:
            thread.join()
    assert said == ["ZeroDivisionError"]
    assert remembered.get(ledger, "n", lambda _: 1) == 1
