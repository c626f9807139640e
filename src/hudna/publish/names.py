"""Who, where and which agreement the ledger names, as tables for a person."""

from collections.abc import Sequence

from hudna.ledger.names import Named, Open
from hudna.publish.bidi import Paragraph
from hudna.publish.board import ledger_table
from hudna.publish.terminal import Terminal, named


class NamesPage(Terminal):
    """Prints what is named, and below it what is open."""

    def show(self, kind: str, found: Sequence[Named], still_open: Sequence[Open]) -> None:
        """One row an identity, then one row a wording that nobody has settled."""
        if found:
            table = ledger_table(kind, "label", "mentions", "reports", "named as")
            for one in found:
                words = Paragraph(*named("", one.words))
                table.add_row(
                    one.identity, Paragraph(*named("", (one.label,))), str(one.mentions), str(one.reports), words
                )
            self.console.print(table)
        if still_open:
            self.console.print()
            table = ledger_table("open words", "mentions", "reports", "may be")
            for wording in still_open:
                may_be = " ".join(wording.candidates) or "unknown"
                printed = Paragraph(*named("", (wording.words,)))
                table.add_row(printed, str(wording.mentions), str(wording.reports), may_be)
            self.console.print(table)
            self.console.print(f"settle one with: hudna resolve {kind} WORDS ID")
        self.console.print(f"{len(found)} {kind}s, {len(still_open)} wordings open")
