"""The sections of a brief that a mission watches: commitments, accounts that contradict, posts, and totals since an agreement."""

from collections import defaultdict
from collections.abc import Sequence

from hudna.ledger.entries import Entry
from hudna.ledger.positions import Post
from hudna.ledger.steps import ended
from hudna.ledger.undertakings import OVERDUE, Sighting, Undertaking
from hudna.publish.brief.document import Group, Item, Section, Sentence, Table
from hudna.publish.brief.gathered import Gathered, Told
from hudna.publish.brief.period import DAY, Period
from hudna.publish.brief.speaking import Speech
from hudna.rules.codebook import codebook

SIGHTINGS = 6
"""Sightings of one kind under a commitment, the last ones."""


def commitments(found: Sequence[Undertaking], period: Period, speech: Speech, most: int) -> Section:
    """New ones, those whose window ends in the period, those that are overdue, and earlier ones that something touches."""
    new = [one for one in found if period.has(one.first.origin.published)]
    due = [one for one in found if one not in new and _window_ends(one.first, period)]
    overdue = [one for one in found if one not in new and one not in due and one.status == OVERDUE]
    rest = [one for one in found if not any(one in group for group in (new, due, overdue))]
    seen = [one for one in rest if any(period.has(s.entry.origin.published) for s in (*one.in_favour, *one.against))]
    kinds = (("new", new), ("due", due), ("overdue", overdue), ("seen", seen))
    groups = [_commitments(speech.wording(name), some, period, speech, most) for name, some in kinds if some]
    return Section(speech.wording("commitments"), groups=tuple(groups), empty="" if groups else speech.wording("none"))


def _window_ends(entry: Entry, period: Period) -> bool:
    """Whether the last day of a commitment's window lies in the period."""
    last = ended(entry.when)
    return len(last) == DAY and period.has(last)


def _commitments(title: str, some: Sequence[Undertaking], period: Period, speech: Speech, most: int) -> Group:
    items = tuple(_commitment(one, period, speech) for one in some[:most])
    left = len(some) - most
    said = f"+{left}: hudna commitments" if left > 0 else ""
    return Group(title, items, said)


def _commitment(one: Undertaking, period: Period, speech: Speech) -> Item:
    sides = (("for", one.in_favour), ("against", one.against))
    beside = tuple((speech.wording(name), _sightings(some, period, speech)) for name, some in sides)
    nothing = not one.in_favour and not one.against
    return Item(speech.sentence(one.sayings), () if nothing else beside)


def _sightings(some: Sequence[Sighting], period: Period, speech: Speech) -> tuple[Sentence, ...]:
    until = [s.entry for s in some if s.entry.origin.published[:DAY] <= period.last.isoformat()]
    shown = tuple(speech.sentence([entry]) for entry in until[-SIGHTINGS:])
    return shown or (Sentence(speech.wording("nothing"), ()),)


def contradictions(now: Sequence[Told], speech: Speech) -> Section:
    """Happenings that some tell and others deny, side by side."""
    items = []
    for told in (one for one in now if one.is_disputed):
        so = [entry for entry in told.entries if not entry.negated]
        not_so = [entry for entry in told.entries if entry.negated]
        sides = (("so", so), ("not_so", not_so))
        beside = tuple((speech.wording(name), (speech.sentence(some),)) for name, some in sides)
        title = f"{speech.action(told.first.action)} · {speech.area(told.area)} · {told.day[:DAY]}"
        items.append(Item(Sentence(title, ()), beside))
    lead = speech.wording("contradictions_lead")
    groups = (Group("", tuple(items)),) if items else ()
    return Section(
        speech.wording("contradictions"), lead if items else "", (), groups, "" if items else speech.wording("none")
    )


def posts(found: Sequence[Post], period: Period, speech: Speech) -> Section:
    """The posts of which a step is told that belongs to the period."""
    groups = []
    for post in found:
        steps = [step for step in post.steps if _belongs(step.entries, period)]
        if steps:
            name = f"\u2067{post.name}\u2069"
            groups.append(Group(name, tuple(Item(speech.sentence(step.entries)) for step in steps)))
    return Section(speech.wording("posts"), groups=tuple(groups), empty="" if groups else speech.wording("none"))


def _belongs(entries: Sequence[Entry], period: Period) -> bool:
    dated = period.dated(entries)
    return period.told(entries) if dated is None else dated


def since(gathered: Gathered, whole: Period, what: str, speech: Speech) -> Section:
    """Running totals by action from the day of an agreement or commitment to the end of the period."""
    say = speech.wording
    told: dict[str, list[Told]] = defaultdict(list)
    for one in gathered.of(whole):
        told[one.first.action].append(one)
    actions = [action for action in codebook().actions if action in told]
    rows = tuple(_total(speech.action(action), told[action]) for action in actions)
    head = (say("what"), say("happenings"), say("reports"), say("origins"), say("denials"))
    lead = say("since_lead", **{"from": whole.first.isoformat(), "to": whole.last.isoformat()})
    return Section(
        say("since", what=what), lead, (Table(head, rows),) if rows else (), empty="" if rows else say("none")
    )


def _total(name: str, some: Sequence[Told]) -> tuple[str, ...]:
    reports = {entry.origin.id for told in some for entry in told.entries}
    undated = sum(not told.is_dated for told in some)
    dated = f"{len(some) - undated} ({undated})" if undated else str(len(some))
    return (
        name,
        dated,
        str(len(reports)),
        str(sum(told.origins for told in some)),
        str(sum(told.is_disputed for told in some)),
    )
