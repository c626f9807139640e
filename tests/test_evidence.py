"""Whatever is changed behind the ledger's back is found and named; what is taken out on purpose is gone (E2, E3, E6, E7)."""

import json
import os
import random
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from conftest import TEXT, Command, Place
from hudna.errors import LedgerBusy, LedgerError, NotALedger
from hudna.identify.judge import StoryJudge
from hudna.ledger import blobs, log
from hudna.ledger.address import Address, Server, base_of, name_of
from hudna.ledger.backup import BadBackup, backup, restore
from hudna.ledger.blobs import SALT, Blobs
from hudna.ledger.log import LedgerDamaged, leaf_in
from hudna.ledger.merkle import consistency_proof, inclusion_proof, is_consistent, is_included, leaf_hash
from hudna.ledger.rebuild import rebuild
from hudna.ledger.redact import NoSuchReport, redact
from hudna.ledger.rows import report_in
from hudna.ledger.store import Kept, Ledger
from hudna.ledger.verify import verify
from hudna.ledger.weaving import Weaver
from hudna.pipeline import Rooms
from ledgers import (
    add,
    bare,
    clean_state,
    contents,
    copied,
    kept_ids,
    line,
    report,
    rows,
    settled,
    small,
    small_at,
    without_guards,
)

MUTATIONS = [150, pytest.param(10_000, marks=pytest.mark.torture)]
PAGE = 4096


@pytest.fixture
def ledger(place: Place, rooms: Rooms) -> Address:
    return small_at(place("hudna.db"), rooms)


@pytest.fixture
def file(tmp_path: Path, rooms: Rooms) -> Path:
    """A ledger in a file, whose bytes are to be looked at."""
    return small(tmp_path, rooms)


def part(ledger: Address, suffix: str) -> Path:
    """What lies beside a ledger."""
    return base_of(ledger).with_suffix(suffix)


def names(path: Address, against: str | None = None) -> str:
    """What is damaged, as `hudna verify` names it."""
    return "\n".join(str(finding) for finding in verify(path, against).findings)


def entries(path: Address) -> list[bytes]:
    return [entry for (entry,) in rows(path, "SELECT entry FROM log ORDER BY number")]


def addresses(path: Address) -> list[str]:
    return [address for address, _ in Blobs(part(path, ".evidence")).lying_there()]


def test_a_blob_is_named_by_the_hash_of_its_file_and_never_written_again(ledger: Address) -> None:
    store = Blobs(part(ledger, ".evidence"))
    leaf = leaf_in(entries(ledger)[1])
    assert leaf is not None
    path = store.path_of(leaf["blob"])
    assert path.stat().st_mode & 0o777 == 0o440
    fields, came = report_in(store.read(leaf["blob"]))
    assert fields["id"] == "r0" and came == line(report(0))
    before = path.stat().st_mtime_ns, path.stat().st_ino
    store.write({leaf["blob"]: b"something else"})
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == before
    assert store.file(leaf["blob"])[SALT:] != b"something else"


def test_the_log_holds_no_word_of_a_report_and_no_name(ledger: Address) -> None:
    known = {"at", "what", "blob", "version", "after", "of", "reader", "key", "origin", "format"}
    for entry in entries(ledger):
        leaf = json.loads(entry)
        assert log.canonical(leaf) == entry and len(entry) < 65_536 and leaf.keys() <= known
    text = part(ledger, ".log").read_text("ascii")
    assert all(word not in text for word in ("nur", "r1", "SYR-MIL", "https"))
    assert text.encode() == b"".join(entry + b"\n" for entry in entries(ledger))
    with pytest.raises(LedgerError, match="the limit is"):
        log.entry_of({"what": "x" * 70_000})


def test_every_entry_is_in_the_tree_whose_root_is_signed(ledger: Address) -> None:
    hashes = [leaf_hash(entry) for entry in entries(ledger)]
    root = clean_state(ledger).root
    for number, leaf in enumerate(hashes):
        assert is_included(leaf, number, len(hashes), inclusion_proof(number, hashes), root)


