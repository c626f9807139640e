"""What stands beside the forms: a codebook for each, the actions, and datapackage.json with hashes, sizes and schemas."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from hudna.publish.exports.csv_sheet import safe_sheet
from hudna.publish.exports.fields import Value
from hudna.publish.exports.sheet import Extra, File
from hudna.rules.codebook import codebook

PACKAGE, ACTIONS = "datapackage.json", "actions.csv"
SCHEMA = "https://datapackage.org/profiles/2.0/datapackage.json"
COLUMNS = ("file", "name", "type", "meaning", "values", "unit", "source", "hxl")
CODED = (
    "action", "register", "register_label", "english", "arabic", "alleged",
    "plover_type", "plover_mode", "acled_type", "acled_sub_type",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written: its name, bytes and SHA-256."""

    name: str
    size: int
    digest: str


def written(path: Path) -> Written:
    """What is to be said of a file."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Written(path.name, path.stat().st_size, digest)


def write_codebook(out: BinaryIO, files: Sequence[File]) -> None:
    """The codebook of files that hold the same: first what they are and cannot give, then every column or value."""
    sheet = safe_sheet(out, (), Extra())
    sheet.row(COLUMNS)
    names, first = " ".join(file.name for file in files), files[0]
    sheet.row([names, "", "", first.title.partition(", for spreadsheets")[0] + ". " + first.lacks, "", "", "", ""])
    for field in first.fields:
        about = field.name, field.kind.value, field.meaning, field.values, field.unit, field.source, field.tag
        sheet.row([names, *about])
    for path, meaning in (first.described or {}).items():
        sheet.row([names, path, "", meaning, "", "", "the ledger", ""])


def write_actions(out: BinaryIO) -> None:
    """Every action of the codebook, with what PLOVER and ACLED call it."""
    sheet = safe_sheet(out, (), Extra())
    sheet.row(CODED)
    known = codebook()
    for one in known.actions.values():
        row: list[Value] = [
            one.action,
            one.register,
            known.registers[one.register],
            one.english,
            one.arabic,
            one.alleged,
        ]
        sheet.row([*row, one.plover_type, one.plover_mode, one.acled_type, one.acled_sub_type])


def package(
    files: Iterable[tuple[File, Written]], beside: Iterable[Written], about: Mapping[str, Any], hxl: bool
) -> bytes:
    """datapackage.json: every file with its size, its hash and, of tables, its schema."""
    resources = [_resource(file, one, hxl) for file, one in files] + [_plain(one) for one in beside]
    described = {
        "$schema": SCHEMA,
        "name": "hudna-export",
        "title": "Who said what, on whose word: entries of a Hudna ledger",
        "description": "Read from press reports by rules. Violence and violations are allegations of those who tell them.",
        "hudna": about,
        "resources": resources,
    }
    return json.dumps(described, ensure_ascii=False, indent=2).encode() + b"\n"


def _plain(one: Written) -> dict[str, Any]:
    name = one.name.removesuffix(f".{one.name.rpartition('.')[2]}").replace(".", "-")
    return {
        "name": name,
        "path": one.name,
        "format": one.name.rpartition(".")[2],
        "encoding": "utf-8",
        "bytes": one.size,
        "hash": f"sha256:{one.digest}",
    }


def _resource(file: File, one: Written, hxl: bool) -> dict[str, Any]:
    about = {**_plain(one), "title": file.title, "mediatype": file.mediatype, "hudna:codebook": file.codebook}
    if file.lacks:
        about["description"] = file.lacks
    if not file.tabular:
        return about
    if file.mediatype == "text/csv" and hxl:
        about["dialect"] = {"commentRows": [2]}
    fields = [
        {
            "name": field.name,
            "type": field.kind.value,
            "description": field.meaning + (f" ({field.unit})" if field.unit else ""),
        }
        for field in file.fields
    ]
    return {**about, "schema": {"fields": fields, "missingValues": [""]}}
