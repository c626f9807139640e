"""The stems of an Arabic verb: what is left when the endings are off, with vowels (`hudna.rules.spelling`).

`ar/verb_patterns.tsv` has a line for each form and kind of root.  In it `1 2 3 4` are the radicals; where two patterns
stand in a cell the second serves before endings that begin with a consonant.  In form I `p` and `w` are the middle vowels
of perfect and imperfect, `W` the long one, `q` the vowel of قُلت and بِعت.
"""

from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

WEAK: Final = "وي"
_MERGED: Final = {
    "ص": "صط",
    "ض": "ضط",
    "ط": "طط",
    "ظ": "ظظ",
    "د": "دد",
    "ذ": "دد",
    "ز": "زد",
    "و": "تت",
    "ي": "تت",
    "ت": "تت",
}
_SAW: Final = "رءي"
TELLING: Final = frozenset("ويء")
"""Radicals that the spelling of their neighbours depends on."""


class Stem(NamedTuple):
    """`long` before endings that begin with a vowel, `short` before the others; `tail` is the long vowel that ends a
    defective stem (then neither has its last radical) or "", `glide` what comes back for it."""

    long: str
    short: str
    tail: str = ""
    glide: str = "ي"


class Stems(NamedTuple):
    """The finite stems of one verb in one voice, and its participle."""

    perfect: Stem
    imperfect: Stem
    participle: Stem
    prefix: str  # the vowel of the imperfect prefixes


class Theme(NamedTuple):
    """Middle vowels of form I, and whether a hollow root is conjugated as a sound one (استجوب)."""

    perfect: str
    imperfect: str
    sound: bool


def theme_of(theme: str, form: str) -> Theme:
    """The vowels written as `i`, `a:i` or `sound`; raises ValueError where form I has none."""
    if theme == "sound":
        return Theme("a", "u", True)
    perfect, _, imperfect = theme.rpartition(":")
    if form == "I" and (imperfect not in ("a", "i", "u") or (perfect or "a") not in ("a", "i", "u")):
        raise ValueError(f"form I needs the vowels of perfect and imperfect, such as a:i; not {theme!r}")
    return Theme(perfect or "a", imperfect or "u", False)


def signature(root: str, form: str) -> str:
    """The root with its plain radicals replaced by their places: verbs of one signature share a paradigm."""
    if root == _SAW:
        return root
    if form == "VIII" and root == "ءخذ":
        root = "تخذ"
    last = len(root) - 1
    marks = [
        letter if letter in TELLING or (i == last and letter in "نت") or (i == 0 and form == "VIII" and letter in _MERGED)
        else str(i + 1)
        for i, letter in enumerate(root)
    ]  # fmt: skip
    if last == 2 and root[1] == root[2]:
        marks[1] = marks[2] = "2" if marks[2] == "3" else marks[2]
    return "".join(marks)


def kind_of(root: str, theme: Theme) -> str:
    """hollow, doubled or sound; a defective root goes by the sound patterns and loses its end afterwards."""
    if len(root) == 4:
        return "sound"
    if root[1] in WEAK and root[2] not in WEAK and not theme.sound:
        return "hollow"
    return "doubled" if root[1] == root[2] and root[1] not in WEAK else "sound"


class _Pattern(NamedTuple):
    perfect: str
    imperfect: str
    passive_perfect: str
    passive_imperfect: str
    masdar: str


@cache
def _patterns() -> dict[tuple[str, str], _Pattern]:
    path = files("hudna.rules") / "ar" / "verb_patterns.tsv"
    found: dict[tuple[str, str], _Pattern] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()[1:], 2):
        row = line.split("\t")
        if len(row) != 10 or not row[2] or not row[3]:
            raise ValueError(f"{path}:{number}: ten columns are wanted, perfect and imperfect among them")
        found[row[0], row[1]] = _Pattern(*row[2:7])
    return found


def _pattern(form: str, kind: str) -> _Pattern:
    patterns = _patterns()
    if (form, "sound") not in patterns:
        raise ValueError(f"no such form: {form!r}")
    return patterns.get((form, kind)) or patterns[form, "sound"]


def _filled(pattern: str, root: str, form: str, theme: Theme) -> str:
    """A pattern with radicals and vowels in."""
    if form == "VIII":
        pattern = pattern.replace("1ت", _MERGED.get(root[0], "1ت"))
    if form == "I":
        w = theme.imperfect
        pattern = pattern.replace("p", theme.perfect).replace("w", w).replace("W", w.upper())
        pattern = pattern.replace("q", "u" if w == "u" else "i")
    return pattern.translate({ord("1") + i: letter for i, letter in enumerate(root)})


