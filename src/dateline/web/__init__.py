"""The desk: the store as a web application, an API and OGC features.

`create_app(store, settings)` makes the ASGI app; `dateline serve` runs it.
"""

from dateline.web.app import create_app
from dateline.web.settings import Settings, is_loopback

__all__ = ["Settings", "create_app", "is_loopback"]
