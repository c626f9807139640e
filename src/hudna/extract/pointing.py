"""What a word near a trigger points back at: `هناك`, `تلك المنطقة`, `فيها`, the pronoun of `تحريرها`."""

from typing import Final

from hudna.extract.mentions import Mention
from hudna.extract.sites import LEFT, OF_PLACES, PLACE, UNPLACED, is_named
from hudna.extract.stated import Trigger
from hudna.extract.subjects import BREAKS, RELATIVES, RESUMPTIVE, Around
from hudna.rules.frames import RULES
from hudna.rules.nouns import ACTING, Names, bare_name

THERE: Final = RULES.words["there"]
NOWHERE: Final = RULES.words["nowhere"]
LEADS_IN: Final = frozenset({"في", "ب"})
LEADS_FROM: Final = frozenset({"في", "ب", "من", "عن"})
LEADS_TO: Final = frozenset({"في", "ب", "الي", "ل"})
LEADING: Final = frozenset({"", "الي", "علي"})
MOVING: Final = frozenset({"displacement.return", "displacement.flee", "force.deploy", "aid.deliver"})
SEIZERS: Final = ("سيطر", "استيلا", "تقدم", "توغل", "زحف")
"""Stems of verbal nouns whose pronoun is who takes, not what is taken (`سيطرتها على`)."""
_GOING_ON: Final = frozenset({"ما", "مما", "منذ", "بعد", "قبل", "خلال", "حيث", "وسط", "حتي"})
PRONOUN_REACH: Final = 6
NEAR: Final = 6
RECENT: Final = 6
"""How many mentions before its sentence a pronoun may mean."""
STORMING: Final = ("قتحام", "مداهم")
"""Stems of verbal nouns of attacks whose pronoun is a place (`تمهيدا لاقتحامها`)."""


def there(around: Around, mention: Mention) -> Mention:
    """What `تلك المنطقة` points back at, where it does."""
    words = around.words
    if mention.end - mention.start == 2 and words[mention.start][mention.lead :] in THERE:
        kind = words[mention.start + 1]
        if kind in NOWHERE:
            return _last_named(around, mention.start) or mention
        return _last_named(around, mention.start, bare_name(kind)) or mention
    return mention


def pointed_at(around: Around, trigger: Trigger) -> list[Mention]:
    """What `هناك` after the trigger points back at."""
    at = trigger.token
    for k in range(at + 1, min(at + NEAR, around.end)):
        if around.words[k] == "هناك" and _ends(around, k + 1):
            named = _last_named(around, at)
            return [named] if named else []
    return []


def _ends(around: Around, k: int) -> bool:
    """Whether `هناك` before token `k` ends what it stands in: before a noun it says that there is one."""
    return k == around.end or not around.words[k][0].isalpha() or around.words[k] in _GOING_ON


def _last_named(around: Around, at: int, kind: str = "") -> Mention | None:
    for mention in reversed([*around.earlier, *(m for m in around.mentions if m.end <= at)]):
        words = (around.words[mention.start][mention.lead :], *around.words[mention.start + 1 : mention.end - 1])
        if kind and (mention.end - mention.start < 2 or all(bare_name(word) != kind for word in words)):
            continue
        if mention.flags & Names.PLACE and not mention.flags & ACTING and is_named(around.words, mention):
            return mention
    return None


def meant(around: Around, trigger: Trigger) -> list[Mention]:
    """The place that the pronoun of a verbal noun stands for (`بعد تحريرها`)."""
    if trigger.word_class != "verb" and any(stem in around.words[trigger.token] for stem in SEIZERS):
        return []
    if trigger.word_class != "verb" and trigger.suffix and _with_object(around, trigger.token):
        return []
    gender = {"ها": "f", "ه": "m"}.get(trigger.suffix or _resumed(around, trigger))
    if trigger.suffix == "هما" and trigger.action.startswith(OF_PLACES):
        return _two(around, trigger.token)
    stormed = trigger.word_class != "verb" and any(stem in around.words[trigger.token] for stem in STORMING)
    if gender is None or not (stormed or trigger.action.startswith(OF_PLACES)):
        return []
    return _nearest(around, trigger.token, gender)


