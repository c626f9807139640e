"""Theatre files: those that come with Hudna are right, and a wrong one is refused with its line."""

from pathlib import Path

import pytest

from hudna.commands.theatre import check_theatres
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
  - {id: truce, en: Truce, ar: هدنة, signed: 2015-07-26, parties: [YEM-MIL], names: [الهدنة]}
"""


@pytest.mark.parametrize("theatre", theatres(), ids=lambda theatre: theatre.id)
def test_theatres_that_come_with_hudna(theatre):
    sides = {actor.side for actor in theatre.actors}
    assert sides == {side.id for side in theatre.sides}
    assert all(actor.aliases for actor in theatre.actors)
    assert all(agreement.names and agreement.signed for agreement in theatre.agreements)


def test_the_same_identity_says_the_same_everywhere():
    said: dict[str, set[tuple[str, str]]] = {}
    for theatre in theatres():
        for actor in theatre.actors:
            said.setdefault(actor.id, set()).add((actor.country, actor.sector))
    assert all(len(codes) == 1 for codes in said.values())


def test_founding_agreement_is_named_as_the_press_names_it():
    idlib = next(theatre for theatre in theatres() if theatre.id == "idlib-2020")
    named = [agreement for agreement in idlib.agreements if "اتفاق التهدئة" in agreement.short]
    assert [(agreement.signed, agreement.parties, agreement.pax) for agreement in named] == [
        ("2020-03-05", ("TUR-GOV", "RUS-GOV"), "2273")
    ]


def test_a_right_file_is_read():
    theatre = theatre_of(GOOD, Path("here.yaml"))
    assert theatre.agreements[0].signed == "2015-07-26"
    assert theatre.actors[0].aliases == ("الجيش",)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param("id: here", "id: there", r"here\.yaml:1: id 'there' is not the name", id="name-of-the-file"),
        pytest.param("side: one", "side: two", r"here\.yaml:9: side 'two' is not known", id="unknown-side"),
        pytest.param("country: YEM", "country: XYZ", r"here\.yaml:9: country 'XYZ'", id="unknown-country"),
        pytest.param("sector: MIL", "sector: ARMY", r"here\.yaml:9: sector 'ARMY'", id="unknown-sector"),
        pytest.param("[YEM-MIL]", "[THE-ARMY]", r"here\.yaml:11: actor 'THE-ARMY'", id="unknown-party"),
        pytest.param("2015-07-26", "26.7.2015", r"here\.yaml:11: signed is '26.7.2015'", id="date"),
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
        pytest.param(
            "aliases: [الجيش]", "aliases: [Army]", r"here\.yaml:9: aliases says 'Army', wants Arabic", id="english-name"
        ),
        pytest.param(
            "since: 2015", "since: 2015\nuntil: 2014", r"here\.yaml:1: until 2014 is before since 2015", id="order"
        ),
        pytest.param(
            "agreements:",
            "posts:\n  - {id: p, en: P, ar: م, holder: YEM-MIL, names: [نقطة]}\nagreements:",
            r"here\.yaml:11: a post wants at",
            id="post-without-place",
        ),
        pytest.param(
            "agreements:",
            "posts:\n  - {id: p, en: P, ar: م, holder: YEM-MIL, names: [نقطة], at: [95, 40]}\nagreements:",
            r"here\.yaml:11: at is .* wants \[latitude, longitude\]",
            id="post-off-the-map",
        ),
        pytest.param(
            "agreements:",
            "zones:\n  - {id: z, en: Z, ar: ز, names: [منطقة]}\nagreements:",
            r"here\.yaml:11: a zone wants a polygon",
            id="zone-of-no-shape",
        ),
        pytest.param(
            "agreements:",
            "persons:\n  - {id: p, of: YEM-MIL, en: P, ar: ف, aliases: [فلان], offices: [{office: sultan}]}\nagreements:",
            r"here\.yaml:11: office 'sultan' is not known",
            id="unknown-office",
        ),
        pytest.param(GOOD, "- a", r"here\.yaml:1: wants a mapping", id="no-mapping"),
    ],
)
def test_a_wrong_file_is_refused(old, new, message):
    with pytest.raises(TheatreError, match=message):
        theatre_of(GOOD.replace(old, new), Path("here.yaml"))


def test_every_fault_of_a_file_is_told_at_once():
    wrong = GOOD.replace("aliases: [الجيش]", "aliases: الجيش").replace("2015-07-26", "26.7.2015")
    with pytest.raises(TheatreError) as caught:
        theatre_of(wrong, Path("here.yaml"))
    assert [line.split(": ")[0] for line in str(caught.value).splitlines()] == ["here.yaml:9", "here.yaml:11"]


def test_the_how_to_shows_a_right_file(tmp_path):
    how_to = (Path(__file__).parents[1] / "docs" / "theatres.md").read_text("utf-8")
    example = how_to.partition("```yaml\n")[2].partition("```")[0]
    theatre = theatre_of(example, tmp_path / "here-2021.yaml")
    assert theatre.posts[0].at is None
    assert theatre.persons[0].offices[0].office == "leader"


def test_check_says_what_a_file_holds_and_what_is_wrong(tmp_path, capsys):
    good, bad = tmp_path / "here.yaml", tmp_path / "bad.yaml"
    good.write_text(GOOD, "utf-8")
    bad.write_text(GOOD.replace("country: YEM", "country: XYZ"), "utf-8")
    assert check_theatres([good]) == 0
    assert "right: 1 sides, 1 actors, 1 agreements" in capsys.readouterr().out
    assert check_theatres([good, bad, tmp_path / "none.yaml"]) == 1
    err = capsys.readouterr().err
    assert "bad.yaml:1: id 'here' is not the name of the file" in err
    assert "none.yaml: cannot be read" in err


def test_a_folder_of_ones_own(tmp_path, monkeypatch):
    (tmp_path / "here.yaml").write_text(GOOD, "utf-8")
    monkeypatch.setenv("HUDNA_THEATRES", str(tmp_path))
    theatres.cache_clear()
    try:
        assert "here" in {theatre.id for theatre in theatres()}
    finally:
        theatres.cache_clear()
