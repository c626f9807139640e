"""What is left out of the reading, and how a report is found in its page."""

import hashlib
import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from hudna.clean import clean
from hudna.clean.charset import decoded
from hudna.clean.page import report_in
from hudna.errors import UnreadablePage
from hudna.pipeline import kept_before
from hudna.rules.boilerplate import Boilerplate, boilerplate
from hudna.vocabulary import CleanReport, Report

CASES = Path(__file__).parent / "cases"
SENTENCE = "وصل وفد أممي إلى المعبر صباح السبت والتقى ممثلين عن الطرفين في مبنى الإدارة."


def report(text: str, title: str = "") -> Report:
    return Report("r", "المرفأ", "2020-11-01", "", title, text)


def asides(cleaned: CleanReport) -> list[tuple[str, str]]:
    return [(aside.kind, aside.span.cut(cleaned.report.text)) for aside in cleaned.asides]


def examples(kind: str) -> list[object]:
    found = []
    for row in boilerplate():
        texts = row.examples if kind == "examples" else row.counter_examples
        found += [pytest.param(row, text, id=f"{row.id}-{n}") for n, text in enumerate(texts)]
    return found


@pytest.mark.parametrize(("row", "text"), examples("examples"))
def test_a_row_takes_its_examples(row: Boilerplate, text: str) -> None:
    assert row.id in [aside.rule for aside in clean(report(text)).asides]


@pytest.mark.parametrize(("row", "text"), examples("counter_examples"))
def test_a_row_leaves_its_counter_examples(row: Boilerplate, text: str) -> None:
    assert row.id not in [aside.rule for aside in clean(report(text)).asides]


def test_every_row_has_both_and_an_id_of_its_own() -> None:
    rows = boilerplate()
    assert len({row.id for row in rows}) == len(rows)
    assert [row.id for row in rows if not (row.examples and row.counter_examples)] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(f"{SENTENCE}\n{SENTENCE}", [], id="nothing"),
        pytest.param(
            f"{SENTENCE}\nاقرأ أيضاً: جولة جديدة\n{SENTENCE}", [("read_also", "اقرأ أيضاً: جولة جديدة")], id="middle"
        ),
        pytest.param(
            f"{SENTENCE}\nمواضيع متعلقة:\nجولة جديدة\nوفد في العاصمة",
            [("read_also", "مواضيع متعلقة:\nجولة جديدة\nوفد في العاصمة")],
            id="list_of_headlines",
        ),
        pytest.param(f"اقرأ أيضا:\n{SENTENCE}", [("read_also", "اقرأ أيضا:")], id="a_sentence_after_it_is_no_headline"),
        pytest.param(
            f"طرابلس - رويترز: {SENTENCE}", [("dateline", "طرابلس - رويترز:")], id="the_sentence_after_a_dateline_stays"
        ),
        pytest.param(
            f"{SENTENCE}\nاترك تعليقاً\nلن يتم نشر عنوان بريدك",
            [("comments", "اترك تعليقاً\nلن يتم نشر عنوان بريدك")],
            id="to_the_end",
        ),
        pytest.param(
            f"{SENTENCE} اقرأ أيضاً: جولة جديدة\n{SENTENCE}", [("read_also", " اقرأ أيضاً: جولة جديدة")], id="glued"
        ),
    ],
)
def test_asides_take_what_is_theirs_and_no_more(text: str, expected: list[tuple[str, str]]) -> None:
    assert asides(clean(report(text))) == expected


def test_a_title_printed_again_is_known_whatever_its_spelling() -> None:
    cleaned = clean(report(f"هدنه فى المدينـة\n{SENTENCE}", "هدنة في المدينة"))
    assert asides(cleaned) == [("repeated_title", "هدنه فى المدينـة")]


def test_a_first_line_that_says_more_than_the_title_is_read() -> None:
    assert asides(clean(report(f"هدنة في المدينة أيضا\n{SENTENCE}", "هدنة في المدينة"))) == []