def _with_object(around: Around, at: int) -> bool:
    """Whether a place is the object of the verbal noun before it, whose pronoun is who acts then (`تحريرهم المطار`)."""
    return any(m.start == at + 1 and not m.preposition and not m.joined and m.flags & PLACE for m in around.mentions)


def _nearest(around: Around, at: int, gender: str) -> list[Mention]:
    """The nearest named place before token `at` that a pronoun of this gender can mean: of `البلدة في المحافظة` the first."""
    before = [*around.earlier[-RECENT:], *(m for m in around.mentions if m.end <= at)]
    for n in range(len(before) - 1, -1, -1):
        mention = before[n]
        if not _meant_as(mention, gender) or not is_named(around.words, mention):
            continue
        if mention.flags & Names.STATE and mention.start < around.start:
            continue
        if mention.joined and gender == "f":
            return _listed(before, n)
        while n and 0 <= mention.start - before[n - 1].end <= 1 and _meant_as(before[n - 1], gender):
            if (
                mention.joined
                or before[n - 1].preposition == "بين"
                or (mention.preposition and mention.preposition not in LEADS_IN)
            ):
                break
            n -= 1
            mention = before[n]
        return [mention]
    return []


def _listed(before: list[Mention], n: int) -> list[Mention]:
    """The places joined to one another of which the mention at `n` is the last: a pronoun after them means them all."""
    first = n
    while first and before[first].joined:
        first -= 1
    return before[first : n + 1]


def _meant_as(mention: Mention, gender: str) -> bool:
    """Whether a pronoun of this gender can stand for a mention that is a place."""
    many = gender == "f" and mention.number == "p"
    sited = bool(mention.flags & PLACE) and not mention.flags & ACTING & ~(Names.STATE | Names.GROUP)
    return sited and (many or (mention.gender == gender and mention.number == "s"))


def _two(around: Around, at: int) -> list[Mention]:
    """The two places that a dual pronoun stands for: a dual, or two joined by `و`."""
    before = [
        m
        for m in (*around.earlier[-RECENT:], *around.mentions)
        if m.end <= at and m.flags & PLACE and not m.flags & ACTING
    ]
    for n in range(len(before) - 1, -1, -1):
        if before[n].number == "d":
            return [before[n]]
        if n and before[n].joined:
            return before[n - 1 : n + 1]
    return []


def _resumed(around: Around, trigger: Trigger) -> str:
    """The pronoun of `عليها` or `فيها` right after a verb."""
    after = around.words[trigger.token + 1] if trigger.token + 1 < around.end else ""
    return "" if trigger.word_class != "verb" or after not in RESUMPTIVE else "ها" if after.endswith("ها") else "ه"


def meant_by_pronoun(around: Around, trigger: Trigger) -> list[Mention]:
    """The place that `فيها`, `إليها` or `منها` after the trigger stands for."""
    if trigger.action.startswith((*UNPLACED, "contact.")):
        return []
    for k in range(trigger.token + 1, min(trigger.token + PRONOUN_REACH + 1, around.end)):
        word = around.words[k]
        if word in BREAKS or word in RELATIVES or word == "،" or k in around.triggers:
            return []
        stem, gender = (word[:-2], "f") if word.endswith("ها") else (word[:-1], "m")
        if not word.endswith("ه") and gender == "m":
            continue
        if stem not in (LEADS_FROM if trigger.action in LEFT else LEADS_TO if trigger.action in MOVING else LEADS_IN):
            continue
        return _nearest(around, k, gender)
    return []


def led_to(around: Around, trigger: Trigger) -> list[Mention]:
    """The place right before a trigger that `و` joins to what led there (`وصل إلى المدينة والتقى`)."""
    at = trigger.light if trigger.light >= 0 else trigger.token
    if around.words[at][0] != "و" or trigger.action.startswith(UNPLACED):
        return []
    for mention in reversed(around.mentions):
        if mention.end <= at:
            apart = bool(mention.preposition) and around.words[at - 1] == "،"
            led = at - mention.end <= apart and mention.preposition in LEADING and mention.flags & PLACE
            return [mention] if led and not mention.flags & ACTING and is_named(around.words, mention) else []
    return []
