"""Words that outlets break up, for `hudna.text.fold` to put together again."""

from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain
from typing import Final

from hudna.rules.spelling import FOLDED
from hudna.text.fold import Folded, fold

_BEFORE_NOUN: Final = ("", "و", "ب", "ل", "وب", "ول", "ال", "وال", "بال", "وبال", "لل", "ولل")
_BEFORE_NAME: Final = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول")
_BEFORE_VERB: Final = ("", "و", "ف")
_BEFORE_IMPERFECT: Final = ("", "و", "ف", "س", "وس", "فس", "ل")
_AFTER_NOUN: Final = ("ه", "ها", "هم")
REMEMBERED: Final = 512
"""Texts that are kept folded: the bodies and titles of a batch or two."""
_KINDS: Final = frozenset(("noun", "name", "verb", "form", "half"))


@cache
def known_words() -> frozenset[str]:
    """Folded words, each with what may be fused to it.

    Lines of `ar/known_words.tsv`: `noun` takes article, prepositions, pronouns and the ending -an, `name` no article, `verb` is perfect and
    imperfect, `form` stands as it is, `half` is a common word whose only use is to show that a separator beside it is real.
    Raises ValueError for a line of another kind.
    """
    words: dict[str, list[str]] = {kind: [] for kind in _KINDS}
    lines = (files("hudna.rules") / "ar" / "known_words.tsv").read_text(encoding="utf-8").translate(FOLDED).splitlines()
    for number, line in enumerate(lines[1:], 2):
        word, _, kind = line.partition("\t")
        if kind not in _KINDS:
            raise ValueError(f"known_words.tsv:{number}: kind must be one of {sorted(_KINDS)}, not {kind!r}")
        words[kind].append(word)
    return frozenset(
        chain(
            _nouns(words["noun"]),
            (before + word for word in words["name"] for before in _BEFORE_NAME),
            _verbs(words["verb"]),
            (before + word for word in words["form"] + words["half"] for before in _BEFORE_VERB),
        )
    )


def _nouns(nouns: list[str]) -> list[str]:
    found = [before + noun for noun in nouns for before in _BEFORE_NOUN]
    stems = [noun[:-1] + "ت" if noun[-1] == "ه" else noun for noun in nouns]
    found += [before + stem + after for stem in stems for after in _AFTER_NOUN for before in ("", "و", "ب", "ل")]
    found += [before + noun + "ا" for noun in nouns if noun[-1] not in "هاءي" for before in ("", "و")]
    return found


def _verbs(pairs: list[str]) -> list[str]:
    found = []
    for pair in pairs:
        perfect, _, imperfect = pair.partition(":")
        stem = perfect[:-1] if perfect[-1] == "ا" else perfect
        found += [before + form for form in (perfect, stem + "ت", stem + "وا") for before in _BEFORE_VERB]
        rest = imperfect[1:]
        found += [before + form for form in (imperfect, "ت" + rest, imperfect + "ون") for before in _BEFORE_IMPERFECT]
    return found


@lru_cache(maxsize=REMEMBERED)
def body_folded(text: str) -> Folded:
    """The body of a report, folded with the words we know: one room after another asks for it, and a batch is read in turns."""
    return fold(text, known_words())
