"""The registers of contacts, displacement, forces and agreements, and of which post a step is told."""

import json

import pytest
from sqlalchemy import insert

from conftest import Command, Place
from hudna.identify.judge import StoryJudge
from hudna.ledger.contacts import contacts_in, silences
from hudna.ledger.displacement import figure_of, series_in
from hudna.ledger.following import follow_anew
from hudna.ledger.forces import forces_in, level_of
from hudna.ledger.positions import positions_in
from hudna.ledger.provisions import documents_in
from hudna.ledger.reviewing import Asked, Signed
from hudna.ledger.reviewing import review as reviewed
from hudna.ledger.reviews import Act
from hudna.ledger.schema import sites
from hudna.ledger.sites import Site, sites_in, sites_meant
from hudna.ledger.store import Ledger
from hudna.theatres.sides import party_of
from ledgers import ledger_of

LEFT = (
    "غادر رتل تركي فجر الثلاثاء نقطة المراقبة في مدينة مورك شمال حماة في سوريا، في أول إخلاء لنقطة تركية تحاصرها القوات الحكومية.\n"
    "وقال شهود إن تفكيك الأبراج بدأ قبل يومين."
)
MET = "التقى وزير الخارجية الروسي سيرغي لافروف نظيره التركي مولود جاويش أوغلو في سوتشي أمس الثلاثاء."
CALLED = "بحث الرئيس الروسي فلاديمير بوتين والرئيس التركي رجب طيب إردوغان في اتصال هاتفي أمس الوضع في سوريا."
PLANNED = "قال مصدر تركي إن لجنة عسكرية روسية تركية ستجتمع في أنقرة الشهر المقبل."


def steps_of(ledger: Ledger, name: str) -> list[tuple[str, str, str]]:
    posts, _ = positions_in(ledger)
    return [(step.action, step.when, step.ground) for post in posts if post.name == name for step in post.steps]


def test_a_step_belongs_to_the_post_that_its_sentence_or_the_report_before_names(place: Place) -> None:
    ledger = ledger_of(place("h.db"), ("a", "2020-10-20", LEFT))
    assert steps_of(ledger, "مورك") == [
        ("position.evacuate", "2020-10-18", "before"),
        ("position.evacuate", "2020-10-20", "named"),
        ("position.besiege", "2020-10-20", "sentence"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "غادر رتل تركي نقطة مورك شمال حماة في سوريا.\nوقال مصدر إن أنقرة لا تنوي إخلاء أي نقطة أخرى.",
        "غادر رتل تركي نقطة مورك شمال حماة في سوريا.\nوأكمل الجيش التركي نقل النقاط المحاصرة.",
        "غادر رتل تركي نقطة مورك شمال حماة في سوريا ثم نقطة الصرمان.\nوقال شهود إن تفكيك الأبراج بدأ قبل يومين.",
    ],
    ids=["no one of them", "many", "two were named"],
)
def test_what_the_words_do_not_settle_stays_open(place: Place, text: str) -> None:
    _, lost = positions_in(ledger_of(place("h.db"), ("a", "2020-10-20", text)))
    assert lost
    assert all(step.ground == "" for step in lost)


def test_a_post_in_a_village_that_no_map_has_goes_by_its_name(place: Place) -> None:
    planned = "قال مصدر إن القوات التركية ستقيم نقطة جديدة في زقرين بجبل الزاوية في سوريا خلال الأيام القادمة."
    done = "أنشأت القوات التركية أمس نقطة عسكرية في قرية زقرين بجبل الزاوية جنوبي إدلب."
    ledger = ledger_of(place("h.db"), ("a", "2020-10-20", planned), ("b", "2020-10-24", done))
    (post,), _ = positions_in(ledger)
    assert (post.name, post.site, post.state) == ("زقرين", None, "position.establish")
    assert [(step.first.modality, step.when) for step in post.steps] == [
        ("future", "2020-10-20/.."),
        ("happened", "2020-10-23"),
    ]


