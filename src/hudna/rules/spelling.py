"""From an Arabic word with its vowels to its folded spelling.

Vocalised side: `a i u` short vowels, `A I U` long ones, `Y` a final long a written as ya, `X` the silent alef after the
waw of the plural, `F` the accusative ending -an, consonants as Arabic letters (`ء` whatever its seat); digits stand for
sound radicals not yet known.
"""

import re
from typing import Final

SHORT: Final = "aiu"
_GEMINATE: Final = re.compile(r"([^aiuAIUYXF ])\1")
_NO_VOWEL: Final = "(?=[^aiuAIUYXF ])"
_CONTRACTED: Final = (
    (re.compile(f"ءaء{_NO_VOWEL}"), "ءA"),
    (re.compile(f"ءiء{_NO_VOWEL}"), "ءI"),
    (re.compile(f"ءuء{_NO_VOWEL}"), "ءU"),
    (re.compile(f"iو(?!و){_NO_VOWEL}"), "I"),
    (re.compile(f"uي(?!ي){_NO_VOWEL}"), "U"),
    (re.compile("(?<![^ ])ءA?"), "ا"),
)
_WRITTEN: Final = (
    *((vowel, "") for vowel in "aiu"),
    *(("A", "ا"), ("I", "ي"), ("U", "و"), ("Y", "ي"), ("X", "ا"), ("F", "ا"), ("ة", "ه")),
)
FOLDED: Final = str.maketrans("أإآٱىةؤئ", "اااايهوي")
"""Normal spelling to folded, for what rows say in it."""


def spelled(vocalised: list[str]) -> list[tuple[str, ...]]:
    """The folded spellings of each vocalised word, the usual one first (`جاووا`, `جاءوا`)."""
    text = " ".join(vocalised)
    for pattern, contracted in _CONTRACTED:
        text = pattern.sub(contracted, text)
    text = _GEMINATE.sub(r"\1", text).replace("يY", "يA")
    if "ء" in text:
        text = " ".join("|".join(_seated(word)) if "ء" in word else word for word in text.split(" "))
    for sound, letter in _WRITTEN:
        text = text.replace(sound, letter)
    return [tuple(word.split("|")) for word in text.split(" ")]


def _seated(word: str) -> tuple[str, ...]:
    """The word with each hamza on its seat; the last hamza alone may have a second one."""
    head, *tails = word.split("ء")
    spellings: tuple[str, ...] = (head,)
    for tail in tails:
        before = spellings[0][-1:]
        if not tail or tail in SHORT or tail == "F":
            spellings = (spellings[0] + _final(before, tail),)
        else:
            spellings = tuple(spellings[0] + seat for seat in _medial(before, tail))
    return spellings


def _final(before: str, ending: str) -> str:
    if ending in ("a", "i") and before not in "aiuAIUوي":
        return ("ا" if ending == "a" else "ي") + ending
    seat = {"a": "ا", "i": "ي", "u": "و", "I": "ء", "ي": "ي" if ending == "F" else "ء"}.get(before, "ء")
    if ending == "F" and before in "aA":
        return seat
    return seat + ending


def _medial(before: str, tail: str) -> tuple[str, ...]:
    after = tail[0]
    if before in "iIي" or after in "iI":
        return ("ي" + tail,)
    if before == "A":
        if after == "U":
            return "و" + tail, "ء" + tail
        return (("و" if after == "u" else "ء") + tail,)
    if after == "U":
        return "و" + tail, ("ا" if before == "a" else "ي") + tail
    if before in "Uو" and after != "u":
        return ("ء" + tail,)
    if before in "uUو" or after == "u":
        return ("و" + tail,)
    return ("ا" + tail.removeprefix("A"),)
