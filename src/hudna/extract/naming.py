"""Where the naming phrase of a source begins and ends."""

from typing import Final

from hudna.extract.name_ends import (
    DEPUTIES,
    HIS_WORDS,
    ISSUED,
    MANNERS,
    OF_A_NAME,
    is_somebody,
    is_surname,
    is_title,
    is_told,
    is_told_body,
    is_written,
    issued,
    name_end,
    tells_of_him,
)
from hudna.extract.stated import Phrase
from hudna.extract.tokens import OPENING, QUOTES, Tokens
from hudna.extract.told_to import addressed_outlet, quotation_end
from hudna.rules.cues import cue_lexicon
from hudna.rules.reporting import reporting_words, source_heads
from hudna.rules.shapes import is_imperfect, is_nisba, is_verbal_noun
from hudna.rules.verbs import VERBS

CUES: Final = cue_lexicon()
HEADS: Final = source_heads()
KNOWN: Final = reporting_words()
LONGEST: Final = 16
"""Tokens of the longest naming phrase that is believed."""
_BREAKS: Final = frozenset("-–/.:؛—ـ")
_TO_A_PERSON: Final = frozenset({"له", "لها", "لهم", "لنا", "لهما"})
_NEVER_FIRST: Final = frozenset({"في", "من", "ب", "ل", "كل", "بين", "او"})
_SO_CALLED: Final = frozenset({"يسمي", "سمي", "يعرف"})
_IN_A_STATE: Final = frozenset({"اباد", "ابابا", "لمبور", "وقطر", "في", "من", "علي"})
"""What may follow the first word of a state's name, or is looked at further on."""
_COUNTED: Final = frozenset(
    {
        "الف",
        "الاف",
        "مليون",
        "ملايين",
        "شخص",
        "شخصا",
        "قتيل",
        "قتيلا",
        "مدنيا",
        "مدنيين",
        "جنديا",
        "حاله",
        "خرقا",
        "عايله",
    }
)
_SOME: Final = frozenset(
    {"عدد", "عددا", "بعض", "كثير", "الكثير", "العديد", "عشرات", "مجموعه", "واحد", "واحده", "اثنان"}
)
"""Before من they count those who speak (عدد من الخبراء)."""
_NEW_PARTY: Final = frozenset({"organisation", "unnamed_group", "document", "outlet"})
_TITLES: Final = frozenset({"د", "م", "ا"})
_BY_OTHERS: Final = frozenset({"به", "بها", "بهم"})
"""After معترف they belong to the name (الحكومة المعترف بها دوليا)."""
_PERSONS: Final = frozenset({"named_person", "unnamed_person"})
_APPOSED: Final = frozenset({"named_person", "unnamed_person", "organisation"})


def begins_name(words: list[str], i: int, end: int) -> bool:
    """Whether a naming phrase may begin at token i."""
    word = words[i]
    if word in QUOTES:
        return i + 1 < end
    if not word[0].isalpha() or word in KNOWN.adjunct_openers or word in KNOWN.clause_openers or word in _TO_A_PERSON:
        return False
    if word in _NEVER_FIRST or word in KNOWN.turns or word in KNOWN.speaks_for or word in KNOWN.idiom_objects:
        return False
    if word.startswith("بال") and len(word) > 5 and word not in HEADS and word not in KNOWN.given_names:
        return False  # أهابت بالأهالي
    if word in KNOWN.press or word in KNOWN.blame or word.startswith("لل") or is_told(word) or is_told_body(word):
        return False
    if any(sense.aspect == "participle" for sense in CUES[word]) and word.endswith(("ا", "ه")) and word not in HEADS:
        return False  # وأضاف موضحا أن
    return word in HEADS or word in KNOWN.given_names or not is_imperfect(word)


def phrase_at(tokens: Tokens, start: int, end: int) -> Phrase | None:
    """The naming phrase that begins at `start`, or None where nothing there can be a source."""
    words = tokens.words
    keeps = words[start] in KNOWN.keeps_place
    i = start
    while i < min(end, start + LONGEST):
        word = words[i]
        if word in QUOTES:
            i = quotation_end(tokens, i, end)
        elif word == "(":
            i = next((k for k in range(i, min(end, i + 8)) if words[k] == ")"), i) + 1
        elif word == "،":
            named = name_end(words, start, i + 1, end)
            if named:
                i, keeps = named, False
                continue
            if not _apposition(words, i + 1, end):
                break
            i, keeps = i + 1, False
        else:
            step = 1 if i == start else _step(tokens, start, i, end, keeps)
            if not step:
                break
            i += step
    return _trimmed(words, start, min(i, end))


