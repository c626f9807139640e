"""Who and where in English: by identity where it is settled, by the words where they are understood, quoted otherwise."""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from hudna.ledger.sites import ids_meant
from hudna.publish.gloss.isolates import quoted
from hudna.publish.gloss.labels import labels, sides_and_bodies
from hudna.publish.gloss.letters import QUOTES, name_in_letters
from hudna.publish.gloss.phrases import phrase_in_english
from hudna.rules.clauses import english_clauses
from hudna.rules.countries import countries
from hudna.rules.countries import english as country_names
from hudna.rules.english import other_names, outlet_names, place_names
from hudna.text.fold import fold

PERSON, OUTLET = "person:", "outlet:"
UNRESOLVED = "(unresolved)"
ONE_OF_MANY = frozenset(("States", "Nations", "Médecins", "Turkistan"))
ALWAYS_MANY = frozenset(("police", "people", "media", "armed forces", "opposition and allies"))


class Named(NamedTuple):
    """Who or what in English; `many` where a verb behind it is a plural."""

    text: str
    many: bool = False


def actor_in_english(printed: str, identity: str) -> Named:
    """An actor or recipient: its settled identity, or its words in English, or its words quoted and said to be unresolved."""
    parts = [part for part in identity.split("+") if part]
    known = [_known_actor(part, printed) for part in parts]
    if parts and all(known):
        return Named(_and(known), len(parts) > 1 or _is_many(known[0]))
    phrase = phrase_in_english(printed)
    if phrase:
        return Named(phrase.full, phrase.many)
    typed = [_typed(part) for part in parts]
    if parts and all(typed):
        return Named(f"{quoted(printed)} ({_and(typed)})", len(parts) > 1 or _is_many(typed[0]))
    return Named(f"{quoted(printed)} {UNRESOLVED}")


def people_in_english(printed: str, identity: str) -> Named:
    """People whom something befalls: a side is not killed, people of it are."""
    phrase = phrase_in_english(printed)
    is_side = bool(identity) and all(_is_body(part) for part in identity.split("+"))
    if (
        phrase and not phrase.proper and not (is_side and phrase.definite and not phrase.many)
    ):  # soldiers of it, not itself
        return Named(phrase.full, phrase.many)
    named = actor_in_english(printed, identity)
    return Named(f"people of {named.text}", True) if is_side else named


def _is_body(identity: str) -> bool:
    """Whether an identity is a side, a body or a country, and no person and no mere kind of people."""
    return identity in sides_and_bodies() or identity in country_names()


def together(names: Sequence[Named]) -> Named:
    """Several as one: `Türkiye and Russia`."""
    texts = list(dict.fromkeys(name.text for name in names))
    return Named(_and(texts), len(texts) > 1 or names[0].many)


def source_in_english(printed: str, kind: str, identity: str) -> Named:
    """One hop of a chain: who it is, or what kind of source the words name, unnamed ones said to be so."""
    if kind in ("unnamed_person", "unnamed_group"):
        return _unnamed(printed, kind)
    if kind == "outlet":
        name = outlet_names().get(identity.removeprefix(OUTLET), "") or _outlet_inside(printed)
        if name:
            return Named(name)
    named = actor_in_english(printed, identity)
    if named.text.endswith(UNRESOLVED):
        return Named(f"{english_clauses().kinds[kind]}, {named.text}")
    return named


def _outlet_inside(printed: str) -> str:
    """The longest name of an outlet among the words; "" where none stands there."""
    words = [fold(word.strip(QUOTES)).text for word in printed.split()]
    stretches = [" ".join(words[a:b]) for a in range(len(words)) for b in range(a + 1, len(words) + 1)]
    return next((outlet_names()[one] for one in sorted(stretches, key=len, reverse=True) if one in outlet_names()), "")


def _unnamed(printed: str, kind: str) -> Named:
    phrase = phrase_in_english(printed)
    if phrase is None:
        return Named(f"{english_clauses().kinds[kind]}, {quoted(printed)} {UNRESOLVED}", kind == "unnamed_group")
    if phrase.proper:
        return Named(f"{phrase.text} (unnamed)", phrase.many)
    return Named(f"unnamed {phrase.text}" if phrase.many else f"an unnamed {phrase.text}", phrase.many)


def outlet_in_english(outlet: str) -> str:
    """The name of an outlet by its id or its Arabic name; letters where no table has it, "" where there is none."""
    known = outlet_names().get(fold(outlet).text.replace(" ", "-")) if outlet else ""
    return known or (outlet if outlet.isascii() else name_in_letters(outlet))


