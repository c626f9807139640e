"""Stories: what is one text, who relays whom, and how many independent origins stand behind a happening."""

import csv
import json
import random
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Command, Place
from hudna.clean import clean
from hudna.identify.arrangement import arranged
from hudna.identify.fingerprints import RUN, WINDOW, kept_runs
from hudna.identify.judge import StoryJudge
from hudna.identify.numbered import ordinals_in
from hudna.identify.story import compared, outline_of, telling_of
from hudna.identify.voices import outlet_name
from hudna.ledger.address import Address
from hudna.ledger.entries import entries_in
from hudna.ledger.joining import Told, same_happening
from hudna.ledger.store import Kept, Ledger
from hudna.ledger.stories import NoSuchStory, Story, stories_in, story_of
from hudna.ledger.weaving import Weaver
from hudna.pipeline import default_rooms, record_of
from hudna.rules.common_words import common_stems, light_stem
from hudna.vocabulary import Report, Span
from hudna.vocabulary.record import Record
from hudna.vocabulary.stories import ONE_STORY, Link, Telling, Tie

DEMO = Path(__file__).parents[1] / "demo"
FIRST = (
    "انسحب رتل عسكري من نقطة المراقبة في تل الزيتون فجر الاثنين بعد حصار استمر ثمانية أشهر، ورافقته سيارات الوسطاء حتى "
    "مشارف البلدة.\nوقال مصدر محلي إن الجنود فككوا أبراج الحراسة قبل مغادرتهم، وإن القوة المحاصرة لم تعترض طريقهم."
)
OTHER = "أعلن مجلس المدينة افتتاح سوق الخضار الجديد في الحي الغربي بعد أعمال ترميم دامت سنتين بكلفة ثلاثة ملايين."


def record(
    name: str, text: str, *, outlet: str = "المرفأ", day: str = "2021-03-01", title: str = "انسحاب رتل"
) -> Record:
    return record_of(clean(Report(name, outlet, day, "", title, text)), default_rooms())


def telling(name: str, text: str, **of: str) -> Telling:
    return telling_of(outline_of(record(name, text, **of)))


@cache
def key() -> dict[str, dict[str, str]]:
    with (DEMO / "stories.tsv").open(encoding="utf-8") as lines:
        return {row["report"]: row for row in csv.DictReader(lines, delimiter="\t")}


def origin_in_key(report: str) -> str:
    """Copies and relays followed together, to the report with sources of its own."""
    while back := key()[report]["copy_of"] or key()[report]["relay_of"]:
        report = back
    return report


@cache
def demo() -> tuple[Record, ...]:
    paths = sorted((DEMO / "reports").glob("*.json"))
    reports = [Report(**json.loads(path.read_text(encoding="utf-8"))) for path in paths]
    return tuple(record_of(clean(report), default_rooms()) for report in reports)


def woven(path: Address, records: list[Record]) -> Ledger:
    ledger = Ledger(path, create=True)
    weaver = Weaver(StoryJudge())
    for one in records:
        ledger.add([one], "now", "test", weaver)
    return ledger


def standing(stories: list[Story]) -> dict[str, tuple[str, str]]:
    return {member.id: (story.id, member.origin) for story in stories for member in story.members}


def test_the_stories_and_origins_of_the_demonstration_are_those_of_its_key(place: Place) -> None:
    found = stories_in(woven(place("hudna.db"), list(demo())))
    expected = defaultdict(set)
    for report, row in key().items():
        expected[row["story"]].add(report)
    members = {frozenset(member.id for member in story.members) for story in found}
    assert members == {frozenset(reports) for reports in expected.values()}
    assert {m.id: m.origin for s in found for m in s.members} == {report: origin_in_key(report) for report in key()}


@pytest.mark.parametrize("seed", [1, 2])
def test_stories_do_not_depend_on_the_order_in_which_reports_come(place: Place, seed: int) -> None:
    mixed = list(demo())
    random.Random(seed).shuffle(mixed)
    in_order, shuffled = woven(place("a.db"), list(demo())), woven(place("b.db"), mixed)
    assert standing(stories_in(shuffled)) == standing(stories_in(in_order))
    counts = [{entry.id: entry.support for entry in entries_in(ledger)} for ledger in (in_order, shuffled)]
    assert counts[0] == counts[1]


