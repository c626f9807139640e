"""Listening: one process, one address, and the browser opened on it."""

import webbrowser
from contextlib import suppress
from threading import Thread, Timer

import uvicorn

from hudna.desk.app import application
from hudna.desk.view import BOARD, Desk
from hudna.errors import HudnaError
from hudna.ledger.columns import sorted_in

HOST = "127.0.0.1"
QUIET = "warning"
BROWSER_AFTER = 0.6
"""Seconds after which the browser is opened."""


class CannotListen(HudnaError):
    """The port is taken, or may not be used."""


def serve(desk: Desk, port: int, *, browser: bool) -> None:
    """Serves the desk on loopback until it is interrupted; raises `CannotListen` where the port is taken."""
    config = uvicorn.Config(
        application(desk), HOST, port, log_level=QUIET, server_header=False, proxy_headers=False, access_log=False
    )
    try:
        listening = config.bind_socket()
    except SystemExit as error:
        raise CannotListen(f"port {port} is taken; name another with: hudna desk --port N, 0 for any") from error
    address = f"http://{HOST}:{listening.getsockname()[1]}/"
    print(f"The desk is at {address} (this machine alone); end it with Ctrl-C", flush=True)
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