def place_in_english(printed: str, meaning: str) -> tuple[str, bool]:
    """A place, and whether it is known: by its ids, by its words, or quoted."""
    ids = ids_meant(meaning, _AnyPlace()) if meaning else []
    folded = fold(printed).text
    known = [_other_name(one, folded) or _place(one) for one in ids]
    if ids and all(known):
        return _and(known), True
    phrase = phrase_in_english(printed)
    if phrase:
        return phrase.full, True
    if ids:  # settled, and not in the tables: a place that was added
        return name_in_letters(printed), True
    return f"{quoted(printed)} {UNRESOLVED}", False


class _AnyPlace:
    """Takes for an id what the tables know, bearings and sites behind a slash included."""

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and (" " not in name or bool(_place(name)))


def _place(identity: str) -> str:
    """`YE-TA` is `Taiz governorate`, `SYR-TUR` the border between them, `415189/n` by or in the north of Aden; "" where unknown."""
    names, words = place_names(), english_clauses()
    if identity in names:
        name = _land(identity) if identity in country_names() else names[identity]
        return f"{name} governorate" if _is_governorate(identity) and name[:4] != "the " else name
    border = re.fullmatch(r"([A-Z]{3})-([A-Z]{3})", identity)
    if border and all(code in country_names() for code in border.groups()):
        one, other = (_land(code) for code in border.groups())
        return f"the border between {one} and {other}"
    base, slash, site = identity.rpartition("/")
    inner = _place(base) if slash else ""
    if inner and site in words.bearings:
        # شمال عدن is the north of Aden as well as what lies north of it; a country's north is only the former.
        bearing = words.bearings[site]
        return (
            f"the {bearing} of {inner}"
            if len(base) == 3 or _is_governorate(base)
            else f"the {bearing} of {inner} or beyond"
        )
    return words.sites[site].format(inner) if inner and site in words.sites else ""


def _is_governorate(identity: str) -> bool:
    """Whether an id is that of a first-level unit that shares its name with a town."""
    unit = re.fullmatch(r"(?:SY|YE|IQ|LB|LY|JO|EG|PS|TN|SA)-[A-Z0-9]{1,3}", identity)
    return bool(unit) and not place_names()[identity].endswith((" city", " Province", " Lebanon", " region"))


def _other_name(identity: str, folded: str) -> str:
    """What a place is called where these words name it, if that is not what it is called otherwise."""
    return next((name for word, name in other_names().get(identity, ()) if word in folded), "")


def _land(country: str) -> str:
    """A country inside a sentence."""
    name = country_names()[country]
    return (
        f"the {name}"
        if name.startswith(("United ", "Netherlands", "Philippines", "Democratic ", "Central ", "Maldives"))
        else name
    )


def _known_actor(identity: str, printed: str) -> str:
    """What somebody in particular is called; "" for a mere kind of actor."""
    if identity.startswith(PERSON):
        return name_in_letters(identity.removeprefix(PERSON).replace("-", " "))
    country, _, sector = identity.partition("-")
    if sector in ("GOV", "") and country in country_names() and (not sector or _is_country_name(printed, country)):
        return _land(country)
    return labels().get(identity, "")


@cache
def _country_words() -> dict[str, str]:
    return {word: one.iso3 for one in countries() for word in (*one.names, *one.capitals)}


def _is_country_name(printed: str, country: str) -> bool:
    return _country_words().get(fold(printed).text) == country


def _typed(identity: str) -> str:
    """A kind of actor: `Turkish armed forces`, `armed forces`; "" where the codes say nothing."""
    words = english_clauses()
    country, _, sector = identity.partition("-")
    if not sector and country in words.sectors:
        country, sector = "", country
    if sector not in words.sectors:
        return ""
    return words.sectors[sector].replace("{of}", words.nations.get(country, country_names().get(country, ""))).strip()


def _is_many(label: str) -> bool:
    head = label.split(" of ")[0].split(" in ")[0].split(" (")[0].split(" at ")[0].strip("“”› ")
    last = head.split()[-1] if head else ""
    return (
        head in ALWAYS_MANY
        or last in ALWAYS_MANY
        or (last.endswith("s") and last not in ONE_OF_MANY and label[:1] != "‹" and len(last) > 4)
    )


def _and(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
