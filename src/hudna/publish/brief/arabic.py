"""An Arabic sentence for an entry: what the codebook calls it, how it is meant, and the words that the report has for the rest.

Names, places and sources stand as printed: for those who read Arabic there is nothing to be put into other words.
"""

from hudna.ledger.entries import Entry
from hudna.publish.brief.wording import Wording
from hudna.publish.gloss.isolates import isolated
from hudna.rules.codebook import codebook
from hudna.rules.months import arabic_month

ROLES = {"actor": "actor", "recipient": "recipient", "place": "at", "count": "count"}
"""The parts of an entry, in order, and the rows of the wording that call them."""
SEASONS = {"21": "ربيع", "22": "صيف", "23": "خريف", "24": "شتاء"}


def entry_in_arabic(entry: Entry, wording: Wording) -> str:
    """`قصف (ادعاء): الفاعل … · المكان … · الزمان … – بحسب مصادر محلية، عبر الشرق الأوسط`."""
    action = codebook().actions[entry.action]
    marks = _marks(entry, wording)
    said = f"{action.arabic}{f' ({marks})' if marks else ''}"
    parts = [f"{wording(row)}: {_names(entry, role)}" for role, row in ROLES.items() if entry.named(role)]
    if entry.when:
        parts.append(f"{wording('when')}: {date_in_arabic(entry.when)}")
    return f"{said}{': ' if parts else ''}{'؛ '.join(parts)} – {_voice(entry, wording)}"


def _marks(entry: Entry, wording: Wording) -> str:
    """Whether it is an allegation, denied, to come: each mark once."""
    marks = [wording("alleged")] if entry.alleged and entry.modality in ("happened", "ongoing") else []
    if entry.commitment:
        marks.append(wording("undertaken_not" if entry.negated else "undertaken"))
        return "، ".join(marks)
    marks += [wording(entry.modality)] if entry.modality != "happened" else []
    marks += [wording("denied")] if entry.negated else []
    return "، ".join(marks)


def _names(entry: Entry, role: str) -> str:
    return "، ".join(isolated(words) for words in dict.fromkeys(entry.named(role)))


def date_in_arabic(edtf: str) -> str:
    """An EDTF date with the names of months, of the Levant and of Egypt; it has to be told in words, for hyphens turn digits round."""
    begin, slash, end = edtf.partition("/")
    if not slash:
        return _day(begin)
    if ".." in (begin, end):
        return f"من {_day(begin)}" if end == ".." else f"حتى {_day(end)}"
    return f"من {_day(begin)} إلى {_day(end)}"


def _day(edtf: str) -> str:
    parts = edtf.strip("~?%").split("-")
    if len(parts) > 1 and parts[1] in SEASONS:
        return f"{SEASONS[parts[1]]} {parts[0]}"
    if len(parts) < 2 or not parts[1].isdigit() or not 1 <= int(parts[1]) <= 12:
        return parts[0]
    day = f"{int(parts[2])} " if len(parts) > 2 else ""
    return f"{'نحو ' if edtf[-1:] in '~?%' else ''}{day}{arabic_month(int(parts[1]))} {parts[0]}"


def _voice(entry: Entry, wording: Wording) -> str:
    outlet = isolated(entry.origin.outlet) if entry.origin.outlet else ""
    if entry.saying is None or not entry.saying.chain:
        return f"{outlet} {wording('own_voice')}".strip()
    hops = [isolated(hop.printed) for hop in reversed(entry.saying.chain)]
    act = wording.act(entry.saying.act)
    chain = "، عبر ".join((*hops, outlet)) if outlet else "، عبر ".join(hops)
    return f"{wording('according')} {chain}{f' ({act})' if act else ''}"
