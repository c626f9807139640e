"""What follows from the whole ledger and takes its time, reckoned once for each state of it."""

import time
from collections.abc import Callable
from concurrent.futures import Future
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
"""Seconds after which what took as long the last time is reckoned behind the pages, which go on showing what there was."""
PATIENCE = 5.0
"""Seconds that a page waits for what was never reckoned before."""


class StillReckoning(HudnaError):
    """It is being reckoned; ask again in a moment."""


class CannotReckon(HudnaError):
    """The desk itself failed on it."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """What was reckoned, at which size of the log, and how long it took."""

    value: Any
    size: int
    seconds: float


class Remembered:
    """Keeps what was reckoned as long as nothing is added to the log; each thing is reckoned by one thread at a time."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self.patience = patience
        self._kept: dict[str, _Kept] = {}
        self._doing: dict[str, Future[_Kept]] = {}
        self._lock = Lock()

    def get(self, ledger: Ledger, name: str, reckon: Callable[[Ledger], T]) -> T:
        """What `reckon` makes of the ledger, perhaps of a moment ago; raises `StillReckoning`, and what `reckon` raises."""
        size = size_of_log(ledger)
        with self._lock:
            kept = self._kept.get(name)
            if kept is not None and kept.size == size:
                self._kept[name] = self._kept.pop(name)
                return kept.value  # type: ignore[no-any-return]
            doing = self._doing.get(name) or self._begin(ledger, name, reckon, size)
            if kept is not None and kept.seconds > AT_ONCE:
                return kept.value  # type: ignore[no-any-return]
        try:
            return doing.result(self.patience).value  # type: ignore[no-any-return]
        except TimeoutError:
            raise StillReckoning(name) from None

    def _begin(self, ledger: Ledger, name: str, reckon: Callable[[Ledger], Any], size: int) -> Future[_Kept]:
        future = self._doing[name] = Future[_Kept]()
        Thread(target=self._do, args=(future, ledger, name, reckon, size), daemon=True).start()
        return future

    def _do(self, future: Future[_Kept], ledger: Ledger, name: str, reckon: Callable[[Ledger], Any], size: int) -> None:
        begun = time.monotonic()
        kept: _Kept | None = None
        wrong: Exception = CannotReckon(f"{name}: a fault of the desk; it stands in the terminal")
        try:
            kept = _Kept(reckon(ledger), size, time.monotonic() - begun)
        except (HudnaError, OSError) as error:
            wrong = error
        finally:  # a fault of ours goes on to the terminal, and nobody is left waiting for it
            self._end(name, kept)
            if kept is None:
                future.set_exception(wrong)
            else:
                future.set_result(kept)

    def _end(self, name: str, kept: _Kept | None) -> None:
        with self._lock:
            self._doing.pop(name)
            if kept is not None:
                self._kept.pop(name, None)
                self._kept[name] = kept
            while len(self._kept) > MOST:
                self._kept.pop(next(iter(self._kept)))
