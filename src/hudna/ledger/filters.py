"""What entries a list is cut to: who speaks, whose side, what, where, when, under which agreement, from how many origins.

One set of filters for every list.  Names may be given as identities (`YEM-REB-HTH`) or as printed words, which are folded.
What a person has settled counts before what the rules read.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select, text

from hudna.errors import BadQuestion
from hudna.ledger.counts import gazetted, identities_named, named_words, wordings
from hudna.ledger.names import settled
from hudna.ledger.schema import attributions, decisions, entries, evidence, hops, names, reports, reviews
from hudna.ledger.standing import corrected_to_anything
from hudna.ledger.story_tables import joined, mentions
from hudna.rules.codebook import codebook
from hudna.text.fold import fold
from hudna.theatres.sides import side_of
from hudna.vocabulary import SourceKind

ACTOR, PLACE, AGREEMENT = "actor", "place", "agreement"
NEAR = 200
"""Letters between the words that name an agreement and those of an entry that is about it."""
_DATE = r"\d{4}(?:-\d{2}(?:-\d{2})?)?"
_DATES = re.compile(rf"({_DATE}|\.\.)(?:/({_DATE}|\.\.))?")
_OPEN = "~"
"""What sorts behind every day of a month and every month of a year."""
_SEASONS = {"21": ("03", "05"), "22": ("06", "08"), "23": ("09", "11"), "24": ("01", "12")}
"""First and last month; winter is at either end of a year."""
_DATES_TOLD = text(
    'WITH RECURSIVE told(date) AS (SELECT min("when") FROM entries WHERE "when" > \'\' UNION ALL'
    ' SELECT (SELECT min("when") FROM entries WHERE "when" > date) FROM told WHERE date IS NOT NULL) SELECT date FROM told'
)
"""Every date once, from one to the next in the index: there are a thousand times as many entries as dates."""
FEW = 20_000
"""Rows of an index up to which their reports are looked at, and not all reports in their order."""
Condition = ColumnElement[bool]


class BadFilter(BadQuestion):
    """A filter asks for something that there is not."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked of an entry; "" and 0 ask for nothing.  `when` and `published` are a date, or two with a slash between."""

    source: str = ""
    side: str = ""
    action: str = ""
    place: str = ""
    when: str = ""
    published: str = ""
    agreement: str = ""
    outlet: str = ""
    origins: int = 0
    confidence: float = 0.0

    @property
    def asks(self) -> bool:
        """Whether anything is asked at all."""
        return any(getattr(self, field.name) for field in fields(self))

    @property
    def of_entries(self) -> bool:
        """Whether something is asked of entries, and not of their reports alone."""
        return Filters(**{**_values(self), "published": "", "outlet": ""}).asks


def _values(filters: Filters) -> dict[str, Any]:
    return {field.name: getattr(filters, field.name) for field in fields(filters)}


NONE = Filters()


def of_reports(connection: Connection, filters: Filters) -> list[Condition]:
    """What has to hold of the row of a report."""
    found: list[Condition] = []
    if filters.published:
        low, high = bounds(filters.published, "--published")
        found.append(reports.c.published.between(low, high))
    if filters.outlet:
        wanted = folded(filters.outlet)
        outlets = connection.execute(select(reports.c.outlet).distinct()).scalars()
        found.append(reports.c.outlet.in_([outlet for outlet in outlets if wanted in folded(outlet)]))
    return found


def of_entries(connection: Connection, filters: Filters, *, paged: bool = False) -> list[Condition]:
    """What has to hold of the row of an entry; raises `BadFilter` where there is no such action, side or date.

    Action and date are let pass where a person may have corrected them: `still` says of an entry as it stands whether it does.
    Other fields are looked at as the rules read them.  `paged` is for reports that `narrowed` has chosen already.
    """
    found: list[Condition] = []
    if filters.action:
        found.append(or_(_of_action(filters.action), corrected_to_anything()))
    if filters.source:
        found.append(_of_source(connection, filters.source))
    if filters.side:
        found.append(_of_side(connection, filters.side))
    if filters.place:
        found.append(_of_place(connection, filters.place, paged))
    if filters.agreement:
        found.append(_near(_named(connection, AGREEMENT, filters.agreement)))
    if filters.when:
        found.append(or_(_of_date(connection, filters.when), corrected_to_anything()))
    if filters.origins:
        found.append(_of_origins(filters.origins))
    if filters.confidence:
        found.append(_sure(filters.confidence))
    return found


