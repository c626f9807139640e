"""Which agreement: by name, by date and parties, by what reports of the theatre mean, or by words of its own."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple

from hudna.identify.names import bare, tokens_of
from hudna.identify.phrase import adjective
from hudna.identify.provision import provision_of
from hudna.identify.setting import Setting
from hudna.identify.told import HEADS
from hudna.identify.when import resolve
from hudna.rules.agreements import agreement_words
from hudna.rules.shapes import is_nisba
from hudna.rules.time_grammar import phrase_at
from hudna.rules.words import folded
from hudna.text.fold import fold
from hudna.theatres.kinds import TheatreAgreement
from hudna.theatres.load import theatres
from hudna.vocabulary import Agreement, AgreementMention, Ground, Span

WORDS: Final = agreement_words()
GENERIC: Final = "اتفاق"
PLURAL: Final = "ات"
TAIL: Final = 14
"""How many words after its head may still describe an agreement."""
LINGERS: Final = "~"
"""Sorts after every date: an agreement without an end holds on."""


class _Known(NamedTuple):
    agreement: TheatreAgreement
    theatre: str
    short: bool


class _Described(NamedTuple):
    """What the words about an agreement say: the tokens they fill, its date as EDTF, and the countries it is between."""

    end: int
    adjectives: tuple[str, ...]
    date: str
    countries: frozenset[str]


def agreements_in(setting: Setting) -> tuple[AgreementMention, ...]:
    """Every mention of an agreement in the report, in order."""
    found: list[AgreementMention] = []
    end = 0
    for i, told in setting.telling:
        if i < end or not told.heads:
            continue
        mention = _Mention(setting, i)
        read = mention.read(found)
        if read:
            found.append(read)
            end = mention.end
    return tuple(found)


class _Mention:
    """One head noun and the words behind it."""

    def __init__(self, setting: Setting, i: int) -> None:
        head = HEADS[setting.tokens[i]]
        assert head is not None
        self.setting = setting
        self.tokens = setting.tokens
        self.start = i
        self.head = head
        sentence = setting.sentence(setting.span(i, i + 1))
        self.stop = i + 1
        while (
            self.stop < min(len(self.tokens), i + TAIL) and setting.span(self.stop, self.stop + 1).end <= sentence.end
        ):
            self.stop += 1
        self.end = i + 1

    def read(self, before: Sequence[AgreementMention]) -> AgreementMention | None:
        """The mention, None where the word is no more than a word."""
        if self.head.kind == "resolution":
            return self._resolution()
        size, known = self._name()
        self.end = self.start + max(size, 1)
        described = self._described()
        named = self._narrowed(known, described)
        if known and not named:
            self.end = self.start + 1
            described = self._described()
        if named:
            short = all(one.short for one in named)
            return self._mention(named, Ground.THEATRE if short else Ground.NAME, described.end)
        if described.date or described.countries:
            known = self._by_date_and_parties(described)
            if known:
                return self._mention(known, Ground.WORDS, described.end)
        if described.end > self.start + 1:
            return self._own(described) if self._is_described(described) else None
        return self._back(before) if self.head.definite else None

    # --- a resolution

    def _resolution(self) -> AgreementMention | None:
        for k in range(self.start + 1, self.stop):
            token = self.tokens[k]
            if token.isdigit() and 3 <= len(token) <= 4:
                self.end = k + 1
                known = tuple(one for one in _known_agreements() if one.agreement.resolution == token)[:1]
                if known:
                    return self._mention(known, Ground.NAME, k + 1)
                label = f"Security Council resolution {token}"
                words = self._span(k + 1)
                return AgreementMention(words, (Agreement(f"agreement:قرار-{token}", label, "", ()),), "", Ground.WORDS)
            if token not in WORDS.number:
                return None
        return None

    # --- by name

    def _name(self) -> tuple[int, tuple[_Known, ...]]:
        """The longest name of an agreement that begins at the head, and those that bear it."""
        longest = _agreement_names()[1]
        for size in range(min(longest, self.stop - self.start), 0, -1):
            for first in bare(self.tokens[self.start]):
                found = _agreement_names()[0].get(
                    " ".join((first, *self.tokens[self.start + 1 : self.start + size])), ()
                )
                kept = tuple(one for one in found if self._counts(one))
                if kept:
                    return size, kept
        return 1, ()

    def _counts(self, one: _Known) -> bool:
        day = self.setting.day
        if day and one.agreement.signed[: len(day)] > day:
            return False
        return not one.short or one.theatre in self.setting.theatres

    def _narrowed(self, known: tuple[_Known, ...], said: _Described) -> tuple[_Known, ...]:
        """Those that the date said, the parties said, and the day of print leave; none where the date speaks against all."""
        if said.date:
            known = tuple(one for one in known if _dated(one.agreement, said.date))
        if said.countries and len(known) > 1:
            known = tuple(one for one in known if _between(one.agreement, said.countries)) or known
        if len(known) > 1 and self.setting.day and not said.date:
            holding = tuple(one for one in known if _holds(one.agreement, self.setting.day))
            known = holding if len(holding) == 1 else known
        return self._about(known) if len(known) > 1 else known

    def _about(self, known: tuple[_Known, ...]) -> tuple[_Known, ...]:
        """The one of several of a name whose matter the sentence speaks of, else the report."""
        sentence = self.setting.sentence(self.setting.span(self.start, self.end))
        report = self.setting.report
        for text in (report.text[sentence.start : sentence.end], f"{report.title}\n{report.text}"):
            here = fold(text).text
            kept = tuple(one for one in known if any(folded(words) in here for words in one.agreement.about))
            if len(kept) == 1:
                return kept
        return known

    def _by_date_and_parties(self, said: _Described) -> tuple[_Known, ...]:
        """A described one among those of the report's theatres: its date has to be said, its parties must not speak against it."""
        if not said.date:
            return ()
        return tuple(
            one
            for one in _known_agreements()
            if one.theatre in self.setting.theatres
            and self.head.kind in _kinds(one.agreement)
            and _dated(one.agreement, said.date)
            and (not said.countries or _between(one.agreement, said.countries))
        )

    # --- by description

    def _described(self) -> _Described:
        """The words behind head or name: adjectives, who concluded it, when."""
        k = self.end
        countries: set[str] = set()
        while k < self.stop and self._is_adjective(k):
            countries.update(self.setting.countries_of(k))
            k += 1
        adjectives = tuple(_stem(token) for token in self.tokens[self.end : k])
        end, date = k, ""
        near = self.tokens[k : k + 3]
        if any(_stem(token) in WORDS.concluded or token in WORDS.concluded for token in near):
            for j in range(k, self.stop):
                countries.update(self.setting.countries_of(j))
                phrase = phrase_at(self.tokens, j, self.stop)
                if phrase:
                    date = resolve(self._span_words(j, phrase.end), self.setting.day).edtf
                    end = phrase.end
                    break
        elif near[:1] == ["بين"]:
            end, between = self._between(k + 1)
            countries |= between
        return _Described(end, adjectives, date, frozenset(countries))

    def _between(self, k: int) -> tuple[int, set[str]]:
        """The parties behind `بين`: as far as countries are named."""
        found: set[str] = set()
        end = k - 1
        for j in range(k, min(k + 6, self.stop)):
            codes = self.setting.countries_of(j)
            found.update(codes)
            if codes:
                end = j + 1
        return end, found

    def _is_adjective(self, k: int) -> bool:
        token = self.tokens[k]
        if token in WORDS.relative:
            return False
        if self.head.definite or self.end > self.start + 1:
            return token.startswith("ال") and is_nisba(token) and _stem(token) not in WORDS.concluded
        return is_nisba(token)

    def _is_described(self, said: _Described) -> bool:
        """Whether the words tell it from every other: a date, parties, or an adjective of a definite one."""
        if self._head_word().endswith(PLURAL) and not said.date:
            return False
        return bool(said.date or said.countries) or (self.head.definite and said.end > self.start + 1)

    def _own(self, said: _Described) -> AgreementMention:
        """An agreement that no theatre knows, under its own words: head, adjectives, else parties, and the date."""
        plain = [word for word in said.adjectives if not adjective(word)]
        words = [self._head_word(), *(plain or sorted(said.countries)), *filter(None, [said.date])]
        self.end = said.end
        span = self._span(said.end)
        label = span.cut(self.setting.report.text)
        return AgreementMention(span, (Agreement("agreement:" + "-".join(words), label, "", ()),), "", Ground.WORDS)

    def _head_word(self) -> str:
        return next(_stem(word) for word in bare(self.tokens[self.start]) if _stem(word) in WORDS.heads)

    def _back(self, before: Sequence[AgreementMention]) -> AgreementMention | None:
        """A bare definite head: the nearest mention before it under the same head, `الاتفاق` any of its kind."""
        for mention in reversed(before):
            if mention.candidates and self._same_head(mention):
                span = self._span(self.start + 1)
                provision = provision_of(self.setting, self.start, self.start + 1, _theatre_row(mention.candidates))
                return AgreementMention(span, mention.candidates, provision, Ground.REPORT, mention.words)
        return None

    def _same_head(self, mention: AgreementMention) -> bool:
        first = tokens_of(mention.words.cut(self.setting.report.text))[0]
        head = HEADS[first]
        if head is None or head.kind != self.head.kind:
            return False
        return self._head_word() in (GENERIC, _stem(first)) or head.kind == "truce"

    def _mention(self, known: tuple[_Known, ...], ground: Ground, end: int) -> AgreementMention:
        self.end = end
        provision = provision_of(self.setting, self.start, end, known[0].agreement if len(known) == 1 else None)
        return AgreementMention(self._span(end), tuple(_agreement(one.agreement) for one in known), provision, ground)

    def _span(self, end: int) -> Span:
        span = self.setting.span(self.start, end)
        return Span(span.start + self.head.fused, span.end)

    def _span_words(self, start: int, end: int) -> str:
        return self.setting.span(start, end).cut(self.setting.report.text)