def _step(tokens: Tokens, start: int, i: int, end: int, keeps: bool) -> int:
    """How many tokens from i still belong to the phrase that began at `start`; 0 where it ends."""
    words = tokens.words
    word = words[i]
    if i == start + 1 and _is_proper(word) and _is_proper(words[start]) and word not in _IN_A_STATE:
        return 0
    if words[i - 1].startswith("ال") and _begins_another(word):
        return 0
    if is_somebody(words[start]) and tells_of_him(words, i):
        return 0  # تاجر | وصل إلى البلدة
    if _is_outlet(words[start]) and _is_proper(words[i - 1]) and is_title(word):
        return 1  # صحيفة واشنطن تايمز
    if _is_proper(words[i - 1]) and word[0].isalpha() and not word.startswith(("ال", "و")) and word not in _IN_A_STATE:
        return int(word in KNOWN.given_names and (word != "علي" or _is_name_ali(tokens, i)))  # باكستان | تتقدم
    if word[0].isdigit() and i + 1 < end and words[i + 1] in _COUNTED:
        return 0  # المكتب | 390 ألف شخص
    if word in KNOWN.fixed_sources or (is_told(word) and not words[i - 1].startswith("ال")):
        return 0
    if (is_nisba(words[i - 1]) and _is_outlet(word)) or (words[i - 1] in KNOWN.ranked and _is_outlet(word)):
        return 0
    if word == "من" and i == start + 1 and words[start] in _SOME:
        return 2
    if word in ISSUED or (word == "عن" and words[i - 1] in ISSUED):
        return issued(words, start, i, end)
    if word == "." and words[i - 1] in _TITLES:
        return 1  # د. فلان
    if word in _BY_OTHERS and words[i - 1].removeprefix("ال") == "معترف":
        return 1 + (i + 1 < end and words[i + 1] == "دوليا")
    if word == "عن" and words[i - 1] in DEPUTIES:
        return 2  # النائب عن كتلة س
    if word == "لدي" and words[i - 1] != "،" and not KNOWN.envoys.isdisjoint(words[max(start, i - 3) : i]):
        return 2  # السفير لدى لبنان
    if word in HIS_WORDS or (word == "علي" and words[i - 1].removeprefix("لل").removeprefix("ال") in KNOWN.keeps_ala):
        return 0 if word in HIS_WORDS else 2
    if word in ("في", "من"):
        seated = i + 1 < end and _is_seat(words, start, i + 1)
        kept = keeps or seated or (word == "في" and words[i - 1] in KNOWN.keeps_place)
        return 2 if kept and i + 1 < end and _is_place_or_body(words[i + 1]) else 0
    if word == "علي" and (_is_name_ali(tokens, i) or _is_office_of_ali(tokens, start, i, end)):
        return 1
    if word == "فيما" and i + 1 < end and words[i + 1] in _SO_CALLED:
        return 2
    if _is_adjunct(words, i) or word in _BREAKS or _is_verb(words, i, end):
        return 0
    outlet = addressed_outlet(tokens, i, end)
    if outlet is not None and i == start + 1 and is_written(words[start]):
        return outlet.end - i  # حصيلة لوكالة س
    if word in KNOWN.press or word in _TO_A_PERSON or outlet is not None:
        return 0
    placed = keeps and word[0] == "ب" and word not in MANNERS
    if word in KNOWN.speaks_for and word not in KNOWN.kept_bi and not placed:
        return 0
    return 1


def _begins_another(word: str) -> bool:
    """Whether an indefinite noun after a definite one begins another phrase (زعيم القبيلة | وفدا، الكتيبة | حارسين)."""
    if word.startswith(("ال", "لل")):
        return False
    head = HEADS.get(word) or (HEADS.get(word[:-1]) if word.endswith("ا") else None)
    if head is not None:
        return head.kind in _NEW_PARTY and not head.proper
    return word not in KNOWN.given_names and (is_verbal_noun(word) or (word.endswith("ين") and len(word) > 5))