@pytest.mark.parametrize(
    ("line", "is_byline"),
    [
        pytest.param("المرفأ", True, id="alone"),
        pytest.param("المرفأ / فريق المراسلين", True, id="with_its_desk"),
        pytest.param("المرفأ يعود إلى العمل.", False, id="a_sentence"),
        pytest.param("المرفأ القديم في المدينة يعود إلى العمل", False, id="a_longer_line"),
    ],
)
def test_the_name_of_the_outlet_above_the_report_is_a_byline(line: str, is_byline: bool) -> None:
    assert (("byline", line) in asides(clean(report(f"{line}\n{SENTENCE}")))) is is_byline


def test_the_read_also_lines_of_the_founding_report_are_asides(shared: Path) -> None:
    founding = json.loads((shared / "data/idlib-2020-11-01.json").read_text("utf-8"))
    found = asides(clean(report(founding["text"], founding["title"])))
    assert [kind for kind, _ in found] == ["byline", "read_also", "read_also"]
    lines = founding["text"].split("\n")
    assert [words for _, words in found] == [lines[0], *(line for line in lines if line.startswith("اقرأ"))]


def page(body: str, head: str = "") -> bytes:
    return f"<html><head><title>وفد في المعبر</title>{head}</head><body>{body}</body></html>".encode()


SENTENCES = (
    SENTENCE,
    "وقال أحد أعضاء الوفد إن الزيارة تستمر يومين وتشمل المخيمات القريبة من الطريق.",
    "وانتظر عشرات السكان أمام المبنى لتسليم رسالة تطلب فتح المعبر أمام المرضى.",
    "ولم تعلن الإدارة موعدا لفتح المعبر، لكنها وعدت برد مكتوب خلال الأسبوع.",
)
ARTICLE = "<article><h1>وفد في المعبر</h1>" + "".join(f"<p>{s}</p>" for s in SENTENCES) + "</article>"


def stamped(day: str) -> str:
    return f'<meta property="article:published_time" content="{day}">'


@pytest.mark.parametrize(
    ("head", "day"),
    [
        pytest.param(stamped("2020-11-01T10:00:00+03:00"), "2020-11-01", id="stamp"),
        pytest.param(stamped("2020-11-01T10:00:00Z"), "2020-11-01", id="utc_by_day"),
        pytest.param(stamped("2020-11-01T23:30:00Z"), "", id="utc_at_night_may_be_the_next_day"),
        pytest.param(
            stamped("2020-11-01T23:30:00Z")
            + '<script type="application/ld+json">{"@graph":[{"datePublished":"2020-11-02T01:30:00+02:00"}]}</script>',
            "2020-11-02",
            id="local_time_decides",
        ),
        pytest.param(
            stamped("2020-11-01T10:00:00+03:00") + '<meta itemprop="datePublished" content="2020-10-30">',
            "",
            id="stamps_that_differ",
        ),
        pytest.param("", "", id="none"),
    ],
)
def test_the_date_of_a_page_is_certain_or_missing(head: str, day: str) -> None:
    assert report_in(page(ARTICLE, head)).report.published == day


def test_a_page_gives_its_title_outlet_and_paragraphs() -> None:
    found = report_in(page(ARTICLE, '<meta property="og:site_name" content="المرفأ">')).report
    assert (found.title, found.outlet) == ("وفد في المعبر", "المرفأ")
    assert [line for line in found.text.split("\n") if line in SENTENCES] == list(SENTENCES)


def test_a_lead_that_stands_apart_from_the_body_opens_it() -> None:
    lead = "اتفق الطرفان مساء الجمعة على فتح المعبر يومين في الأسبوع أمام المرضى والطلاب."
    apart = f'<div class="lead"><p>{lead}</p></div>{ARTICLE}'
    found = report_in(page(apart, f'<meta property="og:description" content="{lead[:60]}...">')).report
    assert found.text.split("\n").count(lead) == 1


