"""What the ledger holds, as its readers see it: lines with their words, chains and the evidence behind them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, or_, select, tuple_

from hudna.errors import NoSuchEntry
from hudna.ledger import filters as cuts
from hudna.ledger.filters import Filters
from hudna.ledger.laying import Reviewed, laid_over, reviewed
from hudna.ledger.readers import reader_of
from hudna.ledger.schema import attributions, entries, evidence, hops, reports
from hudna.ledger.standing import Standing, corrected_to_anything, shown_or_reviewed, standing_at
from hudna.ledger.story_tables import joined, mentions
from hudna.rules.codebook import codebook
from hudna.rules.precision import Measured, behind, confidence
from hudna.vocabulary import Span

if TYPE_CHECKING:
    from hudna.ledger.store import Ledger

FIRST_SOUGHT, MOST_SOUGHT = 50, 5000
"""Reports in which the entries of a page are sought, at first and at last."""
FEWEST = 20
"""Entries that are looked at in one statement at least."""
AT_ONCE = 200
"""Reports in one statement."""
Place = tuple[int, int]
"""A report's key and the number of an entry or attribution in it."""


@dataclass(frozen=True, slots=True)
class Words:
    """Printed words that support an entry, the part they play, what they mean where that is settled, and the rule."""

    role: str
    span: Span
    printed: str
    meaning: str
    rule: str


@dataclass(frozen=True, slots=True)
class Hop:
    """One hop of a chain, as printed; `identity` is "" while it is open who that is."""

    printed: str
    kind: str
    span: Span
    identity: str = ""


@dataclass(frozen=True, slots=True)
class Saying:
    """The attribution in which an entry stands: `chain` from the outermost hop to the innermost."""

    id: str
    chain: tuple[Hop, ...]
    cue: Span
    content: Span
    act: str
    mode: str
    carried: bool
    rule: str


@dataclass(frozen=True, slots=True)
class Origin:
    """The report that an entry was read in, of which `version` counts the wordings."""

    id: str
    version: int
    current: bool
    outlet: str
    published: str
    url: str
    title: str


@dataclass(frozen=True, slots=True)
class Support:
    """How many tell of the same happening: reports, outlets, independent origins, and origins among them that deny it.

    Two chains that end in the same source, or that stand in one text, have one origin.
    """

    joined: str
    story: str
    reports: int
    outlets: int
    origins: int
    denied: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger; `saying` is None in the outlet's own voice, `status` is "" unless it is a commitment.

    `support` is None in a ledger whose reports have not been put into stories.  `reader` is the version that read it so first,
    `withdrawn` the one that no longer does.  Where people have corrected it, the fields hold their values, and `review` the
    machine's beside them.
    """

    id: str
    register: str
    action: str
    label: str
    alleged: bool
    trigger: Span
    printed: str
    when: str
    modality: str
    negated: bool
    commitment: bool
    status: str
    rule: str
    origin: Origin
    saying: Saying | None
    words: tuple[Words, ...]
    support: Support | None = None
    reader: str = ""
    withdrawn: str = ""
    review: Reviewed | None = None

    def named(self, role: str) -> tuple[str, ...]:
        """The printed words that play a role: actor, recipient, place, time or mark."""
        return tuple(words.printed for words in self.words if words.role == role)

    def meanings(self, role: str) -> tuple[str, ...]:
        """What the words that play a role stand for: identities, a date; those that nobody has settled are left out."""
        return tuple(words.meaning for words in self.words if words.role == role and words.meaning)

    @property
    def rules(self) -> tuple[Measured, ...]:
        """The rules of event or commitment, and of the attribution, with how often each was right where it was measured."""
        return behind(self.rule, self.saying.rule if self.saying else None, promised=self.commitment)

    @property
    def confidence(self) -> float | None:
        """How likely the entry is right, None where one of its rules has not been measured."""
        return confidence(self.rules)

    @property
    def speaker(self) -> tuple[str, ...]:
        """The innermost hop, as a tuple that is empty in the outlet's own voice."""
        return (self.saying.chain[-1].printed,) if self.saying and self.saying.chain else ()

    @property
    def debtor(self) -> tuple[str, ...]:
        """Who would owe it: the actor, or the side that speaks where the actor is who benefits or obeys."""
        return self.speaker if codebook().actions[self.action].owed_by_speaker else self.named("actor")

    @property
    def debtor_identities(self) -> tuple[str, ...]:
        """The identities of the debtor, as far as they are settled."""
        if not codebook().actions[self.action].owed_by_speaker:
            return self.meanings("actor")
        chain = self.saying.chain if self.saying else ()
        return tuple(hop.identity for hop in chain[-1:] if hop.identity)

    @property
    def creditor(self) -> tuple[str, ...]:
        """To whom it would be owed, as far as the words say."""
        return self.named("actor" if codebook().actions[self.action].owed_by_speaker else "recipient")


