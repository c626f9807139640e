"""Words per second of Hudna and of its peers, on one text, on one core, in one run.

`python bench/run.py --peers .bench/bin/python --json FILE`; `--help` tells the rest.  Every job runs in a process of its own, `--runs` times, all jobs in turn, so that a busy minute of the machine hits all of
them alike.  Prints a table in Markdown; progress goes to standard error.  Standard library only: this process stays
small, because a process on Linux counts the peak memory of the one that started it as its own.
"""

import argparse
import datetime
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from statistics import median
from typing import Any

from jobs import HUDNA, JOBS, Job

HERE = Path(__file__).resolve().parent
PRESS = HERE.parents[1] / "shared" / "data" / "yemen-2015.jsonl"
DEMO = HERE.parent / "demo" / "reports"
LEAST_WORDS = 300_000
"""The demo reports are repeated until they have as many words."""
TIME_LIMIT = 900
"""Seconds after which a job is given up."""
HEADINGS = (
    "what",
    "version, licence, installed",
    "what part of the job it does",
    "words/s, median (lowest to highest)",
    "words/CPU-s",
    "start-up s",
    "peak MB",
    "found",
)

Figures = dict[str, Any]


def arguments(words: Sequence[str] | None = None) -> argparse.Namespace:
    """The command line; `only` is a tuple of jobs."""
    parser = argparse.ArgumentParser(description="Words per second of Hudna and of its peers, on one core.")
    parser.add_argument("--text", type=Path, help="JSON lines with `text` (default: the press of 2015, or the demo)")
    parser.add_argument("--python", default=sys.executable, help="interpreter that has Hudna")
    parser.add_argument("--peers", default=sys.executable, help="interpreter that has the peers")
    parser.add_argument("--runs", type=_at_least_one, default=3, help="processes a job, in turn (default: 3)")
    parser.add_argument("--core", type=int, help="core to run on (default: the last one allowed)")
    parser.add_argument("--only", type=_jobs, default=JOBS, metavar="JOB,JOB", help=", ".join(j.name for j in JOBS))
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every figure of every run there")
    return parser.parse_args(words)


def _at_least_one(word: str) -> int:
    number = int(word)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def _jobs(names: str) -> tuple[Job, ...]:
    known = {job.name: job for job in JOBS}
    wanted = [name.strip() for name in names.split(",")]
    if unknown := [name for name in wanted if name not in known]:
        raise argparse.ArgumentTypeError(f"no job {', '.join(unknown)}; there are {', '.join(known)}")
    return tuple(known[name] for name in wanted)


def stay_on(core: int | None) -> int | None:
    """Keep this process and all that it starts on one core; the core, or None where the system cannot."""
    if not hasattr(os, "sched_setaffinity"):
        return None
    core = max(os.sched_getaffinity(0)) if core is None else core
    os.sched_setaffinity(0, {core})
    return core


def repeated_demo(folder: Path, target: Path, least: int = LEAST_WORDS) -> None:
    """Write the reports of a folder to `target` as JSON lines, over and over, each time under another id."""
    reports = [json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json"))]
    words = copy = 0
    with target.open("w", encoding="utf-8") as out:
        while words < least:
            for report in reports:
                out.write(json.dumps({**report, "id": f"{report['id']}-{copy}"}, ensure_ascii=False) + "\n")
                words += len(report["text"].split())
            copy += 1


def run_all(jobs: Sequence[Job], options: argparse.Namespace, text: Path, folder: Path) -> dict[str, list[Figures]]:
    """The figures of every run by job; a job that failed has `error`, one that is not installed `missing`."""
    given: dict[bool, Path] = {False: text}
    if any(job.given_spans for job in jobs):
        given[True] = folder / "spans.jsonl"
        with given[True].open("wb") as out:
            subprocess.run([options.python, HERE / "worker.py", "spans", text], stdout=out, check=True)
    found: dict[str, list[Figures]] = {job.name: [] for job in jobs}
    for number in range(1, options.runs + 1):
        for job in jobs:
            if any("wall" not in figures for figures in found[job.name]):
                continue
            figures = run_once(job, options.python if job.package == HUDNA else options.peers, given[job.given_spans])
            found[job.name].append(figures)
            print(f"{number}/{options.runs} {job.name}: {_told(figures)}", file=sys.stderr)
    return found


def run_once(job: Job, python: str, text: Path) -> Figures:
    """The figures of one process."""
    command = [python, HERE / "worker.py", job.name, text, str(time.monotonic())]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=TIME_LIMIT, check=False)
    except subprocess.TimeoutExpired:
        return {"error": f"not done after {TIME_LIMIT} s"}
    if done.returncode:
        return {"error": (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]}
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures


