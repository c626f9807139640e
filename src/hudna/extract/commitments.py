"""Whether the actor's side undertakes what an event tells."""

from collections.abc import Sequence
from typing import Final

from hudna.extract.mentions import Mention
from hudna.extract.scope import TERMED, Scope, stipulates
from hudna.extract.sides import Bond, Sides
from hudna.extract.stated import Stated, Trigger
from hudna.extract.unbound import (
    AGREED,
    BAN,
    HEARSAY,
    MEDIATING,
    OBEYED,
    PREDICATE,
    PROMISE,
    UNDERGONE,
    by_terms,
    does_something,
    gives_text,
    mentioned,
    names_a_thing,
    of_nobody,
    of_ours,
    of_the_barred,
    terms_in,
    unkept,
)
from hudna.rules.frames import RULES
from hudna.rules.nouns import LEXICON, Names, bare_name
from hudna.rules.scope import RULES as SCOPES
from hudna.vocabulary import Act, Modality, SourceKind

OWN: Final = frozenset({"ceasefire.declare", "ceasefire.extend"})
OTHERS: Final = frozenset({Act.EXPECT, Act.DEMAND, Act.ACCUSE, Act.CONDEMN, Act.SUPPORT})
KEPT: Final = frozenset({"agreement.uphold", "agreement.reject"})
"""Stands that are taken and last."""
CALM: Final = frozenset({"event.hudu", "event.hadi"})
"""Rows that tell of a calm: nobody keeps to anything by telling of it."""
STAYING: Final = frozenset({"event.staying", "event.stays"})
BARRING: Final = frozenset({"event.no_place"})
LASTING: Final = frozenset({"scope.continue", "scope.lasting_adjective"})
AGREEMENTS: Final = frozenset(bare_name(word) for word in RULES.words["agreements"])
BINDING: Final = AGREEMENTS | TERMED
CLAUSES: Final = frozenset(bare_name(word) for word in RULES.words["clauses"])
PROPOSING: Final = RULES.words["proposing"]
RELATIVES: Final = RULES.words["relatives"]
LETTING: Final = RULES.words["letting"]
TEAMS: Final = RULES.words["teams"]
WENT_ON: Final = RULES.words["went_on"]
OPINING: Final = RULES.words["opining"]
RENEWING: Final = RULES.words["renewing"]
WORKING: Final = RULES.words["working"]
DONE_TO: Final = ("force.", "position.", "zone.")
"""What an officer tells as lasting without saying whose it is is that of his own side."""
FORESEEN: Final = frozenset(
    {"scope.expected", "scope.awaited", "scope.if", "scope.hope", "scope.before_that", "scope.aimed", "scope.try"}
    | {"scope.so_that_not", "scope.to_prevent", "scope.impossible", "scope.ahead_of", "scope.unable", "scope.enables"}
)
"""Cues that foresee rather than promise."""
LEADING: Final = SCOPES.leading
CONDITION: Final = "scope.on_condition_that"
"""What others are to do in return is their affair."""
REFUSAL: Final = "scope.refuse_own"
AIMS: Final = frozenset({"scope.so_that", "scope.aim_of"})
"""Cues of an aim, which may be that of a thing."""
ALLOWING: Final = tuple(sorted(RULES.words["allowing_ends"]))
"""Stems of verbs that let others act."""
INTENDING: Final = tuple(sorted(RULES.words["intending_begins"]))
"""How the verbs and predicates of resolve begin."""
FARTHEST: Final = 24
FIRST: Final = "scope.not_the_first"
DUTY: Final = "scope.duty_of"
NEAR: Final = 8
WISHING: Final = "رغب"
"""The stem of a wish, which binds nobody (`أبدت رغبتها في`)."""
RENEWED: Final = 20
"""How far before a stand the verb that takes it anew may be, past who takes it and when."""
WITH: Final = "مع"
"""Who is named only as the one with whom it is done is the other side."""


