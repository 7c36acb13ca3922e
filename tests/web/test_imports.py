"""Files in, incidents out."""

from __future__ import annotations

import csv
import io
import json

import pytest

from dateline.dispatches import dispatches
from dateline.records import Record, from_json, to_json
from dateline.store import Filter, Store, open_store
from dateline.web import Settings, create_app
from tests.web.desk import Client
from tests.web.test_attacks import finished

V1 = "/api/v1"


def test_an_import_tells_what_was_new_known_and_wrong_by_line(
    prepared: dict[str, Record], tmp_path: object, settings: Settings
) -> None:
    with open_store(f"{tmp_path}/empty.db") as store:
        client = Client(create_app(store, settings), base_url="http://localhost")
        client.enter()
        some = list(dispatches())[:3]
        lines = [to_json(one) for one in some]
        data = "\n".join([lines[0], "{broken", lines[1]]).encode()
        answer = client.post(
            f"{V1}/import",
            files=[("files", ("a.jsonl", data)), ("files", ("a.jsonl", lines[2].encode()))],
        )
        assert answer.status_code == 202
        assert answer.headers["location"].endswith(answer.json()["id"])
        job = finished(client, answer.json()["id"])
        assert (job["state"], job["new"], job["failed"]) == ("done", 3, 1)
        assert job["files"] == ["a.jsonl", "2/a.jsonl"]
        assert job["errors"][0]["report"] == "a.jsonl" and job["errors"][0]["line"] == 2
        assert set(store.reports()) == {one.id for one in some}
        assert store.origins(some[0].id)[0].origin.startswith("a.jsonl")
        again = client.post(f"{V1}/import", files=[("files", ("a.jsonl", lines[0].encode()))])
        assert finished(client, again.json()["id"])["known"] == 1
        assert [one.who for one in store.changes() if one.action == "import"] == ["local"] * 2


def test_exports_have_every_incident_of_the_filter(client: Client, store: Store) -> None:
    wanted = list(store.incidents(Filter(families=("battle",))))
    assert wanted
    lines = client.get(f"{V1}/export?family=battle").text.splitlines()
    assert [json.loads(line)["id"] for line in lines] == [one.id for one in wanted]
    from dateline.incidents import Incident

    assert [from_json(line, Incident) for line in lines] == wanted
    places = client.get(f"{V1}/export?family=battle&format=geojson").json()["features"]
    assert [one["id"] for one in places] == [one.id for one in wanted]
    answer = client.get(f"{V1}/export?family=battle&format=csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["id"] for row in rows] == [one.id for one in wanted]
    assert answer.headers["content-disposition"] == 'attachment; filename="incidents.csv"'


@pytest.mark.parametrize("format", ["jsonl", "geojson", "csv"])
def test_an_export_of_nothing_is_whole(client: Client, format: str) -> None:
    answer = client.get(f"{V1}/export?format={format}&type=none/such")
    assert answer.status_code == 200
    if format == "geojson":
        assert answer.json()["features"] == []