def test_added_twice_is_the_same_ledger_and_the_same_root(place: Place, run: Command) -> None:
    path = place("hudna.db")
    text = b"\n".join(line(report(number)) for number in range(5))
    run("--ledger", path, "add", stdin=text)
    before, root, lying = contents(path), clean_state(path).root, addresses(path)
    again = run("--ledger", path, "add", stdin=text + b"\n" + line(report(2)))
    assert "6 reports: 0 new, 0 changed, 6 known already" in again.stdout
    assert (contents(path), clean_state(path).root, addresses(path)) == (before, root, lying)
    assert rows(path, "SELECT sum(times), max(times) FROM duplicates") == [(6, 2)]


Mutation = tuple[str, Callable[[], None], Callable[[], None]]


def flipped(path: Path, place: int, by: int) -> tuple[Callable[[], None], Callable[[], None]]:
    """Changing one byte of a file, and changing it back."""

    def flip() -> None:
        mode = path.stat().st_mode
        path.chmod(0o640)
        with path.open("r+b") as file:
            file.seek(place)
            byte = file.read(1)[0]
            file.seek(place)
            file.write(bytes([byte ^ by]))
        path.chmod(mode)

    return flip, flip


def mutations(path: Path, dice: random.Random) -> Iterator[Mutation]:
    """Single bytes of blobs, of the log in ledger and mirror, of the checkpoint and of rows, with the name to be found."""
    lying = addresses(path)
    store = Blobs(path.with_suffix(".evidence"))
    data = path.read_bytes()
    log_entries = entries(path)
    mirrored = path.with_suffix(".log").read_bytes()
    rows = [(f"report r{number} version 1", report(number).title.encode()) for number in (0, 2, 3)]
    while True:
        by = dice.randrange(1, 256)
        what = dice.choice(("blob", "blob", "entry", "entry", "mirror", "checkpoint", "row"))
        if what == "blob":
            address = dice.choice(lying)
            place = dice.randrange(store.path_of(address).stat().st_size)
            yield f"blob {address}", *flipped(store.path_of(address), place, by)
        elif what == "entry":
            number = dice.randrange(len(log_entries))
            start = data.index(log_entries[number])
            place = start + dice.randrange(len(log_entries[number]))
            yield f"log entry {number} in hudna.db", *flipped(path, place, by)
        elif what == "mirror":
            place = dice.randrange(len(mirrored))
            yield "hudna.log line", *flipped(path.with_suffix(".log"), place, by)
        elif what == "checkpoint":
            size = path.with_suffix(".checkpoint").stat().st_size
            yield "hudna.checkpoint", *flipped(path.with_suffix(".checkpoint"), dice.randrange(size), by)
        else:
            name, words = dice.choice(rows)
            place = data.index(words) + dice.randrange(len(words))
            yield name, *flipped(path, place, by)


@pytest.mark.parametrize("count", MUTATIONS)
def test_every_changed_byte_is_found_and_named(file: Path, count: int, capsys: pytest.CaptureFixture[str]) -> None:
    settled(file)
    dice = random.Random(1313)
    unfound = []
    for (name, change, undo), number in zip(mutations(file, dice), range(count), strict=False):
        change()
        found = names(file)
        undo()
        if name not in found:
            unfound.append((number, name, found))
    assert unfound == [], unfound[:3]
    clean_state(file)
    with capsys.disabled():
        if count > 1000:
            print(f"\n{count:,} single bytes changed: all found, all named")


CUTS = [1, 2, 5, pytest.param(100, marks=pytest.mark.torture)]


@pytest.mark.parametrize("cut", CUTS)
def test_a_log_that_was_cut_back_is_caught(tmp_path: Path, rooms: Rooms, cut: int) -> None:
    path = tmp_path / "hudna.db"
    for number in range(3 if cut < 100 else 60):
        add(path, [report(number)], rooms)
    settled(path)
    given_away = path.with_suffix(".checkpoint").read_text("utf-8")
    cuts = range(1, cut + 1) if cut == 100 else [cut]
    for number in cuts:
        for where in ("ledger", "mirror", "both", "all"):
            folder = tmp_path / f"{where}{number}"
            broken = copied(path, folder)
            cut_back(broken, where, number)
            assert names(broken), where
            assert "cut back" in names(broken, given_away) or where == "mirror", where


