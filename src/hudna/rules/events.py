"""Which words carry an action of the codebook, read from `ar/events.tsv`, `ar/event_nouns.tsv` and `ar/light_verbs.tsv`.

A row of `events.tsv` is a verb, or several that share their conditions, by root, form and theme (`-` where form I has
none), with the verbal nouns that mean the same; one of `event_nouns.tsv`
lists its forms as `s:` singulars (accusative and dual are made from them) and `p:` plurals.  Where several rows hold for a
word, the one that stands first in its file does, verbs before nouns.  A set of `event_words.tsv` may hold a verb as `root/form/theme`,
which stands for all its forms.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final, NamedTuple

from hudna.rules.clitics import Split, by_last, splits
from hudna.rules.conditions import SELF, Alternatives, WordSets, conditions
from hudna.rules.conjugate import Inflection, inflect, object_forms
from hudna.rules.words import folded, rows
from hudna.vocabulary import Action, RuleId

_ASPECTS: Final = frozenset(("perfect", "imperfect", "subjunctive", "jussive"))
_FUSED: Final = {"ب": SELF["prep_b"], "ل": SELF["prep_l"]}
_PRONOUNS: Final = ("هما", "ها", "هم", "هن", "نا", "ه")
"""Third persons and we; the press addresses nobody."""
_BY_LAST: Final = by_last(_PRONOUNS)
_SHORT: Final = 6
"""Letters of the longest word that is a noun of two letters with what may be fused before it."""


class EventRow:
    """An action and what must, and must not, stand near the word that carries it."""

    __slots__ = ("action", "bars", "needs", "rule")

    def __init__(self, rule: RuleId, action: Action, needs: Alternatives, bars: Alternatives) -> None:
        self.rule = rule
        self.action = action
        self.needs = needs
        self.bars = bars


class Sense:
    """One way in which a printed word may carry an action; `own` holds its `SELF` bits, `preposition` what is fused before it."""

    __slots__ = (
        "aspect", "gender", "number", "order", "own", "passive", "preposition", "row", "suffix", "word_class",
    )  # fmt: skip

    def __init__(self, form: "_Form", suffix: str, own: int, preposition: str) -> None:
        self.order = form.order
        self.row = form.row
        self.word_class = form.word_class
        self.aspect = form.aspect
        self.gender = form.gender
        self.number = form.number
        self.passive = form.passive
        self.suffix = suffix
        self.own = own
        self.preposition = preposition


class LightVerb(NamedTuple):
    """A verb that lends its tense to the noun after it: by way of `link` (`ب`, `من`), or directly, `reach` tokens on."""

    rule: str
    link: str
    reach: int


class _Form(NamedTuple):
    order: int
    row: EventRow
    word_class: str
    aspect: str
    gender: str
    number: str
    passive: bool | None
    own: int


class EventLexicon(dict[str, tuple[Sense, ...]]):
    """The senses of a folded word, in the order in which they are tried; each word is worked out once."""

    def __init__(self) -> None:
        super().__init__()
        self.sets = WordSets({row["name"]: members(row["words"]) for row in rows("ar/event_words.tsv")})
        self._never = self.sets.bits("@never", "ar/event_words.tsv")
        self.rows: list[EventRow] = []
        self._finite: dict[str, list[_Form]] = {}
        self._joined: dict[str, list[_Form]] = {}
        self._nouns: dict[str, list[_Form]] = {}
        for row in rows("ar/events.tsv"):
            self._add_verb(row)
        for row in rows("ar/event_nouns.tsv"):
            self._add_noun(row)

    def _row(self, row: dict[str, str], table: str) -> tuple[int, EventRow]:
        where = f"ar/{table}: {row['id']}"
        if row["action"].count(".") != 1:
            raise ValueError(f"{where}: {row['action']!r} is no action of the codebook")
        entry = EventRow(
            RuleId(f"event.{row['id']}"),
            Action(row["action"]),
            conditions(row["needs"], self.sets, where),
            conditions(row["not"], self.sets, where),
        )
        self.rows.append(entry)
        return len(self.rows), entry

    def _add_verb(self, row: dict[str, str]) -> None:
        order, entry = self._row(row, "events.tsv")
        for root, form, theme in _verbs(row):
            self._add_inflections(order, entry, inflect(root, form, theme, (), True))
        for masdar in row["masdars"].split():
            self._add_forms(order, entry, folded(masdar), "masdar", "p" if masdar.endswith("ات") else "s")

    def _add_inflections(self, order: int, entry: EventRow, inflections: Iterable[Inflection]) -> None:
        voices: dict[tuple[str, str, str, str, str], list[Inflection]] = {}
        for inflection in inflections:
            if inflection.aspect in _ASPECTS and _told(inflection):
                key = (inflection.surface, inflection.joined, inflection.aspect, inflection.gender, inflection.number)
                voices.setdefault(key, []).append(inflection)
        for (surface, _joined, aspect, gender, number), found in voices.items():
            named = {i.voice for i in found}
            passive = None if len(named) == 2 else named == {"passive"}
            aspects = [aspect, "future"] if aspect == "imperfect" else [aspect]
            for name in aspects:
                form = _Form(
                    order, entry, "verb", name, gender, number, passive, _verb_bits(name, passive, gender, number)
                )
                lead = "س" if name == "future" else ""
                self._finite.setdefault(lead + surface, []).append(form)
                for fused in {base[: -len(pronoun)] for base, pronoun in object_forms(found[0])}:
                    self._joined.setdefault(lead + fused, []).append(form)

    def _add_noun(self, row: dict[str, str]) -> None:
        order, entry = self._row(row, "event_nouns.tsv")
        number = ""
        for word in row["forms"].replace(":", ": ").split():
            if word in ("s:", "p:", "d:"):
                number = word[0]
            elif number:
                self._add_forms(order, entry, folded(word), "noun", number)
            else:
                raise ValueError(f"ar/event_nouns.tsv: {row['id']}: forms must begin with s: or p:")

    def _add_forms(self, order: int, entry: EventRow, word: str, aspect: str, number: str) -> None:
        gender = "f" if word.endswith(("ه", "ات")) or number == "p" else "m"
        own = SELF[aspect] | (SELF["plural"] if number == "p" else 0)
        spellings = [(word, number, own)]
        if number == "s" and word.endswith("ه"):
            spellings += [(word[:-1] + end, "d", own) for end in ("تين", "تان", "تي", "تا")]
        elif not word.endswith(("ه", "ات", "ا")) and (number == "s" or not word.endswith(("ون", "ين"))):
            spellings.append((word + "ا", number, own | SELF["accusative"]))
            if number == "s":
                spellings += [(word + end, "d", own) for end in ("ين", "ان")]
        if word.endswith("اء"):
            spellings += [(word[:-1] + seat, number, own) for seat in "يو"]
        for spelling, number_, bits in spellings:
            form = _Form(order, entry, "noun", aspect, gender, number_, None, bits)
            self._nouns.setdefault(spelling, []).append(form)

    def __missing__(self, word: str) -> tuple[Sense, ...]:
        found: dict[tuple[int, str], Sense] = {}
        finite, nouns = self._finite, self._nouns
        never = bool(self.sets[word] & self._never)
        ways = () if never else splits(word)
        for split in ways + _short(word) if len(word) <= _SHORT else ways:
            if split.stem in finite or split.stem in nouns:
                for sense in self._of(split):
                    found.setdefault((sense.order, sense.aspect), sense)
        if not never and word[-1] in _BY_LAST:
            for rest in (word, word[1:]) if word[0] in "وف" else (word,):
                for sense in self._with_pronoun(rest):
                    found.setdefault((sense.order, sense.aspect), sense)
        senses: tuple[Sense, ...] = tuple(sorted(found.values(), key=lambda sense: sense.order)) if found else ()
        self[word] = senses
        return senses

    def _of(self, split: Split) -> list[Sense]:
        senses: list[Sense] = []
        if split.suffix and split.suffix not in _PRONOUNS:
            return senses
        if not split.suffix and not split.definite and split.preposition in ("", "ل"):
            for form in self._finite.get(split.stem, ()):
                if not split.preposition or form.aspect in ("imperfect", "subjunctive"):
                    senses.append(_sense(form, "", split.preposition, 0))
        own = SELF["definite"] if split.definite else SELF["suffix"] if split.suffix else SELF["indef"]
        own |= _FUSED.get(split.preposition, 0)
        for form in self._nouns.get(split.stem, ()):
            senses.append(_sense(form, split.suffix, split.preposition, own))
        return senses

    def _with_pronoun(self, word: str) -> list[Sense]:
        senses = []
        for lead in ("", "ل") if word.startswith("ل") else ("",):
            for pronoun in _BY_LAST.get(word[-1:], ()):
                if word.endswith(pronoun):
                    for form in self._joined.get(word[len(lead) : -len(pronoun)], ()):
                        if not lead or form.aspect in ("imperfect", "subjunctive"):
                            senses.append(_sense(form, pronoun, lead, SELF["suffix"]))
        return senses


def members(words: str) -> list[str]:
    """The words of a set; a verb in it, written `شنن/I/u`, stands for every form of it that reports use."""
    members: list[str] = []
    for word in words.split():
        root, slash, rest = word.partition("/")
        if not slash:
            members.append(word)
            continue
        form, _, theme = rest.partition("/")
        forms: dict[str, None] = {}
        for inflection in inflect(root, form, theme, (), True):
            if inflection.aspect in _ASPECTS and _told(inflection):
                lead = ("", "س") if inflection.aspect == "imperfect" else ("",)
                fused = {base[: -len(pronoun)] for base, pronoun in object_forms(inflection)}
                forms.update(
                    dict.fromkeys(before + form_ for before in lead for form_ in (inflection.surface, *sorted(fused)))
                )
        members.extend(forms)
    return members


def _short(word: str) -> tuple[Split, ...]:
    """The readings of a noun of two letters with what is fused before it (`الرد`, `بالرد`, `لسد`), which `splits` leaves whole."""
    conjunction = word[0] if len(word) > 3 and word[0] in "وف" else ""
    rest = word[len(conjunction) :]
    if len(rest) == 3 and rest[0] in "بل":
        return (Split(conjunction, rest[0], False, rest[1:], ""),)
    preposition = rest[0] if len(rest) == 5 and rest[0] in "بك" else ""
    rest = rest[len(preposition) :]
    if len(rest) != 4 or rest[:2] not in ("ال", "لل"):
        return ()
    return (Split(conjunction, preposition or rest[0].replace("ا", ""), True, rest[2:], ""),)


def _verbs(row: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Root, form and theme of every verb of a row; raises ValueError where the columns do not match."""
    roots, forms, themes = row["root"].split(), row["form"].split(), row["theme"].split()
    if not len(roots) == len(forms) >= len(themes):
        raise ValueError(f"ar/events.tsv: {row['id']}: as many roots as forms, and a theme or - for each")
    for i, (root, form) in enumerate(zip(roots, forms, strict=True)):
        theme = themes[i] if i < len(themes) else ""
        yield root, form, "" if theme == "-" else theme


