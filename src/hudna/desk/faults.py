"""What an error of the ledger is to somebody who asks over HTTP."""

from hudna.errors import BadQuestion, HudnaError, NoSuchEntry
from hudna.ledger.redact import NoSuchReport
from hudna.ledger.stories import NoSuchStory

NOT_THERE = (NoSuchEntry, NoSuchReport, NoSuchStory)


def status_of(error: HudnaError) -> int:
    """404 where there is no such thing, 400 where the question is wrong, 503 where the ledger cannot be used now."""
    return 404 if isinstance(error, NOT_THERE) else 400 if isinstance(error, BadQuestion) else 503
