"""`hudna add`, `list`, `commitments` and `explain`: what works on a ledger."""

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from hudna.commands.complaints import Complaints
from hudna.commands.places import places_beside
from hudna.commands.reading import defaults_from, inputs_from, progress
from hudna.errors import BadGazetteer, LedgerError
from hudna.ledger.entries import Entry, Explanation, entries_in, explanations_of
from hudna.ledger.store import Ledger, Outcome
from hudna.ledger.weaving import Weaver
from hudna.pipeline import Rooms, default_rooms, record_of, reports, story_judge
from hudna.rules.codebook import codebook
from hudna.vocabulary import CleanReport

BATCH = 100
"""Reports that are written in one transaction."""


def add_reports(path: Path, paths: Sequence[str], *, published: str = "", outlet: str = "") -> int:
    """Reads reports into the ledger and says how many were new; 1 when an input could not be read wholly."""
    complaints = Complaints()
    if not (defaults := defaults_from(published, outlet, complaints)):
        return 2
    if not (paths := inputs_from(paths, complaints)):
        return 2
    counts: Counter[Outcome] = Counter()
    try:
        ledger = Ledger(path, create=True)
        rooms = default_rooms(places_beside(path))
        weaver = Weaver(story_judge())
        with progress(paths) as watch:
            found = complaints.without(reports(paths, defaults, watch))
            for batch in _batches(found):
                counts += _add(ledger, batch, rooms, weaver)
    except (LedgerError, BadGazetteer) as error:
        complaints.say(error)
    said = f"{counts[Outcome.NEW]} new, {counts[Outcome.CHANGED]} changed, {counts[Outcome.KNOWN]} known already"
    print(f"{path}: {counts.total()} reports: {said}")
    return complaints.exit_code


def _batches(found: Iterator[CleanReport]) -> Iterator[list[CleanReport]]:
    while batch := list(islice(found, BATCH)):
        yield batch


def _add(ledger: Ledger, batch: list[CleanReport], rooms: Rooms, weaver: Weaver) -> Counter[Outcome]:
    """Writes a batch; what the ledger knows word for word is not read again."""
    outcomes = [ledger.outcome(cleaned.report) for cleaned in batch]
    unknown = [c for c, outcome in zip(batch, outcomes, strict=True) if outcome is not Outcome.KNOWN]
    records = [record_of(cleaned, rooms) for cleaned in unknown]
    at = datetime.now(UTC).isoformat(timespec="seconds")
    done = ledger.add(records, at, f"hudna {version('hudna')}", weaver)
    for report, outcome in done:
        if outcome is Outcome.CHANGED:
            print(f"{report}: its words have changed since it was added; kept as a new version")
    counts = Counter(outcome for _, outcome in done)
    counts[Outcome.KNOWN] += len(batch) - len(done)
    return counts


def list_entries(path: Path, *, register: str, as_json: bool) -> int:
    """Prints the entries of the ledger, or of one register."""
    registers = codebook().registers
    if register and register not in registers:
        Complaints().say(f"--register {register}: no such register; there are {', '.join(registers)}")
        return 2
    return _show(path, lambda ledger: entries_in(ledger, register), "entries", as_json)


def _show(path: Path, find: Callable[[Ledger], list[Entry]], face: str, as_json: bool) -> int:
    complaints = Complaints()
    try:
        found = find(Ledger(path))
    except LedgerError as error:
        complaints.say(error)
        return complaints.exit_code
    if as_json:
        _print_lines(line_of(entry) for entry in found)
    else:
        from hudna.publish.board import Board

        getattr(Board(), face)(found)
    return complaints.exit_code


def explain_entry(path: Path, entry_id: str, *, as_json: bool) -> int:
    """Prints what stands behind one entry."""
    complaints = Complaints()
    try:
        found = explanations_of(Ledger(path), entry_id)
    except LedgerError as error:
        complaints.say(error)
        return complaints.exit_code
    if as_json:
        _print_lines(_explained(explanation) for explanation in found)
    else:
        from hudna.publish.board import Board

        for explanation in found:
            Board().explanation(explanation)
    return complaints.exit_code


def line_of(entry: Entry) -> dict[str, Any]:
    """An entry as JSON takes it."""
    line: dict[str, Any] = msgspec.to_builtins(entry)
    if entry.commitment:
        line |= {"debtor": entry.debtor, "creditor": entry.creditor}
    return line


def _explained(explanation: Explanation) -> dict[str, Any]:
    start, end = explanation.paragraph
    return {**line_of(explanation.entry), "paragraph": [start, end], "context": explanation.text[start:end]}


def _print_lines(lines: Iterable[dict[str, Any]]) -> None:
    encode = msgspec.json.Encoder().encode
    for line in lines:
        sys.stdout.buffer.write(encode(line) + b"\n")
    sys.stdout.buffer.flush()
