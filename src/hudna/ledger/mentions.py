"""Writes down which entries of a story tell of one happening, and how many independent origins stand behind it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, insert, select

from hudna.ledger.joining import AHEAD, Joined, Shared, Told, joined_in
from hudna.ledger.schema import entries, evidence, outlines, reports
from hudna.ledger.story_tables import joined, links, mentions, places
from hudna.text.fold import fold
from hudna.vocabulary import Span
from hudna.vocabulary.stories import Place, Stretch, Tie

AT_ONCE = 200
"""Stories whose entries are looked at together."""


def join_mentions(connection: Connection, stories: Iterable[str]) -> None:
    """Reckon anew which entries of these stories tell of the same."""
    names = sorted(set(stories))
    portions = [names[start : start + AT_ONCE] for start in range(0, len(names), AT_ONCE)]
    for some in portions:
        connection.execute(delete(joined).where(joined.c.story.in_(some)))
    for some in portions:
        _join(connection, some)


def _join(connection: Connection, stories: list[str]) -> None:
    standing = _standing(connection, stories)
    told: dict[str, list[Told]] = defaultdict(list)
    keys: dict[str, int] = {}
    for key, one in _told(connection, list(standing)):
        told[standing[one.report].story].append(one)
        keys[one.report] = key
    shared = _shared(connection, list(standing))
    happened: list[dict[str, Any]] = []
    tellings: list[dict[str, Any]] = []
    for story, entries_told in told.items():
        for happening in joined_in(entries_told, standing, shared):
            happened.append(_row(happening, story))
            tellings += _mention_rows(happening, keys)
    connection.execute(delete(mentions).where(mentions.c.report.in_(set(keys.values()))))
    if happened:
        connection.execute(insert(joined), happened)
        connection.execute(insert(mentions), tellings)


def _standing(connection: Connection, stories: list[str]) -> dict[str, Place]:
    rows = connection.execute(select(places).where(places.c.story.in_(stories)).order_by(places.c.report))
    return {row.report: Place(row.story, row.origin, Tie(row.tie) if row.tie else None, row.sure) for row in rows}


def _told(connection: Connection, members: list[str]) -> list[tuple[int, Told]]:
    """Every entry of these reports with its report's key, by date of publication and place in the report."""
    wanted = select(entries, reports.c.id.label("report_id"), reports.c.text, outlines.c.outlet, outlines.c.voices)
    wanted = wanted.join(reports, entries.c.report == reports.c.key).join(outlines, outlines.c.report == reports.c.key)
    order = reports.c.published, reports.c.id, entries.c.number
    here = reports.c.id.in_(members), reports.c.current
    rows = connection.execute(wanted.where(*here).order_by(*order)).all()
    voices = {row.report: msgspec.json.decode(row.voices, type=list[str]) for row in rows}
    named = _named(connection, {row.report: row.text for row in rows})
    return [
        (
            row.report,
            Told(
                report=row.report_id,
                number=row.number,
                id=row.id,
                action=row.action,
                trigger=Span(row.trigger_start, row.trigger_end),
                ahead=row.modality in AHEAD,
                negated=row.negated,
                actors=named[row.report, row.number, "actor"],
                places=named[row.report, row.number, "place"],
                when=row.when,
                outlet=row.outlet,
                source=voices[row.report][row.number],
            ),
        )
        for row in rows
    ]


def _named(connection: Connection, texts: dict[int, str]) -> defaultdict[tuple[int, int, str], frozenset[str]]:
    """Who and where, for each entry: identities, or `~` and the folded words where nobody has settled them."""
    found: defaultdict[tuple[int, int, str], frozenset[str]] = defaultdict(frozenset)
    here = evidence.c.report.in_(texts), evidence.c.role.in_(("actor", "place"))
    for row in connection.execute(select(evidence).where(*here)):
        settled = row.meaning.replace("+", " ").split()
        words = settled or ["~" + " ".join(fold(texts[row.report][row.start : row.end]).text.split())]
        found[row.report, row.entry, row.role] |= frozenset(words)
    return found


def _shared(connection: Connection, members: list[str]) -> Shared:
    here = links.c.one.in_(members), links.c.other.in_(members)
    found: dict[tuple[str, str], list[tuple[Span, Span]]] = {}
    for row in connection.execute(select(links.c.one, links.c.other, links.c.stretches).where(*here)):
        stretches = msgspec.json.decode(row.stretches, type=list[Stretch])
        found[row.one, row.other] = [(stretch.one, stretch.other) for stretch in stretches]
    return found


def _row(one: Joined, story: str) -> dict[str, Any]:
    denied = {origin for entry, origin in zip(one.entries, one.origins, strict=True) if entry.negated}
    return {
        "id": one.id,
        "story": story,
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
