"""Place names in folded words: countries, capitals, cities, governorates, regions; and the nouns that head a place phrase.

`ar/places.tsv` is made by `scripts/build_places.py` from GeoNames; `ar/places_more.tsv` is this project's own and marks, as
`word`, the names that are ordinary words too (الباب, حارم): those are places only after a head noun (مدينة الباب).
"""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from hudna.rules.countries import countries
from hudna.text.fold import fold

RULES = Path(__file__).parent / "ar"
FIELDS = 6
LEADS = ("و", "ب", "ل", "ف", "ك", "وب", "ول", "فب", "فل", "وك")
SHORT = 5
"""A shorter name without an article is not looked for behind a rare fused letter: كامل is not ك + امل."""


class PlaceName(NamedTuple):
    """A place that a name may stand for: ISO alpha-3 (or ""), kind, GeoNames id and rounded degrees where known."""

    country: str
    kind: str
    geonameid: str
    latitude: str
    longitude: str


class HeadNoun(NamedTuple):
    """A noun that heads a place phrase; `is_proper` where it is part of the name (`مطار عدن`) rather than its class."""

    kind: str
    is_proper: bool


class PlaceRuleError(ValueError):
    """A row of a place file is wrong; the message names file and line."""


_HEADS = {
    "city": "مدينة مدينتي بلدة بلدتي قرية قريتي ضاحية بلدات قرى مدن حي حيي أحياء مخيم مخيمات مستوطنة",
    "region": "محافظة محافظتي محافظات إقليم ولاية ولايتي منطقة منطقتي مناطق مديرية مديريتي مديريات ناحية قضاء لواء إمارة ريف "
    "قطاع مقاطعة عزلة جزيرة شبه ساحل سهل بادية صحراء",
    "site": "مطار ميناء معبر منفذ قاعدة معسكر جسر سد مصفاة حقل جبل جبال تل تلة تبة وادي نهر طريق مثلث دوار قلعة ثكنة حاجز "
    "نقطة مضيق خليج بحيرة ممر سجن مستشفى جامعة",
}
_PROPER = frozenset("مطار ميناء معبر قاعدة معسكر جسر جبل تل مخيم وادي نهر سد شبه مضيق خليج بحيرة جبال حقل قلعة".split())


@cache
def head_nouns() -> dict[str, HeadNoun]:
    """Folded head noun to what it heads."""
    return {
        fold(word).text: HeadNoun(kind, word in _PROPER) for kind, words in _HEADS.items() for word in words.split()
    }


@cache
def _gazetteer() -> tuple[dict[str, tuple[PlaceName, ...]], dict[str, int], frozenset[str]]:
    """Name to places; first word to the number of words of the longest name that begins with it; names that need a head."""
    found: dict[str, tuple[PlaceName, ...]] = {}
    for country in countries():
        for name in country.names:
            _add(found, name, PlaceName(country.iso3, "country", "", "", ""))
        for name in country.capitals:
            _add(found, name, PlaceName(country.iso3, "capital", "", "", ""))
    words: set[str] = set()
    for path in (RULES / "places_more.tsv", RULES / "places.tsv"):
        for name, place in _rows(path, folded=path.name == "places.tsv"):
            if place.kind == "word":
                words.add(name)
            elif place.kind == "never":
                continue
            else:
                _add(found, name, place)
    longest: dict[str, int] = {}
    for name in found:
        first, _, rest = name.partition(" ")
        longest[first] = max(longest.get(first, 0), rest.count(" ") + 2 if rest else 1)
    return found, longest, frozenset(words)


def _add(found: dict[str, tuple[PlaceName, ...]], name: str, place: PlaceName) -> None:
    known = found.get(name, ())
    same = next((k for k, other in enumerate(known) if other.country == place.country), None)
    if same is None:
        found[name] = (*known, place)
    elif place.geonameid and not known[same].geonameid:
        joined = known[same]._replace(geonameid=place.geonameid, latitude=place.latitude, longitude=place.longitude)
        found[name] = (*known[:same], joined, *known[same + 1 :])


def _rows(path: Path, *, folded: bool) -> Iterator[tuple[str, PlaceName]]:
    text = path.read_text("utf-8")
    for number, line in enumerate((text if folded else fold(text).text).splitlines()[1:], start=2):
        cells = line.split("\t")
        if len(cells) != FIELDS:
            raise PlaceRuleError(f"{path}:{number}: {len(cells)} cells, wants {FIELDS}; build the file again")
        yield cells[0], PlaceName(cells[1], cells[2], cells[3], cells[4], cells[5])


def places(name: str) -> tuple[PlaceName, ...]:
    """Every place that a folded name may stand for, countries and capitals first."""
    return _gazetteer()[0].get(name, ())


def needs_head(name: str) -> bool:
    """Whether a folded name is an ordinary word too, and a place only after a head noun."""
    return name in _gazetteer()[2]


class _Bare(dict[str, str]):
    """A printed word to the first word of place names that it is, its fused letters off; "" where it is none."""

    def __missing__(self, word: str) -> str:
        _, longest, _ = _gazetteer()
        bare = word if word in longest else next((rest for rest in _stripped(word) if rest in longest), "")
        self[word] = bare
        return bare


def _stripped(word: str) -> Iterator[str]:
    """The word without what may be fused in front; `لل` gives its article back."""
    for lead in LEADS:
        if not word.startswith(lead):
            continue
        rest = word[len(lead) :]
        if lead[-1] == "ل" and rest.startswith("ل"):
            yield "ا" + rest
        plain = not rest.startswith("ال") and (lead[-1] in "كف" or len(rest) < 3)
        if not plain or len(rest) >= SHORT:
            yield rest


_BARE = _Bare()


def longest_place(words: Sequence[str], i: int, end: int) -> int:
    """The end of the longest place name that begins at token `i`, or `i` where none does.

    The first word may carry و ف ب ل ك.  A name that is an ordinary word too counts only right after a head noun.
    """
    bare = _BARE[words[i]]
    if not bare:
        return i
    found, longest, ordinary = _gazetteer()
    for size in range(min(longest[bare], end - i), 0, -1):
        name = bare if size == 1 else " ".join((bare, *words[i + 1 : i + size]))
        if name in found and (name not in ordinary or (words[i] == bare and _after_head(words, i))):
            return i + size
    return i


def _after_head(words: Sequence[str], i: int) -> bool:
    before = words[i - 1] if i else ""
    return before in head_nouns() or before[1:] in head_nouns()
