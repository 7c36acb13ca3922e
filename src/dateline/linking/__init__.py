"""From records to incidents: copies to families, events to incidents, figures side by side."""

from dateline.linking.dossiers import (
    FamilyDossier,
    PartyDossier,
    PlaceDossier,
    family_dossier,
    party_dossier,
    place_dossier,
)
from dateline.linking.engine import decided, keep, relink, reviewed
from dateline.linking.watch import watch

__all__ = [
    "FamilyDossier",
    "PartyDossier",
    "PlaceDossier",
    "decided",
    "family_dossier",
    "keep",
    "party_dossier",
    "place_dossier",
    "relink",
    "reviewed",
    "watch",
]
