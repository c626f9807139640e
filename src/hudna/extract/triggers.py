"""The words of a sentence that carry an action of the codebook."""

from typing import Final

from hudna.extract.stated import Trigger
from hudna.extract.tokens import Tokens
from hudna.rules.conditions import EARLIER_REACH, SELF, WALL_MARK, Past, Sight, any_holds, marks_of, without_asides
from hudna.rules.events import LightVerb, Sense, lexicon, light_verbs
from hudna.rules.looks import ACTS
from hudna.rules.words import folded_set

_SENSES: Final = lexicon()
_SETS: Final = _SENSES.sets
_LIGHT: Final = light_verbs()
_FIRST: Final = "اول"
"""Before `من` it makes it `who` (أول من يخرق)."""
_BEFORE_NOUN: Final = folded_set(
    [
        "في",
        "من",
        "إلى",
        "على",
        "عن",
        "بعد",
        "قبل",
        "خلال",
        "منذ",
        "حتى",
        "بسبب",
        "نتيجة",
        "إثر",
        "جراء",
        "بدون",
        "دون",
        "ضد",
        "مع",
        "بين",
        "عدم",
        "كل",
        "أي",
        "عقب",
        "أثناء",
        "لدى",
        "رغم",
        "عملية",
        "عمليات",
        "أعمال",
        "حالة",
        "حالات",
        "محاولة",
        "محاولات",
        "ضرورة",
        "استمرار",
        "مواصلة",
        "بدء",
        "وقف",
        "منع",
        "صد",
        "عرقلة",
        "إيقاف",
        "استئناف",
        "إعادة",
        "هذا",
        "هذه",
        "تم",
        "يتم",
        "جرى",
        "يجري",
        "سيتم",
        "ستتم",
        "غداة",
        "حال",
        "لدى",
        "عبر",
        "تجدد",
        "تزايد",
        "تصاعد",
        "حول",
        "بشأن",
        "قرب",
        "مقابل",
        "سبيل",
        "أجل",
        "أمام",
        "وسط",
    ]
)
_BEFORE_VERB: Final = folded_set(
    [
        "قد",
        "لم",
        "لن",
        "لا",
        "الذي",
        "التي",
        "الذين",
        "اللذين",
        "اللذان",
        "اللتان",
        "أن",
        "ألا",
        "لكي",
        "كي",
        "كان",
        "كانت",
        "كانوا",
        "وكان",
        "وكانت",
        "بينما",
        "فيما",
        "كما",
        "حين",
        "عندما",
        "حيث",
        "إذا",
        "لو",
        "سوف",
        "بعدما",
        "أنه",
        "أنها",
        "أنهم",
        "إنه",
        "إنها",
        "إنهم",
        "ما",
        "وقد",
        "فقد",
    ]
)
_BEFORE_JUSSIVE: Final = folded_set(["لم", "ولم", "فلم", "أولم", "لا", "ولا", "فلا", "لما", "إن", "وإن"])
"""Without one of these a shortened form is another word (تستعد, makes ready, is no short تستعيد)."""
_APART: Final = folded_set(["بعد", "عقب", "منذ", "إثر", "قبل", "بسبب", "نتيجة", "جراء", "أعقاب"])
"""Between a verb and a noun they say that the noun is no deed of that verb."""
_COMES_ABOUT: Final = folded_set(["تم", "تمت", "يتم", "تتم", "سيتم", "ستتم", "جرى", "جرت", "يجري", "تجري"])
"""Unless it says itself only that something comes about (`تتم بعد التنسيق`)."""
_AGENT: Final = folded_set(["برصاص", "بنيران", "بقذائف", "بغارة"])


def triggers_in(tokens: Tokens, start: int, end: int) -> list[Trigger]:
    """The triggers among tokens `[start, end)`, in order, one a word at most; a word that no row holds for is left."""
    words, looks = tokens.words, tokens.looks
    found: list[Trigger] = []
    past = Past(words[max(0, start - EARLIER_REACH) : start], _SETS)
    whole: Sight | None = None
    bare: Sight | None = None
    places: list[int] = []
    for i in range(start, end):
        if not looks[i] & ACTS:
            continue
        known = _SENSES[words[i]]
        if known and words[i][-1] == "ه" and any(sense.suffix == "ه" for sense in known):
            known = _as_printed(known, tokens, i)
        if known:
            if whole is None:
                sentence = words[start:end]
                marks, numbers = marks_of(sentence, _SETS)
                whole = Sight(marks, numbers, past)
                if apart := without_asides(sentence, marks):
                    bare, places = Sight(apart[0], numbers, past), apart[1]
            seen, at = whole, i - start
            if bare is not None and places[at] >= 0:
                seen, at = bare, places[at]
            if trigger := _trigger(known, words, whole, i, start, seen, at):
                found.append(trigger)
    return found


