"""Reads the Arabic press about a ceasefire: who said what, on whose word, what happened, what was promised.

`hudna.read(text, published="2020-11-01")` gives what stands in one report; docs/notebook.ipynb shows what to do with it.
Nothing is loaded before it is asked for, so that the command line starts at once.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hudna.face import Attribution, Event, Named, Reading, read

__all__ = ["Attribution", "Event", "Named", "Reading", "read"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'hudna' has no attribute {name!r}")
    from hudna import face

    return getattr(face, name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
