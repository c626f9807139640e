"""A ledger to hand on, of sentences of our own: exact, vague and open places, a denial, a commitment, figures."""

import csv
import io
import json
from pathlib import Path
from typing import Any

from hudna.ledger.entries import Entry, entries_in
from hudna.ledger.store import Ledger
from hudna.publish.exports.handing import Asked, hand_on
from ledgers import ledger_of

TOLD = (
    ("r1", "2020-11-01", "قال مصدر عسكري إن القوات التركية عززت نقطتها في مورك بعشرين آلية أمس."),
    ("r2", "2020-11-02", "أعلنت وزارة الدفاع التركية أن قواتها ستنسحب من مورك غدا. وقصفت قوات النظام مدينة أريحا وقتل ثلاثة مدنيين."),
    ("r3", "2020-11-03", "نزحت مئات العائلات من ريف إدلب الجنوبي. ووصلت قافلة مساعدات إلى مدينة أريحا، بحسب الأمم المتحدة."),
    ("r4", "2020-11-04", "نفى مصدر تركي انسحاب القوات التركية من سوريا. واندلعت اشتباكات في قرية السعدانة الفوقا."),
)  # fmt: skip


def told(path: Path) -> Ledger:
    """The ledger."""
    return ledger_of(path, *TOLD)


def handed(ledger: Ledger, folder: Path, **how: Any) -> Path:
    """The folder of an export."""
    hand_on(ledger, Asked(**how), folder)
    return folder


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a table, exact or for spreadsheets."""
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def objects(path: Path) -> Any:
    """What a JSON file holds."""
    return json.loads(path.read_bytes())


def of(ledger: Ledger, action: str) -> list[Entry]:
    """The entries of an action."""
    return [entry for entry in entries_in(ledger) if entry.action == action]
