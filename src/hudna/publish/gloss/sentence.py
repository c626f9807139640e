"""An English sentence out of a record, and of nothing else: who does what to whom, where, when, how sure, on whose word.

Negation and modality are the frame of the sentence, chosen from a table by the record's own fields; the words inside never
change them.  A violation is what somebody is said to have done.  The frames know nothing of sides.
"""

import re

from hudna.ledger.entries import Entry
from hudna.publish.gloss.dates import date_in_words
from hudna.publish.gloss.isolates import CLOSE, OPEN, quoted
from hudna.publish.gloss.naming import UNRESOLVED, Named, actor_in_english, place_in_english, together
from hudna.publish.gloss.told import Part, Told, told_by_entry
from hudna.publish.gloss.voices import voice_in_english
from hudna.rules.clauses import APART, Clause, english_clauses
from hudna.rules.codebook import codebook

VERB = re.compile(r"~([a-z]+)")
AT_SPEAKING = "the moment of speaking"
BE = {"past": ("was", "were"), "done": ("been", "been"), "ing": ("being", "being")}


def entry_in_english(entry: Entry) -> str:
    """The sentence of an entry and who tells it; printed words stand in it isolated (`pieces_of` parts them)."""
    told = told_by_entry(entry)
    return f"{clause_in_english(told)} – {voice_in_english(told.voice)}"


def told_in_english(told: Told) -> str:
    """The sentence and who tells it."""
    return f"{clause_in_english(told)} – {voice_in_english(told.voice)}"


def clause_in_english(told: Told) -> str:
    """The sentence alone, with a capital and without its full stop."""
    clause = english_clauses().clauses[told.action]
    subject, verbs, recipient = _subject_and_verbs(told, clause)
    said = _framed(told, subject, verbs)
    said += "".join((recipient, _counts(told.counts), _where(told, clause), _when(told), _undertaken(told)))
    begin = 1 if said.startswith(("“", "‹")) else 0
    return (
        said if said[begin : begin + 1] == OPEN else said[:begin] + said[begin : begin + 1].upper() + said[begin + 1 :]
    )


def _subject_and_verbs(told: Told, clause: Clause) -> tuple[Named, str, str]:
    """The subject, what it does with its verbs marked, and the recipient where that stands behind it all."""
    to = together([actor_in_english(*part) for part in told.recipients]) if told.recipients else None
    if told.actors:
        actor = together([actor_in_english(*part) for part in told.actors])
        if to and clause.by_to:
            return actor, clause.by_to.replace("{to}", to.text), ""
        alone = clause.alone and not to and len(told.actors) == 1 and not actor.many
        return actor, clause.alone if alone else clause.by, _led(clause, to)
    if to and clause.to_done:
        return to, clause.to_done, ""
    return Named(clause.thing, clause.many), clause.done, _led(clause, to)


def _led(clause: Clause, to: Named | None) -> str:
    """The recipient behind the word that leads to it."""
    if to is None:
        return ""
    return f" (concerning {to.text})" if clause.with_ == APART else f" {clause.with_} {to.text}"


def _framed(told: Told, subject: Named, verbs: str) -> str:
    """The subject and its verbs in the frame of modality and negation."""
    action = codebook().actions[told.action]
    name = "undertaken" if told.modality == "future" and told.commitment else told.modality
    if action.alleged and told.modality in ("happened", "ongoing"):
        name += "_alleged"
    be_alone = verbs.startswith("~be ")
    if be_alone and name in ("happened", "ongoing_alleged"):
        name = {"happened": "happened_be", "ongoing_alleged": "ongoing_be_alleged"}[name]
    frame = english_clauses().frames[name][told.negated]
    number = int(subject.many)
    filled = {
        "{s}": subject.text,
        "{be}": ("is", "are")[number],
        "{past_be}": BE["past"][number],
        "{rest}": verbs.removeprefix("~be "),
        "{v}": _inflected(verbs, "base", number),
        "{past}": _inflected(verbs, "past", number),
        "{done}": _inflected(verbs, "done", number),
        "{ing}": _inflected(verbs, "ing", number),
    }
    if name == "happened_be" and told.negated:
        frame = frame.replace("{past} ", "").replace("{past_be}", filled["{past_be}"])
    return re.sub(r"\{\w+\}", lambda slot: filled[slot.group()], frame)


def _inflected(verbs: str, form: str, number: int) -> str:
    """The words with every marked verb in its form."""
    return VERB.sub(lambda verb: _form(verb.group(1), form, number), verbs)


def _form(verb: str, form: str, number: int) -> str:
    if form == "base":
        return verb
    if verb == "be":
        return BE[form][number]
    known = english_clauses().irregular.get(verb)
    if known:
        return known[("past", "done", "ing").index(form)]
    if form == "ing":
        return f"{verb.removesuffix('e')}ing"
    return f"{verb[:-1]}ied" if verb.endswith("ry") else f"{verb.removesuffix('e')}ed"


def _counts(counts: tuple[Part, ...]) -> str:
    """The numbers that the report gives, in brackets."""
    said = list(dict.fromkeys(filter(None, (amount_in_english(meaning) for _, meaning in counts))))
    return f" (number given: {', '.join(said)})" if said else ""


def amount_in_english(meaning: str) -> str:
    """`20// people` is `20 or more people`; "" for what is no amount."""
    found = re.fullmatch(r"(\d*)/(\d*)/(\d*) (.+)", meaning)
    if not found:
        return ""
    low, best, high, unit = found.groups()
    if low and high and low != high:
        return f"{low} to {high}{f', best {best}' if best else ''} {unit}"
    if best:
        return f"{best} {unit}" if low == high == best else f"about {best} {unit}"
    return f"{low} or more {unit}" if low else f"at most {high} {unit}"


def _where(told: Told, clause: Clause) -> str:
    """The places: in brackets where they may be that from which or to which, or where nobody has settled them."""
    places = [place_in_english(printed, meaning) for printed, meaning in told.places]
    known = list(dict.fromkeys(name for name, settled in places if settled))
    at = "at" if known and known[0].startswith(english_clauses().at) else "in"
    settled = f" (place: {'; '.join(known)})" if clause.where_apart else f" {at} {', '.join(known)}"
    open_ones = list(dict.fromkeys(name for name, is_known in places if not is_known))
    return (settled if known else "") + (f" (place: {'; '.join(open_ones)})" if open_ones else "")


def _when(told: Told) -> str:
    """The date, or the words that nobody could place."""
    said = date_in_words(told.when) if told.when else ""
    if said:
        return f" {said}"
    open_words = [
        quoted(printed) for printed, meaning in told.times if not meaning[:1].isdigit() and not meaning.startswith("..")
    ]
    if any(meaning == AT_SPEAKING for _, meaning in told.times):
        return " (at the time of speaking)"
    return f" (when: {', '.join(open_words)}, {UNRESOLVED[1:-1]})" if open_words else ""


def _undertaken(told: Told) -> str:
    """That a commitment is one, where the frame does not say so, and whose it is, where it is not the subject's."""
    if not told.commitment:
        return ""
    if codebook().actions[told.action].owed_by_speaker:
        return " (undertaken by the side that speaks)"
    return "" if told.modality == "future" else " (an undertaking)"


def plain(gloss: str) -> str:
    """The gloss without the marks that isolate printed words."""
    return gloss.replace(OPEN, "").replace(CLOSE, "")
