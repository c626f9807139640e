"""The sections of a brief that a mission watches: commitments, accounts that contradict, posts, and totals since an agreement."""

from collections import defaultdict
from collections.abc import Sequence

from hudna.ledger.entries import Entry
from hudna.ledger.positions import Post
from hudna.ledger.rows import ANNOUNCED
from hudna.ledger.steps import ended
from hudna.ledger.undertakings import OVERDUE, Sighting, Undertaking
from hudna.publish.brief.document import Group, Item, Section, Sentence, Table
from hudna.publish.brief.gathered import Gathered, Told
from hudna.publish.brief.period import DAY, Period
from hudna.publish.brief.speaking import Speech
from hudna.publish.gloss.isolates import isolated
from hudna.publish.gloss.naming import place_in_english
from hudna.rules.codebook import codebook
from hudna.text.fold import fold

SIGHTINGS = 3
"""Sightings of one kind under a commitment, the last ones."""


def commitments(found: Sequence[Undertaking], period: Period, speech: Speech, most: int) -> Section:
    """New ones, those whose window ends in the period, those that are overdue, and earlier ones that something touches."""
    new = [one for one in found if period.has(one.first.origin.published)]
    due = [one for one in found if one not in new and _window_ends(one.first, period)]
    overdue = [one for one in found if one not in new and one not in due and _is_overdue(one, period)]
    rest = [one for one in found if not any(one in group for group in (new, due, overdue))]
    seen = [one for one in rest if any(period.has(s.entry.origin.published) for s in (*one.in_favour, *one.against))]
    kinds = (("new", new), ("due", due), ("overdue", overdue), ("seen", seen))
    groups = [_commitments(speech.wording(name), some, period, speech, most) for name, some in kinds if some]
    return Section(speech.wording("commitments"), groups=tuple(groups), empty="" if groups else speech.wording("none"))


def _window_ends(entry: Entry, period: Period) -> bool:
    """Whether the last day of a commitment's window lies in the period."""
    last = ended(entry.when)
    return len(last) == DAY and period.has(last)


def _is_overdue(one: Undertaking, period: Period) -> bool:
    """Whether its window had passed by the end of the period and nothing had been seen; what a person decided counts before."""
    if one.status not in (ANNOUNCED, OVERDUE) or one.first.negated:
        return False
    last = ended(one.first.when)
    seen = _until((*one.in_favour, *one.against), period)
    return len(last) == DAY and last < period.last.isoformat() and not seen


def _commitments(title: str, some: Sequence[Undertaking], period: Period, speech: Speech, most: int) -> Group:
    items = tuple(_commitment(one, period, speech) for one in some[:most])
    left = len(some) - most
    said = f"+{left}: hudna commitments" if left > 0 else ""
    return Group(title, items, said)


def _commitment(one: Undertaking, period: Period, speech: Speech) -> Item:
    sides = (("for", one.in_favour), ("against", one.against))
    said = speech.sentence(_by_then(one.sayings, period))
    told = [(name, _until(some, period)) for name, some in sides]
    if not any(entries for _, entries in told):
        return Item(said)
    return Item(said, tuple((speech.wording(name), _sightings(entries, speech)) for name, entries in told))


def _until(some: Sequence[Sighting], period: Period) -> list[Entry]:
    """What had been told of it by the end of the period."""
    return _by_then([one.entry for one in some], period)


def _by_then(entries: Sequence[Entry], period: Period) -> list[Entry]:
    """The entries of reports that were published by the end of the period."""
    return [entry for entry in entries if entry.origin.published[:DAY] <= period.last.isoformat()]


def _sightings(entries: Sequence[Entry], speech: Speech) -> tuple[Sentence, ...]:
    shown = tuple(speech.sentence([entry]) for entry in entries[-SIGHTINGS:])
    return shown or (Sentence(speech.wording("nothing"), ()),)


def contradictions(now: Sequence[Told], speech: Speech) -> Section:
    """Happenings that some tell and others deny, side by side."""
    items = []
    for told in (one for one in now if one.is_disputed):
        so = [entry for entry in told.entries if not entry.negated]
        not_so = [entry for entry in told.entries if entry.negated]
        sides = (("so", so), ("not_so", not_so))
        beside = tuple((speech.wording(name), (speech.sentence(some),)) for name, some in sides)
        title = f"{speech.action(told.first.action)} · {speech.area(told.area)} · {speech.day(told.day[:DAY])}"
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
        told = [_by_then(step.entries, period) for step in post.steps if step.seen]
        steps = [entries for entries in told if entries and _belongs(entries, period)]
        if steps:
            groups.append(Group(_post_name(post, speech), tuple(Item(speech.sentence(entries)) for entries in steps)))
    return Section(speech.wording("posts"), groups=tuple(groups), empty="" if groups else speech.wording("none"))


def _post_name(post: Post, speech: Speech) -> str:
    """What a post is called: its place in English, or as a report prints it."""
    if post.site and not speech.is_arabic:
        return place_in_english(post.name, post.site.id)[0]
    printed = (words for step in post.steps for entry in step.entries for words in entry.named("place"))
    return isolated(next((words for words in printed if post.name in fold(words).text), post.name))


def days_of(period: Period, speech: Speech) -> dict[str, str]:
    """The first and last day of a period, as wording wants them."""
    return {"from": speech.day(period.first.isoformat()), "to": speech.day(period.last.isoformat())}


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
    lead = say("since_lead", **days_of(whole, speech))
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
