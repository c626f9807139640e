"""What the spelling of a word says about its kind: verbal noun, nisba, finite verb."""

import re
from typing import Final

from hudna.rules.words import folded_set, word_lists

_MASDAR: Final = re.compile(
    r"ت\w\wي\w|ت\w{2,3}يه|ت\w\w?\wه|ا\w\wا\w|ا\w{2,3}اء|ا\wا\wه|ا\wت\w{1,2}ا\w|ان\w\wا\w|ان\wيا\w|است\w{1,3}ا\w|است\wا\wه|"
    r"استي\wاء|ا\wت\wا?اء|م\wا\w{1,2}ه|ت\wا\w\w?|تو\wو?\w|ا\wد\wا\w|اضط\wا\w|اط\wا\w|ا\w{1,2}اد|اتفاق|اي\wا\w|ا\wا\wه|ت\wر\w|ا\wا\wت"
)
_NISBA: Final = re.compile(r"\w{2,}(?:ي|يه|يين|يون|يان|يتان|يتين|يات)")


class _Memo(dict[str, bool]):
    """Word -> whether it is a verbal noun, remembered."""

    def __init__(self) -> None:
        super().__init__()
        lists = word_lists("ar/verbal_nouns.yaml")
        self.listed, self.refused = lists["verbal_nouns"], lists["not_verbal_nouns"]

    def __missing__(self, word: str) -> bool:
        found = self[word] = self._read(word)
        return found

    def _read(self, word: str) -> bool:
        for suffix in ("", "ها", "هم", "هما", "ه"):
            if not word.endswith(suffix):
                continue
            bare = word[: len(word) - len(suffix)]
            for stem in (bare, bare[:-1] + "ه" if suffix and bare.endswith("ت") else bare):
                if stem in self.refused:
                    return False
                if stem in self.listed or (len(stem) > 3 and _MASDAR.fullmatch(stem)):
                    return True
        return False


_memo: _Memo | None = None


def is_verbal_noun(word: str) -> bool:
    """Whether a folded word, its article taken off, is or looks like a verbal noun (masdar) or a noun of happening."""
    global _memo
    if _memo is None:
        _memo = _Memo()
    return word in _memo.listed or _memo[word.removeprefix("ال")]  # إلقاء: its letters look like the article


def is_nisba(word: str) -> bool:
    """Whether a folded word ends as an adjective of relation (تركي، عسكرية، يمنيون)."""
    return _NISBA.fullmatch(word) is not None


_FUTURE: Final = ("ست", "سي", "سن")
_NOT_VERBS: Final = folded_set(
    [
        "يمني",
        "يمنية",
        "يوسف",
        "ياسين",
        "ياسر",
        "يونس",
        "يحيى",
        "يعقوب",
        "يوم",
        "يد",
        "يسار",
        "يمين",
        "يمينية",
        "يهودي",
        "يهودية",
        "يونيو",
        "يوليو",
        "يناير",
        "يافع",
        "ينبع",
        "يومي",
        "يومية",
        "يوميا",
        "يزيد",
        "يلدريم",
        "يوهان",
        "يلماز",
        "يمنيون",
        "يمنيين",
        "يونانية",
        "يوناني",
        "ياباني",
        "يابانية",
        "يونيسف",
        "يورو",
        "يني",
        "يانغ",
        "يلتسين",
        "يازجي",
        "يافعي",
        "يدلين",
        "سيارة",
        "سيارات",
        "سيرغي",
        "سيرجي",
        "سيطرة",
        "سياسي",
        "سياسية",
        "سيد",
        "سيدة",
        "سينا",
        "سيناء",
        "سيناتور",
        "ستة",
        "ستين",
        "ستون",
        "ستيفان",
        "ستوكهولم",
        "سنوات",
        "سنة",
        "سيناريو",
        "سياسة",
        "سيادة",
        "سيل",
        "سيف",
        "سيول",
        "سندات",
        "سنجار",
        "سيئون",
        "ستار",
        "سنوي",
        "سنوية",
        "سنتر",
        "سيلفا",
        "ستين",
        "ستارت",
        "ستريت",
        "ستيت",
        "سيتي",
        "سيسي",
        "سيلان",
        "سيبيريا",
    ]
)


def is_future(word: str) -> bool:
    """Whether a folded word looks like a verb in the future (ستكون، سيعود)."""
    return len(word) > 3 and word.startswith(_FUTURE) and word not in _NOT_VERBS


def is_imperfect(word: str) -> bool:
    """Whether a folded word looks like a verb in the imperfect or the future that begins a clause (سيعود، يعمل)."""
    if word in _NOT_VERBS or len(word) < 4 or word.endswith(("يون", "يين")):
        return False  # سياسيون: an adjective's plural
    return word.startswith(_FUTURE) or (word[0] == "ي" and not is_nisba(word))


def opens_as_verb(word: str) -> bool:
    """Whether a folded word looks like a finite verb by itself (سيعود، يعمل، وأغلقت)."""
    bare = word[1:] if word[0] in "وف" and len(word) > 4 else word
    return is_imperfect(bare) or (len(bare) > 3 and bare[-1] == "ت" and bare[-2] not in "اي" and bare[:2] != "ال")
