"""A desk over a ledger, as a browser on this machine calls it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from time import sleep

import uvicorn
from starlette.testclient import TestClient

from conftest import Command
from hudna.desk.app import application
from hudna.desk.remembered import Remembered
from hudna.desk.view import Desk
from hudna.ledger.address import Address
from hudna.ledger.columns import COLUMNS
from hudna.ledger.entries import entries_in
from hudna.ledger.speakers import cited_in
from hudna.ledger.store import Ledger
from hudna.ledger.stories import stories_in
from hudna.ledger.undertakings import undertakings_in

DEMO = Path(__file__).resolve().parents[1] / "demo" / "reports"
TODAY = "2021-01-01"
"""A day after all reports of the demo."""
HERE = "http://127.0.0.1:8473"
FROM_HERE = {"origin": HERE, "sec-fetch-site": "same-origin"}


def with_demo(path: Address) -> Address:
    """A ledger with the reports of the demo, which nobody has reviewed."""
    assert Command()("--ledger", path, "add", DEMO).exit_code == 0
    return path


def desk_over(path: Address, today: str = "2020-11-02") -> TestClient:
    """A client of the desk over that ledger; faults of the desk are raised."""
    return TestClient(
        application(Desk(path, today=today, remembered=Remembered(60))), base_url=HERE, follow_redirects=False
    )


def addresses_in(path: Address, today: str = TODAY) -> list[str]:
    """An address of every kind of page that a ledger fills, without the language."""
    ledger = Ledger(path)
    entries = entries_in(ledger)
    story = max(stories_in(ledger), key=lambda one: len(one.members))
    promised = undertakings_in(ledger, today)
    spoken = cited_in(ledger).speakers
    first, last = story.members[0].id, story.members[-1].id
    found = ["/", "/?day=2020-11-01", "/stories", "/stories?least=2", f"/story?id={story.id}"]
    found += [f"/story?id={story.id}&one={first}&other={last}", "/reports", f"/report?id={first}", "/entries"]
    found += ["/entries?action=force&published=2020", f"/entries?after={entries[0].id}", f"/entry?id={entries[0].id}"]
    found += [f"/rule?id={entries[0].rule}", "/rule?id=cue.verb.qala", "/rule?id=no.rule", "/commitments"]
    found += [f"/commitments?status={COLUMNS[0]}", "/commitments?outlet=nobody"]
    found += [f"/commitment?id={promised[0].id}"] if promised else []
    found += [f"/source?id={spoken[0].identity}", f"/source?id={spoken[0].identity}&show=drift"] if spoken else []
    return [
        *found,
        "/registers",
        "/registers?register=all&place=idlib",
        f"/registers?register={entries[0].register}",
        "/review",
        f"/review?id={entries[0].id}",
        "/sources",
        "/sources?name=zz",
        "/coverage",
        "/coverage?blaming=1",
        "/search",
        "/search?q=القوات",
        "/log",
        "/log?at=1",
        "/export",
        "/export?action=force&published=2020&promised=1&q=قوات",
        "/brief",
        "/brief?from=2020-10-19&to=2020-11-06&since=moscow-2020",
        "/brief?from=2020-10-20&language=ar",
        "/brief?from=2001-01-01",
    ]


@contextmanager
def listening(desk: Desk) -> Iterator[str]:
    """The address of a desk that listens on loopback."""
    config = uvicorn.Config(application(desk), "127.0.0.1", 0, log_level="error", lifespan="off")
    taken = config.bind_socket()
    server = uvicorn.Server(config)
    thread = Thread(target=server.run, kwargs={"sockets": [taken]})
    thread.start()
    try:
        while not server.started:
            sleep(0.02)
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        taken.close()
