"""The brief of a period, as a page of the desk and as a file."""

from datetime import date, timedelta

from markupsafe import Markup
from starlette.responses import Response

from hudna.desk.sending import sent
from hudna.desk.view import View
from hudna.desk.wording import LANGUAGES
from hudna.errors import BadQuestion
from hudna.ledger.days import latest_day
from hudna.publish.brief.document import Document
from hudna.publish.brief.html import body_of
from hudna.publish.brief.making import Asked, brief_of
from hudna.publish.brief.period import period_of
from hudna.publish.brief.printing import FORMS, missing_for, printed
from hudna.theatres.load import theatres

LANGUAGE = "language"
MOST, MOST_MOST = 5, 100
"""Happenings that an area shows, and the most that can be asked for."""
LATELY = 6
"""Days before the last one that make a week with it."""
LONGEST = 366
"""Days of a period; the period before is looked at too."""
KINDS = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def page(view: View) -> Response:
    """The brief, of the last day of the ledger unless other days are asked for, with the files that can be had of it."""
    last = latest_day(view.ledger, view.desk.day())
    if not last and not view.asked("from"):
        return view.shown("nothing_yet.html")
    asked = _asked(view, last)
    document = _document(view, asked)
    return view.shown(
        "brief.html",
        asked=asked,
        last=last,
        week=_week_to(last),
        body=Markup(body_of(document, lambda entry: view.href("entry", id=entry))),
        forms=[(form, missing_for(form)) for form in FORMS],
        agreements=[(one.id, one.ar if view.lang == "ar" else one.en) for t in theatres() for one in t.agreements],
    )


def _week_to(last: str) -> str:
    return (date.fromisoformat(last) - timedelta(days=LATELY)).isoformat() if last else ""


def _asked(view: View, last: str) -> Asked:
    """What the address asks for; raises `BadQuestion` for what cannot be."""
    first = view.asked("from", last)
    period = period_of(first, view.asked("to") or first)
    if (period.last - period.first).days >= LONGEST:
        raise BadQuestion(f"{period.first} to {period.last}: longer than {LONGEST} days; choose fewer")
    language = view.asked(LANGUAGE) or view.lang
    if language not in LANGUAGES:
        raise BadQuestion(f"{language}: no brief is written in it; there are {', '.join(LANGUAGES)}")
    most = min(MOST_MOST, max(1, view.number("most", MOST)))
    return Asked(period, language, view.asked("since"), view.asked("place"), most)


def _document(view: View, asked: Asked) -> Document:
    return view.remembered(f"brief {asked}", lambda ledger: brief_of(ledger, asked))


def file(view: View) -> Response:
    """The brief as a file of the form that is asked for."""
    form = view.asked("form", "html")
    if form not in FORMS:
        raise BadQuestion(f"{form}: no form of a brief; there are {', '.join(FORMS)}")
    asked = _asked(view, latest_day(view.ledger, view.desk.day()))
    name = f"brief-{asked.period.first}-{asked.period.last}-{asked.language}.{form}"
    return sent(printed(_document(view, asked), form), name, KINDS[form])
