"""How an event stands: happened, going on, planned, demanded or supposed; denied or not; and which words say so."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from hudna.extract.itemised import itemised
from hudna.extract.scope_cues import Hit, closed, present
from hudna.extract.stated import Stated, Trigger
from hudna.extract.tokens import Tokens
from hudna.extract.unmarked import is_aim, names_a_state, unmarked
from hudna.rules.frames import RULES as ROLES
from hudna.rules.nouns import LEXICON, bare_name
from hudna.rules.scope import RULES, Cue, ScopeRules
from hudna.vocabulary import Act, Modality, SourceKind

STIPULATING: Final = ROLES.words["stipulating"]
BY_TERMS: Final = ROLES.words["by_terms"]
STANDING: Final = frozenset({"جاء", "ورد", "يرد", "جاءت", "وردت"})
PROVISIONS: Final = frozenset(
    {"نص", "بنود", "البند", "بند", "الماده", "ماده", "الاتفاق", "اتفاق", "الاتفاقيه", "المذكره"}
)
TERMED: Final = frozenset(bare_name(word) for word in ROLES.words["termed"])
ORDER: Final = {"accepted": 6, "demanded": 5, "hypothetical": 4, "future": 3, "ongoing": 2, "happened": 1}
MODALITY: Final = {"accepted": "future"}
LENT: Final = frozenset({*ORDER, "negated"})
"""What a light verb says of the deed that it governs (`أوقف القصف`)."""
OPENERS: Final = frozenset({"ان", "وان", "فان", "بان", "هذه", "هذا", "،", ".", "\n", ":", "«", "“", '"'})
SUBORDINATORS: Final = frozenset({"ان", "كي", "لكي", "حتي", "بان", "الا", "بالا", "انه", "انها", "انهم"})
ACTS: Final = {
    Act.DEMAND: "demanded",
    Act.PLEDGE: "future",
    Act.THREATEN: "future",
    Act.EXPECT: "future",
    Act.WARN: "hypothetical",
    Act.DENY: "negated",
}
_OF_VERB: Final = ("perfect", "imperfect", "subjunctive", "jussive", "future")
_BESIDE: Final = 2
_RELATED: Final = 4
"""A predicate stands so far at least behind a subject with a relative clause, and so much farther than without."""
UNLESS: Final = 20
EXTENDED: Final = frozenset({"ceasefire.extend", "ceasefire.declare"})
ANY: Final = "scope.any"
LENDING: Final = frozenset({"scope.light_present", "scope.goes_on", "scope.begun"})
"""Verbs that lend their present to what they name, and not to what that is for (`تجري العملية للسيطرة على`)."""
FUTURE_VERB: Final = "scope.future_verb"
STIPULATED: Final = "scope.stipulate"
FAILING: Final = "scope.fail"
IN: Final = frozenset({"في", "من", "ان"})
"""Who fails in an attack makes none; an attack that fails was made."""
PAST_LIGHT: Final = frozenset({"تم", "تمت", "جري", "جرت"})
OCCASION: Final = frozenset({"خلال", "اثناء", "لدي"})
PLANNING: Final = frozenset({"future", "demanded", "hypothetical"})
DECIDING: Final = PLANNING | {"negated"}
NEGATORS: Final = frozenset(cue.id for cue in RULES.cues if cue.negates)
INBORN: Final = frozenset({"scope.adam", "scope.alla", "scope.no_longer", "scope.lan_act", "scope.ban"})
DENYING: Final = frozenset({"zone.exclude", "displacement.prevent", "ceasefire.end"})
"""Actions that are themselves a denial: the word that says so does not deny them again."""
RESULTS: Final = frozenset({"violence.kill", "violence.injure", "violence.shell", "violence.air", "violence.attack"})
"""Events that have come about where something is said to come of them."""
UNDONE: Final = frozenset(
    {"contact.talk", "contact.meet", "force.withdraw", "position.evacuate", "detainee.release", "agreement.conclude"}
)
"""Acts of which who says that there are none says that he will not do them (`أكد أنه لا انسحاب`)."""
TEAMS: Final = ROLES.words["teams"]
THAT_IT: Final = frozenset({"انه", "بانه", "وانه"})
FARTHEST: Final = max(cue.reach for cue in RULES.cues) + 1


class Scope(NamedTuple):
    """How an event stands, with the token ranges that decided it; `rules` are the ids of the cues.

    `undertaken`: a cue among them is itself a decision or a consent.
    """

    modality: Modality
    negated: bool
    marks: tuple[tuple[int, int], ...]
    rules: tuple[str, ...]
    undertaken: bool = False


def scope_of(
    tokens: Tokens, trigger: Trigger, hits: Sequence[Hit], stated: Stated | None, rules: ScopeRules = RULES
) -> Scope:
    """The scope of one trigger among the cues of its sentence and the act of the attribution that it stands in."""
    words = tokens.words
    if trigger.aspect == "perfect" and trigger.token and words[trigger.token - 1] == "او" and trigger.number == "s":
        trigger = replace(trigger, word_class="noun", aspect="masdar")
    at = trigger.light if trigger.light >= 0 else trigger.token
    best, negated, undertaken = "", False, False
    marks: list[tuple[int, int]] = []
    names: list[str] = []
    low, high = min(at, trigger.token) - FARTHEST, trigger.token + FARTHEST
    if stated is not None and low < stated.cue.start < at and _opens_clause(words, stated):
        low = stated.cue.start  # what stands before `وأعلن`, `، معلنا` has done with its clause
    governing = [h for h in hits if h.end >= low and h.start <= high and _governs(words, h, at, trigger, rules)]
    for hit in _decisive(governing, hits, trigger.token):
        cue = hit.cue
        if cue.effect in ORDER and ORDER[cue.effect] > ORDER.get(best, 0):
            best = cue.effect
        negated = negated or cue.negates or hit.denied >= 0
        undertaken = undertaken or cue.undertakes
        marks.append((hit.start, hit.end))
        names.append(cue.id)
    if negated and "scope.lan_act" in names and best == "hypothetical":
        best = "future"
    if not best and "scope.la_genus" in names and trigger.action in UNDONE and stated is not None:
        best = "future" if any(words[start - 1] in THAT_IT for start, _ in marks) else best
    if not best and trigger.aspect in ("masdar", "perfect") and itemised(words, trigger.token, trigger.aspect):
        best, undertaken = "future", True
        names.append(STIPULATED)
    effect = _act_effect(words, trigger, at, stated, rules)
    negated = negated or effect == "negated"
    if effect and ORDER.get(effect, 0) > ORDER.get(best, 0):
        best = effect
    if effect and stated is not None:
        marks.append((stated.cue.start, stated.cue.end))
    if trigger.action in EXTENDED and best == "future" and names == ["scope.decide"]:
        best = "happened"
    if trigger.aspect == "future" and ORDER.get(best, 0) < ORDER["future"]:
        best = "future"
    modality = Modality(MODALITY.get(best, best)) if best else _bare(words, trigger, at, hits, rules, names, negated)
    denied = _denies(words[trigger.token], trigger, names, negated, rules)
    return Scope(modality, denied, tuple(sorted(set(marks))), tuple(names), undertaken)


def _opens_clause(words: list[str], stated: Stated) -> bool:
    at = stated.cue.start
    return words[at][0] == "و" or (stated.carried and words[at - 1] == "،")


def _decisive(governing: list[Hit], hits: Sequence[Hit], at: int) -> list[Hit]:
    """The cues that count: `أي` not beside a denial or a demand, and beside a plan only right before the event.

    `قبل أن` plans only where the clause before it is planned.
    """
    if len(governing) > 1 and any(hit.cue.id == ANY for hit in governing):
        others = [hit for hit in governing if hit.cue.id != ANY]
        deciding = [hit.cue for hit in others if hit.cue.effect in DECIDING or hit.cue.negates]
        beside = any(hit.cue.id == ANY and at - hit.end <= _BESIDE for hit in governing)
        if deciding and not (beside and all(cue.effect == "future" and not cue.negates for cue in deciding)):
            governing = others
    return [hit for hit in governing if not hit.cue.planned or _planned(hit, hits)]


def _planned(hit: Hit, hits: Sequence[Hit]) -> bool:
    """Whether a cue before this one plans; `قد` alone does not, for it stands before pasts too."""
    return any(other.end <= hit.start and other.cue.effect in PLANNING and not other.cue.onward for other in hits)


def _denies(word: str, trigger: Trigger, names: list[str], negated: bool, rules: ScopeRules) -> bool:
    """Whether the event is denied, for actions that are a denial themselves and words that turn theirs around."""
    if trigger.action in DENYING and negated and INBORN.issuperset(n for n in names if n in NEGATORS):
        return False
    if trigger.action == "agreement.uphold" and any(stem in word for stem in rules.breaching):
        return not negated
    return negated


def _bare(
    words: list[str],
    trigger: Trigger,
    at: int,
    hits: Sequence[Hit],
    rules: ScopeRules,
    names: list[str],
    negated: bool,
) -> Modality:
    """The modality where no cue plans, demands or supposes: what is denied did not happen, talks that are told of go on."""
    noun = trigger.word_class == "noun"
    if noun and not negated and names_a_state(words[trigger.token], rules):
        return Modality.HAPPENED if words[trigger.token - 1] in rules.was else Modality.ONGOING
    if negated and (noun or "scope.lam" in names):
        return Modality.HAPPENED
    modality = unmarked(words, trigger, at, hits, rules)
    known = trigger.suffix or words[trigger.token].startswith(("ال", "وال", "بال", "لل"))
    talks = noun and trigger.action == "contact.talk" and trigger.light < 0 and not known
    return Modality.ONGOING if talks and modality is Modality.HAPPENED else modality


def _governs(words: list[str], hit: Hit, at: int, trigger: Trigger, rules: ScopeRules) -> bool:
    """Whether a cue reaches a trigger, in its own direction and before anything that ends its scope."""
    cue = hit.cue
    if cue.actions and trigger.action not in cue.actions:
        return False
    if hit.start == at or hit.start == trigger.token:
        if hit.end > trigger.token > hit.start:
            return cue.itself
        lent = hit.start == at and trigger.light == at and at != trigger.token
        return cue.itself or (lent and cue.of in ("noun", "any") and cue.effect in LENT)
    if hit.start < trigger.token < hit.end:
        return cue.itself or cue.negates
    if cue.id in LENDING and trigger.aspect == "masdar" and is_aim(words[trigger.token]):
        return False
    if cue.effect == "future" and cue.of != "verb" and hit.start and words[hit.start - 1] in rules.during:
        return False
    if trigger.action in RESULTS and words[hit.start].lstrip("وف") in rules.leading and _leads(words, hit, trigger):
        return False
    if cue.effect == "future" and hit.end <= at == trigger.light and words[at].lstrip("وف") in PAST_LIGHT:
        return False  # في طريقها إلى البلدة وتم التعامل معها
    if hit.start > trigger.token:
        return cue.direction != "forward" and _reaches_back(words, hit, trigger, rules)
    if cue.direction == "backward" or (cue.onward and not present(words[hit.end], rules)):
        return False
    target = trigger.token if cue.of == "noun" or hit.start > at else at
    if not hit.end <= target <= hit.end + cue.reach or not _of_kind(cue, trigger):
        return False
    if _attributive(words, trigger, rules) and target > hit.end:
        return False
    between = words[hit.end : target]
    if closed(words, hit.end, target, rules) and not (
        (cue.effect == "ongoing" and _since(words, hit.end, target, rules))
        or (cue.id == FUTURE_VERB and _meanwhile(words, hit.end, target, trigger, rules))
    ):
        return False
    if not cue.joined and words[trigger.token][0] == "و" and target > hit.end:
        return False
    if cue.via and not _by_way(words, hit, target):
        return False
    if cue.id == FAILING and trigger.action in RESULTS and IN.isdisjoint(words[hit.end : target]):
        return False
    if cue.unless and not cue.unless.isdisjoint(words[max(0, hit.start - UNLESS) : hit.start]):
        return False
    if cue.of == "noun":
        return "ان" not in between
    if between.count("ان") > 1 and "او" not in between:
        return False  # نريد أن نؤكد أن
    if trigger.aspect in _OF_VERB and cue.of == "any":
        if trigger.aspect == "perfect" and cue.effect in ("future", "demanded", "ongoing"):
            return False
        if len(between) < _BESIDE or any(w in SUBORDINATORS for w in between):
            return True
        return cue.effect == "future" and _of_team(between, trigger)
    return True


def _of_team(between: Sequence[str], trigger: Trigger) -> bool:
    """Whether a verb says what those are for who are to be sent (`استعداده لإيفاد فريق يراقب`)."""
    sent = trigger.aspect == "imperfect" and any(is_aim(word) for word in between)
    return sent and any(word.removesuffix("ا") in TEAMS for word in between[1:])


def _leads(words: list[str], hit: Hit, trigger: Trigger) -> bool:
    """Whether the event is the subject of a verb that says what comes of it (`سيؤدي مقتله إلى`)."""
    return trigger.token == hit.end or (hit.start > trigger.token and words[trigger.token - 1] in OPENERS)


def _since(words: list[str], start: int, at: int, rules: ScopeRules) -> bool:
    """Whether nothing ends a scope between two tokens but a `منذ` that says since when (`تسير منذ أسابيع دوريات`)."""
    ends = [k for k in range(start, at) if words[k] in rules.terminators]
    return len(ends) == 1 and words[ends[0]] == "منذ" and ends[0] < at - 1


def _meanwhile(words: list[str], start: int, at: int, trigger: Trigger, rules: ScopeRules) -> bool:
    """Whether a contact is told of as the occasion of what will be done (`سيلتقي خلال زيارته`)."""
    occasion = trigger.action.startswith("contact.") and words[at - 1] in OCCASION and at - 1 >= start
    return occasion and not closed(words, start, at - 1, rules)


def _by_way(words: list[str], hit: Hit, target: int) -> bool:
    """Whether a word of the row's `via` stands after the cue, by itself or fused to the word that it governs."""
    via = hit.cue.via
    if not via.isdisjoint(words[hit.end : target]):
        return True
    fused = (k for k in range(hit.end, target + 1) if words[k][0] in via)
    return any(k == target or LEXICON[words[k]].flags == 0 for k in fused)


