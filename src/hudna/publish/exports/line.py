"""One entry as it is handed on: flat, settled as far as the ledger has it, and the only thing that any form is made from.

What may not be given away is taken off a line before a form sees it, so that no form can leak what another withholds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hudna.ledger.captures import Capture
from hudna.ledger.entries import Entry, Words
from hudna.ledger.sites import Site, ids_meant
from hudna.rules.codebook import codebook
from hudna.theatres.identities import party
from hudna.vocabulary import Span

NEAR_RULES = ("near", "within", "inside", "away", "distance")
"""How `place.*` rules end that put a thing near a place or somewhere in it, and not at it."""
WITHHELD = "withheld"
"""Stands where something is known and not given away."""


@dataclass(frozen=True, slots=True)
class Name:
    """Words that name somebody: as printed, and who that is; label and codes are "" while it is open.

    `kind` is what kind of source it is, "" of those who are none.
    """

    printed: str
    span: Span | None
    identity: str = ""
    label: str = ""
    country: str = ""
    sector: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of an entry.  `where_prec` is UCDP's, `reach_km` how far around the point it may be, both None while it is open.

    `cell` is the side in degrees of the square of a fixed grid that the point is the middle of, 0 where it is no such square.
    """

    printed: str
    span: Span | None
    id: str = ""
    name: str = ""
    country: str = ""
    admin: str = ""
    pcode: str = ""
    kind: str = ""
    lat: float | None = None
    lon: float | None = None
    where_prec: int | None = None
    reach_km: float | None = None
    cell: float = 0.0


@dataclass(frozen=True, slots=True)
class Number:
    """A number that a report gives: lowest, best, highest, None where nothing is said, and what is counted."""

    printed: str
    span: Span | None
    low: int | None
    best: int | None
    high: int | None
    unit: str


@dataclass(frozen=True, slots=True)
class Line:
    """An entry and what stands behind it; what has no value is "", (), or None."""

    entry: str
    register: str
    action: str
    label: str
    alleged: bool
    modality: str
    negated: bool
    commitment: bool
    status: str
    when: str
    printed: str
    trigger: Span | None
    actors: tuple[Name, ...]
    recipients: tuple[Name, ...]
    debtors: tuple[Name, ...]
    creditors: tuple[Name, ...]
    spots: tuple[Spot, ...]
    numbers: tuple[Number, ...]
    times: tuple[tuple[str, Span], ...]
    chain: tuple[Name, ...]
    act: str
    mode: str
    carried: bool
    cue: Span | None
    content: Span | None
    attribution: str
    happening: str
    story: str
    reports: int | None
    outlets: int | None
    origins: int | None
    denied: int | None
    report: str
    version: int
    outlet: str
    published: str
    title: str
    url: str
    rules: tuple[str, ...]
    confidence: float | None
    verdict: str
    reviewed_by: str
    corrected: tuple[str, ...]
    reader: str
    capture: str
    captured: str
    log_entry: int | None
    reading: str
    read_at: str


def line_of(entry: Entry, known: Mapping[str, Site], capture: Capture | None) -> Line:
    """The line of an entry; `known` are the places of the ledger."""
    saying, support, review = entry.saying, entry.support, entry.review
    parts = {role: [words for words in entry.words if words.role == role] for role in ("actor", "recipient", "time")}
    actors, recipients = (tuple(_named(words) for words in parts[role]) for role in ("actor", "recipient"))
    chain = tuple(name_of(hop.printed, hop.span, hop.identity, hop.kind) for hop in saying.chain) if saying else ()
    by_speaker = codebook().actions[entry.action].owed_by_speaker
    return Line(
        entry=entry.id,
        register=entry.register,
        action=entry.action,
        label=entry.label,
        alleged=entry.alleged,
        modality=entry.modality,
        negated=entry.negated,
        commitment=entry.commitment,
        status=entry.status,
        when=entry.when,
        printed=entry.printed,
        trigger=entry.trigger,
        actors=actors,
        recipients=recipients,
        debtors=() if not entry.commitment else chain[-1:] if by_speaker else actors,
        creditors=() if not entry.commitment else actors if by_speaker else recipients,
        spots=tuple(spot for words in entry.words if words.role == "place" for spot in _spots(words, known)),
        numbers=tuple(_number(words) for words in entry.words if words.role == "count"),
        times=tuple((words.printed, words.span) for words in parts["time"]),
        chain=chain,
        act=saying.act if saying else "",
        mode=saying.mode if saying else "",
        carried=bool(saying and saying.carried),
        cue=saying.cue if saying else None,
        content=saying.content if saying else None,
        attribution=saying.id if saying else "",
        happening=support.joined if support else "",
        story=support.story if support else "",
        reports=support.reports if support else None,
        outlets=support.outlets if support else None,
        origins=support.origins if support else None,
        denied=support.denied if support else None,
        report=entry.origin.id,
        version=entry.origin.version,
        outlet=entry.origin.outlet,
        published=entry.origin.published,
        title=entry.origin.title,
        url=entry.origin.url,
        rules=tuple(f"{rule.what} {rule.rule}" for rule in entry.rules),
        confidence=None if entry.confidence is None else round(entry.confidence, 3),
        verdict=review.verdict if review else "",
        reviewed_by=review.by if review else "",
        corrected=tuple(one.field for one in review.corrections) if review else (),
        reader=entry.reader,
        capture=capture.address if capture else "",
        captured=capture.at if capture else "",
        log_entry=capture.number if capture else None,
        reading=capture.read_address if capture else "",
        read_at=capture.read_at if capture else "",
    )


def name_of(printed: str, span: Span, identity: str, kind: str = "") -> Name:
    """Words with who they name; of several named at once the codes that all of them share."""
    found = [one for one in map(party, identity.split("+")) if one]
    labels = " + ".join(one.label for one in found)
    countries, sectors = {one.country for one in found}, {one.sector for one in found}
    return Name(
        printed=printed,
        span=span,
        identity=identity,
        label=labels,
        country=countries.pop() if len(countries) == 1 else "",
        sector=sectors.pop() if len(sectors) == 1 else "",
        kind=kind,
    )


def _named(words: Words) -> Name:
    return name_of(words.printed, words.span, words.meaning)


def _spots(words: Words, known: Mapping[str, Site]) -> Sequence[Spot]:
    """Every place that the words are resolved to, or the bare words where that is open."""
    sites = [known[name] for name in ids_meant(words.meaning, known)]
    if not sites:
        return [Spot(words.printed, words.span)]
    near = words.rule.rpartition(".")[2] in NEAR_RULES
    return [
        Spot(
            words.printed, words.span, site.id, site.name, site.country, site.admin, site.pcode, site.kind,
            site.lat, site.lon, max(2, site.where_prec) if near else site.where_prec, site.reach,
        )
        for site in sites
    ]  # fmt: skip


def _number(words: Words) -> Number:
    """The number of `2/2/2 people`; words that a person put there hold none that could be read."""
    bounds, _, unit = words.meaning.partition(" ")
    parts = bounds.split("/")
    if len(parts) != 3 or not all(part.isdigit() or not part for part in parts):
        return Number(words.printed, words.span, None, None, None, "")
    low, best, high = (int(part) if part else None for part in parts)
    return Number(words.printed, words.span, low, best, high, unit)
