"""`hudna fetch`: pages from the web into the ledger."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from hudna.capture.addresses import plain
from hudna.capture.fetch import Courier, Unfetched, Wanted
from hudna.capture.snapshot import Snapshot
from hudna.commands.complaints import Complaints
from hudna.commands.intake import End, Intake, State
from hudna.errors import BadGazetteer, LedgerError
from hudna.ledger.address import Address

AT_ONCE = 32
"""Addresses that are asked for before what came is taken in."""
WELL = frozenset({State.STORED, State.CHANGED, State.DUPLICATE, State.UNCHANGED})


def fetch_pages(address: Address, urls: Sequence[str], *, courier: Courier, outlet: str, as_json: bool) -> int:
    """Fetches pages into the ledger and prints what became of each; 1 where one did not get there."""
    complaints = Complaints()
    counts: Counter[State] = Counter()
    wanted = list(dict.fromkeys(plain(url) or url for url in urls))
    try:
        intake = Intake(address, complaints)
        for end in intake.take_what_waits():
            say(end, as_json)
        for start in range(0, len(wanted), AT_ONCE):
            some = [Wanted(url) for url in wanted[start : start + AT_ONCE]]
            for end in brought(courier, intake, some, dict.fromkeys(wanted, outlet)):
                counts[end.state] += 1
                say(end, as_json)
    except (LedgerError, BadGazetteer) as error:
        complaints.say(error)
    if not as_json:
        print(f"{address}: {told(counts)}")
    return 1 if complaints.count or set(counts) - WELL else 0


def brought(courier: Courier, intake: Intake, wanted: Sequence[Wanted], outlets: Mapping[str, str]) -> list[End]:
    """What became of each address that was asked for."""
    answers = courier.bring(wanted)
    taken = iter(intake.take([one for one in answers if isinstance(one, Snapshot)], outlets))
    return [ended(one) if isinstance(one, Unfetched) else next(taken) for one in answers]


def ended(answer: Unfetched) -> End:
    """The end of an address of which nothing came."""
    return End(answer.asked, State(answer.ended.value), why=answer.why, after=round(answer.after, 1))


def say(end: End, as_json: bool) -> None:
    """One line of what became of an address."""
    line = json.dumps(asdict(end), ensure_ascii=False) if as_json else str(end)
    print(line.encode("utf-8", "replace").decode(), flush=True)


def told(counts: Counter[State]) -> str:
    """The counts, which add up to the addresses."""
    said = ", ".join(f"{counts[state]} {state.value}" for state in State if counts[state])
    return f"{counts.total()} addresses: {said}" if said else "no addresses"
