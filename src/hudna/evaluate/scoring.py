"""Figures of a reading against the gold, and the precision of every rule that took part in it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from hudna.evaluate.agreement import dice, overlap, pairs, same_chain, same_name, same_names, touches
from hudna.rules.origin import file_of
from hudna.vocabulary.record import Happening, Record, Statement

MAIN = ("cue", "attribution", "chain", "event", "event+roles", "commitment")
SAME_CONTENT, WHOLE_CONTENT = 0.5, 0.8
UNDERTAKEN = "commitment"
"""The one rule by which an event is read as undertaken: how often it is right where the event is."""


class Figure(NamedTuple):
    """Precision, recall and F1 in per cent to one digit, with what they were reckoned from."""

    precision: float
    recall: float
    f1: float
    gold: int
    read: int


class RuleFigure(NamedTuple):
    """How much of what a rule read is in the gold; `what` is cue, attribution, event or commitment."""

    what: str
    rule: str
    hits: int
    read: int

    @property
    def precision(self) -> float:
        """Per cent of the rule's readings that are in the gold, to one digit."""
        return round(100 * self.hits / self.read, 1)


class Judged(NamedTuple):
    """An entry that was read, by the rules behind it, and whether event, attribution and commitment are all in the gold.

    `said` is "" in the outlet's own voice.
    """

    rule: str
    said: str
    promised: bool
    right: bool


class Miss(NamedTuple):
    """A gold item that was not found, or a reading that the gold does not have."""

    report: str
    what: str
    words: str


@dataclass(slots=True)
class Scores:
    """Counts as they gather over reports."""

    hit: Counter[str] = field(default_factory=Counter)
    gold: Counter[str] = field(default_factory=Counter)
    read: Counter[str] = field(default_factory=Counter)
    rule_hits: Counter[tuple[str, str]] = field(default_factory=Counter)
    rule_reads: Counter[tuple[str, str]] = field(default_factory=Counter)
    misses: list[Miss] = field(default_factory=list)
    judged: list[Judged] = field(default_factory=list)
    reports: int = 0
    unread: int = 0

    def add(self, name: str, hit: int, gold: int, read: int) -> None:
        """Counts of one report, or of one pair."""
        self.hit[name] += hit
        self.gold[name] += gold
        self.read[name] += read

    def given(self, name: str, right: bool) -> None:
        """One pair of which a detail is right or wrong."""
        self.add(name, right, 1, 1)

    def by_rule(self, what: str, rule: str, hit: bool) -> None:
        """One reading of a rule that is in the gold or not."""
        self.rule_reads[what, rule] += 1
        self.rule_hits[what, rule] += hit

    def figure(self, name: str) -> Figure:
        """The figures of one measure; 0 where nothing was there to be found."""
        hit, gold, read = self.hit[name], self.gold[name], self.read[name]
        precision, recall = hit / read if read else 0.0, hit / gold if gold else 0.0
        f1 = 2 * precision * recall / (precision + recall) if hit else 0.0
        return Figure(round(100 * precision, 1), round(100 * recall, 1), round(100 * f1, 1), gold, read)

    def figures(self) -> dict[str, Figure]:
        """Every measure, the main ones first."""
        return {name: self.figure(name) for name in (*MAIN, *sorted(set(self.gold) - set(MAIN)))}

    def rules(self) -> list[RuleFigure]:
        """Every rule that read something, those with most false readings first."""
        found = [RuleFigure(w, r, self.rule_hits[w, r], n) for (w, r), n in self.rule_reads.items()]
        return sorted(found, key=lambda f: (f.what, f.hits - f.read, f.rule))

    def files(self) -> list[RuleFigure]:
        """The same by rule file: `rule` names the file."""
        hits: Counter[tuple[str, str]] = Counter()
        reads: Counter[tuple[str, str]] = Counter()
        for figure in self.rules():
            hits[figure.what, file_of(figure.rule)] += figure.hits
            reads[figure.what, file_of(figure.rule)] += figure.read
        return [RuleFigure(what, name, hits[what, name], read) for (what, name), read in sorted(reads.items())]


def score(gold: Iterable[Record], readings: Mapping[str, Record]) -> Scores:
    """The scores of readings by report id; a report without one counts as read empty."""
    scores = Scores()
    for report in gold:
        scores.reports += 1
        read = readings.get(report.id)
        scores.unread += read is None
        said = _score_attributions(scores, report, read.attributions if read else ())
        _score_events(scores, report, read.events if read else (), said)
    return scores


