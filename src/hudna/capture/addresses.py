"""Addresses of pages: when two are the same, and the id of the report at one."""

import hashlib
import re
from typing import Final
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

TRACKING: Final = re.compile(r"utm_\w+|fbclid|gclid|igshid|mc_[ce]id|ref_src|xtor|at_\w+", re.IGNORECASE)
"""Parts of a query that say where a reader came from."""
PORTS: Final = {"http": ":80", "https": ":443"}


def plain(url: str, base: str = "") -> str:
    """The address without fragment, tracking and the port that goes without saying; "" where it is none of the web."""
    try:
        parts = urlsplit(urljoin(base, url.strip()))
        scheme, host = parts.scheme.lower(), parts.netloc.lower()
        query = parse_qsl(parts.query, keep_blank_values=True)
    except ValueError:
        return ""
    if scheme not in PORTS or not host:
        return ""
    kept = [pair for pair in query if not TRACKING.fullmatch(pair[0])]
    asked = parts.query if len(kept) == len(query) else urlencode(kept)
    return urlunsplit((scheme, host.removesuffix(PORTS[scheme]), parts.path or "/", asked, ""))


def host_of(url: str) -> str:
    """The host of an address, without a leading www."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def address_of_report(stated: str, url: str) -> str:
    """The address that a report goes by: the one its page states where it is of the same host as `url`, otherwise `url`.

    A page cannot take the place of another outlet's, and the front page is no report's address.
    """
    found = plain(stated, url) if stated else ""
    own = plain(url)
    front = urlsplit(found).path in ("", "/") and not urlsplit(found).query if found else True
    return found if found and not front and host_of(found) == host_of(own) else own


def id_at(address: str) -> str:
    """The id of the report at an address: the same whether it came by http or https."""
    return "page-" + hashlib.sha256(address.partition("://")[2].encode("utf-8", "surrogatepass")).hexdigest()[:12]
