"""A web page to the report in it: title, body, date, outlet."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec
import trafilatura
from lxml import etree, html

from hudna.clean.charset import decoded
from hudna.errors import UnreadablePage
from hudna.vocabulary import Aside, CleanReport, Report, Span

DATES = {"extensive_search": False, "original_date": True}
STAMP = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d):\d\d(?::\d\d(?:\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?)?$")
LATE_UTC = 20
"""From this hour on a day in UTC may be the next one where the outlet is (UTC+1 to +4)."""
STAMPED = (
    "//meta[@property='article:published_time' or @property='og:published_time']/@content",
    "//meta[@itemprop='datePublished' or @name='pubdate' or @name='publishdate' or @name='date']/@content",
    "//time[@itemprop='datePublished' or @pubdate]/@datetime",
)
MARKUP = re.compile(r"(?is)<(script|style|noscript|template|title)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>")
ARABIC = re.compile(r"[\u0621-\u064a]")
SILENT_LOSS = 0.9
OPENING_LETTERS = 40
"""Letters by which the opening paragraph is known."""
BLOCKS = frozenset({"p", "head", "item", "quote", "row", "code"})
ENGLISH_ADDRESS = re.compile(r"https?://(?:www\.)?([^/]+)/?")


def report_in(page: bytes) -> CleanReport:
    """The report of a page, without an id, its paragraphs one a line; those that are nothing but a link are asides.

    A date is one that the page states and that is certain in the outlet's own time, or "".  Raises `UnreadablePage` where
    no body is found, or where the parser lost text on the way.
    """
    text = decoded(page)
    tree = _tree(text)
    found = trafilatura.extract(
        text,
        output_format="xml",
        include_links=True,
        include_comments=False,
        with_metadata=True,
        date_extraction_params=DATES,
    )
    if not found:
        raise UnreadablePage("no report found in it")
    document = etree.fromstring(found.encode())
    paragraphs = list(_paragraphs(document))
    if lead := _lead(tree, paragraphs):
        paragraphs.insert(0, (lead, False))
    data = list(_linked_data(tree))
    outlet = _outlet(document, data)
    report = Report(
        id="",
        outlet=outlet,
        published=_published(tree, data, document.get("date", "")),
        url=document.get("url", ""),
        title=_title(document.get("title", ""), outlet),
        text="\n".join(paragraph for paragraph, _ in paragraphs),
    )
    return CleanReport(report, tuple(_links(paragraphs)))


def _tree(text: str) -> html.HtmlElement:
    """The page as a tree that holds all of its text: the parser drops what is nested too deep, without a word."""
    try:
        tree = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadablePage(f"no page that can be parsed ({error})") from error
    kept = sum(len(ARABIC.findall(piece)) for piece in tree.itertext() if isinstance(piece, str))
    printed = len(ARABIC.findall(MARKUP.sub(" ", text)))
    if kept < SILENT_LOSS * printed:
        raise UnreadablePage(
            f"the parser keeps {kept:,} of its {printed:,} Arabic letters (nested too deep, or damaged)"
        )
    return tree


def _paragraphs(document: Any) -> Iterator[tuple[str, bool]]:
    """The blocks of the body in order, and whether each is nothing but a link."""
    main = document.find("main")
    for block in main.iter(*BLOCKS) if main is not None else ():
        if any(parent.tag in BLOCKS for parent in block.iterancestors()):
            continue
        for br in block.iter("lb"):
            br.tail = "\n" + (br.tail or "")
        linked = sum(len("".join(ref.itertext()).strip()) for ref in block.iter("ref"))
        for line in _separated(block).split("\n"):
            if line := " ".join(line.split()):
                yield line, linked > 0 and linked >= len(line) - 1


def _lead(tree: html.HtmlElement, paragraphs: list[tuple[str, bool]]) -> str:
    """The opening paragraph where the page sets it apart from its body and extraction left it behind, or "".

    It is known by the page's description of itself, which begins with the same words.
    """
    for description in tree.xpath("//meta[@property='og:description' or @name='description']/@content"):
        opening = " ".join(str(description).split())[:OPENING_LETTERS]
        if len(opening) < OPENING_LETTERS or any(opening in paragraph for paragraph, _ in paragraphs):
            continue
        for block in tree.xpath("//p | //h2 | //h3 | //div[not(div or p)]"):
            words = " ".join(block.text_content().split())
            if words.startswith(opening):
                return words
    return ""


def _separated(block: Any) -> str:
    """The words of a block; cells and nested blocks do not run into one another."""
    for inner in block.iter("cell", *BLOCKS):
        if inner is not block:
            inner.tail = "\n" + (inner.tail or "") if inner.tag in BLOCKS else " " + (inner.tail or "")
    return "".join(block.itertext())


def _links(paragraphs: list[tuple[str, bool]]) -> Iterator[Aside]:
    start = 0
    for paragraph, is_link in paragraphs:
        if is_link:
            yield Aside(Span(start, start + len(paragraph)), "read_also", "aside.link")
        start += len(paragraph) + 1


def _linked_data(tree: html.HtmlElement) -> Iterator[dict[str, Any]]:
    """Every JSON-LD object of the page, those of a @graph one by one; broken ones are left out."""
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            decoded_data = msgspec.json.decode(str(script))
        except (msgspec.DecodeError, RecursionError):
            continue
        waiting = decoded_data if isinstance(decoded_data, list) else [decoded_data]
        for item in waiting:
            if isinstance(item, dict):
                yield item
                graph = item.get("@graph")
                yield from (part for part in graph if isinstance(part, dict)) if isinstance(graph, list) else ()


def _published(tree: html.HtmlElement, data: list[dict[str, Any]], guessed: str) -> str:
    """The day that the page's own stamps agree on; the guess from its layout where it has none; otherwise ""."""
    stamps = [str(item["datePublished"]) for item in data if item.get("datePublished")]
    stamps += [str(stamp) for path in STAMPED for stamp in tree.xpath(path)]
    read = [_day(stamp) for stamp in stamps if STAMP.match(stamp.strip())]
    days = {day for day in read if day}
    if len(days) == 1:
        return days.pop()
    return "" if read else guessed


def _day(stamp: str) -> str:
    """The day of a stamp in the outlet's own time, or "" where it may be the next one."""
    match = STAMP.match(stamp.strip())
    if not match:
        return ""
    day, hour, zone = match.groups()
    if hour and zone in ("Z", "+00:00", "+0000") and int(hour) >= LATE_UTC:
        return ""
    return str(day)


def _outlet(document: Any, data: list[dict[str, Any]]) -> str:
    """The site's name for itself: its publisher in JSON-LD, then og:site_name, then its address."""
    for item in data:
        publisher = item.get("publisher")
        if isinstance(publisher, dict) and isinstance(name := publisher.get("name"), str) and name.strip():
            return name.strip()
    name = str(document.get("sitename", ""))
    address = ENGLISH_ADDRESS.fullmatch(name)
    return address[1] if address else name or str(document.get("hostname", ""))


def _title(title: str, outlet: str) -> str:
    """The headline without the site's name behind it."""
    for mark in (" - ", " | ", " – "):
        title = title.removesuffix(mark + outlet)
    return title