@dataclass(frozen=True, slots=True)
class Explanation:
    """An entry, the paragraph that it stands in, which is `text[paragraph]` of its report, and the version that read it last."""

    entry: Entry
    text: str
    paragraph: Span
    reader: str


_SUPPORT = [column.label(f"support_{column.name}") for column in joined.c if column.name not in ("action", "id")]
_WANTED = (
    select(
        entries,
        reports.c.id.label("report_id"),
        *(c for c in reports.c if c.name not in ("id", "key")),
        mentions.c.joined,
        *_SUPPORT,
    )
    .select_from(entries)
    .join(reports, entries.c.report == reports.c.key)
    .outerjoin(mentions, and_(mentions.c.report == entries.c.report, mentions.c.entry == entries.c.number))
    .outerjoin(joined, joined.c.id == mentions.c.joined)
)


_IN_ORDER = reports.c.published, reports.c.id
ORDER = reports.c.published, reports.c.id, entries.c.trigger_start, entries.c.number


def entries_in(
    ledger: "Ledger",
    register: str = "",
    *,
    commitments_only: bool = False,
    filters: Filters = cuts.NONE,
    after: Entry | None = None,
    most: int = 0,
    beside: str = "",
) -> list[Entry]:
    """The entries of every report as it now reads, by date of publication and place in it, cut by filters.

    `after` begins behind an entry of the list; `most` is how many come back, all where it is 0.  `beside` is a register of which the rules have to have read an entry in the same report.
    """
    wanted = _WANTED.where(reports.c.current, shown_or_reviewed())
    if register:
        wanted = wanted.where(or_(entries.c.register == register, corrected_to_anything()))
    if after:
        wanted = wanted.where(_behind(after))
    if beside:
        there = select(entries.c.report).where(entries.c.register == beside)
        wanted = wanted.where(entries.c.report.in_(there))
    if commitments_only:
        wanted = wanted.where(or_(entries.c.commitment, corrected_to_anything()))

    def passes(entry: Entry) -> bool:
        """As it stands after what people have said of it."""
        if register not in ("", entry.register) or (commitments_only and not entry.commitment):
            return False
        return entry.review is None or cuts.still(filters, entry.action, entry.register, entry.when)

    with ledger.reading() as connection:
        here = cuts.of_reports(connection, filters)
        asked = cuts.of_entries(connection, filters, paged=bool(most))
        wanted = wanted.where(*here, *asked).order_by(*ORDER)
        if most:
            here += cuts.narrowed(connection, filters)
            return _page(connection, wanted, here, after, most, passes)
        return [entry for entry in _entries(connection, wanted, lists=True) if passes(entry)]


def _page(
    connection: Connection,
    wanted: Select[Any],
    here: Sequence[ColumnElement[bool]],
    after: Entry | None,
    most: int,
    passes: Callable[[Entry], bool],
) -> list[Entry]:
    """The first entries of a list, sought in ever more reports: an index has these in order, and the entries of none but one.

    `here` is what has to hold of the reports.  What people have rejected or corrected away is found out only when it is there,
    and makes no page shorter.
    """
    there = select(reports.c.key, reports.c.published, reports.c.id).where(reports.c.current, *here)
    there = there.order_by(reports.c.published, reports.c.id)
    last = (after.origin.published, after.origin.id) if after else None
    beyond = there.where(tuple_(*_IN_ORDER) >= tuple_(*last)) if last else there
    standing = standing_at(connection)
    found: list[Entry] = []
    size, some = FIRST_SOUGHT, connection.execute(beyond.limit(FIRST_SOUGHT)).all()
    while len(found) < most and some:
        room = max(most - len(found), FEWEST)
        among = wanted.where(entries.c.report.in_([row.key for row in some])).limit(room)
        rows = connection.execute(among).all()
        shown = [row for row in rows if standing.shows(row.report_id, row.id, row.withdrawn)]
        found += filter(passes, _with_words(connection, shown, standing))
        if len(rows) == room:
            end = rows[-1]
            wanted = wanted.where(tuple_(*ORDER) > tuple_(end.published, end.report_id, end.trigger_start, end.number))
            continue
        size = min(2 * size, MOST_SOUGHT)
        beyond = there.where(tuple_(*_IN_ORDER) > tuple_(*some[-1][1:]))
        some = connection.execute(beyond.limit(size)).all()
    return found[:most]


