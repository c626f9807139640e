"""The brief: what it counts, that every sentence leads to printed words, and that the same ledger makes the same bytes."""

import io
import json
import re
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest

from hudna.capture.files import Defaults
from hudna.ledger.steps import sentence_at
from hudna.ledger.store import Kept, Ledger
from hudna.ledger.weaving import Weaver
from hudna.pipeline import default_rooms, record_of, reports, story_judge
from hudna.publish.brief.document import Document, Item, Note, Section, Sentence
from hudna.publish.brief.html import html_of
from hudna.publish.brief.making import Asked, NothingSince, brief_of
from hudna.publish.brief.pdf import FONTS
from hudna.publish.brief.period import BadPeriod, Period, period_of
from hudna.publish.brief.printing import printed

ROOT = Path(__file__).resolve().parents[1]
AT = "2021-01-02T00:00:00+00:00"
OCTOBER = period_of("2020-10-19", "2020-11-06")
HOSTILE = '<script>alert(1)</script> #read("/etc/passwd") \\u202e & "quotes" $x$ [link](x)'


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("brief") / "hudna.db"


@pytest.fixture(scope="module")
def ledger(path: Path) -> Ledger:
    """The reports of the demo, in a ledger."""
    made, rooms = Ledger(path, create=True), default_rooms(None)
    cleaned = list(reports([str(ROOT / "demo/reports")], Defaults("", ""), lambda _: None))
    made.keep([Kept(one.report, one.came) for one in cleaned], AT)
    made.read([record_of(one, rooms) for one in cleaned], AT, "test 1", Weaver(story_judge()))
    return made


@pytest.fixture(scope="module")
def english(ledger: Ledger) -> Document:
    return brief_of(ledger, Asked(OCTOBER, "en", "moscow-2020"))


@pytest.fixture(scope="module")
def arabic(ledger: Ledger) -> Document:
    return brief_of(ledger, Asked(OCTOBER, "ar", "moscow-2020"))


def sentences(document: Document) -> list[Sentence]:
    items = [item for section in document.sections for group in section.groups for item in group.items]
    return [s for item in items for s in (item.sentence, *(s for _, some in item.beside for s in some))]


def test_every_sentence_leads_to_words_that_stand_in_its_report(english: Document, arabic: Document) -> None:
    texts = {}
    for file in (ROOT / "demo/reports").glob("*.json"):
        report = json.loads(file.read_text("utf-8"))
        texts[report["id"]] = " ".join(report["text"].split())
    for document in (english, arabic):
        numbers = {note.number for note in document.notes}
        said = [
            one
            for one in sentences(document)
            if one.text not in ("nothing.", "nothing", "لا شيء") and "·" not in one.text
        ]
        assert len(said) > 50
        assert all(one.notes and set(one.notes) <= numbers for one in said)
        assert [note.number for note in document.notes] == [*range(1, len(document.notes) + 1)]
        for note in document.notes:
            assert note.quotation.strip("… ") in texts[note.report], note
            assert note.url.startswith("https://")
            assert note.published


def test_both_languages_tell_the_same_with_the_same_notes(english: Document, arabic: Document) -> None:
    assert [len(s.groups) for s in english.sections] == [len(s.groups) for s in arabic.sections]
    assert sorted(n.entry for n in english.notes) == sorted(n.entry for n in arabic.notes)
    for table, other in zip(english.sections[0].tables, arabic.sections[0].tables, strict=True):
        assert sorted(row[1:] for row in table.rows) == sorted(row[1:] for row in other.rows)


def test_the_sections_of_a_mission(english: Document) -> None:
    titles = [section.title for section in english.sections]
    wanted = ["What is told of the period", "Positions", "Violence (alleged)", "Figures, by independent origin",
              "Commitments", "Accounts that contradict", "Posts that changed"]  # fmt: skip
    assert [title for title in titles if title in wanted] == wanted
    assert titles[-1].startswith("Since Additional protocol")
    table = english.sections[0].tables[0]
    counted = [int(re.match(r"\d+", row[1])[0]) for row in table.rows]  # type: ignore[index]
    assert sum(counted[:-1]) == counted[-1] > 10


def test_violations_stay_allegations(english: Document) -> None:
    violence = next(section for section in english.sections if section.title == "Violence (alleged)")
    for group in violence.groups:
        for item in group.items:
            assert " said " in item.sentence.text and " – " in item.sentence.text, item.sentence.text


def test_a_commitment_stands_with_what_was_seen_on_either_side(english: Document) -> None:
    promises = next(section for section in english.sections if section.title == "Commitments")
    beside = [item for group in promises.groups for item in group.items if item.beside]
    assert beside
    for item in beside:
        assert [title for title, _ in item.beside] == ["Seen since, speaking for it", "Seen since, speaking against it"]
    assert "broken" not in html_of(english).lower()


def test_nothing_of_a_later_day_is_told(ledger: Ledger) -> None:
    early = brief_of(ledger, Asked(period_of("2020-10-19", "2020-10-22")))
    assert early.notes
    assert max(note.published for note in early.notes) <= "2020-10-22"


def test_a_place_cuts_it(ledger: Ledger, english: Document) -> None:
    cut = brief_of(ledger, Asked(OCTOBER, place="SY-HM"))
    assert 0 < len(cut.notes) < len(english.notes)


