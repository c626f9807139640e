"""The types every room shares: frozen, and made of the standard library alone.

A word here has one meaning everywhere (`docs/vocabulary.md`).  Nothing in this package computes anything about a text.
"""

from hudna.vocabulary.actors import Actor, Ground
from hudna.vocabulary.agreements import Agreement, AgreementMention
from hudna.vocabulary.counts import Count
from hudna.vocabulary.places import Place, PlaceMention
from hudna.vocabulary.readings import (
    Act,
    Action,
    Attribution,
    Event,
    Modality,
    Mode,
    Reading,
    RuleId,
    Source,
    SourceKind,
    Unread,
)
from hudna.vocabulary.reports import Aside, CleanReport, Report
from hudna.vocabulary.spans import Span
from hudna.vocabulary.times import Calendar, Reckoning, Role, TimeWords, When

__all__ = [
    "Act",
    "Action",
    "Actor",
    "Agreement",
    "AgreementMention",
    "Aside",
    "Attribution",
    "Calendar",
    "CleanReport",
    "Count",
    "Event",
    "Ground",
    "Modality",
    "Mode",
    "Place",
    "PlaceMention",
    "Reading",
    "Reckoning",
    "Report",
    "Role",
    "RuleId",
    "Source",
    "SourceKind",
    "Span",
    "TimeWords",
    "Unread",
    "When",
]