def _score_attributions(scores: Scores, gold: Record, read: tuple[Statement, ...]) -> list[tuple[str, bool]]:
    """The rule of every attribution that was read, and whether it is in the gold."""
    text = gold.text

    def nearness(g: Statement, r: Statement) -> float:
        return overlap(g.cue, r.cue) + dice(g.content, r.content) if touches(text, g.cue, r.cue) else 0

    found = pairs(gold.attributions, read, nearness)
    scores.add("cue", len(found), len(gold.attributions), len(read))
    whole: set[int] = set()
    paired: set[int] = set()
    chains = 0
    for g, r in found:
        paired.add(id(r))
        is_whole, is_chain = _score_statement(scores, text, g, r)
        chains += is_chain
        if is_whole:
            whole |= {id(g), id(r)}
    scores.add("attribution", len(whole) // 2, len(gold.attributions), len(read))
    scores.add("chain", chains, len(gold.attributions), len(read))
    for r in read:
        scores.by_rule("cue", r.rule, id(r) in paired)
        scores.by_rule("attribution", r.rule, id(r) in whole)
    for g in gold.attributions:
        if id(g) not in whole:
            hops = " <- ".join(span.cut(text) for span in g.sources)
            words = f"{g.cue.cut(text)} | {hops} | {g.content.cut(text)[:90]}"
            scores.misses.append(Miss(gold.id, "attribution", words))
    return [(r.rule, id(r) in whole) for r in read]


def _score_statement(scores: Scores, text: str, g: Statement, r: Statement) -> tuple[bool, bool]:
    """Whether one pair agrees as an attribution, and as a chain."""
    source = bool(r.sources) and same_name(g.sources[-1].cut(text), r.sources[-1].cut(text))
    content = dice(g.content, r.content)
    whole = source and content >= SAME_CONTENT
    chain = whole and same_chain(text, g.sources, r.sources)
    scores.given("source, given the cue", source)
    scores.given("content >= 0.8, given the cue", content >= WHOLE_CONTENT)
    scores.given("act, given the cue", g.act == r.act)
    if source:
        scores.given("kind of source, given the source", g.kinds[-1:] == r.kinds[-1:])
    if g.carried:
        scores.given("source carried, given the cue", source)
    if len(g.sources) > 1:
        scores.given("chain of two or more hops, given the cue", chain)
    return whole, chain


def _score_events(scores: Scores, gold: Record, read: tuple[Happening, ...], said: Sequence[tuple[str, bool]]) -> None:
    text = gold.text

    def nearness(g: Happening, r: Happening) -> int:
        return overlap(g.trigger, r.trigger) if r.action == g.action and touches(text, g.trigger, r.trigger) else 0

    found = pairs(gold.events, read, nearness)
    scores.add("event", len(found), len(gold.events), len(read))
    paired: set[int] = set()
    promised: set[int] = set()
    roles = 0
    for g, r in found:
        paired |= {id(g), id(r)}
        roles += _score_happening(scores, text, g, r)
        promised |= {id(r)} if g.commitment and r.commitment and g.negated == r.negated else set()
    scores.add("event+roles", roles, len(gold.events), len(read))
    scores.add("commitment", len(promised), sum(g.commitment for g in gold.events), sum(r.commitment for r in read))
    told: dict[int | None, tuple[str, bool]] = dict(enumerate(said))
    for r in read:
        scores.by_rule("event", r.rule, id(r) in paired)
        if r.commitment and id(r) in paired:
            scores.by_rule("commitment", UNDERTAKEN, id(r) in promised)
        rule, right = told.get(r.attribution, ("", r.attribution is None))
        right = right and id(r) in (promised if r.commitment else paired)
        scores.judged.append(Judged(r.rule, rule, r.commitment, right))
    for g in gold.events:
        if id(g) not in paired:
            actors = "; ".join(span.cut(text) for span in g.actor)
            scores.misses.append(Miss(gold.id, "event", f"{g.action} | {g.trigger.cut(text)} | {actors}"))
    for r in read:
        if id(r) not in paired:
            scores.misses.append(Miss(gold.id, "no such event", f"{r.action} | {r.trigger.cut(text)}"))


def _score_happening(scores: Scores, text: str, g: Happening, r: Happening) -> bool:
    """Whether actors, places, modality and negation of one pair all agree."""
    actor = same_names(text, g.actor, r.actor)
    place = same_names(text, g.place[:1], r.place[:1])
    modality, negation = g.modality == r.modality, g.negated == r.negated
    details = {
        "actor": actor,
        "recipient": same_names(text, g.recipient, r.recipient),
        "place": place,
        "modality": modality,
        "negation": negation,
    }
    for name, right in details.items():
        scores.given(f"{name}, given the event", right)
    if g.when or r.when:
        scores.given("date, given the event and a date in either", g.when == r.when)
    return actor and place and modality and negation
