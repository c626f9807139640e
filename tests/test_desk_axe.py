"""Nothing keeps people out of a page of the desk: axe has no serious or critical finding, in both languages, light and dark."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desks import TODAY, addresses_in, listening, with_demo
from hudna.desk.remembered import Remembered
from hudna.desk.view import Desk
from hudna.desk.wording import LANGUAGES

AXE = Path(__file__).resolve().parents[1] / "build" / "axe" / "axe.min.js"
DRAWN = "#map .maplibregl-ctrl-zoom-in"
"""What the map holds when it has been drawn."""
GRAVE = ("serious", "critical")
FINDINGS = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations.map(
    one => [one.impact, one.id, one.nodes.slice(0, 3).map(node => node.html.slice(0, 160) + " " + node.failureSummary)])"""


@pytest.fixture(scope="module")
def axe() -> str:
    """The script of axe-core, which `scripts/axe.py` fetches."""
    if not AXE.exists():
        pytest.skip(f"no axe-core at {AXE}; python3 scripts/axe.py fetches it, and needs npm")
    return AXE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of the reports of the demo."""
    path = tmp_path_factory.mktemp("axe") / "hudna.db"
    with_demo(path)
    return path


@pytest.fixture(scope="module")
def desk(path: Path) -> Iterator[str]:
    with listening(Desk(path, today=TODAY, remembered=Remembered(60))) as address:
        yield address


def findings(page: Any) -> list[str]:
    """What axe finds grave on the page that is open."""
    return [f"{impact} {name}: {nodes}" for impact, name, nodes in page.evaluate(FINDINGS) if impact in GRAVE]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_axe_finds_nothing_grave(axe: str, browser: Any, desk: str, path: Path, lang: str, scheme: str) -> None:
    # The policy of the pages lets no script in that is not the desk's own; the context of this test alone lifts it.
    context = browser.new_context(color_scheme=scheme, bypass_csp=True, viewport={"width": 1280, "height": 900})
    page, found = context.new_page(), dict[str, list[str]]()
    for address in (*addresses_in(path, TODAY), "/nothing"):
        page.goto(f"{desk}/{lang}{address}")
        if page.query_selector("#map"):
            page.wait_for_selector(DRAWN, state="attached")
        page.evaluate(axe)
        if grave := findings(page):
            found[address] = grave
    context.close()
    assert found == {}


def test_axe_does_find_what_is_grave(axe: str, browser: Any, desk: str) -> None:
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(f"{desk}/en/entries")
    page.evaluate(
        "document.querySelector('main').innerHTML = '<input><p style=\"color:#eee;background:#fff\">pale</p>'"
    )
    page.evaluate(axe)
    assert {one.split(":")[0].split()[1] for one in findings(page)} >= {"label", "color-contrast"}
    context.close()
