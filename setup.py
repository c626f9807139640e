"""Compiles the rooms that read (text, rules, extract, identify) and the way through them with mypyc; everything else about the package is in pyproject.toml.

The Python sources are the program: compiled they read the same, half as fast again and more.  With HUDNA_PLAIN=1 nothing is
compiled, which needs no C compiler and is what one wants while rules are being written.
"""

import os
from pathlib import Path

from setuptools import setup

ROOMS = ("text", "rules", "extract", "identify")
MODULES = ("clean/asides.py", "pipeline.py")
"""Compiled beside the rooms: they look at every report too, and their neighbours need not."""

FLAGS = [] if os.name == "nt" else ["-fno-semantic-interposition", "-fvisibility=hidden", "-g0"]
"""The rooms call one another straight and not by way of the loader; without debugging symbols they compile sooner."""


def extensions() -> list[object]:
    """The extension modules of the compiled rooms, or none."""
    if os.environ.get("HUDNA_PLAIN"):
        return []
    from mypyc.build import mypycify

    sources = sorted(str(path) for room in ROOMS for path in Path("src/hudna", room).glob("*.py"))
    sources += [f"src/hudna/{module}" for module in MODULES]
    os.environ["MYPYPATH"] = "src"
    found = mypycify([path for path in sources if not path.endswith("__init__.py")], opt_level="3", multi_file=True)
    for extension in found:
        extension.extra_compile_args += FLAGS
    return found


setup(ext_modules=extensions())
