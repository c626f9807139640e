"""RELIABILITY D2 and D3: every route with every caller, made from the tables; and that accounts keep what they promise."""

import base64
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from starlette.routing import Mount, Route
from starlette.testclient import TestClient

from conftest import Command, _identify, _resolve, read_three_words
from desks import FROM_HERE, HERE
from hudna.desk.access import SCOPES, Who
from hudna.desk.accounts import passwords, people
from hudna.desk.accounts.book import BadAccounts, Shelf
from hudna.desk.accounts.calling import COOKIE, Team
from hudna.desk.accounts.limits import FREE_OF_A_NAME, FREE_OF_AN_ADDRESS, LONGEST_WAIT, Limits
from hudna.desk.api.routes import API_ROWS, VERSION
from hudna.desk.app import application
from hudna.desk.guard import Tokens
from hudna.desk.remembered import Remembered
from hudna.desk.routes import ROWS, TEAM_ROWS, Row
from hudna.desk.serve import Where, refusal
from hudna.desk.view import Desk
from hudna.desk.wording import LANGUAGES
from hudna.ledger.log_page import size_of_log
from hudna.ledger.store import Ledger
from hudna.pipeline import Rooms
from ledgers import small

PASSWORD = "four words of somebody"
PRINTED = re.compile("عنوان|القيادة")
"""Words of the reports: whoever may not see the ledger sees none of them."""
PEOPLE = {"reader": Who.READER, "reviewer": Who.REVIEWER, "editor": Who.EDITOR, "admin": Who.ADMIN}
SCOPED = tuple(f"token of {scope}" for scope in SCOPES)
STRANGERS = (
    "nobody",
    "expired session",
    "revoked session",
    "removed user",
    "expired token",
    "revoked token",
    "forged token",
)
CALLERS = (*STRANGERS, *PEOPLE, *SCOPED)
PAGES = (*ROWS, *TEAM_ROWS)
READ = [row for row in PAGES if row.fields is None]
FORMS = [row for row in PAGES if row.fields is not None]


@pytest.fixture(scope="module", autouse=True)
def quick_hashes() -> Iterator[None]:
    """Argon2id with small figures: what is tried here is who is let in."""
    from argon2 import PasswordHasher

    kept, passwords._HASHER = passwords._HASHER, PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    yield
    passwords._HASHER = kept
    passwords._nobodys.cache_clear()


