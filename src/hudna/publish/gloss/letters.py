"""Names in Latin letters, in one way throughout: IJMES without its dots and lines.

The article is always `al-`, a last ta marbuta `a`; ayn and hamza are an apostrophe inside a word and left out at its start.
Arabic leaves its short vowels out: a word that stands in the table of usual names gets its vowels from there, any other only
the letters that are written, in ‹angle marks›, so that nobody takes a guess for a name.
"""

from hudna.rules.english import usual_names
from hudna.text.fold import fold

MARKS = ("‹", "›")
"""Around a word of which only the written letters are known."""
LETTERS = {
    "ء": "'", "آ": "a", "أ": "a", "ؤ": "'", "إ": "i", "ئ": "'", "ا": "a", "ب": "b", "ة": "a", "ت": "t", "ث": "th", "ج": "j",
    "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r", "ز": "z", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z",
    "ع": "'", "غ": "gh", "ف": "f", "ق": "q", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "ى": "a", "پ": "p", "چ": "ch",
    "ڤ": "v", "گ": "g", "ڨ": "g", "ژ": "zh",
}  # fmt: skip
HALF_VOWELS = {"و": ("w", "u"), "ي": ("y", "i"), "ی": ("y", "i")}
QUOTES = "“”«»\"'‘’()[]،,.:؛…-"


def name_in_letters(printed: str) -> str:
    """The words of a name in Latin letters: those with usual spellings in them, the others letter by letter and marked."""
    return " ".join(_word(word) for word in printed.split() if word.strip(QUOTES))


def known_name(printed: str) -> str:
    """The name in its usual spelling, or "" where one of its words has none."""
    words = [_usual(word) for word in printed.split() if word.strip(QUOTES)]
    return " ".join(words) if words and all(words) else ""


def _word(printed: str) -> str:
    bare = printed.strip(QUOTES)
    return bare if bare.isascii() else _usual(bare) or "".join((MARKS[0], _by_letter(bare), MARKS[1]))


def _usual(printed: str) -> str:
    bare = fold(printed.strip(QUOTES)).text
    names = usual_names()
    if bare in names:
        return names[bare]
    if bare.startswith("عبدال") and (rest := names.get(bare[3:])):
        return f"Abd {rest}"
    if bare.startswith("ال") and (rest := names.get(bare[2:])):
        return f"al-{rest}"
    return ""


def _by_letter(word: str) -> str:
    article = word.startswith("ال") and len(word) > 4
    rest = word[2:] if article else word
    heard = "".join(_letter(rest, place) for place in range(len(rest))).strip("'")
    shown = heard[:1].upper() + heard[1:]
    return f"al-{shown}" if article else shown


def _letter(word: str, place: int) -> str:
    letter = word[place]
    if letter not in HALF_VOWELS:
        return LETTERS.get(letter, letter if letter.isascii() else "")
    consonant, vowel = HALF_VOWELS[letter]
    beside_vowel = word[place - 1 : place] in ("ا", "و", "ي") or word[place + 1 : place + 2] in ("ا", "ة", "ى")
    return consonant if place == 0 or beside_vowel else vowel
