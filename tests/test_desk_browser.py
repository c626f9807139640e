"""The desk in a browser: nothing complains, nothing is asked of another host, and what is marked is shown by keyboard too."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import is_zipfile

import pytest

from desks import TODAY, addresses_in, listening, with_demo
from hudna.desk.remembered import Remembered
from hudna.desk.view import Desk
from hudna.desk.wording import LANGUAGES
from hudna.ledger.entries import entries_in
from hudna.ledger.store import Ledger


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of the reports of the demo."""
    path = tmp_path_factory.mktemp("browser") / "hudna.db"
    with_demo(path)
    return path


@pytest.fixture(scope="module")
def desk(path: Path) -> Iterator[str]:
    with listening(Desk(path, today=TODAY, remembered=Remembered(60))) as address:
        yield address


def complains(said: Any) -> bool:
    """Whether a line of the console is a complaint about the page: how slow a driver without a graphics card is, is none."""
    return said.type in ("error", "warning") and "GL Driver Message" not in said.text


@pytest.fixture
def page(browser: Any, desk: str) -> Iterator[Any]:
    """A page that fails the test where its console complains or it asks anything of another host."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if complains(said) else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda asked: None if asked.url.startswith(f"{desk}/") else complaints.append(asked.url))
    yield page
    page.close()
    assert complaints == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_is_quiet_and_asks_nobody_else(page: Any, desk: str, path: Path, lang: str) -> None:
    for address in addresses_in(path, TODAY):
        answer = page.goto(f"{desk}/{lang}{address}")
        assert answer.status == 200, address
        assert page.evaluate("document.documentElement.dir") == ("rtl" if lang == "ar" else "ltr")
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, f"{address}: {wider} pixels wider than the window"


def test_no_page_is_wider_than_a_phone(browser: Any, desk: str, path: Path) -> None:
    phone = browser.new_page(viewport={"width": 390, "height": 800})
    for address in addresses_in(path, TODAY):
        phone.goto(f"{desk}/ar{address}")
        wider = phone.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, f"{address}: {wider} pixels wider than a phone"
    phone.close()


def test_the_chain_is_drawn_for_what_the_keyboard_is_on(page: Any, desk: str, path: Path) -> None:
    entry = next(one for one in entries_in(Ledger(path)) if one.saying and one.saying.chain)
    page.goto(f"{desk}/en/report?id={entry.origin.id}")
    page.focus(f'.body a[href$="id={entry.id}"]')
    drawn = page.inner_text("#shown")
    assert entry.saying is not None
    assert all(hop.printed in drawn for hop in entry.saying.chain)
    assert page.locator(".body .lit").count() > 0
    page.keyboard.press("Escape")
    assert page.locator(".body .lit").count() == 0
    page.focus(f'.body a[href$="id={entry.id}"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/entry?id=*")


def test_the_other_language_is_one_link_away_on_the_same_page(page: Any, desk: str) -> None:
    page.goto(f"{desk}/en/entries?action=force&published=2020")
    page.click(".languages a")
    page.wait_for_url("**/ar/entries?action=force&published=2020")


def test_filters_stand_in_the_address(page: Any, desk: str) -> None:
    page.goto(f"{desk}/en/entries")
    page.click(".filters-box summary")
    page.fill('input[name="published"]', "2020-10")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/entries?published=2020-10")


def test_verify_is_done_by_its_button(page: Any, desk: str) -> None:
    page.goto(f"{desk}/en/log")
    page.click("form button:has-text('Verify now')")
    page.locator(".outcome .good").wait_for(timeout=60_000)


def test_the_skip_link_comes_first(page: Any, desk: str) -> None:
    page.goto(f"{desk}/en/stories")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#content"


def test_no_page_is_printed_with_an_empty_first_sheet(page: Any, desk: str) -> None:
    page.emulate_media(media="print")
    for address in ("/en/brief?from=2020-10-19&to=2020-11-06", "/en/commitments", "/en/stories"):
        page.goto(f"{desk}{address}")
        whole = "[...document.querySelectorAll('main *')].filter(one => getComputedStyle(one).breakInside === 'avoid')"
        # What is taller than a sheet and may not be broken goes to the next one whole, and leaves this one empty.
        assert page.evaluate(f"Math.max(0, ...{whole}.map(one => one.getBoundingClientRect().height))") < 900, address


def test_files_are_saved_by_their_buttons(page: Any, desk: str) -> None:
    page.goto(f"{desk}/ar/entries?action=force")
    page.click(".handon a")
    with page.expect_download() as saved:
        page.click("form.export button")
    assert saved.value.suggested_filename == "hudna-export.zip" and is_zipfile(saved.value.path())
    page.goto(f"{desk}/ar/brief?from=2020-10-20")
    with page.expect_download() as saved:
        page.click(".downloads a >> nth=0")
    assert Path(saved.value.path()).read_text("utf-8").startswith("<!DOCTYPE html>")
