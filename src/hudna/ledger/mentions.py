"""Writes down which entries of a story tell of one happening, and how many independent origins stand behind it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, delete, select

from hudna.ledger.bound import Portion, bound_together
from hudna.ledger.items import Homes, beside
from hudna.ledger.joining import AHEAD, Joined, Shared, Told, joined_in
from hudna.ledger.laying import SOURCE, laid_over
from hudna.ledger.names import folded_words
from hudna.ledger.portions import insert_many
from hudna.ledger.schema import entries, evidence, hops, outlines, reports
from hudna.ledger.standing import Held, Standing, standing_at
from hudna.ledger.story_tables import joined, links, mentions, places
from hudna.vocabulary import Span
from hudna.vocabulary.stories import Place, Stretch, Tie

AT_ONCE = 200
"""Stories whose entries are looked at together."""
_NAMED = [evidence.c[name] for name in ("report", "entry", "role", "start", "end", "meaning")]


def join_mentions(connection: Connection, stories: Iterable[str]) -> None:
    """Reckon anew which entries of these stories, and of those that people or items have tied to them, tell of the same."""
    said = standing_at(connection)
    portions = bound_together(connection, beside(connection, set(stories)), said.bonds, AT_ONCE)
    for some in portions:
        _clear(connection, some.stories)
    for some in portions:
        _join(connection, some, said)


def _clear(connection: Connection, stories: list[str]) -> None:
    """Takes the happenings of stories away, with what tells of them wherever it stands, and what is left of those that were forgotten."""
    happened = select(joined.c.id).where(joined.c.story.in_(stories))
    connection.execute(delete(mentions).where(mentions.c.joined.in_(happened)))
    connection.execute(delete(joined).where(joined.c.story.in_(stories)))
    there = select(reports.c.key).join(places, places.c.report == reports.c.id).where(places.c.story.in_(stories))
    forgotten = ~select(joined.c.id).where(joined.c.id == mentions.c.joined).exists()
    connection.execute(delete(mentions).where(mentions.c.report.in_(there), forgotten))


def _join(connection: Connection, portion: Portion, said: Standing) -> None:
    members = _standing(connection, places.c.story.in_(portion.stories))
    homes = Homes(connection, members)
    standing = members | (_standing(connection, places.c.report.in_(homes.guests)) if homes.guests else {})
    told: dict[str, list[Told]] = defaultdict(list)
    keys: dict[str, int] = {}
    wanted = set(portion.stories)
    for key, one in _told(connection, list(standing), said):
        story = standing[one.report].story
        story = story if one.id in said.bonds else homes.of(one.report, one.trigger, story)
        if story in wanted:
            told["" if portion.tied else story].append(one._replace(story=story))
            keys[one.report] = key
    shared = _shared(connection, list(standing))
    happened: list[dict[str, Any]] = []
    tellings: list[dict[str, Any]] = []
    for entries_told in told.values():
        for happening in joined_in(entries_told, standing, shared, said.bonds):
            happened.append(_row(happening))
            tellings += _mention_rows(happening, keys)
    insert_many(connection, joined, happened)
    insert_many(connection, mentions, tellings)


def _standing(connection: Connection, which: ColumnElement[bool]) -> dict[str, Place]:
    rows = connection.execute(select(places).where(which).order_by(places.c.report))
    return {row.report: Place(row.story, row.origin, Tie(row.tie) if row.tie else None, row.sure) for row in rows}


def _told(connection: Connection, members: list[str], said: Standing) -> list[tuple[int, Told]]:
    """Every entry of these reports as people would have it, with its report's key, by date of publication and place in the report.

    Those that are rejected, or withdrawn and answered for by nobody, are left out.
    """
    rows, reported = _rows(connection, members)
    voices = {key: msgspec.json.decode(row.voices, type=list[str]) for key, row in reported.items()}
    named = _named(connection, {key: row.text for key, row in reported.items()})
    found = []
    for row in rows:
        report = reported[row.report]
        if not said.shows(report.id, row.id, row.withdrawn):
            continue
        held = said.of(report.id, row.id)
        voice = voices[row.report][row.number] if row.number < len(voices[row.report]) else ""
        if held:
            row, words, voice = _as_held(connection, held, row, report, voice)
            for role in ("actor", "place"):
                some = [_names(one.meaning, report.text[one.start : one.end]) for one in words if one.role == role]
                named[row.report, row.number, role] = frozenset().union(*some)
        if voice:
            found.append((row.report, _one_told(row, report, named, voice)))
    return found


def _one_told(row: Any, report: Any, named: Mapping[tuple[int, int, str], frozenset[str]], voice: str) -> Told:
    return Told(
        report=report.id,
        number=row.number,
        id=row.id,
        action=row.action,
        trigger=Span(row.trigger_start, row.trigger_end),
        ahead=row.modality in AHEAD,
        negated=row.negated,
        actors=named[row.report, row.number, "actor"],
        places=named[row.report, row.number, "place"],
        when=row.when,
        outlet=report.outlet,
        source=voice,
    )


def _as_held(connection: Connection, held: Held, row: Any, report: Any, voice: str) -> tuple[Any, list[Any], str]:
    """The row of an entry, the words behind it and whose word it is, as people would have them."""
    here = evidence.c.report == row.report, evidence.c.entry == row.number
    words = connection.execute(select(evidence).where(*here).order_by(evidence.c.position)).all()
    chain = hops.c.report == row.report, hops.c.attribution == row.attribution
    hop_rows = connection.execute(select(hops).where(*chain).order_by(hops.c.position)).all()
    laid = laid_over(held, row, words, None if row.attribution is None else hop_rows, report.text)
    if any(one.field == SOURCE and not one.stale for one in laid.corrections):
        voice = _voice(laid.chain or [], report)
    return laid.row, laid.words, voice


def _voice(chain: Sequence[Any], report: Any) -> str:
    """Whose word it is where a person says who speaks, as `identify` says it of what is read."""
    if not chain:
        return f"outlet:{report.outlet}"
    last = chain[-1]
    printed = folded_words(report.text[last.start : last.end])
    if last.kind.startswith("unnamed"):
        return f"unnamed:{report.outlet}"
    return f"outlet:{printed}" if last.kind == "outlet" else f"speaker:{last.identity or printed}"


def _rows(connection: Connection, members: list[str]) -> tuple[list[Any], dict[int, Any]]:
    """The entries of these reports by date of publication and place in the report, and their reports by key.

    Texts are long: they are fetched once a report, and not beside each entry.
    """
    wanted = select(reports.c.key, reports.c.id, reports.c.text, outlines.c.outlet, outlines.c.voices)
    wanted = wanted.join(outlines, outlines.c.report == reports.c.key).order_by(reports.c.published, reports.c.id)
    here = reports.c.id.in_(members), reports.c.current
    reported = {row.key: row for row in connection.execute(wanted.where(*here))}
    place = {key: number for number, key in enumerate(reported)}
    rows = connection.execute(select(entries).where(entries.c.report.in_(reported))).all()
    return sorted(rows, key=lambda row: (place[row.report], row.number)), reported


def _named(connection: Connection, texts: Mapping[int, str]) -> defaultdict[tuple[int, int, str], frozenset[str]]:
    """Who and where, for each entry: identities, or `~` and the folded words where nobody has settled them."""
    found: defaultdict[tuple[int, int, str], frozenset[str]] = defaultdict(frozenset)
    here = evidence.c.report.in_(texts), evidence.c.role.in_(("actor", "place"))
    for report, entry, role, start, end, meaning in connection.execute(select(*_NAMED).where(*here)):
        found[report, entry, role] |= _names(meaning, texts[report][start:end])
    return found


def _names(meaning: str, printed: str) -> frozenset[str]:
    return frozenset(meaning.replace("+", " ").split() or ["~" + folded_words(printed)])


def _shared(connection: Connection, members: list[str]) -> Shared:
    here = links.c.one.in_(members), links.c.other.in_(members)
    found: dict[tuple[str, str], list[tuple[Span, Span]]] = {}
    for row in connection.execute(select(links.c.one, links.c.other, links.c.stretches).where(*here)):
        stretches = msgspec.json.decode(row.stretches, type=list[Stretch])
        found[row.one, row.other] = [(stretch.one, stretch.other) for stretch in stretches]
    return found


def _row(one: Joined) -> dict[str, Any]:
    if len(one.entries) == 1:  # most
        counts = {"reports": 1, "outlets": 1, "origins": 1, "denied": int(one.entries[0].negated)}
        return {"id": one.id, "story": one.entries[0].story, "action": one.entries[0].action, **counts}
    denied = {origin for entry, origin in zip(one.entries, one.origins, strict=True) if entry.negated}
    return {
        "id": one.id,
        "story": one.entries[0].story,
        "action": one.entries[0].action,
        "reports": len({entry.report for entry in one.entries}),
        "outlets": len({entry.outlet for entry in one.entries}),
        "origins": len(set(one.origins)),
        "denied": len(denied),
    }


def _mention_rows(one: Joined, keys: Mapping[str, int]) -> list[dict[str, Any]]:
    return [
        {"report": keys[entry.report], "entry": entry.number, "joined": one.id, "origin": origin}
        for entry, origin in zip(one.entries, one.origins, strict=True)
    ]