def narrowed(connection: Connection, filters: Filters) -> list[Condition]:
    """What has to hold of a report so that an entry of it can pass, as far as an index has the few that it may be.

    What many reports hold is sooner met by going through them, and asks for nothing here.
    """
    found: list[Select[Any]] = []
    if filters.place and _few(connection, here := select(names.c.report).where(_at_place(connection, filters.place))):
        found.append(here)
    if filters.side and _few(connection, here := select(names.c.report).where(_on_side(connection, filters.side))):
        found.append(here)
    if filters.when and _few(connection, here := select(entries.c.report).where(_of_date(connection, filters.when))):
        found.append(here)
    if filters.origins > 1:
        told = select(joined.c.id).where(joined.c.origins >= filters.origins)
        if _few(connection, here := select(mentions.c.report).where(mentions.c.joined.in_(told))):
            found.append(here)
    source, kinds = filters.source, {kind.value for kind in SourceKind}
    if source.isascii() and source and source not in kinds:
        found.append(select(names.c.report).where(_named(connection, ACTOR, source)))
    if filters.agreement:
        found.append(select(names.c.report).where(_named(connection, AGREEMENT, filters.agreement)))
    spoken_of = select(reports.c.key).where(reports.c.leaf.in_(select(reviews.c.of)))
    return [reports.c.key.in_(here.union(spoken_of)) for here in found]


def _few(connection: Connection, here: Select[Any]) -> bool:
    """Whether so few rows are found that it is quicker to look at their reports than to go through all."""
    return connection.execute(select(func.count()).select_from(here.limit(FEW + 1).subquery())).scalar_one() <= FEW


def still(filters: Filters, action: str, register: str, when: str) -> bool:
    """Whether an entry passes with the action and the date that it has after what people have said of it."""
    wanted = filters.action
    if wanted and wanted not in (action, register) and not action.startswith(f"{wanted}."):
        return False
    return not filters.when or (bool(when) and overlaps(when, *bounds(filters.when, "--when")))


def folded(words: str) -> str:
    """Printed words as the names of the ledger are folded."""
    return " ".join(fold(words).text.split())


def is_action(name: str) -> bool:
    """Whether that is an action or a register of the codebook, or the first part of the names of actions."""
    known = codebook()
    return name in known.actions or name in known.registers or any(one.startswith(f"{name}.") for one in known.actions)


def _of_action(action: str) -> Condition:
    if not is_action(action):
        there = ", ".join((*codebook().registers, *codebook().actions))
        raise BadFilter(f"--action {action}: no such action or register; there are {there}")
    if action in codebook().actions:
        return entries.c.action == action
    by_name = entries.c.action.startswith(f"{action}.", autoescape=True)
    return or_(entries.c.register == action, by_name)


def is_named(connection: Connection, kind: str, wanted: str) -> bool:
    """Whether the ledger names an actor, a place or an agreement so."""
    return (
        connection.execute(select(names.c.report).where(_named(connection, kind, wanted)).limit(1)).first() is not None
    )


