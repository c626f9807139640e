"""`hudna drift`."""

from collections.abc import Mapping
from typing import Any

from hudna.commands.complaints import Complaints
from hudna.commands.keeping import confidence_of
from hudna.commands.lines import print_lines
from hudna.errors import LedgerError
from hudna.ledger.address import Address
from hudna.ledger.drift import Series, Step, drift_in
from hudna.ledger.filters import BadFilter, Filters
from hudna.ledger.store import Ledger


def show_drift(address: Address, source: str, filters: Mapping[str, Any], *, about: str, as_json: bool) -> int:
    """Prints what a source said on each matter over time, where stance or words changed; 2 where nobody is so named."""
    complaints = Complaints()
    try:
        found = drift_in(Ledger(address), source, about, Filters(**filters))
    except BadFilter as error:
        complaints.say(error)
        return 2
    except LedgerError as error:
        complaints.say(error)
        return complaints.exit_code
    if as_json:
        print_lines(_line(source, series) for series in found)
    else:
        from hudna.publish.drift import DriftPage

        DriftPage().series(found)
    return complaints.exit_code


def _line(source: str, series: Series) -> dict[str, Any]:
    matter = {"action": series.action, "places": series.places, "actors": series.actors, "turns": series.turns}
    return {"source": source, **matter, "steps": [_step(step) for step in series.steps]}


def _step(step: Step) -> dict[str, Any]:
    return {
        "stance": step.stance,
        "changed": step.changed,
        "since": step.first.day,
        "until": step.until,
        "reports": step.reports,
        "words": step.first.printed,
        "entries": [saying.entry.id for saying in step.sayings],
        "confidence": [confidence_of(saying.entry) for saying in step.sayings],
    }