def _told(inflection: Inflection) -> bool:
    """Whether a form is one that reports use: `I`, `you` and the feminine plural only make homographs."""
    person, number = inflection.person, inflection.number
    return person != 2 and (person, number) != (1, "s") and (inflection.gender, number) != ("f", "p")


def _verb_bits(aspect: str, passive: bool | None, gender: str, number: str) -> int:
    own = SELF["verb"] | (SELF["perfect"] if aspect == "perfect" else SELF["imperfect"])
    if number == "p":
        own |= SELF["plural"]
    if passive is not False:
        own |= SELF["passive"]
    if gender == "f":
        own |= SELF["feminine"]
    return own | SELF["active"] if not passive else own


def _sense(form: _Form, suffix: str, preposition: str, own: int) -> Sense:
    return Sense(form, suffix, form.own | own, preposition)


class LightVerbs(dict[str, LightVerb | None]):
    """The light verb that a folded word is, or None; each word is worked out once."""

    def __init__(self) -> None:
        super().__init__()
        self._known: dict[str, LightVerb] = {}
        for row in rows("ar/light_verbs.tsv"):
            verb = LightVerb(f"light.{row['id']}", folded(row["link"]), int(row["reach"]))
            for inflection in inflect(row["root"], row["form"], row["theme"], (), True):
                if inflection.aspect in _ASPECTS and inflection.person != 2:
                    self._known.setdefault(inflection.surface, verb)
                    if inflection.aspect == "imperfect":
                        self._known.setdefault("س" + inflection.surface, verb)
                    for fused, _ in object_forms(inflection):
                        self._known.setdefault(fused, verb)

    def __missing__(self, word: str) -> LightVerb | None:
        found = self._known.get(word)
        if found is None and len(word) > 2 and word[0] in "وف":
            found = self._known.get(word[1:])
        self[word] = found
        return found


@cache
def lexicon() -> EventLexicon:
    """The one lexicon of trigger words."""
    return EventLexicon()


@cache
def light_verbs() -> LightVerbs:
    """The one lexicon of light verbs."""
    return LightVerbs()
