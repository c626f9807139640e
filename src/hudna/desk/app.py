"""The desk as a web application."""

from collections.abc import Awaitable, Callable, Collection
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from hudna.desk.access import NOBODY
from hudna.desk.api.app import api
from hudna.desk.assets import ASSETS
from hudna.desk.faults import status_of
from hudna.desk.guard import LOOPBACK, READS, Guard, from_here, origin_in
from hudna.desk.pages import login
from hudna.desk.remembered import StillReckoning
from hudna.desk.routes import MENU, ROWS, TEAM_ROWS, Row
from hudna.desk.view import Desk, View
from hudna.desk.wording import LANGUAGES
from hudna.errors import CannotExport, HudnaError, LedgerBusy, NoLedgerYet
from hudna.publish.brief.pdf import CannotPrint

LARGEST = 64_000
"""Bytes of a form."""
Endpoint = Callable[[Request], Awaitable[Response]]


class Refused(HTTPException):
    """A request that is not answered; its detail is the key of the words that say why."""


def application(desk: Desk, hosts: Collection[str] = LOOPBACK) -> Starlette:
    """The desk over one ledger, answering to these names."""
    rows = ROWS if desk.shelf is None else ROWS + TEAM_ROWS
    desk.rows, desk.menu = {row.name: row for row in rows}, MENU
    routes: list[Any] = [Route("/", _home), Route("/favicon.ico", _icon)]
    routes += [
        Route(
            f"/{lang}{row.path}",
            _endpoint(desk, row, lang),
            methods=["GET"] if row.fields is None else ["POST"],
            name=f"{row.name}:{lang}",
        )
        for row in rows
        for lang in LANGUAGES
    ]
    routes.append(Mount("/api", api(desk), name="api"))
    routes.append(Mount("/static", _Files(packages=[("hudna.desk", "static")]), name="static"))
    routes.append(Mount("/assets", _Files(directory=ASSETS, check_dir=False), name="assets"))
    app = Starlette(
        routes=routes,
        middleware=[Middleware(Guard, hosts=hosts, tiles=origin_in(desk.tiles))],
        exception_handlers={HTTPException: _refusal, HudnaError: _fault, Exception: _broken},
    )
    app.state.desk = desk
    return app


class _Files(StaticFiles):
    """Files of the package, each as what it is named."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        """A file that the browser asks after again, and gets only where it has changed."""
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = "no-cache"
        return response

    async def get_response(self, path: str, scope: Scope) -> Response:
        """A file, or that there is none."""
        if not self.all_directories or not any(map(_is_there, self.all_directories)):
            raise HTTPException(404)
        return await super().get_response(path, scope)


def _is_there(folder: Any) -> bool:
    from pathlib import Path

    return Path(folder).is_dir()


def _endpoint(desk: Desk, row: Row, lang: str) -> Endpoint:
    """What answers at a row of the table: nothing is called before the caller may call it."""

    async def endpoint(request: Request) -> Response:
        caller = desk.callers(request)
        view = View(desk, request, lang, caller, row)
        if not caller.may(row.who, row.scope):
            if (
                desk.shelf is not None
                and not caller.name
                and row.fields is None
                and "authorization" not in request.headers
            ):
                return login.asked(view, 401, then=view.here())
            raise Refused(403 if caller.name else 401, "error.not_allowed")
        if row.fields is not None:
            view.form = await _form(view, row.fields)
        return await run_in_threadpool(row.show, view)

    return endpoint


async def _form(view: View, fields: Collection[str]) -> dict[str, str]:
    """The fields of a form that comes from a page of this desk, and holds no others."""
    request = view.request
    if request.method in READS or not from_here(request):
        raise Refused(403, "error.foreign")
    if int(request.headers.get("content-length", "0") or 0) > LARGEST:
        raise Refused(413, "error.too_large")
    async with request.form(max_files=0, max_fields=100) as form:
        found = {name: value for name, value in form.multi_items() if isinstance(value, str)}
    if not view.desk.tokens.right(view.caller.key, found.pop("token", "")):
        raise Refused(403, "error.stale_form")
    if found.keys() - set(fields):
        raise Refused(400, "error.extra_fields")
    return found


async def _home(request: Request) -> Response:
    """Today, in the language that the browser asks for first."""
    wanted = request.headers.get("accept-language", "").lower()
    first = next((part.strip()[:2] for part in wanted.split(",") if part.strip()[:2] in LANGUAGES), LANGUAGES[0])
    return RedirectResponse(f"/{first}/", 307)


async def _icon(request: Request) -> Response:
    from importlib.resources import as_file, files

    with as_file(files("hudna.desk") / "static" / "icon.svg") as path:
        return FileResponse(path, media_type="image/svg+xml")


def _view(request: Request) -> View:
    """The view of a request that went wrong before it had one."""
    desk: Desk = request.app.state.desk
    lang = request.url.path[1:3]
    known = request.url.path[3:4] in ("/", "") and lang in LANGUAGES
    caller = desk.callers(request) or NOBODY
    return View(desk, request, lang if known else LANGUAGES[0], caller, None)


async def _refusal(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    view = _view(request)
    key = error.detail if isinstance(error, Refused) else f"error.{error.status_code}"
    said = view.t(key) if key in view.t.words else error.detail
    return view.shown("error.html", error.status_code, said=said, detail="")


async def _fault(request: Request, error: Exception) -> Response:
    """An error that a person can act on, as it says itself."""
    view = _view(request)
    if isinstance(error, StillReckoning):
        return view.shown("reckoning.html", 503)
    if isinstance(error, NoLedgerYet):
        return view.shown("empty.html", path=str(view.desk.address))
    assert isinstance(error, HudnaError)
    status = status_of(error)
    kind = "404" if status == 404 else "question" if status == 400 else _kind(error)
    return view.shown("error.html", status, said=view.t(f"error.{kind}"), detail=str(error))


def _kind(error: Exception) -> str:
    if isinstance(error, CannotExport | CannotPrint):
        return "file"
    return "busy" if isinstance(error, LedgerBusy) else "ledger"


async def _broken(request: Request, error: Exception) -> Response:
    """A fault of the desk itself; what it was stands in the terminal and not on the page."""
    view = _view(request)
    return view.shown("error.html", 500, said=view.t("error.500"), detail="")
