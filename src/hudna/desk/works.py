"""Long work that a page starts and looks after: it goes on behind the pages, one of each name at a time."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Lock, Thread
from typing import Any

from hudna.errors import HudnaError


@dataclass(slots=True)
class Work:
    """One piece of work: when it was begun and ended ("" while it runs), what came of it, and what went wrong ("" for nothing)."""

    begun: str
    ended: str = ""
    came_of_it: Any = None
    wrong: str = ""


@dataclass(slots=True)
class Works:
    """What is being done and what was done last, by name."""

    found: dict[str, Work] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def begin(self, name: str, deed: Callable[[], Any]) -> Work:
        """Begins a piece of work, unless it is being done already."""
        with self.lock:
            running = self.found.get(name)
            if running and not running.ended:
                return running
            work = self.found[name] = Work(_now())
        Thread(target=_do, args=(work, deed), daemon=True, name=name).start()
        return work

    def last(self, name: str) -> Work | None:
        """The work of that name that was begun last."""
        return self.found.get(name)


def _do(work: Work, deed: Callable[[], Any]) -> None:
    try:
        work.came_of_it = deed()
    except (HudnaError, OSError) as error:
        work.wrong = str(error)
    finally:
        work.ended = _now()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
