"""A client of the desk for tests."""

from __future__ import annotations

from typing import Any

import httpx
from fastapi.testclient import TestClient

PASSWORD = "correct horse battery"


class Client(TestClient):
    """A browser: sends the CSRF token once it has it."""

    def enter(self) -> dict[str, Any]:
        """Ask who we are, and keep the CSRF token."""
        told: dict[str, Any] = self.get("/api/v1/session").json()
        self.headers["X-CSRF-Token"] = told["csrf"]
        return told

    def log_in(self, name: str, password: str = PASSWORD) -> httpx.Response:
        """Log in, and keep the new CSRF token."""
        self.enter()
        answer = self.post("/api/v1/session", json={"name": name, "password": password})
        if answer.status_code == 200:
            self.headers["X-CSRF-Token"] = answer.json()["csrf"]
        return answer
