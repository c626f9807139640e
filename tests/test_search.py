"""Reports are found by their words, however they are spelled, inflected or broken up; the index follows the reports."""

import json
import os
import re
import shlex
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from conftest import TEXT, Command, Place
from hudna.ledger.address import Address, Server, base_of
from hudna.ledger.asked import NothingAsked
from hudna.ledger.rebuild import rebuild
from hudna.ledger.redact import redact
from hudna.ledger.search import Found, found_in, search
from hudna.ledger.store import Kept, Ledger
from hudna.ledger.verify import verify
from hudna.ledger.weaving import Weaver
from hudna.pipeline import Rooms, story_judge
from ledgers import add, bare, clean_state, contents, line, report, rows, settled, without_guards

ROOT = Path(__file__).resolve().parents[1]
GUIDE = ROOT / "docs" / "search.md"
EXAMPLE = re.compile(r"<!-- output of: hudna (.+?) -->\n```text\n(.*?)```", re.DOTALL)
TEXTS = {
    "broken": "وصلت حافلات للنـ.ـازحين إلى أطراف البلدة.",
    "verb": "قال شهود إنهم نزحوا ليلا من القرية القديمة.",
    "masked": "تخشى المنظمات حركة نـ.ـزوح جديدة.",
    "other": "عقدت اللجنة جلستها في برغشان وناقشت وقف إطلاق النار.",
    "fused": "وصل الوفد لبرغشان بعد وقف النار وإطلاق سراح أسرى.",
}


@pytest.fixture
def path(place: Place, rooms: Rooms) -> Address:
    path = place("hudna.db")
    add(
        path,
        [replace(report(1, text), id=name, title=f"عنوان {name}", text=text) for name, text in TEXTS.items()],
        rooms,
    )
    return path


def found(path: Address, *words: str, **how: bool) -> Found:
    return search(Ledger(path), words, **how)


def ids(path: Address, *words: str, **how: bool) -> list[str]:
    return sorted(hit.origin.id for hit in found(path, *words, **how).hits)


def test_a_word_finds_its_family_and_broken_words(path: Address) -> None:
    assert ids(path, "نزوح") == ids(path, "للنازحين") == ids(path, "نـ.ـزوح") == ["broken", "masked", "verb"]
    own = {hit.origin.id: hit.own for hit in found(path, "نزوح").hits}
    assert own == {"masked": True, "broken": False, "verb": False}
    assert found(path, "نزوح").hits[0].origin.id == "masked"
    assert ids(path, "نزوح", exact=True) == ["masked"]


def test_what_was_found_is_shown_as_printed(path: Address) -> None:
    for hit in found(path, "نزوح").hits:
        for passage in hit.passages:
            text = TEXTS[hit.origin.id]
            assert passage.printed == text[passage.span.start : passage.span.end]
            assert [span.cut(text) for span in passage.found] == [
                {"broken": "للنـ.ـازحين", "verb": "نزحوا", "masked": "نـ.ـزوح"}[hit.origin.id]
            ]


def test_a_word_that_only_the_reports_know(path: Address) -> None:
    assert ids(path, "برغشان") == ["fused", "other"]
    assert ids(path, "وبرغشان") == ["fused", "other"], "the reports use what is left of it"
    assert ids(path, "القرية") == ids(path, "قرية") == ["verb"]


def test_letters_that_only_look_fused_stay(path: Address, rooms: Rooms) -> None:
    texts = ("ورشان في الوادي", "ورشان على الجبل", "رشان في السوق")
    add(path, [replace(report(20 + n), id=f"bird-{n}", title="", text=text) for n, text in enumerate(texts)], rooms)
    assert ids(path, "ورشان") == ["bird-0", "bird-1"], "the reports use the whole more than what would be left of it"


def test_words_are_all_wanted_and_a_phrase_in_its_order(path: Address) -> None:
    assert ids(path, "وقف", "النار") == ["fused", "other"]
    assert ids(path, "وقف إطلاق النار") == ids(path, '"وقف إطلاق النار"') == ids(path, "«وقف إطلاق النار»") == ["other"]
    assert ids(path, '"وقف إطلاق النار" برغشان') == ["other"]
    assert ids(path, "إطلاق النار", "أسرى") == []
    assert ids(path, "إطلاق سراح") == ["fused"], "a conjunction may stand before a phrase"


def test_nothing_to_search_for(path: Address, run: Command) -> None:
    with pytest.raises(NothingAsked):
        found(path, "…")
    assert run("--ledger", path, "search", "؟").exit_code == 2
    assert found(path, "قنفذ").total == 0


def test_quotes_and_operators_of_the_database_mean_nothing(path: Address) -> None:
    for hostile in ('نزوح" OR "', "نزوح*", "NEAR(نزوح", "title:نزوح", "نزوح)"):
        assert found(path, hostile).total in (0, 3)


def test_spans_over_a_long_printed_text() -> None:
    text = "سـُـحِبَت القُوّاتُ. " * 40 + "قصـ.ـف المدينة"
    for sequence, printed in ((("سحبت",), "سـُـحِبَت"), (("قصف", "المدينه"), "قصـ.ـف المدينة")):
        spans = found_in(text, [sequence])
        assert {span.cut(text) for span in spans} == {printed}


