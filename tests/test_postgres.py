"""A ledger in PostgreSQL, where it is not as in a file: its address, its evidence, who may, and what the server says."""

import random
import shlex
import sqlite3
import tarfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import func, insert, select
from sqlalchemy.exc import DatabaseError

from conftest import Command
from hudna.cli import hudna
from hudna.errors import LedgerBusy, LedgerError, NotALedger
from hudna.identify.judge import StoryJudge
from hudna.ledger import postgres_errors, store
from hudna.ledger.address import BadAddress, Server, address_of, base_of
from hudna.ledger.postgres import LOCKS, READERS, WRITER
from hudna.ledger.redact import redact
from hudna.ledger.schema import SCHEMA, log, reports
from hudna.ledger.search import search
from hudna.ledger.store import Kept, Ledger
from hudna.ledger.verify import verify
from hudna.ledger.weaving import Weaver
from hudna.pipeline import Rooms
from ledgers import add, bare, clean_state, contents, kept_ids, line, report, rows, small, small_at
from servers import Cluster
from test_docs import is_shown, lines, steps

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def address(server: Cluster, tmp_path: Path) -> Server:
    return Server(server.url(server.database()), tmp_path / "team.hudna")


@pytest.mark.parametrize(
    ("given", "folder", "said"),
    [
        ("postgresql://hudna@host/truce", "truce.hudna", "postgresql://hudna@host/truce"),
        ("postgres://hudna:s3@host:5433/truce", "truce.hudna", "postgres://hudna@host:5433/truce"),
        (
            "postgresql:///truce?host=/run&password=s3&x=1",
            "truce.hudna",
            "postgresql:///truce?host=/run&password=…&x=1",
        ),
    ],
)
def test_an_address_has_a_folder_and_keeps_its_password_to_itself(given: str, folder: str, said: str) -> None:
    address = address_of(given)
    assert isinstance(address, Server)
    assert (address.folder, str(address), address.name) == (Path(folder), said, "truce")
    assert address_of(given, Path("x")) == replace(address, folder=Path("x"))


def test_an_address_that_is_none_is_refused(tmp_path: Path) -> None:
    assert address_of("hudna.db") == Path("hudna.db")
    for wrong in ("postgresql://host", "postgresql://host/", "postgresql://host/a%2Fb"):
        with pytest.raises(BadAddress):
            address_of(wrong)
    for words in (("--ledger", "postgresql://host"), ("--evidence", str(tmp_path)), ("--ledger", str(tmp_path))):
        assert CliRunner().invoke(hudna, [*words, "list"]).exit_code == 2
    done = CliRunner().invoke(
        hudna, ["--ledger", str(tmp_path / "x.db"), "list"], env={"HUDNA_EVIDENCE": str(tmp_path)}
    )
    assert done.exit_code == 1, "for a file that says nothing"


