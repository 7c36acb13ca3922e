"""Say that two events are not one happening; linking keeps them apart, whatever its own score.

FIRST and SECOND are events as REPORT/EVENT; see `dateline pin`, which says the contrary.
"""

from __future__ import annotations

import argparse

from dateline.cli.pin import add_arguments as add_arguments
from dateline.cli.pin import decide

HELP = "say that two events are not one happening"
EPILOG = """example:
  dateline cut tora-agency/e1 tora-rival/e3 --why "another market, a week later"
"""


def run(args: argparse.Namespace) -> int:
    """Keep it, link anew, and say which incidents the two are in now."""
    return decide(args, "cut")
