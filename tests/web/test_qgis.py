"""QGIS reads the desk as a client of OGC API – Features: Debian's QGIS, without a screen."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import httpx
import pytest

from dateline.store import Store
from tests.web.browsing import served

# QGIS lives with Debian's own Python, not in our environment.
PYTHON = Path("/usr/bin/python3")
SCRIPT = Path(__file__).with_name("qgis_reads.py")
pytestmark = pytest.mark.skipif(
    not Path("/usr/lib/python3/dist-packages/qgis").is_dir(),
    reason="no QGIS: apt-get install --no-install-recommends python3-qgis qgis-providers",
)


@pytest.fixture
def layers(store: Store, tmp_path: Path) -> tuple[dict[str, Any], dict[str, list[dict[str, Any]]]]:
    """What QGIS reads of each collection, and what there is."""
    quiet = {"QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path), "no_proxy": "*"}
    with served(store) as address:
        done = subprocess.run(
            [str(PYTHON), str(SCRIPT), f"{address}ogc"],
            env={"PATH": os.environ["PATH"]} | quiet,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        read = json.loads(done.stdout.splitlines()[-1])
        wanted = {
            name: httpx.get(f"{address}ogc/collections/{name}/items?limit=10000").json()["features"]
            for name in read
        }
    return read, wanted


def test_qgis_opens_every_collection_and_reads_points_attributes_and_boxes(
    layers: tuple[dict[str, Any], dict[str, list[dict[str, Any]]]],
) -> None:
    read, wanted = layers
    assert list(read) == ["incidents", "events", "control"]
    for name, layer in read.items():
        assert layer["valid"], layer
        assert (layer["geometry"], layer["crs"]) == ("Point", "EPSG:4326")
        features = {one["values"]["id"]: one for one in layer["features"]}
        assert len(features) == len(layer["features"]) == len(wanted[name]) > 3
        for one in wanted[name]:
            found = features[one["id"]]
            assert found["point"] == (one["geometry"] and one["geometry"]["coordinates"])
            properties = {key: value or None for key, value in one["properties"].items()}
            known = {key: found["values"][key] or None for key in properties}
            assert known | {"id": one["id"]} == properties | {"id": one["id"]}
    inside = [one["point"] for one in read["events"]["within"]]
    assert 0 < len(inside) < len(wanted["events"])
    assert all(22 <= lon <= 40 and 44 <= lat <= 53 for lon, lat in inside)
