"""Drift as a page for a person: under each matter its steps by date, and at each what changed.  Nobody judges."""

from collections.abc import Iterator, Sequence

from rich.console import Group
from rich.text import Text
from rich.tree import Tree

from hudna.ledger.drift import Series, Step
from hudna.publish.bidi import Paragraph, Run
from hudna.publish.board import many, word_of
from hudna.publish.terminal import DETAIL, LABEL, Terminal, named
from hudna.rules.codebook import codebook

CHANGED = "bold"


class DriftPage(Terminal):
    """Prints series on standard output."""

    def series(self, found: Sequence[Series]) -> None:
        """One tree a matter."""
        for one in found:
            tree = Tree(Paragraph(*_matter(one)), guide_style=DETAIL)
            for step in one.steps:
                tree.add(_step(step))
            self.console.print(tree)
        self.console.print(f"{many(len(found), 'matter')} on which stance or words changed")


def _matter(series: Series) -> Iterator[Run]:
    first = series.steps[0].first.entry
    yield Run(codebook().actions[series.action].english, LABEL)
    yield from named("by", first.named("actor"))
    yield from named("at", first.named("place"))
    yield Run(f"· {' '.join((*series.actors, *series.places))} · {many(series.turns, 'change')} of stance", DETAIL)


def _step(step: Step) -> Group:
    day = step.first.day if step.first.day == step.until else f"{step.first.day} to {step.until}"
    changed = f"· {' and '.join(step.changed)} changed" if step.changed else ""
    head = Paragraph(
        Run(day), Run(f"· {step.stance}", CHANGED if "stance" in step.changed else ""), Run(changed, CHANGED),
        Run(f"· {many(step.reports, 'report')} · {step.first.entry.id}", DETAIL),
    )  # fmt: skip
    return Group(head, Paragraph(Run(step.first.printed, printed=True)), word_of(step.first.entry), Text())
