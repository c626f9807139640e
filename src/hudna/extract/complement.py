"""What completes a reporting cue: where its content begins, and where the words of its source must end."""

from typing import Final

from hudna.extract.objects import object_at
from hudna.extract.stated import Complement
from hudna.extract.tokens import QUOTES, Tokens
from hudna.extract.views import view_of
from hudna.rules.cues import CueSense, cue_lexicon
from hudna.rules.events import lexicon
from hudna.rules.nouns import LEXICON, Names
from hudna.rules.reporting import feeling_of, reporting_words, source_heads
from hudna.rules.shapes import is_future, is_nisba, is_verbal_noun

CUES: Final = cue_lexicon()
HEADS: Final = source_heads()
KNOWN: Final = reporting_words()
EVENTS: Final = lexicon()
_ASCRIBED: Final = 8
_CLOSE: Final = 7
_OF_CLAIM: Final = 3
_DESCRIBED: Final = 4
"""How many words a subject has at most, its adjectives among them, before what must follow its cue directly."""
REACH: Final = 45
"""How many tokens a cue may stand away from its content; the longest naming phrases of the corpus have some twenty."""
OBJECT_YIELDS: Final = 9
"""A content clause (أن) that follows an object so closely is the complement after all, and the object part of the source."""

_PREPOSITIONS: Final = {"الي": "ila", "علي": "ala", "من": "min", "عن": "an", "في": "fi"}


_GROUND: Final = Names.PLACE | Names.STRUCTURE | Names.STATE | Names.DIRECTION


_OBJECTS: Final = frozenset({"obj", "obj2", "obj-say", "obj-doc", "obj+resp", "obj+obj", "obj-ila", "obj-count"})
_CLAUSES: Final = frozenset({"that", "bithat"})
_EVALUATES: Final = frozenset({"accuse", "condemn", "support", "threaten", "pledge", "demand"})
"""Groups of cues whose noun may be any noun (ندد بالمجزرة)."""
_JUDGES: Final = _EVALUATES | {"doubt"}
"""Groups of cues for which a topic of talk is something that is judged (أثنى على دور س)."""
_DREADS: Final = frozenset({"warn", "fear", "condemn", "rejects", "downplay"})
"""Groups of cues whose noun after من may be any noun (حذر من كارثة)."""
_ANY_NOUN: Final = frozenset({("point", "ila"), ("doubt", "fi")})
"""Groups of cues and prepositions between which the noun may be any (أشار إلى حادثة أخرى)."""
_SINCE: Final = frozenset({"اذ", "حيث"})
"""They open a clause with a cue of its own (إذ قال إن)."""
_RIGHTS: Final = frozenset({"لحقوق", "لحق"})
"""Part of the name of a body (المفوض السامي لحقوق الإنسان)."""
_PREFORMATIVES: Final = frozenset("يتنا")
"""The letters with which a verb in the imperfect begins."""
_THAT_NOT: Final = frozenset({"الا", "بالا"})
_LEST: Final = frozenset({"that", "bithat", "bi", "obj+bi", "obj+obj", "obj+ala", "ala", "min"})
_THEIRS: Final = ("ه", "ها", "هم")
_WITH_IT: Final = frozenset({"بها", "بهم", "بهما", "بنا", "بهن", "بكم"})
_SHOWS: Final = frozenset({"reveal", "relay", "observe", "document"})
"""Groups of verbs of things that show something: a colon after them opens no speech (يظهر الخبر كما يلي:)."""
_OF_A_DEED: Final = frozenset({"علي", "عن"})
"""After a noun that also names a body they show that it is a deed (القضاء على، الدفاع عن)."""
_BEFORE_QUOTE: Final = frozenset("،:")
_SAYING: Final = frozenset({"بالقول", "قايلا", "قايله", "قايلين"})
_AFTER_SPEECH: Final = frozenset("،.؛!؟\n")
_MARKED: Final = frozenset({"that", "colon", "quote"})


