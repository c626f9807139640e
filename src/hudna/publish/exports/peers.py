"""Event tables in the shape of other collections, ACLED's and PLOVER's, and what of theirs a press reading cannot give."""

from hudna.publish.board import many
from hudna.publish.exports.entries_table import first_spot
from hudna.publish.exports.fields import Field, Value, joined, number, text, truth, whole
from hudna.publish.exports.line import Line, Name, Spot
from hudna.rules.codebook import CodedAction, codebook
from hudna.rules.countries import english
from hudna.rules.date_precision import acled_time_precision
from hudna.vocabulary.places import ACLED as GEO_PRECISION

FROM_CODEBOOK = "the codebook, by action"
READ = "read in the report"
SEEN = ("happened", "ongoing")
VIOLENT = {
    "Battles": "Political violence",
    "Explosions/Remote violence": "Political violence",
    "Violence against civilians": "Political violence",
    "Strategic developments": "Strategic developments",
    "Protests": "Demonstrations",
}


def _coded(line: Line) -> CodedAction:
    return codebook().actions[line.action]


def is_acled(line: Line) -> bool:
    """Whether it is told as an event of a type that ACLED has: not denied, not planned, not promised."""
    return bool(_coded(line).acled_type) and line.modality in SEEN and not line.negated and not line.commitment


def is_plover(line: Line) -> bool:
    """Whether PLOVER has a type for it."""
    return bool(_coded(line).plover_type)


def _called(names: tuple[Name, ...], number: int) -> str:
    """The English name of the first or second party, its words as printed where it is open."""
    return (names[number].label or names[number].printed) if len(names) > number else ""


def _others(names: tuple[Name, ...]) -> str:
    return joined([name.label or name.printed for name in names[1:]])


def _spot(line: Line) -> Spot | None:
    return first_spot(line)


def _day(line: Line) -> str:
    """The first day of the date, "" where its beginning is open or no day."""
    begun = line.when.partition("/")[0].strip("~?%")
    return begun if len(begun) == 10 else ""


def _year(line: Line) -> Value:
    year = line.when[:4]
    return int(year) if year.isdigit() else None


def _location(line: Line) -> str:
    spot = _spot(line)
    return spot.name or spot.printed or spot.id if spot else joined([spot.printed for spot in line.spots])


def _acled_precision(line: Line) -> Value:
    spot = _spot(line)
    return GEO_PRECISION[spot.where_prec] if spot and spot.where_prec else None


def _notes(line: Line) -> str:
    """The action in English, as alleged where it is, and by how many it is told."""
    told = [line.label + (", as alleged" if line.alleged else "")]
    if line.reports and line.origins:
        told += [many(line.reports, "report"), many(line.origins, "origin")]
    return "; ".join([*told, f"{line.denied} of these deny it"] if line.denied else told)


ACLED: tuple[Field, ...] = (
    text("event_id_cnty", "the entry that tells of the happening first; no id of ACLED's", lambda line: line.entry),
    text("event_date", "the day; empty where no day is known, and never that of publication", _day, values="ISO 8601", source=READ, tag="#date+occurred"),
    whole("year", "the year, empty where none is known", _year, source=READ),
    whole("time_precision", "ACLED's: 1 the day, 2 the week, 3 the month; 0 where ACLED has none for it", lambda line: acled_time_precision(line.when), source=READ),
    text("event_when", "the date as it is known (EDTF); not in ACLED", lambda line: line.when, source=READ),
    text("disorder_type", "ACLED's, by event type", lambda line: VIOLENT.get(_coded(line).acled_type, ""), source=FROM_CODEBOOK),
    text("event_type", "ACLED's event type", lambda line: _coded(line).acled_type, source=FROM_CODEBOOK, tag="#event+type"),
    text("sub_event_type", "ACLED's sub-event type; empty where it hangs on more than the words say", lambda line: _coded(line).acled_sub_type, source=FROM_CODEBOOK),
    text("actor1", "who does it; as printed where it is open who that is", lambda line: _called(line.actors, 0), source=READ, tag="#org+actor"),
    text("assoc_actor_1", "who else", lambda line: _others(line.actors), source=READ),
    text("actor2", "to whom", lambda line: _called(line.recipients, 0), source=READ, tag="#org+recipient"),
    text("assoc_actor_2", "to whom else", lambda line: _others(line.recipients), source=READ),
    truth("alleged", "an allegation of the source; not in ACLED, which says nothing of whose word it is", lambda line: line.alleged),
    text("iso3", "the country; ACLED's iso is a number", lambda line: spot.country if (spot := _spot(line)) else "", values="ISO 3166-1 alpha-3", source="identified", tag="#country+code"),
    text("country", "the country in English", lambda line: english().get(spot.country, "") if (spot := _spot(line)) else "", source="identified"),
    text("admin1", "the first-level unit, by id", lambda line: spot.admin if (spot := _spot(line)) else "", source="identified", tag="#adm1+code"),
    text("location", "the place", _location, source="identified"),
    number("latitude", "its point", lambda line: spot.lat if (spot := _spot(line)) else None, unit="degrees north, WGS 84", source="identified", tag="#geo+lat"),
    number("longitude", "its point", lambda line: spot.lon if (spot := _spot(line)) else None, unit="degrees east, WGS 84", source="identified", tag="#geo+lon"),
    whole("geo_precision", "ACLED's: 1 the place, 2 near it or a small area, 3 a larger area", _acled_precision, source="identified"),
    text("source", "outlet of the first report", lambda line: line.outlet, source="the report", tag="#meta+source"),
    text("said_by", "on whose word, from the outermost to the innermost; not in ACLED", lambda line: joined([name.label or name.printed or name.kind for name in line.chain]), source=READ),
    text("notes", "the action in English, and how many tell of it; ACLED's notes are sentences of its researchers", _notes),
    text("happening", "the happening, of which this is the first telling", lambda line: line.happening),
)  # fmt: skip
ACLED_LACKS = (
    "One row a happening that is told as having happened and has a type in ACLED, by its first telling. What ACLED has and this has "
    "not: inter1, inter2 and interaction; civilian_targeting; region, admin2, admin3; source_scale; tags; timestamp; fatalities, "
    "because killings have no event type in ACLED and stand in entries.csv (violence.kill), with their numbers. Types and "
    "precisions are ACLED's words put to Hudna's actions by rule: nobody of ACLED has coded or checked a row, "
    "and events are not merged across stories."
)

