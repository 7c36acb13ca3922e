"""Examples for the API's description, made up."""

from __future__ import annotations

from typing import Any

EXAMPLES: dict[str, Any] = {}
