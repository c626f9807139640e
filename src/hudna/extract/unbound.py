"""What keeps a plan from being a promise, and what makes one of it: words around an event that bind nobody or somebody."""

from collections.abc import Sequence
from typing import Final

from hudna.extract.mentions import Mention
from hudna.extract.scope import Scope
from hudna.extract.stated import Stated, Trigger
from hudna.rules.control import CONTROL
from hudna.rules.frames import RULES
from hudna.rules.nouns import bare_name
from hudna.vocabulary import Act

RELATIVES: Final = RULES.words["relatives"]
OBEYED: Final = frozenset({"displacement.return", "zone.exclude", "access.open", "displacement.prevent"})
"""Actions whose actor benefits or obeys: the debtor is the side that speaks."""
UNDERGONE: Final = frozenset(
    {
        "violence.kill",
        "violence.injure",
        "violence.explosion",
        "violence.clash",
        "displacement.flee",
        "ceasefire.violate",
    }
    | {"contact.talk", "contact.coordinate"}
)
"""Actions that a side suffers or tells of as others': without an actor nobody undertakes them."""
AGREED: Final = frozenset({"scope.stipulate", "scope.agreed", "scope.agreed_to", "scope.promise"})
"""Cues of terms: who has agreed that people return owes it, who has decided to return owes nothing."""
TERMS_OF: Final = AGREED - {"scope.promise"}
FIRST_PERSON: Final = ("future", "imperfect", "subjunctive")
PLEDGES: Final = tuple(sorted(RULES.words["pledge_begins"]))
BREAKING: Final = tuple(sorted(RULES.words["breaking_begins"]))
WHAT: Final = RULES.words["what_was"]
KEPT_WAW: Final = RULES.words["promise_forms"]
UNDONE: Final = RULES.words["undone"]
CLOSERS: Final = RULES.words["that_begins"] | {".", "،", "\n", ":"}
BROKEN_NEAR: Final = 7
ABSTRACT: Final = frozenset(bare_name(word) for word in RULES.words["abstract"])
POINTING: Final = RULES.words["pointing_at"]
BY_WAY: Final = tuple(sorted(RULES.words["by_way_begins"]))
HEARSAY: Final = frozenset(bare_name(word) for word in RULES.words["hearsay"])
STAYS: Final = RULES.words["will_stay"]
PREDICATE: Final = "scope.future_predicate"
PROMISE: Final = "scope.promise"
MEDIATING: Final = RULES.words["mediating"]
BAN: Final = "scope.ban"
ACCORDING: Final = RULES.words["by_terms"] | RULES.words["in_accordance"]
TEXTS: Final = RULES.words["texts"]
ANNOUNCED: Final = RULES.words["announced"]
STATEMENTS: Final = frozenset(bare_name(word) for word in RULES.words["statements"])
PACTS: Final = RULES.words["pacts"]
SPOKEN_OF: Final = RULES.words["spoken_of"]
TERMS: Final = RULES.words["terms_said"]
ENDS: Final = frozenset({".", "\n", "؛"})
BY_TERMS_NEAR: Final = 30


def of_ours(words: list[str], trigger: Trigger) -> bool:
    """Whether a verb says what we shall do or not do, whose speaker stands behind it (`لن نسحب جنودنا، قال القائد`)."""
    bare = words[trigger.token].lstrip("وف").removeprefix("س")
    return trigger.word_class == "verb" and trigger.aspect in FIRST_PERSON and bare[0] == "ن"


def gives_text(words: list[str], at: int) -> bool:
    """Whether a report gives a statement in full after token `at` (`بيان هذا نصه`, `البيان الآتي:`)."""
    return words[at] in TEXTS or (words[at] in ANNOUNCED and at > 0 and bare_name(words[at - 1]) in STATEMENTS)


