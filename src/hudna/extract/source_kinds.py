"""What kind of source a naming phrase names."""

from hudna.extract.stated import Hop, Phrase
from hudna.extract.tokens import Tokens
from hudna.rules.reporting import outlets, reporting_words, source_heads
from hudna.rules.shapes import is_nisba, is_verbal_noun
from hudna.vocabulary import SourceKind

_SERVES = frozenset({"في", "من", "لدي"})
"""What follows them is where an unnamed person serves, and no name of his (مسؤول في إدارة الرئيس فلان)."""
HEADS, KNOWN, OUTLETS = source_heads(), reporting_words(), outlets()


def hop_of(tokens: Tokens, phrase: Phrase) -> Hop:
    """The phrase as a hop of a chain."""
    return Hop(phrase, kind_of(tokens, phrase))


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
    head = HEADS.get(words[0])
    if head is not None and head.kind == "unnamed_person" and not words[0].startswith("ال"):
        words = words[: next((k for k, w in enumerate(words) if w in _SERVES), len(words))]
    named = any(w in KNOWN.given_names for w in words[1:])
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
    plural = words[0].endswith(("ون", "ين")) and (words[0].startswith(("ال", "م")) or len(words[0]) > 5)
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
    if len(words) > 3 and not words[-2].startswith("ال") and words[-3].startswith("ال") and _may_be_name(words[-2]):
        return True  # المتحدث باسم الحكومة | فلان فلاني
    return not is_nisba(last) and not is_verbal_noun(last)


def _may_be_name(word: str) -> bool:
    return word not in HEADS and word not in _SERVES and word not in KNOWN.kept_bi and not is_verbal_noun(word)
