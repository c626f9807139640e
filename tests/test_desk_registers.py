"""The registers of the desk: one filter for table, map and timeline, and nothing vague drawn as a dot."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from desks import TODAY, desk_over, with_demo
from hudna.cli import hudna
from hudna.desk.assets import has_assets
from hudna.desk.registered import ALL, Line, cut, drawn, lines_in, registers, timeline
from hudna.desk.wording import LANGUAGES
from hudna.ledger.entries import entries_in
from hudna.ledger.filters import Filters
from hudna.ledger.passing import passing_in
from hudna.ledger.positions import positions_in
from hudna.ledger.sites import Site
from hudna.ledger.steps import Step
from hudna.ledger.store import Ledger
from hudna.ledger.whereabouts import Whereabouts
from test_desk_browser import desk, page, path  # noqa: F401  fixtures


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    made = tmp_path_factory.mktemp("registers") / "hudna.db"
    with_demo(made)
    return Ledger(made)


def test_every_entry_of_the_ledger_is_on_a_line_of_all(ledger: Ledger) -> None:
    told = {(entry.origin.id, entry.id) for line in lines_in(ledger, ALL, TODAY) for entry in line.step.entries}
    assert told == {(entry.origin.id, entry.id) for entry in entries_in(ledger)}


def test_the_lines_of_positions_are_the_steps_of_posts(ledger: Ledger) -> None:
    posts, lost = positions_in(ledger)
    assert len(lines_in(ledger, "position", TODAY)) == sum(len(post.steps) for post in posts) + len(lost) > 0


@pytest.mark.parametrize("register", registers())
def test_a_filter_cuts_table_map_and_timeline_alike(ledger: Ledger, register: str) -> None:
    lines = lines_in(ledger, register, TODAY)
    none = cut(lines, passing_in(ledger, Filters(outlet="nobody at all")))
    assert (none, drawn(none).spots, timeline(none, register).counts) == ([], [], [])
    counted = timeline(lines, register)
    assert sum(sum(counts) for _, counts in counted.counts) + counted.outside == len(lines)


def _line(kind: str, country: str = "SYR") -> Line:
    site = Site(kind, "م", country, "", 35.0, 36.0, kind)
    return Line(Whereabouts(site.id, (site.name,), (site,)), Step(()))


@pytest.mark.parametrize("kind", ["governorate", "near", "part", "border", "region", "river"])
def test_what_is_vague_is_an_area(kind: str) -> None:
    assert drawn([_line(kind)]).spots[0].km > 0


def test_a_town_is_a_dot_and_what_is_wider_than_a_circle_is_counted_and_not_drawn() -> None:
    found = drawn(
        [_line("town"), _line("country"), _line("region", country=""), Line(Whereabouts("", (), ()), Step(()))]
    )
    assert [(spot.site.kind, spot.km) for spot in found.spots] == [("town", 0)]
    assert (found.wide, found.open) == (2, 1)


def test_the_table_says_it_without_script(ledger: Ledger, path: Path) -> None:  # noqa: F811
    client = desk_over(path, TODAY)
    for lang in LANGUAGES:
        body = client.get(f"/{lang}/registers?register=position").text
        for line in lines_in(ledger, "position", TODAY):
            assert f"/{lang}/entry?id={line.step.first.id}" in body


@pytest.mark.skipif(not has_assets(), reason="the libraries of the map are not fetched: make desk-assets")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_map_and_timeline_are_drawn(page: Any, desk: str, lang: str) -> None:  # noqa: F811
    page.goto(f"{desk}/{lang}/registers?register=all")
    page.wait_for_selector("#map[data-drawn]", timeout=60_000)
    assert page.locator("#map canvas").count() == 1
    assert page.locator("#days canvas").evaluate("(canvas) => canvas.width") > 100
    assert not page.locator("#no-map").is_visible()


def test_without_webgl_the_page_says_so_and_the_table_is_there(page: Any, desk: str) -> None:  # noqa: F811
    page.add_init_script(
        "HTMLCanvasElement.prototype.getContext = new Proxy(HTMLCanvasElement.prototype.getContext, "
        "{ apply: (get, canvas, asked) => asked[0].startsWith('webgl') ? null : get.apply(canvas, asked) });"
    )
    page.goto(f"{desk}/en/registers?register=all")
    page.wait_for_timeout(500)
    assert not page.locator("#map").is_visible()
    assert page.locator("table.entries tbody tr").count() > 0


def test_tiles_open_one_host_and_no_other(path: Path) -> None:  # noqa: F811
    from starlette.testclient import TestClient

    from hudna.desk.app import application
    from hudna.desk.view import Desk

    app = application(Desk(path, tiles="https://tiles.example:8080/{z}/{x}/{y}.png"))
    answer = TestClient(app, base_url="http://127.0.0.1:8473").get("/en/registers?register=all")
    said = answer.headers["content-security-policy"]
    assert "img-src 'self' data: blob: https://tiles.example:8080;" in said
    assert "script-src 'self';" in said


@pytest.mark.parametrize(
    "wrong",
    [
        "tiles.example/{z}/{x}/{y}",
        "https://tiles.example/",
        "https://a b/{z}/{x}/{y}",
        "https://a;script-src/{z}{x}{y}",
    ],
)
def test_an_address_that_is_none_of_tiles_is_refused(wrong: str, tmp_path: Path) -> None:
    done = CliRunner().invoke(hudna, ["--ledger", str(tmp_path / "l.db"), "desk", "--no-browser", "--tiles", wrong])
    assert done.exit_code == 2
    assert "--tiles" in done.output
