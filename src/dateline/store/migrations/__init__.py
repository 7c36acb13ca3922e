"""How the schema came to be, step by step; what Alembic runs."""

__all__: list[str] = []
