"""Every spelling of an Arabic verb, its participles and its masdars, from root, form and vowels.

A verb is conjugated with its vowels, because the seat of a hamza and the fate of a weak radical hang on them, and spelled
without, in the folded spelling of `hudna.text.fold`.  Verbs whose roots are weak in the same places share one paradigm,
into which their sound radicals are written.
"""

from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from hudna.rules.spelling import FOLDED, spelled
from hudna.rules.stems import (
    TELLING,
    Stem,
    Stems,
    Theme,
    active_stems,
    kind_of,
    masdar_patterns,
    passive_stems,
    signature,
    theme_of,
)


class Inflection(NamedTuple):
    """One spelling of a verb.

    `aspect` is perfect, imperfect, subjunctive, jussive, imperative, participle or masdar.  Subjunctive and jussive are
    given only where they are spelled unlike the imperfect, and jussive only where it is spelled unlike the subjunctive.
    `person` is 1, 2, 3, or 0 for participle and masdar; `gender` m, f or ""; `number` s, d, p or "".  `joined` is the
    spelling before a pronoun.
    """

    surface: str
    aspect: str
    voice: str
    person: int
    gender: str
    number: str
    joined: str = ""


class _Cell(NamedTuple):
    vocalised: str
    aspect: str
    voice: str
    person: int
    gender: str
    number: str


_PERSONS: Final = ((3, "m", "s", "ي"), (3, "f", "s", "ت"), (2, "m", "s", "ت"), (1, "", "s", "ء"), (1, "", "p", "ن"))
_DUALS: Final = ((3, "m", "ي"), (3, "f", "ت"), (2, "", "ت"))
_CONSONANT_ENDINGS: Final = (
    (3, "f", "p", "نa"),
    (2, "m", "s", "تa"),
    (2, "f", "s", "تi"),
    (2, "", "d", "تuمA"),
    (2, "m", "p", "تuم"),
    (2, "f", "p", "تuننa"),
    (1, "", "s", "تu"),
    (1, "", "p", "نA"),
)
_VOWEL_ENDINGS: Final = ((3, "m", "s"), (3, "f", "s"), (3, "m", "d"), (3, "f", "d"), (3, "m", "p"))
_BARE_IMPERATIVES: Final = frozenset(("ءخذ", "ءكل", "ءمر"))


@cache
def inflect(
    root: str, form: str, theme: str = "", masdars: tuple[str, ...] = (), passive: bool = False
) -> tuple[Inflection, ...]:
    """Every inflection of a verb, each once; its finite passive forms only on request.

    `root` has ء for every hamza, `form` is I to X or QI to QIV, `theme` the middle vowels of form I (`u`, `a:i`) or
    `sound` for a hollow root that keeps its waw (استجوب).  `masdars`, in normal spelling, replace those made by rule.
    Raises ValueError where root, form or theme are none.
    """
    _check(root, form)
    shape = signature(root, form)
    vowels = theme_of(theme, form)
    if not TELLING & set(shape):
        vowels = Theme("a", "u", False)
    surfaces, joined, features = _paradigm(shape, form, vowels, passive, not masdars)
    for place, letter in enumerate(root, 1):
        surfaces = surfaces.replace(str(place), letter)
        joined = joined.replace(str(place), letter)
    spellings, before = surfaces.split(" "), joined.split(" ")
    found = [Inflection._make(values) for values in zip(spellings, *features, before, strict=True)]
    if root in _BARE_IMPERATIVES and form == "I":
        found = [_bare(i) if i.aspect == "imperative" else i for i in found]
    for masdar in masdars:
        found += _masdar_inflections(masdar.translate(FOLDED), form != "I")
    return tuple(found)


def masdar(root: str, form: str) -> tuple[str, ...]:
    """The folded masdars that a form has by rule, the usual one first; none for form I."""
    _check(root, form)
    theme = Theme("a", "u", False)
    shape = signature(root, form)
    letters = {ord("1") + i: letter for i, letter in enumerate(root)}
    patterns = masdar_patterns(shape, form, theme, kind_of(shape, theme))
    return tuple(spellings[0].translate(letters) for spellings in spelled(list(patterns))) if patterns else ()


_NOMINALS: Final = frozenset(("masdar", "participle"))
_VERBAL: Final = ("ه", "ها", "هما", "هم", "هن", "ك", "كما", "كم", "كن", "ني", "نا")
_NOMINAL: Final = ("ه", "ها", "هما", "هم", "هن", "ك", "كما", "كم", "كن", "ي", "نا")


def object_forms(inflection: Inflection) -> tuple[tuple[str, str], ...]:
    """The spellings of an inflection with a pronoun fused to it, and that pronoun."""
    noun = inflection.aspect in _NOMINALS
    stem = inflection.joined or inflection.surface
    if noun and inflection.surface.endswith("ا"):
        return ()
    stems: tuple[str, ...] = (stem,)
    if stem.endswith("ء") and noun:
        stems = (stem, stem[:-1] + "و", stem[:-1] + "ي")
    elif stem.endswith(("ء", "ا")) and inflection.aspect == "imperfect" and inflection.surface == stem:
        stems = (stem, stem[:-1] + "و")
    return tuple((base + suffix, suffix) for base in stems for suffix in (_NOMINAL if noun else _VERBAL))


