"""Reports out of files, folders and standard input.

A report is `id, outlet, published, url, title, text`; further keys are ignored.  Whatever cannot be read comes back as a
`Complaint` in its place, and the files after it are read all the same.
"""

import datetime
import hashlib
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

import msgspec

from hudna.vocabulary import Report

KNOWN = {".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".txt": "txt", ".html": "html", ".htm": "html"}
KNOWN |= {".warc": "warc", ".warc.gz": "warc", ".zip": "zip", ".wacz": "wacz"}
LARGEST_REPORT = 4_000_000
"""Bytes of one report; a newspaper's longest is a hundredth of it."""
LARGEST_FILE = 400_000_000
"""Bytes of one .json file, which has to be held in memory whole; .jsonl has no limit."""
BOM = b"\xef\xbb\xbf"
DATE = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ]\d\d:\d\d.*)?")
ARABIC, LETTER = re.compile(r"[\u0621-\u064a\ufb50-\ufdff\ufe70-\ufefc]"), re.compile(r"[^\W\d_]")
FOREIGN = re.compile(r"[پچژگڤڵۆێەټډړږښڼےٹڈڑںھ]")
SAMPLE = 500
"""Letters at the head of a report by which its language is judged."""


@dataclass(frozen=True, slots=True)
class Page:
    """A web page as it lies on disk, or as it was fetched.

    Of a fetched one `url` is its address, `charset` what its headers declare, and `came` the record that holds it all.
    """

    path: str
    html: bytes
    url: str = ""
    charset: str = ""
    came: bytes = b""


@dataclass(frozen=True, slots=True)
class Complaint:
    """An input that could not be read, or not wholly: where it is, what is wrong, and the next step.

    `passed` is true where the report comes all the same, right behind its complaint.
    """

    where: str
    what: str
    next_step: str
    passed: bool = False

    def __str__(self) -> str:
        return f"{self.where}: {self.what}; {self.next_step}"


@dataclass(frozen=True, slots=True)
class Captured:
    """A report and the bytes that it came as."""

    report: Report
    came: bytes


Input = Captured | Page | Complaint


class _Row(msgspec.Struct):
    text: str
    id: str | int | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    title: str | None = None


_ROW = msgspec.json.Decoder(_Row)
_LIST = msgspec.json.Decoder(list[msgspec.Raw])


