"""The value that a person gives to a field: checked, and its words found in the report."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hudna.errors import LedgerError
from hudna.ledger.entries import Entry, Explanation
from hudna.ledger.laying import FIELDS, SCALARS, SOURCE, TRUTHS, WORDED
from hudna.ledger.reviews import Chosen, Value
from hudna.rules.codebook import codebook
from hudna.text.fold import fold
from hudna.vocabulary import Modality, SourceKind, Span

DATE = r"\d{4}(?:-\d\d(?:-\d\d)?)?[~?%]?"
EDTF = re.compile(rf"{DATE}(?:/(?:{DATE}|\.\.)?)?|\.\./{DATE}")
COUNT = re.compile(r"\d*/\d*/\d* \w+")
YES_OR_NO = ("yes", "no")


class BadReview(LedgerError):
    """A review that says nothing the ledger can keep; nothing was written."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a person gives for a field.

    `words` are printed words of the report, `means` what each of them stands for and `kinds` which kind of source it is, beside
    them; `nothing` where the field is to be empty.
    """

    field: str
    text: str = ""
    words: tuple[str, ...] = ()
    means: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    nothing: bool = False


def chosen_value(given: Given, explained: Explanation) -> Value:
    """The value with the places of its words; raises `BadReview` where it is none, or the words do not stand in the report."""
    if given.field not in FIELDS:
        raise BadReview(f"{given.field}: no field that can be corrected; there are {', '.join(FIELDS)}")
    if given.field == SOURCE and explained.entry.saying is None:
        raise BadReview(
            f"{explained.entry.id}: stands in the outlet's own voice, where no words name a source; reject it"
        )
    if given.nothing:
        return _nothing(given)
    _check_text(given)
    if given.field not in WORDED and given.field != SOURCE:
        return Value(given.text)
    if not given.words and not given.text:
        raise BadReview(f"{given.field}: which words of the report? name them, or say --none")
    words = tuple(_chosen(given, number, explained) for number in range(len(given.words)))
    return Value(given.text, words if words or given.field not in SCALARS else None)


def _nothing(given: Given) -> Value:
    if given.field in TRUTHS or given.field in ("action", "modality"):
        raise BadReview(f"{given.field}: cannot be empty")
    return Value("", ())


def _check_text(given: Given) -> None:
    """Whether the value is one that the field can have."""
    field, text = given.field, given.text
    choices: Sequence[str] = ()
    if field in TRUTHS:
        choices = YES_OR_NO
    elif field == "action":
        choices = tuple(codebook().actions)
    elif field == "modality":
        choices = tuple(Modality)
    if choices and text not in choices:
        raise BadReview(f"{field}: {text or 'nothing'} is none; there are {', '.join(choices)}")
    if field == "when" and not _is_date(text):
        raise BadReview(
            f"when: {text or 'nothing'} is no date of EDTF; write it as 2020-11-01, 2020-11 or 2020-11-01/.."
        )
    if field == "count" and not COUNT.fullmatch(text):
        raise BadReview(
            "count: write lowest, best and highest number and the unit as in '5/5/7 people' or '10// people'"
        )


def _is_date(text: str) -> bool:
    if not EDTF.fullmatch(text):
        return False
    for day in re.findall(r"\d{4}(?:-\d\d){0,2}", text):
        try:
            date.fromisoformat(day + "-01-01"[: 10 - len(day)] if len(day) == 4 else (day + "-01")[:10])
        except ValueError:
            return False
    return True


def _chosen(given: Given, number: int, explained: Explanation) -> Chosen:
    """The words of that number where they stand next to the trigger of the entry."""
    words = given.words[number]
    entry, text = explained.entry, explained.text
    span = _nearest(words, text, entry.trigger)
    if span is None:
        raise BadReview(f"{words}: does not stand in report {entry.origin.id}; choose words as it prints them")
    known = _known_as(given.field, span, entry)
    meaning = given.means[number] if number < len(given.means) else known.meaning
    if given.field == "count":
        meaning = given.text
    kind = given.kinds[number] if number < len(given.kinds) else known.kind
    if given.field == SOURCE and kind not in tuple(SourceKind):
        raise BadReview(f"{words}: which kind of source? say --kind with one of {', '.join(SourceKind)}")
    return Chosen(span.start, span.end, span.cut(text), meaning, kind if given.field == SOURCE else "")


def _nearest(words: str, text: str, trigger: Span) -> Span | None:
    """Where words stand as printed, or failing that as folded, next to a trigger; None where they do not."""
    if not words.strip():
        return None
    found = [Span(*match.span()) for match in re.finditer(re.escape(words), text)]
    if not found:
        folded = fold(text)
        wanted = re.finditer(re.escape(fold(words).text), folded.text)
        found = [folded.printed_span(*match.span()) for match in wanted]
    return min(found, key=lambda span: abs(span.start - trigger.start), default=None)


def _known_as(field: str, span: Span, entry: Entry) -> Chosen:
    """What the rules know these words as, elsewhere in the entry: who or where it is, and what kind of source."""
    for hop in entry.saying.chain if entry.saying else ():
        if hop.span == span and field in (SOURCE, "actor", "recipient"):
            return Chosen(span.start, span.end, hop.printed, hop.identity, hop.kind)
    named = ("actor", "recipient", SOURCE) if field in ("actor", "recipient", SOURCE) else (field,)
    for words in entry.words:
        if words.span == span and words.role in named:
            return Chosen(span.start, span.end, words.printed, words.meaning)
    return Chosen(span.start, span.end, "")
