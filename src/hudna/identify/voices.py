"""Whose word a reading is, as a key under which two reports that have it from the same source meet."""

from functools import cache
from typing import Final

from hudna.rules.known import known_words
from hudna.rules.reporting import outlets, source_heads
from hudna.text.fold import fold
from hudna.vocabulary import SourceKind
from hudna.vocabulary.record import Identity, Record, Statement

_UNNAMED: Final = (SourceKind.UNNAMED_PERSON, SourceKind.UNNAMED_GROUP)
_TELLERS: Final = (SourceKind.OUTLET, SourceKind.ORGANISATION)
_QUOTES: Final = "«»\"“”'()[]{}،.:"


def outlet_name(printed: str) -> str:
    """The outlet that words name: the short name of a known one, else its folded words without `the newspaper`, `the site` and the like.

    "" where no word is left.
    """
    return _outlet_name(_folded(printed))


@cache
def _sites() -> frozenset[str]:
    return frozenset(site for site in outlets().values() if site)


@cache
def _outlet_name(folded: str) -> str:
    if folded in _sites():
        return folded
    words = folded.split()
    for length in range(min(len(words), 4), 0, -1):
        for start in range(len(words) - length + 1):
            site = outlets().get(" ".join(words[start : start + length]))
            if site:
                return site
    return " ".join([word for word in words if not _is_outlet(word)] or words)


def _is_outlet(word: str) -> bool:
    head = source_heads().get(word)
    return head is not None and head.kind == SourceKind.OUTLET


def _folded(printed: str) -> str:
    words = (word.strip(_QUOTES) for word in fold(printed, known_words()).text.split())
    return " ".join(word for word in words if word)


def cited_in(record: Record) -> tuple[str, ...]:
    """The names of the outlets and bodies that a report has its words from, once for each time it says so."""
    return tuple(name for tellers in _tellers(record) for name in tellers)


def _tellers(record: Record) -> list[list[str]]:
    """For each statement the names of its hops that are outlets or bodies; `the newspaper` is the one named last."""
    found: list[list[str]] = []
    last = ""
    for statement in record.attributions:
        names: list[str] = []
        for span, kind in zip(statement.sources, statement.kinds, strict=True):
            if kind not in _TELLERS:
                continue
            name = outlet_name(span.cut(record.text))
            if kind is SourceKind.OUTLET:
                points_back = len(_folded(span.cut(record.text)).split()) == 1 and name not in _sites()
                last = name = last if points_back and last else name
            names.append(name)
        found.append(names)
    return found


def voices_of(record: Record) -> tuple[str, ...]:
    """Whose word each event of a report is, in the order of the events.

    `speaker:` and an identity, or folded words where it is open; `unnamed:` and the outlet that has spoken to a source without
    a name; `outlet:` and the outlet that says it in its own voice.
    """
    own = outlet_name(record.outlet)
    tellers = _tellers(record)
    said = [
        _voice(record, statement, names, own) for statement, names in zip(record.attributions, tellers, strict=True)
    ]
    return tuple(f"outlet:{own}" if event.attribution is None else said[event.attribution] for event in record.events)


def _voice(record: Record, statement: Statement, tellers: list[str], own: str) -> str:
    if not statement.kinds:
        return f"outlet:{own}"
    kind = statement.kinds[-1]
    teller = tellers[-1] if tellers and SourceKind.OUTLET in statement.kinds else own
    if kind is SourceKind.OUTLET:
        return f"outlet:{teller}"
    if kind in _UNNAMED:
        return f"unnamed:{teller}"
    return f"speaker:{_speaker(record, statement)}"


def _speaker(record: Record, statement: Statement) -> str:
    who: Identity | None = statement.who[-1] if statement.who else None
    if who and len(who.candidates) == 1 and who.candidates[0].id not in ("", who.candidates[0].sector):
        return who.candidates[0].id
    return _folded(statement.sources[-1].cut(record.text))
