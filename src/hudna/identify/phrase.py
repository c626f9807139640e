"""What one naming phrase says by itself: the names in it, its head noun, nationality, office, and a name of its own."""

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Final

from hudna.identify.names import Hit, accepted, bare, name_at, tokens_of
from hudna.rules import countries as lands
from hudna.rules.naming import naming_words
from hudna.rules.offices import longest_form, office_forms
from hudna.rules.reporting import reporting_words, source_heads
from hudna.rules.words import folded, rows
from hudna.vocabulary import SourceKind

REMEMBERED: Final = 65_536
LEADS: Final = ("وال", "بال", "فال", "كال", "ولل", "ال", "لل", "و", "ف", "ب", "ل", "ك")
LEAD_LETTERS: Final = "وفبكلا"
WITHIN: Final = frozenset(("في", "الي", "لدي", "قرب", "علي", "من", "داخل", "شمال", "جنوب", "شرق", "غرب"))
"""After these a country is where somebody is, and not whose he is."""
ALI: Final = "علي"
"""A name that is spelled like `على` once the letters are joined."""
PRONOUNS: Final = ("هما", "ها", "هم", "ه")
WORDS: Final = naming_words()


class Said:
    """A phrase taken apart.

    `hits` are the names that say who is meant, one group for each party named at once; `loyal_to` the one to whom they are
    loyal; `nations` the countries of each nationality, those of one word together; `own` a person's name that no theatre
    knows; `beside` somebody whose man or thing it is; `of_pronoun` whether head or `بلاد` carries a pronoun for whose it is;
    `alone` the one word of a phrase of one word, `named` the one that is left without honorifics, else "" both; `is_body`
    whether the head noun is that of a body, which may bear a person's name (`حركة نور الدين زنكي`).
    """

    __slots__ = (
        "alone", "anonymous", "beside", "former", "head", "hits", "is_body", "is_country", "loyal_to", "named", "nations",
        "of_pronoun", "office", "own", "sector", "sector_at", "tokens",
    )  # fmt: skip

    def __init__(self, words: str, day: str) -> None:
        tokens = tokens_of(words)
        start = _head(tokens)
        hits = _hits(tokens, day)
        self.tokens = tuple(tokens)
        self.head = head = tokens[start] if start < len(tokens) else ""
        self.sector, self.sector_at = _sector(tokens, start)
        self.hits, self.loyal_to, self.beside = _main(tokens, hits, start, self.sector, self.sector_at)
        self.nations = _nations(tokens)
        self.office = _office(tokens, start)
        self.former = any(token in WORDS.former for token in tokens)
        self.own = _own_name(tokens, hits)
        self.anonymous = _stem(head) in WORDS.anonymous or (bool(tokens) and tokens[0] in WORDS.anonymous)
        pronoun = _has_pronoun(head, self.sector, self.sector_at == start)
        self.of_pronoun = pronoun or any(token in WORDS.lands for token in tokens)
        self.is_country = bool(tokens) and _only_names_a_country(tokens)
        spelled = [token for token in tokens if token[0].isalpha()]
        self.alone = _only(spelled)
        self.named = _only([token for token in spelled if token not in WORDS.honorifics])
        noun = source_heads().get(head)
        self.is_body = noun is not None and noun.kind == SourceKind.ORGANISATION


@lru_cache(REMEMBERED)
def said(words: str, day: str) -> Said:
    """The phrase taken apart, with what its names meant on the day (`""` where that is not known)."""
    return Said(words, day)


def _only(words: Sequence[str]) -> str:
    """The one word of several, or "" where there are more or none."""
    return words[0] if len(words) == 1 else ""


def _head(tokens: Sequence[str]) -> int:
    """The first token that is neither a mark, a count, nor an honorific; the first of all where all are."""
    for i, token in enumerate(tokens):
        if token[0].isalpha() and token not in WORDS.counters:
            return i
    return 0


def _stem(token: str) -> str:
    return token[2:] if token.startswith("ال") and len(token) > 4 else token


def _hits(tokens: list[str], day: str) -> list[Hit]:
    found: list[Hit] = []
    accepts = accepted(day, True)
    i = 0
    while i < len(tokens):
        hit = name_at(tokens, i, accepts)
        if hit and not (hit.end - hit.start == 1 and len(tokens) > 1 and _is_only_place(hit, tokens, i)):
            found.append(hit)
            i = hit.end
        else:
            i += 1
    return found


