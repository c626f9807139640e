"""One job in a process of its own: `python worker.py JOB TEXT BORN` prints its figures as one line of JSON.

BORN is the reading of `time.monotonic()` just before the process was started.  `python worker.py spans TEXT` prints the
reports of TEXT again, each with the `spans` that Hudna reads in it.
"""

import json
import resource
import sys
import time
from importlib import metadata
from pathlib import Path
from typing import Any

from jobs import HUDNA, JOBS, Job, rows_of, spans_read

FIRST = {
    "id": "first",
    "outlet": "",
    "published": "2020-11-01",
    "url": "",
    "title": "",
    "text": "أعلن متحدث باسم الوزارة أمس أن القوات ستنسحب من البلدة.",
    "spans": [[0, 4]],
}
"""A report of one sentence; a job is ready once it has read it."""


def measure(job: Job, path: str, born: float) -> dict[str, Any]:
    """Start-up, speed, memory and what was found; only `missing` where the package is not installed."""
    try:
        engine = job.load()
    except ModuleNotFoundError as error:
        if job.package == HUDNA:
            raise
        return {"missing": f"no module {error.name}"}
    engine.work(engine.prepare(FIRST))
    start_up = time.monotonic() - born
    figures = _timed(job, engine, path)
    return {
        **figures,
        "start_up": start_up,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,  # Linux counts kilobytes
        "package": _installed(job.package) if job.package else None,
        "python": sys.version.split()[0],
    }


def _timed(job: Job, engine: Any, path: str) -> dict[str, Any]:
    reports = words = found = asked = 0
    wall = cpu = 0.0
    for row in rows_of(path, job.every):
        reports += 1
        words += len(row["text"].split())
        if engine.whole:
            continue
        prepared = engine.prepare(row)
        before, busy = time.perf_counter(), time.process_time()
        found += engine.work(prepared)
        wall, cpu = wall + time.perf_counter() - before, cpu + time.process_time() - busy
        asked += engine.asked(prepared) if engine.asked else 0
    if engine.whole:
        before, busy = time.perf_counter(), time.process_time()
        found = engine.whole(path)
        wall, cpu = time.perf_counter() - before, time.process_time() - busy
    return {"reports": reports, "words": words, "wall": wall, "cpu": cpu, "found": found, "asked": asked or None}


def _installed(name: str) -> dict[str, Any]:
    """Version and licence of a distribution, and how much it installs with all that it requires."""
    tree = _tree(name)
    files = {Path(dist.locate_file(file)) for dist in tree for file in dist.files or ()}
    if name == HUDNA:
        import hudna.cli

        files |= set(Path(hudna.cli.__file__).parent.rglob("*"))
    size = sum(file.stat().st_size for file in files if file.is_file())
    about = tree[0].metadata
    licence = about.get("License-Expression") or about.get("License") or ""
    return {"version": tree[0].version, "licence": licence, "distributions": len(tree), "mb": size / 1_000_000}


def _tree(name: str) -> list[metadata.Distribution]:
    """The distribution and those it requires, extras left out, as far as they are installed."""
    found: dict[str, metadata.Distribution] = {}
    asked = [name]
    while asked:
        name = asked.pop()
        key = name.lower().replace("_", "-")
        try:
            dist = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue
        if key not in found:
            found[key] = dist
            plain = (line for line in dist.requires or () if "extra ==" not in line)
            asked += [line.split(";")[0].split("[")[0].rstrip(" 0123456789.,<>=!~*()").strip() for line in plain]
    return list(found.values())


def main() -> None:
    """Print the figures of a job, or the spans."""
    name, path, *rest = sys.argv[1:]
    if name == "spans":
        for row in rows_of(path):
            print(json.dumps({**row, "spans": spans_read(row)}))
        return
    job = next(job for job in JOBS if job.name == name)
    print(json.dumps(measure(job, path, float(rest[0]))))


if __name__ == "__main__":
    main()