class Undertakings:
    """The undertakings of one report, by who speaks in it for whom."""

    def __init__(self, words: list[str], stated: Sequence[Stated]) -> None:
        self._words = words
        self.sides = Sides(words, stated)
        self._truce: tuple[int, tuple[Mention, ...]] = (-FARTHEST, ())
        self._agreed: list[int] | None = None
        self._denials = [one.content for one in stated if one.act is Act.DENY]
        self._text = next((i for i, word in enumerate(words) if gives_text(words, i)), len(words))

    def holds(self, trigger: Trigger, scope: Scope, actor: Sequence[Mention], stated: Stated | None) -> bool:
        """True where the conduct is future or goes on, and its debtor is who speaks, or whose spokesman does."""
        if all(mention.preposition == WITH for mention in actor):
            actor = ()
        if trigger.action in OWN and scope.modality is not Modality.FUTURE and not scope.negated:
            own = self._declared(trigger, scope, actor)
            self._truce = (trigger.token, tuple(actor)) if own else self._truce
            return own
        if (
            trigger.action == "ceasefire.begin"
            and scope.modality is Modality.FUTURE
            and self._of_the_truce(trigger, actor)
        ):
            return FORESEEN.isdisjoint(scope.rules) and not scope.negated
        if scope.modality is Modality.ONGOING or trigger.rule in STAYING:
            if stated is None:
                return bool(actor) and trigger.action in KEPT and self._renewed(trigger)
            return stated.act not in OTHERS and self._goes_on(trigger, scope, actor, stated)
        if trigger.rule in BARRING and scope.negated and stated is not None and stated.chain:
            return self.sides.holds_office(stated.chain[-1])
        if scope.modality is not Modality.FUTURE:
            return False
        if (
            BAN in scope.rules
            and scope.negated
            and trigger.word_class == "noun"
            and of_the_barred(self._words, trigger, actor)
        ):
            return False
        if trigger.word_class == "noun" and names_a_thing(self._words, trigger, scope):
            return False
        if (
            not actor
            and trigger.action == "agreement.uphold"
            and FIRST not in scope.rules
            and any(s in self._words[trigger.token] for s in SCOPES.breaching)
        ):
            return False
        if any(unkept(self._words, start, self._denials) for start, end in scope.marks if end <= trigger.token):
            return False
        if trigger.action == "ceasefire.violate" and trigger.word_class == "noun" and not scope.negated:
            return stated is not None and stated.act is Act.THREATEN
        if stated is not None and self._is_agreement(stated):
            return True
        if any(WISHING in self._words[start] for start, _ in scope.marks):
            return False
        if REFUSAL in scope.rules and self._of_others(trigger, actor):
            return False
        if scope.undertaken and any(
            PROMISE in scope.rules and bare_name(self._words[end]) in MEDIATING for _, end in scope.marks
        ):
            return False
        if scope.undertaken and mentioned(self._words, scope):
            return False
        if scope.undertaken and not actor and of_nobody(self._words, trigger, scope, stated):
            return False
        if scope.undertaken:
            owed = stated is not None or not AGREED.isdisjoint(scope.rules)
            return not self._let(trigger, scope) and (trigger.action != "displacement.return" or owed)
        renewed = bool(actor) and DUTY in scope.rules and self._renewed(trigger)
        if (
            stated is None
            and FORESEEN.isdisjoint(scope.rules)
            and (renewed or of_ours(self._words, trigger) or self._agreed_on(trigger))
        ):
            return True
        if stated is None or all(hop.kind is SourceKind.OUTLET for hop in stated.chain):
            if actor and "scope.intend" in scope.rules and self._intends(scope):
                return True
            if stated is not None:
                return False
            planned = trigger.word_class == "verb" or not AIMS.issuperset(scope.rules)
            return trigger.token > self._text and planned and FORESEEN.isdisjoint(scope.rules)
        if stated.act in OTHERS or not stated.chain:
            return False
        return self._promised(trigger, scope, actor, stated)

    def _agreed_on(self, trigger: Trigger) -> bool:
        if self._agreed is None:
            self._agreed = terms_in(self._words)
        return by_terms(self._words, self._agreed, trigger.token)

    def _of_the_truce(self, trigger: Trigger, actor: Sequence[Mention]) -> bool:
        """Whether what begins is the truce that a side has just been told to declare for itself (`أعلن هدنة تبدأ غدا`)."""
        at, declared = self._truce
        near = 0 < trigger.token - at <= FARTHEST and "." not in self._words[at : trigger.token]
        return near and (not actor or tuple(actor) == declared)

    def _of_others(self, trigger: Trigger, actor: Sequence[Mention]) -> bool:
        """Whether those who would leave are named behind the noun, and are not the own of who refuses (`رفضت س انسحاب قوات ص`)."""
        words = self._words
        return any(m.start > trigger.token and not LEXICON[words[m.start]].suffix for m in actor)

    def _renewed(self, trigger: Trigger) -> bool:
        """Whether the report tells of a stand that is taken anew (`جددت الحركة التزامها`)."""
        for k in range(trigger.token - 1, max(0, trigger.token - RENEWED) - 1, -1):
            word = self._words[k]
            if word in (".", "\n"):
                return False
            if word in RENEWING or word[1:] in RENEWING:
                return True
        return False

    def _intends(self, scope: Scope) -> bool:
        """Whether the report itself tells of somebody's resolve (`تعتزم الحكومة نشر`)."""
        words = self._words
        return any(words[start].lstrip("وف").startswith(INTENDING) for start, _ in scope.marks)

    def _declared(self, trigger: Trigger, scope: Scope, actor: Sequence[Mention]) -> bool:
        """Whether a truce is declared by who keeps it, and not asked for or brokered."""
        declared = scope.modality is Modality.HAPPENED or (scope.modality is Modality.ONGOING and not scope.marks)
        declared = declared and not any(stem in self._words[trigger.token] for stem in PROPOSING)
        return declared and bool(actor) and not any(self.sides.mediates(m.phrase) for m in actor)

    def _goes_on(self, trigger: Trigger, scope: Scope, actor: Sequence[Mention], stated: Stated) -> bool:
        """Whether the speaker's side goes on with conduct of its own."""
        if not stated.chain or trigger.action in UNDERGONE or trigger.rule in CALM:
            return False
        own = self._bond(trigger, actor, stated) is Bond.OWN
        if trigger.aspect == "participle" and trigger.action not in KEPT:
            return False
        if trigger.rule in STAYING:
            return own
        if scope.negated:
            return False
        if trigger.action in KEPT:
            return own and ("scope.continue" in scope.rules or trigger.word_class == "noun")
        if LASTING.isdisjoint(scope.rules):
            return False
        if "scope.continue" in scope.rules:
            began = [self._words[start] for start, _ in scope.marks]
            opens = any(start <= stated.content[0] + 1 for start, _ in scope.marks)
            own = own or (
                not actor and opens and trigger.action.startswith(DONE_TO) and self.sides.holds_office(stated.chain[-1])
            )
            return own and not any(word in WENT_ON or word[1:] in WENT_ON for word in began)
        own = own or (not actor and self.sides.holds_office(stated.chain[-1]))
        return own and trigger.action.startswith(DONE_TO)

    def _promised(self, trigger: Trigger, scope: Scope, actor: Sequence[Mention], stated: Stated) -> bool:
        """Whether the speaker of an attribution promises the future conduct that he tells."""
        speaker = stated.chain[-1]
        bond = self._bond(trigger, actor, stated)
        if stated.act in (Act.PLEDGE, Act.THREATEN) and (not actor or bond is Bond.OWN):
            return True
        said = self._words[stated.cue.start]
        thought = said in OPINING or said[1:] in OPINING or bare_name(self._words[speaker.phrase.start]) in HEARSAY
        if thought or LEXICON[self._words[speaker.phrase.start]].flags & Names.PEOPLE:
            return False
        office = self.sides.holds_office(speaker)
        planned = trigger.word_class == "verb" or bool(scope.marks)
        if not actor and PREDICATE in scope.rules and does_something(self._words, trigger, scope):
            return False
        if not actor and (trigger.action == "ceasefire.begin" or "scope.stress" in scope.rules):
            return office or speaker.kind is SourceKind.DOCUMENT
        if self._foreseen(trigger, scope) or (scope.negated and self._lets(trigger, scope)):
            return False
        if bond is Bond.OWN:
            return planned
        if actor and CONDITION in scope.rules:
            return False
        if trigger.action in OBEYED and (not actor or trigger.action == "displacement.return"):
            told = trigger.word_class == "verb" and self._words[trigger.token - 1] in RELATIVES
            meant = not scope.rules or not AIMS.issuperset(scope.rules)
            benefits = (trigger.word_class == "noun" and meant) or (planned and not told)
            return benefits and office
        team = bool(actor) and all(self._is_team(mention) for mention in actor)
        if not actor or team or all(mention.flags & Names.CONVOY for mention in actor):
            meant = team or trigger.word_class == "verb" or not AIMS.issuperset(scope.rules)
            meant = meant and (team or bool(actor) or not self._of_a_thing(trigger, scope))
            return (planned or team) and meant and trigger.action not in UNDERGONE and office
        meant = trigger.word_class == "verb" or not AIMS.issuperset(scope.rules)
        return planned and meant and bond is Bond.OPEN and (office or (bool(actor) and self.sides.renowned(speaker)))

    def _lets(self, trigger: Trigger, scope: Scope) -> bool:
        """Whether what is said is that violence by others will not be let happen (`لن نسمح بقصف بلداتنا`)."""
        if not trigger.action.startswith("violence."):
            return False
        words = self._words
        return any(words[end - 1].endswith(ALLOWING) for _, end in scope.marks if end <= trigger.token)

    def _of_a_thing(self, trigger: Trigger, scope: Scope) -> bool:
        """Whether a future verb before an event has a thing for its subject, and no side (`الخطوة ستعمل على`)."""
        words = self._words
        before = (words[start].lstrip("وف") for start, end in scope.marks if end <= trigger.token)
        later = ("س" + words[end] for start, end in scope.marks if words[start].lstrip("وف") == "سوف")
        return any(word in WORKING for word in (*before, *later))

    def _foreseen(self, trigger: Trigger, scope: Scope) -> bool:
        """Whether a cue foresees the event rather than promises it, or a verb that says what comes of something."""
        if not FORESEEN.isdisjoint(scope.rules):
            return True
        words = self._words
        others = [start for start, _ in scope.marks if start != trigger.token]
        later = ("س" + words[start + 1] for start in others if words[start].lstrip("وف") == "سوف")
        return any(word in LEADING for word in (*(words[start].lstrip("وف") for start in others), *later))

    def _bond(self, trigger: Trigger, actor: Sequence[Mention], stated: Stated) -> Bond:
        """How who speaks stands to who acts; where no actor is read, a pronoun before the event may point to his own side."""
        if not actor:
            start = max(stated.content[0], trigger.token - NEAR)
            return Bond.OWN if self.sides.own(start, trigger.token) else Bond.OTHER
        return self.sides.bond(stated.chain[-1], actor)

    def _is_team(self, mention: Mention) -> bool:
        """Whether a mention is of people who are sent to do what a side does (`فريق فني`): their errand is a plan."""
        return bare_name(self._words[mention.start]).removesuffix("ا") in TEAMS

    def _let(self, trigger: Trigger, scope: Scope) -> bool:
        """Whether what is decided is that somebody else may do it (`السماح للجار باستخدام`); to let help in is one's own deed."""
        first = min((start for start, end in scope.marks if end <= trigger.token), default=trigger.token)
        if trigger.action in OBEYED or trigger.action == "aid.deliver":
            return False
        words = self._words
        return any(words[k] in LETTING and words[k + 1][0] == "ل" for k in range(first, trigger.token))

    def _is_agreement(self, stated: Stated) -> bool:
        """Whether the content is what a document between sides stipulates, or what one of its clauses says."""
        speaker = stated.chain[-1] if stated.chain else None
        if speaker is None or speaker.kind is not SourceKind.DOCUMENT:
            return False
        head = bare_name(self._words[speaker.phrase.start])
        return head in CLAUSES or (head in BINDING and stipulates(self._words, stated))