def mentioned(words: list[str], scope: Scope) -> bool:
    """Whether an agreement on something is what is spoken of, and nobody told to agree (`إن الاتفاق على الانسحاب لم ينفذ`)."""
    if AGREED.isdisjoint(scope.rules):
        return False
    return any(words[start] in PACTS and words[start - 1] in SPOKEN_OF for start, _ in scope.marks if start)


def of_nobody(words: list[str], trigger: Trigger, scope: Scope, stated: Stated | None) -> bool:
    """Whether what is undertaken is a thing suffered (`مهددة بالاقتتال`), or a promise of which nobody is told (`الوعد بتحرير`)."""
    if trigger.action in UNDERGONE and (stated is None or stated.act not in (Act.PLEDGE, Act.THREATEN)):
        return TERMS_OF.isdisjoint(scope.rules)
    return stated is None and any(words[start].startswith(("الوعد", "بالوعد")) for start, _ in scope.marks)


def does_something(words: list[str], trigger: Trigger, scope: Scope) -> bool:
    """Whether violence is the subject of a verb that says what comes of it (`استعادة البلدة ستقطع الطريق`)."""
    if not trigger.action.startswith("violence."):
        return False
    later = (words[start].lstrip("وف") for start, _ in scope.marks if start > trigger.token)
    return any(word[0] == "س" and word not in STAYS for word in later)


def of_the_barred(words: list[str], trigger: Trigger, actor: Sequence[Mention]) -> bool:
    """Whether those who act are the ones who are kept from it (`لمنع تقدم الجيش`): they promise nothing."""
    barred = bool(actor) and all(mention.start > trigger.token for mention in actor)
    return barred and trigger.action not in OBEYED and words[trigger.token - 1] != "عن"


def names_a_thing(words: list[str], trigger: Trigger, scope: Scope) -> bool:
    """Whether a deed names what the noun before it is (`مشروع التحرير`), or what something else is done by or for."""
    at = trigger.token
    if words[at - 1] in POINTING:
        return True
    if trigger.action == "contact.coordinate" and words[at].removeprefix("و").startswith(BY_WAY):
        return not any(words[start].lstrip("وف").startswith("س") for start, _ in scope.marks)
    return words[at].startswith("ال") and bare_name(words[at - 1]) in ABSTRACT


def unkept(words: list[str], at: int, denials: Sequence[tuple[int, int]]) -> bool:
    """Whether the word of a pledge at token `at` tells of one that was broken, or that somebody denies to have made."""
    bare = words[at].lstrip("و").removeprefix("ب")
    if not (bare.startswith(PLEDGES) or (bare[0] in "يتن" and bare[1:].startswith(PLEDGES))):
        return False
    if any(start <= at < end for start, end in denials) or words[at - 1] in UNDONE:
        return True
    control = CONTROL.get(words[at])
    if (words[at][0] == "و" and words[at] not in KEPT_WAW) or (
        control is not None and control.finite and bare[-1] != "د" and words[at - 1] not in WHAT
    ):
        return False
    for k in range(at - 1, max(-1, at - BROKEN_NEAR), -1):
        if words[k] in CLOSERS or words[k] in RELATIVES:
            return False
        if words[k] in UNDONE or words[k].lstrip("و").removeprefix("ب").removeprefix("ال").startswith(BREAKING):
            return True
    return False


def terms_in(words: list[str]) -> list[int]:
    """The tokens where a report says that something is by the terms agreed (`وفق الاتفاق`)."""
    said = (k for k, word in enumerate(words) if word in ACCORDING or word[1:] in ACCORDING)
    return [k for k in said if not TERMS.isdisjoint(words[k + 1 : k + 3])]


def by_terms(words: list[str], agreed: Sequence[int], at: int) -> bool:
    """Whether the sentence of token `at` says that what will be is what was agreed (`سيفرج الجانبان، وفق الاتفاق، عن`)."""
    spans = ((min(k, at), max(k, at)) for k in agreed)
    return any(high - low <= BY_TERMS_NEAR and ENDS.isdisjoint(words[low:high]) for low, high in spans)
