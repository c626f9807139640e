"""Where the naming phrase of a source begins and ends."""

from typing import Final

from hudna.extract.name_ends import OF_A_NAME, is_somebody, is_told, is_told_body, name_end, tells_of_him
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
_NEVER_FIRST: Final = frozenset({"في", "من", "ب", "ل", "كل", "بين"})
_SO_CALLED: Final = frozenset({"يسمي", "سمي", "يعرف"})
_BEFORE_VERB: Final = frozenset({"قد", "كان", "كانت", "كانوا", "ايضا"})
_IN_A_STATE: Final = frozenset({"اباد", "ابابا", "لمبور", "وقطر", "في", "من", "علي"})
"""What may follow the first word of a state's name, or is looked at further on."""
_FRAMES: Final = {
    "قد": frozenset({"كان", "كانت", "وكان", "وكانت", "فكان", "فكانت"}),
    "ان": frozenset({"سبق", "وسبق"}),
}
"""What stands before the verb of a frame, and what opens it."""
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
    if word in ("في", "من"):
        return 2 if keeps and i + 1 < end and _is_place_or_body(words[i + 1]) else 0
    if word == "علي" and _is_name_ali(tokens, i):
        return 1
    if word == "فيما" and i + 1 < end and words[i + 1] in _SO_CALLED:
        return 2
    if _is_adjunct(words, i) or word in _BREAKS or _is_verb(words, i, end):
        return 0
    if word in KNOWN.press or word in _TO_A_PERSON or addressed_outlet(tokens, i, end) is not None:
        return 0
    if word in KNOWN.speaks_for and word not in KNOWN.kept_bi and not (keeps and word[0] == "ب"):
        return 0
    return 1


def _begins_another(word: str) -> bool:
    """Whether an indefinite noun after a definite one begins another phrase (زعيم القبيلة | وفدا، الكتيبة | حارسين)."""
    if word.startswith("ال"):
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


def _is_adjunct(words: list[str], i: int) -> bool:
    word = words[i]
    if word in KNOWN.clause_openers or word in KNOWN.own_people:
        return True
    if word == "الي" and not KNOWN.envoys.isdisjoint(words[max(0, i - 6) : i]):
        return False
    return word in KNOWN.adjunct_openers and word not in HEADS


def _is_verb(words: list[str], i: int, end: int) -> bool:
    """Whether a verb or a circumstance begins there, and the name is over."""
    word = words[i]
    if words[i - 1] in OF_A_NAME or word in KNOWN.given_names:
        return False
    if is_imperfect(word) or (word.endswith("وا") and len(word) > 4 and VERBS[word]):
        return True
    if word[0] == "ب" and len(word) > 4 and word not in KNOWN.native_bi and is_verbal_noun(word[1:]):
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
    if not tokens.span(i, i + 1).cut(tokens.folded.printed).endswith("ي"):
        return False
    before = tokens.words[i - 1]
    head = HEADS.get(before)
    after = tokens.words[i + 1] if i + 1 < len(tokens.words) else ""
    if after in KNOWN.given_names and after != "حق":
        return True
    return before in KNOWN.given_names or before.startswith("ال") or (head is not None and head.kind == "named_person")


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


def subject_before(tokens: Tokens, cue: int, floor: int) -> tuple[Phrase, int] | None:
    """The naming phrase that stands before its verb in the same clause (لكن القيادة أكدت), and where the clause begins."""
    words = tokens.words
    while cue > floor and words[cue - 1] in _BEFORE_VERB:
        cue -= 1
    start = cue
    while start > floor and not _bounds_clause(tokens, start):
        start -= 1
    if start == cue or cue - start > LONGEST:
        return None
    first = words[start]
    lead = 1 if _is_joined(first) else 0
    bare = first[1:] if first[0] in "وف" and len(first) > 3 and first not in HEADS else first
    if not _can_be_subject(bare, cue - start) or (CUES[first] and bare not in HEADS):
        return None
    return Phrase(start, cue, lead), start


def framed_subject(tokens: Tokens, cue: int, floor: int) -> tuple[Phrase, int] | None:
    """The subject that stands between the two parts of a frame, `وكان س قد أعلن`, `سبق لـ س أن أعلن`, and where the clause begins."""
    words = tokens.words
    if cue <= floor + 1 or words[cue - 1] not in _FRAMES:
        return None
    for k in range(cue - 2, max(floor, cue - LONGEST) - 1, -1):
        word = words[k]
        if word in _FRAMES[words[cue - 1]]:
            return _framed(words, k + 1, cue - 1, to=words[cue - 1] == "ان")
        if word in "،.:؛\n" or CUES[word]:
            return None
    return None


def _framed(words: list[str], start: int, end: int, *, to: bool) -> tuple[Phrase, int] | None:
    if start >= end or words[start] in KNOWN.that or words[start] in KNOWN.before_bare_verb:
        return None
    if not to:
        return Phrase(start, end), start
    if words[start] == "ل":
        return (Phrase(start + 1, end), start) if start + 1 < end else None
    if words[start][0] != "ل" or len(words[start]) < 3:
        return None
    return Phrase(start, end, 0 if words[start].startswith("لل") and words[start][1:] not in HEADS else 1), start


def _bounds_clause(tokens: Tokens, start: int) -> bool:
    words = tokens.words
    before = words[start - 1]
    if before in QUOTES and tokens.quoted[start - 1] >= 0:
        return True
    if before in KNOWN.clause_openers or before in "،.:؛\n" or before in KNOWN.that:
        return True
    return before == "بان" and words[start] != "كي"  # بان كي مون is a name


def _is_joined(word: str) -> bool:
    """Whether the first letter is a conjunction before a word that can begin a name."""
    return word[0] in "وف" and len(word) > 3 and word not in HEADS and (word[1:] in HEADS or word.startswith("ال", 1))


def _can_be_subject(word: str, length: int) -> bool:
    if (
        word in KNOWN.subject_refusers
        or word in KNOWN.before_bare_verb
        or word in KNOWN.that
        or word in KNOWN.adjunct_openers
    ):
        return False
    if word in KNOWN.turns or word in KNOWN.turn_frames or not (word[0].isalpha() or word in QUOTES):
        return False
    head = HEADS.get(word)
    if head is not None:
        return not is_imperfect(word) and (not head.proper or length <= 4)
    if is_imperfect(word) or is_verbal_noun(word):
        return False
    return word.startswith("ال") or word in KNOWN.given_names or length <= 2
