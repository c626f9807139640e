"""The long form of what must not go wrong, on the real program: `make torture` runs it and prints the figures."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pytest

from hudna.capture.files import Complaint
from hudna.ledger.failpoints import POINTS
from hudna.ledger.store import Kept, Ledger
from hudna.ledger.verify import verify
from ledgers import clean_state, contents, kept_ids, line, report

Say = Callable[[str], None]
pytestmark = pytest.mark.torture
HUDNA = [sys.executable, "-m", "hudna.cli", "--ledger"]
KILLS, LEDGERS = 200, 20
REPORTS = 130
"""Reports of one run: two batches."""
RESTART_SECONDS = 5
ENOUGH = 60
"""Reports a second that are to be read and stored on one core; the store may take half of that time."""


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    def said(words: str) -> None:
        with capsys.disabled():
            print(f"\n{words}", flush=True)

    return said


def reports_file(path: Path, first: int, count: int) -> Path:
    path.write_bytes(b"\n".join(line(report(number)) for number in range(first, first + count)))
    return path


def adding(path: Path, file: Path, failpoint: str = "") -> subprocess.Popen[bytes]:
    """A real `hudna add` that says every report as soon as it is kept."""
    environment = {**os.environ, "HUDNA_FAILPOINT": failpoint}
    command = [*HUDNA, str(path), "add", "--json", str(file)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment)


def acknowledged(child: subprocess.Popen[bytes]) -> set[str]:
    assert child.stdout is not None
    lines = child.stdout.read().split(b"\n")[:-1]  # the last was cut off, or is empty
    child.stdout.close()
    child.wait()
    return {json.loads(said)["report"] for said in lines}


def checked_after(path: Path, expected: set[str]) -> float:
    """Nothing acknowledged is lost, nothing is there twice, all is clean; the seconds that the next writer took to begin."""
    kept = kept_ids(path)
    assert len(kept) == len(set(kept))
    assert expected <= set(kept)
    if kept:
        clean_state(path)
    begun = time.monotonic()
    Ledger(path, create=True).keep([], "now")
    seconds = time.monotonic() - begun
    assert seconds < RESTART_SECONDS
    assert clean_state(path).remarks == ()
    return seconds


def test_killed_two_hundred_times_at_random(tmp_path: Path, say: Say) -> None:
    dice = random.Random(200)
    slowest, at_work = 0.0, 0
    for number in range(LEDGERS):
        path, expected = tmp_path / f"{number}" / "hudna.db", set[str]()
        path.parent.mkdir()
        for kill in range(KILLS // LEDGERS):
            file = reports_file(path.parent / "reports.jsonl", kill * REPORTS // 2, REPORTS)
            child = adding(path, file)
            if dice.random() < 0.8:  # while it works, otherwise while it starts, too
                assert child.stdout is not None
                child.stdout.peek(1)  # type: ignore[attr-defined]
                time.sleep(dice.random() * 0.5)
            else:
                time.sleep(dice.random() * 3)
            child.send_signal(signal.SIGKILL)
            expected |= acknowledged(child)
            at_work += child.returncode == -signal.SIGKILL
            slowest = max(slowest, checked_after(path, expected))
        child = adding(path, reports_file(path.parent / "reports.jsonl", 0, KILLS // LEDGERS * REPORTS // 2))
        expected |= acknowledged(child)
        assert child.returncode == 0
        checked_after(path, expected)
        assert clean_state(path).waiting == 0
        shutil.rmtree(path.parent)
    say(f"{KILLS} kills at random, {at_work} before the end: nothing lost, nothing twice, next start {slowest:.2f} s")


@pytest.mark.parametrize("point", POINTS[: POINTS.index("checkpoint.written") + 1])
def test_killed_at_every_point(tmp_path: Path, point: str) -> None:
    path, expected = tmp_path / "hudna.db", set[str]()
    for times in (1, 2, 3):
        file = reports_file(tmp_path / "reports.jsonl", times * 100, 120)
        child = adding(path, file, f"{point}:{times}")
        expected |= acknowledged(child)
        assert child.returncode == -signal.SIGKILL or point == "key.written"
        checked_after(path, expected)


def test_three_add_the_same_at_once(tmp_path: Path, say: Say) -> None:
    path, file = tmp_path / "hudna.db", reports_file(tmp_path / "reports.jsonl", 0, 500)
    children = [adding(path, file) for _ in range(3)]
    for child in children:
        while child.poll() is None:
            if path.exists() and path.stat().st_size:
                clean_state(path)
                kept_ids(path)
            assert child.stdout is not None
            child.stdout.read1(1_000_000)  # type: ignore[attr-defined]
        acknowledged(child)
        assert child.returncode == 0
    assert len(kept_ids(path)) == len(set(kept_ids(path))) == 500
    state = clean_state(path)
    assert (state.reports, state.blobs, state.waiting) == (500, 1_000, 0)
    say("three programs adding the same 500 reports at once: each there once, clean at every look")


def test_the_disk_is_full_at_every_size(tmp_path: Path, say: Say) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no file system of a few kilobytes can be mounted here")
    file = reports_file(tmp_path / "reports.jsonl", 0, 400)
    path, full, expected = disk / "hudna.db", 0, set[str]()
    try:
        for size in (*range(200, 3600, 150), 60_000):
            subprocess.run(["mount", "-o", f"remount,size={size}k", str(disk)], check=True)
            child = subprocess.run([*HUDNA, str(path), "add", "--json", str(file)], capture_output=True, check=False)
            expected |= {json.loads(said)["report"] for said in child.stdout.split(b"\n")[:-1]}
            if child.returncode:
                full += 1
                assert b"the disk is full" in child.stderr, child.stderr
                assert b"Traceback" not in child.stderr
            kept = kept_ids(path)
            assert expected <= set(kept) and len(kept) == len(set(kept))
            if kept:
                clean_state(path)
                assert subprocess.run([*HUDNA, str(path), "list"], capture_output=True, check=False).returncode == 0
        assert child.returncode == 0
        assert len(kept_ids(path)) == 400 and clean_state(path).remarks == ()
    finally:
        subprocess.run(["umount", str(disk)], check=True)
    assert full > 5
    say(f"the disk full at {full} sizes: said so, readers up, nothing lost, clean; with room again all 400 kept")


def test_the_collection_twice_is_the_same_ledger(tmp_path: Path, shared: Path, say: Say) -> None:
    from hudna.pipeline import default_rooms, record_of, reports

    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    path = tmp_path / "hudna.db"
    files = [str(shared / "data" / name) for name in ("yemen-2015.jsonl", "idlib-2020-11-01.json")]
    rooms = default_rooms()
    found = iter([one for one in reports(files) if not isinstance(one, Complaint)])
    record_of(next(iter(one for one in reports(files[1:]) if not isinstance(one, Complaint))), rooms)  # loads the rules
    ledger = Ledger(path, create=True)
    clocks = time.perf_counter, time.process_time
    stored, read = [0.0, 0.0], [0.0, 0.0]
    while batch := list(islice(found, 100)):
        begun = [clock() for clock in clocks]
        ledger.keep([Kept(one.report, one.came) for one in batch], "now")
        kept = [clock() for clock in clocks]
        records = [record_of(one, rooms) for one in batch]
        done = [clock() for clock in clocks]
        ledger.read(records, "now", "hudna")
        for i, clock in enumerate(clocks):
            stored[i] += kept[i] - begun[i] + clock() - done[i]
            read[i] += done[i] - kept[i]
    state = clean_state(path)
    before = contents(path)
    assert state.reports == len(kept_ids(path)) == 1_314
    again = subprocess.run([*HUDNA, str(path), "add", *files], capture_output=True, text=True, check=False)
    assert "1314 reports: 0 new, 0 changed, 1314 known already" in again.stdout
    assert contents(path) == before
    assert verify(path).root == state.root
    for name, store, reading in zip(("by the clock", "of processor time"), stored, read, strict=True):
        rates = f"{1_314 / store:,.0f} stored, {1_314 / reading:,.0f} read, {1_314 / (store + reading):,.0f} both"
        say(f"1,314 reports on one core, reports a second {name}: {rates}")
    assert 1_314 / stored[1] > ENOUGH * 2
