"""Where each entry comes from, as W3C PROV in JSON-LD: capture, reading, source and review, as the log has them."""

from typing import Any, BinaryIO

from hudna.publish.exports.line import Line, Name
from hudna.publish.exports.objects import Listed
from hudna.publish.exports.sheet import Extra

CONTEXT = {
    "prov": "http://www.w3.org/ns/prov#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "hudna": "urn:hudna:terms:",
    "label": "http://www.w3.org/2000/01/rdf-schema#label",
}
Node = dict[str, Any]


class ProvenanceSheet:
    """One graph: the nodes of a report stand before those of its entries."""

    def __init__(self, out: BinaryIO, extra: Extra) -> None:
        self._list = Listed(out, {"@context": CONTEXT}, "@graph")
        self._report: tuple[str, int] | None = None

    def add(self, line: Line, text: str) -> None:
        """The nodes of an entry, and first those of its report where it is the first of that."""
        if self._report != (line.report, line.version):
            self._report = line.report, line.version
            for node in _report(line):
                self._list.item(node)
        self._list.item(_entry(line))

    def end(self) -> None:
        """The end of the graph."""
        self._list.end()


def _time(at: str) -> Node:
    return {"@type": "xsd:dateTime", "@value": at}


def _named(kind: str, name: str) -> Node:
    return {"@id": f"urn:hudna:{kind}:{name}"}


def _report(line: Line) -> list[Node]:
    """The report as it was kept, and the reading of it."""
    capture: Node = {
        **_named("capture", line.capture),
        "@type": ["prov:Entity", "hudna:Capture"],
        "hudna:report": line.report,
        "hudna:version": line.version,
        "hudna:sha256": line.capture,
        "hudna:logEntry": line.log_entry,
        "hudna:outlet": line.outlet,
        "hudna:published": line.published,
        "prov:generatedAtTime": _time(line.captured),
    }
    if line.url:
        capture["prov:hadPrimarySource"] = {"@id": line.url}
    reading: Node = {
        **_named("reading", line.reading),
        "@type": ["prov:Activity", "hudna:Reading"],
        "prov:used": _named("capture", line.capture),
        "prov:endedAtTime": _time(line.read_at),
        "hudna:sha256": line.reading,
    }
    return [capture, reading]


def _entry(line: Line) -> Node:
    node: Node = {
        **_named("entry", line.entry),
        "@type": ["prov:Entity", "hudna:Entry"],
        "label": f"{line.label}, as alleged" if line.alleged else line.label,
        "hudna:action": line.action,
        "prov:wasDerivedFrom": _named("capture", line.capture),
        "prov:wasGeneratedBy": _named("reading", line.reading),
        "hudna:rules": list(line.rules),
        "hudna:reader": line.reader,
    }
    if line.chain:
        node["hudna:saidBy"] = {"@list": [_source(hop) for hop in line.chain]}
    if line.verdict or line.corrected:
        node["hudna:verdict"] = line.verdict
        node["hudna:corrected"] = list(line.corrected)
        if line.reviewed_by:
            node["prov:wasAttributedTo"] = {"@type": ["prov:Agent", "prov:Person"], "label": line.reviewed_by}
    return node


def _source(hop: Name) -> Node:
    """One of those on whose word it stands, the outermost first."""
    node: Node = {"@type": "prov:Agent", "hudna:kind": hop.kind, "label": hop.printed or hop.label}
    return {"@id": f"urn:hudna:actor:{hop.identity}", **node} if hop.identity else node
