"""The registers as JSON has them, on the command line and at the desk."""

from collections.abc import Sequence

import msgspec

from hudna.ledger.contacts import Contact, Silence
from hudna.ledger.displacement import Count, Figure, Point, Series
from hudna.ledger.forces import Strength, level_of
from hudna.ledger.positions import Post
from hudna.ledger.provisions import Document, Under
from hudna.ledger.steps import Step
from hudna.ledger.undertakings import Sighting, Undertaking
from hudna.ledger.whereabouts import Whereabouts
from hudna.publish.lines.entries import Line, confidence_of, line_of


def step_line(step: Step) -> Line:
    """One step and the ids of what tells it."""
    return {
        "action": step.action,
        "modality": step.first.modality,
        "negated": step.first.negated,
        "when": step.when,
        "told": step.told,
        "ground": step.ground,
        "entries": [entry.id for entry in step.entries],
        "coordinated": [entry.id for entry in step.coordinated],
        "confidence": [confidence_of(entry) for entry in step.entries],
        "support": msgspec.to_builtins(step.first.support),
        "review": msgspec.to_builtins(step.first.review),
    }


def undertaking_line(one: Undertaking) -> Line:
    """A commitment with the ids of its sayings and sightings."""
    return {
        **line_of(one.first),
        "status": one.status,
        "machine_status": one.machine_status,
        "decided": msgspec.to_builtins(one.decided),
        "superseded_by": one.superseded_by,
        "sides": sorted(one.sides),
        "sayings": [saying.id for saying in one.sayings],
        "for": [_sighting(sighting) for sighting in one.in_favour],
        "against": [_sighting(sighting) for sighting in one.against],
    }


def english_undertaking_line(one: Undertaking) -> Line:
    """The same with the English sentences of what was said first and of all sightings."""
    from hudna.publish.gloss.sentence import entry_in_english, plain

    line = undertaking_line(one)
    for name, sightings in (("for", one.in_favour), ("against", one.against)):
        line[name] = [{**_sighting(seen), "english": plain(entry_in_english(seen.entry))} for seen in sightings]
    return {**line, "english": plain(entry_in_english(one.first))}


def _sighting(sighting: Sighting) -> Line:
    return {"entry": sighting.entry.id, "how": sighting.how}


def post_line(post: Post) -> Line:
    """A post with its steps."""
    return {
        "post": post.id,
        "name": post.name,
        "site": msgspec.to_builtins(post.site),
        "known": post.known,
        "holder": post.holder,
        "state": post.state,
        "steps": [*map(step_line, post.steps)],
    }


def post_lines(posts: Sequence[Post], lost: Sequence[Step]) -> list[Line]:
    """The posts, then the steps whose post no words settle, each with `post` None."""
    return [*map(post_line, posts), *({"post": None, **step_line(step)} for step in lost)]


def contact_line(contact: Contact) -> Line:
    """A contact with its sides, levels and channels."""
    return {
        "contact": contact.step.first.id,
        "parties": contact.parties,
        "others": contact.others,
        "levels": contact.levels,
        "channels": contact.channels,
        **step_line(contact.step),
    }


def silence_line(silence: Silence, as_of: str) -> Line:
    """How long two sides have been silent."""
    return {
        "silence": silence.parties,
        "contacts": silence.contacts,
        "last": silence.last.step.first.id,
        "day": silence.day,
        "dated": silence.dated,
        "days": silence.days,
        "as_of": as_of,
    }


def place_line(place: Whereabouts) -> Line:
    """Where something is told of."""
    return {"place": place.key, "names": place.names, "sites": msgspec.to_builtins(place.sites)}


def series_line(series: Series) -> Line:
    """A series with its points."""
    return {"action": series.action, **place_line(series.place), "points": [*map(_point, series.points)]}


def _point(point: Point) -> Line:
    return {
        **step_line(point.step),
        "together": [*map(_figure, point.together)],
        "by_origin": [*map(_count, point.counts)],
    }


def _count(count: Count) -> Line:
    entries = [entry.id for entry in count.entries]
    return {"origin": count.origin, "figures": [*map(_figure, count.figures)], "entries": entries}


def _figure(figure: Figure) -> Line:
    return {"low": figure.low, "best": figure.best, "high": figure.high, "unit": figure.unit}


def strength_line(one: Strength) -> Line:
    """The forces of a side at a place with their steps."""
    steps = [{"level": level_of(step), "counts": step.first.meanings("count"), **step_line(step)} for step in one.steps]
    return {"side": one.side, **place_line(one.place), "level": one.level, "steps": steps}


def document_line(one: Document) -> Line:
    """An agreement with what was said under its provisions."""
    return {"agreement": one.id, "label": one.label, "provisions": [*map(_under, one.under)]}


def _under(under: Under) -> Line:
    said = [
        {"stance": said.stance, "by_words": said.by_words, "others": said.others, **step_line(said.step)}
        for said in under.said
    ]
    return {"number": under.number, "text": under.provision.text if under.provision else "", "said": said}