def test_a_period_without_reports_says_so(ledger: Ledger) -> None:
    empty = brief_of(ledger, Asked(period_of("2010-01-01", "2010-01-07")))
    assert not empty.notes
    assert html_of(empty).count("Nothing is told.") >= 4


def test_the_period_before_is_as_long() -> None:
    assert period_of("2020-11-01", "2020-11-07").before == Period(date(2020, 10, 25), date(2020, 10, 31))
    assert period_of("2020-11-01", "2020-11-01").before == Period(date(2020, 10, 31), date(2020, 10, 31))


@pytest.mark.parametrize(("first", "last"), [("2020-11-02", "2020-11-01"), ("2020-11", "2020-12"), ("x", "y")])
def test_what_is_no_period_is_refused(first: str, last: str) -> None:
    with pytest.raises(BadPeriod, match=re.escape(first)):
        period_of(first, last)


def test_what_totals_cannot_run_from_is_refused(ledger: Ledger) -> None:
    with pytest.raises(NothingSince, match="nowhere"):
        brief_of(ledger, Asked(OCTOBER, since="nowhere"))


def test_totals_since_a_commitment(ledger: Ledger, english: Document) -> None:
    promises = next(section for section in english.sections if section.title == "Commitments")
    number = promises.groups[0].items[0].sentence.notes[0]
    entry = next(note.entry for note in english.notes if note.number == number)
    totals = brief_of(ledger, Asked(OCTOBER, since=entry)).sections[-1]
    assert totals.title.startswith("Since ") and totals.tables[0].rows


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("form", ["html", "docx", "pdf"])
def test_the_same_ledger_makes_the_same_bytes(ledger: Ledger, language: str, form: str) -> None:
    if form == "pdf" and not any(FONTS.glob("*.ttf")):
        pytest.skip(f"no fonts in {FONTS}; make brief-fonts puts them there")
    one, other = (printed(brief_of(ledger, Asked(OCTOBER, language)), form) for _ in range(2))
    assert one == other
    assert one.startswith({"html": b"<!DOCTYPE html>", "docx": b"PK", "pdf": b"%PDF"}[form])


def hostile() -> Document:
    note = Note(1, HOSTILE, "2020-11-01", "javascript:alert(1)", HOSTILE, "E1", "r1")
    section = Section(HOSTILE, groups=())
    sentence = Item(Sentence(f"{HOSTILE} \u2067{HOSTILE}\u2069", (1,)))
    from hudna.publish.brief.document import Group, Table

    table = Table((HOSTILE, "n"), ((HOSTILE, "[1]"),))
    full = Section(HOSTILE, HOSTILE, (table,), (Group(HOSTILE, (sentence,)),))
    return Document("en", HOSTILE, (HOSTILE,), (section, full), "Notes", (note,), "2020-11-01")


def test_hostile_words_are_words_in_html() -> None:
    page = html_of(hostile())
    assert "<script" not in page and "javascript:" not in page
    assert "&lt;script&gt;" in page


def test_hostile_words_are_words_in_docx() -> None:
    with zipfile.ZipFile(io.BytesIO(printed(hostile(), "docx"))) as archive:
        assert archive.testzip() is None
        assert "&lt;script&gt;" in archive.read("word/document.xml").decode()


def test_hostile_words_are_words_in_pdf() -> None:
    if not any(FONTS.glob("*.ttf")):
        pytest.skip(f"no fonts in {FONTS}; make brief-fonts puts them there")
    assert printed(hostile(), "pdf").startswith(b"%PDF")


def test_arabic_runs_from_right_to_left_in_every_form(arabic: Document) -> None:
    page = html_of(arabic)
    assert '<html lang="ar" dir="rtl">' in page
    assert "<script" not in page and "src=" not in page and "@import" not in page
    with zipfile.ZipFile(io.BytesIO(printed(arabic, "docx"))) as archive:
        body = archive.read("word/document.xml").decode()
    assert re.search(r"<w:tblPr><w:tblStyle [^>]*/><w:bidiVisual/>", body)
    assert body.count("<w:bidi/>") > 100 and "<w:rtl/>" in body and "<w:bidiVisual/>" in body


def test_the_command(ledger: Ledger, path: Path, tmp_path: Path) -> None:
    file = tmp_path / "brief.html"
    command = [sys.executable, "-m", "hudna.cli", "--ledger", str(path), "brief", "--from", "2020-10-19"]
    done = subprocess.run(
        [*command, "--to", "2020-11-06", "--output", str(file)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(rf"{re.escape(str(file))}: \d+ notes\n", done.stdout)
    assert "Brief: 2020-10-19 to 2020-11-06" in file.read_text("utf-8")
    wrong = subprocess.run([*command, "--to", "2020-10-01"], capture_output=True, text=True, check=False)
    assert wrong.returncode == 2 and "change them round" in wrong.stderr


def test_a_masked_word_ends_no_sentence() -> None:
    text = "بداية. وقد قـ.ـصف الجيش القرية، بحسب مصدر. ثم عاد"
    start, end = sentence_at(text, text.index("صف"))
    assert text[start:end].strip() == "وقد قـ.ـصف الجيش القرية، بحسب مصدر"
