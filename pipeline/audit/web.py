"""The audit page: routes, and what every request passes: the host, the session, the second secret of a change.

No answer names another host, nothing is served but the output's own datasets, the documents that it lists and the files
beside this one, and every text is escaped where it is written.
"""

import secrets
import threading
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.audit.building import open_index
from pipeline.audit.decisions import DECISIONS, Decision, read_decisions
from pipeline.audit.forms import Shape, read_shapes
from pipeline.audit.index import Filter, Index, filter_of
from pipeline.audit.published import document_rows
from pipeline.audit.rendering import render
from pipeline.audit.rule import needs_two
from pipeline.audit.sessions import COOKIE, Door, Session, Sessions
from pipeline.audit.source import Sources
from pipeline.engine.report import REPORT
from pipeline.messages import choose_language, speaking
from schemas.errors import KplanError

LOOPBACK = ("127.0.0.1", "localhost", "[::1]", "::1")
LANGUAGE = "kplan_language"
KEPT_LEDGERS = 32
LARGEST_REQUEST = 2**20
HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


@dataclass(slots=True)
class Site:
    """One output at its page.

    hosts  names under which the page may be asked for; a page elsewhere that calls itself by another is refused
    """

    out: Path
    door: Door
    password: str | None = None
    hosts: Sequence[str] = LOOPBACK
    sessions: Sessions = field(default_factory=Sessions)
    lock: threading.Lock = field(default_factory=threading.Lock)
    _sources: "tuple[object, Sources] | None" = None
    _decisions: "tuple[object, list[Decision]] | None" = None
    _shapes: "tuple[object, list[Shape]] | None" = None
    _ledgers: "tuple[object, dict[str, list[dict[str, Any]]]] | None" = None

    def index(self) -> Index:
        """The index of the output as it is now."""
        return open_index(self.out)

    def sources(self) -> Sources:
        """The documents of the output; read anew where another run wrote it."""
        state = state_of(self.out / REPORT)
        if self._sources is None or self._sources[0] != state:
            self._sources = (state, Sources(Index(self.out), self.password))
        return self._sources[1]

    def shapes(self) -> list[Shape]:
        """The tables of the output by their form; read anew where another run wrote it."""
        state = state_of(self.out / REPORT)
        if self._shapes is None or self._shapes[0] != state:
            self._shapes = (state, read_shapes(self.out))
        return self._shapes[1]

    def ledger(self, doc_id: str) -> "list[dict[str, Any]]":
        """Every number of a document with what became of it; those of the last documents are kept."""
        state = state_of(self.out / REPORT)
        if self._ledgers is None or self._ledgers[0] != state:
            self._ledgers = (state, {})
        kept = self._ledgers[1]
        if doc_id not in kept:
            kept[doc_id] = document_rows(self.out, "ledger", doc_id)
            for oldest in list(kept)[:-KEPT_LEDGERS]:
                kept.pop(oldest, None)
        return kept.get(doc_id, [])

    def needs_two(self) -> bool:
        """Whether two people decide on a row."""
        return needs_two(self.out)

    def decisions(self) -> list[Decision]:
        """Every decision that the file now holds."""
        state = state_of(self.out / DECISIONS)
        if self._decisions is None or self._decisions[0] != state:
            self._decisions = (state, read_decisions(self.out))
        return self._decisions[1]


def state_of(file: Path) -> object:
    """What changes when a file does."""
    try:
        status = file.stat()
    except FileNotFoundError:
        return None
    return status.st_size, status.st_mtime_ns, status.st_ino


@dataclass(frozen=True, slots=True)
class Ask:
    """One request of somebody who was let in."""

    site: Site
    index: Index
    path: Mapping[str, str]
    query: Mapping[str, str]
    form: Mapping[str, str]
    session: Session

    @property
    def filter(self) -> Filter:
        """The rows that are being looked at."""
        asked = filter_of(self.form if self.form else self.query)
        return replace(asked, me=self.session.user) if self.site.needs_two() else asked

    def page(self, template: str, status: int = 200, **values: object) -> Response:
        """An answer made of a template."""
        common = {"session": self.session, "shared": self.site.door.users is not None}
        return HTMLResponse(render(template, **common, **values), status)


Handler = Callable[[Ask], Response]


