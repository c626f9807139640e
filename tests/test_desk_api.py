"""The API over the reports of the demo: the same data as the lists, page by page, and every error with its next step."""

import json
import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from conftest import Command, Place
from desks import DEMO, HERE, TODAY, desk_over, with_demo
from hudna.desk.access import Caller, Who
from hudna.desk.api.routes import API_ROWS
from hudna.desk.app import application
from hudna.desk.view import Desk
from hudna.identify.judge import StoryJudge
from hudna.ledger.address import Address
from hudna.ledger.entries import entries_in
from hudna.ledger.reviewing import Asked, Signed, review
from hudna.ledger.reviews import Act
from hudna.ledger.store import Ledger
from hudna.ledger.stories import stories_in
from hudna.ledger.undertakings import undertakings_in

V1 = "/api/v1"


@pytest.fixture(scope="module")
def path(lasting_place: Place) -> Address:
    """A ledger of the reports of the demo."""
    return with_demo(lasting_place("hudna.db"))


@pytest.fixture(scope="module")
def desk(path: Address) -> TestClient:
    return desk_over(path, TODAY)


def got(desk: TestClient, address: str, **asked: object) -> Any:
    answer = desk.get(f"{V1}{address}", params={name: str(value) for name, value in asked.items()})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    return answer.json()


def every(desk: TestClient, address: str, **asked: object) -> list[Any]:
    """What all pages of a list hold."""
    found, after = [], ""
    while True:
        page = got(desk, address, after=after, **asked)
        found += page["items"]
        if not (after := page["next"]):
            return found


@pytest.mark.parametrize("limit", [1, 7, 200])
def test_the_pages_of_entries_are_the_list(path: Address, desk: TestClient, limit: int) -> None:
    wanted = [entry.id for entry in entries_in(Ledger(path))]
    assert [one["id"] for one in every(desk, "/entries", limit=limit)] == wanted


def test_pages_do_not_end_at_what_people_rejected(lasting_place: Place) -> None:
    path = lasting_place("rejected.db")
    with_demo(path)
    told = entries_in(Ledger(path))
    for entry in told[2:7]:
        signed = Signed("lina", "misread", "2021-01-01T00:00:00+00:00")
        review(Ledger(path), entry.id, Asked(Act.REJECT), signed, StoryJudge())
    left = [entry.id for entry in told[:2] + told[7:]]
    for limit in (1, 3):
        assert [one["id"] for one in every(desk_over(path, TODAY), "/entries", limit=limit)] == left
    assert [entry.id for entry in entries_in(Ledger(path), most=4)] == left[:4]


def test_filters_are_those_of_the_list(desk: TestClient) -> None:
    found = every(desk, "/entries", action="violence", published="2020-11")
    assert found and {one["register"] for one in found} == {"violence"}
    assert all(one["english"] and one["alleged"] for one in found)


def test_everything_that_is_listed_can_be_asked_for(path: Address, desk: TestClient) -> None:
    reports = every(desk, "/reports", limit=3)
    assert len(reports) == len({one["id"] for one in reports}) > 3
    report = got(desk, "/report", id=reports[0]["id"])
    assert report["text"] and len(report["entries"]) == reports[0]["entries"]
    entry = report["entries"][0]
    start, end = entry["trigger"]
    assert report["text"][start:end] == entry["printed"]
    assert got(desk, "/entry", id=entry["id"])["items"][0]["id"] == entry["id"]
    assert len(every(desk, "/stories", limit=2)) == len(stories_in(Ledger(path)))
    assert got(desk, "/story", id=reports[0]["id"])["happenings"]
    source = every(desk, "/sources", limit=5)[0]
    assert got(desk, "/source", id=source["identity"])["cited"] == source["cited"]


def test_the_columns_of_the_board_are_the_commitments(path: Address, desk: TestClient) -> None:
    columns = ("announced", "overdue", "superseded")
    found = {one["id"]: one for status in columns for one in every(desk, "/commitments", status=status, limit=2)}
    wanted = {one.first.id: one.status for one in undertakings_in(Ledger(path), TODAY) if one.status in columns}
    assert {name: one["status"] for name, one in found.items()} == wanted
    name = next(iter(found))
    assert got(desk, "/commitment", id=name)["sayings"] == found[name]["sayings"]


