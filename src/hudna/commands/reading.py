"""`hudna read`."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import msgspec

from hudna.capture.files import Defaults, date_of, total_bytes
from hudna.commands.complaints import Complaints
from hudna.commands.places import places_beside
from hudna.errors import BadGazetteer
from hudna.ledger.address import Address
from hudna.pipeline import default_rooms, records

MUCH = 2_000_000
"""Bytes of input from which on a progress bar is shown."""


def read_reports(
    paths: Sequence[str],
    *,
    as_json: bool,
    english: bool = False,
    published: str = "",
    outlet: str = "",
    ledger: Address | None = None,
) -> int:
    """Prints a page or a line of JSON for every report; 1 when an input could not be read wholly.

    Nothing is read from the ledger; the places added beside it are known.
    """
    complaints = Complaints()
    if not (defaults := defaults_from(published, outlet, complaints)):
        return 2
    if not (paths := inputs_from(paths, complaints)):
        return 2
    try:
        rooms = default_rooms(places_beside(ledger) if ledger else None)
    except BadGazetteer as error:
        complaints.say(error)
        return complaints.exit_code
    with progress(paths) as watch:
        found = complaints.without(records(paths, rooms, defaults, watch))
        if as_json:
            encode = msgspec.json.Encoder().encode
            out = sys.stdout.buffer
            for record in found:
                out.write(encode(record))
                out.write(b"\n")
            out.flush()
        else:
            from hudna.publish.english import EnglishPage
            from hudna.publish.terminal import Terminal

            terminal = EnglishPage() if english else Terminal()
            for record in found:
                terminal.page(record)
    return complaints.exit_code


def inputs_from(paths: Sequence[str], complaints: Complaints) -> Sequence[str]:
    """The paths, or standard input where none is named; nothing where a person would wait there for nothing."""
    if not paths and sys.stdin.isatty():
        complaints.say("no PATHS; name files or folders, or - for standard input")
        return ()
    return paths or ("-",)


def defaults_from(published: str, outlet: str, complaints: Complaints) -> Defaults | None:
    """What the caller says of reports that do not say it themselves, or None where that is no date."""
    if published and not date_of(published):
        complaints.say(f"--published {published}: no date; write it as 2020-11-01")
        return None
    return Defaults(published, outlet)


@contextmanager
def progress(paths: Sequence[str]) -> Iterator[Callable[[int], None]]:
    """A bar on standard error while there is much to read and a person to see it."""
    total = total_bytes(paths) if sys.stderr.isatty() else 0
    if total < MUCH:
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    columns = TextColumn("reading"), BarColumn(), DownloadColumn(), TimeRemainingColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total)
        yield lambda read: bar.advance(task, read)
