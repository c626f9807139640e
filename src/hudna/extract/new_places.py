"""Places that no table has: what a report itself shows to be one, by its head noun, its shape or what stands after it."""

from typing import Final

from hudna.extract.phrases import verbal
from hudna.rules.frames import RULES
from hudna.rules.looks import LOCATES
from hudna.rules.nouns import LEXICON, Names
from hudna.rules.place_words import place_words
from hudna.rules.places import opens_place
from hudna.rules.reporting import reporting_words

HEADS: Final = RULES.words["naming_places"]
LOCATIVE: Final = RULES.words["locative"]
GIVEN_NAMES: Final = reporting_words().given_names
COMMON: Final = RULES.words["no_names"]
DIRECTIONS: Final = frozenset(place_words().direction)
_WITHIN: Final = RULES.words["leading_in"]
NOUNS: Final = RULES.words["common_nouns"]
_PLACE: Final = Names.PLACE
_PRONOUNS: Final = ("ها", "نا", "هما", "كما", "ايا")
_ENDINGS: Final = ("ها", "هم", "يه", "ين", "ون", "ات", "ء")
_NOUN_ENDINGS: Final = ("ه", "ي", "هم", "هن", "نا", "كم", "ك", "هما", "ين", "ون", "ات", "ء")
_SHORTEST: Final = 3
_FOREIGN: Final = 4
"""A shorter word with a long vowel at its end may be anything."""


class _Heads(dict[str, bool]):
    """Whether a printed word is a singular noun, without article and pronoun, that places are named after."""

    def __missing__(self, word: str) -> bool:
        noun = LEXICON[word]
        bare = word[noun.lead :]
        self[word] = found = bool(noun.flags) and not noun.definite and not noun.suffix and bare in HEADS
        return found


class _Unknown(dict[str, bool]):
    """Whether a word is in no table and can be a name by its letters."""

    def __missing__(self, word: str) -> bool:
        plain = len(word) >= _SHORTEST and word[0].isalpha() and not LEXICON[word].flags and not opens_place(word)
        self[word] = found = plain and word not in COMMON and word not in GIVEN_NAMES and not verbal(word)
        return found


HEADED: Final = _Heads()
_UNKNOWN: Final = _Unknown()


def _common(word: str) -> bool:
    """Whether an indefinite word has a plural, a pronoun or the pattern of a verbal noun."""
    if word.endswith(_ENDINGS):
        return True
    return len(word) > _SHORTEST + 1 and ((word[0] == "ا" and word[-2] == "ا") or (word[0] == "ت" and word[-2] == "ي"))


def new_places(words: list[str], looks: list[int], triggers: frozenset[int]) -> dict[str, int]:
    """Every bare name that the report uses as one of a place, with the class of a place."""
    headed: set[str] = set()
    located: set[str] = set()
    found: dict[str, int] = {}
    for i in range(1, len(words)):
        if not looks[i - 1] & LOCATES or not _UNKNOWN[words[i]] or i in triggers:
            continue
        word, before = words[i], words[i - 1]
        if not word.startswith("ال") and _common(word) and not (before in _WITHIN and _in_a_named_place(words, i + 1)):
            continue
        leads = before in LOCATIVE
        if not (leads or HEADED[before]):
            continue
        if not leads:
            if not _adjective(word, before):
                headed.add(word)
            continue
        located.add(word)
        if _lies(words, i + 1) or (before in _WITHIN and (_foreign(word) or _alone(words, i))):
            found[word] = _PLACE
    for word in headed & located:
        found[word] = _PLACE
    return found


def _adjective(word: str, head: str) -> bool:
    """Whether a word after an indefinite head may describe it (`قرية صغيرة`)."""
    return word.endswith("ه") and not word.startswith("ال") and LEXICON[head].gender == "f"


def _lies(words: list[str], i: int) -> bool:
    """Whether what stands at `i` says where the name before it lies: `شمال`, `، شمال شرق`, `بولاية`."""
    if i < len(words) and words[i] in ("،", "("):
        i += 1
        return i + 1 < len(words) and words[i] in DIRECTIONS and not words[i].startswith("ال")
    if i >= len(words):
        return False
    noun = LEXICON[words[i]]
    fused = noun.preposition == "ب" and bool(noun.flags & _PLACE) and words[i][noun.lead :] in HEADS
    return fused or (words[i] in DIRECTIONS and not words[i].startswith("ال"))


def _in_a_named_place(words: list[str], i: int) -> bool:
    """Whether `بريف` or the like stands at `i` with the name of what the place before it lies in (`في س بريف ص`)."""
    return i + 1 < len(words) and words[i][0] == "ب" and _lies(words, i) and opens_place(words[i + 1])


def _alone(words: list[str], i: int) -> bool:
    """Whether a word that looks like no common noun of Arabic stands there without article, genitive and adjective."""
    word = words[i]
    if word.startswith("ال") or word in NOUNS or word.endswith(_NOUN_ENDINGS) or len(word) <= _SHORTEST:
        return False
    after = words[i + 1] if i + 1 < len(words) else "."
    return not after.startswith("ال") or LEXICON[after].flags == Names.STOP


def _foreign(word: str) -> bool:
    """Whether a word has an ending that no common noun has after `في`."""
    return len(word) >= _FOREIGN and word[-1] in "او" and not word.endswith(_PRONOUNS) and word[:2] != "ال"
