"""A web page to the report in it: title, body, date, outlet."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

import msgspec
import trafilatura
from lxml import etree, html

from hudna.clean.charset import decoded
from hudna.clean.dateline import printed_day, printed_lines
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
AROUND_PICTURE = 2
"""Blocks around a picture in which its caption is looked for."""
LONGEST_CAPTION = 120
PARTED = re.compile(r"\s*[-–—|:]\s.+|.+[-–—|:]\s*", re.DOTALL)
"""The name of a site or a section, and the sign that sets it apart from the headline."""
BLOCKS = frozenset({"p", "head", "item", "quote", "row", "code"})
ENGLISH_ADDRESS = re.compile(r"https?://(?:www\.)?([^/]+)/?")


def report_in(page: bytes, charset: str = "") -> CleanReport:
    """The report of a page, without an id, its paragraphs one a line; those that are nothing but a link are asides.

    `charset` is the one that the headers of its capture declare.  A date is one that the page states and that is certain in
    the outlet's own time, or "".  Raises `UnreadablePage` where
    no body is found, or where the parser lost text on the way.
    """
    text = decoded(page, charset)
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
    title = _title(tree, document.get("title", ""), outlet)
    if stamps := _stamped(tree, data):
        published = _agreed(stamps)
    else:
        published = printed_day(tree, title, _opening(paragraphs)) or str(document.get("date", ""))
    report = Report(
        id="",
        outlet=outlet,
        published=published,
        url=document.get("url", ""),
        title=title,
        text="\n".join(paragraph for paragraph, _ in paragraphs),
    )
    return CleanReport(report, tuple(_asides(paragraphs, title, _captions(tree))))


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
        if inner is block:
            continue
        if inner.tag in BLOCKS:
            inner.text = "\n" + (inner.text or "")
        inner.tail = ("\n" if inner.tag in BLOCKS else " ") + (inner.tail or "")
    return "".join(block.itertext())


def _asides(paragraphs: list[tuple[str, bool]], title: str, captions: frozenset[str]) -> Iterator[Aside]:
    """The paragraphs that are no part of the report: menus above its headline, nothing but a link, a picture's caption."""
    start, above = 0, _above_headline([words for words, _ in paragraphs], title)
    for number, (paragraph, is_link) in enumerate(paragraphs):
        span = Span(start, start + len(paragraph))
        if number < above:
            yield Aside(span, "page_furniture", "aside.above_headline")
        elif is_link:
            yield Aside(span, "read_also", "aside.link")
        elif paragraph in captions:
            yield Aside(span, "caption", "aside.beside_picture")
        start = span.end + 1


def _above_headline(paragraphs: list[str], title: str) -> int:
    """How many lines end with the headline, where it is printed in the body once more below nothing but short ones."""
    at = paragraphs.index(title) if title in paragraphs else 0
    return at + 1 if at and all(len(words) <= 2 * OPENING_LETTERS for words in paragraphs[:at]) else 0


def _captions(tree: html.HtmlElement) -> frozenset[str]:
    """What stands beside a picture in a block of their own, as one line and without a stop at its end."""
    found: set[str] = set()
    for picture in tree.iter("img"):
        for block in islice(picture.iterancestors("div", "figure", "td"), AROUND_PICTURE):
            lines = list(printed_lines(block))
            if len(lines) > 1:
                break
            found.update(line for line in lines if len(line) <= LONGEST_CAPTION and not line.endswith("."))
    return frozenset(found)


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


def _stamped(tree: html.HtmlElement, data: list[dict[str, Any]]) -> list[str]:
    """What the page's markup gives as its moment of publication, as far as it is one."""
    stamps = [str(item["datePublished"]) for item in data if item.get("datePublished")]
    stamps += [str(stamp) for path in STAMPED for stamp in tree.xpath(path)]
    return [stamp for stamp in stamps if STAMP.match(stamp.strip())]


def _agreed(stamps: list[str]) -> str:
    """The day on which all stamps agree that tell one, or ""."""
    days = {day for stamp in stamps if (day := _day(stamp))}
    return days.pop() if len(days) == 1 else ""


def _opening(paragraphs: list[tuple[str, bool]]) -> str:
    """The beginning of the first paragraph that is long enough to be one, or ""."""
    return next((words[:OPENING_LETTERS] for words, _ in paragraphs if len(words) > 2 * OPENING_LETTERS), "")


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


def _title(tree: html.HtmlElement, title: str, outlet: str) -> str:
    """The headline without the site's name before or behind it: the longest heading that the page's title begins or ends with."""
    titles = [" ".join(element.text_content().split()) for element in tree.xpath("//head/title")]
    headings = {" ".join(heading.text_content().split()) for heading in tree.iter("h1", "h2", "h3")}
    named = [words for words in headings if words and any(_is_in(words, whole) for whole in (*titles, title))]
    if named:
        return max(named, key=lambda words: (len(words), words))
    for mark in (" - ", " | ", " – "):
        title = title.removesuffix(mark + outlet)
    return title


def _is_in(heading: str, title: str) -> bool:
    """Whether the title is the heading, or the heading and what is set apart from it."""
    rest = title.removeprefix(heading) if title.startswith(heading) else title.removesuffix(heading)
    return not rest or (rest != title and bool(PARTED.fullmatch(rest)))
