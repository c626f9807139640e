"""Agreements as a page: what was said of each, provision by provision, and on whose word."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text
from rich.tree import Tree

from hudna.ledger.provisions import VIOLATED, Document, Said, Under
from hudna.publish.bidi import Paragraph, Run
from hudna.publish.board import many, what_is_said
from hudna.publish.steps import told_by, when_of
from hudna.publish.terminal import DETAIL, LABEL, named


def document_tree(one: Document) -> Tree:
    """An agreement, its provisions, and under each what was said, by date."""
    tree = Tree(Group(*_title(one)), guide_style=DETAIL)
    for under in one.under:
        branch = tree.add(_provision(under))
        for said in under.said:
            branch.add(Group(*_said(said)))
    return tree


def _title(one: Document) -> Iterator[RenderableType]:
    if not one.id:
        yield Text("agreement open", DETAIL)
        return
    yield Paragraph(Run(one.id if one.agreement else "known to no theatre", LABEL), Run(one.label, printed=True))
    if one.agreement:
        yield Text(f"{one.agreement.en} · signed {one.agreement.signed or 'no date'}", DETAIL)


def _provision(under: Under) -> Text:
    if not under.number:
        return Text("the whole")
    text = under.provision.text if under.provision else "not in the theatre file"
    return Text(f"{under.number}  {text} · {many(len(under.said), 'telling')}")


def _said(said: Said) -> Iterator[RenderableType]:
    first = said.step.first
    stance = f"{said.stance}, as alleged" if said.stance == VIOLATED else said.stance
    actors = named("by", first.named("actor"))
    told = f"· {when_of(said.step)} · told {said.step.told or 'no date'} · {first.id}"
    yield Paragraph(Run(f"{stance}:", LABEL), *what_is_said(first).runs, *actors, Run(told, DETAIL))
    if said.by_words:
        yield Text("; or ".join(("by its words, no agreement is named", *said.others)), DETAIL)
    yield from told_by(said.step)