def _check(root: str, form: str) -> None:
    length = 4 if form.startswith("Q") else 3
    if len(root) != length or not all("ء" <= letter <= "ي" for letter in root) or set(root) & set("اأإآؤئىة"):
        raise ValueError(f"a root of form {form} has {length} letters, with ء for a hamza: {root!r}")


def _bare(inflection: Inflection) -> Inflection:
    """خذ, كل, مر for the regular اءخذ."""
    return inflection._replace(surface=inflection.surface[2:], joined=inflection.joined[2:])


_Columns = tuple[tuple[str, ...], tuple[str, ...], tuple[int, ...], tuple[str, ...], tuple[str, ...]]


@cache
def _paradigm(shape: str, form: str, theme: Theme, passive: bool, masdars: bool) -> tuple[str, str, _Columns]:
    """Spellings, spellings before a pronoun (both joined by spaces) and the columns of features of a whole signature."""
    cells = list(_cells(shape, form, theme, passive, masdars))
    seen: dict[tuple[str, str, str, int, str, str], str] = {}
    for cell, surfaces in zip(cells, spelled([cell.vocalised for cell in cells]), strict=True):
        aspect, features = cell.aspect, cell[2:]
        for surface in surfaces:
            if len(surface) < 2:
                continue
            if aspect in _MOODS and any((surface, other, *features) in seen for other in _MOODS[aspect]):
                continue
            seen.setdefault((surface, aspect, *features), _joined(surface, cell))
    surfaces, *columns = zip(*seen, strict=True)
    return " ".join(surfaces), " ".join(seen.values()), tuple(columns)  # type: ignore[return-value]


_MOODS: Final = {"subjunctive": ("imperfect",), "jussive": ("imperfect", "subjunctive")}


def _joined(surface: str, cell: _Cell) -> str:
    last = cell.vocalised[-1]
    if last == "Y":
        return surface[:-1].removesuffix("ا") + "ا"
    if last == "X":
        return surface[:-1]
    if last == "ة":
        return surface[:-1] + "ت"
    if cell.vocalised.endswith("تuم"):
        return surface + "و"
    if cell.aspect in _NOMINALS and cell.number in "dp" and surface[-1] == "ن":
        return surface[:-1]
    return surface


def _cells(shape: str, form: str, theme: Theme, passive: bool, masdars: bool) -> Iterator[_Cell]:
    kind = kind_of(shape, theme)
    active = active_stems(shape, form, theme, kind)
    yield from _finite(active, "active")
    yield from _imperative(active.imperfect, form)
    yield from _participle(active.participle, "active")
    if other := passive_stems(shape, form, theme, kind):
        if passive:
            yield from _finite(other, "passive")
        yield from _participle(other.participle, "passive")
    if masdars:
        for pattern in masdar_patterns(shape, form, theme, kind):
            yield from _masdar(pattern)


def _finite(stems: Stems, voice: str) -> Iterator[_Cell]:
    yield from _perfect(stems.perfect, voice)
    yield from _imperfect(stems.imperfect, stems.prefix, voice)


def _perfect(stem: Stem, voice: str) -> Iterator[_Cell]:
    base, glide = stem.long, stem.glide
    if stem.tail == "A":
        last = "A" if glide == "و" else "Y"
        endings = (last, "aت", f"a{glide}A", "aتA", "aوX")
        before = f"{base}a{glide}"
    elif stem.tail:
        endings = ("iيa", "iيaت", "iيA", "iيaتA", "UX")
        before = base + "I"
    else:
        endings = ("a", "aت", "A", "aتA", "UX")
        before = stem.short
    for (person, gender, number), ending in zip(_VOWEL_ENDINGS, endings, strict=True):
        yield _Cell(base + ending, "perfect", voice, person, gender, number)
    for person, gender, number, ending in _CONSONANT_ENDINGS:
        yield _Cell(before + ending, "perfect", voice, person, gender, number)


class _Endings(NamedTuple):
    singular: str
    dual: str
    plural: str
    second_feminine: str
    feminine_plural: str
    jussive: str


_ENDINGS: Final = {
    "": _Endings("u", "A", "U", "I", "نa", ""),
    "A": _Endings("Y", "aيA", "aو", "aي", "aينa", "a"),
    "I": _Endings("I", "iيA", "U", "I", "Iنa", "i"),
    "U": _Endings("U", "uوA", "U", "I", "Uنa", "u"),
}


