"""Who asks, and what they may."""

from __future__ import annotations

from typing import Annotated

import msgspec
from fastapi import Depends, Request

from dateline.store.types import Role
from dateline.web.problems import Problem

RANKS: tuple[Role, ...] = ("viewer", "coder", "editor", "admin")


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks; `role` is null for somebody who has not logged in where that is needed."""

    name: str
    role: Role | None

    def may(self, role: Role) -> bool:
        """Whether this role is theirs, or a higher one."""
        return self.role is not None and RANKS.index(self.role) >= RANKS.index(role)


def person_of(request: Request) -> Person:
    """Who asks."""
    person = Person(name="local", role="admin")
    request.state.person = person
    return person


PersonNow = Annotated[Person, Depends(person_of)]


class Needs:
    """A dependency that lets through whoever has a role or a higher one."""

    def __init__(self, role: Role) -> None:
        self.role = role

    def __call__(self, person: PersonNow) -> Person:
        """The person, or a problem."""
        if person.may(self.role):
            return person
        if person.role is None:
            raise Problem(401, "log in first", {"WWW-Authenticate": "Bearer"})
        raise Problem(403, f"this is for the role {self.role} and above")


Viewer = Annotated[Person, Depends(Needs("viewer"))]
Coder = Annotated[Person, Depends(Needs("coder"))]
Editor = Annotated[Person, Depends(Needs("editor"))]
Admin = Annotated[Person, Depends(Needs("admin"))]
