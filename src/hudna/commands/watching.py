"""`hudna watch`: the listings and pages of outlets, asked again and again; every report once."""

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from hudna.capture.fetch import Answer, Courier, Ended, Unfetched, Wanted
from hudna.capture.listings import BadList, Listing, Watch, by_turns, list_in, listing_in
from hudna.capture.snapshot import Snapshot
from hudna.capture.unpack import Packed
from hudna.commands.complaints import Complaints
from hudna.commands.fetching import AT_ONCE, brought, ended, say, told
from hudna.commands.intake import End, Intake, State
from hudna.errors import BadGazetteer, LedgerError
from hudna.ledger.address import Address
from hudna.ledger.watched import Known, Watched

TRIES = 5
"""How often a page that fails is tried; the last failure stands."""
FIRST_WAIT, LONGEST_WAIT = 300.0, 86_400.0
"""Seconds after the first failure, doubled with each; and at most."""
FAILING = "failing"
OPEN = frozenset({State.WAITING.value, FAILING})
"""Pages that are still to be had."""


def watch_list(
    address: Address, path: Path, *, courier: Courier, once: bool, every: float, most: int, as_json: bool
) -> int:
    """Watches the addresses of a list until it is interrupted, or for one round; 1 where the round had complaints.

    `every` is the seconds from the end of a round to the next, `most` the pages that a round fetches.
    """
    complaints = Complaints()
    try:
        wanted = list_in(path)
        watching = Watching(address, courier, complaints, as_json)
        while True:
            watching.round(wanted, most)
            if once:
                break
            time.sleep(every)
    except (BadList, LedgerError, BadGazetteer) as error:
        complaints.say(error)
    return complaints.exit_code


class Watching:
    """A watch on a ledger: what it knows of its addresses outlasts it."""

    def __init__(self, address: Address, courier: Courier, complaints: Complaints, as_json: bool) -> None:
        self.intake = Intake(address, complaints)
        self.watched = Watched(address)
        self.courier = courier
        self.as_json = as_json
        self.name = str(address)

    def round(self, wanted: Sequence[Watch], most: int) -> Counter[State]:
        """Asks every listing that may be asked, then for the pages that are new or were left; how the pages ended."""
        for end in self.intake.take_what_waits():
            self._note_end(end)
            say(end, self.as_json)
        counts: Counter[State] = Counter()
        self._ask_listings({one.url: one.outlet for one in wanted}, counts)
        due = by_turns(one.url for one in islice(self.watched.due(time.time(), OPEN), most))
        for start in range(0, len(due), AT_ONCE):
            self._fetch(due[start : start + AT_ONCE], counts)
        if not self.as_json:
            left = sum(not one.listing and one.state in OPEN for one in self.watched.known.values())
            print(f"{self.name}: {told(counts)}; {left} still to be had", flush=True)
        return counts

    def _ask_listings(self, wanted: dict[str, str], counts: Counter[State]) -> None:
        """Asks the listings and those that they name in their turn, one level deep."""
        children: dict[str, str] = {}
        for depth in (wanted, children):
            names = [url for url in by_turns(depth) if self._of(url, depth[url]).again <= time.time()]
            for start in range(0, len(names), AT_ONCE):
                some = [self._of(url, depth[url]) for url in names[start : start + AT_ONCE]]
                answers = self.courier.bring([Wanted(one.url, one.etag, one.modified) for one in some])
                for known, answer in zip(some, answers, strict=True):
                    self._heard(known, answer, counts)
                self.watched.save()
            if depth is wanted:
                found = {child: wanted[url] for url in wanted for child in self._of(url, "").children}
                children |= {child: outlet for child, outlet in found.items() if child not in wanted}

    def _of(self, url: str, outlet: str) -> Known:
        return self.watched.of(url) or Known(url, State.WAITING.value, outlet=outlet, listing=True)

    def _heard(self, known: Known, answer: Answer, counts: Counter[State]) -> None:
        """Notes what a listing names before it is noted that it was heard, so that nothing it named is lost."""
        if isinstance(answer, Unfetched):
            self._not_heard(known, answer)
            return
        heard = replace(
            known, state="heard", why="", tries=0, again=0.0,
            etag=answer.header("etag"), modified=answer.header("last-modified"),
        )  # fmt: skip
        try:
            listing = listing_in(answer.content(), answer.url)
        except Packed as error:
            self._not_heard(known, Unfetched(known.url, Ended.FAILED, str(error)))
            return
        if listing is None:
            self._page(known, answer, counts)
        else:
            self._named(known, listing)
            heard = replace(heard, children=list(listing.children))
        self.watched.note(heard)

    def _named(self, known: Known, listing: Listing) -> None:
        new = [url for url in listing.links if not self.watched.of(url)]
        for url in new:
            self.watched.note(Known(url, State.WAITING.value, outlet=known.outlet))
        self.watched.save()

    def _page(self, known: Known, answer: Snapshot, counts: Counter[State]) -> None:
        """A page that is watched itself: what it gives now is taken in."""
        for end in self.intake.take([answer], {answer.asked: known.outlet}):
            counts[end.state] += 1
            say(end, self.as_json)

    def _not_heard(self, known: Known, answer: Unfetched) -> None:
        if answer.ended is Ended.UNCHANGED:
            self.watched.note(replace(known, state="heard", why="", tries=0, again=0.0))
            return
        wait = max(answer.after, _wait(known.tries)) if answer.ended is not Ended.WAITING else answer.after
        self.watched.note(
            replace(known, state=answer.ended.value, why=answer.why, tries=known.tries + 1, again=time.time() + wait)
        )
        say(ended(answer), self.as_json)

    def _fetch(self, urls: Sequence[str], counts: Counter[State]) -> None:
        outlets = {url: self.watched.known[url].outlet for url in urls}
        for end in brought(self.courier, self.intake, [Wanted(url) for url in urls], outlets):
            counts[end.state] += 1
            self._note_end(end)
            say(end, self.as_json)
        self.watched.save()

    def _note_end(self, end: End) -> None:
        known = self.watched.of(end.asked)
        if known is None or known.listing:
            return
        state, tries, again = end.state.value, known.tries, 0.0
        if end.state is State.WAITING and not end.report:
            again = time.time() + end.after
        elif end.state is State.WAITING:
            state = State.STORED.value  # it is in the ledger, which reads it with the next that come
        elif end.state is State.FAILED and end.after and known.tries + 1 < TRIES:
            state, tries, again = FAILING, known.tries + 1, time.time() + max(end.after, _wait(known.tries))
        self.watched.note(replace(known, state=state, why=end.why, tries=tries, again=again))


def _wait(tries: int) -> float:
    return min(FIRST_WAIT * 2.0**tries, LONGEST_WAIT)
