"""The table of entries: one row an entry, every column of a line."""

from collections.abc import Callable, Sequence

from hudna.publish.exports.fields import Field, joined, number, text, truth, whole
from hudna.publish.exports.line import Line, Name, Spot
from hudna.vocabulary import Act, Modality, Mode, SourceKind

READ, LOOKED_UP, COUNTED, EVIDENCE = "read in the report", "identified", "counted by the ledger", "the log"
CODES = "theatre and PLOVER ids; several separated by ' | ', those named at once joined by '+'"
SEVERAL = "several separated by ' | '"


def _of(pick: Callable[[Line], Sequence[Name]], part: str) -> Callable[[Line], str]:
    return lambda line: joined([str(getattr(name, part)) for name in pick(line)])


def _names(role: str, meaning: str, pick: Callable[[Line], Sequence[Name]], tag: str = "") -> tuple[Field, ...]:
    """The columns of those who play a part: as printed, who that is, and what that is called."""
    return (
        text(role, f"{meaning}, as printed", _of(pick, "printed"), values=SEVERAL, source=READ, tag=tag),
        text(
            f"{role}_id", f"{meaning}: identity, empty while open", _of(pick, "identity"), values=CODES,
            source=LOOKED_UP, tag=f"{tag}+code" if tag else "",
        ),
        text(f"{role}_label", f"{meaning}: English name", _of(pick, "label"), values=SEVERAL, source=LOOKED_UP),
    )  # fmt: skip


def _at(part: str) -> Callable[[Line], str]:
    return lambda line: joined([str(getattr(spot, part)) for spot in line.spots])


def first_spot(line: Line) -> Spot | None:
    """The most exact of the places that are settled, the first of those that are alike; None where all are open."""
    settled = [spot for spot in line.spots if spot.lat is not None]
    return min(settled, key=lambda spot: spot.where_prec or 0, default=None)


def _point(part: str) -> Callable[[Line], float | None]:
    def value(line: Line) -> float | None:
        spot = first_spot(line)
        return getattr(spot, part) if spot else None

    return value


def _count(part: str) -> Callable[[Line], int | None]:
    return lambda line: getattr(line.numbers[0], part) if line.numbers else None


def _listed(kind: type[Act] | type[Modality] | type[Mode] | type[SourceKind]) -> str:
    return "; ".join(one.value for one in kind)


