"""The reading room: a library in the browser, read-only. Every page is also at the same address with `.json`.

Nothing here reaches the pipeline, a stage, an engine or the writer. Report text is hostile: it is escaped everywhere, odd and
direction-changing characters are shown by name, and the pages forbid every script but our own small one.
"""

import hashlib
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from jinja2 import Environment
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from variorum.apps import pages
from variorum.apps.openapi import description
from variorum.apps.safety import Guard
from variorum.apps.templating import STATIC, templates
from variorum.errors import LibraryError, WrongUse
from variorum.store.library import Library

Page = tuple[str, dict[str, Any]]  # template, data
Build = Callable[[pages.Room, Request], Page]


def create(path: Path, hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")) -> Starlette:
    """The application over one library file. `hosts` are the names it answers to (Host header, without port)."""
    room = pages.Room(Library(path))
    environment = templates()
    routes = [
        Route("/", _to_stories),
        Route("/openapi.json", _openapi),
        *(route for pattern, build in pages.ROUTES for route in _both(pattern, build, room, environment)),
        Route("/export/{story}.{kind}", _export(room)),
        Mount("/static", StaticFiles(directory=STATIC), name="static"),
    ]
    application = Starlette(routes=routes, exception_handlers={HTTPException: _problem(environment), Exception: _problem(environment)})
    application.add_middleware(Guard, hosts=hosts)
    return application


def _both(pattern: str, build: Build, room: pages.Room, environment: Environment) -> list[Route]:
    """A page and its JSON twin."""

    async def page(request: Request) -> Response:
        return await _answer(request, build, room, environment, as_json=False)

    async def data(request: Request) -> Response:
        return await _answer(request, build, room, environment, as_json=True)

    return [Route(f"{pattern}.json", data), Route(pattern, page)]


async def _answer(request: Request, build: Build, room: pages.Room, environment: Environment, as_json: bool) -> Response:
    try:
        template, found = await run_in_threadpool(build, room, request)
    except WrongUse as error:
        raise HTTPException(404, str(error)) from error
    except LibraryError as error:
        raise HTTPException(503, str(error)) from error
    if as_json:
        body = json.dumps(pages.as_data(found), ensure_ascii=False).encode("utf-8", "replace")
        kind = "application/json"
    else:
        here = request.url.path
        query = f"?{request.url.query}" if request.url.query else ""
        body = (
            environment.get_template(template).render(found, here=here, twin=f"{here.rstrip('/')}.json{query}").encode("utf-8", "replace")
        )
        kind = "text/html; charset=utf-8"
    return tagged(request, body, kind)


def tagged(request: Request, body: bytes, kind: str) -> Response:
    """The body with its ETag, or 304 where the reader has it already."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=kind, headers=headers)


async def _to_stories(request: Request) -> Response:
    return RedirectResponse("/stories")


async def _openapi(request: Request) -> Response:
    return JSONResponse(description())


def _export(room: pages.Room) -> Callable[[Request], Awaitable[Response]]:
    async def export(request: Request) -> Response:
        try:
            body, kind = await run_in_threadpool(pages.export, room, request.path_params["story"], request.path_params["kind"])
        except WrongUse as error:
            raise HTTPException(404, str(error)) from error
        answer = tagged(request, body.encode("utf-8", "replace"), kind)
        # A file to keep, not a page of this site: its own style would not pass our Content-Security-Policy.
        answer.headers["Content-Disposition"] = f'attachment; filename="story.{request.path_params["kind"]}"'
        return answer

    return export


def _problem(environment: Environment) -> Callable[[Request, Exception], Awaitable[Response]]:
    """Errors: problem+json (RFC 9457) for programs, a page for people; never a path or a trace."""

    async def answer(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        detail = str(error.detail) if isinstance(error, HTTPException) else "Something went wrong here; the library is untouched."
        title = {404: "Not found", 405: "Not allowed", 400: "Bad request", 503: "The library cannot be read"}.get(status, "Error")
        if request.url.path.endswith(".json"):
            row = {"type": "about:blank", "title": title, "status": status, "detail": detail}
            return JSONResponse(row, status, media_type="application/problem+json")
        page = environment.get_template("error.html").render(title=title, detail=detail, here=request.url.path, twin=None)
        return Response(page, status, media_type="text/html; charset=utf-8")

    return answer