def complement_of(tokens: Tokens, cue: int, end: int, sense: CueSense) -> Complement | None:
    """The nearest complement that the sense of the cue takes between the cue and token `end`, or None."""
    words = tokens.words
    if sense.suffix and "obj-ila" in sense.takes:
        to = next((k for k in range(cue + 1, min(end - 1, cue + _ASCRIBED)) if words[k] == "الي"), -1)
        return Complement("noun", to, to + 1) if to > 0 else None  # هجوم نسبته السلطات إلى س
    held = view_of(tokens.words, cue, min(end, cue + REACH), sense)
    if held is not None:
        return held
    if words[cue + 1] in KNOWN.that and "that" not in sense.takes:
        return None  # يذكر أن: another verb, which takes أن
    relative, takes_object = False, _takes_object(sense)
    ownable = not takes_object and not any(code.startswith("obj+") for code in sense.takes)
    limit = min(end, cue + REACH)
    j = cue + 1
    while j < limit:
        word = words[j]
        found = _at(tokens, cue, j, end, sense)
        if found is not None and found.kind == "quote" and sense.group == "opine" and words[j - 1] not in _BEFORE_QUOTE:
            found = None  # تعتبر الحزب «منظمة …»: the marks hold a part of what is thought
        if found is not None and (found.kind in _MARKED or (held is None and not (relative and word in ("عن", "من")))):
            if held is not None and held.kind == "object" and _claims(words, held.at, j):
                return held  # نفى اتهامات بأن …: the clause is theirs
            return found if _allowed(words, sense, found, cue) else held
        relative = word != "،" and (relative or (word in KNOWN.relative_pronouns and word != "من"))
        if ownable and (j == cue + 1 or sense.group == "stress") and _is_own_object(words, cue, j, sense):
            return None  # شدد الحصار على: the verb has an object, so it is another verb
        stands_clear = not relative or (word.endswith("ا") and is_verbal_noun(word[:-1])) or _is_own_stance(word)
        if held is None and stands_clear and takes_object and object_at(words, cue, j, sense):
            held = Complement("object", j, j)
            if sense.takes.isdisjoint(_CLAUSES):
                break
            limit = min(limit, j + OBJECT_YIELDS)
        if word in QUOTES or word == "(":
            j = _closing(tokens, j, limit) + 1
            continue
        if _new_clause(tokens, cue, j) or (held is not None and word == "،"):
            break
        j += 1
    if held is None:
        held = _short_quotation(tokens, cue, limit, sense)
    return held if held is not None and _allowed(words, sense, held, cue) else None


def _claims(words: list[str], noun: int, clause: int) -> bool:
    """Whether the object is a noun of claiming to which the clause right after it belongs."""
    return clause - noun <= _OF_CLAIM and any(s.aspect == "noun" for s in CUES[words[noun]]) and words[clause][0] == "ب"


def _is_own_stance(word: str) -> bool:
    """Whether the noun is a stance with a pronoun (دعمه), which belongs to no relative clause before it."""
    return word.endswith(_THEIRS) and feeling_of(word) is not None


def _short_quotation(tokens: Tokens, cue: int, limit: int, sense: CueSense) -> Complement | None:
    """A quotation of a few words, speech only where nothing else completes the cue and nothing follows the mark."""
    if "quote" not in sense.takes or sense.group not in ("say", "continue"):
        return None
    for q in tokens.quotations:
        if cue < q.start < limit and q.closed and q.words > 1:
            after = tokens.words[q.end + 1] if q.end + 1 < len(tokens.words) else "\n"
            return Complement("quote", q.start, q.start) if after in _AFTER_SPEECH else None
    return None


def _is_own_object(words: list[str], cue: int, j: int, sense: CueSense) -> bool:
    word = words[j]
    return word.startswith("ال") and word not in KNOWN.idiom_objects and object_at(words, cue, j, sense)


def _takes_object(sense: CueSense) -> bool:
    return sense.group == "describe" or not sense.takes.isdisjoint(_OBJECTS)


def _allowed(words: list[str], sense: CueSense, found: Complement, cue: int) -> bool:
    """A strict complement must follow its cue directly (بيّن أن), or the cue is another word (بين = between)."""
    if not sense.strict:
        return True
    if sense.group == "relay" and found.kind == "that" and _is_outlet(words[cue + 1]):
        return True
    code = {"quote": "quote", "colon": "quote"}.get(found.kind, "")
    if words[found.at] in KNOWN.that:
        code = "that"
    if sense.strict >= sense.takes or code in sense.strict:
        return found.at <= cue + 2 or words[found.at - 1] in _SAYING or _of_subject(words, cue + 1, found.at)
    return True


def _of_subject(words: list[str], head: int, end: int) -> bool:
    """Whether only adjectives or `نفسه` stand between the noun of a subject and token `end` (وبين المسؤول نفسه أن)."""
    if end - head > _DESCRIBED or HEADS.get(words[head]) is None:
        return False
    return all(
        words[k] in KNOWN.itself or (words[k].startswith("ال") and is_nisba(words[k])) for k in range(head + 1, end)
    )


def _is_outlet(word: str) -> bool:
    head = HEADS.get(word)
    return head is not None and head.kind == "outlet"


