"""Theatre files: those that come with Hudna are right, and a wrong one is refused with its line."""

from pathlib import Path

import pytest

from hudna.theatres.load import TheatreError, theatre_of, theatres

GOOD = """id: here
en: Here
ar: هنا
since: 2015
countries: [YEM]
sides:
  - {id: one, en: One, ar: واحد}
actors:
  - {id: YEM-MIL, side: one, country: YEM, sector: MIL, en: Army, ar: الجيش, aliases: [الجيش]}
agreements:
  - {id: truce, en: Truce, ar: هدنة, date: 2015-07-26, parties: [YEM-MIL], names: [الهدنة]}
"""


@pytest.mark.parametrize("theatre", theatres(), ids=lambda theatre: theatre.id)
def test_theatres_that_come_with_hudna(theatre):
    sides = {actor.side for actor in theatre.actors}
    assert sides == {side.id for side in theatre.sides}
    assert all(actor.aliases for actor in theatre.actors)
    assert all(agreement.names and agreement.date for agreement in theatre.agreements)


def test_the_same_identity_says_the_same_everywhere():
    said: dict[str, set[tuple[str, str]]] = {}
    for theatre in theatres():
        for actor in theatre.actors:
            said.setdefault(actor.id, set()).add((actor.country, actor.sector))
    assert all(len(codes) == 1 for codes in said.values())


def test_founding_agreement_is_named_as_the_press_names_it():
    idlib = next(theatre for theatre in theatres() if theatre.id == "idlib-2020")
    named = [agreement for agreement in idlib.agreements if "اتفاق التهدئة" in agreement.names]
    assert [(agreement.date, agreement.parties, agreement.pax) for agreement in named] == [
        ("2020-03-05", ("TUR-GOV", "RUS-GOV"), "2273")
    ]


def test_a_right_file_is_read():
    theatre = theatre_of(GOOD, Path("here.yaml"))
    assert theatre.agreements[0].date == "2015-07-26"
    assert theatre.actors[0].aliases == ("الجيش",)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param("id: here", "id: there", r"here\.yaml:1: id 'there' is not the name", id="name-of-the-file"),
        pytest.param("side: one", "side: two", r"here\.yaml:9: side 'two' is not known", id="unknown-side"),
        pytest.param("country: YEM", "country: XYZ", r"here\.yaml:9: country 'XYZ'", id="unknown-country"),
        pytest.param("sector: MIL", "sector: ARMY", r"here\.yaml:9: sector 'ARMY'", id="unknown-sector"),
        pytest.param("[YEM-MIL]", "[SAU-MIL]", r"here\.yaml:11: actor 'SAU-MIL'", id="unknown-party"),
        pytest.param("2015-07-26", "26.7.2015", r"here\.yaml:11: date is '26.7.2015'", id="date"),
        pytest.param("aliases: [الجيش]", "aliases: الجيش", r"here\.yaml:9: aliases wants a list", id="no-list"),
        pytest.param("aliases: [الجيش]", "aliases: [الجيش, الجيش]", r"here\.yaml:9: aliases says .* twice", id="twice"),
        pytest.param("aliases:", "alias:", r"here\.yaml:9: lacks aliases", id="lacks"),
        pytest.param(
            "en: Truce,", "en: Truce, colour: red,", r"here\.yaml:11: does not know colour", id="unknown-field"
        ),
        pytest.param(
            "since: 2015", "since: 2015\nsince: 2016", r"here\.yaml: line 5: 'since' stands twice", id="key-twice"
        ),
        pytest.param("countries: [YEM]", "countries: [YEM", r"here\.yaml: no YAML", id="no-yaml"),
        pytest.param(GOOD, "- a", r"here\.yaml:1: wants a mapping", id="no-mapping"),
    ],
)
def test_a_wrong_file_is_refused(old, new, message):
    with pytest.raises(TheatreError, match=message):
        theatre_of(GOOD.replace(old, new), Path("here.yaml"))
