"""Archives in and out: what was cut, damaged or packed to do harm is named, all else is read, and other tools replay ours."""

import gzip
import io
import random
import stat
import time
import zipfile
from pathlib import Path

import pytest

from articles import article
from conftest import Command
from hudna.capture.files import Complaint, Page, inputs
from hudna.capture.snapshot import Snapshot, page_in, record, resource, snapshot_in
from hudna.capture.warc import LARGEST_RECORD, pages_in
from hudna.commands.archiving import archive_pages
from hudna.ledger.rereading import read_before
from hudna.ledger.store import Ledger
from ledgers import clean_state, kept_ids

COUNT = 6
AT = "2020-11-01T09:00:00Z"


def snapshot(number: int, body: bytes = b"", *headers: tuple[str, str]) -> Snapshot:
    url = f"https://a.example/{number}"
    return Snapshot(
        url, url, AT, 200, (("Content-Type", "text/html; charset=utf-8"), *headers), body or article(number)
    )


def archive(packed: bool, count: int = COUNT) -> bytes:
    records = [record(snapshot(number)) for number in range(count)]
    return b"".join(gzip.compress(one) if packed else one for one in records)


def found(data: bytes) -> tuple[list[Page], list[Complaint]]:
    every = list(pages_in(io.BytesIO(data), "a"))
    return [one for one in every if isinstance(one, Page)], [one for one in every if isinstance(one, Complaint)]


@pytest.mark.parametrize("packed", [False, True])
def test_the_pages_of_an_archive_are_read_with_their_addresses(packed: bool) -> None:
    pages, complaints = found(archive(packed))
    assert complaints == []
    assert [(page.url, page.html) for page in pages] == [(f"https://a.example/{n}", article(n)) for n in range(COUNT)]


def test_an_archive_packed_as_a_whole_is_read_too() -> None:
    assert len(found(gzip.compress(archive(packed=False)))[0]) == COUNT


@pytest.mark.parametrize("packed", [False, True])
def test_what_is_read_and_what_is_quarantined_add_up(packed: bool) -> None:
    """250 archives of each kind with one byte changed: every record is read as it was, or said to be damaged."""
    whole, dice = archive(packed), random.Random(7)
    there = {article(number) for number in range(COUNT)}
    for _ in range(250):
        at = dice.randrange(len(whole))
        data = whole[:at] + bytes([whole[at] ^ 1 << dice.randrange(8)]) + whole[at + 1 :]
        pages, complaints = found(data)
        changed = [page for page in pages if page.html not in there]
        assert changed == [], at
        assert len(pages) + len(complaints) >= COUNT, at
        assert len(pages) >= COUNT - 1, at


@pytest.mark.parametrize("packed", [False, True])
def test_a_record_that_was_cut_is_never_handed_out(packed: bool) -> None:
    records = [record(snapshot(number)) for number in range(COUNT)]
    packs = [gzip.compress(one) if packed else one for one in records]
    ends = [sum(map(len, packs[: number + 1])) for number in range(COUNT)]
    whole, dice = b"".join(packs), random.Random(7)
    for at in [dice.randrange(1, len(whole)) for _ in range(250)] + [
        end - back for end in ends for back in (1, 4, 8, 12)
    ]:
        pages, complaints = found(whole[:at])
        kept = sum(end <= at for end in ends)
        assert [page.html for page in pages] == [article(number) for number in range(kept)], at
        assert len(complaints) == (at not in ends), at


def test_a_wrong_digest_is_told() -> None:
    one = record(snapshot(1))
    assert "digest" in found(one.replace("خبر".encode(), "حبر".encode()))[1][0].what
    kept = one.replace(b"WARC-Block-Digest", b"X-Block-Digest").replace("خبر".encode(), "حبر".encode())
    assert "its page does not have the digest" in found(kept)[1][0].what


