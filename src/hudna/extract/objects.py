"""The noun that is said: the object of a cue, told from the words of its source (أعلن الجيش | مقتل جندي)."""

from typing import Final

from hudna.extract.tokens import CLOSING, STRAIGHT
from hudna.rules.cues import CueSense, cue_lexicon
from hudna.rules.nouns import LEXICON
from hudna.rules.reporting import reporting_words, source_heads
from hudna.rules.shapes import is_nisba, is_verbal_noun

CUES: Final = cue_lexicon()
HEADS: Final = source_heads()
KNOWN: Final = reporting_words()
_JUDGES: Final = frozenset({"condemn", "criticise", "support"})
_ADVERBS: Final = frozenset({"ايضا", "كذلك", "بشده", "امس", "اليوم", "مجددا", "علنا", "صراحه", "بقوه"})
_NO_ARTICLE: Final = frozenset(
    {"القاء", "الغاء", "الزام", "الحاق", "التزام", "التزامه", "التزامها", "التحاق", "التقاء", "الغاءه"}
)
"""Verbal nouns whose own letters look like the article once folded."""
_ANSWERS: Final = _JUDGES | {"deny", "reject"}
_TOLD: Final = frozenset(
    {"الروايه", "المزاعم", "الانباء", "الاتهامات", "الشايعات", "الخبر", "التهم", "الادعاءات", "التقارير", "الاقاويل"}
)
"""What has been told, and is denied or deplored."""
_MATTER: Final = frozenset({"معلومات", "تفاصيل", "انباء", "وقايع", "ما", "كل", "جميع"})
"""What a document holds without saying it (يشمل التقرير معلومات)."""
_TENS: Final = frozenset(
    {"عشرين", "ثلاثين", "اربعين", "خمسين", "ستين", "سبعين", "ثمانين", "تسعين", "ميه", "مييه", "ميات", "عشرات", "الاف"}
)
_ENDS_NAME: Final = CLOSING | STRAIGHT | {")", "،"}


def object_at(words: list[str], cue: int, j: int, sense: CueSense) -> bool:
    """Whether the noun at token j is what is said and not part of the speaker's name."""
    word = words[j]
    if "obj+resp" in sense.takes and word in KNOWN.blame:
        return True
    if "obj-count" in sense.takes and j > cue + 1 and _is_count(words, j):
        return True
    if "obj" not in sense.takes and "obj-count" in sense.takes:
        return False
    if "obj-doc" in sense.takes and word in _MATTER:
        return False
    if not _can_be_said(word, sense) and not _is_judged(words, cue, j, sense):
        return False
    if not word.isalpha() or not _is_completed(words, j, sense):
        return False
    if j == cue + 1:
        if "obj-doc" in sense.takes and word in KNOWN.bears_terms:
            return False  # تتضمن الهدنة …: it is what holds the terms
        head = HEADS.get(word)
        written = head is not None and head.kind == "document" and (sense.group == "deny" or word.endswith("ا"))
        return head is None or word in KNOWN.plain_objects or written
    k = j - 1
    while k > cue and (
        words[k] in KNOWN.days
        or (words[k] == "،" and (words[k - 1] in KNOWN.days or words[k + 1] in KNOWN.days))
        or (words[k] == "من" and words[k - 1] == "اول")
        or words[k] in KNOWN.turns
        or words[k + 1] in KNOWN.turns
    ):
        k -= 1
    if "min+obj" in sense.takes and word.startswith("ال") and "من" in words[cue + 1 : j - 1]:
        return True  # طلبت من أنقرة منذ أشهر السماح لها
    if k == cue or _may_follow(words[k], word, words[j + 1] if j + 1 < len(words) else ""):
        return True
    before = words[k]
    strange = before.isalpha() and before not in HEADS and not LEXICON[before].flags and before not in KNOWN.governors
    return sense.group in _ANSWERS and strange and word.startswith("ال") and not is_nisba(word) and k > cue + 2


def _is_count(words: list[str], j: int) -> bool:
    """Whether a number of things or people begins at token j, and no date or share (أحصى المرصد | 40 خرقا)."""
    if words[j] in KNOWN.counters or words[j] in _TENS:
        return True
    year = len(words[j]) == 4 and words[j].startswith(("19", "20"))
    return words[j].isdigit() and not year and words[j + 1].isalpha() and words[j - 1] not in KNOWN.governors


def _is_judged(words: list[str], cue: int, j: int, sense: CueSense) -> bool:
    """Whether a verb of judging has any definite noun as its object, after its subject and an adverb (انتقد س أيضا الدول)."""
    if sense.group not in _JUDGES or not words[j].startswith("ال"):
        return False
    if j == cue + 1 and sense.aspect == "participle":
        return True  # منتقدين المجتمع الدولي
    if words[j - 1] not in _ADVERBS:
        return False
    return j > cue + 2


def _can_be_said(word: str, sense: CueSense) -> bool:
    if is_verbal_noun(word) or word in _NO_ARTICLE:
        return True
    if word in _TOLD and sense.group in _ANSWERS:
        return True
    if word.endswith("ا") and len(word) > 3 and is_verbal_noun(word[:-1]):
        return True
    if sense.group in ("condemn", "criticise") and word.startswith("ال") and word.endswith("ات"):
        return word not in HEADS
    return sense.group in ("describe", "opine") and word in KNOWN.topics


def _is_completed(words: list[str], j: int, sense: CueSense) -> bool:
    """Whether a cue that needs something beside its object has it (وصف س ص بكذا، حمل س ص المسؤولية)."""
    if sense.group == "describe":
        return any(w[0] == "ب" and w not in KNOWN.speaks_for for w in words[j + 1 : j + 20])
    if "obj-ila" in sense.takes:
        return "الي" in words[j + 1 : j + 14]
    if sense.group == "claimresp":
        return words[j] not in KNOWN.adopted
    return "obj+resp" not in sense.takes or not KNOWN.blame.isdisjoint(words[j : j + 10])


def _may_follow(before: str, word: str, after: str) -> bool:
    """Whether `before` can be the last word of a name after which the object begins."""
    if before == ":" or before in KNOWN.governors:
        return False
    if before == "،" and any(s.aspect == "participle" for s in CUES[word]):
        return False
    if not before.isalpha() and before not in _ENDS_NAME:
        return False
    head = HEADS.get(before)
    if head is not None and not head.proper and not before.startswith("ال") and not is_nisba(before):
        return False
    definite = before.startswith("ال") or before in KNOWN.adjunct_openers
    if word.startswith("ال") and word not in _NO_ARTICLE:
        known_name = before in KNOWN.given_names or (head is not None and head.proper)
        if not before.startswith("ال") and before.endswith(("ون", "يين")) and is_nisba(before):
            return True  # an adjective of theirs would be indefinite too
        if before.startswith("ال") and is_nisba(word) and before.endswith("ه") == word.endswith("ه"):
            return False  # الحكومة الشرعية
        return known_name or (definite and not word.startswith("الم"))
    if before in KNOWN.given_names:
        owed = word in KNOWN.obligation and is_verbal_noun(after)
        return owed or word in KNOWN.plain_objects or (len(word) > 4 and after.startswith("ال"))
    return definite or is_nisba(before) or not before.endswith("ه") or len(before) < 5
