"""From records to incidents: copies to families, events to incidents, figures side by side."""

from dateline.linking.dossiers import (
    PartyDossier,
    PlaceDossier,
    party_dossier,
    place_dossier,
)
from dateline.linking.engine import decided, keep, relink, reviewed
from dateline.linking.watch import watch

__all__ = [
    "PartyDossier",
    "PlaceDossier",
    "decided",
    "keep",
    "party_dossier",
    "place_dossier",
    "relink",
    "reviewed",
    "watch",
]
