"""What follows from the whole ledger and takes its time, reckoned once for each state of it."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock, Thread
from typing import Any, TypeVar

from hudna.errors import HudnaError
from hudna.ledger.log_page import size_of_log
from hudna.ledger.store import Ledger

T = TypeVar("T")
MOST = 400
"""Things that are kept; what was asked for longest ago goes first."""
AT_ONCE = 1.5
"""Seconds that a page waits for what is reckoned anew; what takes longer is reckoned behind its back."""


@dataclass(slots=True)
class _Kept:
    """What was reckoned, at which size of the log, and how long it took; `reckoning` while somebody reckons it anew."""

    value: Any
    size: int
    seconds: float
    reckoning: bool = False


class Remembered:
    """Keeps what was reckoned as long as nothing is added to the log.

    After that it is reckoned again: at once where that was quick the last time, otherwise while pages go on showing what there was.
    """

    def __init__(self) -> None:
        self._kept: dict[str, _Kept] = {}
        self._lock = Lock()

    def get(self, ledger: Ledger, name: str, reckon: Callable[[Ledger], T]) -> T:
        """What `reckon` makes of the ledger."""
        size = size_of_log(ledger)
        with self._lock:
            kept = self._kept.get(name)
            behind = kept is not None and kept.size != size and kept.seconds > AT_ONCE
            if kept is not None and (kept.size == size or behind):
                if behind and not kept.reckoning:
                    kept.reckoning = True
                    Thread(target=self._behind, args=(ledger, name, reckon), daemon=True).start()
                self._kept[name] = self._kept.pop(name)
                return kept.value  # type: ignore[no-any-return]
        return self._reckoned(ledger, name, reckon, size)

    def _reckoned(self, ledger: Ledger, name: str, reckon: Callable[[Ledger], T], size: int) -> T:
        begun = time.monotonic()
        value = reckon(ledger)
        with self._lock:
            self._kept[name] = _Kept(value, size, time.monotonic() - begun)
            while len(self._kept) > MOST:
                self._kept.pop(next(iter(self._kept)))
        return value

    def _behind(self, ledger: Ledger, name: str, reckon: Callable[[Ledger], Any]) -> None:
        """Reckons anew; where that fails the next page that asks tries again, and says what is wrong."""
        try:
            self._reckoned(ledger, name, reckon, size_of_log(ledger))
        except HudnaError:
            with self._lock:
                self._kept.pop(name, None)
