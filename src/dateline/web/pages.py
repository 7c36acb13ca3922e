"""The built front end: its files as they are, and its one page for every address of it."""

from __future__ import annotations

import mimetypes
import re
from functools import lru_cache
from pathlib import Path

from fastapi import APIRouter, Request, Response
from starlette.responses import FileResponse

from dateline.web.problems import Problem

router = APIRouter(include_in_schema=False)
# Vite puts a digest of their content into the names of what lies in assets/.
_HASHED = re.compile(r"^assets/.*[-.][\w-]{8,}\.\w+$")
_FOREVER = "public, max-age=31536000, immutable"
_TYPES = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".pmtiles": "application/octet-stream",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}


@router.get("/{path:path}")
def page(request: Request, path: str) -> Response:
    """A file of the front end; an address without a dot in its last part is the page itself."""
    folder: Path = request.app.state.settings.static
    if path == "api" or path.startswith(("api/", "ogc/")):
        raise Problem(404, "there is no such address; see /api/v1/openapi.json")
    files = _files(folder)
    found = files.get(path)
    if found is None and "." not in path.rpartition("/")[2]:
        path = "index.html"
        found = files.get(path)
        if found is None:
            raise Problem(404, "the pages are not built; run `make frontend`, or see /api/v1")
    if found is None:
        raise Problem(404, "there is no such file")
    caching = _FOREVER if _HASHED.match(path) else "no-cache"
    kind = _TYPES.get(found.suffix) or mimetypes.guess_type(found.name)[0]
    media_type = kind or "application/octet-stream"
    answer = FileResponse(found, media_type=media_type, headers={"Cache-Control": caching})
    answer.set_stat_headers(found.stat())
    if request.headers.get("if-none-match") == answer.headers.get("etag"):
        return Response(status_code=304, headers={"ETag": answer.headers["etag"]})
    return answer


@lru_cache(maxsize=8)
def _files(folder: Path) -> dict[str, Path]:
    """The files there are, by the path that asks for them: no other one can be had."""
    inside = folder.resolve()
    return {
        path.relative_to(inside).as_posix(): path
        for path in sorted(inside.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }
