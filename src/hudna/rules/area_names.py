"""What areas are called in Arabic, as printed: provinces, regions and countries."""

from functools import cache

from hudna.errors import BadRules
from hudna.rules.english import HERE


@cache
def arabic_area_names() -> dict[str, str]:
    """Ids of areas and countries -> their first Arabic name, in its own spelling."""
    found: dict[str, str] = {}
    for name, at in (("areas.tsv", -1), ("countries.tsv", 1)):
        path = HERE / "ar" / name
        for number, line in enumerate(path.read_text("utf-8").splitlines()[1:], start=2):
            cells = line.split("\t")
            if len(cells) < 3:
                raise BadRules(f"{path}:{number}: wants an id and names")
            if first := cells[at].partition("|")[0]:
                found.setdefault(cells[0], first)
    return found
