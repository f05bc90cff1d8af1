"""The base of every table: names for constraints, and column kinds that the project agrees on."""

from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Column, DateTime, Identity, Integer, MetaData
from sqlalchemy.dialects.postgresql import JSONB, TSTZRANGE
from sqlmodel import Field, SQLModel

NAMES = {
    "ix": "%(table_name)s_%(column_0_N_name)s_ix",
    "uq": "%(table_name)s_%(column_0_N_name)s_key",
    "ck": "%(table_name)s_%(constraint_name)s_check",
    "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
    "pk": "%(table_name)s_pkey",
}


class Table(SQLModel):
    """Base class of all tables. Table models never reach a template or an answer; queries return dataclasses."""

    metadata = MetaData(naming_convention=NAMES)


def code_check(
    column: str, codes: type[StrEnum] | tuple[str, ...], *, name: str | None = None
) -> CheckConstraint:
    """Text columns hold stable English codes; the database refuses others."""
    listed = ", ".join(f"'{code}'" for code in codes)
    return CheckConstraint(f"{column} IN ({listed})", name=name or column)


def key(*, big: bool = False) -> Any:
    """The identity primary key of a table."""
    return Field(default=None, sa_column=Column(BigInteger if big else Integer, Identity(), primary_key=True))


def instant(*, nullable: bool = False, **options: Any) -> Any:
    """A `timestamptz` column."""
    return Column(DateTime(timezone=True), nullable=nullable, **options)


def period(*, nullable: bool = False) -> Any:
    """A `tstzrange` column, half open."""
    return Column(TSTZRANGE, nullable=nullable)


def document(*, nullable: bool = False, **options: Any) -> Any:
    """A `jsonb` column."""
    return Column(JSONB, nullable=nullable, **options)
