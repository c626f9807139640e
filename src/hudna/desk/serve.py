"""Listening: one process, one address, and the browser opened on it."""

import webbrowser
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread, Timer

import uvicorn

from hudna.desk.app import application
from hudna.desk.guard import LOOPBACK
from hudna.desk.view import BOARD, Desk
from hudna.errors import HudnaError
from hudna.ledger.columns import sorted_in

HOST = "127.0.0.1"
OURS = ("127.0.0.1", "::1", "localhost")
"""Addresses that only this machine reaches."""
QUIET = "warning"
BROWSER_AFTER = 0.6
"""Seconds after which the browser is opened."""


class CannotListen(HudnaError):
    """The port is taken, or may not be used."""


@dataclass(frozen=True, slots=True)
class Where:
    """Where a desk listens: the address and port, the names that it answers to besides loopback's, and how it is kept from others.

    `certificate` and `key` are files for TLS; `proxied` says that a proxy on this machine speaks TLS in front of it.
    """

    port: int
    host: str = HOST
    names: tuple[str, ...] = ()
    certificate: Path | None = None
    key: Path | None = None
    proxied: bool = False


def refusal(where: Where, *, team: bool) -> str:
    """Why a desk may not listen there, "" where it may: to others only with accounts, and never without TLS."""
    if not team and (where.host not in OURS or where.names or where.proxied):
        return "a desk without accounts listens on this machine alone; say --team, and hudna users add NAME first"
    if (where.certificate is None) != (where.key is None):
        return "TLS takes two files; give both --certificate FILE and --key FILE"
    if where.host not in OURS and where.certificate is None:
        return (
            f"--host {where.host}: passwords would cross the network in the clear; give --certificate and --key, "
            "or leave --host away and put a proxy that speaks TLS in front, with --proxied"
        )
    return ""


def serve(desk: Desk, where: Where, *, browser: bool) -> None:
    """Serves the desk until it is interrupted; raises `CannotListen` where it may not, or the port is taken."""
    if why := refusal(where, team=desk.shelf is not None):
        raise CannotListen(why)
    config = uvicorn.Config(
        application(desk, LOOPBACK | {name.lower() for name in where.names}),
        where.host,
        where.port,
        log_level=QUIET,
        server_header=False,
        proxy_headers=where.proxied,
        forwarded_allow_ips=HOST,
        access_log=False,
        ssl_certfile=where.certificate,
        ssl_keyfile=where.key,
    )
    port = where.port
    try:
        listening = config.bind_socket()
    except SystemExit as error:
        raise CannotListen(f"port {port} is taken; name another with: hudna desk --port N, 0 for any") from error
    scheme = "https" if where.certificate else "http"
    name = where.names[0] if where.names and not where.proxied else where.host
    address = f"{scheme}://{f'[{name}]' if ':' in name else name}:{listening.getsockname()[1]}/"
    who = "with accounts" if desk.shelf else "this machine alone"
    print(f"The desk is at {address} ({who}); end it with Ctrl-C", flush=True)
    Thread(target=_warm, args=(desk,), daemon=True).start()
    if browser:
        opening = Timer(BROWSER_AFTER, webbrowser.open, (address,))
        opening.daemon = True
        opening.start()
    uvicorn.Server(config).run(sockets=[listening])


def _warm(desk: Desk) -> None:
    """Puts the board together before anybody asks for it; what is wrong with the ledger the first page says."""
    with suppress(HudnaError):
        desk.remembered.get(desk.ledger, BOARD, sorted_in)