def _told(figures: Figures) -> str:
    return f"{speed(figures):,.0f} words/s" if "wall" in figures else figures.get("missing") or figures["error"]


def speed(figures: Figures, clock: str = "wall") -> float:
    """Words per second of one run, by the `wall` clock or by the `cpu` time that the process was given."""
    return float(figures["words"]) / max(figures[clock], 1e-9)


def table(jobs: Sequence[Job], found: dict[str, list[Figures]]) -> str:
    """The figures as a Markdown table, one row a job."""
    lines = [HEADINGS, ("---", "---", "---", "---:", "---:", "---:", "---:", "---")]
    rows = [*lines, *(row(job, found[job.name]) for job in jobs)]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in rows)


def row(job: Job, runs: Sequence[Figures]) -> tuple[str, ...]:
    """The cells of one job."""
    for figures in runs:
        if "missing" in figures:
            return (job.label, "", job.part, f"not installed ({figures['missing']})", "", "", "", "")
        if "error" in figures:
            return (job.label, "", job.part, f"failed: {figures['error']}".replace("|", "/"), "", "", "", "")
    speeds, last = sorted(speed(figures) for figures in runs), runs[-1]
    sample = f"; on every {job.every}th report, {last['words']:,} words" if job.every > 1 else ""
    return (
        job.label,
        _package(last),
        job.part + sample,
        f"{_round(median(speeds))} ({_round(speeds[0])} to {_round(speeds[-1])})",
        _round(median(speed(figures, "cpu") for figures in runs)),
        f"{median(figures['start_up'] for figures in runs):.2f}",
        f"{median(figures['peak_mb'] for figures in runs):.0f}",
        f"{last['found']:,}" + (f" of {last['asked']:,}" if last["asked"] else "") + f" {job.unit}",
    )


def _package(figures: Figures) -> str:
    if not (package := figures["package"]):
        return f"Python {figures['python']}"
    many = package["distributions"]
    size = f"{package['mb']:.{0 if package['mb'] >= 10 else 1}f} MB in {many} distribution{'s' * (many > 1)}"
    return ", ".join(filter(None, (package["version"], package["licence"], size)))


def _round(number: float) -> str:
    """Three figures: more would promise what a shared machine cannot keep."""
    return f"{float(f'{number:.3g}'):,.0f}"


def machine() -> str:
    """The processor, as far as the system names it."""
    with suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines():
            if line.startswith("model name"):
                return f"{line.split(':', 1)[1].strip()}, {os.cpu_count()} cores"
    return f"{platform.machine()}, {os.cpu_count()} cores"


def heading(options: argparse.Namespace, text_name: str, core: int | None, found: dict[str, list[Figures]]) -> Figures:
    """What a reader of the table has to know about the run."""
    whole = max((f for runs in found.values() for f in runs if "wall" in f), key=lambda f: f["words"], default={})
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    return {
        "date": datetime.date.today().isoformat(),
        "machine": machine(),
        "core": core,
        "load_average": load,
        "text": text_name,
        "reports": whole.get("reports"),
        "words": whole.get("words"),
        "runs": options.runs,
    }


def paragraph(about: Figures) -> str:
    """The heading as a sentence or two over the table."""
    where = f"core {about['core']}" if about["core"] is not None else "no fixed core"
    busy = "" if about["load_average"] is None else f"; load average at the end {about['load_average']:.1f}"
    size = f"{about['reports']:,} reports, {about['words']:,} words" if about["words"] else "nothing read"
    return f"{about['date']}, {about['machine']}, {where}{busy}. Text: {about['text']}, {size}. {about['runs']} run(s) a job."


def main(words: Sequence[str] | None = None) -> int:
    """Run the jobs and print the table; 1 where a job failed, 0 where one is merely not installed."""
    options = arguments(words)
    core = stay_on(options.core)
    with tempfile.TemporaryDirectory() as folder:
        text, name = options.text or PRESS, (options.text or PRESS).name
        if options.text is None and not PRESS.exists():
            text, name = Path(folder) / "demo.jsonl", "demo/reports, repeated"
            repeated_demo(DEMO, text)
        found = run_all(options.only, options, text.resolve(), Path(folder))
    about = heading(options, name, core, found)
    print(f"{paragraph(about)}\n\n{table(options.only, found)}")
    if options.json:
        options.json.write_text(json.dumps({**about, "jobs": found}, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return int(any("error" in figures for runs in found.values() for figures in runs))


if __name__ == "__main__":
    sys.exit(main())