def _as_printed(known: tuple[Sense, ...], tokens: Tokens, i: int) -> tuple[Sense, ...]:
    """The senses of a word that its last printed letter allows: a ta marbuta is no pronoun."""
    if not tokens.ends_in_ta(i):
        return known
    return tuple(sense for sense in known if sense.suffix != "ه")


def _trigger(
    known: tuple[Sense, ...],
    words: list[str],
    whole: Sight,
    i: int,
    start: int,
    seen: Sight,
    at: int,
) -> Trigger | None:
    """What the word at token `i` tells, `at` being its place in what conditions see of the sentence."""
    before = words[i - 1] if i > start else ""
    noun_like = before in _BEFORE_NOUN or (len(before) > 3 and before[0] in "بلوف" and before[1:] in _BEFORE_NOUN)
    verb_like = before in _BEFORE_VERB
    chosen: Sense | None = None
    for sense in known:
        if chosen is not None and (sense.order != chosen.order or sense.word_class == chosen.word_class):
            if sense.order != chosen.order:
                break
            continue
        verb = sense.word_class == "verb"
        if noun_like and verb and before not in ("حتى", "كل") and not _told_after(before, words[i - 2], sense):
            continue
        if sense.aspect == "jussive" and not sense.preposition and before not in _BEFORE_JUSSIVE:
            continue
        if chosen is None:
            own = sense.own | (SELF["start"] if i == start else 0)
            if _fits(sense, seen, at, own):
                chosen = sense
        elif verb_like and verb and _fits(sense, seen, at, sense.own):
            chosen = sense
    if chosen is None:
        return None
    light = _light_before(chosen, words, whole.marks, i, start) if chosen.word_class == "noun" else -1
    passive = chosen.passive
    if passive is None and chosen.word_class == "verb":
        passive = False if chosen.suffix else _voice(words, i, before)
    return Trigger(
        i, chosen.row.action, chosen.word_class, chosen.row.rule, chosen.aspect, chosen.gender, chosen.number, light,
        passive, chosen.suffix,
    )  # fmt: skip


def _told_after(before: str, earlier: str, sense: Sense) -> bool:
    """Whether a verb can stand there after all: `من` is who as well (من هجروا، أول من يخرق), and `منذ` opens a clause (منذ سيطرت)."""
    if sense.aspect != "perfect":
        return before == "من" and earlier == _FIRST
    return (
        sense.number in ("p", "d")
        if before == "من"
        else before == "منذ" and (sense.gender == "f" or sense.number == "p")
    )


def _fits(sense: Sense, seen: Sight, at: int, own: int) -> bool:
    row = sense.row
    if row.needs and not any_holds(row.needs, seen, at, own):
        return False
    return not any_holds(row.bars, seen, at, own)


def _voice(words: list[str], i: int, before: str) -> bool | None:
    """Passive before a count or with a named weapon, active after a pronoun that is its subject; else undecided."""
    if before in ("انه", "انها", "انهم"):
        return False
    following = words[i + 1] if i + 1 < len(words) else ""
    if following[:1].isdigit() or following in ("نحو", "حوالي"):
        return True
    if any(word in _AGENT for word in words[i + 1 : i + 7]):
        return True
    return None


def _light_before(sense: Sense, words: list[str], marks: list[frozenset[int]], i: int, start: int) -> int:
    """The token of the light verb whose noun this is, or -1; a clause boundary parts them."""
    apart = False
    for j in range(i - 1, max(start - 1, i - 26), -1):
        if WALL_MARK in marks[j - start]:
            return -1
        apart = apart or (j >= i - 2 and words[j] in _APART)
        light = _LIGHT[words[j]]
        if light is not None:
            if apart and words[j].lstrip("وف") not in _COMES_ABOUT:
                return -1
            return j if i - j <= light.reach and _linked(light, sense, words, i) else -1
    return -1


def _linked(light: LightVerb, sense: Sense, words: list[str], i: int) -> bool:
    if not light.link:
        return not sense.preposition
    return sense.preposition == light.link or words[i - 1] == light.link
