"""What happened: detection, type, arguments, status, weapons, casualties, merging."""

from dateline.events.stage import events
from dateline.events.status import Standing, denied_in, status_of
from dateline.events.violence import violence

__all__ = ["Standing", "denied_in", "events", "status_of", "violence"]