def test_a_paragraph_that_is_nothing_but_a_link_is_an_aside() -> None:
    linked = ARTICLE.replace(
        "</article>",
        f'<p><a href="https://example.org/x">جولة جديدة في العاصمة بعد أسبوع من توقفها</a></p><p>{SENTENCE}</p></article>',
    )
    found = report_in(page(linked))
    assert ("read_also", "جولة جديدة في العاصمة بعد أسبوع من توقفها") in asides(found)
    again = kept_before(found.report, page(linked))
    assert again.asides == clean(found.report, found.asides).asides, "a page that was kept and not read has them again"
    assert asides(kept_before(found.report, b"")) == asides(clean(found.report))


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<div>" * 400 + ARTICLE + f"<p>{SENTENCE}</p>" * 20 + "</div>" * 400, id="nested_400_deep"),
        pytest.param("", id="empty"),
    ],
)
def test_a_page_that_loses_its_text_is_refused_or_whole(body: str) -> None:
    try:
        found = report_in(page(body)).report
    except UnreadablePage:
        return
    assert SENTENCE in found.text


def in_charset(text: str, charset: str, declared: str) -> bytes:
    return f'<html><head><meta charset="{declared}"></head><body>{text}</body></html>'.encode(charset)


def twice(text: str, taken_for: str) -> bytes:
    """UTF-8 that a program took for a single-byte charset, as browsers do, and wrote as UTF-8."""
    wrong = "".join(bytes([byte]).decode(taken_for, "ignore") or chr(byte) for byte in text.encode())
    return wrong.encode()


ENCODED: dict[str, Callable[[str], bytes]] = {
    "utf-8": lambda text: in_charset(text, "utf-8", "utf-8"),
    "utf-8 with a mark": lambda text: in_charset(text, "utf-8-sig", "utf-8"),
    "utf-8 that says windows-1256": lambda text: in_charset(text, "utf-8", "windows-1256"),
    "utf-16": lambda text: in_charset(text, "utf-16", "utf-16"),
    "windows-1256": lambda text: in_charset(text, "windows-1256", "windows-1256"),
    "windows-1256 that says nothing": lambda text: text.encode("windows-1256"),
    "windows-1256 that says utf-8": lambda text: in_charset(text, "windows-1256", "utf-8"),
    "windows-1256 that says iso-8859-1": lambda text: in_charset(text, "windows-1256", "iso-8859-1"),
    "iso-8859-6": lambda text: in_charset(text, "iso-8859-6", "iso-8859-6"),
    "utf-8 taken for windows-1256": lambda text: twice(text, "windows-1256"),
    "utf-8 taken for windows-1252": lambda text: twice(text, "windows-1252"),
    "utf-8 cut inside a letter": lambda text: in_charset(text, "utf-8", "utf-8").partition("ي".encode())[0] + b"\xd9",
}


@pytest.mark.parametrize("way", ENCODED)
def test_a_page_in_any_charset_gives_its_text_or_is_refused(way: str) -> None:
    dice, words = random.Random(way), " ".join((*SENTENCES, "من على إلى")).split()
    right = 0
    for _ in range(50):
        text = " ".join(dice.choices(words, k=120))
        try:
            found = decoded(ENCODED[way](text))
        except UnreadablePage:
            continue
        assert text in found
        assert "\ufffd" not in found
        right += 1
    assert right == (0 if "cut" in way else 50)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(f'<meta charset="utf-8">{SENTENCE}'.encode() + b"\xc7", id="says_utf8_and_is_not"),
        pytest.param(b"\xff\xfe\xfd" * 30 + b"\x00", id="bytes"),
        pytest.param(b"\x81\x8d\x8f" * 30, id="no_arabic_in_any"),
    ],
)
def test_a_page_of_uncertain_letters_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadablePage):
        decoded(content)


def test_dates_of_real_pages_are_right(shared: Path) -> None:
    stated = json.loads((shared / "data/html/dates.json").read_text("utf-8"))
    read = {name: report_in((shared / "data/html" / name).read_bytes()).report.published for name in stated}
    assert read == {name: page["published"] for name, page in stated.items()}


