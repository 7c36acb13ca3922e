"""The API holds to its own description, whatever it is sent.

`DATELINE_EXAMPLES` says how many examples of each operation are tried (by default few); the full
run is 200 and more.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from dateline.store import open_store
from dateline.web import Settings, create_app
from tests.web.desk import Client

schemathesis = pytest.importorskip("schemathesis")

EXAMPLES = int(os.environ.get("DATELINE_EXAMPLES", "10"))


@pytest.fixture(scope="module")
def api(template: Path, tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    folder = tmp_path_factory.mktemp("contract")
    shutil.copy(template, folder / "desk.db")
    with open_store(folder / "desk.db") as store:
        app = create_app(store, Settings(stream_seconds=0, workers=1, static=folder))
        yield schemathesis.openapi.from_asgi(
            "/api/v1/openapi.json", app, headers={"Host": "localhost"}
        )


schema = schemathesis.pytest.from_fixture("api")


@pytest.fixture(scope="module")
def secrets(api) -> dict[str, str]:  # type: ignore[no-untyped-def]
    client = Client(api.app, base_url="http://localhost")
    token = client.enter()["csrf"]
    return {
        "Host": "localhost",
        "X-CSRF-Token": token,
        "Cookie": f"dateline={client.cookies['dateline']}",
    }


@schema.exclude(path_regex="/import$").parametrize()
@settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
def test_no_request_breaks_the_api(case, secrets: dict[str, str]) -> None:  # type: ignore[no-untyped-def]
    case.headers = {**(case.headers or {}), **secrets}
    answer = case.call()
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi.checks import (
        content_type_conformance,
        response_schema_conformance,
        status_code_conformance,
    )

    case.validate_response(
        answer,
        checks=(
            not_a_server_error,
            status_code_conformance,
            content_type_conformance,
            response_schema_conformance,
        ),
    )
