"""The sections of a brief that tell what happened: the tables, then register by register and area by area, and the figures."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from hudna.ledger.displacement import Figure, Point, origins_in, point_of
from hudna.ledger.steps import Step
from hudna.ledger.store import Ledger
from hudna.publish.brief.document import Group, Item, Section, Table
from hudna.publish.brief.gathered import Told
from hudna.publish.brief.speaking import Speech, by_area
from hudna.rules.codebook import codebook

PLACES = 15
"""Areas with a row of their own in the table, those of which most is told."""
FIGURES = 25
"""Rows of a table of figures: what is dated before what is not, and the greatest numbers first."""
COUNTED = ("violence.kill", "violence.injure", "displacement.flee", "displacement.return")


def overview(now: Sequence[Told], before: Sequence[Told], speech: Speech) -> Section:
    """The counts by register and by area, beside those of the period before."""
    say = speech.wording
    registers = [name for name in codebook().registers if any(told.first.register == name for told in (*now, *before))]
    rows = [
        (
            speech.register(name),
            *_counts([t for t in now if t.first.register == name], [t for t in before if t.first.register == name]),
        )
        for name in registers
    ]
    rows.append((say("total"), *_counts(now, before)))
    head = (say("register"), say("this_period"), say("period_before"))
    return Section(
        say("overview"), say("overview_lead"), (Table(head, tuple(rows)), _areas(now, before, registers, speech))
    )


def _counts(now: Sequence[Told], before: Sequence[Told]) -> tuple[str, str]:
    return _counted(now), _counted(before)


def _counted(some: Sequence[Told]) -> str:
    """`12 (5)`: dated ones, and those without a date."""
    undated = sum(not told.is_dated for told in some)
    return f"{len(some) - undated} ({undated})" if undated else str(len(some))


def _areas(now: Sequence[Told], before: Sequence[Told], registers: Sequence[str], speech: Speech) -> Table:
    told = Counter(one.area for one in now)
    most = [area for area, _ in sorted(told.items(), key=lambda row: (-row[1], row[0])) if area][:PLACES]
    rows = [
        _area_row(speech.area(area), [one for one in now if one.area == area], registers)
        for area in by_area(most, speech)
    ]
    others = [one for one in now if one.area and one.area not in most]
    if others:
        rows.append(_area_row(speech.wording("elsewhere"), others, registers))
    rows.append(_area_row(speech.wording("no_area"), [one for one in now if not one.area], registers))
    head = (speech.wording("area"), *(speech.register(name) for name in registers), speech.wording("total"))
    return Table(head, tuple(rows))


def _area_row(name: str, some: Sequence[Told], registers: Sequence[str]) -> tuple[str, ...]:
    cells = [str(sum(one.first.register == register for one in some) or "–") for register in registers]
    return (name, *cells, str(len(some)))


def registers(now: Sequence[Told], speech: Speech, most: int) -> list[Section]:
    """One section a register, its areas one after the other; in each the `most` that most origins tell, by date."""
    found = []
    for register in codebook().registers:
        here = [told for told in now if told.first.register == register]
        groups = []
        for area in by_area((told.area for told in here), speech):
            groups.append(_group(area, [told for told in here if told.area == area], register, speech, most))
        if groups:
            found.append(Section(speech.register(register), groups=tuple(groups)))
    return found


def _group(area: str, here: Sequence[Told], register: str, speech: Speech, most: int) -> Group:
    shown = sorted(here, key=lambda told: (-told.origins, -told.reports, not told.is_dated))[:most]
    items = tuple(Item(speech.sentence(told.entries, told.first)) for told in here if told in shown)
    left = len(here) - len(shown)
    return Group(speech.area(area), items, speech.wording("left", n=left, register=register) if left else "")


def figures(ledger: Ledger, now: Sequence[Told], speech: Speech) -> Section:
    """The numbers of killed, wounded, displaced and returned, each happening with its lowest, best and highest."""
    say = speech.wording
    origins = origins_in(ledger, "violence") | origins_in(ledger, "displacement")
    points = [(told, point_of(Step(told.entries), origins)) for told in now if told.first.action in COUNTED]
    rows = [(told, point, figure) for told, point in points for figure in point.together if figure.given]
    rows.sort(key=lambda row: (COUNTED.index(row[0].first.action), not row[0].is_dated, -max(row[2].given), row[0].day))
    by_action: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for told, point, figure in rows:
        by_action[told.first.action].append(_figure_row(told, point, figure, speech))
    head = tuple(say(name) for name in ("area", "when", "low", "best", "high", "unit", "origins", "note"))
    tables = []
    for action, lines in by_action.items():
        left = len(lines) - FIGURES
        note = say("left", n=left, register=codebook().actions[action].register) if left > 0 else ""
        tables.append(Table((speech.action(action), *head[1:]), tuple(lines[:FIGURES]), note))
    return Section(say("figures"), say("figures_lead"), tuple(tables), empty="" if tables else say("none"))


def _figure_row(told: Told, point: Point, figure: Figure, speech: Speech) -> tuple[str, ...]:
    low, best, high = ("–" if number is None else str(number) for number in (figure.low, figure.best, figure.high))
    giving = sum(bool(count.figures) for count in point.counts)
    notes = speech.sentence(told.entries, told.first).notes
    day = speech.day(told.day[:10])
    day = day if told.is_dated else f"({day})"
    return (speech.area(told.area), day, low, best, high, figure.unit, str(giving), " ".join(f"[{n}]" for n in notes))
