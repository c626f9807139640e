"""Fetching pages through the gate: redirects by hand, nothing from the environment, caps on bytes and time, polite to each host."""

import asyncio
import re
from collections.abc import Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

import aiohttp

from hudna.capture.gate import AddressRefused, Gate
from hudna.capture.robots import AGENT, Robots, robots_address
from hudna.capture.snapshot import Snapshot
from hudna.capture.unpack import LARGEST, encodings

REDIRECTS: Final = 5
MOVED: Final = frozenset({301, 302, 303, 307, 308})
BUSY: Final = frozenset({429, 503})
SCHEMES: Final = ("http", "https")
LONGEST_ADDRESS: Final = 4_000
KINDS: Final = re.compile(r"(?:text/(?:html|xml|plain)|application/(?:[\w.-]+\+)?xml|application/(?:x-)?gzip)\b")
"""Content types that can be a page, a feed or a sitemap; others are left where they are."""
PACKED_SITEMAP: Final = re.compile(r"\.xml\.gz$", re.IGNORECASE)


class Ended(StrEnum):
    """How asking for an address ended when nothing came of it."""

    UNCHANGED = "unchanged"
    FAILED = "failed"
    REFUSED = "refused"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Wanted:
    """An address to ask for; `etag` and `modified` are what its last answer said of itself."""

    url: str
    etag: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Unfetched:
    """An address of which nothing came: how it ended, why, and the seconds after which to ask again."""

    asked: str
    ended: Ended
    why: str
    after: float = 0.0


Answer = Snapshot | Unfetched


@dataclass(frozen=True, slots=True)
class Manner:
    """How to behave: seconds between two requests to one host, for a whole answer and for silence; requests at once.

    A host that asks for no more than `patience` seconds is waited for, `tries` times.
    """

    delay: float = 2.0
    seconds: float = 30.0
    silence: float = 15.0
    at_once: int = 16
    patience: float = 10.0
    tries: int = 2
    largest: int = LARGEST


@dataclass(slots=True)
class _Host:
    """What has to be remembered of a host: when it may be asked next, on the loop's clock, and who is asking."""

    again: float = 0.0
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class _Stopped(Exception):
    """Asking for an address ended without an answer that is one."""

    def __init__(self, ended: Ended, why: str, after: float = 0.0) -> None:
        super().__init__(why)
        self.ended, self.after = ended, after