def _is_only_place(hit: Hit, tokens: Sequence[str], i: int) -> bool:
    """A capital among other words is a place; a one-word short name of a person is none before `بن` or another name."""
    if any(first in lands.by_capital() for first in bare(tokens[i])):
        return True
    after = tokens[i + 1] if i + 1 < len(tokens) else ""
    before = tokens[i - 1] if i else ""
    given = reporting_words().given_names
    short_name = all(known.person and known.short for known in hit.found)
    return short_name and (after in ("بن", "ابن", "ال") or before in given or (i == 0 and after[:1].isalpha()))


def _main(
    tokens: Sequence[str], hits: Sequence[Hit], start: int, sector: str, at: int
) -> tuple[tuple[tuple[Hit, ...], ...], Hit | None, Hit | None]:
    """The names that say who is meant, in groups that `و` joins; to whom they are loyal; whose man or thing it is."""
    groups: list[tuple[Hit, ...]] = []
    loyal: Hit | None = None
    beside: Hit | None = None
    peopled = sector in WORDS.peopled
    for hit in hits:
        before = tokens[hit.start - 1] if hit.start else ""
        if hit.start > at and peopled:
            continue
        if before in WORDS.loyal or _without_and(before) in WORDS.loyal or _after_loyal(tokens, hit):
            loyal = loyal or hit
        elif _is_beside(before, bool(groups)):
            beside = beside or hit
        elif groups and (before == "و" or hit.fused.startswith("و")):
            groups.append((hit,))
        elif groups:
            groups[-1] = (*groups[-1], hit)
        else:
            groups.append((hit,))
    return tuple(groups), loyal, beside


def _is_beside(before: str, has_party: bool) -> bool:
    """Whether a name behind this word is not who is meant: `نجل فلان`, `في حضور فلان`; `عدد من` and `قيادي في` lead to it."""
    if before in WORDS.belonging or before in WORDS.bodies_that_pass:
        return True
    return before in WORDS.after_preposition and (has_party or before not in ("من", "في"))


def _without_and(token: str) -> str:
    return token[1:] if token.startswith("و") else token


def _after_loyal(tokens: Sequence[str], hit: Hit) -> bool:
    """A title may stand between: `الموالية للرئيس السابق فلان`."""
    return any(_without_and(token) in WORDS.loyal for token in tokens[max(0, hit.start - 4) : hit.start])


def _office(tokens: Sequence[str], start: int) -> str:
    """The office that heads the phrase, behind its honorifics; "" where none does."""
    i = start
    while i < len(tokens) and tokens[i] in WORDS.honorifics and not _form_at(tokens, i):
        i += 1
    return _form_at(tokens, i)


def _form_at(tokens: Sequence[str], i: int) -> str:
    if i >= len(tokens):
        return ""
    forms = office_forms()
    for first in bare(tokens[i]):
        for size in range(longest_form(), 0, -1):
            office = forms.get((first, *tokens[i + 1 : i + size]))
            if office:
                return office
    return ""


def _own_name(tokens: Sequence[str], hits: Sequence[Hit]) -> tuple[str, ...]:
    """The run of words that is a person's name: from a given name on, two words at least; () where there is none."""
    given = reporting_words().given_names
    taken = {k for hit in hits for k in range(hit.start, hit.end)}
    for k, token in enumerate(tokens):
        if k in taken or not (token in given or (token.startswith("عبد") and len(token) > 5)):
            continue
        run = [token]
        for after in tokens[k + 1 :]:
            if (
                not after[0].isalpha()
                or (after in WORDS.after_preposition and after != ALI)
                or _ends_name(after)
                or len(run) == 5
            ):
                break
            run.append(after)
        if len(run) > 1:
            return tuple(run)
    return ()


def _ends_name(token: str) -> bool:
    return (
        token.startswith("لل")
        or token in source_heads()
        or token in WORDS.former
        or token in WORDS.honorifics
        or token == "و"
    )


def _has_pronoun(head: str, sector: str, at_head: bool) -> bool:
    return bool(sector) and at_head and head.endswith(PRONOUNS) and not _sector_of(head)


# --- sector


