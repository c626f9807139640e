"""What lists the reports of an outlet: feeds (RSS, Atom) and sitemaps, out of bytes alone."""

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Final

import feedparser
from lxml import etree

from hudna.capture.addresses import host_of, plain
from hudna.capture.unpack import Packed, unpacked
from hudna.errors import HudnaError

GZIP: Final = b"\x1f\x8b"
ROOT: Final = re.compile(rb"<(?:\w+:)?(rss|feed|rdf|urlset|sitemapindex)\b", re.IGNORECASE)
HEAD: Final = 4_000
"""Bytes within which the first element of a feed stands; comments and instructions may stand before it."""
MOST_LINKS: Final = 50_000
MOST_CHILDREN: Final = 50


class BadList(HudnaError):
    """A list of addresses to watch that cannot be read."""


@dataclass(frozen=True, slots=True)
class Watch:
    """An address to watch, and the outlet's name where the list says it."""

    url: str
    outlet: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """The addresses of reports, and of further listings, the latest first as far as the listing says."""

    links: tuple[str, ...]
    children: tuple[str, ...] = ()


def list_in(path: Path) -> list[Watch]:
    """The addresses of a list: one a line, the outlet's name behind it, # before remarks.  Raises `BadList`."""
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadList(f"{path}: cannot be read ({error}); name a text file with an address a line") from error
    found: dict[str, Watch] = {}
    for number, line in enumerate(lines, 1):
        url, _, outlet = line.strip().partition(" ") if "\t" not in line else line.strip().partition("\t")
        if not url or url.startswith("#"):
            continue
        if not (address := plain(url) if "://" in url else ""):
            raise BadList(f"{path}:{number}: {url[:80]!r} is no address of the web; begin it with https://")
        found.setdefault(address, Watch(address, outlet.strip()))
    if not found:
        raise BadList(f"{path}: no addresses in it; write one a line")
    return list(found.values())


def listing_in(content: bytes, url: str) -> Listing | None:
    """The listing that an address gave, None where it gave something else.  Raises `Packed` where it does not unpack."""
    if content.startswith(GZIP):
        content = unpacked(content, "gzip")
    match = ROOT.search(content[:HEAD])
    if match is None or b"<html" in content[: match.start()].lower():
        return None
    if match[1].lower() in (b"urlset", b"sitemapindex"):
        return _sitemap(content, url)
    # An open stream: of anything else feedparser would look for a file or an address of that name.
    entries = feedparser.parse(io.BytesIO(content), sanitize_html=False, resolve_relative_uris=False).entries
    return Listing(_plain((str(entry.get("link", "")) for entry in entries[:MOST_LINKS]), url))


def _sitemap(content: bytes, url: str) -> Listing:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise Packed(f"a sitemap that cannot be parsed ({error})") from error
    if root is None:
        raise Packed("a sitemap without anything in it")
    found: list[tuple[str, str, bool]] = []
    for place in root:
        if isinstance(place.tag, str) and (loc := _child(place, "loc")):
            found.append((_child(place, "lastmod"), loc, place.tag.rpartition("}")[2] == "sitemap"))
    found.sort(key=lambda one: one[0], reverse=True)  # ISO dates; those without one come last
    links = _plain((loc for _, loc, is_child in found if not is_child), url)
    children = _plain((loc for _, loc, is_child in found if is_child), url)
    return Listing(links[:MOST_LINKS], children[:MOST_CHILDREN])


def _child(place: etree._Element, name: str) -> str:
    for child in place:
        if isinstance(child.tag, str) and child.tag.rpartition("}")[2] == name:
            return (child.text or "").strip()
    return ""


def _plain(links: Iterable[str], base: str) -> tuple[str, ...]:
    """The addresses of the web among links, each once."""
    return tuple(dict.fromkeys(address for link in links if link.strip() and (address := plain(link, base))))


def by_turns(urls: Iterable[str]) -> list[str]:
    """The addresses so that each host comes once before any comes again."""
    hosts: dict[str, list[str]] = {}
    for url in urls:
        hosts.setdefault(host_of(url), []).append(url)
    return [url for turn in zip_longest(*hosts.values()) for url in turn if url is not None]