# --- what the theatres know


def _stem(token: str) -> str:
    return token[2:] if token.startswith("ال") else token


def _agreement(row: TheatreAgreement) -> Agreement:
    return Agreement(row.id, row.en, row.signed, row.parties)


def _theatre_row(candidates: Sequence[Agreement]) -> TheatreAgreement | None:
    if len(candidates) != 1:
        return None
    return next((one.agreement for one in _known_agreements() if one.agreement.id == candidates[0].id), None)


@cache
def _known_agreements() -> tuple[_Known, ...]:
    return tuple(_Known(row, theatre.id, False) for theatre in theatres() for row in theatre.agreements)


@cache
def _agreement_names() -> tuple[dict[str, tuple[_Known, ...]], int]:
    """Folded name to the agreements that bear it, and how many words the longest has."""
    found: dict[str, tuple[_Known, ...]] = {}
    for name, known in _name_rows():
        key = " ".join(tokens_of(name))
        if known not in found.get(key, ()):
            found[key] = (*found.get(key, ()), known)
    return found, max((key.count(" ") + 1 for key in found), default=1)


def _name_rows() -> Iterator[tuple[str, _Known]]:
    for one in _known_agreements():
        yield from ((name, one) for name in one.agreement.names)
        yield from ((name, one._replace(short=True)) for name in one.agreement.short)


def _kinds(row: TheatreAgreement) -> frozenset[str]:
    heads = (HEADS[name.split(" ")[0]] for name in map(" ".join, map(tokens_of, (*row.names, *row.short))))
    return frozenset(head.kind for head in heads if head)


def _dated(row: TheatreAgreement, edtf: str) -> bool:
    """Whether it was signed or took effect within what the words say."""
    first, _, last = edtf.partition("/")
    last = last or first
    return any(
        day and (first in ("", "..") or day >= first) and (last in ("", "..") or day[: len(last)] <= last)
        for day in (row.signed, row.in_effect)
    )


def _holds(row: TheatreAgreement, day: str) -> bool:
    return row.signed <= day <= (row.until or LINGERS)


def _between(row: TheatreAgreement, countries: frozenset[str]) -> bool:
    """Whether every country named is one of its parties or guarantors."""
    return countries <= {party[:3] for party in (*row.parties, *row.guarantors)}
