"""`hudna reread`: the reports of the ledger read again under the rules of today; `hudna diff`: what that has changed."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice

import msgspec

from hudna.commands.answers import WRONGLY_PUT, answered, no_day
from hudna.commands.complaints import Complaints
from hudna.commands.keeping import BATCH, READER_FAULTS
from hudna.commands.places import places_beside
from hudna.commands.reader_version import reader_version
from hudna.errors import BadGazetteer, LedgerError
from hudna.ledger.address import Address
from hudna.ledger.changes import Change, changes_in
from hudna.ledger.rereading import Again, Reread, read_before, reread
from hudna.ledger.store import Kept, Ledger
from hudna.ledger.weaving import Weaver
from hudna.pipeline import Rooms, default_rooms, kept_before, record_of, story_judge
from hudna.vocabulary.record import Record


def reread_reports(address: Address, ids: Sequence[str], *, whole: bool) -> int:
    """Reads reports again and says what has changed; 1 where one could not be read, 2 where none is asked for."""
    complaints = Complaints()
    if bool(ids) == whole:
        complaints.say("which reports? name their ids, or say --all")
        return WRONGLY_PUT
    done: list[Reread] = []
    try:
        ledger, weaver = Ledger(address), Weaver(story_judge())
        rooms, reader = default_rooms(places_beside(address)), reader_version(places_beside(address))
        before = read_before(ledger, ids)
        while batch := list(islice(before, BATCH)):
            records = list(_read(batch, rooms, complaints))
            done += reread(ledger, records, datetime.now(UTC).isoformat(timespec="seconds"), reader, weaver)
    except (LedgerError, BadGazetteer) as error:
        complaints.say(error)
    print(f"{address}: {_said(done)}")
    return complaints.exit_code


def _read(batch: Sequence[Kept], rooms: Rooms, complaints: Complaints) -> Iterator[Record]:
    for one in batch:
        try:
            yield record_of(kept_before(one.report, one.came), rooms)
        except READER_FAULTS as error:
            fault = f"the reader failed on it ({type(error).__name__}: {error})"
            complaints.say(f"{one.report.id}: {fault}; what was read before stands")


def _said(done: Sequence[Reread]) -> str:
    otherwise = sum(one.outcome is Again.CHANGED for one in done)
    added, withdrawn, changed = (sum(getattr(one, name) for one in done) for name in ("added", "withdrawn", "changed"))
    entries = f"{added} entries added, {withdrawn} withdrawn, {changed} changed"
    shown = "; hudna diff shows them" if otherwise else ""
    return f"{len(done)} reports read again, {otherwise} of them otherwise: {entries}{shown}"


def show_changes(address: Address, *, since: str, between: tuple[str, str] | None, as_json: bool) -> int:
    """Prints what reading again has changed; 2 where `since` is no date."""
    if no_day("--since", since):
        return WRONGLY_PUT
    if since and between:
        Complaints().say("--since or --between, and not both")
        return WRONGLY_PUT

    def page(found: list[Change]) -> None:
        from hudna.publish.reviews import ReviewsPage

        ReviewsPage().changes(found)

    return answered(
        address,
        lambda ledger: changes_in(ledger, since=since, between=between),
        lambda found: ({**msgspec.to_builtins(one), "fields": [f._asdict() for f in one.fields]} for one in found),
        page,
        as_json=as_json,
    )
