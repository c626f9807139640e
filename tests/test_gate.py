"""What may be fetched, from where, and how much of it: nothing reaches a listener on loopback, and every cap is named."""

import asyncio
import gzip
import socket
import time
import zlib
from collections.abc import Iterator, Sequence

import pytest

pytest.importorskip("aiohttp", reason="the capture extra is not installed: pip install 'hudna[capture]'")

from aiohttp import web

from hudna.capture.fetch import Courier, Ended, Manner, Unfetched, Wanted
from hudna.capture.gate import Gate, refusal
from hudna.capture.snapshot import Snapshot
from hudna.capture.unpack import Packed, unpacked
from outlets import LOOPBACK, QUICK, Press, article, press

NUMERIC = [
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "10.255.255.255",
    "100.64.0.1",
    "100.127.255.254",
    "127.0.0.1",
    "127.1.2.3",
    "127.255.255.255",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.1",
    "192.0.0.170",
    "192.0.2.1",
    "192.31.196.1",
    "192.52.193.1",
    "192.88.99.1",
    "192.168.0.1",
    "192.168.255.255",
    "192.175.48.1",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.7",
    "203.0.113.9",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "::ffff:10.0.0.1",
    "::ffff:8.8.8.8",
    "::ffff:0:127.0.0.1",
    "::127.0.0.1",
    "::7f00:1",
    "64:ff9b::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "64:ff9b::a9fe:a9fe",
    "100::1",
    "2001::1",
    "2001:0:7f00:1::1",
    "2001:2::1",
    "2001:10::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:7f00:1::1",
    "2002:a00:1::1",
    "2620:4f:8000::1",
    "3fff::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%lo",
    "fec0::1",
    "ff02::1",
    "ff0e::1",
    "4000::1",
    "5f00::1",
    "2606:4700::5efe:7f00:1",
]
SPELLED = [
    "localhost",
    "127.1",
    "127.0.1",
    "2130706433",
    "0x7f000001",
    "0x7f.0.0.1",
    "0177.0.0.1",
    "017700000001",
    "0",
    "localhost.",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[0:0:0:0:0:0:0:1]",
    "[::127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "①②⑦.⓪.⓪.①",
    "127。0。0。1",
    "%31%32%37.0.0.1",
]
"""Loopback as a browser or a resolver may be told it."""
SOMEWHERE = ("1.1.1.1", "8.8.8.8", "93.184.216.34", "2606:4700::1", "2a00:1450:4001::1")


@pytest.fixture
def outlets() -> Iterator[Press]:
    with press() as made:
        yield made


def one(courier: Courier, url: str) -> Snapshot | Unfetched:
    return courier.bring([Wanted(url)])[0]


def ended(answer: Snapshot | Unfetched) -> Ended:
    assert isinstance(answer, Unfetched), answer
    return answer.ended


def test_there_are_sixty_forms() -> None:
    assert len({*NUMERIC, *SPELLED}) >= 60


@pytest.mark.parametrize("address", NUMERIC)
def test_no_address_of_the_table_is_let_through(address: str) -> None:
    assert refusal(address)


@pytest.mark.parametrize("address", SOMEWHERE)
def test_addresses_where_the_press_may_be_are_let_through(address: str) -> None:
    assert refusal(address) == ""


