"""Whose verb a cue is: its subject told from its object, before it or behind, or in an antecedent."""

from typing import Final

from hudna.extract.before_verb import subject_before
from hudna.extract.drafts import Drafts
from hudna.extract.opening import Cue
from hudna.extract.source_kinds import head_word, hop_of
from hudna.extract.stated import Hop, Phrase
from hudna.extract.tokens import CLOSING, OPENING, QUOTES
from hudna.rules.cues import CueSense
from hudna.rules.nouns import LEXICON
from hudna.rules.reporting import reporting_words, source_heads
from hudna.rules.shapes import is_nisba, is_verbal_noun
from hudna.vocabulary import SourceKind

HEADS: Final = source_heads()
KNOWN: Final = reporting_words()
FINITE: Final = frozenset({"perfect", "imperfect", "jussive"})
_WITH_OBJECT: Final = frozenset({"obj+bi", "obj+ala", "obj+ila", "obj+obj", "obj+min", "obj", "obj+resp", "lawm"})
_WITH_PERSON: Final = _WITH_OBJECT - {"obj"}
_JUDGES: Final = frozenset({"condemn", "support", "demand"})
"""Groups of verbs whose plain object may be somebody (انتقد الحزب الحكومة)."""
_ADDRESSED: Final = frozenset({"organisation", "unnamed_group", "unnamed_person"})
_BARE_NAMES: Final = frozenset({"حماس", "فتح", "داعش", "طالبان", "فارك"})
"""Bodies whose name is one word, with which no state goes on."""
_MANY: Final = frozenset({"اخرون", "كثيرون", "عديدون"})
_PATRONYMICS: Final = frozenset({"ابو", "بن", "ابن", "ولد", "ام"})
_COMPOUND: Final = frozenset({"عبد", "ابو", "بن", "ابن", "ام", "ال", "سيف", "نور", "صلاح", "ضياء", "حسام"})
"""Parts of a name that go on with the article (عبد العزيز)."""
_ENDS_STATE: Final = frozenset({"اباد", "ابابا", "لمبور"})
_DOCUMENT_REACH: Final = 7
_ANTECEDENT_REACH: Final = 8


def subject_among(drafts: Drafts, hops: tuple[Hop, ...], sense: CueSense) -> tuple[Hop, ...]:
    """The hops, unless agreement or meaning says that they are not the subject of the verb before them."""
    if not hops or (sense.number in ("p", "d") and sense.aspect in FINITE):
        return ()
    words = drafts.tokens.words
    first = hops[0].phrase
    word = head_word(drafts.tokens, first)
    if not sense.takes.isdisjoint(_WITH_OBJECT):
        accusative = word.endswith("ين") and words[first.end - 1].endswith("ين")
        accusative = accusative or any(
            w.startswith("وال") and w.endswith("ين") for w in words[first.start : first.end + 1]
        )
        called = word in KNOWN.addressees and words[first.start + 1 : first.start + 2] != ["من"]
        if len(hops) == 1 and (accusative or called or not fits(drafts, first, sense)):
            return ()
        if not sense.takes.isdisjoint(_WITH_PERSON) or sense.group in _JUDGES:
            hops = (_without_object(drafts, hops[0]), *hops[1:])
    if word in HEADS or word in KNOWN.given_names or _has_office(words, first):
        return hops
    bare = word[:-1] if word.endswith("ا") and len(word) > 4 else word
    return () if is_verbal_noun(word) or is_verbal_noun(bare) else hops


def _has_office(words: list[str], phrase: Phrase) -> bool:
    """Whether an office follows the first words of the phrase, which are a name then, whatever they look like."""
    heads = (HEADS.get(word) for word in words[phrase.start + 1 : phrase.end])
    return any(head is not None and head.kind == "named_person" for head in heads)


def takes_nobody(sense: CueSense) -> bool:
    """Whether the verb has no object whom it addresses or judges, so that a name after it is its subject."""
    return sense.takes.isdisjoint(_WITH_OBJECT)