def _ignore_bytes(_: int) -> None:
    """Nobody watches the progress."""


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the caller knows about reports that do not say it themselves."""

    published: str = ""
    outlet: str = ""


NO_DEFAULTS = Defaults()


def inputs(
    paths: Iterable[str],
    defaults: Defaults = NO_DEFAULTS,
    watch: Callable[[int], None] = _ignore_bytes,
) -> Iterator[Input]:
    """Every report and page at `paths` in order, and a complaint wherever there is none; `-` is standard input.

    `watch` is told how many bytes have been read since it was last told.
    """
    for path in paths:
        if path == "-":
            yield from _stream(sys.stdin.buffer, "standard input", "", defaults, watch)
            continue
        try:
            yield from _path(Path(path), defaults, watch)
        except OSError as error:
            yield _unopened(path, error)


def files_under(folder: Path) -> list[Path]:
    """The files of known kinds in a folder and its subfolders, sorted; links to folders are not followed."""
    found = [Path(top, name) for top, _, names in os.walk(folder) for name in names if kind_of(name)]
    return sorted(found)


def kind_of(name: str) -> str:
    """The kind of a file by how its name ends, "" where that tells nothing."""
    suffixes = Path(name.lower()).suffixes
    return KNOWN.get("".join(suffixes[-2:]), "") or KNOWN.get("".join(suffixes[-1:]), "")


def total_bytes(paths: Iterable[str]) -> int:
    """Bytes in all the files at `paths`; standard input and missing files count for nothing."""
    files = [f for p in map(Path, paths) for f in (files_under(p) if p.is_dir() else [p] if p.is_file() else [])]
    return sum(f.stat().st_size for f in files)


def _path(path: Path, defaults: Defaults, watch: Callable[[int], None]) -> Iterator[Input]:
    if not path.is_dir():
        with path.open("rb") as file:
            yield from _stream(file, str(path), kind_of(path.name), defaults, watch)
        return
    files = files_under(path)
    if not files:
        kinds = ", ".join(KNOWN)
        yield Complaint(str(path), "no reports in this folder", f"put files ending in {kinds} there")
    for file_path in files:
        try:
            with file_path.open("rb") as file:
                yield from _stream(file, str(file_path), kind_of(file_path.name), defaults, watch)
        except OSError as error:
            yield _unopened(str(file_path), error)


def _unopened(path: str, error: OSError) -> Complaint:
    if isinstance(error, FileNotFoundError):
        return Complaint(path, "no such file", "check the path")
    return Complaint(path, f"cannot be opened ({error.strerror})", "check that it is a file you may read")


def _stream(
    file: IO[bytes], where: str, kind: str, defaults: Defaults, watch: Callable[[int], None]
) -> Iterator[Input]:
    if kind == "jsonl":
        yield from _lines(file, where, defaults, watch)
        return
    if kind in ("warc", "zip", "wacz"):
        yield from _archive(file, where, kind, defaults, watch)
        return
    data = file.read(LARGEST_FILE + 1)
    watch(len(data))
    if len(data) > LARGEST_FILE:
        yield Complaint(where, f"more than {LARGEST_FILE:,} bytes", "save it as .jsonl, one report a line")
        return
    kind = kind or _sniff(data)
    if not data.strip():
        yield Complaint(where, "empty", "leave it out, or fetch it again")
    elif kind == "html":
        yield _too_large(where, len(data)) if len(data) > LARGEST_REPORT else Page(where, data)
    elif kind == "txt":
        yield from _text(data, where, defaults)
    elif kind == "jsonl":
        yield from _lines(data.splitlines(keepends=True), where, defaults, _ignore_bytes)
    else:
        yield from _json(data, where, defaults)


def _archive(
    file: IO[bytes], where: str, kind: str, defaults: Defaults, watch: Callable[[int], None]
) -> Iterator[Input]:
    """What lies in an archive; the modules that read them are loaded when there is one."""
    if kind == "warc":
        from hudna.capture.warc import pages_in

        yield from pages_in(file, where)
    else:
        from hudna.capture.zipped import members_of

        for member in members_of(file, where, kind_of, pages_alone=kind == "wacz"):
            if isinstance(member, Complaint):
                yield member
            else:
                place, inner, content = member
                yield from _stream(content, place, inner, defaults, _ignore_bytes)
    watch(file.seek(0, os.SEEK_END))


def _sniff(data: bytes) -> str:
    """The kind of a file whose name does not tell."""
    start = data[:4096].removeprefix(BOM).lstrip()
    if start[:1] == b"<":
        return "html"
    if start[:1] not in (b"{", b"["):
        return "txt"
    first = data.removeprefix(BOM).lstrip().partition(b"\n")[0]
    try:
        msgspec.json.decode(first, type=msgspec.Raw)
    except (msgspec.DecodeError, RecursionError):
        return "json"
    return "jsonl" if start[:1] == b"{" else "json"


def _lines(
    file: IO[bytes] | list[bytes], where: str, defaults: Defaults, watch: Callable[[int], None]
) -> Iterator[Input]:
    number = 0
    for number, line in enumerate(_capped(file), 1):
        watch(len(line))
        if len(line) > LARGEST_REPORT:
            yield _too_large(f"{where}:{number}", len(line))
        elif line.strip():
            yield from _report(line.removeprefix(BOM) if number == 1 else line, f"{where}:{number}", defaults)
    if not number:
        yield Complaint(where, "empty", "leave it out, or fetch it again")


def _capped(file: IO[bytes] | list[bytes]) -> Iterator[bytes]:
    """The lines of a file; of one that is too long, the part that shows it is, whatever its length."""
    if isinstance(file, list):
        yield from file
        return
    while line := file.readline(LARGEST_REPORT + 1):
        yield line
        while len(line) > LARGEST_REPORT and not line.endswith(b"\n"):
            line = file.readline(LARGEST_REPORT + 1)


def _too_large(where: str, size: int) -> Complaint:
    return Complaint(
        where, f"one report of {size:,} bytes or more; the limit is {LARGEST_REPORT:,}", "split it into its reports"
    )


def _text(data: bytes, where: str, defaults: Defaults) -> Iterator[Input]:
    if len(data) > LARGEST_REPORT:
        yield _too_large(where, len(data))
        return
    try:
        text = data.removeprefix(BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        yield _not_utf8(where, error)
        return
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    yield from _captured(Report("", "", "", "", "", text), data, where, defaults)


def _not_utf8(where: str, error: UnicodeDecodeError) -> Complaint:
    what = f"not UTF-8 (byte 0x{error.object[error.start]:02X} at {error.start:,})"
    return Complaint(where, what, "convert it first, for example with iconv -f windows-1256 -t utf-8")


def _json(data: bytes, where: str, defaults: Defaults) -> Iterator[Input]:
    data = data.removeprefix(BOM).strip()
    if not data.startswith(b"["):
        if len(data) > LARGEST_REPORT:
            yield _too_large(where, len(data))
        else:
            yield from _report(data, where, defaults)
        return
    try:
        rows = _LIST.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        yield _undecoded(where, error)
        return
    if not rows:
        yield Complaint(where, "an empty list", "leave it out, or fetch it again")
    for number, row in enumerate(rows, 1):
        raw = bytes(row)
        if len(raw) > LARGEST_REPORT:
            yield _too_large(f"{where}[{number}]", len(raw))
        else:
            yield from _report(raw, f"{where}[{number}]", defaults)


def _report(data: bytes, where: str, defaults: Defaults) -> Iterator[Input]:
    try:
        row = _ROW.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        yield _undecoded(where, error)
        return
    report = Report(
        id="" if row.id is None else str(row.id),
        outlet=row.outlet or "",
        published=row.published or "",
        url=row.url or "",
        title=row.title or "",
        text=row.text,
    )
    yield from _captured(report, data, where, defaults)


def _captured(report: Report, came: bytes, where: str, defaults: Defaults) -> Iterator[Input]:
    for item in accepted(report, where, defaults):
        yield item if isinstance(item, Complaint) else Captured(item, came)


def _undecoded(where: str, error: Exception) -> Complaint:
    if isinstance(error, UnicodeDecodeError):
        return _not_utf8(where, error)
    if isinstance(error, RecursionError):
        return Complaint(where, "JSON nested too deeply", "keep id, outlet, published, url, title and text alone")
    what = str(error)
    if isinstance(error, msgspec.ValidationError):
        return Complaint(where, f"not a report ({what})", "a report has text, and id, outlet, published, url, title")
    if "truncated" in what:
        return Complaint(where, f"JSON cut short ({what})", "fetch or copy it again")
    return Complaint(where, f"not JSON ({what})", "check that the file is whole and in UTF-8")


def accepted(report: Report, where: str, defaults: Defaults) -> Iterator[Report | Complaint]:
    """The report with an id and a date that is one or "", after the complaint about it; the complaint alone where there
    is nothing that could be read."""
    if not report.text.strip():
        yield Complaint(where, "a report without text", "leave it out, or fetch it again")
    elif foreign := _not_arabic(report.text):
        yield Complaint(where, f"not Arabic ({foreign})", "leave it out: Hudna reads Arabic alone")
    else:
        published = report.published or defaults.published
        day = date_of(published)
        if not day:
            yield _undated(where, published)
        yield replace(
            report, id=report.id or _id_of(report.text), outlet=report.outlet or defaults.outlet, published=day
        )


def _undated(where: str, published: str) -> Complaint:
    what = f"published {published!r} is no date" if published else "no date of publication"
    return Complaint(
        where,
        f"{what}: read, but words like “yesterday” stay unresolved",
        'add "published": "2020-11-01", or say --published 2020-11-01',
        passed=True,
    )


def date_of(published: str) -> str:
    """The ISO date at the start of `published`, or "" where there is none that exists."""
    match = DATE.fullmatch(published.strip())
    if not match:
        return ""
    try:
        datetime.date.fromisoformat(match[1])
    except ValueError:
        return ""
    return match[1]


def _not_arabic(text: str) -> str:
    """What speaks against the text being Arabic, or "": judged by its first letters."""
    sample = text[:SAMPLE]
    letters = len(LETTER.findall(sample))
    arabic = len(ARABIC.findall(sample))
    if arabic * 2 < letters or not letters:
        return f"{arabic} Arabic letters of {letters} at its head"
    if (foreign := len(FOREIGN.findall(sample))) * 50 > letters:
        return f"{foreign} of {letters} letters are Persian, Urdu, Pashto or Kurdish"
    return ""


def _id_of(text: str) -> str:
    """The id of a report that has none: made from its words, so that the same text has the same id everywhere."""
    return "text-" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
