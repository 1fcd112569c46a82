"""Serves the built page: its files with the right types and lifetimes, and the page itself for its own addresses.

Everything comes from one folder (`settings.WEB_DIST`); nothing is fetched from elsewhere. `/api` passes.
"""

import gzip
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse

PASSED = ("/api/", "/api")
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".geojson": "application/geo+json",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".pbf": "application/x-protobuf",
    ".wasm": "application/wasm",
    ".bcmap": "application/octet-stream",
}
_SQUEEZED = {".html", ".js", ".mjs", ".css", ".json", ".map", ".svg", ".txt", ".webmanifest", ".geojson"}
_SMALLEST = 1024
_HASHED = re.compile(r"-[A-Za-z0-9_-]{8,}\.[a-z0-9]+$")
_FOR_EVER = "public, max-age=31536000, immutable"
_MISSING = """<!doctype html><html lang="zh"><meta charset="utf-8"><title>Outpace</title>
<p>网页还没有构建。请在源码目录运行 <code>make web</code>，然后刷新本页；接口 /api/v1 已可使用。</p>
<p lang="en">The page has not been built yet. Run <code>make web</code> in the source folder and reload.
The API at /api/v1 works already.</p>
</html>"""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is sent: bytes, encoding, tag."""

    content: bytes
    encoding: str
    tag: str


class Pages:
    """Answers GET and HEAD for everything that is not the API."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        passed = request.path.startswith("/api/") or request.path in PASSED
        if passed or request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        return serve(request, Path(settings.WEB_DIST))


def serve(request: HttpRequest, folder: Path) -> HttpResponse:
    """Answer with the file of this address, or with the page for an address of its own."""
    file = _file(folder, request.path)
    if file is None and not (folder / "index.html").is_file():
        return HttpResponse(_MISSING, status=503, content_type=TYPES[".html"])
    if file is None and Path(request.path).suffix in TYPES:
        return HttpResponse("404", status=404, content_type=TYPES[".txt"])
    return _send(request, file or folder / "index.html")


def _file(folder: Path, address: str) -> Path | None:
    """The file of an address below the folder; None for what is not a file or lies elsewhere."""
    if "\0" in address:
        return None
    root = folder.resolve()
    found = (root / address.lstrip("/")).resolve()
    return found if found.is_file() and found.is_relative_to(root) else None


def _send(request: HttpRequest, file: Path) -> HttpResponse:
    known = file.stat()
    asset = load(file, known.st_mtime_ns, known.st_size, _wanted(request, file))
    if asset.tag in request.headers.get("If-None-Match", ""):
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(asset.content, content_type=TYPES.get(file.suffix, "application/octet-stream"))
        if asset.encoding:
            response["Content-Encoding"] = asset.encoding
    response["ETag"] = asset.tag
    response["Vary"] = "Accept-Encoding"
    response["Cache-Control"] = _FOR_EVER if _HASHED.search(file.name) and file.suffix != ".html" else "no-cache"
    return response


def _wanted(request: HttpRequest, file: Path) -> str:
    offered = request.headers.get("Accept-Encoding", "")
    if "br" in offered and Path(f"{file}.br").is_file():
        return "br"
    return "gzip" if "gzip" in offered else ""


@lru_cache(maxsize=256)
def load(file: Path, changed_ns: int, size: int, encoding: str) -> Asset:
    """Read a file once for each state of it and each encoding. Small and already dense files stay as they are."""
    content = file.read_bytes()
    tag = f'"{hashlib.sha256(content).hexdigest()[:24]}{encoding[:1]}"'
    if encoding == "br":
        return Asset(Path(f"{file}.br").read_bytes(), "br", tag)
    if encoding == "gzip" and file.suffix in _SQUEEZED and size > _SMALLEST:
        ready = Path(f"{file}.gz")
        return Asset(ready.read_bytes() if ready.is_file() else gzip.compress(content, 6), "gzip", tag)
    return Asset(content, "", tag)
