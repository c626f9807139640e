"""Where a test may stop the store: nothing happens at a point unless HUDNA_FAILPOINT names it.

`HUDNA_FAILPOINT=mirror.appended` kills the process there the first time, `mirror.appended:3` the third time, and
`mirror.appended=ENOSPC` raises that error of the operating system instead, from then on.
"""

import errno
import os
import signal

POINTS = (
    "key.written",
    "intent.written",
    "blob.written",
    "blob.renamed",
    "blobs.durable",
    "rows.written",
    "committed",
    "mirror.appended",
    "mirror.durable",
    "checkpoint.written",
    "redaction.committed",
    "blob.destroyed",
    "redaction.vacuumed",
    "migration.statement",
    "reread.rows",
    "rebuild.rows",
    "rebuild.moved",
    "backup.written",
    "restore.blobs",
    "capture.written",
    "captures.durable",
)
"""In the order in which a batch comes to them; those of redaction, migration, rebuild, backup and fetching stand at the end."""


class Armed:
    """The point that a test has named, and how often it has yet to be passed; `passed` is every point come to, in order."""

    def __init__(self, wanted: str = "") -> None:
        named, _, error = wanted.partition("=")
        self.point, _, times = named.partition(":")
        if self.point and self.point not in POINTS:
            raise ValueError(f"HUDNA_FAILPOINT={wanted}: no such point; there are {', '.join(POINTS)}")
        self.error = error
        self.left = int(times or 1)

    def reached(self, point: str) -> None:
        """Stops here if a test wants it."""
        if point != self.point:
            return
        self.left -= 1
        if self.left > 0:
            return
        if self.error:
            number = getattr(errno, self.error)
            raise OSError(number, os.strerror(number))
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


armed = Armed(os.environ.get("HUDNA_FAILPOINT", ""))


def reached(point: str) -> None:
    """Tells that the store has come to a point."""
    armed.reached(point)