class Courier:
    """Brings answers; remembers the hosts and their robots.txt from one call to the next."""

    def __init__(self, gate: Gate, manner: Manner | None = None) -> None:
        self.gate = gate
        self.manner = manner or Manner()
        self.hosts: dict[str, _Host] = {}
        self.robots: dict[str, Robots] = {}

    def bring(self, wanted: Sequence[Wanted]) -> list[Answer]:
        """The answer of each address, in order; never raises for what an address does."""
        return asyncio.run(self._bring(wanted))

    async def _bring(self, wanted: Sequence[Wanted]) -> list[Answer]:
        for host in self.hosts.values():
            host.lock = asyncio.Lock()  # of this run of the loop
        manner = self.manner
        headers = {"User-Agent": AGENT, "Accept-Encoding": encodings(), "Accept-Language": "ar, *;q=0.5"}
        async with aiohttp.ClientSession(
            connector=self.gate.connector(manner.at_once),
            headers=headers,
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            trust_env=False,
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=manner.silence, sock_read=manner.silence),
        ) as session:
            gates = asyncio.Semaphore(manner.at_once)
            return await asyncio.gather(*(self._one(session, gates, one) for one in wanted))

    async def _one(self, session: aiohttp.ClientSession, gates: asyncio.Semaphore, wanted: Wanted) -> Answer:
        try:
            return await self._follow(session, gates, wanted)
        except _Stopped as stopped:
            return Unfetched(wanted.url, stopped.ended, str(stopped), stopped.after)

    async def _follow(self, session: aiohttp.ClientSession, gates: asyncio.Semaphore, wanted: Wanted) -> Snapshot:
        url = wanted.url
        for _ in range(REDIRECTS + 1):
            _check_form(url)
            await self._ask_robots(session, gates, url)
            answer = await self._patiently(session, gates, wanted, url)
            if isinstance(answer, Snapshot):
                return answer
            url = urljoin(url, answer)
        raise _Stopped(Ended.FAILED, f"more than {REDIRECTS} redirects, the last to {url[:200]}")

    async def _ask_robots(self, session: aiohttp.ClientSession, gates: asyncio.Semaphore, url: str) -> None:
        """Ends the request where robots.txt of the host does not want it."""
        address = robots_address(url)
        rules = self.robots.get(address)
        if rules is None or rules.stale(_now()):
            rules = self.robots[address] = await self._robots(session, gates, address)
        if rules.unreachable:
            ended = Ended.WAITING if rules.answered else Ended.FAILED
            raise _Stopped(ended, f"{address} cannot be had ({rules.unreachable})", 1800)
        if not rules.allow(url):
            raise _Stopped(Ended.REFUSED, f"{address} does not want it fetched")

    async def _robots(self, session: aiohttp.ClientSession, gates: asyncio.Semaphore, address: str) -> Robots:
        url = address
        for _ in range(REDIRECTS + 1):
            try:
                _check_form(url)
                answer = await self._politely(session, gates, Wanted(url), url, any_kind=True)
            except _Stopped as stopped:
                if stopped.ended is Ended.REFUSED:
                    raise
                return Robots.without(str(stopped), _now(), answered=stopped.ended is Ended.WAITING)
            if isinstance(answer, Snapshot):
                return Robots.of(answer, _now())
            url = urljoin(url, answer)
        return Robots.of(None, _now())

    async def _patiently(
        self, session: aiohttp.ClientSession, gates: asyncio.Semaphore, wanted: Wanted, url: str
    ) -> Snapshot | str:
        for left in range(self.manner.tries, -1, -1):
            answer = await self._politely(session, gates, wanted, url)
            if not isinstance(answer, Snapshot):
                return answer
            if answer.status == 200:
                return answer
            if answer.status == 304:
                raise _Stopped(Ended.UNCHANGED, "not changed since it was last asked for")
            if answer.status in BUSY:
                after = _seconds(answer.header("retry-after"))
                self._rest(url, after)
                if after > self.manner.patience or not left:
                    raise _Stopped(Ended.WAITING, f"the server is busy ({answer.status})", after)
                continue
            later = 600.0 if answer.status >= 500 else 0.0
            raise _Stopped(Ended.FAILED, f"the server answers {answer.status}", later)
        raise AssertionError("unreachable: the last try returns or raises")

    def _rest(self, url: str, seconds: float) -> None:
        host = self._host(url)
        host.again = max(host.again, asyncio.get_running_loop().time() + seconds)

    def _host(self, url: str) -> _Host:
        return self.hosts.setdefault(urlsplit(url).netloc.lower(), _Host())

    @asynccontextmanager
    async def _turn(self, url: str) -> Any:
        """The one request that a host is asked at a time, when its delay is over."""
        host, loop = self._host(url), asyncio.get_running_loop()
        async with host.lock:
            wait = host.again - loop.time()
            if wait > self.manner.patience:
                raise _Stopped(Ended.WAITING, "its host wants to be left alone for now", wait)
            await asyncio.sleep(max(0.0, wait))
            try:
                yield
            finally:
                rules = self.robots.get(robots_address(url))
                delay = max(self.manner.delay, rules.delay if rules else 0.0)
                host.again = max(host.again, loop.time() + delay)

    async def _politely(
        self,
        session: aiohttp.ClientSession,
        gates: asyncio.Semaphore,
        wanted: Wanted,
        url: str,
        *,
        any_kind: bool = False,
    ) -> Snapshot | str:
        """One request: the answer, or where it is to be found instead."""
        async with self._turn(url), gates:
            try:
                async with asyncio.timeout(self.manner.seconds):
                    return await self._request(session, wanted, url, any_kind)
            except TimeoutError as error:
                raise _Stopped(Ended.FAILED, f"no whole answer within {self.manner.seconds:g} seconds", 600) from error
            except aiohttp.InvalidURL as error:
                raise _Stopped(Ended.REFUSED, f"no address ({_short(error)})") from error
            except aiohttp.ClientConnectorError as error:
                raise _unreached(error.os_error) from error
            except (aiohttp.ClientError, OSError, ValueError) as error:
                raise _Stopped(Ended.FAILED, f"no answer that can be read ({_short(error)})", 600) from error

    async def _request(
        self, session: aiohttp.ClientSession, wanted: Wanted, url: str, any_kind: bool
    ) -> Snapshot | str:
        headers = {"If-None-Match": wanted.etag, "If-Modified-Since": wanted.modified}
        some = {key: value for key, value in headers.items() if value}
        async with session.get(url, headers=some, allow_redirects=False) as response:
            if response.status in MOVED and (target := response.headers.get("Location")):
                return target
            kind = response.headers.get("Content-Type", "text/html").lower()
            packed = PACKED_SITEMAP.search(urlsplit(url).path)
            if response.status == 200 and not any_kind and not packed and not KINDS.match(kind):
                raise _Stopped(Ended.REFUSED, f"neither page nor feed ({kind[:60]})")
            body = await self._body(response) if response.status == 200 else b""
            headers_kept = tuple((str(key), str(value)) for key, value in response.headers.items())
            at = _now().strftime("%Y-%m-%dT%H:%M:%SZ")
            return Snapshot(wanted.url, url, at, response.status, headers_kept, body)

    async def _body(self, response: aiohttp.ClientResponse) -> bytes:
        kept = bytearray()
        async for piece in response.content.iter_chunked(65_536):
            kept += piece
            if len(kept) > self.manner.largest:
                raise _Stopped(Ended.REFUSED, f"more than {self.manner.largest:,} bytes")
        return bytes(kept)


