"""One report as a self-contained piece of HTML: the printed text with what was read in it marked.

It holds no script, no address and no picture; whatever was printed is escaped, and stands from right to left.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from html import escape
from itertools import pairwise

from hudna.publish.bidi import visible
from hudna.rules.codebook import codebook
from hudna.vocabulary import Span
from hudna.vocabulary.record import Happening, Record, Statement

SOURCES = ("#2563eb", "#b45309", "#15803d", "#9333ea", "#be123c", "#0e7490")
"""Colours of those who speak, in the order in which they first do; the names stand beside them in the list."""
STYLE = """
.hudna{max-width:52em;font-family:"IBM Plex Sans Arabic","Noto Naskh Arabic","Segoe UI",Tahoma,sans-serif;line-height:1.9}
.hudna h4{margin:.2em 0}.hudna p{margin:.5em 0}.hudna ul{margin:.3em 0;padding-inline-start:1.4em;line-height:1.6}
.hudna .meta,.hudna .aside{opacity:.65}.hudna .said{border-bottom:2px solid var(--who)}
.hudna .source{font-weight:600}.hudna .cue{font-style:italic}
.hudna .event{background:rgba(128,128,128,.25);border-radius:3px;padding:0 .15em}
.hudna .promise{outline:1px solid #15803d}.hudna .not{text-decoration:underline wavy #be123c 1px}
.hudna .who{border-inline-start:.6em solid var(--who);padding-inline-start:.4em}
"""
Marks = dict[int, list[tuple[str, str, str]]]


def marked(record: Record) -> str:
    """The report as HTML for a notebook or a page."""
    colours = _colours(record)
    text = "".join(_paragraphs(record, colours))
    return (
        f'<div class="hudna"><style>{STYLE}</style>'
        f'<div dir="rtl" lang="ar"><h4>{_words(record.title)}</h4>'
        f'<p class="meta"><bdi>{_words(record.outlet)}</bdi> · <bdi dir="ltr">{_words(record.published)}</bdi></p>{text}</div>'
        f'<div dir="ltr" lang="en">{_list(record, colours)}</div></div>'
    )


def _words(printed: str) -> str:
    """Printed words as HTML: nothing in them is markup, and nothing in them turns the direction."""
    return escape(visible(printed), quote=True)


def _speaker(statement: Statement, text: str) -> str:
    """Who speaks innermost: by identity where that is one, else by the words."""
    if not statement.sources:
        return ""
    known = statement.who[-1].candidates if statement.who else ()
    return known[0].id if len(known) == 1 and known[0].id else statement.sources[-1].cut(text)


def _colours(record: Record) -> list[str]:
    """The colour of every statement."""
    order: dict[str, int] = {}
    for statement in record.attributions:
        order.setdefault(_speaker(statement, record.text), len(order))
    return [SOURCES[order[_speaker(one, record.text)] % len(SOURCES)] for one in record.attributions]


def _spans(record: Record, colours: list[str]) -> Iterator[tuple[Span, str, str, str]]:
    """Every marked stretch: its class, what is said of it, and its colour or ""."""
    for statement, colour in zip(record.attributions, colours, strict=True):
        chain = " ← ".join(source.cut(record.text) for source in statement.sources)
        yield statement.content, "said", f"{statement.act}: {chain}", colour
        yield statement.cue, "cue", "", ""
        for source, kind in zip(statement.sources, statement.kinds, strict=True):
            yield source, "source", kind.value.replace("_", " "), colour
    for event in record.events:
        kinds = ["event", *(["promise"] if event.commitment else []), *(["not"] if event.negated else [])]
        yield event.trigger, " ".join(kinds), _told(event), ""
    for aside in record.asides:
        yield aside.span, "aside", f"not the report's own: {aside.kind}", ""


def _told(event: Happening) -> str:
    """What an event is said to be, in English."""
    action = codebook().actions[event.action]
    parts = [action.english + (", as alleged" if action.alleged else ""), event.modality.value]
    parts += ["undertaken"] if event.commitment else []
    parts += ["negated"] if event.negated else []
    return " · ".join([*parts, event.when] if event.when else parts)


def _paragraphs(record: Record, colours: list[str]) -> Iterator[str]:
    spans = list(_spans(record, colours))
    start = 0
    for line in record.text.split("\n"):
        end = start + len(line)
        if line.strip():
            yield f"<p>{''.join(_pieces(record.text, Span(start, end), spans))}</p>"
        start = end + 1


def _pieces(text: str, over: Span, spans: Iterable[tuple[Span, str, str, str]]) -> Iterator[str]:
    """A paragraph cut wherever a mark begins or ends, so that marks may overlap."""
    here = [one for one in spans if one[0].start < over.end and over.start < one[0].end]
    cuts = {over.start, over.end}
    for span, *_ in here:
        cuts.update(place for place in span if over.start < place < over.end)
    places = sorted(cuts)
    for start, end in pairwise(places):
        on = [one for one in here if one[0].start <= start and end <= one[0].end]
        yield _piece(_words(text[start:end]), on)


def _piece(words: str, on: list[tuple[Span, str, str, str]]) -> str:
    if not on:
        return words
    kinds = " ".join(dict.fromkeys(kind for _, kind, _, _ in on))
    about = "; ".join(dict.fromkeys(note for _, _, note, _ in on if note))
    shortest = min((one for one in on if one[3]), key=lambda one: one[0].end - one[0].start, default=None)
    colour = f' style="--who:{shortest[3]}"' if shortest else ""
    return f'<span class="{kinds}"{colour} title="{_words(about)}">{words}</span>'


def _list(record: Record, colours: list[str]) -> str:
    """Who says what and what is told, below the text, for whoever sees no colours."""
    by_statement: dict[int | None, list[Happening]] = defaultdict(list)
    for event in record.events:
        by_statement[event.attribution].append(event)
    items = [_voice(record, "the outlet itself", "currentColor", by_statement[None])] if by_statement[None] else []
    for number, statement in enumerate(record.attributions):
        chain = " ← ".join(_arabic(source.cut(record.text)) for source in statement.sources)
        items.append(_voice(record, f"{chain} · {statement.act}", colours[number], by_statement[number]))
    return f"<ul>{''.join(items)}</ul>" if items else "<p>nothing was read in it</p>"


def _voice(record: Record, who: str, colour: str, events: list[Happening]) -> str:
    told = "".join(f"<li>{_event(record, event)}</li>" for event in events)
    return f'<li><span class="who" style="--who:{colour}">{who}</span>{f"<ul>{told}</ul>" if told else ""}</li>'


def _event(record: Record, event: Happening) -> str:
    parts = [_arabic(event.trigger.cut(record.text)), escape(_told(event))]
    for label, spans in (("by", event.actor), ("to", event.recipient), ("at", event.place)):
        if spans:
            parts.append(f"{label} {' · '.join(_arabic(span.cut(record.text)) for span in spans)}")
    return " — ".join(parts)


def _arabic(printed: str) -> str:
    return f'<bdi dir="rtl" lang="ar">{_words(printed)}</bdi>'
