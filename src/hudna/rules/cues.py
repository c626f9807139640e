"""Reporting cues: every surface that may report, with its lemma, act and what may complete it."""

from functools import cache
from typing import Final, NamedTuple

from hudna.rules.clitics import SUFFIXES, by_last
from hudna.rules.conjugate import inflect
from hudna.rules.reporting import source_heads
from hudna.rules.words import folded, rows
from hudna.vocabulary import Act


class CueSense(NamedTuple):
    """One way of reading a word as a cue.

    `takes` names the complements of `rules/ar/reporting_verbs.tsv`; those in `strict` count only directly after the cue.
    """

    id: str
    group: str
    act: Act
    takes: frozenset[str]
    strict: frozenset[str]
    aspect: str
    gender: str
    number: str
    suffix: str
    conjoined: bool


class _Stem(NamedTuple):
    row: int
    aspect: str
    gender: str
    number: str


_OBJECTS: Final = tuple(suffix for suffix in SUFFIXES if suffix not in ("ي", "ك", "كم"))
"""Pronouns of those spoken to in the press: third persons and we."""
_BY_LAST: Final = by_last(_OBJECTS)


class CueLexicon(dict[str, tuple[CueSense, ...]]):
    """Folded word -> its senses, empty when it is no cue; what has been looked up once is remembered."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = rows("ar/reporting_verbs.tsv")
        self._takes = [_complements(row["takes"]) for row in self._rows]
        self._stems: dict[str, list[_Stem]] = {}
        heads = source_heads()
        for number, row in enumerate(self._rows):
            for form in inflect(row["root"], row["form"], row["theme"]):
                if form.person == 3 or (form.aspect == "participle" and form.voice == "active"):
                    if form.voice == "passive" or form.aspect in ("subjunctive", "masdar"):
                        continue
                    if form.gender == "f" and form.number == "p" and form.surface.endswith("ين"):
                        continue  # spelled as a number (اثنين), and women seldom speak in the plural
                    if row["class"] == "light" and form.surface in heads:
                        continue  # مصدر is a source before it is one who issues
                    if form.aspect == "jussive" and row["root"][-1] in "وي":
                        continue  # it stands after negations alone, and is spelled as other words (تعز)
                    stem = _Stem(number, form.aspect, form.gender, form.number)
                    at = self._stems.setdefault(form.surface, [])
                    if stem not in at:
                        at.append(stem)
        self._nouns = _nouns()

    def __missing__(self, word: str) -> tuple[CueSense, ...]:
        senses = self[word] = tuple(self._read(word))
        return senses

    def _read(self, word: str) -> list[CueSense]:
        found = self._bare(word, conjoined=False)
        if not found and len(word) > 2 and word[0] in "وف":
            found = self._bare(word[1:], conjoined=True)
        return found

    def _bare(self, word: str, *, conjoined: bool) -> list[CueSense]:
        found = [self._sense(stem, "", conjoined) for stem in self._stems.get(word, ())]
        if word in self._nouns:
            found.append(self._nouns[word]._replace(conjoined=conjoined))
        for suffix in () if found else _BY_LAST.get(word[-1], ()):
            if not word.endswith(suffix) or len(word) < len(suffix) + 3:
                continue
            base = word[: -len(suffix)]
            for spelling in _before_pronoun(base):
                found += [
                    self._sense(stem, suffix, conjoined)
                    for stem in self._stems.get(spelling, ())
                    if stem.aspect != "participle" and (suffix != "نا" or self._rows[stem.row]["class"] == "inform")
                ]
            if found:
                return found
        return found

    def _sense(self, stem: _Stem, suffix: str, conjoined: bool) -> CueSense:
        row = self._rows[stem.row]
        takes, strict = self._takes[stem.row]
        return CueSense(
            f"cue.verb.{row['id']}",
            row["class"],
            Act(row["act"]),
            takes,
            strict,
            stem.aspect,
            stem.gender,
            stem.number,
            suffix,
            conjoined,
        )


def _before_pronoun(base: str) -> tuple[str, ...]:
    """The spellings that what stands before a pronoun may have without it (`قالوها` of `قالوا`, `حكاها` of `حكي`)."""
    if base[-1] == "و":
        return base, base + "ا"
    return (base, base + "ا", base[:-1] + "ي") if base[-1] == "ا" else (base,)


def _complements(cell: str) -> tuple[frozenset[str], frozenset[str]]:
    codes = cell.split()
    return frozenset(c.rstrip("!") for c in codes), frozenset(c[:-1] for c in codes if c.endswith("!"))


def _nouns() -> dict[str, CueSense]:
    found = {}
    for row in rows("ar/reporting_nouns.tsv"):
        takes, strict = _complements(row["takes"])
        for form in row["forms"].split():
            surface = folded(form)
            own = form == row["lemma"] or form.endswith("ة")  # its last letter is no pronoun
            suffix = "" if own else next((s for s in ("ها", "هم", "ه") if surface.endswith(s)), "")
            found[surface] = CueSense(
                f"cue.noun.{row['id']}", "noun", Act(row["act"]), takes, strict, "noun", "", "", suffix, False
            )
    return found


@cache
def cue_lexicon() -> CueLexicon:
    """The lexicon of reporting cues; conjugating its verbs takes a moment, once."""
    return CueLexicon()
