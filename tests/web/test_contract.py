"""The API holds to its own description, whatever it is sent: Schemathesis in all its phases.

`DATELINE_EXAMPLES` says how many examples of each operation are tried: few by default, 200 and more
in the full run.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import uvicorn

from dateline.store import open_store
from dateline.web import Settings, create_app
from dateline.web.people import put_user
from tests.web.desk import PASSWORD

EXAMPLES = int(os.environ.get("DATELINE_EXAMPLES", "5"))
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
)


@pytest.fixture(scope="module")
def address(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A desk of the dispatches, to be ill-treated."""
    folder = tmp_path_factory.mktemp("contract")
    shutil.copy(template, folder / "desk.db")
    with open_store(folder / "desk.db") as store:
        put_user(store, "ada", "admin", PASSWORD, "test")
        app = create_app(store, Settings(stream_seconds=0, workers=1, static=folder))
        config = uvicorn.Config(app, port=0, log_level="error", lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        server.should_exit = True
        thread.join()
        app.state.jobs.close()
        assert store.check() == []


def test_no_request_breaks_the_api(address: str, tmp_path: Path) -> None:
    # As an admin: accounts that are made meanwhile do not lock the rest out.
    with httpx.Client() as browser:
        csrf = browser.get(f"{address}/api/v1/session").json()["csrf"]
        given = {"name": "ada", "password": PASSWORD}
        session = browser.post(
            f"{address}/api/v1/session", json=given, headers={"X-CSRF-Token": csrf}
        )
    headers = {
        "X-CSRF-Token": session.json()["csrf"],
        "Cookie": session.headers["set-cookie"].partition(";")[0],
    }
    program = Path(sys.executable).with_name("schemathesis")
    command = [str(program), "run", f"{address}/api/v1/openapi.json", f"--url={address}"]
    command += [f"--header={name}: {value}" for name, value in headers.items()]
    command += [f"--checks={','.join(CHECKS)}", f"--max-examples={EXAMPLES}", "--seed=7"]
    command += ["--phases=examples,coverage,fuzzing,stateful", "--workers=2", "--no-color"]
    # Reading reports is not what is tried here; a log-out would end the session of all the rest.
    command += ["--exclude-path-regex=/import$", "--exclude-path-regex=/session$"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
