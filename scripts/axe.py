"""Fetches axe-core, which looks for what keeps people out of a page, into build/axe: for the browser tests and for nothing else.

Pinned and hashed as the assets of the desk are; it is neither in the repository nor in the wheel.
"""

from pathlib import Path

from desk_assets import Package, fetch

AXE = Path(__file__).resolve().parents[1] / "build" / "axe"
PACKAGE = Package(
    "axe-core",
    "4.11.0",
    "ilYanEU8vxxBexpJd8cWM4ElSQq4QctCLKih0TSfjIfCQTeyH/6zVrmIJfLPrKTKJRbiG+cfnZbQIjAlJmF1jQ==",
    {"axe.min.js": "axe.min.js", "LICENSE": "LICENSE"},
)

if __name__ == "__main__":
    fetch((PACKAGE,), AXE)
