"""The commands that follow the web and hand its pages on.  Nothing here takes time to load."""

import sys
from importlib.util import find_spec
from pathlib import Path

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


@click.command()
@click.argument("list_", metavar="LIST", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--once", is_flag=True, help="A single round.")
@click.option(
    "--every", metavar="MINUTES", type=click.FloatRange(1), default=15, show_default=True, help="From round to round."
)
@click.option(
    "--delay",
    metavar="SECONDS",
    type=click.FloatRange(0.5),
    default=2,
    show_default=True,
    help="Between two requests to a host.",
)
@click.option("--most", metavar="N", type=click.IntRange(1), default=500, show_default=True, help="Pages in a round.")
@JSON
@click.pass_obj
def watch(ledger: Address, list_: Path, once: bool, every: float, delay: float, most: int, as_json: bool) -> None:
    """Follow the feeds, sitemaps and pages of a LIST, an address a line; every report comes in once."""
    ready()
    from hudna.capture.fetch import Courier, Manner
    from hudna.capture.gate import Gate
    from hudna.commands.watching import watch_list

    courier = Courier(Gate(), Manner(delay=delay))
    sys.exit(watch_list(ledger, list_, courier=courier, once=once, every=every * 60, most=most, as_json=as_json))


@click.command()
@click.argument("file", metavar="OUT.warc.gz", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def archive(ledger: Address, file: Path) -> None:
    """Write the captured pages, every wording of them, as a web archive that other tools replay."""
    from hudna.commands.archiving import archive_pages

    sys.exit(archive_pages(ledger, file))