def _behind(entry: Entry) -> ColumnElement[bool]:
    """The rows that come after an entry in lists."""
    there = select(entries.c.number).join(reports, entries.c.report == reports.c.key)
    number = there.where(entries.c.id == entry.id, reports.c.id == entry.origin.id, reports.c.current).scalar_subquery()
    return tuple_(*ORDER) > tuple_(entry.origin.published, entry.origin.id, entry.trigger.start, number)


def entries_of(ledger: "Ledger", report_ids: Sequence[str]) -> list[Entry]:
    """The entries of these reports as they now read, by date of publication and place in the report."""
    wanted = _WANTED.where(reports.c.current, reports.c.id.in_(report_ids), shown_or_reviewed())
    with ledger.reading() as connection:
        return _entries(connection, wanted.order_by(*ORDER), lists=True)


def entries_at(connection: Connection, places: Iterable[Place]) -> dict[Place, Entry]:
    """The entries at these places that belong in lists."""
    wanted = defaultdict(set)
    for key, number in places:
        wanted[key].add(number)
    keys = sorted(wanted)
    standing = standing_at(connection)
    found: dict[Place, Entry] = {}
    for start in range(0, len(keys), AT_ONCE):
        some = _WANTED.where(entries.c.report.in_(keys[start : start + AT_ONCE]))
        rows = [row for row in connection.execute(some) if row.number in wanted[row.report]]
        rows = [row for row in rows if standing.shows(row.report_id, row.id, row.withdrawn)]
        places_there = [(row.report, row.number) for row in rows]
        found.update(zip(places_there, _with_words(connection, rows, standing), strict=True))
    return found


def entries_read(connection: Connection, keys: Sequence[int], registers: Sequence[str]) -> dict[Place, Entry]:
    """The entries of these registers that the rules read in these reports, whatever people have said, by place in the report."""
    wanted = _WANTED.where(
        entries.c.report.in_(keys), entries.c.register.in_(registers), entries.c.withdrawn == "", reports.c.current
    )
    rows = connection.execute(wanted.order_by(*ORDER)).all()
    found = _with_words(connection, rows, Standing())
    return {(row.report, row.number): entry for row, entry in zip(rows, found, strict=True)}


def entries_standing(connection: Connection, keys: Sequence[int], standing: Standing) -> dict[Place, Entry]:
    """The entries of these reports that belong in lists, by place in the report."""
    rows = connection.execute(_WANTED.where(entries.c.report.in_(keys), shown_or_reviewed()).order_by(*ORDER)).all()
    rows = [row for row in rows if standing.shows(row.report_id, row.id, row.withdrawn)]
    places = [(row.report, row.number) for row in rows]
    return dict(zip(places, _with_words(connection, rows, standing), strict=True))


def entries_spoken_of(connection: Connection, standing: Standing) -> dict[Place, Entry]:
    """The entries that people have said something of and that belong in lists."""
    spoken_of = standing.spoken_of
    found: dict[Place, Entry] = {}
    names = sorted({entry for _, entry in spoken_of if entry})
    for start in range(0, len(names), AT_ONCE):
        some = _WANTED.where(entries.c.id.in_(names[start : start + AT_ONCE]), reports.c.current)
        rows = [row for row in connection.execute(some) if (row.report_id, row.id) in spoken_of]
        rows = [row for row in rows if standing.shows(row.report_id, row.id, row.withdrawn)]
        places = [(row.report, row.number) for row in rows]
        found.update(zip(places, _with_words(connection, rows, standing), strict=True))
    return found


def entries_numbered(connection: Connection, numbers: Mapping[int, Sequence[int]]) -> dict[int, list[Entry]]:
    """These entries of reports, both by their numbers in the ledger, in their order in the report."""
    wanted = [(key, number) for key, some in numbers.items() for number in some]
    here = tuple_(entries.c.report, entries.c.number).in_(wanted)
    standing = standing_at(connection)
    rows = connection.execute(_WANTED.where(entries.c.report.in_(numbers), here).order_by(*ORDER)).all()
    rows = [row for row in rows if standing.shows(row.report_id, row.id, row.withdrawn)]
    found: dict[int, list[Entry]] = {key: [] for key in numbers}
    for row, entry in zip(rows, _with_words(connection, rows, standing), strict=True):
        found[row.report].append(entry)
    return found


def explanations_of(ledger: "Ledger", entry_id: str) -> list[Explanation]:
    """Every entry of that id, the current wording first; raises `NoSuchEntry` where there is none."""
    wanted = _WANTED.where(entries.c.id == entry_id)
    order = reports.c.current.desc(), reports.c.version.desc()
    with ledger.reading() as connection:
        found = _entries(connection, wanted.order_by(*order))
        explained = [_explanation(connection, entry) for entry in found]
    if not found:
        raise NoSuchEntry(f"no entry {entry_id} in {ledger.address}; hudna list shows the ids")
    return explained


