"""The app: routes, guards and problems put together."""

from __future__ import annotations

from typing import cast

from fastapi import Depends, FastAPI, Request, Response

from dateline import __version__
from dateline.store import Store
from dateline.web import pages
from dateline.web.access import Keys, Needs
from dateline.web.answers import Kept, NotModified
from dateline.web.documented import document
from dateline.web.guards import Guarded, Headed, Zipped
from dateline.web.jobs import Jobs
from dateline.web.oidc import Issuer
from dateline.web.people import Throttle
from dateline.web.problems import tell_problems
from dateline.web.routes import (
    accounts,
    audit,
    exports,
    facts,
    gazetteer,
    imports,
    incidents,
    names,
    ogc,
    oidc,
    overview,
    reports,
    reviews,
    second,
    sessions,
    stream,
)
from dateline.web.settings import Settings

API = "/api/v1"
_ROOMS = (incidents, reports, facts, names, overview, stream, reviews, imports, exports)
_ALSO = (second, gazetteer)
_DEFAULT = Settings()


def create_app(store: Store, settings: Settings = _DEFAULT) -> FastAPI:
    """The desk over a store: pages, `/api/v1`, `/ogc`.

    Args:
        store: what is served; whoever opened it closes it.
        settings: how.
    """
    app = FastAPI(
        title="Dateline",
        version=__version__,
        openapi_url=f"{API}/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    app.state.store, app.state.settings = store, settings
    app.state.kept = Kept()
    app.state.streams = stream.Streams()
    app.state.keys = Keys(store)
    app.state.throttle = Throttle(settings.attempts, settings.penalty)
    app.state.jobs = Jobs(store, settings.workers)
    app.state.issuer = Issuer(settings.oidc) if settings.oidc else None
    tell_problems(app)
    app.add_exception_handler(NotModified, _not_modified)
    for module in (*_ROOMS, *_ALSO):
        app.include_router(module.router, prefix=API, dependencies=[Depends(Needs("viewer"))])
    app.include_router(ogc.router, prefix="/ogc", dependencies=[Depends(Needs("viewer"))])
    for module in (sessions, oidc, accounts, audit):
        app.include_router(module.router, prefix=API)
    app.include_router(overview.open_router, prefix=API)
    document(app, "Dateline", "A sourced record of reported conflict events.")
    app.include_router(pages.router)
    app.add_middleware(Zipped)
    app.add_middleware(Guarded, settings=settings)
    app.add_middleware(Headed)
    return app


async def _not_modified(_: Request, error: Exception) -> Response:
    return cast(NotModified, error).response()
