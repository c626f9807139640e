"""One set of filters cuts every list: who speaks, whose side, what, where, when, which agreement, how many origins."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from conftest import Command, Place
from hudna.cli import hudna
from hudna.commands.filtering import _OPTIONS
from hudna.ledger.address import Address
from hudna.ledger.entries import Entry, entries_in
from hudna.ledger.filters import BadFilter, Filters, bounds, overlaps
from hudna.ledger.names import settle
from hudna.ledger.store import Ledger
from hudna.theatres.sides import side_of

DEMO = Path(__file__).resolve().parents[1] / "demo" / "reports"


@pytest.fixture(scope="module")
def demo(lasting_place: Place) -> Address:
    """A ledger of the demonstration reports, which no test changes."""
    path = lasting_place("hudna.db")
    assert Command()("--ledger", path, "add", DEMO).exit_code == 0
    return path


def cut(path: Address, **asked: Any) -> list[Entry]:
    return entries_in(Ledger(path), filters=Filters(**asked))


def lines(path: Address, *words: str) -> Iterator[dict[str, Any]]:
    done = Command()("--ledger", path, *words, "--json")
    assert done.exit_code == 0, done.output
    return map(json.loads, done.stdout.splitlines())


def test_nothing_asked_keeps_everything(demo: Address) -> None:
    assert cut(demo) == entries_in(Ledger(demo))
    assert not Filters().asks


def test_by_source(demo: Address) -> None:
    by_identity = cut(demo, source="RUS-MIL")
    assert by_identity
    assert all("RUS-MIL" in [hop.identity for hop in entry.saying.chain] for entry in by_identity if entry.saying)
    by_words = cut(demo, source="مصدر عسكري")
    assert {entry.saying is not None for entry in by_words} == {True}
    assert all(any("مصدر" in hop.printed for hop in entry.saying.chain) for entry in by_words if entry.saying)
    unnamed = cut(demo, source="unnamed_group")
    assert all("unnamed_group" in [hop.kind for hop in entry.saying.chain] for entry in unnamed if entry.saying)
    assert cut(demo, source="لا أحد بهذا الاسم") == []


def test_by_side(demo: Address) -> None:
    found = cut(demo, side="idlib-2020/russia")
    assert found
    for entry in found:
        hops = [hop.identity for hop in entry.saying.chain] if entry.saying else []
        named = "+".join((*entry.meanings("actor"), *hops)).split("+")
        assert "idlib-2020/russia" in [side_of(name) for name in named]
    with pytest.raises(BadFilter, match=r"nobody in the ledger is on that side; there are .*idlib-2020/russia"):
        cut(demo, side="idlib-2020/nobody")


def test_by_action_register_and_the_beginning_of_names(demo: Address) -> None:
    assert {entry.action for entry in cut(demo, action="position.evacuate")} == {"position.evacuate"}
    assert {entry.register for entry in cut(demo, action="aid")} == {"aid"}
    ceasefire = cut(demo, action="ceasefire")
    assert ceasefire and all(entry.action.startswith("ceasefire.") for entry in ceasefire)
    with pytest.raises(BadFilter, match="no such action or register"):
        cut(demo, action="position.dance")


def test_by_place_by_what_lies_in_it_and_by_words(demo: Address) -> None:
    idlib = cut(demo, place="SY-ID")
    assert any("166640" not in entry.meanings("place") for entry in idlib)
    assert not any("SY-ID" in entry.meanings("place") for entry in idlib), "its towns stand in it"
    words = cut(demo, place="مورك")
    assert words and all("166640" in " ".join(entry.meanings("place")).split() for entry in words), "the place itself"
    assert cut(demo, place="166640") == words
    assert len(cut(demo, place="SYR")) > len(idlib)


def test_by_the_date_of_the_event(demo: Address) -> None:
    found = cut(demo, when="2020-10")
    assert any(entry.when.startswith("2020-10") for entry in found)
    assert not any(entry.when.startswith("2020-09") and "/" not in entry.when for entry in found)
    assert "" not in {entry.when for entry in cut(demo, when="../..")}


@pytest.mark.parametrize(
    ("wanted", "inside", "outside"),
    [
        ("2020-10", "2020-10-31", "2020-11"),
        ("2020-10-02", "2020-10-02T10:00", "2020-10-03"),
        ("2020-10-02/2020-10-05", "2020-10-05", "2020-10-06"),
        ("../2020-10", "1999-01-01", "2020-11-01"),
        ("2020-10/..", "2031-01-01", "2020-09-30"),
    ],
)
def test_the_bounds_of_a_time(wanted: str, inside: str, outside: str) -> None:
    low, high = bounds(wanted, "--when")
    assert low <= inside <= high
    assert not low <= outside <= high


@pytest.mark.parametrize(
    ("date", "wanted", "holds"),
    [
        ("2020-10-02/2020-10-05", "2020-10-04", True),
        ("2020-10-02/..", "2020-12", True),
        ("../2020-10-02", "2020-10-03", False),
        ("2020-10~", "2020-10-31", True),
        ("2019-22", "2019-07-14", True),
        ("2019-22", "2019-09", False),
        ("2019-24/..", "2019-01", True),
        ("2020", "2020-05", True),
    ],
)
def test_a_date_that_may_be_in_a_time(date: str, wanted: str, holds: bool) -> None:
    assert overlaps(date, *bounds(wanted, "--when")) is holds


def test_what_is_no_date_is_told(demo: Address) -> None:
    done = CliRunner().invoke(hudna, ["--ledger", str(demo), "list", "--when", "yesterday"])
    assert done.exit_code == 2
    assert "--when yesterday: no date; write it as 2020-11-01" in done.stderr


def test_by_publication_and_outlet(demo: Address) -> None:
    found = cut(demo, published="2020-10-20/2020-10-22", outlet="قمح")
    assert {entry.origin.outlet for entry in found} == {"راديو قمح"}
    assert {entry.origin.published for entry in found} == {"2020-10-22"}


def test_by_agreement(demo: Address) -> None:
    named = {line["identity"] for line in lines(demo, "agreements") if line.get("identity")}
    for identity in named:
        reports = {entry.origin.id for entry in cut(demo, agreement=identity)}
        assert len(reports) <= 36
    assert any(cut(demo, agreement=identity) for identity in named)


def test_by_independent_origins(demo: Address) -> None:
    found = cut(demo, origins=2)
    assert found and all(entry.support and entry.support.origins >= 2 for entry in found)


def test_filters_are_asked_of_one_entry(demo: Address) -> None:
    both = cut(demo, place="مورك", action="violence")
    assert all(entry.register == "violence" and "مورك" in " ".join(entry.named("place")) for entry in both)


def test_what_a_person_settled_counts_before_the_rules(place: Place) -> None:
    path = place("hudna.db")
    Command()("--ledger", path, "add", DEMO)
    printed = next(
        hop.printed
        for entry in cut(path, source="RUS-MIL")
        if entry.saying
        for hop in entry.saying.chain
        if hop.identity == "RUS-MIL"
    )
    before = cut(path, source="RUS-MIL")
    settle(Ledger(path), "actor", printed, "RUS-XYZ", by="nur", why="", at="2026-01-01T00:00:00+00:00")
    assert cut(path, source="RUS-XYZ")
    assert len(cut(path, source="RUS-MIL")) < len(before)


def test_every_list_has_the_same_filters() -> None:
    for name in ("list", "search", "drift", "commitments", "posts", "stories"):
        options = {option.name for option in hudna.commands[name].params}
        assert set(_OPTIONS) - {"source"} <= options, name


def test_the_other_lists_are_cut_too(demo: Address) -> None:
    assert 0 < len([*lines(demo, "commitments", "--side", "idlib-2020/turkey")]) < len([*lines(demo, "commitments")])
    posts = [*lines(demo, "posts", "--published", "2020-10-20")]
    assert posts and {step["told"] for post in posts for step in post.get("steps", [post])} == {"2020-10-20"}
    stories = [*lines(demo, "stories", "--place", "مورك")]
    assert 0 < len(stories) < len([*lines(demo, "stories")])
    assert len([*lines(demo, "stories", "--outlet", "راديو قمح")]) <= 5


def test_a_search_shows_the_entries_that_pass(demo: Address) -> None:
    head, *hits = lines(demo, "search", "مورك", "--action", "position.evacuate")
    assert head["reports"] == len(hits) > 0
    assert {entry["action"] for hit in hits for entry in hit["entries"]} == {"position.evacuate"}
    assert all(hit["entries"] == [] for hit in [*lines(demo, "search", "مورك", "--outlet", "راديو قمح")][1:])


def test_a_wrong_filter_is_told_where_nothing_is_found(demo: Address) -> None:
    for words in (["search", "قنفذ"], ["search", "مورك"], ["list"], ["posts"], ["stories"], ["commitments"]):
        done = CliRunner().invoke(hudna, ["--ledger", str(demo), *words, "--action", "position.dance"])
        assert done.exit_code == 2, words