@pytest.mark.parametrize("register", ["posts", "contacts", "displacement", "forces", "provisions"])
def test_registers_are_the_lines_of_the_command(path: Address, desk: TestClient, register: str) -> None:
    dated = ["--as-of", TODAY] if register == "contacts" else []
    printed = Command()("--ledger", path, register, *dated, "--json").stdout
    assert every(desk, f"/{register}", limit=2) == [json.loads(line) for line in printed.splitlines()]


def test_a_search_finds_the_words(desk: TestClient) -> None:
    found = got(desk, "/search", q="القوات", limit=3)
    assert found["reports"] >= len(found["items"]) > 0
    assert found["items"][0]["passages"] or found["items"][0]["in_title"]


def test_the_log_is_whole(desk: TestClient) -> None:
    head = got(desk, "/checkpoint")
    numbers = [one["number"] for one in every(desk, "/log", limit=7)]
    assert numbers == list(reversed(range(head["size"])))
    assert head["checkpoint"].startswith(head["origin"])


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/entries?action=nothing", 400, "no such action"),
        ("/entries?colour=red", 400, "colour"),
        ("/entries?limit=0", 400, "limit"),
        ("/entries?limit=201", 400, "limit"),
        ("/entries?after=nothing", 404, "no entry nothing"),
        ("/posts?after=x", 400, "no page begins there"),
        ("/commitments?status=kept%20well", 400, "no such status"),
        ("/commitments?as_of=soon", 400, "as_of"),
        ("/commitment?id=nothing", 404, "no commitment"),
        ("/search?q=%20%22", 400, "holds no word"),
        ("/search", 400, "q"),
        ("/report?id=nothing", 404, "nothing"),
        ("/story?id=nothing", 404, "nothing"),
        ("/source?id=nothing", 404, "nothing"),
        ("/log?after=-1", 400, "after"),
        ("/nothing", 404, "Not Found"),
    ],
)
def test_an_error_says_what_to_do_next(desk: TestClient, address: str, status: int, said: str) -> None:
    answer = desk.get(f"{V1}{address}")
    assert answer.status_code == status, answer.text
    error = answer.json()["error"]
    assert error["status"] == status and said in error["said"] and error["next"].endswith((".", ")."))


def test_no_ledger_yet_is_said(place: Place) -> None:
    answer = desk_over(place("hudna.db")).get(f"{V1}/entries")
    assert answer.status_code == 404 and "hudna add" in answer.json()["error"]["next"]


@pytest.mark.parametrize("row", API_ROWS, ids=lambda row: row.path)
def test_nothing_is_done_at_the_api(desk: TestClient, row: Any) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        answer = desk.request(method, f"{V1}{row.path}")
        assert answer.status_code == 405 and answer.json()["error"]["next"]


def test_openapi_describes_every_address_and_its_parameters(desk: TestClient) -> None:
    schema = desk.get("/api/openapi.json").json()
    assert set(schema["paths"]) == {f"/v1{row.path}" for row in API_ROWS}
    assert schema["servers"] == [{"url": "/api"}]
    for row in API_ROWS:
        described = schema["paths"][f"/v1{row.path}"]["get"]
        assert described["summary"] and set(described["responses"]) == {"200", "400", "401", "403", "404", "503"}
        asked = {one["name"] for one in described.get("parameters", [])}
        assert asked == set(row.asks.model_fields)
        assert described["security"] == [{"token": [row.scope]}]


def test_no_page_of_documentation_comes_from_elsewhere(desk: TestClient) -> None:
    assert [desk.get(f"/api/{page}").status_code for page in ("docs", "redoc")] == [404, 404]


def test_a_token_is_good_for_its_scope_alone(path: Address) -> None:
    caller = Caller("lina", Who.ADMIN, scopes=frozenset(("log",)))
    desk = TestClient(application(Desk(path, callers=lambda _: caller)), base_url=HERE)
    assert desk.get(f"{V1}/log").status_code == 200
    for address in (f"{V1}/entries", f"{V1}/search?q=x", "/en/entries"):
        assert desk.get(address).status_code == 403


def test_the_guide_shows_what_is_answered(desk: TestClient) -> None:
    text = (DEMO.parents[1] / "docs" / "api.md").read_text(encoding="utf-8")
    shown = re.findall(r"<!-- (/api/\S+) -->\n```json\n(.*?)```", text, re.DOTALL)
    assert len(shown) == 3
    for address, answer in shown:
        assert desk.get(address).json() == json.loads(answer), address
    assert all(f"| `{V1}{row.path}` | {row.scope} |" in text for row in API_ROWS)