def _imperfect(stem: Stem, vowel: str, voice: str) -> Iterator[_Cell]:
    endings = _ENDINGS[stem.tail]
    for person, gender, number, prefix in _PERSONS:
        yield _Cell(f"{prefix}{vowel}{stem.long}{endings.singular}", "imperfect", voice, person, gender, number)
    for aspect, end in (("imperfect", "نi"), ("subjunctive", "")):
        for person, gender, prefix in _DUALS:
            yield _Cell(f"{prefix}{vowel}{stem.long}{endings.dual}{end}", aspect, voice, person, gender, "d")
    for aspect, end in (("imperfect", "نa"), ("subjunctive", "X")):
        for person, prefix in ((3, "ي"), (2, "ت")):
            yield _Cell(f"{prefix}{vowel}{stem.long}{endings.plural}{end}", aspect, voice, person, "m", "p")
    for aspect, end in (("imperfect", "نa"), ("subjunctive", "")):
        yield _Cell(f"ت{vowel}{stem.long}{endings.second_feminine}{end}", aspect, voice, 2, "f", "s")
    for person, prefix in ((3, "ي"), (2, "ت")):
        yield _Cell(f"{prefix}{vowel}{stem.short}{endings.feminine_plural}", "imperfect", voice, person, "f", "p")
    for person, gender, number, prefix in _PERSONS:
        yield _Cell(f"{prefix}{vowel}{stem.short}{endings.jussive}", "jussive", voice, person, gender, number)


def _imperative(stem: Stem, form: str) -> Iterator[_Cell]:
    endings = _ENDINGS[stem.tail]
    doubled = not stem.tail and len(stem.long) > 1 and stem.long[-1] == stem.long[-2]
    cells = (
        ((stem.long if doubled else stem.short) + endings.jussive, "m", "s"),
        (stem.long + endings.second_feminine, "f", "s"),
        (stem.long + endings.dual, "", "d"),
        (stem.long + endings.plural + "X", "m", "p"),
        (stem.short + endings.feminine_plural, "f", "p"),
    )
    for vocalised, gender, number in cells:
        if form == "IV":
            vocalised = "ءa" + vocalised
        elif len(vocalised) > 1 and vocalised[1] not in "aiuAIU":
            vocalised = "اi" + vocalised
        yield _Cell(vocalised, "imperative", "active", 2, gender, number)


_PARTICIPLE: Final = {
    "": ("", "F", "aة", "Aنi", "aينi", "aتAنi", "aتaينi", "Uنa", "Iنa", "Aت"),
    "I": ("I", "iيF", "iيaة", "iيAنi", "iيaينi", "iيaتAنi", "iيaتaينi", "Uنa", "Iنa", "iيAت"),
    "A": ("Y", "Y", "Aة", "aيAنi", "aيaينi", "AتAنi", "Aتaينi", "aونa", "aينa", "aيAت"),
}
_PARTICIPLE_FEATURES: Final = tuple(zip("mmfmmffmmf", "sssddddppp", strict=True))


def _participle(stem: Stem, voice: str) -> Iterator[_Cell]:
    for ending, (gender, number) in zip(_PARTICIPLE[stem.tail], _PARTICIPLE_FEATURES, strict=True):
        yield _Cell(stem.long + ending, "participle", voice, 0, gender, number)
    if stem.tail == "I" and stem.long[-1] != "ء":
        yield _Cell(stem.long, "participle", voice, 0, "m", "s")


def _masdar(pattern: str) -> Iterator[_Cell]:
    if pattern.endswith("aة") or pattern.endswith("Aة"):
        base = pattern[:-1] + "ت"
        plural = pattern[:-2] + ("Aت" if pattern[-2] == "a" else "aوAت")
        yield _Cell(pattern, "masdar", "active", 0, "f", "s")
    else:
        base, plural = pattern, pattern + "Aت"
        yield _Cell(pattern, "masdar", "active", 0, "m", "s")
        yield _Cell(pattern + "F" if pattern[-1] != "I" else pattern[:-1] + "iيF", "masdar", "active", 0, "m", "s")
        if pattern[-1] == "I":
            return
    gender = "f" if pattern[-1] == "ة" else "m"
    yield _Cell(base + "Aنi", "masdar", "active", 0, gender, "d")
    yield _Cell(base + "aينi", "masdar", "active", 0, gender, "d")
    yield _Cell(plural, "masdar", "active", 0, "f", "p")


def _masdar_inflections(word: str, derived: bool) -> Iterator[Inflection]:
    """A masdar that a row gives, in folded spelling; one of form I has a plural by rule only when it ends in ه."""
    feminine = word.endswith("ه")
    joined = word[:-1] + "ت" if feminine else word
    gender = "f" if feminine else "m"
    yield Inflection(word, "masdar", "active", 0, gender, "s", joined)
    if not feminine:
        if not word.endswith(("اء", "ا")):
            yield Inflection(word + "ا", "masdar", "active", 0, "m", "s", word)
        if not derived:
            return
    yield Inflection(joined + "ان", "masdar", "active", 0, gender, "d", joined + "ا")
    yield Inflection(joined + "ين", "masdar", "active", 0, gender, "d", joined + "ي")
    yield Inflection((word[:-1] if feminine else word) + "ات", "masdar", "active", 0, "f", "p")
