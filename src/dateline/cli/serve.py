"""Serve the desk over a store: map, timeline, reports and review in the browser, and the API.

Alone on this machine it needs no login. On any other address it is refused unless the store has
users (`dateline user add`). With --oidc-issuer they may log in there; the secret of the client is
read from DATELINE_OIDC_SECRET.
"""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

from dateline.cli.stores import add_store, opened
from dateline.cli.terminal import say
from dateline.errors import SetupError

if TYPE_CHECKING:
    from dateline.web.settings import Oidc

HELP = "serve the desk: map, reports and review in the browser"
EPILOG = """examples:
  dateline serve --db sudan.db
  dateline serve --host 0.0.0.0 --port 8443 --certificate desk.pem --key desk.key
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `dateline serve`."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=_port, default=8080, metavar="N", help="port (8080)")
    parser.add_argument("--certificate", metavar="FILE", help="certificate for HTTPS (PEM)")
    parser.add_argument("--key", metavar="FILE", help="its private key (PEM)")
    parser.add_argument(
        "--behind-https",
        action="store_true",
        help="browsers reach it by HTTPS, through a proxy of yours",
    )
    parser.add_argument(
        "--oidc-issuer", metavar="URL", help="let users log in there too (OpenID Connect)"
    )
    parser.add_argument("--oidc-client", metavar="ID", help="what this desk is called there")
    parser.add_argument(
        "--oidc-claim",
        default="email",
        metavar="NAME",
        help="what in its word is the name of an account (email, if verified)",
    )
    parser.add_argument(
        "--oidc-new",
        action="store_true",
        help="whom it knows and the desk does not becomes a viewer",
    )
    add_store(parser)


def run(args: argparse.Namespace) -> int:
    """Serve until it is stopped."""
    import uvicorn

    from dateline.web import Settings, create_app, is_loopback

    alone = is_loopback(args.host) and not args.behind_https
    secure = bool(args.certificate) or args.behind_https
    with opened(args) as store:
        oidc = _oidc(args)
        login = not alone or oidc is not None
        if login and not store.users():
            raise SetupError(
                "whoever reaches it there has to log in, and the store has no users;"
                " make one first (`dateline user add NAME --role admin`)"
            )
        hosts = (*Settings().hosts, args.host) if alone else ()
        app = create_app(store, Settings(hosts=hosts, secure=secure, login=login, oidc=oidc))
        scheme = "https" if args.certificate else "http"
        host = f"[{args.host}]" if ":" in args.host else args.host
        say(f"the desk is at {scheme}://{host}:{args.port}/ (Ctrl+C stops it)")
        uvicorn.run(
            app,
            host=args.host,
            port=args.port,
            ssl_certfile=args.certificate,
            ssl_keyfile=args.key,
            log_level="warning",
            server_header=False,
            proxy_headers=args.behind_https,
            timeout_graceful_shutdown=2,
        )
    return 0


def _oidc(args: argparse.Namespace) -> Oidc | None:
    from dateline.web.settings import Oidc

    if bool(args.oidc_issuer) != bool(args.oidc_client):
        raise SetupError("give both --oidc-issuer and --oidc-client, or neither")
    if not args.oidc_issuer:
        return None
    return Oidc(
        issuer=args.oidc_issuer,
        client=args.oidc_client,
        secret=os.environ.get("DATELINE_OIDC_SECRET") or None,
        claim=args.oidc_claim,
        new=args.oidc_new,
    )


def _port(value: str) -> int:
    try:
        port = int(value)
    except ValueError:
        port = -1
    if not 0 <= port < 65536:
        raise argparse.ArgumentTypeError(f"{value!r} is no port")
    return port
