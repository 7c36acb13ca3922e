"""List the steps that turn a report into its record, in the order they run."""

from __future__ import annotations

import argparse

HELP = "list the steps of the reader"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No options."""


def run(_: argparse.Namespace) -> int:
    """Print the stages."""
    from dateline.reader import stages

    steps = stages()
    width = max(len(stage.name) for stage in steps)
    for number, stage in enumerate(steps, 1):
        print(f"{number}  {stage.name:<{width}}  {stage.adds}")
    return 0
