"""A report handed over clean, read by the rules."""

from hudna.extract.attribution import attributions_in
from hudna.extract.counts import counted
from hudna.extract.events import events_in
from hudna.extract.looks import MET
from hudna.extract.stated import Stated
from hudna.extract.tokens import Tokens, tokenise
from hudna.extract.triggers import triggers_in
from hudna.rules.conjugate import inflect
from hudna.rules.known import body_folded
from hudna.text.fold import Folded, fold
from hudna.vocabulary import Attribution, CleanReport, Reading, Source, Span

inflect.cache_clear()  # the lexicons are made, and 90,000 inflections would be looked through for garbage again and again


def read(clean: CleanReport) -> Reading:
    """What the rules read in the report outside its asides; every span is over the printed text, in order of reading."""
    report = clean.report
    folded = body_folded(report.text)
    tokens = tokenise(folded, _regions(clean, folded), fold(report.outlet).text, MET)
    stated = attributions_in(tokens)
    triggers = [t for s in tokens.sentences for t in triggers_in(tokens, s.start, s.end)]
    events = counted(tokens, events_in(tokens, triggers, stated))
    return Reading(tuple(_attribution(tokens, s) for s in stated), events)


def _regions(clean: CleanReport, folded: Folded) -> list[tuple[int, int]]:
    """The folded stretches between the asides."""
    regions, at = [], 0
    for aside in sorted(clean.asides, key=lambda a: a.span):
        start, end = folded.folded_span(aside.span)
        if start > at:
            regions.append((at, start))
        at = max(at, end)
    if at < len(folded.text):
        regions.append((at, len(folded.text)))
    return regions


def _attribution(tokens: Tokens, stated: Stated) -> Attribution:
    def span(start: int, end: int, lead: int = 0) -> Span:
        return tokens.span(start, end, lead)

    return Attribution(
        span(*stated.cue),
        tuple(Source(span(*hop.phrase), hop.kind) for hop in stated.chain),
        stated.carried,
        span(*stated.content, stated.content_lead),
        stated.act,
        stated.mode,
        stated.rule,
        tuple(span(*phrase) for phrase in stated.candidates),
    )
