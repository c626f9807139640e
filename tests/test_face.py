"""Hudna for Python: what comes back, how it is shown, and that nothing is loaded before it is asked for."""

import dataclasses
import importlib.util
import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

import hudna
from hudna.errors import BadQuestion
from hudna.publish.marked import marked
from hudna.vocabulary import Span
from hudna.vocabulary.record import Record

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOK = ROOT / "docs" / "notebook.ipynb"
TEXT = "قال مصدر عسكري تركي إن القوات التركية لن تسحب معداتها الثقيلة غدا. وقصفت قوات النظام مدينة أريحا في ريف إدلب."
NASTY = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style><b>",
    "&lt;",
    "\u202egnp.exe",
    "\u2067",
    "'on='x",
)


class Shown(HTMLParser):
    """What a browser would make of it: tags with their attributes, and the text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.text += data


def test_a_reading_is_in_the_words_of_the_report() -> None:
    reading = hudna.read(TEXT, published="2020-11-01")
    said, promise = reading.attributions[0], reading.commitments[0]
    assert (said.source.printed, said.act, said.kinds) == ("مصدر عسكري تركي", "state", ("unnamed_person",))
    assert (promise.action, promise.negated, promise.when) == ("force.withdraw", True, "2020-11-02")
    assert (
        promise.told_by == said
        and promise.actor[0].id == "TUR-MIL"
        and promise.span.cut(reading.text) == promise.printed
    )
    shelled = next(event for event in reading.events if event.action == "violence.shell")
    assert shelled.alleged and shelled.told_by is None and shelled.place[0].id == "172994"
    with pytest.raises(dataclasses.FrozenInstanceError):
        reading.events = ()  # type: ignore[misc]  # that it is refused is what is tested
    assert reading == hudna.read(TEXT, published="2020-11-01")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"text": ""}, "without text"),
        ({"text": "A convoy."}, "not Arabic"),
        ({"text": TEXT, "published": "soon"}, "2020-11-01"),
    ],
)
def test_what_cannot_be_read_is_refused(wrong: dict[str, str], said: str) -> None:
    with pytest.raises(BadQuestion, match=said):
        hudna.read(**wrong)


def test_a_notebook_shows_the_text_whole_and_marked() -> None:
    reading = hudna.read(TEXT, published="2020-11-01", title="عنوان", outlet="صحيفة")
    shown = Shown(reading._repr_html_())
    assert not shown.open
    assert TEXT in shown.text, "every letter of the text is there, once, in its order"
    assert any(attributes.get("dir") == "rtl" and attributes.get("lang") == "ar" for _, attributes in shown.tags)
    classes = " ".join(attributes.get("class") or "" for _, attributes in shown.tags).split()
    assert {"said", "cue", "source", "event", "promise", "not"} <= set(classes)


@pytest.mark.parametrize("nasty", NASTY)
def test_nothing_printed_is_markup_or_turns_the_direction(nasty: str) -> None:
    text = f"قال مصدر عسكري تركي {nasty} إن القوات التركية لن تسحب معداتها الثقيلة {nasty} غدا."
    html = hudna.read(text, published="2020-11-01", title=nasty, outlet=nasty)._repr_html_()
    shown = Shown(html)
    assert {tag for tag, _ in shown.tags} <= {"div", "style", "h4", "p", "bdi", "span", "ul", "li"}
    assert {name for _, attributes in shown.tags for name in attributes} <= {"class", "style", "dir", "lang", "title"}
    assert not re.search(r"[\u202a-\u202e\u2066-\u2069\u200e\u200f]|https?:|url\(|@import", html)


def test_marks_may_overlap_and_lie_anywhere() -> None:
    from hudna.vocabulary import Act, Mode, SourceKind
    from hudna.vocabulary.record import Statement

    text = "أب\nجد\nهو"
    spans = [Span(start, end) for start in range(len(text)) for end in range(start + 1, len(text) + 1)]
    statements = tuple(
        Statement(span, (span,), (SourceKind.DOCUMENT,), False, other, Act.STATE, Mode.DIRECT)
        for span, other in zip(spans, reversed(spans), strict=True)
    )
    shown = Shown(marked(Record("x", "", "", "", text, statements, ())))
    assert "أبجدهو" in shown.text and not shown.open


def test_nothing_is_loaded_before_it_is_asked_for() -> None:
    code = "import sys, hudna; print([n for n in sys.modules if n.startswith('hudna.')], 'read' in dir(hudna))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[] True\n"
    with pytest.raises(AttributeError, match="no attribute 'write'"):
        hudna.write  # type: ignore[attr-defined]  # noqa: B018  (asking for it is what is tested)


def test_the_notebook_prints_what_it_shows() -> None:
    spec = importlib.util.spec_from_file_location("run_notebook", ROOT / "scripts" / "run_notebook.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    notebook = json.loads(NOTEBOOK.read_text("utf-8"))
    assert sum(bool(cell.get("outputs")) for cell in notebook["cells"]) >= 6
    again = "it prints something else now; look at it and say: python scripts/run_notebook.py docs/notebook.ipynb"
    assert module.executed(notebook) == notebook, again
