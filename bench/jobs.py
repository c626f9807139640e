"""What is timed: the parts of Hudna, and what installs from the package index and does a part of the same job.

A job does its work on one report at a time.  Its packages are imported by `load` alone, so that this file can be read
without any of them.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

Row = dict[str, Any]
"""A report as a line of JSON holds it; `spans` is there for jobs that are given what Hudna read."""

HUDNA = "hudna"


class Engine(NamedTuple):
    """A loaded job: `prepare` is not timed, `work` is, and returns how much it found.

    `asked` says how much there was to find, where that is known.  `whole`, where there is one, reads the file of reports
    by itself in place of both and is timed as one piece.
    """

    prepare: Callable[[Row], Any]
    work: Callable[[Any], int]
    asked: Callable[[Any], int] | None = None
    whole: Callable[[str], int] | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """`package` is the distribution to import, or "" for the standard library; `unit` is what `work` counts.

    Only every `every`th report is given to a job that is too slow for all of them.
    """

    name: str
    label: str
    package: str
    part: str
    unit: str
    load: Callable[[], Engine]
    every: int = 1
    given_spans: bool = False


def text_of(row: Row) -> str:
    """The body of a report."""
    return str(row["text"])


def _report(row: Row) -> Any:
    from hudna.vocabulary import Report

    return Report(*(str(row.get(key) or "") for key in ("id", "outlet", "published", "url", "title", "text")))


def _tokens(row: Row) -> Any:
    from hudna.extract.tokens import tokenise
    from hudna.rules.known import known_words
    from hudna.text.fold import fold

    folded = fold(text_of(row), known_words())
    return tokenise(folded, [(0, len(folded.text))], fold(str(row.get("outlet") or "")).text)


def hudna_tokens() -> Engine:
    """Folding, words, sentences and quotations."""
    from hudna.extract.tokens import tokenise
    from hudna.rules.known import known_words
    from hudna.text.fold import fold

    known = known_words()

    def work(text: str) -> int:
        folded = fold(text, known)
        return len(tokenise(folded, [(0, len(folded.text))]).words)

    return Engine(text_of, work)


def hudna_attributions() -> Engine:
    """Cues, chains and contents, over tokens made beforehand."""
    from hudna.extract.attribution import attributions_in

    return Engine(_tokens, lambda tokens: len(attributions_in(tokens)))


def hudna_extract() -> Engine:
    """Asides, attributions, events and commitments; nothing is identified."""
    from hudna.clean import clean
    from hudna.extract.reader import read

    def work(report: Any) -> int:
        reading = read(clean(report))
        return len(reading.attributions) + len(reading.events)

    return Engine(_report, work)


def hudna_read() -> Engine:
    """From the file to lines of JSON."""
    import msgspec

    from hudna.capture.files import Complaint
    from hudna.clean import clean
    from hudna.pipeline import default_rooms, record_of, records

    rooms, encode = default_rooms(), msgspec.json.Encoder().encode

    def found(record: Any) -> int:
        encode(record)
        return len(record.attributions) + len(record.events)

    def whole(path: str) -> int:
        return sum(found(record) for record in records([path], rooms) if not isinstance(record, Complaint))

    return Engine(_report, lambda report: found(record_of(clean(report), rooms)), whole=whole)


def spans_read(row: Row) -> list[tuple[int, int]]:
    """Cues, sources and contents that Hudna reads in a report, each once, in printed order."""
    from hudna.clean import clean
    from hudna.extract.reader import read

    found = set()
    for attribution in read(clean(_report(row))).attributions:
        found |= {attribution.cue, attribution.content, *(hop.span for hop in attribution.chain)}
    return sorted((span.start, span.end) for span in found)


_SAID = "قال أكد أعلن ذكر أفاد أضاف أوضح أشار كشف صرح نقل بيّن اتهم طالب دعا نفى حذر توقع أدان شدد"


def reporting_verbs() -> Engine:
    """One expression over the text: twenty verbs in the perfect, masculine or feminine, after و or ف or nothing."""
    verbs = "|".join(verb.replace("أ", "[أا]").replace("ّ", "ّ?") for verb in _SAID.split())
    finder = re.compile(rf"\b[وف]?(?:{verbs})ت?\b")
    return Engine(text_of, lambda text: sum(1 for _ in finder.finditer(text)))


def spacy_tokens() -> Engine:
    """The tokenizer of spaCy's blank Arabic pipeline."""
    import spacy

    tokenizer = spacy.blank("ar").tokenizer
    return Engine(text_of, lambda text: len(tokenizer(text)))


def snowball_stems() -> Engine:
    """Words by expression, then a Snowball stem each, in C."""
    import Stemmer

    stem, words = Stemmer.Stemmer("arabic").stemWords, re.compile(r"\w+").findall
    return Engine(text_of, lambda text: len(stem(words(text))))