def _stem(cell: str, root: str, form: str, theme: Theme) -> Stem:
    long, _, short = cell.partition(" ")
    long = _filled(long, root, form, theme)
    if len(root) == 3 and root[2] in WEAK:
        tail = {"a": "A", "i": "I", "u": "U"}[long[-2]]
        return Stem(long[:-2], long[:-2], tail, root[2] if form == "I" and tail == "A" else "ي")
    return Stem(long, _filled(short, root, form, theme) if short else long)


def _irregular(stem: Stem, root: str) -> Stem:
    """رأى and أرى lose their hamza after a bare ra."""
    if root == _SAW:
        return stem._replace(long=stem.long.replace("رء", "ر"), short=stem.short.replace("رء", "ر"))
    return stem


def _light(stem: Stem, root: str, theme: Theme, kind: str) -> Stem:
    """The imperfect of form I without a first waw: يعد, يصف, يقع, but يوجل and يود."""
    if root[0] != "و" or kind != "sound" or theme.imperfect == "u":
        return stem
    if theme.imperfect == "a" and theme.perfect == "i" and not theme.sound:
        return stem
    return stem._replace(long=stem.long[1:], short=stem.short[1:])


def active_stems(root: str, form: str, theme: Theme, kind: str) -> Stems:
    """`root` is a signature."""
    pattern = _pattern(form, kind)
    perfect = _stem(pattern.perfect, root, form, theme)
    imperfect = _stem(pattern.imperfect, root, form, theme)
    if form == "IV":
        perfect = _irregular(perfect, root)
    if form in ("I", "IV"):
        imperfect = _irregular(imperfect, root)
    if form == "I":
        imperfect = _light(imperfect, root, theme, kind)
        return Stems(perfect, imperfect, _first_active(root, kind), "a")
    participle = imperfect
    if form in ("V", "VI", "QII"):
        participle = _with_i(imperfect)
    return Stems(perfect, imperfect, _prefixed("مu", participle), "u" if form in ("II", "III", "IV", "QI") else "a")


def passive_stems(root: str, form: str, theme: Theme, kind: str) -> Stems | None:
    """None for the forms that have no passive."""
    pattern = _pattern(form, kind)
    if not pattern.passive_perfect:
        return None
    perfect = _stem(pattern.passive_perfect, root, form, theme)
    imperfect = _stem(pattern.passive_imperfect, root, form, theme)
    if form in ("I", "IV"):
        imperfect = _irregular(imperfect, root)
    if form == "IV":
        perfect = _irregular(perfect, root)
    participle = _first_passive(root, kind) if form == "I" else _prefixed("مu", imperfect)
    return Stems(perfect, imperfect, participle, "u")


def _with_i(stem: Stem) -> Stem:
    if stem.tail:
        return stem._replace(tail="I")
    if stem.long[-2] != "a":
        return stem
    long = f"{stem.long[:-2]}i{stem.long[-1]}"
    return Stem(long, long)


def _prefixed(prefix: str, stem: Stem) -> Stem:
    return stem._replace(long=prefix + stem.long, short=prefix + stem.short)


def _first_active(root: str, kind: str) -> Stem:
    first, middle, last = root[0], root[1], root[2]
    if last in WEAK:
        return Stem(f"{first}A{middle}", "", "I")
    if kind == "hollow":
        return Stem(f"{first}Aء", "", "I") if last == "ء" else Stem(f"{first}Aءi{last}", "")
    return Stem(f"{first}A{middle}{'' if kind == 'doubled' else 'i'}{last}", "")


def _first_passive(root: str, kind: str) -> Stem:
    first, middle, last = root[0], root[1], root[2]
    if last in WEAK:
        return Stem(f"مa{first}{middle}{'u' if last == 'و' else 'i'}{last}", "")
    if kind == "hollow":
        return Stem(f"مa{first}{'U' if middle == 'و' else 'I'}{last}", "")
    return Stem(f"مa{first}{middle}U{last}", "")


def masdar_patterns(root: str, form: str, theme: Theme, kind: str) -> tuple[str, ...]:
    """The vocalised masdars that the form has by rule; none for form I."""
    pattern = _pattern(form, kind).masdar
    if not pattern:
        return ()
    masdar = _filled(pattern, root, form, theme)
    last = root[-1]
    if form == "II" and last == "ء":
        return f"{masdar[:-2]}iءaة", masdar
    if last not in WEAK or len(root) == 4:
        return (masdar,)
    if form == "II" and root[1] == "ي":
        return (f"تa{root[0]}iييaة",)
    if form == "II":
        return (masdar[:-2] + "iيaة",)
    if form == "III":
        return (masdar[:-4] + "Aة",)
    if form in ("V", "VI"):
        return masdar[:-2] + "I", masdar[:-2]
    if root == _SAW and form == "IV":
        return ("ءiرAءaة",)
    return (masdar[:-1] + "ء",)