def test_bodies_of_real_pages_begin_and_end_where_the_report_does(shared: Path) -> None:
    """The key was made by hand; it holds what the first and the last forty letters hash to, since the pages are not ours."""
    rows = [line.split("\t") for line in (CASES / "page_ends.tsv").read_text("utf-8").splitlines() if line[0] != "#"]
    assert len(rows) == 11
    for name, first, last in rows:
        found = report_in((shared / "data/html" / name).read_bytes())
        body = clean(found.report, found.asides)
        own = list(body.report.text)
        for aside in body.asides:
            own[aside.span.start : aside.span.end] = " " * (aside.span.end - aside.span.start)
        words = "".join(own).strip()
        ends = [hashlib.sha256(part.encode()).hexdigest()[:12] for part in (words[:40], words[-40:])]
        assert ends == [first, last], name


@pytest.mark.parametrize(
    ("above", "below", "day"),
    [
        pytest.param("", "الأحد 1 نوفمبر 2020 - 10:15 ص", "2020-11-01", id="under_the_headline"),
        pytest.param(
            "", "تم نشره الأحد 1 تشرين الثاني / نوفمبر 2020 10:15 مساءً", "2020-11-01", id="both_names_of_the_month"
        ),
        pytest.param("", "الأحد ١ / ١١ / ٢٠٢٠", "2020-11-01", id="digits_that_the_weekday_settles"),
        pytest.param("", "23/11/2020", "2020-11-23", id="digits_that_are_certain"),
        pytest.param("", "2020-11-01 10:15", "2020-11-01", id="year_first"),
        pytest.param("", "1 نوفمبر 2020، آخر تحديث 5 نوفمبر 2020", "2020-11-01", id="published_then_changed"),
        pytest.param("الثلاثاء 3 نوفمبر 2020", "الأحد 1 نوفمبر 2020", "2020-11-01", id="today_stands_above"),
        pytest.param("نشر في: 1 نوفمبر 2020", "", "2020-11-01", id="above_and_said_to_be_that"),
        pytest.param("الثلاثاء 3 نوفمبر 2020", "", "", id="today_alone"),
        pytest.param("", "3/4/2020", "", id="april_or_march"),
        pytest.param("", "السبت 1 نوفمبر 2020", "", id="a_weekday_that_contradicts"),
        pytest.param("", "آخر تحديث: 5 نوفمبر 2020", "", id="changed_alone"),
        pytest.param("", "في مثل هذا اليوم: 31 فبراير 2020", "", id="no_such_day"),
    ],
)
def test_a_date_printed_beside_the_headline_is_read_where_it_is_certain(above: str, below: str, day: str) -> None:
    printed = ARTICLE.replace("<h1>", f"<div>{above}</div><h1>").replace("</h1>", f"</h1><div>{below}</div>")
    assert report_in(page(printed)).report.published == day


def test_a_stamp_in_the_markup_goes_before_a_printed_date() -> None:
    printed = ARTICLE.replace("</h1>", "</h1><div>الاثنين 2 نوفمبر 2020</div>")
    assert report_in(page(printed, stamped("2020-11-01T10:00:00+03:00"))).report.published == "2020-11-01"


@pytest.mark.parametrize("title", ["المرفأ - وفد في المعبر", "وفد في المعبر | أخبار | المرفأ", "وفد في المعبر"])
def test_the_name_of_the_site_is_taken_from_either_end_of_the_title(title: str) -> None:
    assert report_in(page(ARTICLE, f"<title>{title}</title>")).report.title == "وفد في المعبر"


def test_words_by_themselves_under_a_picture_are_a_caption() -> None:
    pictured = ARTICLE.replace("</h1>", '</h1><div><img src="a.jpg"><div>أعضاء الوفد أمام المعبر</div></div>')
    assert ("caption", "أعضاء الوفد أمام المعبر") in asides(report_in(page(pictured)))
