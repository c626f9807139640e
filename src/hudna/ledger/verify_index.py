"""The index of words against the reports: what it holds has to be the words of every wording that is there, and no others."""

from collections import Counter

from sqlalchemy.exc import DatabaseError

from hudna.ledger.derived import AGAIN
from hudna.ledger.findings import Picture
from hudna.ledger.fulltext import as_kept, counts, folding, row_of

_REPORT = ("key", "id", "version", "title", "text", "redacted")


def check_index(shot: Picture) -> list[str]:
    """Names every report whose words are not those of the index; what comes back are remarks, which are no damage."""
    kept = {row[0]: row for row in shot.rows("words", ("report", "title", "body", "folding"))}
    _check_sorted(shot, [row[1:3] for row in kept.values()])
    older = 0
    for key, name, version, title, text, redacted in shot.rows("reports", _REPORT):
        row = kept.pop(key, None)
        if row is not None and row[3] != folding() and redacted is None:
            older += 1
        elif row != (tuple(row_of(key, title, text).values()) if redacted is None else None):
            shot.found(f"report {name} version {version}, index of words", f"not its words; {AGAIN}")
    for key in kept:
        shot.found(f"index of words, report {key}", f"words of a report that is not there; {AGAIN}")
    return [f"another Hudna made the index of words for {older} reports; {AGAIN}"] if older else []


def _check_sorted(shot: Picture, kept: list[tuple[str, str]]) -> None:
    """Whether each word is found as often, and in as many wordings, as it stands in the rows."""
    docs: Counter[str] = Counter()
    times: Counter[str] = Counter()
    for title, body in kept:
        standing = [as_kept(shot.connection, word) for word in f"{title} {body}".split()]
        times.update(standing)
        docs.update(set(standing))
    try:
        with shot.database.trying(shot.connection):
            found = counts(shot.connection)
    except DatabaseError as error:
        shot.found("index of words", f"cannot be read ({error.orig}); {AGAIN}")
        return
    wrong = len(found.items() ^ {word: (docs[word], count) for word, count in times.items()}.items())
    if wrong:
        shot.found("index of words", f"{wrong} words are not found where they stand; {AGAIN}")
