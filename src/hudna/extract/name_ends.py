"""What ends the naming phrase of a source or goes on with it after a comma: a bare name, a clause about somebody unnamed."""

from typing import Final

from hudna.rules.cues import cue_lexicon
from hudna.rules.nouns import LEXICON
from hudna.rules.reporting import reporting_words, source_heads
from hudna.rules.shapes import is_imperfect, is_nisba, is_verbal_noun
from hudna.rules.verbs import VERBS

CUES: Final = cue_lexicon()
HEADS: Final = source_heads()
KNOWN: Final = reporting_words()
OF_A_NAME: Final = frozenset({"ابو", "بن", "ابن", "ام", "ولد", "ال"})
_PEOPLE: Final = frozenset({"named_person", "unnamed_person", "unnamed_group"})
_OFFICES: Final = frozenset({"named_person", "unnamed_person"})
_SHORTEST_NAME: Final = 2
_LONGEST_NAME: Final = 5


def is_told(word: str) -> bool:
    """Whether the word names, after a fused ل, the person who is told (أكدت لفلان)."""
    if word[0] != "ل" or word in HEADS or word in KNOWN.given_names:
        return False
    head = HEADS.get(word[1:])
    return word[1:] in KNOWN.given_names or (head is not None and head.kind in _PEOPLE)


def is_told_body(word: str) -> bool:
    """Whether the word names, after a fused ل, a body that is told (أكد لوفد الأهالي حرصه)."""
    head = HEADS.get(word[1:]) if word[0] == "ل" and word not in HEADS and word not in KNOWN.given_names else None
    return head is not None and head.kind == "organisation" and not head.proper


def is_somebody(word: str) -> bool:
    """Whether the word is an indefinite person or group without a name, whom a clause may describe."""
    head = HEADS.get(word)
    return head is not None and head.kind in ("unnamed_person", "unnamed_group") and not word.startswith("ال")


def tells_of_him(words: list[str], i: int) -> bool:
    """Whether a verb in the perfect begins a clause there that describes an indefinite person."""
    word, before = words[i], words[i - 1]
    if word in HEADS or word in KNOWN.given_names or word.startswith("ال") or LEXICON[word].flags:
        return False
    if is_somebody(before) and not before.endswith(("ون", "ين", "ان", "ا")) and HEADS[before].number == "p":
        return False  # أهالي | ناوا
    if any(sense.aspect == "perfect" and not sense.conjoined for sense in CUES[word]):
        return True
    if is_nisba(word):
        return False
    return VERBS[word] and len(word) > 2 and word[0] not in "وف" and not is_verbal_noun(word)


def name_end(words: list[str], start: int, i: int, end: int) -> int:
    """The token after the bare name that follows an office and a comma (وزير الخارجية، باولو جينتيلوني، أن), or 0."""
    head = HEADS.get(words[start])
    if head is None or head.kind not in _OFFICES or head.proper:
        return 0
    k = i
    while k < min(end, i + _LONGEST_NAME) and _may_be_name(words[k]):
        k += 1
    closed = k < len(words) and (words[k] in "،:" or words[k] in KNOWN.that or words[k] in KNOWN.that_with_bi)
    return k if closed and k - i >= _SHORTEST_NAME else 0


def _may_be_name(word: str) -> bool:
    if word in KNOWN.given_names or word in OF_A_NAME:
        return True
    if (
        not word.isalpha()
        or word in HEADS
        or word in KNOWN.adjunct_openers
        or word in KNOWN.clause_openers
        or CUES[word]
    ):
        return False
    noun = LEXICON[word]
    if noun.flags or word in KNOWN.turns or word in KNOWN.turn_frames or word in KNOWN.days or is_told(word):
        return False
    return (
        not is_imperfect(word) and not is_verbal_noun(word) and not word.startswith(("لل", "بال")) and not VERBS[word]
    )