def _at(tokens: Tokens, cue: int, j: int, end: int, sense: CueSense) -> Complement | None:
    """The complement that begins at token j."""
    words, takes, known = tokens.words, sense.takes, KNOWN
    word = words[j]
    after = words[j + 1] if j + 1 < end else ""
    if word in known.that:
        return Complement("that", j, j + 1) if "that" in takes and words[j - 1] not in known.not_before_that else None
    if (
        word in _THAT_NOT
        and takes & _LEST
        and (after in QUOTES or after[:1] in _PREFORMATIVES)
        and _is_that_not(tokens, j)
    ):
        return Complement("that", j, j)
    if word in known.that_with_bi:
        return Complement("that", j, j + 1) if takes & {"bithat", "bi", "that", "obj+bi", "bi-doc"} else None
    if word == ":" and ("quote" in takes or ("that" in takes and sense.group not in _SHOWS)):
        return _after_colon(tokens, j, end)
    if (
        word in QUOTES
        and (takes & {"bi", "obj+bi"})
        and j + 1 < end
        and words[j + 1][0] == "ب"
        and words[j + 1] not in known.native_bi
    ):
        return Complement("noun", j, j + 1, 1) if len(words[j + 1]) > 2 else None
    if word in QUOTES and _opens_speech(tokens, j):
        return Complement("quote", j, j) if "quote" in takes else None
    if "lawm" in takes:
        return Complement("noun", j, j + 1) if word == "علي" and _is_blame(words, cue, j) else None
    if word in _PREPOSITIONS:
        return _after_preposition(words, cue, j, after, sense)
    if word[0] == "ب" and (takes & {"bi", "obj+bi", "bi-doc"}) and sense.group != "describe":
        return _after_bi(words, cue, j, sense)
    if word[0] == "ل" and (takes & {"li", "obj+li"}):
        return _after_li(word, j)
    return None


def _is_that_not(tokens: Tokens, j: int) -> bool:
    """Whether `ألا` is printed there, which is أن لا, and not `إلا`, save."""
    return "أ" in tokens.printed(j)


def _after_colon(tokens: Tokens, j: int, end: int) -> Complement | None:
    words = tokens.words
    if j + 1 >= end or words[j - 1].isdigit():
        return None
    start = j + 1
    while start < end and words[start] == "\n":
        start += 1
    if start >= end:
        return None
    if words[start] in KNOWN.that:
        start += 1
    return Complement("colon", j, start)


def _opens_speech(tokens: Tokens, j: int) -> bool:
    quotation = tokens.quoted[j]
    return quotation >= 0 and tokens.quotations[quotation].start == j


def _after_preposition(words: list[str], cue: int, j: int, after: str, sense: CueSense) -> Complement | None:
    takes, known, code = sense.takes, KNOWN, _PREPOSITIONS[words[j]]
    if after in known.that:
        if code in takes or code + "that" in takes or f"obj+{code}" in takes:
            return Complement("that", j, j + 2)
        return None
    if code == "ala" and words[j - 1] in known.ranks and after.startswith("ال") and not is_verbal_noun(after):
        return None  # اللواء علي الأحمدي: a name
    if code == "ala" and words[j - 1].removeprefix("لل").removeprefix("ال") in known.keeps_ala:
        return None  # هيئة الرقابة على …: part of the name
    if code == "an" and sense.group == "express" and not _is_expressed(words, cue, j + 1):
        return None
    if code == "an" and "an-stance" in takes:
        return Complement("noun", j, j + 1) if after in known.defended else None
    if code not in takes and f"obj+{code}" not in takes:
        return None
    if not after or (after in known.topics and sense.group not in _JUDGES):
        return None
    if code == "an" and (words[j - 1] in ("نقلا", "ونقلا") or (sense.group == "inform" and not is_verbal_noun(after))):
        return None
    if code == "an" or is_verbal_noun(after) or after in QUOTES:
        return Complement("noun", j, j + 1)
    if (sense.group, code) in _ANY_NOUN and after not in HEADS and after[0].isalpha() and after not in KNOWN.that:
        return Complement("noun", j, j + 1)
    if sense.group in _EVALUATES and code == "ala" and after not in HEADS:
        return Complement("noun", j, j + 1)
    if code == "min" and sense.group in _DREADS and after not in HEADS and len(after) > 2:
        if any(words[k] == "من" and words[k + 1] in KNOWN.that for k in range(j + 2, min(j + 8, len(words) - 1))):
            return None
        return Complement("noun", j, j + 1)
    if code == "ila" and sense.group == "demand" and after.startswith("ال") and _is_thing(after):
        return Complement("noun", j, j + 1)
    if code == "ila" and "obj+ila" in takes and j > cue + 1 and _is_called_for(words, j + 1):
        return Complement("noun", j, j + 1)
    if code in ("ala", "min") and after not in HEADS and (after.startswith("ال") or _is_deed(after)):
        return Complement("noun", j, j + 1)
    return None


def _is_expressed(words: list[str], cue: int, j: int) -> bool:
    """Whether what stands after عن can be expressed: a feeling, after an adjective of degree or without; close by, a deed."""
    word = words[j + 1] if words[j] in KNOWN.degrees and j + 1 < len(words) else words[j]
    if feeling_of(word) is not None or j > cue + _CLOSE:
        return feeling_of(word) is not None
    return is_verbal_noun(word) or word.endswith(_THEIRS) or not word.isalpha()


