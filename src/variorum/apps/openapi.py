"""The description of the web in OpenAPI 3.1, made from the routes themselves."""

from typing import Any

from variorum import __version__
from variorum.apps.formats import STORY_FORMATS
from variorum.apps.pages import PARAMETERS, ROUTES

PAGE = {"text/html": {"schema": {"type": "string"}}}
DATA = {"application/json": {"schema": {"type": "object"}}}
PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}


def description() -> dict[str, Any]:
    """The whole document: each page and its JSON twin, the exports, and what serves them."""
    paths: dict[str, Any] = {}
    for pattern, build in ROUTES:
        path = pattern.replace(":path", "")
        query = [_parameter(name, "query", kind) for name, kind in PARAMETERS.get(pattern, {}).items()]
        summary = (build.__doc__ or "").strip().splitlines()[0]
        paths[f"{path}.json"] = _get(summary, build.__name__, path, query, DATA, PROBLEM)
        paths[path] = _get(f"{summary} (a page to read)", f"{build.__name__}_page", path, query, PAGE, PAGE)
    files = {kind: {"schema": {"type": "string"}} for kind in sorted({form.media.partition(";")[0] for form in STORY_FORMATS})}
    paths["/export/{story}.{kind}"] = _get("A story in one of the standard formats.", "export", "/export/{story}/{kind}", [], files, PAGE)
    paths["/export/{story}.{kind}"]["get"]["parameters"][1]["schema"]["enum"] = [form.name for form in STORY_FORMATS]
    paths["/openapi.json"] = _get("This description.", "openapi", "", [], DATA, PROBLEM)
    paths["/static/{name}"] = _get("The style sheet and the script of the pages.", "static", "/static/{name}", [], {}, PAGE)
    paths["/"] = _get("To the stories.", "to_stories", "", [], {}, PAGE)
    paths["/"]["get"]["responses"]["307"] = {"description": "The list of stories is at /stories"}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Variorum reading room", "version": __version__, "description": "A library of news reports, read-only."},
        "paths": paths,
        "components": {
            "schemas": {
                "Problem": {
                    "type": "object",
                    "required": ["type", "title", "status"],
                    "properties": {name: {"type": "string"} for name in ("type", "title", "detail")} | {"status": {"type": "integer"}},
                }
            }
        },
    }


def _get(summary: str, key: str, path: str, query: list[Any], content: dict[str, Any], failed: dict[str, Any]) -> dict[str, Any]:
    names = [part.strip("{}") for part in path.split("/") if part.startswith("{")]
    told = {
        "404": "There is no such page",
        "405": "Only GET and HEAD are answered",
        "421": "The room does not answer to that host name",
        "500": "Something went wrong",
        "503": "The library cannot be read",
    }
    plain = {"text/plain": {"schema": {"type": "string"}}}
    responses = {code: {"description": words, "content": plain if code in ("405", "421") else failed} for code, words in told.items()}
    good = {"200": {"description": summary, "content": content}, "304": {"description": "Not modified (ETag)"}}
    parameters = [_parameter(name, "path", "string") for name in names] + query
    return {"get": {"summary": summary, "operationId": key, "parameters": parameters, "responses": good | responses}}


def _parameter(name: str, where: str, kind: str) -> dict[str, Any]:
    return {"name": name, "in": where, "required": where == "path", "schema": {"type": kind}}
