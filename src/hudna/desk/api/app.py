"""The API as an application of its own, mounted at /api: described by OpenAPI, and answering in JSON whatever happens."""

from collections.abc import Awaitable, Callable
from importlib.metadata import version
from typing import Annotated, Any

import msgspec
from fastapi import Depends, FastAPI, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from hudna.desk.api.routes import API_ROWS, VERSION, ApiRow
from hudna.desk.faults import status_of
from hudna.desk.remembered import StillReckoning
from hudna.desk.view import Desk
from hudna.errors import HudnaError, LedgerBusy, NoLedgerYet

NEXT = {
    400: "Change what the message names; /api/openapi.json says what may be asked.",
    401: "Send a token: Authorization: Bearer hudna_… (an admin makes one with: hudna tokens add NAME).",
    403: "Ask whoever keeps the desk for a token with the scope, or for the role, that this address needs.",
    404: "Look for the id in a list, such as /api/v1/entries; /api/openapi.json has every address.",
    405: "The API is read with GET alone; what changes the ledger is done at a page of the desk.",
    500: "Nothing in the ledger was changed. What it was stands in the terminal from which the desk was started.",
    503: "Wait a moment and ask again.",
}
"""What to do next, by status."""
WHERE = {
    "type": "http",
    "scheme": "bearer",
    "description": "A token of hudna tokens; none is needed at a desk of one user.",
}
Endpoint = Callable[..., Awaitable[Response] | Response]


def api(desk: Desk) -> FastAPI:
    """The API over the ledger of a desk."""
    made = FastAPI(
        title="Hudna",
        version=version("hudna"),
        description="What was reported about a ceasefire, and on whose word. Nothing here is a finding: "
        "violations are allegations of those who make them.",
        openapi_url="/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        exception_handlers={
            HTTPException: _refused,
            RequestValidationError: _not_asked_so,
            HudnaError: _fault,
            Exception: _broken,
        },
    )
    for row in API_ROWS:
        made.add_api_route(
            f"/{VERSION}{row.path}",
            _endpoint(desk, row),
            methods=["GET"],
            name=row.path[1:],
            summary=(row.answer.__doc__ or "").partition("\n")[0],
            dependencies=[Depends(_allowed(desk, row))],
            response_class=Response,
            responses=_described(row),
            openapi_extra={"security": [{"token": [row.scope]}]},
        )
    described = made.openapi

    def openapi() -> dict[str, Any]:
        schema = described()
        schema.setdefault("components", {})["securitySchemes"] = {"token": WHERE}
        for path in schema["paths"].values():
            path["get"]["responses"].pop("422", None)  # what is asked wrongly is a 400 here
        return schema

    made.openapi = openapi  # type: ignore[method-assign]
    return made


def _allowed(desk: Desk, row: ApiRow) -> Callable[[Request], None]:
    """Refuses whoever may not ask, before anything of what they ask is looked at."""

    def allowed(request: Request) -> None:
        caller = desk.callers(request)
        if not caller.may(row.who, row.scope):
            raise HTTPException(403 if caller.name else 401)

    return allowed


def _endpoint(desk: Desk, row: ApiRow) -> Endpoint:
    asks: Any = row.asks

    def endpoint(asked: Annotated[asks, Query()]) -> Response:
        return _json(row.answer(desk, asked))

    return endpoint


def _json(content: object, status: int = 200) -> Response:
    headers = {"WWW-Authenticate": "Bearer"} if status == 401 else {}
    return Response(msgspec.json.encode(content), status, headers, "application/json")


def _wrong(status: int, said: str, next_step: str = "") -> Response:
    """An error: its status, what is wrong, and what to do next."""
    return _json({"error": {"status": status, "said": said, "next": next_step or NEXT.get(status, NEXT[400])}}, status)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    said = {
        401: "Who asks is not known, or the token has expired or been revoked.",
        403: "This may not be asked with the rights that you have.",
    }.get(error.status_code, error.detail)
    return _wrong(error.status_code, said)


async def _not_asked_so(request: Request, error: Exception) -> Response:
    """Parameters that are missing, wrong or not known."""
    assert isinstance(error, RequestValidationError)
    said = "; ".join(f"{'.'.join(map(str, one['loc'][1:]))}: {one['msg']}" for one in error.errors()[:10])
    return _wrong(400, said)


async def _fault(request: Request, error: Exception) -> Response:
    """An error of the ledger, as it says itself."""
    assert isinstance(error, HudnaError)
    if isinstance(error, NoLedgerYet):
        return _wrong(404, str(error), "Add reports to it with hudna add.")
    if isinstance(error, StillReckoning):
        return _wrong(503, "This follows from the whole ledger and is still being reckoned.")
    status = status_of(error)
    busy = status != 503 or isinstance(error, LedgerBusy)
    return _wrong(status, str(error), "" if busy else "Do what the message says, and ask again.")


async def _broken(request: Request, error: Exception) -> Response:
    return _wrong(500, "The desk itself has failed.")


def _described(row: ApiRow) -> dict[int | str, dict[str, Any]]:
    """What an address answers, as OpenAPI says it."""
    one: dict[str, Any] = {"type": "object", "additionalProperties": True}
    many = {
        "type": "object",
        "required": ["items", "next"],
        "properties": {
            "items": {"type": "array", "items": one},
            "next": {"type": "string", "description": 'The `after` of the next page, "" on the last.'},
        },
    }
    parts = {name: {"type": kind} for name, kind in (("status", "integer"), ("said", "string"), ("next", "string"))}
    wrong = {"type": "object", "properties": {"error": {"type": "object", "properties": parts, "required": [*parts]}}}

    def said(what: str, schema: dict[str, Any]) -> dict[str, Any]:
        return {"description": what, "content": {"application/json": {"schema": schema}}}

    found: dict[int | str, dict[str, Any]] = {
        status: said(step, wrong) for status, step in NEXT.items() if status not in (405, 500)
    }
    return {200: said(row.answer.__doc__ or "", many if row.many else one), **found}
