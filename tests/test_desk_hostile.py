"""RELIABILITY D1: 200 hostile texts in every field of reports, readings and reviews come out inert on every page."""

from dataclasses import replace
from itertools import islice, product
from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient

from conftest import _resolve
from desks import desk_over
from hudna.clean import clean
from hudna.identify.judge import StoryJudge
from hudna.ledger.entries import entries_in
from hudna.ledger.reviewing import Asked, Signed, review
from hudna.ledger.reviews import Act as ReviewAct
from hudna.ledger.store import Ledger
from hudna.ledger.weaving import Weaver
from hudna.pipeline import Rooms, record_of
from hudna.vocabulary import (
    Act,
    Action,
    Actor,
    Attribution,
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
)
from hudna.vocabulary.record import Identified, Identity

BASES = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "<iframe src=//evil.example>",
    "<a href='javascript:alert(1)'>x</a>", "<body onload=alert(1)>", "<style>*{display:none}</style>", "<base href=//evil.example>",
    "<meta http-equiv=refresh content=0;url=//evil.example>", "<form action=//evil.example><button>x</button></form>",
    "<object data=//evil.example>", "<math><mi xlink:href='javascript:alert(1)'>", "{{ 7 * 7 }}", "{% raw %}", "${7*7}",
    "javascript:alert(1)", "&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;script&#62;", "<!--><script>alert(1)</script>",
    "\u202e<script>\u202c", "<template><script>alert(1)</script></template>", "=cmd|' /C calc'!A0", "%3Cscript%3E", "\u2028<b>\u2029",
    "<bdi dir=ltr onmouseover=alert(1)>x</bdi>",
)  # fmt: skip
AROUND = (
    "{}",
    "\"'>{}",
    "</title>{}",
    "</bdi></a>{}",
    "x' autofocus onfocus='alert(1)' y='{}",
    "]]>{}",
    "</script>{}",
    "-->{}",
)
PAYLOADS = tuple(around.format(base) for around, base in islice(product(AROUND, BASES), 200))
OUR_TAGS = """html head meta title link script body a header nav ul li form label input main footer p h1 h2 h3 div span bdi time table
    thead tbody tr th td select option optgroup button details summary ol section article aside dl dt dd template abbr blockquote
    pre svg rect figure figcaption caption meter progress strong br del ins"""
OUR_ATTRIBUTES = """lang dir charset name content rel href type src class id tabindex aria-label aria-current aria-hidden aria-live
    aria-labelledby role action method value placeholder hreflang for datetime data-m title label selected open disabled checked
    scope colspan min max size width height x y viewbox preserveaspectratio required media http-equiv"""
TAGS, ATTRIBUTES = frozenset(OUR_TAGS.split()), frozenset(OUR_ATTRIBUTES.split())


def hostile_reading(cleaned: CleanReport) -> Reading:
    """A reading whose source, actor, place and date are the payload, which stands three times in the text."""
    text = cleaned.report.text
    payload = cleaned.report.title
    first = text.index(payload)
    second = text.index(payload, first + 1)
    third = text.index(payload, second + 1)
    trigger = text.index("ستسحب")
    words = [Span(at, at + len(payload)) for at in (first, second, third)]
    said = Attribution(
        cue=Span(0, 5),
        chain=(Source(words[0], SourceKind.ORGANISATION),),
        carried=True,
        content=Span(first + len(payload) + 1, len(text)),
        act=Act.PLEDGE,
        mode=Mode.DIRECT,
        rule=RuleId(payload),
    )
    event = Event(
        trigger=Span(trigger, trigger + 5),
        action=Action("force.withdraw"),
        actor=(words[1],),
        recipient=(words[1],),
        place=(words[2],),
        time_words=(TimeWords(words[2], Role.EVENT),),
        modality=Modality.FUTURE,
        negated=False,
        commitment=True,
        attribution=0,
        rule=RuleId(payload),
        marks=(words[1],),
    )
    return Reading((said,), (event,))


