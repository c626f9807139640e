"""Lists of words from this project's YAML files, folded as the rules match them."""

from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import yaml

from hudna.text.fold import fold

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def folded(word: str) -> str:
    """A word or phrase in the spelling on which rules match."""
    return fold(word).text


def folded_set(words: Iterable[str]) -> frozenset[str]:
    """The words in the spelling on which rules match."""
    return frozenset(fold("\n".join(words)).text.split("\n"))


def resource(name: str) -> Path:
    """Where a rule file of this package stands, `ar/...`."""
    return Path(str(files("hudna.rules"))) / name


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a tab-separated rule file, by column; a row of another length raises, naming file and line."""
    path = resource(name)
    head, *lines = path.read_text(encoding="utf-8").split("\n")
    columns = head.split("\t")
    found = []
    for number, line in enumerate(lines, start=2):
        if not line.strip():
            continue
        cells = line.split("\t")
        if len(cells) > len(columns):
            raise ValueError(
                f"{path}:{number}: {len(cells)} cells under {len(columns)} columns; take the extra tab out"
            )
        found.append(dict(zip(columns, cells + [""] * (len(columns) - len(cells)), strict=True)))
    return found


def document(path: Path) -> Any:
    """What a YAML file holds."""
    return yaml.load(path.read_bytes(), Loader=_LOADER)


def word_lists(name: str) -> dict[str, frozenset[str]]:
    """The named word lists of a YAML file whose entries are `{why, words}`."""
    path = resource(name)
    data: dict[str, Any] = document(path)
    lists = {}
    for key, entry in data.items():
        if not isinstance(entry, dict) or "words" not in entry or "why" not in entry:
            raise ValueError(f"{path}: list {key!r} needs `why` and `words`")
        bad = [word for word in entry["words"] if not isinstance(word, str)]
        if bad:
            raise ValueError(f"{path}: list {key!r} holds {bad[0]!r}, which is no word; put it in quotation marks")
        lists[key] = folded_set(entry["words"])
    return lists
