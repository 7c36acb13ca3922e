"""What the type of an event adds to its status, and what a refuted report leaves of it."""

from __future__ import annotations

import pytest

from dateline.events.status import status_by_rules
from tests.events.test_status import marked


@pytest.mark.parametrize(
    ("sentence", "kind", "status"),
    [
        # the present tense: a habit, a performative, a headline
        ("Armed men arrive at night and [kill] whole families.", "civilians/attack", "ongoing"),
        ("The ministry says its neighbour [arms] the rebels.", "diplomacy/support", "ongoing"),
        ("We [urge] both sides to hold their fire.", "diplomacy/demand", "happened"),
        ("Rebels [seize] border town", "battle/territory_gained", "happened"),
        ("Drones [attack] northern port", "strike/drone", "happened"),
        # what lasts, and what is over once done
        ("The rebels have [occupied] two suburbs.", "battle/territory_gained", "happened"),
        ("Our allies help us in the [fight] against the militia.", "battle/offensive", "ongoing"),
        ("The [outbreak] has killed 40 people since May.", "humanitarian/harm", "ongoing"),
        ("There have been eleven [deaths] in the camp.", "humanitarian/harm", "happened"),
        ("The army has [stepped] up patrols in the port.", "security/measures", "ongoing"),
        ("Trenches are being [dug] along the river.", "forces/fortification", "ongoing"),
        ("They came to stop the [looting] being done.", "security/destruction", "ongoing"),
        ("The [talks] that will be held in Oslo worry the rebels.", "diplomacy/talks", "planned"),
        # threats
        ("They vowed to [bomb] the port unless he left.", "explosion/bombing", "threatened"),
        ("He said he would [shell] the town if it fought.", "strike/shelling", "threatened"),
        ("The militia swore to [kill] every teacher.", "civilians/attack", "threatened"),
        ("The army will [withdraw] if the talks succeed, it said.", "forces/withdrawal", "planned"),
        ("Police learned of a plan to [kidnap] the minister.", "civilians/abduction", "feared"),
        # a blow that missed, aid that was stopped, a refusal
        ("The rebels [fired] two rockets, but both missed.", "strike/missile", "attempted"),
        ("The missile [missed] the bridge.", "strike/missile", "attempted"),
        ("Sappers defused a [bomb] under the stage.", "explosion/bombing", "attempted"),
        ("No [convoy] has reached the town since June.", "humanitarian/aid", "attempted"),
        ("The minister will not [attend] the talks.", "diplomacy/breakdown", "happened"),
        ("Students called a [strike] for Monday.", "unrest/protest", "planned"),
    ],
)  # fmt: skip
def test_the_type_of_an_event_adds_to_what_the_words_say(
    sentence: str, kind: str, status: str
) -> None:
    assert status_by_rules(*marked(sentence), kind).status == status


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("The army rejected claims that it had [shelled] the market.", "denied"),
        ("The ministry dismissed reports of an [attack] on the dam.", "denied"),
        ("The report that troops [entered] the town is false.", "denied"),
        ("He ruled out the possibility of an [invasion].", "denied"),
        ("Not one of the villages was [attacked], he said.", "denied"),
        ("The army did not reject reports that it had [shelled] the market.", "happened"),
        ("Bus no. 14 was [attacked] on the bridge.", "happened"),
        ("The militia is said to have [fled] the town.", "happened"),
        ("It is feared that the men were [abducted] on Monday.", "feared"),
        ("The army is to [leave] the valley in May.", "planned"),
        ("Villages had to be [evacuated] on Monday.", "happened"),
        ("Unless the [siege] is lifted, the town will starve.", "ongoing"),
        ("Two hostages died in the rescue [attempt].", "attempted"),
        ("The hospital expects to be [attacked] again.", "feared"),
    ],
)
def test_reports_refuted_dreaded_and_arranged(sentence: str, status: str) -> None:
    assert status_by_rules(*marked(sentence)).status == status
