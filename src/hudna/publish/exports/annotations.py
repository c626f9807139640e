"""Evidence as W3C Web Annotations: each entry on the printed words that it was read in, by position and by quotation."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from hudna.publish.exports.line import Line
from hudna.publish.exports.objects import Listed
from hudna.publish.exports.sheet import Extra
from hudna.vocabulary import Span

CONTEXT = [
    "http://www.w3.org/ns/anno.jsonld",
    {"hudna": "urn:hudna:terms:", "role": "hudna:role", "reading": "hudna:reading", "textSha256": "hudna:textSha256"},
]
AROUND = 32
"""Letters of a quotation's prefix and suffix."""


class AnnotationSheet:
    """One annotation an entry, in one annotation page; every target has a role (trigger, actor, source, content …)."""

    def __init__(self, out: BinaryIO, extra: Extra) -> None:
        head = {"@context": CONTEXT, "id": "urn:hudna:annotations", "type": "AnnotationPage"}
        self._list = Listed(out, head, "items")

    def add(self, line: Line, text: str) -> None:
        """One annotation; words that do not stand in the text any more are left out."""
        self._list.item(
            {
                "id": f"urn:hudna:entry:{line.entry}",
                "type": "Annotation",
                "motivation": "classifying",
                "created": line.read_at or None,
                "generator": {"type": "Software", "name": line.reader},
                "body": _body(line),
                "target": [_target(line, role, span, text) for role, span in _roles(line) if span.cut(text)],
            }
        )

    def end(self) -> None:
        """The end of the page."""
        self._list.end()


def _body(line: Line) -> list[dict[str, Any]]:
    reading = {
        "action": line.action,
        "alleged": line.alleged,
        "modality": line.modality,
        "negated": line.negated,
        "commitment": line.commitment,
        "when": line.when,
        "act": line.act,
        "rules": list(line.rules),
    }
    tag = {"type": "TextualBody", "purpose": "tagging", "value": line.action, "format": "text/plain"}
    told = f"{line.label}, as alleged" if line.alleged else line.label
    label = {"type": "TextualBody", "purpose": "describing", "value": told, "language": "en", "format": "text/plain"}
    return [tag, label, {"type": "Dataset", "purpose": "classifying", "reading": reading}]


def _roles(line: Line) -> Iterator[tuple[str, Span]]:
    """Every stretch of words that stands behind an entry, with its part."""
    if line.trigger:
        yield "trigger", line.trigger
    named = (("actor", line.actors), ("recipient", line.recipients), ("place", line.spots), ("count", line.numbers))
    for role, parts in named:
        yield from dict.fromkeys((role, part.span) for part in parts if part.span)
    yield from (("time", span) for _, span in line.times)
    yield from (("source", hop.span) for hop in line.chain if hop.span)
    if line.cue and line.content:
        yield "cue", line.cue
        yield "content", line.content


def _target(line: Line, role: str, span: Span, text: str) -> dict[str, Any]:
    quote = {
        "type": "TextQuoteSelector",
        "exact": span.cut(text),
        "prefix": text[max(0, span.start - AROUND) : span.start],
        "suffix": text[span.end : span.end + AROUND],
    }
    position = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    source = {"id": line.url or f"urn:hudna:report:{line.capture}", "type": "Text", "language": "ar"}
    return {"type": "SpecificResource", "role": role, "source": source, "selector": [position, quote]}