def _attributive(words: list[str], trigger: Trigger, rules: ScopeRules) -> bool:
    """Whether the trigger is an adjective of a noun, which says what is so already (`الاتفاق الموقع`)."""
    word = words[trigger.token]
    return word in rules.attributive or (trigger.aspect == "participle" and word.startswith(("ال", "لل")))


def _of_kind(cue: Cue, trigger: Trigger) -> bool:
    finite = trigger.aspect in _OF_VERB
    if cue.of == "verb":
        return (finite and trigger.aspect != "perfect") or trigger.light >= 0
    if cue.of == "noun":
        return not finite
    return cue.of == "any" or trigger.aspect in ("imperfect", "subjunctive")


def _reaches_back(words: list[str], hit: Hit, trigger: Trigger, rules: ScopeRules) -> bool:
    cue = hit.cue
    at = trigger.token
    related = cue.opens and words[at + 1] in rules.relatives and hit.start > at + _RELATED
    reach = cue.reach + (_RELATED if related else 0)
    if trigger.aspect in _OF_VERB or trigger.aspect == "participle" or hit.start > at + reach + 1:
        return False
    if words[at - 1] in rules.during or (at > 1 and words[at - 2] in rules.during):
        return False
    if cue.opens and words[at - 1] not in OPENERS:
        return False
    between = words[at + (2 if related else 1) : hit.start]
    loose = cue.direction == "both" or words[at - 1] in OPENERS
    if any(w.lstrip("وف") in rules.leading for w in between):
        return False
    return not any(w in rules.terminators or (not loose and w[0] in "،و") for w in between)


