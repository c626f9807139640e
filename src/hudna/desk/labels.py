"""What the desk calls the things of the ledger in the language of the page."""

from collections.abc import Iterable
from datetime import date

from markupsafe import Markup

from hudna.desk.printing import printed, shown
from hudna.desk.wording import Wording
from hudna.ledger.entries import Entry
from hudna.publish.gloss.isolates import pieces_of
from hudna.publish.gloss.sentence import clause_in_english, entry_in_english
from hudna.publish.gloss.told import told_by_entry
from hudna.rules.codebook import codebook
from hudna.theatres.load import theatres
from hudna.theatres.sides import label_of


class Labels:
    """Names of actions, registers, sides and the values of fields."""

    def __init__(self, t: Wording) -> None:
        self.t = t

    def action(self, action: str) -> str:
        """An action of the codebook."""
        coded = codebook().actions[action]
        return coded.arabic if self.t.lang == "ar" else coded.english

    def register(self, register: str) -> str:
        """A register of the codebook."""
        known = codebook()
        return known.arabic[register] if self.t.lang == "ar" else known.registers[register]

    def by_register(self) -> list[tuple[str, list[str]]]:
        """Every register with its actions, in the order of the codebook."""
        known = codebook()
        return [(name, [a.action for a in known.actions.values() if a.register == name]) for name in known.registers]

    def conduct(self, entry: Entry) -> Markup:
        """What an entry tells of: alleged where it is a violation, and negated where it is."""
        said: str | Markup = self.action(entry.action)
        if entry.negated:
            said = self.t("entry.not", what=said)
        return self.t("entry.alleged", what=said) if entry.alleged else Markup("{}").format(said)

    def gloss(self, entry: Entry) -> Markup:
        """An English sentence for an entry, for those who read no Arabic; nothing on Arabic pages."""
        return self._english(clause_in_english(told_by_entry(entry))) if self.t.lang == "en" else Markup("")

    def gloss_and_voice(self, entry: Entry) -> Markup:
        """The same with who tells it."""
        return self._english(entry_in_english(entry)) if self.t.lang == "en" else Markup("")

    def _english(self, sentence: str) -> Markup:
        pieces = (printed(piece.text) if piece.printed else shown(piece.text) for piece in pieces_of(sentence))
        return Markup("").join(pieces)

    def side(self, side: str) -> str:
        """A side of a theatre, or what else somebody is counted as."""
        if self.t.lang == "ar":
            arabic = {f"{one.id}/{s.id}": s.ar for one in theatres() for s in one.sides}
            actors = {actor.id: actor.ar for one in theatres() for actor in one.actors}
            return arabic.get(side) or actors.get(side) or label_of(side)
        return label_of(side)

    def filter(self, name: str, value: str) -> str:
        """What a filter asks for, in the words of the page where there are any."""
        known = codebook()
        if name == "action" and value in known.actions:
            return self.action(value)
        if name == "action" and value in known.registers:
            return self.register(value)
        return self.side(value) if name == "side" else value

    def day(self, day: str) -> Markup:
        """A day in full."""
        on = date.fromisoformat(day)
        month, weekday = self.t(f"date.{on.month}"), self.t(f"weekday.{on.isoweekday()}")
        return self.t("date.long", weekday=weekday, day=on.day, month=month, year=on.year)

    def identities(self, names: Iterable[str]) -> list[str]:
        """Identities without their signs for being several, each once."""
        return list(dict.fromkeys(one for name in names for one in name.split("+") if one))