def _is_outlet(word: str) -> bool:
    head = HEADS.get(word)
    return head is not None and head.kind == "outlet" and not word.startswith("ال")


def _is_proper(word: str) -> bool:
    head = HEADS.get(word)
    return head is not None and head.proper


def _is_place_or_body(word: str) -> bool:
    """Whether `في` before the word goes on naming the source (مصادر في لحج) and begins no adjunct (في بيان)."""
    return word not in KNOWN.media and word not in KNOWN.turns and not word[0].isdigit()


def _is_seat(words: list[str], start: int, i: int) -> bool:
    """Whether a person serves in the body named at i (الباحثة في مركز س، أمينة المظالم في وزارة ص)."""
    person, body = HEADS.get(words[start]), HEADS.get(words[i])
    if person is None or body is None or body.kind != "organisation" or body.proper:
        return False
    return person.kind in _PERSONS and words[i] not in KNOWN.media


def _is_adjunct(words: list[str], i: int) -> bool:
    word = words[i]
    if word in KNOWN.clause_openers or word in KNOWN.own_people:
        return True
    if word == "الي" and not KNOWN.envoys.isdisjoint(words[max(0, i - 6) : i]):
        return False
    return word in KNOWN.adjunct_openers and (word not in HEADS or word == "الاحد")


def _is_verb(words: list[str], i: int, end: int) -> bool:
    """Whether a verb or a circumstance begins there, and the name is over."""
    word = words[i]
    if words[i - 1] in OF_A_NAME or word in KNOWN.given_names or is_surname(words, i):
        return False
    if is_imperfect(word) or (word.endswith("وا") and len(word) > 4 and VERBS[word]):
        return True
    with_bi = word[0] == "ب" and len(word) > 4 and word not in KNOWN.native_bi
    if with_bi and (is_verbal_noun(word[1:]) or word.endswith(("اته", "اتها", "اتهم"))):
        return True
    senses = CUES[word]
    if not senses:
        return False
    if word[-1] == "ا" and any(sense.aspect == "participle" for sense in senses):
        return True
    after = words[i + 1] if i + 1 < end else ""
    told = not word.startswith("ال") and any(s.aspect == "perfect" and not s.strict and not s.conjoined for s in senses)
    if told and after in HEADS:
        return True  # وبحسب المرصد | قال ناشطون
    if after == "عدم" or after in KNOWN.naming_acts:
        return True
    return word[0] != "ا" and after in ("ان", "الي", "بان")


def _is_name_ali(tokens: Tokens, i: int) -> bool:
    """Whether `علي` is the given name and not the preposition على, which some print with the same letters."""
    if not tokens.printed(i).endswith("ي"):
        return False
    before = tokens.words[i - 1]
    head = HEADS.get(before)
    after = tokens.words[i + 1] if i + 1 < len(tokens.words) else ""
    if after in KNOWN.given_names and after != "حق":
        return True
    return before in KNOWN.given_names or before.startswith("ال") or (head is not None and head.kind == "named_person")


def _is_office_of_ali(tokens: Tokens, start: int, i: int, end: int) -> bool:
    """Whether an office stands before `علي`, printed as the name, and a surname after it (المتحدث في عدن | علي الأحمدي)."""
    words = tokens.words
    head, after = HEADS.get(words[start]), words[i + 1] if i + 1 < end else ""
    if head is None or head.kind not in _PERSONS or not after.startswith("ال") or is_verbal_noun(after):
        return False
    return is_nisba(after) and tokens.printed(i).endswith("ي")


def _apposition(words: list[str], i: int, end: int) -> bool:
    """Whether what follows a comma still names the speaker: an office, a rank, a body."""
    head = HEADS.get(words[i]) if i < end else None
    if head is None or head.kind not in _APPOSED:
        return False
    if head.kind == "named_person" or words[i].startswith("ال"):
        return True
    return i + 1 < end and words[i + 1].startswith("ال")


def _trimmed(words: list[str], start: int, end: int) -> Phrase | None:
    while end > start and (words[end - 1] in "،و:.-–(" or words[end - 1] in OPENING):
        end -= 1
    while start < end and words[start] in "،:.-–":
        start += 1
    if start >= end or (words[start] in QUOTES and end == start + 1):
        return None
    return Phrase(start, end)
