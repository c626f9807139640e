"""What is left of a name when only its consonants are heard, in Arabic letters or in Latin ones: سراقب and Saraqeb."""

import re
from functools import lru_cache
from typing import Final

ARABIC: Final = {
    "ب": "b", "ت": "t", "ث": "t", "ج": "j", "ح": "h", "خ": "h", "د": "d", "ذ": "d", "ر": "r", "ز": "z", "س": "s", "ش": "s",
    "ص": "s", "ض": "d", "ط": "t", "ظ": "d", "غ": "g", "ف": "f", "ق": "k", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h",
}  # fmt: skip
LATIN: Final = (
    ("kh", "h"), ("gh", "g"), ("sh", "s"), ("th", "t"), ("dh", "d"), ("ck", "k"), ("q", "k"), ("c", "k"), ("v", "f"), ("p", "b"),
)  # fmt: skip
ARTICLES: Final = frozenset(("al", "el", "ar", "as", "ash", "at", "ad", "an", "az", "es", "ed", "et", "ez"))
VOWELS: Final = re.compile(r"[aeiouyw]")
TWICE: Final = re.compile(r"(.)\1+")
NO_LETTER: Final = re.compile(r"[^a-z ]")


@lru_cache(maxsize=16_384)
def of_arabic(name: str) -> str:
    """The consonants of a folded Arabic name, articles and a last ha (ta marbuta, folded) left out."""
    heard = []
    for word in name.split():
        bare = word[2:] if word.startswith("ال") and len(word) > 3 else word
        heard.append("".join(ARABIC.get(letter, "") for letter in bare.removesuffix("ه")))
    return TWICE.sub(r"\1", "".join(heard))


@lru_cache(maxsize=16_384)
def of_latin(name: str) -> str:
    """The consonants of a name in Latin letters, articles and a last h left out."""
    heard = []
    for word in NO_LETTER.sub("", name.lower().replace("-", " ")).split():
        if word in ARTICLES:
            continue
        bare = word.removesuffix("h") if not word.endswith(("kh", "gh", "sh", "th", "dh")) else word
        for old, new in LATIN:
            bare = bare.replace(old, new)
        heard.append(VOWELS.sub("", bare))
    return TWICE.sub(r"\1", "".join(heard))
