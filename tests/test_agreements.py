"""Words that speak of an agreement, to the agreements that they may mean and the provision that they name."""

from pathlib import Path

import pytest

from hudna.clean import clean
from hudna.identify.who import identified
from hudna.pipeline import default_rooms, record_of
from hudna.vocabulary import Ground, Report

CASES = Path(__file__).parent / "cases" / "agreements.tsv"


def _cases():
    for number, line in enumerate(CASES.read_text("utf-8").splitlines()[1:], 2):
        case, published, text, wanted = line.split("\t")
        yield pytest.param(published, text, wanted, id=f"line-{number}-{case}")


@pytest.mark.parametrize(("published", "text", "wanted"), list(_cases()))
def test_cases(published, text, wanted):
    found = identified(Report("x", "", published, "", "", text), []).agreements
    said = (
        f"{mention.words.cut(text)} = {'|'.join(one.id for one in mention.candidates)}"
        f"{' §' + mention.provision if mention.provision else ''}"
        for mention in found
    )
    assert "; ".join(said) == wanted


def test_an_unknown_one_waits_for_a_person_to_name_it():
    (mention,) = identified(
        Report("x", "", "2020-11-01", "", "", "تحدث عن القرار الدولي رقم 1701 طويلا."), []
    ).agreements
    (agreement,) = mention.candidates
    assert not agreement.is_named
    assert mention.ground is Ground.WORDS


def test_an_event_of_the_register_is_about_the_agreement_beside_it():
    text = "أكدت أنقرة وموسكو التزامهما باتفاق موسكو الخاص بمحافظة إدلب في سوريا."
    record = record_of(clean(Report("x", "", "2020-11-01", "", "", text)), default_rooms())
    (event,) = (event for event in record.events if event.action == "agreement.uphold")
    assert [record.agreements[i].candidates[0].id for i in event.agreements] == ["moscow-2020"]