def test_a_record_that_is_too_large_or_a_bomb_is_left() -> None:
    start = time.monotonic()
    head = f"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: {LARGEST_RECORD + 1}\r\n\r\n".encode()
    bomb = gzip.compress(head + b"\0" * 100_000_000)
    pages, complaints = found(bomb + archive(packed=True, count=1))
    assert len(pages) == 1 and "the limit is" in complaints[0].what
    packed = record(snapshot(1, gzip.compress(b"\0" * 100_000_000), ("Content-Encoding", "gzip")))
    assert "cannot be unpacked" in found(packed)[1][0].what
    assert time.monotonic() - start < 5


def test_bodies_in_chunks_and_pages_given_as_files_are_pages() -> None:
    page = article(1)
    chunks = b"".join(b"%x;x=y\r\n%s\r\n" % (len(part), part) for part in (page[:100], page[100:])) + b"0\r\n\r\n"
    one = record(snapshot(1, chunks)).replace(
        b"Content-Type: text", b"Transfer-Encoding: chunked\r\nContent-Type: text"
    )
    grown = one.replace(b"WARC-Block", b"X-Block").replace(b"WARC-Payload", b"X-Payload")
    length = len(grown.partition(b"\r\n\r\n")[2]) - 4
    head, _, block = grown.partition(b"\r\n\r\n")
    head = b"\r\n".join(
        b"Content-Length: %d" % length if line.startswith(b"Content-Length") else line for line in head.split(b"\r\n")
    )
    assert [one.html for one in found(head + b"\r\n\r\n" + block)[0]] == [page]
    given = resource("https://a.example/x", AT, page)
    assert [(one.url, one.html) for one in found(given)[0]] == [("https://a.example/x", page)]
    assert page_in(given) == (page, "")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # warcio leaves its own files open
def test_other_tools_read_our_archives_and_we_read_theirs(run: Command, tmp_path: Path) -> None:
    """warcio finds every page in what `hudna archive` writes; its own archives come in, and nothing is added twice."""
    warcio = pytest.importorskip("warcio")
    from warcio.archiveiterator import ArchiveIterator
    from warcio.statusandheaders import StatusAndHeaders

    theirs = tmp_path / "theirs.warc.gz"
    with theirs.open("wb") as out:
        writer = warcio.WARCWriter(out, gzip=True)
        writer.write_record(writer.create_warcinfo_record("x", {"software": "x"}))
        for number in range(COUNT):
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
            body = io.BytesIO(article(number))
            writer.write_record(
                writer.create_warc_record(f"https://a.example/{number}", "response", payload=body, http_headers=headers)
            )
    ledger, file, ours = tmp_path / "hudna.db", tmp_path / "page.html", tmp_path / "ours.warc.gz"
    file.write_bytes(article(77))
    done = run("--ledger", ledger, "add", theirs, file)
    assert f"{COUNT + 1} new" in done.output, done.output
    assert run("--ledger", ledger, "archive", ours).output.strip() == f"{ours}: {COUNT + 1} pages"
    with ours.open("rb") as stream:
        replayed = {
            one.rec_headers.get_header("WARC-Target-URI"): one.content_stream().read()
            for one in ArchiveIterator(stream, check_digests="raise")
            if one.rec_type in ("response", "resource")
        }
    assert [replayed[f"https://a.example/{number}"] for number in range(COUNT)] == [
        article(number) for number in range(COUNT)
    ]
    assert article(77) in replayed.values()
    again = tmp_path / "again.db"
    assert f"{COUNT + 1} new" in run("--ledger", again, "add", ours).output
    assert f"{COUNT} known already" in run("--ledger", again, "add", theirs).output
    clean_state(again)
    assert all(snapshot_in(one.came) for one in read_before(Ledger(again)))


def test_a_damaged_archive_is_told_on_the_command_line(run: Command, tmp_path: Path) -> None:
    (tmp_path / "cut.warc.gz").write_bytes(archive(packed=True)[:-10])
    done = run("--ledger", tmp_path / "hudna.db", "add", tmp_path / "cut.warc.gz")
    assert done.exit_code == 1
    assert f"cut.warc.gz#{COUNT}: quarantined: its gzip member is cut short" in done.output
    assert f"{COUNT - 1} new" in done.output and "1 inputs could not be read" in done.output
    assert len(kept_ids(tmp_path / "hudna.db")) == COUNT - 1