def _without_object(drafts: Drafts, hop: Hop) -> Hop:
    """The subject of a verb that takes somebody as its object, cut before him (طالب المجلس المحلي | الفصائل بفتح)."""
    words = drafts.tokens.words
    start, end, lead = hop.phrase
    plural = words[start].endswith("ون") and not words[start].startswith(
        "ال"
    )  # ناشطون | السلطات: an indefinite group ends before the first definite noun
    for k in range(start + 1, end):
        word, before = words[k], words[k - 1]
        definite = word.startswith("ال")
        if word in KNOWN.blame or (plural and definite and before not in KNOWN.governors):
            return hop_of(drafts.tokens, Phrase(start, k, lead))
        called = word in KNOWN.addressees and before not in KNOWN.governors and before not in KNOWN.kept_bi
        joined = before[0] == "و" and before[1:] in HEADS
        called = (
            called and not joined and (before not in HEADS or before.startswith("ال") or k == start + 1)
        )  # مجلس الأهالي
        if (before in KNOWN.given_names and _is_state(word)) or _is_other(words, start, k):
            return hop_of(drafts.tokens, Phrase(start, k, lead))  # الرئيس فلان | الصين
        if definite and (called or (_ends_name(before) and _is_addressed(word))):
            return hop_of(drafts.tokens, Phrase(start, k, lead))
    return hop


def _is_other(words: list[str], start: int, k: int) -> bool:
    """Whether another party begins at k: after a name or a mark no definite noun goes on (الرئيس فلان | المليشيات)."""
    word, before = words[k], words[k - 1]
    head = HEADS.get(word)
    if before in KNOWN.governors or before in KNOWN.kept_bi:
        return False
    if k > start + 1 and _is_unlike(words, start, k):
        return True
    if before in _BARE_NAMES and head is not None and head.proper:
        return True  # حماس | إسرائيل
    if _is_state(before) or before in CLOSING:
        named = word in OPENING or (head is not None and head.proper and word not in _ENDS_STATE)
        return named or (head is not None and word.startswith("ال") and head.kind in _ADDRESSED and not is_nisba(word))
    several = before.endswith("ون") and (is_nisba(before) or before in _MANY)
    if several and k > start + 1 and not word.endswith("ون") and word in HEADS:
        return True  # المواطنون اليمنيون | رئيس الحكومة
    if _is_his(word) and (before not in HEADS or before.startswith("ال")) and k > start + 1:
        return True  # محافظ البلدة | جيرانه
    if not word.startswith("ال") or before.startswith("ال"):
        return False
    first = HEADS.get(words[start])
    if head is None:
        after = words[k + 1]
        called = before in KNOWN.given_names or words[k - 2] in _PATRONYMICS
        called = called and before not in _COMPOUND
        return called and k > start + 1 and not is_nisba(word) and after.startswith("ال") and is_nisba(after)
    if head.kind not in _ADDRESSED or (is_nisba(word) and head.kind != "organisation"):
        return False
    titled = first is not None and first.kind == "named_person" and k > start + 2
    named = before in KNOWN.given_names or (before not in HEADS and not LEXICON[before].flags)
    return titled and named and head.number == "p"


def _is_unlike(words: list[str], start: int, k: int) -> bool:
    """Whether the word after an adjective agrees with nothing before it (الحكومة الألمانية | بلاده، السلطات المحلية | الطرفين)."""
    word, before = words[k], words[k - 1]
    head = HEADS.get(word)
    if before.startswith("ال"):
        several = word.startswith("ال") and word.endswith("ين") and before.endswith(("ي", "يه")) and is_nisba(before)
        several = several or (
            word.endswith("ي") and HEADS.get(word + "ن") is not None
        )  # الحكومة التركية | مسلحي التنظيم
        return several or (head is not None and head.proper and not is_nisba(word))
    if words[start].startswith("ال") or not is_nisba(before) or head is None or is_nisba(word):
        return False
    return head.kind == "organisation" and not head.proper and not word.startswith("ال")  # منظمة دولية | قوات الجيش


def _is_his(word: str) -> bool:
    """Whether the word is somebody named by his tie to another (نائبه، خصومها)."""
    for end in ("ه", "ها", "هم"):
        head = HEADS.get(word[: -len(end)]) if word.endswith(end) and word not in HEADS else None
        if head is not None and head.kind in ("named_person", "unnamed_person", "unnamed_group"):
            return not head.proper
    return False


def _ends_name(word: str) -> bool:
    head = HEADS.get(word)
    return word.startswith("ال") or word in KNOWN.given_names or (head is not None and head.proper)


def _is_state(word: str) -> bool:
    head = HEADS.get(word)
    return head is not None and head.proper


def _is_addressed(word: str) -> bool:
    head = HEADS.get(word)
    people = word in KNOWN.addressees or (head is not None and head.kind in _ADDRESSED and not head.proper)
    return people and not is_nisba(word)