def test_a_copy_under_another_headline_is_one_text_with_the_first(place: Place) -> None:
    copy = record(
        "b", FIRST.replace("فجر الاثنين", "صباح الاثنين"), outlet="نافذة", day="2021-03-02", title="مشهد الوداع"
    )
    ledger = woven(place("hudna.db"), [record("a", FIRST), copy, record("c", OTHER, title="سوق جديد")])
    story, told = story_of(ledger, "b")
    assert [(m.id, m.origin, m.tie, m.sure) for m in story.members] == [("a", "a", "", True), ("b", "a", "copy", True)]
    assert told
    assert {
        (one.entries[0].support.reports, one.entries[0].support.origins) for one in told if len(one.entries) == 2
    } == {(2, 1)}


def test_a_new_wording_leaves_the_story_that_it_no_longer_belongs_to(place: Place) -> None:
    ledger = woven(place("hudna.db"), [record("a", FIRST), record("b", FIRST, outlet="نافذة")])
    assert len(stories_in(ledger, least=2)) == 1
    changed = record("b", OTHER, outlet="نافذة", title="سوق جديد")
    ledger.add([changed], "later", "test", Weaver(StoryJudge()))
    assert standing(stories_in(ledger)) == {"a": ("a", "a"), "b": ("b", "b")}


def test_a_wording_that_waits_to_be_read_stops_no_other_report(place: Place) -> None:
    ledger = woven(place("hudna.db"), [record("a", FIRST)])
    ledger.keep([Kept(Report("a", "المرفأ", "2021-03-01", "", "تصحيح", OTHER))], "later")
    ledger.add([record("b", FIRST, outlet="نافذة")], "later", "test", Weaver(StoryJudge()))
    assert standing(stories_in(ledger))["b"] == ("b", "b")


def test_there_is_no_story_of_an_unknown_report(place: Place) -> None:
    with pytest.raises(NoSuchStory, match="hudna stories shows the ids"):
        story_of(woven(place("hudna.db"), [record("a", FIRST)]), "z")


def test_reports_that_share_no_words_and_no_happening_are_not_tied() -> None:
    assert compared(telling("a", FIRST), telling("b", OTHER, title="سوق جديد")) is None


def test_which_of_two_copies_of_one_day_came_first_is_not_known() -> None:
    link = compared(telling("b", FIRST, outlet="نافذة"), telling("a", FIRST))
    assert link is not None
    assert (link.one, link.other, link.tie, link.sure) == ("a", "b", Tie.COPY, False)


def test_of_two_copies_of_one_day_the_one_that_cites_the_other_is_the_later() -> None:
    citing = "قالت صحيفة المرفأ إن " + FIRST
    link = compared(telling("a", citing, outlet="نافذة"), telling("b", FIRST))
    assert link is not None
    assert (link.one, link.other, link.sure) == ("b", "a", True)


def test_every_stretch_that_two_reports_share_is_the_same_words_in_both() -> None:
    one, other = (
        telling("a", "خبر عاجل. " + FIRST),
        telling("b", FIRST + "\nوهذا ما توقعه مراقبون في المدينة.", outlet="نافذة"),
    )
    link = compared(one, other)
    assert link is not None and link.stretches
    for stretch in link.stretches:
        assert stretch.one.cut(one.outline.text).split() == stretch.other.cut(other.outline.text).split()


def test_a_round_up_of_pieces_does_not_make_one_story_of_them() -> None:
    pieces = [Link(f"p{n}", "round-up", Tie.PART, 0.9, 0.2, 0.5, 0, True) for n in range(4)]
    places = arranged({**{f"p{n}": f"2021-03-0{n + 1}" for n in range(4)}, "round-up": "2021-03-09"}, pieces)
    assert len({place.story for place in places.values()}) >= 3
    assert places["round-up"].origin == "round-up"


def test_what_two_parts_of_a_report_tell_is_one_story_only_where_they_share_words() -> None:
    days = {"one": "2021-03-01", "other": "2021-03-01", "both": "2021-03-02"}
    parts = [Link(name, "both", Tie.PART, 0.9, 0.4, 0.7, 0, True) for name in ("one", "other")]
    assert len({place.story for place in arranged(days, parts).values()}) == 2
    shared = Link("one", "other", Tie.PASSAGE, 0.2, 0.2, 0.5, 0, True)
    assert len({place.story for place in arranged(days, [*parts, shared]).values()}) == 1


