"""Killed at any point, the ledger keeps what it has acknowledged, each once, and is clean (E1, E7, D5)."""

import json
import os
import shutil
import signal
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from conftest import Command, Place
from hudna.commands import keeping
from hudna.commands.evidence import backup_ledger, rebuild_ledger, redact_report, restore_ledger
from hudna.errors import DiskFull, LedgerError
from hudna.ledger import failpoints
from hudna.ledger.address import Address
from hudna.ledger.failpoints import POINTS
from hudna.ledger.schema import SCHEMA, decisions, log
from hudna.ledger.store import Kept, Ledger
from hudna.ledger.verify import verify
from hudna.pipeline import Rooms
from ledgers import acknowledged_by_child, add, clean_state, contents, kept_ids, line, report, small_at

ADDING = POINTS[: POINTS.index("checkpoint.written") + 1]
RESTART_SECONDS = 5
Add = Callable[[Address, Path], int]


@pytest.fixture
def batches_of_three(monkeypatch: pytest.MonkeyPatch, rooms: Rooms) -> Add:
    """`hudna add --json` in batches of three reports, read by a reader of three words."""
    monkeypatch.setattr(keeping, "default_rooms", lambda *_: rooms)
    monkeypatch.setattr(keeping, "BATCH", 3)
    return lambda path, file: keeping.add_reports(path, [str(file)], as_json=True)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "reports.jsonl"
    path.write_bytes(b"\n".join(line(report(number)) for number in range(7)))
    return path


