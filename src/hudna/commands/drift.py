"""`hudna drift`."""

from collections.abc import Mapping
from typing import Any

from hudna.commands.answers import answered
from hudna.ledger.address import Address
from hudna.ledger.drift import Series, Step, drift_in
from hudna.ledger.filters import Filters
from hudna.publish.lines.entries import confidence_of


def show_drift(address: Address, source: str, filters: Mapping[str, Any], *, about: str, as_json: bool) -> int:
    """Prints what a source said on each matter over time, where stance or words changed; 2 where nobody is so named."""

    def page(found: list[Series]) -> None:
        from hudna.publish.drift import DriftPage

        DriftPage().series(found)

    return answered(
        address,
        lambda ledger: drift_in(ledger, source, about, Filters(**filters)),
        lambda found: (_line(source, series) for series in found),
        page,
        as_json=as_json,
    )


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
