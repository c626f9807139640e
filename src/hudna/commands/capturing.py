"""The commands that follow the web and hand its pages on.  Nothing here takes time to load."""

import sys
from importlib.util import find_spec

import click

from hudna.commands.filtering import JSON
from hudna.ledger.address import Address

NEEDED = ("aiohttp", "feedparser", "protego")


def ready() -> None:
    """Ends the program where what fetching needs is not installed."""
    if missing := [name for name in NEEDED if not find_spec(name)]:
        print(
            f"hudna: fetching needs {', '.join(missing)}; install it with: pip install 'hudna[capture]'",
            file=sys.stderr,
        )
        sys.exit(1)


@click.command()
@click.argument("urls", metavar="URL...", nargs=-1, required=True)
@click.option("--outlet", metavar="NAME", default="", help="Outlet of pages that name none.")
@JSON
@click.pass_obj
def fetch(ledger: Address, urls: tuple[str, ...], outlet: str, as_json: bool) -> None:
    """Fetch pages into the ledger: each is kept as it came, with its headers and the time, before it is read."""
    ready()
    from hudna.capture.fetch import Courier
    from hudna.capture.gate import Gate
    from hudna.commands.fetching import fetch_pages

    sys.exit(fetch_pages(ledger, urls, courier=Courier(Gate()), outlet=outlet, as_json=as_json))
