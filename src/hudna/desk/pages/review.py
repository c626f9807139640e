"""The review queue: one entry after the other, accepted, rejected or corrected, each deed signed and reasoned."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from starlette.responses import Response

from hudna.desk.marks import pieces
from hudna.desk.pages.entry import marks_of
from hudna.desk.view import View
from hudna.errors import LedgerError
from hudna.ledger.choosing import BadReview, Given
from hudna.ledger.entries import Explanation, explanations_of
from hudna.ledger.laying import FIELDS as CORRECTABLE
from hudna.ledger.laying import SCALARS
from hudna.ledger.queue import unjudged_in
from hudna.ledger.reviewing import Asked, Signed, review
from hudna.ledger.reviews import Act, reviews_in
from hudna.rules.codebook import codebook
from hudna.vocabulary import Modality, SourceKind

DEEDS = ("accept", "reject", "correct", "undo")
FIELDS = frozenset(("about", "act", "why", "field", "value", "words", "means", "kind", "nothing", "number"))
"""What the forms of the queue hold."""
VALUED = (*SCALARS, "count")
"""Fields that have a value beside their words."""
LOOKED_THROUGH = 5000
"""Entries among which the one is sought that stands on the page, so that the next is known."""


def page(view: View) -> Response:
    """The entry that the address names, or the first that waits."""
    name = view.asked("id") or next(unjudged_in(view.ledger, view.filters), "")
    return _shown(view, name)


def _shown(view: View, name: str, wrong: str = "") -> Response:
    """The page of an entry; `wrong` is why what was asked could not be kept."""
    status = 400 if wrong else 200
    if not name:
        return view.shown("review_done.html", status)
    explained = explanations_of(view.ledger, name)[0]
    entry = explained.entry
    done = [one for one in reviews_in(view.ledger, view.asked("was")) if one.number == view.number("done")]
    return view.shown(
        "review.html",
        status,
        entry=entry,
        wrong=wrong,
        paragraph=pieces(explained.text, explained.paragraph, marks_of(entry)),
        read=list(_read(explained)),
        reviews=[one for one in reviews_in(view.ledger, entry.id) if one.report == entry.origin.id],
        next=_behind(unjudged_in(view.ledger, view.filters), name),
        asked=dict(view.set_filters),
        fields=CORRECTABLE,
        valued=VALUED,
        actions=tuple(codebook().actions),
        modalities=tuple(Modality),
        kinds=tuple(SourceKind),
        done=done[0] if view.asked("was") and done else None,
    )


def _read(explained: Explanation) -> Iterator[tuple[str, str, tuple[str, ...], str, str]]:
    """Every field as it stands: its value, its words, and where a person corrected it what the rules say and who corrects."""
    entry = explained.entry
    corrected = {one.field: one for one in entry.review.corrections} if entry.review else {}
    chain = entry.saying.chain if entry.saying else ()
    found: dict[str, tuple[str, tuple[str, ...]]] = {
        "action": (entry.action, (entry.printed,)),
        "source": ("", tuple(hop.printed for hop in chain)),
        "actor": (" ".join(entry.meanings("actor")), entry.named("actor")),
        "recipient": (" ".join(entry.meanings("recipient")), entry.named("recipient")),
        "place": (" ".join(entry.meanings("place")), entry.named("place")),
        "when": (entry.when, entry.named("time")),
        "count": (" ".join(entry.meanings("count")), entry.named("count")),
        "modality": (entry.modality, ()),
        "negated": ("yes" if entry.negated else "no", ()),
        "commitment": ("yes" if entry.commitment else "no", ()),
    }
    for field, (value, words) in found.items():
        one = corrected.get(field)
        yield field, value, words, (one.machine or "–") if one else "", one.by if one else ""


def _behind(waiting: Iterator[str], name: str) -> str:
    """The entry that waits behind one, the first that waits where that does not wait itself, "" where there is no other."""
    some = list(islice(waiting, LOOKED_THROUGH))
    place = some.index(name) + 1 if name in some else 0
    return next(iter([*some[place:], *some[:place]]), "") if some != [name] else ""


def said(view: View) -> Response:
    """Keeps what was said of an entry and goes on to the next; after a correction the entry is shown again as it now stands."""
    form = view.form
    about = form.get("about", "")
    behind = _behind(unjudged_in(view.ledger, view.filters), about)
    try:
        asked = _asked(form)
        number = review(view.ledger, about, asked, _signed(view), _judge())
    except LedgerError as error:
        return _shown(view, about, str(error))
    stays = asked.act in (Act.CORRECT, Act.UNDO)
    return view.sent_to("review", **dict(view.set_filters), id=about if stays else behind, was=about, done=number)


def _judge() -> Any:
    from hudna.pipeline import story_judge

    return story_judge()


def _signed(view: View) -> Signed:
    return Signed(view.caller.name, view.form.get("why", ""), datetime.now(UTC).isoformat(timespec="seconds"))


def _asked(form: Any) -> Asked:
    """What a form asks for; raises `BadReview` where it is no deed of this page."""
    act = form.get("act", "")
    if act not in DEEDS:
        raise BadReview(f"{act or 'nothing'}: no deed of the review queue; there are {', '.join(DEEDS)}")
    if act == Act.UNDO:
        number = form.get("number", "")
        return Asked(Act.UNDO, undo=int(number) if number.isdecimal() and len(number) < 12 else None)
    if act != Act.CORRECT:
        return Asked(Act(act))
    words, means, kinds = (_lines(form.get(name, "")) for name in ("words", "means", "kind"))
    field = form.get("field", "")
    text = form.get("value", "").strip() if field in VALUED else ""
    return Asked(
        Act.CORRECT, given=Given(field, text, words, means, kinds * max(1, len(words)), bool(form.get("nothing")))
    )


def _lines(text: str) -> tuple[str, ...]:
    """What stands in a field, line by line."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())
