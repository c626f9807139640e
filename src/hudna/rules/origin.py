"""Which rule file a rule stands in."""

from functools import cache
from typing import Final

from hudna.rules.words import rows

_BY_PREFIX: Final = {
    "cue.verb.": "ar/reporting_verbs.tsv",
    "cue.noun.": "ar/reporting_nouns.tsv",
    "cue.": "ar/reporting_words.yaml",
}
_EVENTS: Final = ("ar/events.tsv", "ar/event_nouns.tsv")


@cache
def _events() -> dict[str, str]:
    return {f"event.{row['id']}": name for name in _EVENTS for row in rows(name)}


def file_of(rule: str) -> str:
    """The file, under `rules`, that holds the row of a rule; "" for a rule that is no row."""
    if rule in _events():
        return _events()[rule]
    return next((name for prefix, name in _BY_PREFIX.items() if rule.startswith(prefix)), "")


@cache
def _rows_by_id(name: str) -> dict[str, dict[str, str]]:
    return {row["id"]: row for row in rows(name)}


def row_of(rule: str) -> dict[str, str]:
    """The row of a rule by its columns, as it stands in its file; {} for a rule that is no row of a table."""
    name = file_of(rule)
    return _rows_by_id(name).get(rule.rpartition(".")[2], {}) if name.endswith(".tsv") else {}