def test_a_batch_is_made_durable_in_this_order(tmp_path: Path, rooms: Rooms, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = add(tmp_path / "hudna.db", [report(1)], rooms)
    done: list[str] = []
    fsync = os.fsync

    def synced(file: int) -> None:
        fsync(file)
        done.append(str(Path(f"/proc/self/fd/{file}").readlink().relative_to(tmp_path)))

    class Passing(failpoints.Armed):
        def reached(self, point: str) -> None:
            done.append(point)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(failpoints, "armed", Passing())
    ledger.keep([Kept(report(2))], "now")
    (blob,) = {Path(name).name for name in done if name.endswith(".part") and len(Path(name).name) == 69}
    folder = f"hudna.evidence/{blob[:2]}"
    ours = [name for name in done if name != "hudna.evidence"]  # again where the folder of the blob was made just now
    assert ours == [
        "hudna.evidence/intent.part",
        "intent.written",
        f"{folder}/{blob}",
        "blob.written",
        "blob.renamed",
        folder,
        "blobs.durable",
        "rows.written",
        "committed",
        "mirror.appended",
        "hudna.log",
        "mirror.durable",
        "hudna.checkpoint.part",
        ".",
        "checkpoint.written",
    ]
    assert done[1] == "hudna.evidence", "the intent's name is durable before any blob is"


@pytest.mark.parametrize("times", [2, *(pytest.param(n, marks=pytest.mark.torture) for n in (1, 3, 4, 5))])
@pytest.mark.parametrize("point", ADDING)
def test_killed_at_a_point(place: Place, file: Path, batches_of_three: Add, point: str, times: int) -> None:
    path = place("hudna.db")
    said, ended = acknowledged_by_child(lambda: batches_of_three(path, file), f"{point}:{times}")
    assert ended == -signal.SIGKILL or (point == "key.written" and times > 1)
    acknowledged = {json.loads(one)["report"] for one in said}
    assert acknowledged <= set(kept_ids(path))
    if kept_ids(path):
        clean_state(path)
    begun = time.monotonic()
    assert batches_of_three(path, file) == 0
    assert time.monotonic() - begun < RESTART_SECONDS
    assert kept_ids(path) == [f"r{number}" for number in range(7)]
    state = clean_state(path)
    assert (state.reports, state.blobs, state.waiting, state.remarks) == (7, 14, 0, ())


@pytest.mark.parametrize("point", ADDING[1:])
@pytest.mark.parametrize(
    "error", ["ENOSPC", *(pytest.param(name, marks=pytest.mark.torture) for name in ("EIO", "EMFILE", "EROFS"))]
)
def test_the_disk_fails_at_a_point(
    place: Place, rooms: Rooms, monkeypatch: pytest.MonkeyPatch, point: str, error: str
) -> None:
    path = place("hudna.db")
    ledger = add(path, [report(1)], rooms)
    before = contents(path)
    monkeypatch.setattr(failpoints, "armed", failpoints.Armed(f"{point}={error}"))
    with pytest.raises(DiskFull if error == "ENOSPC" else LedgerError, match="hudna"):
        ledger.keep([Kept(report(2))], "later")
    assert kept_ids(path)[:1] == ["r1"], "readers stay up"
    clean_state(path)
    monkeypatch.undo()
    add(path, [report(1)], rooms)
    assert clean_state(path).remarks == (), "a batch that brings nothing new finishes what was left"
    if POINTS.index(point) < POINTS.index("committed"):
        assert contents(path) == before
    ledger.keep([Kept(report(2))], "later")
    assert kept_ids(path) == ["r1", "r2"]
    assert clean_state(path).remarks == ()


def test_what_was_kept_and_not_read_is_read_by_the_next_add(place: Place, rooms: Rooms, run: Command) -> None:
    path = place("hudna.db")
    ledger = Ledger(path, create=True)
    ledger.keep([Kept(report(1), line(report(1)))], "now")
    assert verify(path).waiting == 1
    assert run("--ledger", path, "add", stdin=line(report(2))).exit_code == 0
    assert verify(path).waiting == 0


def test_a_report_on_which_the_reader_fails_waits_and_the_others_are_read(
    tmp_path: Path, rooms: Rooms, run: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(cleaned: object, _: Rooms) -> object:
        if cleaned.report.id == "r2":  # type: ignore[attr-defined]
            raise IndexError("no token there")
        return whole(cleaned, rooms)  # type: ignore[arg-type]

    whole = keeping.record_of
    path = tmp_path / "hudna.db"
    monkeypatch.setattr(keeping, "record_of", failing)
    text = b"\n".join(line(report(number)) for number in (1, 2, 3))
    result = run("--ledger", path, "add", stdin=text)
    assert result.exit_code == 1
    assert "r2: the reader failed on it (IndexError: no token there)" in result.stderr
    assert "3 reports: 3 new, 0 changed, 0 known already; 1 kept, but not read" in result.stdout
    assert verify(path).waiting == 1
    monkeypatch.setattr(keeping, "record_of", whole)
    assert run("--ledger", path, "add", stdin=text).exit_code == 0
    assert clean_state(path).waiting == 0


@pytest.mark.parametrize("point", ["intent.written", "committed", "mirror.appended", "redaction.committed"])
def test_a_redaction_that_was_killed_is_finished_or_never_was(place: Place, rooms: Rooms, point: str) -> None:
    path = small_at(place("hudna.db"), rooms)
    _, ended = acknowledged_by_child(lambda: redact_report(path, "r1"), point)
    assert ended == -signal.SIGKILL
    clean_state(path)
    Ledger(path).keep([Kept(report(5))], "later")
    state = clean_state(path)
    assert state.redacted == (0 if point == "intent.written" else 2)
    assert state.remarks == ()


@pytest.mark.parametrize("point", ["blob.destroyed:1", "blob.destroyed:3", "redaction.vacuumed"])
def test_a_redaction_killed_while_it_destroys_is_finished(place: Place, rooms: Rooms, point: str) -> None:
    path = small_at(place("hudna.db"), rooms)
    _, ended = acknowledged_by_child(lambda: redact_report(path, "r1"), point)
    assert ended == -signal.SIGKILL
    assert clean_state(path).redacted == 2
    Ledger(path).keep([Kept(report(5))], "later")
    assert clean_state(path).remarks == ()


@pytest.mark.parametrize("point", ["rebuild.rows", "rebuild.moved"])
def test_a_rebuilding_that_was_killed_can_be_done_again(place: Place, rooms: Rooms, point: str) -> None:
    path = small_at(place("hudna.db"), rooms)
    before = contents(path)
    _, ended = acknowledged_by_child(lambda: rebuild_ledger(path), point)
    assert ended == -signal.SIGKILL
    assert rebuild_ledger(path) == 0
    assert contents(path) == before
    clean_state(path)


def test_a_backup_or_a_restoring_that_was_killed_can_be_done_again(tmp_path: Path, place: Place, rooms: Rooms) -> None:
    path, file, new = small_at(place("hudna.db"), rooms), tmp_path / "b.tar", place("new.db")
    acknowledged_by_child(lambda: backup_ledger(path, file), "backup.written")
    assert not file.exists()
    assert backup_ledger(path, file) == 0
    acknowledged_by_child(lambda: restore_ledger(new, file), "restore.blobs")
    assert kept_ids(new) == []
    assert restore_ledger(new, file) == 0
    assert contents(new) == contents(path)


SCHEMA_3 = """
    DROP TABLE word_index; DROP TABLE word_terms; DROP TABLE words;
    DROP TABLE reviews;
    ALTER TABLE entries DROP COLUMN reader; ALTER TABLE entries DROP COLUMN withdrawn;
    ALTER TABLE attributions DROP COLUMN reader; ALTER TABLE attributions DROP COLUMN withdrawn;
    PRAGMA user_version = 3;
    """
"""What makes a ledger one of before reviews."""


def older(path: Path, rooms: Rooms, schema: int) -> None:
    """A ledger as Hudna wrote it in an earlier schema, with two reports of which one has changed."""
    add(path, [report(1), report(2)], rooms)
    add(path, [report(1, "تصحيح.")], rooms)
    with closing(sqlite3.connect(path)) as db:
        db.executescript(
            SCHEMA_3
            + """
            DROP TABLE log; DROP TABLE tree; DROP TABLE duplicates; DROP INDEX reports_waiting; DROP INDEX reports_by_leaf;
            ALTER TABLE reports DROP COLUMN leaf; ALTER TABLE reports DROP COLUMN reading;
            ALTER TABLE reports DROP COLUMN redacted;
            DROP TRIGGER decisions_keeps_update; DROP TRIGGER decisions_keeps_delete;
            ALTER TABLE decisions DROP COLUMN leaf;
            INSERT INTO decisions VALUES (1, 'then', 'nur', 'actor', 'القوات', 'القوات', 'SYR-MIL', '');
            CREATE TABLE log (number INTEGER NOT NULL PRIMARY KEY, at VARCHAR NOT NULL, what VARCHAR NOT NULL,
                report VARCHAR NOT NULL, version INTEGER NOT NULL, digest VARCHAR NOT NULL, reader VARCHAR NOT NULL);
            INSERT INTO log SELECT key, 'then', iif(version = 1, 'new', 'changed'), id, version, digest, 'hudna 0.0'
                FROM reports ORDER BY key;
            """
        )
        for table in (log, decisions):
            for deed in ("UPDATE", "DELETE"):
                name = f"{table.name}_keeps_{deed.lower()}"
                db.execute(f"CREATE TRIGGER {name} BEFORE {deed} ON {table.name} BEGIN SELECT RAISE(ABORT, 'x'); END")
        if schema == 1:
            db.execute("DROP TABLE names")
            db.execute("DROP TABLE decisions")
        db.execute(f"PRAGMA user_version = {schema}")
        db.execute("PRAGMA journal_mode = DELETE")
    for left in (path.with_suffix(".log"), path.with_suffix(".checkpoint"), path.with_suffix(".key")):
        left.unlink()
    shutil.rmtree(path.with_suffix(".evidence"))


def test_a_ledger_of_before_reviews_keeps_its_root_and_says_which_version_has_read_it(
    tmp_path: Path, rooms: Rooms
) -> None:
    path = tmp_path / "hudna.db"
    add(path, [report(1), report(2)], rooms)
    root = clean_state(path).root
    with closing(sqlite3.connect(path)) as db:
        db.executescript(SCHEMA_3)
    statement, killed = 0, True
    while killed:
        statement += 1
        _, ended = acknowledged_by_child(lambda: Ledger(path), f"migration.statement:{statement}")
        killed = ended == -signal.SIGKILL
        with closing(sqlite3.connect(path)) as db:
            assert db.execute("PRAGMA user_version").fetchone() == (3 if killed else SCHEMA,)
    assert statement > 20
    assert clean_state(path).root == root
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT DISTINCT reader, withdrawn FROM entries").fetchall() == [("test 1", "")]
    before = contents(path)
    assert rebuild_ledger(path) == 0
    assert contents(path) == before
    with closing(sqlite3.connect(path)) as db:
        db.execute("UPDATE entries SET withdrawn = 'x' WHERE report = 1")
        db.commit()
    assert "report r1 version 1, table entries" in str(verify(path).findings[0])


@pytest.mark.parametrize("step", [7, pytest.param(1, marks=pytest.mark.torture)])
@pytest.mark.parametrize("schema", [1, 2])
def test_an_older_ledger_is_brought_up_to_date_whatever_statement_it_is_killed_at(
    tmp_path: Path, rooms: Rooms, schema: int, step: int
) -> None:
    path = tmp_path / "hudna.db"
    older(path, rooms, schema)
    statement, killed = 0, True
    while killed:
        statement += step
        _, ended = acknowledged_by_child(lambda: Ledger(path), f"migration.statement:{statement}")
        killed = ended == -signal.SIGKILL
        with closing(sqlite3.connect(path)) as db:
            assert db.execute("PRAGMA user_version").fetchone() == (schema if killed else SCHEMA,)
            assert len(db.execute("SELECT * FROM reports").fetchall()) == 3
    assert statement > 70
    state = clean_state(path)
    assert (state.reports, state.waiting) == (3, 0)
    assert state.size == 1 + 3 + 3 + (1 if schema == 2 else 0)
    with closing(sqlite3.connect(path)) as db, pytest.raises(sqlite3.DatabaseError, match="only ever added to"):
        db.execute("UPDATE log SET entry = 'x'")
    add(path, [report(3)], rooms)
    clean_state(path)