def test_an_archive_that_cannot_be_written_leaves_nothing(run: Command, tmp_path: Path) -> None:
    assert archive_pages(tmp_path / "none.db", tmp_path / "out.warc.gz") == 1
    assert list(tmp_path.glob("out*")) == []


def zipped(path: Path, *members: tuple[str | zipfile.ZipInfo, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in members:
            out.writestr(name, content, zipfile.ZIP_DEFLATED)
    return path


def test_members_of_a_zip_are_read_where_they_lie(run: Command, tmp_path: Path) -> None:
    path = zipped(
        tmp_path / "a.zip", ("x/1.html", article(1)), ("pages.warc.gz", archive(packed=True, count=2)), ("x.png", b"x"),
        ("two.jsonl", b'{"id": "j", "text": "\xd9\x82\xd8\xa7\xd9\x84 \xd8\xa7\xd9\x84\xd9\x86\xd8\xa7\xd8\xb7\xd9\x82"}\n'),
    )  # fmt: skip
    assert "4 new" in run("--ledger", tmp_path / "hudna.db", "add", path).output


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_members_that_may_do_harm_are_refused_by_name(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.html")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    path = zipped(
        tmp_path / "bad.zip", ("../slip.html", article(1)), ("/root.html", article(2)), ("..\\back.html", article(3)), ("C:/x.html", article(3)),
        (link, b"/etc/passwd"), ("twice.html", article(4)), ("twice.html", article(5)), ("in.zip", b"PK"),
        ("zeros.html", b"\0" * 50_000_000), ("good.html", article(6)),
    )  # fmt: skip
    every = list(inputs([str(path)]))
    assert [one.path for one in every if isinstance(one, Page)] == [f"{path}!good.html"]
    said = {str(one.where).partition("!")[2]: one.what for one in every if isinstance(one, Complaint)}
    assert {name: next(word for word in ("leads out", "link", "twice", "within", "times") if word in what) for name, what in said.items()} == {
        "../slip.html": "leads out", "/root.html": "leads out", "..\\back.html": "leads out", "C:/x.html": "leads out",
        "link.html": "link", "twice.html": "twice", "in.zip": "within", "zeros.html": "times",
    }  # fmt: skip
    assert not (tmp_path.parent / "slip.html").exists()


def test_damaged_zips_end_visibly(tmp_path: Path) -> None:
    """200 of them: each member is read as it was or named, or the whole file is."""
    whole = zipped(tmp_path / "a.zip", *((f"{number}.html", article(number)) for number in range(3))).read_bytes()
    dice, path = random.Random(3), tmp_path / "b.zip"
    pages = {article(number) for number in range(3)}
    for _ in range(200):
        at = dice.randrange(len(whole))
        path.write_bytes(
            whole[:at]
            if dice.random() < 0.3
            else whole[:at] + bytes([whole[at] ^ 1 << dice.randrange(8)]) + whole[at + 1 :]
        )
        every = list(inputs([str(path)]))
        assert all(one.html in pages for one in every if isinstance(one, Page))
        assert len(every) == 3 or [type(one) for one in every] == [Complaint] or _renamed(path), at


def _renamed(path: Path) -> bool:
    """Whether the damage has made a name that is no report's any more."""
    with zipfile.ZipFile(path) as packed:
        return any(not name.endswith(".html") for name in packed.namelist())


def test_a_wacz_gives_its_pages_and_nothing_else(run: Command, tmp_path: Path) -> None:
    path = zipped(
        tmp_path / "a.wacz", ("archive/data.warc.gz", archive(packed=True)), ("pages/pages.jsonl", b'{"format": "json-pages-1.0"}\n'),
        ("datapackage.json", b"{}"), ("indexes/index.cdx", b"x"),
    )  # fmt: skip
    done = run("--ledger", tmp_path / "hudna.db", "add", path)
    assert done.exit_code == 0 and f"{COUNT} new" in done.output, done.output