def _is_deed(word: str) -> bool:
    return is_verbal_noun(word) or any(sense.aspect == "masdar" for sense in EVENTS[word])


def bare_complement(words: list[str], cue: int, end: int, sense: CueSense) -> Complement | None:
    """Words that the cue gives without any marker (وأضافوا نحن ندافع عن …), in the first person or about what will be."""
    start = cue + 1
    if sense.group not in ("say", "continue") or "quote" not in sense.takes or sense.strict or start >= end:
        return None
    first = words[start]
    if sense.group == "continue" and is_future(first):
        return Complement("bare", start, start)
    if first in KNOWN.speaks_bare or (first.endswith("نا") and len(first) > 4 and not first.startswith("ال")):
        return Complement("bare", start, start)
    return None


def _is_called_for(words: list[str], j: int) -> bool:
    """Whether somebody is called to an indefinite thing with an adjective, no place and no feast (دعا س إلى دور فاعل)."""
    word, after = words[j], words[j + 1] if j + 1 < len(words) else ""
    if word in HEADS or word.startswith("ال") or word in KNOWN.feasts or LEXICON[word].flags & _GROUND:
        return False
    return after.isalpha() and not after.startswith(("ال", "و")) and after not in KNOWN.governors


def _is_thing(word: str) -> bool:
    """Whether a definite noun is no place, person, body or feast: what somebody may be called to (الحوار، التقيد)."""
    return word not in HEADS and word not in KNOWN.feasts and LEXICON[word].flags == 0 and not is_nisba(word)


def _is_blame(words: list[str], cue: int, j: int) -> bool:
    """`ألقى باللوم على`: the noun of blame stands between."""
    return not KNOWN.blame.isdisjoint(words[cue + 1 : j])


def _after_bi(words: list[str], cue: int, j: int, sense: CueSense) -> Complement | None:
    """A noun with fused ب; the letter itself stays outside the content."""
    word = words[j]
    if word in KNOWN.speaks_for or word in KNOWN.native_bi or len(word) == 2 or word in _WITH_IT:
        return None
    if word == "ب":
        return Complement("noun", j, j + 1)
    stem = word[1:]
    if is_verbal_noun(stem):
        return Complement("noun", j, j, 1)
    if stem in HEADS:
        deed = not stem.startswith("ال") or (j + 1 < len(words) and words[j + 1] in _OF_A_DEED)
        return Complement("noun", j, j, 1) if sense.group in _EVALUATES and deed else None
    bare = j == cue + 1 and stem.startswith("ال") and sense.group not in _EVALUATES
    if bare or sense.group in ("say", "inform", "point"):
        return Complement("noun", j, j, 1) if sense.group == "point" and stem.startswith("ال") else None
    return Complement("noun", j, j, 1) if stem.startswith("ال") or sense.group in _EVALUATES else None


def _after_li(word: str, j: int) -> Complement | None:
    if word.startswith("لل") and is_verbal_noun(word[2:]):
        return Complement("noun", j, j, 0)
    if len(word) > 3 and is_verbal_noun(word[1:]) and word not in _RIGHTS:
        return Complement("noun", j, j, 1)
    return None


def _new_clause(tokens: Tokens, cue: int, j: int) -> bool:
    """Whether a cue of its own begins at token j: the complement of this one is not sought beyond it."""
    words = tokens.words
    word = words[j]
    senses = CUES[word]
    if word[-1] == "ه" and any(s.aspect == "participle" for s in senses) and not tokens.ends_in_ta(j):
        return False  # ومقره: and its seat is in …, no مقرة
    if not senses or word[1:] in KNOWN.carried_by:  # and which س published
        return word == "؛"
    if senses[0].aspect == "noun" and senses[0].suffix and j + 1 < len(words) and words[j + 1] in KNOWN.that:
        return words[j - 1] not in ("عن", "عنها", "عنه")
    completed = j + 1 < len(words) and (words[j + 1] == ":" or words[j + 1] in KNOWN.that)
    if words[j - 1] in _SINCE and any(sense.aspect == "perfect" for sense in senses):
        return True
    if any(sense.conjoined and sense.aspect != "noun" and (not sense.strict or completed) for sense in senses):
        return word[0] == "و" or words[j - 1] in "،." or (word[0] == "ف" and completed)
    return words[j - 1] in "،." and any(sense.aspect == "participle" for sense in senses)


def _closing(tokens: Tokens, j: int, limit: int) -> int:
    """Token of the mark that closes the bracket or quotation opened at j, or j where it stays open."""
    closers = {")"} if tokens.words[j] == "(" else QUOTES
    return next((k for k in range(j + 1, limit) if tokens.words[k] in closers), j)
