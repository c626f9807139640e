"""What ends the naming phrase of a source or goes on with it after a comma: a bare name, a clause about somebody unnamed."""

from typing import Final

from hudna.rules.cues import cue_lexicon
from hudna.rules.events import lexicon
from hudna.rules.nouns import LEXICON
from hudna.rules.reporting import reporting_words, source_heads
from hudna.rules.shapes import is_imperfect, is_nisba, is_verbal_noun, opens_as_verb
from hudna.rules.verbs import VERBS
from hudna.rules.words import folded_set

CUES: Final = cue_lexicon()
EVENTS: Final = lexicon()
HEADS: Final = source_heads()
KNOWN: Final = reporting_words()
OF_A_NAME: Final = frozenset({"ابو", "بن", "ابن", "ام", "ولد", "ال"})
ISSUED: Final = frozenset({"الصادر", "الصادره", "صادر", "صادره"})
"""After a document they tell who issued it, which is part of its name; after an outlet where it appears, which is not."""
DEPUTIES: Final = folded_set(["النائب", "نائب", "النائبة", "نائبة", "النواب", "نواب", "المرشح", "المرشحة", "العضو"])
"""Those who sit for somebody: عن goes on with their name."""
MANNERS: Final = folded_set(["بقوة", "بشدة", "بشكل", "بوضوح", "بصورة", "بطريقة", "بكل", "بحضور", "بهذا", "بذلك"])
"""How a thing was said, which no name goes on with."""
HIS_WORDS: Final = folded_set(
    [
        "بيانه",
        "بيانها",
        "حديثه",
        "حديثها",
        "كلمته",
        "كلمتها",
        "تصريحه",
        "تصريحها",
        "تصريحاته",
        "تصريحاتها",
        "خطابه",
        "خطابها",
        "مداخلته",
    ]
)
"""The speaker's own words as an object (اختتم الوزير | حديثه)."""
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
    while k < min(end, i + _LONGEST_NAME) and _may_be_name(words[k], first=k == i):
        k += 1
    after = words[k] if k < len(words) else ""
    closed = bool(after) and (after in "،:" or after in KNOWN.that or after in KNOWN.that_with_bi or _is_to(after))
    return k if closed and k - i >= _SHORTEST_NAME else 0


def _is_to(word: str) -> bool:
    """Whether an outlet that is told stands there, or what opens how a thing was said."""
    head = HEADS.get(word[1:]) if word[0] == "ل" else None
    return word in ("ل", "في", "خلال") or (head is not None and head.kind == "outlet")


def is_surname(words: list[str], i: int) -> bool:
    """Whether a word that looks like a future (سيدا…) is the end of a foreign name: no verb stands alone before a mark."""
    word, before = words[i], words[i - 1]
    if not is_imperfect(word) or i + 1 >= len(words) or is_listed_verb(word) or CUES[word] or not before.isalpha():
        return False
    if before in HEADS or before.startswith("ال") or LEXICON[before].flags:
        return False
    return words[i + 1] in "،:" or words[i + 1] in KNOWN.that


def is_listed_verb(word: str) -> bool:
    """Whether the word is a verb that a table knows, and not by its shape alone."""
    return VERBS[word] and (word in VERBS.plain or not opens_as_verb(word) or bool(EVENTS[word]))


def is_title(word: str) -> bool:
    """Whether an unknown word may go on with the name of an outlet (واشنطن تايمز)."""
    return word.isalpha() and word not in HEADS and not CUES[word] and not VERBS[word] and not LEXICON[word].flags


def is_written(word: str) -> bool:
    """Whether the word is an indefinite document, whose maker stands after ل and is not told (حصيلة لوكالة س)."""
    head = HEADS.get(word)
    return head is not None and head.kind == "document" and not word.startswith("ال")


def issued(words: list[str], start: int, i: int, end: int) -> int:
    """How many tokens from i still belong to the name of a document that was issued by somebody; 0 after an outlet."""
    head = HEADS.get(words[start])
    if head is None or head.kind != "document" or i + 1 >= end:
        return 0
    return 2 if words[i] == "عن" else int(words[i + 1] == "عن")


def _may_be_name(word: str, *, first: bool) -> bool:
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
        not is_verbal_noun(word)
        and not word.startswith(("لل", "بال"))
        and not (VERBS[word] if first else is_listed_verb(word))
        and not (first and is_imperfect(word))
    )
