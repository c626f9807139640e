"""Makes the brief of a ledger."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hudna.errors import BadQuestion
from hudna.ledger.captures import wordings_of
from hudna.ledger.filters import Filters
from hudna.ledger.passing import passing_in
from hudna.ledger.positions import Post, positions_in
from hudna.ledger.store import Ledger
from hudna.ledger.undertakings import Undertaking, undertakings_in
from hudna.publish.brief import telling, watching
from hudna.publish.brief.document import Document, Section
from hudna.publish.brief.gathered import Gathered
from hudna.publish.brief.period import Period
from hudna.publish.brief.speaking import Speech
from hudna.publish.brief.wording import Wording
from hudna.publish.gloss.isolates import isolated
from hudna.publish.gloss.sentence import entry_in_english
from hudna.theatres.load import theatres

FULL_DAY = len("2020-11-01")


class NothingSince(BadQuestion):
    """What running totals are to begin with is not known, or has no day."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a brief: `since` is the id of an agreement or commitment or "", `place` words or an id or "", `most` how many happenings an area shows."""

    period: Period
    language: str = "en"
    since: str = ""
    place: str = ""
    most: int = 5


def brief_of(ledger: Ledger, asked: Asked) -> Document:
    """The brief; the same ledger makes the same one.

    Raises:
        NothingSince: no theatre knows the agreement, no entry is of that id, or neither has a day.
    """
    period, say = asked.period, Wording(asked.language)
    last = period.last.isoformat()
    undertakings = [u for u in undertakings_in(ledger, last) if u.first.origin.published[:FULL_DAY] <= last]
    passing = passing_in(ledger, Filters(place=asked.place), commitments_only=True)
    if passing:
        undertakings = [u for u in undertakings if any(passing.has(saying) for saying in u.sayings)]
    begun = _beginning(asked, undertakings) if asked.since else None
    first = min(period.before.first, begun[0]) if begun else period.before.first
    gathered = Gathered(ledger, first.isoformat(), last, asked.place)
    speech = Speech(say, wordings_of(ledger, sorted(_reports_behind(gathered, undertakings))))
    now, before = gathered.of(period), gathered.of(period.before)
    sections = [telling.overview(now, before, speech), *telling.registers(now, speech, asked.most)]
    sections.append(telling.figures(ledger, now, speech))
    sections.append(watching.commitments(undertakings, period, speech, 2 * asked.most))
    sections.append(watching.contradictions(now, speech))
    sections.append(watching.posts(_posts(ledger, asked), period, speech))
    if begun:
        sections.append(watching.since(gathered, Period(begun[0], period.last), begun[1], speech))
    return _document(asked, gathered, sections, speech)


def _posts(ledger: Ledger, asked: Asked) -> list[Post]:
    """The posts, those of the place alone where one is asked for."""
    found, passing = positions_in(ledger)[0], passing_in(ledger, Filters(place=asked.place))
    return [post for post in found if passing.steps(post.steps)] if passing else found


def _reports_behind(gathered: Gathered, undertakings: Sequence[Undertaking]) -> set[str]:
    sightings = (s.entry for u in undertakings for s in (*u.in_favour, *u.against))
    said = (entry for u in undertakings for entry in u.sayings)
    return {entry.origin.id for some in (gathered.entries, sightings, said) for entry in some}


def _beginning(asked: Asked, undertakings: Sequence[Undertaking]) -> tuple[date, str]:
    """The day from which totals run, and what it is called."""
    for theatre in theatres():
        for one in theatre.agreements:
            if one.id == asked.since:
                return _day(one.in_effect or one.signed, asked.since), one.ar if asked.language == "ar" else one.en
    for promise in undertakings:
        if asked.since in {saying.id for saying in promise.sayings}:
            printed = isolated(promise.first.printed)
            words = printed if asked.language == "ar" else entry_in_english(promise.first)
            return _day(promise.first.origin.published[:FULL_DAY], asked.since), words
    raise NothingSince(f"--since {asked.since}: no agreement of a theatre and no commitment of the ledger has this id")


def _day(day: str, what: str) -> date:
    try:
        return date.fromisoformat(day)
    except ValueError as error:
        raise NothingSince(f"--since {what}: it has no day to count from ({day or 'none is known'})") from error


def _document(asked: Asked, gathered: Gathered, sections: list[Section], speech: Speech) -> Document:
    period, say = asked.period, speech.wording
    days, before = watching.days_of(period, speech), watching.days_of(period.before, speech)
    here = gathered.published_in(period)
    reports, outlets = {e.origin.id for e in here}, {e.origin.outlet for e in here}
    lines = (
        say("source", reports=len(reports), outlets=len(outlets)),
        say("before", **before),
        *([say("place", what=asked.place)] if asked.place else []),
        say("caution"),
        say("caution_reading"),
    )
    title = say("title_day" if period.is_day else "title", **days)
    notes = tuple(speech.notes.values())
    return Document(asked.language, title, lines, tuple(sections), say("notes"), notes, period.last.isoformat())
