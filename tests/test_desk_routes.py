"""Every route of the desk has its rule, answers in both languages, and lets nothing foreign in."""

from pathlib import Path

import pytest
from starlette.routing import Mount, Route
from starlette.testclient import TestClient

from conftest import Place
from desks import HERE, desk_over
from hudna.desk.access import NOBODY, Caller, Who
from hudna.desk.app import application
from hudna.desk.guard import Tokens, host_in
from hudna.desk.routes import MENU, ROWS, TEAM_ROWS
from hudna.desk.view import Desk
from hudna.desk.wording import LANGUAGES
from hudna.ledger.address import base_of
from hudna.pipeline import Rooms
from ledgers import kept_ids, small, small_at

OPEN = {"/", "/favicon.ico", "/static", "/assets", "/api"}
"""What anybody may fetch, as it shows nothing of the ledger; and the API, which has a table of its own (test_desk_matrix)."""


@pytest.fixture
def desk(place: Place, rooms: Rooms) -> TestClient:
    return desk_over(small_at(place("hudna.db"), rooms))


def test_every_route_is_a_row_of_the_table_with_a_rule(tmp_path: Path) -> None:
    app = application(Desk(tmp_path / "hudna.db"))
    declared = {f"/{lang}{row.path}": row for row in ROWS for lang in LANGUAGES}
    for route in app.routes:
        assert isinstance(route, Route | Mount)
        if route.path not in OPEN:
            row = declared[route.path]
            assert isinstance(row.who, Who) and row.who is not Who.ANYBODY
            assert isinstance(route, Route) and route.methods is not None
            assert route.methods <= ({"GET", "HEAD"} if row.fields is None else {"POST"})
    assert len(declared) == 2 * len(ROWS), "two rows have one path"
    assert set(MENU) <= {row.name for row in (*ROWS, *TEAM_ROWS)}


@pytest.mark.parametrize("row", [row for row in ROWS if row.fields is None], ids=lambda row: row.name)
def test_nobody_sees_nothing(tmp_path: Path, rooms: Rooms, row: object) -> None:
    desk = Desk(small(tmp_path, rooms), callers=lambda _: NOBODY)
    answer = TestClient(application(desk), base_url=HERE).get(f"/en{row.path}")  # type: ignore[attr-defined]
    assert answer.status_code == 401
    assert "عنوان" not in answer.text


def test_a_reader_may_not_what_asks_for_more() -> None:
    reader = Caller("lina", Who.READER)
    assert reader.may(Who.READER) and not reader.may(Who.REVIEWER)


@pytest.mark.parametrize("path", ["/en/", "/ar/", "/en/nothing", "/static/desk.css"])
def test_headers_of_safety_are_on_every_answer(desk: TestClient, path: str) -> None:
    headers = desk.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:8473", "10.0.0.7", "0.0.0.0", ""])
def test_a_foreign_name_is_not_answered(desk: TestClient, host: str) -> None:
    answer = desk.get("/en/", headers={"host": host})
    assert answer.status_code == 421
    assert "عنوان" not in answer.text


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("localhost:80", "localhost"),
        ("[::1]:80", "[::1]"),
        ("[::1]", "[::1]"),
        ("LOCALHOST", "localhost"),
        ("a:b", "a:b"),
    ],
)
def test_the_port_is_no_part_of_the_name(header: str, name: str) -> None:
    assert host_in(header) == name


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_a_page_that_is_read_takes_no_other_method(desk: TestClient, method: str) -> None:
    assert desk.request(method, "/en/").status_code == 405


def test_home_is_today_in_the_language_of_the_browser(desk: TestClient) -> None:
    assert desk.get("/", headers={"accept-language": "ar-SY,en;q=0.8"}).headers["location"] == "/ar/"
    assert desk.get("/", headers={"accept-language": "de"}).headers["location"] == "/en/"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_pages_have_the_direction_of_their_language(desk: TestClient, lang: str) -> None:
    direction = "rtl" if lang == "ar" else "ltr"
    assert f'<html lang="{lang}" dir="{direction}">' in desk.get(f"/{lang}/entries").text


def test_no_ledger_yet_says_how_to_make_one(place: Place) -> None:
    answer = desk_over(place("hudna.db")).get("/en/")
    assert answer.status_code == 200
    assert f"hudna --ledger {place('hudna.db')} add" in answer.text
    assert kept_ids(place("hudna.db")) == [] and not base_of(place("hudna.db")).exists()


def test_what_is_not_there_says_what_to_do(desk: TestClient) -> None:
    for path in ("/en/nothing", "/en/entry?id=Cnothing", "/en/report?id=nothing", "/en/story?id=nothing"):
        answer = desk.get(path)
        assert answer.status_code == 404
        assert "Search for the words" in answer.text


def test_a_wrong_question_is_answered_with_what_to_change(desk: TestClient) -> None:
    answer = desk.get("/en/entries?action=nothing")
    assert answer.status_code == 400
    assert "no such action" in answer.text


def test_tokens_are_of_one_caller_and_one_run() -> None:
    tokens = Tokens()
    assert tokens.right("lina", tokens.of("lina"))
    assert not tokens.right("nur", tokens.of("lina"))
    assert not Tokens().right("lina", tokens.of("lina"))
    assert not tokens.right("lina", "")