def test_posts_that_are_named_among_others_get_the_step(place: Place) -> None:
    text = "قال مصدر تركي إن القيادة قررت إخلاء نقاط أخرى قبل نهاية العام، من بينها شير مغار."
    (post,), _ = positions_in(ledger_of(place("h.db"), ("a", "2020-10-21", text)))
    assert (post.known, post.holder, post.state) == ("idlib-2020/shir-mughar", "TUR-MIL", "")


def test_ids_of_places_may_hold_spaces() -> None:
    one = Site("SYR/شير مغار", "شير مغار", "SYR", "", 35.5, 36.4, "town")
    two = Site("166640", "مورك", "SYR", "", 35.4, 36.7, "town")
    known = {site.id: site for site in (one, two)}
    assert sites_meant("166640 SYR/شير مغار nowhere", known) == [two, one]


def test_contacts_have_sides_levels_and_channels(place: Place) -> None:
    ledger = ledger_of(place("h.db"), ("a", "2020-10-28", CALLED), ("b", "2020-12-30", MET))
    both = ("idlib-2020/russia", "idlib-2020/turkey")
    found = [
        (one.step.when, tuple(sorted(one.parties)), one.levels, one.channels)
        for one in contacts_in(ledger, "2021-01-01")
    ]
    assert found == [
        ("2020-10-27", both, ("leaders",), ("call",)),
        ("2020-12-29", both, ("ministers",), ("meeting",)),
    ]


def test_silence_is_counted_from_the_last_contact_that_came_about(place: Place) -> None:
    told = ("a", "2020-10-28", CALLED), ("b", "2020-12-30", MET), ("c", "2020-12-31", PLANNED)
    ledger = ledger_of(place("h.db"), *told)
    for day, last, days in (("2020-12-01", "2020-10-27", 35), ("2021-01-10", "2020-12-29", 12)):
        (silence,) = silences(contacts_in(ledger, day), day)
        assert (silence.day, silence.days, silence.dated) == (last, days, True)


def test_a_body_of_two_countries_is_of_both(place: Place) -> None:
    ledger = ledger_of(place("h.db"), ("c", "2020-12-31", PLANNED))
    (contact,) = contacts_in(ledger, "2021-01-01")
    assert set(contact.parties) == {"idlib-2020/russia", "idlib-2020/turkey"}
    assert contact.levels == ("military",)
    assert silences([contact], "2021-01-01") == []


def test_figures_stand_by_origin_and_are_not_added_up(place: Place) -> None:
    one = "قالت الأمم المتحدة إن خمسة آلاف شخص نزحوا أمس من مدينة أريحا في سوريا."
    other = "أعلن الدفاع المدني السوري أن سبعة آلاف شخص نزحوا أمس من مدينة أريحا في سوريا."
    ledger = ledger_of(place("h.db"), ("a", "2020-11-05", one), ("b", "2020-11-05", other))
    series = [one for one in series_in(ledger) if one.place.sites]
    figures = {(point.step.when, figure) for one in series for point in one.points for figure in point.together}
    said = {number for _, figure in figures for number in figure.given}
    assert said == {5000, 7000}
    assert {one.action for one in series} == {"displacement.flee"}


@pytest.mark.parametrize(
    ("meaning", "given"),
    [("2/2/2 people", (2, 2, 2)), ("10// families", (10,)), ("/300/ people", (300,))],
    ids=["exact", "at least", "about"],
)
def test_a_figure_says_no_more_than_its_words(meaning: str, given: tuple[int, ...]) -> None:
    assert figure_of(meaning).given == given


def test_forces_have_a_direction_by_side_and_place(place: Place) -> None:
    text = (
        "انسحبت القوات التركية أمس من مدينة مورك شمال حماة في سوريا.\n"
        "وقال الضابط إن القوات التركية ستبقى في مدينة أريحا هذا الشتاء."
    )
    found = forces_in(ledger_of(place("h.db"), ("a", "2020-10-21", text)))
    steps = {one.place.names: [(level_of(step), step.first.negated) for step in one.steps] for one in found}
    assert {one.side for one in found} == {"idlib-2020/turkey"}
    assert steps == {("مورك",): [("withdrawn", False)], ("أريحا",): [("withdrawn", True)]}
    assert {one.place.names: one.level for one in found} == {("مورك",): "withdrawn", ("أريحا",): ""}