class House:
    """The desk of a team, and what every caller sends to it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.shelf = shelf = Shelf(path)
        for name in (*PEOPLE, "gone"):
            people.add_user(shelf, name, "admin" if name == "gone" else name, PASSWORD)
        self.cookies = {name: self.session(name) for name in PEOPLE}
        self.tokens = {f"token of {scope}": people.add_token(shelf, "admin", [scope], 9) for scope in SCOPES}
        self.cookies["removed user"] = self.session("gone")
        people.remove_user(shelf, "gone")
        self.cookies["revoked session"] = self.session("admin")
        people.log_out(shelf, shelf.book().sessions[-1].digest)
        self.cookies["expired session"] = self.session("admin")
        self.tokens["expired token"] = people.add_token(shelf, "admin", list(SCOPES), 1)
        self.tokens["revoked token"] = people.add_token(shelf, "admin", list(SCOPES), 1)
        people.revoke_token(shelf, self.tokens["revoked token"].split("_")[1])
        self.tokens["forged token"] = self.tokens["token of log"][:-1] + "!"
        past = (people.now() - timedelta(seconds=1)).isoformat()

        def expire(book: Any) -> Any:
            sessions = (*book.sessions[:-1], replace(book.sessions[-1], ends=past))
            return replace(book, sessions=sessions, tokens=(*book.tokens[:-1], replace(book.tokens[-1], ends=past)))

        shelf.change(expire)
        self.desk = desk_of(path, shelf)
        self.client = TestClient(application(self.desk), base_url=HERE, follow_redirects=False)

    def session(self, name: str) -> str:
        secret = people.log_in(self.shelf, name, PASSWORD)
        assert secret
        return secret

    def sent(self, caller: str) -> dict[str, str]:
        """The headers by which a caller is known."""
        if caller in self.tokens:
            return {"authorization": f"Bearer {self.tokens[caller]}"}
        return {"cookie": f"{COOKIE}={self.cookies[caller]}"} if caller in self.cookies else {}

    def form_token(self, caller: str) -> str:
        request: Any = type(
            "Sent", (), {"headers": self.sent(caller), "cookies": {COOKIE: self.cookies.get(caller, "")}}
        )
        return self.desk.tokens.of(self.desk.callers(request).key)

    def state(self) -> tuple[Any, ...]:
        """Everything that a request could change."""
        works = {name: work.begun for name, work in self.desk.works.found.items()}
        return size_of_log(Ledger(self.path)), self.shelf.path.read_bytes(), works


def desk_of(path: Path, shelf: Shelf) -> Desk:
    secret = Tokens(bytes.fromhex(shelf.book().secret))
    return Desk(path, callers=Team(shelf), shelf=shelf, tokens=secret, today="2020-11-02", remembered=Remembered(60))


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, quick_hashes: None) -> House:
    return House(small(tmp_path_factory.mktemp("team"), Rooms(read_three_words, _resolve, _identify)))


def may(caller: str, who: Who, scope: str) -> bool:
    """What the table says, told once more in other words."""
    if who is Who.ANYBODY and caller not in SCOPED:
        return True
    if caller in STRANGERS:
        return False
    return caller == f"token of {scope}" if caller in SCOPED else PEOPLE[caller] >= who


def test_no_route_is_without_a_row(house: House) -> None:
    """A route that is added without a rule fails here."""
    declared = {f"/{lang}{row.path}" for row in PAGES for lang in LANGUAGES}
    ours = {f"/{VERSION}{row.path}" for row in API_ROWS} | {"/openapi.json"}
    for route in application(house.desk).routes:
        if isinstance(route, Mount) and route.path == "/api":
            inner = {one.path for one in route.routes if isinstance(one, Route) or hasattr(one, "path")}
            assert inner == ours
        elif route.path not in {"/", "/favicon.ico", "/static", "/assets"}:  # type: ignore[attr-defined]
            declared.remove(route.path)  # type: ignore[attr-defined]
    assert not declared
    assert all(isinstance(row.who, Who) and row.who is not Who.ANYBODY and row.scope in SCOPES for row in API_ROWS)
    assert {row.name for row in PAGES if row.who is Who.ANYBODY} == {"login", "login_entered"}
    assert all(not row.scope or row.scope in SCOPES for row in PAGES)


@pytest.mark.parametrize("caller", CALLERS)
def test_pages_and_exports_are_seen_by_whom_the_table_says(house: House, caller: str) -> None:
    before = house.state()
    for row in READ:
        answer = house.client.get(f"/en{row.path}", headers=house.sent(caller))
        if may(caller, row.who, row.scope):
            assert answer.status_code not in (401, 403), f"{row.name}: {answer.status_code}"
        else:
            assert answer.status_code == (401 if caller in STRANGERS else 403), f"{row.name}: {answer.status_code}"
            assert not PRINTED.search(answer.text), row.name
    assert house.state() == before, "something was changed by reading"


@pytest.mark.parametrize("caller", CALLERS)
def test_the_api_answers_whom_the_table_says(house: House, caller: str) -> None:
    before = house.state()
    for row in API_ROWS:
        for asked in ({}, {"id": "r1", "q": "القوات"}, {"colour": "red"}):
            answer = house.client.get(f"/api/{VERSION}{row.path}", params=asked, headers=house.sent(caller))
            if may(caller, row.who, row.scope):
                assert answer.status_code in (200, 400, 404), f"{row.path}: {answer.text}"
            else:
                assert answer.status_code == (401 if caller in STRANGERS else 403), row.path
                assert set(answer.json()) == {"error"} and not PRINTED.search(answer.text)
    assert house.state() == before


def posted(house: House, row: Row, caller: str, headers: dict[str, str] = FROM_HERE, **fields: str) -> Any:
    form = {"token": house.form_token(caller), **fields}
    return house.client.post(f"/en{row.path}", data=form, headers=headers | house.sent(caller))


@pytest.mark.parametrize("row", FORMS, ids=lambda row: row.name)
def test_forms_are_taken_from_whom_the_table_says(house: House, row: Row) -> None:
    before = house.state()
    for caller in CALLERS:
        if not may(caller, row.who, row.scope):
            answer = posted(house, row, caller)
            assert answer.status_code == (401 if caller in STRANGERS else 403), caller
        elif caller not in STRANGERS:
            answer = posted(house, row, caller, admin="1")
            assert answer.status_code == 400 and "fields" in answer.text, f"{caller}: an extra field was taken"
    assert house.state() == before


@pytest.mark.parametrize("row", FORMS, ids=lambda row: row.name)
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "https://evil.example", "sec-fetch-site": "cross-site"},
        {"origin": "https://evil.example"},
        {"origin": "null", "sec-fetch-site": "same-origin"},
        {"origin": HERE, "sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
    ],
    ids=str,
)
def test_forms_from_elsewhere_are_refused(house: House, row: Row, headers: dict[str, str]) -> None:
    before = house.state()
    assert posted(house, row, "admin", headers).status_code == 403
    assert house.state() == before


@pytest.mark.parametrize("row", FORMS, ids=lambda row: row.name)
def test_the_token_of_a_form_is_that_of_the_session(house: House, row: Row) -> None:
    before = house.state()
    for token in ("", "0" * 64, house.form_token("reader"), house.form_token("nobody")):
        assert posted(house, row, "admin", token=token).status_code == 403
    assert house.client.get(f"/en{row.path}", headers=house.sent("admin")).status_code == 405
    assert house.state() == before


# Accounts


@pytest.fixture
def team(tmp_path: Path, rooms: Rooms) -> Desk:
    shelf = Shelf(small(tmp_path, rooms))
    people.add_user(shelf, "lina", "reviewer", PASSWORD)
    return desk_of(tmp_path / "hudna.db", shelf)


def client_of(desk: Desk, base: str = HERE) -> TestClient:
    return TestClient(application(desk, {"127.0.0.1", "desk.example"}), base_url=base, follow_redirects=False)


def log_in(client: TestClient, name: str = "lina", password: str = PASSWORD, then: str = "") -> Any:
    page = client.get("/en/login").text
    token = re.search(r'name="token" value="(\w+)"', page)
    assert token
    base = str(client.base_url)
    form = {"token": token[1], "name": name, "password": password, "then": then}
    return client.post("/en/login/entered", data=form, headers={"origin": base, "sec-fetch-site": "same-origin"})


def test_one_logs_in_and_out_and_the_old_cookie_is_worth_nothing(team: Desk) -> None:
    client = client_of(team)
    answer = client.get("/en/entries?action=force")
    assert answer.status_code == 401 and 'name="password"' in answer.text and "/en/entries?action=force" in answer.text
    answer = log_in(client, then="/en/entries?action=force")
    assert answer.status_code == 303 and answer.headers["location"] == "/en/entries?action=force"
    said = answer.headers["set-cookie"].lower()
    assert "httponly" in said and "samesite=strict" in said and "path=/" in said and "secure" not in said
    page = client.get("/en/entries")
    assert page.status_code == 200
    cookie = client.cookies[COOKIE]
    token = re.search(r'name="token" value="(\w+)"', page.text)
    assert token and client.post("/en/logout", data={"token": token[1]}, headers=FROM_HERE).status_code == 303
    assert client.get("/en/entries", headers={"cookie": f"{COOKIE}={cookie}"}).status_code == 401


def test_over_tls_the_cookie_is_for_tls_alone(team: Desk) -> None:
    assert "secure" in log_in(client_of(team, "https://desk.example")).headers["set-cookie"].lower()


@pytest.mark.parametrize(
    "then", ["https://evil.example", "//evil.example", "/en/../\\evil", "/static/", "/en/\nx", "javascript:1"]
)
def test_logging_in_leads_nowhere_else(team: Desk, then: str) -> None:
    assert log_in(client_of(team), then=then).headers["location"] == "/en/"


@pytest.mark.parametrize("how", ["password", "logout", "remove"])
def test_what_is_done_to_an_account_ends_its_sessions_at_once(team: Desk, how: str) -> None:
    client, shelf = client_of(team), team.shelf
    assert shelf and log_in(client).status_code == 303 and client.get("/en/entries").status_code == 200
    if how == "password":
        people.set_password(shelf, "lina", "other words of somebody")
    else:
        (people.log_out_everywhere if how == "logout" else people.remove_user)(shelf, "lina")
    assert client.get("/en/entries").status_code == 401
    assert (log_in(client).status_code == 303) is (how == "logout")


def test_a_role_is_another_from_the_next_request_on(team: Desk) -> None:
    client, shelf = client_of(team), team.shelf
    assert shelf and log_in(client).status_code == 303 and client.get("/en/users").status_code == 403
    people.set_role(shelf, "lina", "admin")
    assert client.get("/en/users").status_code == 200


def test_nobody_learns_who_has_an_account(team: Desk) -> None:
    client = client_of(team)
    wrong, unknown = (log_in(client, name, "wrong words of somebody") for name in ("lina", "nobody"))
    assert wrong.status_code == unknown.status_code == 401
    assert re.sub(r'value="\w+"', "", wrong.text) == re.sub(r'value="\w+"', "", unknown.text)


def test_too_many_trials_have_to_wait(team: Desk) -> None:
    client = client_of(team)
    team.limits = Limits(lambda: 0.0)
    for _ in range(FREE_OF_A_NAME):
        assert log_in(client, password="wrong words of somebody").status_code == 401
    answer = log_in(client)
    assert answer.status_code == 429 and answer.headers["retry-after"] == "2"
    team.limits.clock = lambda: 2.1
    assert log_in(client).status_code == 303


def test_waits_double_up_to_a_quarter_of_an_hour_and_are_forgotten() -> None:
    time = [0.0]
    limits = Limits(lambda: time[0])
    waits = []
    for _ in range(FREE_OF_A_NAME + 12):
        if wait := limits.begin("lina", "10.0.0.1"):
            waits.append(wait)
            time[0] += wait
            assert limits.begin("LINA", "10.0.0.1") == 0
    assert waits[:3] == [2.0, 4.0, 8.0] and waits[-1] == LONGEST_WAIT
    time[0] += 4000
    assert limits.begin("lina", "10.0.0.1") == 0


def test_one_address_cannot_try_all_names() -> None:
    limits = Limits(lambda: 0.0)
    assert not any(limits.begin(f"name {n}", "10.0.0.1") for n in range(FREE_OF_AN_ADDRESS))
    assert limits.begin("another", "10.0.0.1") > 0 and limits.begin("another", "10.0.0.2") == 0


def test_the_file_of_accounts_is_its_owners_and_holds_no_secret_in_the_clear(team: Desk) -> None:
    shelf = team.shelf
    assert shelf
    session, token = people.log_in(shelf, "lina", PASSWORD), people.add_token(shelf, "lina", ["log"], 9)
    kept = shelf.path.read_text()
    assert shelf.path.stat().st_mode & 0o777 == 0o600
    assert session and session not in kept and token.split("_", 2)[2] not in kept and PASSWORD not in kept
    shelf.path.chmod(0o644)
    with pytest.raises(BadAccounts, match="chmod 600"):
        shelf.book()
    assert client_of(team).get("/en/entries").status_code == 401


def test_passwords_are_argon2id_with_the_figures_of_the_rfc() -> None:
    from argon2 import PasswordHasher

    made = PasswordHasher().hash("x")
    assert made.startswith("$argon2id$v=19$m=65536,t=3,p=4$") and base64.b64decode(made.split("$")[4] + "==")
    for password in ("short", "x" * 1025):
        with pytest.raises(BadAccounts, match="12 to 1024"):
            passwords.hashed(password)


def test_a_desk_is_open_to_others_only_with_accounts_and_tls() -> None:
    pem = Path("x.pem")
    assert not refusal(Where(0), team=False) and not refusal(Where(0), team=True)
    assert "--team" in refusal(Where(0, "0.0.0.0"), team=False)
    assert "--team" in refusal(Where(0, names=("desk.example",)), team=False)
    assert "in the clear" in refusal(Where(0, "0.0.0.0"), team=True)
    assert not refusal(Where(0, "0.0.0.0", certificate=pem, key=pem), team=True)
    assert "both" in refusal(Where(0, certificate=pem), team=True)


def test_the_commands_keep_accounts(tmp_path: Path, rooms: Rooms, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    from hudna.cli import hudna

    path = str(small(tmp_path, rooms))

    def said(*given: str, typed: str = "", code: int = 0) -> str:
        done = CliRunner().invoke(hudna, ["--ledger", path, *given], input=typed)
        assert done.exit_code == code, done.output
        return done.output

    assert "there are no accounts" in said("desk", "--team", "--no-browser", code=1)
    assert "--team" in said("desk", "--host", "0.0.0.0", "--no-browser", code=2)
    assert said("users", "add", "lina", "--role", "admin", typed=f"{PASSWORD}\n") == "lina: admin\n"
    assert "of that name" in said("users", "add", "LINA", "--role", "reader", typed=f"{PASSWORD}\n", code=1)
    assert "12 to 1024" in said("users", "add", "nur", "--role", "reader", typed="short\n", code=1)
    token = said("tokens", "add", "lina", "--scope", "log", "--days", "3").strip()
    name = token.split("_")[1]
    assert token.startswith("hudna_") and said("tokens").startswith(f"{name}\tlina\tlog\tuntil ")
    assert "entries" in said("tokens", "add", "lina", "--scope", "everything", code=1)
    assert said("tokens", "revoke", name) == f"{name}: revoked\n" and said("tokens") == ""
    assert said("users", "role", "lina", "reader") == "lina: reader\n" and said("users") == "lina\treader\t0 sessions\n"
    assert "0 sessions" in said("users", "logout", "lina")
    assert "removed" in said("users", "remove", "lina") and said("users") == ""
    assert "no account" in said("users", "remove", "lina", code=1)
    assert Command()("--ledger", path, "verify").exit_code == 0