def _check_form(url: str) -> None:
    """Ends the request where the address is none that is fetched."""
    try:
        parts = urlsplit(url)
        fault = "" if parts.port is None or parts.port else "port 0"
    except ValueError as error:
        raise _Stopped(Ended.REFUSED, f"no address ({error})") from error
    if parts.scheme not in SCHEMES:
        fault = f"only http and https are fetched, not {parts.scheme[:20] or 'an address without either'}"
    elif not parts.hostname:
        fault = "an address without a host"
    elif parts.username is not None or parts.password is not None:
        fault = "an address with a name or password in it"
    elif len(url) > LONGEST_ADDRESS:
        fault = f"an address of more than {LONGEST_ADDRESS:,} letters"
    if fault:
        raise _Stopped(Ended.REFUSED, fault)


def _unreached(error: BaseException) -> _Stopped:
    if isinstance(error, AddressRefused):
        return _Stopped(Ended.REFUSED, f"an address that is not fetched from ({error})")
    return _Stopped(Ended.FAILED, f"cannot be reached ({_short(error)})", 600)


def _short(error: BaseException) -> str:
    return (str(error) or type(error).__name__)[:200]


def _seconds(retry_after: str) -> float:
    """The seconds of a Retry-After header; ten minutes where it says none, never more than a day."""
    if retry_after.isascii() and retry_after.isdigit():
        return min(float(retry_after), 86_400.0)
    try:
        until = parsedate_to_datetime(retry_after)
    except ValueError:
        return 600.0
    since = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(max(0.0, (since - _now()).total_seconds()), 86_400.0)


def _now() -> datetime:
    return datetime.now(UTC)
