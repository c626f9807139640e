"""Whether a folded word is a finite verb, as far as rows and its look tell; the plain verbs stand in `ar/plain_verbs.yaml`."""

from pathlib import Path
from typing import Final

import yaml

from hudna.rules.control import CONTROL
from hudna.rules.cues import cue_lexicon
from hudna.rules.events import lexicon, light_verbs
from hudna.rules.scope import forms_of
from hudna.rules.shapes import opens_as_verb
from hudna.text.fold import fold

TABLE: Final = Path(__file__).parent / "ar" / "plain_verbs.yaml"


def load(path: Path = TABLE) -> frozenset[str]:
    """Every folded form of the rows; raises ValueError with file and row where one is wrong."""
    found: set[str] = set()
    for number, row in enumerate(yaml.safe_load(path.read_text("utf-8"))["verbs"], 1):
        if set(row) != {"id", "perfect", "imperfect"}:
            raise ValueError(f"{path}: row {number}: wants id, perfect, imperfect")
        found.update(fold(word).text for word in forms_of(row))
    return frozenset(found)


class _Verbs(dict[str, bool]):
    """Word to whether it is a finite verb that does not report, remembered."""

    def __init__(self) -> None:
        super().__init__()
        self.plain = load()

    def __missing__(self, word: str) -> bool:
        control = CONTROL.get(word)
        self[word] = found = (
            (control is not None and control.finite)
            or word in self.plain
            or light_verbs()[word] is not None
            or any(sense.word_class == "verb" for sense in lexicon()[word])
            or (not cue_lexicon()[word] and opens_as_verb(word))
        )
        return found


VERBS: Final = _Verbs()