def _sector(tokens: Sequence[str], start: int) -> tuple[str, int]:
    """The sector of the first word that has one, and where: the head of the phrase comes first in Arabic."""
    by_word = sectors()
    for i in range(start, len(tokens)):
        pair = _pair(tokens, i)
        if pair:
            return pair, i
        sector = _sector_of(tokens[i])
        for pronoun in PRONOUNS:
            if not sector and i == start and tokens[i].endswith(pronoun):
                sector = _sector_of(tokens[i][: -len(pronoun)]) or _sector_of(_tied(tokens[i][: -len(pronoun)]))
        if sector:
            military = sector == "GOV" and any(token in WORDS.military for token in tokens[i + 1 : i + 3])
            return ("MIL" if military else sector), i
        if i > start and tokens[i] in WORDS.military:
            return by_word.get("عسكري", "MIL"), i
    return "", len(tokens)


def _tied(stem: str) -> str:
    """`حكومت` of `حكومته` back to `حكومه`."""
    return stem[:-1] + "ه" if stem.endswith("ت") else stem


def _pair(tokens: Sequence[str], i: int) -> str:
    if i + 1 >= len(tokens):
        return ""
    by_word = sectors()
    for first in _STEMS[tokens[i]]:
        for second in _STEMS[tokens[i + 1]]:
            if f"{first}_{second}" in by_word:
                return by_word[f"{first}_{second}"]
    return ""


def _sector_of(token: str) -> str:
    by_word = sectors()
    for stem in _STEMS[token]:
        if stem in by_word:
            return by_word[stem]
    return ""


class _Stems(dict[str, tuple[str, ...]]):
    """A token and what it is without what may be fused in front, the longest word first; remembered."""

    def __missing__(self, token: str) -> tuple[str, ...]:
        found = [token]
        if token[:1] in LEAD_LETTERS:
            for lead in LEADS:
                if token.startswith(lead) and len(token) - len(lead) >= 3:
                    found.append(token[len(lead) :])
        self[token] = stems = tuple(found)
        return stems


_STEMS: Final = _Stems()


@cache
def sectors() -> dict[str, str]:
    """Folded noun to sector code; two nouns that have one together are joined by a low line."""
    words: dict[str, str] = {}
    for row in rows("ar/sectors.tsv"):
        for form in folded(row["forms"]).split():
            if words.setdefault(form, row["sector"]) != row["sector"]:
                raise ValueError(f"sectors.tsv: {form} stands under {words[form]} and {row['sector']}; keep one")
    return words


@cache
def sector_labels() -> dict[str, str]:
    """Sector code to its label."""
    return {row["sector"]: row["label"] for row in rows("ar/sectors.tsv")}


# --- countries


def _nations(tokens: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The countries of every nationality in the phrase; else those of the first country that is not merely where they are."""
    names = lands.by_name()
    found: list[tuple[str, ...]] = []
    for i, token in enumerate(tokens):
        inside = i > 0 and tokens[i - 1] in WITHIN and any(first in names for first in bare(token))
        countries = () if inside else adjective(token)
        if countries and countries not in found:
            found.append(countries)
    if found:
        return tuple(found)
    for i in range(len(tokens)):
        countries = country_at(tokens, i)
        if countries:
            return () if i and tokens[i - 1] in WITHIN else (countries,)
    return ()


def adjective(token: str) -> tuple[str, ...]:
    """The countries of a nationality adjective, () for another word."""
    adjectives = lands.by_adjective()
    if token in adjectives:
        return adjectives[token]
    for lead in LEADS if token[:1] in LEAD_LETTERS else ():
        if token.startswith(lead) and len(token) - len(lead) >= 3 and token[len(lead) :] in adjectives:
            return adjectives[token[len(lead) :]]
    return ()


def country_at(tokens: Sequence[str], index: int) -> tuple[str, ...]:
    """The countries whose name or capital begins at the token."""
    names, capitals, openers = lands.by_name(), lands.by_capital(), _country_openers()
    for first in bare(tokens[index]):
        if first not in openers:
            continue
        for size in (5, 4, 3, 2, 1):
            name = " ".join((first, *tokens[index + 1 : index + size]))
            named = names.get(name, ())
            found = (*named, *(code for code in capitals.get(name, ()) if code not in named))
            if found:
                return found
    return ()


@cache
def _country_openers() -> frozenset[str]:
    """The first words of countries and capitals."""
    return frozenset(name.split(" ")[0] for name in (*lands.by_name(), *lands.by_capital()))


def _only_names_a_country(tokens: Sequence[str]) -> bool:
    """A country or its capital by itself: as an actor it is its government."""
    names, capitals = lands.by_name(), lands.by_capital()
    words = [token for token in tokens if token[0].isalpha()]
    if not words:
        return False
    wholes = {" ".join((first, *words[1:])) for first in bare(words[0])}
    return any(name in names or name in capitals for name in wholes)
