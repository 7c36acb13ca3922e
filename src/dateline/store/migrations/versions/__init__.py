"""One module a step; SQL files for what each database does its own way."""

__all__: list[str] = []
