"""Everything that Hudna raises on purpose, as one tree.

A message says what is wrong and what to do next, and is fit to be shown to a person as it stands.
"""


class HudnaError(Exception):
    """The root: whatever is raised on purpose is one of these."""


class BadRules(HudnaError):
    """A file of our own rules or codebook is wrong; raised when it is loaded, never while reading."""


class UnreadablePage(HudnaError):
    """A page in which no report could be found."""


class BadGold(HudnaError):
    """A gold file that is not in the form of the guidelines, or a folder without any."""


class BadGazetteer(HudnaError):
    """A file of places that is in no layout we know, or a row of it that is wrong; nothing was added."""


class BadQuestion(HudnaError):
    """What was asked for cannot be answered as it was put; nothing is wrong with the ledger."""


class LedgerError(HudnaError):
    """The ledger cannot be used; nothing was written."""


class NotALedger(LedgerError):
    """The file is there, and is no ledger of ours."""


class NoLedgerYet(NotALedger):
    """Nothing is there, and a ledger can be made."""


class LedgerTooNew(LedgerError):
    """The file was written by a later version."""


class LedgerBusy(LedgerError):
    """Another program is writing to the ledger."""


class DiskFull(LedgerError):
    """There is no room for what was to be written."""


class NoSuchEntry(LedgerError):
    """The ledger holds no entry of that id."""


class CannotExport(HudnaError):
    """What was to be handed on could not be written; nothing of it is there."""