NEWS = (
    "أعلن مجلس المدينة افتتاح سوق الخضار الجديد في الحي الغربي بعد أعمال ترميم دامت سنتين بكلفة ثلاثة ملايين، وحضر الافتتاح "
    "عدد من التجار وأصحاب المحال الذين طالبوا بتخفيض الرسوم وتحسين الإنارة في الشوارع المجاورة وتأهيل شبكة المياه.\n"
    "وأشار رئيس المجلس إلى أن المرحلة الثانية تبدأ بعد العيد وتشمل ساحة الباصات ومدرسة الحي وحديقة صغيرة للأطفال.\n"
)


def round_up(name: str = "r", day: str = "2021-03-02") -> Record:
    return record(name, NEWS + FIRST, outlet="نافذة", day=day, title="افتتاح سوق الخضار في الحي الغربي")


def supports(ledger: Ledger) -> dict[str, tuple[int, int]]:
    """Reports and origins of what each entry about a withdrawal tells, by report."""
    return {
        entry.origin.id: (entry.support.reports, entry.support.origins)
        for entry in entries_in(ledger)
        if entry.support and entry.action == "position.evacuate"
    }


def test_an_item_of_a_round_up_shares_the_origin_of_its_passage_and_not_the_story(tmp_path: Path) -> None:
    ledger = woven(tmp_path / "hudna.db", [record("a", FIRST), round_up()])
    assert standing(stories_in(ledger)) == {"a": ("a", "a"), "r": ("r", "r")}
    assert supports(ledger) == {"a": (2, 1), "r": (2, 1)}
    turned = woven(tmp_path / "turned.db", [round_up(), record("a", FIRST)])
    assert supports(turned) == supports(ledger)


def test_what_a_round_up_holds_is_its_own_again_once_the_other_says_something_else(tmp_path: Path) -> None:
    ledger = woven(tmp_path / "hudna.db", [record("a", FIRST), round_up()])
    ledger.add([record("a", OTHER, title="سوق جديد")], "later", "test", Weaver(StoryJudge()))
    assert supports(ledger) == {"r": (1, 1)}


def test_words_that_come_again_days_later_under_another_headline_are_an_item() -> None:
    again = FIRST + "\n" + NEWS[:150]
    soon, late = (telling("b", again, day=f"2021-03-0{day}", title="سوق الخضار يفتح أبوابه") for day in (2, 5))
    links = [compared(telling("a", FIRST), one) for one in (soon, late)]
    assert [link.tie for link in links if link] == [Tie.COPY, Tie.ITEM]


@pytest.mark.parametrize(
    ("title", "numbers"),
    [
        ("وصول الدفعه الثالثه", {"3"}),
        ("ثاني طايره تصل عدن", {"2"}),
        ("قصف اول امس", set()),
        ("النايب الثاني لرييس مجلس الوزراء", set()),
        ("اول طايره تصل للمره الاولي", {"1"}),
    ],
    ids=["third", "second", "a day", "a rank", "first time"],
)
def test_an_ordinal_numbers_a_thing_unless_it_names_a_day_or_a_rank(title: str, numbers: set[str]) -> None:
    assert ordinals_in(tuple(title.split())) == numbers


@pytest.mark.parametrize(
    ("ours", "theirs", "tied"),
    [("الثانية", "الثالثة", False), ("الثانية", "الثانية", True), ("الثانية", "الجديدة", True)],
)
def test_the_second_shipment_is_not_the_third_in_the_same_words(ours: str, theirs: str, tied: bool) -> None:
    frame = "وصلت القافلة {} إلى المدينة ظهر اليوم محملة بالأدوية والخيام. " + NEWS[:300]
    one = telling("a", frame.format(ours), title=f"وصول القافلة {ours}")
    other = telling(
        "b", frame.format(theirs)[: -len(frame) // 3] + OTHER, title=f"وصول القافلة {theirs}", day="2021-03-02"
    )
    link = compared(one, other)
    assert link is not None
    assert (link.tie in ONE_STORY) is tied


words = st.lists(st.sampled_from(["رتل", "نقطة", "مورك", "قصف", "هدنة", "اتفاق", "قافلة", "معبر"]), max_size=60)


@given(words, words, st.lists(st.text("ابتثجحخ", min_size=2, max_size=5), min_size=RUN + WINDOW - 1, max_size=40))
def test_texts_that_share_enough_words_in_a_row_share_a_kept_run(
    before: list[str], after: list[str], both: list[str]
) -> None:
    assert kept_runs(tuple(before + both)) & kept_runs(tuple(both + after))


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("صحيفة «المسار الشرقي»", "المسار الشرقي"),
        ("المسار الشرقي", "المسار الشرقي"),
        ("وكالة سهل الغاب", "سهل الغاب"),
        ("صحيفة الشرق الأوسط", "aawsat"),
        ("aawsat", "aawsat"),
        ("الوكالة", "الوكاله"),
    ],
)
def test_an_outlet_goes_by_one_name(printed: str, name: str) -> None:
    assert outlet_name(printed) == name