def test_without_the_driver_it_is_said_how_to_get_it(run: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ImportError(f"No module named {name!r}")

    postgres_errors.driver.cache_clear()
    monkeypatch.setattr(postgres_errors.importlib, "import_module", missing)
    result = run("--ledger", "postgresql://host/truce", "list")
    postgres_errors.driver.cache_clear()
    assert result.exit_code == 1
    assert "pip install 'hudna[postgresql]'" in result.stderr


def test_who_cannot_come_in_is_told_why(server: Cluster, tmp_path: Path, run: Command) -> None:
    for url, said in (
        (server.url("nothing_there"), "createdb"),
        (server.url("postgres").replace("postgres@", "stranger@"), "lets nobody in"),
        (f"postgresql:///truce?host={tmp_path}", "cannot be reached"),
    ):
        result = run("--ledger", Server(url, tmp_path / "x.hudna"), "list")
        assert (result.exit_code, result.stdout) == (1, "")
        assert said in result.stderr and "Traceback" not in result.stderr


def test_a_database_that_has_no_arabic_letters_is_refused(server: Cluster, tmp_path: Path) -> None:
    with closing(server.connection("postgres")) as db:
        db.execute("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C' LOCALE_PROVIDER libc")
    with pytest.raises(NotALedger, match="LATIN1"):
        Ledger(Server(server.url("latin"), tmp_path / "latin.hudna"), create=True)


def test_what_else_is_in_the_database_is_left_alone(address: Server, rooms: Rooms) -> None:
    with bare(address) as db:
        db.execute("CREATE TABLE public.reports (mine text); CREATE SCHEMA hudna; CREATE TABLE hudna.theirs (x int)")
    with pytest.raises(NotALedger, match="no ledger of Hudna"):
        Ledger(address, create=True)
    with bare(address) as db:
        db.execute("DROP TABLE hudna.theirs")
    add(address, [report(1)], rooms)
    assert rows(address, "SELECT * FROM public.reports") == []
    clean_state(address)


def test_the_evidence_of_another_ledger_is_refused(
    address: Server, server: Cluster, rooms: Rooms, run: Command
) -> None:
    add(address, [report(1)], rooms)
    other = Server(server.url(server.database()), address.folder.with_name("other.hudna"))
    add(other, [report(1)], rooms)
    wrong = replace(other, folder=address.folder)
    for words in (("list",), ("add", ROOT / "demo"), ("verify",), ("rebuild",)):
        result = run("--ledger", wrong, *words)
        assert result.exit_code in (1, 3)
        assert "holds the evidence of another ledger" in result.stderr
    clean_state(address)


def test_without_the_evidence_one_can_look_and_not_write(address: Server, rooms: Rooms, run: Command) -> None:
    add(address, [report(1)], rooms)
    elsewhere = replace(address, folder=address.folder.with_name("nowhere.hudna"))
    assert "violence" in run("--ledger", elsewhere, "list", "--json").stdout
    result = run("--ledger", elsewhere, "add", stdin=line(report(2)))
    assert result.exit_code == 1 and "--evidence" in result.stderr
    assert not elsewhere.folder.exists()


def test_a_writer_on_another_machine_is_waited_for(
    address: Server, rooms: Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(address, [report(1)], rooms)
    monkeypatch.setattr(store, "WAIT_SECONDS", 0.05)
    with bare(address) as elsewhere:
        elsewhere.execute("SELECT pg_advisory_lock(%s, %s)", (LOCKS, WRITER))
        with pytest.raises(LedgerBusy, match="another program is writing"):
            Ledger(address).keep([Kept(report(2))], "now")
        assert kept_ids(address) == ["r1"], "readers do not wait"
    Ledger(address).keep([Kept(report(2))], "now")
    clean_state(address)


def test_a_reader_sees_one_state_and_cannot_write(address: Server, rooms: Rooms) -> None:
    ledger = add(address, [report(1)], rooms)
    with ledger.reading() as connection:
        count = select(func.count()).select_from(reports)
        assert connection.execute(count).scalar_one() == 1
        ledger.keep([Kept(report(2))], "now")
        assert connection.execute(count).scalar_one() == 1
        with pytest.raises(DatabaseError, match="read-only"):
            connection.execute(insert(log).values(number=99, entry=b"x"))


def test_a_redaction_waits_for_every_reader_also_of_other_tables(
    address: Server, rooms: Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(address, [report(1), report(2)], rooms)
    monkeypatch.setattr(store, "WAIT_SECONDS", 0.2)
    with bare(address) as reading:
        reading.execute("SELECT pg_advisory_xact_lock_shared(%s, %s)", (LOCKS, READERS))
        with pytest.raises(LedgerBusy, match="somebody is reading"):
            redact(Ledger(address), "r1", "now", Weaver(StoryJudge()))
    Ledger(address).keep([], "later")
    assert (clean_state(address).redacted, clean_state(address).remarks) == (1, ())


def test_a_user_who_may_only_look_looks(address: Server, server: Cluster, rooms: Rooms, run: Command) -> None:
    add(address, [report(1)], rooms)
    with bare(address) as db:
        db.execute("CREATE ROLE onlooker LOGIN; GRANT USAGE ON SCHEMA hudna TO onlooker")
        db.execute("GRANT SELECT ON ALL TABLES IN SCHEMA hudna TO onlooker")
    theirs = replace(address, url=address.url.replace("postgresql://postgres@", "postgresql://onlooker@"))
    assert "violence" in run("--ledger", theirs, "list", "--json").stdout
    assert run("--ledger", theirs, "verify").exit_code == 0
    result = run("--ledger", theirs, "add", stdin=line(report(2)))
    assert result.exit_code == 1 and "permission denied" in result.stderr
    assert clean_state(address).remarks == ()


def test_a_backup_is_the_way_from_a_file_to_a_server_and_back(
    address: Server, tmp_path: Path, rooms: Rooms, run: Command
) -> None:
    path, back = small(tmp_path, rooms), tmp_path / "back.db"
    assert run("--ledger", path, "backup", tmp_path / "to.tar").exit_code == 0
    assert run("--ledger", address, "restore", tmp_path / "to.tar").exit_code == 0
    assert clean_state(address).root == clean_state(path).root
    assert run("--ledger", address, "list", "--json").stdout == run("--ledger", path, "list", "--json").stdout
    assert run("--ledger", address, "backup", tmp_path / "fro.tar").exit_code == 0
    assert run("--ledger", back, "restore", tmp_path / "fro.tar").exit_code == 0
    assert contents(back, ()) == contents(path, ())
    for ledger in (address, back):
        add(ledger, [report(77)], rooms)
        clean_state(ledger)


def test_a_backup_of_an_older_schema_goes_through_a_file(
    address: Server, tmp_path: Path, rooms: Rooms, run: Command
) -> None:
    path, new = small(tmp_path, rooms), tmp_path / "new.tar"
    assert run("--ledger", path, "backup", tmp_path / "b.tar").exit_code == 0
    with tarfile.open(tmp_path / "b.tar") as tar:
        tar.extractall(tmp_path / "parts", filter="data")
    with closing(sqlite3.connect(tmp_path / "parts" / "ledger.db")) as db:
        db.execute(f"PRAGMA user_version = {SCHEMA - 1}")
    with tarfile.open(new, "w", format=tarfile.PAX_FORMAT) as tar:
        for one in ("backup.json", "ledger.log", "ledger.checkpoint", "evidence", "ledger.db"):
            found = tmp_path / "parts" / one
            for part in sorted(found.iterdir()) if found.is_dir() else [found]:
                tar.add(part, part.relative_to(tmp_path / "parts"))
    result = run("--ledger", address, "restore", new)
    assert result.exit_code == 1
    assert "restore it into a file" in result.stderr and kept_ids(address) == []
    assert not list(address.folder.glob("ledger.evidence/??/*"))


def test_an_older_schema_is_brought_up_to_date(address: Server, rooms: Rooms) -> None:
    small_at(address, rooms)
    before, ledger = contents(address), Ledger(address)
    with ledger.engine.begin() as connection:
        ledger.database.mark(connection, SCHEMA - 1)
    Ledger(address)
    with ledger.reading() as connection:
        assert ledger.database.identity(connection).schema == SCHEMA
    assert contents(address) == before
    clean_state(address)


def test_texts_sort_by_code_points_whatever_the_database_does(address: Server) -> None:
    Ledger(address, create=True)
    wanted = "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'hudna' "
    texts = "AND data_type IN ('text', 'character varying') AND collation_name IS DISTINCT FROM 'C'"
    assert rows(address, wanted + texts) == []
    assert rows(address, "SELECT 'a' < 'B', 'a' < 'B' COLLATE \"C\"") == [(True, False)], "here it does otherwise"


def test_what_postgresql_cannot_hold_is_refused_by_name(address: Server, run: Command) -> None:
    long = "".join(random.Random(7).choices("بتثجحخدذرزسشصضطظعغفقكلمنهي", k=9_000))
    some = [
        replace(report(1), text="نص\0 آخر"),
        replace(report(2), id=long),
        replace(report(3), text=f"وصل {long} ليلا"),
    ]
    result = run("--ledger", address, "add", stdin=b"\n".join(map(line, some)))
    assert "letter of code 0" in result.stderr and "its id has more than 2,500 bytes" in result.stderr
    assert "1 new" in result.stdout and "2 inputs could not be read" in result.stdout
    assert [hit.origin.id for hit in search(Ledger(address), [long]).hits] == ["r3"]
    clean_state(address)


def test_a_long_text_is_found_by_a_phrase_at_its_end(address: Server, rooms: Rooms) -> None:
    much = " ".join(f"كلمة{number}" for number in range(70_000))
    add(address, [replace(report(1), text=f"{much} وقف إطلاق النار")], rooms)
    found = [search(Ledger(address), [asked]).total for asked in ("وقف إطلاق النار", "إطلاق وقف النار", "كلمة69999")]
    assert found == [1, 0, 1]
    clean_state(address)


def test_the_doctor_knows_the_server(address: Server, rooms: Rooms, run: Command) -> None:
    add(address, [report(1)], rooms)
    result = run("--ledger", address, "doctor")
    assert "PostgreSQL 1" in result.stdout and "psycopg 3" in result.stdout
    assert "fsync is off" in result.stderr, "that of the tests is"
    base_of(address).with_suffix(".key").chmod(0o644)
    assert "chmod 600" in run("--ledger", address, "doctor").stderr


def test_a_table_that_cannot_be_read_is_named(address: Server, rooms: Rooms) -> None:
    add(address, [report(1)], rooms)
    with bare(address) as db:
        db.execute("ALTER TABLE words DROP COLUMN folding")
    found = "\n".join(map(str, verify(address).findings))
    assert "table words: cannot be read" in found and "index of words" in found


def test_what_the_page_shows_is_what_the_commands_print(
    server: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "demo").symlink_to(ROOT / "demo")
    monkeypatch.chdir(tmp_path)
    shown_as, url = "postgresql://hudna@localhost/truce", server.url(server.database())
    for arguments, shown in steps("postgresql.md"):
        words = shlex.split(arguments.replace(shown_as, url))
        done = CliRunner().invoke(hudna, ["--evidence", "truce.hudna", *words] if url in words else words)
        assert done.exit_code == 0, done.output
        assert is_shown(shown, lines(done.stdout.replace(str(address_of(url)), shown_as))), done.output


def test_errors_of_the_server_are_ledger_errors(address: Server, rooms: Rooms) -> None:
    ledger = add(address, [report(1)], rooms)
    with pytest.raises(LedgerError, match="look into the log of the server"), ledger.reading() as connection:
        connection.exec_driver_sql("SELECT 1 / 0")
