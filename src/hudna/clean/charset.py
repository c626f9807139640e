"""The letters of a page, out of its bytes; never with a replacement character in them."""

import codecs
import re
from functools import cache

from hudna.errors import UnreadablePage

DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_-]{3,20})""", re.IGNORECASE)
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
COMMON = re.compile(r"(?<!\w)(?:في|من|على|إلى|الى|أن|ان|عن)(?!\w)")
ENOUGH = 3
"""Common words by which a text in a single-byte charset is known to be Arabic and no accident."""
HEAD = 4096
DOUBLED = ("windows-1256", "windows-1252", "iso-8859-1")
"""Charsets as which UTF-8 is taken by mistake before it is written as UTF-8 once more."""


def decoded(page: bytes, header: str = "") -> str:
    """The page as text: by its byte order mark, as UTF-8, as its headers or it itself declare, or as windows-1256, in this order.

    Every text in windows-1256 that is not UTF-8 fails as UTF-8, so that the declaration is asked only then; a single-byte
    charset is believed where common Arabic words come out, also against a page that says it is UTF-8.  UTF-8 that was taken
    for a single-byte charset and written as UTF-8 again is put right where its letters give no such words and theirs do.
    Raises `UnreadablePage` where none will do.
    """
    for mark, charset in MARKS:
        if page.startswith(mark):
            return _strictly(page, charset)
    try:
        return _once(page.decode("utf-8"))
    except UnicodeDecodeError as error:
        match = DECLARED.search(page[:HEAD])
        declared = match[1].decode("ascii").lower() if match else ""
        claims = f"says it is UTF-8 and is not, at byte {error.start:,}" if declared in ("utf-8", "utf8") else ""
    for charset in filter(None, (header.lower(), "" if claims else declared, "windows-1256", "iso-8859-6")):
        try:
            text = page.decode(charset)
        except (UnicodeDecodeError, LookupError):
            continue
        if _is_arabic(text):
            return text
    raise UnreadablePage(claims or "its charset is uncertain: neither UTF-8 nor windows-1256 gives Arabic words")


def _strictly(page: bytes, charset: str) -> str:
    try:
        return page.decode(charset)
    except UnicodeDecodeError as error:
        raise UnreadablePage(f"says it is {charset} and is not, at byte {error.start:,}") from error


def _is_arabic(text: str) -> bool:
    return len(COMMON.findall(text)) >= ENOUGH


def _once(text: str) -> str:
    """The text as it was before it was encoded a second time; the same text where it was not."""
    if _is_arabic(text):
        return text
    for charset in DOUBLED:
        letters = _letters(charset)
        try:
            before = bytes(letters[letter] for letter in text).decode("utf-8")
        except (KeyError, UnicodeDecodeError):
            continue
        if _is_arabic(before):
            return before
    return text


@cache
def _letters(charset: str) -> dict[str, int]:
    """Every letter of a single-byte charset and its byte; bytes without one stand for themselves, as browsers take them."""
    return {bytes([byte]).decode(charset, "ignore") or chr(byte): byte for byte in range(256)}
