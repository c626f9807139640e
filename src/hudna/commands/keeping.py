"""`hudna add`, `list`, `commitments` and `explain`: what works on a ledger."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from hudna.commands.answers import WRONGLY_PUT, answered
from hudna.commands.complaints import Complaints
from hudna.commands.places import places_beside
from hudna.commands.reader_version import reader_version
from hudna.commands.reading import defaults_from, inputs_from, progress
from hudna.errors import BadGazetteer, BadRules, LedgerError
from hudna.ledger.address import Address
from hudna.ledger.entries import Entry, Explanation, entries_in, explanations_of
from hudna.ledger.filters import Filters
from hudna.ledger.store import Kept, Ledger, Outcome
from hudna.ledger.weaving import Weaver
from hudna.pipeline import Rooms, default_rooms, kept_before, record_of, reports, story_judge
from hudna.publish.lines.entries import english_line, explained_line, line_of
from hudna.rules.codebook import codebook
from hudna.vocabulary import CleanReport

Said = Callable[[str, Outcome], None]
"""Is told a report's id and what became of it, as soon as it is safely kept."""
BATCH = 100
"""Reports that are written in one transaction."""
READER_FAULTS = (LookupError, ValueError, TypeError, AttributeError, ArithmeticError, RecursionError, BadRules)
"""What a fault of the reader looks like; a report that meets one waits, and those beside it are read."""


def add_reports(
    address: Address, paths: Sequence[str], *, published: str = "", outlet: str = "", as_json: bool = False
) -> int:
    """Reads reports into the ledger and says what became of each; 1 when an input could not be read wholly.

    Each is kept as it came before it is read.  One that was kept and never read, because something went wrong in between,
    is read now.
    """
    complaints = Complaints()
    if not (defaults := defaults_from(published, outlet, complaints)):
        return 2
    if not (paths := inputs_from(paths, complaints)):
        return 2
    adding = None
    try:
        rooms = default_rooms(places_beside(address))
        say = _say_as_json if as_json else _say_if_changed
        adding = Adding(Ledger(address, create=True), rooms, Weaver(story_judge()), complaints, say)
        with progress(paths) as watch:
            found = complaints.without(reports(paths, defaults, watch))
            for batch in _batches(found):
                adding.add(batch)
        adding.read_what_waits()
    except (LedgerError, BadGazetteer) as error:
        complaints.say(error)
    if not as_json:
        print(f"{address}: {adding.said() if adding else 'nothing was added'}")
    return complaints.exit_code


def _batches(found: Iterator[CleanReport]) -> Iterator[list[CleanReport]]:
    while batch := list(islice(found, BATCH)):
        yield batch


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _say_as_json(report: str, outcome: Outcome) -> None:
    print(json.dumps({"report": report, "outcome": outcome.value}, ensure_ascii=False), flush=True)


def _say_if_changed(report: str, outcome: Outcome) -> None:
    if outcome is Outcome.CHANGED:
        print(f"{report}: its words have changed since it was added; kept as a new version")


class Adding:
    """What one `hudna add` does, and what has become of its reports so far."""

    def __init__(self, ledger: Ledger, rooms: Rooms, weaver: Weaver, complaints: Complaints, say: Said) -> None:
        self.ledger = ledger
        self.rooms = rooms
        self.weaver = weaver
        self.complaints = complaints
        self.say = say
        self.counts: Counter[Outcome] = Counter()
        self.unread: set[str] = set()
        self.reader = reader_version(places_beside(ledger.address))

    def add(self, batch: list[CleanReport]) -> list[tuple[str, Outcome]]:
        """Keeps a batch, then reads what of it the ledger has not read, word for word, before.

        What became of each, by the report's id; one that the ledger cannot hold is not among them.
        """
        batch = [cleaned for cleaned in batch if self._fits(cleaned)]
        outcomes = self.ledger.keep([Kept(cleaned.report, cleaned.came) for cleaned in batch], _now())
        for cleaned, outcome in zip(batch, outcomes, strict=True):
            self.counts[outcome] += 1
            self.say(cleaned.report.id, outcome)
        self._read([c for c, outcome in zip(batch, outcomes, strict=True) if outcome is not Outcome.KNOWN])
        return [(cleaned.report.id, outcome) for cleaned, outcome in zip(batch, outcomes, strict=True)]

    def _fits(self, cleaned: CleanReport) -> bool:
        """Whether the database can hold a report; one that it cannot is said to be lost."""
        why = self.ledger.database.refuses(cleaned.report)
        if why:
            self.complaints.say(f"{cleaned.report.id[:80]}: {why}".replace("\0", "\\0"))
            self.complaints.failed += 1
        return not why

    def read_what_waits(self) -> None:
        """Reads the reports that an earlier run kept and did not come to read."""
        waiting = [one for one in self.ledger.waiting() if one.report.id not in self.unread]
        for start in range(0, len(waiting), BATCH):
            self._read([kept_before(one.report, one.came) for one in waiting[start : start + BATCH]])

    def _read(self, batch: list[CleanReport]) -> None:
        records = []
        for cleaned in batch:
            try:
                records.append(record_of(cleaned, self.rooms))
            except READER_FAULTS as error:
                self.unread.add(cleaned.report.id)
                fault = f"the reader failed on it ({type(error).__name__}: {error})"
                self.complaints.say(f"{cleaned.report.id}: {fault}; it is kept, and the next hudna add tries again")
        self.ledger.read(records, _now(), self.reader, self.weaver)

    def said(self) -> str:
        """The counts, which add up to the reports that came in, and the inputs that were none."""
        counts = self.counts
        known = counts[Outcome.KNOWN] + counts[Outcome.WAITING]
        said = f"{counts[Outcome.NEW]} new, {counts[Outcome.CHANGED]} changed, {known} known already"
        waits = f"; {len(self.unread)} kept, but not read" if self.unread else ""
        failed = f"; {self.complaints.failed} inputs could not be read" if self.complaints.failed else ""
        return f"{counts.total()} reports: {said}{waits}{failed}"


def list_entries(address: Address, *, register: str, filters: Mapping[str, Any], english: bool, as_json: bool) -> int:
    """Prints the entries of the ledger, or of one register, that pass the filters; in `english` sentences where wanted."""
    registers = codebook().registers
    if register and register not in registers:
        Complaints().say(f"--register {register}: no such register; there are {', '.join(registers)}")
        return WRONGLY_PUT

    def page(found: list[Entry]) -> None:
        from hudna.publish.board import Board
        from hudna.publish.english import EnglishPage

        EnglishPage().entries(found) if english else Board().entries(found)

    filtered = Filters(**filters)
    return answered(
        address,
        lambda ledger: entries_in(ledger, register, filters=filtered),
        lambda found: map(english_line if english else line_of, found),
        page,
        as_json=as_json,
    )


def explain_entry(address: Address, entry_id: str, *, as_json: bool) -> int:
    """Prints what stands behind one entry."""

    def page(found: list[Explanation]) -> None:
        from hudna.publish.board import Board

        for explanation in found:
            Board().explanation(explanation)

    return answered(
        address,
        lambda ledger: explanations_of(ledger, entry_id),
        lambda found: map(explained_line, found),
        page,
        as_json=as_json,
    )
