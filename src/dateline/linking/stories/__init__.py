"""Stories: which reports tell of the same incident, of whatever kind, quakes and sport included.

A look at whole reports by their names, numbers, years and wording, for what lies outside the
codebook; `linking.incidents` links the coded events themselves.
"""

from dateline.linking.stories.clusters import grouped
from dateline.linking.stories.pairs import alike, features, log_odds
from dateline.linking.stories.profiles import Profile, profile
from dateline.linking.stories.telling import related, stories

__all__ = [
    "Profile",
    "alike",
    "features",
    "grouped",
    "log_odds",
    "profile",
    "related",
    "stories",
]
