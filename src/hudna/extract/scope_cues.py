"""The cues of a sentence that could govern an event, and where what they govern ends."""

from typing import Final, NamedTuple

from hudna.rules.frames import RULES as ROLES
from hudna.rules.looks import SCOPES
from hudna.rules.scope import RULES, Cue, ScopeRules
from hudna.rules.shapes import is_verbal_noun

_ADVERBIAL: Final = 9
"""How many words what is put in between commas has at most."""
ACCORDING: Final = ROLES.words["by_terms"]
NOT_TO: Final = "الا"
"""Before a present verb it is `that not`, elsewhere an exception."""


class Hit(NamedTuple):
    """Tokens `[start, end)` of a cue, the row, and whether a `لا`, `لم` or `لن` stands right before it."""

    start: int
    end: int
    cue: Cue
    denied: int


def hits_in(words: list[str], looks: list[int], start: int, end: int, rules: ScopeRules = RULES) -> list[Hit]:
    """Every cue of tokens `[start, end)`, in order; the longest form wins, and a pseudo cue takes its words away."""
    found: list[Hit] = []
    cues_at = rules.cues_at
    stop = start
    for i in range(start, end):
        if i < stop or not looks[i] & SCOPES:
            continue
        known = cues_at[words[i]]
        if known is None:
            continue
        forms, shaped = known
        for cue in shaped:
            found.append(Hit(i, i + 1, cue, _denied(found, i)))
        for rest, cues in forms:
            size = len(rest)
            if size and (i + 1 + size > end or words[i + 1] != rest[0] or words[i + 1 : i + 1 + size] != list(rest)):
                continue
            stop = i + 1 + size
            for cue in cues:
                found.append(Hit(i, stop, cue, _denied(found, i)))
            break
    return [hit for hit in found if hit.cue.effect != "pseudo"]


def _denied(found: list[Hit], start: int) -> int:
    """The index of the negator right before token `start`, or -1."""
    for k in range(len(found) - 1, max(-1, len(found) - 4), -1):
        hit = found[k]
        if hit.end == start and hit.cue.of == "verb" and hit.cue.effect in ("negated", "future") and hit.cue.negates:
            return k
    return -1


def closed(words: list[str], start: int, at: int, rules: ScopeRules) -> bool:
    """Whether something between `start` and `at` ends a scope; a noun joined after a relative clause is still in it."""
    if words[at - 1] in rules.during and at - 1 >= start:
        return True
    aside = _aside(words, start, at, rules)
    past = aside
    for k in range(aside, at):
        if k < past:
            continue
        if words[k] == "،" and (words[k + 1] in rules.during or words[k + 1] in ACCORDING):
            past = _closing(words, k + 1, min(at, k + _ADVERBIAL))  # واصلت القوات، بعد تحرير البلدة، تقدمها
            if past > k:
                continue
        if words[k] in rules.terminators and not (words[k] == NOT_TO and k + 1 == at and present(words[at], rules)):
            joined = words[k] in rules.relatives and at >= k + 3 and _conjoined(words, at)
            if not joined:
                return True
    return False


def present(word: str, rules: ScopeRules) -> bool:
    """Whether a word after a particle has the shape of a present, and is no past in `ت` (`قد تقرر`, `قد تعرضت`)."""
    return word[0] == "ي" or (word[0] in "تن" and word[-1] != "ت" and word not in rules.pasts)


def _aside(words: list[str], start: int, at: int, rules: ScopeRules) -> int:
    """The token from which a scope is looked for its end: after a relative clause between commas."""
    for k in range(start, at):
        if words[k] in rules.relatives and words[k - 1] == "،":
            closing = next((j for j in range(k + 1, at) if words[j] == "،"), -1)
            return closing if closing > 0 else start
        if words[k] in rules.terminators:
            break
    return start


def _closing(words: list[str], start: int, end: int) -> int:
    """The comma that closes what is put in after a comma, or 0."""
    return next((j for j in range(start, end) if words[j] == "،"), 0)


def _conjoined(words: list[str], at: int) -> bool:
    return any(w.startswith(("وال", "وب", "ولل", "والي")) or _aim(w) for w in words[at - 1 : at + 1])


def _aim(word: str) -> bool:
    return word.startswith("ول") and is_verbal_noun(word[2:])
