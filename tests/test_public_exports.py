"""What is given to everybody: no private name, no number, no printed word, no place of those who shelter, nothing before its day."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from click.testing import CliRunner

from exports import handed, objects, rows, told
from hudna.clean import clean
from hudna.cli import hudna
from hudna.errors import BadQuestion
from hudna.identify.judge import StoryJudge
from hudna.ledger.entries import entries_in
from hudna.ledger.filters import Filters
from hudna.ledger.names import settle
from hudna.ledger.reviewing import Asked as Review
from hudna.ledger.reviewing import Signed
from hudna.ledger.reviewing import review as reviewed
from hudna.ledger.reviews import Act
from hudna.ledger.store import Ledger
from hudna.ledger.weaving import Weaver
from hudna.pipeline import default_rooms, record_of
from hudna.publish.exports.forms import FORMS
from hudna.publish.exports.proving import HeldBack, write_proof
from hudna.publish.exports.public import Public
from hudna.publish.exports.release import BadRelease, Hold, Release, release_at
from hudna.text.fold import fold
from hudna.vocabulary import Report
from ledgers import ledger_of

FIRST = ["سليم", "مروان", "هيثم", "عبير", "ناديا", "رغد", "باسل", "غيث", "لبانة", "يمان"]
FAMILY = [
    "الدرعاوي",
    "القصيراني",
    "البستنجي",
    "الخزنوي",
    "الطرابيشي",
    "العجلاني",
    "الكيالي",
    "الحمصاوي",
    "النجرس",
    "الدندشي",
]
PLACES = ["حوش", "كرم", "بستان", "وادي", "خربة", "تلة", "عين", "بيدر", "مزرعة", "قبو"]
PUBLIC = tuple(name for name, form in FORMS.items() if not form.quotes and not form.module)


class Secrets:
    """Five secrets of each of ten reports: a name, a telephone number, a shelter, and names in headline and address."""

    def __init__(self) -> None:
        self.names = [f"{one} {other}" for one, other in zip(FIRST, FAMILY, strict=True)]
        self.titles = [f"{one} {other}" for one, other in zip(FIRST[1:] + FIRST[:1], FAMILY, strict=True)]
        self.addresses = [f"{one}-{other}" for one, other in zip(FIRST[2:] + FIRST[:2], FAMILY, strict=True)]
        self.numbers = [f"0933{417 + 31 * i}{205 + i}" for i in range(10)]
        self.shelters = [f"{one} {other}" for one, other in zip(PLACES, reversed(FAMILY), strict=True)]

    def all(self) -> list[str]:
        return [*self.names, *self.titles, *self.addresses, *self.numbers, *self.shelters]

    def reports(self) -> Iterator[Report]:
        for i in range(10):
            name, number, shelter = self.names[i], self.numbers[i], self.shelters[i]
            text = (
                f"قال المواطن {name} إن قوات النظام قصفت {shelter} قرب مدينة أريحا أمس، وهاتفه {number}.\n"
                f"وأضاف {name} أن مئات العائلات نزحت من {shelter} إلى مدينة أريحا. واعتقلت قوات النظام {name} في مدينة سراقب.\n"
                f"ووصلت مساعدات إلى {shelter} بحسب الناشط {name}."
            )
            address = f"https://x.example/{quote(self.addresses[i])}/{self.addresses[i]}"
            identity = f"report-{self.addresses[i]}-{number}"
            yield Report(identity, f"صحيفة {i}", f"2020-11-0{i % 9 + 1}", address, f"{self.titles[i]} يروي", text)


def planted(path: Path) -> tuple[Ledger, Secrets]:
    """A ledger with secrets in words, ids, reviews and decisions."""
    secrets = Secrets()
    ledger = Ledger(path, create=True)
    rooms = default_rooms()
    ledger.add([record_of(clean(one), rooms) for one in secrets.reports()], "now", "test", Weaver(StoryJudge()))
    first = entries_in(ledger)[0]
    signed = Signed(secrets.names[3], f"told by {secrets.names[4]} on {secrets.numbers[4]}", "2020-11-20")
    reviewed(ledger, first.id, Review(Act.ACCEPT), signed, StoryJudge())
    words = next(words.printed for e in entries_in(ledger) for words in e.words if words.role == "actor")
    settle(ledger, "actor", words, "SYR-MIL", by=secrets.names[5], why=secrets.numbers[5], at="2020-11-20")
    return ledger, secrets


def spelled(secret: str) -> set[str]:
    """How a secret may come out: as printed, folded, escaped, part by part where a part is a name of its own."""
    parts = [secret, *(part for part in re.split(r"[ -]", secret) if part in FIRST + FAMILY)]
    found = {way for part in parts for way in (part, fold(part).text, quote(part), json.dumps(part)[1:-1])}
    return {way for way in found if len(way) > 3}


def bytes_of(folder: Path) -> str:
    """Everything in a folder, names of files too."""
    return "\n".join(
        f"{path.name}\n{path.read_bytes().decode('utf-8', 'replace')}" for path in sorted(folder.iterdir())
    )


def test_fifty_secrets_are_in_nothing_that_is_given_to_everybody(tmp_path: Path) -> None:
    ledger, secrets = planted(tmp_path / "hudna.db")
    assert len(set(secrets.all())) == 50
    full = bytes_of(handed(ledger, tmp_path / "full"))
    assert all(secret in full for secret in secrets.all()), "every secret is in the full export, so that this can fail"
    filters = Filters(source=secrets.names[0].split()[0])
    exports = [
        handed(ledger, tmp_path / "public", forms=PUBLIC, release=Release(day="2026-01-01")),
        handed(ledger, tmp_path / "cut", forms=PUBLIC, release=Release(day="2026-01-01"), filters=filters),
    ]
    for number, entry in enumerate(entries_in(ledger)[:5]):
        write_proof(ledger, entry.id, tmp_path / f"proof{number}", Release(day="2026-01-01"))
        exports.append(tmp_path / f"proof{number}")
    for folder in exports:
        given = bytes_of(folder)
        assert [s for s in secrets.all() for way in spelled(s) if way in given] == [], folder.name
    log = ledger.beside.log.read_text("utf-8")
    assert [s for s in secrets.all() for way in spelled(s) if way in log] == []


def test_no_printed_word_is_left(tmp_path: Path) -> None:
    ledger = told(tmp_path / "hudna.db")
    folder = handed(ledger, tmp_path / "out", forms=("csv",), release=Release(day="2026-01-01"))
    known = ("place_name", "outlet")
    for row in rows(folder / "entries.exact.csv"):
        for name, value in row.items():
            assert name in known or not re.search(r"[\u0600-\u06ff]", value), (name, value)
    row = next(row for row in rows(folder / "entries.exact.csv") if row["action"] == "position.reinforce")
    assert (row["actor_id"], row["actor_label"], row["source_kind"]) == (
        "TUR-MIL",
        "Turkish armed forces",
        "unnamed_person",
    )


def test_places_of_civilians_and_aid_lie_on_a_fixed_grid(tmp_path: Path) -> None:
    ledger = told(tmp_path / "hudna.db")
    folder = handed(ledger, tmp_path / "out", release=Release(day="2026-01-01"))
    by_action = {row["action"]: row for row in rows(folder / "entries.exact.csv")}
    aid, kill = by_action["aid.deliver"], by_action["violence.kill"]
    assert (aid["latitude"], aid["longitude"], aid["grid_degrees"]) == ("35.85", "36.65", "0.1")
    assert (aid["place_id"], aid["place_name"], aid["place_kind"], aid["pcode"]) == ("withheld", "", "", "")
    assert (kill["latitude"], kill["longitude"]) == ("35.85", "36.65"), "the same for every entry"
    assert "172994" not in bytes_of(folder) and "أريحا" not in bytes_of(folder)
    squares = [
        feature["geometry"]["coordinates"][0]
        for feature in objects(folder / "map.geojson")["features"]
        if feature["properties"]["drawn_as"].startswith("square")
    ]
    assert squares and all(square[0] == [36.6, 35.8] and square[2] == [36.7, 35.9] for square in squares)


def test_a_place_is_coarse_in_all_that_a_report_tells_of_it(tmp_path: Path) -> None:
    apart = "أنشأ الجيش التركي نقطة مراقبة في مدينة سراقب بريف إدلب."
    text = f"{apart} ووصلت قافلة مساعدات إلى مدينة سراقب."
    ledger = ledger_of(tmp_path / "hudna.db", ("a", "2020-11-01", text), ("b", "2020-11-09", apart))
    release = Release(day="2026-01-01")
    folder = handed(ledger, tmp_path / "out", forms=("csv",), register="position", release=release)
    found = {row["report"]: row["place_id"] for row in rows(folder / "entries.exact.csv")}
    assert found == {"R1": "withheld | SY-ID", "R2": "164816 | SY-ID"}, "the filter does not decide what is coarse"


@pytest.mark.parametrize(
    ("degrees", "middle"), [(36.6, 36.65), (36.65, 36.65), (-36.61, -36.65), (0.0, 0.05), (-0.01, -0.05)]
)
def test_squares_are_counted_from_zero(degrees: float, middle: float) -> None:
    from hudna.publish.exports.public import _middle

    assert _middle(degrees, 0.1) == middle


SAME = "قصفت قوات النظام مدينة أريحا يوم 1 تشرين الثاني 2020 وقالت مصادر محلية إن القصف طال السوق في المدينة صباحا."
OTHER = "أفاد ناشطون بأن قوات النظام قصفت مدينة أريحا يوم 1 تشرين الثاني 2020 وأن القصف طال السوق في المدينة صباحا."


def test_what_is_held_back_shows_in_no_count(tmp_path: Path) -> None:
    ledger = ledger_of(
        tmp_path / "hudna.db", ("a", "2020-11-02", SAME), ("b", "2020-11-02", SAME), ("c", "2020-11-03", OTHER)
    )
    plain = rows(handed(ledger, tmp_path / "full", forms=("csv",)) / "entries.exact.csv")
    shelled = next(row for row in plain if row["report"] == "a" and row["action"] == "violence.shell")
    assert int(shelled["reports"]) > 1
    release = Release(
        day="2026-01-01", holds=(Hold(report="b", until="2026-01-02"), Hold(report="c", until="2030-01-01"))
    )
    folder = handed(ledger, tmp_path / "held", forms=("csv", "jsonl"), release=release)
    left = rows(folder / "entries.exact.csv")
    assert len(left) == sum(row["report"] == "a" for row in plain)
    assert {row["reports"] for row in left} == {"1"} and {row["origins"] for row in left} == {"1"}
    assert objects(folder / "datapackage.json")["hudna"]["entries"] == len(left)
    many = handed(ledger, tmp_path / "many", forms=("csv",), release=release, filters=Filters(origins=2))
    assert rows(many / "entries.exact.csv") == [], "that there are two origins is not told either"
    later = handed(ledger, tmp_path / "later", forms=("csv",), release=replace(release, day="2026-01-02"))
    assert len(rows(later / "entries.exact.csv")) > len(left), "its day has come"


def test_holds_are_by_entry_report_place_and_action(tmp_path: Path) -> None:
    ledger = told(tmp_path / "hudna.db")
    entries = {entry.action: entry for entry in entries_in(ledger)}
    aid = entries["aid.deliver"]
    for hold in (
        Hold(entry=aid.id, until="2027-01-01"),
        Hold(report="r3", until="2027-01-01"),
        Hold(action="aid", days=9999),
    ):
        assert Release(holds=(hold,), day="2026-01-01").holds_back(aid)
        assert not Release(holds=(hold,), day="2050-01-01").holds_back(aid)
        assert not Release(holds=(hold,), day="2026-01-01").holds_back(entries["position.reinforce"])
    place = Release(holds=(Hold(place="172994", until="2027-01-01"),), day="2026-01-01", places=frozenset(["172994"]))
    assert place.holds_back(aid) and not place.holds_back(entries["displacement.flee"])
    undated = replace(aid, origin=replace(aid.origin, published=""))
    assert Release(holds=(Hold(action="aid", days=1),), day="2050-01-01").holds_back(undated)
    with pytest.raises(HeldBack):
        write_proof(ledger, aid.id, tmp_path / "proof", replace(place, day="2026-01-01"))
    assert not (tmp_path / "proof").exists()


def test_a_release_file_is_read_or_refused(tmp_path: Path) -> None:
    file = tmp_path / "release.yaml"
    file.write_text(
        "grid: 0.25\nwords: [سري]\nhold:\n  - {report: r1, until: 2027-01-01}\n  - {action: detainee, days: 30}\n",
        "utf-8",
    )
    release = release_at(file, "2026-01-01")
    assert (release.grid, release.words, release.holds[0].until, release.holds[1].days) == (
        0.25,
        ("سري",),
        "2027-01-01",
        30,
    )
    for wrong, said in (
        ("hold: [{report: r1}]", "wants until"),
        ("hold: [{report: r1, entry: E1, until: 2027-01-01}]", "wants one of"),
        ("hold: [{action: none, days: 3}]", "no such action"),
        ("hold: [{report: r1, until: soon}]", "no date"),
        ("grid: 90", "from 0.01 to 5"),
        ("secret: yes", "secret"),
        ("hold: [", "docs/export.md"),
    ):
        file.write_text(wrong, "utf-8")
        with pytest.raises(BadRelease, match=said):
            release_at(file, "2026-01-01")


def test_words_that_are_to_be_kept_are_in_no_name(tmp_path: Path) -> None:
    public = Public(Release(words=("Harbour",)), Filters())
    assert public.without("the harbour news") == "withheld" and public.without("صحيفة ٠٩٣٣ ٤١٧ ٢٠٥") == "withheld"
    assert public.without("+963 (933) 417-205") == "withheld" and public.without("Channel 24") == "Channel 24"


def test_forms_that_quote_are_not_public(tmp_path: Path) -> None:
    ledger = told(tmp_path / "hudna.db")
    with pytest.raises(BadQuestion, match="withholds"):
        handed(ledger, tmp_path / "out", forms=("annotations",), release=Release(day="2026-01-01"))
    command = ["--ledger", str(ledger.address), "export", "--public", str(tmp_path / "out")]
    done = CliRunner().invoke(hudna, command)
    assert done.exit_code == 0 and "annotations" not in done.output