def pysbd_sentences() -> Engine:
    """Sentence boundaries by pySBD's Arabic rules."""
    import pysbd

    segment = pysbd.Segmenter(language="ar", clean=False).segment
    return Engine(text_of, lambda text: len(segment(text)))


def dateparser_dates() -> Engine:
    """Dates found in running text and resolved against the day of the report."""
    import datetime

    from dateparser.search import search_dates

    def prepare(row: Row) -> tuple[str, dict[str, Any]]:
        day = str(row.get("published") or "")[:10]
        return text_of(row), {"RELATIVE_BASE": datetime.datetime.fromisoformat(day)} if day else {}

    def work(prepared: tuple[str, dict[str, Any]]) -> int:
        text, settings = prepared
        return len(search_dates(text, languages=["ar"], settings=settings) or ())

    return Engine(prepare, work)


def spacy_sentences() -> Engine:
    """The blank Arabic pipeline with the sentencizer, which splits at punctuation."""
    import spacy

    pipeline = spacy.blank("ar")
    pipeline.add_pipe("sentencizer")
    return Engine(text_of, lambda text: sum(1 for _ in pipeline(text).sents))


Passage = tuple[int, str, list[tuple[int, int]], list[Any]]
"""Where a paragraph begins, its text, the spans inside it, and the same as LangExtract's extractions."""


def langextract_places() -> Engine:
    """Offsets of given phrases, by LangExtract's aligner as it comes; no language model is called.

    It is given one paragraph after another, because it is made for chunks of about a thousand characters and is slower
    on whole reports.  A span that runs over paragraphs is asked for and not given.
    """
    from langextract.core.data import Extraction
    from langextract.resolver import WordAligner

    def prepare(row: Row) -> tuple[int, list[Passage]]:
        text, passages = text_of(row), []
        spans = [(start, end) for start, end in row.get("spans", ())]
        for line in re.finditer(r"[^\n]+", text):
            inside = [span for span in spans if line.start() <= span[0] and span[1] <= line.end()]
            if inside:
                wanted = [Extraction("span", text[start:end]) for start, end in inside]
                passages.append((line.start(), line[0], inside, wanted))
        return len(spans), passages

    def work(prepared: tuple[int, list[Passage]]) -> int:
        return sum(map(aligned, prepared[1]))

    def aligned(passage: Passage) -> int:
        at, text, spans, wanted = passage
        found = WordAligner().align_extractions([wanted], text, char_offset=at)[0]
        intervals = [extraction.char_interval for extraction in found]
        pairs = zip(spans, intervals, strict=True)
        return sum(1 for span, place in pairs if place is not None and (place.start_pos, place.end_pos) == span)

    return Engine(prepare, work, asked=lambda prepared: prepared[0])


JOBS = (
    Job("fold", "Hudna, fold and tokenise", HUDNA, "folded text with the way back, words, sentences, quotations", "tokens", hudna_tokens),
    Job("attributions", "Hudna, attributions alone", HUDNA, "cues, chains, contents, over tokens made beforehand", "attributions", hudna_attributions),
    Job("extract", "Hudna, extract", HUDNA, "all reading, without identify: asides, attributions, events, commitments", "attributions and events", hudna_extract),
    Job("read", "Hudna, `hudna read --json`", HUDNA, "the whole way from the file to JSON: extract, actors, dates, record", "attributions and events", hudna_read),
    Job("verbs", "`re`, twenty reporting verbs", "", "the floor: forms of reporting verbs, with no source or content", "verb forms", reporting_verbs),
    Job("spacy", "spaCy, `blank(\"ar\")`", "spacy", "words only; no folding, sentences or quotations", "tokens", spacy_tokens),
    Job("sentences", "spaCy, `blank(\"ar\")` with `sentencizer`", "spacy", "words, and sentences at every stop", "sentences", spacy_sentences),
    Job("stems", "PyStemmer, Arabic", "PyStemmer", "words and their stems only", "stems", snowball_stems),
    Job("pysbd", "pySBD, Arabic", "pysbd", "sentence boundaries only", "sentences", pysbd_sentences),
    Job("dateparser", "dateparser, `search_dates`", "dateparser", "dates only: found, and resolved against the report's day", "dates", dateparser_dates, every=10),
    Job("langextract", "LangExtract, `WordAligner`", "langextract", "offsets only, of the cues, sources and contents that Hudna read, paragraph by paragraph; no model is called", "spans put back where they were read", langextract_places, every=10, given_spans=True),
)  # fmt: skip


def rows_of(path: str, every: int = 1) -> Iterator[Row]:
    """Every `every`th report of a file of JSON lines, from the first on."""
    with Path(path).open("rb") as lines:
        for number, line in enumerate(lines):
            if number % every == 0:
                yield json.loads(line)