def _named(connection: Connection, kind: str, wanted: str) -> Condition:
    """What holds of the rows of `names` that name an identity, or that words name.

    Words that stand in the ledger as a name mean whom they name there, where that is one; others are part of a name.
    """
    by_person = settled(connection, kind)
    words = folded(wanted)
    meant = {wanted}
    if words in by_person:
        meant.add(by_person[words])
    elif not _is_identity(connection, wanted):
        here = wordings.c.kind == kind, wordings.c.folded == words
        there = connection.execute(select(wordings.c.identity).where(*here).distinct()).scalars().all()
        if kind == PLACE or len(set(there) - {""}) == 1:
            meant.update(set(there) - {""})
        by_words = names.c.folded.in_([words] if there else named_words(connection, kind, words))
        return and_(names.c.kind == kind, or_(_meaning(by_person, meant), by_words))
    return and_(names.c.kind == kind, _meaning(by_person, meant))


def _meaning(by_person: Mapping[str, str], meant: Collection[str]) -> Condition:
    """What holds of the names that mean one of these identities, by the rules or by what a person settled."""
    to_it = [words for words, identity in by_person.items() if identity in meant]
    to_another = [words for words in by_person if words not in to_it]
    return or_(and_(names.c.identity.in_(meant), names.c.folded.not_in(to_another)), names.c.folded.in_(to_it))


def _is_identity(connection: Connection, wanted: str) -> bool:
    named = connection.execute(select(names.c.report).where(names.c.identity == wanted).limit(1)).first()
    decided = connection.execute(select(decisions.c.number).where(decisions.c.identity == wanted).limit(1)).first()
    return (named or decided) is not None


def _in_reports(condition: Condition) -> Condition:
    return entries.c.report.in_(select(names.c.report).where(condition))


def _playing(role: str, condition: Condition) -> Condition:
    """Entries in which a name plays a role."""
    words = and_(names.c.report == evidence.c.report, names.c.start >= evidence.c.start, names.c.end <= evidence.c.end)
    here = evidence.c.report == entries.c.report, evidence.c.entry == entries.c.number, evidence.c.role == role
    played = select(evidence.c.position).join(names, words).where(*here, condition)
    return played.exists()


def _speaking(condition: Condition) -> Condition:
    """Entries in whose chain a name stands."""
    words = and_(names.c.report == hops.c.report, names.c.start == hops.c.start, names.c.end == hops.c.end)
    here = hops.c.report == entries.c.report, hops.c.attribution == entries.c.attribution
    said = select(hops.c.position).join(names, words).where(*here, condition)
    return said.exists()


def _of_source(connection: Connection, wanted: str) -> Condition:
    """Entries that a source tells: by its kind, its identity or its words; one without a name has its words alone."""
    here = hops.c.report == entries.c.report, hops.c.attribution == entries.c.attribution
    if wanted in {kind.value for kind in SourceKind}:
        return select(hops.c.position).where(*here, hops.c.kind == wanted).exists()
    condition = _named(connection, ACTOR, wanted)
    speaking = and_(_in_reports(condition), _speaking(condition))
    words = folded(wanted)
    if words == wanted and words.isascii():
        return speaking
    printed = func.substr(reports.c.text, hops.c.start + 1, hops.c.end - hops.c.start)
    unnamed = hops.c.kind.startswith("unnamed"), _alike(printed).icontains(words, autoescape=True)
    return or_(speaking, select(hops.c.position).where(*here, *unnamed).correlate(entries, reports).exists())


def _alike(printed: Any) -> Any:
    """The commonest letters folded, as far as the database can."""
    for old, new in (("أ", "ا"), ("إ", "ا"), ("آ", "ا"), ("ى", "ي"), ("ة", "ه"), ("ؤ", "و"), ("ئ", "ي"), ("ـ", "")):
        printed = func.replace(printed, old, new)
    return printed


def _of_side(connection: Connection, wanted: str) -> Condition:
    """Entries in which somebody of a side acts or speaks."""
    condition = _on_side(connection, wanted)
    return or_(_playing("actor", condition), _speaking(condition))


def _on_side(connection: Connection, wanted: str) -> Condition:
    """What holds of the rows of `names` that name somebody of a side."""
    sides = {identity: side_of(identity) for identity in identities_named(connection, ACTOR)}
    identities = [identity for identity, side in sides.items() if side == wanted]
    if not identities:
        there = ", ".join(sorted(set(sides.values()) - {""})) or "none"
        raise BadFilter(f"--side {wanted}: nobody in the ledger is on that side; there are {there}")
    return and_(names.c.kind == ACTOR, names.c.identity.in_(identities))