def cut_back(path: Path, where: str, count: int) -> None:
    """Takes the last entries away: from the ledger, its mirror, both, or with the checkpoint before and the tree right."""
    left = entries(path)[:-count]
    if where != "mirror":
        without_guards(path, lambda db: db.execute("DELETE FROM log WHERE number >= ?", (len(left),)))
    if where != "ledger":
        path.with_suffix(".log").write_bytes(b"".join(entry + b"\n" for entry in left))
    if where == "all":
        path.with_suffix(".checkpoint").unlink()


def test_a_log_that_was_written_anew_with_the_key_is_caught_by_a_checkpoint_given_away(
    tmp_path: Path, rooms: Rooms
) -> None:
    path, other = tmp_path / "hudna.db", tmp_path / "other"
    add(path, [report(1)], rooms)
    settled(path)
    earlier = copied(path, other)
    add(path, [report(2)], rooms)
    given_away = path.with_suffix(".checkpoint").read_text("utf-8")
    add(earlier, [report(3)], rooms)
    clean_state(earlier)
    assert "are not those that were signed" in names(earlier, given_away)
    add(path, [report(4)], rooms)
    assert names(path, given_away) == ""
    assert "not signed by a key of this ledger" in names(small(mkdir(tmp_path / "third"), rooms), given_away)


def mkdir(folder: Path) -> Path:
    folder.mkdir()
    return folder


ROWS = {
    "a text": ("UPDATE reports SET text = text || ' ' WHERE id = 'r2'", "report r2 version 1"),
    "a date": ("UPDATE reports SET published = '2021-01-01' WHERE id = 'r2'", "report r2 version 1"),
    "which is current": ("UPDATE reports SET current = false WHERE id = 'r2'", "report r2 version 1"),
    "a new report": ("UPDATE reports SET id = 'r7', leaf = NULL WHERE id = 'r2'", "report r7 version 1"),
    "a lost report": ("DELETE FROM reports WHERE id = 'r2'", "its row is not there"),
    "a truth value": ("UPDATE entries SET negated = 3 WHERE report = 2", "report r1 version 1, table entries"),
    "a truth": ("UPDATE entries SET negated = NOT negated WHERE report = 2", "report r1 version 1, table entries"),
    "an entry": ("DELETE FROM entries WHERE report = 2", "report r1 version 1, table entries"),
    "an added hop": ("INSERT INTO hops VALUES (1, 0, 9, 1, 2, 'outlet', '')", "report r0 version 1, table hops"),
    "rows of nobody": ("INSERT INTO hops VALUES (99, 0, 9, 1, 2, 'outlet', '')", "table hops, report 99"),
    "a reading of one that waits": ("UPDATE reports SET reading = 3 WHERE id = 'r9'", "report r9 version 1"),
    "a decision": ("UPDATE decisions SET identity = 'SYR-COP'", "its row is not what was decided"),
    "a lost decision": ("DELETE FROM decisions", "decision of log entry"),
    "a decision more": ("UPDATE decisions SET leaf = 99", "decision row 99"),
    "a review": ("UPDATE reviews SET why = 'because'", "its row is not what was said"),
    "a lost review": ("DELETE FROM reviews", "review of log entry"),
    "a review more": ("UPDATE reviews SET leaf = 99", "review row 99"),
    "a reading that is withdrawn": (
        "UPDATE entries SET withdrawn = 'x' WHERE report = 2",
        "report r1 version 1, table entries",
    ),
    "the tree": ("UPDATE tree SET size = size - 1", "table tree"),
    "another log": ("UPDATE log SET entry = CAST('{}' AS BLOB) WHERE number = 2", "log entry 2 in {name}"),
    "a gap": ("DELETE FROM log WHERE number = 2", "log entry 2: not there"),
}


