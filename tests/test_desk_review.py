"""The review queue: by keyboard alone, without script, signed and reasoned, and from nowhere else."""

import getpass
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from desks import FROM_HERE, desk_over, listening, with_demo
from hudna.desk.remembered import Remembered
from hudna.desk.view import Desk
from hudna.ledger.entries import entries_in, explanations_of
from hudna.ledger.filters import Filters
from hudna.ledger.queue import unjudged_in
from hudna.ledger.reviews import Act, reviews_in
from hudna.ledger.store import Ledger
from test_desk_browser import complains

TEN = 10


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """A ledger of the reports of the demo that nobody has reviewed."""
    path = tmp_path / "hudna.db"
    with_demo(path)
    return path


@pytest.fixture
def desk(fresh: Path) -> Iterator[str]:
    with listening(Desk(fresh, today="2021-01-01", remembered=Remembered(60))) as address:
        yield address


def _sent(client: TestClient, **form: str) -> Any:
    token = client.app.state.desk.tokens.of(f"{getpass.getuser()}\n")  # type: ignore[attr-defined]
    return client.post("/en/review/said", data={"token": token, **form}, headers=FROM_HERE)


def test_the_least_sure_come_first_and_the_judged_not_at_all(fresh: Path) -> None:
    ledger = Ledger(fresh)
    waiting = list(unjudged_in(ledger, Filters()))
    assert sorted(waiting) == sorted(entry.id for entry in entries_in(ledger))
    sure = [explanations_of(ledger, name)[0].entry.confidence for name in waiting]
    assert sure == sorted(sure, key=lambda one: (one is not None, one or 0))
    _sent(desk_over(fresh), act="accept", about=waiting[0], why="read")
    assert list(unjudged_in(ledger, Filters())) == waiting[1:]


def test_accept_and_reject_are_signed_reasoned_and_lead_on(fresh: Path) -> None:
    client, ledger = desk_over(fresh), Ledger(fresh)
    first, second, third = list(unjudged_in(ledger, Filters()))[:3]
    answer = _sent(client, act="accept", about=first, why="as printed")
    assert answer.status_code == 303
    assert f"id={second}" in answer.headers["location"]
    assert f"id={third}" in _sent(client, act="reject", about=second, why="no event").headers["location"]
    kept = reviews_in(ledger)
    assert [(one.act, one.entry, one.by, one.why) for one in kept] == [
        (Act.ACCEPT, first, getpass.getuser(), "as printed"),
        (Act.REJECT, second, getpass.getuser(), "no event"),
    ]
    page = client.get(answer.headers["location"]).text
    assert 'value="undo"' in page
    assert _sent(client, act="undo", about=first, number=str(kept[0].number), why="no").status_code == 303
    assert reviews_in(ledger, first)[0].undone is not None


def test_a_correction_shows_the_persons_value_and_the_machines(fresh: Path) -> None:
    client, ledger = desk_over(fresh), Ledger(fresh)
    entry = next(one for one in entries_in(ledger) if one.named("actor"))
    words = entry.printed
    answer = _sent(client, act="correct", about=entry.id, field="actor", words=words, why="it is this")
    assert answer.status_code == 303
    assert explanations_of(ledger, entry.id)[0].entry.named("actor") == (words,)
    page = client.get(answer.headers["location"]).text
    assert getpass.getuser() in page
    assert "the rules:" in page
    assert entry.named("actor")[0] in page


@pytest.mark.parametrize("form", [
    {"act": "accept", "why": " "},
    {"act": "correct", "field": "actor", "words": "لا تقف هذه الكلمات هنا", "why": "x"},
    {"act": "correct", "field": "nonsense", "why": "x"},
    {"act": "merge", "why": "x"},
    {"act": "undo", "number": "99999", "why": "x"},
])  # fmt: skip
def test_what_cannot_be_kept_is_said_and_nothing_is_written(fresh: Path, form: dict[str, str]) -> None:
    about = next(unjudged_in(Ledger(fresh), Filters()))
    answer = _sent(desk_over(fresh), about=about, **form)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert reviews_in(Ledger(fresh)) == []


def test_a_form_from_elsewhere_or_without_its_token_does_nothing(fresh: Path) -> None:
    client, about = desk_over(fresh), next(unjudged_in(Ledger(fresh), Filters()))
    token = client.app.state.desk.tokens.of(f"{getpass.getuser()}\n")  # type: ignore[attr-defined]
    form = {"act": "accept", "about": about, "why": "x"}
    foreign = {"origin": "https://elsewhere.example", "sec-fetch-site": "cross-site"}
    assert client.post("/en/review/said", data={"token": token, **form}, headers=foreign).status_code == 403
    assert client.post("/en/review/said", data=form, headers=FROM_HERE).status_code == 403
    assert reviews_in(Ledger(fresh)) == []


def test_ten_entries_are_reviewed_by_keyboard_alone(browser: Any, desk: str, fresh: Path) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if complains(said) else None)
    page.on("request", lambda asked: None if asked.url.startswith(f"{desk}/") else complaints.append(asked.url))
    page.goto(f"{desk}/en/review")
    ledger = Ledger(fresh)
    shown: list[str] = []
    for number in range(TEN):
        shown.append(page.input_value('#accept input[name="about"]'))
        with page.expect_navigation():
            if number % 3 == 1:
                page.keyboard.press("r")
                page.keyboard.type("it does not tell of this")
                page.keyboard.press("Enter")
            elif number % 3 == 2:
                page.keyboard.press("w")
                page.keyboard.press("ArrowRight")
                page.keyboard.press("Shift+ArrowLeft")
                page.keyboard.press("Enter")
                assert len(page.input_value('#correct textarea[name="words"]').split()) >= 2
                page.keyboard.type("these words")
                page.keyboard.press("Enter")
            else:
                page.keyboard.press("a")
        if number % 3 == 2:
            assert page.input_value('#accept input[name="about"]') == shown[-1]
            with page.expect_navigation():
                page.keyboard.press("a")
    page.close()
    kept = reviews_in(ledger)
    assert len(set(shown)) == TEN
    assert {one.entry for one in kept if one.act in (Act.ACCEPT, Act.REJECT)} == set(shown)
    assert len([one for one in kept if one.act is Act.CORRECT]) == TEN // 3
    assert complaints == []
