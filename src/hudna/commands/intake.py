"""What came from the web into the ledger: kept first, then looked into, and of every page what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from hudna.capture.files import NO_DEFAULTS, Complaint, Defaults, Page
from hudna.capture.snapshot import Snapshot, record, snapshot_in
from hudna.capture.unpack import Packed
from hudna.commands.complaints import Complaints
from hudna.commands.keeping import Adding
from hudna.commands.places import places_beside
from hudna.ledger.address import Address
from hudna.ledger.spool import Spool
from hudna.ledger.store import Ledger, Outcome
from hudna.ledger.weaving import Weaver
from hudna.pipeline import default_rooms, reports_of, story_judge
from hudna.vocabulary import CleanReport


class State(StrEnum):
    """How an address ended; one that waits is asked again, or read again."""

    STORED = "stored"
    CHANGED = "changed"
    DUPLICATE = "duplicate"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    REFUSED = "refused"
    WAITING = "waiting"


OUTCOMES: Mapping[Outcome, State] = {
    Outcome.NEW: State.STORED,
    Outcome.CHANGED: State.CHANGED,
    Outcome.KNOWN: State.DUPLICATE,
    Outcome.WAITING: State.STORED,
}


@dataclass(frozen=True, slots=True)
class End:
    """What became of one address: the report there is of it, or why there is none; `after` is the seconds after which to
    ask again, 0 where there is nothing to hope for."""

    asked: str
    state: State
    report: str = ""
    why: str = ""
    after: float = 0.0

    def __str__(self) -> str:
        said = self.report if not self.why else f"{self.report}: {self.why}" if self.report else self.why
        return f"{self.state.value:<9}  {self.asked}" + (f"  ({said})" if said else "")


class Intake:
    """Takes pages into a ledger.  Raises `LedgerError`s; whatever it has taken is safe by then."""

    def __init__(self, address: Address, complaints: Complaints) -> None:
        self.ledger = Ledger(address, create=True)
        self.spool = Spool(address)
        self.adding = Adding(
            self.ledger, default_rooms(places_beside(address)), Weaver(story_judge()), complaints, _say_nothing
        )

    def take(self, snapshots: Sequence[Snapshot], outlets: Mapping[str, str]) -> list[End]:
        """What became of each, in order; `outlets` are names by the address that was asked for, where the page has none."""
        names = self.spool.keep([record(snapshot) for snapshot in snapshots])
        return self._settle(list(zip(names, snapshots, strict=True)), outlets)

    def take_what_waits(self) -> list[End]:
        """The same of what an earlier run kept and did not come to take."""
        ends = []
        for name, came in list(self.spool.waiting()):
            snapshot = snapshot_in(came)
            if snapshot is None:
                there = self.spool.set_aside(name)
                ends.append(End(str(there), State.FAILED, why="no page that was fetched"))
            else:
                ends += self._settle([(name, snapshot)], {})
        self.adding.read_what_waits()
        return ends

    def _settle(self, some: Sequence[tuple[str, Snapshot]], outlets: Mapping[str, str]) -> list[End]:
        found: list[CleanReport | str] = []
        remarks: list[str] = []
        for name, snapshot in some:
            outlet = outlets.get(snapshot.asked, "")
            report, remark = _report_of(snapshot, Defaults(outlet=outlet) if outlet else NO_DEFAULTS)
            found.append(report or f"{remark}; the page is kept in {self.spool.set_aside(name)}")
            remarks.append(remark)
        outcomes = iter(self.adding.add([one for one in found if not isinstance(one, str)]))
        ends, ready = [], dict(enumerate(found))
        after = next(outcomes, None)
        for number, (_, snapshot) in enumerate(some):
            one = ready[number]
            if isinstance(one, str):
                ends.append(End(snapshot.asked, State.FAILED, why=one))
            elif after is None or after[0] != one.report.id:
                ends.append(End(snapshot.asked, State.REFUSED, why="the ledger cannot hold its letters"))
            else:
                ends.append(self._end(snapshot.asked, after, remarks[number]))
                after = next(outcomes, None)
        self.spool.done(name for name, _ in some)
        return ends

    def _end(self, asked: str, outcome: tuple[str, Outcome], remark: str) -> End:
        report, what = outcome
        if report in self.adding.unread:
            return End(asked, State.WAITING, report, "kept, but not read; it is read with the next that come")
        return End(asked, OUTCOMES[what], report, remark)


def _say_nothing(_: str, __: Outcome) -> None:
    """What became of a page is said when it is read."""


def _report_of(snapshot: Snapshot, defaults: Defaults) -> tuple[CleanReport | None, str]:
    """The report of a page, None where there is none, and what is to be said of it."""
    try:
        html = snapshot.content()
    except Packed as error:
        return None, str(error)
    page = Page(snapshot.url, html, snapshot.url, snapshot.charset, record(snapshot))
    remark, report = "", None
    for item in reports_of(page, defaults):
        if isinstance(item, Complaint):
            remark = item.what
        else:
            report = item
    return report, remark
