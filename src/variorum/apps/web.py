"""The reading room: a library in the browser, read-only. Every page is also at the same address with `.json`.

Nothing here reaches the pipeline, a stage, an engine or the writer. Report text is hostile: it is escaped everywhere, odd and
direction-changing characters are shown by name, and the pages forbid every script but our own small one.
"""

import asyncio
import hashlib
import json
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from jinja2 import Environment
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from variorum.apps import pages
from variorum.apps.formats import STORY_FORMATS, format_of
from variorum.apps.openapi import description
from variorum.apps.room import Room
from variorum.apps.safety import Guard
from variorum.apps.templating import STATIC, templates
from variorum.errors import LibraryError, WrongUse
from variorum.store.library import Library

T = TypeVar("T")
Page = tuple[str, dict[str, Any]]  # template, data
Build = Callable[[Room, Request], Page]
Answer = Callable[[Request], Awaitable[Response]]
NEAR = ("127.0.0.1", "localhost", "[::1]")
# Pages made at a time, by threads that stay. Each keeps a connection with a cache and a heap of its own, and Python runs one at a time:
# forty of them, as Starlette has by default, took three times the memory and answered no faster.
AT_ONCE = 3
# What a reader can do about an error.
HINTS = {
    404: (
        "The address may have lost its end on the way, or lead to a line that a later read no longer finds. A story keeps its address when "
        "reports join it; look for it by its words.",
    ),
    405: ("The reading room only shows. What is wrong is put right in the terminal: variorum correct --help",),
    500: ("Loading the page again may help. If it does not, the line that the terminal shows under variorum serve says what went wrong.",),
    503: ("Another program may be writing to it: wait a moment and load the page again. variorum check says whether the file is sound.",),
}
STATIC_KINDS = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8"}


def create(path: Path, hosts: tuple[str, ...] = NEAR, proposed: bool = True) -> Starlette:
    """The application over one library file. `hosts` are the names it answers to (Host header, without port); `proposed`: is what a second
    reader proposed shown?"""
    house = _House(Room(Library(path), proposed), templates(), ThreadPoolExecutor(AT_ONCE, "room"))
    problem = partial(_problem, house.environment)

    async def answer(request: Request, error: Exception) -> Response:
        return problem(request, error)

    application = Starlette(
        routes=[
            Route("/", _to_stories),
            Route("/openapi.json", _openapi),
            *(route for pattern, build in pages.ROUTES for route in house.both(pattern, build)),
            Route("/export/{story}.{kind}", house.export),
            Route("/static/{name}", _static()),
        ],
        exception_handlers=dict.fromkeys((HTTPException, WrongUse, LibraryError), answer),
    )
    application.add_middleware(Guard, hosts=hosts, failed=problem)
    return application


class _House:
    """A room with what its pages are made with."""

    def __init__(self, room: Room, environment: Environment, threads: ThreadPoolExecutor) -> None:
        self.room = room
        self.environment = environment
        self.threads = threads

    def both(self, pattern: str, build: Build) -> list[Route]:
        """A page and its JSON twin."""

        async def page(request: Request) -> Response:
            return await self.made(self._page, build, request)

        async def data(request: Request) -> Response:
            return await self.made(self._data, build, request)

        return [Route(f"{pattern}.json", data), Route(pattern, page)]

    async def made(self, make: Callable[..., T], *arguments: Any) -> T:
        """Made in a thread, from one state of the library, whatever a read commits meanwhile."""

        def work() -> T:
            with self.room.library.snapshot():
                return make(*arguments)

        return await asyncio.get_running_loop().run_in_executor(self.threads, work)

    def _page(self, build: Build, request: Request) -> Response:
        template, found = build(self.room, request)
        query = f"?{request.url.query}" if request.url.query else ""
        path = quote(request.scope["path"]).rstrip("/")
        address = f"{str(request.base_url).rstrip('/')}{path}{query}"
        page = self.environment.get_template(template).render(found, twin=f"{path}.json{query}", page_address=address)
        return tagged(request, page.encode("utf-8", "replace"), "text/html; charset=utf-8")

    def _data(self, build: Build, request: Request) -> Response:
        _, found = build(self.room, request)
        return tagged(request, json.dumps(pages.as_data(found), ensure_ascii=False).encode("utf-8", "replace"), "application/json")

    async def export(self, request: Request) -> Response:
        return await self.made(self._export, request)

    def _export(self, request: Request) -> Response:
        form = format_of(request.path_params["kind"], STORY_FORMATS)
        body = pages.export(self.room, request.path_params["story"], form)
        answer = tagged(request, body.encode("utf-8", "replace"), form.media)
        # A file to keep, not a page of this site: its own style would not pass our Content-Security-Policy.
        answer.headers["Content-Disposition"] = f'attachment; filename="story.{form.ending}"'
        return answer


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


def _static() -> Answer:
    """The style sheet and the script, from memory."""
    held = {file.name: (file.read_bytes(), STATIC_KINDS[file.suffix]) for file in STATIC.iterdir() if file.suffix in STATIC_KINDS}

    async def static(request: Request) -> Response:
        if request.path_params["name"] not in held:
            raise HTTPException(404)
        return tagged(request, *held[request.path_params["name"]])

    return static


def _problem(environment: Environment, request: Request, error: Exception) -> Response:
    """Errors: problem+json (RFC 9457) for programs, a page for people; never a path or a trace."""
    status, detail = 500, "Something went wrong here; the library is untouched."
    if isinstance(error, HTTPException):
        status, detail = error.status_code, str(error.detail)
    elif isinstance(error, WrongUse):
        status, detail = 404, "There is no such story, report, name, line or format in this library."
    elif isinstance(error, LibraryError):
        status, detail = 503, str(error)
    title = {404: "Not found", 405: "Not allowed", 400: "Bad request", 503: "The library cannot be read"}.get(status, "Error")
    if request.url.path.endswith(".json"):
        row = {"type": "about:blank", "title": title, "status": status, "detail": detail}
        return JSONResponse(row, status, media_type="application/problem+json")
    told = {"title": title, "detail": detail, "hints": HINTS.get(status, ()), "search": status == 404}
    page = environment.get_template("error.html").render(told, twin=None)
    return Response(page, status, media_type="text/html; charset=utf-8")
