"""How the roles of each action are printed, and the words that lead to them, read from `ar/roles.yaml`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from hudna.rules.nouns import Names
from hudna.rules.words import document as yaml_document
from hudna.text.fold import fold

TABLE: Final = Path(__file__).parent / "ar" / "roles.yaml"


class Frame(NamedTuple):
    """The roles of one action; what each field means stands at the head of `ar/roles.yaml`.

    `genitive` is "" where it is open.  `recipients` and `actors` are classes of noun as bits.
    """

    genitive: str
    mutual: bool
    target: tuple[str, ...]
    victim: bool
    recipients: int
    actors: int
    follows: bool
    sender: bool


class RoleRules(NamedTuple):
    """Frames by action, the word lists by name, and what the prepositions make of a naming phrase after them."""

    frames: Mapping[str, Frame]
    words: Mapping[str, frozenset[str]]
    prepositions: Mapping[str, str]
    pairs: Mapping[tuple[str, str], str]


def load(path: Path = TABLE) -> RoleRules:
    """The rows of the file; raises ValueError with file and action where one is wrong."""
    document = yaml_document(path)
    classes = {name: _bits(names, f"{path}: class {name}") for name, names in document["classes"].items()}
    frames = {action: _frame(row, classes, f"{path}: {action}") for action, row in document["frames"].items()}
    words = {name: frozenset(fold(word).text for word in forms) for name, forms in document["words"].items()}
    single = {fold(word).text: kind for kind, forms in document["prepositions"].items() for word in forms}
    return RoleRules(frames, words, single, _pairs(document["pairs"]))


def _pairs(rows: Mapping[str, list[str]]) -> dict[tuple[str, str], str]:
    found = {}
    for kind, forms in rows.items():
        for form in forms:
            first, second = fold(form).text.split()
            found[first, second] = kind
    return found


def _bits(names: list[str], where: str) -> int:
    bits = 0
    for name in names:
        if not hasattr(Names, name.upper()):
            raise ValueError(f"{where}: no class of noun is called {name}")
        bits |= getattr(Names, name.upper())
    return bits


def _frame(row: Mapping[str, Any], classes: Mapping[str, int], where: str) -> Frame:
    named = [row.get("recipients", "hit"), row.get("actors", "bodies")]
    if row.get("genitive") not in ("actor", "object", "open") or any(name not in classes for name in named):
        raise ValueError(f"{where}: genitive, recipients or actors unknown")
    return Frame(
        genitive="" if row["genitive"] == "open" else row["genitive"],
        mutual=bool(row.get("mutual", False)),
        target=tuple(fold(word).text for word in row.get("target", ())),
        victim=bool(row.get("victim", False)),
        recipients=classes[named[0]],
        actors=classes[named[1]],
        follows=bool(row.get("follows", False)),
        sender=bool(row.get("sender", False)),
    )


RULES: Final = load()
"""The rows as shipped."""
