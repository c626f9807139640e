"""Words that say whose act a verbal noun names, as rows of `ar/control.yaml`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from hudna.rules.scope import forms_of
from hudna.rules.words import document as yaml_document
from hudna.text.fold import fold

TABLE: Final = Path(__file__).parent / "ar" / "control.yaml"
_KEYS: Final = frozenset(
    {"id", "who", "perfect", "imperfect", "nominal", "forms", "genitive", "claims", "own", "examples"}
)


class Control(NamedTuple):
    """What one printed word does: the noun that hangs on it is the act of its subject, or of its object.

    `finite`: the word is a verb.  `gender` and `number` are those of the form; a first person has number "1".
    """

    subject: bool
    finite: bool
    gender: str
    number: str
    genitive: bool
    claims: bool
    own: bool


class ControlRow(NamedTuple):
    """One row's id and examples: sentence, verbal noun, who does it."""

    id: str
    examples: tuple[tuple[str, str, str], ...]


def load(path: Path = TABLE) -> tuple[dict[str, Control], tuple[ControlRow, ...]]:
    """Folded word to what it does, and the rows; raises ValueError with file and row where one is wrong."""
    table: dict[str, Control] = {}
    alike: dict[Control, Control] = {}
    rows = []
    for number, row in enumerate(yaml_document(path)["control"], 1):
        if set(row) - _KEYS or row.get("who") not in ("subject", "object") or not row.get("examples"):
            raise ValueError(
                f"{path}: row {number}: wants id, who (subject or object), examples; knows {sorted(_KEYS)}"
            )
        rows.append(ControlRow(row["id"], tuple((text, noun, who) for text, noun, who in row["examples"])))
        perfects = frozenset(fold(word).text for word in forms_of({"perfect": row.get("perfect", ())}))
        for word, finite in _spelled(row):
            control = _control(row, word, finite, perfects)
            table.setdefault(word, alike.setdefault(control, control))
    return table, tuple(rows)


def _spelled(row: Mapping[str, Any]) -> list[tuple[str, bool]]:
    """Every folded form of a row, finite ones first, with the future `س` before the imperfect and `ل` before nouns."""
    finite = [
        fold(word).text for word in forms_of({"perfect": row.get("perfect", ()), "imperfect": row.get("imperfect", ())})
    ]
    future = [
        word[: len(word) - len(bare)] + "س" + bare
        for word in finite
        if (bare := word.lstrip("وف") if word[0] in "وف" else word)[0] in "يتن" and len(bare) > 3
    ]
    nominal = [fold(word).text for word in forms_of({"nominal": row.get("nominal", ()), "forms": row.get("forms", ())})]
    aimed = ["ل" + word for word in nominal if word[0] not in "وفبل"]
    aimed += ["لل" + word[2:] for word in nominal if word.startswith("ال")]
    return [(word, True) for word in (*finite, *future)] + [(word, False) for word in (*nominal, *aimed)]


def _control(row: Mapping[str, Any], word: str, finite: bool, perfects: frozenset[str]) -> Control:
    bare = word[1:] if word[0] in "وف" and len(word) > 3 else word
    present = bare.removeprefix("س")
    number = "p" if bare.endswith(("وا", "ون")) else "s"
    if finite and present[0] == "ن" and bare not in perfects:
        number = "1"
    feminine = bare.endswith("ت") or (present[0] == "ت" and bare not in perfects)
    return Control(
        subject=row["who"] == "subject",
        finite=finite,
        gender="f" if feminine else "m",
        number=number,
        genitive=bool(row.get("genitive", False)),
        claims=bool(row.get("claims", False)),
        own=bool(row.get("own", False)),
    )


CONTROL, ROWS = load()
"""The rows as shipped."""