def guarded(site: Site, handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint that only somebody with a session reaches, and a change only with the session's second secret."""

    async def endpoint(request: Request) -> Response:
        session = site.sessions.find(request.cookies.get(COOKIE))
        with speaking(language_of(request)):
            if session is None:
                if site.door.users is not None and request.method == "GET":
                    return RedirectResponse("/login", 303)
                return HTMLResponse(render("refused.html", reason="session"), 403)
            form = form_of(await request.form()) if request.method == "POST" else {}
            if request.method == "POST" and not is_own(request, form, session):
                return HTMLResponse(render("refused.html", reason="csrf"), 403)
            return await run_in_threadpool(answer, site, handler, request, (session, form))

    return endpoint


def answer(site: Site, handler: Handler, request: Request, known: tuple[Session, Mapping[str, str]]) -> Response:
    """What a handler answers, or why it cannot."""
    session, form = known
    try:
        path = {name: str(value) for name, value in request.path_params.items()}
        query = dict(request.query_params)
        with site.lock:
            index = site.index()
            if request.method == "POST":
                return handler(Ask(site, index, path, query, form, session))
        return handler(Ask(site, index, path, query, form, session))
    except KplanError as error:
        message = error.message(choose_language())
        return HTMLResponse(render("refused.html", reason="error", message=message), 409)


def form_of(form: FormData) -> dict[str, str]:
    """The texts of a form; files are left out."""
    return {name: value for name, value in form.items() if isinstance(value, str)}


def is_own(request: Request, form: Mapping[str, str], session: Session) -> bool:
    """Whether a change was asked for by a page of this session."""
    origin = request.headers.get("origin")
    foreign = origin is not None and urlsplit(origin).netloc != request.headers.get("host")
    return not foreign and secrets.compare_digest(form.get("csrf", "").encode(), session.csrf.encode())


def language_of(request: Request) -> str | None:
    """The language that somebody chose, None where nobody did."""
    chosen = request.cookies.get(LANGUAGE)
    return chosen if chosen in ("ko", "en") else None


def let_in(site: Site, user: str | None) -> Response:
    """A session for a user; none for nobody."""
    if user is None:
        return HTMLResponse(render("refused.html", reason="key"), 403)
    response = RedirectResponse("/", 303)
    response.set_cookie(COOKIE, site.sessions.start(user), httponly=True, samesite="strict", path="/")
    return response


def entrance(site: Site) -> list[Route]:
    """The addresses that somebody without a session reaches."""

    async def enter(request: Request) -> Response:
        with speaking(language_of(request)):
            return let_in(site, site.door.by_key(request.path_params["key"]))

    async def login(request: Request) -> Response:
        with speaking(language_of(request)):
            if request.method == "GET":
                return HTMLResponse(render("login.html", wrong=False))
            origin = request.headers.get("origin")
            if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
                return HTMLResponse(render("refused.html", reason="csrf"), 403)
            form = form_of(await request.form())
            name, password = form.get("name", ""), form.get("password", "")
            user = await run_in_threadpool(site.door.by_password, name, password)
            return HTMLResponse(render("login.html", wrong=True), 403) if user is None else let_in(site, user)

    return [Route("/enter/{key}", enter), Route("/login", login, methods=["GET", "POST"])]


class Guard:
    """Every answer with its headers; requests that are too large are refused before they are read."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = {name for name, _ in message["headers"]}
                more = [(n.encode(), v.encode()) for n, v in HEADERS.items() if n.encode() not in own]
                message["headers"] = [*message["headers"], *more]
            await send(message)

        received = 0

        async def receive_bounded() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > LARGEST_REQUEST:
                return {"type": "http.disconnect"}
            return message

        lengths = [value for name, value in scope["headers"] if name == b"content-length"]
        if lengths and (not lengths[0].isdigit() or int(lengths[0]) > LARGEST_REQUEST):
            await HTMLResponse("", 413)(scope, receive, send_with_headers)
            return
        await self.app(scope, receive_bounded, send_with_headers)


def application(site: Site) -> Starlette:
    """The page of an output."""
    from pipeline.audit.routes import ROUTES

    routes = [
        *entrance(site),
        Mount("/static", StaticFiles(packages=[("pipeline.audit", "static")])),
        *(Route(path, guarded(site, handler), methods=[method]) for (method, path), handler in ROUTES.items()),
    ]
    hosts = Middleware(TrustedHostMiddleware, allowed_hosts=list(site.hosts), www_redirect=False)
    return Starlette(routes=routes, middleware=[Middleware(Guard), hosts])
