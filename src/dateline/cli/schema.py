"""Print the JSON Schema of a record, as `dateline read --format json` writes it."""

from __future__ import annotations

import argparse
import json

HELP = "print the JSON Schema of a record"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No options."""


def run(_: argparse.Namespace) -> int:
    """Print the schema."""
    from dateline.records import json_schema

    print(json.dumps(json_schema(), indent=2))
    return 0
