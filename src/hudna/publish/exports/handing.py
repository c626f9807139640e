"""The way of the entries out of the ledger: page by page, through the profile, into every form that was asked for at once."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from hudna.errors import BadQuestion, CannotExport
from hudna.ledger.captures import captures_of, state_of, wordings_of
from hudna.ledger.entries import Entry, entries_in, entries_of
from hudna.ledger.filters import NONE, Filters
from hudna.ledger.sites import Site, sites_in
from hudna.ledger.snapshot import snapshot
from hudna.ledger.store import Ledger
from hudna.ledger.withheld import supports_without
from hudna.publish.exports.forms import FORMS, USUAL
from hudna.publish.exports.line import Line, line_of
from hudna.publish.exports.package import ACTIONS, PACKAGE, Written, package, write_actions, write_codebook, written
from hudna.publish.exports.public import Public, civil_places
from hudna.publish.exports.release import Release
from hudna.publish.exports.sheet import Extra, File, Sheet
from hudna.publish.exports.whole import whole_folder

PAGE = 1_000
"""Entries that are looked at together."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be handed on: forms by name, the register and the filters, and the rules of a public export, None for a full one.

    `commitments` leaves out whatever is no commitment.
    """

    forms: tuple[str, ...] = USUAL
    register: str = ""
    filters: Filters = NONE
    extra: Extra = field(default_factory=Extra)
    release: Release | None = None
    commitments: bool = False


@dataclass(frozen=True, slots=True)
class Handed:
    """What was handed on: how many entries, and the files."""

    entries: int
    files: tuple[Written, ...]


def hand_on(ledger: Ledger, asked: Asked, folder: Path) -> Handed:
    """Writes the folder of an export, wholly or not at all.

    Raises `BadQuestion` for a form that there is not, `CannotExport` where it cannot be written.
    """
    files = _files(asked)
    with snapshot(ledger) as moment, whole_folder(folder) as part:
        entries = _write(moment, asked, files, part)
        known = [(file, written(part / file.name)) for file in files]
        beside = _write_beside(files, part)
        about = _about(moment, asked, entries)
        (part / PACKAGE).write_bytes(package(known, beside, about, asked.extra.hxl))
        return Handed(entries, (*(one for _, one in known), *beside, written(part / PACKAGE)))


def _files(asked: Asked) -> list[File]:
    found: list[File] = []
    for name in dict.fromkeys(asked.forms):
        if name not in FORMS:
            raise BadQuestion(f"--form {name}: no such form; there are {', '.join(FORMS)}")
        form = FORMS[name]
        if form.module and find_spec(form.module) is None:
            raise CannotExport(f"--form {name} needs {form.module}; say: pip install 'hudna[{name}]'")
        if asked.release and form.quotes:
            if asked.forms is not USUAL:
                raise BadQuestion(f"--form {name} quotes the printed words, which --public withholds; leave it out")
            continue
        found += form.files
    return found


def _write(moment: Ledger, asked: Asked, files: Sequence[File], part: Path) -> int:
    """Writes the forms, and returns how many entries stand in them."""
    quoting = not asked.release and any(FORMS[name].quotes for name in asked.forms)
    entries = 0
    with ExitStack() as stack:
        sheets: list[Sheet] = [
            file.opened(stack.enter_context((part / file.name).open("wb")), asked.extra) for file in files
        ]
        for lines in line_pages(moment, asked):
            texts = wordings_of(moment, {line.report for line in lines}) if quoting else {}
            for line in lines:
                text = texts.get(line.report, "")
                for sheet in sheets:
                    sheet.add(line, text)
            entries += len(lines)
        for sheet in sheets:
            sheet.end()
    return entries


def line_pages(ledger: Ledger, asked: Asked) -> Iterator[list[Line]]:
    """The lines of an export, a page at a time, as the profile leaves them."""
    known = sites_in(ledger)
    public = Public(asked.release, asked.filters) if asked.release else None
    for page in _pages(ledger, asked):
        shown = _shown(ledger, page, asked.release)
        captures = captures_of(ledger, {entry.origin.id for entry in shown})
        lines = [line_of(entry, known, captures.get(entry.origin.id)) for entry in shown]
        yield list(public.lines(lines, _civil(ledger, shown, known))) if public else lines


def _pages(ledger: Ledger, asked: Asked) -> Iterator[list[Entry]]:
    after: Entry | None = None
    some = partial(entries_in, ledger, asked.register, commitments_only=asked.commitments, filters=asked.filters)
    while True:
        # A page may be empty because people have rejected all of it, and more may stand behind it.
        page = some(after=after, most=PAGE) or some(after=after)
        if not page:
            return
        yield page
        after = page[-1]


def _shown(ledger: Ledger, page: list[Entry], release: Release | None) -> list[Entry]:
    """The entries that are not held back, each counted as if those that are were not there."""
    if release is None or not release.holds:
        return page
    shown = [entry for entry in page if not release.holds_back(entry)]
    supports = supports_without(ledger, shown, release.holds_back)
    return [
        replace(entry, support=supports.get(entry.support.joined, entry.support)) if entry.support else entry
        for entry in shown
    ]


def _civil(ledger: Ledger, shown: Sequence[Entry], known: dict[str, Site]) -> dict[str, set[str]]:
    """The places to be coarsened: those of all entries of the reports, also of entries that were not asked for."""
    return civil_places(entries_of(ledger, sorted({entry.origin.id for entry in shown})), known)


def _write_beside(files: Sequence[File], part: Path) -> list[Written]:
    """The codebooks and the actions."""
    names = dict.fromkeys(file.codebook for file in files)
    for name in names:
        with (part / name).open("wb") as out:
            write_codebook(out, [file for file in files if file.codebook == name])
    with (part / ACTIONS).open("wb") as out:
        write_actions(out)
    return [written(part / name) for name in (*names, ACTIONS)]


def _about(moment: Ledger, asked: Asked, entries: int) -> dict[str, Any]:
    """What the package says of the export; of a public one nothing that was asked for, because it may be a name."""
    if asked.release:
        return {"profile": "public", "entries": entries, "grid_degrees": asked.release.grid, "day": asked.release.day}
    state = state_of(moment)
    filters = {name: getattr(asked.filters, name) for name in Filters.__dataclass_fields__}
    return {
        "profile": "full",
        "entries": entries,
        "register": asked.register,
        **({"commitments": True} if asked.commitments else {}),
        "filters": {name: value for name, value in filters.items() if value},
        "log": {"origin": state.origin, "size": state.size, "root": state.root.hex()},
    }