def test_a_changed_report_is_found_by_its_new_words(path: Address, rooms: Rooms) -> None:
    add(path, [replace(report(1), id="masked", title="", text="كلام آخر تماما")], rooms)
    assert ids(path, "نزوح") == ["broken", "verb"]
    assert ids(path, "تماما") == ["masked"]
    clean_state(path)


def test_a_report_is_found_before_it_is_read(path: Address) -> None:
    waiting = replace(report(7), id="waiting", text="خبر عن قنفذ وحيد")
    Ledger(path).keep([Kept(waiting, line(waiting))], "2020-11-03T00:00:00+00:00")
    assert ids(path, "قنفذ") == ["waiting"]


def test_an_index_out_of_step_is_noticed_and_made_anew(path: Address) -> None:
    settled(path)
    before = contents(path)
    without_guards(path, lambda db: db.execute("UPDATE words SET body = 'قنفذ' WHERE report = 2"))
    named = "\n".join(map(str, verify(path).findings))
    assert "report verb version 1, index of words: not its words; hudna rebuild makes it anew" in named
    assert "words are not found where they stand" in named
    rebuild(path, Weaver(story_judge()))
    clean_state(path)
    assert contents(path)["words"] == before["words"]
    assert ids(path, "نزوح") == ["broken", "masked", "verb"]


def test_a_report_missing_from_the_index_is_noticed(path: Address) -> None:
    without_guards(path, lambda db: db.execute("DELETE FROM words WHERE report = 1"))
    assert any("report broken version 1, index of words" in str(finding) for finding in verify(path).findings)


def test_words_that_another_version_folded_are_no_damage(path: Address) -> None:
    without_guards(path, lambda db: db.execute("UPDATE words SET folding = '0-before'"))
    state = verify(path)
    assert not state.findings
    assert state.remarks == ("another Hudna made the index of words for 5 reports; hudna rebuild makes it anew",)


def test_what_is_redacted_is_in_no_index(path: Address) -> None:
    secret = "زنبرشوك"
    with_secret = replace(report(8), id="secret", title="", text=f"قال {secret} شيئا. {TEXT}")
    Ledger(path).keep([Kept(with_secret, line(with_secret))], "2020-11-03T00:00:00+00:00")
    assert ids(path, secret) == ["secret"]
    redact(Ledger(path), "secret", "2020-11-04T00:00:00+00:00", Weaver(story_judge()))
    assert ids(path, secret) == []
    assert rows(path, f"SELECT 1 FROM word_terms WHERE term = '{secret}'") == []
    for file in base_of(path).parent.glob("hudna.db*"):
        assert secret[2:].encode() not in file.read_bytes()
    clean_state(path)


def test_a_ledger_of_the_schema_before_gets_an_index(path: Address) -> None:
    with bare(path) as db:
        for name in ("word_index", "word_terms", "words") if isinstance(path, Path) else ("word_terms", "words"):
            db.execute(f"DROP TABLE {name}")
        if isinstance(path, Server):
            db.execute("DROP FUNCTION words_in")
    with Ledger(path).engine.begin() as connection:
        Ledger(path).database.mark(connection, 4)
    assert ids(path, "نزوح") == ["broken", "masked", "verb"]
    clean_state(path)


def test_json_says_what_was_asked_and_found(path: Address, run: Command) -> None:
    head, *hits = map(json.loads, run("--ledger", path, "search", "نزوح", "--json").stdout.splitlines())
    assert head["reports"] == 3
    assert head["asked"] == [{"printed": "نزوح", "own": ["نزوح"], "family": ["للنازحين", "نزحوا"]}]
    assert [hit["rank"] for hit in hits] == [1, 2, 3]
    start, end = hits[0]["passages"][0]["found"][0]
    assert TEXTS["masked"][start:end] == "نـ.ـزوح"


def test_the_first_and_the_newest(path: Address, rooms: Rooms, run: Command) -> None:
    add(path, [replace(report(3), id="late", published="2021-01-01", text="نازحون في العراء")], rooms)
    lines = run("--ledger", path, "search", "نزوح", "--newest", "--most", "1", "--json").stdout.splitlines()
    assert [json.loads(one).get("report") for one in lines[1:]] == ["late"]
    assert "4 reports, the first 1 shown" in run("--ledger", path, "search", "نزوح", "--most", "1").stdout


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledgers of which the guide shows what they print."""
    folder = tmp_path_factory.mktemp("guide")
    for name, reports in (("demo.db", "demo/reports"), ("drift.db", "docs/examples/drift.jsonl")):
        said(f"--ledger {folder / name} add {ROOT / reports}", folder)
    return folder


def said(command: str, folder: Path) -> str:
    environment = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb"}
    words = [sys.executable, "-m", "hudna.cli", *shlex.split(command)]
    done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(("command", "shown"), EXAMPLE.findall(GUIDE.read_text("utf-8")), ids=range(5))
def test_the_guide_shows_what_is_printed(books: Path, command: str, shown: str) -> None:
    kept = [part.rstrip() for part in said(command, books).strip().splitlines()]
    assert kept == [part.rstrip() for part in shown.strip().splitlines()]
