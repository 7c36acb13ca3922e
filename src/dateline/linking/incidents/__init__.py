"""Incidents: which events of different reports are one happening, and what they say together.

A report's events become `subjects`; `blocks` and `sought` find who may be near whom; `link` scores
a pair; `cluster` makes incidents of the links; `incident` sums one up; `group` does all of it in
memory.
"""

from dateline.linking.incidents.batch import group, linked
from dateline.linking.incidents.blocks import blocks, sought
from dateline.linking.incidents.clustering import cluster
from dateline.linking.incidents.reading import subjects
from dateline.linking.incidents.scoring import link
from dateline.linking.incidents.subject import WHOLE, Spot, Subject
from dateline.linking.incidents.summary import incident, incident_id

__all__ = [
    "WHOLE",
    "Spot",
    "Subject",
    "blocks",
    "cluster",
    "group",
    "incident",
    "incident_id",
    "link",
    "linked",
    "sought",
    "subjects",
]
