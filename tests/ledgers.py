"""Ledgers to damage and to interrupt: small ones of reports of three words, and a child that is killed while it adds."""

import json
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from conftest import TEXT
from hudna.clean import clean
from hudna.identify.judge import StoryJudge
from hudna.ledger import failpoints
from hudna.ledger.address import Address, Server
from hudna.ledger.entries import entries_in
from hudna.ledger.names import settle
from hudna.ledger.reviewing import Asked, Signed
from hudna.ledger.reviewing import review as reviewed
from hudna.ledger.reviews import Act
from hudna.ledger.store import Kept, Ledger
from hudna.ledger.verify import Verified, verify
from hudna.ledger.weaving import Weaver
from hudna.pipeline import Rooms, default_rooms, record_of
from hudna.vocabulary import Report

PARTS = (".db", ".evidence", ".log", ".checkpoint", ".key")


def report(number: int, text: str = TEXT) -> Report:
    """A report that differs from the others."""
    return Report(
        f"r{number}", "المرفأ", "2020-11-01", f"https://x/{number}", f"عنوان {number}", f"{text} رقم {number}."
    )


def line(one: Report) -> bytes:
    """A report as a line of a file."""
    fields = {name: getattr(one, name) for name in ("id", "outlet", "published", "url", "title", "text")}
    return json.dumps(fields, ensure_ascii=False).encode()


def add(path: Address, some: list[Report], rooms: Rooms, at: str = "2020-11-02T00:00:00+00:00") -> Ledger:
    """A ledger to which reports have been added in one batch."""
    ledger = Ledger(path, create=True)
    ledger.keep([Kept(one, line(one)) for one in some], at)
    ledger.add([record_of(clean(one), rooms) for one in some], at, "test 1")
    return ledger


@contextmanager
def bare(address: Address) -> Iterator[Any]:
    """A connection of the database's own, behind the ledger's back; what it does is kept when it ends without an error."""
    if isinstance(address, Server):
        import psycopg

        with closing(psycopg.connect(address.url)) as connection:
            connection.execute("SET search_path = hudna")
            yield connection
            connection.commit()
    else:
        with closing(sqlite3.connect(address)) as connection:
            yield connection
            connection.commit()


def rows(address: Address, statement: str) -> list[tuple[Any, ...]]:
    """What a statement finds."""
    with bare(address) as db:
        return [tuple(row) for row in db.execute(statement).fetchall()]


def small(folder: Path, rooms: Rooms) -> Path:
    """A ledger in a file with everything in it."""
    path = folder / "hudna.db"
    small_at(path, rooms)
    return path


def small_at(path: Address, rooms: Rooms) -> Address:
    """A ledger with everything in it: new reports, a changed one, one that waits, readings, a decision, a review."""
    add(path, [report(number) for number in range(4)], rooms)
    ledger = add(path, [replace(report(1), text=f"تصحيح. {TEXT}")], rooms)
    ledger.keep([Kept(report(9), line(report(9)))], "2020-11-03T00:00:00+00:00")
    settle(ledger, "actor", "القوات", "SYR-MIL", by="nur", why="the day's context", at="2020-11-04T00:00:00+00:00")
    shelling = next(entry for entry in entries_in(ledger, "violence") if entry.origin.id == "r2")
    signed = Signed("lina", "the gunners of the other side", "2020-11-04T00:00:00+00:00")
    reviewed(ledger, shelling.id, Asked(Act.REJECT), signed, StoryJudge())
    settled(path)
    return path


def settled(path: Address) -> None:
    """Everything in the ledger file, and nothing in its write-ahead log."""
    if isinstance(path, Server):
        return
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for more in ("-wal", "-shm"):
        path.with_name(path.name + more).unlink(missing_ok=True)


def copied(path: Path, folder: Path) -> Path:
    """A copy of a ledger and what lies beside it."""
    folder.mkdir()
    for part in PARTS:
        source = path.with_suffix(part)
        if source.is_dir():
            shutil.copytree(source, folder / source.name)
        elif source.exists():
            shutil.copy2(source, folder / source.name)
    return folder / path.name


def without_guards(path: Address, deed: Callable[[Any], object]) -> None:
    """Changes rows behind the back of the triggers, which are there again afterwards."""
    if isinstance(path, Server):
        with bare(path) as connection:
            connection.execute("SET session_replication_role = replica")
            deed(connection)
        return
    with closing(sqlite3.connect(path)) as connection:
        guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in guards:
            connection.execute(f"DROP TRIGGER {name}")
        deed(connection)
        for _, made in guards:
            connection.execute(made)
        connection.commit()


def contents(path: Address, but: tuple[str, ...] = ("duplicates",)) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables."""
    if isinstance(path, Server):
        tables = rows(path, "SELECT tablename FROM pg_tables WHERE schemaname = 'hudna' ORDER BY tablename")
        return {n: sorted(rows(path, f'SELECT * FROM "{n}"'), key=repr) for (n,) in tables if n not in but}
    with closing(sqlite3.connect(path)) as connection:
        names = [n for (n,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return {
            name: sorted(connection.execute(f'SELECT * FROM "{name}"'), key=repr)
            for name in names
            if name not in but
            and not name.startswith("word_index_")  # how SQLite sorts, which differs from time to time
        }


def clean_state(path: Address) -> Verified:
    """The state of a ledger that has to be clean."""
    state = verify(path)
    assert [str(finding) for finding in state.findings] == []
    return state


def kept_ids(path: Address) -> list[str]:
    """The ids of the reports as they now read, each as often as it is there."""
    if isinstance(path, Server):
        there = rows(path, "SELECT 1 FROM pg_tables WHERE schemaname = 'hudna' AND tablename = 'reports'")
    else:
        there = rows(path, "SELECT 1 FROM sqlite_master WHERE name = 'reports'") if path.exists() else []
    return [found for (found,) in rows(path, "SELECT id FROM reports WHERE current ORDER BY id")] if there else []


def acknowledged_by_child(deed: Callable[[], object], failpoint: str) -> tuple[list[str], int]:
    """What a child said on standard output, line by line, and how it ended: minus the signal that killed it."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.close(read)
        os.dup2(write, 1)
        sys.stdout = os.fdopen(1, "w", closefd=False)
        failpoints.armed = failpoints.Armed(failpoint)
        deed()
        sys.stdout.flush()
        os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as said:
        lines = [part.decode() for part in said.read().split(b"\n")[:-1]]
    _, status = os.waitpid(child, 0)
    return lines, os.waitstatus_to_exitcode(status)


def ledger_of(path: Address, *told: tuple[str, str, str]) -> Ledger:
    """A ledger of reports, each an id, a day and a text."""
    ledger = Ledger(path, create=True)
    for name, day, text in told:
        report = Report(name, f"صحيفة {name}", day, "", name, text)
        ledger.add([record_of(clean(report), default_rooms())], "now", "test", Weaver(StoryJudge()))
    return ledger
