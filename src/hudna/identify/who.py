"""The naming phrases of one report to identities, resolved together: full names first, then what points back to them."""

from collections.abc import Iterable, Sequence
from typing import Final

from hudna.identify.actors import PERSON, actor_of, fighters, is_called, is_foreign, knows_person, name_words, unnamed
from hudna.identify.agreement import agreements_in
from hudna.identify.names import ERAS, Hit, Known, holders, holds, persons
from hudna.identify.own_names import noun_of, outlet_of, trailing_name, without_pronoun
from hudna.identify.phrase import WORDS, Said, said
from hudna.identify.setting import Setting
from hudna.rules import countries as lands
from hudna.rules.naming import pointing
from hudna.vocabulary import Actor, Ground, Report, SourceKind, Span
from hudna.vocabulary.record import Identified, Identity, Mention

UNNAMED: Final = (SourceKind.UNNAMED_PERSON, SourceKind.UNNAMED_GROUP)
SETTLED: Final = frozenset(("CVL", "REF", "MIL", "COP", "GOV", "LEG", "JUD", "SPY"))
"""Sectors that have a country even where the words leave it out."""
BESIDE: Final = 200
"""Letters within which two named side by side are still `the two sides`."""


class Found:
    """What a phrase may stand for, on what ground, and the earlier words that it points back to."""

    __slots__ = ("antecedent", "candidates", "ground", "together")

    def __init__(
        self, candidates: tuple[Actor, ...], ground: Ground, together: bool = False, antecedent: Span | None = None
    ) -> None:
        self.candidates = candidates
        self.ground = ground
        self.together = together
        self.antecedent = antecedent


class _Introduced:
    """Somebody named in the report, where, the words of a person's name, and the office named with it."""

    __slots__ = ("actor", "id", "is_source", "office", "span", "words")

    def __init__(self, span: Span, actor: Actor, words: frozenset[str], office: str, is_source: bool) -> None:
        self.span = span
        self.actor = actor
        self.id: str = actor.id
        self.words = words
        self.office = office
        self.is_source = is_source


OPEN: Final = Found((), Ground.NOTHING)


def identified(report: Report, mentions: Iterable[Mention]) -> Identified:
    """Who the mentions are, and which agreements the report speaks of."""
    setting = Setting(report)
    return Identified(_identities(setting, mentions), agreements_in(setting))


def identities(report: Report, mentions: Iterable[Mention]) -> dict[Mention, Identity]:
    """The identity of every mention; those that are equal are resolved once.

    Several candidates are kept where the report does not decide between them; none where nothing in it says who.
    """
    return _identities(Setting(report), mentions)


def _identities(setting: Setting, mentions: Iterable[Mention]) -> dict[Mention, Identity]:
    room = _Room(setting)
    return {
        mention: Identity(mention.words, found.candidates, found.together, found.ground, found.antecedent)
        for mention, found in room.resolve(sorted(set(mentions), key=_place))
    }


def identify(words: str, published: str = "") -> tuple[Actor, ...]:
    """Every identity that the phrase may stand for by itself, () where its words name neither side, country nor kind."""
    report = Report("", "", published, "", "", words)
    mention = Mention(Span(0, len(words)))
    return identities(report, [mention])[mention].candidates


def _place(mention: Mention) -> tuple[int, int, str]:
    return mention.words.start, -mention.words.end, mention.kind or ""