@pytest.mark.parametrize("host", [*SPELLED, *(f"[{a}]" if ":" in a else a for a in NUMERIC if "%" not in a)], ids=ascii)
def test_no_spelling_of_an_address_reaches_a_listener(host: str) -> None:
    """With the system's own resolving, against a socket that would take the connection."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.0)
        answer = one(Courier(Gate(), QUICK), f"http://{host}:{listener.getsockname()[1]}/")
        assert ended(answer) in (Ended.REFUSED, Ended.FAILED)
        with pytest.raises(BlockingIOError):
            listener.accept()


def test_a_redirect_to_loopback_is_refused(outlets: Press) -> None:
    """The first hop is let through as 127.0.0.1; the second is the same listener under another address."""
    for number, target in enumerate(
        ("http://127.0.0.2", "http://[::1]", "http://localhost", "file:///etc/passwd", "ftp://x")
    ):
        url = outlets.moved(
            "far.example", f"/{number}", f"{target}:{outlets.port}/secret" if "http" in target else target
        )
        courier = Courier(Gate(("127.0.0.1/32",), _only("127.0.0.1", "127.0.0.3")), QUICK)
        assert ended(one(courier, url)) is Ended.REFUSED
    assert not [where for where in outlets.asked if "secret" in where]


def _only(far: str, others: str):
    async def resolve(host: str, port: int) -> Sequence[str]:
        return [far if host == "far.example" else others]

    return resolve


def test_a_name_that_changes_its_answer_is_refused() -> None:
    """Every connection is made to the address that was looked at: the second answer is never used unseen."""
    answers = iter([["192.0.2.1", "127.0.0.1"], ["127.0.0.1"], ["8.8.8.8", "127.0.0.1"]])

    async def resolve(host: str, port: int) -> Sequence[str]:
        return next(answers)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.0)
        courier = Courier(Gate(resolve=resolve), QUICK)
        for path in "abc":
            assert ended(one(courier, f"http://rebinding.example:{listener.getsockname()[1]}/{path}")) is Ended.REFUSED
        with pytest.raises(BlockingIOError):
            listener.accept()


def test_the_name_is_resolved_once_for_a_connection(outlets: Press) -> None:
    asked: list[str] = []

    async def resolve(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["127.0.0.9"]

    outlets.page("a.example", "/1", article(1))
    courier = Courier(Gate(("127.0.0.1/32",), resolve), QUICK)
    assert isinstance(one(courier, outlets.url("a.example", "/1")), Snapshot)
    assert asked == ["a.example"]  # robots.txt and the page went over one connection
    assert ended(one(courier, outlets.url("a.example", "/1"))) is Ended.REFUSED


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://a.example/",
        "gopher://a.example/",
        "a.example/x",
        "http://",
        "//a.example/",
        "http://user:word@a.example/",
        "data:text/html,x",
        "http://a.example:0/",
        "http://[::1/",
        "http://a.example:99999/",
    ],
)
def test_only_plain_addresses_of_the_web_are_asked(url: str) -> None:
    assert ended(one(Courier(Gate(LOOPBACK), QUICK), url)) is Ended.REFUSED


def test_no_proxy_is_taken_from_the_environment(outlets: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as proxy:
        proxy.settimeout(0.0)
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.getsockname()[1]}")
        assert isinstance(one(outlets.courier(), outlets.page("a.example", "/", article(1))), Snapshot)
        with pytest.raises(BlockingIOError):
            proxy.accept()


def test_five_redirects_are_followed_and_six_are_not(outlets: Press) -> None:
    outlets.page("a.example", "/0", article(1))
    for hop in range(1, 7):
        outlets.moved("a.example", f"/{hop}", f"/{hop - 1}")
    answer = one(outlets.courier(), outlets.url("a.example", "/5"))
    assert isinstance(answer, Snapshot)
    assert (answer.asked, answer.url) == (outlets.url("a.example", "/5"), outlets.url("a.example", "/0"))
    assert ended(one(outlets.courier(), outlets.url("a.example", "/6"))) is Ended.FAILED
    assert ended(one(outlets.courier(), outlets.moved("a.example", "/loop", "/loop"))) is Ended.FAILED


def test_what_is_too_large_too_slow_or_no_page_is_left(outlets: Press) -> None:
    async def slow(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/html"})
        await response.prepare(request)
        for _ in range(100):
            await response.write(b"<p>")
            await asyncio.sleep(0.3)
        return response

    large = outlets.page("a.example", "/large", b"x" * 100_001)
    picture = outlets.page("b.example", "/picture", b"x", "image/png")
    dripping = outlets.puts("c.example", "/slow", slow)
    courier = outlets.courier(Manner(delay=0, seconds=1.5, silence=1, largest=100_000))
    start = time.monotonic()
    answers = courier.bring([Wanted(url) for url in (large, picture, dripping)])
    assert time.monotonic() - start < 4
    assert [ended(answer) for answer in answers] == [Ended.REFUSED, Ended.REFUSED, Ended.FAILED]
    said = [answer.why for answer in answers if isinstance(answer, Unfetched)]
    assert "100,000 bytes" in said[0] and "image/png" in said[1] and "1.5 seconds" in said[2]


def test_a_host_is_asked_one_thing_at_a_time_and_not_at_once_again(outlets: Press) -> None:
    pages = [outlets.page("a.example", f"/{number}", article(number)) for number in range(4)]
    start = time.monotonic()
    answers = outlets.courier(Manner(delay=0.2)).bring([Wanted(url) for url in pages])
    assert all(isinstance(answer, Snapshot) for answer in answers)
    assert outlets.most_at_once == 1
    assert time.monotonic() - start >= 0.8  # robots.txt and four pages


def test_robots_are_kept_to(outlets: Press) -> None:
    wishes = b"User-agent: *\nDisallow: /private\nAllow: /private/open\n\nUser-agent: Hudna\nDisallow: /no*page\n"
    outlets.page("a.example", "/robots.txt", wishes, "text/plain")
    outlets.says("broken.example", "/robots.txt", 500)
    urls = [outlets.page("a.example", path, article(1)) for path in ("/private/x", "/no-such-page", "/yes")]
    answers = outlets.courier().bring([Wanted(url) for url in [*urls, outlets.page("broken.example", "/", article(2))]])
    assert isinstance(answers[0], Snapshot) and isinstance(answers[2], Snapshot)
    assert [ended(answers[1]), ended(answers[3])] == [Ended.REFUSED, Ended.WAITING]
    assert outlets.asked["a.example/no-such-page"] == outlets.asked["broken.example/"] == 0


def test_a_busy_server_is_given_the_time_it_asks_for(outlets: Press) -> None:
    times: list[float] = []

    async def busy(_: web.Request) -> web.StreamResponse:
        times.append(time.monotonic())
        return (
            web.Response(status=429, headers={"Retry-After": "1"})
            if len(times) == 1
            else web.Response(body=article(1), content_type="text/html")
        )

    long = outlets.says("long.example", "/", 503, Retry_After="3600")
    courier = outlets.courier()
    answers = courier.bring([Wanted(outlets.puts("a.example", "/", busy)), Wanted(long)])
    assert isinstance(answers[0], Snapshot) and times[1] - times[0] >= 1
    assert isinstance(answers[1], Unfetched) and (answers[1].ended, answers[1].after) == (Ended.WAITING, 3600)
    assert ended(one(courier, outlets.url("long.example", "/other"))) is Ended.WAITING
    assert outlets.asked["long.example/other"] == 0


def test_what_has_not_changed_is_not_sent_again(outlets: Press) -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        known = request.headers.get("If-None-Match") == '"7"'
        return (
            web.Response(status=304)
            if known
            else web.Response(body=article(1), content_type="text/html", headers={"ETag": '"7"'})
        )

    url, courier = outlets.puts("a.example", "/", answer), outlets.courier()
    first = one(courier, url)
    assert isinstance(first, Snapshot) and first.header("etag") == '"7"'
    assert ended(courier.bring([Wanted(url, etag='"7"')])[0]) is Ended.UNCHANGED


def test_packed_bodies_come_out_whole() -> None:
    page = article(1) * 30
    bare = zlib.compressobj(wbits=-15)
    for name, body in {
        "": page,
        "gzip": gzip.compress(page),
        "GZIP ": gzip.compress(page[:500]) + gzip.compress(page[500:]),
        "deflate": zlib.compress(page),
        "x-gzip": gzip.compress(page),
        " deflate": bare.compress(page) + bare.flush(),
        "gzip, gzip": gzip.compress(gzip.compress(page)),
    }.items():
        assert unpacked(body, name) == page


@pytest.mark.parametrize(
    ("name", "cap"),
    [("gzip", "bytes"), ("deflate", "bytes"), ("gzip, gzip", "times what came"), ("gzip, gzip, gzip", "3 times over")],
)
def test_a_bomb_ends_at_a_cap_that_is_named(name: str, cap: str) -> None:
    zeros = b"\0" * 100_000_000
    bomb = zlib.compress(zeros) if name == "deflate" else gzip.compress(zeros)
    for _ in range(name.count(",")):
        bomb = gzip.compress(bomb)
    start = time.monotonic()
    with pytest.raises(Packed, match=cap):
        unpacked(bomb, name)
    assert time.monotonic() - start < 2


def test_a_brotli_bomb_of_a_few_bytes_ends_at_a_cap() -> None:
    brotli = pytest.importorskip("brotli")
    assert unpacked(brotli.compress(article(1)), "br") == article(1)
    with pytest.raises(Packed, match="times what came"):
        unpacked(brotli.compress(b"\0" * 100_000_000), "br")
    with pytest.raises(Packed, match=r"cut short|damaged"):
        unpacked(brotli.compress(article(1))[:-20], "br")


def test_a_zstd_bomb_ends_at_a_cap() -> None:
    zstandard = pytest.importorskip("zstandard", reason="no zstandard here")
    assert unpacked(zstandard.compress(article(1)), "zstd") == article(1)
    with pytest.raises(Packed, match="times what came"):
        unpacked(zstandard.compress(b"\0" * 100_000_000), "zstd")


@pytest.mark.parametrize("body", [b"", b"no gzip at all", gzip.compress(article(1))[:-9], b"\x1f\x8b"])
def test_what_is_cut_or_damaged_is_no_content(body: bytes) -> None:
    if body:
        with pytest.raises(Packed, match=r"cut short|damaged"):
            unpacked(body, "gzip")
    with pytest.raises(Packed, match="cannot be unpacked here"):
        unpacked(body, "rot13")