def hostile_report(number: int, payload: str) -> Report:
    text = f"أعلنت {payload} أن {payload} ستسحب آلياتها من {payload} غدا."
    return Report(f"{number}{payload}", payload, "2020-11-01", f"https://x/{payload}", payload, text)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of 200 reports of one payload each, every twentieth of them reworded and reviewed."""
    path = tmp_path_factory.mktemp("hostile") / "hudna.db"
    ledger, weaver = Ledger(path, create=True), Weaver(StoryJudge())

    def add(some: list[Report]) -> None:
        for one in some:
            actor = Actor(one.title, one.title, one.title, one.title)
            who = lambda report, mentions, actor=actor: Identified(  # noqa: E731
                {m: Identity(m.words, (actor,)) for m in mentions}, ()
            )
            record = record_of(clean(one), Rooms(hostile_reading, _resolve, who))
            ledger.add([record], "2020-11-02T00:00:00+00:00", one.title, weaver)

    reports = [hostile_report(number, payload) for number, payload in enumerate(PAYLOADS)]
    add(reports)
    add([replace(one, text=f"{one.text} {one.title}") for one in reports[::20]])
    for entry in entries_in(ledger)[::20]:
        payload = entry.origin.title
        signed = Signed(payload, payload, "2020-11-03T00:00:00+00:00")
        review(ledger, entry.id, Asked(ReviewAct.STATUS, status="kept"), signed, StoryJudge())
        review(ledger, entry.id, Asked(ReviewAct.ACCEPT), signed, StoryJudge())
    return path


@pytest.fixture(scope="module")
def desk(path: Path) -> TestClient:
    return desk_over(path)


def inert(answer: str, address: str) -> None:
    """Fails where a page holds an element or an attribute that the desk does not write, or a link that leads out of it."""
    page = html.document_fromstring(answer)
    for element in page.iter():
        if not isinstance(element.tag, str):
            continue
        assert element.tag in TAGS, f"{address}: <{element.tag}>"
        strange = set(element.attrib) - ATTRIBUTES
        assert not strange, f"{address}: <{element.tag} {strange}>"
        for name in ("href", "src", "action"):
            assert element.get(name, "/").startswith(("/", "#")) and not element.get(name, "/").startswith("//"), (
                address
            )
    assert all(src.startswith("/static/") for src in page.xpath("//script/@src"))
    assert not page.xpath("//script[not(@src)] | //meta[@http-equiv='refresh'][not(@content='2')]"), address
    assert "\u202e" not in answer, f"{address}: steers unseen"


def test_there_are_two_hundred_of_them() -> None:
    assert len(set(PAYLOADS)) == 200


def asked(desk: TestClient, path: str, **what: str) -> str:
    answer = desk.get(path, params=what)
    assert answer.status_code in (200, 400, 404), f"{path} {what}: {answer.status_code}"
    inert(answer.text, f"{path} {what}")
    return answer.text


def test_every_field_is_inert_on_the_page_of_its_report_and_entry(path: Path, desk: TestClient) -> None:
    entries = entries_in(Ledger(path))
    assert len(entries) == 200
    for entry in entries:
        assert entry.printed in asked(desk, "/en/report", id=entry.origin.id)
        asked(desk, "/ar/entry", id=entry.id)
        asked(desk, "/en/story", id=entry.origin.id)
        asked(desk, "/en/commitment", id=entry.id)
        asked(desk, "/ar/source", id=entry.origin.title)
        asked(desk, "/en/rule", id=entry.rule)
        asked(desk, "/en/coverage", by=entry.origin.title, of=entry.origin.title)


@pytest.mark.parametrize(
    "page", ["", "stories", "reports", "entries", "commitments", "sources", "coverage", "log", "search"]
)
def test_every_list_is_inert(desk: TestClient, page: str) -> None:
    for lang in ("en", "ar"):
        asked(desk, f"/{lang}/{page}")


def test_every_earlier_wording_and_comparison_is_inert(path: Path, desk: TestClient) -> None:
    for entry in entries_in(Ledger(path))[::20]:
        name = entry.origin.id
        asked(desk, "/en/report", id=name, wording="1")
        asked(desk, "/en/story", id=name, one=name, other=name)


@pytest.mark.parametrize(
    "field", ["q", "source", "side", "place", "outlet", "agreement", "action", "when", "published", "id"]
)
def test_what_an_address_asks_comes_back_inert(desk: TestClient, field: str) -> None:
    for payload in PAYLOADS[::4]:
        for page in ("search", "entries", "report") if field != "q" else ("search",):
            asked(desk, f"/en/{page}", **{field: payload})
    asked(desk, "/en/<script>alert(1)</script>")