@pytest.mark.parametrize(("deed", "named"), ROWS.values(), ids=ROWS)
def test_rows_that_say_something_else_are_named(ledger: Address, deed: str, named: str) -> None:
    if isinstance(ledger, Server):
        if "negated = 3" in deed:
            pytest.skip("a truth value is nothing else there")
        deed = deed.replace("AS BLOB", "AS BYTEA")
    without_guards(ledger, lambda db: db.execute(deed))
    assert named.format(name=name_of(ledger)) in names(ledger)


@pytest.mark.parametrize(
    "deed", ["DROP TRIGGER log_keeps_update{on}", "ALTER TABLE log DISABLE TRIGGER log_keeps_update"]
)
def test_a_guard_that_is_gone_is_named(ledger: Address, deed: str) -> None:
    if isinstance(ledger, Path) and "DISABLE" in deed:
        pytest.skip("SQLite has no such word")
    with bare(ledger) as db:
        db.execute(deed.format(on="" if isinstance(ledger, Path) else " ON log"))
    assert "trigger log_keeps_update" in names(ledger)


@pytest.mark.parametrize("suffix", [".log", ".checkpoint", ".evidence"])
def test_a_part_that_is_gone_is_named(ledger: Address, suffix: str) -> None:
    part(ledger, suffix).rename(part(ledger, ".gone"))
    assert "not there" in names(ledger)


def test_files_that_are_none_of_ours_are_named(ledger: Address) -> None:
    stray = part(ledger, ".evidence") / "ab"
    stray.mkdir(exist_ok=True)
    (stray / ("ab" * 32)).write_bytes(b"x")
    (stray / "notes.txt").write_bytes(b"x")
    assert f"blob {'ab' * 32}" in names(ledger) and "notes.txt" in names(ledger)


def test_verify_tells_by_its_exit_code(ledger: Address, run: Command, place: Place, tmp_path: Path) -> None:
    clean = run("--ledger", ledger, "verify", "--against", part(ledger, ".checkpoint"))
    assert (clean.exit_code, clean.stderr) == (0, "")
    assert "1 waiting to be read" in clean.stdout and clean.stdout.endswith(": clean\n")
    address = addresses(ledger)[0]
    path = Blobs(part(ledger, ".evidence")).path_of(address)
    path.unlink()
    damaged = run("--ledger", ledger, "verify")
    assert damaged.exit_code == 2
    assert f"blob {address}: not there" in damaged.stdout and "1 objects damaged" in damaged.stdout
    assert run("--ledger", place("none.db"), "verify").exit_code == 3
    lose(ledger)
    assert run("--ledger", ledger, "verify").exit_code == 3
    assert run("--ledger", ledger, "verify", "--against", tmp_path / "none").exit_code == 3


def lose(ledger: Address) -> None:
    """Takes the database away and leaves what lies beside it."""
    if isinstance(ledger, Server):
        with bare(ledger) as db:
            db.execute("DROP SCHEMA hudna CASCADE")
    else:
        ledger.unlink()


def zeroed(path: Path, page: int) -> None:
    with path.open("r+b") as file:
        file.seek(page * PAGE)
        file.write(b"\0" * PAGE)


def test_after_a_page_of_zeroes_the_ledger_is_made_again_with_the_same_root(tmp_path: Path, rooms: Rooms) -> None:
    path = small(tmp_path, rooms)
    before, root = contents(path), clean_state(path).root
    pages = path.stat().st_size // PAGE
    for page in range(pages):
        broken = copied(path, tmp_path / f"page{page}")
        zeroed(broken, page)
        try:
            assert names(broken), f"page {page}"
        except LedgerError as error:
            assert "hudna" in str(error)
        done = rebuild(broken, Weaver(StoryJudge()))
        assert (done.root, done.lost) == (root, ())
        assert contents(broken) == before
        clean_state(broken)


