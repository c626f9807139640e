"""The pages of the desk over the reports of the demo: what the ledger holds is there, on the right words."""

import json
import re
from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient

from conftest import Place
from desks import FROM_HERE, TODAY, addresses_in, desk_over, with_demo
from hudna.cli import hudna
from hudna.desk.wording import LANGUAGES
from hudna.ledger.address import Address
from hudna.ledger.entries import entries_in, entries_of
from hudna.ledger.printed import printed_report
from hudna.ledger.redact import NoSuchReport
from hudna.ledger.store import Ledger
from hudna.ledger.stories import stories_in
from hudna.ledger.undertakings import undertakings_in


@pytest.fixture(scope="module")
def path(lasting_place: Place) -> Address:
    """A ledger of the reports of the demo."""
    return with_demo(lasting_place("hudna.db"))


@pytest.fixture(scope="module")
def desk(path: Address) -> TestClient:
    return desk_over(path, TODAY)


def page(desk: TestClient, address: str, status: int = 200) -> html.HtmlElement:
    answer = desk.get(address)
    assert answer.status_code == status, answer.text
    return html.fromstring(answer.text)


def said(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_every_page_answers_in_both_languages(path: Address, desk: TestClient) -> None:
    for address in addresses_in(path, TODAY):
        for lang in LANGUAGES:
            found = page(desk, f"/{lang}{address}")
            assert len(found.xpath("//h1")) == 1, address
            assert found.xpath("//main[@id='content']") and found.xpath("//title")[0].text.strip()
            assert not found.xpath("//*[@style] | //style | //script[not(@src)]"), address


def test_every_link_of_the_desk_leads_to_a_page(path: Address, desk: TestClient) -> None:
    links: dict[str, str] = {}
    for address in addresses_in(path, TODAY):
        for href in page(desk, f"/en{address}").xpath("//main//a/@href"):
            kind = re.sub(r"=[^&]*", "=", href)
            links.setdefault(kind, href)
    assert all(href.startswith(("/", "#")) for href in links.values())
    for href in links.values():
        if href.startswith("/"):
            assert desk.get(href).status_code == 200, href


def test_every_reading_of_a_report_is_marked_on_its_words(path: Address, desk: TestClient) -> None:
    ledger = Ledger(path)
    for story in stories_in(ledger)[:12]:
        _marked_rightly(ledger, desk, story.members[0].id)


def _marked_rightly(ledger: Ledger, desk: TestClient, report_id: str) -> None:
    """The printed text is whole, and the marks of each entry and saying, put together, are its words."""
    report = printed_report(ledger, report_id)
    body = page(desk, f"/en/report?id={report_id}").xpath("//div[@id='text']")[0]
    shown = [paragraph.text_content().strip() for paragraph in body.xpath("./p")]
    assert shown == [line.strip() for line in report.text.split("\n") if line.strip()]
    for number, entry in enumerate(report.entries):
        trigger = body.xpath(f".//a[contains(concat(' ', @data-m), ' e{number}:trigger')]")
        assert "".join(piece.text_content() for piece in trigger) == entry.printed
        assert all("m-trigger" in piece.get("class") for piece in trigger)
    for number, saying in enumerate(report.sayings):
        for kind, span in (("content", saying.content), ("cue", saying.cue)):
            pieces = body.xpath(f".//*[contains(concat(' ', @data-m), ' s{number}:{kind}')]")
            joined = "".join(piece.text_content() for piece in pieces)
            assert joined == span.cut(report.text).replace("\n", ""), (report_id, number, kind)


def test_every_reading_of_the_founding_report_is_visible(tmp_path: Path, shared: Path) -> None:
    from click.testing import CliRunner

    ledger = tmp_path / "hudna.db"
    founding = shared / "data" / "idlib-2020-11-01.json"
    if not founding.exists():
        pytest.skip(f"no founding report at {founding}")
    assert CliRunner().invoke(hudna, ["--ledger", str(ledger), "add", str(founding)]).exit_code == 0
    report = entries_in(Ledger(ledger))[0].origin.id
    _marked_rightly(Ledger(ledger), desk_over(ledger), report)


def test_a_masked_word_stands_as_printed_with_what_was_read(tmp_path: Path) -> None:
    from click.testing import CliRunner

    text = "قالت وزارة الدفاع إن القـ.ـوات انسحبت من نقطة المراقبة في مورك."
    report = {"id": "m", "outlet": "المرفأ", "published": "2020-11-01", "title": "انسحاب", "text": text, "url": ""}
    (tmp_path / "m.json").write_text(json.dumps(report, ensure_ascii=False), encoding="utf-8")
    ledger = tmp_path / "hudna.db"
    assert CliRunner().invoke(hudna, ["--ledger", str(ledger), "add", str(tmp_path / "m.json")]).exit_code == 0
    body = page(desk_over(ledger), "/en/report?id=m").xpath("//div[@id='text']")[0]
    masked = body.xpath(".//*[@title]")
    assert [one.text_content() for one in masked] == ["القـ.ـوات"]
    assert "القوات" in masked[0].get("title")


def test_the_report_tells_its_hash_and_when_it_came(path: Address, desk: TestClient) -> None:
    report = printed_report(Ledger(path), entries_in(Ledger(path))[0].origin.id)
    words = said(page(desk, f"/en/report?id={report.origin.id}").xpath("//details[@class='evidence']")[0])
    assert report.arrival.blob in words and report.digest in words
    assert report.arrival.at[:16].replace("T", " ") in words


def test_an_entry_shows_its_evidence_and_every_rule_opens(path: Address, desk: TestClient) -> None:
    entry = next(one for one in entries_in(Ledger(path)) if one.saying and one.named("actor"))
    found = page(desk, f"/en/entry?id={entry.id}")
    words = said(found)
    assert entry.printed in words and entry.action in words
    assert all(part in words for part in entry.named("actor"))
    assert all(hop.printed in words for hop in entry.saying.chain)  # type: ignore[union-attr]
    rules = found.xpath("//table//a/@href")
    assert any(entry.rule in href for href in rules)
    assert entry.rule in said(page(desk, next(href for href in rules if entry.rule in href)))


def test_lists_go_on_where_the_page_before_ended(path: Address, desk: TestClient) -> None:
    seen: list[str] = []
    address = "/en/entries"
    while address:
        found = page(desk, address)
        seen += [href.partition("id=")[2] for href in found.xpath("//table//a[contains(@class, 'what')]/@href")]
        address = next(iter(found.xpath("//nav[@class='pager']/a[@rel='next']/@href")), "")
    assert seen == [entry.id for entry in entries_in(Ledger(path))]


def test_stories_go_on_and_each_stands_once(path: Address, desk: TestClient) -> None:
    seen: list[str] = []
    address = "/en/stories"
    while address:
        found = page(desk, address)
        seen += [href.partition("id=")[2] for href in found.xpath("//ol[@class='storylist']//a/@href")]
        address = next(iter(found.xpath("//nav[@class='pager']/a[@rel='next']/@href")), "")
    assert sorted(seen) == sorted(story.id for story in stories_in(Ledger(path)))


def test_the_board_holds_every_commitment_once(path: Address, desk: TestClient) -> None:
    there = undertakings_in(Ledger(path), TODAY)
    seen: list[tuple[str, str]] = []
    for status in {one.status for one in there}:
        address = f"/en/commitments?status={status}"
        while address:
            found = page(desk, address)
            cards = found.xpath("//article[@class='card']//h3/a/@href")
            seen += [(href.partition("id=")[2], status) for href in cards]
            address = next(iter(found.xpath("//nav[@class='pager']/a[@rel='next']/@href")), "")
    assert sorted(seen) == sorted((one.id, one.status) for one in there)


def test_a_commitment_shows_both_sides(path: Address, desk: TestClient) -> None:
    there = [one for one in undertakings_in(Ledger(path), TODAY) if one.in_favour and one.against]
    assert there, "no commitment of the demo has something for it and something against it"
    found = page(desk, f"/en/commitment?id={there[0].id}")
    for side, sightings in (("for", there[0].in_favour), ("against", there[0].against)):
        links = found.xpath(f"//section[contains(@class, 'side {side}')]//a[contains(@class, 'what')]/@href")
        assert [href.partition("id=")[2] for href in links] == [one.entry.id for one in sightings]


def test_a_comparison_shows_what_a_reprint_left_out(path: Address, desk: TestClient) -> None:
    story = next(one for one in stories_in(Ledger(path)) if any(member.tie for member in one.members))
    copy = next(member for member in story.members if member.tie)
    found = page(desk, f"/ar/story?id={story.id}&one={copy.origin}&other={copy.id}")
    compared = found.xpath("//div[contains(@class, 'compared')]")[0]
    before = "".join(compared.xpath(".//text()[not(parent::ins)]")).split()
    assert before == printed_report(Ledger(path), copy.origin).text.split()


def test_today_is_the_last_day_of_the_ledger(path: Address, desk: TestClient) -> None:
    days = sorted({entry.origin.published[:10] for entry in entries_in(Ledger(path))})
    shown = page(desk, "/en/").xpath("//h1/time/@datetime")[0]
    assert shown >= days[-1]
    assert page(desk, f"/en/?day={days[0]}").xpath("//h1/time/@datetime") == [days[0]]
    assert desk.get("/en/?day=yesterday").status_code == 400
    assert desk.get("/en/?day=2020-13-45").status_code == 400


def test_verify_is_begun_by_a_form_and_says_what_it_found(desk: TestClient) -> None:
    token = page(desk, "/en/log").xpath("//input[@name='token']/@value")[0]
    assert desk.post("/en/log/verify", data={"token": token}, headers=FROM_HERE).status_code == 303
    for _ in range(200):
        outcome = said(page(desk, "/en/log").xpath("//div[@class='outcome']")[0])
        if "Running" not in outcome:
            break
    assert "Clean" in outcome


@pytest.mark.parametrize(
    ("headers", "data", "status"),
    [
        ({}, {}, 403),
        ({"origin": "http://evil.example", "sec-fetch-site": "cross-site"}, {}, 403),
        ({"origin": "http://evil.example"}, {}, 403),
        ({"sec-fetch-site": "same-site"}, {}, 403),
        (FROM_HERE, {"token": "0" * 64}, 403),
        (FROM_HERE, {"more": "x"}, 400),
        (FROM_HERE, {"more": "x" * 70_000}, 413),
    ],
)
def test_a_form_from_elsewhere_does_nothing(
    path: Address, headers: dict[str, str], data: dict[str, str], status: int
) -> None:
    desk = desk_over(path)
    token = page(desk, "/en/log").xpath("//input[@name='token']/@value")[0]
    answer = desk.post("/en/log/verify", data={"token": token, **data}, headers=headers)
    assert answer.status_code == status
    assert not page(desk, "/en/log").xpath("//div[@class='outcome']")


def test_an_earlier_wording_stays_readable(path: Address) -> None:
    ledger = Ledger(path)
    with pytest.raises(NoSuchReport, match="wording 7"):
        printed_report(ledger, entries_in(ledger)[0].origin.id, 7)
    assert entries_of(ledger, ["nothing"]) == []
