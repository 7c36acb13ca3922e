"""What the tables of the store are made of: kinds of columns, numbers with a meaning."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Integer, LargeBinary, MetaData, Text

# The newest migration that this program knows; a test holds it to the migrations.
HEAD = "0005"
# "DTLN" in the header of a SQLite file: whose file it is.
APPLICATION_ID = 0x44544C4E
EARLIEST, LATEST = 0, 9_999_999
BOX = ("west", "south", "east", "north")

Number = BigInteger().with_variant(Integer(), "sqlite")

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def numbered() -> Column[int]:
    """The key of a table whose rows are told apart by their number."""
    return Column("number", Number, primary_key=True, autoincrement=True)


def words(name: str, *more: Any, null: bool = False) -> Column[str]:
    """A text."""
    return Column(name, Text, *more, nullable=null)


def whole(name: str, *, null: bool = False) -> Column[int]:
    """A whole number."""
    return Column(name, Integer, nullable=null)


def real(name: str, *, null: bool = True) -> Column[float]:
    """A number with a fraction."""
    return Column(name, Float(53), nullable=null)


def blob(name: str, *, null: bool = False) -> Column[bytes]:
    """Bytes."""
    return Column(name, LargeBinary, nullable=null)


def of(table: str, name: str) -> Column[int]:
    """The number of the row of another table that this one belongs to."""
    return Column(name, Number, ForeignKey(f"{table}.number"), nullable=False)


def boxes() -> list[Column[Any]]:
    """The four sides of a box."""
    return [real(side, null=False) for side in BOX]