def test_a_mirror_that_is_damaged_is_made_again_from_the_ledger(ledger: Address) -> None:
    before = part(ledger, ".log").read_bytes()
    for damaged in (before.replace(b"1", b"2", 3), before[:-50], before + before[-50:], b""):
        part(ledger, ".log").write_bytes(damaged)
        assert names(ledger)
        if len(damaged) != len(before):
            with pytest.raises(LedgerDamaged, match="nothing was written"):
                Ledger(ledger).keep([Kept(report(5))], "now")
        rebuild(ledger, Weaver(StoryJudge()))
        assert part(ledger, ".log").read_bytes() == before
        clean_state(ledger)


def test_what_no_blob_is_left_of_is_named_when_the_ledger_is_made_again(ledger: Address, run: Command) -> None:
    leaf = leaf_in(entries(ledger)[1])
    assert leaf is not None
    Blobs(part(ledger, ".evidence")).path_of(leaf["blob"]).unlink()
    lose(ledger)
    with pytest.raises(LedgerError, match="hudna rebuild"):
        Ledger(ledger, create=True)
    result = run("--ledger", ledger, "rebuild")
    assert result.exit_code == 1
    assert f"blob {leaf['blob']}: not there; what log entry 1 stands for is lost" in result.stderr
    assert f"blob {leaf['blob']}" in names(ledger) or "report of log entry 1" in names(ledger)


def test_two_logs_of_which_neither_is_signed_are_not_chosen_between(ledger: Address, place: Place) -> None:
    without_guards(ledger, lambda db: db.execute("DELETE FROM log WHERE number > 3"))
    part(ledger, ".log").write_bytes(b"{}\n")
    with pytest.raises(LedgerDamaged, match="hudna restore"):
        rebuild(ledger, Weaver(StoryJudge()))
    with pytest.raises(LedgerError, match="nothing to rebuild"):
        rebuild(place("none.db"), Weaver(StoryJudge()))


def everything(path: Address) -> bytes:
    """All bytes of the ledger and of what lies beside it, blobs unpacked; of a server all but its write-ahead log."""
    found = [one.read_bytes() for one in base_of(path).parent.rglob("*") if one.is_file()]
    if isinstance(path, Server):
        found += stored_by_server(path)
    store = Blobs(part(path, ".evidence"))
    return b"".join(found + [store.read(address) for address in addresses(path)])


def stored_by_server(path: Server) -> list[bytes]:
    """The bytes of all files of a database, as they are on the disk, compressed texts excepted."""
    with bare(path) as db:
        db.execute("COMMIT; CHECKPOINT")
        (data,) = db.execute("SHOW data_directory").fetchone()
        (number,) = db.execute("SELECT oid FROM pg_database WHERE datname = current_database()").fetchone()
    return [one.read_bytes() for one in Path(data, "base", str(number)).iterdir()]


def test_what_is_redacted_is_nowhere_and_every_proof_still_holds(place: Place, rooms: Rooms, run: Command) -> None:
    path = small_at(place("hudna.db"), rooms)
    secret = "اسم الشاهد المحمي"
    add(path, [report(7, f"قال {secret} إن القوات ستسحب آلياتها غدا. {TEXT}")], rooms)
    add(path, [report(8)], rooms)
    note, old = part(path, ".checkpoint").read_text("utf-8"), entries(path)
    assert secret.encode() in everything(path)
    assert isinstance(path, Path) or secret.encode() in b"".join(stored_by_server(path))
    with bare(path) as reading:  # a reader keeps the write-ahead log of SQLite there
        if isinstance(path, Path):
            reading.execute("SELECT count(*) FROM reports").fetchone()
        result = run("--ledger", path, "redact", "r7", "--yes")
    assert result.exit_code == 0, result.stderr
    assert secret.encode() not in everything(path)
    assert b"https://x/7" not in everything(path) and "عنوان 7".encode() not in everything(path)
    hashes = [leaf_hash(entry) for entry in entries(path)]
    assert entries(path)[: len(old)] == old
    state = verify(path, note)
    assert (state.findings, state.redacted) == ((), 1)
    proof = consistency_proof(len(old), hashes)
    old_root = leaf_root(old)
    assert is_consistent(len(old), len(hashes), old_root, state.root, proof)
    before = contents(path)
    lose(path)
    rebuild(path, Weaver(StoryJudge()))
    assert contents(path) == before
    with pytest.raises(NoSuchReport):
        redact(Ledger(path), "r7", "later", Weaver(StoryJudge()))


