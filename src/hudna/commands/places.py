"""`hudna gazetteer` and `hudna gazetteer add`."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from hudna.commands.complaints import Complaints
from hudna.errors import BadGazetteer
from hudna.identify.added import merged, read_added, written
from hudna.identify.added_layouts import rows_of
from hudna.identify.gazetteer import gazetteer
from hudna.ledger.address import Address, base_of, make_folder
from hudna.rules.countries import english

SOURCES = {"areas": "areas of ours", "sites": "sites of ours", "geonames": "towns of GeoNames", "added": "added"}


def places_file(ledger: Address) -> Path:
    """Where the added places of a ledger are kept: `hudna.places.tsv` beside `hudna.db`."""
    return base_of(ledger).with_suffix(".places.tsv")


def places_beside(ledger: Address) -> Path | None:
    """The added places of a ledger, or None where none were added."""
    path = places_file(ledger)
    return path if path.exists() else None


def add_places(ledger: Address, files: Sequence[Path], *, country: str = "") -> int:
    """Adds the places of files to those beside the ledger; 1 where a file could not be read, 2 for a country unknown."""
    complaints = Complaints()
    if country and country not in english():
        complaints.say(f"--country {country}: no ISO alpha-3 code of a country, such as SYR")
        return 2
    target = places_file(ledger)
    try:
        known = read_added(target) if target.exists() else []
        for file in files:
            rows = rows_of(file, country)
            before = len(known)
            known = merged(known, rows)
            print(f"{file}: {len(rows)} places, {len(known) - before} of them new")
        make_folder(ledger)
        target.write_text(written(known), "utf-8")
    except (BadGazetteer, OSError) as error:
        complaints.say(error)
        return complaints.exit_code
    placed = sum(1 for row in known if row.lat)
    named = sum(1 for row in known if row.names)
    print(f"{target}: {len(known)} places, {placed} with coordinates, {named} with Arabic names")
    return complaints.exit_code


def show_gazetteer(ledger: Address) -> int:
    """Prints how many places are known, by source and for the countries that have most."""
    complaints = Complaints()
    beside = places_beside(ledger)
    try:
        known = gazetteer(beside)
    except BadGazetteer as error:
        complaints.say(error)
        return complaints.exit_code
    places = list(known.all())
    sources = Counter(place.source for place in places)
    for source, label in SOURCES.items():
        if sources[source]:
            print(f"{sources[source]:7,} {label}{f' ({beside})' if source == 'added' else ''}")
    print(f"{sum(1 for place in places if place.pcode):7,} of them with a P-code")
    most = Counter(place.country for place in places if place.country).most_common(12)
    print("most in " + ", ".join(f"{english().get(code, code)} {count:,}" for code, count in most))
    print("GeoNames: CC BY 4.0, https://www.geonames.org")
    return complaints.exit_code
