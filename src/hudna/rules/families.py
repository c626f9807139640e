"""Which words are of one family: a verb with its participles and verbal nouns, a noun with its plural.

The verbs are those of `ar/events.tsv` and `ar/reporting_verbs.tsv`; verbs of one root are one family where they carry the
same action (`هجم`, `هاجم`), and not where they do not (`قتل`, `قاتل`).  The nouns are those of `ar/event_nouns.tsv` and `ar/counted.tsv`.
Words of `ar/words_apart.tsv`, and what begins with them, stand in no family, though they have the letters of one.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Final, NamedTuple

from hudna.rules.clitics import splits
from hudna.rules.conjugate import Inflection, inflect, object_forms
from hudna.rules.nouns import LEXICON, Names
from hudna.rules.words import folded, rows

_FINITE: Final = ("perfect", "imperfect", "subjunctive", "jussive")
_WEAK: Final = "ويءا"
_INCREASE: Final = "سالتمونيهء"
"""The letters that are added to a root, which a noun of it may hold besides."""
_NOMINAL: Final = ("participle", "masdar")


class Family(NamedTuple):
    """The folded forms of a family, without anything fused before or after them.

    `imperfect` are the verbs that may have the mark of the future before them; the others are what is left of nouns, perfects
    and imperfects before a pronoun.
    """

    nouns: frozenset[str]
    before_pronoun: frozenset[str]
    perfect: frozenset[str]
    imperfect: frozenset[str]
    perfect_before: frozenset[str]
    imperfect_before: frozenset[str]


NOBODY: Final = Family(*[frozenset()] * 6)


class _Verb(NamedTuple):
    root: str
    form: str
    theme: str
    masdars: tuple[str, ...]
    actions: frozenset[str]


class _Nouns(NamedTuple):
    forms: frozenset[str]
    actions: frozenset[str]

    @property
    def least(self) -> str:
        """The shortest form, which has no ending that could be taken for a radical."""
        return min(self.forms, key=lambda form: (len(form), form))


def stems_known(word: str) -> tuple[str, ...]:
    """The stems of a folded word that have a family: the word itself, or else what is left of it without what is fused to it.

    A state has the letters of a participle now and then (`مصر`), and no family.
    """
    if LEXICON[word].flags & Names.STATE:
        return ()
    if _has_family(word):
        return (word,)
    if word in LEXICON.table:
        return ()
    found = (split for split in splits(word) if split.definite or not (split.lead and split.suffix))
    return tuple(dict.fromkeys(split.stem for split in found if _has_family(split.stem)))


@lru_cache(maxsize=1 << 12)
def family_of(stem: str) -> Family:
    """The family of a stem, `NOBODY` where the lexicon knows none."""
    verbs = {verb for verb in _holding(stem) if stem in _spellings(verb)}
    nouns = {group for group in _nouns() if stem in group.forms}
    for group in tuple(nouns):
        verbs |= {verb for verb in _verbs() if _of_verb(group, verb)}
    verbs |= {other for verb in verbs for other in _by_root()[verb.root] if other.actions & verb.actions}
    nouns |= {group for group in _nouns() if any(_of_verb(group, verb) for verb in verbs)}
    return _together(verbs, nouns)


def _has_family(stem: str) -> bool:
    return len(stem) > 1 and family_of(stem) is not NOBODY


def _together(verbs: Iterable[_Verb], groups: Iterable[_Nouns]) -> Family:
    nouns: set[str] = set()
    pronoun: set[str] = set()
    finite: dict[bool, set[str]] = {True: set(), False: set()}
    objects: dict[bool, set[str]] = {True: set(), False: set()}
    for group in groups:
        nouns |= group.forms
        pronoun |= {_before_pronoun(form) for form in group.forms}
    for verb in verbs:
        for found in _inflections(verb):
            if found.aspect in _FINITE:
                done = found.aspect == "perfect"
                finite[done].add(found.surface)
                objects[done] |= {fused.removesuffix(end) for fused, end in object_forms(found)}
            else:
                nouns.add(found.surface)
                pronoun.add(found.joined or found.surface)
    if not nouns and not finite[False]:
        return NOBODY
    kept = ({word for word in words if not word.startswith(_apart())} for words in (nouns, pronoun))
    return Family(*map(frozenset, (*kept, finite[True], finite[False], objects[True], objects[False])))


@cache
def _apart() -> tuple[str, ...]:
    return tuple(folded(row["word"]) for row in rows("ar/words_apart.tsv"))


def _before_pronoun(noun: str) -> str:
    if noun.endswith("ه"):
        return noun[:-1] + "ت"
    return noun[:-1] if noun.endswith(("ون", "ين")) else noun


def _of_verb(group: _Nouns, verb: _Verb) -> bool:
    """Whether nouns are participles or verbal nouns of a verb, or tell of its action and are made of its root."""
    if group.forms & _nominal(verb):
        return True
    return bool(group.actions & verb.actions) and _made_of(verb.root, group.least)


def _made_of(root: str, noun: str) -> bool:
    """Whether a noun is the radicals in their order, and letters of increase; a weak radical may be another weak letter."""
    return len(root) - sum(letter in _WEAK for letter in root) > 1 and bool(_of_root(root).fullmatch(noun))


@cache
def _of_root(root: str) -> re.Pattern[str]:
    between = f"[{_INCREASE}]*?"
    radicals = (f"[{_WEAK}]" if letter in _WEAK else letter for letter in root)
    return re.compile(between + between.join(radicals) + f"[{_INCREASE}]*")


def _in_order(letters: Iterable[str], word: str) -> bool:
    at = 0
    for letter in letters:
        at = word.find(letter, at) + 1
        if not at:
            return False
    return True


def _holding(stem: str) -> Iterator[_Verb]:
    """The verbs whose strong radicals a stem holds in order: without them it is no form of theirs."""
    for verb in _verbs():
        strong = [letter for letter in dict.fromkeys(verb.root) if letter not in _WEAK]
        if _in_order(
            strong[1:] if verb.form == "VIII" else strong, stem
        ):  # ازدحم, اضطرب: the first radical changes the next
            yield verb


@lru_cache(maxsize=1 << 12)
def _inflections(verb: _Verb) -> tuple[Inflection, ...]:
    """The forms that reports use: `I`, `you` and the feminine plural only make homographs."""
    found = [*inflect(verb.root, verb.form, verb.theme)]
    if verb.masdars:
        found += inflect(verb.root, verb.form, verb.theme, verb.masdars)
    return tuple(
        dict.fromkeys(one for one in found if one.aspect in _NOMINAL or (one.aspect in _FINITE and _told(one)))
    )


def _told(one: Inflection) -> bool:
    return (one.person == 3 and (one.gender, one.number) != ("f", "p")) or (one.person, one.number) == (1, "p")


@lru_cache(maxsize=1 << 12)
def _nominal(verb: _Verb) -> frozenset[str]:
    return frozenset(one.surface for one in _inflections(verb) if one.aspect in _NOMINAL)


@lru_cache(maxsize=1 << 12)
def _spellings(verb: _Verb) -> frozenset[str]:
    """Every form of a verb, and what is left of it before a pronoun."""
    fused = {base.removesuffix(end) for one in _inflections(verb) for base, end in object_forms(one)}
    return frozenset(one.surface for one in _inflections(verb)) | fused


@cache
def _verbs() -> tuple[_Verb, ...]:
    found: dict[tuple[str, str, str], tuple[set[str], set[str]]] = {}
    for row in (*rows("ar/events.tsv"), *rows("ar/reporting_verbs.tsv")):
        forms, themes = row["form"].split(), row["theme"].split()
        for number, (root, form) in enumerate(zip(row["root"].split(), forms, strict=True)):
            theme = themes[number] if number < len(themes) else ""
            masdars, actions = found.setdefault((root, form, "" if theme == "-" else theme), (set(), set()))
            actions.update([row["action"]] if "action" in row else [])
            given = [folded(masdar) for masdar in row.get("masdars", "").split()]
            masdars.update(given if len(forms) == 1 else (one for one in given if _made_of(root, one)))
    return tuple(_Verb(*key, tuple(sorted(m)), frozenset(a)) for key, (m, a) in found.items())


@cache
def _by_root() -> dict[str, tuple[_Verb, ...]]:
    found: dict[str, tuple[_Verb, ...]] = {}
    for verb in _verbs():
        found[verb.root] = (*found.get(verb.root, ()), verb)
    return found


@cache
def _nouns() -> tuple[_Nouns, ...]:
    found = [
        _Nouns(frozenset(forms), frozenset((row["action"],)))
        for row in rows("ar/event_nouns.tsv")
        for forms in _paired(row["forms"])
    ]
    for row in rows("ar/counted.tsv"):
        for noun in row["nouns"].split():
            singular, _, plural = noun.partition(":")
            found.append(_Nouns(frozenset(_inflected(folded(singular), folded(plural))), frozenset()))
    return tuple(found)


def _paired(forms: str) -> Iterator[set[str]]:
    """Each singular with the plural that stands beside it in its list."""
    lists: dict[str, list[str]] = {"s:": [], "p:": [], "d:": []}
    mark = "s:"
    for word in forms.replace(":", ": ").split():
        if word in lists:
            mark = word
        else:
            lists[mark].append(folded(word))
    singulars, plurals = lists["s:"], lists["p:"]
    if len(singulars) != len(plurals):
        yield from (set(_inflected(word, "")) for word in (*singulars, *plurals))
        return
    for singular, plural in zip(singulars, plurals, strict=True):
        yield set(_inflected(singular, plural))


def _inflected(singular: str, plural: str) -> Iterator[str]:
    """A noun with its dual, its accusative and its plural, which may be given by its ending alone."""
    stem = singular[:-1] + "ت" if singular.endswith("ه") else singular
    yield from (singular, stem + "ان", stem + "ين")
    if not singular.endswith(("ه", "ا", "اء")):
        yield singular + "ا"
    if plural == "ون":
        yield from (singular + ending for ending in ("ون", "ين", "و", "ي"))
    elif plural in ("ات", "ه"):
        yield singular.removesuffix("ه") + plural
    elif plural:
        yield plural
