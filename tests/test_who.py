"""Naming phrases to identities: a row says which are kept, none where the words do not say."""

from pathlib import Path

import pytest

from hudna.identify.who import identified, identify
from hudna.rules.words import rows
from hudna.vocabulary import Ground, Report, SourceKind, Span
from hudna.vocabulary.record import Mention

CASES = Path(__file__).parent / "cases"


def _cases():
    for number, line in enumerate((CASES / "who.tsv").read_text("utf-8").splitlines()[1:], 2):
        case, words, ids = line.split("\t")
        yield pytest.param(words, [part for part in ids.split(",") if part], id=f"line-{number}-{case}")


@pytest.mark.parametrize(("words", "ids"), list(_cases()))
def test_cases(words, ids):
    assert [actor.id or f"?{actor.country}-{actor.sector}" for actor in identify(words)] == ids


def report_of(published: str, marked: str) -> tuple[Report, list[Mention]]:
    """The report and its phrases: `[…]` marks an actor, `{kind:…}` a source."""
    text, mentions, start, kind = "", [], 0, None
    for part in marked.replace("[", "\0[").replace("]", "\0]").replace("{", "\0{").replace("}", "\0}").split("\0"):
        if part[:1] == "[":
            start, kind, part = len(text), None, part[1:]
        elif part[:1] == "{":
            name, _, part = part[1:].partition(":")
            start, kind = len(text), SourceKind(name)
        elif part[:1] in ("]", "}"):
            mentions.append(Mention(Span(start, len(text)), kind))
            part = part[1:]
        text += part
    return Report("x", "", published, "", "", text), mentions


def _in_reports():
    for number, line in enumerate((CASES / "who_in_report.tsv").read_text("utf-8").splitlines()[1:], 2):
        case, published, marked, ids = line.split("\t")
        yield pytest.param(published, marked, ids, id=f"line-{number}-{case}")


@pytest.mark.parametrize(("published", "marked", "ids"), list(_in_reports()))
def test_phrases_of_a_report(published, marked, ids):
    report, mentions = report_of(published, marked)
    who = identified(report, mentions).who
    found = []
    for mention in mentions:
        identity = who[mention]
        mark = "+" if identity.together else "|"
        found.append(mark.join(actor.id or f"?{actor.country}-{actor.sector}" for actor in identity.candidates) or "-")
    assert ", ".join(found) == ids


def test_what_points_back_says_to_which_words():
    report, mentions = report_of(
        "2020-11-01", "قال {named_person:وزير الدفاع التركي خلوصي أكار} شيئا. وعاد {named_person:أكار} ليقول."
    )
    identity = identified(report, mentions).who[mentions[1]]
    assert identity.ground is Ground.REPORT
    assert identity.antecedent is not None
    assert identity.antecedent.cut(report.text) == "خلوصي أكار"


def test_the_same_person_across_spellings():
    ids = {actor.id for name in ("رجب طيب أردوغان", "اردوغان", "إردوغان") for actor in identify(name)}
    assert ids == {"recep-tayyip-erdogan"}
    assert {actor.id for name in ("بينار قره", "بينار كارا") for actor in identify(name, "2020-11-01")} == {
        "pinar-kara"
    }


def test_an_office_is_held_by_whoever_held_it_on_the_day():
    words = "وزير الدفاع التركي"
    assert [actor.id for actor in identify(words, "2020-11-01")] == ["hulusi-akar"]
    assert [actor.id for actor in identify(words, "2012-11-01")] == ["TUR-GOV"]


@pytest.mark.parametrize(
    ("words", "sector"),
    [
        pytest.param(words, row["sector"], id=f"{row['sector']}-{number}")
        for row in rows("ar/sectors.tsv")
        for number, words in enumerate(row["examples"].split("|"), 1)
    ],
)
def test_examples_of_the_sector_rows(words, sector):
    assert {actor.sector for actor in identify(words)} == {sector}


@pytest.mark.parametrize(
    ("words", "office"),
    [
        pytest.param(words, row["office"], id=f"{row['office']}-{number}")
        for row in rows("ar/offices.tsv")
        for number, words in enumerate(row["examples"].split("|"), 1)
        if words
    ],
)
def test_examples_of_the_office_rows(words, office):
    from hudna.identify.phrase import said

    assert said(words, "").office == office


def test_each_identity_has_a_label():
    for phrase in ("القوات التركية", "المليشيات", "الأمم المتحدة", "مصادر تركية"):
        assert all(actor.label for actor in identify(phrase))