class _Room:
    """One report while its phrases are resolved, with everybody named so far."""

    def __init__(self, setting: Setting) -> None:
        self.text = setting.report.text
        self.setting = setting
        self.day = setting.day
        self.introduced: list[_Introduced] = []
        self.waiting: list[_Introduced] = []
        self.done: list[tuple[Mention, Found]] = []

    def resolve(self, mentions: Sequence[Mention]) -> list[tuple[Mention, Found]]:
        """Each mention with what it stands for, in the order of the text."""
        self.waiting = [_introduced_by_name(named.span, named.hit) for named in self.setting.named][::-1]
        era, waiting = ERAS[self.day], self.waiting
        for mention in mentions:
            start, end = mention.words
            while waiting and waiting[-1].span.end <= start:
                self.introduced.append(waiting.pop())
            phrase = said(self.text[start:end], era)
            found = self._found(phrase, mention)
            self._introduce(mention, phrase, found)
            self.done.append((mention, found))
        return self.done

    def _introduce(self, mention: Mention, phrase: Said, found: Found) -> None:
        if len(found.candidates) != 1 or found.ground in (Ground.ANONYMOUS, Ground.SETTING):
            if mention.kind and found.candidates:
                country = Actor("", found.candidates[0].country, "", "")
                self.introduced.append(_Introduced(mention.words, country, frozenset(), "", True))
            return
        actor = found.candidates[0]
        words = name_words(actor.id)
        if phrase.own:
            words |= frozenset(phrase.own)
        self.introduced.append(_Introduced(mention.words, actor, words, phrase.office, mention.kind is not None))

    # --- the order in which a phrase is asked

    def _found(self, phrase: Said, mention: Mention) -> Found:
        named = self._by_names(phrase)
        if phrase.anonymous or (mention.kind in UNNAMED and not (named and _is_person(named))):
            return self._anonymous(phrase, named)
        found = self._who(phrase, mention, named)
        if mention.kind is SourceKind.NAMED_PERSON and found.candidates and not _is_person(found):
            return Found(self._anonymous(phrase, found).candidates, found.ground)
        return found

    def _who(self, phrase: Said, mention: Mention, named: Found | None) -> Found:
        return (
            named
            or self._by_office(phrase)
            or self._by_own_name(phrase, mention)
            or self._by_loyalty(phrase)
            or self._by_pronoun(phrase, mention)
            or self._pointing_back(phrase)
            or self._others(phrase, mention)
            or self._two_sides(phrase, mention)
            or _outlet(phrase, mention)
            or self._by_words(phrase, mention)
            or OPEN
        )

    # --- names

    def _by_names(self, phrase: Said) -> Found | None:
        """The names that say who is meant; a person's own name that nobody knows goes before that of the body."""
        parties: list[tuple[tuple[Actor, ...], Ground, Span | None]] = []
        for group in phrase.hits:
            party = self._party(phrase, group)
            if party[0]:
                parties.append(party)
        if not parties or (phrase.own and not any(knows_person(actors) for actors, _, _ in parties)):
            return None
        if len(parties) == 1:
            actors, ground, antecedent = parties[0]
            return Found(actors, ground, False, antecedent)
        each = tuple(dict.fromkeys(actors[0] for actors, _, _ in parties if len(actors) == 1))
        return Found(each, parties[0][1], len(each) > 1) if each else None

    def _party(self, phrase: Said, group: tuple[Hit, ...]) -> tuple[tuple[Actor, ...], Ground, Span | None]:
        """Who one party is: the last person named in the group, else the first name that counts."""
        order = sorted(group, key=lambda hit: (not any(k.person and not k.office for k in hit.found), hit.start))
        for hit in order:
            known, ground, antecedent = self._meant(phrase, hit)
            if known:
                armed = phrase.sector in WORDS.armed and phrase.sector_at < hit.start
                actors = tuple(dict.fromkeys(fighters(k, phrase.sector) if armed else k.actor for k in known))
                return actors, ground, antecedent
        return (), Ground.NOTHING, None

    def _meant(self, phrase: Said, hit: Hit) -> tuple[tuple[Known, ...], Ground, Span | None]:
        """What a name stands for: by itself, else whoever of that short name was named before, else by theatre."""
        full = tuple(known for known in hit.found if not known.short)
        short = tuple(known for known in hit.found if known.short and not is_foreign(phrase, known))
        before = self._nearest([known.actor.id for known in short]) if short else None
        own = tuple(known for known in short if known.theatre in self.setting.theatres) if short else ()
        if before and (before.actor.id in {known.actor.id for known in own} or not own):
            return (
                tuple(known for known in short if known.actor.id == before.actor.id)[:1],
                Ground.REPORT,
                before.span,
            )
        if own:
            return self._best(own), Ground.THEATRE, None
        ground = Ground.OFFICE if any(known.office for known in full) else Ground.NAME
        return self._best(full), ground, None

    def _best(self, found: tuple[Known, ...]) -> tuple[Known, ...]:
        """Those of the report's theatres where there are some, each identity once."""
        near = tuple(known for known in found if known.theatre in self.setting.theatres) if len(found) > 1 else ()
        return tuple({known.actor.id: known for known in near or found}.values())

    def _nearest(self, ids: Iterable[str]) -> _Introduced | None:
        wanted = set(ids)
        for one in reversed(self.introduced) if wanted else ():
            if one.id in wanted:
                return one
        return None

    def _of_name(self, word: str) -> _Introduced | None:
        """Whoever of such a name was introduced last."""
        for one in reversed(self.introduced):
            if word in one.words:
                return one
        return None

    # --- persons

    def _by_office(self, phrase: Said) -> Found | None:
        """Who held the office on the day; nothing where another name stands with it or it is over."""
        if not (self.day and phrase.office and phrase.nations) or phrase.former or phrase.own:
            return None
        found = [
            actor
            for codes in phrase.nations[:1]
            for code in codes
            for actor, tenure in holders().get((phrase.office, f"{code}-GOV"), ())
            if holds(self.day, tenure.since, tenure.until)
        ]
        return Found(tuple(dict.fromkeys(found)), Ground.OFFICE) if found else None

    def _by_own_name(self, phrase: Said, mention: Mention) -> Found | None:
        """A person by a name that no theatre knows: an identity of its own words; a surname points back to one."""
        if mention.kind is None and phrase.is_body:
            return None
        name = phrase.own or (trailing_name(phrase) if mention.kind is SourceKind.NAMED_PERSON else ())
        if len(name) > 1:
            before = next((one for one in reversed(self.introduced) if one.words >= set(name)), None)
            if before:
                return Found((before.actor,), Ground.REPORT, False, before.span)
            return Found((self._person(phrase, name),), Ground.NAME)
        if len(phrase.named) < 3 or phrase.sector or phrase.nations:
            return None
        before = self._of_name(phrase.named)
        return Found((before.actor,), Ground.REPORT, False, before.span) if before else None

    def _person(self, phrase: Said, name: Sequence[str]) -> Actor:
        body = next(
            (actors[0] for actors in (self._party(phrase, g)[0] for g in phrase.hits) if len(actors) == 1), None
        )
        country = (
            body.country if body else phrase.nations[0][0] if phrase.nations and len(phrase.nations[0]) == 1 else ""
        )
        sector = body.sector if body else phrase.sector
        return Actor(PERSON + "-".join(name), country, sector, " ".join(name), body.id if body else "")

    def _by_loyalty(self, phrase: Said) -> Found | None:
        """Fighters loyal to somebody are that side's."""
        if phrase.loyal_to is None or not (phrase.sector in WORDS.armed or phrase.head in WORDS.groups):
            return None
        known, ground, antecedent = self._meant(phrase, phrase.loyal_to)
        actors = tuple(dict.fromkeys(fighters(k, phrase.sector or "MIL") for k in known))
        return Found(actors, ground, False, antecedent) if actors else None

    def _by_pronoun(self, phrase: Said, mention: Mention) -> Found | None:
        """`قوات بلاده`, `حكومته`: those of the country of the person before it in the sentence, else of whoever speaks."""
        if not phrase.of_pronoun or not phrase.sector or noun_of(without_pronoun(phrase.head)) not in WORDS.bodies:
            return None
        near = () if phrase.head.endswith("ها") else self._in_sentence(mention.words)
        owner = next((one for one in near if one.actor.id in persons()), None) or next(
            (one for one in reversed(self.introduced) if one.is_source and one.actor.country), None
        )
        if owner is None or owner.actor.country not in lands.english():
            return None
        return Found((actor_of(owner.actor.country, phrase.sector),), Ground.REPORT, False, owner.span)

    def _in_sentence(self, span: Span) -> tuple[_Introduced, ...]:
        """Everybody named before it in its sentence, the nearest first."""
        start = self.setting.sentence(span)[0]
        found = (one for one in reversed(self.introduced) if start <= one.span.start < span.start)
        return tuple(found)

    def _others(self, phrase: Said, mention: Mention) -> Found | None:
        """`آخرون`: more of those told of just before, in the same sentence."""
        if phrase.head not in WORDS.others:
            return None
        start = self.setting.sentence(mention.words)[0]
        before = [(m, f) for m, f in self.done if m.kind is None and start <= m.words.start < mention.words.start]
        if not before or not before[-1][1].candidates:
            return None
        return Found(before[-1][1].candidates, Ground.REPORT, before[-1][1].together, before[-1][0].words)

    def _two_sides(self, phrase: Said, mention: Mention) -> Found | None:
        """`الطرفان` alone: the two that were last named side by side, `فلان وفلان`, not far before."""
        if phrase.alone not in WORDS.two_sides:
            return None
        near = [one for one in self.introduced if one.actor.id and mention.words.start - one.span.end < BESIDE]
        for first, second in zip(near[-2::-1], near[:0:-1], strict=True):
            if self.text[first.span.end : second.span.start].strip() == "و" and first.actor != second.actor:
                both = Span(first.span.start, second.span.end)
                return Found((first.actor, second.actor), Ground.REPORT, True, both)
        return None

    def _pointing_back(self, phrase: Said) -> Found | None:
        """A definite head alone: the nearest holder of the office, group under such a name, or sole actor of the sector."""
        points = pointing().get(phrase.alone) if phrase.alone else None
        if points is None:
            return None
        if points.offices:
            return _one(one for one in reversed(self.introduced) if self._holds(one, points.offices))
        if points.name_start:
            return _one(one for one in reversed(self.introduced) if is_called(one.actor, points.name_start))
        of_sector = [one for one in reversed(self.introduced) if one.actor.sector in points.sectors]
        return _one(of_sector) if len({one.actor.id for one in of_sector}) == 1 else None

    def _holds(self, one: _Introduced, offices: frozenset[str]) -> bool:
        if one.office:
            return one.office in offices
        return any(
            one.actor.id == actor.id and holds(self.day, tenure.since, tenure.until)
            for (office, _), held in holders().items()
            if office in offices
            for actor, tenure in held
        )

    # --- words

    def _by_words(self, phrase: Said, mention: Mention) -> Found | None:
        """Sector from the head noun, country from nationality or name, else from where it happens."""
        sector, nations = phrase.sector, phrase.nations
        if nations and (not sector or sector == "GOV") and phrase.head.removeprefix("ال") in _SIDES:
            each = tuple(actor_of(code, "GOV") for codes in nations for code in codes[:1])
            return Found(each, Ground.WORDS, len(each) > 1)
        if nations and not sector and phrase.is_country:
            sector = "GOV"
        if nations:
            return Found(tuple(actor_of(code, sector) for code in nations[0]), Ground.WORDS)
        if not sector:
            return None
        country = self.setting.country_at(mention.words) if self._has_setting(phrase) else ""
        if country:
            return Found((actor_of(country, sector),), Ground.SETTING)
        return Found((actor_of("", sector),), Ground.WORDS)

    def _has_setting(self, phrase: Said) -> bool:
        """Whether the place decides: for people anywhere, for a state's bodies, for forces where no theatre has several."""
        if phrase.sector not in SETTLED or phrase.hits or phrase.loyal_to or phrase.of_pronoun:
            return False
        if any(token in WORDS.part_of_state or token in WORDS.loyal for token in phrase.tokens):
            return False
        noun = noun_of(phrase.tokens[phrase.sector_at])
        if noun in WORDS.people or phrase.sector in WORDS.peopled:
            return noun in WORDS.people or phrase.sector_at == 0
        if not self.setting.theatres and phrase.sector in ("MIL", "COP"):
            return True
        words = [token for token in phrase.tokens if token[0].isalpha() and token not in WORDS.counters]
        rest = all(token in WORDS.state_bodies for token in words[1:])
        return phrase.head.startswith("ال") and noun in WORDS.bodies and rest

    def _anonymous(self, phrase: Said, named: Found | None) -> Found:
        """The type of an unnamed source: country and sector as far as its words say, and never an identity."""
        beside = self._meant(phrase, phrase.beside)[0] if phrase.beside and not named else ()
        actors = named.candidates if named else tuple(known.actor for known in beside)
        actor = actors[0] if len(actors) == 1 else None
        nations = phrase.nations[0] if phrase.nations else ()
        country = nations[0] if len(nations) == 1 else actor.country if actor else ""
        above = actor is not None and actor.country == "IGO"
        sector = actor.sector if actor and (above or not phrase.sector) else phrase.sector
        if not country and not sector:
            return Found((), Ground.ANONYMOUS)
        return Found((unnamed(country, sector),), Ground.ANONYMOUS)


_SIDES: Final = frozenset(word.removeprefix("ال") for word in WORDS.sides_of_talks)


def _introduced_by_name(span: Span, hit: Hit) -> _Introduced:
    """Who the name introduces; nobody where it may be several."""
    actors = {known.actor.id: known for known in hit.found}
    if len(actors) != 1:
        return _Introduced(span, Actor("", "", "", ""), frozenset(), "", False)
    (known,) = actors.values()
    return _Introduced(span, known.actor, name_words(known.actor.id), known.office, False)


def _is_person(found: Found) -> bool:
    return knows_person(found.candidates)


def _one(found: Iterable[_Introduced]) -> Found | None:
    one = next(iter(found), None)
    return Found((one.actor,), Ground.REPORT, False, one.span) if one else None


def _outlet(phrase: Said, mention: Mention) -> Found | None:
    """A known outlet as a source."""
    actor = outlet_of(phrase) if mention.kind is SourceKind.OUTLET else None
    return Found((actor,), Ground.NAME) if actor else None
