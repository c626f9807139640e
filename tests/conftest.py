"""What the tests share: a reader of three words in place of the rules, and the way to the shared material."""

import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from hudna.cli import hudna
from hudna.ledger.address import Address, Server
from hudna.pipeline import Rooms
from hudna.vocabulary import (
    Act,
    Action,
    Actor,
    Attribution,
    Calendar,
    CleanReport,
    Event,
    Modality,
    Mode,
    Reading,
    Report,
    Role,
    RuleId,
    Source,
    SourceKind,
    Span,
    TimeWords,
    When,
)
from hudna.vocabulary.record import Identified, Identity, Mention
from servers import Cluster, cluster

CHROMIUM = next((found for name in ("chromium", "chromium-browser") if (found := shutil.which(name))), "")
SHARED = Path(os.environ.get("HUDNA_SHARED", Path(__file__).resolve().parents[2] / "shared"))
SAID = re.compile(r"(أعلنت) (القيادة) أن ([^.]*)")
EVENTS = {
    "ستسحب": ("force.withdraw", Modality.FUTURE, True),
    "قصف": ("violence.shell", Modality.HAPPENED, False),
}
TEXT = "أعلنت القيادة أن القوات ستسحب آلياتها غدا من أطراف البلدة. وكان قصف طال البلدة ليلا."


@pytest.fixture
def shared() -> Path:
    """The shared material beside the repository; a test that needs it is skipped where it is not."""
    if not SHARED.is_dir():
        pytest.skip(f"no shared material at {SHARED}; set HUDNA_SHARED")
    return SHARED


def read_three_words(cleaned: CleanReport) -> Reading:
    """What a reader that knows three words reads."""
    text = cleaned.report.text
    said = [
        Attribution(
            cue=Span(*match.span(1)),
            chain=(Source(Span(*match.span(2)), SourceKind.ORGANISATION),),
            carried=False,
            content=Span(*match.span(3)),
            act=Act.STATE,
            mode=Mode.INDIRECT,
            rule=RuleId("cue.test"),
        )
        for match in SAID.finditer(text)
    ]
    events = [_event(text, word, said) for word in EVENTS if word in text]
    return Reading(tuple(said), tuple(events))


def _event(text: str, word: str, said: list[Attribution]) -> Event:
    trigger = Span(text.index(word), text.index(word) + len(word))
    action, modality, commitment = EVENTS[word]
    inside = [i for i, a in enumerate(said) if a.content.start <= trigger.start < a.content.end]
    found = re.finditer("غدا", text) if commitment else ()
    times = tuple(TimeWords(Span(*match.span()), Role.EVENT) for match in found)
    actors = tuple(Span(*match.span()) for match in re.finditer("القوات", text)) if commitment else ()
    return Event(
        trigger=trigger,
        action=Action(action),
        actor=actors,
        recipient=(),
        place=tuple(Span(*match.span()) for match in re.finditer("البلدة", text))[:1],
        time_words=times,
        modality=modality,
        negated=False,
        commitment=commitment,
        attribution=inside[0] if inside else None,
        rule=RuleId("event.test"),
    )


def _resolve(words: str, published: str, future: bool, span: Span, **how: object) -> When:
    if not published:
        return When(span, "", "", Calendar.GREGORIAN, "time.test", "the report has no date")
    return When(span, f"{published}/..", "day", Calendar.GREGORIAN, "time.test")


def _identify(report: Report, mentions: Iterable[Mention]) -> Identified:
    army = Actor("army", "", "MIL", "the army")
    who = {m: Identity(m.words, (army,) if m.words.cut(report.text) == "القوات" else ()) for m in mentions}
    return Identified(who, ())


@pytest.fixture
def rooms() -> Rooms:
    """Rooms whose reader knows three words."""
    return Rooms(read_three_words, _resolve, _identify)


class Command:
    """The command line as a test calls it; the rules are those of `rooms`."""

    def __call__(self, *words: object, stdin: bytes | str | None = None) -> Result:
        return CliRunner().invoke(hudna, [part for word in words for part in _spelled(word)], input=stdin)


def _spelled(word: object) -> list[str]:
    """A word of a command line; behind the address of a server's ledger stands where its evidence lies."""
    return [word.url, "--evidence", str(word.folder)] if isinstance(word, Server) else [str(word)]


Place = Callable[[str], Address]
"""Where the ledger of that name is, the same each time within a test."""


@pytest.fixture(scope="session")
def server() -> Iterator[Cluster]:
    """A server of PostgreSQL; what needs it is skipped, with a word, where there is none."""
    with cluster() as up:
        yield up


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """Both kinds of ledgers, one after the other."""
    yield from _places(request, tmp_path)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def lasting_place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """The same for what a whole file of tests looks at."""
    yield from _places(request, tmp_path_factory.mktemp("lasting"))


def _places(request: pytest.FixtureRequest, folder: Path) -> Iterator[Place]:
    if request.param == "sqlite":
        yield lambda name: folder / name
        return
    up: Cluster = request.getfixturevalue("server")
    there: dict[str, Server] = {}

    def at(name: str) -> Address:
        if name not in there:
            there[name] = Server(up.url(up.database()), folder / Path(name).with_suffix(".hudna"))
        return there[name]

    yield at
    for address in there.values():
        up.empty(address.name)


@pytest.fixture
def run(rooms: Rooms, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs `hudna` with a reader of three words."""
    for module in ("reading", "keeping", "evaluation"):
        monkeypatch.setattr(f"hudna.commands.{module}.default_rooms", lambda *_: rooms)
    return Command()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Debian's Chromium."""
    if not CHROMIUM:
        pytest.skip("no Chromium on this machine; apt-get install chromium")
    playwright = pytest.importorskip("playwright.sync_api", reason="no Playwright; pip install playwright")
    with playwright.sync_playwright() as started:
        found = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()
