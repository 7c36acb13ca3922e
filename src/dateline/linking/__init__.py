"""From records to incidents: copies to families, events to incidents, figures side by side."""

from dateline.linking.engine import decided, keep, relink

__all__ = ["decided", "keep", "relink"]
