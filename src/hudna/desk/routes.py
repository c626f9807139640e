"""Every route of the desk in one table: its path, its name, who may call it, and what answers.

Paths stand behind the language (`/en/entry`); what a page shows is asked for behind the question mark, so that every view is a
link.  A row with `fields` is a form that is posted: those fields are taken, and no others.  `section` is the page of the menu that
a page belongs to, and `scope` what a token has to be good for to fetch it, none being good enough where it is "".
"""

from collections.abc import Callable
from dataclasses import dataclass

from starlette.responses import Response

from hudna.desk.access import Who
from hudna.desk.pages import (
    brief,
    commitments,
    coverage,
    entry,
    evidence,
    export,
    login,
    registers,
    report,
    review,
    search,
    sources,
    stories,
    today,
)
from hudna.desk.view import View


@dataclass(frozen=True, slots=True)
class Row:
    """One route."""

    path: str
    name: str
    who: Who
    show: Callable[[View], Response]
    section: str = ""
    fields: frozenset[str] | None = None
    scope: str = ""


ROWS = (
    Row("/", "today", Who.READER, today.page),
    Row("/stories", "stories", Who.READER, stories.page),
    Row("/story", "story", Who.READER, stories.one, section="stories"),
    Row("/reports", "reports", Who.READER, report.several, section="stories"),
    Row("/report", "report", Who.READER, report.page, section="stories"),
    Row("/commitments", "commitments", Who.READER, commitments.page),
    Row("/commitment", "commitment", Who.READER, commitments.one, section="commitments"),
    Row("/entries", "entries", Who.READER, entry.several),
    Row("/entry", "entry", Who.READER, entry.page, section="entries"),
    Row("/rule", "rule", Who.READER, entry.rule, section="entries"),
    Row("/registers", "registers", Who.READER, registers.page),
    Row("/sources", "sources", Who.READER, sources.page),
    Row("/source", "source", Who.READER, sources.one, section="sources"),
    Row("/coverage", "coverage", Who.READER, coverage.page),
    Row("/search", "search", Who.READER, search.page),
    Row("/review", "review", Who.REVIEWER, review.page),
    Row("/review/said", "review_said", Who.REVIEWER, review.said, section="review", fields=review.FIELDS),
    Row("/log", "log", Who.READER, evidence.page),
    Row("/log/verify", "verify", Who.READER, evidence.verified, section="log", fields=frozenset()),
    Row("/export", "export", Who.READER, export.page),
    Row("/export/files", "export_files", Who.READER, export.files, section="export", scope="export"),
    Row("/entry/proof", "proof", Who.READER, export.proof, section="entries", scope="export"),
    Row("/brief", "brief", Who.READER, brief.page),
    Row("/brief/file", "brief_file", Who.READER, brief.file, section="brief"),
)
TEAM_ROWS = (
    Row("/login", "login", Who.ANYBODY, login.page),
    Row("/login/entered", "login_entered", Who.ANYBODY, login.entered, section="login", fields=login.FIELDS),
    Row("/logout", "logout", Who.READER, login.left, fields=frozenset()),
    Row("/users", "users", Who.ADMIN, login.users),
    Row("/users/ended", "users_ended", Who.ADMIN, login.ended, section="users", fields=frozenset(("name",))),
)
"""What there is besides at the desk of a team."""
MENU = (
    "today",
    "stories",
    "commitments",
    "entries",
    "registers",
    "sources",
    "coverage",
    "review",
    "brief",
    "log",
    "users",
)
"""The pages of the menu, in its order."""