def fits(drafts: Drafts, phrase: Phrase, sense: CueSense) -> bool:
    """Whether the phrase agrees with the verb in gender, as far as both show it."""
    gender, _ = drafts.speakers.agreement(hop_of(drafts.tokens, phrase))
    return not gender or not sense.gender or gender == sense.gender


def is_thing_said(drafts: Drafts, cue: Cue, phrase: Phrase) -> bool:
    """Whether the phrase after the verb is its object and no speaker: an indefinite noun (أعلنت حالة الاستنفار)."""
    if cue.found.kind != "object" or phrase.end >= cue.found.at or drafts.can_speak(phrase):
        return False
    first = head_word(drafts.tokens, phrase)
    quoted = drafts.tokens.words[phrase.start] in QUOTES
    return first.endswith("ه") and not quoted and not first.startswith("ال")


def holds_view(sense: CueSense) -> bool:
    """Whether the verb of a relative clause tells what its antecedent thinks of something (الدولة التي تعتبر الحزب خصما)."""
    return sense.group == "opine" and not sense.suffix


def antecedent(drafts: Drafts, cue: Cue, floor: int) -> tuple[Hop, ...]:
    """The speaker that a relative clause hangs on (القائد الذي زعم أن); none where it hangs on a thing."""
    words = drafts.tokens.words
    pronoun = cue.token - 1
    if holds_view(cue.sense):
        ahead = subject_before(drafts.tokens, pronoun, cue.sentence.start)
        if ahead is not None and fits(drafts, ahead[0], cue.sense):
            return (hop_of(drafts.tokens, ahead[0]),)
    clausal = cue.found.kind == "that"
    for k in range(pronoun - 1, max(floor, pronoun - _ANTECEDENT_REACH) - 1, -1):
        head = HEADS.get(words[k])
        if words[k] == "،" and k == pronoun - 1 and not clausal:
            continue
        if words[k] in "،:" or (not clausal and _is_apart(words[k]) and not _is_seat(words, k, pronoun)):
            return ()
        if head is not None and words[pronoun] == "الذين" and head.number == "s":
            return ()
        if head is not None and head.kind != "document":
            while k > floor and words[k - 1] in HEADS and not words[k - 1].startswith("ال"):
                k -= 1  # رئيسة | اللجنة فلانة
            phrase = Phrase(k, pronoun - (words[pronoun - 1] == "،"))
            return (hop_of(drafts.tokens, phrase),) if fits(drafts, phrase, cue.sense) else ()
    return ()


def _is_seat(words: list[str], k: int, pronoun: int) -> bool:
    """Whether `في` at k gives the place of a body before a comma (الشركة في العاصمة، التي)."""
    return words[k] == "في" and k == pronoun - 3 and words[pronoun - 1] == "،"


def _is_apart(word: str) -> bool:
    """Whether the word shows that the relative clause hangs on something nearer than a speaker (الوزير عن الخطة التي)."""
    head = HEADS.get(word)
    return word in KNOWN.governors or word in KNOWN.adjunct_openers or (head is not None and head.kind == "document")


def holds_terms(drafts: Drafts, hops: tuple[Hop, ...], sense: CueSense) -> bool:
    """Whether the subject of a verb of containing is no document by name and holds terms all the same (الهدنة)."""
    return sense.group == "document" and bool(hops) and head_word(drafts.tokens, hops[0].phrase) in KNOWN.bears_terms


def document(drafts: Drafts, cue: Cue, hops: tuple[Hop, ...] = ()) -> tuple[Hop, ...]:
    """The document that demands or holds something: the subject itself, or a noun shortly before (قرار يدعو إلى)."""
    words = drafts.tokens.words
    if holds_terms(drafts, hops, cue.sense):
        return (Hop(hops[0].phrase, SourceKind.DOCUMENT),)
    if hops:
        head = HEADS.get(head_word(drafts.tokens, hops[0].phrase))
        return hops if head is not None and head.kind == "document" else ()
    for k in range(cue.token - 1, max(cue.sentence.start, cue.token - _DOCUMENT_REACH) - 1, -1):
        head = HEADS.get(words[k])
        if words[k] == "،" and k == cue.token - 1:
            continue
        if words[k] in "،:" or (head is not None and head.kind != "document"):
            return ()
        if head is not None:
            return (Hop(Phrase(k, cue.token - (words[cue.token - 1] == "،")), SourceKind.DOCUMENT),)
    return ()
