"""Words of reports on a page: isolated, in their own direction, and with nothing invisible in them left unseen."""

import re

from markupsafe import Markup, escape

from hudna.publish.bidi import visible

ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")


def printed(words: str, kind: str = "") -> Markup:
    """Printed words as an element that keeps its own direction; `kind` is its class."""
    if not words:
        return Markup("")
    how = Markup('dir="rtl" lang="ar"') if ARABIC.search(words) else Markup('dir="auto"')
    return Markup("<bdi{} {}>{}</bdi>").format(Markup(' class="{}"').format(kind) if kind else "", how, shown(words))


def code(words: str, kind: str = "") -> Markup:
    """Ids, dates and addresses, which run from left to right in every language."""
    return Markup('<bdi class="{}" dir="ltr">{}</bdi>').format(f"code {kind}".strip(), shown(words))


def shown(words: str) -> Markup:
    """Words with control characters and direction marks named, and all else escaped; lines are kept."""
    if words.isprintable():
        return escape(words)
    return escape("\n".join(map(visible, words.split("\n"))))
