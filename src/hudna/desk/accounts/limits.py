"""How often somebody may try to log in: after a few failures every further one doubles the wait."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

FREE_OF_A_NAME, FREE_OF_AN_ADDRESS = 5, 20
"""Failures before there is a wait."""
FIRST_WAIT, LONGEST_WAIT = 2.0, 900.0
"""Seconds."""
FORGOTTEN = 3600.0
"""Seconds after which failures no longer count."""
MOST = 20_000
"""Names and addresses that are remembered; those that failed longest ago go first."""


@dataclass(slots=True)
class _Failed:
    times: int = 0
    last: float = 0.0


@dataclass(slots=True)
class Limits:
    """The failures of each name and of each address, for as long as the desk runs."""

    clock: Callable[[], float] = time.monotonic
    _failed: dict[tuple[str, str], _Failed] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def begin(self, name: str, address: str) -> float:
        """Counts a trial as failed until `succeeded` says otherwise, and gives 0; or the seconds to wait, and counts nothing."""
        keys = self._keys(name, address)
        with self._lock:
            now = self.clock()
            wait = max(self._wait(key, free, now) for key, free in keys)
            if wait > 0:
                return wait
            for key, _ in keys:
                failed = self._failed.pop(key, None) or _Failed()
                self._failed[key] = _Failed(failed.times + 1, now)
            while len(self._failed) > MOST:
                self._failed.pop(next(iter(self._failed)))
            return 0.0

    def succeeded(self, name: str, address: str) -> None:
        """Forgets the failures of a name, and takes one off those of the address: its others may be somebody else's."""
        (of_name, _), (of_address, _) = self._keys(name, address)
        with self._lock:
            self._failed.pop(of_name, None)
            if of_address in self._failed:
                self._failed[of_address].times -= 1

    def _keys(self, name: str, address: str) -> tuple[tuple[tuple[str, str], int], tuple[tuple[str, str], int]]:
        return (("name", name.casefold()), FREE_OF_A_NAME), (("address", address), FREE_OF_AN_ADDRESS)

    def _wait(self, key: tuple[str, str], free: int, now: float) -> float:
        failed = self._failed.get(key)
        if failed is None or failed.times < free:
            return 0.0
        if now - failed.last > FORGOTTEN:
            del self._failed[key]
            return 0.0
        wait = min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** min(failed.times - free, 30))
        return max(0.0, failed.last + wait - now)
