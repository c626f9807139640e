"""The codebook: what every action is called, where it is kept, and what other codebooks call it."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

import yaml

from hudna.errors import BadRules

FILE: Final = "codebook.yaml"


@dataclass(frozen=True, slots=True)
class CodedAction:
    """One action of the codebook; the codes are "" where PLOVER or ACLED has none for it.

    `speaks_for` and `speaks_against` are the actions that, seen later, touch a commitment to this one.  `channel`, `level` and
    `stance` are what the registers of contacts, forces and agreements call it, "" where they have no word for it.
    """

    action: str
    register: str
    english: str
    arabic: str
    plover_type: str
    plover_mode: str
    acled_type: str
    acled_sub_type: str
    speaks_for: tuple[str, ...]
    speaks_against: tuple[str, ...]
    moment: bool
    owed_by_speaker: bool
    channel: str = ""
    level: str = ""
    stance: str = ""

    @property
    def alleged(self) -> bool:
        """Whether the ledger keeps it as an allegation, never as a finding."""
        return self.register == "violence" or self.action == "ceasefire.violate"


@dataclass(frozen=True, slots=True)
class Codebook:
    """Every action by name, and the English and the Arabic label of every register, in their order."""

    actions: dict[str, CodedAction]
    registers: dict[str, str]
    arabic: dict[str, str]


@cache
def codebook() -> Codebook:
    """The codebook that Hudna brings; raises `BadRules` where an action names one that is not in it."""
    source = yaml.load(files("hudna.rules").joinpath(FILE).read_text("utf-8"), yaml.CSafeLoader)
    registers = {name: labels["en"] for name, labels in source["registers"].items()}
    actions = {name: _action(name, row) for name, row in source["actions"].items()}
    for action in actions.values():
        if action.register not in registers:
            raise BadRules(f"{FILE}: {action.action}: no register {action.register!r}; add it to registers")
        for other in action.speaks_for + action.speaks_against:
            if other not in actions:
                raise BadRules(f"{FILE}: {action.action}: no action {other!r}; check the spelling")
    return Codebook(actions, registers, {name: labels["ar"] for name, labels in source["registers"].items()})


@cache
def moments() -> frozenset[str]:
    """The actions that are over at once."""
    return frozenset(action.action for action in codebook().actions.values() if action.moment)


def _action(name: str, row: dict[str, Any]) -> CodedAction:
    try:
        return CodedAction(
            action=name,
            register=row["register"],
            english=row["en"],
            arabic=row["ar"],
            plover_type=row["plover"]["type"],
            plover_mode=row["plover"]["mode"],
            acled_type=row["acled"]["type"],
            acled_sub_type=row["acled"]["sub"],
            speaks_for=tuple(row["for"]),
            speaks_against=tuple(row["against"]),
            moment=row.get("moment", False),
            owed_by_speaker=row.get("owed_by") == "speaker",
            channel=row.get("channel", ""),
            level=row.get("level", ""),
            stance=row.get("stance", ""),
        )
    except (KeyError, TypeError) as error:
        raise BadRules(f"{FILE}: {name}: {error!r}; see the head of the file") from error