PLOVER: tuple[Field, ...] = (
    text("event_id", "the entry", lambda line: line.entry),
    text("event_date", "the day; empty where no day is known", _day, values="ISO 8601", source=READ, tag="#date+occurred"),
    text("event_when", "the date as it is known (EDTF); not in PLOVER", lambda line: line.when, source=READ),
    text("publication_date", "when the report was published", lambda line: line.published, source="the report"),
    text("event_type", "PLOVER's event type", lambda line: _coded(line).plover_type, source=FROM_CODEBOOK, tag="#event+type"),
    text("event_mode", "PLOVER's mode", lambda line: _coded(line).plover_mode, source=FROM_CODEBOOK),
    text("auxiliary_modes", "PLOVER's auxiliary modes", lambda line: joined(_auxiliary(line)), values="negation; future; hypothetical", source=READ),
    truth("commitment", "the actor's side undertakes it; not in PLOVER", lambda line: line.commitment, source=READ),
    text("actor_name", "who does it, as printed", lambda line: joined([name.printed for name in line.actors]), source=READ),
    text("actor_id", "who that is", lambda line: joined([name.identity for name in line.actors]), source="identified", tag="#org+actor"),
    text("actor_country", "PLOVER country code", lambda line: joined([name.country for name in line.actors]), source="identified"),
    text("actor_sector", "PLOVER sector code", lambda line: joined([name.sector for name in line.actors]), source="identified"),
    text("recip_name", "to whom, as printed", lambda line: joined([name.printed for name in line.recipients]), source=READ),
    text("recip_id", "who that is", lambda line: joined([name.identity for name in line.recipients]), source="identified", tag="#org+recipient"),
    text("recip_country", "PLOVER country code", lambda line: joined([name.country for name in line.recipients]), source="identified"),
    text("recip_sector", "PLOVER sector code", lambda line: joined([name.sector for name in line.recipients]), source="identified"),
    text("placename", "the place", _location, source="identified"),
    text("country", "the country", lambda line: spot.country if (spot := _spot(line)) else "", values="ISO 3166-1 alpha-3", source="identified"),
    number("latitude", "its point", lambda line: spot.lat if (spot := _spot(line)) else None, unit="degrees north, WGS 84", source="identified", tag="#geo+lat"),
    number("longitude", "its point", lambda line: spot.lon if (spot := _spot(line)) else None, unit="degrees east, WGS 84", source="identified", tag="#geo+lon"),
    text("said_by", "on whose word, from the outermost to the innermost; not in PLOVER", lambda line: joined([name.identity or name.printed or name.kind for name in line.chain]), source=READ),
    text("publisher", "the outlet", lambda line: line.outlet, source="the report", tag="#meta+source"),
    text("report", "the report", lambda line: line.report, source="the report"),
    text("happening", "rows with the same value tell of the same happening", lambda line: line.happening),
)  # fmt: skip
PLOVER_LACKS = (
    "One row an entry of an action that has a type in PLOVER: every telling, so that a happening told by several reports stands in "
    "several rows. What PLOVER has and this has not: context, the magnitudes, the Goldstein scale, quad and penta classes, and "
    "types for displacement and for some steps of positions (they are in entries.csv). What is ongoing is not told apart from "
    "what is over; PLOVER's mode `historical` is never set."
)


def _auxiliary(line: Line) -> list[str]:
    modes = ["negation"] if line.negated else []
    if line.modality in ("future", "demanded"):
        modes.append("future")
    return [*modes, "hypothetical"] if line.modality == "hypothetical" else modes
