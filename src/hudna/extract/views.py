"""What somebody takes something for: `تعتبر الحزب خصما`, `الذي تصفه أنقرة بالإرهابي`."""

from typing import Final

from hudna.extract.stated import Complement
from hudna.rules.cues import CueSense
from hudna.rules.reporting import reporting_words, source_heads

HEADS: Final = source_heads()
KNOWN: Final = reporting_words()
_SUBJECT_REACH: Final = 8
"""Tokens within which the subject of a verb of opinion ends."""
_VIEW_REACH: Final = 8
"""How far from `وصفها` the predicate may stand: its subject comes between."""


def view_of(words: list[str], cue: int, limit: int, sense: CueSense) -> Complement | None:
    """What somebody takes something for, where the thing is a pronoun or its verb has its subject before (الذي تعتبره س خصما)."""
    if sense.group == "describe" and sense.suffix:
        k = next((k for k in range(cue + 1, min(limit, cue + _VIEW_REACH)) if _is_predicate(words[k])), -1)
        if k < 0:
            return None
        if words[k] in KNOWN.that_with_bi:
            return Complement("that", k, k + 1)
        return Complement("noun", k, k + 1) if words[k] == "ب" else Complement("noun", k, k, 1)
    if sense.group != "opine" or "obj2" not in sense.takes or sense.strict:
        return None
    start = _view_start(words, cue, limit, sense)
    return Complement("object", start, start) if start > 0 else None


def _is_predicate(word: str) -> bool:
    return word[0] == "ب" and word not in KNOWN.speaks_for and word not in KNOWN.native_bi


def _view_start(words: list[str], cue: int, limit: int, sense: CueSense) -> int:
    """Where what a verb of opinion tells of its object begins (تعتبره أنقرة | منظمة), -1 where that cannot be said."""
    first, before = words[cue + 1], words[cue - 1] if cue else ""
    if not sense.suffix:
        owned = before in KNOWN.relative_pronouns or (_is_noun(before) and sense.aspect == "imperfect")
        return cue + 1 if owned and _is_noun(first) else -1
    if not first.isalpha() or first in KNOWN.before_bare_verb or first in KNOWN.adjunct_openers:
        return -1
    if not _is_noun(first):
        return cue + 1
    ends = (k for k in range(cue + 2, min(limit, cue + _SUBJECT_REACH)) if _begins_predicate(words, k))
    return next(ends, -1)


def _is_noun(word: str) -> bool:
    return word.startswith("ال") or word in HEADS or word in KNOWN.given_names


def _begins_predicate(words: list[str], k: int) -> bool:
    """Whether an indefinite noun follows a definite one or a name there."""
    word, before = words[k], words[k - 1]
    if not word.isalpha() or word.startswith(("ال", "وال")) or word in KNOWN.adjunct_openers:
        return False
    head = HEADS.get(before)
    return before.startswith(("ال", "وال")) or before in KNOWN.given_names or (head is not None and head.proper)
