"""Actor, recipient and place of one trigger in one sentence."""

import csv
from pathlib import Path

import pytest

from hudna.extract.events import events_in
from hudna.extract.phrases import noun_phrase
from hudna.extract.stated import Trigger
from hudna.extract.tokens import Tokens, tokenise
from hudna.rules.control import ROWS
from hudna.rules.control import load as load_control
from hudna.rules.nouns import LEXICON, Names, load
from hudna.text.fold import fold
from hudna.vocabulary import Action, Event, RuleId

CASES = Path(__file__).parent / "cases" / "roles.tsv"
with CASES.open(encoding="utf-8") as lines:
    SENTENCES = list(csv.DictReader(lines, delimiter="\t"))


def tokens_of(text: str) -> Tokens:
    folded = fold(text)
    return tokenise(folded, [(0, len(folded.text))])


def event_of(case: dict[str, str]) -> Event:
    tokens = tokens_of(case["text"])
    trigger = Trigger(
        token=tokens.words.index(fold(case["trigger"]).text),
        action=Action(case["action"]),
        word_class=case["class"],
        rule=RuleId("test"),
        aspect=case["aspect"],
        gender=case["gender"],
        number=case["number"],
        suffix="هما" if case["trigger"].endswith("هما") else "ه" if case["trigger"].endswith("ته") else "",
    )
    return events_in(tokens, [trigger], [])[0]


KNOWN_FAILINGS = {
    "endured_before_fired_from": "where a shot came from is taken for the place when a comma stands between"
}
"""Cases that are not read right yet, and why."""


def _param(case: dict[str, str]) -> object:
    why = KNOWN_FAILINGS.get(case["id"])
    marks = [pytest.mark.xfail(strict=True, reason=why)] if why else []
    return pytest.param(case, id=case["id"], marks=marks)


@pytest.mark.parametrize("case", [_param(case) for case in SENTENCES])
def test_roles(case: dict[str, str]) -> None:
    event = event_of(case)
    for role in ("actor", "recipient", "place"):
        read = [span.cut(case["text"]) for span in getattr(event, role)]
        wanted = case[role].split(" | ") if case[role] else []
        assert read == wanted, role


GOVERNED = [(row.id, *example) for row in ROWS for example in row.examples]


@pytest.mark.parametrize(("row", "text", "noun", "who"), GOVERNED, ids=[f"{g[0]}-{n}" for n, g in enumerate(GOVERNED)])
def test_a_governing_word_says_whose_act_it_is(row: str, text: str, noun: str, who: str) -> None:
    tokens = tokens_of(text)
    action = "violence.kill" if row == "control.claim" else "access.open"
    token = tokens.words.index(fold(noun).text)
    event = events_in(tokens, [Trigger(token, Action(action), "noun", RuleId("test"), "masdar", "m", "s")], [])[0]
    assert [span.cut(text) for span in event.actor] == [who]


def test_a_wrong_control_row_is_named(tmp_path: Path) -> None:
    path = tmp_path / "control.yaml"
    path.write_text("control:\n  - {id: x, who: nobody, examples: [[a, b, c]]}\n", "utf-8")
    with pytest.raises(ValueError, match="row 1"):
        load_control(path)


def test_deaths_take_the_strike_that_caused_them() -> None:
    text = "قصفت الطائرات النيجرية بلدة تيلا وأسفر القصف عن مقتل راعيين"
    tokens = tokens_of(text)
    rows = [("قصفت", "violence.air", "verb", "perfect", "f"), ("مقتل", "violence.kill", "noun", "masdar", "m")]
    triggers = [
        Trigger(tokens.words.index(word), Action(action), kind, RuleId("test"), aspect, gender, "s")
        for word, action, kind, aspect, gender in rows
    ]
    killed = events_in(tokens, triggers, [])[1]
    assert [span.cut(text) for span in killed.actor] == ["الطائرات النيجرية"]


PHRASES = [
    ("genitive", "قائد القوات الجوية وصل", "قائد القوات الجوية"),
    ("name_after_title", "الرئيس السوري فلان بن علان، أمس", "الرئيس السوري فلان بن علان"),
    ("quoted", "جماعة «النور» في البلدة", "جماعة «النور»"),
    ("next_noun_is_another", "القوات الهندية القرار", "القوات الهندية"),
    ("spokesman", "المتحدث باسم الجيش أمس", "المتحدث باسم الجيش"),
    ("backed", "القوات الموالية للحكومة انسحبت", "القوات الموالية للحكومة"),
]


@pytest.mark.parametrize(("text", "phrase"), [row[1:] for row in PHRASES], ids=[row[0] for row in PHRASES])
def test_a_naming_phrase_ends(text: str, phrase: str) -> None:
    tokens = tokens_of(text)
    assert tokens.span(0, noun_phrase(tokens, 0, len(tokens.words))).cut(text) == phrase


def test_what_is_fused_is_told_apart() -> None:
    noun = LEXICON[fold("وبالقوات").text]
    assert (noun.flags & Names.FORCE, noun.lead, noun.definite) == (Names.FORCE, 2, True)
    assert LEXICON[fold("للحدود").text].lead == 0


def test_a_wrong_row_is_named(tmp_path: Path) -> None:
    path = tmp_path / "nouns.tsv"
    path.write_text("id\tclass\tgender\tnumber\tforms\twhy\nx\tdragon\tm\ts\tتنين\t\n", "utf-8")
    with pytest.raises(ValueError, match=r"nouns\.tsv:2"):
        load(path)