def _explanation(connection: Connection, entry: Entry) -> Explanation:
    here = reports.c.id == entry.origin.id, reports.c.version == entry.origin.version
    text, reading = connection.execute(select(reports.c.text, reports.c.reading).where(*here)).one()
    start = text.rfind("\n", 0, entry.trigger.start) + 1
    end = text.find("\n", entry.trigger.end)
    return Explanation(entry, text, Span(start, len(text) if end < 0 else end), reader_of(connection, reading))


def _entries(connection: Connection, wanted: Select[Any], *, lists: bool = False) -> list[Entry]:
    """The entries of a statement as people would have them; in `lists` without those that are rejected or withdrawn."""
    rows: Sequence[Row[Any]] = connection.execute(wanted).all()
    standing = standing_at(connection)
    if lists:
        rows = [row for row in rows if standing.shows(row.report_id, row.id, row.withdrawn)]
    return _with_words(connection, rows, standing)


def _with_words(connection: Connection, rows: Sequence[Row[Any]], standing: Standing) -> list[Entry]:
    keys = sorted({row.report for row in rows})
    words: dict[Place, list[Any]] = defaultdict(list)
    chains: dict[Place, list[Any]] = defaultdict(list)
    said: dict[Place, Any] = {}
    for some in (keys[i : i + 500] for i in range(0, len(keys), 500)):
        for row in connection.execute(select(evidence).where(evidence.c.report.in_(some)).order_by("position")):
            words[row.report, row.entry].append(row)
        for row in connection.execute(select(hops).where(hops.c.report.in_(some)).order_by("position")):
            chains[row.report, row.attribution].append(row)
        for row in connection.execute(select(attributions).where(attributions.c.report.in_(some))):
            said[row.report, row.number] = row
    return [_reviewed_entry(row, words, chains, said, standing) for row in rows]


def _reviewed_entry(
    row: Row[Any],
    words: dict[Place, list[Any]],
    chains: dict[Place, list[Any]],
    said: dict[Place, Any],
    standing: Standing,
) -> Entry:
    """An entry as people would have it, where they have said something of it."""
    parts, chain = words[row.report, row.number], chains[row.report, row.attribution]
    saying = None if row.attribution is None else said[row.report, row.attribution]
    held = standing.of(row.report_id, row.id)
    if held is None:
        return _entry(row, parts, chain, saying)
    laid = laid_over(held, row, parts, None if saying is None else chain, row.text)
    entry = _entry(laid.row, laid.words, laid.chain or (), saying)
    return replace(entry, review=reviewed(held, laid.corrections))


def _entry(row: Any, words: Sequence[Any], chain: Sequence[Any], saying: Any) -> Entry:
    """An entry of its rows; `saying` is the row of its attribution, which counts unless it stands in the outlet's own voice."""
    action = codebook().actions[row.action]
    return Entry(
        id=row.id,
        register=row.register,
        action=row.action,
        label=action.english,
        alleged=action.alleged,
        trigger=Span(row.trigger_start, row.trigger_end),
        printed=row.text[row.trigger_start : row.trigger_end],
        when=row.when,
        modality=row.modality,
        negated=row.negated,
        commitment=row.commitment,
        status=row.status,
        rule=row.rule,
        origin=Origin(row.report_id, row.version, row.current, row.outlet, row.published, row.url, row.title),
        saying=None if row.attribution is None else saying_of(saying, chain, row.text),
        support=_support(row),
        words=tuple(Words(w.role, Span(w.start, w.end), row.text[w.start : w.end], w.meaning, w.rule) for w in words),
        reader=row.reader,
        withdrawn=row.withdrawn,
    )


def _support(row: Any) -> Support | None:
    if row.joined is None:
        return None
    counts = row.support_reports, row.support_outlets, row.support_origins, row.support_denied
    return Support(row.joined, row.support_story, *counts)


def saying_of(row: Any, chain: Sequence[Any], text: str) -> Saying:
    """An attribution out of its row and those of its hops."""
    return Saying(
        id=row.id,
        chain=tuple(Hop(text[hop.start : hop.end], hop.kind, Span(hop.start, hop.end), hop.identity) for hop in chain),
        cue=Span(row.cue_start, row.cue_end),
        content=Span(row.content_start, row.content_end),
        act=row.act,
        mode=row.mode,
        carried=row.carried,
        rule=row.rule,
    )
