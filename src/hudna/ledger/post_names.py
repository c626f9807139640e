"""Which post words name: one of a theatre, a place of the gazetteer, or a place that only its name is known of."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from hudna.ledger.entries import Entry, Words
from hudna.ledger.sites import Site, km_between, sites_meant
from hudna.rules.countries import by_adjective
from hudna.rules.place_words import place_words
from hudna.rules.register_words import places_in, register_words
from hudna.text.fold import fold
from hudna.theatres.kinds import Post
from hudna.theatres.load import theatres

SAME_POST_KM = 3.0
FUSED = 2
"""A space and a preposition fused to the next word."""
MOUNTAIN = "mountain"
NAMED_WITH_HEAD = frozenset((MOUNTAIN, "hill", "camp", "base", "airport", "crossing", "river"))
"""Kinds whose head noun is part of the name."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a post is: `key` is one for all words that mean it, `site` None where no gazetteer has it.

    `known` is the post of a theatre (`idlib-2020/morek`) or "", `start` where the words stand in the report.
    """

    key: str
    name: str
    site: Site | None
    known: str
    start: int
    fortified: bool


class Listed(NamedTuple):
    """A post of a theatre, under its id there."""

    id: str
    post: Post


@cache
def listed_posts() -> dict[tuple[str, ...], Listed]:
    """The folded words of every name of a theatre's post -> the post."""
    return {
        tuple(fold(name).text.split()): Listed(f"{theatre.id}/{post.id}", post)
        for theatre in theatres()
        for post in theatre.posts
        for name in (post.ar, *post.names)
    }


@cache
def listed(key: str) -> Post | None:
    """The post of a theatre by its id, None where there is none."""
    return next((one.post for one in listed_posts().values() if one.id == key), None)


def spots_of(entry: Entry, known: dict[str, Site]) -> list[Spot]:
    """Every post that the place words of an entry name; areas name none, and mountains only where nothing on them is named."""
    placed = [words for words in entry.words if words.role == "place"]
    bare = {one.span for one, other in pairwise(placed) if _inside(one, other)}
    found = [spot for words in placed for spot in _spots(words, known, entry.register, bare=words.span in bare)]
    return [spot for spot in found if not (spot.site and spot.site.kind == MOUNTAIN)] or found


def named_after(words: Sequence[str], start: int) -> list[Spot]:
    """The posts of theatres whose names stand in folded words, one joined to the next, from the first word on."""
    found: list[Spot] = []
    i = 0
    while i < len(words):
        size = next((n for n in (3, 2, 1) if _listed_at(words, i, n)), 0)
        if not size:
            break
        one = _listed_at(words, i, size)
        if one:
            found.append(Spot(one.id, one.post.ar, None, one.id, start, True))
        i += size
    return found


def _inside(one: Words, other: Words) -> bool:
    """Whether the first is a name that nobody has settled and the second says right behind it where that lies (`س بجبل ص`)."""
    name = not one.meaning and one.printed.isalpha() and not one.printed.startswith("ال")
    return name and bool(other.meaning) and 0 < other.span.start - one.span.end <= FUSED


def _listed_at(words: Sequence[str], i: int, size: int) -> Listed | None:
    here = tuple(word.strip("،,.") for word in words[i : i + size])
    if len(here) < size:
        return None
    return listed_posts().get(here) or (listed_posts().get((here[0][1:], *here[1:])) if here[0][:1] == "و" else None)


def _spots(words: Words, known: dict[str, Site], register: str, *, bare: bool) -> list[Spot]:
    folded = fold(words.printed).text.split()
    fortified = register == "position" or bool(places_in("post", folded))
    sites = sites_meant(words.meaning, known)
    local = folded[0] if bare else _local_name(folded, sites)
    if local:
        one = listed_posts().get(tuple(local.split()))
        key = one.id if one else "~" + local
        return [Spot(key, one.post.ar if one else local, None, one.id if one else "", words.span.start, fortified)]
    points = {site.id: site for site in sites if not site.is_area}.values()
    return [_spot(site, words.span.start, fortified) for site in points]


def _is_point(site: Site) -> bool:
    """Whether it tells one post from another."""
    return not site.is_area and site.kind != MOUNTAIN


def _spot(site: Site, start: int, fortified: bool) -> Spot:
    one = listed_posts().get(tuple(site.name.split())) or (_near(site) if _is_point(site) else None)
    if one:
        return Spot(one.id, one.post.ar, site, one.id, start, True)
    return Spot(site.id, site.name, site, "", start, fortified)


def _near(site: Site) -> Listed | None:
    """The one post of a theatre that lies there."""
    near = {one.id: one for one in listed_posts().values() if one.post.at and _apart(site, one.post) <= SAME_POST_KM}
    return next(iter(near.values())) if len(near) == 1 else None


def _apart(site: Site, post: Post) -> float:
    lat, lon = post.at or (0.0, 0.0)
    return km_between(site, Site("", "", "", "", lat, lon, ""))


def _local_name(folded: Sequence[str], sites: Sequence[Site]) -> str:
    """The name behind a head noun where it is not that of the area that the phrase is resolved to, or ""."""
    table = place_words()
    words, heads = list(folded), []
    while words and _head(words[0]):
        heads.append(words.pop(0))
    if (
        not heads
        or not words
        or not all(word.isalpha() for word in words)
        or any(table.direction.get(word) or _describes(word) for word in words)
    ):
        return ""
    name = " ".join(words)
    if any(name in site.name or site.name in name for site in sites) or any(_is_point(site) for site in sites):
        return ""
    return f"{heads[-1]} {name}" if table.head.get(heads[-1]) in NAMED_WITH_HEAD else name


def _head(word: str) -> bool:
    """Whether a word is the singular of a noun that places are named after; a direction or `around` may stand before it."""
    if register_words()["post"].get((word,)) == "many":
        return False
    table = place_words()
    return word in table.head or word in table.around


def _describes(word: str) -> bool:
    bare = word.removeprefix("ال")
    described = register_words()["post"].get((bare,)) == "describes"
    return described or word in place_words().describes or bare in by_adjective()
