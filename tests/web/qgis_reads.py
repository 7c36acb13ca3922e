"""What QGIS reads of a desk's OGC API – Features, as JSON: run by Debian's own Python, not by ours.

QT_QPA_PLATFORM=offscreen /usr/bin/python3 tests/web/qgis_reads.py http://127.0.0.1:8080/ogc
"""

import json
import sys

from qgis.core import (  # type: ignore[import-not-found]
    QgsApplication,
    QgsFeatureRequest,
    QgsRectangle,
    QgsVectorLayer,
    QgsWkbTypes,
)


def plain(value):  # type: ignore[no-untyped-def]
    """A value of QGIS as JSON has it: dates by their ISO names."""
    if hasattr(value, "isNull") and value.isNull():
        return None
    return value.toString("yyyy-MM-dd") if hasattr(value, "toString") else value


def told(feature):  # type: ignore[no-untyped-def]
    """A feature as plain data."""
    geometry = feature.geometry()
    point = None if geometry.isNull() else geometry.asPoint()
    values = {name: feature[name] for name in feature.fields().names()}
    return {
        "point": point and [point.x(), point.y()],
        "values": {name: plain(value) for name, value in values.items()},
    }


def read(address, name):  # type: ignore[no-untyped-def]
    """A collection as a layer: whether it opens, its fields, features, and those of a box."""
    # A page of three, so that QGIS has to follow the links.
    source = f" url='{address}' typename='{name}' pageSize='3'"
    layer = QgsVectorLayer(source, name, "OAPIF")
    if not layer.isValid():
        return {"valid": False, "error": layer.dataProvider().error().message()}
    box = QgsFeatureRequest().setFilterRect(QgsRectangle(22, 44, 40, 53))
    return {
        "valid": True,
        "crs": layer.crs().authid(),
        "geometry": QgsWkbTypes.displayString(layer.wkbType()),
        "fields": layer.fields().names(),
        "features": [told(feature) for feature in layer.getFeatures()],
        "within": [told(feature) for feature in layer.getFeatures(box)],
    }


def main() -> None:
    """Read all three collections."""
    application = QgsApplication([], False)
    application.initQgis()
    names = ("incidents", "events", "control")
    print(json.dumps({name: read(sys.argv[1], name) for name in names}))
    application.exitQgis()


if __name__ == "__main__":
    main()
