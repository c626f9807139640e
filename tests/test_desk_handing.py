"""What the desk hands on: exports of a view, the proof of an entry, and the brief, each whole or not at all."""

import errno
import io
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from starlette.testclient import TestClient

from conftest import Place
from desks import desk_over, with_demo
from hudna.desk.pages import export
from hudna.ledger.address import Address
from hudna.ledger.entries import entries_in
from hudna.ledger.filters import Filters
from hudna.ledger.store import Ledger
from hudna.publish.brief import printing
from hudna.publish.exports import zipped

PERIOD = "from=2020-10-19&to=2020-11-06"


@pytest.fixture(scope="module")
def path(lasting_place: Place) -> Address:
    """A ledger of the reports of the demo."""
    return with_demo(lasting_place("hudna.db"))


@pytest.fixture(scope="module")
def desk(path: Address) -> TestClient:
    return desk_over(path, "2021-01-01")


def unpacked(desk: TestClient, address: str, folder: Path) -> Path:
    """The one folder of a .zip that the desk sent."""
    answer = desk.get(address)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert int(answer.headers["content-length"]) == len(answer.content)
    with ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        archive.extractall(folder)
    (found,) = folder.iterdir()
    return found


def record(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "record.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("filters", [{}, {"action": "force"}, {"published": "2020-10", "origins": 2}])
def test_an_export_has_the_entries_of_its_filters(
    path: Address, desk: TestClient, tmp_path: Path, filters: dict[str, Any]
) -> None:
    asked = "".join(f"&{name}={value}" for name, value in filters.items())
    folder = unpacked(desk, f"/en/export/files?form=jsonl&form=csv{asked}", tmp_path)
    wanted = [entry.id for entry in entries_in(Ledger(path), filters=Filters(**filters))]
    assert wanted and [one["entry"] for one in record(folder)] == wanted
    assert {"entries.csv", "entries.exact.csv", "datapackage.json"} <= {file.name for file in folder.iterdir()}


def test_an_export_of_commitments_has_nothing_else(path: Address, desk: TestClient, tmp_path: Path) -> None:
    folder = unpacked(desk, "/en/export/files?form=jsonl&promised=1", tmp_path)
    wanted = [entry.id for entry in entries_in(Ledger(path), commitments_only=True)]
    assert wanted and [one["entry"] for one in record(folder)] == wanted


def test_the_same_ledger_makes_the_same_zip(desk: TestClient) -> None:
    assert desk.get("/en/export/files").content == desk.get("/en/export/files").content


def test_an_export_for_everybody_holds_no_printed_word(path: Address, desk: TestClient, tmp_path: Path) -> None:
    folder = unpacked(desk, "/en/export/files?form=csv&form=jsonl&public=1", tmp_path)
    said = "".join(file.read_text("utf-8") for file in folder.iterdir())
    assert not any(entry.printed in said for entry in entries_in(Ledger(path)) if len(entry.printed) > 8)
    assert desk.get("/en/export/files?form=annotations&public=1").status_code == 400


def test_views_lead_to_their_export_with_the_same_filters(desk: TestClient) -> None:
    for view in ("entries", "stories", "search", "commitments"):
        assert "/en/export?action=force" in desk.get(f"/en/{view}?action=force").text, view
    assert "promised=1" in desk.get("/en/commitments").text


@pytest.mark.parametrize("asked", ["form=nothing", "form=../../etc", "when=soon"])
def test_what_cannot_be_exported_is_said_and_no_file(desk: TestClient, asked: str) -> None:
    answer = desk.get(f"/en/export/files?{asked}")
    assert answer.status_code == 400
    assert "content-disposition" not in answer.headers


def test_a_full_disk_leaves_a_message_and_no_half_file(
    desk: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(zipped, "copyfileobj", full)
    answer = desk.get("/en/export/files")
    assert answer.status_code == 503 and "No space left" in answer.text
    assert "content-disposition" not in answer.headers
    assert list(tmp_path.iterdir()) == []


def test_a_form_that_is_not_installed_is_offered_with_what_installs_it(
    desk: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "find_spec", lambda _: None)
    assert "pip install &#39;hudna[parquet]&#39;" in desk.get("/en/export").text


def test_a_proof_is_one_link_from_its_entry_and_proves_it(path: Address, desk: TestClient, tmp_path: Path) -> None:
    entry = entries_in(Ledger(path))[0].id
    assert f"/en/entry/proof?id={entry}" in desk.get(f"/en/entry?id={entry}").text
    folder = unpacked(desk, f"/en/entry/proof?id={entry}", tmp_path)
    said = [sys.executable, "-I", str(folder / "verify.py"), str(folder / "proof.json")]
    done = subprocess.run(said, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and f"{entry}: proved" in done.stdout
    assert desk.get("/en/entry/proof?id=Enothing").status_code == 404


def test_the_brief_of_a_period_stands_on_its_page_with_notes_that_lead_to_entries(desk: TestClient) -> None:
    text = desk.get(f"/en/brief?{PERIOD}&since=moscow-2020").text
    assert 'href="#n1"' in text and 'id="n1"' in text
    assert '<a href="/en/entry?id=E' in text


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize(("form", "begins"), [("html", b"<!DOCTYPE html>"), ("pdf", b"%PDF-"), ("docx", b"PK")])
def test_a_brief_is_saved_in_its_form(desk: TestClient, form: str, begins: bytes, lang: str) -> None:
    if missing := printing.missing_for(form):
        pytest.skip(f"no {form} here: {missing}")
    answer = desk.get(f"/en/brief/file?{PERIOD}&language={lang}&form={form}")
    assert answer.status_code == 200 and answer.content.startswith(begins)
    assert f'filename="brief-2020-10-19-2020-11-06-{lang}.{form}"' in answer.headers["content-disposition"]


def test_a_form_of_print_that_cannot_be_made_is_named_with_what_installs_it(
    desk: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "find_spec", lambda _: None)
    text = desk.get("/en/brief").text
    assert "pip install &#39;hudna[brief]&#39;" in text
    assert "form=docx" not in text and "form=html" in text


@pytest.mark.parametrize(
    "asked", ["from=soon", "from=2020-11-02&to=2020-11-01", "language=fr", "since=nothing", "from=1990-01-01&to=2020-01-01"]
)  # fmt: skip
def test_a_brief_that_cannot_be_made_is_said(desk: TestClient, asked: str) -> None:
    assert desk.get(f"/en/brief?{asked}").status_code == 400
    assert desk.get(f"/en/brief/file?{asked}").status_code == 400
