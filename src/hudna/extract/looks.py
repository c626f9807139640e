"""What a word is worth looking at for, settled once a word: most words of a report are passed over by most rules."""

from typing import Final

from hudna.extract.beside import COMES
from hudna.extract.mentions import NEARING, OPENS
from hudna.extract.new_places import HEADED, LOCATIVE
from hudna.extract.tokens import Met
from hudna.rules.cues import cue_lexicon
from hudna.rules.events import lexicon
from hudna.rules.looks import ACTS, LOCATES, NAMES, NEARS, SCOPES, TELLS, TIMES
from hudna.rules.reporting import reporting_words
from hudna.rules.scope import RULES
from hudna.rules.time_grammar import STARTS

_SENSES: Final = lexicon()
_CUES: Final = cue_lexicon()
_MEASURE: Final = "حد"
"""After على it opens a source (على حد قول مسؤول)."""
_FIXED_SOURCES: Final = reporting_words().fixed_sources


def looks_of(word: str) -> int:
    """The rooms' rules that a folded word may begin something for, as bits of `hudna.rules.looks`."""
    looks = ACTS if _SENSES[word] else 0
    if _CUES[word] or word in COMES or word in _FIXED_SOURCES or word == _MEASURE:
        looks |= TELLS
    if OPENS[word]:
        looks |= NAMES
    if STARTS[word]:
        looks |= TIMES
    if RULES.cues_at[word] is not None:
        looks |= SCOPES
    if word in LOCATIVE or HEADED[word]:
        looks |= LOCATES
    if word in NEARING:
        looks |= NEARS
    return looks


MET: Final = Met(looks_of)
"""Every word met so far."""
