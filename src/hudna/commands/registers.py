"""`hudna commitments` and `hudna posts`: the views of the ledger that follow one thing over time."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import msgspec

from hudna.commands.complaints import Complaints
from hudna.commands.keeping import confidence_of, line_of
from hudna.commands.lines import print_lines
from hudna.errors import LedgerError
from hudna.ledger.address import Address
from hudna.ledger.filters import BadFilter, Filters
from hudna.ledger.passing import passing_in
from hudna.ledger.positions import Post, Step, positions_in
from hudna.ledger.store import Ledger
from hudna.ledger.undertakings import Sighting, Undertaking, undertakings_in


def list_commitments(address: Address, *, as_of: str, filters: Mapping[str, Any], as_json: bool) -> int:
    """Prints every undertaking with its sayings and what has been seen since; windows are looked at on `as_of`, today if "".

    An undertaking passes the filters when one of its sayings does.
    """
    complaints = Complaints()
    if as_of and not _is_day(as_of):
        complaints.say(f"--as-of {as_of}: no date; write it as 2020-11-01")
        return 2
    try:
        ledger = Ledger(address)
        found = undertakings_in(ledger, as_of or date.today().isoformat())
        if (passing := passing_in(ledger, Filters(**filters))) is not None:
            found = [one for one in found if any(passing.has(saying) for saying in one.sayings)]
    except BadFilter as error:
        complaints.say(error)
        return 2
    except LedgerError as error:
        complaints.say(error)
        return complaints.exit_code
    if as_json:
        print_lines(_undertaking_line(one) for one in found)
    else:
        from hudna.publish.registers import RegistersPage

        RegistersPage().commitments(found)
    return complaints.exit_code


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def list_posts(address: Address, *, filters: Mapping[str, Any], as_json: bool) -> int:
    """Prints every post with its steps, then the steps whose post no words settle; steps of which no entry passes are left out."""
    complaints = Complaints()
    try:
        ledger = Ledger(address)
        posts, lost = positions_in(ledger)
        if (passing := passing_in(ledger, Filters(**filters))) is not None:
            cut = [replace(post, steps=passing.steps(post.steps)) for post in posts]
            posts, lost = [post for post in cut if post.steps], list(passing.steps(lost))
    except BadFilter as error:
        complaints.say(error)
        return 2
    except LedgerError as error:
        complaints.say(error)
        return complaints.exit_code
    if as_json:
        print_lines([_post_line(post) for post in posts] + [{"post": None, **_step_line(step)} for step in lost])
    else:
        from hudna.publish.registers import RegistersPage

        RegistersPage().posts(posts, lost)
    return complaints.exit_code


def _undertaking_line(one: Undertaking) -> dict[str, Any]:
    return {
        **line_of(one.first),
        "status": one.status,
        "machine_status": one.machine_status,
        "decided": msgspec.to_builtins(one.decided),
        "superseded_by": one.superseded_by,
        "sides": sorted(one.sides),
        "sayings": [saying.id for saying in one.sayings],
        "for": _sightings(one.in_favour),
        "against": _sightings(one.against),
    }


def _sightings(found: Sequence[Sighting]) -> list[dict[str, Any]]:
    return [{"entry": sighting.entry.id, "how": sighting.how} for sighting in found]


def _post_line(post: Post) -> dict[str, Any]:
    site = msgspec.to_builtins(post.site)
    return {
        "post": post.id,
        "name": post.name,
        "site": site,
        "state": post.state,
        "steps": [*map(_step_line, post.steps)],
    }


def _step_line(step: Step) -> dict[str, Any]:
    first = step.entries[0]
    return {
        "action": step.action,
        "modality": first.modality,
        "negated": first.negated,
        "when": step.when,
        "told": step.told,
        "entries": [entry.id for entry in step.entries],
        "coordinated": [entry.id for entry in step.coordinated],
        "confidence": [confidence_of(entry) for entry in step.entries],
        "support": msgspec.to_builtins(first.support),
        "review": msgspec.to_builtins(first.review),
    }
