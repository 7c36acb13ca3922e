"""The command line: one module a command, each thin."""

from dateline.cli.app import main

__all__ = ["main"]
