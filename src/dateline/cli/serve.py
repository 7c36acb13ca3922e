"""Serve the desk over a store: map, timeline, reports and review in the browser, and the API.

Alone on this machine it needs no login. On any other address it is refused unless the store has
users (`dateline user add`).
"""

from __future__ import annotations

import argparse

from dateline.cli.stores import add_store, opened
from dateline.cli.terminal import say
from dateline.errors import SetupError

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
    add_store(parser)


def run(args: argparse.Namespace) -> int:
    """Serve until it is stopped."""
    import uvicorn

    from dateline.web import Settings, create_app, is_loopback

    alone = is_loopback(args.host) and not args.behind_https
    secure = bool(args.certificate) or args.behind_https
    with opened(args) as store:
        if not alone and not store.users():
            raise SetupError(
                f"{args.host} would be reached by others, and the store has no users;"
                " make one first (`dateline user add NAME --role admin`)"
            )
        hosts = (*Settings().hosts, args.host) if alone else ()
        app = create_app(store, Settings(hosts=hosts, secure=secure, login=not alone))
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


def _port(value: str) -> int:
    try:
        port = int(value)
    except ValueError:
        port = -1
    if not 0 <= port < 65536:
        raise argparse.ArgumentTypeError(f"{value!r} is no port")
    return port
