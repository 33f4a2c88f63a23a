"""The description of the web's JSON, in OpenAPI 3.1, made from the routes themselves."""

from typing import Any

from variorum import __version__
from variorum.apps.pages import PARAMETERS, ROUTES


def description() -> dict[str, Any]:
    """The whole document."""
    problem = {
        "description": "What went wrong",
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    paths = {}
    for pattern, build in ROUTES:
        path = pattern.replace(":path", "")
        names = [part.strip("{}") for part in path.split("/") if part.startswith("{")]
        summary = (build.__doc__ or "").strip().splitlines()[0]
        query = PARAMETERS.get(pattern, {})
        parameters = [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in names]
        parameters += [{"name": name, "in": "query", "required": False, "schema": {"type": kind}} for name, kind in query.items()]
        answer = {"description": summary, "content": {"application/json": {"schema": {"type": "object"}}}}
        operation = {
            "summary": summary,
            "operationId": build.__name__,
            "parameters": parameters,
            "responses": {"200": answer, "304": {"description": "Not modified (ETag)"}, "404": problem, "503": problem},
        }
        paths[f"{path}.json"] = {"get": operation}
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
