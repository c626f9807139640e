"""From the web into the ledger: every page once, as it came, and every address with a state that is seen."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("aiohttp", reason="the capture extra is not installed: pip install 'hudna[capture]'")

from hudna.capture.snapshot import digest, record, snapshot_in
from hudna.commands.fetching import fetch_pages
from hudna.ledger.captures import wordings_of
from hudna.ledger.rereading import read_before
from hudna.ledger.spool import Spool
from hudna.ledger.store import Ledger
from hudna.pipeline import Rooms
from ledgers import acknowledged_by_child, clean_state, kept_ids
from outlets import Press, article, press


@pytest.fixture
def outlets() -> Iterator[Press]:
    with press() as made:
        yield made


@pytest.fixture(autouse=True)
def three_words(rooms: Rooms, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hudna.commands.intake.default_rooms", lambda *_: rooms)


class Fetch:
    """`hudna fetch` against the press on loopback."""

    def __init__(self, outlets: Press, ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.outlets, self.ledger, self.capsys = outlets, ledger, capsys
        self.code = 0

    def __call__(self, *urls: str) -> list[dict[str, str]]:
        self.code = fetch_pages(self.ledger, urls, courier=self.outlets.courier(), outlet="", as_json=True)
        return [json.loads(line) for line in self.capsys.readouterr().out.splitlines()]


@pytest.fixture
def fetch(outlets: Press, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Fetch:
    return Fetch(outlets, tmp_path / "hudna.db", capsys)


def test_every_address_ends_visibly(outlets: Press, fetch: Fetch) -> None:
    urls = [
        outlets.page("a.example", "/1", article(1)),
        outlets.moved("a.example", "/old", "/1"),
        outlets.page("a.example", "/again", article(1, outlets.url("a.example", "/1"))) + "?utm_source=x",
        outlets.page("b.example", "/1", article(1)),
        outlets.page("b.example", "/empty", b"<html><body></body></html>"),
        outlets.says("b.example", "/gone", 410),
        outlets.page("b.example", "/film", b"x", "video/mp4"),
        outlets.says("c.example", "/busy", 503, Retry_After="900"),
        outlets.moved("c2.example", "/inside", "http://10.0.0.1/admin"),
    ]
    ends = fetch(*urls)
    assert [end["state"] for end in ends] == [
        "stored", "duplicate", "duplicate", "stored", "failed", "failed", "refused", "waiting", "refused",
    ]  # fmt: skip
    assert fetch.code == 1
    assert len(kept_ids(fetch.ledger)) == 2
    clean_state(fetch.ledger)
    assert Counter(end["state"] for end in fetch(urls[0], urls[3])) == {"duplicate": 2}
    assert fetch.code == 0


def test_a_report_is_known_by_its_address(outlets: Press, fetch: Fetch) -> None:
    """The one that the page states, of the same host alone; what it gives later is another wording."""
    first = outlets.page("a.example", "/first", article(1, outlets.url("a.example", "/canonical")))
    second = outlets.page("a.example", "/second", article(1, outlets.url("a.example", "/canonical")))
    foreign = outlets.page("bad.example", "/x", article(2, outlets.url("a.example", "/canonical")))
    assert [end["state"] for end in fetch(first, second, foreign)] == ["stored", "duplicate", "stored"]
    outlets.page("a.example", "/first", article(3, outlets.url("a.example", "/canonical")))
    assert [end["state"] for end in fetch(first)] == ["changed"]
    assert len(kept_ids(fetch.ledger)) == 2


def test_what_is_kept_is_what_came(outlets: Press, fetch: Fetch) -> None:
    """Address, time, headers, body and hash lie in the evidence; the page is found in it again."""
    page = article(1, encoding="windows-1256")
    url = outlets.page(
        "a.example", "/1", page, "text/html; charset=windows-1256", ETag='"5"', **{"Set-Cookie": "secret=1"}
    )
    [end] = fetch(url)
    [kept] = read_before(Ledger(fetch.ledger))
    snapshot = snapshot_in(kept.came)
    assert snapshot is not None
    assert (snapshot.url, snapshot.status, snapshot.body, snapshot.header("etag")) == (url, 200, page, '"5"')
    assert digest(page).encode() in kept.came and b"secret" not in kept.came
    assert record(snapshot) == kept.came
    assert "الخروقات" in wordings_of(Ledger(fetch.ledger), [end["report"]])[end["report"]]
    assert kept.report.url == url and kept.report.published == "2020-11-01"


@pytest.mark.parametrize("failpoint", ["capture.written", "captures.durable", "blobs.durable", "committed"])
def test_a_page_that_came_is_not_lost_when_the_program_dies(
    outlets: Press, fetch: Fetch, failpoint: str, tmp_path: Path
) -> None:
    urls = [outlets.page("a.example", f"/{number}", article(number)) for number in range(3)]
    courier = outlets.courier()
    Ledger(fetch.ledger, create=True)
    said, ended = acknowledged_by_child(
        lambda: fetch_pages(fetch.ledger, urls, courier=courier, outlet="", as_json=True), failpoint
    )
    assert ended == -9 and said == []
    asked = outlets.asked.total()
    there = len(list(Spool(fetch.ledger).waiting()))
    assert there == (1 if failpoint == "capture.written" else 3)
    again = fetch(urls[0])
    assert outlets.asked.total() == asked + 2  # robots.txt and one page: the others lay there
    assert len(again) == there + 1
    assert len(kept_ids(fetch.ledger)) == there
    assert list(Spool(fetch.ledger).waiting()) == []
    clean_state(fetch.ledger)