TOLD = Told(
    "a", 0, "E1", "position.evacuate", Span(0, 4), False, False, frozenset(), frozenset("p"), "", "o", "outlet:o"
)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ({}, True),
        ({"places": frozenset("q")}, False),
        ({"places": frozenset(), "when": "2021-03-01"}, False),
        ({"when": "2021-03-01"}, True),
        ({"actors": frozenset(["~رتل"])}, True),
    ],
    ids=["same place", "other place", "nothing shared", "a date in one", "open words in one"],
)
def test_mentions_are_joined_where_something_agrees_and_nothing_disagrees(other: dict[str, object], same: bool) -> None:
    assert same_happening(TOLD, TOLD._replace(report="b", **other)) is same


@pytest.mark.parametrize(
    ("ours", "theirs", "same"), [("2021-03", "2021-03-31", True), ("2021-03/..", "2021-02-01", False)]
)
def test_dates_agree_when_they_may_be_one_day(ours: str, theirs: str, same: bool) -> None:
    bare = TOLD._replace(places=frozenset())
    assert same_happening(bare._replace(when=ours), bare._replace(when=theirs)) is same


def test_common_words_weigh_less_and_stand_once_in_the_list() -> None:
    lines = (
        (Path(__file__).parents[1] / "src/hudna/rules/ar/common_words.tsv").read_text(encoding="utf-8").splitlines()[1:]
    )
    named = [line.split("\t")[0] for line in lines]
    assert len(named) == len(set(named))
    assert common_stems()[light_stem("والقوات")] == 0


def test_the_command_shows_a_story_with_its_origins(run: Command, tmp_path: Path, place: Place) -> None:
    ledger = place("hudna.db")
    for name, outlet in (("a", "المرفأ"), ("b", "نافذة")):
        report = {"id": name, "outlet": outlet, "published": "2021-03-01", "url": "", "title": "انسحاب", "text": FIRST}
        (tmp_path / f"{name}.json").write_text(json.dumps(report), encoding="utf-8")
        assert run("--ledger", ledger, "add", str(tmp_path / f"{name}.json")).exit_code == 0
    line = json.loads(run("--ledger", ledger, "stories", "--json").output)
    assert (line["reports"], line["outlets"], line["origins"]) == (2, 2, 1)
    assert "2 reports of 2 outlets, 1 origin" in run("--ledger", ledger, "story", "a").output


def test_reprints_of_the_corpus_are_found(shared: Path) -> None:
    """Nineteen of twenty pairs that share over half of their word runs are one text, or one is an item of the other."""
    reports = map(json.loads, (shared / "data" / "yemen-2015.jsonl").read_text(encoding="utf-8").splitlines())
    with (shared / "data" / "reprints.tsv").open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines, delimiter="\t") if float(row["shared_8grams_of_shorter"]) > 0.5]
    wanted = {row[end] for row in rows for end in ("id_a", "id_b")}
    kept = {r["id"]: r for r in reports if r["id"] in wanted}
    bare = [
        Record(r["id"], r["outlet"], r["published"], r["title"], r["text"], (), (), r["url"]) for r in kept.values()
    ]
    tellings = {one.id: telling_of(outline_of(one)) for one in bare}
    links = [compared(tellings[row["id_a"]], tellings[row["id_b"]]) for row in rows]
    assert sum(link is not None and link.tie in (Tie.COPY, Tie.PART, Tie.ITEM) for link in links) >= 0.95 * len(rows)
    shared_runs = [kept_runs(tellings[row["id_a"]].words) & kept_runs(tellings[row["id_b"]].words) for row in rows]
    assert sum(len(runs) >= 2 for runs in shared_runs) >= 0.95 * len(rows)