def test_a_redaction_that_a_reader_holds_up_is_finished_by_the_next_writer(
    ledger: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hudna.ledger import store

    monkeypatch.setattr(store, "WAIT_SECONDS", 0.05)
    with Ledger(ledger).reading() as connection:
        connection.exec_driver_sql("SELECT * FROM reports").fetchone()
        with pytest.raises(LedgerBusy, match="the next command that writes does it"):
            redact(Ledger(ledger), "r2", "now", Weaver(StoryJudge()))
        assert clean_state(ledger).remarks, "said to be unfinished"
    Ledger(ledger).keep([], "later")
    state = clean_state(ledger)
    assert (state.redacted, state.remarks) == (1, ())
    assert b"https://x/2" not in everything(ledger)


def leaf_root(some: list[bytes]) -> bytes:
    from hudna.ledger.merkle import root_of

    return root_of(map(leaf_hash, some))


def test_redacting_asks_before_it_destroys(ledger: Address, run: Command) -> None:
    before = contents(ledger)
    assert run("--ledger", ledger, "redact", "r1", stdin="n\n").exit_code == 1
    assert contents(ledger) == before
    rebuild(ledger, Weaver(StoryJudge()))
    done = run("--ledger", ledger, "redact", "r1", stdin="y\n")
    assert "2 wordings destroyed" in done.stdout
    assert "damaged" in done.stderr and "set aside" in done.stderr


def test_a_backup_taken_during_writing_restores_to_the_root_it_was_taken_at(
    tmp_path: Path, place: Place, rooms: Rooms
) -> None:
    path = small_at(place("hudna.db"), rooms)
    stop = threading.Event()

    def write() -> None:
        number = 100
        while not stop.is_set():
            add(path, [report(number)], rooms)
            number += 1

    writer = threading.Thread(target=write)
    writer.start()
    roots = []
    for number in range(4):
        saved = backup(Ledger(path), tmp_path / f"b{number}.tar", {})
        roots.append(saved.root)
        assert saved.damaged == ()
    stop.set()
    writer.join()
    for number, root in enumerate(roots):
        new = place(f"restored{number}.db")
        restore(new, tmp_path / f"b{number}.tar", {})
        assert clean_state(new).root == root
    assert clean_state(path).size > 13


def test_a_restored_ledger_is_the_same_and_signs_with_a_key_of_its_own(
    tmp_path: Path, place: Place, rooms: Rooms, run: Command
) -> None:
    path, file = small_at(place("hudna.db"), rooms), tmp_path / "b.tar"
    part(path, ".places.tsv").write_text("places", "utf-8")
    given_away = part(path, ".checkpoint").read_text("utf-8")
    assert run("--ledger", path, "backup", file).exit_code == 0
    new = place("new.db")
    restored = run("--ledger", new, "restore", file)
    assert restored.exit_code == 0, restored.stderr
    assert contents(new, ()) == contents(path, ())
    assert part(new, ".places.tsv").read_text("utf-8") == "places"
    assert not part(new, ".key").exists()
    assert run("--ledger", new, "restore", file).exit_code == 1
    add(new, [report(50)], rooms)
    assert names(new, given_away) == ""


@pytest.mark.parametrize("damage", ["cut", "flip", "other", "text"])
def test_a_backup_that_is_damaged_is_refused_and_leaves_nothing(
    tmp_path: Path, place: Place, rooms: Rooms, damage: str
) -> None:
    path, file = small_at(place("hudna.db"), rooms), tmp_path / "b.tar"
    backup(Ledger(path), file, {})
    data = bytearray(file.read_bytes())
    if damage == "cut":
        data = data[: len(data) // 2]
    elif damage == "flip":
        data[data.index(b"evidence/") + 512 + 40] ^= 1
    elif damage == "other":
        data = data.replace(b"evidence/", b"../../../", 1)
    else:
        data = bytearray(b"no tar at all" * 100)
    file.write_bytes(data)
    new = place("new.db")
    with pytest.raises(BadBackup):
        restore(new, file, {})
    assert kept_ids(new) == [] and not part(new, ".log").exists() and addresses(new) == []


def test_a_blob_damaged_already_is_named_and_left_out_of_the_backup(ledger: Address, run: Command) -> None:
    address = addresses(ledger)[0]
    flipped(Blobs(part(ledger, ".evidence")).path_of(address), 40, 1)[0]()
    result = run("--ledger", ledger, "backup", base_of(ledger).with_name("b.tar"))
    assert result.exit_code == 1
    assert f"blob {address}" in result.stderr


def test_a_blob_that_is_not_packed_is_damaged(tmp_path: Path) -> None:
    import hashlib

    file = b"x" * 100
    address = hashlib.sha256(file).hexdigest()
    Blobs(tmp_path).write({address: file})
    with pytest.raises(blobs.BlobDamaged, match="no content"):
        Blobs(tmp_path).read(address)


def test_a_ledger_may_not_be_called_like_what_lies_beside_it(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match=r"call it \*\.db"):
        Ledger(tmp_path / "hudna.log", create=True)


def test_a_second_writer_waits_and_is_then_told(ledger: Address, monkeypatch: pytest.MonkeyPatch) -> None:
    from hudna.ledger import store

    monkeypatch.setattr(store, "WAIT_SECONDS", 0.05)
    first, second = Ledger(ledger), Ledger(ledger)
    with first.writing():
        with pytest.raises(LedgerBusy, match="try again"):
            second.keep([Kept(report(5))], "now")
        assert second.waiting()[0].report.id == "r9", "readers do not wait"
    second.keep([Kept(report(5))], "now")
    clean_state(ledger)


def test_readers_leave_the_file_alone(file: Path, run: Command) -> None:
    before = file.stat().st_mtime_ns, file.read_bytes()
    for words in (("list",), ("commitments",), ("actors",), ("verify",)):
        assert run("--ledger", file, *words).exit_code == 0
    assert (file.stat().st_mtime_ns, file.read_bytes()) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_ledger_on_a_read_only_medium_can_be_read(file: Path, run: Command) -> None:
    file.parent.chmod(0o555)
    try:
        assert run("--ledger", file, "list").exit_code == 0
        assert run("--ledger", file, "verify").exit_code == 0
    finally:
        file.parent.chmod(0o755)


def test_the_doctor_names_what_is_risky(file: Path, run: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    from hudna.ledger import sqlite

    ledger = file
    monkeypatch.setattr(sqlite.sqlite3, "sqlite_version_info", (3, 40, 1))
    healthy = run("--ledger", ledger, "doctor")
    assert healthy.exit_code == 0
    assert "two connections write and checkpoint at once" in healthy.stdout
    monkeypatch.setattr(sqlite.sqlite3, "sqlite_version_info", (3, 51, 3))
    assert "two connections" not in run("--ledger", ledger, "doctor").stdout
    part(ledger, ".key").chmod(0o644)
    part(ledger, ".evidence").rename(part(ledger, ".gone"))
    ill = run("--ledger", ledger, "doctor")
    assert ill.exit_code == 1
    assert "chmod 600" in ill.stderr and "hudna.evidence: not there" in ill.stderr


def test_what_is_no_ledger_is_not_made_one(tmp_path: Path) -> None:
    path = tmp_path / "hudna.db"
    path.write_bytes(b"")
    with pytest.raises(NotALedger):
        Ledger(path)
    Ledger(path, create=True)
    assert clean_state(path).size == 0
