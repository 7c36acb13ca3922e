"""`dateline`: its commands, its exit codes, and what interrupts it."""

from __future__ import annotations

import argparse
import os
import sys
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

from dateline import __version__
from dateline.cli import (
    add,
    agreement,
    backup,
    changes,
    check,
    codebook,
    copies,
    cut,
    demo,
    doctor,
    gazetteer,
    incident,
    incidents,
    init,
    parties,
    pin,
    place,
    read,
    recode,
    relink,
    restore,
    schema,
    search,
    serve,
    signals,
    stages,
    stats,
    timeline,
    user,
    vacuum,
    who,
)
from dateline.cli.terminal import say
from dateline.errors import DatelineError, InputWarning

_COMMANDS = (
    read,
    add,
    serve,
    user,
    incidents,
    incident,
    copies,
    place,
    who,
    search,
    timeline,
    signals,
    changes,
    pin,
    cut,
    agreement,
    demo,
    init,
    stats,
    check,
    recode,
    relink,
    backup,
    restore,
    vacuum,
    gazetteer,
    parties,
    stages,
    codebook,
    schema,
    doctor,
)
_EXIT = """exit codes:
  0  all was read
  1  some of it was not, one line each on standard error
  2  the command was not understood
"""
# What shells report for a program that a signal ended: 128 and the signal's number.
_INTERRUPTED = 130
_PIPE_CLOSED = 141


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code.

    Args:
        argv: the arguments; those of the process by default.
    """
    parser = _parser()
    args = parser.parse_args(argv)
    if args.command is None:
        parser.print_help(sys.stderr)
        return 2
    try:
        with _warnings_as_lines():
            code = int(args.run(args))
            sys.stdout.flush()
            return code
    except DatelineError as error:
        say(str(error))
        return 1
    except BrokenPipeError:
        _close_stdout()
        return _PIPE_CLOSED
    except KeyboardInterrupt:
        say("interrupted")
        return _INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dateline",
        description="News reports of armed conflict in, a sourced event record out.",
        epilog=_EXIT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"dateline {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for module in _COMMANDS:
        command = commands.add_parser(
            module.__name__.rsplit(".", 1)[1],
            help=module.HELP,
            description=module.__doc__,
            epilog=getattr(module, "EPILOG", None),
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        module.add_arguments(command)
        command.set_defaults(run=module.run, parser=command)
    return parser


@contextmanager
def _warnings_as_lines() -> Iterator[None]:
    """Warnings about inputs are one line each; those of libraries concern no user."""

    def show(message: Warning | str, category: type[Warning], *_: object) -> None:
        if issubclass(category, InputWarning):
            say(f"note: {message}")

    with warnings.catch_warnings():
        warnings.simplefilter("always", InputWarning)
        warnings.showwarning = show  # type: ignore[assignment]
        yield


def _close_stdout() -> None:
    """Whoever read our output is gone; without this Python would complain once more at exit."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
