"""By what number a report calls its thing: the third shipment is not the second, and 41 strikes are not 17."""

from itertools import pairwise
from typing import Final

_STEMS: Final = ("ثان", "ثالث", "رابع", "خامس", "سادس", "سابع", "ثامن", "تاسع", "عاشر")
_ORDINALS: Final = dict.fromkeys(("اول", "الاول", "اولي", "الاولي"), "1") | {
    form: str(number)
    for number, stem in enumerate(_STEMS, 2)
    for base in (stem, "ثاني" if stem == "ثان" else stem, stem + ("يه" if stem == "ثان" else "ه"))
    for form in (base, "ال" + base)
}
_NO_NUMBER_AFTER: Final = frozenset(
    ("النايب", "نايب", "امس", "تشرين", "كانون", "ربيع", "جمادي", "للمره", "المره", "مره", "الله", "عبدالله", "محمد")
)
"""The second deputy, the day before yesterday, the months of two names, the first time, and kings."""
_NO_NUMBER_BEFORE: Final = frozenset(("امس", "من"))
"""`اول امس` and `اول من امس` are a day."""
_YEAR: Final = 4


def ordinals_in(words: tuple[str, ...]) -> frozenset[str]:
    """The numbers that ordinals among folded words give to a thing."""
    found: set[str] = set()
    for (before, word), (_, after) in pairwise(pairwise(("", *words, ""))):
        number = _ORDINALS.get(word)
        if number and before not in _NO_NUMBER_AFTER and not (word == "اول" and after in _NO_NUMBER_BEFORE):
            found.add(number)
    return frozenset(found)


def counts_in(words: tuple[str, ...]) -> frozenset[str]:
    """The numbers written in digits among folded words, without years."""
    return frozenset(
        word.lstrip("0") for word in words if word.isdigit() and not (len(word) == _YEAR and word[:2] in ("19", "20"))
    )
