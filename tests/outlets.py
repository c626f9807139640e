"""A press on loopback: outlets with names of their own, served by one server, some of them slow, broken or hostile."""

import asyncio
import threading
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager

from aiohttp import web

from articles import article as article
from hudna.capture.fetch import Courier, Manner
from hudna.capture.gate import Gate

Answerer = Callable[[web.Request], Awaitable[web.StreamResponse]]
LOOPBACK = ("127.0.0.0/8",)
QUICK = Manner(delay=0.0, seconds=2.0, silence=1.0, patience=1.5)


class Press:
    """The server: what each address answers, and how often and with what it was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, Answerer] = {}
        self.asked: Counter[str] = Counter()
        self.headers: dict[str, dict[str, str]] = {}
        self.at_once: Counter[str] = Counter()
        self.most_at_once = 0
        self.port = 0

    def url(self, host: str, path: str) -> str:
        """The address of a page of an outlet."""
        return f"http://{host}:{self.port}{path}"

    def page(self, host: str, path: str, body: bytes, kind: str = "text/html; charset=utf-8", **headers: str) -> str:
        """Puts a page there; its address."""

        async def answer(_: web.Request) -> web.StreamResponse:
            return web.Response(body=body, headers={"Content-Type": kind, **headers})

        return self.puts(host, path, answer)

    def moved(self, host: str, path: str, target: str) -> str:
        """Puts a redirect there; its address."""

        async def answer(_: web.Request) -> web.StreamResponse:
            return web.Response(status=302, headers={"Location": target})

        return self.puts(host, path, answer)

    def says(self, host: str, path: str, status: int, **headers: str) -> str:
        """Puts a bare status there; its address."""

        async def answer(_: web.Request) -> web.StreamResponse:
            return web.Response(status=status, headers={k.replace("_", "-"): v for k, v in headers.items()})

        return self.puts(host, path, answer)

    def puts(self, host: str, path: str, answer: Answerer) -> str:
        """Puts any answer there; its address."""
        self.answers[host + path] = answer
        return self.url(host, path)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answers, and writes down that it was asked."""
        host = request.host.partition(":")[0]
        where = host + request.path
        self.asked[where] += 1
        self.headers[where] = dict(request.headers)
        self.at_once[host] += 1
        self.most_at_once = max(self.most_at_once, self.at_once[host])
        try:
            answer = self.answers.get(where)
            return await answer(request) if answer else web.Response(status=404)
        finally:
            self.at_once[host] -= 1

    async def resolve(self, host: str, port: int) -> Sequence[str]:
        """Every name is this machine."""
        return ["127.0.0.1"]

    def courier(self, manner: Manner = QUICK) -> Courier:
        """A courier that is let through to this server, and nowhere else that it would not go."""
        return Courier(Gate(LOOPBACK, self.resolve), manner)


@contextmanager
def press() -> Iterator[Press]:
    """A press that is up."""
    made, loop, up = Press(), asyncio.new_event_loop(), threading.Event()
    runners: list[web.AppRunner] = []

    async def start() -> None:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", made.handle)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        runners.append(runner)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        made.port = runner.addresses[0][1]
        up.set()

    def serve() -> None:
        asyncio.set_event_loop(loop)
        loop.run_until_complete(start())
        loop.run_forever()
        loop.run_until_complete(runners[0].cleanup())
        loop.close()

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        assert up.wait(10)
        yield made
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
