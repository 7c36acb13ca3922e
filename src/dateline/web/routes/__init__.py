"""The routes of `/api/v1`, a module a kind of thing."""

__all__: list[str] = []
