"""Following a press of outlets: each report once, what is busy or broken later, nothing lost when the program dies."""

import contextlib
import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("aiohttp", reason="the capture extra is not installed: pip install 'hudna[capture]'")

from aiohttp import web

from hudna.capture.addresses import address_of_report, plain
from hudna.capture.listings import BadList, by_turns, list_in, listing_in
from hudna.commands.watching import watch_list
from hudna.ledger.store import Ledger
from hudna.ledger.watched import Known, Watched
from hudna.pipeline import Rooms
from ledgers import acknowledged_by_child, clean_state, kept_ids
from outlets import Press, article, press

OUTLETS, EACH = 50, 3


@pytest.fixture
def outlets() -> Iterator[Press]:
    with press() as made:
        yield made


@pytest.fixture(autouse=True)
def three_words(rooms: Rooms, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hudna.commands.intake.default_rooms", lambda *_: rooms)


def rss(*links: str) -> bytes:
    items = "".join(f"<item><title>خبر</title><link>{link}</link></item>" for link in links)
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>س</title>{items}</channel></rss>".encode()


def atom(*links: str) -> bytes:
    items = "".join(f"<entry><title>خبر</title><link href='{link}'/></entry>" for link in links)
    return f"<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'>{items}</feed>".encode()


def sitemap(*links: str, index: bool = False) -> bytes:
    outer, inner = ("sitemapindex", "sitemap") if index else ("urlset", "url")
    items = "".join(f"<{inner}><loc>{link}</loc></{inner}>" for link in links)
    return f"<{outer} xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{items}</{outer}>".encode()


class Watch:
    """`hudna watch --once` against the press on loopback."""

    def __init__(self, outlets: Press, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.outlets, self.ledger, self.list, self.capsys = outlets, folder / "hudna.db", folder / "list.txt", capsys

    def __call__(self, *urls: str, most: int = 1000) -> list[dict[str, str]]:
        self.list.write_text("\n".join(urls), "utf-8")
        self.round(most)
        return [json.loads(line) for line in self.capsys.readouterr().out.splitlines()]

    def round(self, most: int = 1000) -> None:
        watch_list(self.ledger, self.list, courier=self.outlets.courier(), once=True, every=0, most=most, as_json=True)


@pytest.fixture
def watch(outlets: Press, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Watch:
    return Watch(outlets, tmp_path, capsys)


def test_fifty_outlets_are_followed_and_every_report_comes_once(outlets: Press, watch: Watch) -> None:
    feeds = []
    for number in range(OUTLETS):
        host = f"outlet{number}.example"
        links = [outlets.page(host, f"/{one}", article(number * EACH + one)) for one in range(EACH)]
        kind = (rss, atom, sitemap)[number % 3]
        if number % 10 == 0:
            links += [outlets.moved(host, "/old", "/1"), outlets.says(host, "/gone", 404)]
        feeds.append(outlets.page(host, "/feed", kind(*links, *links[:1]), "application/xml"))
    ends = watch(*feeds)
    assert Counter(end["state"] for end in ends) == {"stored": OUTLETS * EACH, "duplicate": 5, "failed": 5}
    assert len(kept_ids(watch.ledger)) == OUTLETS * EACH
    assert outlets.most_at_once == 1
    asked = Counter(outlets.asked)
    assert watch(*feeds) == []
    again = outlets.asked - asked
    assert {where.partition("/")[2] for where in again} == {"robots.txt", "feed"}
    clean_state(watch.ledger)


def test_a_listing_that_has_not_changed_is_not_sent_again(outlets: Press, watch: Watch) -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        if request.headers.get("If-None-Match") == '"1"':
            return web.Response(status=304)
        return web.Response(
            body=rss(outlets.url("a.example", "/1")), content_type="application/rss+xml", headers={"ETag": '"1"'}
        )

    outlets.page("a.example", "/1", article(1))
    feed = outlets.puts("a.example", "/feed", answer)
    assert [end["state"] for end in watch(feed)] == ["stored"]
    assert watch(feed) == []
    assert outlets.headers["a.example/feed"]["If-None-Match"] == '"1"'


def test_an_index_of_sitemaps_leads_to_its_pages(outlets: Press, watch: Watch) -> None:
    import gzip

    page = outlets.page("a.example", "/1", article(1))
    child = outlets.page("a.example", "/1.xml.gz", gzip.compress(sitemap(page)), "application/octet-stream")
    index = outlets.page("a.example", "/index.xml", sitemap(child, index=True), "application/xml")
    assert [(end["state"], end["asked"]) for end in watch(index)] == [("stored", page)]


def test_a_page_in_the_list_is_asked_each_time_and_kept_anew_when_it_changes(outlets: Press, watch: Watch) -> None:
    page = outlets.page("a.example", "/live", article(1))
    assert [end["state"] for end in watch(f"{page} صحيفة")] == ["stored"]
    assert [end["state"] for end in watch(page)] == ["duplicate"]
    outlets.page("a.example", "/live", article(2))
    assert [end["state"] for end in watch(page)] == ["changed"]


def test_what_is_busy_is_left_alone_until_it_may_be_asked(
    outlets: Press, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    busy = outlets.says("a.example", "/1", 429, Retry_After="600")
    broken = outlets.says("b.example", "/1", 502)
    gone = outlets.says("b.example", "/2", 404)
    feed = outlets.page("c.example", "/feed", rss(busy, broken, gone), "text/xml")
    assert {end["asked"]: end["state"] for end in watch(feed)} == {busy: "waiting", broken: "failed", gone: "failed"}
    assert watch(feed) == []
    for url in (busy, broken):
        host = url.split("/")[2].partition(":")[0]
        outlets.page(host, "/1", article(hash(host) % 100))
    import time

    now = time.time()
    monkeypatch.setattr("hudna.commands.watching.time.time", lambda: now + 3600)
    assert {end["asked"]: end["state"] for end in watch(feed)} == {busy: "stored", broken: "stored"}


def test_a_round_of_few_pages_is_gone_on_with(outlets: Press, watch: Watch) -> None:
    links = [outlets.page("a.example", f"/{number}", article(number)) for number in range(5)]
    feed = outlets.page("a.example", "/feed", rss(*links), "text/xml")
    rounds = [len(watch(feed, most=2)) for _ in range(4)]
    assert rounds == [2, 2, 1, 0]


@pytest.mark.parametrize(
    "failpoint", ["capture.written:2", "captures.durable", "intent.written", "committed", "checkpoint.written"]
)
def test_a_watch_that_is_killed_goes_on(outlets: Press, watch: Watch, failpoint: str) -> None:
    """Also where the feed says that it has not changed since."""

    async def answer(request: web.Request) -> web.StreamResponse:
        if request.headers.get("If-None-Match"):
            return web.Response(status=304)
        return web.Response(body=rss(*links), content_type="text/xml", headers={"ETag": '"1"'})

    links = [outlets.page(f"{number % 3}.example", f"/{number}", article(number)) for number in range(9)]
    watch.list.write_text(outlets.puts("a.example", "/feed", answer))
    Ledger(watch.ledger, create=True)
    assert acknowledged_by_child(watch.round, failpoint)[1] == -9
    watch.round()
    assert len(kept_ids(watch.ledger)) == len(links)
    assert all(
        outlets.asked[link.partition(f":{outlets.port}")[0][7:] + "/" + link.rpartition("/")[2]] <= 2 for link in links
    )
    clean_state(watch.ledger)


def test_hostile_listings_do_no_harm(outlets: Press, watch: Watch, tmp_path: Path) -> None:
    laughs = b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12))
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "lol">' + laughs + b"]>"
    secret = tmp_path / "secret"
    secret.write_text("http://a.example/secret")
    outside = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a11 SYSTEM "file://{secret}">]>'.encode()
    inside = [
        b"<rss><channel><item><link>&a11;</link></item></channel></rss>",
        b"<urlset><url><loc>&a11;</loc></url></urlset>",
    ]
    feeds = [
        outlets.page("a.example", f"/{number}", head + body, "text/xml")
        for number, (head, body) in enumerate((head, body) for head in (bomb, outside) for body in inside)
    ]
    inner = outlets.page(
        "b.example", "/feed", rss("http://127.0.0.1:1/x", "file:///etc/passwd", "http://10.0.0.1/"), "text/xml"
    )
    ends = watch(*feeds, inner)
    assert all("secret" not in json.dumps(end) and "lollol" not in json.dumps(end) for end in ends)
    assert {end["asked"]: end["state"] for end in ends if end["asked"][:9] != "http://a."} == {
        "http://127.0.0.1:1/x": "failed",
        "http://10.0.0.1/": "refused",
    }
    assert kept_ids(watch.ledger) == []


def test_feedparser_is_never_given_a_name_that_it_would_open(tmp_path: Path) -> None:
    (tmp_path / "feed").write_bytes(rss("https://a.example/1"))
    assert listing_in(str(tmp_path / "feed").encode(), "https://a.example/") is None
    assert listing_in(b"<html><body>&lt;rss</body></html>", "https://a.example/") is None
    found = listing_in(rss("/1", "https://a.example/1#x", "mailto:x@y", ""), "https://a.example/feed")
    assert found is not None and found.links == ("https://a.example/1",)


def test_a_list_says_what_is_wrong_with_it(tmp_path: Path) -> None:
    path = tmp_path / "list"
    path.write_text(
        "# remark\n\nhttps://a.example/feed صحيفة الغد\nhttps://b.example\tأخرى\nhttps://a.example/feed\n", "utf-8"
    )
    assert [(one.url, one.outlet) for one in list_in(path)] == [
        ("https://a.example/feed", "صحيفة الغد"),
        ("https://b.example/", "أخرى"),
    ]
    for wrong, said in (("ftp://x", "list:1"), ("", "no addresses"), ("a.example", "list:1")):
        path.write_text(wrong)
        with pytest.raises(BadList, match=said):
            list_in(path)


def test_a_torn_line_of_the_watch_is_left_out(tmp_path: Path) -> None:
    watched = Watched(tmp_path / "hudna.db")
    watched.note(Known("https://a.example/1", "stored"))
    watched.save()
    with watched.path.open("ab") as file:
        file.write(b'{"url": "https://a.ex')
    assert list(Watched(tmp_path / "hudna.db").known) == ["https://a.example/1"]
    assert watched.path.read_bytes().endswith(b"\n")


def test_addresses_of_one_page_are_the_same() -> None:
    assert plain("HTTPS://A.Example:443/x?utm_source=f&id=3#top") == "https://a.example/x?id=3"
    assert plain("../y", "https://a.example/b/c") == "https://a.example/y"
    assert plain("javascript:alert(1)") == plain("https://[::1") == plain("mailto:x@y.z") == ""
    assert address_of_report("https://b.example/x", "https://a.example/1") == "https://a.example/1"
    assert address_of_report("/x", "https://a.example/1") == "https://a.example/x"
    assert address_of_report("https://a.example/", "https://a.example/1") == "https://a.example/1"
    assert by_turns(["http://a/1", "http://a/2", "http://b/1"]) == ["http://a/1", "http://b/1", "http://a/2"]


def shown_press(outlets: Press, folder: Path) -> str:
    """What `hudna fetch`, `hudna watch --once` and `hudna archive` print for a small press, its port left out."""
    from hudna.commands.archiving import archive_pages
    from hudna.commands.fetching import fetch_pages

    outlets.page("almarfa.example", "/robots.txt", b"User-agent: *\nDisallow: /private\n", "text/plain")
    pages = [outlets.page("almarfa.example", f"/news/{number}", article(number)) for number in (1, 2, 3)]
    private = outlets.page("almarfa.example", "/private/4", article(4))
    inside = outlets.moved("other.example", "/old", "http://10.0.0.1/")
    busy = outlets.says("other.example", "/busy", 503, Retry_After="600")
    feed = outlets.page("almarfa.example", "/feed", rss(*pages, private, busy), "application/rss+xml")
    ledger = folder / "mission.db"
    (folder / "outlets.txt").write_text(f"# what we follow\n{feed} المرفأ\n", "utf-8")
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        fetch_pages(ledger, [pages[0], inside], courier=outlets.courier(), outlet="", as_json=False)
        for _ in range(2):
            watch_list(
                ledger, folder / "outlets.txt", courier=outlets.courier(), once=True, every=0, most=9, as_json=False
            )
        archive_pages(ledger, folder / "pages.warc.gz")
    return named(said.getvalue().replace(f":{outlets.port}", "").replace(f"{folder}/", ""))


def named(said: str) -> str:
    """The same without the names of reports, which the port of the press has a part in."""
    return re.sub(r"page-[0-9a-f]{12}", "page-?", said)


def test_the_page_on_capture_shows_what_is_printed(outlets: Press, tmp_path: Path) -> None:
    page = (Path(__file__).resolve().parents[1] / "docs" / "capture.md").read_text("utf-8")
    shown = [
        line
        for block in re.findall(r"```console\n(.*?)```", named(page), re.S)
        for line in block.splitlines()
        if line[:1] != "$"
    ]
    assert shown == shown_press(outlets, tmp_path).splitlines()
