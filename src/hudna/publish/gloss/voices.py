"""On whose word, in English: the chain from the innermost source outwards, each hop with its kind, and what it does in saying it."""

from hudna.publish.gloss.isolates import quoted
from hudna.publish.gloss.naming import Named, outlet_in_english, source_in_english
from hudna.publish.gloss.told import Voice
from hudna.rules.clauses import english_clauses


def voice_in_english(voice: Voice) -> str:
    """`unnamed Turkish sources in a denial, told by Asharq Al-Awsat, in Tayf Post`."""
    outlet = outlet_in_english(voice.outlet)
    if not voice.chain:
        return f"{outlet or 'the outlet'}, in its own voice"
    innermost, *outer = reversed([source_in_english(*hop).text for hop in voice.chain])
    act = english_clauses().acts[voice.act]
    said = f"{innermost}, {act}" if act else innermost
    said += "".join(f", told by {hop}" for hop in outer)
    return f"{said}, in {outlet}" if outlet else said


def saying_in_english(voice: Voice) -> str:
    """`Unnamed Turkish sources, told by Asharq Al-Awsat, deny`: who says a statement, up to the verb."""
    innermost, *outer = (
        reversed([source_in_english(*hop) for hop in voice.chain]) if voice.chain else [Named("the outlet")]
    )
    verb = english_clauses().says[voice.act or "state"][int(innermost.many)]
    name = innermost.text
    start = name if name[:1] in "“‹" else name[:1].upper() + name[1:]
    return f"{start}{''.join(f', told by {hop.text}' for hop in outer)}{',' if outer else ''} {verb}"


def statement_in_english(voice: Voice, content: str, clauses: list[str]) -> str:
    """A statement: who says it, and what is read in it; its words stay quoted where nothing is read."""
    told = "; ".join(clauses) if clauses else f"{quoted(content)} (not read)"
    return f"{saying_in_english(voice)}: {told}"
