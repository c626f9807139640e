"""What kind of source a naming phrase names."""

import re
from typing import Final

from hudna.extract.stated import Hop, Phrase
from hudna.extract.tokens import Tokens
from hudna.rules.reporting import SourceHead, outlets, reporting_words, source_heads
from hudna.rules.shapes import is_nisba, is_verbal_noun
from hudna.vocabulary import SourceKind

_SERVES: Final = frozenset({"في", "من", "لدي"})
"""What follows them is where an unnamed person serves, and no name of his (مسؤول في إدارة الرئيس فلان)."""
_PLURAL: Final = re.compile(r"(?:(?:ال|م)\w+|\wا\w\w)(?:ون|ين)")
"""People by what they are or do (المعارضون، مزارعون، سائقون); a foreign name may end alike."""
HEADS: Final = source_heads()
KNOWN: Final = reporting_words()
OUTLETS: Final = outlets()


def hop_of(tokens: Tokens, phrase: Phrase) -> Hop:
    """The phrase as a hop of a chain."""
    return Hop(phrase, kind_of(tokens, phrase))


def head_of(word: str) -> SourceHead | None:
    """The head noun that the word is, with or without a pronoun (نشرتها، مكتبه); None where it is none."""
    for suffix in ("", "ها", "هم", "ه"):
        if word.endswith(suffix):
            bare = word[: len(word) - len(suffix)]
            head = HEADS.get(bare) or (HEADS.get(bare[:-1] + "ه") if suffix and bare.endswith("ت") else None)
            if head is not None:
                return head
    return None


def head_word(tokens: Tokens, phrase: Phrase) -> str:
    """The first word of the phrase without what is fused in front of it, the article restored (للبيان → البيان)."""
    words = tokens.words
    first = next((k for k in range(phrase.start, phrase.end) if words[k][0].isalpha()), phrase.start)
    word = words[first][phrase.lead :] if first == phrase.start else words[first]
    return "ال" + word[2:] if word.startswith("لل") else word


def kind_of(tokens: Tokens, phrase: Phrase) -> SourceKind:
    """By the head noun; a title or function with a name after it is a named person, without one it is not."""
    words = [w for w in tokens.words[phrase.start : phrase.end] if w[0].isalpha()]
    if not words:
        return SourceKind.ORGANISATION
    words[0] = head_word(tokens, phrase)
    if words[0] in KNOWN.counters and len(words) > 1:
        words = words[1:]
    head = head_of(words[0])
    if head is not None and head.kind == "unnamed_person" and not words[0].startswith("ال"):
        words = words[: next((k for k, w in enumerate(words) if w in _SERVES), len(words))]
    named = any(w in KNOWN.given_names for w in words[1:]) or any(w in KNOWN.ranks for w in words[1:-1])
    if head is None:
        return _kind_of_bare(words, named)
    if head.kind == "unnamed_person" and (named or _ends_in_name(words)):
        return SourceKind.NAMED_PERSON
    if head.kind == "named_person" and not named and _is_indefinite_office(words):
        return SourceKind.UNNAMED_PERSON
    if head.kind == "outlet" and len(words) > 1 and words[1] in KNOWN.agency_fields:
        return SourceKind.ORGANISATION
    return SourceKind(head.kind)


def _kind_of_bare(words: list[str], named: bool) -> SourceKind:
    if " ".join(words) in OUTLETS or words[0] in OUTLETS:
        return SourceKind.OUTLET
    plural = _PLURAL.fullmatch(words[0]) is not None
    if plural and not named and words[0] not in KNOWN.given_names:
        return SourceKind.UNNAMED_GROUP
    return SourceKind.NAMED_PERSON


def _is_indefinite_office(words: list[str]) -> bool:
    """`قائد عسكري`, `وزير يمني`: one of several, and nobody says which."""
    if len(words) < 2 or words[0].startswith("ال") or words[1].startswith("ال"):
        return False
    return is_nisba(words[1]) and not _ends_in_name(words)


def _ends_in_name(words: list[str]) -> bool:
    """Whether the phrase ends in a word without article that is no adjective: a name (المتحدث باسم الجيش فلان)."""
    last = words[-1]
    if len(words) < 3 or not words[0].startswith("ال") or last in HEADS or last.startswith("ال") or last.endswith("ه"):
        return False
    if (
        len(words) > 3
        and not words[-2].startswith("ال")
        and words[-3].startswith(("ال", "باسم"))
        and _may_be_name(words[-2])
    ):
        return True  # المتحدث باسم الحكومة | فلان فلاني
    return not is_nisba(last) and not is_verbal_noun(last)


def _may_be_name(word: str) -> bool:
    if word[0] in "لب" and word not in KNOWN.given_names and word not in KNOWN.native_bi:
        return False
    return word not in HEADS and word not in _SERVES and word not in KNOWN.kept_bi and not is_verbal_noun(word)
