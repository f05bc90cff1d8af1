"""Counties and municipalities as they are on a day."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import text

from tolkeregister.core.database import Session


@dataclass(frozen=True, slots=True)
class CountyName:
    """A county of the structure that is in force."""

    code: str
    name: str
    name_official: str


@dataclass(frozen=True, slots=True)
class MunicipalityName:
    """A municipality; `name` is unique within the country: «Herøy (Nordland)»."""

    code: str
    name: str
    county_code: str


_COUNTIES = text(
    """
    SELECT code, name, name_official FROM county
     WHERE valid_from <= :on AND (valid_to IS NULL OR valid_to >= :on) ORDER BY sort_key COLLATE "C"
    """
)
_MUNICIPALITIES = text(
    """
    SELECT code, name, county_code FROM municipality
     WHERE valid_from <= :on AND (valid_to IS NULL OR valid_to >= :on) ORDER BY sort_key COLLATE "C"
    """
)


async def counties(session: Session, *, on: date) -> tuple[CountyName, ...]:
    """The counties on a date, in Norwegian alphabetical order."""
    return tuple(CountyName(*row) for row in await session.execute(_COUNTIES, {"on": on}))


async def municipalities(session: Session, *, on: date) -> tuple[MunicipalityName, ...]:
    """The municipalities on a date, in Norwegian alphabetical order."""
    return tuple(MunicipalityName(*row) for row in await session.execute(_MUNICIPALITIES, {"on": on}))