def _act_effect(words: list[str], trigger: Trigger, at: int, stated: Stated | None, rules: ScopeRules) -> str:
    """What the act of saying does to its direct complement: the part of the content before its first subordinate clause."""
    if stated is None:
        return ""
    if _attributive(words, trigger, rules):
        return ""
    if trigger.aspect != "perfect" and stipulates(words, stated) and words[at - 1] not in rules.relatives:
        return "future"
    effect = ACTS.get(stated.act, "")
    if not effect:
        return ""
    if trigger.aspect == "perfect" and effect != "negated":
        return ""
    start = stated.content[0]
    if effect == "hypothetical" and (trigger.aspect in _OF_VERB or at > start + 3):
        return ""
    return "" if closed(words, start, at, rules) else effect


def stipulates(words: list[str], stated: Stated) -> bool:
    """Whether a document lays down what the content says (`ينص الاتفاق على`, `بموجب الاتفاق`)."""
    if not stated.chain or stated.chain[-1].kind is not SourceKind.DOCUMENT:
        return False
    said = words[stated.cue.start]
    cue = said if said in BY_TERMS else said.lstrip("وف")
    if cue in STANDING and words[stated.chain[-1].phrase.start] in PROVISIONS:
        return True  # جاء في نص الاتفاق
    return cue in STIPULATING or (cue in BY_TERMS and bare_name(words[stated.chain[-1].phrase.start]) in TERMED)