WHAT = (
    text("entry", "id of the entry; hudna explain ENTRY shows the words behind it", lambda line: line.entry,
         values="E or C and eight characters", tag="#meta+id"),
    text("register", "the register it is kept in", lambda line: line.register, values="see actions.csv", tag="#event+register"),
    text("action", "the action", lambda line: line.action, values="see actions.csv", source=READ, tag="#event+type"),
    text("label", "the action in English", lambda line: line.label, values="see actions.csv"),
    truth("alleged", "kept as an allegation of whoever says so, never as a finding", lambda line: line.alleged),
    text("modality", "whether it is told as having happened", lambda line: line.modality, values=_listed(Modality), source=READ),
    truth("negated", "the words say that it did not, does not or will not happen", lambda line: line.negated, source=READ),
    truth("commitment", "the actor's side undertakes it", lambda line: line.commitment, source=READ),
    text("status", "of a commitment: announced, or what a person has decided since", lambda line: line.status, values="see docs/review.md"),
    text("when", "date of the event, never that of publication", lambda line: line.when,
         values="EDTF (ISO 8601-2): 2020-11-01, 2020-11, 2020-10-20/..", source=READ, tag="#date+occurred"),
    text("printed", "the word that tells of the event, as printed", lambda line: line.printed, source=READ),
)  # fmt: skip
WHERE = (
    text("place", "where, as printed", _at("printed"), values=SEVERAL, source=READ, tag="#loc+printed"),
    text("place_id", "where: gazetteer id, empty while open", _at("id"), values="GeoNames number, ISO 3166-2, or an id of Hudna's", source=LOOKED_UP, tag="#loc+code"),
    text("place_name", "where: name of the gazetteer", _at("name"), values=SEVERAL, source=LOOKED_UP, tag="#loc+name"),
    text("place_kind", "what kind of place", _at("kind"), values="town; quarter; governorate; country; near; part; …", source=LOOKED_UP),
    text("country", "the country it lies in", _at("country"), values="ISO 3166-1 alpha-3", source=LOOKED_UP, tag="#country+code"),
    text("admin", "the first-level unit it lies in", _at("admin"), values="ISO 3166-2 where there is one", source=LOOKED_UP, tag="#adm1+code"),
    text("pcode", "its P-code", _at("pcode"), values="OCHA, where the gazetteer has it", source=LOOKED_UP, tag="#loc+pcode"),
    number("latitude", "of the most exact place; an area's point is its seat", _point("lat"), unit="degrees north, WGS 84", source=LOOKED_UP, tag="#geo+lat"),
    number("longitude", "of the most exact place", _point("lon"), unit="degrees east, WGS 84", source=LOOKED_UP, tag="#geo+lon"),
    whole("where_prec", "how exact that point is, after UCDP", _point("where_prec"),
          values="1 the place; 2 near it; 3 a district or a square of the grid; 4 a first-level unit; 5 a region or line; 6 a country; 7 a sea", source=LOOKED_UP, tag="#geo+precision"),
    number("reach_km", "how far around the point it may be, roughly; empty for a square of the grid", _point("reach_km"), unit="kilometres", source=LOOKED_UP),
    number("grid_degrees", "side of the square that the point is the middle of, 0 where the point is no such square", _point("cell"), unit="degrees", source="the public profile"),
)  # fmt: skip
HOW_MANY = (
    whole("count_low", "at least so many", _count("low"), source=READ),
    whole("count_best", "so many", _count("best"), source=READ, tag="#indicator+num"),
    whole("count_high", "at most so many", _count("high"), source=READ),
    text("count_unit", "what is counted", lambda line: line.numbers[0].unit if line.numbers else "", values="people; families; vehicles; …", source=READ),
    text("counts", "every number given, as printed", lambda line: joined([one.printed for one in line.numbers]), values=SEVERAL, source=READ),
)  # fmt: skip
SAID = (
    *_names("source", "on whose word, from the outermost to the innermost; empty in the outlet's own voice", lambda line: line.chain, "#meta+source"),
    text("source_kind", "what kind of source each is", _of(lambda line: line.chain, "kind"), values=_listed(SourceKind), source=READ),
    text("act", "what the innermost source does in saying it", lambda line: line.act, values=_listed(Act), source=READ),
    text("mode", "whether its words stand in quotation marks", lambda line: line.mode, values=_listed(Mode), source=READ),
)  # fmt: skip
BACKED = (
    text("happening", "entries with the same value tell of the same happening", lambda line: line.happening, source=COUNTED),
    text("story", "reports with the same value tell one story", lambda line: line.story, source=COUNTED),
    whole("reports", "how many reports tell of the happening", lambda line: line.reports, source=COUNTED),
    whole("outlets", "how many outlets", lambda line: line.outlets, source=COUNTED),
    whole("origins", "how many independent origins: copies and chains that end in one source are one", lambda line: line.origins, source=COUNTED),
    whole("denied", "origins among them that deny it", lambda line: line.denied, source=COUNTED),
)  # fmt: skip
REPORTED = (
    text("report", "id of the report", lambda line: line.report, tag="#meta+report"),
    whole("version", "which wording of the report", lambda line: line.version),
    text("outlet", "who published it", lambda line: line.outlet, source="the report", tag="#meta+outlet"),
    text("published", "when; empty where the report carries no date", lambda line: line.published, values="ISO 8601", source="the report", tag="#date+published"),
    text("title", "its headline, as printed", lambda line: line.title, source="the report"),
    text("url", "its address", lambda line: line.url, source="the report", tag="#meta+url"),
)  # fmt: skip
BEHIND = (
    whole("trigger_start", "where the word `printed` begins in the text", lambda line: line.trigger.start if line.trigger else None, unit="code points"),
    whole("trigger_end", "where it ends", lambda line: line.trigger.end if line.trigger else None, unit="code points"),
    text("rules", "the rules that read it", lambda line: joined(line.rules), values="what it reads, and the id of the rule; several separated by ' | '"),
    number("confidence", "how likely it is right: the product of the measured precision of its rules; empty where one was never measured", lambda line: line.confidence, values="0 to 1", source="rules/precision.tsv"),
    text("reader", "the version that read it first", lambda line: line.reader),
    text("verdict", "what a person said of it", lambda line: line.verdict, values="accepted", source="review"),
    text("reviewed_by", "who that was", lambda line: line.reviewed_by, source="review"),
    text("corrected", "fields in which a person's value stands in place of the machine's", lambda line: joined(line.corrected), source="review"),
    text("capture", "SHA-256 of the file under which the report was kept as it came (salted)", lambda line: line.capture, source=EVIDENCE),
    text("captured", "when it was kept", lambda line: line.captured, values="ISO 8601", source=EVIDENCE),
    whole("log_entry", "number of the log entry that brought the report", lambda line: line.log_entry, source=EVIDENCE),
)  # fmt: skip
FIELDS: tuple[Field, ...] = (
    *WHAT,
    *_names("actor", "who does it", lambda line: line.actors, "#org+actor"),
    *_names("recipient", "to whom", lambda line: line.recipients, "#org+recipient"),
    *WHERE,
    *HOW_MANY,
    *SAID,
    *_names("debtor", "of a commitment: who owes it", lambda line: line.debtors),
    *_names("creditor", "of a commitment: to whom it is owed", lambda line: line.creditors),
    *BACKED,
    *REPORTED,
    *BEHIND,
)