def _of_place(connection: Connection, wanted: str, paged: bool) -> Condition:
    """Entries at a place, or at one that lies in it: an area or a country holds those whose gazetteer entry says so."""
    there = _at_place(connection, wanted)
    few = not paged and _few(connection, select(names.c.report).where(there))
    return and_(_in_reports(there), _playing("place", there)) if few else _playing("place", there)


def _at_place(connection: Connection, wanted: str) -> Condition:
    """What holds of the rows of `names` that name a place or one that lies in it."""
    inside = select(gazetted.c.id).where(or_(gazetted.c.admin == wanted, gazetted.c.country == wanted)).distinct()
    known = connection.execute(inside).scalars().all()
    condition = _named(connection, PLACE, wanted)
    return or_(condition, and_(names.c.kind == PLACE, names.c.identity.in_(known))) if known else condition


def _near(condition: Condition) -> Condition:
    """Entries close to words that name an agreement."""
    close = names.c.start.between(entries.c.trigger_start - NEAR, entries.c.trigger_end + NEAR)
    here = select(names.c.start).where(names.c.report == entries.c.report, close, condition)
    return and_(_in_reports(condition), here.exists())


def _of_origins(least: int) -> Condition:
    here = mentions.c.report == entries.c.report, mentions.c.entry == entries.c.number, joined.c.origins >= least
    return select(mentions.c.origin).join(joined, joined.c.id == mentions.c.joined).where(*here).exists()


def _sure(least: float) -> Condition:
    """Entries that are sure enough; one of which a rule was never measured is not."""
    here = attributions.c.report == entries.c.report, attributions.c.number == entries.c.attribution
    said = select(attributions.c.rule).where(*here).scalar_subquery()
    return func.confidence(entries.c.rule, said, entries.c.commitment) >= least


def _of_date(connection: Connection, wanted: str) -> Condition:
    """Entries whose date is, or may be, in a time; those without one are not among them."""
    low, high = bounds(wanted, "--when")
    dates = connection.execute(_DATES_TOLD).scalars()
    return entries.c.when.in_([date for date in dates if date and overlaps(date, low, high)])


def bounds(wanted: str, option: str) -> tuple[str, str]:
    """The first and the last text that a date in a time begins with; raises `BadFilter` where it is none."""
    match = _DATES.fullmatch(wanted)
    if match is None:
        raise BadFilter(f"{option} {wanted}: no date; write it as 2020-11-01, 2020-11 or 2020-11-01/2020-11-05")
    first, last = match[1], match[2] or match[1]
    return ("" if first == ".." else first), (_OPEN if last == ".." else last + _OPEN)


def _month(date: str, end: int) -> str:
    """The first or the last month of a season, which EDTF numbers from 21 on; any other date as it is."""
    year, _, season = date.partition("-")
    return f"{year}-{_SEASONS[season][end]}" if season in _SEASONS else date


def overlaps(date: str, low: str, high: str) -> bool:
    """Whether a date of EDTF is, or may be, within bounds."""
    begun, _, ended = date.partition("/")
    begun, ended = _month(begun.strip("~?%"), 0), _month((ended or begun).strip("~?%"), 1)
    after = _OPEN if ended == ".." else ended + _OPEN
    return ("" if begun == ".." else begun) <= high and after >= low


def holding_one(connection: Connection, filters: Filters) -> list[Condition]:
    """What has to hold of a report: that it passes, and holds an entry that does where anything is asked of entries."""
    found = of_reports(connection, filters)
    if filters.of_entries:
        passing = select(entries.c.number).where(entries.c.report == reports.c.key, *of_entries(connection, filters))
        found.append(passing.correlate(reports).exists())
    return found
