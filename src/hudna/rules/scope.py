"""The cues that deny, plan, demand or suppose an event, as rows of `ar/scope.yaml`, indexed for one pass over a sentence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from hudna.rules.words import document as yaml_document
from hudna.text.fold import fold

TABLE: Final = Path(__file__).parent / "ar" / "scope.yaml"
EFFECTS: Final = frozenset(
    {"negated", "future", "demanded", "hypothetical", "ongoing", "happened", "accepted", "pseudo"}
)
GOVERNED: Final = frozenset({"verb", "noun", "any", "imperfect"})
_KEYS: Final = frozenset(
    {"id", "effect", "of", "reach", "forms", "perfect", "imperfect", "nominal", "negates", "direction"}
    | {"itself", "opens", "shape", "undertakes", "joined", "unless", "via", "planned", "onward", "actions"}
    | {"examples", "counter_examples", "why"}
)
_WORD_LISTS: Final = (
    "terminators",
    "relatives",
    "during",
    "not_future",
    "attributive",
    "breaching",
    "aiming",
    "states",
    "pasts",
    "was",
    "leading",
)
_PERSONS: Final = ("ي", "ت", "ن")
_IMPERFECT_ENDINGS: Final = ("", "ون", "وا", "ان", "ا", "ن")
_PERFECT_ENDINGS: Final = ("", "ت", "وا", "ا", "تا", "نا")


@dataclass(frozen=True, slots=True)
class Cue:
    """A row: what it does, to which kind of trigger, how far and in which direction."""

    id: str
    effect: str
    of: str
    reach: int
    negates: bool
    direction: str
    itself: bool
    opens: bool
    undertakes: bool
    joined: bool
    planned: bool
    onward: bool
    unless: frozenset[str]
    via: frozenset[str]
    actions: frozenset[str]
    examples: tuple[tuple[str, str], ...]
    counter_examples: tuple[tuple[str, str], ...]


class FutureVerbs(dict[str, bool]):
    """Whether a word has the shape of a verb with the future `س`; each word is judged once."""

    def __init__(self, not_verbs: Iterable[str]) -> None:
        super().__init__()
        words = tuple(not_verbs)
        self._prefixes = tuple(word[:-1] for word in words if word.endswith("*"))
        self._words = frozenset(words)

    def __missing__(self, word: str) -> bool:
        bare = word[1:] if len(word) > 5 and word[0] in "وف" else word
        verb = len(bare) > 4 and bare[0] == "س" and bare[1] in "يتن"
        verb = verb and bare not in self._words and not bare.startswith(self._prefixes)
        self[word] = verb
        return verb


Forms = tuple[tuple[tuple[str, ...], tuple[Cue, ...]], ...]


class CuesAt(dict[str, tuple[Forms, tuple[Cue, ...]] | None]):
    """The cues that can begin at a word, listed and by shape; None for the many words at which none does."""

    def __init__(self, first: Mapping[str, Forms], future_verbs: FutureVerbs, shaped: tuple[Cue, ...]) -> None:
        super().__init__()
        self._first, self._future_verbs, self._shaped = first, future_verbs, shaped

    def __missing__(self, word: str) -> tuple[Forms, tuple[Cue, ...]] | None:
        forms = self._first.get(word, ())
        shaped = self._shaped if self._future_verbs[word] else ()
        found = (forms, shaped) if forms or shaped else None
        self[word] = found
        return found


@dataclass(frozen=True, slots=True)
class ScopeRules:
    """The rows, indexed: `cues_at` gives for a word the cues that it begins, longest first."""

    cues_at: CuesAt
    terminators: frozenset[str]
    relatives: frozenset[str]
    during: frozenset[str]
    attributive: frozenset[str]
    breaching: tuple[str, ...]
    aiming: frozenset[str]
    states: frozenset[str]
    pasts: frozenset[str]
    was: frozenset[str]
    leading: frozenset[str]
    cues: tuple[Cue, ...]


def load(path: Path = TABLE) -> ScopeRules:
    """The rows of the file; raises ValueError with file and row where one is wrong."""
    document = yaml_document(path)
    index: dict[tuple[str, ...], list[Cue]] = {}
    cues = []
    for number, row in enumerate(document["cues"], 1):
        cue = _cue(row, f"{path}: cue {number}")
        cues.append(cue)
        for form in forms_of(row):
            index.setdefault(tuple(fold(form).text.split()), []).append(cue)
    first: dict[str, list[tuple[tuple[str, ...], tuple[Cue, ...]]]] = {}
    for words, found in sorted(index.items(), key=lambda item: -len(item[0])):
        first.setdefault(words[0], []).append((words[1:], tuple(dict.fromkeys(found))))
    lists = {key: [fold(word).text for word in document[key]] for key in _WORD_LISTS}
    shaped = tuple(cue for cue, row in zip(cues, document["cues"], strict=True) if row.get("shape") == "future")
    return ScopeRules(
        cues_at=CuesAt({word: tuple(rest) for word, rest in first.items()}, FutureVerbs(lists["not_future"]), shaped),
        terminators=frozenset(lists["terminators"]),
        relatives=frozenset(lists["relatives"]),
        during=frozenset(lists["during"]),
        attributive=frozenset(lists["attributive"]),
        breaching=tuple(lists["breaching"]),
        aiming=frozenset(lists["aiming"]),
        states=frozenset(lists["states"]),
        pasts=frozenset(lists["pasts"]),
        was=frozenset(lists["was"]),
        leading=frozenset(lists["leading"]),
        cues=tuple(cues),
    )


def _cue(row: Mapping[str, Any], where: str) -> Cue:
    if unknown := set(row) - _KEYS:
        raise ValueError(f"{where}: unknown field {', '.join(sorted(unknown))}")
    if row.get("effect") not in EFFECTS or row.get("of", "any") not in GOVERNED or not row.get("examples"):
        raise ValueError(f"{where}: effect, of or examples missing or unknown")
    pairs = {
        key: tuple((str(pair[0]), str(pair[1])) for pair in row.get(key, ()))
        for key in ("examples", "counter_examples")
    }
    return Cue(
        id=row["id"],
        effect=row["effect"],
        of=row.get("of", "any"),
        reach=int(row.get("reach", 0)),
        negates=bool(row.get("negates", False)) or row["effect"] == "negated",
        direction=row.get("direction", "forward"),
        itself=bool(row.get("itself", False)),
        opens=bool(row.get("opens", False)),
        undertakes=bool(row.get("undertakes", False)),
        joined=bool(row.get("joined", True)),
        planned=bool(row.get("planned", False)),
        onward=bool(row.get("onward", False)),
        unless=frozenset(fold(word).text for word in row.get("unless", ())),
        via=frozenset(fold(word).text for word in row.get("via", ())),
        actions=frozenset(row.get("actions", ())),
        **pairs,
    )


_NUMBERS: Final = frozenset({"تسع", "تسعون"})
"""Numbers that are spelled like forms of `سعى`: they plan nothing (`شنت تسع غارات`)."""


def forms_of(row: Mapping[str, Any]) -> Iterable[str]:
    """The printed forms of a row, joined by `و` or `ف` or not: fixed words, finite forms of its stems, its nouns."""
    for form in row.get("forms", ()):
        yield from _joined(form)
    for stem in row.get("perfect", ()):
        for ending in _PERFECT_ENDINGS:
            yield from _joined(stem + ending)
    for stem in row.get("imperfect", ()):
        for person in _PERSONS:
            for ending in _IMPERFECT_ENDINGS:
                if (word := person + stem + ending) not in _NUMBERS:
                    yield from _joined(word)
    for stem in row.get("nominal", ()):
        bare = stem.removesuffix("ة") + "ت" if stem.endswith("ة") else stem
        for spelled in (
            stem,
            "ال" + stem,
            bare + "ه",
            bare + "ها",
            bare + "هم",
            bare + "هما",
            stem.removesuffix("ة") + "ات",
        ):
            yield from _joined(spelled)
            yield "ب" + spelled


def _joined(word: str) -> Iterable[str]:
    yield word
    yield "و" + word
    yield "ف" + word


RULES: Final = load()
"""The rows as shipped."""
