"""What stands around a reporting cue: the words that open, bound and name, the heads of sources, the outlets."""

from dataclasses import dataclass, fields
from functools import cache
from typing import NamedTuple

from hudna.rules.words import folded, folded_set, resource, rows, word_lists
from hudna.vocabulary import Act


@dataclass(frozen=True, slots=True)
class ReportingWords:
    """The lists of `rules/ar/reporting_words.yaml`, folded; the file says what each keeps apart."""

    that: frozenset[str]
    that_with_bi: frozenset[str]
    not_before_that: frozenset[str]
    before_bare_verb: frozenset[str]
    negations: frozenset[str]
    relative_openers: frozenset[str]
    relative_pronouns: frozenset[str]
    clause_openers: frozenset[str]
    content_enders: frozenset[str]
    noun_content_enders: frozenset[str]
    turns: frozenset[str]
    turn_frames: frozenset[str]
    frame_tails: frozenset[str]
    fronted: frozenset[str]
    media: frozenset[str]
    adjunct_openers: frozenset[str]
    adjunct_prepositions: frozenset[str]
    subject_refusers: frozenset[str]
    itself: frozenset[str]
    list_openers: frozenset[str]
    addressees: frozenset[str]
    press: frozenset[str]
    idiom_objects: frozenset[str]
    speaks_for: frozenset[str]
    kept_bi: frozenset[str]
    native_bi: frozenset[str]
    keeps_place: frozenset[str]
    envoys: frozenset[str]
    keeps_ala: frozenset[str]
    degrees: frozenset[str]
    topics: frozenset[str]
    plain_objects: frozenset[str]
    blame: frozenset[str]
    carried_by: frozenset[str]
    speaks_bare: frozenset[str]
    governors: frozenset[str]
    days: frozenset[str]
    obligation: frozenset[str]
    fixed_sources: frozenset[str]
    not_after_fixed: frozenset[str]
    given_names: frozenset[str]
    own_people: frozenset[str]
    agency_fields: frozenset[str]
    adopted: frozenset[str]
    naming_acts: frozenset[str]
    counters: frozenset[str]
    ranked: frozenset[str]
    calls_out: frozenset[str]
    ranks: frozenset[str]
    women: frozenset[str]
    of_media: frozenset[str]
    bears_terms: frozenset[str]
    platforms: frozenset[str]
    defended: frozenset[str]
    feasts: frozenset[str]
    standards: frozenset[str]
    grounds: frozenset[str]


class SourceHead(NamedTuple):
    """What a head noun says of a source: its kind, how a verb agrees with it, whether it is a proper name."""

    kind: str
    gender: str
    number: str
    proper: bool


@cache
def reporting_words() -> ReportingWords:
    """The word lists; raises when the file lacks one or holds one that nobody asks for."""
    name = "ar/reporting_words.yaml"
    lists = word_lists(name)
    wanted = {field.name for field in fields(ReportingWords)}
    if wanted != lists.keys():
        raise ValueError(f"{resource(name)}: lists missing or unknown: {sorted(wanted ^ lists.keys())}")
    return ReportingWords(**lists)


@cache
def source_heads() -> dict[str, SourceHead]:
    """Folded head noun, with and without the article -> its kind."""
    found: dict[str, SourceHead] = {}
    for row in rows("ar/source_heads.tsv"):
        proper = row["kind"] == "state"
        head = SourceHead("organisation" if proper else row["kind"], row["gender"], row["number"], proper)
        for form in folded_set(row["forms"].split(" ")):
            for spelling in _spellings(form, proper=proper):
                found.setdefault(spelling, head)
    return found


def _spellings(form: str, *, proper: bool) -> tuple[str, ...]:
    """A head noun bare, with its article, and in the indefinite accusative (قرارا)."""
    if proper or form.startswith("ال"):
        return (form,)
    accusative = () if form[-1] in "هاينء" else (form + "ا",)
    return (form, "ال" + form, *accusative)


@cache
def outlets() -> dict[str, str]:
    """Folded name of an outlet -> the short name under which it publishes, or ""."""
    found: dict[str, str] = {}
    for row in rows("ar/outlets.tsv"):
        for name in row["names"].split("|"):
            found.setdefault(folded(name), row["site"])
    return found


@cache
def act_nouns() -> dict[str, str]:
    """Folded noun of feeling or stance -> the act of the cue that expresses it (أعرب عن أمله)."""
    return {form: row["act"] for row in rows("ar/act_nouns.tsv") for form in folded_set(row["forms"].split(" "))}


def feeling_of(word: str) -> Act | None:
    """The act that expressing what the noun names is (أمله، استنكارها), or None where it names no feeling."""
    nouns = act_nouns()
    for suffix in ("", "ها", "هم", "ه"):
        if word.endswith(suffix):
            bare = word[: len(word) - len(suffix)]
            for stem in (bare, bare.removeprefix("ال"), bare[:-1] + "ه" if bare.endswith("ت") else bare):
                if stem in nouns:
                    return Act(nouns[stem])
    return None


@cache
def relayed_nouns() -> dict[str, str]:
    """Folded noun that opens what an outlet relays of somebody (نقلت عنه نفيه) -> act; `refuse` where it is content itself."""
    return {form: row["act"] for row in rows("ar/relayed_nouns.tsv") for form in folded_set(row["forms"].split(" "))}