def test_what_is_said_stands_under_the_provision_that_its_words_name(place: Place) -> None:
    text = (
        "قالت وزارة الدفاع الروسية إن الجانب التركي ملتزم باتفاق موسكو.\n"
        "وأضافت أن الدوريات المشتركة على الطريق الدولي في إدلب استؤنفت أمس."
    )
    ledger = ledger_of(place("h.db"), ("a", "2020-10-21", text))
    (document,) = documents_in(ledger)
    said = {under.number: [(one.stance, one.by_words) for one in under.said] for under in document.under}
    assert document.id == "moscow-2020"
    assert said[""] == [("upheld", False)]
    assert said["3"] == [("patrol", False)]


def test_where_no_agreement_is_named_every_one_that_may_be_meant_is_shown(place: Place) -> None:
    text = "سيرت القوات التركية والقوات الروسية أمس الدوريات المشتركة على الطريق الدولي في إدلب شمال سوريا."
    documents = documents_in(ledger_of(place("h.db"), ("a", "2020-10-21", text)))
    said = {one.id: (under.number, under.said[0].others) for one in documents for under in one.under}
    assert said["moscow-2020"] == ("3", ("sochi-2018 7",))
    assert said["sochi-2018"] == ("7", ("moscow-2020 3",))


def test_a_rejected_entry_is_in_no_register(place: Place) -> None:
    ledger = ledger_of(place("h.db"), ("b", "2020-12-30", MET))
    (contact,) = contacts_in(ledger, "2021-01-01")
    signed = Signed("nur", "it was called off", "2021-01-02T00:00:00+00:00")
    reviewed(ledger, contact.step.first.id, Asked(Act.REJECT), signed, StoryJudge())
    assert contacts_in(ledger, "2021-01-03") == []


@pytest.mark.parametrize("command", ["contacts", "displacement", "forces", "provisions", "posts"])
def test_filters_cut_every_register(run: Command, place: Place, command: str) -> None:
    ledger_of(place("h.db"), ("a", "2020-10-20", LEFT), ("b", "2020-12-30", MET))
    for options in ((), ("--outlet", "nobody"), ("--action", "nothing")):
        done = run("--ledger", place("h.db"), command, "--json", *options)
        assert done.exit_code == (2 if "--action" in options else 0)
        for line in done.stdout.splitlines():
            json.loads(line)
        assert not options or not done.stdout
    assert run("--ledger", place("h.db"), command).exit_code == 0


def test_a_post_is_asked_for_by_its_place_and_shown_with_all_its_steps(run: Command, place: Place) -> None:
    ledger_of(place("h.db"), ("a", "2020-10-20", LEFT))
    done = run("--ledger", place("h.db"), "posts", "--place", "166640", "--json")
    assert [len(json.loads(line)["steps"]) for line in done.stdout.splitlines()] == [3]
    assert not run("--ledger", place("h.db"), "posts", "--place", "164816", "--json").stdout


@pytest.mark.parametrize(
    ("identity", "party"),
    [
        ("TUR-MIL", "idlib-2020/turkey"),
        ("AFG-REB-TAL", "AFG-REB-TAL"),
        ("AFG-GOV", "AFG"),
        ("YEM", ""),
        ("MIL", ""),
    ],
)
def test_a_party_is_a_side_or_who_fights_his_state(identity: str, party: str) -> None:
    assert party_of(identity) == party


def test_a_place_goes_by_the_name_that_most_reports_have_for_it(place: Place) -> None:
    ledger = ledger_of(place("h.db"), ("a", "2020-10-20", LEFT), ("b", "2020-10-21", LEFT), ("c", "2020-10-22", LEFT))
    point = {"id": "x", "country": "SYR", "admin": "", "pcode": "", "lat": 35.0, "lon": 36.0, "kind": "village"}
    with ledger.writing() as batch:
        named = zip((1, 2, 3), ("ا", "ا", "ب"), strict=True)
        batch.connection.execute(insert(sites), [{"report": key, "name": name, **point} for key, name in named])
        follow_anew(batch.connection)
    assert sites_in(ledger)["x"].name == "ا"
