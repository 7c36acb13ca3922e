"""Incidents: which events of different reports are one happening, and what they say together.

A report's events become `subjects`; `blocks` and `sought` find who may be near whom; `chance`
scores a pair, `link` says why. `components` tells what hangs together, where `completed` adds the
links that no block found; `cluster` makes incidents of the links; `incident` sums one up. `group`
does all of it in memory.
"""

from dateline.linking.incidents.batch import completed, group
from dateline.linking.incidents.blocks import blocks, sought
from dateline.linking.incidents.clustering import cluster, components
from dateline.linking.incidents.reading import subjects
from dateline.linking.incidents.scoring import chance, link
from dateline.linking.incidents.subject import WHOLE, Subject
from dateline.linking.incidents.summary import incident

__all__ = [
    "WHOLE",
    "Subject",
    "blocks",
    "chance",
    "cluster",
    "completed",
    "components",
    "group",
    "incident",
    "link",
    "sought",
    "subjects",
]
