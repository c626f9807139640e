"""Lists of what is planned, pledged or demanded: verbal nouns that go on one before them in their sentence."""

from typing import Final, NamedTuple

from hudna.extract.control import Held, governing_actor
from hudna.extract.mentions import Mention
from hudna.extract.scope import INBORN, NEGATORS, Scope
from hudna.extract.stated import Trigger
from hudna.extract.subjects import BREAKS, RELATIVES, Around
from hudna.rules.events import lexicon
from hudna.rules.frames import RULES as FRAMES
from hudna.rules.nouns import ARMED, LEXICON, Names
from hudna.rules.scope import RULES
from hudna.rules.shapes import is_verbal_noun
from hudna.rules.verbs import VERBS
from hudna.vocabulary import Modality

PLANNED: Final = frozenset({Modality.FUTURE, Modality.DEMANDED})
PREPOSITIONS: Final = FRAMES.words["list_prepositions"]
JOINING: Final = FRAMES.words["list_joining"]
SOFT: Final = RELATIVES | FRAMES.words["list_returns"]
"""Words that end a clause, past which a comma or a preposition said again leads back to the list."""
SITED: Final = Names.PLACE | Names.STRUCTURE
"""Behind one of these a word is the name of a place, whatever it is spelled like (`معبر نصيب`)."""
SPANS: Final = FRAMES.words["list_spans"]
"""How long something is to last, spelled like a verb."""
HARD: Final = (RULES.terminators | BREAKS) - SOFT
WITHIN: Final = 4
"""How many prepositions and verbal nouns stand at most between what joins an item and its event (`وعن القيام بأي هجوم`)."""
FARTHEST: Final = 26
ROOT: Final = 4
"""Letters of a verbal noun that is spelled like a past, with the `و` before it."""
HARM: Final = ("violence.", "position.besiege", "force.deploy", "force.pressure", "aid.block", "access.close")
"""Conduct that one refrains from: only these share a denial said once before the list."""
DENIALS: Final = NEGATORS & (INBORN | {"scope.ban", "scope.cease", "scope.any"}) | {"scope.any"}


class Item(NamedTuple):
    """What the last item of a list was, and how the first hangs on its sentence."""

    sentence: int
    attribution: int | None
    trigger: Trigger
    scope: Scope
    around: Around
    held: Held
    actor: tuple[Mention, ...]

    def debtor(self) -> tuple[Mention, ...]:
        """Who is to do what the list names: him whom the word that governs it is about, or whom the first item names before it."""
        if self.held.listed:
            return self.held.listed
        found = governing_actor(self.around, self.trigger, FRAMES.frames[self.trigger.action], self.held)
        at = self.trigger.token
        return next((group for group in (found, self.actor) if group and group[-1].end <= at), ())


def leads(trigger: Trigger, scope: Scope) -> bool:
    """Whether an event can be the first of a list: a verbal noun that is not told as done."""
    return trigger.word_class == "noun" and scope.modality in PLANNED and bool(scope.marks)


def goes_on(words: list[str], first: int, trigger: Trigger) -> bool:
    """Whether a verbal noun is joined to the one at token `first` and nothing between them opens another clause."""
    at = trigger.token
    if at - first > FARTHEST:
        return False
    k = at
    while not _joined(words[k]):
        if at - k == WITHIN or k <= first + 1 or not _within(words[k - 1]):
            return False
        k -= 1
    return _open(words, first, k)


def _joined(word: str) -> bool:
    """Whether `و` joins the word to what stands before, and is no letter of its root."""
    if word[0] != "و":
        return False
    bare = word[1:]
    if word in JOINING:
        return True
    return len(bare) > 2 and (
        is_verbal_noun(bare) or bool(lexicon()[bare]) or (bare[0] in "لب" and is_verbal_noun(bare[1:]))
    )


def _within(word: str) -> bool:
    bare = word[1:] if word[0] in "لب" else word
    return _joined(word) or word in PREPOSITIONS or bare in PREPOSITIONS or is_verbal_noun(word) or is_verbal_noun(bare)


def _open(words: list[str], first: int, joint: int) -> bool:
    gap = words[first + 1 : joint]
    if not HARD.isdisjoint(gap):
        return False
    soft = next((first + 1 + i for i, word in enumerate(gap) if word in SOFT), joint)
    if soft < joint and not (words[soft] in RELATIVES and words[joint - 1] == "،"):
        again = words[joint][1:2] in ("ل", "ب") and words[first].removeprefix("و")[0] == words[joint][1]
        if not again and words[joint] != "و" + words[first - 1]:
            return False
    return not any(_finite(words[k]) and not LEXICON[words[k - 1]].flags & SITED for k in range(first + 1, soft))


def _finite(word: str) -> bool:
    return VERBS[word] and word not in SPANS and not is_verbal_noun(word.lstrip("و")) and not LEXICON[word].flags


def as_noun(words: list[str], item: Item, trigger: Trigger) -> bool:
    """Whether what is spelled like a past is the verbal noun that goes on a list (`عزمه سحب جنوده، وفتح الطريق`)."""
    at = trigger.token
    if trigger.aspect != "perfect" or trigger.number != "s" or trigger.suffix:
        return False
    if len(words[at]) != ROOT and not is_verbal_noun(words[at][1:]):
        return False
    body = words[at + 1]
    if LEXICON[body].flags & ARMED and not LEXICON[body].suffix and not body.endswith("ين"):
        return False
    return words[at][0] == "و" and goes_on(words, item.trigger.token, trigger)


def shared(words: list[str], item: Item, trigger: Trigger, scope: Scope) -> Scope:
    """The scope of an item, which stands as the list does; only harm shares the denial of an item before it."""
    theirs = item.scope
    own = frozenset(scope.rules)
    any_such = (
        scope.modality is Modality.HYPOTHETICAL and "scope.any" in own and own - {"scope.any"} <= set(theirs.rules)
    )
    if scope.modality is not Modality.HAPPENED and not any_such:
        if scope.modality is theirs.modality and theirs.undertaken:
            return scope._replace(undertaken=True)
        return scope
    if not any_such and not own <= DENIALS:
        return scope
    again = words[trigger.token - 1] == "،" or trigger.token - item.trigger.token > WITHIN * 3
    from_it = "وعن" in words[trigger.token - WITHIN : trigger.token]
    denied = bool(own & NEGATORS) or (theirs.negated and (from_it or not again) and trigger.action.startswith(HARM))
    return Scope(
        theirs.modality,
        denied,
        tuple(sorted({*theirs.marks, *scope.marks})),
        (*(rule for rule in scope.rules if rule != "scope.any"), *theirs.rules),
        theirs.undertaken,
    )
