"""The record store: reports, readings, copies, incidents, decisions, in one database.

`open_store` gives a `Store`, which reads; `with store.write() as writer:` is one transaction of a
`Writer`, which writes and reads. All reads are on both, and on a `Store.snapshot()`:

- reports: `document`, `documents`, `reports`, `report_of`, `origins`, `raw`
- readings: `record`, `records`, `coded`, `coders`, `uncoded`, `event_keys`
- copies: `fingerprint`, `fingerprints`, `fingerprints_sharing`, `copy_links`, `family`,
  `family_of`, `families_of`, `families`
- linking: `subjects`, `subjects_of`, `subjects_sharing`, `numbers_of`, `keys_of`,
  `neighbours`, `decisions`
- incidents: `incident`, `incident_of`, `incidents_of`, `incidents_by_id`, `incidents(Filter)`,
  `count_incidents`, `controls`
- questions: `search`, `timeline`, `places`, `parties`, `changes`, `stats`
- lists: `version`, `dots`, `dot_numbers`, `report_list`, `event_list`, `statement_list`,
  `figure_list`, `unreviewed`
- people: `user`, `users`, `reviews`, `codings`; `pass_of`, `passes`, `secret`; `audit`,
  `last_logins`

A writer adds `add`, `put_record`, `derive`; `put_fingerprint(s)`, `put_copy_links`,
`drop_copy_links`, `put_families`; `put_subjects`, `drop_subjects`, `put_links`, `decide`,
`undecide`; `put_incidents`, `put_controls`; `put_user`, `drop_user`, `add_review`, `undo_review`,
`said_of`, `move_events`, `note`; `put_pass`, `drop_pass`, `drop_passes`, `make_secret`. A `put_…`
replaces what it puts again; what takes `gone` drops that as well.

>>> import tempfile
>>> from dateline.records import Document
>>> folder = tempfile.TemporaryDirectory()
>>> with open_store(f"{folder.name}/a.db") as store:
...     with store.write() as writer:
...         writer.add(Document(id="a", text="Shells hit Orikhiv."), "a.txt")
...     store.stats()["documents"]
Added(report='a', new=True)
1
>>> folder.cleanup()

`Store.check` says what is wrong; `Store.backup`, `Store.vacuum` and `restore` look after the whole.
The other types that are given back are in `store.types`.

What is read does not depend on the order in which reports came, nor on interruptions, but for one
tie: content that comes under two ids keeps the first. Moments (`at`) are only in origins and in the
journal.
"""

from dateline.store.restoring import restore
from dateline.store.store import Store, Writer, open_store
from dateline.store.types import Box, Fetch, Filter, Hit, Review, User

__all__ = [
    "Box",
    "Fetch",
    "Filter",
    "Hit",
    "Review",
    "Store",
    "User",
    "Writer",
    "open_store",
    "restore",
]
