"""Say who may use the desk: viewers read, coders review, editors import, admins see all.

Passwords are asked for, or read as one line with --stdin. A token lets a program in, in the role of
its user or the lower one given as --scope; it is shown once.
"""

from __future__ import annotations

import argparse
import getpass
import secrets
import sys
from datetime import UTC, datetime, timedelta

from dateline.cli.added import Actions, run
from dateline.cli.reports import positive
from dateline.cli.stores import add_store, opened
from dateline.cli.terminal import console
from dateline.errors import StoreError

HELP = "say who may use the desk"
EPILOG = """examples:
  dateline user add ana --role editor
  dateline user token ana --scope viewer --label notebook --days 90
"""
_ROLES = ("viewer", "coder", "editor", "admin")

__all__ = ["EPILOG", "HELP", "add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The actions of `dateline user`."""
    actions = Actions(parser)
    add = actions.put("add", _add, says="add a user, or give one another role and password")
    add.add_argument("name", metavar="NAME")
    add.add_argument("--role", choices=_ROLES, default="viewer", help="(default viewer)")
    add.add_argument("--stdin", action="store_true", help="read the password from standard input")
    list_ = actions.put("list", _list, says="list users and their tokens")
    for name, says in (
        ("disable", "let nobody in under a name; sessions and tokens end"),
        ("enable", "let a disabled user in again"),
    ):
        switch = actions.put(name, _switch, says=says)
        switch.add_argument("name", metavar="NAME")
        switch.set_defaults(disabled=name == "disable")
        add_store(switch)
    remove = actions.put("remove", _remove, says="remove a user; what they did stays")
    remove.add_argument("name", metavar="NAME")
    token = actions.put("token", _token, says="make a token for a program, or take it away")
    token.add_argument("name", metavar="NAME")
    token.add_argument("--label", default="token", help="what it is for")
    token.add_argument("--scope", choices=_ROLES, default="viewer", help="(default viewer)")
    token.add_argument("--days", type=positive, metavar="N", help="it holds for N days")
    token.add_argument("--remove", action="store_true", help="take the tokens of the label away")
    for action in (add, list_, remove, token):
        add_store(action)


def _add(args: argparse.Namespace) -> int:
    from dateline.web.people import put_user

    with opened(args, create=True) as store:
        known = store.user(args.name) is not None
        put_user(store, args.name, args.role, _password(args.stdin), getpass.getuser())
    print(f"{args.name}: {'changed' if known else 'added'} ({args.role})")
    return 0


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\n")
    password = getpass.getpass("Password: ")
    if getpass.getpass("Once more: ") != password:
        raise StoreError("the two passwords differ; try again")
    return password


def _list(args: argparse.Namespace) -> int:
    with opened(args) as store:
        users, passes = store.users(), store.passes()
        logins = store.last_logins(user.name for user in users)
    if not users:
        print("There are no users: alone on this machine the desk needs none.")
        return 0
    rows = []
    for user in users:
        tokens = [one for one in passes if one.user == user.name and one.kind == "token"]
        told = ", ".join(f"{one.label} ({one.scope})" for one in tokens)
        role = f"{user.role}, disabled" if user.disabled else user.role
        last = logins.get(user.name, "never")[:10]
        rows.append((user.name, role, user.created[:10], last, told))
    from dateline.exports import print_rows

    print_rows(("name", "role", "since", "last login", "tokens"), rows, console(sys.stdout))
    return 0


def _switch(args: argparse.Namespace) -> int:
    from dateline.web.people import change_user

    with opened(args) as store:
        change_user(store, args.name, getpass.getuser(), disabled=args.disabled)
    print(f"{args.name}: {'disabled' if args.disabled else 'enabled'}")
    return 0


def _remove(args: argparse.Namespace) -> int:
    with opened(args) as store, store.write(getpass.getuser()) as writer:
        if not writer.drop_user(args.name):
            raise StoreError("there is no such user", args.name)
    print(f"{args.name}: removed")
    return 0


def _token(args: argparse.Namespace) -> int:
    from dateline.store.types import Pass

    with opened(args) as store, store.write(getpass.getuser()) as writer:
        if writer.user(args.name) is None:
            raise StoreError("there is no such user", args.name)
        if args.remove:
            print(f"{args.label}: {writer.drop_passes(args.name, args.label)} removed")
            return 0
        token = f"dl_{secrets.token_urlsafe(32)}"
        moment = datetime.now(UTC)
        end = _iso(moment + timedelta(days=args.days)) if args.days else None
        made = Pass(
            kind="token",
            user=args.name,
            label=args.label,
            scope=args.scope,
            created=_iso(moment),
            expires=end,
        )
        writer.put_pass(token, made)
    print(token)
    return 0


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
