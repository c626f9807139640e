"""What every request passes and every answer carries: the right host, and headers that let nothing foreign come alive."""

import hmac
import re
import secrets
from collections.abc import Collection
from dataclasses import dataclass, field

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = frozenset(("127.0.0.1", "localhost", "[::1]"))
"""The names under which this machine calls itself."""
READS = frozenset(("GET", "HEAD"))
"""Methods that change nothing."""
_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'{tiles}; "
    "img-src 'self' data: blob:{tiles}; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)


def policy(tiles: str = "") -> str:
    """The content security policy; `tiles` is the origin of the user's own map tiles, "" where there are none."""
    return _POLICY.format(tiles=f" {tiles}" if tiles else "")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens that forms carry, one for each caller, worth something as long as this desk runs."""

    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    def of(self, name: str) -> str:
        """The token of a caller, by name or session."""
        return hmac.digest(self.secret, name.encode(), "sha256").hex()

    def right(self, name: str, token: str) -> bool:
        """Whether that is the token of that caller."""
        return hmac.compare_digest(self.of(name).encode(), token.encode())


class Guard:
    """Refuses requests under a foreign name (DNS rebinding), and adds the headers of safety to all that is answered."""

    def __init__(self, app: ASGIApp, hosts: Collection[str] = LOOPBACK, tiles: str = "") -> None:
        self.app = app
        self.hosts = hosts
        self.headers = {
            "Content-Security-Policy": policy(tiles),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
            "X-Frame-Options": "DENY",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "private, no-cache")
            await send(message)

        if host_in(Headers(scope=scope).get("host", "")) not in self.hosts:
            refusal = PlainTextResponse("This desk does not answer to that name; use the address it printed.\n", 421)
            await refusal(scope, receive, guarded)
            return
        await self.app(scope, receive, guarded)


def origin_in(address: str) -> str:
    """The origin of an address (`https://tiles.example:8080`), "" where it has none."""
    found = re.match(r"https?://[\w.-]+(?::\d+)?(?=/|$)", address)
    return found[0] if found else ""


def host_in(header: str) -> str:
    """The name in a Host header, without its port."""
    name, colon, port = header.rpartition(":")
    return (name if colon and port.isdecimal() else header).lower()


def from_here(request: Request) -> bool:
    """Whether a request that changes something comes from a page of this desk, by what the browser says of it."""
    site = request.headers.get("sec-fetch-site", "")
    origin = request.headers.get("origin", "")
    own = f"{request.url.scheme}://{request.headers.get('host', '')}"
    if site and site != "same-origin":
        return False
    return origin == own if origin else bool(site)
